"""Crawl a portal of the world with the real command, nothing configured, and hold what is stored against its truth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal import Portal
from web import serve

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Score:
    """What one crawl came to. found: of `stories`; extra: records that are no story; doubles: second records of one."""

    family: str
    stories: int
    found: int
    extra: tuple[str, ...]
    doubles: int
    dates: int
    requests: int
    quiet: int  # requests of a second crawl on a day without news
    news_found: int  # of the stories published before the third crawl
    news: int
    missing: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    err: str = ""

    @property
    def per_story(self) -> float:
        return self.requests / self.stories


def judge(portal: Portal, folder: Path, python: str = sys.executable) -> Score:
    """Crawl three times: all of it, a quiet day, a day with news."""
    with serve(portal.answer) as web:
        portal.base = web.url
        first = _crawl(web.url + portal.home, folder, python)
        score = _score(portal, _records(folder, python))
        asked = tuple(web.asked)
        web.asked.clear()
        _crawl(web.url + portal.home, folder, python)
        quiet = len(web.asked)
        portal.published = len(portal.later)
        news = portal.later
        if news:
            _crawl(web.url + portal.home, folder, python)
        after = _score(portal, _records(folder, python))
        return replace(
            score, requests=len(asked), asked=asked, quiet=quiet, err=first,
            news=len(news), news_found=after.found - score.found, doubles=max(score.doubles, after.doubles),
            extra=tuple(dict.fromkeys(score.extra + after.extra)),
        )  # fmt: skip


def _run(folder: Path, python: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "ENVNEWS_ARCHIVE": str(folder / "archive"), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [python, "-m", "crawler", *arguments],
        capture_output=True,
        cwd=folder,
        env=environment,
        timeout=300,
        check=False,
    )


def _crawl(url: str, folder: Path, python: str) -> str:
    return _run(folder, python, "crawl", url, "--json", "-s", "RETRY_BACKOFF=0.05").stderr.decode()


def _records(folder: Path, python: str) -> list[dict]:
    return json.loads(_run(folder, python, "export", "--format", "json").stdout or b"[]")


def _score(portal: Portal, records: list[dict]) -> Score:
    owner = {_key(path): story for story in portal.out for path in (story.path, *story.others)}
    titles = {story.title: story for story in portal.out}
    seen: dict[str, int] = {}
    extra, dates = [], 0
    for record in records:
        addresses = (record["url"], *record["aliases"])
        story = next((owner[_key(url)] for url in addresses if _key(url) in owner), titles.get(record["title"]))
        if story is None:
            extra.append(f"{record['url']} {record['title']}")
            continue
        seen[story.path] = seen.get(story.path, 0) + 1
        dates += (record["date"] or "")[:10] == story.date
    return Score(
        family=portal.family, stories=len(portal.out), found=len(seen), extra=tuple(extra),
        doubles=sum(seen.values()) - len(seen), dates=dates, requests=0, quiet=0, news_found=0, news=0,
        missing=tuple(story.path for story in portal.out if story.path not in seen),
    )  # fmt: skip


def _key(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path) + (f"?{unquote(parts.query)}" if parts.query else "")
