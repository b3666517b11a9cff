"""Pagers of ASP.NET and of plain forms: one page after the other, since each answer holds the state for the next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any
from urllib.parse import urldefrag

from lxml.etree import XPath
from lxml.html import HtmlElement

from crawler.discovery.forms import is_page_field, option_value
from crawler.discovery.link import Kind, Link
from crawler.discovery.pager_words import says_backward, says_next
from crawler.discovery.postback import Event, Postbacks, event_of
from crawler.discovery.script_links import handler_of
from crawler.discovery.texts import anchor_text, squeeze

_MAX_CONTROLS = 2_000
_MAX_PAGERS = 8  # of one page; each link carries the whole state of the form
_CONTROLS = XPath("descendant::*[self::a or self::input or self::button or self::select or @onclick]")
_PAGE_ARGUMENT = re.compile(r"(?:.{0,80}\W)?Page\W{1,3}(\d{1,6}|Next)", re.IGNORECASE)
_GAP = re.compile(r"\.{2,4}|…")
_NUMBER = re.compile(r"[\[(]?\s{0,3}(\d{1,5})\s{0,3}[\])]?")
_PLACE = re.compile(r"pager-(\d{1,6})-(\w*)")


@dataclass(frozen=True, slots=True)
class _Control:
    """One control of a pager. number: the page it leads to; None: the next one, or (gap) the next ten."""

    element: HtmlElement
    event: Event
    group: str
    number: int | None = None
    gap: bool = False
    changed: tuple[tuple[str, str], ...] = ()
    now: int | None = None  # a list of pages tells which one is chosen


def postback_pagers(tree: HtmlElement, here: str, base: str, requested: str | None = None) -> list[Link]:
    """The next page of each pager that is sent by POST.

    requested: the address that was asked for; its fragment (`#pager-3-grid`) tells which page of which pager this is.
    """
    postbacks = Postbacks(tree, here, base)
    if postbacks.form is None:
        return []
    groups: defaultdict[str, list[_Control]] = defaultdict(list)
    for control in _controls(tree, postbacks):
        groups[control.group].append(control)
    place = _PLACE.fullmatch(urldefrag(requested or "").fragment)
    if place and place[2] in groups:
        groups = defaultdict(list, {place[2]: groups[place[2]]})
    now = int(place[1]) if place else None
    return [
        link
        for group, controls in islice(groups.items(), _MAX_PAGERS)
        if (link := _next(postbacks, group, controls, now))
    ]


def _next(postbacks: Postbacks, group: str, controls: list[_Control], requested: int | None) -> Link | None:
    shown = next((control.now for control in controls if control.now), None) or _shown(controls)
    page = (shown or requested or 1) + 1
    control = _chosen(controls, page)
    address = postbacks.address(control.event) if control else None
    post = postbacks.post(control.event, *control.changed) if control else None
    if address is None or post is None:
        return None
    return Link(url=f"{address}#pager-{page}-{group}", kind=Kind.LISTING, score=0.95, pager=True, post=post)


def _chosen(controls: list[_Control], page: int) -> _Control | None:
    """The control that leads to this page: by its number, as the next one, or the one to the next ten."""
    numbered = [control for control in controls if control.number is not None]
    exact = next((control for control in numbered if control.number == page), None)
    onward = next((control for control in controls if control.number is None and not control.gap), None)
    if exact or onward:
        return exact or onward
    gap = controls[-1] if controls[-1].gap else None  # the one before the numbers leads back
    later = any(control.number > page for control in numbered if control.number is not None)
    return None if later else gap


def _controls(tree: HtmlElement, postbacks: Postbacks) -> Iterator[_Control]:
    found: Any = _CONTROLS(tree)
    for element in islice(found, _MAX_CONTROLS):
        if element.tag == "select":
            yield from _list_of_pages(element)
        elif control := _control(element) or _button(element, postbacks):
            yield control


def _control(element: HtmlElement) -> _Control | None:
    event = event_of(handler_of(element))
    if event is None:
        return None
    label = _label(element)
    number = int(found[1]) if (found := _NUMBER.fullmatch(label)) else None
    gap = bool(_GAP.fullmatch(label))
    paged = _PAGE_ARGUMENT.fullmatch(event.argument)
    onward = not says_backward(label) and says_next(label)
    if paged:
        page = int(paged[1]) if paged[1].isdigit() else None
        is_back = page is None and not onward and not gap and number is None and says_backward(label)
        return None if is_back else _Control(element, event, _group(event), page)
    if event.argument:  # a calendar's days are numbers too, but not the ones it sends
        same = event.argument.isdigit() and len(event.argument) <= 5
        is_page = same and (onward or gap or number == int(event.argument))
        return _Control(element, event, _group(event), int(event.argument)) if is_page else None
    if number is None and not gap and not onward:
        return None
    return _Control(element, event, _group(event), number, gap)


def _button(element: HtmlElement, postbacks: Postbacks) -> _Control | None:
    """A button "next" of a form that is sent by POST."""
    kind, name = (element.get("type") or "submit").lower(), element.get("name")
    if element.tag not in {"input", "button"} or kind not in {"submit", "image"} or not name or not postbacks.form:
        return None
    label = _label(element)
    number = int(found[1]) if (found := _NUMBER.fullmatch(label)) else None
    if (number is None and (not says_next(label) or says_backward(label))) or not postbacks.form.posts:
        return None
    if postbacks.form.element not in element.iterancestors():
        return None
    sent = ((f"{name}.x", "1"), (f"{name}.y", "1")) if kind == "image" else ((name, element.get("value") or ""),)
    return _Control(element, Event("", ""), _group(Event(name, "")), number, changed=sent)


def _list_of_pages(element: HtmlElement) -> Iterator[_Control]:
    """A list of numbers that sends the form when another one is chosen."""
    event, name = event_of((element.get("onchange") or "")[:2_000]), element.get("name") or ""
    options = list(islice(element.iter("option"), 3_000))
    values = [(option, option_value(option).strip()) for option in options]
    if (
        event is None
        or len(values) < 2
        or not is_page_field(re.sub(r"^(?:ddl|cbo|drp|lst|sel)", "", name.rpartition("$")[2]))
    ):
        return
    labels = [squeeze(option.text or "") for option in options]
    if not all(label.isascii() and label.isdigit() and len(label) <= 6 for label in labels):
        return
    chosen = next((at for at, option in enumerate(options) if option.get("selected") is not None), 0)
    for at, (option, value) in enumerate(values[chosen + 1 : chosen + 2], chosen + 1):
        now = int(labels[chosen])
        yield _Control(option, event, _group(Event(name, "x")), int(labels[at]), changed=((name, value),), now=now)


def _label(element: HtmlElement) -> str:
    said = (element.get("value") if element.tag == "input" else anchor_text(element), element.get("alt"))
    return next((squeeze(text)[:40] for text in (*said, element.get("title")) if text and text.strip()), "")


def _group(event: Event) -> str:
    """The pager a control belongs to: the control itself where an argument tells the page, else what holds it."""
    parts = event.target.split("$")
    if not event.argument:
        parts = parts[:-1]
    named = [part for part in parts if not re.fullmatch(r"ctl\d+", part)]
    return re.sub(r"\W", "_", "_".join(named))[-80:]


def _shown(controls: list[_Control]) -> int | None:
    """The number among the pager's that is no link: the page we are on."""
    linked = {control.element for control in controls}
    last = max((control.number or 0 for control in controls), default=0) + 1
    start = next((control.element for control in controls if control.number is not None), None)
    for holder in islice(start.iterancestors(), 4) if start is not None else ():
        seen = [number for node in islice(holder.iter(), 200) for number in _numbers_beside(node, linked)]
        numbers = [number for number in seen if 0 < number <= last]
        if numbers:
            return numbers[0] if len(numbers) == 1 else None
    return None


def _numbers_beside(node: HtmlElement, linked: set[HtmlElement]) -> Iterator[int]:
    texts = chain([node.text] if node not in linked else [], [node.tail])
    inside = any(parent in linked for parent in islice(node.iterancestors(), 3))
    for text in texts:
        if text and not inside and (found := _NUMBER.fullmatch(squeeze(text)[:20])):
            yield int(found[1])
