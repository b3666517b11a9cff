"""The `envnews` command with its archive in a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import preloaded

LONGEST = 300  # seconds that a run may take


def run(folder: Path, *arguments: str, python: str = sys.executable) -> str:
    """Run `envnews ARGUMENTS…` and return what it wrote to standard error."""
    ours = {"ENVNEWS_ARCHIVE": str(folder / "archive"), "PYTHONPATH": str(preloaded.ROOT)}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ENVNEWS_")} | ours
    return preloaded.run(arguments, folder, environment, LONGEST, python).stderr.decode()
