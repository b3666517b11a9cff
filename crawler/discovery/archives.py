"""Archives by month and year: the links to their periods, and the period before where a page links none.

A period is named by the address (`/2024/05/`, `?year=2024`, `press_202508.html`) and by a short label ("May 2024",
"2025年8月", "tháng 8/2025"). Days are left alone: a calendar has a page for each, with stories or without. So are the
months of what calls itself a calendar, and views of one topic by year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from crawler.discovery.anchors import Anchor
from crawler.discovery.link import Kind, Link
from crawler.discovery.sections import folded
from crawler.urls import canonical, identity, parts_of

_LINKED_SCORE, _BEFORE_SCORE = 0.75, 0.5
_MAX_PERIODS = 600
_FIRST_YEAR = 1995
_LONGEST_LABEL = 32

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2]|[1-9](?!\d))"
_END = r"(?=(?:/(?:index\.\w{2,5})?)?$|\.\w{2,5}$)"
_IN_PATH = re.compile(rf"(?<!\d){_YEAR}(?:(?P<gap>[-_/]?){_MONTH})?{_END}")
_YEAR_NAME = re.compile(
    r"(?:.*[\W_])?(?:year|yr|y|yyyy|nam|ano|anio|annee|jahr|god|rok|anno|tahun|archive|nian|nendo|yil)\]?",
    re.IGNORECASE,
)
_MONTH_PARAMETER = re.compile(
    r"(?:.*[\W_])?(?:month|mon|mm|m|thang|mes|mois|monat|mesyac|mese|bulan|yue|ay)\]?", re.IGNORECASE
)
_BOTH = re.compile(r"((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])")
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
_MONTH_PAGE = re.compile(r"/((?:19|20)\d\d)/(\D[^/.]{1,20}?)(?:\.\w{2,5}|/|/index\.\w{2,5})?$")
_CALENDAR = re.compile(
    r"(?<![^\W_])(?<!icon-)(?<!fa-)(?<!wp-)(?:events?|event-?list|calendars?|agenda|eventos?|calendario|calendrier|evenements?|veranstaltungen|termine?"
    r"|kalender|eventi|kalendarz|takvim|etkinlik\w{0,5}|lich-cong-tac|schedule)(?![^\W_])",
    re.IGNORECASE,
)
_NEAR = 4  # elements above a link that say what part of the page it is


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

    def is_past(self, day: date) -> bool:
        """Whether it has begun on that day, and is none of a time before there were portals."""
        return self.year >= _FIRST_YEAR and (self.year, self.month) <= (day.year, day.month)


def archive_links(anchors: Iterable[Anchor], url: str, *, shown: int, day: date | None = None) -> list[Link]:
    """The pages of the archive that the listing at `url` belongs to, by period, the newest first.

    shown: how many stories the page shows. Where it shows some, its own address names a period and no link leads to an
    older one, the period before is tried. A page without stories is an index of periods, each of which is a listing of
    its own. day: today.
    """
    today = day or datetime.now(UTC).date()
    here = period_of(url)
    found: dict[str, tuple[Period, Link]] = {}
    for anchor in anchors:
        period = _named_by(anchor)
        if period and period.is_past(today) and _belongs(anchor.url, url) and not _is_elsewhere(anchor, url):
            link = Link(url=anchor.url, kind=Kind.LISTING, title=anchor.text or None, score=_LINKED_SCORE, pager=True)
            found.setdefault(identity(anchor.url), (period, link))
    found.pop(identity(url), None)
    if here and here.month:  # a month is reached from its year or from one after it: later years are known
        found = {key: one for key, one in found.items() if one[0].month or one[0].year <= here.year}
    if here and shown and not any(period < here for period, _ in found.values()):
        found |= _step_back(url, here)
    ordered = sorted(_without_years(list(found.values())), key=lambda one: one[0], reverse=True)
    links = [link for _, link in ordered[:_MAX_PERIODS]]
    return links if shown else [replace(link, pager=False) for link in links]


def is_past_period(url: str, day: date | None = None) -> bool:
    """Whether an address is that of a period which no story is added to any more: it ended a month ago or more."""
    today = day or datetime.now(UTC).date()
    period, last = period_of(url), Period(today.year, today.month).before
    if period is None:
        return False
    return (period.year, period.month or 12) < (last.year, last.month)


@lru_cache(maxsize=8_192)
def period_of(url: str) -> Period | None:
    """The year or month that an address names as that of an archive; None where it names none, a day, or a story."""
    parts = parts_of(url)
    pairs = _pairs(parts.query)
    if any(_STORY.fullmatch(name) for name, _ in pairs):
        return None
    year = next(
        (value for name, value in pairs if _YEAR_NAME.fullmatch(name) and re.fullmatch(r"(?:19|20)\d\d", value)), None
    )
    month = next(
        (value for name, value in pairs if _MONTH_PARAMETER.fullmatch(name) and re.fullmatch(r"0?[1-9]|1[0-2]", value)),
        None,
    )
    if year:
        return Period(int(year), int(month or 0))
    both = next((hit for _, value in pairs if (hit := _BOTH.fullmatch(value))), None)
    if both:
        return Period(int(both[1]), int(both[2]))
    hit = _IN_PATH.search(unquote(parts.path)) if not pairs else None
    return Period(int(hit["year"]), int(hit["month"] or 0)) if hit and _is_whole(hit, parts.path) else None


def _is_whole(hit: re.Match[str], path: str) -> bool:
    """Whether the period is a segment of its own or ends a short name: `press_202508`, not `report-on-floods-2024`."""
    before = unquote(path)[: hit.start()].rpartition("/")[2]
    return len(re.findall(r"[^\W\d_]+", before)) <= 1 and not re.search(r"\d", before)


def _pairs(query: str) -> list[tuple[str, str]]:
    split = (part.partition("=") for part in query.split("&")[:20] if part)
    return [(unquote(name), unquote(value)) for name, _, value in split]


def _named_by(anchor: Anchor) -> Period | None:
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
    """The year of a month that the address spells as the label does: `/2026/marzo.html` for "Marzo".

    In which order the months of a year come is not known from that.
    """
    found = _MONTH_PAGE.search(unquote(parts_of(url).path))
    if not found:
        return None
    said = label.replace(found[1], "").strip(" /-.,").replace(" ", "-")
    return Period(int(found[1])) if folded(said) == folded(found[2].replace("_", "-")) else None


def _is_elsewhere(anchor: Anchor, here: str) -> bool:
    """Whether it leads into a calendar, or to one topic by year (`?topic=water&year=2025`, "Water 2025")."""
    parts = parts_of(anchor.url)
    names = " ".join(name for name, _ in _pairs(parts.query))
    if _CALENDAR.search(f"{unquote(parts.path)} {names}") and not _CALENDAR.search(parts_of(here).path):
        return True
    kept = [value for name, value in _pairs(parts.query) if value and not _names_period(name, value)]
    own = [value for _, value in _pairs(parts_of(here).query)]
    label = folded(anchor.text)
    topics = {folded(value) for value in kept if value not in own and not value.isdigit()} - {""}
    return any(topic in label for topic in topics) or _stands_in_calendar(anchor)


def _stands_in_calendar(anchor: Anchor) -> bool:
    above = islice(anchor.element.iterancestors(), _NEAR)
    names = " ".join(f"{node.get('class') or ''} {node.get('id') or ''}"[:200] for node in above if node.tag != "body")
    return bool(_CALENDAR.search(names)) and "wp-calendar" not in names


def _belongs(archive: str, here: str) -> bool:
    """Whether the pages are of one archive: the same but for the period, or the archive below this listing."""
    if _bare(archive) == _bare(here):
        return True
    one, other = parts_of(archive), parts_of(here)
    folder = other.path.rpartition("/")[0] + "/"
    same_host = one.netloc.removeprefix("www.") == other.netloc.removeprefix("www.")
    return same_host and (len(folder) > 1 or not other.path.strip("/")) and one.path.startswith((folder, other.path))


def _bare(url: str) -> str:
    """The address without its period."""
    parts = parts_of(url)
    kept = [f"{name}={value}" for name, value in _pairs(parts.query) if not _names_period(name, value) and value]
    path = _IN_PATH.sub("", parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{re.sub(r'[-_/]$', '', path)}?{'&'.join(sorted(kept))}"


def _names_period(name: str, value: str) -> bool:
    return bool(_YEAR_NAME.fullmatch(name) or _MONTH_PARAMETER.fullmatch(name) or _BOTH.fullmatch(value))


def _without_years(found: list[tuple[Period, Link]]) -> list[tuple[Period, Link]]:
    """The periods without the years whose months are linked too: they would list the same stories."""
    by_month = {period.year for period, _ in found if period.month}
    return [(period, link) for period, link in found if period.month or period.year not in by_month]


def _step_back(url: str, here: Period) -> dict[str, tuple[Period, Link]]:
    """The address of the period before, spelt as this one's is."""
    before = here.before
    if before.year < _FIRST_YEAR:
        return {}
    address = canonical(_in_query(url, before) if parts_of(url).query else _in_path(url, before))
    if address is None or period_of(address) != before:
        return {}
    return {identity(address): (before, Link(url=address, kind=Kind.LISTING, score=_BEFORE_SCORE, pager=True))}


def _in_path(url: str, period: Period) -> str:
    def spelt(hit: re.Match[str]) -> str:
        if hit["month"] is None:
            return f"{period.year}"
        return f"{period.year}{hit['gap']}{period.month:0{len(hit['month'])}}"

    return _IN_PATH.sub(spelt, url)


def _in_query(url: str, period: Period) -> str:
    address, _, query = url.partition("?")
    spelt = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        plain = unquote(name)
        if _YEAR_NAME.fullmatch(plain) and re.fullmatch(r"(?:19|20)\d\d", value):
            value = str(period.year)
        elif _MONTH_PARAMETER.fullmatch(plain) and value.isdigit():
            value = f"{period.month:0{len(value)}}"
        elif hit := _BOTH.fullmatch(value):
            value = value.replace(hit[1], str(period.year), 1)[:-2] + f"{period.month:02}"
        spelt.append(f"{name}={value}")
    return f"{address}?{'&'.join(spelt)}"
