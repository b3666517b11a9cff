"""Where a quotation stands in a text. Pure."""

from __future__ import annotations

import re
import unicodedata

from archive.errors import QuoteError
from archive.fold import tokens

_UNSEEN = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
_SHOWN = 120  # characters of a text that are shown in a message


def find(quote: str, text: str) -> tuple[int, int]:
    r"""Begin and end of a quotation in a text that is in NFC. Spaces and Unicode's form make no difference.

    Raises QuoteError where it does not stand there; it says so where only case or diacritics differ.

    >>> find("rác  nhựa", "40 tấn rác\n\nnhựa khỏi vịnh")
    (7, 16)
    """
    words = _words(quote)
    if not words:
        raise QuoteError("the quotation is empty")
    # What is a space in the one may be a line's end in the other, and neither may hold what nobody sees.
    pattern = r"\s+".join(f"[{_UNSEEN}]*".join(map(re.escape, word)) for word in words)
    found = re.search(pattern, text)
    if found is None:
        raise QuoteError(_why(quote, text))
    return found.span()


def _words(quote: str) -> list[str]:
    plain = unicodedata.normalize("NFC", quote).translate(dict.fromkeys(map(ord, _UNSEEN)))
    return plain.split()


def _why(quote: str, text: str) -> str:
    wanted = [token for token, _, _ in tokens(unicodedata.normalize("NFC", quote))]
    held = tokens(text)
    for place in range(len(held) - len(wanted) + 1) if wanted else ():
        if held[place][0] == wanted[0] and [token for token, _, _ in held[place : place + len(wanted)]] == wanted:
            start, end = held[place][1], held[place + len(wanted) - 1][2]
            said = " ".join(text[start:end].split())[:_SHOWN]
            return f"the quotation differs in case, diacritics or punctuation; the text says: {said}"
    return f"the text does not say: {' '.join(quote.split())[:_SHOWN]}"
