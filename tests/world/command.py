"""The `envnews` command, run from a process that has imported it already: most of a small crawl would be its start.

`python command.py` reads one request a line, `{"arguments": […], "folder": …}`, forks, lets the command run to its end
with its archive in folder/archive, and answers with a line that holds its exit code. What it says is in folder/err.
"""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 300  # seconds that a run may take
AHEAD = (
    "aiohttp.web", "archive.schema", "crawler.cli", "crawler.extensions", "crawler.handlers", "crawler.middlewares",
    "crawler.overrides", "crawler.pipelines", "crawler.progress", "crawler.runner", "crawler.spiders.portal",
    "scrapy.crawler", "scrapy.core.downloader.handlers.ftp", "scrapy.extensions.telnet", "tldextract",
)  # fmt: skip


def run(folder: Path, *arguments: str, python: str = sys.executable) -> str:
    """Run `envnews ARGUMENTS…` and return what it wrote to standard error."""
    server = _server(python)
    server.stdin.write(json.dumps({"arguments": arguments, "folder": str(folder)}) + "\n")
    server.stdin.flush()
    if not server.stdout.readline():
        raise RuntimeError("the process that runs the command has ended")
    return (folder / "err").read_text(encoding="utf-8")


@functools.cache
def _server(python: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ENVNEWS_")}
    started = subprocess.Popen(
        [python, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    atexit.register(started.communicate)  # it ends when nothing more can come
    return started


def serve() -> None:
    """Answer requests until there are no more."""
    for name in AHEAD:
        importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked["arguments"], Path(asked["folder"]))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(arguments: list[str], folder: Path) -> None:
    """Run the command; does not return."""
    os.chdir(folder)
    os.environ["ENVNEWS_ARCHIVE"] = str(folder / "archive")
    for stream, name in enumerate(("/dev/null", "out", "err")):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), stream)
    signal.alarm(LONGEST)
    sys.argv = ["envnews", *arguments]
    sys.modules["crawler.cli"].main()
    sys.exit()


if __name__ == "__main__":
    serve()
