"""Which links are further pages of the same listing."""

import pytest

from crawler.discovery.anchors import anchors_of
from crawler.discovery.pager import pager_links
from crawler.page import Page

SITE = "https://portal.example"


def pages(path, markup):
    page = Page(url=SITE + path, body=f"<html><head><title>x</title></head><body>{markup}</body></html>".encode())
    return [link.url.removeprefix(SITE) for link in pager_links(page.tree, anchors_of(page.tree, page.url), page.url)]


def a(href, text):
    return f'<a href="{href}">{text}</a>'


@pytest.mark.parametrize(
    ("path", "following"),
    [
        ("/news", "/news?page=2"),
        ("/news?cat=3", "/news?cat=3&page=2"),
        ("/news", "/news?p=2"),
        ("/news", "/news?start=10"),
        ("/web/guest/news", "/web/guest/news?cur=2"),
        ("/news/", "/news/page/2/"),
        ("/vi/tin-tuc/", "/vi/tin-tuc/trang-2.html"),
        ("/vi/tin-tuc/", "/vi/tin-tuc/page-2/"),
        ("/tin-tuc-5.html", "/tin-tuc-5-p2.html"),
        ("/xwdt/index.html", "/xwdt/index_1.html"),
        ("/xwdt/", "/xwdt/index_1.html"),
        ("/xwdt.shtml", "/xwdt_1.shtml"),
        ("/a/list.shtml", "/a/list_2.shtml"),
        ("/press/news/", "/press/news/?PAGEN_1=2"),
        ("/news", "/news?tx_news_pi1%5BcurrentPage%5D=2&cHash=ab12"),
        ("/noticias", "/noticias?b_start:int=20"),
        ("/actualidad/", "/actualidad/2"),
        ("/Pages/tin.aspx", "/Pages/tin.aspx?p=2"),
        ("/news.aspx", "/news.aspx?current_page=2"),
        ("/institucion/noticias", "/institucion/noticias?sheet=2"),
        ("/newsroom/", "/newsroom/2/"),
        ("/board/list.php?bid=news", "/board/list.php?bid=news&pg=2"),
        ("/News/tabid/31/Default.aspx", "/News/tabid/31/currentpage/2/Default.aspx"),
        ("/News.aspx", "/News/tabid/31/currentpage/2/Default.aspx"),
        ("/News", "/News/PgrID/612/PageID/2"),
        ("/News", "/News/Page/2"),
        ("/aktualno", "/aktualno/offset/20"),
        ("/aktualno", "/aktualno/p/2"),
        ("/meldungen.html", "/meldungen,2.html"),
        ("/meldungen-1-0.html", "/meldungen-2-0.html"),
        ("/noticias", "/noticias;page=2"),
        ("/noticias?area=3", "/noticias?area=3;page=2"),
        ("/xwdt/list_7_1.html", "/xwdt/list_7_2.html"),
        ("/xwdt/", "/xwdt/list_7_2.html"),
    ],
)
def test_a_numbered_link_to_the_same_address_with_a_number_is_the_next_page(path, following):
    assert pages(path, a(path, "1") + a(following, "2")) == [following]


@pytest.mark.parametrize(
    "label",
    ["Next", "Next page »", "Tiếp", "Trang sau", "Trang tiếp theo", "下一页", "次へ", "다음", "ถัดไป", "التالي",
     "Siguiente", "Próximo", "Suivant", "Weiter", "Volgende", "Nästa", "Следующая", "Berikutnya", "Sonraki", "Επόμενη",
     "[다음]", "Następna", "Další", "»", "›", ">", ">>"],
)  # fmt: skip
def test_next_is_known_in_many_languages(label):
    assert pages("/news", a("/news?page=2", label)) == ["/news?page=2"]


@pytest.mark.parametrize(
    "label",
    ["« Ältere Einträge", "« Older Entries", "← Older posts", "Older posts →", "« Entradas más antiguas",
     "« Articles plus anciens", "« Bài viết cũ hơn"],
)  # fmt: skip
def test_older_is_on_whichever_way_its_arrow_points(label):
    assert pages("/presse/", a("/presse/page/2/?et_blog", label)) == ["/presse/page/2/?et_blog"]


@pytest.mark.parametrize(
    "label",
    ["2", "02", "[2]", "(2)", "&lt;2&gt;", "- 2 -", "２", "٢", "๒", "२", "Page 2", "Go to page 2", "Page 2 of 9",
     "עמוד 2", "Trang 2", "第2页", "第 2 頁", "2 페이지", "2ページ", "หน้า 2", "الصفحة ٢", "Seite 2", "стр. 2",
     "<span class=sr-only>Page </span>2"],
)  # fmt: skip
def test_the_number_of_a_page_is_known_however_it_is_written(label):
    assert pages("/newsroom/", a("/newsroom/2/", label)) == ["/newsroom/2/"]


def test_a_page_may_be_named_by_the_items_it_shows():
    markup = (
        a("/list.php?cat=3&start=0", "1-15")
        + a("/list.php?cat=3&start=15", "16-30")
        + a("/list.php?cat=3&start=30", "31-44")
    )
    assert pages("/list.php?cat=3", markup) == ["/list.php?cat=3&start=15", "/list.php?cat=3&start=30"]


@pytest.mark.parametrize("label", ["Goal 2", "2 comments", "Region 2", "(2 files)", "30-16"])
def test_a_number_with_another_word_is_no_page(label):
    assert pages("/goals", a("/goals/2/", label)) == []


def test_next_is_known_by_rel_and_by_class_without_words():
    assert pages("/news", '<a rel="next" href="?cursor=eyJhIjoxfQ"><i></i></a>') == ["/news?cursor=eyJhIjoxfQ"]
    assert pages("/news?cursor=a&cat=3", '<a rel="next" href="?cursor=b&cat=3"></a>') == ["/news?cursor=b&cat=3"]
    assert pages("/news", '<li class="pager-next"><a href="?page=1"><img src="r.gif"></a></li>') == ["/news?page=1"]


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        ("/news?page=3", a("?page=2", "Previous") + a("?page=2", "2") + a("?page=1", "«")),
        ("/news", a("/news?page=9", "Last") + a("/news?page=9", "Trang cuối") + a("/news?page=0", "1")),
        ("/news", a("/other?page=2", "2") + a("/other?page=2", "Next")),
        ("/events/meeting-18/", a("/events/meeting-19/", "Next »")),
        ("/news/", a("/news/4711.html", "Flood relief") + a("/news/2026-floods.html", "2026")),
        ("/news", a("/next-generation", "Next")),
        ("/board/view.do?id=5", a("/board/view.do?id=6", "다음")),
        ("/?p=2895", a("/?p=2905", "Next")),
        ("/andre/", a("/andre-2/", "Next")),
        ("/news?cat=3", a("/news?cat=4", "Next")),
        ("/news/flood-4711.html", a("/news/drought-4712.html", "Next")),
    ],
)
def test_what_leads_back_or_elsewhere_is_no_further_page(path, markup):
    assert pages(path, markup) == []


def test_the_next_page_comes_first_and_pages_before_this_one_not_at_all():
    markup = a("?page=1", "2") + a("?page=2", "3") + a("?page=3", "4") + a("?page=4", "5") + a("?page=3", "Next")
    assert pages("/news?page=2", markup) == ["/news?page=3", "/news?page=4"]


def test_the_number_of_items_a_page_is_no_page():
    near = "/news?p_p_id=x&_x_delta=15&_x_cur="
    markup = a(f"{near}1", "1") + a(f"{near}3", "3") + a(f"{near}4", "4")
    assert pages(f"{near}2", markup) == [f"{near}3", f"{near}4"]


def test_the_pager_of_a_script_goes_on_from_its_own_page():
    assert pages("/x/index_1.html", '<script>createPageHTML(4, 1, "index", "html");</script>') == [
        "/x/index_2.html",
        "/x/index_3.html",
    ]
    assert pages("/x/", '<script>createPageHTML("page_div", 3, 0, "list", "shtml", 55);</script>') == [
        "/x/list_1.shtml",
        "/x/list_2.shtml",
    ]
    assert (
        pages("/x/", "<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}</script>")
        == []
    )
    assert len(pages("/x/", '<script>createPageHTML(999999, 0, "index", "html");</script>')) < 5_000
