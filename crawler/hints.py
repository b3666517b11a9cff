"""What sources say of stories that are known: which may have changed, which are named no more. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from archive.revisions import title_key
from crawler.discovery.link import Link

_CUT = 20  # letters from which the beginning of a headline is taken for all of it
_ALIKE = 5  # stories with one and the same time from which it is the time of the file
_KEPT = 8  # headlines and days that are remembered of a story
_NO_DAYS: Mapping[str, str] = {}
_AROUND = 2  # stories behind one that is missing, which are still named


def said(link: Link) -> set[str]:
    """What a listing says of a story, each thing with its kind."""
    keys = {f"title {title_key(link.title)}"} if link.title else set()
    return keys | ({f"date {link.date[:10]}"} if link.date else set())


def news(keys: Collection[str], known: Collection[str], own: Collection[str] = ()) -> set[str]:
    """What of it was not known. A headline that was cut off is the same, and so is one with a note before or behind it.

    known: what listings said before; nothing is news where they said nothing of its kind. own: what the page itself
    says: a listing that says the same tells no news, and one that has always said otherwise does not either.
    """
    if len(known) > 2 * _KEPT:
        return set()
    kinds = {_kind(key) for key in known}
    told = [*known, *own]
    return {key for key in keys if _kind(key) in kinds and not any(_is_same(key, old) for old in told)}


def first_heard(keys: Collection[str], known: Collection[str]) -> bool:
    """Whether listings said nothing of the kind before."""
    return not {_kind(key) for key in keys} <= {_kind(key) for key in known}


def _kind(key: str) -> str:
    return key.partition(" ")[0]


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one.rstrip(" .…"), other.rstrip(" .…")), key=len)
    words = shorter.removeprefix("title ")
    return shorter != words and len(words) >= _CUT and words in longer


def updates(links: Sequence[Link], now: datetime) -> dict[str, str]:
    """When each story was changed, as a feed or sitemap tells, by address.

    Nothing where it tells the same time of most, or one that is still to come: that is the time of the file.
    """
    told = {link.url: link.updated for link in links if link.updated and not _is_to_come(link.updated, now)}
    most = max(Counter(told.values()).values(), default=0)
    return {} if most >= _ALIKE and most > len(told) / 2 else told


def is_later(updated: str, visited_at: str | None) -> bool:
    """Whether a page was changed after it was visited. A day alone says so only when it is a later one.

    >>> is_later("2026-11-20T10:00:00+07:00", "2026-11-20T02:00:00Z"), is_later("2026-11-20", "2026-11-20T02:00:00Z")
    (True, False)
    """
    if visited_at is None:
        return False
    changed = _moment(updated)
    return changed is not None and changed > datetime.fromisoformat(visited_at).astimezone(UTC)


def unlisted(before: Sequence[str], now: Collection[str], days: Mapping[str, str] = _NO_DAYS) -> list[str]:
    """The stories that a source named when it was read last and does not name now, though it names later ones.

    Both in the source's order. days: of the stories, as far as known; one that stands amid stories that are no older
    is in no list by date. Nothing where the order of the others has changed: what is drawn by lot says nothing.
    """
    place = {url: at for at, url in enumerate(now)}
    left = [place[url] for url in before if url in place]
    if left != sorted(left):
        return []
    gone = []
    for at, url in enumerate(before):
        behind = [other for other in before[at + 1 :] if days.get(other, "") <= days.get(url, "9")]
        still = sum(other in place for other in behind)
        ahead = before[at - 1] if at else url
        by_date = days.get(ahead, "9") >= days.get(url, "")
        if url not in place and by_date and still >= min(_AROUND, len(behind)) and still > 0:
            gone.append(url)
    return gone if len(gone) <= len(left) else []


def _is_to_come(text: str, now: datetime) -> bool:
    changed = _moment(text)
    return changed is None or changed > now + timedelta(days=1)


def _moment(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
