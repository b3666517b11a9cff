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
