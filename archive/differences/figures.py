"""The figures of a text: numbers in digits of any script or Han numerals, with sign and unit; dates; months. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from archive.differences.measures import beginnings, magnitudes, units
from archive.differences.tokens import each_token, key
from archive.month_names import GREGORIAN, OTHER_CALENDARS
from archive.scripts import marks

_LONGEST = 60  # characters of a figure with its unit
_LONGEST_MONTH = 20
_AFTER = 48  # characters after a number in which its unit stands
_MOST_DIGITS = 28  # more are no number, but a serial number or a bomb
_CALENDAR = 1000  # from here on `2030 год` and `2030` are one year

_SIGN = r"(?:[<>≤≥≦≧＜＞~≈]\s?|(?<![\w)\]])[-−–+±](?=[\d$€£¥₩₹฿]))?"
_MONEY = r"(?:US\$|[$€£¥₩₹฿₫₽₺]|[%％٪](?=\s?\d))?"
_DATE = r"\d{1,4}(?P<between>[/.-])\d{1,2}(?P=between)\d{1,4}(?!\d)"
_POWER = r"(?<!\b[mм])(?<!\b[kcdmкс][mм])"  # the 2 of m2 is no figure
_NUMBER = rf"{_POWER}[\d₀-₉]+(?:[.,٫٬·'’]\d+)*(?:[ \u00a0\u202f]\d{{3}}(?!\d))*|[¼½¾⅐-⅞]"
_HAN = "〇零一二三四五六七八九十百千万萬亿億兆"
_HAN_FRACTION = rf"[{_HAN}]{{1,9}}分之[{_HAN}]{{1,9}}"
_HAN_SINGLE = r"[一二三四五六七八九十两兩](?=\s?[年月日号號成倍割吨噸%％])"
_HAN_NUMBER = rf"{_HAN_FRACTION}|[{_HAN}两兩]{{2,30}}|{_HAN_SINGLE}"
_FIGURE = re.compile(
    rf"(?P<sign>{_SIGN})(?P<money>{_MONEY})\s?(?:(?P<date>{_DATE})|(?P<number>{_NUMBER}))|{_HAN_NUMBER}"
)
_NO_NUMBERS = frozenset({"万一", "萬一", "千万", "千萬", "一一", "十十", "百千", "千百"})
_PERCENT_BEFORE = re.compile(r"(?:ร้อยละ|百分之|yüzde)\s?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_HANGUL = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure where it stands in a text. what: `number`, `date` or `month`; value: under which equal ones are equal.

    unit: what is measured, None where nothing is said. months: of a name, each (language, month) it may mean.
    """

    start: int
    end: int
    text: str
    what: str
    value: str
    unit: str | None = None
    months: frozenset[tuple[str, int]] = frozenset()


def figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """The figures of a text that a range of it takes part of or touches, in order; all of them without a range.

    >>> [(figure.value, figure.unit) for figure in figures("อุณหภูมิ ๓๐ % in 1.5 million km², 二〇三五年")]
    [('30', '%'), ('1500000', 'km2'), ('2035', None)]
    """
    last = len(text) if end is None else end
    # What is cut in two here does not reach to the range.
    before, after = max(0, start - _LONGEST), last + _LONGEST
    names = _months(text, max(0, start - _LONGEST_MONTH), last + _LONGEST_MONTH)
    found = (*_numbers(text, before, after), *names)
    return sorted((one for one in found if one.start <= last and one.end >= start), key=lambda figure: figure.start)


class FigureFinder:
    """Finds the figures that a change takes part of, or stands beside. changes: how many will be asked for."""

    def __init__(self, text: str, changes: int) -> None:
        self.text = text
        self._all = figures(text) if changes * 2 * _LONGEST > len(text) else None

    def touched(self, start: int, end: int, *, beside: bool) -> list[Figure]:
        """The figures that a range takes part of, in order; beside: also those that it, with white space, touches."""
        found = self._around(start, end)
        return found if beside else [figure for figure in found if figure.start < end and figure.end > start]

    def _around(self, start: int, end: int) -> list[Figure]:
        while start and self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and self.text[end].isspace():
            end += 1
        if self._all is None:
            return figures(self.text, start, end)
        first = bisect_left(self._all, start - _LONGEST, key=lambda figure: figure.start)
        last = bisect_right(self._all, end, key=lambda figure: figure.start)
        return [figure for figure in self._all[first:last] if figure.end >= start]


def is_same(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same. A unit that is spelled out in one place only is no other unit; percent is."""
    if one.months and other.months:
        return _is_same_month(one, other)
    if (one.what == "month") != (other.what == "month") or one.value != other.value:
        return False
    return one.unit == other.unit or (None in {one.unit, other.unit} and "%" not in {one.unit, other.unit})


def _is_same_month(one: Figure, other: Figure) -> bool:
    """Names of no language in common say nothing."""
    languages = {language for language, _ in one.months} & {language for language, _ in other.months}
    return not languages or bool(one.months & other.months)


def _numbers(text: str, first: int, last: int) -> Iterator[Figure]:
    end = 0
    for match in _FIGURE.finditer(text, first, last):
        figure = _figure(text, match) if match.start() >= end else None  # the 2 of `30 m2` is of its unit
        if figure:
            end = figure.end
            yield figure


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    if match["date"]:
        value = "/".join(str(int(part)) for part in _DIGITS.findall(match["date"]))
        return Figure(*match.span("date"), match["date"], "date", value)
    if match["number"]:
        return _number(text, match)
    if match[0] in _NO_NUMBERS:
        return None
    under, _, over = match[0].rpartition("分之")  # 三分之一 is one of three, 百分之三十 is 30 %
    part = f"{_han(over)}/{_han(under)}" if under not in {"", "百"} else _han(over)
    return _measured(text, match.start(), match.end(), part, unit="%" if under == "百" else None)


def _number(text: str, match: re.Match[str]) -> Figure:
    printed = match["number"]
    value = _value(printed)
    sign = key(match["sign"].strip()).replace("+", "").replace("≦", "≤").replace("≧", "≥")
    unit = units().get(key(match["money"])) if match["money"] else None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return _measured(text, start, match.end(), value, sign, unit)


def _measured(text: str, start: int, end: int, value: Decimal | str, sign: str = "", unit: str | None = None) -> Figure:
    """A number with what is written after it: `1.5 million tonnes`."""
    for _ in range(3):
        word, length = _measure(text[end : end + _AFTER])
        if word in magnitudes() and isinstance(value, Decimal):
            value *= magnitudes()[word]
        elif word and unit is None:
            unit = units()[word]
        else:
            break
        end += length
    if before := _PERCENT_BEFORE.search(text[max(0, start - 10) : start]):
        start, unit = start - len(before[0]), "%"
    if unit == "year" and isinstance(value, Decimal) and value >= _CALENDAR:
        unit = None
    shown = f"{value.normalize():f}" if isinstance(value, Decimal) else value
    return Figure(start, end, text[start:end], "number", sign + shown, unit)


def _measure(text: str) -> tuple[str, int]:
    """The longest unit or magnitude that a text begins with, and how long it is there; nothing where there is none."""
    spelled, length = "", 0
    found = ("", 0)
    for token in each_token(text):
        for part, width in _parts(token.text, token.key):
            spelled += part
            length += width
            if spelled not in beginnings():
                return found
            if spelled in units() or spelled in magnitudes():
                found = (spelled, length)
        if "\n" in token.space:
            return found
        length += len(token.space)
    return found


def _parts(text: str, folded: str) -> list[tuple[str, int]]:
    """A Korean word bears its particle: 톤을."""
    if _HANGUL.match(text) and len(text) == len(folded):
        return [(char, 1) for char in folded]
    return [(folded, len(text))]


def _value(printed: str) -> Decimal | str:
    """Read a number, whatever divides its thousands and its fraction. `1.500` and `1,500` are both taken for 1500."""
    plain = key(printed).replace("'", "").replace("·", ".")
    if "/" in plain:
        over, _, under = plain.partition("/")
        return Decimal(over or 1) / Decimal(under)
    if len(plain) > _MOST_DIGITS:
        return plain
    signs = [char for char in plain if char in ".,"]
    whole, *rest = re.split("[.,]", plain)
    if not signs:
        return Decimal(plain)
    is_grouped = len(whole) <= 3 and whole != "0" and all(len(part) == 3 for part in rest)
    if len(set(signs)) == 1 and (is_grouped or len(rest) > 1):
        return Decimal(whole + "".join(rest)) if is_grouped else ".".join(str(int(part)) for part in (whole, *rest))
    return Decimal(f"{whole}{''.join(rest[:-1])}.{rest[-1]}")


_HAN_DIGITS = {
    char: value
    for value, chars in enumerate(("〇零", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_HAN_STEPS = {"十": 10, "百": 100, "千": 1000}
_HAN_LEAPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}


def _han(printed: str) -> Decimal:
    """Read Han numerals: 三十五 by place, 二〇三五 by digit."""
    if all(char in _HAN_DIGITS for char in printed):
        return Decimal("".join(str(_HAN_DIGITS[char]) for char in printed))
    total, section, digit = 0, 0, 0
    for char in printed:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_STEPS:
            section += (digit or 1) * _HAN_STEPS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * _HAN_LEAPS[char]
            section = digit = 0
    return Decimal(total + section + digit)


def _months(text: str, first: int, last: int) -> Iterator[Figure]:
    """Names of months. What may be another word too (`may`) counts only beside another month: see classes.py."""
    for match in (*_word().finditer(text, first, last), *_unspaced().finditer(text, first, last)):
        if months := _names().get(key(match[0])):
            yield Figure(*match.span(), match[0], "month", key(match[0]), months=months)


@cache
def _word() -> re.Pattern[str]:
    letter = rf"[^\W\d_{_UNSPACED}]"
    return re.compile(f"{letter}[{marks()}]*(?:{letter}[{marks()}]*)*")


@cache
def _names() -> dict[str, frozenset[tuple[str, int]]]:
    found: dict[str, set[tuple[str, int]]] = {}
    for language, number, name in _printed_names():
        found.setdefault(key(name), set()).add((language, number))
    return {name: frozenset(months) for name, months in found.items()}


@cache
def _unspaced() -> re.Pattern[str]:
    """Names in scripts without spaces, which may stand in a longer run of letters."""
    names = {name for _, _, name in _printed_names() if re.match(f"[{_UNSPACED}]", name) and len(name) > 3}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def _printed_names() -> Iterator[tuple[str, int, str]]:
    for language, line in (GREGORIAN | OTHER_CALENDARS).items():
        for number, group in enumerate(line.split("|"), start=1):
            for name in map(str.strip, group.split("/")):
                if len(name) > 2 and not any(char.isdigit() or char == " " for char in name):
                    yield language, number, name
