"""The story's pictures with what is printed under them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from archive.article import Image
from crawler.extraction.blocks import Layout, Picture
from crawler.extraction.body import Body
from crawler.extraction.images.captions import caption_blocks, caption_text
from crawler.extraction.images.credits import bare_credit, split_credit, stated_credit
from crawler.extraction.images.decoration import belongs_elsewhere
from crawler.extraction.images.source import enlarged, extent, identity
from crawler.extraction.images.story import Story, story_pictures

MAX_IMAGES = 200
SENTENCE = 30  # the size of a block that is a text by itself


@dataclass(slots=True)
class Gallery:
    """The pictures of a story. places: by the number of the block that follows; captions: the blocks that are such."""

    places: dict[int, list[Image]] = field(default_factory=dict)
    captions: set[int] = field(default_factory=set)

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(image for position in sorted(self.places) for image in self.places[position])


def find_images(
    layout: Layout, body: Body, headline: int | None, url: str | None, stated: Sequence[str] = ()
) -> Gallery:
    """The pictures of the story: those in its container, and its lead picture above the text or the headline.

    stated: the addresses of the pictures that the page's metadata name.
    """
    gallery = Gallery()
    if body.section < 0:
        return gallery
    story = Story.of(layout, body, headline, url, stated)
    places: dict[str, int] = {}
    for picture, address in story_pictures(story):
        if len(places) >= MAX_IMAGES:
            break
        captions = caption_blocks(layout, picture, body.section)
        if not story.states(address) and _belongs_elsewhere(story, picture, captions):
            continue
        gallery.captions.update(captions)
        if address:
            image = _image(layout, picture, enlarged(address, picture.link, url), captions)
            _add(gallery, places, picture.position, image)
    if not any(layout.blocks[number].size >= SENTENCE for number in body.kept if number not in gallery.captions):
        gallery.captions.clear()  # a story in pictures: what is printed under them is its text
    return gallery


def _belongs_elsewhere(story: Story, picture: Picture, captions: list[int]) -> bool:
    text = [number for number in story.text if number not in captions] if captions else story.text
    lead = picture.position <= story.section.start
    return belongs_elsewhere(story.layout, picture, text, story.top, lead=lead, captioned=bool(captions))


def _add(gallery: Gallery, places: dict[str, int], position: int, image: Image) -> None:
    """One picture in the place where it stands first, at the largest size that it is seen in."""
    name = identity(image.url)
    known = gallery.places.setdefault(places.setdefault(name, position), [])
    for index, other in enumerate(known):
        if identity(other.url) == name:
            url = image.url if extent(image.url) > extent(other.url) else other.url
            known[index] = replace(
                other, url=url, caption=other.caption or image.caption, credit=other.credit or image.credit
            )
            return
    known.append(image)


def _image(layout: Layout, picture: Picture, address: str, captions: list[int]) -> Image:
    printed = unicodedata.normalize("NFC", caption_text(layout, captions)).strip()
    stated = _stated_credit(layout, picture)
    if stated and printed:
        printed = _without(printed, stated)
    caption, credit = split_credit(printed) if any(map(str.isalnum, printed)) else (None, None)
    alt = " ".join((picture.element.get("alt") or "").split()) or None
    return Image(url=address, caption=caption, credit=bare_credit(stated) if stated else credit, alt=alt)


def _stated_credit(layout: Layout, picture: Picture) -> str | None:
    """What an element of the picture's figure that is named after credits says, as it is printed."""
    for number in layout.ancestors(picture.section)[:4]:
        section = layout.sections[number]
        if section.tag == "figure" or "caption" in section.names.lower():
            credit = stated_credit(section.element)
            return unicodedata.normalize("NFC", credit) if credit else None
    return None


def _without(caption: str, credit: str) -> str:
    """A caption without the credit that it opens or ends with."""
    if caption.endswith(credit):
        return caption[: -len(credit)].strip(" -–—|(/（[")
    if caption.startswith(credit):
        return caption[len(credit) :].strip(" -–—|)/）]")
    return caption
