"""The server, over real HTTP on loopback."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from crawler.demo.answers import FLAKY_ID
from crawler.demo.edition import story_path
from crawler.demo.server import serve
from crawler.demo.site import Site

SITE = Site()


@pytest.fixture
def served():
    with serve(SITE) as running:
        yield running


@pytest.fixture
def connection(served):
    client = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=5)
    yield client
    client.close()


def ask(connection, target, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, target, headers=named)
    response = connection.getresponse()
    return response, response.read()


def test_one_connection_carries_many_requests(connection):
    ask(connection, "/")
    first, seconds = connection.sock, []
    for _ in range(20):
        started = time.monotonic()
        assert ask(connection, "/")[0].status == 200
        seconds.append(time.monotonic() - started)
    assert connection.sock is first
    assert min(seconds) < 0.035  # Nagle's algorithm would cost 40 ms each


def test_a_page_that_did_not_change_answers_304_although_its_counter_grew(connection):
    first, body = ask(connection, "/thong-cao-bao-chi")
    second, again = ask(connection, "/thong-cao-bao-chi")
    assert body != again
    unchanged, nothing = ask(connection, "/thong-cao-bao-chi", If_None_Match=second.headers["ETag"])
    assert (unchanged.status, nothing, unchanged.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_last_modified_is_a_validator_too(connection):
    path = story_path(SITE.edition.by_id[2001])
    modified = ask(connection, path)[0].headers["Last-Modified"]
    assert modified == "Mon, 12 Jun 2023 00:00:00 GMT"
    assert ask(connection, path, If_Modified_Since=modified)[0].status == 304
    assert ask(connection, path, If_Modified_Since="Sun, 11 Jun 2023 00:00:00 GMT")[0].status == 200
    assert ask(connection, path, If_Modified_Since="yesterday")[0].status == 200
    assert ask(connection, path, If_Modified_Since="Mon, 12 Jun 2023 00:00:00 -0000")[0].status == 304


def test_an_edit_while_the_server_runs_is_seen(served, connection):
    path = story_path(SITE.edition.by_id[2001])
    tag = ask(connection, path)[0].headers["ETag"]
    served.site = SITE.with_edit(2001, title="Tiêu đề đã sửa")
    response, body = ask(connection, path, If_None_Match=tag)
    assert response.status == 200
    assert "Tiêu đề đã sửa" in body.decode()


def test_the_flaky_story_fails_once_for_each_server(served, connection):
    path = story_path(SITE.edition.by_id[FLAKY_ID])
    assert [ask(connection, path)[0].status for _ in range(3)] == [503, 200, 200]
    with serve(SITE) as other:
        client = http.client.HTTPConnection(urlsplit(other.url).netloc, timeout=5)
        assert ask(client, path)[0].status == 503
        client.close()


def test_errors_and_redirects_answer_as_such(served, connection):
    assert ask(connection, "/khong-co")[0].status == 404
    assert ask(connection, "/loi.aspx")[0].status == 500
    assert ask(connection, "/", method="POST")[0].status == 405
    response, _ = ask(connection, "/bai-cu/2001.htm")
    assert (response.status, response.headers["Location"]) == (301, served.url + story_path(SITE.edition.by_id[2001]))


def test_head_tells_the_length_and_sends_nothing(connection):
    length = ask(connection, "/", method="HEAD")[0].headers["Content-Length"]
    response, body = ask(connection, "/")
    assert int(length) == len(body)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_log_tells_what_was_asked(served, connection):
    ask(connection, "/robots.txt", User_Agent="envnews-test")
    (logged,) = served.log
    assert (logged.method, logged.path, logged.status) == ("GET", "/robots.txt", 200)
    assert logged.headers["user-agent"] == "envnews-test"
    assert served.paths == ["/robots.txt"]


def test_it_is_quiet_and_closes_fast_while_a_client_holds_on(capfd):
    with serve(SITE) as running:
        client = http.client.HTTPConnection(urlsplit(running.url).netloc, timeout=5)
        ask(client, "/")
        with socket.create_connection((urlsplit(running.url).hostname, urlsplit(running.url).port)) as rude:
            rude.sendall(b"GET / HT")
        started = time.monotonic()
    assert time.monotonic() - started < 3
    client.close()
    assert capfd.readouterr() == ("", "")


def test_the_delay_is_kept():
    with serve(SITE.with_options(delay=0.1)) as running:
        client = http.client.HTTPConnection(urlsplit(running.url).netloc, timeout=5)
        started = time.monotonic()
        ask(client, "/robots.txt")
        assert time.monotonic() - started >= 0.1
        client.close()


def _interruptible():
    """A shell that starts the tests in the background lets them, and all that they start, ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_the_command_serves_until_it_is_interrupted():
    command = [sys.executable, "-m", "crawler.demo", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, preexec_fn=_interruptible, **pipes) as process:  # noqa: PLW1509 - it takes no lock
        url = process.stdout.readline().split(" at ")[1].split()[0]
        client = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
        assert ask(client, "/rss/tin-tuc.rss")[0].status == 200
        client.close()
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_one_clear_line(served):
    port = str(urlsplit(served.url).port)
    done = subprocess.run(
        [sys.executable, "-m", "crawler.demo", "--port", port], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr == f"Error: port {port}: Address already in use\n"
