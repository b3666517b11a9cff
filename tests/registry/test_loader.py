"""Every active portal is a Scrapy spider."""

import os
import subprocess
from pathlib import Path

import preloaded
import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawler import registry
from crawler.loader import PortalSpiderLoader, spider_of
from crawler.portal import Portal
from crawler.registry import Registry
from crawler.spiders.portal import PortalSpider

ROOT = Path(__file__).parents[2]


@pytest.fixture
def loader(write, tmp_path) -> PortalSpiderLoader:
    write("vn-a", delay=7)
    write("vn-broken", home="nowhere")
    write("vn-gone", state="archived", successor="vn-a")
    write("vn-stub", state="disabled")
    return PortalSpiderLoader(Registry([tmp_path]))


def test_active_portals_are_listed_and_a_broken_file_is_named_in_one_line(loader):
    with pytest.warns(UserWarning, match=r"vn-broken\.toml: home: 'nowhere' has no scheme$") as warned:
        assert loader.list() == ["vn-a"]
    assert len(warned) == 1


def test_a_portal_is_a_spider_class_of_its_name(loader):
    spider = loader.load("vn-a")
    assert issubclass(spider, PortalSpider)
    assert (spider.name, spider.portal.id, spider.__name__) == ("vn-a", "vn-a", "VnASpider")
    assert loader.load("vn-a") is spider


def test_a_portal_that_no_file_describes_is_a_spider_too(loader):
    spider = spider_of(Portal(id="ministry.example:8000", home="http://ministry.example:8000/"))
    assert (spider.name, spider.portal.home) == ("ministry.example:8000", "http://ministry.example:8000/")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("vn-aa", "unknown portal 'vn-aa'; did you mean 'vn-a'?"),
        ("vn-broken", "home: 'nowhere' has no scheme"),
        ("vn-gone", "portal 'vn-gone' is archived; 'vn-a' took over"),
        ("vn-stub", "portal 'vn-stub' is disabled"),
    ],
)
def test_what_is_no_active_portal_is_a_key_error_that_says_why(loader, name, reason):
    with pytest.raises(KeyError) as caught:
        loader.load(name)
    assert str(caught.value).endswith(reason)


def test_a_request_finds_the_spider_of_its_portal(loader):
    assert loader.find_by_request(Request("https://vn-a.example/tin/1")) == ["vn-a"]
    assert loader.find_by_request(Request("https://vn-gone.example/")) == []
    assert loader.find_by_request(Request("https://elsewhere.example/")) == []


def test_scrapy_gets_the_loader_by_its_settings(write, tmp_path):
    write("vn-mine")
    settings = Settings({"SPIDER_LOADER_CLASS": "crawler.loader.PortalSpiderLoader", "PORTALS": str(tmp_path)})
    names = get_spider_loader(settings).list()
    assert "vn-mine" in names
    assert "vn-mae" in names
    assert "vn-monre" not in names


def scrapy(*arguments: str, portals: Path | None = None) -> subprocess.CompletedProcess[str]:
    own = ["-s", f"PORTALS={portals}"] if portals else []
    program = "import scrapy.cmdline; scrapy.cmdline.execute()"
    return preloaded.run_text((*arguments, *own), ROOT, os.environ, 60, program)


def test_scrapy_list_names_all_active_portals(write, tmp_path):
    write("vn-broken", home="nowhere")
    done = scrapy("list", portals=tmp_path)
    active = sorted(portal.id for portal in registry.load() if portal.state == "active")
    assert done.stdout.split() == active
    assert done.stderr.count("\n") == 1
    assert "vn-broken.toml: home: 'nowhere' has no scheme" in done.stderr


def test_scrapy_crawl_of_no_portal_is_one_line_and_2(tmp_path):
    done = scrapy("crawl", "vn-mae2", "-s", f"ARCHIVE={tmp_path}")
    assert done.returncode == 2
    assert "unknown portal 'vn-mae2'; did you mean 'vn-mae'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_of_portals_that_is_none_is_one_line_and_2(tmp_path):
    done = scrapy("list", portals=tmp_path / "none")
    assert done.returncode == 2
    assert "none: no such folder of portals" in done.stderr
    assert "Traceback" not in done.stderr
