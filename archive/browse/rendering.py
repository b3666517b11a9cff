"""Templates to HTML. Whatever stands in them is escaped, and loses what would reorder or hide the text around it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from archive.browse import addresses, assets, wording
from archive.text import printable

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, values: Mapping[str, Any]) -> str:
    """The HTML of a template."""
    return _environment().get_template(template).render(values)


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("archive.browse"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"path": addresses.path, "asset": assets.address}
    environment.filters |= {"web": addresses.web, **wording.FILTERS}
    return environment


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
