"""What the body of a story is likely to be where nobody knows: prose that no other page of the portal bears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crawler.extraction.blocks import Layout, read_layout
from crawler.extraction.body import is_prose
from crawler.extraction.chrome import always_chrome
from crawler.relearning.known import words
from crawler.relearning.samples import Sample

SHORTEST = 120  # characters of a story that is worth a guess
_HOLDS = 0.8  # share of a page's own prose that the story's container has


def with_guesses(samples: Sequence[Sample]) -> list[Sample]:
    """The samples, those without a known body with a guess, where the page allows one."""
    layouts = [read_layout(sample.tree) for sample in samples]
    common = Counter(text for layout in layouts for text in {words(block.text) for block in layout.blocks})
    return [
        sample if sample.known.body else _guessed(sample, layout, common)
        for sample, layout in zip(samples, layouts, strict=True)
    ]


def _guessed(sample: Sample, layout: Layout, common: Counter[str]) -> Sample:
    own = [
        number
        for number, block in enumerate(layout.blocks)
        if is_prose(block) and common[words(block.text)] == 1 and not _in_comments(layout, block.section)
    ]
    sizes = [0] * (len(layout.blocks) + 1)
    for number in own:
        sizes[number] = layout.blocks[number].size
    whole = sum(sizes)
    if whole < SHORTEST:
        return sample
    narrow = [each for each in layout.sections if sum(sizes[each.start : each.end]) >= _HOLDS * whole][-1]
    text = "\n\n".join(layout.blocks[number].text for number in own if narrow.start <= number < narrow.end)
    return replace(sample, known=replace(sample.known, body=text, guessed=True))


def _in_comments(layout: Layout, section: int) -> bool:
    return any(always_chrome(layout.sections[number].names) for number in layout.ancestors(section))
