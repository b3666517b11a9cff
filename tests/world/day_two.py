"""`python tests/world day_two [-v]`: what the archive says of edits and withdrawals, held against the truth.

A portal is crawled, changes, and is crawled again a day later; in between, the archive's clock is put back, for a day
cannot be waited for. Every page of it has a clock, a visitor counter, a viewstate, an advertisement and a list of
related stories that change at every visit.
"""

from __future__ import annotations

import itertools
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from command import run
from formats import redirect, robots
from invented import invent
from portal import Portal, Story
from web import Answer, Request, serve

from archive import Archive

LOST = "The page you are looking for does not exist any more, or has been given another address."
BLOCKED = (
    "<html><head><title>Access denied</title></head><body><h1>Access denied</h1><p>Request blocked.</p></body></html>"
)
SUSPENDED = (
    "<html><head><title>Account Suspended</title></head><body><h1>This account has been suspended</h1></body></html>"
)
_TIMES = (
    ("addresses", ("first_seen", "visited_at")),
    ("article_rows", ("first_seen", "last_seen", "changed_at", "gone_at")),
    ("withdrawal_evidence", ("seen_at",)),
    ("robots", ("fetched_at",)),
)


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What becomes of one story on day two. edited, gone: whether the archive should say so then, or, of a doubtful
    way, at the second look; answer: what its address gives, None for its page; story: as it is then.
    """

    name: str
    edited: bool = False
    gone: bool = False
    answer: Callable[[Changing, Story], Answer] | None = None
    edit: Callable[[Story], Story] | None = None
    keeps_validators: bool = False
    listed: bool = True
    back_on: int = 0


def _numbers(story: Story) -> Story:
    return replace(story, paragraphs=(*story.paragraphs, "The fine was raised to 35 % of the yearly fee by 2035."))


def _without_passage(story: Story) -> Story:
    return replace(story, paragraphs=story.paragraphs[:-1])


def _retitled(story: Story) -> Story:
    return replace(story, title=f"Corrected: {story.title}")


def _target(story: Story) -> Story:
    first = story.paragraphs[0]
    return replace(story, paragraphs=(f"{first} The target is 20 % by 2035.", *story.paragraphs[1:]))


FATES = (
    Fate(name="edited: a passage more", edited=True, edit=_numbers),
    Fate(name="edited: a passage less", edited=True, edit=_without_passage),
    Fate(name="edited: a number", edited=True, edit=_target),
    Fate(name="edited: the headline", edited=True, edit=_retitled),
    Fate(name="edited silently", edited=True, edit=_target, keeps_validators=True),
    Fate(name="404", gone=True, answer=lambda site, _: Answer(site.frame("404", "<h1>404 Not Found</h1>"), 404)),
    Fate(name="410", gone=True, answer=lambda site, _: Answer(site.frame("410", "<h1>410 Gone</h1>"), 410)),
    Fate(name="soft 404", gone=True, answer=lambda site, _: site.soft("Page not found", f"<p>{LOST}</p>")),
    Fate(
        name="soft 404, vi", gone=True, answer=lambda site, _: site.soft("Thông báo", "<p>Bài viết không tồn tại.</p>")
    ),
    Fate(name="soft 404, ru", gone=True, answer=lambda site, _: site.soft("Ошибка", "<p>Материал удалён.</p>")),
    Fate(name="redirect home", gone=True, answer=lambda site, _: redirect("/")),
    Fate(name="redirect to section", gone=True, answer=lambda site, _: redirect("/news")),
    Fate(name="login", gone=True, answer=lambda site, _: redirect("/user/login?next=x"), listed=False),
    Fate(name="emptied", gone=True, edit=lambda story: replace(story, paragraphs=("",)), listed=False),
    Fate(name="404, gone from its listing", gone=True, answer=lambda site, _: Answer("gone", 404), listed=False),
    Fate(name="gone from its listing alone", listed=False),
    Fate(name="404, back on day three", gone=True, answer=lambda site, _: Answer("gone", 404), back_on=3),
    Fate(name="moved by 301", answer=lambda site, story: redirect(f"/archive{story.path}", 301)),
    Fate(name="one 503", answer=lambda site, _: Answer("busy", 503)),
    Fate(name="a block page", answer=lambda site, _: Answer(BLOCKED)),
)


@dataclass(kw_only=True)
class Changing(Portal):
    """day: 1, 2, 3. outage: what the whole portal answers on day two, as a name in `answer`."""

    day: int = 1
    outage: str = ""
    fates: dict[str, Fate] = field(default_factory=dict)
    clock: Iterator[int] = field(default_factory=lambda: itertools.count(1731))

    def fate(self, story: Story) -> Fate | None:
        fate = self.fates.get(story.path)
        is_over = fate is not None and fate.back_on and self.day >= fate.back_on
        return fate if self.day > 1 and not is_over else None

    def answer(self, request: Request) -> Answer | None:
        path = request.path.partition("?")[0]
        if path == "/robots.txt":
            return robots()
        if self.day == 2 and self.outage and (story := self._everywhere(path)):
            return story
        if path in {"/", "/news"}:
            return Answer(self.listing(path, int(request.path.partition("page=")[2] or 1)))
        if path.startswith("/user/login"):
            return Answer(
                self.frame("Log in", "<h1>Log in</h1><form><input name=u><input type=password name=p></form>")
            )
        story = self.story_at(path.removeprefix("/archive"))
        return self.story(story, request, moved=path.startswith("/archive/")) if story else None

    def _everywhere(self, path: str) -> Answer | None:
        if self.outage == "503":
            return Answer("<h1>503 Service Unavailable</h1>", 503)
        if self.outage == "blocked":
            return Answer(BLOCKED)
        if self.outage == "suspended":
            return Answer(SUSPENDED)
        return redirect("/") if self.story_at(path) else None

    def story(self, story: Story, request: Request, *, moved: bool) -> Answer:
        fate = self.fate(story)
        if fate and fate.answer and not moved:
            return fate.answer(self, story)
        now = fate.edit(story) if fate and fate.edit else story
        number = 2 if fate and fate.edit and not fate.keeps_validators else 1
        headers = {"ETag": f'"{story.number}-{number}"', "Last-Modified": f"Mon, 0{number} Nov 2026 08:00:00 GMT"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Answer("", 304, headers=headers)
        return Answer(self.frame(now.title, self.main(now)), headers=headers)

    def main(self, story: Story) -> str:
        n = next(self.clock)
        return (
            f"<article><h1>{story.title}</h1><p class=meta><time datetime={story.date}>{story.date}</time> "
            f"<span class=hits>Views: {n}</span> <span>({n * 3} views)</span></p><div class=body>{story.body}</div>"
            f"<p class=views>Number of views: {n * 7}</p><div class=share>Shared {n % 90} times</div></article>"
        )

    def soft(self, title: str, body: str) -> Answer:
        return Answer(self.frame(title, f"<h1>{title}</h1>{body}"))

    def listing(self, path: str, page: int) -> str:
        out = [story for story in self.out if not (self.fate(story) and not self.fate(story).listed)]
        shown = out[:5] if path == "/" else out[(page - 1) * 10 : page * 10]
        items = "".join(
            f'<li><h3><a href="{story.path}">{self._told(story).title}</a></h3><span>{story.date}</span></li>'
            for story in shown
        )
        pages = "".join(f'<a href="/news?page={n}">{n}</a> ' for n in range(1, -(-len(out) // 10) + 1))
        return self.frame(
            "News", f"<h1>News</h1><ul>{items}</ul>" + (f"<p class=pager>{pages}</p>" if path != "/" else "")
        )

    def _told(self, story: Story) -> Story:
        fate = self.fate(story)
        return fate.edit(story) if fate and fate.edit else story

    def frame(self, title: str, main: str) -> str:
        n = next(self.clock)
        related = "".join(
            f'<li><a href="{story.path}">{story.title}</a></li>' for story in self.stories[n % 7 : n % 7 + 3]
        )
        return (
            f"<!doctype html><html lang=en><head><title>{title} - Ministry of Lakes</title></head><body>"
            f'<header><a href="/">Ministry of Lakes</a> <nav><a href="/news">News</a> <a href="/about">About</a></nav>'
            f"<span id=clock>{n % 24:02}:{n % 60:02}:{n % 59:02}</span></header>"
            f'<form><input type=hidden name=__VIEWSTATE value="{n * 7919:x}"></form><main>{main}</main>'
            f"<aside><h3>Related stories</h3><ul>{related}</ul><div class=ad>{n} umbrellas left!</div></aside>"
            f"<footer>Visitors online: {n % 50}. Visitors today: {n}. Page made in 0.{n} s.</footer></body></html>"
        )


def make(name: str = "fates", count: int = 40) -> Changing:
    """The portal whose stories meet every fate, or one that is out of order on day two."""
    told = tuple(replace(story, path=f"/news/{story.number + 100}-{story.slug(40)}.html") for story in
                 invent("en", count, step=9, text_only=True))  # fmt: skip
    if name != "fates":
        return Changing(family=name, stories=told, outage=name)
    return Changing(
        family=name, stories=told, fates={story.path: fate for story, fate in zip(told[1::2], FATES, strict=False)}
    )


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the archive says of one story, beside the truth."""

    story: Story
    fate: str
    edited: bool
    gone: bool
    says_edited: bool
    says_gone: bool
    evidence: str

    @property
    def fault(self) -> str:
        """`missed` or `false alarm`, of what; nothing where the archive is right."""
        told = (("edit", self.edited, self.says_edited), ("withdrawal", self.gone, self.says_gone))
        return ", ".join(f"{'missed' if true else 'false'} {what}" for what, true, said in told if true != said)


def pass_a_day(folder: Path, days: float = 1.0) -> None:
    """Put what the archive remembers back by some days."""
    with closing(sqlite3.connect(folder / "archive" / "archive.db")) as database, database:
        for table, columns in _TIMES:
            for column in columns:
                sql = f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - our own names
                rows = database.execute(sql).fetchall()
                moved = [
                    ((datetime.fromisoformat(text) - timedelta(days=days)).isoformat(timespec="seconds"), row)
                    for row, text in rows
                ]
                sql = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608 - our own names
                database.executemany(sql, moved)


def verdicts(portal: Changing, folder: Path) -> list[Verdict]:
    """What the archive says now."""
    with Archive(folder / "archive") as archive:
        records = {url: record for record in archive.articles() for url in (record.url, *record.aliases)}
        found = []
        for story in portal.stories:
            record = records[f"{portal.base}{story.path}"]
            fate = portal.fate(story)
            seen = archive.evidence(record.id)
            found.append(
                Verdict(
                    story=story,
                    fate=fate.name if fate else "",
                    edited=portal.day > 1 and bool(portal.fates.get(story.path) and portal.fates[story.path].edited),
                    gone=bool(fate and fate.gone),
                    says_edited=record.revision > 1,
                    says_gone=record.gone_at is not None,
                    evidence=", ".join(f"{one.kind} {one.certainty}" for one in seen),
                )
            )
        return found


def days(portal: Changing, folder: Path, *more: str, count: int = 3) -> Iterator[tuple[int, list[Verdict], list[str]]]:
    """Crawl day by day; after each, the verdicts and what was asked for."""
    with serve(portal.answer) as web:
        portal.base, portal.day = web.url, 1
        for day in range(1, count + 1):
            portal.day = day
            web.asked.clear()
            run(
                folder,
                "crawl",
                web.url + portal.home,
                "--json",
                "-s",
                "RETRY_BACKOFF=0.01",
                "-s",
                "FILES=0",
                *(more if day > 1 else ()),
            )
            yield day, verdicts(portal, folder), list(web.asked)
            pass_a_day(folder)


def table(portal: Changing, folder: Path, *more: str, verbose: bool) -> Iterator[str]:
    """What came of each day, in lines."""
    for day, told, asked in days(portal, folder, *more):
        faults = [one for one in told if one.fault]
        yield f"{portal.family} day {day}: {len(asked)} requests, {len(told)} stories, {len(faults)} faults"
        for one in told:
            if one.fault or (verbose and (one.fate or one.evidence)):
                yield f"    {one.fate:32} {one.fault or 'right':18} {one.evidence}"


def lines(*, verbose: bool) -> Iterator[str]:
    """All portals, for the command."""
    import tempfile

    for name in ("fates", "503", "blocked", "suspended", "relaunch"):
        with tempfile.TemporaryDirectory() as folder:
            yield from table(make(name), Path(folder), *(("--full",) if "--full" in sys.argv else ()), verbose=verbose)
