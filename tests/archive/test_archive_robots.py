"""robots.txt is kept from run to run."""

from datetime import UTC, datetime

from archive import Archive
from archive.robots import Robots


def test_what_was_kept_last_is_found_when_the_archive_is_opened_again(folder):
    first = Robots(status=404, body=b"", fetched_at=datetime(2026, 1, 2, tzinfo=UTC))
    second = Robots(status=200, body=b"User-agent: *\xff", fetched_at=datetime(2026, 1, 3, 4, 5, 6, 7, tzinfo=UTC))
    with Archive(folder) as archive:
        assert archive.robots.get("https://a.example") is None
        archive.robots.put("https://a.example", first)
        archive.robots.put("https://b.example:8443", first)
        archive.robots.put("https://a.example", second)
    with Archive(folder) as archive:
        assert archive.robots.get("https://a.example") == second
        assert archive.robots.get("https://b.example:8443") == first
