"""The documents say what the program does."""

import os
import re
import tomllib
from pathlib import Path

import click
import preloaded
import pytest
from command_tree import commands_of

from archive.record import Record
from crawler.cli import envnews

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf8")


def commands(group=envnews, words=("envnews",)):
    for name, command in commands_of(group).items():
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield " ".join((*words, name)), command


COMMANDS = list(commands())


@pytest.mark.parametrize(("line", "command"), COMMANDS, ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_and_option_is_documented(line, command):
    section = README[README.index("## Commands") :]
    described = re.search(rf"^### `{re.escape(line)}\b.*?(?=^###? )", section, re.MULTILINE | re.DOTALL)
    assert described, f"README has no section for `{line}`"
    for option in (parameter for parameter in command.params if isinstance(parameter, click.Option)):
        assert any(f"`{name}" in described[0] for name in option.opts), f"{line} {option.opts} is not described"


@pytest.mark.parametrize("line", [line for line, _ in COMMANDS])
def test_every_command_explains_itself(line):
    done = preloaded.run((*line.split()[1:], "--help"), ROOT, os.environ, 60)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 3


def test_every_field_of_the_record_is_documented():
    record = README[README.index("## The record") :]
    for name in Record.__slots__:
        assert f"`{name}`" in record, name


def test_the_two_commands_stand_at_the_top():
    top = README[: README.index("## Commands")]
    assert "make demo" in top
    assert "make test" in top


def test_changelog_knows_the_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf8")


@pytest.mark.parametrize(
    "path",
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(p.relative_to(ROOT) for p in (ROOT / "docs").glob("*.md"))],
    ids=str,
)
def test_links_between_documents_lead_somewhere(path):
    text = (ROOT / path).read_text("utf8")
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
        assert ((ROOT / path).parent / target).exists(), f"{path} links to {target}"
