"""Eras and calendars to Gregorian days: พ.ศ., 令和, 民國, Jalali, Hijri, Bikram Sambat, Bangla, Ethiopian; and digits.

Each function gives a `datetime.date`, or None where that day does not exist or lies outside what the tables know.
"""

from __future__ import annotations

from datetime import date
from itertools import accumulate

# Years that start these eras minus one: year 1 of Reiwa is 2019.
JAPANESE_ERAS = {
    "令和": 2018,
    "㋿": 2018,
    "r": 2018,
    "平成": 1988,
    "㍻": 1988,
    "h": 1988,
    "昭和": 1925,
    "㍼": 1925,
    "s": 1925,
}
BUDDHIST = 543
MINGUO = 1911

# Umm al-Qura: a hexadecimal number a year from 1420 to 1450 AH, the highest bit Muharram, 1 where a month has 30 days.
UMM_AL_QURA_YEARS = tuple(
    (  # noqa: SIM905 - a table
        "4bd 23d 91d a95 b4a b5a 56d 2b6 93b 49b 655 6a9 754 b6a 56c aad "
        "555 b29 b92 ba9 5d4 ada 55a aab 595 749 764 baa 5b5 2b6 a56"
    ).split()
)
UMM_AL_QURA_START = (1420, date(1999, 4, 17).toordinal())  # the first year and its first day

# Bikram Sambat as Nepal announced it (later years as the almanacs expect them): a word a year from 2050,
# the last digit of each month's length (29 to 32 days).
BIKRAM_SAMBAT_YEARS = tuple(
    (  # noqa: SIM905 - a table
        "121210009091 111211090900 112111090900 121210009900 121210009091 112111090900 112120090900 121210009901 "
        "021210009091 112111090900 112210090900 121210009901 021211909091 112111090900 112210090900 121210009901 "
        "111211900991 112111090900 112210090900 121210009901 111211900900 112111090900 121210090900 121210009901 "
        "111211090900 112111090900 121210009900 121210009091 111211090900 112111090900 121210009900 121210009091 "
        "112111090900 112111090900 121210009901 021210009091 112111090900 112210090900"
    ).split()
)
BIKRAM_SAMBAT_START = (2050, date(1993, 4, 13).toordinal())


# The zeros of the scripts that write their own digits: Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Odia,
# Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, full-width.
ZEROS = "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐０"
DIGITS = {ord(zero) + value: str(value) for zero in ZEROS for value in range(10)}
CHINESE_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}


def ascii_digits(text: str) -> str:
    """The text with digits of all scripts as 0 to 9; every character keeps its place."""
    return text if text.isascii() else text.translate(DIGITS)


def chinese_number(text: str) -> int | None:
    """`二〇二五` (a year by its digits), `二十六`, `十` or ASCII digits; None for what is no number under 10,000."""
    if text.isdecimal():
        return int(text) if len(text) <= 4 else None
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        parts = chinese_number(hundreds or "一"), chinese_number(rest.lstrip("零〇") or "〇")
        return None if parts[0] is None or parts[1] is None else parts[0] * 100 + parts[1]
    if "十" in text:
        tens, _, ones = text.partition("十")
        parts = (CHINESE_DIGITS.get(tens or "一"), CHINESE_DIGITS.get(ones or "〇"))
        return None if parts[0] is None or parts[1] is None else parts[0] * 10 + parts[1]
    values = [CHINESE_DIGITS.get(character) for character in text]
    if not values or len(values) > 4 or None in values:
        return None
    return int("".join(map(str, values)))


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day itself."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def buddhist(year: int, month: int, day: int) -> date | None:
    """Thai, Lao and Khmer Buddhist Era: 2568 is 2025."""
    return gregorian(year - BUDDHIST, month, day)


def minguo(year: int, month: int, day: int) -> date | None:
    """Taiwan: 113 is 2024."""
    return gregorian(year + MINGUO, month, day)


def japanese(era: str, year: int, month: int, day: int) -> date | None:
    """Era by name or letter (`令和`, `R`): 令和7年 is 2025."""
    start = JAPANESE_ERAS.get(era.lower())
    return gregorian(start + year, month, day) if start else None


def jalali(year: int, month: int, day: int) -> date | None:
    """Iran and Afghanistan: 1404-01-01 is 2025-03-21. Leap years by the 33-year cycle, right from 1300 to 1500."""
    months = [31] * 6 + [30] * 5 + [30 if _jalali_leap(year) else 29]
    if not 1300 <= year <= 1500 or not _exists(month, day, months):
        return None
    leaps = sum(map(_jalali_leap, range(1300, year)))
    new_year = date(1921, 3, 21).toordinal() + 365 * (year - 1300) + leaps
    return date.fromordinal(new_year + sum(months[: month - 1]) + day - 1)


def _jalali_leap(year: int) -> bool:
    return year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}


def hijri(year: int, month: int, day: int) -> date | None:
    """Umm al-Qura from 1420 to 1450, else the civil tabular calendar, which may be a day off."""
    if not 1340 <= year <= 1520:
        return None
    index = year - UMM_AL_QURA_START[0]
    if not 0 <= index < len(UMM_AL_QURA_YEARS):
        return _tabular_hijri(year, month, day)
    lengths = [_umm_al_qura(word) for word in UMM_AL_QURA_YEARS[: index + 1]]
    # A page may print the 30th of a month that had 29 days by Umm al-Qura: sighting decides elsewhere.
    if not _exists(month, day, [30] * 12):
        return None
    before = sum(map(sum, lengths[:-1])) + sum(lengths[-1][: month - 1])
    return date.fromordinal(UMM_AL_QURA_START[1] + before + day - 1)


def _umm_al_qura(word: str) -> list[int]:
    bits = int(word, 16)
    return [29 + (bits >> shift & 1) for shift in range(11, -1, -1)]


def _tabular_hijri(year: int, month: int, day: int) -> date | None:
    if not _exists(month, day, [30] * 12):
        return None
    epoch = date(622, 7, 19).toordinal()
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return date.fromordinal(epoch + days)


def bikram_sambat(year: int, month: int, day: int) -> date | None:
    """Nepal: 2082-01-01 is 2025-04-14. Years 2050 to 2087."""
    index = year - BIKRAM_SAMBAT_START[0]
    if not 0 <= index < len(BIKRAM_SAMBAT_YEARS):
        return None
    lengths = [[29 if digit == "9" else 30 + int(digit) for digit in word] for word in BIKRAM_SAMBAT_YEARS[: index + 1]]
    if not _exists(month, day, lengths[-1]):
        return None
    before = sum(map(sum, lengths[:-1])) + sum(lengths[-1][: month - 1])
    return date.fromordinal(BIKRAM_SAMBAT_START[1] + before + day - 1)


def bangla(year: int, month: int, day: int) -> date | None:
    """Bangladesh as reformed in 2019: 1 Boishakh 1431 is 2024-04-14."""
    new_year = gregorian(year + 593, 4, 14)
    if new_year is None:
        return None
    leap = gregorian(year + 594, 2, 29) is not None
    months = [31] * 6 + [30] * 4 + [30 if leap else 29, 30]
    return _after(new_year, months, month, day)


def ethiopian(year: int, month: int, day: int) -> date | None:
    """Ethiopia: 1 Meskerem 2017 is 2024-09-11; twelve months of 30 days and a thirteenth of 5 or 6."""
    if not 1900 <= year <= 2100:
        return None
    new_year = date(1900 + 7, 9, 12).toordinal() + 365 * (year - 1900) + (year - 1900) // 4
    return _after(date.fromordinal(new_year), [30] * 12 + [6 if year % 4 == 3 else 5], month, day)


def _after(new_year: date, months: list[int], month: int, day: int) -> date | None:
    if not _exists(month, day, months):
        return None
    return date.fromordinal(new_year.toordinal() + [0, *accumulate(months)][month - 1] + day - 1)


def _exists(month: int, day: int, months: list[int]) -> bool:
    return 1 <= month <= len(months) and 1 <= day <= months[month - 1]


JALALI_LANGUAGES = frozenset({"fa", "ps", "prs", "tg", "ckb"})
CALENDARS = {
    "gregorian": gregorian,
    "buddhist": buddhist,
    "minguo": minguo,
    "jalali": jalali,
    "hijri": hijri,
    "bikram": bikram_sambat,
    "bangla": bangla,
    "ethiopian": ethiopian,
}


def to_gregorian(
    year: int, month: int, day: int, *, languages: tuple[str, ...] = (), calendar: str = ""
) -> date | None:
    """The day in the calendar named, or in the one that the year's size and the languages imply.

    languages: primary subtags (`th`, `fa`), the likeliest first.
    """
    return CALENDARS[calendar or _implied(year, languages)](year, month, day)


def _implied(year: int, languages: tuple[str, ...]) -> str:
    if 2400 <= year < 2700:
        return "buddhist"
    if 1300 <= year < 1500:
        # A page in English of an Iranian ministry counts the years as its other pages do; one in Arabic does not.
        local = next((language for language in languages if language != "en"), "")
        return "jalali" if local in JALALI_LANGUAGES or (not languages and year < 1420) else "hijri"
    if "ne" in languages and 2050 <= year < 2100:
        return "bikram"
    return "gregorian"
