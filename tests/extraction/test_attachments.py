"""Rules of attachments."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.extraction.documents import document_title, is_document, shown_document

TEXT = "The ministry opened a new station on the river bank on Monday, the first of twelve in the valley."
MORE = "It measures oxygen, temperature and turbidity every ten minutes and sends a message at a limit."
BASE = "https://portal.example/news/2024/page.html"


def read(inner: str, after: str = ""):
    page = f"<div><h1>A new station</h1><div class=article-body><p>{TEXT}</p>{inner}<p>{MORE}</p></div></div>{after}"
    return extract(page.encode(), BASE)


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


def test_files_of_the_story_stand_in_a_box_named_after_them():
    box = "<div class=related-files><h4>Files</h4><a href=/plan.pdf>Plan</a></div>"
    others = "<div class=related-news><a href=/other.pdf>Other</a></div><nav class=files><a href=/all.pdf>All</a></nav>"
    page = f"<div><h1>A new station</h1><div class=article-body><p>{TEXT}</p><p>{MORE}</p></div>{box}{others}</div>"
    assert [each.title for each in extract(page.encode(), BASE).attachments] == ["Plan"]


def test_the_query_may_name_the_file():
    article = read("<p><a href='/download/downfile.jsp?classid=0&filename=2307.pdf'>Rules</a></p>")
    assert [each.media_type for each in article.attachments] == ["application/pdf"]


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src=/plan.pdf></iframe>",
        "<object data=/plan.pdf type=application/pdf></object>",
        "<embed src=/plan.pdf>",
        "<iframe src='/pdfjs/viewer.html?file=/plan.pdf'></iframe>",
        "<iframe src='https://docs.google.com/gview?url=https://portal.example/plan.pdf&embedded=true'></iframe>",
    ],
)
def test_a_document_that_the_story_shows_is_an_attachment(markup):
    assert [each.url for each in read(markup).attachments] == ["https://portal.example/plan.pdf"]


@pytest.mark.parametrize("link", ["<a href=/get/12 download>Plan</a>", "<a href=/get/12 type=application/pdf>Plan</a>"])
def test_a_link_may_say_itself_that_it_is_a_document(link):
    assert [each.title for each in read(f"<p>{link}</p>").attachments] == ["Plan"]


def test_a_box_of_files_may_stand_below_all_that_holds_the_story():
    box = "<div class=attachments><p><a href=/plan.pdf>Plan</a></p></div><footer><a href=/law.pdf>Law</a></footer>"
    assert [each.title for each in read("", box).attachments] == ["Plan"]


def test_an_embedded_player_is_no_document():
    assert read("<iframe src=https://video.example/embed/x></iframe>").attachments == ()
    assert shown_document("https://video.example/embed/x?file=clip.mp4", BASE) is None


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Planting plan [PDF, 1.1 MB]", "Planting plan"),
        ("Register [pdf] 87KB", "Register"),
        ("Jahresbericht 2023 (PDF, 3 MB, 24 Seiten)", "Jahresbericht 2023"),
        ("Tải về: Quyết định 12.pdf", "Quyết định 12.pdf"),
        ("Quyết định số 5 (Tải về)", "Quyết định số 5"),
        ("下载：附件1.doc", "附件1.doc"),
        ("here as a PDF", "here as a PDF"),
        ("Download the plan", "Download the plan"),
        ("PDF (351 KB)", None),
        ("Download", None),
    ],
)
def test_a_title_is_without_size_format_and_verb(words, title):
    assert document_title(words) == title


def test_where_a_link_says_only_its_format_the_words_before_it_are_the_title():
    article = read("<ul><li>Planting plan <a href=/p.pdf>PDF (351 KB)</a> <a href=/p.docx>DOC</a></li></ul>")
    assert [each.title for each in article.attachments] == ["Planting plan", "Planting plan"]


@pytest.mark.parametrize("words", ["http://[broken.pdf", "//[", "a" * 5000])
def test_any_words_of_a_link_can_be_read(words):
    assert len(read(f"<p><a href=/plan.pdf>{words}</a></p>").attachments) == 1
