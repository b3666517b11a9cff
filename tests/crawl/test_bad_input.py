"""Wrong commands: one clear line on standard error, exit code 2, never a traceback."""

import socket
import sqlite3

import pytest


def refused(done, *words):
    assert done.code == 2, (done.out, done.err)
    lines = done.err.strip().splitlines()
    assert "Traceback" not in done.err
    assert len(lines) == 1, done.err
    for word in words:
        assert word in lines[0]


def test_an_unknown_portal_gets_a_suggestion(envnews):
    refused(envnews("crawl", "vn-monree"), "vn-monree", "did you mean 'vn-monre'")


def test_a_url_without_a_scheme(envnews):
    refused(envnews("crawl", "mae.gov.vn"), "mae.gov.vn", "scheme", "https://")


@pytest.mark.parametrize("target", ["ftp://mae.gov.vn/", "https://", "http:///x"])
def test_an_address_that_is_none(envnews, target):
    refused(envnews("crawl", target), target)


def test_a_host_that_does_not_answer(envnews):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    done = envnews("crawl", url, "-s", "RETRY_BACKOFF=0.02")
    refused(done, "does not answer", "connection refused")
    assert done.out == ""


def test_one_of_two_portals_that_does_not_answer_does_not_stop_the_other(envnews, portal):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{free.getsockname()[1]}/"
    done = envnews("crawl", dead, portal.web.url, "-s", "RETRY_BACKOFF=0.02")
    assert done.code == 1
    assert f"envnews: {dead[7:-1]}: does not answer: connection refused" in done.err.splitlines()
    assert len(envnews("export").json) == 12


def test_a_host_that_does_not_exist(envnews):
    url = "http://no-such-ministry.invalid/"
    refused(envnews("crawl", url, "-s", "RETRY_BACKOFF=0.02"), "does not answer")


def test_no_command_at_all_shows_the_help(envnews):
    done = envnews()
    assert (done.code, done.err) == (0, "")
    assert "crawl" in done.out


def test_a_broken_portal_file_names_file_key_and_reason(envnews, tmp_path):
    folder = tmp_path / "mine" / "vn"
    folder.mkdir(parents=True)
    (folder / "vn-broken.toml").write_text(
        'id = "vn-broken"\nname = "Broken"\ncountry = "VN"\nhome = "mae.gov.vn"\n[evidence]\nconfidence = "seen"\n'
    )
    refused(envnews("crawl", "vn-broken", "--portals", str(tmp_path / "mine")), "vn-broken.toml", "home")


def test_an_archive_folder_that_cannot_be_written(envnews, tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    refused(envnews("crawl", "http://127.0.0.1:9/", "--archive", str(blocker / "archive")), str(blocker))


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to look at" * 40, b"SQLite format 3\0" + b"\1" * 4096]
)
def test_a_damaged_database(envnews, tmp_path, content):
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "archive.db").write_bytes(content)
    refused(envnews("search", "rừng"), "archive.db")
    refused(envnews("crawl", "http://127.0.0.1:9/"), "archive.db")
    assert (folder / "archive.db").read_bytes() == content


def test_a_database_that_is_not_ours(envnews, tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    other = sqlite3.connect(folder / "archive.db")
    other.execute("CREATE TABLE invoices (id)")
    other.commit()
    other.close()
    before = (folder / "archive.db").read_bytes()
    refused(envnews("crawl", "http://127.0.0.1:9/"), "archive.db")
    assert (folder / "archive.db").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["archive.db"]


@pytest.mark.parametrize("command", [("crawl", "http://127.0.0.1:9/"), ("search", "rừng"), ("export",)])
@pytest.mark.parametrize("date", ["yesterday-ish", "2025-13-01", "2025-02-30"])
def test_a_date_that_is_none(envnews, command, date):
    refused(envnews(*command, "--since", date), date)


@pytest.mark.parametrize("query", ["", "   ", "!!!"])
def test_an_empty_search(envnews, query):
    refused(envnews("search", query))


def test_an_archive_that_is_not_there(envnews):
    refused(envnews("search", "rừng"), "no archive")
    refused(envnews("show", "1"), "no archive")
    refused(envnews("export"), "no archive")


@pytest.mark.parametrize("setting", ["DOWNLOAD_DELAY", "=3", "a b=3"])
def test_a_setting_that_is_none(envnews, setting):
    refused(envnews("crawl", "http://127.0.0.1:9/", "-s", setting), "NAME=VALUE")


@pytest.mark.parametrize(
    "setting",
    [
        "CONCURRENT_REQUESTS=abc",
        "RETRY_TIMES=2.5",
        "DOWNLOAD_DELAY=soon",
        "ROBOTSTXT_OBEY=maybe",
        "LOG_LEVEL=FOO",
        "ITEM_PIPELINES=none",
        "RETRY_BACKOFF=nan",
    ],
)
def test_a_setting_that_scrapy_could_not_use(envnews, setting):
    refused(envnews("crawl", "http://127.0.0.1:9/", "-s", setting), setting, setting.partition("=")[2])


@pytest.mark.parametrize(
    "arguments", [("crawl",), ("crawl", "x", "--limit", "0"), ("export", "--format", "xml"), ("nonsense",)]
)
def test_commands_that_are_none(envnews, arguments):
    refused(envnews(*arguments))
