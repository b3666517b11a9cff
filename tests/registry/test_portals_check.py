"""`envnews portals check`: real portals on loopback, each with one thing wrong."""

import asyncio
import json
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "crawl")]

from certificates import sign  # noqa: E402 - the path comes first
from static_portal import StaticPortal, served  # noqa: E402
from web import Answer, serve  # noqa: E402
from wire import wire  # noqa: E402

from crawler import registry  # noqa: E402
from crawler.checking.itinerary import REQUESTS, visit  # noqa: E402
from crawler.checking.judging import report_of  # noqa: E402
from crawler.checking.report import Reach, Report  # noqa: E402
from crawler.checking.save import SaveError, ensure_writable, with_result  # noqa: E402
from crawler.checking.visit import Answer as SeenAnswer  # noqa: E402
from crawler.page import Page  # noqa: E402
from crawler.portal import Portal as KnownPortal  # noqa: E402
from tests.conftest import command_in  # noqa: E402


class Portal(StaticPortal):
    """The static portal, some of its paths answered otherwise."""

    def __init__(self, **instead):
        super().__init__()
        self.fails_once = ""
        self.instead = instead

    def answer(self, path):
        name = path.strip("/").replace(".", "_").replace("/", "_") or "home"
        return self.instead[name] if name in self.instead else super().answer(path)


@pytest.fixture
def check(envnews, write, tmp_path):
    """Write the file of a portal, check it, return what the command did and the report."""

    def check(home, *options, **keys):
        write("vn-a", home=home, **keys)
        done = envnews("portals", "check", "vn-a", "--portals", tmp_path, "--json", *options)
        return done, done.json[0]

    return check


def problems(report):
    return {problem["key"]: problem["text"] for problem in report["problems"]}


def test_a_portal_that_is_well_gives_0_and_is_asked_for_little(check):
    with served(Portal()) as site:
        done, report = check(f"{site.base}/", listings=[f"{site.base}/news/"], feeds=[f"{site.base}/feed.xml"])
        assert len(site.web.asked) == report["requests"] <= 15
        assert len(set(site.web.asked)) == len(site.web.asked)
        assert not [path for path in site.web.asked if path.startswith("/private")]
    assert (done.code, report["problems"], report["confirmed"]) == (0, [], True)
    feed = next(source for source in report["sources"] if source["key"] == "feeds[0]")
    assert (feed["what"], feed["stories"], feed["trouble"]) == ("RSS", 3, None)
    listing = next(one for one in report["listings"] if one["key"] == "listings[0]")
    assert (listing["stories"], listing["dated"], listing["pages"], listing["fresh"]) == (5, 5, 2, 5)
    assert report["robots"] == {"status": 200, "allowed": True, "delay": None, "sitemaps": report["robots"]["sitemaps"]}
    assert [story["is_story"] for story in report["stories"]] == [True] * 3
    fields = {field["name"]: field for field in report["stories"][0]["fields"]}
    assert fields["title"]["value"].startswith("Light: ministry counts")
    assert fields["date"]["value"].startswith("2025-12-22")
    assert fields["body"]["value"].startswith("553 characters: The ministry has published")
    assert fields["authors"]["verdict"] == "none"
    assert fields["attachments"]["value"].startswith("1: The full report")


def test_the_table_can_be_read_without_knowing_selectors(envnews, write, tmp_path):
    with served(Portal()) as site:
        write("vn-a", home=f"{site.base}/")
        done = envnews("portals", "check", "vn-a", "--portals", tmp_path)
    assert done.code == 0, done.err
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert (
        f"✓ listing {site.base}/news/ 5 stories, 5 with a date, the newest of 2025-12-22; names 2 further pages"
        in lines
    )
    assert f"✓ next page {site.base}/news/?page=2 5 stories not seen before" in lines
    assert "✓ title Light: ministry counts dimmed street lamps in the island of Ree" in lines
    assert "Nothing needs attention." in lines
    assert not done.err


def test_a_dead_feed_and_a_dead_listing_are_named_by_their_keys(check):
    with served(Portal()) as site:
        listings = [f"{site.base}/news/", f"{site.base}/gone/"]
        done, report = check(f"{site.base}/", listings=listings, feeds=[f"{site.base}/old.xml"])
    assert done.code == 1
    assert problems(report) == {
        "feeds[0]": f"{site.base}/old.xml answers HTTP 404 Not Found",
        "listings[1]": f"{site.base}/gone/ answers HTTP 404 Not Found",
    }
    assert not report["confirmed"]


def test_a_feed_that_is_a_web_page_and_one_that_is_empty_are_told_apart(check):
    empty = Answer('<rss version="2.0"><channel><title>News</title></channel></rss>', type="application/rss+xml")
    with served(Portal(empty_xml=empty)) as site:
        _, report = check(f"{site.base}/", feeds=[f"{site.base}/contact.html", f"{site.base}/empty.xml"])
    assert problems(report) == {
        "feeds[0]": f"{site.base}/contact.html is a web page, no feed",
        "feeds[1]": f"{site.base}/empty.xml names no story of the portal",
    }


def test_an_article_url_that_misses_stories_is_shown_one(check):
    with served(Portal()) as site:
        done, report = check(f"{site.base}/", article_url=r"/news/(?:light|energy)-.*\.html$")
    assert done.code == 1
    assert (report["pattern"]["matched"], report["pattern"]["of"]) == (2, 10)
    text = problems(report)["article_url"]
    assert text.startswith("matches 2 of the 10 stories found; it does not match ")
    missed = text.rpartition(" ")[2]
    assert [story["is_story"] for story in report["stories"] if story["url"] == missed] == [True]


def test_a_selector_that_finds_nothing_is_named(check):
    with served(Portal()) as site:
        done, report = check(
            f"{site.base}/", selectors={"body": "article", "date": "span.published", "remove": ["nav"]}
        )
    assert done.code == 1
    assert problems(report) == {"selectors.date": "'span.published' finds nothing on the 3 stories visited"}
    assert [one["matched"] for one in report["selectors"]] == [0, 3, 3]


def test_a_host_that_has_moved_is_named_and_its_new_one_is_read(check):
    with served(Portal()) as site:
        new = site.base.replace("127.0.0.1", "localhost")
        with serve(lambda request: Answer("", 301, headers={"Location": f"{new}{request.path}"})) as old:
            done, report = check(f"{old.url}/", listings=[f"{old.url}/news/"])
    assert done.code == 1
    assert report["reach"]["final"] == f"{new}/"
    assert problems(report)["home"].startswith(f"redirects to {new}/: has the portal moved?")
    assert [story["is_story"] for story in report["stories"]] == [True] * 3


def test_a_listing_that_leads_off_the_portal_is_not_followed(check):
    with served(Portal()) as other, serve(lambda request: Answer("<h1>Home</h1>")) as site:
        elsewhere = f"{other.base}/news/"
        moved = Portal(news=Answer("", 302, headers={"Location": elsewhere}))
        with served(moved) as portal:
            _, report = check(f"{portal.base}/", listings=[f"{portal.base}/news/"])
        assert not other.web.asked
    assert problems(report)["listings[0]"].startswith(f"{portal.base}/news/ redirects to {elsewhere}; add '")
    assert site.url


def test_a_host_that_refuses_is_asked_once(check):
    refusing = {name: Answer("<h1>Forbidden</h1>", 403) for name in ("home",)}
    with served(Portal(**refusing)) as site:
        done, report = check(f"{site.base}/", listings=[f"{site.base}/news/"])
        assert site.web.asked == ["/robots.txt", "/"]
    assert done.code == 1
    assert problems(report) == {"home": f"{site.base}/ answers HTTP 403 Forbidden"}
    assert report["line"] == f"home: {site.base}/ answers HTTP 403 Forbidden"


def test_robots_that_forbid_all_are_obeyed(check):
    rules = Answer("User-agent: *\nDisallow: /\n", type="text/plain")
    with served(Portal(robots_txt=rules)) as site:
        done, report = check(f"{site.base}/")
        assert site.web.asked == ["/robots.txt"]
    assert done.code == 1
    assert problems(report) == {"robots.txt": f"forbids {site.base}/: the portal does not want to be crawled there"}


def test_a_block_page_with_200_is_no_portal(check):
    block = Answer("<html><title>Just a moment...</title><h1>Checking your browser</h1></html>")
    with served(Portal(home=block)) as site:
        _, report = check(f"{site.base}/")
    assert problems(report)["home"] == f"{site.base}/ answers with a block page"


def test_a_host_that_is_not_there_is_said_in_one_sentence(check):
    done, report = check("http://127.0.0.1:9/")
    assert done.code == 1
    assert problems(report) == {"home": "http://127.0.0.1:9/ does not answer: connection refused"}


def test_an_archived_portal_may_be_gone(check):
    done, report = check("http://127.0.0.1:9/", state="archived")
    assert (done.code, report["problems"]) == (0, [])


def test_language_and_time_zone_that_the_stories_deny_are_named(check):
    with served(Portal()) as site:
        _, report = check(f"{site.base}/", languages=["vi"], timezone="America/Lima")
    found = problems(report)
    assert found["languages"] == "the stories are in 'en', not among the file's languages (vi)"
    assert found["timezone"] == "'America/Lima' (-05:00) is no time of VN, where it is Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("chain", "tls", "expected"),
    [
        (True, {}, None),
        (False, {"intermediates": True}, None),
        (False, {}, "certificate: unable to get local issuer; the portal's file may give the missing intermediate"),
    ],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
def test_tls_is_told_and_what_in_the_file_would_help(tmp_path, write, chain, tls, expected):
    root = sign("Root", authority=True)
    middle = sign("Middle", root, authority=True)
    (tmp_path / "trusted.crt").write_text(root.pem)
    context = sign("Leaf", middle).context(tmp_path, *([middle] if chain else []))
    portal = Portal()
    with wire(lambda call: portal.answer(call.path) or Answer("none", 404), lambda _: context) as web:
        portal.base = web.url
        write("vn-a", home=f"{web.url}/", tls={"intermediates": [middle.pem]} if tls else None)
        envnews = command_in(tmp_path, SSL_CERT_FILE=str(tmp_path / "trusted.crt"))
        done = envnews("portals", "check", "vn-a", "--portals", tmp_path, "--json", "-s", "RETRY_BACKOFF=0.01")
    report = done.json[0]
    if expected is None:
        assert (done.code, report["problems"]) == (0, [])
        assert report["tls"] == {"verified": True, "version": "TLSv1.3", "days_left": 29, "trouble": None}
    else:
        assert problems(report) == {"tls": f"{web.url}/ cannot be connected to: {expected} ([tls] intermediates)"}
        assert not report["tls"]["verified"]


def test_several_portals_are_visited_side_by_side(envnews, write, tmp_path):
    with served(Portal()) as one, served(Portal(news=Answer("<h1>Gone</h1>", 410))) as other:
        write("vn-a", home=f"{one.base}/")
        write("vn-b", home=f"{other.base}/", listings=[f"{other.base}/news/"])
        done = envnews("portals", "check", "vn-b", "vn-a", "--portals", tmp_path, "--json")
    assert done.code == 1
    assert [(report["portal"], bool(report["problems"])) for report in done.json] == [("vn-b", True), ("vn-a", False)]


def test_save_writes_day_and_result_and_keeps_the_file(check, envnews, tmp_path):
    with served(Portal()) as site:
        path = tmp_path / "vn" / "vn-a.toml"
        path.parent.mkdir()
        path.write_text(
            f'# ours\nid = "vn-a"   # the file\'s name\nhome = "{site.base}/"\ncountry = "VN"\nname = "A"\n\n'
            '[evidence]\nconfidence = "recalled"  # so far\nnotes = """\nTwo\nlines"""\n',
            encoding="utf-8",
        )
        done = envnews("portals", "check", "vn-a", "--portals", tmp_path, "--save")
        assert done.code == 0, done.err
    today = datetime.now(UTC).date()
    text = path.read_text("utf8")
    assert text.startswith(f'# ours\nid = "vn-a"   # the file\'s name\nhome = "{site.base}/"\ncountry')
    assert 'confidence = "checked"  # so far\nnotes = """\nTwo\nlines"""\n' in text
    evidence = tomllib.loads(text)["evidence"]
    assert (evidence["checked"], evidence["seen_scope"]) == (today, "listing+article")
    assert evidence["check"] == "read 2 of 2 listings, 3 of 3 feeds and sitemaps, 3 of 3 stories"
    shown = json.loads(envnews("portals", "show", "vn-a", "--portals", tmp_path, "--json").out)
    assert shown["confidence"] == "checked"


@pytest.mark.parametrize("path", sorted(registry.SHIPPED.glob("??/*.toml")), ids=lambda path: path.stem)
def test_a_result_changes_the_evidence_of_a_shipped_file_and_no_other_line(path):
    text = path.read_text("utf8")
    found = with_result(text, report_of_day(date(2026, 1, 2), "read all"))
    own = {"confidence", "seen_scope", "checked", "check"}
    old, new = ([line for line in each.splitlines() if line.split(" ")[0] not in own] for each in (text, found))
    assert [line for line in new if line] == [line for line in old if line]
    data, before = tomllib.loads(found), tomllib.loads(text)
    result = {
        "confidence": "checked",
        "seen_scope": "listing+article",
        "checked": date(2026, 1, 2),
        "check": "read all",
    }
    assert data == before | {"evidence": before["evidence"] | result}
    again = with_result(found, report_of_day(date(2026, 1, 3), 'read "all"'))
    assert tomllib.loads(again)["evidence"]["check"] == 'read "all"'


def report_of_day(day, line):
    return Report(
        portal="vn-a", home="https://a.example/", day=day, line=line, confirmed=True, reach=Reach(url="", final="")
    )


def test_save_does_not_call_checked_what_failed(check, write, tmp_path):
    check("http://127.0.0.1:9/", "--save")
    evidence = tomllib.loads((tmp_path / "vn" / "vn-a.toml").read_text("utf8"))["evidence"]
    assert evidence["confidence"] == "seen"
    assert evidence["check"] == "home: http://127.0.0.1:9/ does not answer: connection refused"


def test_a_file_that_cannot_be_written_is_refused_before_the_visit(monkeypatch, write):
    path = write("vn-a")
    monkeypatch.setattr("os.access", lambda place, mode: False)
    with pytest.raises(SaveError, match=r"vn-a\.toml cannot be written: copy it into a folder of your own"):
        ensure_writable(path)


class Refusing:
    """Asks for nothing: home is a bare page, everything else a 404."""

    hosts = frozenset({"a.example"})
    seconds = 0.0

    def __init__(self, left):
        self.left, self.asked = left - 1, ["robots.txt"]

    @property
    def requests(self):
        return len(self.asked)

    async def get(self, link, told, *, roam=False):
        self.left -= 1
        self.asked.append(link.url)
        page = Page(url=link.url, body=b"<html><h1>Welcome</h1>") if link.url == "http://a.example/" else None
        return SeenAnswer(url=link.url, page=page, trouble=None if page else "HTTP 404 Not Found")

    def robots(self):
        return None


def test_a_long_file_is_not_asked_for_more_than_is_polite_and_what_is_left_out_is_said():
    urls = [f"http://a.example/{number}/" for number in range(20)]
    portal = KnownPortal(id="xx-a", home="http://a.example/", listings=tuple(urls[3:]), feeds=tuple(urls[:3]))
    asker = Refusing(REQUESTS)
    seen = asyncio.run(visit(portal, asker))
    assert len(asker.asked) <= REQUESTS
    assert asker.asked[:5] == ["robots.txt", portal.home, *urls[:3]]
    assert sorted({*asker.asked[2:], *seen.left_out}) == sorted(urls)
    told = [remark.key for remark in report_of(portal, seen).remarks]
    assert told.count("requests") == len(seen.left_out) > 0


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["vn-b"], "unknown portal 'vn-b'; did you mean 'vn-a'?"),
        (["vn-a", "-s", "DELAY"], "-s DELAY: a setting is written NAME=VALUE"),
    ],
)
def test_a_wrong_command_ends_with_2_and_one_line(envnews, write, tmp_path, arguments, line):
    write("vn-a")
    done = envnews("portals", "check", *arguments, "--portals", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.strip() == f"envnews: {line}"
