"""Vietnamese before Unicode: charsets that Python has no codec for, and what a Vietnamese syllable looks like.

VISCII is RFC 1456. TCVN3 (ABC, the fonts .VnTime) and VNI (VNI-Times) are fonts: their pages call themselves
windows-1252, x-user-defined or nothing. VNI writes most letters as a plain one and a sign.
"""

from __future__ import annotations

import re
import unicodedata

_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_SIGNS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "ê": "\u0306",
    "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_SIGN = re.compile(f"([aeouyôö])([{''.join(_VNI_SIGNS)}])", re.IGNORECASE)

VISCII = str.maketrans({**_VISCII_CONTROLS, **{0x80 + number: letter for number, letter in enumerate(_VISCII_HIGH)}})
NAMES = frozenset({"viscii", "tcvn3", "vni"})

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = str.maketrans(dict.fromkeys("\u0301\u0300\u0309\u0303\u0323"))
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|iê|yê|uô|ươ|oai|oay|uây|oeo|uyu|uya|oa|oă|oe|uâ|uê|uơ|uy|ia|ya|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi"
    r"|ưu|[aăâeêioôơuưy])"
    r"(?:i|u)?(?:ng|nh|ch|[cmnpt])?"
)


def decode(body: bytes, name: str) -> str:
    """The text of bytes in one of NAMES. Every byte has a meaning; nothing is lost."""
    text = body.decode("latin-1")
    if name == "viscii":
        return text.translate(VISCII)
    text = body.decode("cp1252", "replace") if name == "vni" else text
    return _from_vni(text) if name == "vni" else "".join(TCVN3.get(letter, letter) for letter in text)


def _from_vni(text: str) -> str:
    text = _VNI_SIGN.sub(lambda found: _vni_letter(found[1]) + _VNI_SIGNS[found[2].lower()], text)
    return unicodedata.normalize("NFC", "".join(map(_vni_letter, text)))


def _vni_letter(letter: str) -> str:
    plain = _VNI_LETTERS.get(letter.lower(), letter.lower())
    return plain.upper() if letter.isupper() else plain if letter.lower() in _VNI_LETTERS else letter


def plausible(text: str) -> float:
    """The share of the words with a letter beyond ASCII that are Vietnamese syllables with at most one tone."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    spread = unicodedata.normalize("NFD", word.lower())
    plain = unicodedata.normalize("NFC", spread.translate(_MARKS))
    return len(spread) - len(spread.translate(_MARKS)) <= 1 and _SYLLABLE.fullmatch(plain) is not None
