"""When a portal is due, and in what order portals are taken."""

from datetime import UTC, datetime, timedelta

from crawler.portal import Portal
from crawler.scheduling.due import LEFT_OVER, due, due_at
from crawler.scheduling.history import End, History, Past

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday


def portal(name: str = "xx-one", **given) -> Portal:
    return Portal(id=name, home=f"https://{name}.example/", **given)


def past(*ends: End, hours: float = 1, new: int = 0) -> History:
    """Crawls that ended so, the newest first, the last of them `hours` ago and the others as far apart."""
    return History(crawls=tuple(Past(NOW - timedelta(hours=hours) * (n + 1), end, new) for n, end in enumerate(ends)))


def test_a_portal_that_was_never_crawled_is_due():
    assert due_at(portal(), History(), NOW) == NOW


def test_a_portal_with_a_length_of_time_is_due_that_long_after_its_last_crawl():
    assert due_at(portal(every="6h"), past(End.DONE, hours=2), NOW) == NOW + timedelta(hours=4)


def test_a_portal_that_was_interrupted_is_due_at_once_and_comes_first():
    overdue = (portal("xx-late", every="5m"), past(End.DONE, hours=50))
    stopped = (portal("xx-stopped", every="6h"), past(End.STOPPED, End.DONE, hours=1))
    killed = (portal("xx-killed", every="6h"), past(End.BROKEN, End.DONE, hours=2))
    found = due([overdue, stopped, killed], NOW)
    assert [one.portal.id for one in found] == ["xx-killed", "xx-stopped", "xx-late"]
    assert found[0].why == LEFT_OVER
