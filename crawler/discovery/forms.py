"""The forms of a page: where they go, how, and with what they are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

from lxml.html import HtmlElement

from crawler.urls import canonical, parts_of

MAX_FORMS = 100
MAX_FIELDS = 2_000
MAX_BODY = 2_000_000  # characters; a viewstate may take one million
_BUTTONS = frozenset({"submit", "button", "image", "reset", "file"})
# What says how the listing was looked at, not what is asked for; a token is good for one visitor only.
_PASSING = re.compile(
    r"(?:search|srch|sch|keyword|query)\w*|sk|sv|_?csrf\w*|_token|__\w+|.*(?:pageunit|pagesize|sort|order).*|max\w*(?:items|pages)|rows?_?per_?page|list_?(?:size|count|cnt)",
    re.IGNORECASE,
)
_PAGE_FIELD = re.compile(
    r"(?:.*[_.])?(?:page(?:r?_?(?:index|no|num|number|offset))?|c(?:ur(?:rent)?)?_?page(?:_?no)?|now_?page|pg|pageno|goto_?page)",
    re.IGNORECASE,
)
_STORY_FIELD = re.compile(
    r"(?:.*[_.])?(?:board|bbs|news|article|art|ntt|ntce|post|content|cntnts|story|doc|pr|ann|notice|data|item|info)?_?"
    r"(?:id|no|seq|sn|idx|num|key)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One input, select or textarea that has a name. kind: an input's type, else the tag; value: the present one."""

    name: str
    kind: str
    value: str
    key: str  # its id


@dataclass(frozen=True)
class Form:
    """A `form` element. base: what its action is resolved against."""

    element: HtmlElement
    here: str
    base: str

    @property
    def names(self) -> tuple[str, str]:
        """What scripts call it by: its name and its id."""
        return self.element.get("name") or "", self.element.get("id") or ""

    @property
    def action(self) -> str:
        """The address it is sent to, the page's own where it names none."""
        return canonical(self.element.get("action") or "", self.base) or self.here

    @property
    def posts(self) -> bool:
        """Whether it is sent by POST."""
        return (self.element.get("method") or "").strip().lower() == "post"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Its fields in page order; a box that is not ticked and a field that is switched off are left out."""
        nodes = islice(self.element.iter("input", "select", "textarea"), MAX_FIELDS)
        return tuple(field for node in nodes if (field := _field(node)) is not None)

    def filled(self) -> Iterator[tuple[str, str]]:
        """All that a browser would send, but for the button that is pressed."""
        return ((field.name, field.value) for field in self.fields if field.kind not in _BUTTONS)

    def told(self, assigned: Mapping[str, str]) -> list[tuple[str, str]]:
        """What names the page that is asked for: hidden fields, with the values that a script assigns to them.

        Empty fields, those of a search, and the number of the page (unless it is assigned) are no part of it.
        """
        pairs = {field.name: field.value for field in self.fields if field.kind == "hidden" and _tells(field.name)}
        pairs = {name: value for name, value in pairs.items() if not is_page_field(name)}
        keys = {field.key: field.name for field in self.fields if field.key}
        names = {field.name for field in self.fields}
        given = {name if name in names else keys.get(name, name): value for name, value in assigned.items()}
        pairs |= given
        return [
            (name, value) for name, value in pairs.items() if value and (name in given or not _says_none(name, value))
        ]


def forms_of(tree: HtmlElement, here: str, base: str) -> list[Form]:
    """The page's forms, at most MAX_FORMS."""
    return [Form(element, here, base) for element in islice(tree.iter("form"), MAX_FORMS)]


def is_page_field(name: str) -> bool:
    """Whether a field of this name holds the number of a listing's page."""
    return bool(_PAGE_FIELD.fullmatch(name[:100]))


def with_pairs(address: str, pairs: list[tuple[str, str]]) -> str | None:
    """The address with these parameters; those of the same name that it has already give way."""
    names = {name for name, _ in pairs}
    plain, _, query = address.partition("#")[0].partition("?")
    kept = [part for part in query.split("&") if part and part.partition("=")[0] not in names]
    query = "&".join([*kept, urlencode(pairs)] if pairs else kept)
    return canonical(f"{plain}?{query}" if query else plain)


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are equal but for their parameters."""
    return parts_of(one)[:3] == parts_of(other)[:3]


def is_story_field(name: str) -> bool:
    """Whether a field of this name holds the number of a story, or of something else that is one of many."""
    return bool(_STORY_FIELD.fullmatch(name[:100]))


def _says_none(name: str, value: str) -> bool:
    return value in {"0", "-1"} and is_story_field(name)


def _tells(name: str) -> bool:
    return not _PASSING.fullmatch(name[:100])


def _field(node: HtmlElement) -> Field | None:
    name = node.get("name") or node.get("id")
    if not name or node.get("disabled") is not None:
        return None
    kind = (node.get("type") or "text").lower() if node.tag == "input" else str(node.tag)
    if kind in {"checkbox", "radio"} and node.get("checked") is None:
        return None
    if kind == "select" and next(node.iter("option"), None) is None:
        return None
    return Field(name, kind, _value(node, kind), node.get("id") or "")


def _value(node: HtmlElement, kind: str) -> str:
    if kind == "textarea":
        return node.text or ""
    if kind != "select":
        return node.get("value") or ("on" if kind in {"checkbox", "radio"} else "")
    options = list(islice(node.iter("option"), MAX_FIELDS))
    chosen = next((option for option in options if option.get("selected") is not None), options[0] if options else None)
    return option_value(chosen) if chosen is not None else ""


def option_value(option: HtmlElement) -> str:
    """What an option stands for."""
    value = option.get("value")
    return value if value is not None else " ".join((option.text or "").split())
