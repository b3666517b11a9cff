"""Whether the body of an answer came whole. A page cut off is no short page: it is asked for again."""

from __future__ import annotations

import zlib

CONTENT_MAX = 64 * 1024 * 1024  # bytes of content that are unpacked to find the end
_TAIL = 2048  # bytes at the end of a page in which it says that it ends
_FORMS: dict[bytes, tuple[int, ...]] = {
    b"gzip": (zlib.MAX_WBITS | 16,),
    b"x-gzip": (zlib.MAX_WBITS | 16,),
    b"deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS),  # with zlib's header as the standard has it, and as many send it
}


def is_cut(body: bytes, encoding: bytes) -> bool:
    """Whether a packed body stops before its end; `encoding` as Content-Encoding has it.

    An encoding that is not known here is taken as whole.
    """
    forms = _FORMS.get(encoding.strip().lower(), ())
    return bool(body and forms) and not any(_reaches_its_end(body, form) for form in forms)


def ends_open(body: bytes, media_type: bytes) -> bool:
    """Whether a page whose length nobody told stops without the tag that ends it."""
    return media_type.strip().lower().startswith(b"text/html") and b"</html" not in body[-_TAIL:].lower()


def _reaches_its_end(data: bytes, window: int) -> bool:
    stream = zlib.decompressobj(wbits=window)
    budget = CONTENT_MAX
    try:
        while data and not stream.eof and budget > 0:
            budget -= len(stream.decompress(data, 1024 * 1024))
            data = stream.unconsumed_tail
    except zlib.error:
        return False
    return stream.eof or budget <= 0
