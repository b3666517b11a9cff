"""Links that are no hrefs: by function, by form, by data attribute, by a choice in a list."""
# ruff: noqa: E501 - a line of markup is one line

import time
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.anchors import anchors_of
from crawler.discovery.listing import story_links
from crawler.discovery.pager import pager_links
from crawler.page import Page

SITE = "https://portal.example"


def page(markup, path="/board/list.do"):
    return Page(url=SITE + path, body=f"<html><head><title>x</title></head><body>{markup}</body></html>".encode())


def links(markup, path="/board/list.do"):
    return anchors_of(page(markup, path).tree, SITE + path)


def urls(markup, path="/board/list.do"):
    return [anchor.url.removeprefix(SITE) for anchor in links(markup, path)]


@pytest.mark.parametrize(
    "markup",
    [
        "<button onclick=\"location.href='/news/17.html'\">Flood relief</button>",
        '<a href="#" onclick="window.location.href = \'/news/17.html\'; return false;">Flood relief</a>',
        "<a href='javascript:location.assign(\"/news/17.html\")'>Flood relief</a>",
        "<a href='javascript:void(0);' onclick=\"javascript:window.open('/news/17.html','_blank')\">Flood relief</a>",
        '<li data-href="/news/17.html">Flood relief</li>',
        '<a data-url="/news/17.html">Flood relief</a>',
        "<tr onclick=\"document.location='/news/17.html'\"><td>17</td><td>Flood relief</td></tr>",
    ],
)
def test_an_address_in_a_handler_is_a_link(markup):
    [found] = links(f"<table>{markup}</table>" if markup.startswith("<tr") else markup)
    assert (found.url, found.text, found.post) == (f"{SITE}/news/17.html", "Flood relief", None)


@pytest.mark.parametrize(
    "body",
    [
        "location.href = '/board/read.do?boardId=' + id + '&menuId=' + menu;",
        'location.href = "/board/read.do?boardId=" + encodeURIComponent(id) + "&menuId=" + menu',
        "window.location.href=`/board/read.do?boardId=${id}&menuId=${menu}`;",
        "var url = '/board/read.do'; url += '?boardId=' + id; url += '&menuId=' + menu; document.location.href = url;",
        "if (id == '') { alert('none'); return; } location.replace('/board/read.do?boardId='+id+'&menuId='+menu);",
        "if (menu == '9') { location.href = '/other.do'; } else { go(id, menu); }",
        "if (!id) return; go(id, menu);",
        "// location.href = '/old.do?x=' + id;\n /* location.href = '/older.do' */ go(id.trim(), menu);",
        "location.href = ctx + 'read.do?boardId=' + id + '&menuId=' + menu;",
    ],
)
def test_a_function_of_the_page_tells_where_it_leads(body):
    script = (
        "<script>function fn_read(id, menu) {" + body + "}\n var ctx = '/board/';\n"
        "function go(no, where) { location.href = '/board/read.do?boardId=' + no + '&menuId=' + where }</script>"
    )
    assert urls(script + """<a href="javascript:fn_read('123', 5);">A headline</a>""") == [
        "/board/read.do?boardId=123&menuId=5"
    ]


@pytest.mark.parametrize(
    "spelt",
    [
        "function fn_read(id) {%s}",
        "var fn_read = function(id) {%s};",
        "const fn_read = (id) => {%s}",
        "window.fn_read = function (id) {%s}",
        "var board = { fn_read: function(id) {%s} }",
        "function fn_read(id) { alert('an older one'); }\nfunction fn_read(id) {%s}",
        "/* function fn_read(id) {} */ function fn_read(id) {%s} // function fn_read(id) { }",
    ],
)
def test_functions_are_found_however_they_are_written(spelt):
    script = "<script>" + spelt.replace("%s", "location.href = '/read.do?id=' + id;") + "</script>"
    assert urls(script + '<a href="#none" onclick="fn_read(7)">A headline</a>') == ["/read.do?id=7"]


FORM = """<form name="frm" id="frm" method="{method}" action="/board/list.do">
<input type="hidden" name="boardId" id="boardNo" value=""><input type="hidden" name="menuId" value="286">
<input type="hidden" name="pageIndex" id="pageIndex" value="1"><input type="hidden" name="searchKeyword" value="water">
<input type="hidden" name="_csrf" value="f00"><input type="text" name="word" value=""></form>"""


@pytest.mark.parametrize(
    "body",
    [
        'document.frm.boardId.value = id; document.frm.action = "/board/read.do"; document.frm.submit();',
        "var f = document.frm; f.boardId.value = id; f.action = 'read.do'; f.submit();",
        'var f = document.forms["frm"]; f.elements["boardId"].value = id; f.action = "read.do"; f.submit();',
        'document.forms[0].boardId.value = id; document.forms[0].action = "read.do"; document.forms[0].submit()',
        'document.getElementById("boardNo").value = id; frm.action = "read.do"; frm.submit();',
        '$("#boardNo").val(id); $("#frm").attr("action", "read.do").submit();',
        '$("#frm input[name=boardId]").val(id); $("form[name=\'frm\']").attr("action", "read.do"); $("#frm").submit();',
        (
            'document.querySelector("#boardNo").value = id; const f = document.getElementById("frm");'
            ' f.setAttribute("action", "/board/read.do"); f.submit();'
        ),
        '$("[name=boardId]").val(id); $("#frm").prop({"target": "_self"}); $("#frm").attr("action","read.do").submit()',
    ],
)
def test_a_form_that_a_script_fills_in_has_the_address_that_get_would_ask_for(body):
    script = "<script>function fn_read(id) {" + body + "}</script>"
    row = '<a href="#" onclick="fn_read(\'900412\'); return false;">A headline</a>'
    [found] = links(FORM.format(method="post") + script + row)
    assert found.url == f"{SITE}/board/read.do?boardId=900412&menuId=286"
    assert parse_qsl(found.post.body) == [("boardId", "900412"), ("menuId", "286")]
    [by_get] = links(FORM.format(method="get") + script + row)
    assert (by_get.url, by_get.post) == (found.url, None)


def test_a_form_that_goes_to_its_own_page_keeps_the_parameters_of_the_page_by_post():
    form = '<form id="f" method="post"><input type="hidden" name="nttId"></form>'
    script = "<script>function view(n) { $('#f [name=nttId]').val(n); $('#f').submit(); }</script>"
    assert urls(form + script + '<a href="#" onclick="view(5)">A headline</a>', "/bbs.do?bbsId=3") == [
        "/bbs.do?bbsId=3&nttId=5"
    ]


def test_the_number_of_the_page_is_part_of_the_address_only_where_the_link_sets_it():
    script = (
        "<script>function linkPage(n) { document.frm.pageIndex.value = n; document.frm.submit(); }\n"
        "function fn_read(id) { document.frm.boardId.value = id; document.frm.action='read.do'; document.frm.submit(); }"
        "</script>"
    )
    pager = """<a href="#" onclick="linkPage(1); return false;">1</a><a href="#" onclick="linkPage(2)">2</a>
    <a href="javascript:linkPage(3)">3</a><a href="#" onclick="linkPage(2)">다음</a>"""
    seen = page(FORM.format(method="post") + script + "<a href=\"javascript:fn_read('9')\">A headline</a>" + pager)
    anchors = anchors_of(seen.tree, seen.url)
    assert anchors[0].url == f"{SITE}/board/read.do?boardId=9&menuId=286"
    found = pager_links(seen.tree, anchors, seen.url)
    assert [link.url for link in found] == [f"{SITE}/board/list.do?menuId=286&pageIndex={n}" for n in (2, 3)]
    assert [link.post.body for link in found] == ["menuId=286&pageIndex=2", "menuId=286&pageIndex=3"]


def test_rows_that_are_clicked_are_stories_with_title_and_date():
    rows = "".join(
        f"<tr onclick=\"goView({n},'N')\"><td>{n}</td><td class='al'>상류 하천 수질 {n}년 연속 개선 확인</td>"
        f"<td>물정책과</td><td>2026-09-0{n}</td></tr>"
        for n in range(1, 6)
    )
    script = "<script>function goView(no, kind) { location.href = 'view.do?seq=' + no + '&kind=' + kind; }</script>"
    seen = page(f"{script}<table>{rows}</table>")
    found = story_links(anchors_of(seen.tree, seen.url), language="ko")
    assert [link.url for link in found] == [f"{SITE}/board/view.do?seq={n}&kind=N" for n in range(1, 6)]
    assert [link.date for link in found] == [f"2026-09-0{n}" for n in range(1, 6)]
    assert found[0].title == "상류 하천 수질 1년 연속 개선 확인"
    assert found[0].score > 0.6


def test_a_story_by_post_is_a_link_by_post_unless_an_href_leads_to_it_too():
    script = "<script>function fn_read(id) { frm.boardId.value = id; frm.action = 'read.do'; frm.submit(); }</script>"
    row = "<li><a href=\"javascript:fn_read('{n}')\">A long enough headline about the river {n}</a> 2026-09-0{n}</li>"
    markup = FORM.format(method="post") + script + "<ul>" + "".join(row.format(n=n) for n in range(1, 5)) + "</ul>"
    assert {link.post.body for link in story_links(links(markup))} == {f"boardId={n}&menuId=286" for n in range(1, 5)}
    plain = '<a href="/board/read.do?boardId=1&amp;menuId=286">A long enough headline about the river 1</a>'
    assert story_links(links(markup + plain))[0].post is None


def test_where_the_function_is_in_another_file_the_one_empty_number_of_a_form_is_what_it_fills_in():
    form = '<form method="post" action="/bbs/view.do"><input type="hidden" name="nttId"><input type="hidden" name="bbsId" value="4"></form>'
    assert urls(form + "<a href=\"javascript:fnView('77')\">A headline</a>") == ["/bbs/view.do?nttId=77&bbsId=4"]
    pager = '<form action="/board/list.do"><input type="hidden" name="pageIndex" value="1"></form>'
    assert urls(pager + '<a href="#" onclick="fn_link_page(2); return false;">2</a>') == ["/board/list.do?pageIndex=2"]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=\"javascript:fnView('77')\">No form at all</a>",
        (
            '<form action="/a.do"><input type="hidden" name="nttId"><input type="hidden" name="idx"></form>'
            "<a href=\"javascript:fnView('77')\">Two fields</a>"
        ),
        (
            '<form action="/a.do"><input type="hidden" name="nttId"></form><form action="/b.do"><input type="hidden" name="seq">'
            "</form><a href=\"javascript:fnView('77')\">Two forms</a>"
        ),
        (
            '<form action="/list.do"><input type="hidden" name="nttId"></form>'
            "<a href=\"javascript:fnView('77')\">The form goes to the list</a>"
        ),
        '<form action="/v.do"><input type="hidden" name="nttId"></form><a href="javascript:fnView(1, 2)">Two numbers</a>',
        '<form action="/v.do"><input type="hidden" name="nttId"></form><a href="javascript:fnDelete(1)">Delete</a>',
        "<a href=\"javascript:alert('7')\">Nothing</a>",
        "<script>function f(a) { location.href = '/view.do?id=' + makeId(a); }</script><a href='javascript:f(1)'>Unknown</a>",
        "<script>function f(a) { $.ajax({url: '/x.json?id=' + a}); }</script><a href='javascript:f(1)'>A request</a>",
        "<div data-url='/api/list.json'>Loading the list</div><li data-url='/a/b.jpg'>Picture</li>",
        '<a href="javascript:document.searchForm.submit()">Search</a><form name=searchForm></form>',
    ],
)
def test_what_is_not_plain_leads_nowhere(markup):
    assert urls(markup) == []


def test_an_href_is_worth_more_than_a_handler():
    assert urls("""<a href="/news/1" onclick="track('/x')">Headline</a>""") == ["/news/1"]
    assert urls(
        """<table><tr onclick="location.href='/view?id=1'"><td><a href="/news/1">Headline</a></td></tr></table>"""
    ) == ["/news/1"]


def test_the_choices_of_a_list_are_links():
    jump = (
        '<select onchange="location=this.value"><option value="">-</option><option value="?page=2">2</option></select>'
    )
    assert urls(jump, "/news") == ["/news?page=2"]
    months = (
        '<select onchange="document.location.href=this.options[this.selectedIndex].value;">'
        '<option value="/2026/08/">August 2026</option><option value="/2026/07/">July 2026</option></select>'
    )
    assert urls(months) == ["/2026/08/", "/2026/07/"]
    form = '<form method="get" action="/news"><input type="hidden" name="cat" value="3"><select name="{name}">{options}</select></form>'
    options = '<option value="1">1</option><option value="2">2</option>'
    assert urls(form.format(name="page", options=options), "/news") == ["/news?cat=3&page=1", "/news?cat=3&page=2"]
    years = '<option value="2026">2026</option><option value="2025">2025</option>'
    assert urls(form.format(name="year", options=years)) == ["/news?cat=3&year=2026", "/news?cat=3&year=2025"]
    assert urls(form.format(name="pageSize", options=options)) == []
    assert urls(form.format(name="region", options=options)) == []


def test_a_list_of_pages_is_a_pager():
    options = "".join(f'<option value="{n}">{n} / 3</option>' for n in (1, 2, 3))
    seen = page(
        f'<form action="/news"><select name="page" onchange="this.form.submit()">{options}</select></form>', "/news"
    )
    found = pager_links(seen.tree, anchors_of(seen.tree, seen.url), seen.url)
    assert [link.url for link in found] == [f"{SITE}/news?page=2", f"{SITE}/news?page=3"]


SCRIPT = st.lists(
    st.sampled_from(
        ["fn(", ")", "{", "}", "[", "]", "'", '"', "`", "${", "\\", "/*", "*/", "//", "\n", "if(", "else ", "=", "+=", "==", "+",
         "location", ".href", ".value", "$('#f')", ".submit()", "document.", "f", "function fn(", "var ", ";", ",", "!", "?",
         "this", ".val(", "1", "'/x'", "\ud7ff", "\\u", "return "]
    ),
    max_size=80,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(SCRIPT, SCRIPT)
def test_any_script_is_read_without_an_error(script, handler):
    handler = handler.replace("&", "").replace('"', "&quot;")
    links(
        f'<script>function fn(a) {{{script}}}{script}</script><a href="#" onclick="{handler}">x</a><form id=f></form>'
    )


@pytest.mark.parametrize(
    "piece",
    ["`\\", "'", '"\\', "/*", "(", "[", "f(", "if(", "if(a){", "a.", "fn(fn(", "fn();", "function fn(", "fn=(", "+'a'", "a[",
     "fn=function(a){fn(a);fn(a);", "else ", "!", "$("],
)  # fmt: skip
def test_a_hostile_script_is_read_in_linear_time(piece):
    script = "function fn(a) { " + piece * (1_000_000 // len(piece))
    rows = "".join(f'<a href="#" onclick="fn({n}); gn{n}({n})">Headline {n}</a>' for n in range(2_000))
    seen = page(f"<script>{script.replace('</', '')}</script>{rows}")
    assert seen.tree is not None
    start = time.process_time()
    anchors_of(seen.tree, seen.url)
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    "script",
    [
        "$('.board a.view').on('click', function(e) { e.preventDefault(); location.href = 'view.do?seq=' + $(this).data('seq'); });",
        "$(document).on('click', 'a.view', function () { location.href = `view.do?seq=${$(this).attr('data-seq')}`; });",
        "$('.view').click(function() { var no = this.dataset.seq; $('#f [name=seq]').val(no); $('#f').submit(); });",
        (
            "jQuery('a.view').click((e) => { fnView(e, 1); }); $('.view').on('click', function(){ alert(1); });"
            "function fnView(e, n) { location.href = 'view.do?seq=17' }"
        ),
    ],
)
def test_a_function_that_waits_for_a_click_is_the_handler_of_what_it_waits_for(script):
    form = '<form id="f" action="view.do"><input type="hidden" name="seq"></form>'
    assert urls(
        f'<script>$(function(){{ {script} }});</script>{form}<a href="#" class="view" data-seq="17">A headline</a>'
    ) == ["/board/view.do?seq=17"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div onclick=\"location.href='/x'\">" * 1_500 + "<p>text</p>" * 30_000,
        "<script>function f(a) { location.href = `" + "${encodeURIComponent(a + a)}" * 50 + "`; }</script>"
        + "".join(f"""<a href="javascript:f('{'x' * 1_000}{n}')">x</a>""" for n in range(3_000)),
        "<form name=f>" + "".join(f"<input type=hidden name=a{n} value=1>" for n in range(2_000)) + "</form>"
        + "".join(f"""<a href="javascript:f.a1.value='{n}';f.submit()">x</a>""" for n in range(4_000)),
        "<script>" + "$('a.x').click(function(){ location.href = '/a' + $(this).data('id') });" * 3_000 + "</script>"
        + "<a href='#' class='a b c x' data-id='1'>x</a>" * 4_000,
        "<select onchange='location=this.value'>" + "<option value='/x?page=1'>1</option>" * 50_000 + "</select>",
    ],
    ids=["nested", "long texts", "a long form", "many handlers", "a long list"],
)  # fmt: skip
def test_a_hostile_page_is_read_in_bounded_time(markup):
    seen = page(markup)
    assert seen.tree is not None
    start = time.process_time()
    anchors_of(seen.tree, seen.url)
    assert time.process_time() - start < 6
