"""Rules of pictures and their captions."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.extraction.address import absolute

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


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<img src=/blank.gif><noscript><img src=/n.jpg></noscript>", "/n.jpg"),
        ("<img src='data:image/gif;base64,R0' data-big-picture=/q.jpg>", "/q.jpg"),
        ("<img src=/blank.gif data-flickity-lazyload-srcset='/s.jpg 300w, /l.jpg 900w'>", "/l.jpg"),
        (
            "<picture><source srcset='/s.webp 300w, /l.webp 900w'><img src='data:image/gif;base64,R0'></picture>",
            "/l.webp",
        ),
        ("<picture><source srcset='/s.webp 300w, /l.webp 900w'></picture>", "/l.webp"),
        ("<div class=photo style=\"background-image: url('/b.jpg')\"></div>", "/b.jpg"),
        ("<div style='background:#fff url(/b.jpg) no-repeat'></div>", "/b.jpg"),
        ("<div class=photo data-bg=/b.jpg></div>", "/b.jpg"),
        ("<figure><button><img src=/z.jpg></button></figure>", "/z.jpg"),
        ("<amp-img src=/amp.jpg></amp-img>", "/amp.jpg"),
        ("<a href=/full/river.jpg><img src=/thumbs/river.jpg></a>", "/full/river.jpg"),
        ("<a href=/9f2.jpg><img src=/river-300x200.jpg></a>", "/9f2.jpg"),
        ("<img src=/river-300x200.jpg><img src=/river-1200x800.jpg>", "/river-1200x800.jpg"),
        ("<img src=/storage/1.jpg><noscript><img src=/storage/1.jpg></noscript>", "/storage/1.jpg"),
    ],
)
def test_a_picture_that_only_a_script_or_a_style_shows_is_found_once_and_at_its_largest(markup, address):
    assert only(markup).url == "https://portal.example" + address


def test_pictures_that_a_handler_serves_are_told_apart_by_their_query():
    article = read("<p><img src='/image.do?id=1'></p><p><img src='/image.do?id=2'></p>")
    assert [image.url[-4:] for image in article.images] == ["id=1", "id=2"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=byline><figure><img src=/p.jpg></figure><p>Ilse Marn</p></div>",
        "<figure><a href=/authors/ilse-marn/><img src=/p.jpg></a></figure>",
        "<div class=video-box><img src=/poster.jpg></div>",
        "<figure><a href=/other.html><img src=/o.jpg></a></figure><p><a href=/other.html>Twelve wells closed</a></p>",
        "<div><div><img src=/o.jpg></div><h3><a href=/other.html>Twelve wells were closed</a></h3></div>",
        "<img src=/upload/2020/wells-72x72.jpg>",
        "<img src='/piwik.php?idsite=2'>",
        "<img src=/icons/pdficon.gif>",
        "<noscript><img src=/w.jpg width=1 height=1></noscript>",
        "<button><img src=/w.jpg></button>",
        "<div style='background:url(/i/icon-leaf.png)'></div>",
    ],
)
def test_portraits_players_trackers_and_other_stories_are_no_pictures_of_the_story(markup):
    assert read(markup).images == ()


def test_a_photograph_that_a_phone_named_after_a_network_is_one():
    assert only("<p><img src=/upload/facebook_1699874512345.jpg></p>").url.endswith("facebook_1699874512345.jpg")


def lead(above: str, head: str = ""):
    text = f"<div class=entry-content><p>{TEXT}</p><p>{MORE}</p></div>"
    story = f"<div><h1>A new station</h1>{text}</div>"
    page = f"<html><head>{head}</head><body><article>{above}{story}</article></body></html>"
    return [image.url[-9:] for image in extract(page.encode(), BASE).images]


def test_a_figure_right_above_the_headline_leads_the_story():
    assert lead("<figure><img src=/lead.jpg></figure>") == ["/lead.jpg"]
    assert lead("<div><img src=/lead.jpg></div>") == []


def test_the_picture_that_the_page_states_leads_the_story_wherever_it_stands_above():
    stated = "<meta property=og:image content=https://cdn.example/1200x630/station-dawn-1200x630.jpg>"
    assert lead("<div class=teaser><img src=/i/station-dawn.jpg></div>", stated) == ["-dawn.jpg"]
    assert lead("<div class=teaser><a href=/x.html><img src=/i/station-dawn.jpg></a></div>", stated) == []


@pytest.mark.parametrize(
    "printed",
    [
        "Ảnh: Thu Hạnh",
        "Toàn cảnh hội nghị (Ảnh: Thu Hạnh)",
        "图为监测人员采集水样",
        "监测人员采集水样（图/李青）",
        "ภาพ: สถานีตรวจวัด",
        "الصورة: محطة الرصد",
        "写真：観測所の朝",
        "The station at dawn. Photo: Ilse Marn",
        "[caption id=1 width=300]The station at dawn[/caption]",
    ],
)
def test_a_paragraph_under_a_picture_that_names_its_maker_is_the_caption(printed):
    image = only(f"<p><img src=/a.jpg></p><p>{printed}</p>")
    assert image.caption or image.credit


def test_who_signs_text_and_pictures_is_no_caption():
    assert (
        "Tin, ảnh: Thu Hạnh"
        in read("<p><img src=/a.jpg></p><p>Tin, ảnh: Thu Hạnh đưa từ hiện trường hôm nay.</p>").body
    )


def test_a_class_centres_as_well_as_a_style():
    assert only("<p class=has-text-align-center><img src=/a.jpg></p><p class=has-text-align-center>At dawn</p>").caption


def test_pictures_side_by_side_in_a_table_have_the_captions_below_them():
    article = read(
        "<table><tr><td><img src=/1.jpg></td><td><img src=/2.jpg></td></tr>"
        "<tr><td>The first basin</td><td>The second basin</td></tr></table>"
    )
    assert [image.caption for image in article.images] == ["The first basin", "The second basin"]


def test_a_text_in_the_cell_beside_a_picture_is_no_caption():
    article = read("<table><tr><td><img src=/1.jpg></td><td>It has three basins and a pump.</td></tr></table>")
    assert article.images[0].caption is None
    assert "three basins" in article.body


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The station at dawn (AFP)", "The station at dawn", "AFP"),
        ("The station at dawn. Ilse Marn/Getty Images", "The station at dawn.", "Ilse Marn/Getty Images"),
        ("© Ilse Marn", None, "Ilse Marn"),
        ("监测站示意图：三个水池", "监测站示意图：三个水池", None),
        ("观测站（图/李青）", "观测站", "李青"),
        ("<span>The station at dawn</span> <span class=credit>Ilse Marn</span>", "The station at dawn", "Ilse Marn"),
        (
            "Ảnh: Toàn cảnh trạm quan trắc mới bên bờ sông lúc bình minh",
            "Toàn cảnh trạm quan trắc mới bên bờ sông lúc bình minh",
            None,
        ),
    ],
)
def test_a_credit_is_told_by_agency_element_or_mark(printed, caption, credit):
    image = only(f"<figure><img src=/a.jpg><figcaption>{printed}</figcaption></figure>")
    assert (image.caption, image.credit) == (caption, credit)


def test_a_story_in_pictures_keeps_what_is_printed_under_them_as_its_text():
    pictures = "".join(f"<p><img src=/{n}.jpg></p><p>{TEXT[:-1]} ({n}). Photo: Ilse Marn</p>" for n in range(3))
    article = extract(f"<h1>A new station</h1><div class=article-body>{pictures}</div>".encode(), BASE)
    assert article.body.count("opened a new station") == 3
    assert len(article.images) == 3


@pytest.mark.parametrize(
    ("head", "url", "address"),
    [
        ("<base href=/media/>", BASE, "https://portal.example/media/a.jpg"),
        ("<base href=https://cdn.example/>", BASE, "https://cdn.example/a.jpg"),
        ("<base href='javascript:x'>", BASE, "https://portal.example/news/2024/a.jpg"),
        ("<link rel=canonical href=https://portal.example/n/1.html>", None, "https://portal.example/n/a.jpg"),
    ],
)
def test_addresses_are_relative_to_the_base_of_the_document(head, url, address):
    page = f"<html><head>{head}</head><body><h1>A new station</h1><p>{TEXT}</p><p><img src=a.jpg></p><p>{MORE}</p>"
    article = extract(page.encode(), url)
    assert [image.url for image in article.images] == [address]
    assert address in article.body_html
