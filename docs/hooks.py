"""What mkdocs asks us for: pages that are made from the code, and those that lie outside of docs/."""  # noqa: INP001 - mkdocs loads it by its path

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

import portal_file_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
# Files of the repository that are pages of the site, too.
OUTSIDE = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks.md",
    "README.md": "index.md",
}
_LINK = re.compile(r"(\]\()([^)#\s]+)((?:#[^)\s]*)?\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not lie in docs/."""
    for source, page in OUTSIDE.items():
        if page != "index.md":
            files.append(File.generated(config, page, content=(ROOT / source).read_text("utf-8")))
    files.append(File.generated(config, "record.md", content=f"# The record\n{_section('The record')}"))
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    files.append(File.generated(config, "portal-files.md", content=portal_file_page.render(contributing)))
    return files


def _section(title: str) -> str:
    """A section of the README, without its heading."""
    return (ROOT / "README.md").read_text("utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Turn links between files of the repository into links between pages of the site."""
    homes = {page_name: source for source, page_name in OUTSIDE.items() if page_name != "index.md"}
    source = homes.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    markdown = markdown.replace("README.md#the-record)", "docs/record.md)")
    return _LINK.sub(lambda link: link[1] + _target(source, page.file.src_uri, link[2]) + link[3], markdown)


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
    on_site = OUTSIDE.get(meant, meant.removeprefix("docs/"))
    if meant not in OUTSIDE and not meant.startswith("docs/"):
        return link
    return posixpath.relpath(on_site, posixpath.dirname(page) or ".")
