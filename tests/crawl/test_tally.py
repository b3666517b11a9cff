"""What a crawl has before it, and what the archive knows of it while it goes on."""

from types import SimpleNamespace

import pytest
from scrapy.statscollectors import MemoryStatsCollector

from archive import Archive
from archive.frontier import NewAddress
from crawler.files import FilePlan
from crawler.plan import Plan
from crawler.portal import Portal
from crawler.tally import SAVED, Tally, pending
from crawler.wishes import Wishes

PORTAL = Portal(id="m", home="https://m.example/", name="M")


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "a") as opened:
        pages = [NewAddress(url=f"https://m.example/{n}", kind="article", priority=10) for n in range(7)]
        files = [NewAddress(url=f"https://m.example/{n}.pdf", kind="attachment", priority=100) for n in range(3)]
        opened.add_addresses("m", [*pages, *files])
        yield opened


def plans(archive, *, enabled=True, **wishes):
    wanted = Wishes(**wishes)
    return Plan(archive=archive, portal=PORTAL, wishes=wanted), FilePlan.of(archive, PORTAL, wanted, enabled=enabled)


def test_pages_and_files_that_are_wanted_are_before_it(archive):
    assert pending(*plans(archive)) == 10
    assert pending(*plans(archive, enabled=False)) == 7
    assert pending(*plans(archive, limit=2)) == 2
    plan, files = plans(archive, limit=5)
    plan.stories = 4
    assert pending(plan, files) == 1


def test_the_frontier_is_not_asked_at_every_page_and_the_archive_is_told_now_and_then(archive):
    now = [0.0]
    run = archive.start_run(["m"])
    archive.begin_portal(run, "m")
    settings = SimpleNamespace(getbool=lambda _: False)
    stats = MemoryStatsCollector(SimpleNamespace(settings=settings))
    tally = Tally(SimpleNamespace(stats=stats), *plans(archive), run, clock=lambda: now[0])
    tally.note()
    assert stats.get_value("envnews/pending") == 10
    archive.add_addresses("m", [NewAddress(url="https://m.example/8", kind="article")])
    stats.set_value("envnews/new", 3)
    tally.note()
    assert stats.get_value("envnews/pending") == 10
    assert archive.run(run).portals[0].new == 0
    now[0] = SAVED + 1
    tally.note()
    assert stats.get_value("envnews/pending") == 11
    counts = archive.run(run).portals[0]
    assert (counts.new, counts.finish) == (3, None)
