"""Style sheets of captured pages with their addresses replaced. Pure.

This is courtesy: what it overlooks the replay's Content-Security-Policy stops.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Under which address a thing is loaded: (as the style sheet names it, image or style) -> ours, or None for not at all.
Address = Callable[[str, str], str | None]

LONGEST = 2 * 1024 * 1024  # characters; a longer style sheet is left out

_SPACE = r"(?:\s|/\*.*?\*/)*"
_URL = r"""url\(\s*(?:"(?P<{0}double>[^"\n]*)"|'(?P<{0}single>[^'\n]*)'|(?P<{0}bare>[^"'()\s][^()\s]*)?)\s*\)?"""
_IMPORT = rf"""@import{_SPACE}(?:{_URL.format("i")}|(?P<quoted>"[^"\n]*"|'[^'\n]*'))(?P<media>[^;{{}}]*);?"""
_LOADS = r"(?<![\w-])(?:-webkit-)?(?:image-set|image|src|cross-fade)\("
_TOKENS = re.compile(
    rf"(?P<comment>/\*.*?(?:\*/|\Z))|(?P<import>{_IMPORT})|(?P<url>{_URL.format('')})|(?P<loads>{_LOADS})"
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.IGNORECASE | re.DOTALL,
)
_HEX = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n\r\f]?")
_LETTER = re.compile(r"\\([g-zG-Z@])")


def rewritten(css: str, address: Address) -> str:
    """The style sheet with each address that it loads as `address` says; one that is None loads nothing.

    >>> rewritten("@import 'a.css'; p { background: url(b.png) red }", lambda url, kind: None)
    ' p { background: none red }'
    """
    if len(css) > LONGEST:
        return ""
    return _TOKENS.sub(lambda found: _changed(found, address), _plain(css)).replace("</", "< /")


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
        ours = address(_first(found, "idouble", "isingle", "ibare") or (found["quoted"] or "")[1:-1], "style")
        return f'@import url("{ours}"){found["media"]};' if ours else ""
    if found["loads"] is not None:
        return "none("
    if found["url"] is None:
        return found[0]
    ours = address(_first(found, "double", "single", "bare"), "image")
    return f'url("{ours}")' if ours else "none"


def _first(found: re.Match[str], *names: str) -> str:
    return next(filter(None, map(found.group, names)), "")
