"""Golden cases: a folder is a page of our own writing and what `extract` must say of it, a test is one field."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import nh3
import pytest

PAGES = Path(__file__).resolve().parents[1] / "pages"
sys.path.insert(0, str(PAGES))

import rewrite  # noqa: E402 - the command beside the pages

CASES = [f"{case.parent.name}/{case.name}" for case in rewrite.cases()]
FIELDS = (
    "title", "date", "date_text", "date_source", "modified", "body", "body_html", "images", "attachments", "authors",
    "tags", "summary", "language", "url", "translations",
)  # fmt: skip
TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "td", "th", "figure", "img",
    "figcaption", "a", "strong", "em",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}


@cache
def found(case: str) -> dict[str, object]:
    return rewrite.read(PAGES / case)


@cache
def expected(case: str) -> dict[str, object]:
    return json.loads((PAGES / case / "expected.json").read_text("utf-8"))


def test_there_are_cases_of_many_families():
    assert len(CASES) >= 10


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("field", FIELDS)
def test_field(case, field):
    assert found(case).get(field) == expected(case).get(field)


@pytest.mark.parametrize("case", CASES)
def test_html_is_clean(case):
    """What nh3 would leave of it is all of it."""
    html = found(case)["body_html"]
    assert nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None) == html
