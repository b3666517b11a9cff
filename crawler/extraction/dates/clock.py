"""Printed times of day and their zones: `08:30 (GMT+7)`, `4:00PM`, `13.30 น.`, `下午3時30分`, `14h32`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

AFTERNOON = (
    r"下午|午後|午后|오후|晚上|chiều|tối|CH|PM|p\.\s?m\.?|μ\.?μ\.?|مساء[ًا]?|م(?!\w)|ب\.ظ|अपराह्न|"
    r"du soir|de la tarde|da tarde"
)
MORNING = (
    r"上午|午前|오전|早上|凌晨|sáng|SA|AM|a\.\s?m\.?|π\.?μ\.?|صباح[ًا]?|ص(?!\w)|ق\.ظ|पूर्वाह्न|"
    r"du matin|de la mañana|da manhã"
)
HALF = rf"(?:{AFTERNOON}|{MORNING})"
# Hours east of UTC. Letters that mean several zones (IST, BST) have the reading most met on news pages.
ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "SAST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "EAT": 3, "AST": -4, "ADT": -3, "BRT": -3, "EST": -5, "EDT": -4, "ET":
    -5, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10, "GST": 4, "PKT": 5, "IST":
    5.5, "NPT": 5.75, "BDT": 6, "ICT": 7, "WIB": 7, "SGT": 8, "HKT": 8, "PHT": 8, "MYT": 8, "WITA": 8, "AWST": 8,
    "WIT": 9, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
ZONE = (
    r"[(\[]?\s?(?P<zone>(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d)|Z\b|"
    + "|".join(sorted((re.escape(name) + r"\b" for name in ZONES if name != "Z"), key=len, reverse=True))
    + r")\s?[)\]]?"
)
CLOCK = (
    rf"(?P<before>{HALF})?\s{{0,2}}(?P<hour>\d{{1,2}})(?:"
    r"(?:\s?(?:[:：.hHg時时點点시]|ч\.?|giờ|Uhr)\s?(?P<minute>\d{2})(?!\d)|(?P<whole>\s?[時时點点시]|(?=\s?(?:AM|PM|a\.m|p\.m)\b)))"
    r"\s?[분分m]?(?:[:：.분分]?\s?(?P<second>\d{2})(?:[.,]\d{1,9})?(?!\d|[/.]\d|-\d{1,4}[/.-]))?\s?[초秒]?)"
    rf"(?:\s{{0,2}}(?P<after>{HALF})(?![a-z]))?(?:\s?(?:น\.?|Uhr|hs?|hrs|uur|klo))?(?:\s{{0,2}}{ZONE})?"
)
# Between a date and its time: a few signs, `at`, `lúc`, `um`, `klo`, `เวลา`; never another number.
BETWEEN = r"(?:[^\d\n.!?;]|(?:(?<=\b\w)|(?<=\bkl)|(?<=\bgodz))\.){0,16}?"
AFTER = re.compile(rf"\A[.]?{BETWEEN}(?<!\d){CLOCK}(?!\d|[./-]\d)", re.IGNORECASE)
BEFORE = re.compile(rf"(?<![\d./:-]){CLOCK}[^\d\n!?]{{0,20}}\Z", re.IGNORECASE)
IS_AFTERNOON = re.compile(rf"\A(?:{AFTERNOON})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `zone` as printed, None where none is."""

    time: time
    zone: tzinfo | None = None


def clock_after(text: str) -> tuple[Clock | None, int]:
    """The time that a text (what stands after a date) begins with, and how many characters it takes."""
    match = AFTER.match(text)
    clock = _clock(match) if match else None
    return (clock, match.end()) if match and clock else (None, 0)


def clock_before(text: str) -> tuple[Clock | None, int]:
    """The time that a text (what stands before a date) ends with, and how many characters from its start to the end."""
    for match in BEFORE.finditer(text):
        clock = _clock(match)
        if clock:
            return clock, len(text) - match.start()
    return None, 0


def _clock(match: re.Match[str]) -> Clock | None:
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    half = match["after"] or match["before"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if IS_AFTERNOON.match(half) else 0)
    if hour == 24 and minute == 0:
        return None
    try:
        return Clock(time(hour, minute, second), zone_of(match["zone"]))
    except ValueError:
        return None


def zone_of(printed: str | None) -> tzinfo | None:
    """`GMT+7`, `+0530`, `CEST`, `Z` as a fixed offset, None where it is none."""
    if not printed:
        return None
    name = re.sub(r"\s", "", printed.upper())
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?\Z", name)
    if match:
        hours, minutes = int(match[2]), int(match[3] or 0)
        offset = (hours * 60 + minutes) * (-1 if match[1] == "-" else 1)
    elif name in ZONES:
        offset = round(ZONES[name] * 60)
    else:
        return None
    return UTC if offset == 0 else timezone(timedelta(minutes=offset)) if abs(offset) <= 14 * 60 else None


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo | None:
    """An IANA zone, None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def to_iso(day: date, clock: Clock | None, zone_name: str | None) -> str:
    """A day, or an instant with offset where the clock's zone is printed or `zone_name` (IANA) is known."""
    local = zone_named(zone_name) if zone_name else None
    if clock is None or (clock.zone is None and local is None):
        return day.isoformat()
    instant = datetime.combine(day, clock.time, clock.zone or local)
    # Midnight in UTC is how a CMS writes a day, not an hour: moving it to another zone would change the day.
    if clock.zone is UTC and clock.time == time(0):
        return day.isoformat()
    if clock.zone is UTC and local:
        instant = _in_zone(instant, local)
    return instant.isoformat()


def _in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant
