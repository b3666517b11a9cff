"""Stored pages read by other rules: what we read better is told field by field, and is no edit of the ministry's."""

import json
import shutil
import sqlite3

import pytest
from static_portal import STORIES, StaticPortal, served

from tests.conftest import command_in


def portal_file(tmp_path, site, selectors=""):
    folder = tmp_path / "mine" / "vn"
    folder.mkdir(parents=True, exist_ok=True)
    host = site.web.url.removeprefix("http://").rstrip("/")
    facts = f'id = "vn-council"\ncountry = "VN"\nname = "The council"\nhome = "{site.web.url}"\n'
    text = f'{facts}state = "active"\n[evidence]\nconfidence = "recalled"\n'
    (folder / "vn-council.toml").write_text(text + selectors, "utf8")
    return ("--portals", str(tmp_path / "mine"), host)


@pytest.fixture(scope="module")
def first_crawl(tmp_path_factory):
    """The portal and its folder after one crawl: each test goes on with a copy."""
    folder = tmp_path_factory.mktemp("crawled")
    with served(StaticPortal()) as site:
        *mine, _ = portal_file(folder, site)
        done = command_in(folder)("crawl", "vn-council", *mine)
        assert done.code == 0, done.err
        yield site, folder


@pytest.fixture
def crawled(first_crawl, tmp_path):
    site, folder = first_crawl
    shutil.copytree(folder / "archive", tmp_path / "archive")
    return site


TITLE = '[selectors]\ntitle = "p.date"\n'  # other rules, however odd: the title becomes the line of the date


def test_by_the_same_rules_nothing_changes(envnews, crawled, tmp_path):
    *mine, _ = portal_file(tmp_path, crawled)
    result = envnews("reextract", *mine)
    assert (result.code, result.out) == (0, f"{len(STORIES)} revisions read, 0 changed\n")


def test_a_dry_run_tells_field_by_field_and_writes_nothing(envnews, crawled, tmp_path):
    before = envnews("export").json
    *mine, _ = portal_file(tmp_path, crawled, TITLE)
    result = envnews("reextract", "--dry-run", "--json", *mine)
    told = [json.loads(line) for line in result.out.splitlines()]
    assert {one["id"]: one["changes"]["title"][0] for one in told} == {each["id"]: each["title"] for each in before}
    assert envnews("export").json == before


def test_another_reading_is_no_revision_and_the_earlier_one_is_put_aside(envnews, crawled, tmp_path):
    before = {record["id"]: record for record in envnews("export").json}
    *mine, _ = portal_file(tmp_path, crawled, TITLE)
    assert envnews("reextract", *mine).code == 0
    for record in envnews("export").json:
        was = before[record["id"]]
        assert record["title"] != was["title"]
        kept = ("revision", "first_seen", "last_seen", "capture", "url")
        assert [record[name] for name in kept] == [was[name] for name in kept]
    with sqlite3.connect(tmp_path / "archive" / "archive.db") as db:
        titles = {json.loads(told)["title"] for (told,) in db.execute("SELECT record FROM readings")}
    assert titles == {record["title"] for record in before.values()}


def test_search_knows_the_new_reading(envnews, crawled, tmp_path):
    *mine, _ = portal_file(tmp_path, crawled, TITLE)
    story = STORIES[0]
    envnews("reextract", *mine)
    assert story.printed.split()[-1] in envnews("search", f'"{story.printed}"', "--json").json[0]["headline"]["text"]


def test_a_visit_by_other_rules_makes_no_revision(envnews, crawled, tmp_path):
    *mine, _ = portal_file(tmp_path, crawled, TITLE)
    with sqlite3.connect(tmp_path / "archive" / "archive.db") as db:
        db.execute("UPDATE addresses SET state = 'pending' WHERE article_id")
    done = envnews("crawl", "vn-council", *mine, "--json").json
    assert (done["counts"][0]["same"], done["counts"][0]["changed"]) == (len(STORIES), 0)
    assert {record["revision"] for record in envnews("export").json} == {1}
    assert {record["title"] for record in envnews("export").json}.isdisjoint(story.title for story in STORIES)


def test_the_filters_choose(envnews, crawled, tmp_path):
    *mine, _ = portal_file(tmp_path, crawled)
    assert envnews("reextract", "--limit", "3", "--dry-run", *mine).out.startswith("3 revisions")


def test_a_page_whose_capture_is_gone_is_told_and_the_rest_read(envnews, crawled, tmp_path):
    *mine, _ = portal_file(tmp_path, crawled)
    with sqlite3.connect(tmp_path / "archive" / "archive.db") as db:
        db.execute("UPDATE article_rows SET capture_id = NULL WHERE id = 2")
    result = envnews("reextract", *mine)
    assert result.code == 1
    assert result.err == "envnews: article 2, revision 1: its page was not captured\n"
    assert result.out.startswith(f"{len(STORIES) - 1} revisions read")
