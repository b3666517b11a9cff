"""What a power cut may leave of an archive is made whole by the next run, out of the captures."""

import random
import shutil
import signal
import sys
from pathlib import Path

import pytest
from static_portal import served
from test_interrupted import Slow, start, wait_for

from archive import Archive
from archive.verify.check import verify
from crawler.registry import load
from crawler.replay import replay
from crawler.targets import portal_for

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from power_cut import Disk
from struck_archive import held


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """An archive as kill -9 leaves it: its log was never copied into the database."""
    folder = tmp_path_factory.mktemp("killed")
    with served(Slow()) as site:
        process = start(folder, site.web.url)
        wait_for(lambda: len(site.web.asked) >= 18)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        return folder / "archive", portal_for(site.web.url, load())


@pytest.mark.parametrize("seed", range(5))
def test_what_was_stored_is_there_again_after_a_power_cut(killed, tmp_path, seed):
    whole, portal = killed
    stored, written = held(whole, tail=False), held(whole)  # killed between the two, it had not synced the last visit
    cut = shutil.copytree(whole, tmp_path / "archive")
    Disk(cut).lose_power(random.Random(seed))
    with Archive(cut) as archive:
        replay(archive, portal)
        found = {record.url: record.id for record in archive.articles()}
    assert stored.ids.items() <= found.items() <= written.ids.items()
    assert len(found) >= 3
    assert stored.stored <= held(cut).stored <= written.stored
    assert verify(cut).findings == []
