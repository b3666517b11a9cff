"""The site: built strictly, whole, and without anything from elsewhere."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from command_tree import commands_of

import archive
from crawler.cli import envnews

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.*"))


def commands(group=envnews, words=("envnews",)):
    for name, command in commands_of(group).items():
        yield " ".join((*words, name))
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))


def targets(tree, path):
    """Each link within the site as (page, anchor); the page is None where it is none of the site's files."""
    for address in tree.xpath("//a/@href | //link[@rel='next' or @rel='prev']/@href"):
        parts = urlsplit(address)
        if not parts.scheme and not parts.netloc:
            folder = posixpath.dirname(path)
            yield (
                address,
                posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else path,
                parts,
            )


def test_every_link_within_the_site_leads_somewhere(site, pages):
    anchors = {path: {*tree.xpath("//@id"), *tree.xpath("//a/@name"), ""} for path, tree in pages.items()}
    wrong = [
        f"{path}: {address}"
        for path, tree in pages.items()
        for address, target, parts in targets(tree, path)
        if not (site / target).is_file() or (target in anchors and unquote(parts.fragment) not in anchors[target])
    ]
    assert wrong == []


def test_no_page_loads_anything_from_elsewhere(site, pages):
    loaded = {
        f"{path}: {address}"
        for path, tree in pages.items()
        for address in tree.xpath(
            "//script/@src | //link[@rel!='canonical']/@href | //img/@src | //iframe/@src | //source/@src"
        )
        if urlsplit(address).scheme or urlsplit(address).netloc
    }
    styled = {
        f"{path.name}: {address}"
        for path in site.rglob("*.css")
        for address in re.findall(r"url\([\"']?((?:https?:)?//[^)]*)|@import", path.read_text("utf-8"))
    }
    assert loaded | styled == set()


def test_every_command_with_all_its_options_is_in_the_reference(pages):
    text = " ".join(pages["reference/commands.html"].text_content().split())
    headings = {
        " ".join(h.text_content().split()).rstrip("¶ ")
        for h in pages["reference/commands.html"].xpath("//h2|//h3|//h4")
    }
    for line in commands():
        assert any(heading == line or line.endswith(f" {heading}") for heading in headings), line
    for option in {name for _, command in _all(envnews) for parameter in command.params for name in parameter.opts}:
        assert not option.startswith("--") or option in text, option


def _all(group):
    for command in commands_of(group).values():
        yield command.name, command
        if isinstance(command, click.Group):
            yield from _all(command)


def test_every_page_can_be_reached_from_the_first(pages):
    seen, ahead = set(), ["index.html"]
    while ahead:
        path = ahead.pop()
        if path not in seen and path in pages:
            seen.add(path)
            ahead.extend(target for _, target, _ in targets(pages[path], path))
    assert seen == set(pages)


def test_each_picture_is_one_that_the_command_takes():
    taken = re.findall(r'Shot\("([^"]+)"', (ROOT / "docs" / "screenshots.py").read_text("utf-8"))
    assert {picture.stem for picture in PICTURES} == set(taken)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_pictures_are_small_and_shown(picture):
    assert picture.stat().st_size < 120_000
    shown = "".join(page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md"))
    assert f"pictures/{picture.name}" in shown


def test_every_picture_says_what_it_shows(pages):
    silent = [path for path, tree in pages.items() for image in tree.xpath("//article//img") if not image.get("alt")]
    assert silent == []


def test_the_public_names_of_the_archive_are_in_the_reference(pages):
    described = set(pages["reference/python.html"].xpath("//h3/@id | //h4/@id"))
    assert {name for name in archive.__all__ if not {f"archive.{name}", f"archive.errors.{name}"} & described} == set()


def test_every_field_of_the_record_is_in_the_reference(pages):
    shown = {code.text_content() for code in pages["reference/record.html"].xpath("//article//td[1]/code")}
    assert set(archive.Record.__slots__) <= shown


def test_every_view_of_the_database_is_in_the_reference_with_its_columns(pages):
    page = pages["reference/database.html"]
    for view in ("articles", "revisions", "images", "portals", "runs"):
        columns = page.xpath(f"//h2[@id='{view}']/following::table[1]//td[1]/code")
        assert len(columns) > 4, view


def test_nothing_that_is_to_be_made_was_left_out(site):
    assert [path for path in site.rglob("*.html") if "<!-- made:" in path.read_text("utf-8")] == []
