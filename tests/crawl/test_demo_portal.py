"""The demo portal, crawled by the command: every story once, as its truth has it, and nothing of the chrome."""

import pytest

from crawler.demo.server import serve
from crawler.demo.site import Site
from crawler.demo.truth import CHROME, truths

SITES = {
    "tables": {},
    "modern": {"semantic": True},
    "feed and sitemap": {"with_feed": True, "with_sitemap": True},
}


@pytest.fixture(scope="module", params=SITES)
def world(request, envnews_of_module):
    """(truths by address, records by address, the server's log, what the crawl printed)."""
    site = Site().with_options(**SITES[request.param])
    with serve(site) as served:
        done = envnews_of_module("crawl", served.url + "/", "--json", "-s", "RETRY_BACKOFF=0.05")
        assert done.code == 0, done.err
        portal = served.url.removeprefix("http://")
        records = envnews_of_module("export", "--portal", portal).json
        yield truths(site.stories, served.url), {record["url"]: record for record in records}, served, done


def test_every_story_is_stored_once_and_nothing_else(world):
    truth, records, _, _ = world
    assert sorted(records) == sorted(truth)


@pytest.mark.parametrize("field", ["title", "date", "language"])
def test_plain_fields(world, field):
    truth, records, _, _ = world
    wrong = {
        url: (records[url][field], getattr(story, field))
        for url, story in truth.items()
        if records[url][field] != getattr(story, field)
    }
    assert wrong == {}


def test_the_body_is_all_of_the_story_and_only_that(world):
    truth, records, _, _ = world
    wrong = {}
    for url, story in truth.items():
        rest = records[url]["body"]
        missing = [text for text in story.paragraphs if text not in rest]
        for text in sorted(story.paragraphs, key=len, reverse=True):
            rest = rest.replace(text, "", 1)
        extra = [line for line in rest.split("\n") if len(line.strip(" |\t•-0123456789.")) > 1]
        extra = [line for line in extra if line.strip() not in story.attachment_titles]
        if missing or extra:
            wrong[url] = {"missing": missing, "extra": extra}
    assert wrong == {}


def test_images_with_their_captions(world):
    truth, records, _, _ = world
    for url, story in truth.items():
        images = records[url]["images"]
        assert tuple(image["url"] for image in images) == story.images, url
        assert tuple(image["caption"] for image in images if image["caption"]) == story.captions, url


def test_who_signed_it(world):
    truth, records, _, _ = world
    assert [url for url, story in truth.items() if records[url]["authors"] != [story.author]] == []


def test_attachments(world):
    truth, records, _, _ = world
    for url, story in truth.items():
        assert tuple(file["url"] for file in records[url]["attachments"]) == story.attachments, url


def test_nothing_of_the_chrome_is_in_any_record(world):
    _, records, _, _ = world
    for url, record in records.items():
        text = "\n".join([record["title"], record["body"], record["body_html"], *map(str, record["images"])])
        assert [phrase for phrase in CHROME if phrase in text] == [], url


def test_requests_are_few(world):
    """Listings, robots.txt, probes, redirects, the planted failures and their retries included."""
    truth, _, served, _ = world
    pages = [path for path in served.paths if not path.startswith("/Upload/")]
    assert len(pages) <= 1.6 * len(truth)


def test_each_picture_and_document_is_asked_for_once(world):
    truth, records, served, _ = world
    files = [path for path in served.paths if path.startswith("/Upload/")]
    expected = {url for story in truth.values() for url in (*story.images, *story.attachments)}
    assert sorted(served.url + path for path in files) == sorted(expected)
    held = [file for record in records.values() for file in (*record["images"], *record["attachments"])]
    assert [file["url"] for file in held if not file["sha256"]] == []
