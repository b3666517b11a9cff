"""What scripts of links do to a page: set fields of a form, say where it goes, send it, go to an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from crawler.discovery.script_terms import UNKNOWN, Node, Number, Value, selected, text_of_value

HOLDERS = frozenset({"document", "window", "self", "top", "parent", "opener", "forms", "elements", "all"})
_FINDERS = frozenset({"$", "jQuery", "getElementById", "getElementsByName", "querySelector", "find"})
_SETTERS = frozenset({"attr", "prop", "setAttribute"})
_PLACE = frozenset({"href", "pathname", "search", "origin"})
SAME = frozenset({"encodeURIComponent", "encodeURI", "escape", "String", "Number", "parseInt", "toString", "trim"})

Ask = Callable[[str, str], str]


@dataclass
class Outcome:
    """What a script came to.

    assigned: the values of fields. form: the name of the form it sends, if it names one. address: where it goes.
    external: the calls of functions that the page does not hold, with their arguments.
    """

    assigned: dict[str, str] = field(default_factory=dict)
    action: str | None = None
    method: str | None = None
    form: str | None = None
    sent: bool = False
    address: str | None = None
    external: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether the script has gone to another page."""
        return self.sent or self.address is not None


@dataclass
class Acts:
    """Takes down what is done. ask: what the page says, by a `field`, an attribute of `this`, a `form`, the `place`."""

    ask: Ask
    outcome: Outcome = field(default_factory=Outcome)

    def member(self, holder: Node, name: str, *, is_set: bool) -> Value:
        """`holder.name`."""
        if holder.key == "location":
            return self.ask("place", name) if name in _PLACE and not is_set else Node("location")
        if name == "value" and not is_set:
            return self._read(holder)
        if holder.key == "dataset":
            return self.ask("this", "data-" + re.sub(r"([A-Z])", r"-\1", name).lower())
        return Node("") if holder.key == "this" and name == "form" else Node(name)

    def call(self, name: str, arguments: list[Value], holder: Node, *, alone: bool) -> Value | None:
        """`holder.name(…)`, or `name(…)` alone; None where that is no act that is known."""
        texts = [text_of_value(value) for value in arguments]
        if name in _FINDERS:
            return selected(arguments)
        if name in SAME:
            return _same(name, texts)
        if name == "open" and texts and holder.key in {"", "window", "self", "top", "parent"}:
            return self.go(texts[0])
        if name in {"assign", "replace"} and holder.key == "location" and texts:
            return self.go(texts[0])
        if name == "submit":
            self.outcome.sent, self.outcome.form = True, holder.key or self.outcome.form
            return holder
        return None if alone else self._method(name, holder, texts)

    def _method(self, name: str, holder: Node, texts: list[str]) -> Value | None:
        if name == "val":
            if not texts:
                return self._read(holder)
            self.outcome.assigned[holder.key] = texts[0]
            return holder
        if name in _SETTERS and len(texts) == 2:
            self.attribute(holder, texts[0], texts[1])
            return holder
        if name == "serialize":
            return self.ask("form", holder.key)
        if name in {"data", "attr", "getAttribute"} and len(texts) == 1:
            attribute = f"data-{texts[0]}" if name == "data" else texts[0]
            return self.ask("this", attribute) if holder.key == "this" else UNKNOWN
        return holder if name in {"eq", "first", "get"} else None

    def set(self, name: str, holder: Node, value: Value) -> None:
        """`holder.name = value`."""
        if name == "location" or (name == "href" and holder.key == "location"):
            self.go(text_of_value(value))
        else:
            self.attribute(holder, name, text_of_value(value))

    def attribute(self, holder: Node, name: str, value: str) -> None:
        """An attribute of a form or a field is set."""
        if name == "action":
            self.outcome.action, self.outcome.form = value, holder.key or self.outcome.form
        elif name == "method":
            self.outcome.method = value
        elif name == "value":
            self.outcome.assigned[holder.key] = value

    def go(self, address: str) -> str:
        """Another page is opened; the first one counts."""
        if address and not self.outcome.done:
            self.outcome.address = address
        return UNKNOWN

    def _read(self, node: Node) -> str:
        if node.key in self.outcome.assigned:
            return self.outcome.assigned[node.key]
        return self.ask("this", "value") if node.key in {"this", "options"} else self.ask("field", node.key)


def _same(name: str, texts: list[str]) -> str:
    if not texts:
        return UNKNOWN
    if name in {"Number", "parseInt"}:
        return Number(texts[0]) if texts[0].isdecimal() else UNKNOWN
    return quote(texts[0], safe=UNKNOWN) if name in {"encodeURIComponent", "encodeURI", "escape"} else texts[0]
