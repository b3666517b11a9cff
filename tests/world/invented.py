"""Invented stories, out of wordings.py: the same ones on every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from portal import Story
from wordings import WORDINGS, Wording

NEWEST = date(2026, 11, 18)


def invent(
    language: str, count: int, *, newest: date = NEWEST, step: int = 6, first: int = 0, text_only: bool = False
) -> tuple[Story, ...]:
    """`count` stories that have no address yet, the newest first, about `step` days apart.

    first: where in the row of headlines to begin; a language has 56 or 63 that differ. text_only: no story is a mere
    picture or file.
    """
    made = (_story(language, n, first + n, newest - timedelta(days=n * step + n % 3)) for n in range(count))
    return tuple(replace(story, looks="text") for story in made) if text_only else tuple(made)


def _story(language: str, n: int, at: int, day: date) -> Story:
    words = WORDINGS[language]
    looks = "picture" if n % 17 == 11 else "file" if n % 17 == 15 else "text"
    title, paragraphs = _headline(words, at), _paragraphs(words, at, 2 + (n * 5) % 7)
    return Story(number=n, title=title, day=day, paragraphs=paragraphs, looks=looks, language=language)


def _subject(words: Wording, at: int) -> dict[str, str]:
    places = len(words.who)
    return {"who": words.who[at % places], "what": words.what[(at + at // places * 3) % len(words.what)]}


def _headline(words: Wording, at: int) -> str:
    if words.short and at % 6 == 4 and at < 42:
        return words.short[at // 6]
    title = words.headlines[(at * 7 + at // 3) % len(words.headlines)].format(**_subject(words, at))
    return title[0].upper() + title[1:]


def _paragraphs(words: Wording, at: int, count: int) -> tuple[str, ...]:
    """The first opens with the headline, so that it can be told from that of another story."""
    chance = random.Random(f"{words.labels['home']} {at}")
    subject = _subject(words, at)
    texts = [
        words.blank.join(
            line.format(**subject, count=chance.randint(12, 980))
            for line in chance.sample(words.lines, chance.randint(1, 3))
        )
        for _ in range(count)
    ]
    stop = f".{words.blank}" if words.blank else "。"
    return (f"{_headline(words, at)}{stop}{texts[0]}", *texts[1:])


def place(
    invented: Iterable[Story],
    path: Callable[[Story], str],
    *,
    later: int = 2,
    others: Callable[[Story], tuple[str, ...]] = lambda _: (),
) -> dict[str, Any]:
    """What a portal is made with: stories at their addresses, the newest `later` published after the first crawls."""
    stories = tuple(replace(story, path=path(story), others=others(story)) for story in invented)
    return {"stories": stories[later:], "later": stories[:later][::-1]}
