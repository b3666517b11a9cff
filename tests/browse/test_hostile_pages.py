"""Whatever a ministry's page, an import or a visitor sends: in a real browser nothing runs, loads or leads away."""

import csv
import hashlib
import io
import random
from urllib.parse import quote

import pytest
from hostile import PAYLOADS
from hostile_archive import FILES, GIF, GROUPS, make
from watched import watching
from website import serving

from archive.browse.replay import replayed
from archive.browse.safe_html import story_html
from archive.captures import RawPage

STORIES = range(1, len(GROUPS) + 1)
ALL_FILES = len(GROUPS) + 1


def sha256(name):
    return hashlib.sha256(FILES[name]).hexdigest()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "news"
    make(folder)
    with serving(folder) as site:
        yield site


@pytest.fixture
def watched(hostile, browser):
    with watching(browser, hostile) as page:
        yield page


def capture_of(site, path):
    return site.get(path).text.partition('src="/capture/')[2].partition('"')[0]


@pytest.mark.parametrize(
    "pages",
    [
        [f"/article/{number}" for number in STORIES],
        [f"/article/{number}/diff/1/2" for number in STORIES],
        [f"/article/{number}/replay" for number in STORIES],
        [f"/article/{number}/1/document/{place}" for number, place in enumerate((1, 2, 3, 4), 1)],
        ["/search", "/search?page=2", "/search?q=script", "/search?q=evil.example&sort=newest"],
        [
            "/article/1/1",
            "/article/1/replay",
            f"/article/{ALL_FILES}",
            f"/article/{ALL_FILES}/replay",
        ],
    ],
    ids=["stories", "differences", "replays", "documents", "searches", "others"],
)
def test_nothing_stored_runs_loads_or_leads_away(watched, pages):
    for path in pages:
        assert watched.open(path).status == 200
        assert watched.told == [], path


# What a browser would run, load or follow, in a document that it reads but does not show.
FOUND = """made => made.map(html => {
    const tree = new DOMParser().parseFromString(html, "text/html");
    const active = "script, iframe, frame, object, embed, svg, math, link, base, form, video, audio, template, source";
    const found = [...tree.querySelectorAll(active)].map(element => element.outerHTML);
    for (const element of tree.querySelectorAll("*")) {
        for (const name of Element.prototype.getAttributeNames.call(element)) {
            const value = Element.prototype.getAttribute.call(element, name);
            const leads = ["href", "src", "srcset", "background", "action", "poster", "ping"].includes(name);
            const is_ours = /^(#|data:image\\/|\\/(file|capture)\\/)/.test(value);
            const is_link = element.localName == "a" && name == "href" && /^https?:\\/\\//.test(value);
            if (name.startsWith("on") || (leads && !is_ours && !is_link)) found.push(element.outerHTML);
        }
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(element.localName == "style" ? element.textContent : "");
        const css = [...sheet.cssRules].map(rule => rule.cssText).join() + element.style?.cssText;
        if (/url\\("(?!data:image)|@import/.test(css)) found.push(css);
    }
    return found;
})"""


def test_a_browser_reads_in_what_is_made_what_we_read_in_it(browser):
    chance = random.Random(7)
    mixed = ["".join(chance.sample(PAYLOADS, 4)) for _ in range(300)]
    torn = ["".join(one[: chance.randrange(len(one))] for one in chance.sample(PAYLOADS, 5)) for _ in range(300)]
    every = [*PAYLOADS, *mixed, *torn]
    made = [story_html(html, {}) for html in every]
    made += [replayed(_page(html), _Nothing(), str) or "" for html in every]
    page = browser.new_page()
    try:
        assert len([found for found in page.evaluate(FOUND, PAYLOADS) if found]) > 70  # untreated they would be seen
        assert [found for found in page.evaluate(FOUND, made) if found] == []
    finally:
        page.close()


class _Nothing:
    """An archive without captures."""

    def nearest(self, urls, at):
        return {}


def _page(html):
    about = {"url": "https://m.example/", "status": 200, "headers": (), "captured_at": "2026-01-01T00:00:00Z"}
    return RawPage(body=f"<!doctype html><p>{html}".encode("utf-8", "replace"), **about)


def test_nothing_that_a_visitor_sends_runs_loads_or_leads_away(watched):
    for number, payloads in enumerate(GROUPS):
        told = quote(" ".join(payloads).encode("utf-8", "replace"))
        name = ("portal", "country", "language", "year")[number % 4]
        watched.open(f"/search?q={told}&{name}={told}&sort={told}&page={told}")
        assert watched.told == [], payloads
    watched.open(f"/article/1/{told}")
    assert watched.told == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_visitor_sends_is_shown_as_text(hostile, payload):
    reply = hostile.get(f"/search?q={quote(payload.encode('utf-8', 'replace'))}")
    assert reply.status in {200, 400}
    assert not [line for line in reply.text.splitlines() if "<script" in line or 'onerror="' in line or "<img" in line]


def test_a_replay_has_no_power_even_when_it_is_opened_alone(hostile, watched):
    for number in STORIES:
        capture = capture_of(hostile, f"/article/{number}/1/replay")
        watched.open(f"/capture/{capture}")
        assert watched.page.locator("text=Page").count() >= 1
        assert watched.told == [], number


@pytest.mark.parametrize("name", FILES)
def test_files_are_pictures_or_downloads(hostile, name):
    reply = hostile.get(f"/file/{sha256(name)}")
    assert reply.status == 200
    assert reply.body == FILES[name]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in reply.headers["content-security-policy"]
    if name.endswith("gif"):
        assert reply.headers["content-type"] == "image/gif"
    else:
        assert reply.headers["content-type"] == "application/octet-stream"
        assert reply.headers["content-disposition"].startswith("attachment; filename=")


def test_what_is_no_picture_is_kept_by_a_browser_and_not_shown(watched, hostile):
    for name in ("svg", "html", "xml", "pdf"):
        watched.page.goto("about:blank")
        with watched.page.expect_download() as download:
            watched.page.evaluate("location => { window.location = location }", f"{hostile.address}file/{sha256(name)}")
        assert download.value.suggested_filename.startswith(sha256(name)[:16])
    assert watched.told == []


def test_pictures_of_a_story_and_of_its_replay_are_the_captured_ones(watched):
    watched.open(f"/article/{ALL_FILES}")
    shown = "image => image.complete && image.naturalWidth > 0"
    images = watched.page.locator("article img")
    for place in range(images.count()):
        images.nth(place).scroll_into_view_if_needed()
    told = {image.get_attribute("alt"): image.evaluate(shown) for image in images.all()}
    assert told == {name: name.endswith("gif") for name in FILES}
    watched.open(f"/article/{ALL_FILES}/replay")
    frame = watched.page.frame_locator("iframe")
    assert frame.locator("img[src]").count() == 2
    assert watched.told == []


def test_a_raw_page_is_a_download(hostile):
    capture = capture_of(hostile, "/article/3/replay")
    reply = hostile.get(f"/capture/{capture}/raw")
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"] == f'attachment; filename="capture-{capture}.html"'
    assert b"<p>Page 3</p>" in reply.body


def test_a_replay_comes_under_a_policy_of_its_own(hostile):
    capture = capture_of(hostile, "/article/3/replay")
    reply = hostile.get(f"/capture/{capture}")
    policy = dict(part.strip().partition(" ")[::2] for part in reply.headers["content-security-policy"].split(";"))
    assert policy["sandbox"] == ""
    assert policy["default-src"] == "'none'"
    assert (policy["img-src"], policy["style-src"]) == ("data:", "'unsafe-inline'")
    assert not {"set-cookie", "refresh", "link"} & reply.headers.keys()


@pytest.mark.parametrize(
    "path", ["/article/3/cite.bib", "/article/3/2/cite.ris", "/article/3.json", "/search.csv", "/search.json"]
)
def test_what_is_made_for_other_programs_is_a_download(hostile, path):
    reply = hostile.get(path)
    assert reply.status == 200
    assert reply.headers["content-disposition"].startswith("attachment; ")
    assert not reply.headers["content-type"].startswith("text/html")


def test_a_cell_that_a_spreadsheet_would_compute_is_defused(hostile):
    rows = list(csv.reader(io.StringIO(hostile.get("/search.csv?q=HYPERLINK").text)))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith("'=HYPERLINK(")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_only_what_starts_as_a_picture_and_is_one_is_shown(hostile):
    assert hostile.get(f"/file/{sha256('both.gif')}").headers["content-type"] == "image/gif"
    assert FILES["both.gif"].startswith(GIF)
    assert hostile.get(f"/file/{'0' * 64}").status == 404
    assert hostile.get("/file/..%2f..%2farchive.db").status == 404
