"""What was changed between two texts, and how much it weighs, in any language."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Article
from archive.differences import Class, Kind, apply, compare
from archive.differences.pieces import new_text, old_text

MIRROR = {Class.REMOVED: Class.ADDED, Class.ADDED: Class.REMOVED}
TEXTS = st.lists(
    st.sampled_from(
        [
            "30",
            "2030",
            "20 %",
            "a",
            "the",
            "dam",
            "จ",
            "ะ",
            "三",
            "十",
            "年",
            "ل",
            ".",
            ",",
            " ",
            "\n",
            "\n\n",
            "\u0301",
        ]
    ),
    max_size=25,
).map("".join) | st.text(max_size=40)


def story(body="", **fields):
    return Article(**{"title": "Goal"} | fields, body=body)


def classes(old, new):
    return [difference.kind.value for difference in compare(story(old), story(new)).differences]


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_what_differs_turns_the_old_text_into_the_new_and_back(old, new):
    for one, other in ((old, new), (new, old)):
        comparison = compare(story(one, title=one), story(other, title=other))
        assert apply(comparison.body, one) == apply(comparison.title, one) == other
        assert (old_text(comparison.body), new_text(comparison.body)) == (one, other)
        assert all(0 < difference.weight <= 1 for difference in comparison.differences)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_classes_are_symmetric(old, new):
    there = sorted(difference.kind for difference in compare(story(old), story(new)).differences)
    back = [difference.kind for difference in compare(story(new), story(old)).differences]
    assert there == sorted(MIRROR.get(kind, kind) for kind in back)


@given(TEXTS)
def test_what_is_the_same_weighs_nothing(text):
    comparison = compare(story(text, title=text), story(text, title=text))
    assert (comparison.differences, comparison.kind, comparison.weight) == ((), None, 0)
    assert comparison.sentence == "nothing was changed"


def test_a_difference_is_applied_to_its_own_text_only():
    with pytest.raises(ValueError, match="another one from character 10"):
        apply(compare(story("The dam is safe."), story("The dam was safe.")).body, "The dam isn't safe.")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("It falls by 30 % soon.", "It falls by 20 % soon.", 'number changed: "30 %" → "20 %"'),
        ("until 2030", "until 2035", 'number changed: "2030" → "2035"'),
        ("at 5 km now", "at 5 m now", 'unit changed: "5 km" → "5 m"'),
        ("on 5/12/2026", "on 6/12/2026", 'date changed: "5/12/2026" → "6/12/2026"'),
        ("on 5 May there", "on 5 June there", 'date changed: "May" → "June"'),
        ("closed by 2030 at last", "closed at last", 'number removed: "2030"'),
        ("closed at last", "closed by 2030 at last", 'number added: "2030"'),
        ("They walk.", "They run.", 'wording changed: "walk" → "run"'),
        ("They  walk.", "They walk.", "spacing changed"),
        ("They walk.", "THEY walk.", "case changed"),
    ],
)
def test_a_sentence_says_what_was_changed(old, new, sentence):
    assert compare(story(old), story(new)).sentence == sentence


def test_a_removed_passage_says_how_much_of_the_text_it_was():
    kept, gone = "This paragraph stays here. " * 3, "This one of a few words is gone."
    comparison = compare(story(f"{kept}\n\n{gone}"), story(kept))
    assert comparison.sentence == f'passage removed (28% of the text): "{gone}"'
    everything = compare(story(kept), story(""))
    assert everything.weight > comparison.weight
    assert "100% of the text" in everything.sentence


def test_the_weightiest_comes_first():
    old = 'Cut by 30 % soon. A "quoted" word and a plain one. A sentence that will be gone from here.'
    new = "Cut by 20 % soon. A “quoted” word and a simple one."
    comparison = compare(story(old), story(new))
    kinds = [difference.kind for difference in comparison.differences]
    assert kinds == [Class.NUMBER, Class.REMOVED, Class.WORDING, Class.LAYOUT]
    weights = [difference.weight for difference in comparison.differences]
    assert weights == sorted(weights, reverse=True)
    assert comparison.sentence.endswith("(and 3 more)")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "The first paragraph is here.\n\nThe second one has 40 words.",
            "The second one has 40 words.\n\nThe first paragraph is here.",
        ),
        ("Home\nNews\nContact\nMaps", "News\nMaps\nHome\nContact"),
        ("หน้าแรก\nข่าว\nติดต่อเรา", "ข่าว\nติดต่อเรา\nหน้าแรก"),
        (
            "One sentence of words stands here. Another of them stands there.",
            "Another of them stands there. One sentence of words stands here.",
        ),
    ],
)
def test_what_stands_elsewhere_was_moved_not_removed(old, new):
    comparison = compare(story(old), story(new))
    assert {difference.kind for difference in comparison.differences} == {Class.LAYOUT}
    assert {Kind.MOVED_FROM, Kind.MOVED_TO} <= {piece.kind for piece in comparison.body}
    assert comparison.differences[0].sentence.startswith("moved: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Lead | 20 | 30\nZinc | 40 | 50", "Lead | 40 | 50\nZinc | 20 | 30"),
        ("Lead\n20\nZinc\n40", "Lead\n40\nZinc\n20"),
        ("It rose from 20 to 30 in a year.", "It rose from 30 to 20 in a year."),
    ],
)
def test_figures_that_change_places_are_changed_figures(old, new):
    assert classes(old, new)[0] == "number"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("约三分之一", "约四分之一"),
        ("½ of it", "¼ of it"),
        ("令和7年12月", "令和8年12月"),
        ("at 5:30 pm", "at 5:30 am"),
        ("in 3 năm nữa", "in 3 tháng nữa"),
        ("Rs 5 lakh", "Rs 5 crore"),
        ("90 triệu USD", "90 tỷ USD"),
        ("百分之三十", "百分之二十"),
        ("−5 °C", "5 °C"),
        ("thirty of them, 10 days", "thirty of them, 10 months"),
        ("Quyết định 123/QĐ-BTN", "Quyết định 132/QĐ-BTN"),
    ],
)
def test_a_figure_is_more_than_its_digits(old, new):
    assert classes(old, new)[0] == "number"


def test_a_phrase_that_is_put_elsewhere_in_its_sentence_is_wording():
    assert (
        classes("In 2030, all of the water will be clean.", "All of the water will be clean in 2030.")[0] == "wording"
    )
    assert classes("A falls by 2030. B falls too.", "A falls. B falls too by 2030.")[0] == "number"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A first paragraph of words. A second one of them.", "A first paragraph of words.\n\nA second one of them."),
        ("the plan may fail", "The plan may fail"),
        ("dự án\u00a0mới", "dự án mới"),
        ("Việt Nam", "Vie\u0302\u0323t Nam"),
        ("\uac01\uad6d", "\u1100\u1161\u11a8\u1100\u116e\u11a8"),
        ("ガス", "ｶﾞｽ"),
        ("น้ำ", "น\u0e4d\u0e49า"),
        ("wait...", "wait…"),
        ("- one\n- two", "• one\n• two"),
        ("on 5/12 next", "on 05/12 next"),
        ("1 000 km", "1,000 km"),
        ("下降百分之三十", "下降30%"),
        ("ลดลงร้อยละ ๓๐", "ลดลง 30%"),
        ("05/06/2026", "5/6/2026"),
    ],
)
def test_no_word_was_changed(old, new):
    assert set(classes(old, new)) == {"layout"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the plan may fail", "the plan will fail"),  # may is no month here
        ("十分重要的事", "非常重要的事"),  # 十分 is no number here
        ("a march of people", "a walk of people"),
    ],
)
def test_what_only_looks_like_a_figure_is_wording(old, new):
    assert classes(old, new) == ["wording"]


def test_marks_and_right_to_left_text_stay_whole():
    pieces = compare(story("הנהר נקי ובטוח"), story("הנהר נקי ומסוכן")).body
    assert [(piece.old, piece.new) for piece in pieces if piece.kind is not Kind.SAME] == [("ובטוח", "ומסוכן")]
    pieces = compare(story("ไม่มีน้ำที่นี่"), story("ไม่มีน้าที่นี่")).body
    assert [(piece.old, piece.new) for piece in pieces if piece.kind is not Kind.SAME] == [("น้ำ", "น้า")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the " * 50_000, "a dam " * 33_000),
        ("\n".join(f"{n % 7}" for n in range(30_000)), "\n".join(f"{n % 5}" for n in range(30_000))),
        ("ก" * 50_000 + "ข" * 50_000, "ขก" * 50_000),
        (" ".join(f"w{n}" for n in range(10_000)), " ".join(f"w{n * 7919 % 10_000}" for n in range(10_000))),
        ("1" * 200_000, "2" * 200_000),
        ("「" * 100_000, "」" * 100_000),
        ("1.1," * 50_000, "1,1." * 50_000),
    ],
    ids=["words", "lines", "clusters", "shuffled", "digits", "quotes", "separators"],
)
def test_a_long_text_that_is_changed_everywhere_is_compared_in_bounded_time(old, new):
    start = time.process_time()
    comparison = compare(story(old), story(new))
    assert time.process_time() - start < 15  # one or two where nothing else runs; a quadratic way takes minutes
    assert apply(comparison.body, old) == new
