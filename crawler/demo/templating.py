"""Fill the templates. Text is escaped unless it is `Html` already, so that no title can break a page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

TEMPLATES = Path(__file__).with_name("templates")


class Html(str):
    """Markup: it goes into a page as it is."""

    __slots__ = ()


def fill(template: str, /, **values: str | int) -> Html:
    """Fill templates/<template>, which is HTML where it names no suffix. KeyError where a value is missing."""
    return Html(_template(template).substitute({name: markup(value) for name, value in values.items()}))


def element(template: str, /, **values: str | int) -> Html:
    """Fill a template given as text."""
    return Html(Template(template).substitute({name: markup(value) for name, value in values.items()}))


def join(parts: Iterable[Html], between: str = "\n") -> Html:
    """Put markup together."""
    return Html(between.join(parts))


def markup(value: str | int) -> Html:
    """Escape what is not markup yet."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


@cache
def _template(name: str) -> Template:
    file_name = name if "." in name else f"{name}.html"
    return Template((TEMPLATES / file_name).read_text(encoding="utf-8").rstrip("\n"))
