"""Archives by month and year: the links to their periods, and the period before where a page links none.

A period is named by the address (`/2024/05/`, `?year=2024`, `press_202508.html`) and by a short label ("May 2024",
"2025年8月", "tháng 8/2025"). Days are left alone: a calendar has a page for each, with stories or without. So are the
months of what calls itself a calendar, and views of one topic by year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from urllib.parse import unquote

from crawler.discovery.anchors import Anchor
from crawler.discovery.link import Kind, Link
from crawler.discovery.pager import is_same_listing
from crawler.discovery.periods import (
    BOTH,
    FIRST_YEAR,
    IN_PATH,
    MONTH_NAME,
    YEAR_NAME,
    Period,
    named_period,
    names_period,
    pairs_of,
    period_of,
)
from crawler.discovery.sections import folded
from crawler.urls import canonical, identity, parts_of

_LINKED_SCORE, _BEFORE_SCORE = 0.75, 0.5
_MAX_PERIODS = 600
_CALENDAR = re.compile(
    r"(?<![^\W_])(?<!icon-)(?<!fa-)(?<!wp-)(?:events?|event-?list|calendars?|agenda|eventos?|calendario|calendrier|evenements?"
    r"|veranstaltungen|termine?|kalender|eventi|kalendarz|takvim|etkinlik\w{0,5}|lich-cong-tac|schedule)(?![^\W_])",
    re.IGNORECASE,
)
_NEAR = 4  # elements above a link that say what part of the page it is


def archive_links(
    anchors: Iterable[Anchor], url: str, *, shown: int, oldest: str | None = None, day: date | None = None
) -> list[Link]:
    """The pages of the archive that the listing at `url` belongs to, by period, the newest first.

    shown: how many stories the page shows. Where it shows some, its own address names a period and no link leads to an
    older one, the period before is tried. A page without stories is an index of periods, each of which is a listing of
    its own. oldest: the day of the oldest story it shows, ISO 8601: at the end of a pager what is later is known.
    day: today.
    """
    today = day or datetime.now(UTC).date()
    here, anchors = period_of(url), list(anchors)
    found: dict[str, tuple[Period, Link]] = {}
    for anchor in anchors:
        period = named_period(anchor)
        if period and period.is_past(today) and _belongs(anchor.url, url) and not _is_elsewhere(anchor, url):
            link = Link(url=anchor.url, kind=Kind.LISTING, title=anchor.text or None, score=_LINKED_SCORE, pager=True)
            found.setdefault(identity(anchor.url), (period, link))
    found.pop(identity(url), None)
    if here and here.month:  # a month is reached from its year or from one after it: later years are known
        found = {key: one for key, one in found.items() if one[0].month or one[0].year <= here.year}
    if here is None and oldest and any(is_same_listing(url, anchor.url) for anchor in anchors):
        found = {key: one for key, one in found.items() if one[0].begins_by(oldest)}
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


def _is_elsewhere(anchor: Anchor, here: str) -> bool:
    """Whether it leads into a calendar, or to one topic by year (`?topic=water&year=2025`, "Water 2025")."""
    parts = parts_of(anchor.url)
    names = " ".join(name for name, _ in pairs_of(parts.query))
    if _CALENDAR.search(f"{unquote(parts.path)} {names}") and not _CALENDAR.search(parts_of(here).path):
        return True
    kept = [value for name, value in pairs_of(parts.query) if value and not names_period(name, value)]
    own = [value for _, value in pairs_of(parts_of(here).query)]
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
    kept = [f"{name}={value}" for name, value in pairs_of(parts.query) if not names_period(name, value) and value]
    path = IN_PATH.sub("", parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{re.sub(r'[-_/]$', '', path)}?{'&'.join(sorted(kept))}"


def _without_years(found: list[tuple[Period, Link]]) -> list[tuple[Period, Link]]:
    """The periods without the years whose months are linked too: they would list the same stories."""
    by_month = {period.year for period, _ in found if period.month}
    return [(period, link) for period, link in found if period.month or period.year not in by_month]


def _step_back(url: str, here: Period) -> dict[str, tuple[Period, Link]]:
    """The address of the period before, spelt as this one's is."""
    before = here.before
    if before.year < FIRST_YEAR:
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

    return IN_PATH.sub(spelt, url)


def _in_query(url: str, period: Period) -> str:
    address, _, query = url.partition("?")
    spelt = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        plain = unquote(name)
        if YEAR_NAME.fullmatch(plain) and re.fullmatch(r"(?:19|20)\d\d", value):
            value = str(period.year)
        elif MONTH_NAME.fullmatch(plain) and value.isdigit():
            value = f"{period.month:0{len(value)}}"
        elif hit := BOTH.fullmatch(value):
            value = value.replace(hit[1], str(period.year), 1)[:-2] + f"{period.month:02}"
        spelt.append(f"{name}={value}")
    return f"{address}?{'&'.join(spelt)}"
