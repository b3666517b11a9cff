"""Who wrote it: printed bylines to names."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

MAX_AUTHORS = 20
LONGEST = 80  # characters of one name; longer is a sentence
LONGEST_BYLINE = 400

PREFIX = re.compile(
    r"\A(?:(?:publiziert|veröffentlicht|eingestellt|geschrieben|verfasst) (?:am|von)|vom|"
    r"(?:medically )?(?:written|authored|posted|reviewed|edited|guide|review|published|story|reported) by|as told to|"
    r"by line|byline|by|author|authors|bài viết|bài và ảnh|"
    r"bài|tác giả|tin, ảnh|tin và ảnh|người viết|von|autor|autorin|autoren|par|auteur|auteurs|por|di|"
    r"propos recueillis par|"
    r"autore|door|tekst|text|av|af|skrevet af|автор|авторы|текст|автори|автор статьи|oleh|penulis|editor|yazar|"
    r"συντάκτης|του|της|لـ|بقلم|كتب|الكاتب|المصدر|نویسنده|מאת|作者|记者|記者|編輯|编辑|文|撰文|執筆|文・|글|기자|"
    r"โดย|ผู้เขียน|लेखक)\s*[:：/|–—-]?\s+|\A[^\W\d_]{1,12}\s?[:：]\s*",
    re.IGNORECASE,
)
# `By` and its like glued to a colon or, in scripts without spaces, to the name.
GLUED = re.compile(r"\A(?:作者|记者|記者|編輯|编辑|责任编辑|撰文|文)\s*[:：/｜|]\s*")
DROPPED = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\([^)]{0,80}\)|（[^）]{0,80}）|\[[^\]]{0,80}\]|@\w+")
SEPARATOR = re.compile(
    r"\s*(?:[,;|•·/\n\t、，；]|\s[–—-]\s|\s&\s|\band\b|\bund\b|\bvà\b|\bet\b|\by\b|\bi\b|\bи\b|\bі\b|"
    r"\bog\b|\boch\b|\bdan\b|"
    r"\bve\b|\ben\b(?=\s[A-Z])|\be\b(?=\s[A-Z]))\s*"
)
SUFFIX = re.compile(r"\s(?:기자|記者|记者|외 \d{1,3}명)$")
HAN = re.compile(r"\A[\u3400-\u9fff\s·]+\Z")
HAN_NAME = re.compile(r"(?<!\S)(\S)\s+(\S)(?!\S)")
CORRESPONDENT = re.compile(r"\A\S{0,4}?(?:记者|記者|通讯员)\s*")
HELD_ROLE = re.compile(
    r"\A((?:\S+\s){2,4}?)(?:(?:senior|staff|chief|guest|deputy|lead|former|managing|assistant|contributing)\s)*"
    r"(?:editor|writer|reporter|contributor|correspondent|columnist|journalist)\Z",
    re.IGNORECASE,
)
INITIAL = re.compile(r"\b[^\W\d_]\.$")
QUOTES = dict.fromkeys(map(ord, '"“”„®™'))
CREDENTIALS = frozenset("phd md dr prof mba rd rn esq jr sr ms ma ba msc bsc mph cfa cfp cpa dvm rdn faclm".split())  # noqa: SIM905 - words
ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|staff|columnist|producer|contributor|director|analyst|chief|"
    r"redakteur|redakteurin|redaktion|korrespondent|journaliste|rédacteur|rédactrice|redactor|redactora|periodista|"
    r"giornalista|phóng viên|biên tập|корреспондент|обозреватель|senior|freelance|published|updated|minutes?|read|"
    r"manager|expert|"
    r"founder|developer|engineer|reviewer|attorney|contributors?|sponsored|view more posts|see more from|"
    r"share|follow|comments?|view all posts|posts by|contact|photos?|ảnh)\b|记者$|記者$|通讯员|分享|关注",
    re.IGNORECASE,
)
NOT_A_NAME = frozenset(
    {
        "admin",
        "administrator",
        "author",
        "by",
        "null",
        "none",
        "undefined",
        "unknown",
        "webmaster",
        "guest",
        "editor",
        "user",
    }
)


def clean_authors(bylines: Iterable[str]) -> tuple[str, ...]:
    """Names in the order given, each once, without `By`, job titles, addresses and e-mail."""
    names: dict[str, str] = {}
    for byline in bylines:
        for name in _named(byline[:LONGEST_BYLINE]):
            names.setdefault(name.casefold(), name)
            if len(names) >= MAX_AUTHORS:
                return tuple(names.values())
    return tuple(names.values())


@lru_cache(maxsize=256)  # a page states its authors in several places
def _named(byline: str) -> tuple[str, ...]:
    return tuple(_names(byline))


def _names(byline: str) -> Iterator[str]:
    plain = html.unescape(byline) if "&" in byline else byline
    plain = DROPPED.sub(" ", unicodedata.normalize("NFC", plain)).translate(QUOTES)
    for number, part in enumerate(SEPARATOR.split(_without_prefix(plain))):
        name = SUFFIX.sub("", _without_prefix(" ".join(part.split()).strip(" :：-–—|*,")))
        name = HELD_ROLE.sub(r"\1", name).strip() if number == 0 else name  # later ones may be a paper's name
        # The full stop of `Joe S.` is the name's own, that of a sentence is not.
        name = name if INITIAL.search(name) else name.rstrip(" .")
        yield from filter(_is_name, _chinese(name) if HAN.search(name) else (name,))


def _chinese(names: str) -> list[str]:
    """Chinese names that stand apart by blanks, those of two letters spaced to the width of three: `王乐文 方 敏`."""
    parts = HAN_NAME.sub(r"\1\2", CORRESPONDENT.sub("", names)).split()
    return parts if all(2 <= len(part) <= 4 for part in parts) else [names]


def _without_prefix(byline: str) -> str:
    return PREFIX.sub("", GLUED.sub("", byline.strip(), count=1), count=1)


def _is_name(name: str) -> bool:
    folded = name.casefold()
    if not 2 <= len(name) <= LONGEST or folded in NOT_A_NAME or ROLE.search(name):
        return False
    if folded.replace(".", "") in CREDENTIALS:
        return False
    if name[0] in "#+!" or name.endswith(("!", " on", " am")):
        return False
    return len(name.split()) <= 7 and not any(character.isdigit() for character in name) and any(map(str.isalpha, name))
