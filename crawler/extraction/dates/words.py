"""Dates whose month is a word: 5 March 2024, March 5, 2024, 2024. március 5., ngày 22 tháng 11 năm 2024, ๓ ต.ค. ๒๕๖๕.

The numbers to both sides of the word, with nothing but fillers between, are its day and its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crawler.extraction.dates import months
from crawler.extraction.dates.reading import Reading, Span

# Words that stand between the parts of a date; what is not here ends it.
FILLERS = frozenset(
    months.fold(word)
    for word in """
    de del d di of the den der le la el dia st nd rd th er re ter a an ngày tháng năm г год года году року рік р гг
    m mėn gada оны жылғы жылы йил yil yilning il ili ілі роки ថ្ងៃទី ខែ ឆ្នាំ ວັນທີ ເດືອນ ປີ ที่ วันที่ เดือน ปี พ.ศ ค.ศ พ ศ ค
    ခုနှစ် ရက် ရက်နေ့ နေ့ လ من شهر لسنة سنة عام لعام م هـ ه ماه سال ב של साल तारीख को तारिख গতে गते ලා वर्ष
    ቀን ዓ.ም ዓ ም წლის თ թ ই শে লা রা ঠা ga ng ika соли сол жылдың жылдын жылғының nji njy ýylyň ko оны сарын yilda
    o º ª ο του της e ей го ой ый y ж yilgi yanı
    """.split()  # noqa: SIM905 - words read better as a text
)
WORD = r"[^\W\d_][^\s\d!-/:-@\[-`{-~،؛।၊။、。，（）【】《》｜–—·•…\u00a0\u00a1\u00ab\u00b7\u00bb\u00bf\u200e\u200f]*"
MAX_GAP, MAX_FILLERS, MAX_NUMBERS = 6, 4, 5  # characters, words and numbers to one side of the month


@dataclass(frozen=True, slots=True)
class Token:
    """A number or a word of a text, and where it stands."""

    value: str
    start: int
    end: int
    number: bool


def worded_spans(text: str, reading: Reading) -> Iterator[Span]:
    """The dates of a text (with ASCII digits) whose month is a word."""
    tokens = _tokenized(text)
    for index, month in _months(text, tokens, reading):
        yield from _around(text, tokens, index, month, reading)


def worded_days(text: str, reading: Reading) -> Iterator[tuple[int, int]]:
    """(month, day) wherever a month's name stands beside a small number."""
    tokens = _tokenized(text)
    for index, (calendar, month) in _months(text, tokens, reading):
        beside = (*_beside(text, tokens, index, -1)[:1], *_beside(text, tokens, index, 1)[:1])
        if calendar == "gregorian":
            yield from ((month, int(each.value)) for each in beside if len(each.value) <= 2)


@cache
def _token(*, plain: bool) -> re.Pattern[str]:
    """plain: for texts in ASCII, in which most of the phrases cannot stand."""
    return re.compile(rf"(?P<number>\d+)|(?P<word>{months.phrases(plain=plain)}|{WORD})", re.IGNORECASE)


def _tokenized(text: str) -> list[Token]:
    found = _token(plain=text.isascii()).finditer(text)
    return [Token(match.group(), match.start(), match.end(), match.lastgroup == "number") for match in found]


def _months(text: str, tokens: list[Token], reading: Reading) -> Iterator[tuple[int, tuple[str, int]]]:
    for index, token in enumerate(tokens):
        if not token.number:
            month = months.month_of(token.value, () if _is_glued(text, tokens, index) else reading.languages)
            if month:
                yield index, month


def _is_glued(text: str, tokens: list[Token], index: int) -> bool:
    """Whether only a sign stands to each side between a word and a number: `04-ago-2021`."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, word, after = tokens[index - 1 : index + 2]
    signs = text[before.end : word.start], text[word.end : after.start]
    return before.number and after.number and signs[0] == signs[1] and signs[0] in {"-", "/", "."}


def _around(text: str, tokens: list[Token], index: int, month: tuple[str, int], reading: Reading) -> Iterator[Span]:
    """The date whose month's name is `tokens[index]`, in the first order of its numbers that gives a day."""
    left, right = _beside(text, tokens, index, -1), _beside(text, tokens, index, 1)
    for day, year in _readings(left, right):
        found = reading.day(*_in_calendar(year, month, int(day.value), reading))
        if found:
            parts = (tokens[index], day, year)
            yield found, min(part.start for part in parts), max(part.end for part in parts), None
            return


def _in_calendar(year: Token, month: tuple[str, int], day: int, reading: Reading) -> tuple[int, int, int, str]:
    calendar, number = month[0], int(year.value)
    if len(year.value) == 2:
        number += 2500 if reading.language == "th" and number >= 40 else 2000
    if calendar == "gregorian" and 2400 <= number < 2700:
        calendar = "buddhist"
    return number, month[1], day, calendar


def _readings(left: list[Token], right: list[Token]) -> Iterator[tuple[Token, Token]]:
    """(day, year) in the orders in which they are written, the commonest first. `left` counts away from the month."""
    before, after = ([len(token.value) for token in side] for side in (left, right))
    if before and after and before[0] <= 2 and after[0] == 4:
        yield left[0], right[0]  # 5 March 2024
    if len(after) > 1 and after[0] <= 2:
        yield from ((right[0], token) for token in right[1:] if len(token.value) == 4)  # March 5, 2024
    if before and after and before[0] == 4 and after[0] <= 2:
        yield right[0], left[0]  # 2024 March 5
    if len(before) > 1 and before[0] <= 2 and before[1] == 4:
        yield left[0], left[1]  # 2024, 5 March
    if before and after and before[0] <= 2 and after[0] == 2:
        yield left[0], right[0]  # 5 Mar 24


def _beside(text: str, tokens: list[Token], index: int, step: int) -> list[Token]:
    """The numbers on one side of a token, as long as only fillers and little punctuation stand between."""
    numbers: list[Token] = []
    fillers = 0
    position, previous = index + step, tokens[index]
    while 0 <= position < len(tokens) and fillers <= MAX_FILLERS and len(numbers) < MAX_NUMBERS:
        token = tokens[position]
        gap = text[token.end : previous.start] if step < 0 else text[previous.end : token.start]
        joined = token.number and previous.number and "/" in gap and len(token.value) <= 2  # `mai, 10/8/2023`
        if len(gap) > MAX_GAP or joined or not (token.number or _fills(token.value, tokens[index].value, numbers)):
            break
        numbers += [token] if token.number else []
        fillers += not token.number
        position, previous = position + step, token
    return numbers


def _fills(word: str, month: str, numbers: list[Token]) -> bool:
    """A filler, the month's other name (نيسان / أبريل), or a zone as in `Mar 05 10:00:00 ICT 2024`."""
    folded = months.fold(word)
    return folded in FILLERS or (len(numbers) >= 4 and word.isupper()) or months.same_month(folded, months.fold(month))
