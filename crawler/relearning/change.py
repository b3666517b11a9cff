"""The change to a portal's file: its comments and its order stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from difflib import unified_diff
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Table

from crawler.portal import FormerSelectors, Portal, Selectors
from crawler.relearning.learner import Proposal

_NAMES = tuple(field.name for field in fields(Selectors))


def with_change(text: str, portal: Portal, proposal: Proposal) -> str:
    """A portal file's text with the proposed selectors. portal: what the text says."""
    document = tomlkit.parse(text)
    if proposal.pattern is not None:
        _put_pattern(document, proposal.pattern.article_url)
    _put_selectors(document, portal, proposal.selectors)
    if proposal.former is not None:
        _add_former(document, proposal.former)
    return tomlkit.dumps(document).rstrip("\n") + "\n"


def as_diff(old: str, new: str, name: str) -> str:
    """The change as `patch` reads it. name: the file's, as it is called in the change."""
    lines = unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> Sequence[str]:
    return text.splitlines(keepends=True)


def _put_pattern(document: tomlkit.TOMLDocument, pattern: str) -> None:
    """Where the file has it; else, as its family gives it, before the first table."""
    if "article_url" in document:
        document["article_url"] = tomlkit.string(pattern, literal="'" not in pattern)
        return
    first = next(number for number, (_, item) in enumerate(document.body) if isinstance(item, Table | AoT))
    document._insert_at(  # noqa: SLF001 - a key after a table would be the table's
        first, "article_url", tomlkit.string(pattern, literal="'" not in pattern)
    )


def _put_selectors(document: tomlkit.TOMLDocument, portal: Portal, selectors: Selectors) -> None:
    table: Any = document.get("selectors")
    if table is None:
        table = tomlkit.table()
    for name in _NAMES:
        value = getattr(selectors, name)
        if value == getattr(portal.selectors, name):
            continue  # also what the family gives
        if value:
            table[name] = list(value) if isinstance(value, tuple) else value
        elif name in table:
            del table[name]
    if "selectors" in document and not table:
        del document["selectors"]
    elif "selectors" not in document and table:
        document["selectors"] = table


def _add_former(document: tomlkit.TOMLDocument, former: FormerSelectors) -> None:
    forms: Any = document.get("former_selectors")
    if isinstance(forms, Array):
        forms.insert(0, _filled(tomlkit.inline_table(), former))
    elif isinstance(forms, AoT):
        forms.insert(0, _filled(tomlkit.table(), former))
    else:
        array = tomlkit.aot()
        array.append(_filled(tomlkit.table(), former))
        document["former_selectors"] = array


def _filled(table: Any, former: FormerSelectors) -> Any:
    table["until"] = former.until
    for name in _NAMES:
        if value := getattr(former, name):
            table[name] = list(value) if isinstance(value, tuple) else value
    if isinstance(table, Table):
        table.add(tomlkit.nl())
    return table
