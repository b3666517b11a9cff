"""A site's chrome, learned: the blocks that recur on its pages.

A block is known by where it stands (its tag, its container's names) and by its text with digits folded, so that a
weather box or a visitor counter whose numbers change stays the same block. Headings are spared: stories of one kind
share subheadings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from lxml.html import HtmlElement

from crawler.extraction.blocks import HEADINGS, Block, Layout, read_layout

DIGITS = re.compile(r"\d+(?:[.,:/\s]\d+)*")
LEAST_PAGES = 3  # two stories may share a paragraph
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class SiteTemplate:
    """The fingerprints of a portal's chrome. `extract` leaves these blocks out wherever they stand."""

    chrome: frozenset[str] = frozenset()

    def recurring(self, layout: Layout) -> frozenset[int]:
        """The numbers of the blocks of a page that are chrome."""
        if not self.chrome:
            return frozenset()
        return frozenset(
            number
            for number, block in enumerate(layout.blocks)
            if block.tag not in HEADINGS and fingerprint(layout, block) in self.chrome
        )


def fingerprint(layout: Layout, block: Block) -> str:
    """What a block has in common with itself on another page: 16 hexadecimal digits."""
    names = layout.sections[block.section].names
    key = f"{block.tag}\0{DIGITS.sub('0', names)}\0{DIGITS.sub('0', block.text)}"
    return blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest()


def learn(pages: Iterable[HtmlElement]) -> SiteTemplate:
    """The chrome of a portal, from the trees of its article pages: what stands on half of them and on three.

    The pages must be different stories; of captures of one story everything recurs.
    """
    counts: Counter[str] = Counter()
    seen = 0
    for page in pages:
        layout = read_layout(page)
        counts.update({fingerprint(layout, block) for block in layout.blocks})
        seen += 1
    least = max(LEAST_PAGES, seen * LEAST_SHARE)
    return SiteTemplate(frozenset(key for key, count in counts.items() if count >= least))
