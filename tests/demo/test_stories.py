"""The invented news itself: enough of it, readable, and with the traps that extraction must not fall into."""

from collections import Counter
from datetime import timedelta

import pytest

from crawler.demo.body import modern_body
from crawler.demo.sections import SECTIONS
from crawler.demo.story import Heading, Items, Paragraph, Picture, Quote, Rows, load_stories, parse_blocks, parse_story
from crawler.demo.truth import CHROME, truth

STORIES = load_stories()


def texts():
    return {story.id: "\n\n".join(truth(story, "").paragraphs) for story in STORIES}


def test_there_is_enough_news_in_three_languages():
    languages = Counter(story.language for story in STORIES)
    assert languages["vi"] >= 27
    assert languages["en"] >= 3
    assert languages["th"] >= 3


def test_ids_and_addresses_are_unique():
    assert len({story.id for story in STORIES}) == len(STORIES)
    assert len({truth(story, "").url for story in STORIES}) == len(STORIES)


def test_the_news_spreads_over_two_years():
    days = [story.day for story in STORIES]
    assert max(days) - min(days) > timedelta(days=700)


def test_every_story_is_long_enough_to_be_one():
    assert all(len(story.blocks) >= 3 and len(texts()[story.id]) > 500 for story in STORIES)


def test_every_kind_of_block_occurs():
    kinds = {type(block) for story in STORIES for block in story.blocks}
    assert kinds == {Paragraph, Heading, Items, Quote, Rows, Picture}


def test_every_section_has_stories():
    assert {story.section for story in STORIES} == set(SECTIONS)


def test_two_stories_share_a_headline_and_nothing_else():
    first, second = (texts()[story.id] for story in STORIES if story.title == "Thông báo")
    assert not set(first.split("\n\n")) & set(second.split("\n\n"))


def test_two_stories_share_a_paragraph():
    seen = Counter(
        paragraph for text in texts().values() for paragraph in set(text.split("\n\n")) if len(paragraph) > 80
    )
    assert max(seen.values()) == 2


def test_no_story_uses_a_phrase_of_the_frame():
    assert not [(phrase, story) for phrase in CHROME for story, text in texts().items() if phrase in text]


@pytest.mark.parametrize("word", ["thời tiết", "bản đồ", "ảnh vệ tinh", "ảnh ra đa", "lượt truy cập", "lượt khách"])
def test_stories_speak_of_what_the_frame_speaks_of(word):
    """So a chrome remover that goes by keyword alone is caught."""
    assert any(word in text for text in texts().values())


def test_markup_in_a_line_is_read_and_escaped():
    story = parse_story(
        "1-a",
        '+++\ntitle="t"\ndate=2024-01-01\nsection="en/news"\nsummary="s"\nauthor="a"\n+++\na **b** <c> [d](/e?f&g)\n',
    )
    assert modern_body(story) == '<p>a <strong>b</strong> &lt;c&gt; <a href="/e?f&amp;g">d</a></p>'
    assert truth(story, "").paragraphs == ("s", "a b <c> d")


def test_a_file_that_is_no_story_is_refused():
    with pytest.raises(ValueError, match="no story: readme"):
        parse_story("readme", "hello")


def test_blocks_are_read():
    text = '## h\n\n- a\n- b\n\n1. c\n2. d\n\n> q\n\n| x | y |\n| 1 | |\n\n![c](n.jpg "by")\n\nplain'
    assert parse_blocks(text) == (
        Heading("h"),
        Items(("a", "b"), ordered=False),
        Items(("c", "d"), ordered=True),
        Quote("q"),
        Rows((("x", "y"), ("1", ""))),
        Picture("n.jpg", "c", "by"),
        Paragraph("plain"),
    )
