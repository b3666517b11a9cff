"""How much there is, for people: a line for each portal, stories by month, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from archive.coverage import Coverage, Missing
from archive.month_table import Row, bars, row
from archive.stats import PortalStats, Stats
from archive.tables import is_narrow, size, table
from archive.text import printable

_PORTALS = 50  # lines on a terminal; in a pipe all
_NUMBERS = frozenset({"articles", "withdrawn", "held", "missing", "pending", "failed"})
_COLUMNS = (
    *("portal", "name", "articles", "withdrawn", "oldest", "newest"),
    *("held", "missing", "pending", "failed", "last crawl"),
)
_WIDE = 125  # columns, below which a terminal is not shown everything
_SPARE = frozenset({"name", "oldest", "pending", "failed"})
_WHOLE = frozenset({"oldest", "newest", "last crawl"})
_OUTSIDE = ("earlier", "later", "undated")


def print_stats(out: Console, stats: Stats, months: Sequence[str]) -> None:
    """The whole in a line, a line for each portal, a table of the months, coverage with the first that are missing."""
    out.print(
        f"{stats.articles} articles, {stats.revisions} earlier revisions, {stats.images} images, "
        f"{stats.attachments} attachments, {stats.runs} runs, {size(stats.bytes)}"
    )
    shown = stats.portals[:_PORTALS] if out.is_terminal else stats.portals
    _print_portals(out, shown)
    if any(portal.articles for portal in shown):
        out.print()
        _print_months(out, [row(one.id, one.months, one.undated, months) for one in shown], months)
    if len(shown) < len(stats.portals):
        out.print(f"… and {len(stats.portals) - len(shown)} more portals: --portal ID, or --json")
    out.print()
    out.print(told(stats.coverage), soft_wrap=True)
    print_missing(out, stats.missing)
    if len(stats.missing) < stats.coverage.missing:
        out.print(f"  … and {stats.coverage.missing - len(stats.missing)} more: envnews stats --missing")


def told(coverage: Coverage) -> str:
    """Coverage in a line.

    >>> told(Coverage(items=251, held=247, pending=1, failed=3))
    'Coverage: 247 of 251 stories that feeds, sitemaps and listings named; 4 missing: 3 failed, 1 pending'
    """
    if not coverage.items:
        return "Coverage: no feed, sitemap or listing has named a story"
    kinds = {"failed": coverage.failed, "left out": coverage.skipped, "gone": coverage.gone}
    parts = [f"{count} {kind}" for kind, count in {**kinds, "pending": coverage.pending}.items() if count]
    missing = f"{coverage.missing} missing: {', '.join(parts)}" if parts else "none missing"
    doubted = f"; {coverage.doubted} doubtful links were left out unasked" if coverage.doubted else ""
    known = f"{coverage.held} of {coverage.items} stories that feeds, sitemaps and listings named"
    return f"Coverage: {known}; {missing}{doubted}"


def print_missing(out: Console, missing: Sequence[Missing]) -> None:
    """Two lines for each: portal, day, headline and why; below them the address."""
    for one in missing:
        day = one.date[:10] if one.date else "no date"
        title = " ".join(printable(one.title or "no headline").split())
        text = Text.assemble(
            f"  {printable(one.portal)}  ", (printable(day), "dim"), f"  {title}  ", (printable(one.why), "red")
        )
        out.print(text, soft_wrap=True)
        out.print(Text(f"      {printable(one.url)}", "blue"), soft_wrap=True)


def _print_portals(out: Console, portals: Sequence[PortalStats]) -> None:
    tight = is_narrow(out, _WIDE)
    names = [name for name in _COLUMNS if not (tight and name in _SPARE)]
    made = table(*names, right=_NUMBERS, whole=_WHOLE, tight=tight)
    for portal in portals:
        covered = portal.coverage
        cells = {
            "portal": printable(portal.id),
            "name": printable(portal.name),
            "articles": str(portal.articles),
            "withdrawn": str(portal.gone),
            "oldest": printable(portal.oldest or "")[:10],
            "newest": printable(portal.newest or "")[:10],
            "held": f"{covered.held} of {covered.items}",
            "missing": str(covered.missing),
            "pending": str(portal.pending),
            "failed": str(portal.failed),
            "last crawl": portal.last_crawled[:10],
        }
        made.add_row(*(cells[name] for name in names))
    out.print(made)


def _print_months(out: Console, rows: Sequence[Row], months: Sequence[str]) -> None:
    """In a pipe all months as numbers; on a terminal a bar for each of the last, and numbers where there is room."""
    outside = [name for name in _OUTSIDE if any(getattr(one, name) for one in rows)]
    if not out.is_terminal:
        made = table("portal", *outside[:1], *months, *outside[1:], right=frozenset({*outside, *months}))
        for one in rows:
            cells = [one.earlier, *one.counts, one.later, one.undated]
            names = ["earlier", *months, "later", "undated"]
            kept = [str(cell) for name, cell in zip(names, cells, strict=True) if name in {*outside, *months}]
            made.add_row(printable(one.portal), *kept)
        out.print(made)
        return
    widest = max(len(one.portal) for one in rows)
    room = max(out.width - min(widest, 30) - 2 - sum(len(name) + 2 for name in outside), 24)
    barred = list(months)[-max(room // 2, 1) :]
    numbered = barred[-max((room - max(len(barred), len("2025-01 to 2025-12")) - 2) // 9, 1) :]
    made = table("portal", f"{barred[0]} to {barred[-1]}", *numbered, *outside, right=frozenset({*numbered, *outside}))
    for one in rows:
        counts = one.counts[-len(barred) :]
        beside = [str(getattr(one, name)) for name in outside]
        made.add_row(printable(one.portal), bars(counts), *map(str, counts[-len(numbered) :]), *beside)
    out.print(made)
