"""How what an extractor found scores against what a page's labels say: pure. README.md tells the measures."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MEASURES = ("text", "segments", "title", "date", "images")


@dataclass(frozen=True)
class Found:
    """What an extractor read from a page. date: ISO 8601, a day or an instant. images: absolute addresses."""

    text: str = ""
    title: str = ""
    date: str = ""
    images: frozenset[str] = frozenset()


# A word is a run of word characters; of scripts that write no spaces (Thai, Lao, kana, Han) each character is one.
TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
ALIKE = {ord(c): "'" for c in "‘’‚‛‹›`´"} | {ord(c): '"' for c in "“”„‟«»"} | {ord(c): "-" for c in "‐‑‒–—―−"}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, with their counts; a text of fewer words is one run."""
    words = TOKEN.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def precision_recall(gold: str, text: str) -> tuple[float | None, float | None]:
    """Over shingles. The precision of no text is None: it says nothing wrong, and a folder's mean leaves it out."""
    want, have = shingles(gold), shingles(text)
    hits = (want & have).total()
    return hits / have.total() if have else None, hits / want.total() if want else None


def fold(text: str) -> str:
    """Case, white space, quotation marks and dashes made alike."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(ALIKE).split()).casefold()


def images_f1(gold: Iterable[Iterable[str]], images: Iterable[str]) -> float:
    """gold: for each image of the story the addresses of its versions, any of which will do. Queries are left out."""
    want = [{url.split("?")[0] for url in versions} for versions in gold]
    have = {url.split("?")[0] for url in images}
    hits = sum(bool(versions & have) for versions in want)
    return 2 * hits / (len(want) + len(have)) if want or have else 1.0


def segments_hit(gold: Mapping[str, Any], text: str) -> Counter[str]:
    """Passages that belong (`with`) and that do not (`without`), counted as hit, missed, kept and dropped."""
    body = " ".join(text.split())
    counts = Counter("hit" if " ".join(s.split()) in body else "missed" for s in gold.get("with") or ())
    counts.update("kept" if " ".join(s.split()) in body else "dropped" for s in gold.get("without") or ())
    return counts


def mean(values: Iterable[float | None]) -> float | None:
    """Of those that are known; None where none is."""
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


def score(pages: Sequence[tuple[Mapping[str, Any], Found | None]], tells: frozenset[str]) -> dict[str, float | None]:
    """A folder's measures, 0 to 1; None for what no page is labelled with or what the extractor does not tell.

    pages: gold and what was found, None for an error, which scores as empty.
    """
    answers = [(gold, found or Found()) for gold, found in pages]
    texts = [precision_recall(gold["text"], found.text) for gold, found in answers if gold.get("text")]
    precision, recall = mean(p for p, _ in texts), mean(r for _, r in texts)
    segments = sum((segments_hit(gold, found.text) for gold, found in answers), Counter[str]())
    wanted = 2 * segments["hit"] + segments["missed"] + segments["kept"]
    measures = {
        "text": 2 * precision * recall / (precision + recall) if precision and recall else 0.0 if texts else None,
        "segments": 2 * segments["hit"] / wanted if wanted else None,
        "title": mean(fold(gold["title"]) == fold(found.title) for gold, found in answers if gold.get("title")),
        "date": mean(gold["date"] == found.date[:10] for gold, found in answers if gold.get("date")),
        "images": mean(images_f1(gold["images"], found.images) for gold, found in answers if "images" in gold),
    }
    told = {name: value if name in tells | {"segments"} else None for name, value in measures.items()}
    return {"precision": precision, "recall": recall, **told, "errors": sum(found is None for _, found in pages)}
