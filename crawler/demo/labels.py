"""What the portal's frame says in each language, and how it writes a date."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

_THAI_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
_ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_BUDDHIST_ERA = 543  # years ahead of the common era


@cache
def labels(language: str) -> dict[str, Any]:
    """All labels of a language: strings, and a few lists of strings. KeyError for a language the portal has not."""
    text = Path(__file__).with_name("labels.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)[language])


def texts(language: str) -> dict[str, str]:
    """Only the labels that are plain strings, ready for a template."""
    return {name: value for name, value in labels(language).items() if isinstance(value, str)}


def printed_date(when: date, language: str) -> str:
    """Write the date as the portal prints it on a story: `10/08/2023`, `12 March 2024`, `15 สิงหาคม 2567`."""
    day = printed_day(when, language)
    return f"{day} - {when:%H:%M} (GMT+7)" if isinstance(when, datetime) else day


def printed_day(when: date, language: str) -> str:
    """Write the day alone, as listings do."""
    if language == "th":
        return f"{when.day} {_THAI_MONTHS[when.month - 1]} {when.year + _BUDDHIST_ERA}"
    if language == "en":
        return f"{when.day} {_ENGLISH_MONTHS[when.month - 1]} {when.year}"
    return f"{when:%d/%m/%Y}"


def clock(today: date, language: str) -> str:
    """Write the site's clock, which stands on every page and is no story's date."""
    return f"{labels(language)['clock_days'][today.weekday()]}, {printed_day(today, language)}"
