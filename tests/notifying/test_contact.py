"""A first crawl of another machine asks who crawls, where somebody sits there to answer."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from web import Answer, serve

from crawler.contact import warn_without_contact, with_contact
from crawler.loader import spider_of
from crawler.portal import Portal

ROOT = Path(__file__).parents[2]
HINT = "set ENVNEWS_CONTACT"
PAGE = "<html><head><title>Ministry</title></head><body><h1>Ministry</h1><p>Nothing yet.</p></body></html>"


@pytest.fixture
def site():
    """A portal on this machine, by an address that is not the loopback's; `agents` saw who asked."""
    agents = []

    def answer(request):
        agents.append(request.headers["user-agent"])
        return Answer(PAGE) if request.path == "/" else None

    with serve(answer) as web:
        web.agents = agents
        web.other = web.url.replace("127.0.0.1", "0.0.0.0")  # noqa: S104 - connects to this machine, and is not loopback
        yield web


@pytest.fixture
def on_terminal(tmp_path):
    """A Python command on a terminal, given `answers` one after the other; returns what it showed."""

    def run(*command, answers=(), **variables):
        ours, its = pty.openpty()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ENVNEWS_")}
        environment |= {"ENVNEWS_ARCHIVE": str(tmp_path / "archive"), "ENVNEWS_CONFIG": str(tmp_path / "config.toml")}
        environment |= {"PYTHONPATH": str(ROOT), "TERM": "dumb", **variables}
        streams = {"stdin": its, "stderr": its, "stdout": subprocess.DEVNULL}
        with subprocess.Popen([sys.executable, *command], cwd=tmp_path, env=environment, **streams) as process:
            os.close(its)
            shown = _converse(ours, list(answers))
            os.close(ours)
            process.wait(30)
            return shown

    return run


def _converse(terminal, answers, seconds=30):
    shown, asked, end = b"", 0, time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # the other side has ended
            break
        if answers and shown.count(b"config.toml): ") + shown.count(b"x.toml): ") > asked:
            asked += 1
            os.write(terminal, answers.pop(0).encode() + b"\n")
    return shown.decode()


def crawl(site):
    return ["-m", "crawler", "crawl", f"{site.other}/", "-s", "DOWNLOAD_DELAY=0"]


def asking(home="https://ministry.example/", **overrides):
    """What a crawl does before its first request; it says on standard error what came of it."""
    imports = "import sys; from crawler.contact import with_contact; from crawler.portal import Portal"
    said = f"with_contact([Portal(id='x', home={home!r})], {overrides!r})"
    return ["-c", f"{imports}; print('SETTINGS', {said}, file=sys.stderr)"]


def test_on_a_terminal_the_contact_is_asked_for_before_the_first_request_and_once(site, on_terminal, tmp_path):
    shown = on_terminal(*crawl(site), answers=["ada", "ada@example.org"])
    assert "'ada' is neither an e-mail address" in shown
    assert site.agents
    assert all("ada@example.org" in agent for agent in site.agents)
    assert 'contact = "ada@example.org"' in (tmp_path / "config.toml").read_text()
    shown = on_terminal(*asking())
    assert "SETTINGS {'CONTACT': 'ada@example.org'}" in shown
    assert "e-mail" not in shown


def test_an_empty_answer_is_remembered_and_not_asked_for_again(on_terminal):
    shown = on_terminal(*asking(), answers=[""])
    assert "e-mail" in shown
    assert "SETTINGS {}" in shown
    shown = on_terminal(*asking())
    assert "e-mail" not in shown


def test_where_the_answer_cannot_be_kept_it_is_used_all_the_same(on_terminal):
    shown = on_terminal(*asking(), answers=["ada@example.org"], ENVNEWS_CONFIG="/proc/none/x.toml")
    assert "x.toml cannot be written: " in shown
    assert "SETTINGS {'CONTACT': 'ada@example.org'}" in shown


@pytest.mark.parametrize(
    "command", [asking("http://127.0.0.1:8000/"), asking("http://[::1]/"), asking(CONTACT="x"), asking(USER_AGENT="x")]
)
def test_nobody_is_asked_for_a_portal_on_this_machine_nor_where_it_is_given(on_terminal, command):
    assert "e-mail" not in on_terminal(*command)


def test_without_a_terminal_a_line_says_how_a_contact_is_given(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("ENVNEWS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("ENVNEWS_CONTACT", raising=False)
    elsewhere = [Portal(id="x", home="https://ministry.example/")]
    assert with_contact(elsewhere, {}) == {}
    warn_without_contact(elsewhere, {})
    assert HINT in capsys.readouterr().err
    warn_without_contact([Portal(id="x", home="http://127.0.0.1/")], {})
    (tmp_path / "config.toml").write_text('contact = "none"\n')
    warn_without_contact(elsewhere, {})
    assert not capsys.readouterr().err


def test_a_contact_of_the_file_stands_in_the_user_agent_of_each_spider(monkeypatch, tmp_path):
    monkeypatch.setenv("ENVNEWS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("ENVNEWS_CONTACT", raising=False)
    (tmp_path / "config.toml").write_text('contact = "ada@example.org"\n')
    assert "; ada@example.org)" in agent()
    assert "; bo@example.org)" in agent(CONTACT="bo@example.org")
    monkeypatch.setenv("ENVNEWS_CONTACT", "none")
    assert "; no contact given)" in agent()


def agent(**given):
    settings = Settings({"USER_AGENT": "envnews/0.1", **given})
    spider_of(Portal(id="x", home="https://ministry.example/")).update_settings(settings)
    return settings["USER_AGENT"]


def test_scrapys_own_commands_refuse_a_wrong_file_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("ENVNEWS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("ENVNEWS_CONTACT", raising=False)
    (tmp_path / "config.toml").write_text('contact = "ada"\n')
    with pytest.raises(UsageError, match="contact: neither an e-mail address") as refused:
        agent()
    assert refused.value.print_help is False  # then Scrapy prints the line alone
