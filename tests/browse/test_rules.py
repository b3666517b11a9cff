"""The rules around all pages: headers, names of hosts, nothing is written, no SQL of visitors."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from preloaded import start
from website import serving

from archive import Archive
from archive.browse.security import is_known_host

OURS = ("/", "/changes", "/portals", "/portal/m", "/about", "/nothing", "/portal/nobody", "/changes?since=x", "/about/")
DATASETTES = (
    *("/archive", "/archive/articles", "/archive/articles.json", "/archive/nothing", "/archive/nothing.json"),
    *("/archive?sql=select+1", "/-/static/app.css", "/archive/articles/1", "/archive.db"),
)


def directives(policy: str) -> dict[str, set[str]]:
    return {part.split()[0]: set(part.split()[1:]) for part in policy.split(";")}


@pytest.mark.parametrize("path", [*OURS, *DATASETTES, "/chart/small.svg?from=2025-01&n=1", "/static/site.css"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_answer_has_a_policy_that_reaches_nobody_else(site, path, method):
    headers = site.get(path, method).headers
    policy = directives(headers["content-security-policy"])
    assert policy["default-src"] == {"'none'"}
    assert policy["frame-ancestors"] == {"'none'"}
    allowed = set().union(*(values for name, values in policy.items() if name != "sandbox"))
    assert allowed <= {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "set-cookie" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("path", OURS)
def test_our_pages_allow_no_script_and_no_style_but_our_file(site, path):
    policy = directives(site.get(path).headers["content-security-policy"])
    assert policy["style-src"] == {"'self'"}
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "127.0.0.1.evil.example", "localhost.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/archive/articles.json", "/-/static/app.css"])
def test_a_name_that_is_not_ours_is_refused(site, host, path):
    told = site.get(path, Host=host)
    assert told.status == 421
    assert b"stories" not in told.body


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8001", "127.0.0.1:1", "[::1]:8001", "LOCALHOST.", "192.168.1.7:80"]
)
def test_addresses_and_localhost_are_ours(site, host):
    assert site.get("/about", Host=host).status == 200


def test_a_name_that_was_given_is_ours():
    assert is_known_host("news.example:443", {"news.example"})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/archive", "/archive/articles", "/archive/articles/1", "/-/messages"])
def test_nothing_can_be_sent(site, method, path):
    assert site.get(path, method).status == 405


@pytest.mark.parametrize(
    "path", ["/archive?sql=select+1", "/archive.json?sql=select+1", "/archive/articles?_where=1", "/archive.db"]
)
def test_visitors_ask_no_sql_and_take_no_file(site, path):
    assert site.get(path).status in {400, 403}


def test_datasettes_tables_and_json_are_at_hand_and_those_of_the_machinery_are_not_listed(site):
    listed = site.get("/archive.json").text
    assert '"articles"' in listed
    told = site.get("/archive/articles.json?_shape=array&_facet=portal")
    assert told.status == 200
    assert '"title"' in told.text
    page = site.get("/archive").text
    assert "/archive/portals" in page
    assert "/archive/row_seals" not in page


def test_a_spreadsheet_computes_nothing_of_datasettes_csv(stocked, tmp_path):
    folder = Path(copytree(stocked, tmp_path / "news"))
    with Archive(folder) as archive:
        archive.remember_portal("formula", name='=HYPERLINK("http://evil.example")')
    with serving(folder) as site:
        for path in ("/archive/portals.csv?_size=max", "/archive/portals.csv?_dl=1", "/archive/portals/formula.csv"):
            text = site.get(path).text
            assert "\"'=HYPERLINK(" in text
            assert '"=HYPERLINK(' not in text


def test_the_database_is_as_it_was(site, stocked):
    before = (stocked / "archive.db").read_bytes()
    for path in (*OURS, *DATASETTES):
        site.get(path)
    assert (stocked / "archive.db").read_bytes() == before


def test_with_sql_switched_on_it_still_only_reads(stocked):
    with serving(stocked, sql=True, names=("news.example",)) as site:
        assert "[[2]]" in site.get("/archive.json?sql=select+1%2B1").text
        for statement in ("delete+from+articles", "attach+'/tmp/x.db'+as+x", "pragma+journal_mode=delete"):
            assert site.get(f"/archive.json?sql={statement}").status == 400
        endless = "with+recursive+c(x)+as+(select+1+union+all+select+x%2B1+from+c)+select+max(x)+from+c"
        began = time.monotonic()
        assert site.get(f"/archive.json?sql={endless}").status == 400
        assert time.monotonic() - began < 5
        assert site.get("/about", Host="news.example").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_its_address_and_ends_cleanly(stocked, tmp_path, number):
    read, write = os.pipe()
    process = start(("browse", "--archive", str(stocked), "--port", "0"), tmp_path, dict(os.environ), write, write)
    os.close(write)
    with os.fdopen(read) as out:
        line = out.readline()
        assert line.startswith(f"The archive {stocked} is at http://127.0.0.1:")
        process.send_signal(number)
        assert process.wait(20) == 0
        assert out.read() == ""


def test_a_port_that_is_taken_and_a_folder_without_an_archive_are_told_in_a_line(envnews, stocked, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = envnews("browse", "--archive", str(stocked), "--port", str(port))
    assert told.code == 2
    assert told.err.startswith(f"envnews: 127.0.0.1, port {port}: Address already in use")
    told = envnews("browse", "--archive", str(tmp_path / "none"))
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "no archive in" in told.err


def test_an_archive_that_is_taken_away_is_told(tmp_path, made):
    folder = Path(copytree(made[0], tmp_path / "copy"))
    with serving(folder) as site:
        assert site.get("/about").status == 200
        rmtree(folder)
        told = site.get("/about")
        assert told.status == 503
        assert "no archive in" in told.text


def test_the_command_starts_without_the_server_behind_it():
    code = (
        "import sys, archive.cli, archive.browse_cli;"
        "print([m for m in ('datasette', 'uvicorn', 'pygal', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
