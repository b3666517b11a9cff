"""`envnews portals relearn ID`: the change on standard output, the evidence on standard error."""

import json
import shutil
import subprocess
from dataclasses import replace

import msgspec
import pytest
import tomlkit
from archived import fill
from click.testing import CliRunner
from designs import REDESIGNS
from kit import news, portal_of

from crawler import portal_file, registry
from crawler.extraction import extract
from crawler.portals_cli import portals

REDESIGN = next(one for one in REDESIGNS if one.name == "board")
HEAD = """# Of our own writing.
id = "kr-ministry"
name = "Ministry of Rivers"
country = "KR"
languages = ["ko"]
timezone = "Asia/Seoul"
home = "https://news.ministry.example/"  # the news alone
"""
SELECTORS = """
[selectors]
# as the old site had them
title = "h2.title"  # not the breadcrumb's
date = "div.date"
body = "div.content"
author = "p.writer"
"""
EVIDENCE = '\n[evidence]\nconfidence = "seen"\n'


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    fill(folder, REDESIGN, replace(portal_of(REDESIGN), id="kr-ministry"), count=12, new=6, again=4)
    return folder


@pytest.fixture(autouse=True)
def shipped(monkeypatch, tmp_path):
    """The folder of the portals that come with the program."""
    monkeypatch.setattr(registry, "SHIPPED", tmp_path / "shipped")
    monkeypatch.delenv(registry.VARIABLE, raising=False)
    return tmp_path / "shipped"


def put(folder, text=HEAD + SELECTORS + EVIDENCE):
    path = folder / "kr" / "kr-ministry.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf8")
    return path


def run(archive, *arguments):
    command = ["relearn", "kr-ministry", "--archive", str(archive), *map(str, arguments)]
    return CliRunner().invoke(portals, command)


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch here")
def test_the_change_is_a_diff_that_patch_takes_and_keeps_the_comments(archive, shipped, tmp_path):
    path = put(shipped)
    before = path.read_text("utf8")
    result = run(archive)
    assert (result.exit_code, path.read_text("utf8")) == (0, before)
    (tmp_path / "change.diff").write_text(result.stdout, "utf8")
    subprocess.run(["patch", "-s", "-p1", "-i", str(tmp_path / "change.diff")], cwd=shipped, check=True)
    changed = portal_file.read(path)
    assert (changed.selectors.body, changed.former_selectors[0].body) == ("td.view_cont", "div.content")
    assert {"# Of our own writing.", "# as the old site had them"} <= set(path.read_text("utf8").splitlines())
    assert changed == replace(
        portal_file.read(put(tmp_path / "other")),
        selectors=changed.selectors,
        former_selectors=changed.former_selectors,
    )


def test_the_evidence_is_a_line_a_field(archive, shipped):
    put(shipped)
    lines = run(archive).stderr.splitlines()
    assert lines[0].startswith("kr-ministry: 10 pages of the form since 2026-")
    assert (
        "body    td.view_cont  10 of 10 pages, 5 of 5 of those it was not learned from; before: div.content 6 of 6"
        in lines
    )


def test_json_tells_change_and_evidence(archive, shipped):
    put(shipped)
    told = json.loads(run(archive, "--json").stdout)
    assert (told["portal"], told["pages"], told["older"], told["written"]) == ("kr-ministry", 10, 6, None)
    assert told["change"].startswith("--- a/kr/kr-ministry.toml\n+++ b/kr/kr-ministry.toml\n")
    body = next(one for one in told["reports"] if one["field"] == "body")
    assert body["pages"] == {"right": 10, "wrong": 0, "pages": 10}


def test_write_makes_a_copy_in_the_users_own_folder_and_leaves_the_shipped_file(archive, shipped, tmp_path):
    path, own = put(shipped), tmp_path / "own"
    before = path.read_bytes()
    own.mkdir()
    result = run(archive, "--write", "--portals", own)
    assert (result.exit_code, path.read_bytes()) == (0, before)
    written = portal_file.read(own / "kr" / "kr-ministry.toml")
    for story in news(REDESIGN, 3):
        new = extract(REDESIGN.now(story, story.day).encode(), story.url, portal=written)
        old = extract(REDESIGN.before(story, story.day).encode(), story.url, portal=written, day=story.day)
        assert (new.title, new.date, new.authors) == (old.title, old.date, old.authors)
    assert [name.name for name in own.rglob("*") if name.is_file()] == ["kr-ministry.toml"]


def test_written_once_there_is_nothing_more_to_learn(archive, tmp_path):
    own = tmp_path / "own"
    put(own)
    assert run(archive, "--write", "--portals", own).exit_code == 0
    again = run(archive, "--portals", own)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == "kr-ministry: no selectors to propose: all 16 captured pages give what is known of them\n"


def test_write_without_a_folder_of_ones_own_is_refused(archive, shipped):
    put(shipped)
    result = run(archive, "--write")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "name your folder of portals with --portals DIR (or ENVNEWS_PORTALS)" in result.stderr


def test_a_portal_without_captures_has_nothing_to_learn_from(archive, shipped):
    path = put(shipped)
    path.rename(path.with_name("kr-other.toml")).write_text(HEAD.replace("kr-ministry", "kr-other") + EVIDENCE, "utf8")
    result = CliRunner().invoke(portals, ["relearn", "kr-other", "--archive", str(archive)])
    assert (result.exit_code, result.stderr) == (
        1,
        "kr-other: no selectors to propose: no page of a story was captured\n",
    )


def test_former_selectors_that_the_file_has_come_after_the_new_ones(archive, shipped, tmp_path):
    earlier = '\n[[former_selectors]]  # until the move\nuntil = 2019-05-01\nbody = "#text"\n'
    put(shipped, HEAD + SELECTORS + earlier + EVIDENCE)
    own = tmp_path / "own"
    own.mkdir()
    assert run(archive, "--write", "--portals", own).exit_code == 0
    path = own / "kr" / "kr-ministry.toml"
    assert [form.body for form in portal_file.read(path).former_selectors] == ["div.content", "#text"]
    assert "[[former_selectors]]  # until the move" in path.read_text("utf8")
    assert msgspec.to_builtins(portal_file.read(path))["selectors"]["body"] == tomlkit.parse(path.read_text("utf8"))[
        "selectors"
    ].get("body")
