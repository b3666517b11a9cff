"""JSON answers are listings, whatever their fields are called and however deep they stand."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery import discover, is_source
from crawler.discovery.json_body import json_of
from crawler.discovery.link import Kind
from crawler.page import Page
from crawler.portal import Portal

SITE = "https://portal.example"
HOSTS = {"portal.example"}
PORTAL = Portal(id="xx-portal", name="Portal", country="XX", home=f"{SITE}/", languages=("en",))


def answer(data, path="/api/news", headers=None, known=()):
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    page = Page(url=SITE + path, body=body, headers=headers or {})
    return discover(page, PORTAL, hosts=HOSTS, known=known)


def rows(*args, **more):
    links = [link for link in answer(*args, **more).links if not link.pager]
    assert all(link.kind is Kind.ARTICLE and link.score >= 0.5 for link in links)
    return [(link.url.removeprefix(SITE), link.title, link.date) for link in links]


def following(*args, **more):
    return [link.url.removeprefix(SITE) for link in answer(*args, **more).links if link.pager]


def items(count=2, first=1):
    return [
        {"url": f"/news/river-{at}", "title": f"River {at}", "date": "2026-05-01"} for at in range(first, first + count)
    ]


WORDPRESS = [
    {
        "id": 5,
        "date": "2026-05-01T10:00:00",
        "date_gmt": "2026-05-01T03:00:00",
        "guid": {"rendered": f"{SITE}/?p=5"},
        "modified": "2026-06-01T10:00:00",
        "link": f"{SITE}/2026/05/clean-lake/",
        "title": {"rendered": "Clean lake &#8211; at <b>last</b>"},
        "content": {"rendered": "<p>See <a href='/about'>us</a></p>"},
        "_links": {"self": [{"href": f"{SITE}/wp-json/wp/v2/posts/5"}]},
    }
]
DRUPAL = {
    "data": [
        {
            "type": "node--news",
            "id": "u-1",
            "links": {"self": {"href": f"{SITE}/jsonapi/node/news/u-1"}},
            "attributes": {
                "title": "Clean air week",
                "created": "2026-03-01T00:00:00+00:00",
                "path": {"alias": "/news/clean-air-week"},
            },
        }
    ],
    "links": {"next": {"href": f"{SITE}/jsonapi/node/news?page%5Boffset%5D=50"}},
}
SHAREPOINT = {
    "d": {
        "results": [
            {
                "__metadata": {"uri": f"{SITE}/_api/web/items(1)"},
                "Title": "Clean lake",
                "FileRef": "/Pages/clean-lake.aspx",
                "Created": "/Date(1777593600000)/",
            }
        ],
        "__next": f"{SITE}/_api/web/items?$skiptoken=7",
    }
}


def test_records_of_known_systems():
    assert rows(WORDPRESS) == [("/2026/05/clean-lake/", "Clean lake – at last", "2026-05-01T10:00:00")]
    assert rows(DRUPAL) == [("/news/clean-air-week", "Clean air week", "2026-03-01T00:00:00+00:00")]
    assert rows(SHAREPOINT) == [("/Pages/clean-lake.aspx", "Clean lake", "2026-05-01T00:00:00+00:00")]
    assert following(DRUPAL) == ["/jsonapi/node/news?page%5Boffset%5D=50"]
    assert following(SHAREPOINT) == ["/_api/web/items?$skiptoken=7"]


def test_fields_in_any_language_are_known_by_their_values():
    data = [
        {"序號": 1, "標題": "空氣品質改善計畫", "連結": f"{SITE}/news?sno=1", "發布日期": "115.05.01"},
        {"序號": 2, "標題": "河川巡守隊", "連結": f"{SITE}/news?sno=2", "發布日期": "115.04.30"},
    ]
    assert [row[2] for row in rows(data)] == ["2026-05-01", "2026-04-30"]
    assert rows(data)[0][1] == "空氣品質改善計畫"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00+00:00"),
        (1777593600, "2026-05-01T00:00:00+00:00"),
        (1777593600000, "2026-05-01T00:00:00+00:00"),
        ("1777593600", "2026-05-01T00:00:00+00:00"),
        ("20260501", "2026-05-01"),
        (20260501, "2026-05-01"),
        ("2026年5月1日", "2026-05-01"),
        ("31/05/2026", "2026-05-31"),
        ("Fri, 01 May 2026 10:00:00 +0700", "2026-05-01T10:00:00+07:00"),
        ("01/05/2026", None),  # may be the fifth of January
    ],
)
def test_dates_as_json_writes_them(written, date):
    (row,) = rows(
        [{"link": "/news/clean-lake-by-summer", "title": "Clean lake by next summer", "publishedAt": written}]
    )
    assert row[2] == date


def test_one_date_that_can_be_read_in_one_way_settles_the_others():
    data = [{**item, "date": day} for item, day in zip(items(), ("01/02/2026", "25/02/2026"), strict=True)]
    assert [row[2] for row in rows(data)] == ["2026-02-01", "2026-02-25"]


def test_when_a_record_was_changed_is_no_publication():
    data = [{"url": "/news/a-1", "title": "A", "updatedAt": "2026-05-01"}]
    assert rows(data) == [("/news/a-1", "A", None)]


def test_pictures_authors_categories_and_menus_are_no_stories():
    story = items(1)[0] | {
        "image": {"url": "/media/river.jpg"},
        "author": {"url": "/people/an", "name": "An"},
        "categories": [{"url": "/topics/water", "name": "Water"}],
    }
    data = {"menu": [{"url": "/about", "title": "About us"}], "links": [{"url": "/x", "title": "X"}], "data": [story]}
    assert [row[0] for row in rows(data)] == ["/news/river-1"]


def test_objects_kept_under_their_ids_are_a_list():
    data = {str(at): item for at, item in enumerate(items(3))}
    assert len(rows(data)) == 3


def test_an_address_pattern_in_the_json_is_filled():
    data = {"detailUrl": "/news/{slug}", "items": [{"slug": "a-b", "title": "Air", "date": "2026-05-01"}]}
    assert rows(data) == [("/news/a-b", "Air", "2026-05-01")]


@pytest.mark.parametrize(
    ("known", "path"),
    [
        ("/news/view?id=%d", "/news/view?id=71"),
        ("/news/%d.html", "/news/71.html"),
        ("/news/the-lake-%d.html", "/news/a-b-71.html"),
        ("/news/%d-the-lake", "/news/71-a-b"),
    ],
)
def test_ids_and_slugs_follow_the_stories_that_are_known(known, path):
    data = [{"id": 71, "slug": "a-b", "title": "Air", "date": "2026-05-01"}]
    stories = [SITE + known % number for number in (5, 6, 7)]
    assert [row[0] for row in rows(data, known=stories)] == [path]
    assert rows(data) == []


@pytest.mark.parametrize(
    "data",
    [
        {"html": "<ul><li><a href='/news/a-1'>Flood relief reaches the delta towns</a> <i>2026-05-01</i></li></ul>"},
        {"success": True, "data": "<div><a href='/news/a-1'>Flood relief reaches the delta towns</a> 2026-05-01</div>"},
        ["<li><a href='/news/a-1'>Flood relief reaches the delta towns</a> <span>2026-05-01</span></li>"],
        {"draw": 1, "data": [["<a href='/news/a-1'>Flood relief reaches the delta towns</a>", "2026-05-01"]]},
        {"aaData": [[1, "2026-05-01", "<a href='/news/a-1'>Flood relief reaches the delta towns</a>"]]},
        {"data": [{"name": "<a href='/news/a-1'>Flood relief reaches the delta towns</a>", "on": "2026-05-01"}]},
    ],
)
def test_html_in_json_is_read_as_a_listing(data):
    assert rows(data) == [("/news/a-1", "Flood relief reaches the delta towns", "2026-05-01")]


@pytest.mark.parametrize(
    ("path", "beside", "later"),
    [
        ("/api/news", {"next": "/api/news?page=2"}, "/api/news?page=2"),
        ("/api/news", {"links": {"next": {"href": "?page=2"}}}, "/api/news?page=2"),
        ("/api/news?page=1", {"nextPage": 2}, "/api/news?page=2"),
        ("/api/news?after=x", {"pageInfo": {"endCursor": "y=", "hasNextPage": True}}, "/api/news?after=y%3D"),
        ("/api/news", {"nextCursor": "abc", "hasMore": True}, "/api/news?cursor=abc"),
        ("/api/news", {"nextPageToken": "abc"}, "/api/news?pageToken=abc"),
        ("/api/news", {"page": 1, "totalPages": 3}, "/api/news?page=2"),
        ("/api/news", {"number": 0, "totalPages": 3, "last": False}, "/api/news?page=1"),
        ("/api/news", {"meta": {"current_page": 1, "last_page": 3}}, "/api/news?page=2"),
        ("/api/news?page=2&size=2", {"total": 5}, "/api/news?page=3&size=2"),
        ("/api/news?offset=2&limit=2", {"total": 5}, "/api/news?offset=4&limit=2"),
        ("/api/news", {"offset": 0, "limit": 2, "total": 5}, "/api/news?offset=2"),
        ("/api/news?draw=1&start=0&length=2", {"recordsTotal": 5}, "/api/news?draw=1&start=2&length=2"),
        ("/api/news?p=4", {"hasMore": True}, "/api/news?p=5"),
        ("/api/news/page/2", {"hasMore": True}, "/api/news/page/3"),
        ("/api/news?page=1", {}, "/api/news?page=2"),  # to be ended by a page that brings nothing new
    ],
)
def test_the_next_page_as_json_tells_it(path, beside, later):
    assert following({"items": items(), **beside}, path) == [later]


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        ("/api/news?page=3", {"next": None}),
        ("/api/news?cursor=x", {"nextCursor": None}),
        ("/api/news?page=3", {"hasMore": False}),
        ("/api/news?page=3", {"hasMore": False, "nextCursor": "x"}),
        ("/api/news?page=3", {"totalPages": 3}),
        ("/api/news?page=2", {"number": 2, "totalPages": 3, "last": True}),
        ("/api/news?offset=3&limit=2", {"total": 5}),
        ("/api/news?page=3&per_page=10", {}),  # fewer than were asked for
        ("/api/news", {}),
    ],
)
def test_the_end_as_json_tells_it(path, beside):
    assert following({"items": items(), **beside}, path) == []
    assert following({"items": [], "hasMore": True}, "/api/news?page=9") == []


def test_wordpress_counts_its_pages_in_a_header():
    path = "/wp-json/wp/v2/posts?per_page=100"
    assert following(WORDPRESS, path, {"x-wp-totalpages": "2"}) == [f"{path}&page=2"]
    assert following(WORDPRESS, f"{path}&page=2", {"x-wp-totalpages": "2"}) == []


def test_json_is_told_by_its_bytes_alone():
    body = json.dumps({"items": items()}).encode()
    for sent in (body, b"\xef\xbb\xbf" + body, b")]}',\n" + body, b"show(" + body + b");"):
        assert is_source(sent)
        assert len(rows(sent)) == 2
    assert not is_source(b"<html><body>{}</body></html>")
    assert json_of(b"{not json}") is None
    assert json_of(b"[" * 100_000 + b"]" * 100_000) is None


def test_an_answer_without_items_is_a_listing_without_links():
    found = answer({"items": []})
    assert (found.kind, found.links) == (Kind.LISTING, ())


NAMES = st.text(st.characters(categories=("L", "Nd"), include_characters=" "), min_size=3, max_size=60).filter(
    str.strip
)
STORIES = st.lists(
    st.tuples(st.integers(1, 10**6), NAMES, st.dates(min_value=dt.date(1995, 1, 1), max_value=dt.date(2049, 12, 31))),
    min_size=1,
    max_size=30,
    unique_by=lambda story: story[0],
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    STORIES,
    st.sampled_from(["url", "link", "href", "permalink", "canonicalUrl", "detail_url", "path"]),
    st.sampled_from(["title", "headline", "subject", "name", "news_title"]),
    st.sampled_from(["date", "publishedAt", "created_at", "pubDate", "posted_on"]),
    st.sampled_from([[], ["data"], ["result", "items"], ["d", "page", "content"]]),
)
def test_invented_stories_come_back_as_they_were(stories, url, title, date, around):
    data = [{"id": n, url: f"/news/story-{n}", title: name, date: day.isoformat()} for n, name, day in stories]
    for key in around:
        data = {"status": "ok", key: data}
    given_back = [(row[0], row[1], row[2]) for row in rows(data)]
    assert given_back == [(f"/news/story-{n}", " ".join(name.split()), day.isoformat()) for n, name, day in stories]


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.sampled_from(
    ["/news/a", "https://portal.example/x", "2026-05-01", "<a href='/n/1'>A</a>", "{id}", "/n/{slug}", "?page=2"]
)  # fmt: skip
KEYS = st.text(max_size=8) | st.sampled_from(
    ["url", "title", "date", "items", "next", "nextCursor", "hasMore", "page", "total", "offset", "limit", "slug", "id"]
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=6) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=40
)


@settings(deadline=None, max_examples=150)
@given(JSON, st.sampled_from(["/api", "/api?page=1", "/api?offset=0&limit=5", "/api?cursor=x", "/api/page/3"]))
def test_no_json_breaks_it(data, path):
    found = answer(data, path) if isinstance(data, (dict, list)) else None
    assert found is None or len([link for link in found.links if link.pager]) <= 1


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300))
def test_no_bytes_break_it(body):
    for sent in (body, b"{" + body + b"}", b"[" + body + b"]"):
        value = json_of(sent)
        assert value is None or isinstance(value, (dict, list))


def test_hostile_json_takes_no_time():
    wide = {"items": [{"a" * 50: "b" * 100, "n": [{"x": {}}] * 50}] * 20_000}
    deep = {"html": "<a href='x'>" * 50_000}
    assert answer(wide).links == ()
    assert len(answer(deep).links) <= 1
