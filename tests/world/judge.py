"""Crawl a portal of the world with the real command, nothing configured, and hold what is stored against its truth."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from command import run
from formats import media
from portal import Portal, Story
from web import serve

from archive import Archive

WITH_FILES = frozenset({"smpt", "wordpress"})  # that files leave the pages alone is seen on two; the others are faster


@dataclass(frozen=True, kw_only=True)
class Score:
    """What one crawl came to. found: of `stories`; extra: records that are no story; doubles: second records of one."""

    family: str
    stories: int
    found: int
    extra: tuple[str, ...]
    doubles: int
    dates: int  # of the stories found, how many have the right day
    requests: int  # for pages; each picture and document is another
    quiet: int  # such requests of a second crawl on a day without news
    news_found: int  # of the stories published before the third crawl
    news: int
    missing: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    misdated: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    err: str = ""

    @property
    def per_story(self) -> float:
        return self.requests / self.stories

    @property
    def faults(self) -> str:
        """What is wrong with what was stored, a line each."""
        told = (("missing", self.missing), ("extra", self.extra), ("twice", self.twice), ("date", self.misdated))
        return "\n".join(f"{word}: {what}" for word, its in told for what in its)


def judge(portal: Portal, folder: Path, python: str = sys.executable) -> Score:
    """Crawl three times: all of it, a quiet day, a day with news."""
    with serve(portal.answer) as web:
        portal.base, portal.published = web.url, 0
        portal.visits.clear()
        files = portal.family in WITH_FILES
        err = _crawl(web.url + portal.home, folder, python, files=files)
        score, asked = score_of(portal, _records(folder)), _pages(web.asked)
        web.asked.clear()
        _crawl(web.url + portal.home, folder, python, files=files)
        quiet = len(_pages(web.asked))
        portal.published = len(portal.later)
        if portal.later:
            _crawl(web.url + portal.home, folder, python, files=files)
        after = score_of(portal, _records(folder))
    news = {story.path for story in portal.later}
    return replace(
        score, requests=len(asked), asked=asked, quiet=quiet, err=err, news=len(news),
        news_found=len(news - {*after.missing}), doubles=max(score.doubles, after.doubles),
        twice=tuple(dict.fromkeys(score.twice + after.twice)), extra=tuple(dict.fromkeys(score.extra + after.extra)),
        misdated=tuple(dict.fromkeys(score.misdated + after.misdated)),
    )  # fmt: skip


def first_crawl(portal: Portal, crawler: Callable[[str], list[dict]], host: str = "127.0.0.1") -> Score:
    """What any crawler makes of the portal: it takes the address of the home page and gives records (see score_of).

    host: the name under which the portal is served, for a crawler that wants one; it has to resolve to loopback.
    """
    with serve(portal.answer) as web:
        portal.base, portal.published = web.url.replace("127.0.0.1", host), 0
        portal.visits.clear()
        records = crawler(portal.base + portal.home)
    asked = _pages(web.asked)
    return replace(score_of(portal, records), requests=len(asked), asked=asked)


def envnews(home: str, folder: Path, python: str = sys.executable) -> list[dict]:
    """The records of one crawl with nothing configured; the archive is made in `folder`."""
    _crawl(home, folder, python)
    return _records(folder)


def score_of(portal: Portal, records: list[dict]) -> Score:
    """Hold records (`url`, `aliases`, `title`, `date`) against the portal's truth. The requests are not known here."""
    told = _owners(portal.out, records)
    first: dict[str, dict] = {}
    extra, twice, misdated = [], [], []
    for record, story in zip(records, told, strict=True):
        if story is None:
            extra.append(f"{record['url']} {record['title']}")
        elif story.path in first:
            twice.append(f"{story.path} also as {record['url']}")
        else:
            first[story.path] = record
            if (record["date"] or "")[:10] != story.date:
                misdated.append(f"{story.path} {record['date']}, not {story.date}")
    return Score(
        family=portal.family, stories=len(portal.out), found=len(first), extra=tuple(extra), doubles=len(twice),
        dates=len(first) - len(misdated), requests=0, quiet=0, news_found=0, news=0, twice=tuple(twice),
        missing=tuple(story.path for story in portal.out if story.path not in first), misdated=tuple(misdated),
    )  # fmt: skip


def _owners(stories: tuple[Story, ...], records: list[dict]) -> list[Story | None]:
    """Each record's story: by its address, by another address it is stored under, else by its headline.

    Of two stories with one headline, a record with a strange address is the one that nobody has yet.
    """
    by_path = {_key(path): story for story in stories for path in (story.path, *story.others)}
    owners = [
        next((by_path[_key(url)] for url in (record["url"], *record["aliases"]) if _key(url) in by_path), None)
        for record in records
    ]
    taken = {story.path for story in owners if story}
    for at, record in enumerate(records):
        alike = [story for story in stories if story.title == record["title"]]
        if owners[at] is None and alike:
            owners[at] = next((story for story in alike if story.path not in taken), alike[0])
            taken.add(owners[at].path)
    return owners


def _pages(asked: list[str]) -> tuple[str, ...]:
    """What was asked for without the pictures and documents of stories, one request each."""
    return tuple(path for path in asked if media(path) is None)


def _crawl(url: str, folder: Path, python: str, *, files: bool = True) -> str:
    settings = ("-s", "RETRY_BACKOFF=0.05", "-s", f"FILES={files}")
    return run(folder, "crawl", url, "--json", *settings, python=python)


def _records(folder: Path) -> list[dict]:
    with Archive(folder / "archive") as archive:
        return [record.as_dict() for record in archive.articles()]


def _key(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path) + (f"?{unquote(parts.query)}" if parts.query else "")
