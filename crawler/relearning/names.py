"""Which ids and classes of an element will still be there tomorrow, and which of them mean something."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_IDENTIFIER = re.compile(r"-?[A-Za-z_\u00a1-\uffff][\w-]{1,60}")  # needs no escape in CSS
_PIECES = re.compile(r"[-_]+|(?<=[a-z])(?=[A-Z])")
# What frameworks put before a name that they make up anew with each build.
_MADE = re.compile(r"(?:css|sc|jsx|jss|emotion|svelte|astro|ng-tns|ng-c|data-v|styled|makeStyles|tw|chakra)-", re.ASCII)
_LAST_NUMBER = re.compile(r"\D{2,}\d{1,2}", re.ASCII)  # style5, box2: made by a person, for once
_HEX = re.compile(r"(?=[a-f0-9]*\d)[a-f0-9]{5,}", re.ASCII | re.IGNORECASE)
_NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}", re.ASCII | re.IGNORECASE)
_MODULE = re.compile(r"([A-Za-z][\w-]*?[A-Za-z]{3}(?:__|_(?=[A-Za-z0-9]{5,8}$)|--))[A-Za-z0-9_-]{4,10}", re.ASCII)
_UTILITY = re.compile(
    r"(?:row|col|cols?|container|wrapper|inner|outer|box|block|clearfix|clear|fix|left|right|center|middle|top|bottom"
    r"|active|current|open|show|hide|hidden|first|last|odd|even|item|list|group|flex|grid|inline|relative|absolute"
    r"|static|fixed|bold|italic|small|large|muted|fw|fs|lh|text|font|bg|border|rounded|shadow|leading|tracking|items"
    r"|justify|self|order|gap|space|max|min|w|h|m|p|mt|mb|ml|mr|mx|my|pt|pb|pl|pr|px|py|ms|me|d|float|pull|push|no"
    r"|xs|sm|md|lg|xl|xxl|z|img|fluid|responsive|wow|fadein\w*|animated|aos|lazy|is|has|js|u|dir|ltr|rtl)"
)
_STATES = re.compile(
    r"(?:(?:post|page|node|category|tag|author|term|cat|type|status|format|article|item|entry)-[\w-]*\d[\w-]*)"
    r"|(?:status|format|type|has|is|tag|category|hentry)-[\w-]+"
)
MEANING = {
    "title": frozenset("title titles headline heading head tieu tieude tit tt subject name judul titulo titre titel titolo tytul baslik zagolovok subj bt".split()),  # noqa: E501, SIM905
    "date": frozenset("date dates time datetime day ngay ngaydang published publish pub pubdate posted created fecha data datum tanggal rq sj tarih ymd".split()),  # noqa: E501, SIM905
    "body": frozenset("body content text detail details noidung chitiet story article main entry post news desc view cont zw nr bd neirong contenido isi konten".split()),  # noqa: E501, SIM905
    "author": frozenset("author authors byline writer tacgia autor penulis reporter source".split()),  # noqa: SIM905
    "tags": frozenset("tag tags keyword keywords topics topic label labels tukhoa etiquetas".split()),  # noqa: SIM905
    "images": frozenset("image images figure photo photos picture gallery media anh hinh body content detail".split()),  # noqa: SIM905
}  # fmt: skip


@lru_cache(maxsize=16384)
def is_stable(name: str) -> bool:
    """Whether a class is one that a person gave it: no hash, no number of a record.

    >>> [is_stable(name) for name in ("news-title", "tieuDe", "style5", "css-1x2y3z", "sc-bdVaJa", "post-4711")]
    [True, True, True, False, False, False]
    """
    if not _IDENTIFIER.fullmatch(name) or _MADE.match(name) or _STATES.fullmatch(name):
        return False
    if _MODULE.fullmatch(name) and _is_hash(re.split(r"__|--|_", name)[-1]):
        return False
    if any(char.isdigit() for char in name):
        return _LAST_NUMBER.fullmatch(name) is not None and not _HEX.fullmatch(name)
    return not any(_is_random(piece) for piece in re.split(r"[-_]+", name))


def is_stable_id(name: str) -> bool:
    """Whether an id is one that other pages have, too: without numbers."""
    return is_stable(name) and not any(char.isdigit() for char in name)


@lru_cache(maxsize=4096)
def stem_of(name: str) -> str | None:
    """What a class has before its hash, where it has one: `NewsDetail_title__` of `NewsDetail_title__x8K2d`."""
    found = _MODULE.fullmatch(name)
    return found[1] if found and _is_hash(name[len(found[1]) :]) and not _MADE.match(name) else None


@lru_cache(maxsize=4096)
def ending_of(name: str) -> str | None:
    """What an id has behind its numbers: `_lblTitle` of `dnn_ctr421_View_lblTitle`."""
    tail = re.split(r"\d", name)[-1]
    tail = tail[tail.find("_") :] if "_" in tail else ""
    last = tail[tail.rfind("_") :]
    return last if any(map(str.isdigit, name)) and _IDENTIFIER.fullmatch(last[1:]) and len(last) > 4 else None


@lru_cache(maxsize=16384)
def is_utility(name: str) -> bool:
    """Whether a class says how an element looks, and not what it is.

    >>> is_utility("col-md-8"), is_utility("text-muted"), is_utility("news-date")
    (True, True, False)
    """
    pieces = [piece for piece in re.split(r"[-_]+", name.lower()) if piece]
    return not pieces or all(_UTILITY.fullmatch(piece.rstrip("0123456789")) or piece.isdigit() for piece in pieces[:2])


@lru_cache(maxsize=16384)
def means(name: str, field: str) -> bool:
    """Whether a name speaks of a field."""
    return not MEANING.get(field, frozenset()).isdisjoint(piece.lower() for piece in _PIECES.split(name))


def names_on(tree: HtmlElement) -> frozenset[str]:
    """The ids and classes of a page that are not made up anew for each, with the tags of their elements."""
    found = set()
    for element in tree.iter():
        if isinstance(element.tag, str):
            given = [*(element.get("class") or "").split(), *filter(None, [element.get("id"), element.get("itemprop")])]
            found |= {f"{element.tag}.{name}" for name in given if is_stable(name)} | {element.tag}
    return frozenset(found)


def _is_random(piece: str) -> bool:
    if len(piece) < 5:
        return False
    if _NO_VOWEL.fullmatch(piece):
        return True
    parts = re.findall(r"[A-Z]?[a-z]*", piece)
    parts = [part for part in parts if part]
    changes = piece != piece.lower() and piece != piece.upper()
    return changes and len(parts) >= 3 and len(piece) / len(parts) < 2.5


def _is_hash(piece: str) -> bool:
    """Whether the end of a name is what a build tool made: letters of both cases or with digits among them."""
    mixed = piece != piece.lower() and piece != piece.upper() and piece != piece.capitalize()
    return any(map(str.isdigit, piece)) or mixed or bool(_NO_VOWEL.fullmatch(piece))
