"""Every portal is a spider: Scrapy's own commands work over the registry."""

import os
from pathlib import Path

import preloaded
import pytest
from static_portal import STORIES

ROOT = Path(__file__).parent.parent.parent
SCRAPY = "import scrapy.cmdline; scrapy.cmdline.execute()"


def scrapy(*arguments, **environment):
    return preloaded.run_text(arguments, ROOT, os.environ | environment, 60, SCRAPY)


@pytest.fixture
def portals(tmp_path, portal):
    """A folder with one portal file of the user's own."""
    folder = tmp_path / "portals"
    (folder / "vn").mkdir(parents=True)
    (folder / "vn" / "vn-test.toml").write_text(
        f'id = "vn-test"\nname = "A test"\ncountry = "VN"\nlanguages = ["en"]\ntimezone = "Asia/Ho_Chi_Minh"\n'
        f'home = "{portal.web.url}/"\n[evidence]\nconfidence = "seen"\nseen_scope = "home"\n'
    )
    return str(folder)


def test_scrapy_list_names_the_portals(portals):
    done = scrapy("list", ENVNEWS_PORTALS=portals)
    assert {"vn-mae", "vn-test"} <= set(done.stdout.split()), done.stderr


def test_scrapy_crawl_stores_into_the_archive_that_is_named(portals, portal, tmp_path, envnews):
    archive = str(tmp_path / "archive")
    done = scrapy("crawl", "vn-test", "-s", f"ARCHIVE={archive}", ENVNEWS_PORTALS=portals)
    assert done.returncode == 0, done.stderr
    records = envnews("export").json
    assert sorted(record["title"] for record in records) == sorted(story.title for story in STORIES)
    assert {(record["portal"], record["country"]) for record in records} == {("vn-test", "VN")}
    (run,) = envnews("runs", "--json").json
    assert (run["state"], run["targets"]) == ("finished", ["vn-test"])


def test_a_portal_of_the_registry_is_crawled_by_its_id_or_its_address(portals, portal, envnews):
    envnews("crawl", "vn-test", "--portals", portals, "--limit", "2")
    envnews("crawl", portal.web.url, "--portals", portals)
    assert {record["portal"] for record in envnews("export").json} == {"vn-test"}
