"""A report for a person who cannot write XPath, and the visits while they go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from crawler.checking.places import counted
from crawler.checking.report import ListingSeen, Problem, Report, SourceSeen, StorySeen, TlsSeen, Verdict
from crawler.checking.visit import FOUND, HOME, PROBED, is_of_file
from crawler.failures import status_line

MARKS = {Verdict.GOOD: "✓", Verdict.NONE: "–", Verdict.DOUBT: "?", Verdict.BAD: "✗"}
GOOD, BAD = "✓", "✗"


class Steps:
    """What every portal is being asked for, redrawn in place; nothing where the output is no terminal."""

    def __init__(self, console: Console) -> None:
        columns = (
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("[bold]{task.description}[/]"),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
        )
        self.progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.progress.stop()

    def step(self, portal: str, told: str) -> None:
        """Show what a portal is being asked for."""
        if portal not in self.tasks:
            self.tasks[portal] = self.progress.add_task(escape(portal), total=1, told="")
        self.progress.update(self.tasks[portal], told=escape(told))

    def end(self, portal: str) -> None:
        """Show that a portal's visit is over."""
        if portal in self.tasks:
            self.progress.update(self.tasks[portal], told="visited", completed=1)


def print_report(console: Console, report: Report) -> None:
    """One portal's report: a table, its stories, and what is wrong."""
    console.print(Text(f"{report.portal}  {report.home}", style="bold"))
    console.print(_table(_rows(report)))
    for number, story in enumerate(report.stories, 1):
        console.print(Text(f"\nStory {number}  {story.url}", style="bold"), soft_wrap=True)
        console.print(_table(_story_rows(story)))
    console.print()
    for line in closing(report):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def closing(report: Report) -> Iterator[str]:
    """The last lines: what is wrong in the file, what else is good to know, what the visit took."""
    if report.problems:
        yield "What needs attention:"
        yield from _listed(report.problems)
    else:
        yield "Nothing needs attention."
    if report.remarks:
        yield "Good to know:"
        yield from _listed(report.remarks)
    yield f"{counted(report.requests, 'request')}, {report.seconds:.1f} s"


def _listed(problems: Sequence[Problem]) -> Iterator[str]:
    yield from (f"  {problem}" for problem in problems)


def _table(rows: Iterable[tuple[str, str, str]]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for mark, label, text in rows:
        table.add_row(Text(mark, style={BAD: "red", "?": "yellow", GOOD: "green"}.get(mark, "")), label, Text(text))
    return table


# the portal


def _rows(report: Report) -> Iterator[tuple[str, str, str]]:
    yield _reach(report)
    if report.robots:
        yield _robots(report)
    if report.tls:
        yield _tls(report.tls)
    for source in report.sources:
        yield (_mark(source), _label(source.key, "feed or sitemap"), _source(source))
    for listing in report.listings:
        yield (_mark(listing), _label(listing.key, "listing"), _listing(listing))
        if listing.next:
            yield _next(listing)
    if report.pattern:
        share = f"matches {report.pattern.matched} of the {report.pattern.of} stories found"
        yield (GOOD if 2 * report.pattern.matched >= report.pattern.of else BAD, "article_url", share)
    for one in report.selectors:
        text = f"{one.selector}  finds something on {one.matched} of {one.of} stories"
        yield (GOOD if one.matched == one.of else "?" if one.matched else BAD, one.key, text)


def _mark(seen: SourceSeen | ListingSeen) -> str:
    """What the file names has to be right; what was only tried may be nothing."""
    if seen.trouble is None:
        return GOOD
    return BAD if is_of_file(seen.key) else MARKS[Verdict.NONE]


def _label(key: str, what: str) -> str:
    return {FOUND: what, PROBED: "usual place", HOME: "home page"}.get(key, key)


def _reach(report: Report) -> tuple[str, str, str]:
    reach = report.reach
    led = f", redirected to {reach.final}" if reach.redirects else ""
    if reach.trouble:
        return BAD, "home", f"{reach.trouble}{led}"
    return GOOD, "home", f"answers after {reach.seconds:.2f} s{led}"


def _robots(report: Report) -> tuple[str, str, str]:
    robots = report.robots
    assert robots is not None  # noqa: S101 - the caller has looked
    told = ["allows the home page" if robots.allowed else "forbids the home page"]
    if robots.status is not None and not 200 <= robots.status < 300:
        told = [f"{status_line(robots.status)}: everything is allowed"]
    if robots.delay is not None:
        told.append(f"asks for {robots.delay:g} s between requests")
    if robots.sitemaps:
        told.append(f"names {counted(len(robots.sitemaps), 'sitemap')}")
    return GOOD if robots.allowed else BAD, "robots.txt", ", ".join(told)


def _tls(tls: TlsSeen) -> tuple[str, str, str]:
    if not tls.verified:
        return BAD, "TLS", tls.trouble or ""
    days = f", {tls.days_left} days left" if tls.days_left is not None else ""
    return GOOD, "TLS", f"{tls.version or ''}, the certificate is verified{days}"


def _source(source: SourceSeen) -> str:
    if source.trouble:
        return f"{source.url}  {source.trouble}"
    newest = f", the newest of {source.newest}" if source.newest else ""
    named = f", {counted(source.stories, 'story')}" if source.stories else ""
    return f"{source.url}  {source.what}{named}{newest}"


def _listing(listing: ListingSeen) -> str:
    if listing.trouble:
        return f"{listing.url}  {listing.trouble}"
    newest = f", the newest of {listing.newest}" if listing.newest else ""
    pages = f"; names {counted(listing.pages, 'further page')}" if listing.pages else "; names no further page"
    return f"{listing.url}  {counted(listing.stories, 'story')}, {listing.dated} with a date{newest}{pages}"


def _next(listing: ListingSeen) -> tuple[str, str, str]:
    if listing.fresh is None:
        return MARKS[Verdict.NONE], "  next page", f"{listing.next}  not asked for"
    if listing.next_trouble:
        return BAD, "  next page", f"{listing.next}  {listing.next_trouble}"
    return (
        GOOD if listing.fresh else BAD,
        "  next page",
        f"{listing.next}  {counted(listing.fresh, 'story')} not seen before",
    )


# its stories


def _story_rows(story: StorySeen) -> Iterator[tuple[str, str, str]]:
    if not story.is_story:
        yield BAD, "", story.reason or "no story"
    for field in story.fields:
        note = f"  ({field.note})" if field.note else ""
        yield MARKS[field.verdict], field.name, f"{field.value or 'none'}{note}"
