"""Translations: each a story of its own, linked both ways, and no edit of the other."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import click
import pytest
from click.testing import CliRunner

from archive import Translation
from archive.cli import commands
from archive.store import NewAddress

VI, EN = "https://m.example/tin/1", "https://m.example/en/1"
ENGLISH = {
    "title": "Litter taken from Binh Sa bay",
    "body": "This morning volunteers took more than forty tons of plastic litter out of the bay of Binh Sa.",
    "language": "en",
}


def naming(*pairs):
    return tuple(Translation(language=language, url=url) for language, url in pairs)


@pytest.fixture
def vietnamese(visit):
    return visit(VI, article={"language": "vi", "translations": naming(("en", EN))})


@pytest.fixture
def english(visit):
    return visit(EN, article=ENGLISH)


def shown(archive, number):
    return [(each.language, each.url, each.id) for each in archive.get(number).translations]


def test_one_that_is_not_kept_yet_is_shown_by_its_address(archive, vietnamese):
    archive.save(vietnamese)
    assert shown(archive, 1) == [("en", EN, None)]


def test_both_are_shown_though_only_one_names_the_other(archive, vietnamese, english):
    archive.save(vietnamese)
    archive.save(english)
    assert shown(archive, 1) == [("en", EN, 2)]
    assert shown(archive, 2) == [("vi", VI, 1)]


def test_that_both_name_each_other_shows_each_once(archive, vietnamese, visit):
    archive.save(vietnamese)
    archive.save(visit(EN, article={**ENGLISH, "translations": naming(("vi", VI))}))
    assert (shown(archive, 1), shown(archive, 2)) == ([("en", EN, 2)], [("vi", VI, 1)])


def test_another_address_of_a_story_leads_to_it(archive, vietnamese, visit):
    archive.save(vietnamese)
    other = "https://m.example/en/floating-litter"
    archive.save(visit(other, article={**ENGLISH, "url": other}, aliases=(EN,)))
    assert shown(archive, 1) == [("en", other, 2)]


def test_a_story_of_another_portal_is_found(archive, vietnamese, visit):
    archive.save(vietnamese)
    archive.save(visit(EN, portal="m-english", article=ENGLISH))
    assert shown(archive, 1) == [("en", EN, 2)]


def test_a_language_that_the_page_does_not_tell_is_the_storys(archive, visit, english):
    archive.save(visit(VI, article={"translations": naming((None, EN))}))
    assert shown(archive, 1) == [(None, EN, None)]
    archive.save(english)
    assert shown(archive, 1) == [("en", EN, 2)]


def test_an_added_translation_is_no_edit(archive, visit, vietnamese, english):
    archive.save(visit(VI, article={"language": "vi"}))
    archive.save(english)
    assert archive.save(vietnamese).verdict == "same"
    assert archive.get(1).revision == 1
    assert shown(archive, 1) == [("en", EN, 2)]


def test_a_translation_that_is_named_no_more_is_forgotten(archive, visit, vietnamese, english):
    archive.save(vietnamese)
    archive.save(english)
    archive.save(visit(VI, article={"language": "vi"}))
    assert (shown(archive, 1), shown(archive, 2)) == ([], [])


def test_an_edited_story_keeps_its_translations(archive, visit, vietnamese, english, body):
    archive.save(vietnamese)
    archive.save(english)
    edited = {"language": "vi", "body": body + " Hết.", "translations": naming(("en", EN))}
    assert archive.save(visit(VI, article=edited)).verdict == "changed"
    assert (
        archive.get(1, revision=1).translations
        == archive.get(1).translations
        == (Translation(language="en", url=EN, id=2),)
    )


def test_a_revision_from_before_translations_were_kept_is_read(archive, folder, visit, body):
    archive.save(visit(VI))
    archive.save(visit(VI, article={"body": body + " Hết."}))
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        saved = json.loads(raw.execute("SELECT record FROM revision_rows").fetchone()[0])
        del saved["translations"]
        raw.execute("UPDATE revision_rows SET record = ?", (json.dumps(saved),))
        raw.commit()
    assert archive.get(1, revision=1).translations == ()


def test_an_address_that_many_stories_name_is_a_section(archive, visit):
    for number in range(3):
        article = {"title": f"Tin {number}", "body": f"Bài {number} nói về một con sông khác hẳn.", "language": "vi"}
        url = f"https://m.example/tin/{number}"
        archive.save(visit(url, article={**article, "translations": naming(("en", "https://m.example/en/news"))}))
    assert [record.translations for record in archive.articles()] == [(), (), ()]


def test_a_story_that_exists_in_many_languages_is_no_section(archive, visit):
    tags = ["fr", "de", "es", "it"]
    for tag in tags:
        article = {"title": f"Titre {tag}", "body": f"Le texte de la version {tag} du communiqué.", "language": tag}
        archive.save(visit(f"https://m.example/{tag}/1", article={**article, "translations": naming(("en", EN))}))
    archive.save(visit(EN, article=ENGLISH))
    assert [tag for tag, *_ in shown(archive, 5)] == tags


@pytest.mark.parametrize("first", [VI, EN])
def test_translations_are_never_taken_for_one(archive, visit, first, body):
    """The text is partly the same, and the translation calls the original's address canonical."""
    pages = {
        VI: visit(VI, article={"language": "vi", "translations": naming(("en", EN))}),
        EN: visit(
            EN, article={"url": EN, "title": "Litter", "body": body, "translations": naming(("vi", VI))}, aliases=(VI,)
        ),
    }
    second = EN if first == VI else VI
    verdicts = [archive.save(pages[url]).verdict for url in (first, second)]
    assert verdicts == ["new", "new"]


def test_what_is_not_translated_yet_is_the_same_story(archive, visit, vietnamese, english):
    archive.save(vietnamese)
    assert archive.save(visit(EN, article={"language": "vi", "translations": naming(("vi", VI))})).verdict == "alias"
    assert shown(archive, 1) == []
    assert archive.save(english).verdict == "new"
    assert shown(archive, 1) == [("en", EN, 2)]


def test_a_translation_waits_in_the_frontier_like_any_address(archive, visit):
    archive.save(visit(VI, article={"translations": naming(("en", EN))}, found=(NewAddress(url=EN, kind="article"),)))
    assert [address.url for address in archive.pending("m", 5)] == [EN]


def test_a_later_crawl_is_told_what_came_of_them(archive, visit, english):
    copy, waiting = "https://m.example/fr/1", "https://m.example/de/1"
    names = naming(("en", EN), ("fr", copy), ("de", waiting), ("es", "https://elsewhere.example/es/1"))
    found = tuple(NewAddress(url=url, kind="article") for url in (EN, copy, waiting))
    archive.save(visit(VI, article={"translations": names}, found=found))
    archive.save(english)
    archive.save(visit(copy))
    known = {named.translation.url: (named.visited, named.is_story) for named in archive.named_translations("m")}
    assert known == {EN: (True, True), copy: (True, False), waiting: (False, False)}


@pytest.fixture
def ask(folder, archive, vietnamese, english):
    """Run a command over two stories and one translation that is not kept."""
    archive.save(vietnamese)
    archive.save(
        replace(english, article=replace(english.article, translations=naming(("lo", "https://m.example/lo/1"))))
    )

    def run(*arguments):
        group = click.Group(commands=list(commands))
        done = CliRunner(env={"ENVNEWS_ARCHIVE": str(folder)}).invoke(group, arguments, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done.stdout

    return run


def test_show_prints_them(ask):
    assert f"In other languages\n  en, article 2\n  {EN}\n" in ask("show", "1")
    assert "  lo, not in the archive\n  https://m.example/lo/1\n" in ask("show", "2")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_exports_carry_them(ask, form):
    text = ask("export", "--format", form)
    records = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert {record["id"]: record["translations"] for record in records} == {
        1: [{"language": "en", "url": EN, "id": 2}],
        2: [{"language": "lo", "url": "https://m.example/lo/1", "id": None}, {"language": "vi", "url": VI, "id": 1}],
    }


def test_csv_has_addresses_and_languages_line_by_line(ask):
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(ask("export", "--format", "csv")))}
    assert rows["2"]["translations"].split("\n") == ["https://m.example/lo/1", VI]
    assert rows["2"]["translation_languages"].split("\n") == ["lo", "vi"]
