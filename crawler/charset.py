"""Which charset the bytes of a page are in.

It is weighed, not believed: servers send wrong headers, editors paste wrong meta elements, and valid UTF-8 is next to
impossible by accident.
"""

from __future__ import annotations

import codecs
import logging
import re

HEAD_BYTES = 4096  # where a meta element or an XML declaration is looked for
SAMPLE_BYTES = 16 * 1024  # what a guess of an undeclared charset is made from

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
    "unicode": "utf-8",
    "utf8": "utf-8",
}
MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "utf-8"})
ESCAPED = frozenset({"iso2022_jp", "iso2022_kr", "hz"})  # seven-bit: they look like ASCII

# Undeclared bytes: the codec under which the most of what is beyond ASCII are a language's commonest characters.
COMMON = {
    "gb18030": (
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
        "过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都"
        "两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重"
        "新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
        "已通并提直题程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较"
        "将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处"
    ),
    "big5hkscs": (
        "部今公布空氣品質監測結果並明下度工重點環境府縣市局水保護資源回收改善污染期間辦理計畫民眾活動"
        "請月日及與等於以提供各項管單位業者相關規定進行加強"
        "的一是不在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過"
        "發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她"
        "本前開但因只從想實"
    ),
    "cp932": "のにはをたがでてとしれさいるなあっこもかすんくりまき",
    "euc_jp": "のにはをたがでてとしれさいるなあっこもかすんくりまき",
    "cp949": "이다는을의에가를고하은한지로기사도과스해인어자대정서리부시",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхОАНТС",
    "koi8-r": "оеаинтсрвлкмдпуяыьгзбчйх",
    "cp874": "านรกอเงมยลวดทสตะปบคหแจพชขใไโ่้็์ัิีุูำ",
    "cp1256": "الينمتروبدعسفةقكهجحأخطصشضىذزإغثظئءآپچگی",
    "cp1253": "αοιετσνηυρπκμλςήίάό",
    "cp1255": "ילוהמארבתשנדםקחפטצעגסזכ",
    "cp1258": "ôđưàáâêăơíúạ",
    "cp1250": "áéíóúýčěřšžůąćęłńśźżőűöü",
    "cp1254": "ığşçöüİ",
    "cp1252": "éèàáíóúñçöäüßâêôãõåæø’“”–«» ",
}

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_PIECE = re.compile(rb"[^\n<>]+")


def weigh(body: bytes, charset: str | None = None) -> str:
    """The name of the Python codec that reads these bytes best. `charset` is the server's word.

    A byte order mark decides; then bytes that are UTF-8, whatever was declared; then the declarations that the bytes
    do not contradict, multi-byte ones first and the page's own before the server's; then a guess.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    if marked := wide(body[:HEAD_BYTES]):
        return marked
    declared = [name for name in map(_codec, (*_declarations(body), charset)) if name]
    if body.isascii():
        return next((name for name in declared if name in ESCAPED and (b"\x1b" in body or b"~{" in body)), "utf-8")
    if _errors(body, "utf-8") <= 0.02:
        return "utf-8"
    return _fitting(body, declared) or _guess(body, declared)


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


def _errors(body: bytes, name: str) -> float:
    """Undecodable places as a share of the bytes beyond ASCII."""
    try:
        body.decode(name)
    except UnicodeError:
        high = sum(map(len, re.findall(rb"[\x80-\xff]+", body)))
        return body.decode(name, errors="replace").count("\ufffd") / max(1, high)
    return 0.0


def _fitting(body: bytes, declared: list[str]) -> str | None:
    """The first declared charset, multi-byte before single-byte, that the bytes do not contradict."""
    for name in sorted(dict.fromkeys(declared), key=lambda name: name not in MULTIBYTE):
        if name != "utf-8" and _errors(body, name) <= 0.01 and not (name == "cp1252" and _crowded(body)):
            return name
    return None


def _crowded(body: bytes) -> bool:
    """Whether bytes beyond ASCII stand in rows; Western text, the usual server default, has them singly."""
    runs = re.findall(rb"[\x80-\xff]+", _sample(body))
    return sum(map(len, runs)) > 2.5 * len(runs)


def _sample(body: bytes) -> bytes:
    """Text with bytes beyond ASCII, cut between characters."""
    pieces: list[bytes] = []
    size = 0
    for match in _PIECE.finditer(body):
        if not match[0].isascii():
            pieces.append(match[0])
            size += len(match[0])
        if size > SAMPLE_BYTES:
            break
    return b"\n".join(pieces)[: 4 * SAMPLE_BYTES]


def _guess(body: bytes, declared: list[str]) -> str:
    """The charset under which the text has the commonest letters of a language; else BeautifulSoup's opinion."""
    sample = _sample(body)
    share, name = max((_commonness(sample, name), name) for name in COMMON)
    if share > 0.35:
        return name
    from bs4.dammit import UnicodeDammit  # a third of the time that importing this package takes; few pages need it

    logging.getLogger("bs4.dammit").setLevel(logging.ERROR)  # that some bytes are wrong is no news here
    guess = _codec(UnicodeDammit(sample, is_html=False).original_encoding)
    return guess or (declared[0] if declared else "cp1252")


def _commonness(sample: bytes, name: str) -> float:
    text = sample.decode(name, errors="replace")
    beyond = [character for character in text if character > "\x7f"]
    wrong = text.count("\ufffd")
    share = (sum(character in COMMON[name] for character in beyond) - 5 * wrong) / max(1, len(beyond))
    # Of 96 single bytes many are common by chance; two bytes make sense together less easily.
    chance = 0.0 if name in MULTIBYTE else len(COMMON[name]) / 96
    return (share - chance) / (1 - chance)
