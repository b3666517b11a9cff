"""ASP.NET: pagers and titles that send the page's form, and lists of pages that a script writes."""
# ruff: noqa: E501 - a line of markup is one line

from urllib.parse import parse_qsl

import pytest

from crawler.discovery import discover
from crawler.discovery.anchors import anchors_of
from crawler.discovery.link import Kind
from crawler.discovery.listing import story_links
from crawler.discovery.pager import pager_links
from crawler.page import Page
from crawler.portal import Portal

SITE = "https://portal.example"
STATE = (
    '<input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT">'
    '<input type="hidden" name="__VIEWSTATE" value="/wEPDw+{n}=="><input type="hidden" name="__EVENTVALIDATION" value="ev">'
)


def aspx(markup, requested=None, n=1):
    body = (
        f'<html><body><form method="post" action="./list.aspx?cat=3" id="aspnetForm">{STATE.format(n=n)}{markup}'
        '<input type="text" name="ctl00$word" value=""><select name="ctl00$area"><option value="0">All</option>'
        '<option value="7" selected>North</option></select><input type="submit" name="ctl00$find" value="Find"></form></body></html>'
    )
    return Page(url=SITE + "/vi/list.aspx?cat=3", body=body.encode(), requested=requested)


def turns(page):
    return pager_links(page.tree, anchors_of(page.tree, page.url), page.url, page.requested)


def places(page):
    return [link.url.removeprefix(SITE + "/vi/list.aspx?cat=3") for link in turns(page)]


def grid(now, numbers, target="ctl00$Main$GridView1", gap=None):
    cells = "".join(
        f"<td><span>{n}</span></td>"
        if n == now
        else f"""<td><a href="javascript:__doPostBack('{target}','Page${n}')">{n}</a></td>"""
        for n in numbers
    )
    if gap:
        cells += f"""<td><a href="javascript:__doPostBack('{target}','Page${gap}')">...</a></td>"""
    return f"<table><tr><td colspan=4><table><tr>{cells}</tr></table></td></tr></table>"


def test_the_next_page_of_a_grid_is_the_form_with_the_grid_as_its_target():
    [link] = turns(aspx(grid(1, range(1, 4))))
    assert (link.url, link.kind, link.pager) == (
        f"{SITE}/vi/list.aspx?cat=3#pager-2-Main_GridView1",
        Kind.LISTING,
        True,
    )
    assert dict(parse_qsl(link.post.body, keep_blank_values=True)) == {
        "__EVENTTARGET": "ctl00$Main$GridView1",
        "__EVENTARGUMENT": "Page$2",
        "__VIEWSTATE": "/wEPDw+1==",
        "__EVENTVALIDATION": "ev",
        "ctl00$word": "",
        "ctl00$area": "7",
    }


def test_the_address_of_a_page_does_not_depend_on_the_state_of_the_form():
    one, other = aspx(grid(1, range(1, 4)), n=1), aspx(grid(1, range(1, 4)), n=2)
    assert places(one) == places(other)
    assert turns(one)[0].post != turns(other)[0].post


@pytest.mark.parametrize(
    ("markup", "requested", "place"),
    [
        (grid(3, range(1, 6)), "#pager-3-Main_GridView1", "#pager-4-Main_GridView1"),
        (grid(10, range(1, 11), gap=11), "#pager-10-Main_GridView1", "#pager-11-Main_GridView1"),
        (
            grid(0, range(1, 6)),
            "#pager-3-Main_GridView1",
            "#pager-4-Main_GridView1",
        ),  # the page does not say where it is
        (grid(5, range(1, 6)), "#pager-5-Main_GridView1", None),
    ],
)
def test_pages_follow_one_after_the_other_to_the_last(markup, requested, place):
    seen = aspx(markup, SITE + "/vi/list.aspx?cat=3" + requested)
    assert places(seen) == ([place] if place else [])


def button(target, label, argument=""):
    return f"""<a id="x" href="javascript:__doPostBack('{target}','{argument}')">{label}</a>"""


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        (  # DataPager
            "<span><span>1</span>"
            + "".join(button(f"ctl00$C$DataPager1$ctl01$ctl0{n}", n) for n in (2, 3))
            + button("ctl00$C$DataPager1$ctl02$ctl00", "Next")
            + "</span>",
            "#pager-2-C_DataPager1",
        ),
        (button("ctl00$C$rptPager$ctl00$lnk", "1") + button("ctl00$C$rptPager$ctl01$lnk", "2"), "#pager-2-C_rptPager"),
        (
            button("ctl00$C$AspNetPager1", "2", "2") + button("ctl00$C$AspNetPager1", "下一页", "2"),
            "#pager-2-C_AspNetPager1",
        ),
        (button("ctl00$C$lnkPrev", "Trước") + button("ctl00$C$lnkNext", "Tiếp »"), "#pager-2-C"),
        (
            (
                '<a href=\'javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("ctl00$C$lnkNext", "", true, "",'
                ' "", false, true))\'>Next &gt;</a>'
            ),
            "#pager-2-C",
        ),
        ('<input type="submit" name="ctl00$C$next" value="Next >">', "#pager-2-C"),
        ('<input type="image" name="ctl00$C$next" src="n.gif" alt="ถัดไป">', "#pager-2-C"),
        (
            (
                "<select name=\"ctl00$C$ddlPage\" onchange=\"javascript:setTimeout('__doPostBack(\\'ctl00$C$ddlPage\\',\\'\\')', 0)\">"
                "<option selected value=1>1</option><option value=2>2</option></select>"
            ),
            "#pager-2-C_ddlPage",
        ),
        ("<a href=\"#\" onclick=\"__doPostBack('ctl00$C$pg','Page$Next'); return false;\">&gt;</a>", "#pager-2-C_pg"),
    ],
)
def test_pagers_of_many_controls_are_known(markup, place):
    assert places(aspx(markup)) == [place]


def test_a_button_and_a_choice_are_sent_as_the_browser_sends_them():
    [link] = turns(aspx('<input type="image" name="ctl00$C$next" src="n.gif" alt="Next">'))
    assert {("ctl00$C$next.x", "1"), ("ctl00$C$next.y", "1")} <= set(parse_qsl(link.post.body))
    [link] = turns(aspx('<input type="submit" name="ctl00$C$next" value="Next">'))
    assert ("ctl00$C$next", "Next") in parse_qsl(link.post.body)
    choice = "<select name=\"ctl00$ddlPage\" onchange=\"__doPostBack('ctl00$ddlPage','')\"><option>1</option><option>2</option></select>"
    [link] = turns(aspx(choice))
    assert parse_qsl(link.post.body).count(("ctl00$ddlPage", "2")) == 1


def test_two_pagers_of_one_page_are_told_apart_and_each_goes_on_by_itself():
    two = grid(1, range(1, 4), "ctl00$A$GridView1") + grid(1, range(1, 4), "ctl00$B$GridView1")
    assert places(aspx(two)) == ["#pager-2-A_GridView1", "#pager-2-B_GridView1"]
    later = grid(1, range(1, 4), "ctl00$A$GridView1") + grid(2, range(1, 4), "ctl00$B$GridView1")
    assert places(aspx(later, SITE + "/vi/list.aspx?cat=3#pager-2-B_GridView1")) == ["#pager-3-B_GridView1"]


@pytest.mark.parametrize(
    "markup",
    [
        button("ctl00$Calendar1", "12", "8370") + button("ctl00$Calendar1", "&gt;", "V8401"),
        button("ctl00$grid", "Title", "Sort$Title"),
        button("ctl00$lnkEnglish", "English") + button("ctl00$lnkLogin", "Log in"),
        button("ctl00$pager", "Previous", "Page$Prev") + button("ctl00$pager", "First", "Page$First"),
    ],
)
def test_calendars_languages_and_the_way_back_are_no_pager(markup):
    assert places(aspx(markup)) == []


def rows(first, opening=""):
    return (
        "<table>"
        + "".join(
            f"""<tr><td><a href="javascript:__doPostBack('ctl00$grid$ctl0{n}$lnkTitle','{opening}')">Work on the dyke of the river enters stage {first + n}</a>
        </td><td>{n + 1}/08/2026</td></tr>"""
            for n in range(5)
        )
        + "</table>"
    )


def test_a_title_that_is_a_postback_is_a_story_known_by_its_title_not_by_its_row():
    page, later = aspx(rows(1)), aspx(rows(2), n=2)
    found = story_links(anchors_of(page.tree, page.url))
    assert [link.title for link in found] == [f"Work on the dyke of the river enters stage {n}" for n in range(1, 6)]
    assert all(link.url.startswith(f"{SITE}/vi/list.aspx?cat=3#post-lnkTitle-") for link in found)
    assert dict(parse_qsl(found[1].post.body))["__EVENTTARGET"] == "ctl00$grid$ctl01$lnkTitle"
    again = {link.title: link.url for link in story_links(anchors_of(later.tree, later.url))}
    assert again["Work on the dyke of the river enters stage 3"] == found[2].url


def test_rows_with_an_address_of_their_own_need_no_postback():
    row = """<tr><td><a href="/news/17.aspx">Work on the dyke of the river</a></td>
    <td><a href="javascript:__doPostBack('ctl00$g$ctl02$lnk','')">Open this story here</a></td></tr>"""
    page = aspx(f"<table>{row}</table>")
    assert [anchor.url for anchor in anchors_of(page.tree, page.url)] == [f"{SITE}/news/17.aspx"]


def test_a_viewstate_beyond_all_bounds_is_not_sent():
    page = aspx(grid(1, range(1, 4)) + f'<input type="hidden" name="__VIEWSTATE1" value="{"a" * 3_000_000}">' + rows(1))
    assert turns(page) == []
    assert story_links(anchors_of(page.tree, page.url)) == []


def static(path, markup):
    page = Page(url=SITE + path, body=f"<html><body>{markup}</body></html>".encode())
    return [link.url.removeprefix(SITE) for link in turns(page)]


@pytest.mark.parametrize(
    ("path", "script", "following"),
    [
        ("/x/index.html", "createPageHTML(3, 0, 'index', 'html');", ["/x/index_1.html", "/x/index_2.html"]),
        ("/x/", "createPageHTML('page_div',3,1,'xlist','shtml',30)", ["/x/xlist_2.shtml", "/x/xlist_3.shtml"]),
        ("/x/xlist_2.shtml", "createPageHTML('page_div',3,2,'xlist','shtml',30)", []),
        ("/x/", "createPage(3,0,'index','htm');", ["/x/index_1.htm", "/x/index_2.htm"]),
        (
            "/x/",
            (
                "var currentPage = 0;//所在页从0开始\nvar countPage = 3//共多少页\n"
                'document.write("<a href=\\"index"+"_" + (currentPage+1) + "."+"html\\">下一页</a>");'
            ),
            ["/x/index_1.html", "/x/index_2.html"],
        ),
        (
            "/x/",
            "var _PAGE_COUNT = '3'; var _PAGE_INDEX = '0'; var _PAGE_NAME = 'list'; var _PAGE_EXT = 'shtml';",
            ["/x/list_1.shtml", "/x/list_2.shtml"],
        ),
        ("/x/", "var countPage = 12; var page = 3;", []),
    ],
)
def test_pages_that_a_script_counts_are_named(path, script, following):
    assert static(path, f"<script>{script}</script>") == following


PROXY = "/module/web/jpage/dataproxy.jsp?page=1&amp;webid=7&amp;columnid=22"


def store(first, count, total=12, href=PROXY):
    records = "".join(
        f'<record><![CDATA[<li><a href="/art/2026/8/{n}/art_22_{400 + n}.html" title="青石县三条河道完成生态修复工程第{n}期">'
        f"青石县三条河道</a><b>2026-08-{n:02}</b></li>]]></record>"
        for n in range(first, first + count)
    )
    return (
        f'<datastore><nextgroup><![CDATA[<a href="{href}"></a>]]></nextgroup><recordset>{records}</recordset>'
        f"<totalrecord>{total}</totalrecord></datastore>"
    )


def found_in(url, body):
    page = Page(url=url, body=body.encode())
    portal = Portal(id="x", name="x", home=SITE)
    links = discover(page, portal, hosts={"portal.example"}).links
    return [link for link in links if link.pager], [link for link in links if link.kind is Kind.ARTICLE]


def test_records_in_a_data_store_are_stories_and_the_next_group_is_the_next_page():
    page = f'<html lang="zh"><body><div id="22"><script type="text/xml">{store(1, 5)}</script></div></body></html>'
    turned, stories = found_in(SITE + "/col/col22/index.html", page)
    assert [link.url for link in stories] == [f"{SITE}/art/2026/8/{n}/art_22_{400 + n}.html" for n in range(1, 6)]
    after = f"{SITE}/module/web/jpage/dataproxy.jsp?page=1&webid=7&columnid=22&startrecord="
    assert [link.url for link in turned] == [f"{after}6&endrecord=10"]
    turned, stories = found_in(f"{after}6&endrecord=10", f'<?xml version="1.0" encoding="UTF-8"?>{store(6, 5)}')
    assert len(stories) == 5
    assert [link.url for link in turned] == [f"{after}11&endrecord=15"]
    turned, stories = found_in(f"{after}11&endrecord=15", store(11, 2))
    assert (len(stories), turned) == (2, [])


def test_a_next_group_that_says_its_numbers_is_taken_by_its_word():
    href = "/module/jslib/jquery/jpage/dataproxy.jsp?startrecord=6&amp;endrecord=10&amp;unitid=3"
    page = f'<html><body><script type="text/xml">{store(1, 5, href=href)}</script></body></html>'
    turned, _ = found_in(SITE + "/col/col22/index.html", page)
    assert [link.url for link in turned] == [
        f"{SITE}/module/jslib/jquery/jpage/dataproxy.jsp?startrecord=6&endrecord=10&unitid=3"
    ]


@pytest.mark.parametrize(
    ("path", "following"),
    [
        ("/pt-br/noticias", "/pt-br/noticias?b_start:int=20"),
        ("/news", "/news?tx_news_pi1%5B%40widget_0%5D%5BcurrentPage%5D=2&cHash=0a1"),
    ],
)
def test_a_page_number_in_a_named_parameter_is_known(path, following):
    [found] = static(path, f'<a href="{following}">2</a>')
    assert found.replace("%5B", "[").replace("%40", "@").replace("%5D", "]") == following.replace("%5B", "[").replace(
        "%40", "@"
    ).replace("%5D", "]")


def test_a_declared_next_page_may_be_a_cursor():
    assert static("/news", '<link rel="next" href="/news?after=eyJpZCI6N30">') == ["/news?after=eyJpZCI6N30"]
