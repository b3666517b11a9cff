"""Rules of pictures and attachments."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.extraction.address import absolute
from crawler.extraction.documents import is_document

TEXT = "The ministry opened a new station on the river bank on Monday, the first of twelve in the valley."
MORE = "It measures oxygen, temperature and turbidity every ten minutes and sends a message at a limit."
BASE = "https://portal.example/news/2024/page.html"


def read(inner: str):
    page = f"<h1>A new station</h1><div class=article-body><p>{TEXT}</p>{inner}<p>{MORE}</p></div>"
    return extract(page.encode(), BASE)


def only(inner: str):
    article = read(inner)
    assert len(article.images) == 1
    assert article.body == f"{TEXT}\n\n{MORE}"
    return article.images[0]


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("<img src=a.jpg>", "https://portal.example/news/2024/a.jpg"),
        ("<img src='data:image/gif;base64,R0lGOD' data-src='/b.jpg'>", "https://portal.example/b.jpg"),
        ("<img src=/blank.gif data-original=/c.jpg>", "https://portal.example/c.jpg"),
        ("<img src=/s.jpg srcset='/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w'>", "https://portal.example/l.jpg"),
        (
            "<img srcset='data:image/gif;base64,R0lG 1w' data-srcset='/x.jpg 1x, /y.jpg 2x'>",
            "https://portal.example/y.jpg",
        ),
        ("<img srcset='/s,w_1.jpg 300w,/l,w_2.jpg 1200w,/m.jpg 600w'>", "https://portal.example/l,w_2.jpg"),
        ("<picture><source srcset=/w.webp><img src=/p.jpg></picture>", "https://portal.example/p.jpg"),
        ("<img src='//cdn.example/d e.jpg'>", "https://cdn.example/d%20e.jpg"),
    ],
)
def test_the_address_of_the_picture_itself(image, address):
    assert only(f"<p>{image}</p>").url == address


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=/a.jpg><figcaption>The station at dawn</figcaption></figure>",
        "<p align=center><img src=/a.jpg></p><p align=center>The station at dawn</p>",
        "<p><img src=/a.jpg></p><p><em>The station at dawn</em></p>",
        "<p style='text-align: center'><img src=/a.jpg><br><i>The station at dawn</i></p>",
        "<table><tr><td><img src=/a.jpg></td></tr><tr><td>The station at dawn</td></tr></table>",
        "<div class=wp-caption><img src=/a.jpg><p class=wp-caption-text>The station at dawn</p></div>",
        "<div class=image-box><img src=/a.jpg><span>The station at dawn</span></div>",
    ],
)
def test_what_is_printed_under_a_picture_is_its_caption_and_no_paragraph(markup):
    assert only(markup).caption == "The station at dawn"


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The station at dawn. Photo: Ilse Marn", "The station at dawn.", "Ilse Marn"),
        ("Trạm quan trắc lúc bình minh (Ảnh: Thu Hạnh)", "Trạm quan trắc lúc bình minh", "Thu Hạnh"),
        ("监测人员采集水样（李青 摄）", "监测人员采集水样", "李青"),
        ("Die Station am Morgen. Foto: Jana Ohlsen", "Die Station am Morgen.", "Jana Ohlsen"),
        ("The station at dawn", "The station at dawn", None),
    ],
)
def test_the_credit_is_taken_from_the_caption(printed, caption, credit):
    image = only(f"<figure><img src=/a.jpg><figcaption>{printed}</figcaption></figure>")
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize(
    "image",
    [
        "<img src=/images/logo.png>",
        "<img src=/a.jpg width=16 height=16>",
        "<img src=/pixel.gif>",
        "<img class=avatar src=/people/7.jpg>",
        "<img src=/share/facebook.png>",
        "<a href=/other-story.html><img src=/thumbs/other.jpg></a>",
        "<img src=/drawing.svg>",
        "<img src='javascript:x()'>",
        "<div class=related><img src=/r.jpg></div>",
        "<img>",
    ],
)
def test_decoration_is_no_picture_of_the_story(image):
    assert read(image).images == ()


def test_the_lead_picture_above_the_text_belongs_to_the_story():
    text = f"<div class=entry-content><p>{TEXT}</p><p>{MORE}</p></div>"
    page = f"<article><h1>A new station</h1><img src=/lead.jpg>{text}</article>"
    assert [image.url for image in extract(page.encode(), BASE).images] == ["https://portal.example/lead.jpg"]


def test_pictures_stand_in_page_order_and_once():
    article = read(
        "<p><img src=/1.jpg></p><p>A sentence that stands in between them.</p><p><img src=/2.jpg><img src=/1.jpg></p>"
    )
    assert [image.url[-5:] for image in article.images] == ["1.jpg", "2.jpg"]
    assert (
        article.body_html.index("/1.jpg")
        < article.body_html.index("stands in between")
        < article.body_html.index("/2.jpg")
    )


@pytest.mark.parametrize(
    ("address", "document"),
    [
        ("https://x.example/a.PDF", True),
        ("https://x.example/a.hwpx?x=1", True),
        ("https://x.example/documents/d/guest/report", True),
        ("https://x.example/files/@@download/file", True),
        ("https://x.example/home/file/readDownloadFile.do?fileId=1", True),
        ("https://x.example/Lists/VBQPPL/Attachments/12/van-ban", True),
        ("https://x.example/a.html", False),
        ("https://x.example/downloads-of-the-year", False),
    ],
)
def test_documents_are_known_by_ending_or_path(address, document):
    assert is_document(address) is document


def test_documents_in_the_story_are_attachments():
    article = read("<p>See the <a href='plan.docx'>plan of the stations</a> for all that is to come.</p>")
    assert [(each.url, each.title) for each in article.attachments] == [
        ("https://portal.example/news/2024/plan.docx", "plan of the stations")
    ]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "#top", "", "http://[bad", "mailto:a@b.example", None]
)
def test_addresses_that_lead_nowhere_safe_are_none(href):
    assert absolute(href, BASE) is None


def test_of_a_figure_only_the_figcaption_is_the_caption():
    image = only(
        "<figure><img src=/a.jpg><span class=zoom>Click to zoom</span>"
        "<figcaption>The station at dawn</figcaption></figure>"
    )
    assert image.caption == "The station at dawn"


def test_a_list_that_holds_a_captioned_picture_is_no_chrome():
    image = only("<dl class='image-inline captioned'><dt><img src=/a.jpg></dt><dd class=caption>At dawn</dd></dl>")
    assert image.caption == "At dawn"


def test_files_of_the_story_stand_in_a_box_named_after_them():
    box = "<div class=related-files><h4>Files</h4><a href=/plan.pdf>Plan</a></div>"
    others = "<div class=related-news><a href=/other.pdf>Other</a></div><nav class=files><a href=/all.pdf>All</a></nav>"
    page = f"<div><h1>A new station</h1><div class=article-body><p>{TEXT}</p><p>{MORE}</p></div>{box}{others}</div>"
    assert [each.title for each in extract(page.encode(), BASE).attachments] == ["Plan"]


def test_the_query_may_name_the_file():
    article = read("<p><a href='/download/downfile.jsp?classid=0&filename=2307.pdf'>Rules</a></p>")
    assert [each.media_type for each in article.attachments] == ["application/pdf"]
