"""Write the blocks of a story as markup: the old way (tables, fonts, inline styles) or the semantic way."""

from __future__ import annotations

import re

from crawler.demo.assets import PHOTO_HEIGHT, PHOTO_WIDTH
from crawler.demo.story import Block, Heading, Items, Paragraph, Picture, Quote, Rows, Story, plain
from crawler.demo.templating import Html, element, fill, join, markup

_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_ANCHOR = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")

_OLD = '<p style="margin-top:6px"><font face="Arial" size="2">$text</font></p>'


def picture_path(name: str) -> str:
    """Where the portal keeps a picture."""
    return f"/Upload/tin/{name}"


def document_path(name: str) -> str:
    """Where the portal keeps a document."""
    return f"/Upload/vanban/{name}"


def old_body(story: Story) -> Html:
    """Write the body as the portals of 2010 do. A caption stands in a table row or in a paragraph, by turns."""
    return join(_old(block, number % 2 == 0) for number, block in enumerate(story.blocks))


def modern_body(story: Story) -> Html:
    """Write the body with the elements that HTML has for it."""
    return join(_modern(block) for block in story.blocks)


def _old(block: Block, even: bool) -> Html:
    match block:
        case Paragraph(text):
            return element(_OLD, text=_inline(text))
        case Heading(text):
            return element('<p><strong><span style="font-size:15px">$text</span></strong></p>', text=text)
        case Quote(text):
            return element('<p style="margin-left:40px"><i>$text</i></p>', text=_inline(text))
        case Picture():
            return _old_picture(block, in_table=even)
        case Rows(rows):
            return _rows(
                rows, '<table border="1" cellspacing="0" cellpadding="4" width="90%" align="center">', head="td"
            )
        case Items():
            return _items(block)


def _modern(block: Block) -> Html:
    match block:
        case Paragraph(text):
            return element("<p>$text</p>", text=_inline(text))
        case Heading(text):
            return element("<h2>$text</h2>", text=text)
        case Quote(text):
            return element("<blockquote><p>$text</p></blockquote>", text=_inline(text))
        case Picture():
            return fill("modern/figure", image=_image(block), caption=_caption(block))
        case Rows(rows):
            return _rows(rows, "<table>", head="th")
        case Items():
            return _items(block)


def _old_picture(picture: Picture, *, in_table: bool) -> Html:
    if not picture.caption:
        return element('<p style="text-align:center">$image</p>', image=_image(picture))
    name = "tables/picture_table" if in_table else "tables/picture_paragraphs"
    return fill(name, image=_image(picture), caption=_caption(picture))


def _image(picture: Picture) -> Html:
    return element(
        '<img src="$path" width="$width" height="$height" alt="$alt" />',
        path=picture_path(picture.name),
        width=PHOTO_WIDTH,
        height=PHOTO_HEIGHT,
        alt=plain(picture.caption),
    )


def _caption(picture: Picture) -> str:
    return f"{picture.caption} ({picture.credit})" if picture.credit else picture.caption


def _items(block: Items) -> Html:
    name = "ol" if block.ordered else "ul"
    items = join(element("<li>$text</li>", text=_inline(item)) for item in block.items)
    return Html(f"<{name}>\n{items}\n</{name}>")


def _rows(rows: tuple[tuple[str, ...], ...], opening: str, head: str) -> Html:
    lines = (_row(cells, "td" if number else head) for number, cells in enumerate(rows))
    return Html(f"{opening}\n{join(lines)}\n</table>")


def _row(cells: tuple[str, ...], tag: str) -> Html:
    inner = join((Html(f"<{tag}>{_inline(cell)}</{tag}>") for cell in cells), "")
    return Html(f"<tr>{inner}</tr>")


def _inline(text: str) -> Html:
    strong = _STRONG.sub(r"<strong>\1</strong>", markup(text))
    return Html(_ANCHOR.sub(r'<a href="\2">\1</a>', strong))
