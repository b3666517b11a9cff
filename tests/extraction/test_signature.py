"""The line that signs a story names its author and is no part of the text."""

import pytest

from crawler.extraction import extract

PROSE = "".join(
    f"<p>Đoạn {n} của bản tin kể về việc trồng rừng ngập mặn ở cửa sông trong mùa mưa năm nay.</p>" for n in range(4)
)


def page(last, head=""):
    return (
        f"<html><head>{head}</head><body><h1>Trồng rừng ở cửa sông</h1><div>{PROSE}{last}</div></body></html>".encode()
    )


@pytest.mark.parametrize(
    "line",
    [
        '<p align="right">Hoàng Lan</p>',
        '<p style="text-align: right">Hoàng Lan</p>',
        "<p><strong>Hoàng Lan</strong></p>",
        "<p><em>Hoàng Lan</em></p>",
    ],
)
def test_a_last_line_set_apart_is_the_signature(line):
    article = extract(page(line), None)
    assert article.authors == ("Hoàng Lan",)
    assert "Hoàng Lan" not in article.body


@pytest.mark.parametrize(
    "line", ["<p><b>Rừng đã được trả lại cho dân.</b></p>", "<p>Hoàng Lan</p>", "<p><b>Kế hoạch năm 2026</b></p>"]
)
def test_a_sentence_or_a_plain_line_is_not(line):
    article = extract(page(line), None)
    assert article.authors == ()


def test_a_line_that_names_somebody_else_stays():
    article = extract(page("<p><b>Ban Biên Soạn</b></p>", '<meta name="author" content="Trần Minh">'), None)
    assert article.authors == ("Trần Minh",)
    assert "Ban Biên Soạn" in article.body


def written(line, last=""):
    text = (
        "<p>The ministry opened a new station on the river bank on Monday, the first of twelve in the valley.</p>" * 3
    )
    return extract(
        f"<html><body><h1>A new station on the river</h1>{line}<div>{text}</div>{last}</body></html>".encode(), None
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>By Ilse Marn</p>", ("Ilse Marn",)),
        ("<p>By Ilse Marn March 3, 2024</p>", ("Ilse Marn",)),
        ("<p>3 March 2024 · 4 min read · By Ilse Marn and Ole Brandt</p>", ("Ilse Marn", "Ole Brandt")),
        ("<div>Written by Ilse Marn, Senior Writer</div>", ("Ilse Marn",)),
        ("<p>Von Ilse Marn | 3.3.2024</p>", ("Ilse Marn",)),
        ("<div class='post__author-name'>Ilse Marn</div>", ("Ilse Marn",)),
        ("<p>发布时间：2024-03-03 来源：青禾日报 作者：林青禾</p>", ("林青禾",)),
        ("<p>Ngày đăng: 03/03/2024 | Tác giả: Hoàng Lan</p>", ("Hoàng Lan",)),
        ("<p>3 марта 2024 Автор: Ольга Речная</p>", ("Ольга Речная",)),
    ],
)
def test_a_byline_beside_the_headline_names_the_author(line, names):
    assert written(line).authors == names


@pytest.mark.parametrize(
    "line",
    [
        "<p>Photo by Ilse Marn</p>",
        "<p>By the river, twelve stations</p>",
        "<p>3 March 2024</p>",
        "<p>Read by 12,000</p>",
    ],
)
def test_other_lines_beside_the_headline_name_nobody(line):
    assert written(line).authors == ()


def test_a_labelled_author_below_the_story_is_read():
    assert written("", "<div><p><strong>Tác giả: </strong>Hoàng Lan</p></div>").authors == ("Hoàng Lan",)


def test_a_printed_person_comes_before_an_organisation_that_is_stated():
    desk = '{"@type": "Organization", "name": "River Desk"}'
    stated = f'{{"@type": "NewsArticle", "headline": "A new station", "author": {desk}}}'
    script = f"<script type='application/ld+json'>{stated}</script>"
    assert written(script + "<p>By Ilse Marn</p>").authors == ("Ilse Marn",)
    assert written(script).authors == ("River Desk",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("宋青禾 杨远", ("宋青禾", "杨远")),
        ("本报记者 王青禾 方 远", ("王青禾", "方远")),
        ("James O&amp;#39;Mar", ("James O'Mar",)),
        ("Ilse Marn Contributor", ("Ilse Marn",)),
        ('By "Ilse Marn", CFP®', ("Ilse Marn",)),
        ("+关注", ()),
        ("Marketing Manager", ()),
    ],
)
def test_bylines_are_cleaned_to_names(byline, names):
    head = f"<meta name='author' content='{byline}'>"
    assert extract(f"<html><head>{head}</head><body><p>x</p></body></html>".encode(), None).authors == names
