"""What the portal's operator asks for is done."""

import pytest
from static_portal import StaticPortal, served
from web import Answer, serve

from crawler.middlewares import gzip_is_whole, retry_after


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


def test_no_robots_allow_everything(envnews):
    done, _ = crawl(envnews, Answer("none", 404))
    assert done.json["counts"][0]["new"] == 12


def test_a_portal_that_forbids_all_is_left_alone(envnews):
    done, web = crawl(envnews, Answer("User-agent: *\nDisallow: /\n", type="text/plain"))
    assert set(web.asked) == {"/robots.txt"}
    assert done.code == 1
    assert "forbidden by robots.txt" in done.err


def test_a_byte_order_mark_does_not_hide_the_first_rule(envnews):
    _, web = crawl(envnews, Answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", type="text/plain"))
    assert set(web.asked) == {"/robots.txt"}


def test_rules_for_our_name_come_before_rules_for_all(envnews):
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: envnews\nAllow: /\n"
    done, _ = crawl(envnews, Answer(rules, type="text/plain"))
    assert done.json["counts"][0]["new"] == 12


def test_crawl_delay_is_kept(envnews):
    _, web = crawl(envnews, Answer("User-agent: *\nCrawl-delay: 0.3\n", type="text/plain"), "--limit", "3")
    gaps = [later - sooner for sooner, later in zip(web.when[1:], web.when[2:], strict=False)]
    assert len(gaps) >= 3
    assert min(gaps) >= 0.28


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


def test_a_server_that_is_busy_gets_the_pause_it_asks_for(envnews):
    class Busy(StaticPortal):
        def answer(self, path):
            reply = super().answer(path)
            return Answer("busy", 429, headers={"Retry-After": "1"}) if reply and reply.status == 503 else reply

    with served(Busy()) as site:
        envnews("crawl", site.web.url)
    when = zip(site.web.asked, site.web.when, strict=True)
    first, second = (moment for path, moment in when if path == site.fails_once)
    assert second - first >= 1.0


def test_a_gzip_is_whole_only_with_its_end():
    import gzip

    data = gzip.compress(b"news " * 10_000)
    assert gzip_is_whole(data)
    assert not gzip_is_whole(data[:-9])
    assert not gzip_is_whole(data[: len(data) // 2])
    assert not gzip_is_whole(b"<html>not gzip at all")
