"""The time zones of countries, from the database's `zone.tab`, and whether a portal's dates agree with its zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """The IANA names of a country's zones (ISO 3166-1 alpha-2), in the database's order; none for EU.

    >>> zones_of("VN")
    ('Asia/Ho_Chi_Minh',)
    """
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(row[2] for row in rows if row[0] == country)


def zone_of(country: str, day: date) -> str | None:
    """The zone of a country whose zones all have one offset, in winter and summer; None where they differ.

    >>> zone_of("DE", date(2026, 1, 1)), zone_of("RU", date(2026, 1, 1))
    ('Europe/Berlin', None)
    """
    zones = zones_of(country)
    days = (date(day.year, 1, 15), date(day.year, 7, 15))
    offsets = {tuple(offset_at(zone, one) for one in days) for zone in zones}
    return zones[0] if len(offsets) == 1 else None


def zone_fault(zone: str | None, country: str | None, dates: Sequence[str], today: date) -> str | None:
    """What speaks against a portal's time zone: its country, or the offsets that its stories bear."""
    if zone is None:
        return None
    zones = zones_of(country or "")
    now = offset_at(zone, today)
    if zones and now is not None and now not in {offset_at(other, today) for other in zones}:
        return f"'{zone}' ({written(now)}) is no time of {country}, where it is {', '.join(zones[:3])}"
    others = {offset for text in dates if (offset := _stated(text)) is not None and not _agrees(text, offset, zone)}
    if others:
        return f"'{zone}' is {written(now)}, but dates of the stories say {', '.join(sorted(map(written, others)))}"
    return None


def offset_at(zone: str, day: date) -> timedelta | None:
    """The zone's offset from UTC at noon of a day; None where there is no such zone."""
    try:
        return datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def written(offset: timedelta | None) -> str:
    """`+07:00`.

    >>> written(timedelta(hours=7)), written(timedelta(hours=-3, minutes=-30))
    ('+07:00', '-03:30')
    """
    return datetime(2000, 1, 2, tzinfo=timezone(offset or timedelta(0))).isoformat()[-6:]


def _stated(text: str) -> timedelta | None:
    """The offset in an ISO date; None where it is a day, or in UTC, which feeds write whatever the portal's zone."""
    try:
        return datetime.fromisoformat(text).utcoffset() or None
    except ValueError:
        return None


def _agrees(text: str, offset: timedelta, zone: str) -> bool:
    return datetime.fromisoformat(text).astimezone(ZoneInfo(zone)).utcoffset() == offset
