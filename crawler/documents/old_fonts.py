"""Text in fonts from before Unicode: a Vietnamese PDF of those years says "m«i tr­êng" and shows "môi trường".

The name of a font tells its charset; a line is converted where that makes it read as Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.charset.vietnamese import decode, plausible

_CHARSETS = ((re.compile(r"(?:^|\+)\.?Vn[A-Z]"), "tcvn3"), (re.compile(r"(?:^|\+)VNI[-_A-Z]"), "vni"))


def charsets_of(fonts: Iterable[str]) -> list[str]:
    """The charsets of the fonts by these names (`ABCDEF+.VnTime`), without those that everybody reads.

    >>> charsets_of(["BCDEEE+.VnTimeH", "Arial"]), charsets_of(["VNI-Times"])
    (['tcvn3'], ['vni'])
    """
    names = list(fonts)
    return [charset for pattern, charset in _CHARSETS if any(map(pattern.search, names))]


def respelt(text: str, charsets: Iterable[str]) -> str:
    """The text with its lines in the charset, or as they are, by which they are Vietnamese most likely."""
    for charset in charsets:
        text = "\n".join(_likelier(line, charset) for line in text.split("\n"))
    return text


def _likelier(line: str, charset: str) -> str:
    if line.isascii():
        return line
    converted = decode(line.encode("cp1252", "replace"), charset)
    return converted if plausible(converted) > plausible(line) else line
