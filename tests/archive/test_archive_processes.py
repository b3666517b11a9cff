"""Several processes at one archive, and what a killed one leaves."""

from __future__ import annotations

import subprocess
import sys
import time

from archive import Archive
from archive.store import State

WRITER = """
import sys
from archive import Archive, Article, Image
from archive.store import NewAddress, State, Visit

with Archive(sys.argv[1]) as archive:
    for number in range(100_000):
        url = f"https://m.example/{number}"
        archive.save(Visit(
            portal="m", url=url, state=State.DONE, kind="article",
            aliases=(url + "?print",), found=(NewAddress(url=f"https://m.example/{number + 1}", kind="article"),),
            article=Article(title=f"Story {number}", body=f"Body {number} " * 500, url=url,
                            images=(Image(url=url + ".jpg"), Image(url=url + ".png")))))
        print(number, flush=True)
"""


def writer(folder):
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)


def test_a_reader_sees_a_growing_archive_and_each_reading_is_of_one_moment(folder):
    process = writer(folder)
    try:
        process.stdout.readline()
        with Archive(folder, readonly=True) as archive:
            counts = []
            deadline = time.monotonic() + 20
            while len(set(counts)) < 5 and time.monotonic() < deadline:
                before = archive.stats().articles
                records = archive.articles()
                first = next(records)
                rest = list(records)
                assert first.id == len(rest) + 1  # newest first: nothing was added while it was read
                assert first.id >= before
                counts.append(first.id)
        assert len(set(counts)) == 5
    finally:
        process.kill()
        process.communicate()


OTHER = """
import sys
from archive import Archive
from archive.store import NewAddress

with Archive(sys.argv[1]) as archive:
    archive.add_addresses("m", [NewAddress(url="https://m.example/other")])
    print(archive.stats().articles)
"""


def seen_by_another(folder):
    done = subprocess.run([sys.executable, "-c", OTHER, str(folder)], check=True, capture_output=True)
    return int(done.stdout)


def test_opening_an_archive_twice_in_one_process_takes_no_lock_from_the_first(folder, visit):
    """A file that a process closes loses the locks of its other connections; others would then tidy up under them."""
    with Archive(folder) as first:
        first.save(visit())
        Archive(folder).close()
        assert seen_by_another(folder) == 1
        first.save(visit("https://m.example/a/2", article={"title": "Thu gom lưới cũ", "body": "Một bản tin khác."}))
        assert seen_by_another(folder) == 2


def test_a_killed_writer_loses_nothing_and_leaves_no_half_article(folder):
    for kill_after in (1, 7, 23, 40):
        process = writer(folder)
        for _ in range(kill_after):
            assert process.stdout.readline()
        process.kill()
        said = kill_after + sum(bool(line.strip()) for line in process.communicate()[0].splitlines())
        with Archive(folder) as archive:
            records = {record.url: record for record in archive.articles()}
            assert len(records) >= said
            assert all(len(record.images) == 2 and len(record.aliases) == 1 for record in records.values())
            done = [address for address in archive.addresses("m") if address.state is State.DONE]
            assert {address.article_id for address in done} == {record.id for record in records.values()}
            assert len(done) == 2 * len(records)
            assert f"https://m.example/{len(records)}" in archive.known("m", [f"https://m.example/{len(records)}"])
            assert archive._connection.value("PRAGMA integrity_check") == "ok"
            assert archive._connection.rows("PRAGMA foreign_key_check") == []
