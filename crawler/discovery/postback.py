"""ASP.NET's postbacks: links that send the page's own form, viewstate and all, with the control that was clicked."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlencode

from lxml.html import HtmlElement

from crawler.discovery.forms import MAX_BODY, Form, forms_of
from crawler.discovery.link import Post
from crawler.discovery.pager_words import says_backward, says_next
from crawler.discovery.script_links import Target
from crawler.discovery.texts import anchor_text, text_of, text_width
from crawler.urls import canonical

_MAX_ALL = 4 * MAX_BODY  # of all stories of a page together: each carries the whole state of the form
_QUOTE = r"\\?['\"]"
_CALL = re.compile(
    rf"__doPostBack\(\s{{0,9}}{_QUOTE}([^'\"\\]{{0,300}}){_QUOTE}\s{{0,9}},\s{{0,9}}{_QUOTE}([^'\"\\]{{0,500}}){_QUOTE}"
)
_OPTIONS = re.compile(
    r"WebForm_PostBackOptions\(\s{0,9}['\"]([^'\"]{0,300})['\"]\s{0,9},\s{0,9}['\"]([^'\"]{0,500})['\"]"
    r"(?:\s{0,9},\s{0,9}\w{1,9}\s{0,9},\s{0,9}['\"][^'\"]{0,300}['\"]\s{0,9},\s{0,9}['\"]([^'\"]{0,2000})['\"])?"
)
_ON_THE_PAGE = re.compile(r"(?:Sort|Edit|Delete|Cancel|Update|New|Expand|Collapse|V)\$?", re.IGNORECASE)
_NO_STORY = re.compile(
    r"log(?:in|out|on)|sign|search|timkiem|sort|lang|english|vietnam|switch|theme|export|print|download|share|delete|edit"
    r"|send|submit|regist|subscri|cart|vote|poll|comment",
    re.IGNORECASE,
)
_STATE = re.compile(r"__(?:VIEWSTATE|VSTATE|EVENT|REQUESTDIGEST)\w*")
_ROWS = frozenset({"tr", "li", "article", "dd", "dt", "section"})


class Event(NamedTuple):
    """What a control tells the server. page: where the form goes, if not to its own address."""

    target: str
    argument: str
    page: str = ""


def event_of(code: str) -> Event | None:
    """The postback that a handler makes."""
    if "PostBack" not in code:
        return None
    if found := _OPTIONS.search(code):
        return Event(found[1], found[2], found[3] or "")
    return Event(found[1], found[2]) if (found := _CALL.search(code)) else None


class Postbacks:
    """The postbacks of one page."""

    def __init__(self, tree: HtmlElement, here: str, base: str) -> None:
        self.tree, self.here, self.base = tree, here, base
        self.room = _MAX_ALL

    @cached_property
    def form(self) -> Form | None:
        """The form that holds the state of the page: ASP.NET has one."""
        forms = forms_of(self.tree, self.here, self.base)
        holding = (form for form in forms if any(_STATE.match(field.name) for field in form.fields))
        return next(holding, forms[0] if len(forms) == 1 else None)

    @cached_property
    def _state(self) -> str:
        """All that the form holds, as it is sent."""
        names = {"__EVENTTARGET", "__EVENTARGUMENT"}
        return urlencode([pair for pair in (self.form.filled() if self.form else ()) if pair[0] not in names])

    def post(self, event: Event, *changed: tuple[str, str]) -> Post | None:
        """What the browser would send; None where that is too much. changed: fields that a click sets."""
        state = self._state
        if changed and self.form:
            names = {name for name, _ in changed} | {"__EVENTTARGET", "__EVENTARGUMENT"}
            state = urlencode([*(pair for pair in self.form.filled() if pair[0] not in names), *changed])
        told = urlencode([("__EVENTTARGET", event.target), ("__EVENTARGUMENT", event.argument)])
        body = f"{told}&{state}" if state else told
        return Post(body=body) if len(body) <= MAX_BODY else None

    def address(self, event: Event) -> str | None:
        """Where the form goes, without fragment."""
        if self.form is None:
            return None
        return canonical(event.page, self.base) if event.page else self.form.action

    def target(self, element: HtmlElement, code: str) -> Target | None:
        """The story that a postback opens: a title that is a LinkButton, where nothing else leads to it.

        The address ends in a fragment of the control and the title: a row's number is another story tomorrow.
        """
        event = event_of(code)
        if event is None or self.form is None or not self._may_open_a_story(element, event):
            return None
        address, post = self.address(event), self.post(event)
        if address is None or post is None or self.room < len(post.body):
            return None
        self.room -= len(post.body)
        return Target(f"{address}#post-{_slug(event)}-{self._said(element)}", post)

    def _may_open_a_story(self, element: HtmlElement, event: Event) -> bool:
        label = anchor_text(element)
        if text_width(label) < 8 or says_next(label) or says_backward(label) or _ON_THE_PAGE.match(event.argument):
            return False
        control = event.target.rpartition("$")[2]
        return not re.match(r"Page\$", event.argument) and not _NO_STORY.search(control) and not _has_href(element)

    @cached_property
    def _labels(self) -> Counter[str]:
        links = islice(self.tree.iter("a"), 5_000)
        return Counter(anchor_text(link) for link in links if "PostBack" in (link.get("href") or ""))

    def _said(self, element: HtmlElement) -> str:
        label = anchor_text(element)
        words = label if self._labels[label] <= 1 else text_of(_row(element))
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]


def _slug(event: Event) -> str:
    """The control without its place in the list; with its argument where that looks like a story's own number."""
    argument = event.argument if re.fullmatch(r"[\w-]{3,60}", event.argument) else ""
    return "-".join(filter(None, [re.sub(r"\W+|\d+$", "", event.target.rpartition("$")[2])[:40], argument]))


def _row(element: HtmlElement) -> HtmlElement:
    around = list(islice(element.iterancestors(), 6))
    return next((node for node in around if node.tag in _ROWS), around[0] if around else element)


def _has_href(element: HtmlElement) -> bool:
    """Whether the row has an address of its own: what a reader may bookmark is better than a click."""
    links = islice(_row(element).iter("a"), 10)
    return any(canonical(link.get("href") or "", "http://a.example/") for link in links if not _is_idle(link))


def _is_idle(link: HtmlElement) -> bool:
    return (link.get("href") or "#").lstrip().startswith("#")
