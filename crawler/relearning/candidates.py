"""The CSS selectors that could find an element on other pages, too: the short and lasting ones first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from lxml.html import HtmlElement

from crawler.extraction.chrome import chrome_names
from crawler.relearning import names

ABOVE = 9  # elements around one that a selector may name
_CHROME = 2.5  # cost of standing in a menu, a footer, a box of other news
_COUNTED = 4.5  # cost of counting among elements of one tag
_LAST = 12.0  # cost of counting all the way from the page's body
ANCHORS = 4  # ways to name one of them
MOST = 160  # selectors of one element
_CLASSES = 8
_PLAIN = {"h1": 1.6, "time": 1.6, "article": 2.2, "main": 2.4, "address": 2.4, "h2": 3.0, "h3": 4.0, "figure": 4.0}
_ATTRIBUTES = ("itemprop", "property", "rel", "role", "name", "data-testid", "data-qa", "data-field", "data-role")
_LOOKS = ("width", "bgcolor", "color", "size", "face", "valign", "background")  # of tables before CSS
_VALUE = re.compile(r"[^\W\d_][\w:. #%-]{0,40}|#[0-9A-Fa-f]{3,6}|[+-]?\d{1,4}%?")
_LABEL = re.compile(r"\s*([^\W\d_][^\d:：'\"\\]{1,24})\s*[:：]")
_WHOLE_LABEL = re.compile(r"\s*([^\W\d_][^\d:：'\"\\]{1,24}?)\s*([:：]?)\s*")
_LONGEST_LABEL = 40
_LINES = frozenset({"li", "p", "span", "tr", "div"})
_LABELS = frozenset({"td", "th", "dt", "span", "div", "b", "strong", "label"})
_VALUES = frozenset({"td", "dd", "span", "div"})


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A selector. cost: how much speaks against it by its looks alone; short, lasting, meaningful ones cost least."""

    cost: float
    css: str


def selectors_of(element: HtmlElement, field: str, ending: str = "") -> list[Candidate]:
    """The selectors that find an element, the cheapest first. ending: `::text`, `::attr(…)` or an element in it."""
    found: dict[str, float] = {}
    for one in islice(_all(element, field), 4 * MOST):
        cost = round(one.cost + len(one.css) / 60, 2)
        css = f"{one.css}{ending}"
        found[css] = min(cost, found.get(css, cost))
    return sorted(Candidate(cost, css) for css, cost in found.items())[:MOST]


def _all(element: HtmlElement, field: str) -> Iterator[Candidate]:
    around = list(islice((one for one in element.iterancestors() if one.tag != "html"), ABOVE))
    penalty = _CHROME * any(map(_is_chrome, [element, *around]))
    found = (_by_itself(element, field), _within(element, around, field), _counted(element, around))
    yield from (Candidate(one.cost + penalty, one.css) for group in found for one in group)


def _by_itself(element: HtmlElement, field: str) -> Iterator[Candidate]:
    yield from _simple(element, field)
    yield from _beside_label(element)
    if element.tag != "div" and (label := _own_label(element)):  # of divs, one that holds all others comes first
        yield label


def _within(element: HtmlElement, around: Sequence[HtmlElement], field: str) -> Iterator[Candidate]:
    """By an element around it as well."""
    own, label = list(_simple(element, field)), _own_label(element)
    for steps, above in enumerate(around):
        for anchor in sorted(_simple(above, field))[:ANCHORS]:
            if anchor.cost >= _bare_cost(str(above.tag)):
                continue
            for one in own:
                yield Candidate(anchor.cost + one.cost + 0.5 + steps / 5, f"{anchor.css} {one.css}")
                if steps == 0:
                    yield Candidate(anchor.cost + one.cost + 0.9, f"{anchor.css} > {one.css}")
            if steps == 0 and label:
                yield Candidate(anchor.cost + label.cost, f"{anchor.css} > {label.css}")
            place = _place(element, around[:steps])
            yield Candidate(anchor.cost + place.cost, f"{anchor.css} > {place.css}")


def _counted(element: HtmlElement, around: Sequence[HtmlElement]) -> Iterator[Candidate]:
    """The whole way from the page's body: the last resort."""
    if not around or around[-1].tag != "body":
        return
    place = _place(element, around[:-1])
    yield Candidate(_LAST + place.cost, f"body > {place.css}")
    label = _own_label(element)
    if label and len(around) > 1:
        place = _place(around[0], around[1:-1])
        yield Candidate(_LAST + place.cost, f"body > {place.css} > {label.css}")


# one element by itself


def _simple(element: HtmlElement, field: str) -> Iterator[Candidate]:
    tag = str(element.tag)
    if (name := element.get("id")) and names.is_stable_id(name):
        yield Candidate(1.0 - 0.3 * names.means(name, field), f"#{name}")
    elif name and (tail := names.ending_of(name)):
        yield Candidate(2.2, f"{tag}[id$='{tail}']")
    for attribute in _ATTRIBUTES:
        value = element.get(attribute)
        if value and len(value) <= 40 and _VALUE.fullmatch(value):
            yield Candidate(1.1, f"{tag}[{attribute}='{value}']")
    yield from _by_class(element, tag, field)
    for attribute in _LOOKS:
        value = element.get(attribute)
        if value and _VALUE.fullmatch(value):
            yield Candidate(4.5, f"{tag}[{attribute}='{value}']")
    yield Candidate(_bare_cost(tag), tag)


def _by_class(element: HtmlElement, tag: str, field: str) -> Iterator[Candidate]:
    given = list(dict.fromkeys((element.get("class") or "").split()))[:_CLASSES]
    stable = [name for name in given if names.is_stable(name)]
    for name in stable:
        yield Candidate(_class_cost(name, field), f"{tag}.{name}")
    for first, second in combinations(stable[:5], 2):
        yield Candidate(max(_class_cost(first, field), _class_cost(second, field)) + 1.0, f"{tag}.{first}.{second}")
    for name in given:
        if stem := names.stem_of(name):
            yield Candidate(2.6 - 0.4 * names.means(stem, field), f"{tag}[class*='{stem}']")


def _class_cost(name: str, field: str) -> float:
    utility, numbered = names.is_utility(name), any(map(str.isdigit, name))
    return 1.3 + 2.6 * utility + 1.2 * (numbered and not utility) - 0.4 * names.means(name, field)


def _bare_cost(tag: str) -> float:
    return _PLAIN.get(tag, 6.0)


def _is_chrome(element: HtmlElement) -> bool:
    named = " ".join(filter(None, (element.get("class"), element.get("id"))))
    return element.tag in {"nav", "footer", "aside"} or (element.tag != "body" and bool(chrome_names(named)))


# by the label beside it, and by its place


def _own_label(element: HtmlElement) -> Candidate | None:
    """By the words that stand before the value in the element itself."""
    found = _LABEL.match(element.text_content()[:80]) if element.tag in _LINES else None
    return Candidate(5.0, f"{element.tag}:contains('{_spelt(found[1])}')") if found else None


def _beside_label(element: HtmlElement) -> Iterator[Candidate]:
    """By the words in the cell before."""
    before = element.getprevious()
    known = before is not None and element.tag in _VALUES and before.tag in _LABELS
    if before is None or not known or len(before.text_content()) > _LONGEST_LABEL:
        return
    label = _WHOLE_LABEL.fullmatch(before.text_content())
    if label and (before.tag in {"th", "dt"} or label[2] or _is_row(element)):
        yield Candidate(3.6, f"{before.tag}:contains('{_spelt(label[1])}') + {element.tag}")


def _is_row(element: HtmlElement) -> bool:
    """Whether an element is a table's cell beside one other."""
    row = element.getparent()
    return element.tag == "td" and row is not None and len(row) == 2


def _spelt(label: str) -> str:
    """A label as one run of its characters, which the page may have broken by white space."""
    return max(label.split("\n"), key=len).strip()


def _place(element: HtmlElement, between: Iterable[HtmlElement]) -> Candidate:
    """The way down to an element from what stands around it, by counting where it must."""
    cost, parts = 2.0, []
    for one in (element, *between):
        tag = str(one.tag)
        parent = one.getparent()
        alike = [each for each in parent if each.tag == tag] if parent is not None else [one]
        if len(alike) > 1:
            parts.append(f"{tag}:nth-of-type({alike.index(one) + 1})")
            cost += _COUNTED
        else:
            parts.append(tag)
            cost += 0.8
    return Candidate(cost, " > ".join(reversed(parts)))
