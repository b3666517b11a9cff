"""Invented news in many languages, the same for the same number: headlines, bodies, days and slugs for portals."""

from __future__ import annotations

import datetime as dt
import html
import random
import re
import unicodedata
from collections.abc import Callable

from phrases import PHRASES
from portal import Story

NEWEST = dt.date(2025, 12, 19)
MOST = 56  # headlines of a language that are all different


def headline(language: str, number: int) -> str:
    """The headline of story `number`, below MOST. Some have three words, some twenty."""
    phrases, (where, what) = PHRASES[language], _subject(language, number)
    text = phrases.headlines[(number * 7 + number // 3) % len(phrases.headlines)].format(where=where, what=what)
    return text[0].upper() + text[1:]


def paragraphs(language: str, number: int) -> list[str]:
    """Two to eight paragraphs of one to four sentences."""
    phrases, (where, what) = PHRASES[language], _subject(language, number)
    chance = random.Random(f"{language} {number}")
    made = []
    for _ in range(2 + (number * 5) % 7):
        sentences = chance.sample(phrases.sentences, chance.randint(1, 4))
        made.append(
            phrases.gap.join(text.format(where=where, what=what, count=chance.randint(12, 980)) for text in sentences)
        )
    # The first one long enough to be read as a story's own text, as a lead is.
    made[0] = phrases.gap.join([phrases.sentences[0].format(where=where, what=what), made[0]])
    return made


def body(language: str, number: int) -> str:
    """The paragraphs as HTML."""
    return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs(language, number))


def day(number: int) -> dt.date:
    """The day of story `number`, 0 the newest; two to nine days lie between two. Those below 0 are yet to come."""
    return NEWEST - dt.timedelta(days=number * 6 - (number * 5) % 4)


def slug(text: str, most: int = 200) -> str:
    """Latin letters and hyphens, as a CMS makes an address of a headline (of other scripts: percent-encoded UTF-8)."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = unicodedata.normalize("NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f"))
    return re.sub(r"[^\w\u0e00-\u0e7f]+", "-", plain).strip("-")[:most].strip("-")


def stories(language: str, count: int, path: Callable[[int, str, dt.date], str], first: int = 0) -> tuple[Story, ...]:
    """Stories `first` to `first + count - 1`, the newest first. path makes an address of number, headline and day."""
    made = ((n, headline(language, n % MOST), day(n)) for n in range(first, first + count))
    return tuple(
        Story(title=title, date=when.isoformat(), path=path(n, title, when), language=language)
        for n, title, when in made
    )


def _subject(language: str, number: int) -> tuple[str, str]:
    places, things = PHRASES[language].places.split("|"), PHRASES[language].things.split("|")
    return places[number % len(places)], things[(number + number // len(places)) % len(things)]
