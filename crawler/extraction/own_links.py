"""Blocks that are links alone and yet the story's: headings, lists that it introduces, cells of its tables."""

from __future__ import annotations

from crawler.extraction.blocks import HEADINGS, Block, Layout
from crawler.extraction.chrome import points, unfolds

CELLS = frozenset({"td", "th"})
COLONS = (":", "：")
LONGEST_CELL = 400  # characters; a table with a longer block lays a page out
FULL_CELL = 12  # blocks; a cell with more holds a page, not a value
MAX_ITEMS = 50  # of a list of links that belongs to a story
MAX_CELLS = 2000  # blocks of a table that are looked at
PROSE = 60.0  # what a paragraph is worth from which on the heading before it is the story's


def leads_away(block: Block) -> bool:
    """Whether a block is links and next to nothing else."""
    return block.size < 200 and block.density > (0.6 if block.tag != "p" else 0.9)


class OwnLinks:
    """Tells the links of a story from those around it."""

    def __init__(self, layout: Layout, values: list[float], line: int) -> None:
        """values: of the layout's blocks. line: the section in which most of the story's paragraphs stand.

        held: the items and cells that were found to be the story's.
        """
        self.layout = layout
        self.values = values
        self.line = line
        self.rows: dict[int, int] = {}
        self.tables: dict[int, bool] = {}
        self.held: set[int] = set()

    def holds(self, number: int, kept: list[int]) -> bool:
        """Whether a block that leads away is the story's. kept: the story's blocks before it, in order.

        A link to nowhere in what unfolds is the heading of its part.
        """
        block = self.layout.blocks[number]
        if block.tag in HEADINGS:
            return block.tag != "h1" and self._heads(block, number)
        if not block.leaves and unfolds(self.layout.sections[block.section].names) and not points(block):
            return True
        held = self._introduced(block, kept) if block.tag == "li" else self.table(number) >= 0
        if held:
            self.held.add(number)
        return held

    def _heads(self, block: Block, number: int) -> bool:
        """Whether a heading links within the page, stands in line with the story's paragraphs, or right before one."""
        if number + 1 == len(self.values):
            return False
        in_line = self.layout.sections[block.section].parent == self.line
        return not block.leaves or in_line or self.values[number + 1] >= PROSE

    def _introduced(self, block: Block, kept: list[int]) -> bool:
        """Whether a sentence of the story, that ends with a colon, comes right before the list of an item."""
        before = self.layout.sections[self.layout.sections[block.section].parent].start - 1
        if before not in kept[-MAX_ITEMS:]:
            return False
        return self.layout.blocks[before].tag not in HEADINGS and self.layout.blocks[before].text.endswith(COLONS)

    def table(self, number: int) -> int:
        """The number of the table of data in which a block is a cell, -1 for none."""
        block = self.layout.blocks[number]
        if block.tag not in CELLS:
            return -1
        row = self.layout.sections[block.section].parent
        if row not in self.rows:
            self.rows[row] = self._table_around(row)
        return self.rows[row]

    def _table_around(self, row: int) -> int:
        sections = self.layout.sections
        table = next((number for number in self.layout.ancestors(row) if sections[number].tag == "table"), -1)
        if table not in self.tables:
            self.tables[table] = table >= 0 and self._is_data(table)
        return table if self.tables[table] else -1

    def _is_data(self, table: int) -> bool:
        """Whether most of a table is text, in cells of no paragraph's length."""
        start, end = self.layout.sections[table].start, self.layout.sections[table].end
        cells = self.layout.blocks[start : min(end, start + MAX_CELLS)]
        if any(cell.size > LONGEST_CELL for cell in cells) or self._lays_out(table, end):
            return False
        return 2 * sum(cell.linked for cell in cells) < sum(cell.size for cell in cells)

    def _lays_out(self, table: int, end: int) -> bool:
        """Whether a cell of a table holds a page's worth of blocks."""
        sections = self.layout.sections
        for number in range(table + 1, min(len(sections), table + MAX_CELLS)):
            section = sections[number]
            if section.start >= end:
                return False
            if section.end - section.start > FULL_CELL and section.tag in CELLS:
                return True
        return False
