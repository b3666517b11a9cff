"""The reference of the query language has every field and fact of the parser, and what it shows parses."""

import re
from pathlib import Path

import pytest

from archive.search.query import FACTS, FIELDS, parse

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text("utf-8")
SHOWN = re.findall(r"`([^`\n]+)`", "\n".join(line.split("|")[1] for line in re.findall(r"^\| `.*", PAGE, re.MULTILINE)))


@pytest.mark.parametrize("query", SHOWN)
def test_what_the_table_shows_parses(query):
    parse(query)


def test_every_field_is_shown():
    facts = {f"{field}:{value}" for field, values in FACTS.items() for value in values}
    fields = {f"{field}:" for field in FIELDS if field not in FACTS} - {"language:"}  # another name of lang:
    shown = " ".join(SHOWN)
    assert {name for name in facts | fields if name not in shown} == set()
