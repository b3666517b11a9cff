"""Further pages that a script would fetch, read from the page and not run."""

# ruff: noqa: E501 - a line of markup is one line

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery import discover
from crawler.discovery.link import Kind
from crawler.discovery.script_text import Reader
from crawler.page import Page
from crawler.portal import Portal

SITE = "https://portal.example"
PORTAL = Portal(id="portal.example", home=f"{SITE}/")
STORIES = "".join(
    f"<li><a href='/news/flood-relief-reaches-the-delta-{at}'>Flood relief reaches the delta towns, part {at}</a> 2026-05-0{at}</li>"
    for at in range(1, 6)
)


def found(markup, path="/news"):
    body = f"<html><head><title>x</title></head><body>{markup}</body></html>".encode()
    return discover(Page(url=SITE + path, body=body), PORTAL, hosts={"portal.example"}).links


def further(markup):
    return [link.url.removeprefix(SITE) for link in found(f"<ul>{STORIES}</ul>{markup}") if link.pager]


@pytest.mark.parametrize(
    ("markup", "later"),
    [
        ("<script>let page = 1; fetch('/api/news?page=' + page)</script>", "/api/news?page=2"),
        ("<script>let page = 2; fetch(`/api/news?page=${page}&lang=en`)</script>", "/api/news?page=2&lang=en"),
        ("<script>$.getJSON('/api/news', {page: page + 1, size: 5})</script>", "/api/news?page=2&size=5"),
        ("<script>axios.get('/api/news', {params: {page: p}})</script>", "/api/news?page=2"),
        ("<script>x.open('GET', '/more.php?offset=' + n)</script>", "/more.php?offset=5"),
        ("<script>window.fetch ('/api/news?page=' + page)</script>", "/api/news?page=2"),
        ("<script>$ . get ('/api/news', {page: page})</script>", "/api/news?page=2"),
        (
            "<script>$(list).DataTable({ajax : '/list.json', serverSide: true})</script>",
            "/list.json?draw=1&start=0&length=100",
        ),
        ("<b @click='fetch(`/api/news?page=${page}`)'>x</b>", "/api/news?page=2"),
        ("<b v-on:click='fetch(`/api/news?page=${page}`)'>x</b>", "/api/news?page=2"),
        ("<b onclick='fetch(`/api/news?page=${page}`)'>x</b>", "/api/news?page=2"),
        ("<a class='load-more' data-url='/ajax/news' data-page='1'>More</a>", "/ajax/news?page=2"),
        ("<button hx-get='/news/list?page=2' hx-trigger='revealed'>x</button>", "/news/list?page=2"),
        ("<a id='next' data-next-url='/ajax/news?page=2'></a>", "/ajax/news?page=2"),
        (
            "<button data-url='/api/list' data-page='2' data-page-param='p' data-size='9'>x</button>",
            "/api/list?p=2&size=9",
        ),
        ("<button data-url='/api/list' data-offset='5' data-offset-name='from'>x</button>", "/api/list?from=5"),
        ("<a class='btn-more' data-next-page='/news/list/2/'>Ver más</a>", "/news/list/2/"),
        ("<div data-load-more-url-value='/news/more?page=2'>Load more</div>", "/news/more?page=2"),
        (
            "<div data-controller='pages' data-pages-url-value='/news/more' data-pages-page-value='1'></div>",
            "/news/more?page=2",
        ),
        ("<turbo-frame src='/news?tab=press&page=2' loading='lazy'></turbo-frame>", "/news?tab=press&page=2"),
        (
            "<button hx-get='/news/list' hx-vals='{\"page\": 2}' hx-trigger='intersect once'>x</button>",
            "/news/list?page=2",
        ),
        ("<news-list endpoint='/api/news' :per-page='5' :page='1'></news-list>", "/api/news?per_page=5&page=2"),
        (
            "<table data-toggle='table' data-url='/api/rows' data-side-pagination='server'></table>",
            "/api/rows?offset=0&limit=10",
        ),
        ("<div x-data=\"{page: 1, more() { fetch('/api/news?page=' + this.page) }}\"></div>", "/api/news?page=2"),
        ("<div x-data='' x-intersect=\"page++; fetch(`/api/news?page=${page}`)\"></div>", "/api/news?page=2"),
        (
            "<a onclick=\"more('/ajax/list', 2)\">x</a><script>function more(url, no) { $.get(url + '?page=' + no) }</script>",
            "/ajax/list?page=2",
        ),
        ("<script>$('#list').load('/ajax/list?page=' + page + ' #list li')</script>", "/ajax/list?page=2"),
        (
            "<script>const q = new URLSearchParams({lang: 'en'}); q.set('page', page); fetch('/api/news?' + q)</script>",
            "/api/news?lang=en&page=2",
        ),
        (
            "<script>const q = new URLSearchParams(); q.append('page', page); fetch(`/api/news?${q.toString()}`)</script>",
            "/api/news?page=2",
        ),
        (
            "<script>let u = new URL('/api/news', location); u.searchParams.set('page', page); fetch(u)</script>",
            "/api/news?page=2",
        ),
        (
            "<script>axios({url: '/api/news', params: {pageIndex: 1, pageSize: 5}})</script>",
            "/api/news?pageIndex=2&pageSize=5",
        ),
        ("<script>this.$http.get('/api/news', {params: {p: this.currentPage}})</script>", "/api/news?p=2"),
        ("<script>$.ajax({url: '/api/news', data: {start: shown, count: 5}})</script>", "/api/news?start=5&count=5"),
        ("<script>$.get('/more.php', {num: currentPage + 1, perPage: 5})</script>", "/more.php?num=2&perPage=5"),
        ("<script>fetch('/api/news/' + page + '/list.json')</script>", "/api/news/2/list.json"),
        ("<script>$('.grid').infiniteScroll({path: '/news/list/{{#}}', append: '.card'})</script>", "/news/list/2"),
        (
            "<script>$('#p').pagination({dataSource: '/api/news', pageSize: 5})</script>",
            "/api/news?pageNumber=2&pageSize=5",
        ),
        (
            "<script>$('#t').datagrid({url: '/api/news', queryParams: {cat: 7}, pageSize: 5})</script>",
            "/api/news?cat=7&page=2&rows=5",
        ),
    ],
)
def test_the_endpoint_of_further_stories_is_asked_for_the_next_page(markup, later):
    assert further(markup) == [later]


@pytest.mark.parametrize(
    "markup",
    [
        "<script>fetch('/api/weather?city=4')</script>",
        "<script>fetch('/api/suggest?q=' + q + '&page=' + page)</script>",
        "<script>fetch('https://elsewhere.example/api/news?page=' + page)</script>",
        "<script>$.post('/api/comments', {page: page})</script>",
        "<script>map.get('page')</script>",
        "<script>$('#slides').slick({url: '/banner', dots: true})</script>",
        "<button data-url='/api/weather' data-city='4'>Weather</button>",
    ],
)
def test_what_brings_no_stories_is_left_alone(markup):
    assert further(markup) == []


def test_what_is_posted_has_a_body_and_all_pages_that_are_told():
    script = """<script>var more = {"ajaxurl": "/wp-admin/admin-ajax.php", "nonce": "8f", "current_page": 1, "max_page": 3};
    $.post(more.ajaxurl, {action: 'load_news', nonce: more.nonce, page: more.current_page + 1}, function (r) {});</script>"""
    links = [link for link in found(f"<ul>{STORIES}</ul>{script}") if link.pager]
    assert [link.post.body for link in links] == [f"action=load_news&nonce=8f&page={page}" for page in (2, 3)]
    assert links[0].url == f"{SITE}/wp-admin/admin-ajax.php?action=load_news&nonce=8f&page=2"


@pytest.mark.parametrize(
    "markup",
    [
        "<script>$.post('/more', {page: page})</script>",
        "<script>$.ajax({url: '/more', type: 'post', data: {page: page}})</script>",
        "<script>fetch('/more', {method: 'POST', body: 'page=' + page})</script>",
        "<script>var f = new FormData(); f.append('page', page); fetch('/more', {method: 'POST', body: f})</script>",
        "<script>x.open('POST', '/more'); x.send('page=' + page)</script>",
        "<button hx-post='/more' hx-vals='{\"page\": 2}'>Load more</button>",
        "<button data-url='/more' data-method='post' data-page='2'>Load more</button>",
    ],
)
def test_what_the_page_says_it_posts_is_posted_at_once(markup):
    link = next(link for link in found(f"<ul>{STORIES}</ul>{markup}") if link.pager)
    assert (link.url, link.post.body, link.post.only) == (f"{SITE}/more?page=2", "page=2", True)


def test_only_the_variable_of_the_page_takes_its_number():
    markup = """<button class="more" data-url="/api/list" data-page="2" data-per-page="9" data-total="30">Load more</button>
    <script>var page = parseInt(b.dataset.page, 10);
    fetch(b.dataset.url + '?page=' + page + '&per_page=' + b.dataset.perPage + '&lang=' + lang)</script>"""
    assert "/api/list?page=2&per_page=9" in further(markup)
    assert not [path for path in further(markup) if "per_page=9" not in path]


def test_a_script_that_counts_from_0_is_asked_for_both_pages_that_may_be_the_next():
    script = "<script>let page = 0; fetch('/api/news?page=' + page)</script>"
    assert further(script) == ["/api/news?page=1", "/api/news?page=2"]


def test_records_are_asked_for_from_the_first_not_shown_to_the_last():
    script = """<script>$('#31').jpage({proxyUrl: '/module/web/jpage/dataproxy.jsp', perPage: 5, totalRecord: 12,
    ajaxParam: {data: {columnid: 7, unitid: 31}}})</script>"""
    asked = "/module/web/jpage/dataproxy.jsp?columnid=7&unitid=31&startrecord={}&endrecord={}&perpage=5"
    assert further(script) == [asked.format(6, 10), asked.format(11, 15)]


def test_a_piece_of_html_is_counted_on():
    page = Page(url=f"{SITE}/ajax/news?page=2", body=STORIES.encode())
    links = discover(page, PORTAL, hosts={"portal.example"}).links
    assert [link.url for link in links if link.pager] == [f"{SITE}/ajax/news?page=3"]


def test_a_list_that_a_script_draws_is_read_from_the_data_of_the_page():
    items = ",".join(
        f'{{"title": "Flood relief reaches the delta {at}", "url": "/news/relief-{at}", "date": "2026-05-0{at}"}}'
        for at in range(1, 6)
    )
    data = f'{{"props": {{"endpoint": "/api/v1/news?limit=5", "first": {{"items": [{items}], "nextCursor": "b2Zm"}}}}}}'
    links = found(f'<script id="__NEXT_DATA__" type="application/json">{data}</script>')
    assert [link.url for link in links if link.pager] == [f"{SITE}/api/v1/news?limit=5&cursor=b2Zm"]
    assert [link.url.rpartition("-")[2] for link in links if link.kind is Kind.ARTICLE] == ["1", "2", "3", "4", "5"]


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from(list("fetch$.post(){}[]+`'\"/*\\,:;=?&<>${ page1data url/n")), max_size=200))
def test_no_script_breaks_the_reader(script):
    assert isinstance([call for call, _ in Reader.of(f"fetch({script}").calls()], list)
