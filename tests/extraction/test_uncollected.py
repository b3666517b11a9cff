"""Reading a page needs no garbage collector, and leaves it as it was."""

from __future__ import annotations

import gc

import pytest

from crawler.extraction import extract
from crawler.extraction.uncollected import uncollected
from crawler.markup import UnreadablePageError

PAGE = (
    b"<html><head><title>Station | Site</title><script type='application/ld+json'>{broken</script></head>"
    b"<body><h1>A new station</h1><p>3 May 2024</p><ul><li><a href=/a.pdf>Plan</a></ul>"
    b"<p>The ministry opened a new station on the river bank on Monday, the first of twelve in the valley."
    b"<img src=/a.jpg></body></html>"
)


def test_the_collector_pauses_and_goes_on():
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        extract(PAGE, None)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_collector_goes_on_after_a_page_that_is_refused():
    with pytest.raises(UnreadablePageError):
        extract(b"", None)
    assert gc.isenabled()


def test_reading_a_page_leaves_nothing_to_collect():
    extract(PAGE, "https://portal.example/a")  # fills the caches
    assert min(left_by_a_page() for _ in range(3)) == 0  # the tests before this one may still be letting go of things


def left_by_a_page() -> int:
    gc.collect()
    extract(PAGE, "https://portal.example/a")
    return gc.collect()
