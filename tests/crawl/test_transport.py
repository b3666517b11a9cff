"""Pages that fail once, are cut off, or come from hosts in trouble: asked for again, patiently, and named if lost."""

import gzip
import time
import zlib

import pytest
from static_portal import STORIES, StaticPortal
from web import Answer
from wire import wire, written

QUICK = ("-s", "RETRY_BACKOFF=0.001")
TROUBLED = STORIES[4].path


class Troubled:
    """The static portal, but one story's page is in trouble, at first or always."""

    def __init__(self, trouble, times=1):
        self.portal = StaticPortal()
        self.portal.fails_once = ""
        self.trouble, self.times = trouble, times

    def __call__(self, call):
        answer = self.portal.answer(call.path) or Answer("<h1>Not found</h1>", 404)
        if call.path == TROUBLED and call.nth <= self.times:
            return self.trouble(call, answer)
        return answer


def crawl(envnews, behave, *options):
    with wire(behave) as web:
        behave.portal.base = web.url
        done = envnews("crawl", web.url, "--json", *QUICK, *options)
    return done, web


def shorter_than_told(call, answer):
    call.send(written(answer, length=len(answer.body) + 500))


def reset_in_the_middle(call, answer):
    call.send(written(answer, length=len(answer.body) + 500))
    time.sleep(0.05)
    call.reset()


def chunked_without_end(call, answer):
    call.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    call.send(b"200\r\n" + answer.body.encode()[:0x200] + b"\r\n")


def gzip_cut(call, answer):
    packed = gzip.compress(answer.body.encode())
    return Answer(packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})


def deflate_cut(call, answer):
    packed = zlib.compress(answer.body.encode())
    return Answer(packed[: len(packed) // 2], headers={"Content-Encoding": "deflate"})


def no_length_and_reset(call, answer):
    call.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + answer.body.encode()[:900])
    time.sleep(0.05)
    call.reset()


def nothing(call, answer):
    return None


def reset_at_once(call, answer):
    call.reset()


def half_a_head(call, answer):
    call.send(b"HTTP/1.1 200 OK\r\nContent-Type: te")


def no_http(call, answer):
    call.send(b"\x00\x01 502 bad things\r\n\r\n")


LOST = "connection lost in the middle of the page"
REASONS = {
    shorter_than_told: LOST,
    nothing: "the server hung up without an answer",
    reset_in_the_middle: LOST,
    reset_at_once: "the server hung up without an answer",
    chunked_without_end: LOST,
    half_a_head: "connection lost in the middle of the answer's head",
    gzip_cut: f"{LOST} (cut off in the middle of its packed body)",
    no_http: "the server's answer is no HTTP",
    deflate_cut: f"{LOST} (cut off in the middle of its packed body)",
}
TROUBLES = [*REASONS, no_length_and_reset]


class ManyTroubles:
    """The static portal, each story with a trouble of its own, at its first `times` tries."""

    def __init__(self, times):
        self.portal = StaticPortal()
        self.portal.fails_once = ""
        self.times = times
        self.of = dict(zip((story.path for story in STORIES), TROUBLES, strict=False))

    def __call__(self, call):
        answer = self.portal.answer(call.path) or Answer("<h1>Not found</h1>", 404)
        if call.path in self.of and call.nth <= self.times:
            return self.of[call.path](call, answer)
        return answer


def test_pages_that_fail_once_are_read_at_the_second_try(envnews):
    behave = ManyTroubles(times=1)
    done, web = crawl(envnews, behave)
    assert done.json["issues"] == []
    assert done.json["counts"][0]["new"] == 12
    assert {trouble.__name__: web.times(path) for path, trouble in behave.of.items()} == {
        trouble.__name__: 2 for trouble in TROUBLES
    }


def test_pages_that_go_on_failing_are_named_with_a_reason_and_tried_in_the_next_run(envnews):
    behave = ManyTroubles(times=3)
    with wire(behave) as web:
        behave.portal.base = web.url
        first = envnews("crawl", web.url, "--json", *QUICK)
        tries = {web.times(path) for path, trouble in behave.of.items() if trouble in REASONS}
        second = envnews("crawl", web.url, "--json", *QUICK)
    named = {url.removeprefix(web.url): reason for _, url, reason in first.json["issues"]}
    assert named == {path: REASONS[trouble] for path, trouble in behave.of.items() if trouble in REASONS}
    assert tries == {3}
    assert first.json["counts"][0]["new"] == 12 - len(REASONS)
    assert second.json["counts"][0]["new"] == len(REASONS)
    assert len(first.err.splitlines()) == 1  # the summary's; Scrapy's own warnings say the same again


def test_a_page_without_length_that_always_ends_open_is_as_long_as_it_is(envnews):
    def open_ended(call, answer):
        page = answer.body.replace("</html>", "")
        call.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode())

    done, web = crawl(envnews, Troubled(open_ended, times=99))
    assert done.json["counts"][0]["new"] == 12
    assert web.times(TROUBLED) == 2


def test_a_page_that_drips_is_cut_off_at_a_total_time(envnews):
    def drip(call, answer):
        call.drip(written(answer), 0.1)

    began = time.monotonic()
    done, _ = crawl(envnews, Troubled(drip, times=99), "-s", "DOWNLOAD_TIMEOUT=1")
    assert time.monotonic() - began < 12
    assert [issue[2] for issue in done.json["issues"]] == ["timed out"]
    assert done.json["counts"][0]["new"] == 11


def test_a_slow_first_byte_is_waited_for_and_the_second_try_has_more_time(envnews):
    def slow(call, answer):
        time.sleep(1.5)
        return answer

    done, web = crawl(envnews, Troubled(slow, times=99), "-s", "DOWNLOAD_TIMEOUT=1")
    assert done.json["counts"][0]["new"] == 12
    assert web.times(TROUBLED) == 2


def test_redirects_without_end_are_given_up_once(envnews):
    def onward(call, answer):
        return Answer(status=302, headers={"Location": f"{call.path}x"})

    class Endless(Troubled):
        def __call__(self, call):
            return onward(call, None) if call.path.startswith(TROUBLED) else super().__call__(call)

    done, web = crawl(envnews, Endless(onward))
    assert [issue[2] for issue in done.json["issues"]] == ["redirects without end"]
    assert len([path for path in web.asked if path.startswith(TROUBLED)]) == 9


def test_a_circle_of_redirects_ends_where_it_closes(envnews):
    def circle(call, answer):
        return Answer(status=302, headers={"Location": TROUBLED})

    done, web = crawl(envnews, Troubled(circle, times=99))
    assert [issue[2] for issue in done.json["issues"]] == ["redirects without end"]
    assert web.times(TROUBLED) == 1


def test_a_circle_that_sets_a_cookie_is_gone_through_once(envnews):
    def gate(call, answer):
        if "pass=1" in call.headers.get("cookie", ""):
            return answer
        return Answer(status=302, headers={"Location": TROUBLED, "Set-Cookie": "pass=1; Path=/"})

    done, web = crawl(envnews, Troubled(gate, times=99))
    assert done.json["counts"][0]["new"] == 12
    assert web.times(TROUBLED) == 2


def test_a_circle_that_sets_cookies_for_ever_is_given_up(envnews):
    def gate(call, answer):
        return Answer(status=302, headers={"Location": TROUBLED, "Set-Cookie": f"pass={call.nth}; Path=/"})

    done, web = crawl(envnews, Troubled(gate, times=99))
    assert [issue[2] for issue in done.json["issues"]] == ["redirects without end"]
    assert web.times(TROUBLED) == 2


@pytest.mark.parametrize("giver", ["the refusal", "the home page"])
def test_a_portal_that_refuses_who_holds_no_cookie_is_read_with_its_cookie(envnews, giver):
    cookie = {"Set-Cookie": "visitor=1; Path=/"}

    class Gated(Troubled):
        def __call__(self, call):
            if call.path == "/robots.txt" or "visitor=1" in call.headers.get("cookie", ""):
                return super().__call__(call)
            if giver == "the home page" and call.path == "/":
                return Answer(self.portal.answer("/").body, headers=cookie)
            return Answer("refused", 412, headers=cookie if giver == "the refusal" else {})

    done, web = crawl(envnews, Gated(None, times=0))
    assert done.json["counts"][0]["new"] == 12
    assert web.times("/") <= 2
