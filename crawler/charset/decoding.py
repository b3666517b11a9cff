"""Which charset the bytes of a page are in.

It is weighed, not believed: servers send wrong headers, editors paste wrong meta elements, and valid UTF-8 is next to
impossible by accident.
"""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata
from math import inf

from crawler.charset import vietnamese
from crawler.charset.letters import CANDIDATES, LETTERS, RARE
from crawler.charset.score import ASCII, bits

HEAD_BYTES = 4096  # where a meta element or an XML declaration is looked for
OPENING_BYTES = 32 * 1024  # where UTF-8 that was encoded twice is noticed: nearly free for pages that are not
SAMPLE_BYTES = 2 * 1024  # what the weighing is made from
SURE = 4.6  # bits for each byte beyond ASCII: no other charset would do much better
PLENTY = 200  # bytes beyond ASCII that are enough to be sure by
UNREADABLE = 8.5  # bits a byte; what reads as a language takes some six, what does not nine and more

# What pages call a charset, and the superset in which their bytes really are.
SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "windows-949": "cp949",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "x-user-defined": "cp1252",
    "viscii1.1-1": "viscii",
    "x-viet-tcvn": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "x-viet-vni": "vni",
    "csviscii": "viscii",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8": "cp1255",
    "koi8-r": "koi8-u",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "x-euc-jp": "euc_jp",
    "unicode": "utf-8",
    "utf8": "utf-8",
}
ESCAPED = frozenset({"iso2022_jp", "iso2022_kr", "hz"})  # seven-bit: they look like ASCII
WHOLE = ESCAPED | {"utf-8", "utf-16-le", "utf-16-be"}
MIXED = "utf-8 and another"
TWICE = "utf-8 twice"

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_PIECE = re.compile(rb"[^\n<>]+")
_PLAIN = re.compile(rb"([\x00-\x7f]{12})[\x00-\x7f]{12,}([\x00-\x7f]{12})")
_UTF_8_RUN = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){4}|\xe1[\xba\xbb][\x80-\xbf][a-z]")
_TWICE = re.compile(
    rb"\xc3(?:[\x82-\x9f](?:\xc2|\xe2[\x80\x82\x84])|[\xa0-\xaf](?:\xc2.|[\xc5\xc6\xcb].|\xe2[\x80\x82\x84].){2})",
    re.DOTALL,
)
_AS_WINDOWS_1252 = {
    ord(sign): byte for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", "replace")) != "\ufffd"
}
_ASCII_BYTES = bytes(range(128))


def weigh(body: bytes, charset: str | None = None) -> str:
    """The name of the codec that reads these bytes best, for `decode`. `charset` is the server's word.

    A byte order mark decides; then bytes that are UTF-8 for the most part, whatever was declared; then what reads as a
    language does, where a declaration counts for much but not for everything.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    if marked := wide(body[:HEAD_BYTES]):
        return marked
    declared = [name for name in map(_codec, (*_declarations(body), charset)) if name]
    if body.isascii():
        return next((name for name in declared if name in ESCAPED and (b"\x1b" in body or b"~{" in body)), "utf-8")
    if share := _share_of_utf_8(body):
        return MIXED if share < 1.0 else TWICE if _is_twice_encoded(body) else "utf-8"
    return _likeliest(_sample(body), [name for name in declared if name != "utf-8"])


def _is_twice_encoded(body: bytes) -> bool:
    """Whether UTF-8 was taken for windows-1252 and written as UTF-8 once more (`Ä‘`), everywhere in the page."""
    if len(_TWICE.findall(body, 0, OPENING_BYTES)) < 8:
        return False
    text = body.decode().translate(_AS_WINDOWS_1252)
    once = text.encode("latin-1", "ignore")
    return _beyond(once) > 0.95 * (len(text) - len(body) + _beyond(body)) and _share_of_utf_8(once) > 0.95


def decode(body: bytes, name: str) -> str:
    """The text of bytes in a charset that `weigh` named; what cannot be read is U+FFFD.

    A page put together from files in two charsets is read stretch by stretch, from tag to tag.
    """
    if name == TWICE:
        return body.decode().translate(_AS_WINDOWS_1252).encode("latin-1", "ignore").decode(errors="replace")
    if name == MIXED:
        strays = b"\n".join(
            piece for piece in _PIECE.findall(body) if not piece.isascii() and not _is_utf_8(piece, name)
        )
        rest = _likeliest(_sample(strays), [])
    elif name in WHOLE or not _UTF_8_RUN.search(body):
        return _decode(body, name)
    else:
        rest = name

    def mended(piece: re.Match[bytes]) -> bytes:
        keep = piece[0].isascii() or _is_utf_8(piece[0], name)
        return piece[0] if keep else _decode(piece[0], rest).encode("utf-8", "replace")

    return _PIECE.sub(mended, body).decode(errors="replace")


def _is_utf_8(piece: bytes, main: str) -> bool:
    """Whether a stretch is UTF-8: in a page that mostly is so one character proves it, in another some eight do."""
    share = _share_of_utf_8(piece)
    return share > 0 if main == MIXED else share == 1.0 and _beyond(piece) >= 16


def _decode(body: bytes, name: str) -> str:
    if name in vietnamese.NAMES:
        return vietnamese.decode(body, name)
    return body.decode(name, errors="replace")


def wide(head: bytes) -> str | None:
    """The codec of UTF-16 without a mark, which shows as zeros in `<html`; None for anything else."""
    if head[:1] == b"<" and head[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if head[:2] == b"\0<" else None


def _declarations(body: bytes) -> list[str]:
    return [(match[1] or match[2]).decode("ascii", "replace") for match in _DECLARED.finditer(body[:HEAD_BYTES])]


def _codec(declared: str | None) -> str | None:
    """The Python codec for a declared charset, as its superset; None for an unknown name, or one that breaks markup."""
    name = (declared or "").strip().lower()
    name = SUPERSETS.get(name, name)
    if name in vietnamese.NAMES:
        return name
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name == "undefined":
        return None
    try:
        readable = b"<p>\x80".decode(info.name, "replace").startswith("<p>")
    except UnicodeError:
        readable = False
    return SUPERSETS.get(info.name, info.name) if readable else None


def _share_of_utf_8(body: bytes) -> float:
    """The share of what is beyond ASCII that is UTF-8; 0 where it is so little that it might be by chance."""
    try:
        body.decode()
    except UnicodeDecodeError:
        share = _beyond(body.decode(errors="ignore").encode()) / _beyond(body)
        return share if share > 0.6 else 0.0
    return 1.0


def _beyond(body: bytes) -> int:
    """How many bytes are beyond ASCII."""
    return len(body.translate(None, _ASCII_BYTES))


def _sample(body: bytes) -> bytes:
    """Text with bytes beyond ASCII, cut between characters; long stretches of ASCII are left out."""
    pieces: list[bytes] = []
    size = 0
    for match in _PIECE.finditer(body):
        if not match[0].isascii():
            pieces.append(_PLAIN.sub(rb"\1 \2", match[0][: 4 * SAMPLE_BYTES]))
            size += len(pieces[-1])
        if size > SAMPLE_BYTES:
            break
    return b"\n".join(pieces)[: 2 * SAMPLE_BYTES]


def _likeliest(sample: bytes, declared: list[str]) -> str:
    """The charset under which the sample is the least surprising, each declared one being less of a surprise."""
    high = _beyond(sample)
    sure = SURE * high + ASCII * (len(sample) - high) if high > PLENTY else 0.0
    least, likeliest = inf, ""
    for name in dict.fromkeys((*declared, *CANDIDATES)):
        trust = _trust(name, declared, high)
        surprise = _surprise(sample, name, least + trust) - trust
        if surprise < least:
            least, likeliest = surprise, name
        if name in declared and name != "cp1252" and surprise < sure:
            break
    return likeliest if least < UNREADABLE * len(sample) else _last_resort(sample, declared)


def _surprise(sample: bytes, name: str, limit: float) -> float:
    """Bits of the sample in a charset, read as the language that suits it best."""
    text = unicodedata.normalize("NFC", decode(sample, name))
    surprise = min(bits(text, language, limit) for language in CANDIDATES.get(name, LETTERS))
    legacy = name in vietnamese.NAMES and surprise < limit
    return inf if legacy and vietnamese.plausible(text) < 0.8 else surprise


def _trust(name: str, declared: list[str], high: int) -> float:
    """Bits that a declaration is worth. windows-1252 is what servers say that do not know."""
    if name not in declared:
        return -12.0 if name in RARE else 4.0 if name == "cp1252" else 0.0
    fixed, each = (8.0, 0.1) if name == "cp1252" else (15.0, 0.6)
    return (fixed + each * high) * (1.0 if name == declared[0] else 0.8)


def _last_resort(sample: bytes, declared: list[str]) -> str:
    """BeautifulSoup's opinion of bytes that read as no language that we know, else the first declared charset."""
    from bs4.dammit import UnicodeDammit  # a third of the time that importing this package takes; few pages need it

    logging.getLogger("bs4.dammit").setLevel(logging.ERROR)  # that some bytes are wrong is no news here
    guess = _codec(UnicodeDammit(sample, declared, is_html=False).original_encoding)
    return guess or next(iter(declared), "cp1252")
