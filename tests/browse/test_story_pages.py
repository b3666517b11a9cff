"""Search and stories: what they show, how they are reached, by whom they can be used."""

import csv
import io
import json
import shutil
from urllib.parse import quote

import lxml.html
import pytest
import shown_stories as stories
from axe_playwright_python.sync_playwright import Axe
from shown_stories import ARABIC, GIF, GONE, HAZE, OTHERS, PDF, VIETNAMESE
from watched import watching
from website import serving

PAGES = (
    *("/search?q=haze", "/search?q=(haze", f"/article/{HAZE}", f"/article/{HAZE}/diff/1/2", f"/article/{HAZE}/replay"),
    *(f"/article/{ARABIC}", f"/article/{HAZE}/2/document/1", "/article/999"),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stories") / "news"
    stories.make(folder)
    with serving(folder) as site:
        yield site


@pytest.fixture
def page(told):
    """A page as a tree."""
    return lambda path, status=200: _tree(told.get(path), status)


def _tree(reply, status):
    assert reply.status == status
    return lxml.html.document_fromstring(reply.text)


def words(element):
    return " ".join(element.text_content().split())


def test_hits_are_shown_with_what_was_looked_for(page):
    tree = page("/search?q=haze")
    hits = tree.cssselect(".hits li")
    assert words(tree.cssselect(".count")[0]) == "2 stories"
    assert words(hits[0].cssselect("h2")[0]) in {"Haze plan of the bay", "Haze to be cut"}
    assert {mark.text.lower() for mark in tree.cssselect("mark")} == {"haze"}
    assert "And 1 like it" in words(hits[0])


def test_facets_are_links_with_counts_and_what_is_chosen_can_be_removed(page):
    tree = page("/search?q=water&year=2020")
    facets = {words(section.cssselect("h2")[0]): section for section in tree.cssselect(".facets section")}
    assert list(facets) == ["Portal", "Country", "Language", "Year"]
    assert words(facets["Portal"].cssselect("li")[0]) == "Ministry of Mud 2"
    assert facets["Portal"].cssselect("a")[0].get("href") == "/search?q=water&portal=m&year=2020"
    assert [link.get("href") for link in tree.cssselect(".chosen-ones a")] == ["/search?q=water"]
    narrower = page("/search?q=water&portal=m&portal=n&year=2020")
    assert [link.get("href") for link in narrower.cssselect(".chosen-ones a")] == [
        "/search?q=water&portal=n&year=2020",
        "/search?q=water&portal=m&year=2020",
        "/search?q=water&portal=m&portal=n",
    ]
    assert len(narrower.cssselect("form input[type=hidden]")) == 3


def test_an_answer_is_read_page_by_page(page):
    first, second = page("/search?sort=oldest"), page("/search?sort=oldest&page=2")
    assert len(first.cssselect(".hits > li")) == 20
    assert first.cssselect("nav.pages a")[0].get("href") == "/search?sort=oldest&page=2"
    assert second.cssselect("nav.pages a")[0].get("href") == "/search?sort=oldest"
    shown = [[link.get("href") for link in tree.cssselect(".hits h2 a")] for tree in (first, second)]
    assert not set(shown[0]) & set(shown[1])
    assert not page("/search?page=400").cssselect(".hits")


def test_a_query_that_does_not_parse_is_shown_with_the_place(page):
    tree = page(f"/search?q={quote('water (haze')}", 400)
    fault = tree.cssselect("#fault")[0]
    assert "this ( is not closed" in words(fault)
    assert fault.cssselect("mark")[0].text == "("
    assert tree.cssselect("#q")[0].get("value") == "water (haze"
    assert "year" in words(page("/search?year=soon", 400).cssselect("#fault")[0])


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
def test_a_search_can_be_taken_along(told, name):
    reply = told.get(f"/search.{name}?q=water&year=2020")
    read = {"json": json.loads, "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
            "csv": lambda text: list(csv.DictReader(io.StringIO(text)))}[name]  # fmt: skip
    records = read(reply.text)
    assert sorted(record["date"][:4] for record in records) == ["2020", "2020"]
    assert len(read(told.get(f"/search.{name}?limit=3").text)) == 3
    assert told.get(f"/search.{name}?q=(x").status == 400


def test_a_story_shows_its_text_pictures_and_documents(page, told):
    tree = page(f"/article/{HAZE}")
    article = tree.cssselect("article")[0]
    assert words(article.cssselect("h1")[0]) == "Haze plan of the bay"
    assert article.cssselect("h1")[0].get("lang") == "en"
    picture = article.cssselect(".text img")[0]
    assert (picture.get("alt"), told.get(picture.get("src")).body) == ("Haze", GIF)
    assert "Haze over the bay (A. Photographer)" in words(article.cssselect("figcaption")[0])
    assert "(not in the archive)" in words(article)
    document = tree.xpath("//section[h2='Documents']")[0]
    links = {words(link): link.get("href") for link in document.cssselect("a")}
    assert told.get(links["Download"]).body == PDF
    assert "chapter on mangroves" in words(page(links["Its text"]))


def test_a_story_tells_where_it_came_from(page, told):
    section = page(f"/article/{HAZE}").xpath("//section[h2='Where it came from']")[0]
    links = {words(link): link.get("href") for link in section.cssselect("a")}
    assert "byte" in words(section)
    assert words(section).count("sha256:") == 3
    assert told.get(links["its bytes"]).body == stories.PAGE.format(20).encode()
    assert json.loads(told.get(links["The record as JSON"]).text)["title"] == "Haze plan of the bay"
    assert links["haze"] == "/search?q=tag%3A%22haze%22"
    assert words(page(links["haze"]).cssselect(".count")[0]) == "1 story"


def test_a_story_names_its_translations_and_other_portals_versions(page):
    tree = page(f"/article/{HAZE}")
    assert tree.xpath("//section[h2='In other languages']//a/@href") == [f"/article/{VIETNAMESE}"]
    assert "Kế hoạch giảm khói mù vi" in words(tree.xpath("//section[h2='In other languages']")[0])
    alike = tree.xpath("//section[h2='Nearly the same text']")[0]
    assert "Agency of the North" in words(alike)
    assert alike.xpath(".//a/@href") == [f"/article/{OTHERS}", f"/article/{HAZE}/beside/{OTHERS}"]
    both = page(f"/article/{HAZE}/beside/{OTHERS}")
    assert [words(head) for head in both.cssselect(".beside th")] == ["Ministry of Mud", "Agency of the North"]
    assert [words(both.cssselect(f"td {tag}")[-1]) for tag in ("del", "ins")] == ["20", "30"]


def test_revisions_are_listed_with_what_they_changed_and_stand_side_by_side(page):
    tree = page(f"/article/{HAZE}")
    rows = tree.xpath("//section[h2='Revisions']//tbody/tr")
    assert [words(row.cssselect("th")[0]) for row in rows] == ["2", "1"]
    assert '"30 %" → "20 %"' in words(rows[0])
    difference = page(f"/article/{HAZE}/diff/1/2")
    changed = difference.cssselect("table.beside tr.changed")
    assert [words(mark) for row in changed for mark in row.cssselect("del, ins")] == ["30", "20"]
    assert len(difference.cssselect("table.beside tbody tr")) == 3
    earlier = page(f"/article/{HAZE}/1")
    assert "This is revision 1 of 2" in words(earlier.cssselect(".notice")[0])
    assert "30" in words(earlier.cssselect(".text")[0])


def test_texts_that_would_keep_a_server_busy_are_not_compared(told, monkeypatch):
    monkeypatch.setattr("archive.browse.pages.article._LONGEST", 100)
    reply = told.get(f"/article/{HAZE}/diff/1/2")
    assert (reply.status, "envnews show 1 --diff 1 2" in reply.text) == (400, True)


def test_a_withdrawal_is_told_with_its_evidence(page):
    tree = page(f"/article/{GONE}")
    assert "Withdrawn by its portal" in words(tree.cssselect(".notice")[0])
    evidence = tree.xpath("//section[h2='Seen of its withdrawal']")[0]
    assert "HTTP 410" in words(evidence)


def test_a_story_is_shown_where_there_is_no_index(tmp_path):
    stories.make(tmp_path / "news")
    shutil.rmtree(tmp_path / "news" / "search")
    with serving(tmp_path / "news") as site:
        assert site.get(f"/article/{HAZE}").status == 200
        assert site.get("/search?q=haze").status == 503


def test_a_story_can_be_cited(page, told):
    section = page(f"/article/{HAZE}").xpath("//section[h2='Cite it']")[0]
    assert words(section.cssselect("p a")[0]) == f"{told.address}article/{HAZE}/2"
    files = [link for link in section.xpath(".//a/@href") if "cite." in link]
    shown = [pre.text.split() for pre in section.cssselect("pre")]
    assert [told.get(link).text.split() for link in files] == shown
    assert "A. Writer. Haze plan of the bay [online]. Ministry of Mud, 2026-01-05" in words(section)


def test_a_replay_shows_the_page_with_what_the_captures_hold(page, told):
    frame = page(f"/article/{HAZE}/1/replay").cssselect("iframe")[0]
    assert frame.get("sandbox") == ""
    made = page(frame.get("src"))
    assert "cut by 30 %" in words(made)
    assert [image.get("src", "")[:22] for image in made.iter("img")] == ["data:image/gif;base64,", ""]
    assert not made.xpath("//a/@href | //link | //script")
    assert told.get(f"/article/{OTHERS}/replay").status == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/article/999", "/article/0", f"/article/{'9' * 30}", f"/article/{HAZE}/3", "/article/x"),
        *(f"/article/{HAZE}/diff/1/9", f"/article/{HAZE}/9/replay", f"/article/{HAZE}/1/document/7"),
        *("/capture/99999", f"/capture/{'9' * 30}", "/capture/1/raw", f"/file/{'a' * 64}", "/file/x", "/search.xls"),
        *(f"/article/{HAZE}/cite.doc", f"/article/{HAZE}/beside/{GONE}"),
    ],
)
def test_what_is_not_there_is_not_found(told, path):
    assert told.get(path).status == 404


def test_pages_are_for_everybody(told, browser):
    with watching(browser, told) as watched:
        for path in PAGES[:5]:
            watched.open(path)
            found = Axe().run(watched.page, options={"iframes": False})
            assert found.violations_count == 0, found.generate_report()
        watched.page.emulate_media(color_scheme="dark")
        for path in (f"/article/{HAZE}/diff/1/2", "/search?q=haze&year=2026"):
            watched.open(path)
            found = Axe().run(watched.page, options={"runOnly": ["color-contrast"]})
            assert found.violations_count == 0, found.generate_report()
        assert watched.told == []


def test_pages_fit_a_phone(told, browser):
    with watching(browser, told, viewport={"width": 320, "height": 700}) as watched:
        for path in PAGES:
            watched.open(path)
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert watched.told == []


def test_a_search_needs_nothing_but_the_keyboard(told, browser):
    with watching(browser, told, java_script_enabled=False) as watched:
        watched.open("/search")
        page = watched.page
        page.focus("#q")
        page.keyboard.type("mangroves")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=mangroves*")
        page.focus(".skip")
        page.keyboard.press("Enter")
        for _ in range(5):  # the query, the order, the button, the help, the first story
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/article/{HAZE}")
        assert watched.told == []


def test_a_story_reads_from_right_to_left_where_its_script_does(told, browser):
    with watching(browser, told) as watched:
        watched.open(f"/article/{ARABIC}")
        direction = "element => getComputedStyle(element).direction"
        assert watched.page.locator("h1").evaluate(direction) == "rtl"
        assert watched.page.locator(".text p").first.evaluate(direction) == "rtl"
        watched.open(f"/search?q={quote('المياه')}")
        assert watched.page.locator(".hits h2").first.evaluate(direction) == "rtl"
        assert watched.page.locator("#q").evaluate(direction) == "rtl"
