"""The small scripts that stand in Datasette's own pages, by their digests: no other script runs there."""

from __future__ import annotations

import functools
import hashlib
import re
from base64 import b64encode
from importlib.resources import files

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SETTING = "{{ datasette_allow_facet }}"  # the one thing that they are told: whether columns may be counted


@functools.cache
def policy() -> str:
    """The Content-Security-Policy of Datasette's pages. They, too, reach nobody but this server."""
    digests = " ".join(f"'sha256-{digest}'" for digest in _digests())
    return (
        f"default-src 'none'; script-src 'self' {digests}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _digests() -> list[str]:
    """Of all that the templates of the installed Datasette hold; what is made for one page alone is not among them."""
    pages = [file.read_text("utf8") for file in (files("datasette") / "templates").iterdir() if file.is_file()]
    scripts = {script.replace(_SETTING, "true") for page in pages for script in _INLINE.findall(page)}
    fixed = sorted(script for script in scripts if "{{" not in script and "{%" not in script)
    return [b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in fixed]
