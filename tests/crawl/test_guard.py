"""No page of a public portal leads us to a place that not everybody can reach, whatever name or notation it has."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest
from static_portal import STORIES, StaticPortal, served
from web import Answer

from crawler.address_guard import Guard, is_public, named_address

HOME = "https://news.example/"
OTHER = "https://cdn.example/a.jpg"


def test_a_portal_whose_home_is_public_stays_public_whatever_its_names_lead_to_later():
    guard = Guard(HOME)
    assert guard.admits("93.184.216.34", HOME, is_own=True)
    assert not guard.admits("127.0.0.1", HOME, is_own=True)
    assert not guard.admits("10.0.0.1", "https://files.news.example/", is_own=True)
    assert guard.admits("2606:2800:220:1::1", OTHER, is_own=False)


def test_a_portal_that_the_user_has_at_home_may_stay_there_but_leads_to_no_other_place_within():
    guard = Guard("http://192.168.1.5:8080/")
    assert guard.admits("192.168.1.5", "http://192.168.1.5:8080/robots.txt", is_own=True)
    assert guard.admits("192.168.1.6", "http://files.intern/", is_own=True)
    assert not guard.admits("192.168.1.1", "http://192.168.1.1/", is_own=False)
    assert guard.admits("93.184.216.34", OTHER, is_own=False)


def test_a_foreign_host_says_nothing_of_the_portal():
    guard = Guard(HOME)
    assert not guard.admits("10.0.0.1", OTHER, is_own=False)
    assert guard.is_local is None


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"), ("2130706433", "127.0.0.1"), ("0x7f.1", "127.0.0.1"), ("0177.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"), ("127.0.0.1.", "127.0.0.1"), ("０x7f.１", "127.0.0.1"), ("127。0。0。1", "127.0.0.1"),
        ("LocalHost.", "127.0.0.1"), ("a.localhost", "127.0.0.1"), ("::ffff:127.0.0.1", "::ffff:7f00:1"),
        ("[fe80::1%eth0]", "fe80::1%eth0"), ("news.example", None), ("", None), ("môi-trường.vn", None),
    ],
)  # fmt: skip
def test_an_address_in_any_notation_is_known_as_one(host, address):
    assert named_address(host) == address


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b:1::7f00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:470:1:2:0:5efe:7f00:1", "2001:db8::1",
        "2002:a00:1::1", "::ffff:0:7f00:1", "3fff::1", "2606:2800::1%eth0", "::ffff:93.184.216.34%1", "192.0.2.1",
    ],
)  # fmt: skip
def test_what_stands_for_an_inner_address_or_for_none_is_not_public(address):
    assert not is_public(address)


class Listener:
    """A place within that nobody should call. calls: how many bytes of a request it was sent."""

    def __init__(self, host, port):
        self.socket = socket.create_server((host, port))
        self.heard = b""
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        with suppress(OSError):
            while True:
                with self.socket.accept()[0] as connection:
                    self.heard += connection.recv(1000)

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class Leading(StaticPortal):
    """A public portal whose pictures and one of whose stories lead within."""

    WAYS = (
        "127.0.0.2", "2130706434", "0x7f.2", "0177.0.0.2", "127.2", "[::ffff:127.0.0.2]", "127.0.0.2.", "１２７.0.0.2",
        "inner.example", "inner6.example", "localhost.", "later.example",
    )  # fmt: skip
    WITHIN = STORIES[6].path  # it redirects to the portal's own host by a name that leads within

    def answer(self, path):
        if path == self.WITHIN:
            port = self.base.rpartition(":")[2]
            return Answer(status=302, headers={"Location": f"http://www.news.example:{port}{path}"})
        return super().answer(path)

    def story(self, story, *, is_copy):
        port = self.base.rpartition(":")[2]
        way = f"http://{self.WAYS[story.number - 1]}:{port}/{story.number}.jpg"
        return super().story(story, is_copy=is_copy).replace(f"/img/{story.number}.jpg", way)


NAMES = {
    "news.example": [["93.184.216.34"]],
    "www.news.example": [["127.0.0.2"]],
    "inner.example": [["127.0.0.2"]],
    "inner6.example": [["::ffff:127.0.0.2"]],
    "later.example": [["127.0.0.2"], ["93.184.216.34"]],
    "localhost.": [["127.0.0.1"]],
    "moved.example": [["93.184.216.34"]],
}


def far(tmp_path, *arguments):
    """Run the command with far.py around it."""
    environment = {
        **os.environ,
        "FAR": json.dumps(NAMES),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "ENVNEWS_ARCHIVE": str(tmp_path / "archive"),
        "ENVNEWS_CONFIG": str(tmp_path / "config.toml"),
        "ENVNEWS_CONTACT": "ada@news.example",
    }
    quick = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_BACKOFF=0.01", "-s", "RETRY_TIMES=0")
    command = [sys.executable, Path(__file__).with_name("far.py"), *arguments, *quick]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=90)  # noqa: PLW1510


def test_no_picture_redirect_or_name_of_a_public_portal_leads_within(tmp_path):
    with served(Leading()) as site:
        port = int(site.web.url.rpartition(":")[2])
        site.base, site.fails_once = f"http://news.example:{port}", None
        with closing(Listener("127.0.0.2", port)) as within:
            done = far(tmp_path, "crawl", f"{site.base}/", "--json")
        assert within.heard == b""
    result = json.loads(done.stdout)
    assert [issue[2] for issue in result["issues"]] == ["leads to a private address (127.0.0.2)"]
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as database:
        rows = database.execute("SELECT url, reason FROM addresses WHERE kind = 'image'").fetchall()
    refused = [url for url, reason in rows if reason.startswith("leads to a private address")]
    assert len(refused) == len(rows) >= len(Leading.WAYS) - 1  # one story is not stored


def test_a_look_at_a_portal_that_moved_within_does_not_go_there(tmp_path):
    with served(StaticPortal()) as site:
        port = int(site.web.url.rpartition(":")[2])
        site.home = lambda: Answer(status=302, headers={"Location": f"http://inner.example:{port}/"})
        with closing(Listener("127.0.0.2", port)) as within:
            done = far(tmp_path, "portals", "add", f"http://moved.example:{port}/", "--country", "NZ", "-o", "-")
        assert within.heard == b""
    assert done.returncode != 0
    assert "leads to a private address (127.0.0.2)" in done.stderr + done.stdout
