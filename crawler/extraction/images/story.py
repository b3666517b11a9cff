"""Which pictures of a page stand in a story or lead it; whether they are its own is decided by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.extraction.blocks import Layout, Picture, Section
from crawler.extraction.body import Body
from crawler.extraction.chrome import name_words, suspect
from crawler.extraction.images.decoration import enlarges, in_figure, is_decoration, leads_away
from crawler.extraction.images.pictures import backgrounds_in, pictures_in
from crawler.extraction.images.source import likeness, source

WHOLE = frozenset({"article", "main"})  # elements that hold one story
GALLERIES = frozenset({"gallery", "slideshow", "slider", "carousel", "lightbox", "fancybox", "album", "swiper"})
CAPTIONS = frozenset({"figcaption", "caption", "captions", "captioned"})
ABOVE = 15  # blocks above the headline in which the picture that the page states may stand
CLOSE = 3  # blocks above the headline in which a figure leads the story
AFTER = 2  # blocks after the story's last in which a picture is its
MAX_STATED = 3
MAX_PICTURES = 5000  # looked at


@dataclass(frozen=True, slots=True)
class Story:
    """Where a story stands on a page.

    section: its container. top: the number of the innermost section that holds the container and the headline; whole:
    that of the article or main element around them, else the same. first: the position of the headline, else of the
    container; last: of the last picture that is the story's without further signs. text: the numbers of its blocks,
    with the headline's. stated: what identifies the pictures that the page's metadata name.
    """

    layout: Layout
    body: Body
    url: str | None
    headline: int | None
    section: Section
    top: int
    whole: int
    first: int
    last: int
    text: tuple[int, ...]
    stated: frozenset[str]

    @classmethod
    def of(cls, layout: Layout, body: Body, headline: int | None, url: str | None, stated: Sequence[str]) -> Story:
        section, top = layout.sections[body.section], scope_of(layout, body.section, headline)
        return cls(
            layout,
            body,
            url,
            headline,
            section,
            top,
            whole=next((number for number in layout.ancestors(top) if layout.sections[number].tag in WHOLE), top),
            first=section.start if headline is None else headline,
            last=min(section.end, max(body.kept, default=section.end) + AFTER),
            text=tuple(sorted({*body.kept, *(() if headline is None else (headline,))})),
            stated=frozenset(likeness(each) for each in stated[:MAX_STATED]),
        )

    def states(self, address: str) -> bool:
        return bool(self.stated) and likeness(address) in self.stated


def scope_of(layout: Layout, section: int, headline: int | None) -> int:
    """The number of the innermost section that holds both the story's container and its headline."""
    for number in layout.ancestors(section):
        candidate = layout.sections[number]
        if headline is None or candidate.start <= headline < candidate.end:
            return number
    return section


def story_pictures(story: Story) -> Iterator[tuple[Picture, str]]:
    """The pictures in a story and above it, in page order, with their addresses, "" where none can be told."""
    for picture in _around(story)[:MAX_PICTURES]:
        inside = _inside(story, picture)
        if not inside and not _may_be_stated(story, picture):
            continue
        address = source(picture.element, story.url) or ""
        if (inside or story.states(address)) and not is_decoration(picture, address):
            yield picture, address


def _around(story: Story) -> list[Picture]:
    """All pictures that may be the story's, by where they stand."""
    layout = story.layout
    before = layout.sections[story.top].start
    above = [each for each in layout.pictures if story.first - ABOVE <= each.position < before]
    backgrounds = backgrounds_in(layout, story.body.section)
    found = [*above, *pictures_in(layout, story.top, story.url), *backgrounds]
    return sorted(found, key=lambda picture: picture.position)


def _inside(story: Story, picture: Picture) -> bool:
    """Whether a picture stands in the story, from above the headline to the end of its container, and in no chrome."""
    scope = story.layout.sections[story.top]
    if not min(scope.start, story.first - CLOSE) <= picture.position <= scope.end:
        return False
    if picture.position > story.last:
        return _follows(story, picture) and not _in_chrome(story, picture)
    if picture.position < scope.start or (picture.position <= story.first and not _within(story, picture, story.top)):
        return _heads(story, picture)
    # The lead picture often stands in what is called a hero, an overlay or a teaser.
    lead = story.headline is not None and picture.position <= story.section.start and not leads_away(picture.link)
    return (lead and in_figure(story.layout, picture)) or not _in_chrome(story, picture)


def _heads(story: Story, picture: Picture) -> bool:
    """Whether a picture above the headline is the lead: a figure in the same article, right above."""
    if not _within(story, picture, story.whole) or story.layout.sections[story.whole].tag not in WHOLE:
        return False
    return in_figure(story.layout, picture) and not leads_away(picture.link) and not _in_chrome(story, picture)


def _within(story: Story, picture: Picture, section: int) -> bool:
    return section in story.layout.ancestors(picture.section)


def _may_be_stated(story: Story, picture: Picture) -> bool:
    """Whether a picture in chrome or above the headline may be the one that the page's head names."""
    if not story.stated or not story.first - ABOVE <= picture.position <= story.section.end or leads_away(picture.link):
        return False
    return not any(story.layout.sections[number].hidden for number in story.layout.ancestors(picture.section))


def _follows(story: Story, picture: Picture) -> bool:
    """Whether a picture after the text is one of the story's: of a gallery, or in a figure in the story's container."""
    if leads_away(picture.link):
        return False
    if enlarges(picture.link) or (picture.position <= story.section.end and in_figure(story.layout, picture)):
        return True
    around = [story.layout.sections[number].names for number in story.layout.ancestors(picture.section)[:4]]
    return any(not GALLERIES.isdisjoint(name_words(names)) for names in around)


def _in_chrome(story: Story, picture: Picture) -> bool:
    """Whether a picture stands in chrome; a figure that is called a caption is none for its picture."""
    for number in story.layout.ancestors(picture.section):
        if not story.body.chrome[number]:
            break
        why = suspect(story.layout.sections[number])
        if why and CAPTIONS.isdisjoint(name_words(why)):
            return True
    return False
