"""What a page's address tells of its date: a day, or only the month in which the story was filed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crawler.extraction.dates.text import read_date

# Each way of writing has its own numbered groups: y, m, d.
DAY = re.compile(
    r"(?<!\d)(?P<y1>(?:19|20)\d{2})(?P<s1>[/_.-])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d)|"
    r"(?<!\d)(?P<y2>20\d{2})[/_-]?(?P<m2>0[1-9]|1[0-2])[/_-]?(?P<d2>0[1-9]|[12]\d|3[01])(?:(?=\d{4,6}(?!\d))|(?!\d))|"
    # An id that the day leads: P2026022500310.
    r"(?<=[a-zA-Z])(?P<y3>20\d{2})(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])(?=\d{4})|"
    r"(?<!\d)(?P<d4>\d{1,2})(?P<s4>[-._])(?P<m4>\d{1,2})(?P=s4)(?P<y4>20\d{2})(?!\d)"
)
MONTH = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])(?=/)")
MAX_URL = 2_000  # characters of an address that are read


@dataclass(frozen=True, slots=True)
class Address:
    """The paths of a page's addresses, and of what they tell the day (with the text that shows it) and the month."""

    paths: tuple[str, ...] = ()
    day: dt.date | None = None
    day_text: str = ""
    month: tuple[int, int] | None = None

    @classmethod
    def of(cls, *urls: str | None) -> Address:
        """What the addresses tell, the first that tells anything."""
        paths = tuple(path for path in map(_path, urls) if path)
        day, text = next(filter(None, map(day_of, paths)), (None, ""))
        months = (MONTH.search(path) for path in paths)
        month = next(((int(match[1]), int(match[2])) for match in months if match), None)
        return cls(paths, day, text, month)

    def allows(self, day: dt.date) -> bool:
        """Whether a day lies in the month of the address, or so near to it that a time zone explains it."""
        if self.month is None:
            return True
        near = (day + dt.timedelta(days=shift) for shift in (-2, 0, 2))
        return any((each.year, each.month) == self.month for each in near)

    def year_of(self, month: int, day: int, evidence: str) -> int | None:
        """The year with which a month and a day stand in a path or in `evidence`: `news20190624_1`."""
        pattern = rf"(?<!\d)(20\d\d)(?P<sign>[-/_]?){month:02}(?P=sign){day:02}"
        match = re.search(pattern, " ".join((*self.paths, evidence)))
        return int(match[1]) if match else None


def day_of(path: str) -> tuple[dt.date, str] | None:
    """The day in a path and the text that shows it: `/2024/07/22/`, `t20240722_1`, `-2024-07-22_en`, `-12-9-2024`."""
    for match in DAY.finditer(path):
        year, month, day = (next(filter(None, map(match.group, _groups(name)))) for name in "ymd")
        iso = read_date(f"{year}-{month}-{day}")
        if iso:
            return dt.date.fromisoformat(iso), match.group()
    return None


def _groups(name: str) -> tuple[str, ...]:
    return tuple(f"{name}{number}" for number in range(1, 5))


def _path(url: str | None) -> str:
    try:
        return unquote(urlsplit(url[:MAX_URL]).path) if url else ""
    except ValueError:
        return ""


def country_of(url: str | None) -> str | None:
    """The ISO code of the country to whose domain a host belongs; None for `.com` and for domains sold worldwide."""
    try:
        host = urlsplit(url[:MAX_URL]).hostname if url else None
    except ValueError:
        return None
    last = (host or "").rpartition(".")[2].upper()
    last = SPECIAL.get(last, last)
    return None if len(last) != 2 or last in WORLDWIDE else last


WORLDWIDE = frozenset({"IO", "CO", "TV", "ME", "AI", "CC", "FM", "WS", "LY", "GG", "TO", "VC", "SH"})
SPECIAL = {"UK": "GB", "INT": "EU"}  # `.int` is for bodies of many states
