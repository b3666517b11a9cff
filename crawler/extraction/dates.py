"""Which of a page's dates is the publication's.

The page states dates (JSON-LD, meta elements), prints some, and carries one in its address. The rules here weigh them.
No clock is read: what is a plausible date does not depend on today.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.date_address import Address, country_of
from crawler.extraction.date_places import Place, anywhere, lines, places
from crawler.extraction.date_print import Dated, Printed, printed_dates, read_stated
from crawler.extraction.date_text import dates_in, days_without_year
from crawler.extraction.metadata import Metadata, Raw

__all__ = ["Dated", "find_date", "find_modified", "reading_languages"]

# Points of a printed date: worth a try, likely, as good as a statement, better than one, not worth looking further.
WEAK, ENOUGH, STRONG, SURE, CERTAIN = 0.0, 2.0, 5.0, 6.9, 7.5
CONTRADICTED = 4.0  # points lost where the address has another month
ONE_DAY, TWO_DAYS, TWO_WEEKS = (dt.timedelta(days=number) for number in (1, 2, 14))
TITLE_END = re.compile(r"[|–—·-]\s*\Z")


@dataclass(frozen=True, slots=True)
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
            allowed = self.address.allows(each.dated.day)
            yield each if allowed else replace(each, score=each.score - CONTRADICTED)


def find_date(
    tree: HtmlElement,
    metadata: Metadata,
    *,
    url: str | None,
    headline: HtmlElement | None,
    body: HtmlElement | None,
    languages: tuple[str, ...],
    timezone: str | None,
) -> Dated | None:
    """The publication's date; None where the page gives none that can be believed. Never raises.

    headline, body: elements of `tree`. languages: BCP 47, the portal's, the likeliest first. timezone: IANA name.
    What the page states comes first, checked against what it prints; then what it prints close to the headline; then
    its address; then whatever is left, in falling order of trust.
    """
    languages = reading_languages(languages, metadata, url)
    page = Evidence(tree, metadata, headline, body, Address.of(url, metadata.canonical), languages, timezone)
    stated = list(page.stated(metadata.published))
    if stated and _settled(stated, page.address):
        return stated[0]
    printed = _ranked(page.printed(places(headline, body, brief=bool(stated))))
    visible = next((each for each in printed if not each.modified and each.score >= ENOUGH), None)
    if stated:
        return _witnessed(stated, visible, page.address)
    if visible and visible.score >= STRONG:
        return visible.dated
    return next(filter(None, _leftovers(page, visible, printed)), None)


def find_modified(
    tree: HtmlElement,
    metadata: Metadata,
    *,
    headline: HtmlElement | None,
    body: HtmlElement | None,
    languages: tuple[str, ...],
    timezone: str | None,
) -> str | None:
    """The page's own statement that it changed: ISO day or instant, else None. Arguments as for `find_date`."""
    languages = reading_languages(languages, metadata, None)
    page = Evidence(tree, metadata, headline, body, Address(), languages, timezone)
    stated = next(page.stated(metadata.modified), None)
    if stated:
        return stated.date
    printed = page.printed(places(headline, body, brief=True))
    return next((each.dated.date for each in printed if each.modified and each.score >= ENOUGH), None)


def reading_languages(languages: tuple[str, ...], metadata: Metadata, url: str | None) -> tuple[str, ...]:
    """The languages in which a page's dates are read: the portal's, then the page's own.

    The country of the address decides the day order of English: `lang="en"` and even `en-US` are what a CMS writes
    where nobody told it better.
    """
    known = tuple(dict.fromkeys((*languages, *((metadata.language,) if metadata.language else ()))))
    country = country_of(url or metadata.canonical)
    if country is None:
        return known
    return tuple(f"en-{country}" if language.partition("-")[0] == "en" else language for language in known)


def _ranked(found: Iterable[Printed]) -> list[Printed]:
    """The printed dates, the likeliest first; the rest is not read once one is certain."""
    printed: list[Printed] = []
    for each in found:
        printed.append(each)
        if each.score >= CERTAIN and not each.modified:
            break
    return sorted(printed, key=lambda each: -each.score)


def _settled(stated: list[Dated], address: Address) -> bool:
    """Whether no print need be read: an instant that the address confirms, or a local one that nothing contradicts."""
    first = stated[0]
    local = not first.in_utc and all(each.day == first.day for each in stated)
    return "T" in first.date and (first.day == address.day or local)


def _witnessed(stated: list[Dated], visible: Printed | None, address: Address) -> Dated:
    """Which of the stated dates is meant, as the page's print and its address bear witness.

    A page may print another day than it states: the portal's own where the statement is in UTC, and the day on which a
    story came out that was written some days before.
    """
    first = stated[0]
    witnesses = [_seen(visible), _from_address(address)]
    for witness in filter(None, witnesses):
        agreeing = next((each for each in stated if each.day == witness.day), None)
        if agreeing:
            return witness if "T" in witness.date and "T" not in agreeing.date else agreeing
    if visible and visible.score >= SURE and TWO_DAYS <= visible.dated.day - first.day <= TWO_WEEKS:
        return visible.dated
    near = (each for each in witnesses if each and first.in_utc and abs(each.day - first.day) == ONE_DAY)
    return next(near, first)


def _seen(visible: Printed | None) -> Dated | None:
    return visible.dated if visible and visible.score >= STRONG else None


def _from_address(address: Address) -> Dated | None:
    return Dated(address.day.isoformat(), address.day_text, "address") if address.day else None


def _leftovers(page: Evidence, visible: Printed | None, printed: list[Printed]) -> Iterator[Dated | None]:
    """What may be the date where nothing is stated and nothing clear is printed, looked for only as far as asked."""
    yield _end_of_title(page)
    yield visible.dated if visible else None
    yield _from_address(page.address)
    yield _likeliest(_ranked(page.printed(anywhere(page.tree, page.headline))))
    yield next(page.stated(page.metadata.doubtful), None)
    yield _likeliest(printed)
    yield next((each.dated for each in printed if each.score >= ENOUGH), None)
    yield _yearless(page)
    yield next(page.stated(page.metadata.modified), None)
    if page.headline is None or page.body is None:
        yield _only(page.printed(lines(page.tree)))


def _likeliest(printed: list[Printed]) -> Dated | None:
    return next((each.dated for each in printed if not each.modified and each.score >= WEAK), None)


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
