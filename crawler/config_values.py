"""What the values of the operator's configuration may be: a contact, an hour of the day, a length of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NONE = "none"  # what is written for a value that is wished to be none

_LONGEST = 254
_MAIL = re.compile(r"[^@:/]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
_TEXT = re.compile(r"[!#-'*-:=?-Z^-~]+")  # ASCII without blanks, and without what would end a comment in a User-Agent
_NOTIFIER = re.compile(r"[a-z][a-z0-9+.-]{0,30}://\S+", re.IGNORECASE | re.ASCII)
_HOUR = re.compile(r"(\d{1,2}):(\d{2})(?:\s+(\S{1,60}))?", re.ASCII)
_LENGTH = re.compile(r"(?:(\d{1,4})\s?h)?\s?(?:(\d{1,5})\s?m(?:in)?)?\s?(?:(\d{1,6})\s?s)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTime:
    """When a day's digest is due. zone: an IANA name; None is this machine's time zone."""

    at: time
    zone: str | None = None

    def last_due(self, now: datetime) -> datetime:
        """The latest moment, at or before now, at which a digest was due, in UTC. now: with its offset."""
        local = now.astimezone(self._zone)
        today = self._on(local)
        return today if today <= now else self._on(local - timedelta(days=1))

    def is_past(self, now: datetime) -> bool:
        """Whether the hour has passed on the present day of its zone."""
        return self.last_due(now).astimezone(self._zone).date() == now.astimezone(self._zone).date()

    @property
    def _zone(self) -> tzinfo | None:
        return ZoneInfo(self.zone) if self.zone else None

    def _on(self, day: datetime) -> datetime:
        """The hour on that day, with the offset that holds then."""
        wall = datetime.combine(day.date(), self.at)
        return (wall.replace(tzinfo=self._zone) if self.zone else wall).astimezone(UTC)

    def __str__(self) -> str:
        return f"{self.at:%H:%M} {self.zone or ''}".strip()


def contact_of(text: str) -> str:
    """An e-mail address or a web address, as it was written; "" for none. Raises ValueError with the reason.

    >>> contact_of(" ada@example.org "), contact_of("none")
    ('ada@example.org', '')
    """
    contact = text.strip()
    if contact.lower() in {"", NONE}:
        return ""
    if len(contact) > _LONGEST or not _TEXT.fullmatch(contact) or not (_MAIL.fullmatch(contact) or _is_page(contact)):
        raise ValueError("neither an e-mail address nor an http or https address")
    return contact


def _is_page(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def notifier_of(text: str) -> str:
    """An address as apprise has them. Raises ValueError, whose text does not tell it: it may hold a password."""
    if not _NOTIFIER.fullmatch(text.strip()):
        raise ValueError("no apprise address such as ntfys://ntfy.sh/topic")
    return text.strip()


def digest_of(text: str) -> DigestTime | None:
    """Read `08:00` or `08:00 Asia/Ho_Chi_Minh`; `none` is None. Raises ValueError with the reason.

    >>> str(digest_of("8:00 Asia/Ho_Chi_Minh"))
    '08:00 Asia/Ho_Chi_Minh'
    """
    if text.strip().lower() in {"", NONE}:
        return None
    found = _HOUR.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError('no hour such as "08:00" or "08:00 Asia/Ho_Chi_Minh", nor "none"')
    if found[3] and not _is_zone(found[3]):
        raise ValueError(f"no time zone '{found[3]}'")
    return DigestTime(at=time(int(found[1]), int(found[2])), zone=found[3])


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def seconds_of(text: str) -> float:
    """Read a length of time: `30m`, `1h30m`, `90s`. Raises ValueError with the reason.

    >>> seconds_of("1h30m")
    5400.0
    """
    found = _LENGTH.fullmatch(text.strip().lower())
    hours, minutes, seconds = (float(part or 0) for part in found.groups()) if found else (0.0, 0.0, 0.0)
    total = hours * 3600 + minutes * 60 + seconds
    if not total:
        raise ValueError(f'\'{text}\' is no length of time such as "30m" or "1h30m"')
    return total
