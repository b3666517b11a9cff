"""The commands that the documents show, run one after the other as a reader would, and what they print.

A block of a document that is marked `console` holds commands behind `$ `, each with its output below it; one marked
`pycon` holds a Python session. In an output, `[…]` stands for anything: in a line of its own for any lines. Commands
that serve something go on until the next one of their kind.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.request import urlopen

import preloaded

ROOT = Path(__file__).parents[2]
# In this order: the others ask the archive that the tutorial makes.
_ORDER = ("tutorial", "query", "journalist", "researcher")
DOCUMENTS = tuple(ROOT / "docs" / f"{name}.md" for name in _ORDER)
SERVERS = {"python -m crawler.demo": "8000", "envnews browse": "8001"}  # with the port that the documents tell
_BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATIENCE = 30.0  # seconds until a server has said where it stands


@dataclass(frozen=True, slots=True)
class Step:
    """A command or a line of Python, and what the document says that it prints. start, end: of that in the document."""

    kind: str
    command: str
    output: str
    start: int
    end: int


def steps(document: str) -> list[Step]:
    """All steps of a document, in order."""
    return [step for block in _BLOCK.finditer(document) for step in _of_block(block)]


def _of_block(block: re.Match[str]) -> Iterator[Step]:
    prompt, text, base = {"console": "$ ", "pycon": ">>> "}[block[1]], block[2], block.start(2)
    starts = [found.start() for found in re.finditer(rf"^{re.escape(prompt)}", text, re.MULTILINE)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        lines = text[start:end].splitlines(keepends=True)
        own = 1 + sum(1 for _ in _continued(lines[1:])) if block[1] == "pycon" else 1
        command = "".join([lines[0].removeprefix(prompt), *(line[4:] for line in lines[1:own])])
        output = "".join(lines[own:])
        yield Step(block[1], command.strip(), output, base + end - len(output), base + end)


def _continued(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("..."):
            return
        yield line


@dataclass
class Reader:
    """Somebody who types what the documents say, in a folder. A context manager: at its end no server runs on."""

    folder: Path
    names: dict[str, object] = field(default_factory=dict)
    serving: dict[str, preloaded.Process | subprocess.Popen[bytes]] = field(default_factory=dict)
    ports: dict[str, str] = field(default_factory=lambda: dict(zip(SERVERS.values(), _free_ports(), strict=False)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for server in list(self.serving):
            self._stop(server)

    def run(self, step: Step) -> str:
        """Do it; return what it prints."""
        told = self._python(step) if step.kind == "pycon" else self._command(step)
        for port, taken in self.ports.items():
            told = re.sub(rf"127\.0\.0\.1([:-]?){taken}\b", rf"127.0.0.1\g<1>{port}", told)
        return told.replace(f"{self.folder}/", "").strip("\n") + "\n" if told.strip() else ""

    def _command(self, step: Step) -> str:
        command = step.command
        for port, taken in self.ports.items():
            command = command.replace(f"127.0.0.1:{port}", f"127.0.0.1:{taken}")
        server = next((name for name in SERVERS if command.startswith(name)), None)
        with tempfile.TemporaryFile() as out:
            if server is None:
                process = self._start(shlex.split(command), out.fileno())
                process.wait(timeout=120)
            else:
                self._serve(server, command, out.fileno())
                _wait_for_lines(out, step.output.count("\n"))
                _look_at(out)
            out.seek(0)
            return "\n".join(line.rstrip() for line in out.read().decode().splitlines())

    def _start(self, words: list[str], out: int) -> preloaded.Process | subprocess.Popen[bytes]:
        if words[0] == "envnews":
            return preloaded.start(tuple(words[1:]), self.folder, self._environment(), out, out)
        words = [sys.executable if word == "python" and number == 0 else word for number, word in enumerate(words)]
        return subprocess.Popen(words, cwd=self.folder, env=self._environment(), stdout=out, stderr=out)

    def _serve(self, server: str, command: str, out: int) -> None:
        self._stop(server)
        words = [*shlex.split(command), "--port", self.ports[SERVERS[server]]]
        self.serving[server] = self._start(words, out)

    def _stop(self, server: str) -> None:
        if process := self.serving.pop(server, None):
            with contextlib.suppress(ProcessLookupError):  # it ended by itself
                process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)

    def _environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("ENVNEWS_")}
        return {
            **others,
            "COLUMNS": "100",
            "ENVNEWS_CONFIG": str(self.folder / "config.toml"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }

    def _python(self, step: Step) -> str:
        """As Python's own prompt: what is printed, and the value of an expression."""
        told = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(told):
            code = compile(ast.Interactive(ast.parse(step.command).body), "<documentation>", "single")
            exec(code, self.names)  # noqa: S102 - our own documents
        return told.getvalue()


def _free_ports() -> Iterator[str]:
    """Free ports of four digits, so that tables are as wide as with those in the documents."""
    for port in range(8000 + os.getpid() % 1000, 10000):
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            yield str(port)


def _wait_for_lines(out: io.BufferedRandom, lines: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        out.seek(0)
        if out.read().count(b"\n") >= max(1, lines):
            return
        time.sleep(0.02)
    raise TimeoutError("a server said nothing")


def _look_at(out: io.BufferedRandom) -> None:
    """Ask for the page at the address that was printed. Raises OSError where none answers."""
    out.seek(0)
    address = re.search(rb"http://[^\s/]+/", out.read())
    assert address, "a server did not say where it stands"
    urlopen(address[0].decode()).close()  # noqa: S310 - http, on this machine


# comparing

_ANY_LINES, _ANY = re.compile(r"^\\\[…\\\]\n", re.MULTILINE), re.compile(r"\\\[…\\\]")
_TIMES = (
    (re.compile(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)?)?"), "<time>"),
    (re.compile(r"\b20(?:2[6-9]|[3-9]\d)\d{4,10}[T-]?\d*\b"), "<time>"),
    (re.compile(r"\b\d\d:\d\d(?::\d\d)?\b(?= UTC)"), "<time>"),
    (re.compile(r"\b\d+(?:\.\d+)? (?:s|ms|kB|MB|bytes|days)\b"), "<amount>"),
    (re.compile(r"(?<= )\d+\.\d$", re.MULTILINE), "<amount>"),
    (re.compile(r"\b[0-9a-f]{10,64}(?:-\d+)?\b"), "<hash>"),
    (re.compile(r"[ ─━]{2,}"), "  "),
    (re.compile(r" +$", re.MULTILINE), ""),
)


def agree(expected: str, printed: str) -> bool:
    """Whether a command printed what the document says, times, durations, hashes and widths of columns left aside."""
    pattern = re.escape(_timeless(expected)).replace("\\\n", "\n")
    pattern = _ANY.sub(".*", _ANY_LINES.sub("(?:.*\n)*", pattern))
    return re.fullmatch(pattern, _timeless(printed)) is not None


def _timeless(text: str) -> str:
    for pattern, instead in _TIMES:
        text = pattern.sub(instead, text)
    return text.strip("\n") + "\n"
