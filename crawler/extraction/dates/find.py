"""Which of a page's dates is the publication's.

The page states dates (JSON-LD, meta elements), prints some, and carries one in its address. The rules here weigh them.
No clock is read: what is a plausible date does not depend on today.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.dates.address import Address, country_of
from crawler.extraction.dates.places import Place, anywhere, lines, places
from crawler.extraction.dates.prints import Dated, Printed, by_sure_years, printed_dates, read_stated
from crawler.extraction.dates.text import dates_in, days_without_year
from crawler.extraction.metadata import Metadata, Raw

__all__ = ["Dated", "find_dates", "reading_languages"]

# Points of a printed date: worth a try, likely, as good as a statement, better than one, not worth looking further.
WEAK, ENOUGH, STRONG, SURE, CERTAIN = 0.0, 2.0, 5.0, 6.9, 7.5
CONTRADICTED = 4.0  # points lost where the address has another month
ONE_DAY, TWO_DAYS, TWO_WEEKS = (dt.timedelta(days=number) for number in (1, 2, 14))
ONE_HOUR, NEVER = dt.timedelta(hours=1), dt.timedelta(days=-1)
# Where the years are counted in another way, whatever a page's language is said to be.
CALENDAR_LANGUAGES = {"NP": ("ne",), "IR": ("fa",), "AF": ("prs",)}
TITLE_END = re.compile(r"[|–—·-]\s*\Z")


@dataclass(frozen=True)
class Evidence:
    """A page as the rules look at it."""

    tree: HtmlElement
    metadata: Metadata
    headline: HtmlElement | None
    body: HtmlElement | None
    address: Address
    languages: tuple[str, ...]
    timezone: str | None

    def stated(self, raw: Raw) -> Iterator[Dated]:
        """What can be read of the page's own statements."""
        for source, text in raw:
            iso = read_stated(text, self.languages, self.timezone)
            if iso:
                yield Dated(iso, text, source)

    def printed(self, found: Iterable[Place]) -> Iterator[Printed]:
        """The dates of these texts; less likely where the address has another month."""
        for each in printed_dates(found, self.languages, self.timezone):
            allowed = each.modified or self.address.allows(each.dated.day)
            yield each if allowed else replace(each, score=each.score - CONTRADICTED)

    @cached_property
    def elsewhere(self) -> list[Printed]:
        """The dates of elements that are named after one, wherever they stand, the likeliest first."""
        return _ranked(self.printed(anywhere(self.tree, self.headline)))


def find_dates(
    tree: HtmlElement,
    metadata: Metadata,
    *,
    url: str | None,
    headline: HtmlElement | None,
    body: HtmlElement | None,
    languages: tuple[str, ...],
    timezone: str | None,
) -> tuple[Dated | None, str | None]:
    """The publication's date, and the day or instant at which the page says it was changed (ISO). Never raises.

    None where the page gives none that can be believed.
    headline, body: elements of `tree`. languages: BCP 47, the portal's, the likeliest first. timezone: IANA name.
    """
    languages = reading_languages(languages, metadata, url)
    page = Evidence(tree, metadata, headline, body, Address.of(url, metadata.canonical), languages, timezone)
    stated, changed = list(page.stated(metadata.published)), list(page.stated(metadata.modified))
    settled = bool(stated) and _settled(stated, changed, page.address)
    if settled and changed:
        return stated[0], changed[0].date
    near = page.printed(places(headline, body, brief=bool(stated)))
    printed = _ranked(near, until_certain=bool(changed))
    visible = next((each for each in printed if not each.modified and each.score >= ENOUGH), None)
    clear = bool(stated) or (visible is not None and visible.score >= STRONG)
    published = stated[0] if settled else _published(page, stated, visible, printed)
    if changed:
        return published, changed[0].date
    # A page that only says when it was changed says so in its margins.
    return published, _changed(printed if clear else [*printed, *page.elsewhere])


def _published(page: Evidence, stated: list[Dated], visible: Printed | None, printed: list[Printed]) -> Dated | None:
    """What the page states, checked against what it prints; then what it prints; then the rest, in falling trust."""
    if stated:
        return _witnessed(stated, visible, page.address)
    if visible and visible.score >= STRONG:
        return visible.dated
    return next(filter(None, _leftovers(page, visible, printed)), None)


def _changed(printed: list[Printed]) -> str | None:
    """The change that the page prints, near the article or in its margins: `Page last updated: 12 March 2021`."""
    likely = [each for each in printed if each.modified and each.score >= ENOUGH]
    return max(likely, key=lambda each: each.score).dated.date if likely else None


def reading_languages(languages: tuple[str, ...], metadata: Metadata, url: str | None) -> tuple[str, ...]:
    """The languages in which a page's dates are read: the portal's, then the page's own.

    The country of the address decides the day order of English: `lang="en"` and even `en-US` are what a CMS writes
    where nobody told it better.
    """
    known = tuple(dict.fromkeys((*languages, *((metadata.language,) if metadata.language else ()))))
    country = country_of(url or metadata.canonical)
    if country is None:
        return known
    local = tuple(f"en-{country}" if language.partition("-")[0] == "en" else language for language in known)
    return (*local, *CALENDAR_LANGUAGES.get(country, ()))


def _ranked(found: Iterable[Printed], *, until_certain: bool = False) -> list[Printed]:
    """The printed dates, the likeliest first; the rest need not be read once one is certain."""
    printed: list[Printed] = []
    for each in found:
        printed.append(each)
        if until_certain and each.score >= CERTAIN and not each.modified and not each.other_years:
            break
    return by_sure_years(sorted(printed, key=lambda each: -each.score))


def _settled(stated: list[Dated], changed: list[Dated], address: Address) -> bool:
    """Whether no print need be read: an instant that the address confirms, or a local one that nothing contradicts."""
    first = stated[0]
    local = not first.in_utc and all(each.day == first.day for each in (*stated, *changed))
    return "T" in first.date and (first.day == address.day or local)


def _witnessed(stated: list[Dated], visible: Printed | None, address: Address) -> Dated:
    """Which of the stated dates is meant, as the page's print and its address bear witness.

    A page may print another day than it states: the portal's own where the statement is in UTC, and the day on which a
    story came out that was written some days before.
    """
    first = stated[0]
    told = _from_address(address)
    for witness in (visible.dated if visible else None, told):
        if witness is None:
            continue
        agreeing = next((each for each in stated if each.day == witness.day), None)
        if agreeing:
            return witness if "T" in witness.date and "T" not in agreeing.date else agreeing
    later = visible.dated.day - first.day if visible and visible.score >= SURE else NEVER
    if visible and (TWO_DAYS if first.in_utc else ONE_DAY) <= later <= TWO_WEEKS:
        return first if _same_instant(first, visible.dated) else visible.dated
    near = (each for each in (_seen(visible), told) if each and _neighbouring(first, each))
    return next(near, first)


def _neighbouring(stated: Dated, witness: Dated) -> bool:
    """Whether an instant in UTC may fall on the witness's day somewhere on earth."""
    if not stated.in_utc or abs(stated.day - witness.day) != ONE_DAY:
        return False
    if "T" in witness.date:
        return _same_instant(stated, witness)
    hour = dt.datetime.fromisoformat(stated.date).hour
    return hour < 12 if witness.day < stated.day else hour >= 10


def _same_instant(one: Dated, other: Dated) -> bool:
    if "T" not in one.date or "T" not in other.date:
        return False
    return abs(dt.datetime.fromisoformat(one.date) - dt.datetime.fromisoformat(other.date)) < ONE_HOUR


def _seen(visible: Printed | None) -> Dated | None:
    return visible.dated if visible and visible.score >= STRONG else None


def _from_address(address: Address) -> Dated | None:
    return Dated(address.day.isoformat(), address.day_text, "address") if address.day else None


def _leftovers(page: Evidence, visible: Printed | None, printed: list[Printed]) -> Iterator[Dated | None]:
    """What may be the date where nothing is stated and nothing clear is printed, looked for only as far as asked."""
    yield _end_of_title(page)
    yield visible.dated if visible else None
    yield _from_address(page.address)
    inner = [each for each in page.elsewhere if each.position == "page"]
    yield _likeliest(inner)
    yield next(page.stated(page.metadata.doubtful), None)
    yield next((each.dated for each in (*printed, *inner) if each.score >= ENOUGH), None)
    yield _unrivalled(printed)
    yield _yearless(page)
    yield next(page.stated(page.metadata.modified), None)
    yield _only(each for each in page.elsewhere if each.position == "side")
    if page.headline is None or page.body is None:
        yield _only(page.printed(lines(page.tree)))


def _likeliest(printed: list[Printed]) -> Dated | None:
    return next((each.dated for each in printed if not each.modified and each.score >= WEAK), None)


def _unrivalled(printed: list[Printed]) -> Dated | None:
    """A date of which little is known but that its part of the page holds no other; a list holds several."""
    likely = [each for each in printed if not each.modified and each.score >= WEAK]
    for first in likely:
        if len({each.dated.day for each in likely if each.position == first.position}) == 1:
            return first.dated
    return None


def _end_of_title(page: Evidence) -> Dated | None:
    """A date that ends the title which the page gives itself: `Story | Broadcaster | 28.04.2023`."""
    found = list(dates_in(page.metadata.og_title or "", page.languages))
    if not found:
        return None
    last = found[-1]
    ends = not last.text[last.end :].strip(" .)") and TITLE_END.search(last.text[: last.start])
    return Dated(last.day.isoformat(), last.printed, "end of the title") if ends else None


def _only(printed: Iterable[Printed]) -> Dated | None:
    """The one day that is printed on the page; None where there are several."""
    found = [each for each in islice(printed, 20) if each.score >= WEAK]
    return found[0].dated if found and len({each.dated.day for each in found}) == 1 else None


def _yearless(page: Evidence) -> Dated | None:
    """A printed `06月24日` or `24 June`, where an address of the page has that day with its year: `news20190624_1`."""
    element = page.tree.find(".//body")
    identifier = element.get("id", "") if element is not None else ""
    evidence = " ".join((*page.metadata.images, identifier))
    for place in islice(places(page.headline, page.body, brief=True), 40):
        for month, day in days_without_year(place.text, page.languages) if place.named else ():
            year = page.address.year_of(month, day, evidence)
            iso = read_stated(f"{year}-{month:02}-{day:02}", (), None) if year else None
            if iso:
                return Dated(iso, place.text, "printed day, year of an address")
    return None
