"""How long the ledger's questions take on a large archive: stats with coverage, what is missing, the runs.

    python benchmarks/ledger.py [--addresses N] [--portals N] [--runs N] [--json]

The archive is made up: portals with a listing of 250 pages each, stories of 3 kB of which one in fifty is not held, and
runs over all portals. Times are seconds of CPU, the best of three.
"""
# ruff: noqa: INP001, T201 - a folder of scripts, no package; it prints

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archive import Archive
from archive.frontier import NewAddress

_PAGES = 250
_STORIES = """
INSERT INTO article_rows (portal, url, title, date, authors, tags, body, body_html, revision, first_seen, last_seen,
    changed_at, content_hash, read_from, title_key)
SELECT portal, url, title, date, '[]', '[]', printf('%.3000c', 'x'), printf('%.3000c', 'x'), 1, '', '', '', url, url, ''
FROM addresses WHERE kind = 'article' AND id % 50 <> 0
"""
_HELD = """
UPDATE addresses SET state = 'done', article_id = (
    SELECT id FROM article_rows AS story WHERE story.portal = addresses.portal AND story.url = addresses.url)
WHERE kind = 'article' AND id % 50 <> 0
"""
_FAILED = (
    "UPDATE addresses SET state = 'failed', reason = 'HTTP 500', attempts = 2 WHERE kind = 'article' AND id % 100 = 0"
)


def make(archive: Archive, addresses: int, portals: int, runs: int) -> None:
    """Fill an empty archive."""
    names = [f"p{n:03d}" for n in range(portals)]
    for portal in names:
        home = f"https://{portal}.example"
        archive.remember_portal(portal, name=f"Portal {portal}")
        pages = [NewAddress(url=f"{home}/news?page={n}", kind="pager") for n in range(_PAGES)]
        stories = [
            NewAddress(
                url=f"{home}/news/a-story-with-a-name-of-some-length-{n}.html",
                kind="article",
                title=f"Story {n} of the ministry",
                date=f"20{10 + n % 16}-{1 + n % 12:02d}-11",
                found_on=pages[n % _PAGES].url,
            )
            for n in range(addresses // portals - _PAGES)
        ]
        archive.add_addresses(portal, [*pages, *stories])
    connection = archive._connection  # noqa: SLF001 - rows that only a long crawl would make
    with connection.transaction():
        for sql in (_STORIES, _HELD, _FAILED):
            connection.execute(sql)
    for _ in range(runs):
        run = archive.start_run(names, "due")
        with connection.transaction():
            for portal in names:
                archive.save_portal_counts(run, portal, {"requests": 2, "new": 1, "finish": "finished"})
        archive.finish_run(run, "finished")


def best(ask: Callable[[], object]) -> float:
    """Seconds of CPU that a question takes, the best of three."""
    times = []
    for _ in range(3):
        began = time.process_time()
        ask()
        times.append(time.process_time() - began)
    return round(min(times), 3)


def main() -> None:
    """Make the archive, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--addresses", type=int, default=100_000)
    parser.add_argument("--portals", type=int, default=20)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--json", action="store_true", dest="as_json")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        make(archive, given.addresses, given.portals, given.runs)
        questions: dict[str, Callable[[], object]] = {
            "stats with coverage": archive.stats,
            "stats --missing": archive.missing,
            "what a crawl has before it": lambda: archive.waiting("p000"),
            "runs": archive.runs,
            "runs --failed": lambda: archive.runs(failed=True),
            "runs show": lambda: archive.run(given.runs),
        }
        taken = {name: best(ask) for name, ask in questions.items()}
        covered = archive.stats().coverage
    if given.as_json:
        print(json.dumps({"seconds": taken, "items": covered.items, "held": covered.held}, indent=2))
        return
    print(f"{given.addresses} addresses of {given.portals} portals, {covered.held} of {covered.items} stories held")
    for name, seconds in taken.items():
        print(f"{seconds:8.3f} s  {name}")


if __name__ == "__main__":
    main()
