"""What a portal is called, from its host and its pages: id, country, names, languages. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from crawler.countries import NAMES
from crawler.extraction.language import primary
from crawler.extraction.metadata import language_tag
from crawler.extraction.title import PART, document_title
from crawler.page import Page

_LONGEST = 120  # characters of a site's name
_COUNTRY_OF = {"uk": "GB", "eu": "EU", "gov": "US", "mil": "US"}  # ends of hosts that are no country's own code
_SAYS_NOTHING = re.compile(r"www\d*|web\d*|m|home|portal|site|[a-z]{2}")
_COMMON = frozenset(
    {"gov", "go", "gob", "gouv", "gv", "govt", "gub", "govern", "gc", "com", "co", "org", "or", "ac", "net"}
)


def country_of(host: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) that a host's last part tells; None where it tells none.

    >>> country_of("www.mae.gov.vn"), country_of("www.gov.uk"), country_of("example.org")
    ('VN', 'GB', None)
    """
    end = _labels(host)[-1]
    code = _COUNTRY_OF.get(end, end.upper())
    return code if code in NAMES or code == "EU" else None


def id_of(host: str, country: str, taken: Collection[str]) -> str:
    """`<cc>-<name>`, the name as short as no other portal has it.

    >>> id_of("dwrm.mae.gov.vn", "VN", []), id_of("dwrm.mae.gov.vn", "VN", ["vn-dwrm"])
    ('vn-dwrm', 'vn-dwrm-mae')
    """
    labels = _labels(host)
    words = [re.sub(r"[^a-z0-9]+", "-", label).strip("-") for label in labels[:-1] if label not in _COMMON]
    telling = [word for word in words if not _SAYS_NOTHING.fullmatch(word)] or words or [labels[0]]
    if all(label.isdigit() for label in labels):
        telling = ["-".join(labels)]
    names = ["-".join(telling[:count]) for count in range(1, len(telling) + 1)]
    names += [f"{names[-1]}-{number}" for number in range(2, 100)]
    return next(f"{country.lower()}-{name}" for name in names if f"{country.lower()}-{name}" not in taken)


# What front pages are called.
_FRONT = """
home|home page|homepage|welcome|main page|index|trang chủ|accueil|page d'accueil|inicio|início
página inicial|página principal|portada|startseite|start|willkommen|главная|главная страница
головна|начало|басты бет|الرئيسية|الصفحة الرئيسية|صفحه اصلی|首页|首頁|网站首页|ホーム
トップページ|トップ|홈|메인|메인페이지|หน้าแรก|หน้าหลัก|ໜ້າຫຼັກ|ទំព័រដើម|beranda|laman utama|utama
ana sayfa|anasayfa|ana səhifə|bosh sahifa|strona główna|úvod|úvodní stránka|domov|početna
naslovna|főoldal|etusivu|hjem|forside|hem|avaleht|sākumlapa|pradžia|αρχική|αρχική σελίδα|acasă
গৃহপাতা|মুখ পৃষ্ঠা|गृह पृष्ठ|मुख्य पृष्ठ|முகப்பு|ראשי|דף הבית
"""
_HOME = frozenset(_FRONT.strip().replace("\n", "|").split("|"))


def _labels(host: str) -> list[str]:
    return host.partition(":")[0].lower().split(".")


def site_name(pages: Sequence[Page]) -> str:
    """The name of the site: as its pages state it, else what the titles of home and the others have in common.

    pages: home first. Empty where nothing tells.
    """
    for page in pages:
        for meta in islice(page.tree.iter("meta"), 300):
            name = meta.get("property") or meta.get("name") or ""
            if name.lower() in {"og:site_name", "application-name"} and (stated := _tidy(meta.get("content") or "")):
                return stated
    parts = [_parts(document_title(page.tree)) for page in pages]
    if not parts or not parts[0]:
        return ""
    shared = Counter(part for others in parts[1:] for part in set(others))
    common = [part for part in parts[0] if shared[part] > 1] or [part for part in parts[0] if shared[part]]
    return max(common or parts[0], key=len, default="")


def _parts(title: str) -> list[str]:
    pieces = (_tidy(piece) for piece in PART.split(title[:400]))
    return [piece for piece in pieces if piece and piece.casefold() not in _HOME]


def _tidy(text: str) -> str:
    line = " ".join(text.split())
    return line[:_LONGEST].strip() if line.isprintable() else ""


def languages_of(pages: Iterable[Page], stories: Iterable[str | None]) -> tuple[str, ...]:
    """The languages, the main one first. What the stories are written in counts; where there are none, what pages say.

    stories: the languages of the stories that were read.
    """
    written = Counter(tag for tag in stories if tag)
    if written:
        return tuple(dict.fromkeys(_plain(tag) for tag, _ in written.most_common()))
    stated = (language_tag(page.tree.get("lang") or "") for page in pages)
    return tuple(dict.fromkeys(_plain(tag) for tag in stated if tag))[:2]


def _plain(tag: str) -> str:
    """A language without its region, which the portal's country tells; of Chinese it tells the script."""
    kept = [part for part in tag.split("-") if tag.startswith("zh") or not re.fullmatch(r"[A-Z]{2}|\d{3}", part)]
    return "-".join(kept)


def editions_of(home: Page, languages: Collection[str]) -> tuple[str, ...]:
    """Further languages that the home page names editions in (`hreflang`)."""
    known = {primary(tag) for tag in languages}
    links = (link.get("hreflang") or "" for link in islice(home.tree.iter("link"), 500))
    named = (primary(tag) for text in links if (tag := language_tag(text)))
    return tuple(dict.fromkeys(tag for tag in named if tag not in known))[:6]
