"""A whole crawl over real HTTP, by the command, with nothing configured."""

import pytest
from static_portal import NEWEST_FIRST, STORIES, StaticPortal, served


@pytest.fixture(scope="module")
def site():
    with served(StaticPortal()) as portal:
        yield portal


@pytest.fixture(scope="module")
def crawled(site, envnews_of_module):
    done = envnews_of_module("crawl", site.web.url, "--json", "-s", "RETRY_BACKOFF=0.05")
    assert done.code == 0, done.err
    return done


@pytest.fixture(scope="module")
def asked(crawled, site):
    """What the server was asked for in that crawl."""
    return list(site.web.asked)


@pytest.fixture(scope="module")
def records(crawled, envnews_of_module):
    return {record["title"]: record for record in envnews_of_module("export", "--format", "json").json}


def test_every_story_is_stored_once(records, crawled):
    assert sorted(records) == sorted(story.title for story in STORIES)
    (counts,) = crawled.json["counts"]
    assert (counts["new"], counts["changed"], counts["failed"]) == (12, 0, 0)


def test_every_field_of_every_record(records, site):
    for story in STORIES:
        record = records[story.title]
        assert record["url"] == site.web.url + story.path
        assert record["portal"] == site.web.url.removeprefix("http://")
        assert record["language"] == "en"
        assert record["date"] == story.date
        assert record["date_text"] == story.printed or story.date in record["date_text"]
        assert record["date_source"]
        paragraphs = record["body"].split("\n\n")
        assert paragraphs[:3] == story.paragraphs
        assert paragraphs[3:] in ([], ["The full report (PDF)"])
        assert "<p>" in record["body_html"]
        assert [(i["url"], i["caption"], i["alt"]) for i in record["images"]] == [
            (f"{site.web.url}/img/{story.number}.jpg", story.caption, "A field trip")
        ]
        assert [a["url"] for a in record["attachments"]] == [f"{site.web.url}/files/report-{story.number}.pdf"]
        assert record["revision"] == 1
        assert record["first_seen"] <= record["last_seen"]
        assert record["gone_at"] is None
        assert len(record["content_hash"]) == 64


def test_no_chrome_in_any_record(records):
    for record in records.values():
        for chrome in ("Weather", "°C", "Map of stations", "Visitors today", "Print", "Ministry of Rivers, Brecht"):
            assert chrome not in record["body"] + record["body_html"] + record["title"]


def test_what_robots_forbids_is_never_asked_for(asked):
    assert not [path for path in asked if path.startswith("/private/")]


def test_the_page_that_fails_once_is_asked_again(records, asked, site):
    assert asked.count(site.fails_once) == 2
    assert STORIES[4].title in records


def test_a_story_is_fetched_under_one_address_only(asked):
    for story in STORIES:
        assert len({path for path in asked if path.partition("?")[0] == story.path}) == 1


def test_a_new_story_is_found_by_the_next_crawl(portal, envnews):
    portal.stories = NEWEST_FIRST[1:]
    envnews("crawl", portal.web.url)
    portal.stories = list(NEWEST_FIRST)
    done = envnews("crawl", portal.web.url, "--json")
    assert done.json["counts"][0]["new"] == 1
    assert len(envnews("export").json) == 12


def test_limit_brings_that_many_and_the_next_crawl_the_rest(portal, envnews):
    first = envnews("crawl", portal.web.url, "--limit", "4", "--json")
    assert first.json["counts"][0]["new"] == 4
    assert len(envnews("export").json) == 4
    envnews("crawl", portal.web.url)
    assert len(envnews("export").json) == 12


def test_since_leaves_out_what_is_older_until_it_is_asked_for(portal, envnews):
    envnews("crawl", portal.web.url, "--since", "2025-07-01")
    assert sorted(record["date"] for record in envnews("export").json) == [s.date for s in STORIES[6:]]
    envnews("crawl", portal.web.url)
    assert len(envnews("export").json) == 12


def test_a_scrapy_setting_reaches_scrapy(portal, envnews):
    done = envnews("crawl", portal.web.url, "-s", "CLOSESPIDER_PAGECOUNT=3", "--json")
    assert done.code == 1
    assert done.json["counts"][0]["finish"] == "closespider_pagecount"


def test_a_second_crawl_fetches_no_known_article_and_a_full_one_the_whole_listing(portal, envnews):
    first = envnews("crawl", portal.web.url, "--json", "-s", "RETRY_BACKOFF=0.05")
    assert first.json["counts"][0]["new"] == 12
    portal.web.asked.clear()
    second = envnews("crawl", portal.web.url, "--json")
    assert second.json["counts"][0]["new"] == 0
    quick = list(portal.web.asked)
    assert not [path for path in quick if path.partition("?")[0] in {story.path for story in STORIES}]
    portal.web.asked.clear()
    envnews("crawl", portal.web.url, "--full")
    assert {"/news/?page=2", "/news/?page=3"} <= set(portal.web.asked)
    assert len(quick) < len(portal.web.asked)
