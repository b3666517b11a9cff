"""Who is at work in an archive is known, and whoever dies lets go."""

import os
import subprocess
import sys

from archive import Archive, locks

HOLD = """
import sys, time
from pathlib import Path
from archive import Archive
archive = Archive(Path(sys.argv[1]))
run = archive.start_run(["a"])
archive.lock_portal("a", run)
print(run, flush=True)
time.sleep(60)
"""


def holding(folder):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def test_what_is_locked_is_told_to_the_next_and_free_once_it_is_released(tmp_path):
    lock = locks.take(tmp_path, "portal-a", "run 1")
    assert locks.take(tmp_path, "portal-a", "run 2") is None
    assert locks.holder_of(tmp_path, "portal-a") == "run 1"
    lock.release()
    again = locks.take(tmp_path, "portal-a", "run 3")
    assert again is not None
    again.release()
    assert not list((tmp_path / "locks").iterdir())


def test_a_lock_on_a_file_that_was_removed_is_none(tmp_path):
    first = locks.take(tmp_path, "x", "run 1")
    waiting = os.open(first.path, os.O_RDWR)
    first.release()
    second = locks.take(tmp_path, "x", "run 2")
    assert not locks._is_the_file(waiting, second.path)
    os.close(waiting)
    second.release()


def test_a_process_that_is_killed_holds_nothing_and_its_run_is_killed(tmp_path):
    process, run = holding(tmp_path)
    with Archive(tmp_path) as archive:
        other = archive.start_run(["a"])
        assert archive.lock_portal("a", other) == f"run {run}"
        assert archive.note_killed_runs() == []
        process.kill()
        process.communicate()
        assert archive.note_killed_runs() == [run]
        assert archive.run(run).state == "killed"
        assert archive.run(other).state == "running"
        assert archive.lock_portal("a", other) is None


def test_no_two_portals_share_a_lock():
    names = {locks.of_portal(portal) for portal in ["a:80", "a_80", "a" * 90, "a" * 91, "", "."]}
    assert len(names) == 6
    assert not any("/" in name or name.startswith(".") for name in names)
