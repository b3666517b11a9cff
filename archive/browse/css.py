"""Style sheets of captured pages with their addresses replaced. Pure.

This is courtesy: what it overlooks the replay's Content-Security-Policy stops.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Under which address a picture is loaded: as the style sheet names it -> ours, None for not at all.
Address = Callable[[str], str | None]

LONGEST = 2 * 1024 * 1024  # characters; a longer style sheet is left out

_SPACE = r"(?:\s|/\*.*?(?:\*/|\Z))*+"
_URL = r"""url\(\s*(?:"(?P<{0}double>[^"\n]*)"|'(?P<{0}single>[^'\n]*)'|(?P<{0}bare>[^"'()\s][^()\s]*)?)\s*\)?"""
_IMPORT = rf"""@import{_SPACE}(?:{_URL.format("i")}|"[^"\n]*"|'[^'\n]*')[^;{{}}]*;?"""
_LOADS = r"(?<![\w-])(?:-webkit-)?(?:image-set|image|src|cross-fade)\("
_TOKENS = re.compile(
    rf"(?P<comment>/\*.*?(?:\*/|\Z))|(?P<import>{_IMPORT})|(?P<url>{_URL.format('')})|(?P<loads>{_LOADS})"
    r"""|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?""",
    re.IGNORECASE | re.DOTALL,
)
_HEX = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n\r\f]?")
_LETTER = re.compile(r"\\([g-zG-Z@])")


def rewritten(css: str, address: Address) -> str:
    """The style sheet with each picture that it loads as `address` says; what else it would load it does not.

    >>> rewritten("@import 'a.css'; p { background: url(b.png) red }", lambda url: None)
    ' p { background: none red }'
    """
    if len(css) > LONGEST:
        return ""
    return _TOKENS.sub(lambda found: _changed(found, address), _plain(css)).replace("</", "< /")


def css_references(css: str) -> list[str]:
    """The addresses of the pictures that a style sheet loads."""
    found: list[str] = []
    rewritten(css, found.append)
    return found


def _plain(css: str) -> str:
    """Letters that are written in a roundabout way, by their number or behind a backslash, are letters."""
    return _LETTER.sub(r"\1", _HEX.sub(_letter, css))


def _letter(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    char = chr(code) if code < 128 else ""
    return char if char.isalpha() or char in {"@", "-"} else found[0]


def _changed(found: re.Match[str], address: Address) -> str:
    if found["comment"] is not None:
        return " "
    if found["import"] is not None:
        return ""
    if found["loads"] is not None:
        return "none("
    if found["url"] is None:
        return found[0]
    ours = address(found["double"] or found["single"] or found["bare"] or "")
    return f'url("{ours}")' if ours else "none"
