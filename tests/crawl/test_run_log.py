"""Each line of a run's log says which run and which portal it is about, and none says a wrong one."""

import asyncio
import json
import logging
import re
from types import SimpleNamespace

import pytest
from static_portal import StaticPortal, served

from crawler.run_log import JsonFormatter, RunFormatter, about, portal_of


def record(message="said", name="crawler.plan", **extra):
    made = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, (), None)
    made.__dict__.update(extra)
    return made


def spider(portal):
    return SimpleNamespace(portal=SimpleNamespace(id=portal))


@pytest.fixture(scope="module")
def log(envnews_of_module, tmp_path_factory):
    """The log, as JSON, of two portals crawled side by side, all that Scrapy and Twisted say included."""
    file = tmp_path_factory.mktemp("log") / "run.log"
    with served(StaticPortal()) as one, served(StaticPortal()) as other:
        urls = (one.web.url, other.web.url)
        done = envnews_of_module(
            *("crawl", *urls, "--limit", "3", "-s", "FILES=0"),
            *("-s", "LOG_LEVEL=DEBUG", "-s", f"LOG_FILE={file}", "-s", "LOG_JSON=1"),
        )
    assert "3 new" in done.err
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()], urls


def test_every_line_names_its_run(log):
    lines, _ = log
    assert len(lines) > 40
    assert {line["run"] for line in lines} == {1}


def test_no_line_about_an_address_names_another_portal(log):
    lines, urls = log
    hosts = {url.removeprefix("http://") for url in urls}
    told = [(set(re.findall(r"127\.0\.0\.1:\d+", line["message"])) & hosts, line) for line in lines]
    wrong = [line for found, line in told if len(found) == 1 and line["portal"] not in {None, *found}]
    assert not wrong
    named = [line for found, line in told if len(found) == 1 and line["portal"] in found]
    assert len(named) > 15
    assert {line["portal"] for line in lines} == hosts | {None}


def test_a_line_of_the_crawl_of_a_portal_names_it(log):
    lines, _ = log
    unknown = [line for line in lines if line["logger"].startswith("scrapy.core.engine") and not line["portal"]]
    assert not unknown


def test_what_a_record_was_given_along_counts_before_the_task():
    with about("x"):
        assert portal_of(record()) == "x"
        assert portal_of(record(spider=spider("y"))) == "y"
        assert portal_of(record(crawler=SimpleNamespace(spidercls=spider("z")))) == "z"
    assert portal_of(record()) is None


@pytest.mark.parametrize("name", ["twisted", "asyncio", "scrapy.core.downloader.handlers.http11"])
def test_beneath_the_requests_the_task_proves_nothing(name):
    with about("x"):
        assert portal_of(record(name=name)) is None
        assert portal_of(record(name=name, spider=spider("y"))) == "y"


def test_tasks_side_by_side_keep_their_portals():
    async def work(name):
        for _ in range(3):
            await asyncio.sleep(0)
            assert portal_of(record()) == name
            assert await asyncio.to_thread(portal_of, record()) == name

    async def all_of_them():
        tasks = []
        for name in "abc":
            with about(name):
                tasks.append(asyncio.ensure_future(work(name)))
        await asyncio.gather(*tasks)

    asyncio.run(all_of_them())


def test_further_lines_of_a_message_carry_the_same_and_command_no_terminal():
    form = RunFormatter(12, "%(levelname)s %(message)s")
    with about("vn-mae"):
        text = form.format(record("bad \x1b[31mtitle\x1b[0m\nWARNING run 12 other: forged"))
    assert text == "WARNING run 12 vn-mae: bad title\nrun 12 vn-mae | WARNING run 12 other: forged"
    assert RunFormatter(None, "%(message)s").format(record("no run")) == "no run"


def test_a_machine_reads_an_object_a_line():
    error = ValueError("of a test")
    line = JsonFormatter(3).format(record("two\nlines", exc_info=(ValueError, error, None)))
    told = json.loads(line)
    assert "\n" not in line
    assert (told["run"], told["portal"], told["message"], told["level"]) == (3, None, "two\nlines", "WARNING")
    assert "ValueError: of a test" in told["traceback"]
