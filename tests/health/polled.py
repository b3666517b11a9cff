"""Polls as tests write them: a line each."""

from datetime import UTC, datetime, timedelta

from archive.polls import Cases, Look, Observed, Poll

NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)  # a Thursday
HOME, NEWS, FEED = "https://m.example/", "https://m.example/news", "https://m.example/feed"


def at(days):
    """So many days ago."""
    return (NOW - timedelta(days=days)).isoformat(timespec="seconds")


def look(url=HOME, stories=10, status=200, **rest):
    return Look(url=url, kind="feed" if "feed" in url else "listing", status=status, stories=stories, **rest)


def poll(days, *looks, finished=True, **observed):
    """A crawl so many days ago; without looks, one to which all is well."""
    seen = Observed(looks=looks or (look(),), **observed)
    return Poll(
        run_id=1, portal="m.example", started=at(days), finished=at(days) if finished else None, finish="finished",
        trouble=None, requests=1, new=seen.stories, changed=0, gone=0, failed=0, observed=seen,
    )  # fmt: skip


def in_vain(days, reason="timed out", status=None, reachable=False, **rest):
    return poll(days, look(stories=0, status=status, reason=reason), reachable=reachable, **rest)


def cases(number):
    return Cases(count=number, examples=tuple(f"{HOME}{n}" for n in range(min(number, 3))))
