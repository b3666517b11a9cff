"""`envnews demo`: the main job, whole, on a small portal served from this machine."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive import Archive
from archive.cli import export_to, print_hits, print_record
from archive.search import Filters
from crawler.portal import Portal

PORTAL = "demo"
STORY = "ASEAN"  # the article that is shown
QUERY = "moi truong"
ROWS = 12


@click.command()
@click.option(
    "--archive",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to keep the archive. A new folder among the temporary files if left out.",
)
def demo(archive: Path | None) -> None:
    """Serve a small invented portal on this machine, crawl it, and show what the archive then answers."""
    from crawler.demo.server import serve
    from crawler.demo.site import Site
    from crawler.plan import Wishes
    from crawler.progress import display_for, print_summary
    from crawler.runner import crawl

    folder = archive or Path(tempfile.mkdtemp(prefix="envnews-demo-"))
    console = Console()
    with serve(Site()) as served:
        console.print(f"A small ministry portal is being served at {served.url}; crawling it into {folder}", soft_wrap=True)
        portal = Portal(id=PORTAL, home=served.url, name="Demo portal", country="VN", languages=("vi", "en", "th"))
        with display_for(Console(stderr=True)) as display:
            result = crawl([portal], folder, Wishes(), {}, display)
    print_summary(console, result)
    sys.exit(_show(console, folder))


def _show(console: Console, folder: Path) -> int:
    with Archive(folder, readonly=True) as archive:
        records = list(archive.articles(Filters(portal=(PORTAL,))))
        console.print(_table(records))
        story = next((record for record in records if STORY in record.title), None)
        if story is None:
            console.print("The demo portal's story was not found: something is broken.")
            return 1
        console.rule(Text(f"envnews show {story.id}"))
        print_record(console, story)
        console.rule(Text(f'envnews search "{QUERY}" --limit 3'))
        print_hits(console, archive.search(QUERY, Filters(limit=3)))
    target = folder / "news.json"
    count = export_to(folder, target, "json")
    console.rule(Text(f"envnews export --format json -o {target}"))
    console.print(f"{count} articles in {target}", soft_wrap=True)
    console.print(f"Go on with: envnews search rừng --archive {folder}", soft_wrap=True)
    return 0
