"""What comparing two revisions costs, beside difflib.SequenceMatcher over the same words.

    python benchmarks/differences.py [--size CHARACTERS]

The texts are made up: words at random in Latin script and in Thai, paragraphs of 300 characters. The last rows are made
to be hard. difflib is not let at texts that would take it minutes.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

import click

from archive.article import Article
from archive.differences import compare
from archive.differences.tokens import tokens

WORDS = [f"{start}{end}" for start in "bcdghklmnprstv" for end in ("a", "en", "iro", "ost", "umal", "ine", "oba", "e")]
CLUSTERS = [f"{letter}{mark}" for letter in "กขคจชดตทนปพมยรลวสห" for mark in ("", "า", "ิ", "ี", "ุ", "้", "ั")]


@dataclass(frozen=True)
class Case:
    """Two texts. patience: characters up to which difflib is tried; longer ones take it minutes."""

    name: str
    old: str
    new: str
    patience: int = 20_000


def text(chance: random.Random, size: int, words: list[str], between: str) -> str:
    """About `size` characters in paragraphs."""
    paragraphs = []
    while sum(map(len, paragraphs)) < size:
        paragraphs.append(between.join(chance.choice(words) for _ in range(60)) + f" {chance.randrange(3000)}.")
    return "\n\n".join(paragraphs)


def some_changed(chance: random.Random, old: str, share: float) -> str:
    """The same text with a share of its words replaced."""
    return "".join(
        token.space if chance.random() < share and token.size else token.text + token.space for token in tokens(old)
    )


def cases(size: int) -> list[Case]:
    """From the daily edit to what a page may be made to do."""
    chance = random.Random(5)
    latin, thai = text(chance, size, WORDS, " "), text(chance, size, CLUSTERS, "")
    other, other_thai = text(chance, size, WORDS, " "), text(chance, size, CLUSTERS, "")
    paragraphs = latin.split("\n\n")
    shuffled = chance.sample(paragraphs, len(paragraphs))
    return [
        Case("one figure", latin, latin.replace(latin[-5:], "1234.")),
        Case("one paragraph gone", latin, "\n\n".join(paragraphs[:-2] + paragraphs[-1:])),
        Case("one word in a hundred", latin, some_changed(chance, latin, 0.01)),
        Case("one word in five", latin, some_changed(chance, latin, 0.2)),
        Case("one cluster in five, Thai", thai, some_changed(chance, thai, 0.2)),
        Case("paragraphs shuffled", latin, "\n\n".join(shuffled)),
        Case("everything", latin, other),
        Case("everything, Thai", thai, other_thai),
        Case("everything, one paragraph", latin.replace("\n", " "), other.replace("\n", " ")),
        Case("two words again and again", "ba en " * (size // 6), "en ba ba " * (size // 9), patience=1_000),
    ]


def ours(case: Case) -> None:
    """All of it: pieces, classes, sentences."""
    compare(Article(title="", body=case.old), Article(title="", body=case.new))


def plain(case: Case) -> None:
    """The pieces alone."""
    old, new = ([token.text for token in tokens(side)] for side in (case.old, case.new))
    SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def seconds(measured: Callable[[Case], None], case: Case) -> float:
    """The best of three, or one where it takes long."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        measured(case)
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


@click.command()
@click.option(
    "--size", default=(1_000, 4_000, 20_000, 200_000), multiple=True, show_default=True, help="Characters of a text."
)
def main(size: tuple[int, ...]) -> None:
    """Print a table: milliseconds of CPU, and how many times as long difflib takes."""
    click.echo(f"{'':<28}{'characters':>12}{'ours, ms':>12}{'difflib, ms':>13}{'ratio':>8}")
    for count in size:
        for case in cases(count):
            mine = seconds(ours, case)
            its = None if count > case.patience else seconds(plain, case)
            told = ("", "") if its is None else (f"{its * 1000:.1f}", f"{its / mine:.1f}")
            click.echo(f"{case.name:<28}{count:>12}{mine * 1000:>12.1f}{told[0]:>13}{told[1]:>8}")


if __name__ == "__main__":
    main()
