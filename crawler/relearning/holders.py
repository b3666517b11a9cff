"""The elements of a page that hold a known value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice, takewhile

from lxml.etree import XPath
from lxml.html import HtmlElement

from crawler.extraction.dates.text import read_date
from crawler.extraction.images.source import source
from crawler.relearning.known import Known, is_title, picture_name, shared, words

MOST = 12  # elements that hold one value
LONGEST_TITLE = 400  # characters
LONGEST_DATED = 220
DATE_ATTRIBUTES = ("datetime", "content", "data-date", "data-time", "data-datetime", "data-published", "title")
_CLIMB = 4  # elements around a text that say no more than it
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "option", "head", "title"})
_ENOUGH = 0.85  # share of a body that its element holds
_TEXTS = XPath("descendant::text()[not(parent::script or parent::style or parent::noscript)]")
_BODIES = 4  # elements around the one that holds a body closest

Holder = tuple[HtmlElement, str]  # the element, and what follows its selector: "", "::text", "::attr(content)"


def of_title(tree: HtmlElement, known: Known) -> list[Holder]:
    """Where one of the headlines stands."""
    if not known.titles:
        return []
    found = list(islice(_saying(tree, lambda text: is_title(text, known.titles), LONGEST_TITLE), MOST))
    metas = (each for each in tree.iter("meta") if is_title(each.get("content") or "", known.titles))
    return [*found, *((each, "::attr(content)") for each in islice(metas, MOST))]


def of_date(tree: HtmlElement, known: Known, languages: tuple[str, ...], timezone: str | None) -> list[Holder]:
    """Where one of the days is the first that is printed."""
    if not known.days:
        return []

    def tells(text: str) -> bool:
        return sum(map(str.isnumeric, text)) >= 3 and day_of(text, languages, timezone) in known.days

    found = list(islice(_saying(tree, tells, LONGEST_DATED), MOST))
    stated = (
        (each, f"::attr({name})")
        for each in tree.iter("time", "meta", "span", "div", "p", "abbr")
        for name in DATE_ATTRIBUTES
        if each.get(name) and len(each.get(name, "")) <= LONGEST_DATED and tells(each.get(name, ""))
    )
    return [*found, *islice(stated, MOST)]


@lru_cache(maxsize=1 << 15)  # menus stand on every page
def day_of(text: str, languages: tuple[str, ...], timezone: str | None) -> str:
    """The first day that a text tells, as a portal's selector would have it read; "" where there is none."""
    return (read_date(" ".join(text.split()), languages, timezone) or "")[:10]


def of_name(tree: HtmlElement, wanted: tuple[str, ...]) -> list[Holder]:
    """Where one of some names stands by itself."""
    keys = {words(name) for name in wanted} - {""}
    return list(islice(_saying(tree, lambda text: words(text) in keys, LONGEST_TITLE), MOST)) if keys else []


def of_body(tree: HtmlElement, known: str) -> list[Holder]:
    """The element that holds a text closest, then those around it."""
    best, chain = tree, [tree]
    while True:
        inside = [(shared(text_of(child), known)[0], child) for child in best if isinstance(child.tag, str)]
        held, child = max(inside, key=lambda pair: pair[0], default=(0.0, best))
        if held < _ENOUGH:
            break
        best = child
        chain.append(child)
    if shared(text_of(best), known)[0] < _ENOUGH:
        return []
    return [(one, "") for one in reversed(chain) if one.tag not in {"html", "body", "p"}][:_BODIES]


def of_pictures(tree: HtmlElement, known: Known, base: str | None) -> list[Holder]:
    """The elements around the known pictures."""
    wanted = {picture_name(address) for address in known.images}
    own = [each for each in tree.iter("img") if picture_name(source(each, base) or "") in wanted]
    around: dict[HtmlElement, None] = {}
    for picture in own[:MOST]:
        around |= dict.fromkeys(islice(picture.iterancestors(), _CLIMB))
    return [*((each, "") for each in own[:1]), *((each, " img") for each in islice(around, MOST))]


def text_of(element: HtmlElement) -> str:
    """What an element says, scripts left out."""
    texts = _TEXTS(element)
    return " ".join(text for text in texts if isinstance(text, str)) if isinstance(texts, list) else ""


def _saying(tree: HtmlElement, says: Callable[[str], bool], longest: int) -> Iterator[Holder]:
    """Elements whose whole text says it, the innermost first; or only a text of their own."""
    said: dict[HtmlElement, bool | None] = {}  # None: it is longer

    def judged(element: HtmlElement) -> bool | None:
        if element not in said:
            text = _text_up_to(element, longest)
            said[element] = None if text is None else element.tag not in {"body", "html"} and says(text)
        return said[element]

    given: set[HtmlElement] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT or not _has_text(element):
            continue
        whole = False
        for one in takewhile(
            lambda each: judged(each) is not None, (element, *islice(element.iterancestors(), _CLIMB))
        ):
            whole = whole or bool(said[one])
            if said[one] and one not in given:
                given.add(one)
                yield one, ""
        if not whole and len(element) and any(says(text) for text in _own_texts(element) if len(text) <= longest):
            yield element, "::text"


def _has_text(element: HtmlElement) -> bool:
    return any(text.strip() for text in _own_texts(element))


def _own_texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _text_up_to(element: HtmlElement, longest: int) -> str | None:
    """The text of an element, None where it is longer."""
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > longest:
            return None
        parts.append(text)
    return " ".join("".join(parts).split())
