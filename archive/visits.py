"""A visit to one address, and how it becomes rows: all of it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive import articles, frontier, index, portals, templates
from archive.article import Article, Removed
from archive.candidates import candidates, own_url
from archive.connection import Connection
from archive.exchange import Exchange
from archive.frontier import NewAddress, State, Visited
from archive.revisions import Decision, Known, Sighting, Verdict, decide, is_same_but_for
from archive.templates import Sample
from archive.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of one address, to be stored whole or not at all.

    aliases: other addresses that this visit showed to be the same story (redirects, the canonical one).
    is_copy: a print copy or the like; the story's text is taken from another address as soon as there is one.
    names: of a source, the first stories it named; leads_to: where it redirected to.
    sample: the page that the article was read from; removed: what was left out of it as the site's chrome.
    exchanges: what went over the wire for this visit, in order; the last one brought the page.
    """

    portal: str
    url: str
    state: State
    kind: str = frontier.UNKNOWN
    status: int | None = None
    reason: str | None = None
    aliases: tuple[str, ...] = ()
    found: tuple[NewAddress, ...] = ()
    names: tuple[str, ...] = ()
    leads_to: str | None = None
    article: Article | None = None
    sample: Sample | None = None
    removed: tuple[Removed, ...] = ()
    is_copy: bool = False
    country: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    run_id: int | None = None
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """verdict and article_id are None for a visit without an article. new_links: addresses that were unknown.

    followed: whether the article now says what this visit read.
    """

    verdict: Verdict | None = None
    article_id: int | None = None
    followed: bool = False
    new_links: int = 0


def save(connection: Connection, visit: Visit, now: str) -> Outcome:
    """Store a visit: the address, its aliases, the links found and the article."""
    with connection.transaction():
        portals.ensure(connection, visit.portal, now)
        outcome = _save_article(connection, visit, visit.article, now) if visit.article else Outcome()
        visited = _visited(visit, outcome.article_id, now)
        frontier.visited(connection, visited)
        if outcome.article_id is not None:
            frontier.add_aliases(connection, visited, visit.aliases)
        if visit.state is State.GONE:
            articles.gone(connection, visit.portal, visit.url, visit.reason or f"HTTP status {visit.status}", now)
        new_links = frontier.add(connection, visit.portal, visit.found, now)
    return replace(outcome, new_links=new_links)


def _save_article(connection: Connection, visit: Visit, article: Article, now: str) -> Outcome:
    url = clean(visit.url)
    sighting = Sighting(url=url, article=articles.storable(article), is_copy=visit.is_copy)
    names = [clean(name) for name in (*visit.aliases, sighting.article.url or url)]
    decision = decide(sighting, candidates(connection, visit.portal, sighting, names))
    if decision.verdict is Verdict.CHANGED and _only_chrome_differs(connection, decision, visit, sighting):
        decision = replace(decision, verdict=Verdict.SAME)
    article_id = _carry_out(connection, decision, visit, sighting, now)
    followed = decision.known is None or decision.replace or sighting.url == decision.known.followed
    if followed:
        templates.note_removed(connection, article_id, visit.removed)
        if visit.sample:
            templates.keep_sample(connection, article_id, visit.portal, visit.sample, now)
    return Outcome(verdict=decision.verdict, article_id=article_id, followed=followed)


def _only_chrome_differs(connection: Connection, decision: Decision, visit: Visit, sighting: Sighting) -> bool:
    """Whether a story differs only because more or less is known of its site's chrome than when it was read before."""
    if decision.known is None:
        return False
    before = templates.removed_from(connection, decision.known.id)
    chrome = [removed.text for removed in (*before, *visit.removed)]
    if not chrome:
        return False
    return is_same_but_for(articles.records(connection, [decision.known.id])[0], sighting.article, chrome)


def _carry_out(connection: Connection, decision: Decision, visit: Visit, sighting: Sighting, now: str) -> int:
    known = decision.known
    content_hash = sighting.article.content_hash
    if known is None:
        url = own_url(connection, visit.portal, sighting, visit.kind)
        article_id = articles.insert(connection, visit.portal, sighting, url=url, country=visit.country, now=now)
        index.enqueue(connection, article_id, content_hash)
        return article_id
    if decision.verdict is Verdict.CHANGED:
        articles.keep_revision(connection, known.id, now)
    words_changed = decision.replace
    if decision.replace:
        articles.replace_content(connection, known.id, sighting, url=_url(connection, visit, sighting, known))
    elif decision.verdict is Verdict.SAME and sighting.url == known.followed:
        words_changed = articles.describe_again(connection, known.id, sighting.article)
    if words_changed:
        index.enqueue(connection, known.id, content_hash)
    articles.seen(connection, known.id, now)
    return known.id


def _url(connection: Connection, visit: Visit, sighting: Sighting, known: Known) -> str:
    """Keep a story's address, unless it was that of a copy which now gives way."""
    if known.is_copy and known.url == known.followed:
        return own_url(connection, visit.portal, sighting, visit.kind)
    return known.url


def _visited(visit: Visit, article_id: int | None, now: str) -> Visited:
    return Visited(
        portal=visit.portal,
        url=clean(visit.url),
        kind=visit.kind,
        state=visit.state,
        now=now,
        status=visit.status,
        reason=visit.reason,
        etag=visit.etag,
        last_modified=visit.last_modified,
        is_copy=visit.is_copy,
        run_id=visit.run_id,
        article_id=article_id,
        names=visit.names,
        leads_to=visit.leads_to,
    )
