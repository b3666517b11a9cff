"""Two revisions side by side: what belongs together stands in one row, and nothing of either is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.article import Article
from archive.diff_beside import beside
from archive.differences import Kind, compare

PARAGRAPHS = st.lists(st.sampled_from(["A b c d.", "E f 30 g.", "H i j.", "K 20 l m."]), max_size=5)


def rows_of(old, new):
    return beside(compare(Article(title="t", body=old), Article(title="t", body=new)).body)


def text(side):
    return "\n\n".join("".join(part for _, part in paragraph) for paragraph in side)


def test_a_paragraph_that_went_stands_beside_nothing():
    rows = rows_of("First stays.\n\nSecond went away.\n\nThird stays.", "First stays.\n\nThird stays.")
    assert [(text(row.old), text(row.new)) for row in rows] == [
        ("First stays.", "First stays."),
        ("Second went away.", ""),
        ("Third stays.", "Third stays."),
    ]
    assert [row.is_changed for row in rows] == [False, True, False]


def test_a_paragraph_that_was_edited_stands_beside_what_it_became():
    (row,) = rows_of("We cut 30 % by 2030 in all.", "We cut 20 % by 2030 in all.")
    assert row.old == (((Kind.SAME, "We cut "), (Kind.REMOVED, "30"), (Kind.SAME, " % by 2030 in all.")),)
    assert row.new == (((Kind.SAME, "We cut "), (Kind.ADDED, "20"), (Kind.SAME, " % by 2030 in all.")),)


@settings(max_examples=60)
@given(PARAGRAPHS, PARAGRAPHS)
def test_both_columns_read_as_the_two_revisions_do(old, new):
    rows = rows_of("\n\n".join(old), "\n\n".join(new))
    for side, paragraphs in (("old", old), ("new", new)):
        assert [text([part]) for row in rows for part in getattr(row, side)] == paragraphs
