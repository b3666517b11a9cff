"""A visit to an unknown address as the portal file that describes it, with comments for whoever commits it. Pure.

Only what a crawl would not find by itself is written; what it does find stands in the comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import tomlkit

from crawler.checking.found import story_links
from crawler.checking.naming import editions_of, id_of, languages_of, site_name
from crawler.checking.places import counted
from crawler.checking.report import Report
from crawler.checking.visit import PROBED, Visit
from crawler.checking.zones import zone_of, zones_of
from crawler.discovery.classify import shape_of
from crawler.extraction.language import primary
from crawler.family import Recognised, generator_of, recognise
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Confidence, Portal, Scope
from crawler.portal_family import Family
from crawler.urls import host_of, in_scope

_WIDTH = 118  # of a comment's line
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user wants. url: the address of the portal. taken: the ids of the other portals."""

    url: str
    country: str
    id: str | None = None
    taken: Collection[str] = ()


def draft(wanted: Wanted, visit: Visit, seen: Report, families: Iterable[Family]) -> tuple[str, str]:
    """The id and the text of a portal's file. seen: the visit judged before there was a file."""
    portal = Portal(id=host_of(wanted.url), home=wanted.url)
    pages = [page for page in visit.pages() if is_readable(page)]
    home, former = home_of(wanted.url, visit.home.final)
    links = [link.url for link in story_links(portal, [*visit.listings, *visit.sources], visit.hosts)]
    family = recognise(pages, links, families)
    portal_id = wanted.id or id_of(host_of(home), wanted.country, wanted.taken)
    lines = [
        *_head(wanted, visit),
        _key("id", portal_id),
        *_names(pages, seen, home),
        _key("country", wanted.country),
        *_languages(pages, seen),
        *_zone(wanted.country, visit),
        "",
        _key("home", home),
        *([_key("former_hosts", [former])] if former else []),
        *_sources(seen, family),
        *_stories(seen, links),
        *_family(family, pages),
        "",
        *_evidence(seen, wanted.country, visit),
    ]
    return portal_id, "\n".join(lines) + "\n"


def is_readable(page: Page) -> bool:
    """Whether the bytes are a document."""
    try:
        return page.tree is not None
    except UnreadablePageError:
        return False


def home_of(asked: str, final: str) -> tuple[str, str | None]:
    """The home page to write, and the host that it was before where the address led to another one.

    >>> home_of("http://a.example/", "https://www.a.example/vi/home")
    ('https://www.a.example/', None)
    >>> home_of("https://old.example/", "https://new.example/portal/")
    ('https://new.example/portal/', 'old.example')
    """
    if not in_scope(final, [host_of(asked)]):
        return final, host_of(asked)
    there, here = urlsplit(final), urlsplit(asked)
    return here._replace(scheme=there.scheme, netloc=there.netloc).geturl(), None


# the parts of the file


def _head(wanted: Wanted, visit: Visit) -> Iterator[str]:
    yield from _comment(
        f"Written by `envnews portals add {wanted.url}` on {visit.day}, from {visit.requests} requests. Read it before "
        "you commit it."
    )


def _names(pages: Sequence[Page], seen: Report, home: str) -> Iterator[str]:
    name = site_name(pages)
    english = {primary(tag) for tag in _story_languages(seen)} <= {"en"}
    said = "as the portal calls itself: put its English name here" if name else "its pages do not tell"
    yield _key("name", name or host_of(home)) + ("" if english and name else f"  # {said}")
    if name and not english:
        yield _key("native_name", name)


def _languages(pages: Sequence[Page], seen: Report) -> Iterator[str]:
    found = languages_of(pages, _story_languages(seen))
    others = editions_of(pages[0], found) if pages else ()
    if found:
        yield _key("languages", list(found))
    if others:
        yield from _comment(f"The home page names editions in other languages: {', '.join(others)}.")


def _story_languages(seen: Report) -> list[str]:
    fields = (story.field("language") for story in seen.stories)
    return [field.value for field in fields if field and field.value]


def _zone(country: str, visit: Visit) -> Iterator[str]:
    if zone := zone_of(country, visit.day):
        yield _key("timezone", zone)
    elif zones := zones_of(country):
        more = f" and {len(zones) - 5} others" if len(zones) > 5 else ""
        yield from _comment(f"timezone: the country has {', '.join(zones[:5])}{more}; name the portal's.")


def _sources(seen: Report, family: Recognised | None) -> Iterator[str]:
    if family and family.family.only_sources:
        yield _key("listings", _own_listings(seen))
        return
    yield from _comment(
        "Found by a crawl itself, so left out:" if _found(seen) else "Neither feeds nor listings were found."
    )
    for text in _found(seen):
        yield from _comment(f"- {text}")
    for source in seen.sources:
        if source.trouble and source.key != PROBED:
            yield from _comment(f"Of no use: {source.url}: {source.trouble}.")


def _own_listings(seen: Report) -> list[str]:
    """The listings under the home's folder, for a portal that shares its host with others."""
    folder = seen.home.rstrip("/") + "/"
    own = [one.url for one in seen.listings if one.stories and one.url.startswith(folder) and one.url != folder]
    return own or [seen.home]


def _found(seen: Report) -> list[str]:
    sources = [f"{one.url}: {one.what}{_some(one.stories)}" for one in seen.sources if not one.trouble]
    listings = []
    for one in seen.listings:
        if one.stories:
            pages = f"names {counted(one.pages, 'further page')}" if one.pages else "names no further page"
            listings.append(f"{one.url}: listing{_some(one.stories)}, {pages}")
    return sources + listings


def _some(stories: int) -> str:
    return f", {counted(stories, 'story')}" if stories else ""


def _stories(seen: Report, links: Sequence[str]) -> Iterator[str]:
    shapes = Counter(map(shape_of, links)).most_common(2)
    if shapes:
        told = " and ".join(f"{shape} ({count})" for shape, count in shapes)
        yield from _comment(f"article_url is left out: of {len(links)} stories the addresses are like {told}.")
    examples = [story.url for story in seen.stories if story.is_story][:_EXAMPLES]
    if examples:
        yield "article_examples = ["
        yield from (f"    {tomlkit.item(url).as_string()}," for url in examples)
        yield "]"


def _family(found: Recognised | None, pages: Sequence[Page]) -> Iterator[str]:
    if found:
        yield _key("family", found.family.id) + f"  # told by {', '.join(map(_quoted, found.signs[:3]))}"
    elif generator := next(filter(None, map(generator_of, pages)), ""):
        yield from _comment(f"family: the pages say they are made by {_quoted(generator)}, of which there is no file.")


def _evidence(seen: Report, country: str, visit: Visit) -> Iterator[str]:
    listed, read = any(one.stories for one in seen.listings), any(story.is_story for story in seen.stories)
    scopes = {(True, True): Scope.BOTH, (True, False): Scope.LISTING, (False, True): Scope.ARTICLE}
    yield "[evidence]"
    yield _key("confidence", Confidence.SEEN.value)
    yield _key("seen_scope", scopes.get((listed, read), Scope.HOME).value)
    if zone_of(country, visit.day):
        yield _key("recalled", ["timezone"])


def _key(key: str, value: str | list[str]) -> str:
    return f"{key} = {tomlkit.item(value).as_string()}"


def _quoted(text: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in text)
    return f"'{line[:60]}'"


def _comment(text: str) -> Iterator[str]:
    """Lines of a comment; what a page says cannot leave it."""
    line = ""
    for word in "".join(char if char.isprintable() else " " for char in text).split():
        if line and len(line) + len(word) > _WIDTH:
            yield f"# {line}"
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield f"# {line}"
