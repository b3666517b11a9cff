"""Which characters belong together: scripts without spaces between words, and the marks that a letter bears."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Scripts that write a cluster after the other without spaces. A Khmer or Burmese letter may have others under it.
CLUSTERED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1780-\u17df\u17ea-\u17ff"
    "\u1000-\u103f\u104a-\u108f\u109a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9ff\uaa60-\uaa7f"
)
STACKERS = "\u17d2\u1039"

# Thai and Lao "am" is one character or two, and a tone mark then stands after or before its first half.
AM = "\u0e33\u0eb3"
AM_BEFORE_TONE = re.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])")
HAN_KANA = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff"
)
SINGLE = HAN_KANA + "\uac00-\ud7a3"  # what search takes character by character
INVISIBLE = "\u00ad\u200b-\u200f\u2060"  # within a word: soft hyphens, joiners, direction marks
KANA_MARKS = "\u3099\u309a\uff9e\uff9f"
JAMO = "[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*"


@cache
def marks() -> str:
    """All combining marks, as ranges for a character class; Python's own class of word characters lacks them."""
    points = [point for point in range(0x300, 0x1F000) if unicodedata.category(chr(point)) in {"Mn", "Mc"}]
    points += range(0xE0100, 0xE01F0)
    starts = [point for place, point in enumerate(points) if place == 0 or points[place - 1] != point - 1]
    ends = [point for place, point in enumerate(points, 1) if place == len(points) or points[place] != point + 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


@cache
def digits() -> dict[int, str]:
    """Decimal digits of all scripts as ours: a year is printed ๒๕๖๘ and typed 2568."""
    return {
        point: str(value)
        for point in range(0x80, 0x20000)
        if (value := unicodedata.decimal(chr(point), None)) is not None
    }
