"""How requests to one host are spread, whichever portal's crawl makes them."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from protego import Protego
from scrapy.settings import Settings

from archive.robots import Robots
from crawler.hosts import Places, host_at
from crawler.manners import manners_for
from crawler.pace import Pace, rest_after
from crawler.portal import Portal
from crawler.portal_faults import faults
from crawler.rules import ROBOTS_BYTES, asked_delay, rules_in

AGENT = "envnews"


def rest(before, latency, *, well=True, longest=30.0):
    return rest_after(before, latency, well=well, share=0.5, longest=longest)


def test_a_host_rests_as_long_as_it_worked():
    pace = Pace()
    pace.begin(100.0)
    pace.end(104.0)
    pace.answered(4.0, well=True, share=0.5, longest=30.0)
    assert pace.wait(1.0, 104.0) == 4.0
    assert pace.wait(1.0, 108.0) == 0.0


def test_a_rest_grows_at_once_and_shrinks_step_by_step_within_its_bound():
    assert rest(1.0, 8.0) == 8.0
    assert rest(8.0, 1.0) == 4.5
    assert rest(8.0, 300.0) == 30.0


def test_an_error_that_comes_fast_does_not_shorten_the_rest():
    assert rest(8.0, 0.01, well=False) == 8.0
    assert rest(1.0, 8.0, well=False) == 8.0


def test_what_the_file_and_the_rules_ask_for_is_the_least():
    pace = Pace(crawl_delay=5.0)
    pace.begin(100.0)
    pace.end(100.1)
    pace.answered(0.1, well=True, share=0.5, longest=30.0)
    assert pace.wait(1.0, 100.1) == pytest.approx(4.9)
    assert pace.wait(9.0, 100.1) == pytest.approx(8.9)


def settings(**given):
    made = Settings()
    made.setmodule("crawler.settings", priority="project")
    made.setdict(given, priority="cmdline")
    return made


def test_on_this_machine_there_is_no_pause_unless_it_is_asked_for():
    here, far = "http://127.0.0.1:8000/", "https://news.example/"
    assert manners_for(here, settings(), is_own=True).delay == 0.0
    assert not manners_for(here, settings(), is_own=True).throttled
    assert manners_for(here, settings(DOWNLOAD_DELAY=0.5, THROTTLE=True), is_own=True).delay == 0.5
    assert manners_for(far, settings(), is_own=True).throttled
    assert manners_for(far, settings(), is_own=False).delay == 1.0


def test_a_file_that_allows_more_connections_speaks_of_its_own_hosts():
    allowed = settings(CONCURRENT_REQUESTS_PER_DOMAIN=4)
    assert manners_for("https://news.example/", allowed, is_own=True).connections == 4
    assert manners_for("https://cdn.example/", allowed, is_own=False).connections == 1


def test_all_crawls_know_one_host_by_its_name_whatever_scheme_and_port():
    async def look():
        known = [
            host_at(url, settings()) for url in ("http://a.example/x", "https://a.example:8443/", "https://b.example")
        ]
        here = [host_at(f"http://127.0.0.1:{port}/", settings()) for port in (1, 2)]
        return known[0] is known[1], known[0] is known[2], here[0] is here[1]

    assert asyncio.run(look()) == (True, False, False)


async def most_at_once(wanted, *, cancelled=()):
    """How many hold a place at the most, each of those that want `wanted` of them; some give up waiting."""
    places, held, most = Places(), 0, 0

    async def use(allowed):
        nonlocal held, most
        async with places.taken(allowed):
            held += 1
            most = max(most, held)
            try:
                await asyncio.sleep(0.001)
            finally:
                held -= 1

    tasks = [asyncio.ensure_future(use(allowed)) for allowed in wanted]
    await asyncio.sleep(0)
    for number in cancelled:
        tasks[number].cancel()
    await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)
    return most


@pytest.mark.parametrize(
    ("wanted", "cancelled", "most"),
    [([1] * 9, (), 1), ([3] * 9, (), 3), ([1] * 9, (0, 1, 5), 1), ([2, 2, 1, 2, 2], (2,), 2), ([1, 8, 1, 8], (), 8)],
)
def test_no_more_hold_a_place_than_may_and_nobody_waits_for_ever(wanted, cancelled, most):
    assert asyncio.run(most_at_once(wanted, cancelled=cancelled)) <= most


def rules(body, status=200):
    text = rules_in(Robots(status=status, body=body, fetched_at=None))
    return Protego.parse(text)


def allowed(body, url):
    return rules(body).can_fetch(url, AGENT)


HOST = "https://a.example"


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (b"User-agent: *\r\nDisallow: /x/\r\n", "/x/1"),
        (b"User-agent: *\rDisallow: /x/\r", "/x/1"),
        ("User-agent: *\nDisallow: /x/\n".encode("utf-16"), "/x/1"),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /x/\n", "/x/1"),
        ("User-agent: *\nDisallow: /actualités/\n".encode("latin-1"), "/actualit%E9s/1"),
        ("User-agent: *\nDisallow: /actualités/\n".encode("latin-1"), "/actualit%C3%A9s/1"),
        ("User-agent: *\nDisallow: /ข่าว/\n".encode(), "/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7/1"),
        (b"User-agent: *\nDisallow: /%e5%86%85/\n", "/内/1"),
        ("User-agent: *\nDisallow: /سري/\n".encode(), "/%D8%B3%D8%B1%D9%8A/1"),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf"),
        (b"User-agent: *\nDisallow: /*?print=\n", "/a?print=1"),
        (
            b"User-agent: ENVNEWS\nUser-agent: b\nDisallow: /a\n\nUser-agent: *\n\nUser-agent: envnews\nDisallow: /x\n",
            "/x",
        ),
    ],
)
def test_what_is_forbidden_is_understood_in_every_spelling(body, url):
    assert not allowed(body, HOST + url)
    assert allowed(body, HOST + "/news/1")


def test_a_rule_that_is_cut_off_at_the_bound_says_nothing():
    filler = b"#" * (ROBOTS_BYTES - len(b"User-agent: *\nDisallow: /x\n\nDisallow: /"))
    body = b"User-agent: *\nDisallow: /x\n" + filler + b"\nDisallow: /news-of-old\n"
    assert body[:ROBOTS_BYTES].endswith(b"Disallow: /")
    assert allowed(body, HOST + "/news")
    assert not allowed(body, HOST + "/x")


def test_a_mark_that_python_takes_for_a_line_end_is_none():
    assert allowed("User-agent: *\nAllow: /a\u2028Disallow: /news\n".encode(), HOST + "/news")


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("Crawl-delay: 2.5", 2.5), ("Crawl-delay: soon", 0), ("Crawl-delay: -1", 0), ("Crawl-delay: nan", 0),
        ("Crawl-delay: inf", 0), ("Crawl-delay: 1e9", 1e9), ("Request-rate: 1/10", 10), ("Request-rate: 2/1m", 30),
        ("Request-rate: 0/0", 0), ("Disallow: /x", 0),
    ],
)  # fmt: skip
def test_a_pause_is_read_in_either_form_and_nonsense_is_none(line, seconds):
    assert asked_delay(rules(f"User-agent: *\n{line}\n".encode()), AGENT) == seconds


@pytest.mark.parametrize(("connections", "wrong"), [(0, True), (1, False), (8, False), (9, True)])
def test_a_file_allows_one_to_eight_connections(connections, wrong):
    portal = Portal(id="nz-a", home="https://a.nz/", name="A", country="NZ", connections=connections)
    found = [key for key, _ in faults(portal, Path("nz/nz-a.toml"), date(2026, 11, 23))]
    assert ("connections" in found) == wrong
