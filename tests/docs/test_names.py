"""README and documents name nothing that does not exist: commands, options, files, targets of make, variables."""

import re
import shlex
from pathlib import Path

import pytest
from command_tree import commands_of

from crawler.cli import envnews

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
# Runs of code: blocks, indented lines, and what stands in backticks.
_CODE = re.compile(r"^```[^\n]*\n(.*?)^```$|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^(?:\$ |    )?(?:sudo |docker compose exec )?(?:envnews )?(envnews [^\n#|;&>]*)", re.MULTILINE)


def code(document):
    text = document.read_text("utf-8")
    return [block or inline for block, inline in _CODE.findall(text)] + re.findall(r"^    \S.*$", text, re.MULTILINE)


def named_commands(document):
    for piece in code(document):
        for found in _COMMAND.findall(piece):
            yield found.strip()


def fault(line):
    """What is wrong with a command's line; None where it can be given so."""
    command, words = envnews, _words(line.partition(" -- ")[0])
    while words and words[0] in commands_of(command):
        command = commands_of(command)[words.pop(0)]
    if command is envnews and words and re.fullmatch(r"[a-z]+", words[0]):
        return f"no command {words[0]}"
    known = {name for parameter in command.params for name in parameter.opts} | {"--help", "-h"}
    unknown = [
        word for word in words if re.fullmatch(r"--?[a-z][a-z-]*(?:=.*)?", word) and word.split("=")[0] not in known
    ]
    return f"no option {unknown[0]}" if unknown else None


def _words(line):
    plain = re.sub(r"[\[\]…,]", " ", line)
    try:
        return shlex.split(plain)[1:]
    except ValueError:  # a quotation that goes on in the next line
        return plain.split()[1:]


@EACH
def test_commands_and_options_exist(document):
    wrong = {line: found for line in named_commands(document) if (found := fault(line))}
    assert wrong == {}


@EACH
def test_files_of_the_project_exist(document):
    named = set()
    for piece in code(document):
        named |= set(re.findall(r"(?<![\w/.<-])((?:archive|crawler|tests|benchmarks|docs)/[\w./-]+\.\w+)", piece))
    assert {path for path in named if not (ROOT / path).exists()} == set()


@EACH
def test_targets_of_make_exist(document):
    targets = set(re.findall(r"^([\w$()/.-]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    targets = {target.replace("$(VENV)", ".venv") for target in targets}
    named = {
        target
        for piece in code(document)
        for target in re.findall(r"(?:^|&& )make ([a-z.][\w./-]*)", piece, re.MULTILINE)
    }
    assert named <= targets


@EACH
def test_variables_are_read_somewhere(document):
    sources = "".join(
        path.read_text("utf-8") for package in ("archive", "crawler") for path in (ROOT / package).rglob("*.py")
    )
    named = set(re.findall(r"ENVNEWS_[A-Z_]+", document.read_text("utf-8")))
    assert {name for name in named if f'"{name}"' not in sources} == set()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("envnews search mangroves --since 2025", None),
        ("envnews portals show ID", None),
        ("envnews stats --months N", None),
        ('envnews cite ID --quote "…"', None),
        ("envnews search -- '-coal'", None),
        ("envnews serach", "no command serach"),
        ("envnews search --sincé 2025 --befor 2025", "no option --befor"),
        ("envnews portals list --colour", "no option --colour"),
    ],
)
def test_what_does_not_exist_is_told(line, told):
    assert fault(line) == told
