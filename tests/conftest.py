"""What many tests need: the command, run as a user runs it."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from preloaded import ROOT
from preloaded import run as run_command


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def _impatient(arguments: tuple[object, ...]) -> tuple[str, ...]:
    """A crawl waits but a moment after the one page that most of our portals fail to answer at first."""
    told = any("RETRY_BACKOFF" in str(argument) for argument in arguments)
    return ("-s", "RETRY_BACKOFF=0.02") if arguments[:1] == ("crawl",) and not told else ()


def command_in(folder: Path, **variables: str):
    """`envnews …` in a process of its own, started in `folder`, with the archive in folder/archive."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ENVNEWS_")},
        "ENVNEWS_ARCHIVE": str(folder / "archive"),
        "ENVNEWS_CONFIG": str(folder / "config.toml"),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "200",
        **variables,
    }

    def run(*arguments: str, timeout: float = 120) -> Done:
        done = run_command((*map(str, arguments), *_impatient(arguments)), folder, environment, timeout)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def envnews(tmp_path):
    return command_in(tmp_path)


@pytest.fixture(scope="module")
def envnews_of_module(tmp_path_factory):
    """The same for tests that only look at what one crawl left."""
    return command_in(tmp_path_factory.mktemp("module"))
