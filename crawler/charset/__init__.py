"""Which charset the bytes of a page are in, and their text.

`decoding` weighs what is declared against how surprising the text would be; `score` and `letters` know how languages
look; `vietnamese` has the charsets of Vietnam that Python lacks.
"""

from crawler.charset.decoding import HEAD_BYTES, MIXED, decode, weigh, wide

__all__ = ["HEAD_BYTES", "MIXED", "decode", "weigh", "wide"]
