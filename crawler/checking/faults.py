"""What in a portal's file is wrong, as sentences that name the key and what would help. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from crawler.checking.places import refused
from crawler.checking.report import ListingSeen, Problem, Report, SelectorSeen, SourceSeen, StorySeen, Verdict
from crawler.checking.tls import SOON
from crawler.checking.visit import FOUND, PROBED, Visit, is_of_file
from crawler.checking.zones import zone_fault
from crawler.portal import Portal, PortalState
from crawler.urls import host_of, in_scope

STALE = timedelta(days=365)  # a source whose newest story is older is no more kept up, or is cached
_FIELDS = ("title", "date", "body")  # those that every story has; their selectors are called so too


def problems_of(seen: Report, portal: Portal, visit: Visit) -> Iterator[Problem]:
    """What needs a person."""
    if seen.reach.trouble:
        yield from _unreachable(seen, portal)
        return
    yield from _home(seen, portal, visit)
    for source in seen.sources:
        if source.trouble and is_of_file(source.key):
            yield Problem(key=source.key, text=_sentence(source.trouble, source.url))
    for listing in seen.listings:
        yield from _listing(listing)
        if is_of_file(listing.key):
            yield from _next(listing)
    yield from _nothing(seen)
    yield from _pattern(seen)
    yield from (_unmatched(one) for one in seen.selectors if not one.matched and one.of > 1)
    yield from _stories(seen)
    yield from _zone(seen, portal, visit)


def remarks_of(seen: Report, portal: Portal, visit: Visit) -> Iterator[Problem]:
    """What is good to know."""
    yield from _state(seen, portal)
    for source in seen.sources:
        if source.trouble and source.key == FOUND:
            yield Problem(key=FOUND, text=f"{source.url} {_clause(source.trouble)}")
        yield from _stale(source.key, source.url, source.newest, visit.day)
    if seen.sources and all(one.key == PROBED and one.trouble for one in seen.sources):
        yield Problem(key="feeds", text="no feed and no sitemap is declared, and none is at the usual places")
    for listing in seen.listings:
        if not is_of_file(listing.key):
            yield from _next(listing)
        yield from _stale(listing.key, listing.url, listing.newest, visit.day)
        if listing.key == FOUND and listing.trouble:
            yield Problem(key=FOUND, text=f"{listing.url} {_clause(listing.trouble)}")
    if seen.tls and seen.tls.days_left is not None and seen.tls.days_left <= SOON:
        yield Problem(key="tls", text=f"the certificate ends in {seen.tls.days_left} days")
    yield from _missed_remark(seen)
    yield from _doubts(seen)
    yield from (Problem(key="requests", text=f"{url} was not asked for, to stay polite") for url in visit.left_out)


# home


def _unreachable(seen: Report, portal: Portal) -> Iterator[Problem]:
    if portal.state is PortalState.ARCHIVED:
        return  # as its file says
    trouble = seen.reach.trouble or ""
    if seen.robots is not None and not seen.robots.allowed:
        yield Problem(key="robots.txt", text=f"forbids {seen.home}: the portal does not want to be crawled there")
    elif seen.tls:
        yield from _tls(seen)
    elif trouble.startswith("robots.txt "):
        yield Problem(key="robots.txt", text=trouble.removeprefix("robots.txt "))
    elif "HTTP" in trouble or "redirects" in trouble:
        yield Problem(key="home", text=_sentence(trouble, seen.home))
    else:
        yield Problem(key="home", text=f"{seen.home} does not answer: {trouble}")


def _home(seen: Report, portal: Portal, visit: Visit) -> Iterator[Problem]:
    if not in_scope(seen.reach.final, portal.every_host):
        host = host_of(seen.reach.final)
        text = f"redirects to {seen.reach.final}: has the portal moved? Set `home` to it, or add '{host}' to `hosts`"
        yield Problem(key="home", text=text)
    page = visit.home.page
    if page is not None and not any(one.stories for one in seen.listings) and (reason := refused(page)):
        yield Problem(key="home", text=f"{seen.home} answers with {reason}")


def _tls(seen: Report) -> Iterator[Problem]:
    if seen.tls and not seen.tls.verified:
        trouble = seen.tls.trouble or ""
        hint = "; [tls] retry_handshake tries it again" if "hung up" in trouble else ""
        yield Problem(key="tls", text=f"{seen.home} cannot be connected to: {trouble}{hint}")


def _state(seen: Report, portal: Portal) -> Iterator[Problem]:
    if portal.state is PortalState.ARCHIVED:
        text = (
            "is 'archived', and the home page does not answer"
            if seen.reach.trouble
            else "is 'archived', but it answers"
        )
        yield Problem(key="state", text=text)
    elif portal.state is PortalState.DISABLED and seen.confirmed:
        yield Problem(key="state", text="is 'disabled', but listing and stories can be read")


# listings and sources


def _listing(seen: ListingSeen) -> Iterator[Problem]:
    if seen.moved_to:
        host = host_of(seen.moved_to)
        text = f"{seen.url} redirects to {seen.moved_to}; add '{host}' to `hosts` where it is the same portal"
        yield Problem(key=seen.key, text=text)
    elif seen.trouble and is_of_file(seen.key):
        yield Problem(key=seen.key, text=_sentence(seen.trouble, seen.url))


def _next(seen: ListingSeen) -> Iterator[Problem]:
    if seen.next and seen.fresh == 0:
        why = seen.next_trouble or "brings no story that the first does not name"
        yield Problem(key=seen.key, text=f"the next page, {seen.next}, {_clause(why)}")


def _nothing(seen: Report) -> Iterator[Problem]:
    places: list[ListingSeen | SourceSeen] = [*seen.listings, *seen.sources]
    if not any(one.stories for one in places) and not any(is_of_file(one.key) for one in places):
        yield Problem(key="listings", text="no stories were found from the home page on: name a listing of them")


def _stale(key: str, url: str, newest: str | None, today: date) -> Iterator[Problem]:
    if newest and newest < (today - STALE).isoformat():
        yield Problem(key=key, text=f"the newest of {url} is of {newest}: it may not be kept up")


# stories


def _pattern(seen: Report) -> Iterator[Problem]:
    pattern = seen.pattern
    if pattern is None or not pattern.of or 2 * pattern.matched >= pattern.of:
        return
    text = f"matches {pattern.matched} of the {pattern.of} stories found"
    proven = [story.url for story in seen.stories if story.is_story and not story.named]
    missed = proven or list(pattern.missed)
    yield Problem(key="article_url", text=f"{text}; it does not match {missed[0]}" if missed else text)


def _missed_remark(seen: Report) -> Iterator[Problem]:
    pattern = seen.pattern
    if pattern is None or 2 * pattern.matched < pattern.of:
        return
    for story in seen.stories:
        if story.is_story and not story.named:
            yield Problem(key="article_url", text=f"does not match {story.url}, which reads as a story")


def _unmatched(seen: SelectorSeen) -> Problem:
    return Problem(key=seen.key, text=f"'{seen.selector}' finds nothing on the {seen.of} stories visited")


def _stories(seen: Report) -> Iterator[Problem]:
    if not seen.stories:
        return
    read = [story for story in seen.stories if story.is_story]
    failed = [story for story in seen.stories if not story.is_story]
    if len(failed) * 2 > len(seen.stories):
        more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        yield Problem(key="stories", text=f"{failed[0].url} {_clause(failed[0].reason or 'is none')}{more}")
    for name, bad, text in _bad_fields(read):
        if 2 * len(bad) >= len(read):
            yield Problem(key=name, text=f"{text}; `{name}` in [selectors] may name it")
    titles = Counter(field.value for story in read if (field := story.field("title")) and field.value)
    if len(read) > 1 and len(titles) == 1:
        text = f"all stories have the same title, “{next(iter(titles))}”: `title` in [selectors] may name its element"
        yield Problem(key="title", text=text)
    yield from _language(read)


def _bad_fields(read: list[StorySeen]) -> Iterator[tuple[str, list[StorySeen], str]]:
    """The fields that every story has and some of these do not: name, those stories, what is wrong."""
    for name in _FIELDS:
        bad = [story for story in read if (field := story.field(name)) and field.verdict is Verdict.BAD]
        if bad:
            note = next(field.note for story in bad if (field := story.field(name)))
            yield name, bad, f"{note} on {len(bad)} of {len(read)} stories, such as {bad[0].url}"


def _language(read: list[StorySeen]) -> Iterator[Problem]:
    fields = [field for story in read if (field := story.field("language"))]
    others = [field for field in fields if field.verdict is Verdict.DOUBT and field.value]
    if others and 2 * len(others) >= len(fields):
        yield Problem(key="languages", text=f"the stories are in '{others[0].value}', {others[0].note}")


def _doubts(seen: Report) -> Iterator[Problem]:
    read = [story for story in seen.stories if story.is_story]
    for name, bad, text in _bad_fields(read):
        if 2 * len(bad) < len(read):
            yield Problem(key=name, text=text)
    for story in seen.stories:
        if (
            not story.is_story
            and seen.stories
            and 2 * sum(not one.is_story for one in seen.stories) <= len(seen.stories)
        ):
            yield Problem(key="stories", text=f"{story.url} {_clause(story.reason or 'is none')}")
        for field in story.fields:
            if field.verdict is Verdict.DOUBT and field.name in {"title", "date"}:
                yield Problem(key=field.name, text=f"{story.url}: {field.note}")


def _zone(seen: Report, portal: Portal, visit: Visit) -> Iterator[Problem]:
    dates = [field.value.partition(" ")[0] for story in seen.stories if (field := story.field("date")) and field.value]
    if text := zone_fault(portal.timezone, portal.country, dates, visit.day):
        yield Problem(key="timezone", text=text)


def _sentence(trouble: str, url: str) -> str:
    return f"{url} {_clause(trouble)}"


def _clause(trouble: str) -> str:
    """A trouble as the rest of a sentence whose subject is the address: `answers HTTP 404 Not Found`."""
    if trouble.startswith("HTTP "):
        return f"answers {trouble}"
    verbs = ("is ", "names ", "answers ", "redirects ", "reads ", "brings ")
    return trouble if trouble.startswith(verbs) else f"gives no page: {trouble}"
