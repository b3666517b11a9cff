"""How printed dates are to be read: in which languages, at what place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.extraction.dates import calendars

MONTH_FIRST_REGIONS = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "PR"})
MONTH_FIRST_ZONES = ("America/", "US/", "Asia/Manila", "Pacific/Guam", "Pacific/Honolulu")
YEAR_FIRST = frozenset({"ko", "ja", "zh", "hu", "lt", "mn", "eu"})

# The day, where it begins and ends in the text, and the clock where the pattern took it along.
Span = tuple[date, int, int, str | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """languages: primary subtags, the likeliest first; region: of the first. timezone: IANA name."""

    languages: tuple[str, ...] = ()
    region: str = ""
    timezone: str | None = None

    @classmethod
    def of(cls, languages: tuple[str, ...], timezone: str | None) -> Reading:
        """From BCP 47 tags."""
        parts = [tag.replace("_", "-").split("-") for tag in languages if tag]
        region = parts[0][-1].upper() if parts and len(parts[0]) > 1 and len(parts[0][-1]) == 2 else ""
        return cls(tuple(part[0].lower() for part in parts), region, timezone)

    @property
    def language(self) -> str:
        return self.languages[0] if self.languages else ""

    @property
    def year_first(self) -> bool:
        """Whether 24.03.05 is the fifth of March 2024."""
        return self.language in YEAR_FIRST

    def month_first(self, separator: str) -> bool:
        """Whether 05/12 is in May: in the United States, the Philippines, and English of no known country."""
        if separator == "." or (self.timezone and not self.timezone.startswith(MONTH_FIRST_ZONES)):
            return False
        if self.language in {"fil", "tl"}:
            return True
        return self.language == "en" and (not self.region or self.region in MONTH_FIRST_REGIONS)

    def day(self, year: int, month: int, day: int, calendar: str = "") -> date | None:
        """The day in the calendar named, or in that which the year's size and the language imply."""
        if year < 1000 and calendar in {"", "gregorian"}:
            return None
        return calendars.to_gregorian(year, month, day, languages=self.languages, calendar=calendar)
