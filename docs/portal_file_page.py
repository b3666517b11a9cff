"""What the reference says of the files of portals, from what reads them and from CONTRIBUTING.md."""  # noqa: INP001

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from crawler.polling import Polling
from crawler.portal import Expectations, Files, FormerSelectors, Portal, Selectors, Tls
from crawler.portal_faults import EVIDENCE
from crawler.portal_file import REQUIRED

TABLES: tuple[tuple[str, type], ...] = (
    ("selectors", Selectors),
    ("[former_selectors]", FormerSelectors),
    ("polling", Polling),
    ("expectations", Expectations),
    ("tls", Tls),
    ("files", Files),
)
_WORDS = {str: "text", bool: "`true` or `false`", int: "whole number", float: "number", dt.date: "day, `2021-03-01`"}


def meanings(contributing: str) -> str:
    """What each key says. contributing: CONTRIBUTING.md, which has the table."""
    table = contributing[contributing.index("| key |") : contributing.index("An unknown key is refused")]
    return table.replace("(#families)", "(../../CONTRIBUTING.md#families)")


def types_and_defaults() -> str:
    """A table for each table of the files."""
    return "\n".join(_types())


def _types() -> Iterator[str]:
    own = [field for field in fields(Portal) if field.name not in {*EVIDENCE, "inherited"}]
    yield from _table("At the top", Portal, own)
    for name, kind in TABLES:
        yield from _table(f"`[{name}]`", kind, fields(kind))
    yield from _table("`[evidence]`", Portal, [field for field in fields(Portal) if field.name in EVIDENCE])


def _table(title: str, kind: type, keys: typing.Iterable[Field[Any]]) -> Iterator[str]:
    hints = typing.get_type_hints(kind)
    yield f"\n### {title}\n\n| key | type | without it |\n|---|---|---|"
    for key in keys:
        if not is_dataclass(hints[key.name]) and key.name != "former_selectors":
            yield f"| `{key.name}` | {_type(hints[key.name])} | {_default(kind, key)} |"


def _type(hint: Any) -> str:
    kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
    if isinstance(hint, types.UnionType):
        return " or ".join(map(_type, kinds))
    if typing.get_origin(hint) is tuple:
        return "list of texts"
    if issubclass(hint, StrEnum):
        return " or ".join(f"`{value}`" for value in hint)
    return 'days or weeks, `"30d"`, `"6w"`' if hint is dt.timedelta else _WORDS[hint]


def _default(kind: type, key: Field[Any]) -> str:
    if key.default is MISSING or (kind is Portal and key.name in {*REQUIRED, "confidence"}):
        return "refused"
    if key.default is None or key.default in {(), ""}:
        return ""
    return f"`{str(key.default).lower() if isinstance(key.default, bool) else key.default}`"
