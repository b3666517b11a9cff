"""The CSS selectors that could find an element on other pages, too: the short and lasting ones first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from lxml.html import HtmlElement

from crawler.extraction.chrome import chrome_names
from crawler.relearning import names

ABOVE = 7  # elements around one that a selector may name
ANCHORS = 4  # ways to name one of them
MOST = 160  # selectors of one element
_CLASSES = 8
_PLAIN = {"h1": 1.6, "time": 1.6, "article": 2.2, "main": 2.4, "address": 2.4, "h2": 3.0, "h3": 4.0, "figure": 4.0}
_ATTRIBUTES = ("itemprop", "property", "rel", "role", "name", "data-testid", "data-qa", "data-field", "data-role")
_LOOKS = ("width", "bgcolor", "color", "size", "face", "valign", "background")  # of tables before CSS
_VALUE = re.compile(r"[^\W\d_][\w:. #%-]{0,40}|#[0-9A-Fa-f]{3,6}|[+-]?\d{1,4}%?")
_LABEL = re.compile(r"\s*([^\W\d_][^\d:：\"\\]{1,24})\s*[:：]")
_WHOLE_LABEL = re.compile(r"\s*([^\W\d_][^\d\"\\]{1,24}?)\s*[:：]?\s*")
_TABLE = frozenset({"td", "dd", "li", "p", "span", "div", "tr"})


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
    own = list(_simple(element, field))
    penalty = 2.5 * any(map(_is_chrome, [element, *islice(element.iterancestors(), ABOVE)]))
    around = list(islice((one for one in element.iterancestors() if one.tag != "html"), ABOVE))
    yield from (Candidate(one.cost + penalty, one.css) for one in own)
    for steps, above in enumerate(around):
        anchors = sorted(_simple(above, field))[:ANCHORS]
        for anchor in anchors:
            if anchor.cost >= _bare_cost(str(above.tag)):
                continue
            for one in own:
                yield Candidate(anchor.cost + one.cost + 0.5 + steps / 5 + penalty, f"{anchor.css} {one.css}")
                if steps == 0:
                    yield Candidate(anchor.cost + one.cost + 0.9 + penalty, f"{anchor.css} > {one.css}")
            place = _place(element, around[:steps])
            yield Candidate(anchor.cost + place.cost + penalty, f"{anchor.css} > {place.css}")
    yield from (Candidate(one.cost + penalty, one.css) for one in _labelled(element))
    if around:
        place = _place(element, [one for one in around if one.tag != "body"])
        if around[-1].tag == "body" or (len(around) < ABOVE and any(one.tag == "body" for one in around)):
            yield Candidate(12 + place.cost + penalty, f"body > {place.css}")


# one element by itself


def _simple(element: HtmlElement, field: str) -> Iterator[Candidate]:
    tag = str(element.tag)
    if (name := element.get("id")) and names.is_stable_id(name):
        yield Candidate(1.0 - 0.3 * names.means(name, field), f"#{name}")
    elif name and (tail := names.ending_of(name)):
        yield Candidate(2.2, f'{tag}[id$="{tail}"]')
    for attribute in _ATTRIBUTES:
        value = element.get(attribute)
        if value and len(value) <= 40 and _VALUE.fullmatch(value):
            yield Candidate(1.1, f'{tag}[{attribute}="{value}"]')
    yield from _by_class(element, tag, field)
    for attribute in _LOOKS:
        value = element.get(attribute)
        if value and _VALUE.fullmatch(value):
            yield Candidate(4.5, f'{tag}[{attribute}="{value}"]')
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
            yield Candidate(2.6 - 0.4 * names.means(stem, field), f'{tag}[class*="{stem}"]')


def _class_cost(name: str, field: str) -> float:
    utility, numbered = names.is_utility(name), any(map(str.isdigit, name))
    return 1.3 + 2.6 * utility + 1.2 * (numbered and not utility) - 0.4 * names.means(name, field)


def _bare_cost(tag: str) -> float:
    return _PLAIN.get(tag, 6.0)


def _is_chrome(element: HtmlElement) -> bool:
    named = " ".join(filter(None, (element.get("class"), element.get("id"))))
    return element.tag in {"nav", "footer", "aside"} or (element.tag != "body" and bool(chrome_names(named)))


# by the label beside it, and by its place


def _labelled(element: HtmlElement) -> Iterator[Candidate]:
    tag = str(element.tag)
    if tag not in _TABLE:
        return
    if tag in {"li", "p", "span", "div", "tr"} and (found := _LABEL.match(element.text_content()[:80])):
        yield Candidate(5.0, f'{tag}:contains("{_spelt(found[1])}")')
    before = element.getprevious()
    if before is not None and isinstance(before.tag, str) and len(before.text_content()) <= 40:
        label = _WHOLE_LABEL.fullmatch(before.text_content())
        if label and tag in {"td", "dd", "span", "div"} and before.tag in {"td", "th", "dt", "span", "div", "b"}:
            yield Candidate(3.6, f'{before.tag}:contains("{_spelt(label[1])}") + {tag}')


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
            cost += 2.5
        else:
            parts.append(tag)
            cost += 0.8
    return Candidate(cost, " > ".join(reversed(parts)))
