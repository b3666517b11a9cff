"""Who wrote it: printed bylines to names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

MAX_AUTHORS = 20
LONGEST = 80  # characters of one name; longer is a sentence

PREFIX = re.compile(
    r"\A(?:(?:publiziert|veröffentlicht|eingestellt|geschrieben|verfasst) (?:am|von)|vom|"
    r"written by|posted by|published by|story by|reported by|by line|byline|by|author|authors|bài viết|bài và ảnh|"
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
INITIAL = re.compile(r"\b[^\W\d_]\.$")
CREDENTIALS = frozenset("phd md dr prof mba rd rn esq jr sr msc bsc cfa cpa".split())  # noqa: SIM905 - words
ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|staff|columnist|producer|contributor|director|analyst|chief|"
    r"redakteur|redakteurin|redaktion|korrespondent|journaliste|rédacteur|rédactrice|redactor|redactora|periodista|"
    r"giornalista|phóng viên|biên tập|корреспондент|обозреватель|senior|freelance|published|updated|minutes?|read|"
    r"share|follow|comments?|view all posts|posts by|contact|photos?|ảnh)\b|记者$|記者$|通讯员",
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
        for name in _names(byline):
            names.setdefault(name.casefold(), name)
            if len(names) >= MAX_AUTHORS:
                return tuple(names.values())
    return tuple(names.values())


def _names(byline: str) -> Iterator[str]:
    plain = DROPPED.sub(" ", unicodedata.normalize("NFC", byline[:400]))
    for part in SEPARATOR.split(_without_prefix(plain)):
        name = SUFFIX.sub("", _without_prefix(" ".join(part.split()).strip(" :：-–—|*,")))
        # The full stop of `Joe S.` is the name's own, that of a sentence is not.
        name = name if INITIAL.search(name) else name.rstrip(" .")
        if _is_name(name):
            yield name


def _without_prefix(byline: str) -> str:
    return PREFIX.sub("", GLUED.sub("", byline.strip(), count=1), count=1)


def _is_name(name: str) -> bool:
    folded = name.casefold()
    if not 2 <= len(name) <= LONGEST or folded in NOT_A_NAME or ROLE.search(name):
        return False
    if folded.replace(".", "") in CREDENTIALS:
        return False
    return len(name.split()) <= 7 and not any(character.isdigit() for character in name) and any(map(str.isalpha, name))
