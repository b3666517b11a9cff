"""The measures of the benchmark, on cases counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring import Found, fold, images_f1, precision_recall, score, segments_hit, shingles

ALL = frozenset({"text", "title", "date", "images"})
TEXTS = st.text(alphabet="ab c.ก日本", max_size=30)


def test_a_text_is_its_runs_of_four_words_and_a_shorter_one_is_one_run():
    assert shingles("Rain fell on the bay.") == {("Rain", "fell", "on", "the"): 1, ("fell", "on", "the", "bay"): 1}
    assert shingles("Rain fell") == {("Rain", "fell"): 1}
    assert shingles(" … ") == {}


def test_where_no_spaces_are_written_a_character_is_a_word():
    assert list(shingles("海は青い。")) == [("海", "は", "青", "い")]
    assert list(shingles("น้ำใส")) == [tuple("น้ำใ"), tuple("้ำใส")]


def test_precision_falls_with_what_is_too_much_and_recall_with_what_is_missing():
    assert precision_recall("a b c d e", "a b c d e f g") == (2 / 4, 2 / 2)
    assert precision_recall("a b c d e", "a b c d") == (1 / 1, 1 / 2)
    assert precision_recall("a b c d e", "v w x y z") == (0, 0)


def test_a_text_said_twice_is_right_once():
    assert precision_recall("a b c d", "a b c d. a b c d")[0] == 1 / 5


def test_no_text_has_no_precision():
    assert precision_recall("a b", "") == (None, 0)
    assert precision_recall("", "a b") == (0, None)


@given(TEXTS, TEXTS)
def test_exchanging_gold_and_found_exchanges_precision_and_recall(one, other):
    assert precision_recall(one, other) == precision_recall(other, one)[::-1]


@given(TEXTS)
def test_a_text_agrees_with_itself(text):
    assert set(precision_recall(text, text)) <= {1, None}


def test_titles_are_equal_whatever_their_case_space_quotes_and_dashes():
    assert fold("“Sông  Đà” – 2023\n") == fold('"SÔNG ĐÀ" - 2023')
    assert fold("Sông Đà") != fold("Song Da")


@given(st.text())
def test_white_space_around_a_title_does_not_count(text):
    assert fold(f"  {text}\n") == fold(text)


def test_any_version_of_an_image_will_do_and_queries_do_not_count():
    gold = [["https://a.example/1-small.jpg", "https://a.example/1-large.jpg"], ["https://a.example/2.jpg?v=1"]]
    assert images_f1(gold, {"https://a.example/1-large.jpg?w=9", "https://a.example/2.jpg"}) == 1
    assert images_f1(gold, {"https://a.example/2.jpg", "https://a.example/logo.png"}) == 2 / 4


def test_a_story_without_images_is_right_with_none():
    assert images_f1([], []) == 1
    assert images_f1([], ["https://a.example/logo.png"]) == 0


def test_segments_are_found_across_line_breaks():
    gold = {"with": ["rain fell", "all night"], "without": ["Read more"]}
    assert segments_hit(gold, "The rain\nfell. Read more") == {"hit": 1, "missed": 1, "kept": 1}


def test_text_f1_is_of_the_mean_precision_and_the_mean_recall():
    pages = [({"text": "a b c d e"}, Found("a b c d")), ({"text": "a b c d e"}, Found("a b c d e f g"))]
    result = score(pages, ALL)
    assert (result["precision"], result["recall"]) == (3 / 4, 3 / 4)
    assert result["text"] == pytest.approx(3 / 4)


def test_an_error_counts_as_empty():
    gold = {"text": "a b c d", "title": "A", "date": "2023-08-10", "images": [["https://a.example/1.jpg"]]}
    right = Found("a b c d", "a", "2023-08-10T08:30:00+07:00", frozenset({"https://a.example/1.jpg"}))
    result = score([(gold, right), (gold, None)], ALL)
    assert (result["precision"], result["recall"]) == (1, 1 / 2)
    assert (result["title"], result["date"], result["images"], result["errors"]) == (1 / 2, 1 / 2, 1 / 2, 1)


def test_what_no_page_is_labelled_with_and_what_an_extractor_does_not_tell_has_no_value():
    gold = {"title": "A", "date": "2023-08-10"}
    result = score([(gold, Found("b", "a"))], ALL - {"date"})
    assert (result["title"], result["text"], result["date"]) == (1, None, None)


def test_an_extractor_that_finds_nothing_scores_nothing():
    assert score([({"text": "a b c d"}, Found())], ALL)["text"] == 0
