"""`every` and [polling] of a portal's file: what is taken and what is refused, with key and reason."""

import pytest

from crawler import portal_file
from crawler.portal_file import PortalFileError

EVERY = [
    "5m",
    "90m",
    "6h",
    "2d",
    "1w",
    "90d",
    "0 6,18 * * mon-fri",
    "*/5 * * * *",
    "0 0 29 2 *",
    "0 9 * * 7",
    "0 9 L * *",
]

REFUSED = [
    ("4m", "not between 5 minutes and 90 days"),
    ("91d", "not between 5 minutes and 90 days"),
    ("999999w", "not between 5 minutes and 90 days"),
    ("0h", "not between 5 minutes and 90 days"),
    ("", "no length of time"),
    ("6", "no length of time"),
    ("6 hours", "no length of time"),
    ("-6h", "no length of time"),
    ("٦h", "no length of time"),
    ("0 0 30 2 *", "never fires"),
    ("0 0 31 2,4,6,9,11 *", "never fires"),
    ("0 0 * 2 8", "bad day-of-week"),
    ("60 * * * *", "bad minute"),
    ("0 25 * * *", "bad hour"),
    ("0 0 32 1 *", "bad day-of-month"),
    ("* * * * *", "more often than every 5 minutes"),
    ("0,1 3 * * *", "more often than every 5 minutes"),
    ("59 23 * * * *", "no cron line of five fields"),
    ("0 6 * *", "no cron line of five fields"),
    ("@daily", "no cron line of five fields"),
]


@pytest.mark.parametrize("every", EVERY)
def test_a_portal_says_how_often_it_is_crawled(write, every):
    assert portal_file.read(write(every=every)).every == every


@pytest.mark.parametrize(("every", "reason"), REFUSED)
def test_what_can_not_be_a_time_is_refused(write, every, reason):
    with pytest.raises(PortalFileError, match=reason) as caught:
        portal_file.read(write(every=every))
    assert caught.value.key == "every"


@pytest.mark.parametrize(
    ("polling", "key", "reason"),
    [
        ({"shortest": "2d", "longest": "1d"}, "polling.shortest", "2d is more than polling.longest, 1d"),
        ({"shortest": "25h"}, "polling.shortest", "25h is more than polling.longest, 24h"),
        ({"shortest": "1m"}, "polling.shortest", "not between 5 minutes and 90 days"),
        ({"longest": "0 6 * * *"}, "polling.longest", "no length of time"),
        ({"longest": 6}, "polling.longest", "expected str, got int"),
        ({"middle": "6h"}, "polling.middle", "unknown"),
    ],
)
def test_bounds_that_can_not_be_are_refused(write, polling, key, reason):
    with pytest.raises(PortalFileError, match=reason) as caught:
        portal_file.read(write(polling=polling))
    assert caught.value.key == key


def test_fixed_times_and_bounds_for_them_contradict_each_other(write):
    with pytest.raises(PortalFileError, match="every: contradicts"):
        portal_file.read(write(every="6h", polling={"longest": "2d"}))


def test_no_table_is_the_usual_bounds_and_half_a_table_the_other_half(write):
    assert portal_file.read(write()).polling.longest == "24h"
    polling = portal_file.read(write(polling={"longest": "2d"})).polling
    assert (polling.shortest, polling.longest) == ("3h", "2d")
