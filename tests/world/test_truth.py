"""The portals are fair: what their truth names can be read, and can be reached by one who reads the scripts."""

import html
import importlib
import json
import re
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin

import pytest
from web import Request

CHARSETS = {b"gb2312": "gb18030", b"shift_jis": "cp932"}
NAMES = sorted(path.stem for path in (Path(__file__).parent / "portals").glob("[a-z]*.py"))


def fresh(name):
    """The module anew, as it is before its portal was asked anything."""
    return importlib.reload(importlib.import_module(f"portals.{name}"))


@pytest.fixture(params=NAMES)
def portal(request):
    return fresh(request.param).PORTAL


def text_of(answer):
    if isinstance(answer.body, str):
        return answer.body
    charset = re.search(rb"charset=([\w-]+)", answer.body[:400])
    return answer.body.decode(CHARSETS.get(charset[1].lower() if charset else b"", "utf-8"), "replace")


def get(portal, path):
    answer = portal.answer(Request(quote(path, safe="/:?&=%;()~@+$,!*'")))
    return text_of(answer) if answer and answer.status == 200 else ""


def sent(portal, path, body):
    answer = portal.answer(Request(path, "POST", {}, body))
    return text_of(answer) if answer and answer.status == 200 else ""


def post(portal, path, **form):
    return sent(portal, path, urlencode(form).encode())


def reading(portal, story):
    """Whether the story can be read at its address: by POST where GET is refused, perhaps at the second visit."""
    address, _, query = story.path.partition("?")
    visits = [lambda: get(portal, story.path)] * 2 + [lambda: sent(portal, address, query.encode())]
    return any(story.title in html.unescape(visit()) for visit in visits)


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" id="\w+" value="([^"]*)"', page))


def titles_on(portal, page):
    return {story.title for story in portal.out if story.title in html.unescape(page)}


def test_headlines_and_addresses_are_distinct(portal):
    stories = portal.stories + portal.later
    assert len({story.title for story in stories}) == len(stories)
    assert len({story.path for story in stories}) == len(stories)


def test_every_story_can_be_read_once_it_is_published_and_not_before(portal):
    assert not any(reading(portal, story) for story in portal.later)
    portal.published = len(portal.later)
    assert [story.path for story in portal.out if not reading(portal, story)] == []


def test_other_addresses_of_a_story_answer_too(portal):
    for path in (path for story in portal.out for path in story.others):
        answer = portal.answer(Request(quote(path, safe="/:?&=%;()~@+$,!*'")))
        assert answer is not None, path
        assert answer.status < 400, path


def test_webforms_pages_come_by_postback_and_only_with_the_state_of_the_page_before():
    module = fresh("webforms")
    portal, grid = module.PORTAL, module.GRID

    page, seen = get(portal, "/AllRelease.aspx"), set()
    stale = hidden(page)
    for number in range(2, 12):
        seen |= titles_on(portal, page)
        assert f"'Page${number}'" in page
        page = post(
            portal, "/AllRelease.aspx", **hidden(page) | {"__EVENTTARGET": grid, "__EVENTARGUMENT": f"Page${number}"}
        )
    assert len(seen | titles_on(portal, page)) == len(portal.out)
    unknown = stale | {"__EVENTTARGET": grid, "__EVENTARGUMENT": "Page$12"}
    broken = stale | {"__EVENTTARGET": grid, "__EVENTARGUMENT": "Page$2", "__VIEWSTATE": "x"}
    for sent in (unknown, broken):
        assert portal.answer(Request("/AllRelease.aspx", "POST", {}, urlencode(sent).encode())).status == 500


def test_webforms_next_is_walked_by_its_one_button():
    module = fresh("webforms_next")
    portal, forth = module.PORTAL, module.NEXT

    page = get(portal, "/Haberler.aspx")
    seen = titles_on(portal, page)
    while f"__doPostBack(&#39;{forth}&#39;" in page:
        page = post(portal, "/Haberler.aspx", **hidden(page) | {"__EVENTTARGET": forth})
        seen |= titles_on(portal, page)
    assert len(seen) == len(portal.out)


def test_korean_boards_are_walked_by_their_forms():
    board, posted = fresh("korean_board").PORTAL, fresh("korean_post").PORTAL
    pages = [
        post(board, "/home/web/board/list.do", boardMasterId=number, pagerOffset=at)
        for number in (1, 2)
        for at in (0, 10, 20, 30)
    ]
    assert len({title for page in pages for title in titles_on(board, page)}) == len(board.out)
    bbs = fresh("korean_post").BOARD
    pages = [post(posted, "/cop/bbs/selectBoardList.do", bbsId=bbs, pageIndex=number) for number in range(1, 5)]
    assert len({title for page in pages for title in titles_on(posted, page)}) == len(posted.out)


def test_load_more_goes_on_until_no_page_follows():
    portal = fresh("load_more").PORTAL

    seen, number = titles_on(portal, get(portal, "/newsroom")), 2
    while number:
        data = json.loads(get(portal, f"/api/newsroom/list?page={number}&per_page=9"))
        seen |= {item["title"] for item in data["items"]}
        number = data["next_page"]
    assert len(seen) == len(portal.out)


def test_a_cursor_leads_from_the_first_batch_to_the_last():
    portal = fresh("json_cursor").PORTAL

    page = get(portal, "/media/press")
    props = json.loads(re.search(r'__NEXT_DATA__" type="application/json">(.*?)</script>', page)[1])["props"][
        "pageProps"
    ]
    batch, seen = props["initialData"], set()
    while True:
        seen |= {item["attributes"]["headline"] for item in batch["data"]}
        if not batch["meta"]["nextCursor"]:
            break
        batch = json.loads(get(portal, f"{props['endpoint']}&cursor={quote(batch['meta']['nextCursor'])}"))
    assert len(seen) == len(portal.out)


def test_fragments_of_html_come_for_the_nonce_of_the_page():
    portal = fresh("ajax_html").PORTAL

    page, seen, more, number = get(portal, "/noticias/"), set(), True, 1
    nonce = re.search(r'"nonce": "(\w+)"', page)[1]
    while more:
        seen |= titles_on(portal, page)
        number += 1
        data = json.loads(post(portal, "/wp-admin/admin-ajax.php", action="cargar_noticias", nonce=nonce, page=number))[
            "data"
        ]
        page, more = data["html"], data["more"]
    assert len(seen | titles_on(portal, page)) == len(portal.out)


def test_every_month_stands_in_a_select_or_on_the_page_of_its_year():
    portal = fresh("month_archives").PORTAL

    index = get(portal, "/press/index.html")
    years = re.findall(r'href="(/press/archive_\d+\.html)"', index)
    months = set(re.findall(r'value="(/press/press_\d+\.html)"', index))
    months |= {
        urljoin("/press/", name)
        for year in years
        for name in re.findall(r'href="(press_\d+\.html)"', get(portal, year))
    }
    seen = {title for month in months for title in titles_on(portal, get(portal, month))}
    assert len(seen) == len(portal.out)


def test_the_feed_and_the_sitemap_together_hold_everything():
    module = fresh("feeds_only")
    portal = module.PORTAL

    seen, address = titles_on(portal, get(portal, "/sitemaps/news.xml")), module.FEED
    while address:
        data = json.loads(get(portal, address))
        seen |= {item["title"] for item in data["items"]}
        address = data.get("next_url")
    assert len(seen) == len(portal.out)


LISTINGS = {
    "aem": [
        "/",
        "/de.html",
        *(f"/de/presse/mitteilungen{page}.html" for page in ("", *(f".page-{n}" for n in range(2, 6)))),
    ],
    "dotnetnuke": [
        "/",
        "/News/tabid/87/Default.aspx",
        *(f"/News/tabid/87/currentpage/{n}/Default.aspx" for n in range(2, 6)),
    ],
    "whitehall": [
        "/government/organisations/rivers-agency",
        *(
            f"/search/news-and-communications?organisations%5B%5D=rivers-agency&parent=rivers-agency{page}"
            for page in ("", "&page=2", "&page=3", "&page=4")
        ),
    ],
    "year_pages_sjis": ["/", "/kankyo/news/index.html", *(f"/kankyo/news/r{year:02d}.html" for year in (7, 6, 5, 4))],
}


@pytest.mark.parametrize("name", LISTINGS)
def test_the_pages_of_a_listing_lead_from_one_to_the_next_and_name_every_story(name):
    portal = fresh(name).PORTAL

    pages = {path: portal.answer(Request(path)) for path in LISTINGS[name]}
    for (path, page), after in zip(pages.items(), [*pages][1:], strict=False):
        assert after in html.unescape(text_of(page)) + page.headers.get("Location", ""), (path, after)
    assert len({title for page in pages.values() for title in titles_on(portal, text_of(page))}) == len(portal.out)


def test_the_sitemap_of_a_site_drawn_by_script_names_every_story():
    portal = fresh("next_sitemap").PORTAL

    maps = re.findall(r"<loc>(.*?)</loc>", get(portal, "/sitemap.xml"))
    named = {path for its in maps for path in re.findall(r"<loc>(.*?)</loc>", get(portal, its))}
    assert {story.path for story in portal.out} <= named
