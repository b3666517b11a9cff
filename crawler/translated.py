"""What comes of the addresses that stories name as their translations. Pure.

Some portals translate their stories, others name an address in every language of theirs and show the same text there. A
language that brings copies is given up, once listings and feeds have had their say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.article import Translation
from archive.frontier import Address

_COPIES = 4  # in a row, after which a language is given up
_ALL = 8  # in all, after which a language that never brought a story is given up at the first


@dataclass
class Translated:
    """languages: of the addresses that are named, "" where it is not said. copies: in a row, by language.

    brought: the languages in which a story was found.
    """

    languages: dict[str, str] = field(default_factory=dict)
    copies: Counter[str] = field(default_factory=Counter)
    brought: set[str] = field(default_factory=set)

    def see(self, translations: Iterable[Translation]) -> None:
        """Take down what a story names."""
        for translation in translations:
            self.languages.setdefault(translation.url, translation.language or "")

    def learn(self, url: str, *, new: bool) -> None:
        """Note what an address brought. new: a story that was not known."""
        language = self.languages.get(url)
        if language is None:
            return
        self.copies[language] = 0 if new else self.copies[language] + 1
        if new:
            self.brought.add(language)

    def refuses(self, address: Address) -> str | None:
        """Why an address is not asked for; None where it is, as one is that a listing or feed gives a headline."""
        language = self.languages.get(address.url)
        if language is None or address.title:
            return None
        count = self.copies[language]
        patience = _COPIES if language in self.brought or self.copies.total() < _ALL else 1
        return f"given up: {count} translations ({language}) in a row were none" if count >= patience else None
