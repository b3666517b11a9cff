"""A visit to one address, and how it becomes rows: all of it in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from archive import articles, followed, frontier, media, portals, readings, templates, withdrawals
from archive.article import Article, Removed
from archive.candidates import candidates, own_url
from archive.connection import Connection
from archive.frontier import NewAddress, State, Visited
from archive.media import Media
from archive.revisions import Decision, Known, Sighting, Verdict, decide
from archive.templates import Sample
from archive.text import clean
from archive.warc import Packed
from archive.withdrawals import Evidence

NOT_MODIFIED = 304

Reread = Callable[[int], Article | None]  # a capture's number -> what its page says by today's rules, if it can be read


def cannot(_: int) -> None:
    """No page can be read again where only the archive is at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of one address, to be stored whole or not at all.

    aliases: other addresses that this visit showed to be the same story (redirects, the canonical one).
    is_copy: a print copy or the like; the story's text is taken from another address as soon as there is one.
    names: of a source, the first stories it named; leads_to: where it redirected to.
    sample: the page that the article was read from; removed: what was left out of it as the site's chrome.
    exchanges: what went over the wire for this visit, in order; the last one brought the page.
    read_by: the rules that the article was read by. listed_title, listed_date: what the listing had said, where the
    page was read with it. media: what a picture's or document's address gave.
    evidence: of a known story, what speaks for it that the portal took it away.
    page was read with it. media: what a picture's or document's address gave. imported: of a page that another tool
    captured, where it was found (`FILE:offset`).
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
    exchanges: tuple[Packed, ...] = ()
    read_by: str | None = None
    listed_title: str | None = None
    listed_date: str | None = None
    media: Media | None = None
    evidence: tuple[Evidence, ...] = ()
    imported: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """verdict and article_id are None for a visit without an article. found: addresses that were unknown.

    followed: whether the article now says what this visit read. gone: how many stories the visit's run has found
    withdrawn, as far as is known with this visit: a relaunch may take some back.
    """

    verdict: Verdict | None = None
    article_id: int | None = None
    followed: bool = False
    found: tuple[NewAddress, ...] = ()
    gone: int = 0

    @property
    def new_links(self) -> int:
        """How many addresses were unknown."""
        return len(self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a visit is stored with. now: UTC. capture_id: of its page. article_id: the number for a story that is new.

    reread: reads a captured page by today's rules.
    """

    now: str
    capture_id: int | None = None
    article_id: int | None = None
    reread: Reread = cannot


def save(connection: Connection, visit: Visit, at: Circumstances) -> Outcome:
    """Store a visit within a transaction: the address, its aliases, the links found and the article."""
    now = at.now
    portals.ensure(connection, visit.portal, now)
    outcome = _save_article(connection, visit, visit.article, at) if visit.article else Outcome()
    visited = _visited(visit, outcome.article_id, now)
    if visit.imported is None or not frontier.was_visited_since(connection, visited):
        _note(connection, visit, visited, outcome)
    if outcome.article_id is not None:
        frontier.add_aliases(connection, visited, visit.aliases)
    if outcome.article_id is not None and outcome.verdict is Verdict.CHANGED:
        media.ask_again(connection, visit.portal, outcome.article_id)
    if visit.media is not None:
        media.save(connection, visit.portal, visit.url, visit.media, at.capture_id)
    if visit.state is State.GONE and not visit.evidence:
        articles.gone(connection, visit.portal, visit.url, visit.reason or f"HTTP status {visit.status}", now)
    gone = _weigh(connection, visit, at)
    known = frontier.known(connection, visit.portal, [clean(new.url) for new in visit.found]) if visit.found else {}
    found = {url: new for new in visit.found if (url := clean(new.url)) not in known}
    media.claim(connection, visit.portal, visit.found)
    frontier.add(connection, visit.portal, visit.found, now)
    return replace(outcome, found=tuple(found.values()), gone=gone)


def _weigh(connection: Connection, visit: Visit, at: Circumstances) -> int:
    """Keep what speaks for a story's withdrawal, and let `gone_at` follow from all that is known by now.

    Return how many stories the run has found withdrawn.
    """
    story = articles.followed_at(connection, visit.portal, clean(visit.url))
    if story is not None and visit.evidence:
        withdrawals.note(connection, story, visit.evidence, at.now, run_id=visit.run_id, capture_id=at.capture_id)
        moved_to = articles.seen_elsewhere(connection, story, visit.run_id)
        if moved_to is not None:
            _close(connection, story, visit, at, elsewhere=moved_to)
            articles.follow(connection, story, moved_to)
    elif story is not None and visit.state is State.DONE and visit.status == NOT_MODIFIED:
        _close(connection, story, visit, at)
        articles.seen(connection, story, at.now)
    return withdrawals.settle(connection, visit.portal, visit.run_id)


def save_evidence(connection: Connection, visit: Visit, now: str) -> None:
    """Store the evidence of a visit that was none: a listing told it."""
    story = articles.followed_at(connection, visit.portal, clean(visit.url))
    if story is not None:
        withdrawals.note(connection, story, visit.evidence, now, run_id=visit.run_id)


def _close(
    connection: Connection, story: int, visit: Visit, at: Circumstances, *, elsewhere: str | None = None
) -> None:
    """End what was suspected of a story that is there."""
    withdrawals.answered(connection, story, at.now, elsewhere=elsewhere, run_id=visit.run_id, capture_id=at.capture_id)


def _note(connection: Connection, visit: Visit, visited: Visited, outcome: Outcome) -> None:
    """What becomes of the address."""
    if visit.state in {State.DONE, State.GONE}:
        changed = outcome.verdict is Verdict.CHANGED or visit.state is State.GONE
        followed.learn(connection, visit.portal, visited.url, changed=changed)
    frontier.visited(connection, visited)


def _save_article(connection: Connection, visit: Visit, article: Article, at: Circumstances) -> Outcome:
    url = clean(visit.url)
    stored = articles.storable(article)
    sighting = Sighting(url=url, article=stored, is_copy=visit.is_copy, capture_id=at.capture_id, read_by=visit.read_by)
    names = [clean(name) for name in (*visit.aliases, sighting.article.url or url)]
    decision = decide(sighting, candidates(connection, visit.portal, sighting, names))
    if visit.imported is not None and decision.known and articles.was_seen_since(connection, decision.known.id, at.now):
        articles.seen_earlier(connection, decision.known.id, at.now)
        return Outcome(verdict=Verdict.EARLIER, article_id=decision.known.id)
    if decision.verdict is Verdict.CHANGED:
        decision = _judge_again(connection, decision, sighting, at)
    article_id = _carry_out(connection, decision, visit, sighting, at)
    followed = decision.known is None or decision.replace or sighting.url == decision.known.followed
    if followed:
        templates.note_removed(connection, article_id, visit.removed)
        if visit.sample:
            templates.keep_sample(connection, article_id, visit.portal, visit.sample, at.now)
    return Outcome(verdict=decision.verdict, article_id=article_id, followed=followed)


def _judge_again(connection: Connection, decision: Decision, sighting: Sighting, at: Circumstances) -> Decision:
    """Compare with the page as it was captured before, read by today's rules.

    What we read better, or know of the site's chrome by now, is no edit of the ministry's; and where there is one, it
    alone shall be seen between the two revisions.
    """
    known = decision.known
    if known is None or not known.attached or sighting.url != known.followed:
        return decision
    capture_id = connection.value("SELECT capture_id FROM article_rows WHERE id = ?", (known.id,))
    before = at.reread(capture_id) if capture_id is not None else None
    if before is None:
        return decision
    record = articles.records(connection, [known.id])[0]
    readings.save(connection, record, before, read_by=sighting.read_by or "", is_present=True, now=at.now)
    if articles.storable(before).content_hash != sighting.article.content_hash:
        return decision
    return replace(decision, verdict=Verdict.SAME, replace=False)


def _carry_out(connection: Connection, decision: Decision, visit: Visit, sighting: Sighting, at: Circumstances) -> int:
    known, now = decision.known, at.now
    if known is None:
        url = own_url(connection, visit.portal, sighting, visit.kind)
        return articles.insert(
            connection, visit.portal, sighting, url=url, country=visit.country, now=now, article_id=at.article_id
        )
    if decision.verdict is Verdict.CHANGED:
        articles.keep_revision(connection, known.id, now)
    if decision.replace:
        articles.replace_content(connection, known.id, sighting, url=_url(connection, visit, sighting, known))
    elif decision.verdict is Verdict.SAME and sighting.url == known.followed:
        articles.describe_again(connection, known.id, sighting.article)
    _close(connection, known.id, visit, at, elsewhere=None if sighting.url == known.followed else sighting.url)
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
