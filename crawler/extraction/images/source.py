"""The address of a picture: of the several that an element states, the one of the picture itself, and the largest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.extraction.address import absolute

LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-hi-res-src",
        "data-full-src", "data-original-src", "data-echo", "file")  # fmt: skip
BACKGROUNDS = ("data-bg", "data-background-image", "data-background", "data-bg-src", "data-bgset")
BACKGROUND = re.compile(
    r"(?i)background(?:-image)?\s{0,3}:[^;]{0,100}?url\(\s{0,3}[\"']?([^\"')]{4,2000}?)[\"']?\s{0,3}\)"
)
DESCRIPTOR_END = re.compile(r"(\s\d{1,6}(?:\.\d{1,4})?[wx])\s?,")
DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)[wx]")
MAX_SRCSET = 20_000
MAX_SOURCES = 30
NEST = 12  # elements between a picture and its img: parsers take `source` for a container
PICTURE_FILE = re.compile(
    r"(?i)\.(?:jpe?g|jfif|png|webp|gif|avif|bmp|tiff?)(?:[?#].{0,2000})?$|=[swh]\d{2,4}(?:-[\w-]{1,20})?$"
)
ENDINGS = re.compile(r"(?:\.(?:jpe?g|jfif|png|webp|gif|avif|bmp|tiff?))+$")
# What content management systems put around a file's name for a rendition of it.
RENDITION = re.compile(
    r"^(?:thumb|thumbnail|small|tn|s|\d{2,4}x\d{2,4})_|"
    r"(?:[-_.~](?:\d{2,4}x\d{0,4}|\d{2,4}[wh]|\d{2,4}px|scaled|resized?|thumb|thumbnail|small|medium|large|full|orig"
    r"|original|[smlx]{1,2})|@\dx|[-_]\dx|=[swh]\d{1,4}(?:-[a-z0-9-]{1,30})?)$"
)
RENDITION_WORDS = frozenset((
    "thumb", "thumbs", "thumbnail", "thumbnails", "small", "medium", "large", "original", "originals", "full",
    "preview", "mini", "big", "normal",
))  # fmt: skip
RENDITION_FOLDER = re.compile(
    r"\d{2,4}x\d{0,4}|[wh]_?\d{2,4}\b.*|\d{2,4}w|fit-in|.*\b(?:width|resize|crop|quality|scale)\b.*"
)
RENDITION_KEY = re.compile(
    r"(?:^|&)(?:w|h|q|width|height|quality|size|resize|fit|crop|strip|itok|ver|v|s|auto|format|fm|dpr|rect)=[^&]*"
)
TYPO3 = re.compile(r"csm_(.{1,200})_[0-9a-f]{10}")
WIDTHS = re.compile(r"[-_/=](\d{2,4})(?:x\d{0,4}|w|px)(?=[-_./,~@]|$)")
ORIGINAL = 10_000
THUMBNAIL = 400  # pixels; what is linked to a picture and no wider is a thumbnail of it
LONG_NAME = 10  # characters; so long a file's name is no other picture's


def source(element: HtmlElement, url: str | None) -> str | None:
    """The address of the picture itself, not of the blank that stands in until a script runs; the largest of a set."""
    return next(filter(None, (absolute(candidate, url) for candidate in _candidates(element))), None)


def stated_source(element: HtmlElement) -> str:
    """The same as the page states it, not made absolute; "" where it states none."""
    return next(filter(None, _candidates(element)), "")


def _candidates(element: HtmlElement) -> Iterator[str | None]:
    yield _largest([element])
    yield next((element.get(name) for name in LAZY if element.get(name)), None)
    stated = element.get("src")
    if not stated or stated.startswith("data:") or stands_in(stated):
        yield _other_attribute(element)
        yield _largest(_sources(element))
    yield stated
    yield from (element.get(name) for name in BACKGROUNDS)
    if match := BACKGROUND.search(element.get("style") or ""):
        yield match[1]


def _sources(element: HtmlElement) -> Iterator[HtmlElement]:
    """The `source` elements of the `picture` around an image, or in it."""
    around: HtmlElement | None = element
    for _ in range(NEST):
        if around is None or around.tag == "picture":
            break
        around = around.getparent()
    if around is not None and around.tag == "picture":
        yield from islice(around.iter("source"), MAX_SOURCES)


def stands_in(address: str) -> bool:
    """Whether an address is, by its name, of a blank."""
    name = address.partition("?")[0].rpartition("/")[2].lower()
    return any(
        word in name
        for word in ("blank", "placeholder", "lazy", "spacer", "transparent", "1x1", "loading", "grey.", "gray.")
    )


def _other_attribute(element: HtmlElement) -> str | None:
    """What a script unknown to us would read: an attribute of data that holds a picture's address."""
    attributes = ((str(name), str(value)) for name, value in element.attrib.items())
    return next(
        (
            value
            for name, value in attributes
            if name.startswith("data-") and len(value) < 2000 and PICTURE_FILE.search(value)
        ),
        None,
    )


def _largest(elements: Iterable[HtmlElement]) -> str | None:
    """The address with the greatest width or density in the elements' srcsets."""
    best, best_size = None, 0.0
    for element in elements:
        for name, value in element.attrib.items():
            if not str(name).endswith("srcset"):
                continue
            for candidate, size in srcset(str(value)):
                if size > best_size and not candidate.startswith("data:"):
                    best, best_size = candidate, size
    return best


def srcset(value: str) -> Iterator[tuple[str, float]]:
    """The addresses of a srcset with their size, 1 where none is stated. A comma may be part of an address."""
    address: str | None = None
    for word in DESCRIPTOR_END.sub(r"\1 ", value[:MAX_SRCSET]).split():
        size = DESCRIPTOR.fullmatch(word)
        if size and address:
            yield address, float(size[1])
            address = None
            continue
        if address:
            yield address, 1.0
        address = word.strip(",") or None
    if address:
        yield address, 1.0


@lru_cache(maxsize=1024)
def identity(address: str) -> str:
    """What the addresses of one picture in several sizes have in common."""
    folders, name, query = _parts(address)
    stem = ENDINGS.sub("", name)
    if stem == name:
        return f"{folders}/{_bare(name)}?{RENDITION_KEY.sub('', query)}"
    if match := TYPO3.fullmatch(stem):
        return _bare(match[1])
    return "/".join([*(folder for folder in folders.split("/") if not _is_rendition(folder)), _bare(stem)])


@lru_cache(maxsize=1024)
def likeness(address: str) -> str:
    """The same for a copy that may lie elsewhere, as the one for social networks does: a long name is enough."""
    name = identity(address).rpartition("/")[2]
    return name if len(name) >= LONG_NAME and "?" not in name else identity(address)


def _is_rendition(folder: str) -> bool:
    if folder.isalnum() and (folder.isalpha() or folder.isdigit()):
        return folder in RENDITION_WORDS
    return bool(RENDITION_FOLDER.fullmatch(folder))


def _parts(address: str) -> tuple[str, str, str]:
    """An address's folders and file in lower case, and its query; of the picture itself where a proxy's holds it."""
    address = unquote(address)
    inner = max(address.rfind("http://"), address.rfind("https://"), 0)
    path, _, query = address[inner:].partition("?")
    folders, _, name = path.lower().rpartition("/")
    return folders, name, query


def _bare(stem: str) -> str:
    """A file's name without what tells one rendition from another."""
    for _ in range(4):
        shorter = RENDITION.sub("", stem)
        if shorter == stem or len(shorter) < 2:
            break
        stem = shorter
    return stem


def extent(address: str) -> int:
    """How wide, as far as its address tells, a rendition of a picture is; a name without a size is the original's."""
    path = unquote(address).partition("?")[0].lower()
    sizes = [int(size) for size in WIDTHS.findall(path)]
    if sizes:
        return max(sizes)
    stem = ENDINGS.sub("", path.rpartition("/")[2])
    return ORIGINAL if _bare(stem) == stem else 1


def enlarged(address: str, link: str | None, url: str | None) -> str:
    """The picture that a thumbnail is linked to, where it is the same one; else the address itself."""
    full = absolute(link, url) if link and PICTURE_FILE.search(link) else None
    if not full:
        return address
    same = identity(full) == identity(address)
    return full if (same and extent(full) >= extent(address)) or extent(address) <= THUMBNAIL else address
