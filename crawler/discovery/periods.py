"""The year or the month of an archive that a link names, by its address and by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import unquote

from crawler.discovery.anchors import Anchor
from crawler.discovery.sections import folded
from crawler.urls import parts_of

FIRST_YEAR = 1995
_LONGEST_LABEL = 32

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2]|[1-9](?!\d))"
_END = r"(?=(?:/(?:index\.\w{2,5})?)?$|\.\w{2,5}$)"
IN_PATH = re.compile(rf"(?<!\d){_YEAR}(?:(?P<gap>[-_/]?){_MONTH})?{_END}")
YEAR_NAME = re.compile(
    r"(?:.*[\W_])?(?:year|yr|y|yyyy|nam|ano|anio|annee|jahr|god|rok|anno|tahun|archive|nian|nendo|yil)\]?",
    re.IGNORECASE,
)
MONTH_NAME = re.compile(
    r"(?:.*[\W_])?(?:month|mon|mm|m|thang|mes|mois|monat|mesyac|mese|bulan|yue|ay)\]?", re.IGNORECASE
)
BOTH = re.compile(r"((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])")
_STORY = re.compile(r"(?:id|no|seq|sn|idx|nid|article|news_?id|p|page|start|offset)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d|25[4-7]\d|1[34]\d\d)(?!\d)|(?:令和|平成|民國|民国)\s?(?:\d{1,3}|元)|^\D{0,10}\d{1,2}\s?[月월]?$"
)
_DAY = re.compile(
    r"\d{1,2}\s?[日일]|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?!\d)|(?<!\d)(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
)
_ERAS = {"令和": 2018, "平成": 1988}  # the year before the first one of the era
_ERA_LABEL = re.compile(r"\D{0,6}(令和|平成)\s?(\d{1,2}|元)年度?")
_ERA_IN_PATH = re.compile(rf"(?:[/_-]|/\D{{1,12}})(?:r|h|reiwa|heisei)?(\d{{1,2}}){_END}", re.IGNORECASE)
_THAI_YEAR = re.compile(rf"/(?P<year>25[3-7]\d)(?:[-_/](?P<month>0[1-9]|1[0-2]|[1-9](?!\d)))?{_END}")  # 543 years ahead
# as they stand in addresses: without marks, in Latin letters
_MONTHS = (
    r"jan(?:uar(?:y|i|ie)?|vier|eiro)?|enero|gennaio|ianuarie|ocak|styczen|(?:thang|mes) 0?1",
    r"feb(?:ruar(?:y|i|ie)?|rero|braio)?|fevrier|fevereiro|subat|luty|(?:thang|mes) 0?2",
    r"march|mar[stz]|marts|maart|marco|marzo|martie|maret|mac|marzec|(?:thang|mes) 0?3",
    r"apr(?:il(?:e|ie|is)?)?|avril|abril|nisan|kwiecien|(?:thang|mes) 0?4",
    r"ma[yij]|mei|maio|mayo|maggio|mayis|(?:thang|mes) 0?5",
    r"june?|juni|juin|junho|junio|giugno|iunie|haziran|czerwiec|(?:thang|mes) 0?6",
    r"july?|juli|juillet|julho|julio|luglio|iulie|julai|temmuz|lipiec|(?:thang|mes) 0?7",
    r"aug(?:ust(?:us|i)?)?|aout|agosto|agustus|agustos|ogos|sierpien|(?:thang|mes) 0?8",
    r"sept?(?:emb(?:er|re|rie))?|setembro|sep?tiembre|setiembre|settembre|eylul|wrzesien|(?:thang|mes) 0?9",
    r"o[ck]t(?:ob(?:er|re))?|octombrie|outubro|octubre|ottobre|ekim|pazdziernik|(?:thang|mes) 10",
    r"nov(?:emb(?:er|re|ro))?|noviembre|noiembrie|kasim|listopad|(?:thang|mes) 11",
    r"de[csz](?:emb(?:er|re|ro))?|decembrie|diciembre|dicembre|disember|aralik|grudzien|(?:thang|mes) 12",
)
_MONTH_PAGE = re.compile(r"/((?:19|20)\d\d)/(\D[^/.]{1,20}?)(?:\.\w{2,5}|/|/index\.\w{2,5})?$")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or a month of it (0 for the whole year)."""

    year: int
    month: int = 0

    @property
    def before(self) -> Period:
        """The year before, or the month before."""
        if not self.month:
            return Period(self.year - 1)
        return Period(self.year, self.month - 1) if self.month > 1 else Period(self.year - 1, 12)

    def begins_by(self, day: str) -> bool:
        """Whether it has begun on a day, ISO 8601."""
        return f"{self.year:04}-{self.month:02}" <= day[:7]

    def is_past(self, day: date) -> bool:
        """Whether it has begun on that day, and is none of a time before there were portals."""
        return self.year >= FIRST_YEAR and (self.year, self.month) <= (day.year, day.month)


@lru_cache(maxsize=8_192)
def period_of(url: str) -> Period | None:
    """The year or month that an address names as that of an archive; None where it names none, a day, or a story."""
    parts = parts_of(url)
    pairs = pairs_of(parts.query)
    if any(_STORY.fullmatch(name) for name, _ in pairs):
        return None
    year = next(
        (value for name, value in pairs if YEAR_NAME.fullmatch(name) and re.fullmatch(r"(?:19|20)\d\d", value)), None
    )
    month = next(
        (value for name, value in pairs if MONTH_NAME.fullmatch(name) and re.fullmatch(r"0?[1-9]|1[0-2]", value)),
        None,
    )
    if year:
        return Period(int(year), int(month or 0))
    both = next((hit for _, value in pairs if (hit := BOTH.fullmatch(value))), None)
    if both:
        return Period(int(both[1]), int(both[2]))
    hit = IN_PATH.search(unquote(parts.path)) if not pairs else None
    return Period(int(hit["year"]), int(hit["month"] or 0)) if hit and _is_whole(hit, parts.path) else None


def _is_whole(hit: re.Match[str], path: str) -> bool:
    """Whether the period is a segment of its own or ends a short name: `press_202508`, not `report-on-floods-2024`."""
    before = unquote(path)[: hit.start()].rpartition("/")[2]
    return len(re.findall(r"[^\W\d_]+", before)) <= 1 and not re.search(r"\d", before)


def pairs_of(query: str) -> list[tuple[str, str]]:
    """The parameters of a query, by name and value, the first twenty."""
    split = (part.partition("=") for part in query.split("&")[:20] if part)
    return [(unquote(name), unquote(value)) for name, _, value in split]


def names_period(name: str, value: str) -> bool:
    """Whether a parameter says a year, a month or both."""
    return bool(YEAR_NAME.fullmatch(name) or MONTH_NAME.fullmatch(name) or BOTH.fullmatch(value))


def named_period(anchor: Anchor) -> Period | None:
    """The period that a link names by its address and, shortly, by its words."""
    label = anchor.text.strip()
    if not label or len(label) > _LONGEST_LABEL or _DAY.search(label):
        return None
    period = period_of(anchor.url)
    if period is None:
        return _era_year(label, anchor.url) or _thai_period(label, anchor.url) or _month_in_words(label, anchor.url)
    is_month_name = bool(period.month) and len(label.split()) <= 2 and len(label) <= 12
    return period if is_month_name or _LABEL.search(label) else None


def _era_year(label: str, url: str) -> Period | None:
    """The year of a Japanese era that both the words and the address name: `r07.html` for 令和7年度."""
    said, written = _ERA_LABEL.match(label), _ERA_IN_PATH.search(unquote(parts_of(url).path))
    if not said or not written:
        return None
    number = 1 if said[2] == "元" else int(said[2])
    return Period(_ERAS[said[1]] + number) if number == int(written[1]) else None


def _thai_period(label: str, url: str) -> Period | None:
    """The Buddhist year that both the words and the address name: `/2566/08/` for "สิงหาคม 2566"."""
    found = _THAI_YEAR.search(unquote(parts_of(url).path))
    if not found or int(found["year"]) not in map(int, re.findall(r"\d{4}", label)):
        return None
    return Period(int(found["year"]) - 543, int(found["month"] or 0))


def _month_in_words(label: str, url: str) -> Period | None:
    """The month that the address spells as the label does: `/2026/marzo.html` for "Marzo"."""
    found = _MONTH_PAGE.search(unquote(parts_of(url).path))
    if not found:
        return None
    spelt = folded(found[2].replace("_", "-"))
    if folded(label.replace(found[1], "")) != spelt:
        return None
    month = next((at for at, names in enumerate(_MONTHS, 1) if re.fullmatch(names, spelt)), 0)
    return Period(int(found[1]), month) if month else None
