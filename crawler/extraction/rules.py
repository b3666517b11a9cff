"""By which rules a page is read: their name changes with every change of the code that reads."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_CRAWLER = Path(__file__).parent.parent
_READING = ("extraction", "charset", "script_values", "markup.py", "css.py", "page.py")


@cache
def rules() -> str:
    """The version of the package, and the first twelve hexadecimal digits of the SHA-256 over the code that reads.

    A number that somebody has to raise by hand is forgotten; this one cannot be.
    """
    digest = hashlib.sha256()
    for name in _READING:
        place = _CRAWLER / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.relative_to(_CRAWLER).as_posix().encode() + b"\0" + path.read_bytes())
    return f"envnews {version('envnews')}, rules {digest.hexdigest()[:12]}"
