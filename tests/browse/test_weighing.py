"""What takes long is done beside the pages: in steps, each thing once, and nobody who closes waits for the whole."""

from __future__ import annotations

import threading
import time

from archive import Archive, Filters
from archive.browse import weighing
from archive.browse.readers import Readers
from archive.browse.weighing import weigh_more, weighed


def test_an_edit_is_compared_once_and_counted_as_waiting_until_then(stocked, monkeypatch):
    monkeypatch.setattr(weighing, "_compared", {})
    with Archive(stocked, readonly=True) as archive:
        first = weighed(archive, Filters(), patience=-1)
        assert (first.waiting, [change.kind for change in first.changes]) == (1, ["withdrawn"])
        assert weigh_more(archive, Filters()) is False
        monkeypatch.setattr(Archive, "weighed", None)  # who compares again fails
        then = weighed(archive, Filters())
        assert then.waiting == 0
        assert list(then.changes) == archive.changes()


def test_an_unfinished_task_is_taken_up_again_until_the_readers_are_closed(stocked):
    readers, calls, has_begun = Readers(stocked), [], threading.Event()

    def step(archive):
        calls.append(archive.path)
        has_begun.set()
        time.sleep(0.01)
        return True

    readers.later(step)
    assert has_begun.wait(5)
    time.sleep(0.1)
    began = time.monotonic()
    readers.close()
    assert time.monotonic() - began < 2
    assert len(calls) > 1


def test_who_closes_breaks_off_a_long_question(stocked):
    readers, has_begun = Readers(stocked), threading.Event()
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"

    def ask(archive):
        has_begun.set()
        archive._connection.value(endless)

    readers.later(ask)
    assert has_begun.wait(5)
    time.sleep(0.1)
    began = time.monotonic()
    readers.close()
    assert time.monotonic() - began < 2
