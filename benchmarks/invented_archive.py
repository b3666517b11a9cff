"""An archive of invented stories, written straight into its tables: as large as years of crawls would make it."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive import Archive, Article
from archive.store import State, Visit
from archive.verdicts import Health, Verdict

YEARS = 5
RUNS = 500
EDITED = 1500  # stories, a third of them in the last 30 days
WITHDRAWN = 400
_SYLLABLES = [a + b for a in "bcdfghklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "ên", "ội")]
_LANGUAGES = ("vi", "en", "id", "th", "ar")

_STORY = """
INSERT INTO article_rows (id, portal, url, country, language, title, date, authors, tags, summary, body, body_html,
    revision, first_seen, last_seen, changed_at, gone_at, gone_why, content_hash, read_from, title_key)
VALUES (:id, :portal, :url, :country, :language, :title, :date, '[]', '["waste"]', NULL, :body, :html, 1,
    :seen, :last, :seen, :gone_at, :gone_why, :hash, :url, :title)
"""
_ADDRESS = """
INSERT INTO addresses (portal, url, kind, state, priority, title, date, found_on, article_id, status, first_seen,
    attempts, reason)
VALUES (:portal, :url, 'article', :state, 5, :title, :date, :found_on, :article, :status, :seen, :attempts, :reason)
"""
_EVIDENCE = """
INSERT INTO withdrawal_evidence (article_id, seen_at, kind, certainty, hinted, fresh, note)
VALUES (?, ?, 'missing', 0.9, 0, 1, 'HTTP 404 Not Found')
"""


class Inventor:
    """Invents by a seed, so that every run measures the same. now: when the archive's last crawl was."""

    def __init__(self, stories: int, portals: int, now: datetime) -> None:
        self.chance = random.Random(7)
        self.now = now.replace(microsecond=0)
        self.stories = stories
        self.portals = [f"p{number:03d}" for number in range(portals)]
        self.words = ["".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((1, 2, 3)))) for _ in range(20_000)]

    def text(self, words: int) -> str:
        """A paragraph."""
        return " ".join(self.chance.choices(self.words, k=words)).capitalize() + "."

    def moment(self, days: float) -> str:
        """So many days ago."""
        return (self.now - timedelta(days=days)).isoformat()

    def rows(self) -> Iterator[dict[str, Any]]:
        """Stories, spread over the years, all portals in turn."""
        for number in range(1, self.stories + 1):
            portal = number % len(self.portals)
            age = self.chance.random() * YEARS * 365
            paragraphs = [self.text(60) for _ in range(6)]
            gone = number % (self.stories // WITHDRAWN or 1) == 0
            yield {
                "id": number,
                "portal": self.portals[portal],
                "url": f"https://{self.portals[portal]}.example/news/{number}-a-story-of-some-length.html",
                "country": ("VN", "ID", "TH", "US", "JO")[portal % 5],
                "language": _LANGUAGES[portal % 5],
                "title": f"{self.text(9)[:-1]} {number}",
                "date": self.moment(age)[:10],
                "body": "\n\n".join(paragraphs),
                "html": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
                "seen": self.moment(age),
                "last": self.moment(age / 2),
                "gone_at": self.moment(self.chance.random() * min(age, 90)) if gone else None,
                "gone_why": "HTTP 404 Not Found" if gone else None,
                "hash": f"{number:064x}",
            }


def make(folder: Path, stories: int, portals: int, now: datetime | None = None) -> None:
    """Fill an empty folder; the search index is made, too."""
    inventor = Inventor(stories, portals, now or datetime.now(UTC))
    with Archive(folder) as archive:
        for number, portal in enumerate(inventor.portals):
            archive.remember_portal(portal, name=f"Ministry of {inventor.text(2)[:-1]} {number}", country="VN")
    with Archive(folder) as archive:
        _stories(archive, inventor)
        _runs(archive, inventor)
    _verdicts(folder, inventor)
    _edits(folder, inventor)
    with Archive(folder) as archive:
        archive.search("", limit=1)


def _stories(archive: Archive, inventor: Inventor) -> None:
    """Beside each ten stories one that is not held; each listing names the newest."""
    raw = archive._connection.raw  # noqa: SLF001 - rows that only a long crawl would make
    raw.execute("BEGIN")
    for row in inventor.rows():
        raw.execute(_STORY, row)
        held = {**row, "article": row["id"], "state": "done", "status": 200, "attempts": 0, "reason": None}
        held["found_on"] = f"https://{row['portal']}.example/news"
        raw.execute(_ADDRESS, held)
        if row["gone_at"]:
            raw.execute(_EVIDENCE, (row["id"], row["gone_at"]))
        if row["id"] % 10 == 0:
            lost = {"article": None, "state": "failed", "status": 500, "attempts": 2, "reason": "HTTP 500"}
            raw.execute(_ADDRESS, {**held, **lost, "url": row["url"] + "?lost"})
    raw.execute("COMMIT")


def _runs(archive: Archive, inventor: Inventor) -> None:
    raw = archive._connection.raw  # noqa: SLF001 - as above
    raw.execute("BEGIN")
    for number in range(1, RUNS + 1):
        began, ended = inventor.moment((RUNS - number) / 2 + 0.1), inventor.moment((RUNS - number) / 2)
        targets = json.dumps(inventor.portals)
        raw.execute("INSERT INTO run_rows VALUES (?, ?, ?, 'finished', ?, 'due')", (number, began, ended, targets))
        rows = [(number, portal, 20, 300_000, 9.5, 3, 2, "finished", began, ended) for portal in inventor.portals]
        raw.executemany(
            "INSERT INTO run_portals (run_id, portal, requests, bytes, seconds, found, new, finish, started, finished) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    raw.execute("COMMIT")


def _verdicts(folder: Path, inventor: Inventor) -> None:
    kinds: Sequence[Health] = (Health.OK, Health.STALE, Health.OK, Health.DOWN, Health.OK, Health.QUIET)
    with Archive(folder) as archive:
        for number, portal in enumerate(inventor.portals):
            for step in range(2 + number % 5):
                reasons = (f"{inventor.text(8)}", f"{inventor.text(6)}")
                archive.save_verdict(
                    Verdict(portal=portal, verdict=kinds[step], since=inventor.moment(40 - step)[:10], reasons=reasons)
                )


def _edits(folder: Path, inventor: Inventor) -> None:
    """Stories that were stored twice, with a figure or a passage that differs."""
    clock = [inventor.now]
    with Archive(folder, now=lambda: clock[0]) as archive:
        for number in range(EDITED):
            portal = inventor.portals[number % len(inventor.portals)]
            url = f"https://{portal}.example/edited/{number}"
            paragraphs = [inventor.text(60) for _ in range(6)]
            paragraphs[1] = f"The target for 2030 is {number + 3} percent."
            changed = [*paragraphs]
            changed[1 if number % 2 else 3] = "The target for 2030 is 2 percent." if number % 2 else inventor.text(40)
            days = inventor.chance.random() * (30 if number % 3 == 0 else 365)
            title = f"{inventor.text(9)[:-1]} edited {number}"
            for ago, body in ((days + 9, paragraphs), (days, changed)):
                clock[0] = inventor.now - timedelta(days=ago)
                said = Article(url=url, title=title, body="\n\n".join(body), date=inventor.moment(days + 10)[:10])
                visit = Visit(portal=portal, url=url, state=State.DONE, kind="article", status=200, article=said)
                archive.save(visit)
