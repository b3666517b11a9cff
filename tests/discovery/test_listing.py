"""Stories among links by general evidence: markup and addresses of many systems, in a few invented items each."""

import lxml.html
import pytest

from crawler.discovery.anchors import anchors_of
from crawler.discovery.listing import story_links
from crawler.page import Page

SITE = "https://portal.example"


def links(body, path="/x/", language=""):
    page = Page(url=SITE + path, body=f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode())
    return story_links(anchors_of(page.tree, page.url), language=language)


def items(form, *rows):
    return "".join(form.format(*row) for row in rows)


JCMS = (
    "<script type='text/xml'><datastore><nextgroup><![CDATA[<a href='/m.jsp'></a>]]></nextgroup><recordset>"
    + items(
        "<record><![CDATA[<li><a title='{0}' href='/art/2026/8/1/art_1_{1}.html'>省厅召开</a>"
        "<span>2026-08-01</span></li>]]></record>",
        ("省厅召开河湖长制工作推进会议", 5891), ("省厅召开生态环境保护大会", 5892), ("省厅召开新闻发布会", 5893),
    )
    + "</recordset></datastore></script>"
)  # fmt: skip
CHINESE_CARDS = items(
    "<ul><li><dl><dt><a href='./2026/t2026070{0}_{0}.html'>{1}</a></dt><dd>摘要</dd></dl>"
    "<div><b>12</b><i>2026-08</i></div></li></ul>",
    (1, "水源地保护区划定方案公布"), (2, "湿地公园迎来候鸟"), (3, "植树"),
)  # fmt: skip
BITRIX = items(
    "<div class='news-item'><div class='d'>{0} августа 2026</div><div><a href='/press/news/{1}/'>{2}</a></div></div>",
    (12, "vyshel_novyy_zakon_o_vode", "Вышел новый закон о воде"), (11, "subbotnik", "Субботник в парке"),
    (9, "yubiley", "Юбилей"),
)  # fmt: skip
PLONE = items(
    "<li><h2><a href='/pt-br/noticias/{0}'>{1}</a></h2><span><span class='data'>10/08/2026 -</span> resumo</span>"
    "<div><a href='/@@search?Subject=x'>rios</a></div></li>",
    ("ministra-anuncia-plano", "Ministra anuncia plano"), ("parque", "Parque é reaberto"), ("edital", "Edital"),
)  # fmt: skip
ARABIC = items(
    "<div class='row'><div><a href='/ar/News/Pages/News{0}2026.aspx'>الوزير يفتتح محطة رصد رقم {0}</a>"
    "<span>١٢/٠٨/٢٠٢٦</span></div></div>",
    (123,), (124,), (125,),
)  # fmt: skip
INDONESIAN = items(
    "<article><a href='/news/detail/{0}'><img src='a.jpg'></a><span>Sabtu, 3 Jan 2026</span><h4>{1}</h4>"
    "<a href='/news/detail/{0}'>Baca Selengkapnya</a></article>",
    ("aksi-bersih-pantai", "Aksi bersih pantai"), ("rakornas", "Rakornas"), ("mangrove", "Penanaman mangrove"),
)  # fmt: skip
BARE = "<table>" + items(
    "<tr><td>•</td><td><a href='newsdetail.php?id={0}'>Notice {0}</a></td><td>[12-08-2026]</td></tr>", (7,), (8,), (9,)
) + "</table>"  # fmt: skip
NUMBERS = "<ul>" + items("<li><a href='/tin/{0}'>Tin số {0}</a> - 12/8/2026</li>", (71,), (72,), (73,)) + "</ul>"
GLUED = "<ul>" + items(
    "<li><a href='/news/2026/{0}.html'>Dec {1}, 2025 - City plants trees along the river</a></li>",
    ("a", 12), ("b", 13), ("c", 14),
) + "</ul>"  # fmt: skip


@pytest.mark.parametrize("body", [JCMS, CHINESE_CARDS, BITRIX, PLONE, ARABIC, INDONESIAN, BARE, NUMBERS, GLUED])
def test_three_stories_are_found_whatever_the_markup(body):
    found = [link for link in links(body) if link.score >= 0.6]
    assert len(found) == 3
    assert all(link.title for link in found)


MENU = "<ul class='box'>" + items(
    "<li><a href='/gioi-thieu/{0}'>{1}</a></li>",
    ("lich-su-hinh-thanh-va-phat-trien", "Lịch sử hình thành và phát triển"),
    ("co-cau-to-chuc-bo-may", "Cơ cấu tổ chức bộ máy"),
    ("chuc-nang-nhiem-vu-quyen-han", "Chức năng, nhiệm vụ, quyền hạn"),
) + "</ul>"  # fmt: skip
NAVIGATION = "<nav><ul>" + items(
    "<li><a href='/topics/{0}'>{1}</a></li>",
    ("water-quality-and-the-protection-of-rivers", "Water quality and the protection of our rivers"),
    ("air", "Air"), ("waste", "Waste"),
) + "</ul></nav>"  # fmt: skip
TAGS = items(
    "<a href='/tag/{0}-management-and-planning' rel='tag'>{0} management and planning</a> ",
    ("waste",),
    ("river",),
    ("fish",),
)
CRUMBS = (
    "<div class='breadcrumb'><a href='/'>Home</a>"
    "<a href='/press-releases-of-the-ministry'>Press releases of the ministry</a></div>"
)
FOOTER = (
    "<footer><a href='/accessibility-statement-of-this-website'>Accessibility statement of this website</a></footer>"
)


MONTHS = "<ul>" + items(
    "<li><a href='/news/2026/{0}/'>{1} 2026</a> (12)</li>",
    ("08", "August"), ("07", "July"), ("06", "June"), ("05", "May")
) + "</ul>"  # fmt: skip


@pytest.mark.parametrize("body", [MONTHS, MENU, NAVIGATION, TAGS, CRUMBS, FOOTER])
def test_menus_tags_and_footers_are_no_stories(body):
    assert not [link for link in links(body) if link.score >= 0.6]


def test_read_more_is_no_headline():
    titles = [link.title for link in links(INDONESIAN)]
    assert titles == ["Aksi bersih pantai", "Rakornas", "Penanaman mangrove"]


def test_a_bulletin_that_bears_one_headline_every_day_keeps_it():
    title = "Bản tin dự báo khí tượng thủy văn"
    body = items(
        "<li><a href='/ban-tin-{0}.htm'>{1}</a> (0{0}/08/2026)</li>", (1, title), (2, title), (3, title), (4, title)
    )
    assert [link.title for link in links(f"<ul>{body}</ul>")] == [title] * 4


def test_month_first_dates_are_read_so_where_the_page_shows_it():
    body = (
        "<ul>"
        + items(
            "<li><a href='/n/{0}-tree-day'>Tree day {0}</a> {1}</li>",
            (1, "03/04/2026"),
            (2, "12/25/2026"),
            (3, "01/02/2026"),
        )
        + "</ul>"
    )
    assert [link.date for link in links(body, language="en")] == ["2026-03-04", "2026-12-25", "2026-01-02"]


def test_a_base_element_counts():
    page = Page(
        url=f"{SITE}/a/b",
        body=b"<html><head><base href='/news/'></head><body><a href='one-two-three-four-12.html'>x</a></body></html>",
    )
    assert [anchor.url for anchor in anchors_of(page.tree, page.url)] == [f"{SITE}/news/one-two-three-four-12.html"]


def test_the_term_of_a_definition_list_dates_what_it_stands_before():
    rows = "".join(
        f"<dt>{day} May 2026</dt><dd><a href='/news/{day}'>Ministry opens wetland number {day} to visitors</a></dd>"
        for day in (19, 17, 12)
    )
    anchors = anchors_of(lxml.html.document_fromstring(f"<html><dl>{rows}</dl></html>"), "https://p.example/")
    assert [link.date for link in story_links(anchors, language="en")] == ["2026-05-19", "2026-05-17", "2026-05-12"]
