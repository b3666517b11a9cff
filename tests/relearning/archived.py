"""An archive of a portal that was redesigned, as its crawls left it: captures, stories, and pages that gave none."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from designs import Redesign
from kit import news
from stories import Story

from archive import Archive, warc
from archive.exchange import Exchange
from archive.frontier import NewAddress
from archive.store import State, Visit
from crawler.extraction import extract
from crawler.portal import Portal

LATER = timedelta(days=1)


def fill(folder: Path, redesign: Redesign, portal: Portal, *, count: int = 16, new: int = 8, again: int = 4) -> None:
    """Crawl day by day: each story when it is published; after the redesign some of the old ones again."""
    told = news(redesign, count)
    moment = datetime.combine(told[0].day, time(6), UTC)

    def clock() -> datetime:
        return moment

    with Archive(folder, now=clock) as archive:
        for number, story in enumerate(told):
            moment = datetime.combine(story.day + LATER, time(6), UTC)
            is_new = number >= count - new
            _list(archive, portal, story)
            _visit(archive, redesign, portal, story, moment.date(), is_new=is_new)
            if number == count - new:
                for old in told[number - again : number]:
                    _visit(archive, redesign, portal, old, moment.date(), is_new=True)
        archive.index_pending()


def _list(archive: Archive, portal: Portal, story: Story) -> None:
    named = NewAddress(url=story.url, kind="article", title=story.title, date=story.day.isoformat())
    archive.add_addresses(portal.id, [named])


def _visit(archive: Archive, redesign: Redesign, portal: Portal, story: Story, day: date, *, is_new: bool) -> None:
    html = (redesign.now if is_new else redesign.before)(story, day).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(html)}\r\n\r\n"
    exchange = Exchange(
        url=story.url,
        request=f"GET {story.url} HTTP/1.1\r\nHost: news.ministry.example\r\n\r\n".encode(),
        response=head.encode() + html,
        started=datetime.combine(day, time(6), UTC),
        ip="192.0.2.1",
    )
    article = extract(html, story.url, portal=portal, day=day)
    archive.save(
        Visit(
            portal=portal.id,
            url=story.url,
            state=State.SKIPPED if is_new else State.DONE,
            kind="unknown" if is_new else "article",
            status=200,
            reason="no date" if is_new else None,
            article=None if is_new else article,
            exchanges=(warc.pack(exchange),),
        )
    )
