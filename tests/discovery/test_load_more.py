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
            "/list.json?draw=1&start=100&length=100",
        ),
        ("<b @click='fetch(`/api/news?page=${page}`)'>x</b>", "/api/news?page=2"),
        ("<b v-on:click='fetch(`/api/news?page=${page}`)'>x</b>", "/api/news?page=2"),
        ("<b onclick='fetch(`/api/news?page=${page}`)'>x</b>", "/api/news?page=2"),
        ("<a class='load-more' data-url='/ajax/news' data-page='1'>More</a>", "/ajax/news?page=2"),
        ("<button hx-get='/news/list?page=2' hx-trigger='revealed'>x</button>", "/news/list?page=2"),
        ("<a id='next' data-next-url='/ajax/news?page=2'></a>", "/ajax/news?page=2"),
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


def test_scripts_that_ask_nothing_are_not_taken_to_pieces(monkeypatch):
    read = []
    monkeypatch.setattr(Reader, "of", classmethod(lambda cls, script: read.append(script) or cls([])))
    assert further("<script>var page = 1; document.getElementById('x').fetched = 'load'; target(page)</script>") == []
    assert read == []
    further("<script>fetch('/api/news?page=' + page)</script>")
    assert len(read) == 1
