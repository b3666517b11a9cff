"""The chrome of a portal is learned as its crawl goes, explained, kept, and given back at the portal's file's word."""

import json
import sqlite3

import pytest
from static_portal import STORIES, StaticPortal, served

from archive import Archive
from tests.conftest import command_in

CALL = "Readers in all provinces are invited to write to the river council before the season ends."
AGAIN = "Whoever wrote last year need not write again, since letters are kept for two years."
LABEL = "What the council says"
SHARED = "The council met in the presence of all mayors of the delta and of two envoys from the coast."


class Chatty(StaticPortal):
    """Runs chrome that no vocabulary knows into its stories' column.

    A weather line and a counter at the end, whose numbers change at every visit; a box amid the text. Subheadings that
    all stories share, and a paragraph that two of them share, are the stories' own.
    """

    guests = 4_000

    def story(self, story, is_copy):
        self.guests += 7
        first, *rest = story.paragraphs
        shared = [SHARED] if story.number in {3, 7} else []
        text = "".join(f"<p>{paragraph}</p>" for paragraph in [*shared, *rest])
        return self.page(
            story.title,
            f"<div class=c1><h1>{story.title}</h1><p class=date>{story.printed}</p><div class=c2><p>{first}</p>"
            f"<div class=q1><p>{CALL}</p><p>{AGAIN}</p></div><p><b>{LABEL}</b></p>{text}"
            f"<p>In the capital it is {self.guests % 31} degrees, with a light wind from the south.</p>"
            f"<p>Guests so far: {self.guests}</p></div></div>",
        )


def own_text(story):
    first, *rest = story.paragraphs
    shared = [SHARED] if story.number in {3, 7} else []
    return [first, LABEL, *shared, *rest]


def bodies(envnews):
    return {record["title"]: record["body"].split("\n\n") for record in envnews("export").json}


@pytest.fixture
def crawled(envnews):
    with served(Chatty()) as site:
        done = envnews("crawl", site.web.url, "-s", "RETRY_BACKOFF=0.02")
        assert done.code == 0, done.err
        yield site


def test_the_stories_read_before_the_chrome_was_known_are_read_again(envnews, crawled):
    assert bodies(envnews) == {story.title: own_text(story) for story in STORIES}


def test_what_was_left_out_is_explained(envnews, crawled):
    record = envnews("export").json[0]
    why = envnews("show", record["id"], "--why", "--json").json["why"]["removed"]
    assert [each["text"].partition(" it is ")[0].partition(":")[0] for each in why] == [
        CALL,
        AGAIN,
        "In the capital",
        "Guests so far",
    ]
    assert all(each["pages"] >= len(STORIES) - 1 and each["of"] >= each["pages"] for each in why)
    told = envnews("show", record["id"], "--why").out
    assert CALL[:60] in told
    assert f'keep_blocks = ["{why[0]["mark"]}"]' in told


def test_why_is_not_asked_of_an_earlier_revision(envnews, crawled):
    done = envnews("show", 1, "--why", "--revision", 1)
    assert done.code == 2
    assert "--why" in done.err


def test_what_is_learned_of_the_chrome_is_no_edit_of_the_ministry(envnews, crawled, tmp_path):
    """Nor are the counter's and the weather's new numbers, nor a story that was read before anything was known."""
    portal = crawled.web.url.removeprefix("http://")
    with sqlite3.connect(tmp_path / "archive" / "archive.db") as db:
        db.execute(
            "UPDATE article_rows SET content_hash = '', body = body || ? WHERE id = 5", (f"\n\n{CALL}\n\n{AGAIN}",)
        )
    with Archive(tmp_path / "archive") as archive:
        archive.make_pending(portal, [record["url"] for record in envnews("export").json])
    done = envnews("crawl", crawled.web.url, "--json")
    assert (done.json["counts"][0]["same"], done.json["counts"][0]["changed"]) == (len(STORIES), 0), done.out
    assert {record["revision"] for record in envnews("export").json} == {1}


def test_an_archive_of_few_stories_learns_at_its_next_crawl(envnews):
    """Two stories teach nothing; with the third the first two are read again, without a revision."""
    site = Chatty()
    everything = site.stories
    site.stories, site.fails_once = everything[:2], None
    with served(site):
        envnews("crawl", site.web.url)
        assert all(CALL in body for body in bodies(envnews).values())
        site.stories = everything
        envnews("crawl", site.web.url)
    assert bodies(envnews) == {story.title: own_text(story) for story in STORIES}
    assert {record["revision"] for record in envnews("export").json} == {1}


def test_the_portals_file_gives_a_block_back(tmp_path):
    with served(Chatty()) as site:
        file = tmp_path / "portals" / "vn" / "vn-chatty.toml"
        file.parent.mkdir(parents=True)
        facts = f'id = "vn-chatty"\nname = "Chatty"\ncountry = "VN"\nhome = "{site.web.url}/"\n'
        evidence = '[evidence]\nconfidence = "recalled"\n'
        file.write_text(facts + evidence)
        envnews = command_in(tmp_path, ENVNEWS_PORTALS=str(tmp_path / "portals"))
        assert envnews("crawl", "vn-chatty", "-s", "RETRY_BACKOFF=0.02").code == 0
        assert bodies(envnews) == {story.title: own_text(story) for story in STORIES}
        first = envnews("show", 1, "--why", "--json").json["why"]["removed"][0]
        file.write_text(facts + f"keep_blocks = {json.dumps([first['mark']])}\n" + evidence)
        assert envnews("crawl", "vn-chatty").code == 0
    record = envnews("show", 1, "--why", "--json").json
    assert CALL in record["body"]
    assert AGAIN not in record["body"]
    assert record["revision"] == 1
    assert envnews("search", f'"{CALL[:24]}"', "--json").json, "the index knows it too"


def test_the_learned_chrome_is_readable_in_the_database(envnews, crawled, tmp_path):
    with sqlite3.connect(tmp_path / "archive" / "archive.db") as db:
        often = db.execute("SELECT max(pages), max(of_pages) FROM site_chrome").fetchone()
        kept = db.execute(
            "SELECT count(*) FROM story_pages JOIN article_rows ON id = article_id AND capture_id"
        ).fetchone()
    assert often == (len(STORIES), len(STORIES))
    assert kept[0] == len(STORIES), "of each the page is captured"
