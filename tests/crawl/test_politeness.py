"""What the portal's operator asks for is done."""

import asyncio
import gzip
import itertools
import statistics
import zlib
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from static_portal import StaticPortal, served
from web import Answer, serve
from wire import wire

from archive.robots import Robots
from crawler.bodies import is_cut
from crawler.middlewares import RobotsMiddleware
from crawler.patience import HostClosedError, Patience, retry_after


class Ruled(StaticPortal):
    def __init__(self, robots):
        super().__init__()
        self.rules = robots

    def robots(self):
        return self.rules


def crawl(envnews, rules, *options):
    with served(Ruled(rules)) as site:
        done = envnews("crawl", site.web.url, "--json", "-s", "RETRY_BACKOFF=0.02", *options)
    return done, site.web


def test_robots_that_cannot_be_read_forbid_everything(envnews):
    done, web = crawl(envnews, Answer("down", 503))
    assert set(web.asked) == {"/robots.txt"}
    assert done.code == 1
    assert "robots.txt answers HTTP 503" in done.err


def test_robots_that_are_cut_off_forbid_everything(envnews):
    packed = gzip.compress(b"User-agent: *\nDisallow: /\n")
    done, web = crawl(envnews, Answer(packed[:-12], type="text/plain", headers={"Content-Encoding": "gzip"}))
    assert set(web.asked) == {"/robots.txt"}
    assert done.code != 0


def test_a_page_for_people_in_the_place_of_robots_is_none(envnews):
    page = "<!doctype html><html><body><pre>\nUser-agent: *\nDisallow: /\n</pre></body></html>"
    done, _ = crawl(envnews, Answer(page))
    assert done.json["counts"][0]["new"] == 12


class Shelf(dict):
    """A place for robots.txt, as the archive has it."""

    put = dict.__setitem__


@pytest.mark.parametrize(
    ("age", "full", "asked"), [(0, False, 0), (23, False, 0), (25, False, 1), (-2, False, 1), (0, True, 1)]
)
def test_robots_are_asked_for_once_a_day(age, full, asked):
    fetched = datetime.now(UTC) - timedelta(hours=age)
    shelf = Shelf({"http://a.example": Robots(status=200, body=b"User-agent: *\nDisallow: /x\n", fetched_at=fetched)})
    crawler = get_crawler(Spider, {"FULL": full, "ROBOTSTXT_OBEY": True, "USER_AGENT": "envnews"})
    crawler.spider = SimpleNamespace(robots_store=shelf)
    asks = []

    class Engine:
        async def download_async(self, request):
            asks.append(request.url)
            return Response(request.url, body=b"User-agent: *\nDisallow: /y\n")

    crawler.engine = Engine()
    middleware = RobotsMiddleware(crawler)

    async def visit():
        with pytest.raises(IgnoreRequest, match="forbidden"):
            await middleware.process_request(Request(f"http://a.example/{'y' if asked else 'x'}"))

    asyncio.run(visit())
    assert len(asks) == asked
    assert b"/y" in shelf["http://a.example"].body or not asked


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize(
    ("before", "days", "forbidden"),
    [(None, 0, "answers HTTP"), (503, 29, "answers HTTP"), (503, 31, None), (200, 400, "forbidden"), (404, 400, None)],
)
def test_rules_hold_on_while_the_host_gives_errors_and_are_none_after_a_month_without_any(
    status, before, days, forbidden
):
    fetched = datetime.now(UTC) - timedelta(days=days)
    body = b"User-agent: *\nDisallow: /x\n"
    shelf = Shelf({"http://a.example": Robots(status=before, body=body, fetched_at=fetched)} if before else {})
    crawler = get_crawler(Spider, {"ROBOTSTXT_OBEY": True, "USER_AGENT": "envnews"})
    crawler.spider = SimpleNamespace(robots_store=shelf)

    class Engine:
        async def download_async(self, request):
            return Response(request.url, status=status)

    crawler.engine = Engine()
    request = RobotsMiddleware(crawler).process_request(Request("http://a.example/x"))
    with pytest.raises(IgnoreRequest, match=forbidden) if forbidden else nullcontext():
        asyncio.run(request)
    kept = shelf["http://a.example"]
    assert (kept.status, kept.fetched_at) == (before, fetched) if before else kept.status == status


def test_a_portal_that_forbids_all_is_left_alone(envnews):
    done, web = crawl(envnews, Answer("User-agent: *\nDisallow: /\n", type="text/plain"))
    assert set(web.asked) == {"/robots.txt"}
    assert done.code == 1
    assert "forbidden by robots.txt" in done.err


def test_a_redirect_off_the_portal_is_not_followed(envnews):
    with serve(lambda request: Answer("elsewhere")) as other:
        elsewhere = other.url.replace("127.0.0.1", "localhost")

        class Leading(StaticPortal):
            def answer(self, path):
                if path.startswith("/news/light"):
                    return Answer(status=302, headers={"Location": elsewhere + path})
                return super().answer(path)

        with served(Leading()) as site:
            done = envnews("crawl", site.web.url, "--json")
        assert other.asked == []
    assert [issue[2] for issue in done.json["issues"]] == ["leads off the portal, to localhost"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(b"120", 120.0), (b"Sun, 06 Nov 1994 08:50:37 GMT", 60.0), (b"Sun, 06 Nov 1994 08:00:00 GMT", 0.0), (b"-3", None)],
)
def test_retry_after_in_both_forms(header, seconds):
    now = 784111777.0  # Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110's examples
    assert retry_after(header, now) == seconds


class Busy(StaticPortal):
    """One story answers with an error the first time, or always."""

    def __init__(self, answer, times=1):
        super().__init__()
        self.busy, self.left = answer, times

    def answer(self, path):
        if path == self.fails_once and self.left:
            self.left -= 1
            return self.busy
        self.failed.add(self.fails_once)
        return super().answer(path)


def gap_after(site, path):
    """Seconds between the first request for a path and whatever was asked next of the host."""
    place = site.web.asked.index(path)
    return site.web.when[place + 1] - site.web.when[place]


@pytest.mark.parametrize(
    "answer",
    [
        Answer("busy", 429, headers={"Retry-After": "2"}),
        Answer("busy", 503, headers={"Retry-After": "2"}),
        Answer(status=302, headers={"Location": "/news/", "Retry-After": "2"}),
    ],
    ids=["429", "503", "redirect"],
)
def test_nothing_is_asked_of_a_host_before_the_time_it_asks_for(envnews, answer):
    with served(Busy(answer)) as site:
        done = envnews("crawl", site.web.url, "--json")
    assert 2.0 <= gap_after(site, site.fails_once) < 4.0
    assert done.json["counts"][0]["new"] >= 11


def test_robots_that_ask_for_a_pause_get_it(envnews):
    class Later(Ruled):
        def robots(self):
            first = self.web.times("/robots.txt") == 1
            return Answer("busy", 503, headers={"Retry-After": "2"}) if first else StaticPortal.robots(self)

    with served(Later(None)) as site:
        done = envnews("crawl", site.web.url, "--json")
    assert gap_after(site, "/robots.txt") >= 2.0
    assert done.json["counts"][0]["new"] == 12


def test_a_host_that_asks_for_more_than_a_run_can_wait_ends_it_and_keeps_its_addresses(envnews):
    with served(Busy(Answer("busy", 503, headers={"Retry-After": "3600"}))) as site:
        first = envnews("crawl", site.web.url, "--json")
        asked = len(site.web.asked)
        second = envnews("crawl", site.web.url, "--json")
    reason = "HTTP 503: the host is left alone for 3600 s; the rest waits for the next run"
    assert site.web.asked[asked - 1] == site.fails_once
    assert first.code == 1
    assert [issue[2] for issue in first.json["issues"]] == [reason]
    assert first.json["counts"][0]["failed"] == 0
    assert second.code == 0
    assert first.json["counts"][0]["new"] + second.json["counts"][0]["new"] == 12


def test_pauses_double_for_a_host_that_stays_busy_until_the_run_gives_up():
    host = Patience(backoff=1.0, longest=20.0)
    waits = []
    for now in range(0, 500, 100):
        host.answered(503, None, tries=0, now=now)
        waits.append(host.wait(now))
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0]
    host.answered(503, None, tries=0, now=600)
    with pytest.raises(HostClosedError, match="HTTP 503, 6 times in a row"):
        host.wait(9_999)


def test_an_answer_ends_the_doubling():
    host = Patience(backoff=1.0, longest=20.0)
    for status in (503, 503, 200, 503):
        host.answered(status, None, tries=0, now=100)
    assert host.troubles == 1


def test_pages_that_fail_by_themselves_never_end_the_run():
    host = Patience(backoff=1.0, longest=20.0)
    for _ in range(100):
        host.answered(500, None, tries=2, now=0)
        host.cut(tries=2, now=0)
    assert host.wait(0) == 4.0


def test_a_host_that_gives_no_answer_is_given_up_in_the_end():
    host = Patience(backoff=1.0, longest=20.0)
    for _ in range(14):
        host.silent("timed out", now=0)
    assert host.wait(0) == 20.0
    host.silent("timed out", now=0)
    with pytest.raises(HostClosedError, match="timed out, 15 times in a row"):
        host.wait(0)


def test_a_packed_body_is_whole_only_with_its_end():
    text = b"news " * 10_000
    raw = zlib.compressobj(wbits=-15)
    packed = {b"gzip": [gzip.compress(text)], b"deflate": [zlib.compress(text), raw.compress(text) + raw.flush()]}
    for encoding, bodies in packed.items():
        for body in bodies:
            assert not is_cut(body, encoding)
            assert is_cut(body[:-9], encoding)
            assert is_cut(body[: len(body) // 2], encoding)
    assert is_cut(b"<html>not gzip at all", b"gzip")
    assert not is_cut(b"<html>", b"br")


def test_one_connection_at_a_time_and_a_pause_between_requests_even_after_a_long_one(envnews):
    portal = Busy(Answer("busy", 429, headers={"Retry-After": "1"}))
    portal.stories = portal.stories[6:]
    with wire(lambda call: portal.answer(call.path) or Answer("none", 404)) as web:
        portal.base = web.url
        done = envnews("crawl", web.url, "--json", "-s", "DOWNLOAD_DELAY=0.3", "-s", "DOWNLOAD_DELAY_JITTER=0")
    gaps = [later - sooner for sooner, later in itertools.pairwise(web.when)]
    assert done.json["counts"][0]["new"] == 6
    assert web.most_open == 1
    assert statistics.median(gaps) >= 0.28
    assert min(gaps) >= 0.15, "a busy machine notes a request late, which shortens the next gap"
    assert max(gaps) >= 1.0
