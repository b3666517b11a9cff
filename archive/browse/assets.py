"""Our own static files: few, small, and kept by browsers for as long as they are the same."""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files

from archive.browse.page import Content, NotFoundError

MEDIA_TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
_YEAR = 365 * 24 * 3600


@functools.cache
def content(name: str) -> bytes:
    """One file of static/. Raises NotFoundError."""
    found = {file.name: file for file in (files("archive.browse") / "static").iterdir()}.get(name)
    if found is None or name.rpartition(".")[2] not in MEDIA_TYPES:
        raise NotFoundError("There is no such file.")
    return found.read_bytes()


@functools.cache
def address(name: str) -> str:
    """The address of one, another one when its content changes."""
    return f"/static/{name}?{hashlib.sha256(content(name)).hexdigest()[:12]}"


def asset(name: str) -> Content:
    """One as it is sent."""
    return Content(body=content(name), media_type=MEDIA_TYPES[name.rpartition(".")[2]], seconds=_YEAR)
