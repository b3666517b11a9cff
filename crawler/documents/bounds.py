"""How much a document may ask of its reader."""

from __future__ import annotations

LONGEST = 1_000_000  # characters that are kept
PAGES = 3_000  # of a PDF that are read
MEMBER = 64 * 1024 * 1024  # bytes of one member of a zip file, unpacked
MEMBERS = 1_000  # of a zip file that are read
MEMORY = 512 * 1024 * 1024  # bytes, beside twice the document
CPU_SECONDS = 20
SECONDS = 40  # by the clock: two such processes may share one core
UNREAD = 3  # exit status of a reader that says why not all was read


class Unread(Exception):  # noqa: N818 - no error of ours: what a document is like
    """A document, or the rest of one, that gives no text. `str()` says why, in a few words."""
