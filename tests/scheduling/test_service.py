"""The service starts a run when portals are due, survives what goes wrong, and ends with its run."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, locks
from archive.polls import Observed
from crawler.cli import main
from crawler.scheduling.child import Child
from crawler.scheduling.service import Service

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 18, 12, tzinfo=UTC)


class StandIn(Child):
    """A run that leaves behind what `envnews run` does, within this process and by the test's clock."""

    def __init__(self, world: "World", portals: list[str]) -> None:
        super().__init__([])
        self.world, self.portals = world, portals

    def run(self) -> int:
        with Archive(self.world.archive, now=lambda: self.world.now) as archive:
            run = archive.start_run(self.portals, "due")
            for portal in self.portals:
                archive.begin_portal(run, portal)
                archive.end_portal(run, portal, {"finish": "finished"}, Observed())
            archive.finish_run(run, "finished")
        return 0


class World:
    """A service over an archive and a folder of portals; the clock is ours."""

    def __init__(self, tmp_path: Path, own: Path) -> None:
        self.archive, self.own, self.now = tmp_path / "kept", own, START
        Archive(self.archive).close()

    def crawling(self, *portals: str) -> Service:
        return self.serving(StandIn(self, list(portals)))

    def serving(self, child: Child) -> Service:
        return Service(self.archive, self.own, child, clock=lambda: self.now)

    def look(self, service: Service, *, after: timedelta = timedelta(0)) -> int:
        """A tick later; how many runs the archive knows then."""
        self.now += after
        service.look()
        return self.runs()

    def runs(self) -> int:
        with Archive(self.archive, create=False) as archive:
            return len(archive.runs(100))


@pytest.fixture
def world(tmp_path, own, monkeypatch):
    """Without the portals that ship, which take their time to read."""
    monkeypatch.setattr("crawler.registry.SHIPPED", tmp_path / "none")
    return World(tmp_path, own)


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="envnews.schedule")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "envnews.schedule"]


MINUTE = timedelta(minutes=1)


def test_a_run_is_started_when_a_portal_is_due_and_not_before(world, write, lines):
    write(more='every = "6h"')
    service = world.crawling("vn-own")
    assert world.look(service) == 1
    assert lines()[0].startswith("run of 1 portal: exit code 0 after 0:00:0")
    assert world.look(service, after=MINUTE) == 1
    assert world.look(service, after=timedelta(hours=5, minutes=58)) == 1
    assert world.look(service, after=MINUTE) == 2
    assert len(lines()) == 2


def test_a_portal_file_that_is_added_or_changed_is_heeded_at_the_next_tick(world, write):
    service = world.crawling("vn-own")
    assert world.look(service) == 0
    write(more='every = "6h"')
    assert world.look(service, after=MINUTE) == 1
    assert world.look(service, after=timedelta(minutes=10)) == 1
    write(more='every = "5m"')
    assert world.look(service, after=MINUTE) == 2
    write("vn-added")
    assert world.look(service, after=MINUTE) == 3


def test_a_broken_file_is_told_in_one_line_and_keeps_no_other_portal_from_being_crawled(world, write, lines):
    write(more='every = "6h"')
    broken = write("vn-broken", more='every = "0 0 30 2 *"')
    service = world.crawling("vn-own")
    for _ in range(3):
        assert world.look(service, after=MINUTE) == 1
    told = [line for line in lines() if "vn-broken" in line]
    assert told == [f"{broken}: every: '0 0 30 2 *' never fires: none of its months has such a day"]
    write("vn-broken", more='every = "99d"')
    world.look(service, after=MINUTE)
    assert "99d" in lines()[-1]


def test_a_folder_of_portals_that_is_gone_for_a_while_does_not_end_the_service(world, write, lines):
    write()
    service = world.crawling("vn-own")
    world.own.rename(world.own.with_name("away"))
    assert world.look(service) == 0
    assert world.look(service, after=MINUTE) == 0
    assert [line for line in lines() if "no such folder of portals" in line] == lines()
    world.own.with_name("away").rename(world.own)
    assert world.look(service, after=MINUTE) == 1


def test_a_portal_that_somebody_crawls_by_hand_is_crawled_from_then_on(world):
    service = world.crawling("ministry.example")
    assert world.look(service) == 0
    with Archive(world.archive, now=lambda: world.now) as archive:
        archive.remember_portal("ministry.example", name="ministry.example", home="https://ministry.example/")
        archive.save_portal_counts(archive.start_run([]), "ministry.example", {})
    assert world.look(service, after=MINUTE) == 2


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        ("sys.exit(2)", "exit code 2"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "ended by SIGKILL"),
        ("raise ValueError", "exit code 1"),
    ],
)
def test_a_run_that_fails_is_logged_and_tried_again_ever_more_rarely(world, write, lines, tmp_path, ending, told):
    write()
    tried = tmp_path / "tried"
    code = f"import os, signal, sys; open({str(tried)!r}, 'a').write('x'); {ending}"
    service = world.serving(Child([sys.executable, "-S", "-c", code]))
    tries = []
    for _ in range(16):
        service.look()
        tries.append(len(tried.read_text()))
        world.now += MINUTE
    assert [tries.index(n) for n in range(1, 6)] == [0, 1, 3, 7, 15]
    assert sum(told in line for line in lines()) == 5


def test_new_portals_do_not_wait_for_those_whose_runs_come_to_nothing(world, write):
    write("vn-stuck")
    service = world.crawling()
    for _ in range(4):
        world.look(service, after=MINUTE)
    before = world.runs()
    assert world.look(service) == before
    write("vn-own")
    assert world.look(service) == before + 1


def test_a_run_that_cannot_be_started_does_not_end_the_service(world, write, lines):
    write()
    service = world.serving(Child(["/no/such/program"]))
    assert world.look(service) == world.look(service, after=MINUTE) == 0
    assert len(lines()) == 1


def test_what_others_crawl_just_now_is_left_to_them(world, write):
    write()
    with Archive(world.archive, now=lambda: world.now) as other:
        other.begin_portal(other.start_run(["vn-own"]), "vn-own")
        assert world.look(world.crawling("vn-own")) == 1
    assert world.look(world.crawling("vn-own"), after=MINUTE) == 2  # that run was killed


def test_an_hour_without_work_costs_less_than_a_second(tmp_path, own, write):
    world = World(tmp_path, own)
    for n in range(30):
        write(f"vn-{n}", more='every = "1d"')
    service = world.crawling(*(f"vn-{n}" for n in range(30)))
    assert world.look(service) == 1
    started = time.process_time()
    for _ in range(60):
        service.look()
    assert time.process_time() - started < 1
    assert world.runs() == 1


# as a process

SERVE = """
import sys
from pathlib import Path
from crawler.scheduling.child import Child
from crawler.scheduling.service import Service, serve
serve(Service(Path(sys.argv[1]), Path(sys.argv[2]), Child(sys.argv[3:])), tick=0.2)
"""
STAND_IN = """
import os, signal, sys, time
out = open(sys.argv[1], "a", buffering=1)
def told(number, _):
    print(signal.Signals(number).name, file=out)
    time.sleep(0.3)
    print("ended", file=out)
    os._exit(1)
signal.signal(signal.SIGTERM, told)
signal.signal(signal.SIGINT, told)
print("began", file=out)
time.sleep(60)
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_is_handed_to_the_run_once_and_the_service_ends_with_it(world, write, tmp_path, name):
    write()
    said = tmp_path / "said"
    run = [sys.executable, "-S", "-c", STAND_IN, str(said)]
    service = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(world.archive), str(world.own), *run], cwd=ROOT, start_new_session=True
    )
    try:
        _wait_for(lambda: said.exists() and "began" in said.read_text())
        os.killpg(service.pid, signal.Signals[name])  # as a terminal does with Ctrl-C
        assert service.wait(5) == 0
    finally:
        service.kill()
        service.wait()
    assert said.read_text().split() == ["began", name, "ended"]


def test_one_process_keeps_the_schedule_of_an_archive(world, capsys):
    lock = locks.take(world.archive, "schedule", "process 7")
    assert lock is not None
    with pytest.raises(SystemExit) as ended:
        main(["schedule", "--archive", str(world.archive), "--portals", str(world.own)])
    lock.release()
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"envnews: process 7 keeps the schedule of {world.archive} already\n"


def _wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
