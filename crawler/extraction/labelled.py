"""The headline of a board's page: what stands in the cell beside "Title", where no heading shows it."""

from __future__ import annotations

from lxml.html import HtmlElement

from crawler.extraction.blocks import Layout
from crawler.extraction.title import letters

_LABELS = frozenset(
    letters(label)
    for label in """
    title|subject|headline|titre|objet|título|asunto|titel|titolo|tytuł|judul|başlık|konu|тема|заголовок|название|назва
    |tiêu đề|제목|글제목|标题|標題|题目|題目|主旨|件名|題名|タイトル|หัวข้อ|หัวเรื่อง|ชื่อเรื่อง|العنوان|عنوان|الموضوع|शीर्षक|विषय
    """.split("|")  # noqa: SIM905 - words read better as a text
)
_LONGEST_LABEL = 24
_SIZES = range(4, 301)  # of a headline
_DEEPEST = 4  # boxes between a cell and its words
_LABEL_CELLS = frozenset({"th", "td", "dt"})
_VALUE_CELLS = frozenset({"td", "dd"})


def labelled_headline(layout: Layout) -> int | None:
    """The number of the block that begins the cell beside the first label of a title; None where there is none."""
    for number, block in enumerate(layout.blocks[:-1]):
        following = layout.blocks[number + 1]
        is_label = block.size <= _LONGEST_LABEL and letters(block.text) in _LABELS
        if is_label and following.size in _SIZES and _labels_next(layout, number):
            return number + 1
    return None


def _labels_next(layout: Layout, number: int) -> bool:
    """Whether a block fills the cell that labels the one of the next block."""
    label = _cell(layout, number, _LABEL_CELLS)
    value = _cell(layout, number + 1, _VALUE_CELLS)
    if label is None or value is None or label.getnext() is not value:
        return False
    row = label.getparent()
    # A row of nothing but `td` is the head of a listing where it has more of them.
    return label.tag != "td" or (row is not None and len(row) == 2)


def _cell(layout: Layout, number: int, tags: frozenset[str]) -> HtmlElement | None:
    for section in layout.ancestors(layout.blocks[number].section, _DEEPEST):
        if layout.sections[section].tag in tags:
            return layout.sections[section].element
    return None
