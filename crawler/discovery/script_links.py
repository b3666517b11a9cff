"""Links that are no hrefs: what an `onclick`, a `javascript:` address, a `data-href` or a choice in a list leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import unquote, urlencode

from lxml.html import HtmlElement

from crawler.discovery.forms import MAX_FIELDS, Form, forms_of, is_page_field, is_story_field, option_value, with_pairs
from crawler.discovery.javascript import Scripts
from crawler.discovery.link import Post
from crawler.discovery.script_acts import Outcome
from crawler.discovery.script_cursor import Budget
from crawler.discovery.script_steps import Reader
from crawler.discovery.script_terms import UNKNOWN
from crawler.urls import canonical, is_media, parts_of

_MAX_HANDLER = 2_000
_MAX_OPTIONS = 500
_SCHEME = re.compile(r"\s*javascript\s*:", re.IGNORECASE)
_EMPTY = re.compile(r"\s*(?:void\s*\(?\s*0?\s*\)?|#\w*|return\s+(?:true|false)|null|\W*)\s*;?\s*")
_DATA = ("data-href", "data-url", "data-link")
_ADDRESS = re.compile(r"(?:https?:/)?/\S+|\.{1,2}/\S+|\?\S+|[\w./-]+\.(?:html?|shtml|do|php|aspx?|jsp)(?:\?\S*)?")
_DATA_SOURCE = re.compile(r"[/._-](?:api|ajax|json|graphql)(?:[/._?-]|$)", re.IGNORECASE)
_NO_LINK = re.compile(  # what acts on the page or on a file instead of leading to another page
    r"(?:delete|remove|write|edit|modify|insert|regist|login|logout|print|share|sns|kakao|twitter|facebook|down|search|sort"
    r"|zoom|font|toggle|close|copy|bookmark|alert|confirm|captcha)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:.*[_.-])?(?:y|yy|yyyy|ym|m|mm|year|month|nam|thang|ano|mes|annee|mois|jahr|monat|archive)s?",
    re.IGNORECASE,
)
_PERIOD_VALUE = re.compile(r"(?:19|20)\d\d(?:[-/.]?(?:0?[1-9]|1[0-2]))?|(?:0?[1-9]|1[0-2])")
_VIEW_CHOICE = re.compile(r"size|unit|sort|order|lang|locale|per_?page|limit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a script leads: the address, and what is sent where it asks by POST."""

    url: str
    post: Post | None = None


@dataclass
class ScriptLinks:
    """What the scripted elements of one page lead to. base: what relative addresses are resolved against."""

    tree: HtmlElement
    here: str
    base: str
    budget: Budget = field(default_factory=Budget)

    @cached_property
    def forms(self) -> list[Form]:
        """The page's forms."""
        return forms_of(self.tree, self.here, self.base)

    @cached_property
    def _scripts(self) -> Scripts:
        return Scripts(self.tree)

    @cached_property
    def _values(self) -> dict[str, str]:
        """What the fields of the page hold, by name and by id."""
        found: dict[str, str] = {}
        for node in islice(self.tree.iter("input"), MAX_FIELDS):
            for key in (node.get("id"), node.get("name")):
                found.setdefault(key or "", node.get("value") or "")
        return found

    def target(self, element: HtmlElement, code: str) -> Target | None:
        """Where a click on the element leads, as far as its attributes and the page's own scripts tell.

        code: the element's handler (`handler_of`).
        """
        for name in _DATA:
            value = (element.get(name) or "").strip()
            url = canonical(value, self.base) if _ADDRESS.fullmatch(value[:2_000]) else None
            if url and not is_media(url) and not _DATA_SOURCE.search(value):
                return Target(url)
        if self.budget.steps <= 0:
            return None
        if code:
            return None if _NO_LINK.search(code.partition("(")[0]) else self._led(self._reader(element).read(code))
        waiting = next((waiting for waiting in self._scripts.waiting if waiting.awaits(element)), None)
        return self._led(self._reader(element).read_function(waiting.function)) if waiting else None

    def options(self, select: HtmlElement) -> Iterator[tuple[HtmlElement, Target]]:
        """The choices of a list that leads to other pages: addresses, numbers of pages, months."""
        code, name = (select.get("onchange") or "")[:_MAX_HANDLER], select.get("name") or select.get("id") or ""
        form = next((form for form in self.forms if not form.posts and form.element in select.iterancestors()), None)
        if _VIEW_CHOICE.search(name) or (not code and form is None):
            return
        for option in islice(select.iter("option"), _MAX_OPTIONS):
            value = option_value(option).strip()
            if value:
                outcome = self._reader(option).read(code) if code else Outcome(sent=True, form="")
                target = self._chosen(outcome, name, value, form)
                if target:
                    yield option, target

    def _chosen(self, outcome: Outcome, name: str, value: str, form: Form | None) -> Target | None:
        if not outcome.sent:
            return self._led(outcome)
        is_page = is_page_field(name) and value.isdigit()
        if not is_page and not (_PERIOD.fullmatch(name[:100]) and _PERIOD_VALUE.fullmatch(value)):
            return None
        outcome.assigned.setdefault(name, value)
        return self._sent(outcome, form)

    def _reader(self, element: HtmlElement) -> Reader:
        def ask(kind: str, name: str) -> str:
            if kind == "place":
                return self._place(name)
            if kind == "form":
                form = self._form(name, {})
                self.budget.steps -= 2_000
                return urlencode(form.told({})) if form else UNKNOWN
            if kind == "field":
                return self._values.get(name, UNKNOWN)
            said = option_value(element) if element.tag == "option" and name == "value" else element.get(name[:100])
            return UNKNOWN if said is None else said

        return Reader(self._scripts, ask, self.budget)

    def _place(self, name: str) -> str:
        parts = parts_of(self.here)
        whole = {"pathname": parts.path, "origin": f"{parts.scheme}://{parts.netloc}"}
        return whole.get(name, self.here) if name != "search" else f"?{parts.query}" if parts.query else ""

    def _led(self, outcome: Outcome) -> Target | None:
        if outcome.address is not None:
            url = canonical(known, self.base) if (known := _known_part(outcome.address)) else None
            return Target(url) if url else None
        if outcome.sent:
            return self._sent(outcome)
        return self._guessed(*outcome.external[0]) if len(outcome.external) == 1 else None

    def _sent(self, outcome: Outcome, form: Form | None = None) -> Target | None:
        """What a form asks for once a script has filled it in."""
        assigned = {name: value for name, value in outcome.assigned.items() if name and value and UNKNOWN not in value}
        form = form or self._form(outcome.form or "", assigned)
        if not assigned or UNKNOWN in (outcome.action or "") or (form is None and not outcome.action):
            return None
        if form is not None and "__VIEWSTATE" in {field.name for field in form.fields}:
            return None
        action = canonical(outcome.action, self.base) if outcome.action else form.action if form else None
        posts = outcome.method.lower() == "post" if outcome.method else form is not None and form.posts
        pairs = form.told(assigned) if form else list(assigned.items())
        self.budget.steps -= 10 * len(form.fields) if form else 0
        return _asked(action, pairs, posts=posts) if action else None

    def _form(self, name: str, assigned: dict[str, str]) -> Form | None:
        """The form of this name, else the one that has the fields, else the only one."""
        named = [form for form in self.forms if name and name in form.names]
        wanted = set(assigned)
        holding = (form for form in self.forms if wanted and wanted <= _names(form))
        only = self.forms[0] if len(self.forms) == 1 else None
        return named[0] if named else next(holding, only)

    def _guessed(self, name: str, arguments: tuple[str, ...]) -> Target | None:
        """What a function of a script that we do not have asks for, where one form has just the field it must fill."""
        numbered = [text for text in arguments if re.fullmatch(r"[\w-]{0,40}\d[\w-]{0,40}", text)]
        if len(numbered) != 1 or _NO_LINK.search(name):
            return None
        turns = bool(re.search(r"page|paging", name, re.IGNORECASE))
        slots = [(form, slot) for form in self.forms if (slot := _slot(form, turns=turns))]
        if len(slots) != 1 or (turns and not numbered[0].isdigit()):
            return None
        form, slot = slots[0]
        if not turns and re.search(r"list", parts_of(form.action).path.rpartition("/")[2], re.IGNORECASE):
            return None  # the function says where the form goes
        return self._sent(Outcome(assigned={slot: numbered[0]}, sent=True), form)


def handler_of(element: HtmlElement) -> str:
    """The script that a click runs; empty where it does nothing or the address is a sound one."""
    href = element.get("href") or ""
    if href and not is_no_address(href):
        return ""
    scheme = _SCHEME.match(href[:200])
    codes = (unquote(href[scheme.end() :]) if scheme else "", element.get("onclick") or "")
    bare = (_SCHEME.sub("", code[:_MAX_HANDLER], count=1).strip() for code in codes)
    return next((code for code in bare if not _EMPTY.fullmatch(code)), "")


def is_no_address(href: str) -> bool:
    """Whether an href leads nowhere by itself: empty, a place on the page, a script."""
    return not href.strip() or href.lstrip().startswith("#") or bool(_SCHEME.match(href[:200]))


def _names(form: Form) -> set[str]:
    return {name for field in form.fields for name in (field.name, field.key)}


def _slot(form: Form, *, turns: bool) -> str:
    """The one hidden field that waits for a number: of a page (which may hold the present one), or of a story."""
    hidden = [field for field in form.fields if field.kind == "hidden"]
    if turns:
        fitting = [field.name for field in hidden if is_page_field(field.name)]
    else:
        fitting = [field.name for field in hidden if field.value in {"", "0"} and is_story_field(field.name)]
    return fitting[0] if len(fitting) == 1 else ""


def _asked(action: str, pairs: list[tuple[str, str]], *, posts: bool) -> Target | None:
    """By GET the fields take the place of the action's own parameters, by POST they join them."""
    url = with_pairs(action if posts else action.partition("?")[0], pairs)
    return Target(url, Post(body=urlencode(pairs)) if posts else None) if url else None


def _known_part(address: str) -> str | None:
    """The address without the parameters that only running the script would tell; None where too little is left."""
    if UNKNOWN not in address:
        return address
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if UNKNOWN not in part]
    if UNKNOWN in path or not any(re.search(r"=[^&]*\d", part) for part in kept):
        return None
    return f"{path}?{'&'.join(kept)}"
