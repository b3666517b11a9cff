"""The pictures and documents that a portal's selectors choose: taken as they are, whatever they look like."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from archive.article import Attachment, Image
from crawler.extraction.address import absolute
from crawler.extraction.blocks import PICTURES, Layout
from crawler.extraction.documents import media_type
from crawler.extraction.images.find import MAX_IMAGES, Gallery
from crawler.extraction.images.source import source

Chosen = list[HtmlElement | str]  # as selectors.select_any gives it


def selected_images(layout: Layout, chosen: Chosen, found: Gallery, url: str | None) -> Gallery:
    """The gallery of the chosen pictures; `found` where nothing was chosen.

    A chosen element is a picture, holds some, or links to one; a string is an address. What was found by itself lends
    its captions.
    """
    if not chosen:
        return found
    known = {image.url: image for image in found.images}
    positions = {section.element: section.start for section in layout.sections}
    positions |= {picture.element: picture.position for picture in layout.pictures}
    places: dict[int, list[Image]] = {}
    seen: set[str] = set()
    for item in _pictures(chosen):
        address = _address(item, url)
        if address and address not in seen and len(seen) < MAX_IMAGES:
            seen.add(address)
            position = _position(item, positions)
            places.setdefault(position, []).append(known.get(address) or _image(item, address))
    return replace(found, places=places) if places else found


def selected_attachments(chosen: Chosen, url: str | None) -> tuple[Attachment, ...]:
    """The documents that the chosen links lead to, or the links in the chosen elements; a string is an address."""
    found: dict[str, Attachment] = {}
    for item in chosen:
        for link in [item] if isinstance(item, str) else item.iter("a"):
            address = absolute(link if isinstance(link, str) else link.get("href"), url)
            if address and address not in found:
                title = "" if isinstance(link, str) else _text(link)
                found[address] = Attachment(url=address, title=title or None, media_type=media_type(address, title))
    return tuple(found.values())


def _pictures(chosen: Chosen) -> Iterator[HtmlElement | str]:
    for item in chosen:
        if isinstance(item, str) or item.tag in PICTURES:
            yield item
            continue
        inside = list(item.iter(*PICTURES))
        yield from inside or ([item] if item.tag == "a" else [])


def _position(item: HtmlElement | str, positions: dict[HtmlElement, int]) -> int:
    """The number of the block before which it stands; the top for addresses, and for what stands in the head."""
    around = [] if isinstance(item, str) else [item, *item.iterancestors()]
    return next((positions[element] for element in around if element in positions), 0)


def _address(item: HtmlElement | str, url: str | None) -> str | None:
    if isinstance(item, str):
        return absolute(item, url)
    return absolute(item.get("href"), url) if item.tag == "a" else source(item, url)


def _image(item: HtmlElement | str, address: str) -> Image:
    if isinstance(item, str):
        return Image(url=address)
    figures: Iterable[HtmlElement] = item.iterancestors("figure")
    captions = [_text(caption) for figure in figures for caption in figure.iter("figcaption")]
    return Image(
        url=address, caption=next(filter(None, captions), None), alt=" ".join(item.get("alt", "").split()) or None
    )


def _text(element: HtmlElement) -> str:
    return " ".join(unicodedata.normalize("NFC", "".join(element.itertext())).split())
