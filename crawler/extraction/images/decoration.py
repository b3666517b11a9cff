"""What is no picture of a story: icons, logos, trackers, portraits of authors, and what leads to other stories."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.extraction.blocks import HEADINGS, HIDDEN, Layout, Picture
from crawler.extraction.chrome import name_words
from crawler.extraction.images.source import PICTURE_FILE

SIZE = re.compile(r"\s*(\d{1,5})(?:px)?\s*$")
STYLE_SIZE = re.compile(r"(?i)(?:^|[;\s])(?:width|height)\s?:\s?(\d{1,4})px")
STATED_SIZE = re.compile(r"[/_-](\d{1,4})x(\d{1,4})(?:[/._-]|$)")
# Of addresses in lower case.
NO_STORY = re.compile(
    r"(?:^|[/_.=-])(?:logos?|icons?|ico|sprite|avatar|gravatar|spacer|blank|pixel|1x1|loading|loader|placeholder|transparent|"
    r"emoji|button|btn|banner|ads?|tracking|arrow|bullet|captcha|newsletters?|counter|default-?avatar|no-?image)"
    r"(?:[/_.=-]|\d{0,3}(?:[/_.=-]|$))"
)
# Also the opening of names that phones and networks give to photographs, which go on with a long number.
NETWORKS = re.compile(
    r"(?:^|[/_.=-])(?:facebook|twitter|zalo|youtube|share|rss|telegram)(?:[/_.=-]|\d{0,3}(?:[/_.=-]|$))"
)
TRACKERS = re.compile(
    r"piwik|matomo|analytics|doubleclick|vgwort|scorecardresearch|"
    r"/(?:tr|pixel|beacon|counter|hit|collect)(?:/?$|\.(?:gif|png|php))"
)
PHOTOGRAPH = re.compile(r"\d{6}")
# Words that pictures of stories are named by too; decoration is rarely a photograph.
DECORATION = re.compile(
    r"(?:^|[/_.=-])(?:clock|calendar|dot|print|plus|minus|close|search|menu|play|next|prev)[_-]?\d{0,3}"
    r"\.(?:gif|png|svg|webp)(?:$|\?)"
    r"|/\w{0,12}(?:icon|breadcrumb|preloader|bullet)s?\.(?:gif|png|webp)(?:$|\?)"
    r"|[/_.=-]qr(?:-?code)?[_.-][^/]{0,40}$"
)
# fmt: off
NO_STORY_NAMES = frozenset((
    "logo", "logos", "icon", "icons", "avatar", "emoji", "sprite", "author", "authors", "autor", "byline", "profile",
    "headshot", "pixel", "tracker", "ad", "ads", "banner", "smiley", "circle", "newsletter", "promo", "qrcode",
))
BUTTON_NAMES = frozenset(("share", "social"))
BOX_NAMES = BUTTON_NAMES | frozenset((
    "logo", "logos", "avatar", "author", "authors", "autor", "byline", "profile", "headshot", "ad", "ads", "banner",
    "newsletter", "promo", "related", "recommended", "breadcrumb",
))
TEASER_NAMES = frozenset(("teaser", "teasers"))  # of other stories, but for the lead picture's
PLAYER_NAMES = frozenset(("video", "videos", "player", "podcast", "audio"))
# fmt: on
PICTURE_PAGE = re.compile(
    r"(?i)[/_-](?:\w{0,12}photos?|images?|gallery|galerie|galeria|fotos?|bild|attachment)[/_-]|[?&_=](?:showpic|lightbox)\b"
)
PERSON = re.compile(
    r"(?i)/(?:autor(?:en|es)?|authors?|auteurs?|contributors?|columnists?|redaktion|redacteur|profile?s?|tac-gia|people|staff)/"
)
FIGURES = frozenset({"figure", "picture"})
SMALL = 90  # pixels: what is less wide or high is decoration
THUMBNAIL = 120  # pixels of both sides in the address
RATIO = 24  # and what no longer is a size
LARGE = 200  # stated pixels of both sides that no button has
BOX = 12  # blocks; a container of more is not a picture's own
NEAR = 3  # blocks around a picture in which a link to the same story makes it that story's


def is_decoration(picture: Picture, address: str) -> bool:
    """Whether stated size, address or names tell that a picture is an icon, a logo, a tracker, a button, an avatar."""
    element = picture.element
    sizes = stated_sizes(element)
    if any(size < SMALL for size in sizes) and not enlarges(picture.link):
        return True
    bare = address.partition("?")[0].lower()
    if bare.endswith((".svg", ".ico")) or TRACKERS.search(bare) or HIDDEN.search(element.get("style") or ""):
        return True
    path = "/" + unquote(bare.partition("//")[2].partition("/")[2])[-120:]
    if NO_STORY.search(path) or DECORATION.search(path) or PERSON.search(path) or _thumbnail(path):
        return True
    if NETWORKS.search(path) and not PHOTOGRAPH.search(path.rpartition("/")[2]):
        return True
    words = name_words(f"{element.get('class', '')} {element.get('id', '')}")
    large = len(sizes) >= 2 and min(sizes) >= LARGE
    return not NO_STORY_NAMES.isdisjoint(words) or (not large and not BUTTON_NAMES.isdisjoint(words))


def stated_sizes(element: HtmlElement) -> list[int]:
    """The pixels that an element states of its width and height."""
    stated = [int(match[1]) for name in ("width", "height") if (match := SIZE.match(element.get(name) or ""))]
    return stated or [int(size) for size in STYLE_SIZE.findall((element.get("style") or "")[:500])]


def _thumbnail(path: str) -> bool:
    """Whether an address states a small size; 16x9 is none."""
    sizes = [(int(width), int(height)) for width, height in STATED_SIZE.findall(path)]
    return any(RATIO < width < THUMBNAIL and RATIO < height < THUMBNAIL for width, height in sizes)


def enlarges(link: str | None) -> bool:
    """Whether a link leads to a picture: its file, or a page about it."""
    return bool(link) and bool(PICTURE_FILE.search(link or "") or PICTURE_PAGE.search(link or ""))


def leads_away(link: str | None) -> bool:
    """Whether a link leads to another page, as far as the link tells."""
    return bool(link) and not (link or "").startswith(("#", "javascript:")) and not enlarges(link)


def belongs_elsewhere(
    layout: Layout, picture: Picture, text: Sequence[int], top: int, *, lead: bool, captioned: bool
) -> bool:
    """Whether a picture is another story's, a player's or a person's: by its link, by what its box is called or holds.

    text: the numbers of the story's blocks, in order. top: the section in which the story and its headline stand.
    lead: whether the picture stands above the text. captioned: whether it has a caption of its own.
    """
    box = _box(layout, picture, text, top)
    words = frozenset().union(*(name_words(layout.sections[number].names) for number in box[:5]))
    framed = in_figure(layout, picture, frozenset({"figure"}))
    if not BOX_NAMES.isdisjoint(words) or not (lead or TEASER_NAMES.isdisjoint(words)):
        return True
    if not framed and not PLAYER_NAMES.isdisjoint(words):
        return True
    if leads_away(picture.link):
        return not framed or bool(PERSON.search(picture.link or "")) or _told_by_link(layout, picture)
    return not (framed and captioned) and any(_tells_of_other(layout, number) for number in box)


def _box(layout: Layout, picture: Picture, text: Sequence[int], top: int) -> list[int]:
    """The sections around a picture that hold nothing of the story, the innermost first."""
    box = []
    for number in layout.ancestors(picture.section):
        section = layout.sections[number]
        first = bisect_left(text, section.start)
        if number == top or section.end - section.start > BOX or (first < len(text) and text[first] < section.end):
            break
        box.append(number)
    return box


def _told_by_link(layout: Layout, picture: Picture) -> bool:
    """Whether words near the picture lead where it leads: both are another story's."""
    around = layout.blocks[max(0, picture.position - NEAR) : picture.position + NEAR]
    return any(href == picture.link and text.strip() for block in around for text, href, _ in block.runs)


def _tells_of_other(layout: Layout, number: int) -> bool:
    """Whether a box has a heading, or next to nothing, but links to other pages."""
    section = layout.sections[number]
    blocks = layout.blocks[section.start : section.end]
    headings = [
        block
        for block in blocks
        if block.density > 0.6
        and (block.tag in HEADINGS or block.size >= 30)
        and not _in_caption(layout, block.section)
    ]
    return any(leads_away(next((href for _, href, _ in block.runs if href), None)) for block in headings)


def in_figure(layout: Layout, picture: Picture, tags: frozenset[str] = FIGURES) -> bool:
    """Whether a picture stands in one of these elements, or is one."""
    around = layout.ancestors(picture.section)[:4]
    return picture.element.tag in tags or any(layout.sections[number].tag in tags for number in around)


def _in_caption(layout: Layout, section: int) -> bool:
    around = (layout.sections[number] for number in layout.ancestors(section)[:3])
    return any(each.tag == "figcaption" or "caption" in name_words(each.names) for each in around)
