"""What was changed beside the body: headline, date, pictures, documents, description."""

from __future__ import annotations

from itertools import pairwise

import pytest

from archive import Article, Attachment, Image
from archive.differences import Class, compare
from archive.differences.classes import weight

AT = "https://m.example/"


def told(old, new):
    """Class and sentence of each difference of two stories that are the same but for these fields."""
    fields = {"title": "Dam reopens", "body": "The dam is open.", "date": "2025-11-03"}
    found = compare(Article(**fields | old), Article(**fields | new)).differences
    return [(difference.kind.value, difference.sentence) for difference in found]


def image(name, **rest):
    return Image(url=f"{AT}{name}", **rest)


def document(name, **rest):
    return Attachment(url=f"{AT}{name}", **rest)


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence"),
    [
        ("Dam reopens", "Dam closes", "headline", 'headline changed: "reopens" → "closes"'),
        ("12 dams reopen", "10 dams reopen", "number", 'number changed in the headline: "12" → "10"'),
        ("Dam reopens", "DAM reopens", "layout", "case changed in the headline"),
        ("Dam reopens", "", "headline", 'headline changed: "Dam reopens"'),
    ],
)
def test_headline(old, new, kind, sentence):
    assert told({"title": old}, {"title": new}) == [(kind, sentence)]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("2025-11-03", "2025-11-05", "date"),
        ("2025-11-03", None, "date"),
        ("2025-11-03T08:00+07:00", "2025-11-03T09:00+07:00", "date"),
        ("2025-11-03", "2025-11-03T08:00+07:00", "layout"),
        ("2025-11-03T01:00+00:00", "2025-11-03T08:00+07:00", "layout"),
        ("2025-11-02T22:00+00:00", "2025-11-03T05:00+07:00", "layout"),
    ],
)
def test_date_of_publication(old, new, kind):
    assert told({"date": old}, {"date": new}) == [(kind, f"date of publication changed: {old} → {new or 'none'}")]


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence"),
    [
        ([image("a.jpg", caption="The dam")], [], "image", 'image removed: "The dam" (a.jpg)'),
        ([], [image("a.jpg")], "image", 'image added: "a.jpg"'),
        ([image("a.jpg")], [image("b.jpg")], "image", 'image replaced: "a.jpg" → "b.jpg"'),
        ([image("a.jpg", sha256="1")], [image("a.jpg", sha256="2")], "image", 'image replaced: "a.jpg"'),
        ([image("a.jpg", sha256="1")], [image("b.jpg", sha256="1")], "layout", 'image at another address: "b.jpg"'),
        (
            [image("bay-view-300x200.jpg")],
            [image("cdn/bay-view-1024x768.jpg")],
            "layout",
            'image at another address: "bay-view-1024x768.jpg"',
        ),
        (
            [image("a.jpg", caption="The dam")],
            [image("a.jpg", caption="The old dam")],
            "image",
            'caption changed: "old"',
        ),
        (
            [image("a.jpg", caption="5 dams")],
            [image("a.jpg", caption="6 dams")],
            "number",
            'number changed in a caption: "5" → "6"',
        ),
        ([image("a.jpg"), image("b.jpg")], [image("b.jpg"), image("a.jpg")], "layout", "images in another order"),
    ],
)
def test_pictures(old, new, kind, sentence):
    assert told({"images": tuple(old)}, {"images": tuple(new)}) == [(kind, sentence)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            [document("plan.pdf", title="The plan")],
            [],
            [("attachment", 'attachment removed: "The plan" (plan.pdf)')],
        ),
        (
            [document("plan.pdf", title="The plan")],
            [document("new.pdf", title="the  plan")],
            [
                ("attachment", 'attachment replaced: "the plan" (new.pdf)'),
                ("layout", "case changed in attachment title"),
                ("layout", "spacing changed in attachment title"),
            ],
        ),
        (
            [document("plan.pdf", sha256="1", text="Cut by 30 % soon")],
            [document("plan.pdf", sha256="2", text="Cut by 20 % soon")],
            [
                ("number", 'number changed in an attachment: "30 %" → "20 %"'),
                ("attachment", 'attachment replaced: "plan.pdf"'),
            ],
        ),
        (
            [document("plan.pdf", sha256="1", text="Cut by 30 % soon")],
            [document("plan.pdf", sha256="2", text="Cut by 30 % soon")],
            [("layout", 'attachment made anew with the same text: "plan.pdf"')],
        ),
        ([document("plan.pdf")], [document("plan.pdf", sha256="2", text="It was fetched")], []),
    ],
)
def test_documents(old, new, expected):
    assert sorted(told({"attachments": tuple(old)}, {"attachments": tuple(new)})) == sorted(expected)


def test_description_weighs_little():
    old = {"authors": ("Lan",), "tags": ("water", "dams"), "modified": "2025-11-03"}
    new = {"authors": ("Minh",), "tags": ("dams", "water"), "modified": "2025-11-05"}
    assert told(old, new) == [
        ("description", 'authors changed: "Lan" → "Minh"'),
        ("description", 'modified changed: "2025-11-03" → "2025-11-05"'),
    ]


def test_a_lead_that_opens_the_body_is_not_told_twice():
    old, new = {"body": "By 2030. More.", "summary": "By 2030."}, {"body": "By 2035. More.", "summary": "By 2035."}
    assert told(old, new) == [("number", 'number changed: "2030" → "2035"')]
    assert told({"summary": "By 2030."}, {"summary": "By 2035."}) == [
        ("number", 'number changed in the summary: "2030" → "2035"')
    ]


def test_each_class_outweighs_the_next_whatever_their_extent():
    order = list(Class)
    assert all(weight(one, 0) > weight(other, 1) for one, other in pairwise(order))
    assert 0 < weight(Class.LAYOUT, 0) < weight(Class.NUMBER, 9) <= 1


def test_a_comparison_as_json_has_all_of_it():
    comparison = compare(Article(title="T", body="30 % now"), Article(title="T", body="20 % now"))
    plain = comparison.as_dict()
    assert (plain["class"], plain["weight"]) == ("number", 1.0)
    assert plain["differences"] == [
        {
            "class": "number",
            "weight": 1.0,
            "field": "body",
            "sentence": 'number changed: "30 %" → "20 %"',
            "old": "30 %",
            "new": "20 %",
        }
    ]
    assert plain["body"][0] == {"kind": "replaced", "old": "30", "new": "20", "whole": False}
