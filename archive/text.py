"""Text that a database, a file and a terminal can hold."""

from __future__ import annotations

import json
import re
from typing import Any

# Half of a surrogate pair cannot be encoded at all; sqlite3's own shell ends a text at NUL.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

# C0 and C1 controls but tab and newline, and the marks that reorder what follows them on a terminal.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")


def clean(text: str) -> str:
    r"""Drop what cannot be stored.

    >>> clean("a\0b\ud800")
    'ab'
    """
    return _UNSTORABLE.sub("", text)


def cleaned(text: str | None) -> str | None:
    """As `clean`, where there is a text."""
    return None if text is None else clean(text)


def printable(text: str) -> str:
    r"""Drop what would command a terminal: escape sequences, controls, overrides of direction.

    >>> printable("\x1b[31mred\x1b[0m \x07bell")
    'red bell'
    """
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


_UNSHOWN = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_json(value: Any, indent: int | None = None) -> str:
    r"""Write JSON in the text's own script; what would command a terminal is escaped, so that nothing is lost.

    >>> as_json(["Môi trường", "\x1b[1m\x9b1m"]) == r'["Môi trường", "\u001b[1m\u009b1m"]'
    True
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
