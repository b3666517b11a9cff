"""Links that lead to a copy of a story, known by what they say."""

import time

import lxml.html
import pytest

from crawler.discovery.anchors import anchors_of
from crawler.discovery.copy_words import says_copy
from crawler.discovery.listing import story_links

HERE = "https://portal.example/news/"
COPIES = (
    "Print|Print version|Printer-friendly version|Print this page|[Print]|🖨 In bài|In bài viết|Bản in|打印|"
    "【打印】|打印本页|列印|印刷|このページを印刷する|印刷用ページ|인쇄|인쇄하기|พิมพ์|พิมพ์หน้านี้|طباعة|"
    "نسخة للطباعة|چاپ|Печать|Версия для печати|Распечатать|Imprimir|Versión para imprimir|Imprimer|"
    "Version imprimable|Drucken|Druckversion|Seite drucken|Stampa|Stampa la pagina|Cetak|Yazdır|YAZDIR|Drukuj|"
    "Wersja do druku|Tisk|Nyomtatás|Skriv ut|Tulosta|प्रिंट करें|প্রিন্ট করুন|Email|E-mail this article|Share|"
    "Share on Facebook|Send to a friend|Chia sẻ|Gửi email|分享|分享到微信|メールで送る|シェアする|공유하기|แชร์|"
    "ส่งอีเมล|مشاركة|Поделиться|Compartir|Partager|Teilen|Condividi|Bagikan|Paylaş|PDF|Save as PDF|Download PDF|"
    "PDF version|Tải PDF|下载PDF|Descargar en PDF"
)
OTHERS = (
    "|News|Print media meets the minister|Press|3D printing of corals begins in the north|"
    "Email scams warn the ministry|In the press|Sharing the delta: a plan for 2030|Tin tức|In|"
    "Printing of the new map of rivers has begun|打印机回收计划启动|印刷工場の排水を調べる|인쇄업체 단속 결과|"
    "Печать и охрана вод: новый порядок|Comunicati stampa|PDF forms for permits are now on the portal|"
    "分享会在北京举行并发布绿色行动倡议"
)
LONG = "The ministry opens nine wetlands to visitors from the first of May"


@pytest.mark.parametrize(
    "label",
    COPIES.split("|"),
)
def test_labels_of_copies(label):
    assert says_copy(label)


@pytest.mark.parametrize(
    "label",
    OTHERS.split("|"),
)
def test_headlines_that_begin_alike_are_none(label):
    assert not says_copy(label)


def named(body):
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    return [link.url.removeprefix(HERE) for link in story_links(anchors_of(tree, HERE))]


def rows(beside):
    numbers = range(301, 307)
    items = (f'<li><a href="story.aspx?id={n}">{LONG} {n}</a> 12/03/2025 {beside(n)}</li>' for n in numbers)
    return f"<ul>{''.join(items)}</ul>"


@pytest.mark.parametrize(
    "inside",
    [
        "Print",
        "In bài",
        "<img src='p.png' alt='Print'>",
        "<i class='icon' title='Печать'></i>",
        "<span aria-label='打印'></span>",
        "Send to a friend",
        "PDF",
    ],
)
def test_a_link_to_a_copy_of_a_story_is_not_named(inside):
    found = named(rows(lambda n: f'<a href="page.aspx?PRID={n}">{inside}</a>'))
    assert found == [f"story.aspx?id={n}" for n in range(301, 307)]


def test_a_story_that_also_has_a_print_button_on_its_address_is_named():
    found = named(rows(lambda n: f'<a href="story.aspx?id={n}">Print</a>'))
    assert found == [f"story.aspx?id={n}" for n in range(301, 307)]


def test_a_long_label_is_read_in_time():
    start = time.process_time()
    assert not says_copy("print" * 40_000)
    assert not says_copy("【" * 79 + "!")
    assert time.process_time() - start < 0.5
