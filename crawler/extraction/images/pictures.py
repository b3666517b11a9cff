"""The pictures that stand within a stretch of a page, also those that only a script or a style sheet would show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.blocks import PICTURES, Layout, Picture
from crawler.extraction.images.source import BACKGROUND, BACKGROUNDS, source, stands_in

# In the walk over the page these hold nothing, or are none.
HOLDERS = ("noscript", "picture", "button")
FRAMED = frozenset({"figure", "picture"})  # a picture in a button is one, where such is around it or in it
VOID = frozenset({"source", "picture"})
MAX_HIDDEN = 200
MAX_DEPTH = 30  # elements between a hidden picture and the container that it stands in


def pictures_in(layout: Layout, section: int, url: str | None) -> list[Picture]:
    """All pictures that stand in a section, in page order."""
    span = layout.sections[section]
    plain = [picture for picture in layout.pictures if span.start <= picture.position <= span.end]
    hidden = list(islice(_hidden(span.element, url), MAX_HIDDEN))
    if not hidden:
        return plain
    known = {picture.element for picture in plain}
    numbers = {each.element: number for number, each in enumerate(layout.sections)}
    placed = [place(layout, element, numbers) for element in hidden if element not in known]
    return sorted([*plain, *placed], key=lambda picture: picture.position)


def _hidden(container: HtmlElement, url: str | None) -> Iterator[HtmlElement]:
    """The elements of the pictures that a walk over a container does not meet."""
    for holder in container.iter(*HOLDERS):
        if holder.tag == "noscript":
            yield from _without_script(holder, url)
        elif holder.tag == "picture" and next(holder.iter(*PICTURES), None) is None:
            yield holder
        elif holder.tag == "button" and _framed(holder):
            yield from holder.iter(*PICTURES)


def _without_script(holder: HtmlElement, url: str | None) -> Iterator[HtmlElement]:
    """The pictures in a `noscript`, where what a script would show instead is not known."""
    beside = [each for each in (holder.getprevious(), holder.getnext()) if each is not None]
    shown = (source(image, url) for each in beside for image in each.iter(*PICTURES))
    if not any(address and not stands_in(address) for address in shown):
        yield from holder.iter(*PICTURES)


def _framed(button: HtmlElement) -> bool:
    if next(button.iter(*FRAMED), None) is not None:
        return True
    return any(each.tag in FRAMED for each in islice(button.iterancestors(), 8))


def backgrounds_in(layout: Layout, section: int) -> Iterator[Picture]:
    """The parts of a section that hold no text but have a picture as their background."""
    end = layout.sections[section].end
    for number in range(section + 1, len(layout.sections)):
        part = layout.sections[number]
        if part.start > end:
            break
        if part.start == part.end and part.tag not in VOID and _has_background(part.element):
            yield Picture(part.element, number, part.start, _link_around(part.element))


def _has_background(element: HtmlElement) -> bool:
    attributes = element.keys()
    if "style" in attributes and BACKGROUND.search(element.get("style") or ""):
        return True
    return len(attributes) > 0 and any(name in BACKGROUNDS for name in attributes)


def _link_around(element: HtmlElement) -> str | None:
    return next((each.get("href") for each in islice(element.iterancestors("a"), 1)), None)


def place(layout: Layout, element: HtmlElement, numbers: dict[HtmlElement, int]) -> Picture:
    """An element as a picture. numbers: of the sections, by their elements."""
    link: str | None = None
    around: HtmlElement | None = element
    position = -1
    for _ in range(MAX_DEPTH):
        if around is None or around in numbers:
            break
        if around.tag == "a":
            link = around.get("href")
        if position < 0:
            position = _end_of_sibling(layout, around, numbers)
        around = around.getparent()
    section = numbers.get(around, 0) if around is not None else 0
    if link is None and around is not None:
        link = _link_around(around)
    return Picture(element, section, position if position >= 0 else layout.sections[section].start, link)


def _end_of_sibling(layout: Layout, element: HtmlElement, numbers: dict[HtmlElement, int]) -> int:
    """The position after the section that stands before an element in its container, -1 without one."""
    before = (numbers.get(each) for each in islice(element.itersiblings(preceding=True), MAX_DEPTH))
    return next((layout.sections[number].end for number in before if number is not None), -1)
