"""The command lines that the service and the units start: this installation's `envnews`, by absolute paths."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

NAME = "envnews"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What `envnews schedule` was told. program: what starts envnews. every: all active portals of the registry.

    budget: as it was written, `1h`.
    """

    program: tuple[str, ...]
    archive: Path
    portals: Path | None = None
    every: bool = False
    budget: str | None = None
    workers: int | None = None


def program(called: str = sys.argv[0]) -> tuple[str, ...]:
    """What starts the envnews that is running now, from any folder: its command, or Python with its package."""
    command = Path(called)
    if command.name == NAME and command.is_file():
        return (str(command.absolute()),)
    return (sys.executable, "-m", "crawler")


def run_command(wish: Wish) -> list[str]:
    """One run of what is due."""
    return [*wish.program, "run", *_options(wish)]


def schedule_command(wish: Wish) -> list[str]:
    """The service."""
    return [*wish.program, "schedule", *_options(wish)]


def _options(wish: Wish) -> list[str]:
    options = ["--archive", str(wish.archive.absolute())]
    options += ["--portals", str(wish.portals.absolute())] if wish.portals else []
    options += ["--all"] if wish.every else []
    options += ["--budget", wish.budget] if wish.budget else []
    return options + (["--workers", str(wish.workers)] if wish.workers else [])
