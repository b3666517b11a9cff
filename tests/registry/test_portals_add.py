"""`envnews portals add URL`: the file that one visit to an unknown portal gives."""

import importlib
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "crawl"), str(TESTS / "world")]

from static_portal import StaticPortal, served  # noqa: E402 - the path comes first
from web import Answer, serve  # noqa: E402

from crawler.checking.draft import home_of  # noqa: E402
from crawler.checking.naming import country_of, id_of, languages_of, site_name  # noqa: E402
from crawler.checking.zones import zone_fault, zone_of  # noqa: E402
from crawler.family import recognise  # noqa: E402
from crawler.page import Page  # noqa: E402
from crawler.portal_family import Family  # noqa: E402


class Portal(StaticPortal):
    def __init__(self):
        super().__init__()
        self.fails_once = ""


@pytest.fixture
def add(envnews, tmp_path):
    def add(url, *options):
        return envnews("portals", "add", url, "--portals", tmp_path / "own", *options)

    return add


def test_the_file_names_what_was_seen_and_leaves_out_what_a_crawl_finds(add, tmp_path):
    with served(Portal()) as site:
        done = add(f"{site.base}/", "--country", "gb", "--id", "gb-rivers")
        assert len(site.web.asked) <= 15
    path = tmp_path / "own" / "gb" / "gb-rivers.toml"
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == f"wrote {path}"
    text = path.read_text("utf8")
    data = tomllib.loads(text)
    assert list(data) == ["id", "name", "country", "languages", "timezone", "home", "article_examples", "evidence"]
    assert (data["name"], data["languages"], data["timezone"]) == ("Ministry of Rivers", ["en"], "Europe/London")
    assert len(data["article_examples"]) == 3
    assert data["evidence"]["confidence"] == "checked"
    assert data["evidence"]["recalled"] == ["timezone"]
    assert f"# - {site.base}/feed.xml: RSS, 3 stories\n" in text
    assert f"# - {site.base}/news/: listing, 5 stories, names 2 further pages\n" in text


def test_what_was_added_passes_the_check_and_can_be_crawled(add, envnews, tmp_path):
    with served(Portal()) as site:
        add(f"{site.base}/", "--country", "GB", "--id", "gb-rivers")
        own = ("--portals", tmp_path / "own")
        assert envnews("portals", "check", "gb-rivers", *own).code == 0
        crawled = envnews("crawl", "gb-rivers", *own, "--json")
        assert crawled.json["counts"][0]["new"] == 12
        again = add(f"{site.base}/", "--country", "GB")
    assert (again.code, again.out) == (2, "")
    assert again.err.strip().endswith(f"is a portal already: 'gb-rivers', {tmp_path / 'own' / 'gb' / 'gb-rivers.toml'}")


def test_a_portal_of_a_family_takes_its_name_and_the_file_is_printed_alone(add):
    portal = importlib.import_module("portals.drupal").PORTAL
    with serve(portal.answer) as web:
        portal.base = web.url
        done = add(f"{web.url}{portal.home}", "--country", "VN", "--id", "vn-x", "-o", "-")
    assert done.code == 0, done.err
    data = tomllib.loads(done.out)
    assert data["family"] == "drupal"
    assert data["home"] == f"{web.url}{portal.home}"
    assert "Nothing needs attention." in done.err


def test_stories_that_a_portal_asks_for_by_post_are_read(add):
    portal = importlib.import_module("portals.korean_post").PORTAL
    with serve(portal.answer) as web:
        portal.base = web.url
        done = add(f"{web.url}{portal.home}", "--country", "KR", "--id", "kr-x", "--json")
        assert any(asked.startswith("POST ") for asked in web.asked)
        assert len(web.asked) <= 15
    assert done.code == 0, done.err
    assert [story["is_story"] for story in done.json["report"]["stories"]] == [True] * 3
    assert tomllib.loads(done.json["text"])["languages"] == ["ko"]


def test_a_portal_that_has_moved_is_written_under_its_new_host(add):
    with served(Portal()) as site:
        new = site.base.replace("127.0.0.1", "localhost")
        with serve(lambda request: Answer("", 301, headers={"Location": f"{new}{request.path}"})) as old:
            done = add(f"{old.url}/", "--country", "GB", "-o", "-")
    data = tomllib.loads(done.out)
    assert data["home"] == f"{new}/"
    assert data["former_hosts"] == [old.url.removeprefix("http://")]


def test_nothing_is_written_where_nothing_answers(add, tmp_path):
    done = add("http://127.0.0.1:9/", "--country", "VN")
    assert (done.code, done.out) == (2, "")
    assert done.err.strip() == "envnews: http://127.0.0.1:9/ gives no page: connection refused"
    assert not (tmp_path / "own").exists()


def test_what_a_page_says_cannot_leave_its_string_or_comment(add):
    site = '<html lang=en><title>Home | A "B\\" C</title><meta name=generator content="x&#10;[tls]&#10;legacy = true">'
    with serve(lambda request: Answer(f"{site}<h1>Hello</h1>") if request.path == "/" else None) as web:
        done = add(f"{web.url}/", "--country", "GB", "--id", "gb-x", "-o", "-")
    assert done.code == 1
    data = tomllib.loads(done.out)
    assert data["name"] == 'A "B\\" C'
    assert "tls" not in data


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ministry.example"], "'ministry.example' is no http or https address"),
        (["https://ministry.example/"], "'ministry.example' names no country: name it with --country CC"),
        (["https://ministry.example/", "--country", "Peru"], "'Peru' is no ISO 3166 country code such as VN"),
        (
            ["https://ministry.example/", "--country", "PE", "--id", "X_y"],
            "'X_y' is not made of a-z, 0-9 and single hyphens",
        ),
        (["https://ministry.gob.pe/"], "name your folder with --portals DIR (or ENVNEWS_PORTALS), or print with -o -"),
    ],
)
def test_a_wrong_command_ends_with_2_and_one_line(envnews, arguments, line):
    done = envnews("portals", "add", *arguments)
    assert (done.code, done.out, done.err.strip()) == (2, "", f"envnews: {line}")


def test_an_address_of_a_shipped_portal_is_refused_before_any_request(add):
    done = add("https://www.mee.gov.cn/")
    assert done.code == 2
    assert "is a portal already: 'cn-mee'" in done.err


def test_ids_and_countries_come_from_hosts():
    assert [country_of(host) for host in ("www.epa.gov", "www.defra.gov.uk", "env.europa.eu", "x.example")] == [
        "US", "GB", "EU", None,
    ]  # fmt: skip
    assert id_of("www.moc.gov.tw", "TW", []) == "tw-moc"
    assert id_of("dcc.mae.gov.vn", "VN", ["vn-dcc"]) == "vn-dcc-mae"
    assert id_of("mma.gob.cl", "CL", ["cl-mma"]) == "cl-mma-2"
    assert id_of("127.0.0.1:8000", "VN", []) == "vn-127-0-0-1"


def page(markup):
    return Page(url="https://a.example/", body=f"<html>{markup}<body>x</body></html>".encode())


def test_the_name_of_a_site_is_what_its_titles_share():
    home, one, other = (
        page(f"<title>{title}</title>") for title in ("主页 - 水利部", "新闻 - 水利部", "公告 - 水利部")
    )
    assert site_name([home, one, other]) == "水利部"
    assert site_name([page("<title>Trang chủ</title>")]) == ""
    assert site_name([page('<title>Home</title><meta property="og:site_name" content="Ministry">')]) == "Ministry"


def test_the_languages_are_those_of_the_stories_not_of_the_template():
    assert languages_of([Page(url="https://a.example/", body=b"<html lang=en>x")], ["vi", "vi-VN", "en"]) == (
        "vi",
        "en",
    )
    assert languages_of([Page(url="https://a.example/", body=b"<html lang=zh-TW>x")], []) == ("zh-TW",)


def test_a_family_whose_stories_lie_elsewhere_is_not_taken():
    wide = Family(id="wordpress", name="WordPress", signs=("/wp-content/",))
    narrow = Family(id="denr", name="DENR", signs=("/wp-content/",), article_path="/news-events/")
    pages = [page("<link href=/wp-content/style.css>")]
    assert recognise(pages, ["https://a.example/2025/story/"], [wide, narrow]).family is wide
    assert recognise(pages, ["https://a.example/news-events/story/"], [wide, narrow]).family is narrow
    assert recognise([page("")], [], [wide, narrow]) is None


def test_a_time_zone_is_written_only_where_the_country_has_one_time():
    today = date(2026, 11, 22)
    assert [zone_of(country, today) for country in ("VN", "DE", "RU", "EU")] == [
        "Asia/Ho_Chi_Minh", "Europe/Berlin", None, None,
    ]  # fmt: skip
    assert zone_fault("Asia/Bangkok", "VN", ["2026-01-02", "2026-01-02T08:00:00+07:00"], today) is None
    assert zone_fault("Asia/Tokyo", "JP", ["2026-01-02T08:00:00+07:00"], today) == (
        "'Asia/Tokyo' is +09:00, but dates of the stories say +07:00"
    )


def test_an_upgrade_to_https_changes_the_scheme_alone():
    assert home_of("http://a.example/vi", "https://a.example/vi/home") == ("https://a.example/vi", None)
