"""The story in the data that a page hands to its scripts: for pages whose HTML holds next to nothing of it.

Sought is an object with a title as the page's own (or the page's address) and a long text in it, not an address of
another story. Dates, authors and pictures are taken from the same object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.extraction.script.rich_text import Renderer, text_size
from crawler.extraction.title import PART, letters

# ruff: noqa: SIM905 - words read better as a text

Object = dict[str, Any]

MAX_OBJECTS = 50_000  # objects and lists that are looked at
MAX_DEPTH = 40
MAX_PARTS = 2_000  # of one object or list
MAX_CANDIDATES = 12  # objects that are rendered
LEVELS = 3  # an object's own, and those around it, in which the text of a title is sought
LONGEST_KEY = 200
SHORTEST_STORY = 200  # characters, those of dense scripts counted double
SHORTEST_NAME = 8  # letters of a title that may be a part of another

TITLES = ("title", "headline", "headlines", "articletitle", "newstitle", "posttitle", "name", "subject", "heading")
PUBLISHED = tuple(
    "publishedat datepublished publishdate publisheddate publicationdate publishedon published publishtime "
    "publishedtime firstpublishdate firstpublishedat displaydate pubdate releasedate postdate newsdate date".split()
)
MODIFIED = tuple("modifiedat datemodified updatedat modified updated lastupdated lastmodified modificationdate".split())
AUTHORS = ("authors", "author", "byline", "writer", "creators", "reporter", "credits")
SUMMARIES = ("summary", "excerpt", "description", "lead", "standfirst", "abstract", "sapo", "subtitle", "intro")
PICTURES = ("leadimage", "mainimage", "featuredimage", "heroimage", "coverimage", "image", "images", "cover", "hero",
            "previewimage", "thumbnail", "photo", "photos", "promoitems", "featuredmedia", "imageurl")  # fmt: skip
# What hangs under these is another story, a part of the site or somebody's remark.
FOREIGN = re.compile(
    r"(?i)related|recommend|similar|comments?$|sidebar|popular|trending|latest|most_?read|menu|navigation|footer|breadcrumb"
    r"|translation|i18n|locales?$|messages|author|tags|categor|adverti|^ads$|config|settings|seo|meta|jsonld|next_?(?:post|article)"
    r"|prev(?:ious)?(?:post|article|$)"
)
NUMBER = re.compile(r"\d{4,20}")
STORY_KEYS = frozenset({"url", "slug", "href", "link", "path", "permalink", "canonicalurl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What an object says. markup: HTML, not clean. published, modified: (key, raw text). size: characters of text."""

    markup: str
    size: int
    title: str | None = None
    published: tuple[str, str] | None = None
    modified: tuple[str, str] | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    figures: str = ""


def find_story(values: Iterable[Any], *, names: tuple[str, ...], url: str | None) -> Story | None:
    """The story that is this page's own. names: what the page calls itself elsewhere; url: its address."""
    claims = tuple(filter(None, (letters(part) for name in names for part in (name, *PART.split(name)))))
    marks = _marks(url)
    renderer, best, tried = Renderer(), None, 0
    for chain in _objects(values):
        title = _title(chain[0])
        if not title or not (_agrees(letters(title), claims) or _is_at(chain[0], marks)):
            continue
        tried += 1
        story = next(filter(None, (_story(holder, title, renderer) for holder in chain)), None)
        if story and (best is None or story.size > best.size):
            best = story
        if tried >= MAX_CANDIDATES:
            break
    return best


def _objects(values: Iterable[Any]) -> Iterator[tuple[Object, ...]]:
    """All objects, each once, with the ones around it, the innermost first."""
    pending: list[tuple[Any, tuple[Object, ...], int]] = [(value, (), 0) for value in reversed(list(values))]
    seen: dict[int, Any] = {}  # Nuxt's data may refer to themselves
    while pending and len(seen) < MAX_OBJECTS:
        value, around, depth = pending.pop()
        if isinstance(value, str):
            value = _nested(value)
        if not isinstance(value, (dict, list)) or id(value) in seen:
            continue
        seen[id(value)] = value
        around = (value, *around)[:LEVELS] if isinstance(value, dict) else ()
        if around:
            yield around
        if depth < MAX_DEPTH:
            pending.extend((part, around, depth + 1) for part in reversed(_parts(value)))


def _parts(value: Object | list[Any]) -> list[Any]:
    """What of an object or list may hold objects."""
    parts = (part for key, part in value.items() if not _is_foreign(key)) if isinstance(value, dict) else value
    return [part for part in islice(parts, MAX_PARTS) if isinstance(part, (dict, list)) or _is_json(part)]


@lru_cache(maxsize=4096)
def _is_foreign(key: str) -> bool:
    return len(key) > LONGEST_KEY or bool(FOREIGN.search(key))


def _is_json(value: Any) -> bool:
    return isinstance(value, str) and len(value) >= 300 and value[0] in "{[" and value[-1] in "}]"


def _nested(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _first(holder: Object, keys: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The properties with these names, in the order of the names."""
    known = {_plain(key): key for key in reversed(holder)}
    for key in keys:
        if key in known and holder[known[key]]:
            yield known[key], holder[known[key]]


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts of a property: its own, or those in a small object or list."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, (dict, list)) and depth < 3:
        named = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict) and isinstance(value.get("name"), str):
            named = [value["name"]]
        for part in list(named)[:10]:
            yield from _texts(part, depth + 1)


def _title(holder: Object) -> str | None:
    for _, value in _first(holder, TITLES):
        for text in _texts(value, 1):
            if len(text) <= 400:
                return text
    return None


def _agrees(title: str, claims: tuple[str, ...]) -> bool:
    if title in claims:
        return True
    return len(title) >= SHORTEST_NAME and any(
        title in claim or (len(claim) >= SHORTEST_NAME and claim in title) for claim in claims
    )


def _marks(url: str | None) -> frozenset[str]:
    """What in an address may be a story's own name or number."""
    try:
        parts = urlsplit(unquote(url or "")[:2000])
    except ValueError:
        return frozenset()
    last = parts.path.rstrip("/").rpartition("/")[2]
    names = {last, *NUMBER.findall(f"{parts.path}?{parts.query}")}
    return frozenset(name for name in names if len(name) >= SHORTEST_NAME or (len(name) >= 4 and name.isdecimal()))


def _is_at(holder: Object, marks: frozenset[str]) -> bool:
    """Whether an object gives the page's address, or the number in it, as its own."""
    for key, value in holder.items():
        name = _plain(key)
        if name in STORY_KEYS and isinstance(value, str):
            own: object = unquote(value[:2000]).rstrip("/").rpartition("/")[2]
        else:
            own = value if name.endswith("id") else None
        if isinstance(own, (str, int)) and str(own) in marks:
            return True
    return False


def _story(holder: Object, title: str, renderer: Renderer) -> Story | None:
    """What an object with a long text says, None for one without."""
    bodies = (renderer.render(value) for key, value in holder.items() if _may_be_body(key, value))
    markup = max(bodies, key=text_size, default="")
    if text_size(markup) < SHORTEST_STORY:
        return None
    figures = next((shown for _, value in _first(holder, PICTURES) if (shown := renderer.figures(value))), "")
    return Story(
        markup=markup,
        size=text_size(markup),
        title=title,
        published=_raw(holder, PUBLISHED),
        modified=_raw(holder, MODIFIED),
        authors=tuple(text for _, value in list(_first(holder, AUTHORS))[:1] for text in _texts(value)),
        summary=next((text for _, value in _first(holder, SUMMARIES) for text in _texts(value, 2)), None),
        figures=figures,
    )


def _may_be_body(key: str, value: Any) -> bool:
    if _is_foreign(key) or _plain(key) in TITLES:
        return False
    if isinstance(value, list):
        return not any(
            isinstance(item, dict) and _title(item) and STORY_KEYS & set(map(_plain, item)) for item in value
        )
    return isinstance(value, (str, dict))


def _raw(holder: Object, keys: tuple[str, ...]) -> tuple[str, str] | None:
    for key, value in _first(holder, keys):
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return key, str(value)
    return None
