"""A portal in two languages: each story is stored in both, once, and the two are linked."""

import re

import pytest
from static_portal import STORIES, StaticPortal, served
from web import Answer

from archive.article import Translation
from archive.frontier import Address, State
from archive.translations import Named
from crawler.translated import Translated

WORDS = {
    "The ministry has published its yearly report on": "Das Ministerium hat seinen Jahresbericht vorgelegt über",
    "which covers the past three seasons": "der die drei letzten Jahreszeiten umfasst",
    "and was written together with the regional offices and two universities": "und mit den Ämtern verfasst wurde",
    "According to the report there are now": "Nach dem Bericht gibt es nun",
    "in the year before; the minister called the growth steady but not yet enough": "im Jahr zuvor; es reicht nicht",
    "Residents may comment on the plans for": "Alle können sich äußern zu den Plänen für",
    "until the end of the coming month": "bis zum Ende des kommenden Monats",
    "All comments will be answered in public": "Alle Fragen werden öffentlich beantwortet",
    "and the final programme is to be adopted before the winter": "das Programm soll vor dem Winter kommen",
    "ministry counts": "Ministerium zählt",
    "report": "bericht",
}


def german(text):
    for english, words in WORDS.items():
        text = text.replace(english, words)
    return text


class Bilingual(StaticPortal):
    """Every story stands in German below `/de/`, named by hreflang alone; those after `translated` not yet."""

    translated = 12
    lying = False

    def answer(self, path):
        if not path.startswith("/de/"):
            return super().answer(path)
        answer = super().answer(self.original(path))
        number = re.search(r"-4(\d\d)\.html", path)
        if answer is None or not number:
            return answer
        text = answer.body if isinstance(answer.body, str) else answer.body.decode()
        if int(number[1]) > self.translated:
            return Answer(text)
        story = STORIES[int(number[1]) - 1]
        head, body = text.split("<main>")
        head = head.replace("lang=en", "lang=de").replace(story.title, german(story.title))
        return Answer(f"{head}<main>{german(body)}")

    def original(self, path):
        return path.removeprefix("/de")

    def page(self, title, main, head=""):
        story = next((s for s in STORIES if s.title == title), None)
        if story:
            head += "".join(
                f'<link rel=alternate hreflang="{tag}" href="{self.base}{path}">'
                for tag, path in (("en", story.path), ("de", f"/de{story.path}"), ("x-default", story.path))
            )
            if self.lying:
                head += f'<link rel="canonical" href="{self.base}{story.path}">'
        return super().page(title, main, head)


def crawl(envnews, site):
    with served(site):
        done = envnews("crawl", site.web.url, "--json", "-s", "RETRY_BACKOFF=0.02")
    assert done.code == 0, done.err
    return envnews("export").json


def pairs(records, base):
    """Path -> paths of the stored stories that are shown as its translations."""
    by_id = {record["id"]: record["url"].removeprefix(base) for record in records}
    return {
        record["url"].removeprefix(base): {by_id.get(other["id"]) for other in record["translations"]}
        for record in records
    }


@pytest.mark.parametrize("lying", [False, True], ids=["", "canonical-names-the-original"])
def test_both_are_stored_and_linked_and_never_merged(envnews, lying):
    site = Bilingual()
    site.lying = lying
    records = crawl(envnews, site)
    assert pairs(records, site.web.url) == {
        path: {other}
        for story in STORIES
        for path, other in ((story.path, f"/de{story.path}"), (f"/de{story.path}", story.path))
    }
    assert {record["language"] for record in records} == {"en", "de"}
    assert all(record["revision"] == 1 for record in records)


def test_they_cost_no_request_but_their_own(envnews):
    site = Bilingual()
    crawl(envnews, site)
    asked = [path for path in site.web.asked if path.startswith("/de/")]
    assert sorted(asked) == sorted(f"/de{story.path}" for story in STORIES)


def test_a_language_that_shows_the_same_text_is_given_up(envnews):
    site = Bilingual()
    site.translated = 0
    records = crawl(envnews, site)
    assert sorted(record["title"] for record in records) == sorted(story.title for story in STORIES)
    assert not any(record["translations"] for record in records if record["aliases"])
    on_their_way = 3  # beside the fourth
    assert 4 <= sum(path.startswith("/de/") for path in site.web.asked) <= 4 + on_their_way


def test_what_an_earlier_crawl_left_is_taken_up(envnews):
    site = Bilingual()
    with served(site):
        assert envnews("crawl", site.web.url, "--limit", "13").code == 0
        assert envnews("crawl", site.web.url).code == 0
    assert len(envnews("export").json) == 24


# What comes of them, as arithmetic


def address(url, title=None):
    return Address(url=url, kind="article", state=State.PENDING, priority=50, title=title, first_seen="2026-01-01")


def named(translated, tag, number):
    url = f"https://m.example/{tag}/{number}"
    translated.see([Translation(language=tag, url=url)])
    return url


def test_copies_in_a_row_end_a_language_but_not_what_a_listing_names():
    translated = Translated()
    for number in range(4):
        url = named(translated, "fr", number)
        assert translated.refuses(address(url)) is None
        translated.learn(url, new=False)
    last = named(translated, "fr", 9)
    assert "given up: 4 translations (fr)" in translated.refuses(address(last))
    assert translated.refuses(address(last, title="Une nouvelle station")) is None
    assert translated.refuses(address("https://m.example/fr/of-its-own")) is None


def test_a_language_that_an_earlier_crawl_found_to_be_copies_stays_given_up():
    translated = Translated()
    known = [Translation(language="fr", url=f"https://m.example/fr/{number}") for number in range(5)]
    translated.remember(Named(translation=each, visited=each != known[4], is_story=False) for each in known)
    assert translated.refuses(address(known[4].url))


def test_where_most_languages_bring_copies_each_is_tried_once():
    translated = Translated()
    tried = 0
    for number in range(3):
        for tag in ("fr", "de", "es", "it", "pl", "cs", "sk", "hu", "ro", "bg"):
            url = named(translated, tag, number)
            if translated.refuses(address(url)) is None:
                tried += 1
                translated.learn(url, new=tag == "bg")
    assert tried == 9 + 3


def test_a_translation_found_takes_the_count_back():
    translated = Translated()
    for number in range(30):
        url = named(translated, "fr", number)
        assert translated.refuses(address(url)) is None
        translated.learn(url, new=number % 4 == 3)
