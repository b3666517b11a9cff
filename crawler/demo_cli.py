"""`envnews demo`: the main job, whole, on a small portal served from this machine."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive import cli as archive_cli
from archive.files_cli import write_out
from archive.filters import Filters
from archive.printing import console
from archive.record import Record
from archive.text import printable
from crawler.portal import Portal

PORTAL = "demo"
STORY = "ASEAN"  # in the headline of the article that is shown
QUERY = "rung ngap man"  # typed without diacritics, as many do
IN_A_DOCUMENT = "quỹ phòng ngừa sạt lở"  # nowhere but in a PDF


@click.command()
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The archive's folder. A new one among the temporary files if left out.",
)
def demo(archive: Path | None) -> None:
    """Serve a small invented portal on this machine, crawl it, and show what the archive then answers."""
    from crawler.demo.server import serve
    from crawler.demo.site import Site
    from crawler.progress import display_for, print_summary
    from crawler.runner import crawl
    from crawler.wishes import Wishes

    folder = archive or Path(tempfile.mkdtemp(prefix="envnews-demo-"))
    out = console()
    with serve(Site()) as served:
        _say(out, f"An invented ministry's portal is being served at {served.url}/ and crawled into {folder}")
        portal = Portal(id=PORTAL, home=f"{served.url}/", name="Demo portal", country="VN", timezone="Asia/Ho_Chi_Minh")
        with display_for(Console(stderr=True), 1) as display:
            result = crawl([portal], folder, Wishes(), {}, display)
    print_summary(out, result)
    sys.exit(_show(out, folder))


def _show(out: Console, folder: Path) -> int:
    """What was found: an article, two searches, files, an export. 1 where the story that is shown was not found."""
    from archive import Archive

    with Archive(folder, create=False) as archive:
        records = list(archive.articles(Filters(portal=(PORTAL,))))
        _rule(out, "What was found")
        out.print(_table(out, records))
        story = next((record for record in records if STORY in record.title), None)
        if story is None:
            _say(out, f"No article with {STORY} in its headline: something is broken.")
            return 1
        _rule(out, f"envnews show {story.id}")
        archive_cli.print_record(out, story)
        _rule(out, f'envnews search "{QUERY}" --limit 3')
        archive_cli.print_hits(out, archive.search(QUERY, Filters(limit=3)))
        _rule(out, f'envnews search "{IN_A_DOCUMENT}" --limit 1')
        hits = archive.search(IN_A_DOCUMENT, Filters(limit=1))
        archive_cli.print_hits(out, hits)
        for hit in hits:
            _rule(out, f"envnews show {hit.id} --files files")
            write_out(archive, hit.id, folder / "files", as_json=False)
    target = folder / "news.json"
    _rule(out, "envnews export --format json -o news.json")
    count = archive_cli.export_to(folder, target, "json")
    _say(out, f"{count} articles in {target}")
    _say(out, f"\nAsk it something: envnews search <words> --archive {folder}")
    return 0


def _table(out: Console, records: Sequence[Record]) -> Table:
    table = Table(box=None, pad_edge=False, expand=out.is_terminal)
    for name, width in (("id", 2), ("date", 10), ("lang", 4), ("images", 6), ("files", 5)):
        table.add_column(name, justify="left" if name in {"date", "lang"} else "right", min_width=width, no_wrap=True)
    table.add_column("title", no_wrap=True, ratio=1 if out.is_terminal else None)
    for record in records:
        numbers = str(len(record.images)), str(len(record.attachments))
        day = (record.date or "")[:10]
        table.add_row(str(record.id), day, record.language, *numbers, Text(printable(record.title)))
    return table


def _rule(out: Console, title: str) -> None:
    out.print()
    out.print(Text(f"── {title} ──", "bold cyan"))


def _say(out: Console, text: str) -> None:
    out.print(text, soft_wrap=True)
