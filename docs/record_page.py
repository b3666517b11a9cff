"""What the reference says of the record, from its JSON Schema."""  # noqa: INP001

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("record.schema.json")


def render() -> str:
    """A table of its fields, and one of each object in it."""
    return "\n".join(_lines(json.loads(SCHEMA.read_text("utf-8"))))


def _lines(schema: dict[str, Any]) -> Iterator[str]:
    yield from _table(schema)
    for name, part in schema.get("$defs", {}).items():
        yield f"\n## {name.capitalize()}\n\n{part['description']}\n"
        yield from _table(part)


def _table(kind: dict[str, Any]) -> Iterator[str]:
    yield "\n| field | type | meaning |\n|---|---|---|"
    for name, field in kind["properties"].items():
        yield f"| `{name}` | {_type(field)} | {field.get('description', '')} |"


def _type(field: dict[str, Any]) -> str:
    """In words: `text or null`, `list of image`."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    words = {"string": "text", "integer": "whole number", "array": "list", "object": "object", "null": "null"}
    items = f" of {_plural(_type(field['items']))}" if "array" in kinds else ""
    return " or ".join(words[kind] for kind in kinds).replace("list", f"list{items}", 1)


def _plural(word: str) -> str:
    return "texts" if word == "text" else word
