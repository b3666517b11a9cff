"""What mkdocs asks us for: pages that are made from the code, and those that lie outside of docs/."""  # noqa: INP001 - mkdocs loads it by its path

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

import database_page
import portal_file_page
import record_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
# Files of the repository that are pages of the site, too.
OUTSIDE = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks.md",
}
ON_SITE = {**OUTSIDE, "README.md": "index.md"}
_LINK = re.compile(r"(\]\()([^)#\s]+)((?:#[^)\s]*)?\))")


# What stands in the place of `<!-- made: … -->`.
MADE = {
    "database views": lambda: database_page.render("view"),
    "database tables": lambda: database_page.render("table"),
    "record": record_page.render,
    "portal keys": lambda: portal_file_page.meanings((ROOT / "CONTRIBUTING.md").read_text("utf-8")),
    "portal types": portal_file_page.types_and_defaults,
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not lie in docs/."""
    for source, page in OUTSIDE.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Fill in what is made; turn links between files of the repository into links between pages of the site."""
    own = page.file.src_uri
    source = next((source for source, name in OUTSIDE.items() if name == own), f"docs/{own}")
    whole = re.sub(r"<!-- made: ([\w ]+) -->", lambda made: MADE[made[1]](), markdown)
    return _LINK.sub(lambda link: link[1] + _target(source, own, link[2]) + link[3], whole)


def _target(source: str, page: str, link: str) -> str:
    """Where a link leads on the site. source: the file with the link, in the repository; page: that page, in docs/.

    >>> _target("docs/evidence.md", "evidence.md", "../CONTRIBUTING.md")
    'contributing.md'
    >>> _target("CONTRIBUTING.md", "contributing.md", "docs/portals.md")
    'portals.md'
    """
    if re.match(r"[a-z]+:", link):
        return link
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(source), link))
    if meant not in ON_SITE and not meant.startswith("docs/"):
        return link
    on_site = ON_SITE.get(meant, meant.removeprefix("docs/"))
    return posixpath.relpath(on_site, posixpath.dirname(page) or ".")
