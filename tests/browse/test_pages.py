"""Our pages over HTTP: what they say, and that nothing hostile gets out of them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import pytest
from lxml import etree
from news import NOW
from website import serving

from archive import Archive, Article
from archive.browse.pages import ROUTES
from archive.store import State, Visit

PAGES = ("/", "/changes", "/portals", "/portal/m", "/portal/evil", "/portal/m/missing", "/about")
DATASETTES = ("/archive", "/archive/articles", "/archive/articles/1", "/archive/articles?_facet=portal")
CHART = "/chart/large.svg?from=2025-11&n=3,0,7"


class Seen(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def seen(site, path) -> Seen:
    told = site.get(path)
    assert told.status == 200, told.text
    return Seen(told.text)


def test_the_start_page_tells_what_is_new_what_was_changed_and_how_portals_do(site, ids):
    page = seen(site, "/")
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert {f"/article/{ids['bay']}", f"/article/{ids['goal']}/diff/1/2", f"/article/{ids['gone']}"} <= links
    assert {"/changes", "/portals", "/portal/m", "/about#queries", "/archive"} <= links
    assert 'number changed: "30 %" → "20 %"' in page.text
    assert "7 stories of 3 portals" in page.text
    assert "1 down 1 blocked 1 unknown" in page.text
    assert ("form", {"class": "search", "action": "/search", "role": "search"}) in page.tags
    assert any(tag == "img" and attributes["src"].startswith("/chart/small.svg") for tag, attributes in page.tags)


def test_changes_are_listed_the_weightiest_first_and_filtered(site):
    whole = seen(site, "/changes").text
    assert "2 changes" in whole
    assert whole.index("withdrawn: HTTP 410") < whole.index("number changed")
    assert "1 change " in seen(site, "/changes?kind=number").text
    assert "0 changes" in seen(site, "/changes?portal=arabic").text
    assert "0 changes" in seen(site, "/changes?until=2020-01-01").text
    assert "2 changes" in seen(site, "/changes?since=2020&portal=m").text


def test_a_portal_tells_its_months_health_coverage_and_runs(site):
    text = seen(site, "/portal/m").text
    assert "Ministry of Mud" in text
    assert "down since 2026-02-01" in text
    assert "It does not answer." in text
    assert "Earlier verdicts" in text
    assert "named 60 stories; 0 are held, 60 missing. 60 still to be fetched" in text
    assert "All 60 that are missing" in text
    assert "finished" in text


def test_what_is_missing_is_paged(site):
    first, last = site.get("/portal/m/missing").text, site.get("/portal/m/missing?page=99").text
    assert (first.count("Lost "), last.count("Lost ")) == (50, 10)
    assert "1 to 50 of 60" in first
    assert 'href="/portal/m/missing?page=2" rel="next"' in first
    assert 'href="/portal/m/missing?page=1" rel="prev"' in last


def test_about_tells_how_much_there_is_and_how_to_cite_it(site):
    text = seen(site, "/about").text
    assert "7 stories that 3 portals of 2 countries published" in text
    assert "How to cite" in text


def test_a_chart_is_a_picture_of_its_address(site):
    told = site.get(CHART)
    assert told.headers["content-type"] == "image/svg+xml"
    tags = {etree.QName(element).localname for element in etree.fromstring(told.body).iter(etree.Element)}
    assert "script" not in tags
    assert b"2025-11" in told.body
    assert b"http://kozea" not in told.body


@pytest.mark.parametrize(
    "path",
    [
        "/chart/large.svg?from=2025-13&n=1",
        "/chart/large.svg?from=2025-11&n=-1",
        "/chart/large.svg?n=1",
        "/chart/small.svg?from=2025-11&n=" + ",".join("1" * 121),
        "/changes?since=yesterday",
        "/changes?kind=nonsense",
    ],
)
def test_what_makes_no_sense_is_refused_in_words(site, path):
    told = site.get(path)
    assert told.status == 400
    assert 'class="told"' in told.text


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/portal/nobody", "/portal/m/nothing", "/static/nothing.css", "/static/..%2fserver.py"),
        *("/archive/nothing", "/archive/articles/99999999", "/nothing.json", "//evil.example/"),
        *(
            "/-/versions",
            "/-/settings.json",
            "/-/databases.json",
            "/-/plugins",
            "/-/threads",
            "/-/messages",
            "/_memory",
        ),
        *("/_internal", "/-/auth-token", "/-/logout", "/-/permissions", "/-/allow-debug", "/-/patterns", "/-/actor"),
    ],
)
def test_what_is_not_there_is_said_to_be_so_and_leads_nowhere(site, path):
    told = site.get(path)
    assert told.status == 404
    assert "location" not in told.headers


def test_a_slash_too_many_is_taken_off(site):
    told = site.get("/about/")
    assert (told.status, told.headers["location"]) == (302, "/about")


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_is_text(site, path):
    page = Seen(site.get(path).text)
    assert not [tag for tag, _ in page.tags if tag in {"script", "style", "iframe", "object", "embed", "base"}]
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("href", "src", "action"):
            address = attributes.get(name) or "/"
            assert address.startswith(("/", "#", "https://", "http://")), address
            assert not address.startswith("//")
    assert all(attributes["src"].startswith("/") for tag, attributes in page.tags if tag == "img")
    assert "\u202e" not in page.text
    if path == "/portal/evil":
        assert "<script>document.title='owned'</script>" in page.text
        assert "javascript:document.title" in page.text


def test_every_page_names_itself_and_its_landmarks(site):
    titles = set()
    for path in PAGES:
        text = site.get(path).text
        titles.add(text.partition("<title>")[2].partition("</title>")[0])
        for part in (
            '<html lang="en">',
            '<a class="skip" href="#main">',
            '<main id="main"',
            "<header",
            "<nav",
            "<footer",
        ):
            assert part in text, (path, part)
    assert len(titles) == len(PAGES)


def test_an_asset_is_kept_and_a_page_is_not(site):
    css = site.get("/").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "max-age=31536000" in site.get(css).headers["cache-control"]
    assert site.get("/").headers["cache-control"] == "no-cache"


def test_the_pattern_that_takes_all_is_the_last(site):
    assert ROUTES[-1][0].startswith("(?s)/")


def test_what_is_stored_while_the_server_runs_is_shown(stocked, tmp_path):
    folder = Path(copytree(stocked, tmp_path / "news"))
    with serving(folder) as site, Archive(folder, now=lambda: NOW) as archive:
        assert site.get("/portal/later").status == 404
        said = Article(url="https://later.example/1", title="Later", body="Later there is more.")
        visit = Visit(portal="later", url=said.url, state=State.DONE, kind="article", status=200, article=said)
        archive.save(visit)
        assert site.get("/portal/later").status == 200
