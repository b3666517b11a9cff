"""What a person types, understood: words and "phrases", all of which must be found. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from archive.errors import QueryError
from archive.fold import fold

_LONGEST = 1000  # characters; more is no question but a paste
_PARTS = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES = str.maketrans("“”„«»「」", '"""""""')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must follow each other.

    spelling: as it was typed, in NFC and without case, where it has diacritics that folding drops; else None.
    """

    tokens: tuple[str, ...]
    spelling: str | None = None


def parse(text: str) -> tuple[Phrase, ...]:
    """Each word becomes the phrase of its tokens (`PM2.5` is `pm2 5`), a quoted passage becomes one.

    Raises QueryError where there is nothing to look for, or far too much; never for punctuation.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"a search has at most {_LONGEST} characters, this one {len(text)}")
    parts = [quoted or word for quoted, word in _PARTS.findall(text.translate(_QUOTES))]
    phrases = tuple(dict.fromkeys(phrase for part in parts if (phrase := _phrase(part)).tokens))
    if not phrases:
        raise QueryError("the search is empty" if not text.strip() else f"nothing to search for in '{text.strip()}'")
    return phrases


def to_fts(phrases: tuple[Phrase, ...]) -> str:
    """The phrases in the language of FTS5. Tokens are letters and digits alone, so quoting is safe."""
    return " AND ".join('"' + " ".join(phrase.tokens) + '"' for phrase in phrases)


def _phrase(text: str) -> Phrase:
    typed = unicodedata.normalize("NFC", text).casefold().strip()
    return Phrase(tuple(fold(text).split()), typed if _has_diacritics(typed) else None)


def _has_diacritics(text: str) -> bool:
    """Whether folding loses how it is spelled: `môi` and `đất`, not `moi` and not `环境`."""
    return fold(text).replace(" ", "") != "".join(
        char for char in text if char.isalnum() or unicodedata.combining(char)
    )
