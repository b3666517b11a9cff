"""Text of pages and servers, made harmless for chats, mails and telephones.

Their programs make links, mentions and formats of what looks so. Nothing that a page says may be one of these in a
message of ours: it would be clicked because we sent it.
"""

from __future__ import annotations

import re

from archive.text import printable

LONGEST = 300

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:/{2,}")
_DOT = re.compile("(?<=[\\w)-])\\.(?=[^\\W\\d_]{2})|(?<=\\w)[\u3002\uff0e\uff61](?=[A-Za-z]{2})")
_LOOKALIKES = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "`": "'", "@": "\uff20"})
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060-\u2064\ufeff\u00ad\U000e0000-\U000e007f]")


def defused(text: str, longest: int = LONGEST) -> str:
    """One line without controls, markup, mentions and links; an address is shown so that no program follows it.

    >>> defused("down: https://portal.example/a <b> [here](http://evil.example)")
    'down: portal[.]example/a ‹b› (here)(evil[.]example)'
    """
    short = text[: 4 * longest]
    line = " ".join(_INVISIBLE.sub("", printable(short)).translate(_LOOKALIKES).split())
    return cut(_DOT.sub("[.]", _SCHEME.sub("", line)), longest)


def cut(text: str, longest: int) -> str:
    """At most so many characters; what was cut shows."""
    return text if len(text) <= longest else text[: max(longest - 1, 0)].rstrip() + "…"
