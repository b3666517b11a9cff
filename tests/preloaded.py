"""`envnews` in processes that have its imports behind them: a second and more of every start, many times over.

A server that has imported the command forks for each that is asked of it; the fork runs the command to its end, as
`python -m crawler` would: a process with a folder, environment, streams and exit code of its own, that can be killed.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import click
from command_tree import commands_of

ROOT = Path(__file__).parent.parent
AHEAD = (
    "aiohttp.web", "archive.schema", "crawler.cli", "crawler.extensions", "crawler.handlers", "crawler.middlewares",
    "crawler.overrides", "crawler.pipelines", "crawler.progress", "crawler.runner", "crawler.spiders.portal",
    "archive.search.matching",
    "concurrent.futures.thread", "crawler.downloader", "holidays", "platformdirs", "resource", "rich._emoji_codes",
    "scrapy.crawler", "scrapy.dupefilters", "scrapy.logformatter", "scrapy.pqueues", "scrapy.squeues",
    "scrapy.statscollectors", "scrapy.utils._remote_control", "tldextract",
)  # fmt: skip
NUMBER = struct.Struct("!i")
_one_at_a_time = threading.Lock()


@dataclass
class Process:
    """A command that runs: the part of subprocess.Popen that tests need."""

    pid: int
    line: socket.socket  # tells the exit code when it has ended
    returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, or the negative number of the signal that ended it. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            self.line.settimeout(timeout)
            try:
                self.returncode = _number(self.line)
            except TimeoutError:
                raise subprocess.TimeoutExpired("envnews", timeout or 0) from None
            self.line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def start(
    arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], out: int, err: int,
    python: str = sys.executable, program: str = "",
) -> Process:  # fmt: skip
    """Start `envnews ARGUMENTS…` in `folder`. out, err: the file descriptors that it writes to.

    program: what is run in its place, as `python -c PROGRAM ARGUMENTS…`.
    """
    ours, its = socket.socketpair()
    asked = {"arguments": arguments, "folder": str(folder), "environment": dict(environment), "program": program}
    text = json.dumps(asked).encode() + b"\n"
    with _one_at_a_time:
        with its, Path(os.devnull).open("rb") as nothing:
            socket.send_fds(_server(python), [text], [nothing.fileno(), out, err, its.fileno()])
        return Process(_number(ours), ours)


def run(
    arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], timeout: float,
    python: str = sys.executable, program: str = "",
) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
    """Run it to its end, as subprocess.run does. timeout: seconds; then it is killed and TimeoutExpired raised."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = start(arguments, folder, environment, out.fileno(), err.fileno(), python, program)
        try:
            process.wait(timeout)
        finally:
            if process.returncode is None:
                process.kill()
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess(arguments, process.wait(), out.read(), err.read())


def run_text(
    arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], timeout: float, program: str = ""
) -> subprocess.CompletedProcess[str]:
    """The same; what it prints is text."""
    done = run(arguments, folder, environment, timeout, program=program)
    return subprocess.CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())


def _number(line: socket.socket) -> int:
    told = line.recv(NUMBER.size, socket.MSG_WAITALL)
    if len(told) < NUMBER.size:
        raise RuntimeError("the process that runs the commands has ended")
    return int(NUMBER.unpack(told)[0])


@functools.cache
def _server(python: str) -> socket.socket:
    ours, its = socket.socketpair()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ENVNEWS_")}
    with its:
        process = subprocess.Popen(
            [python, __file__, str(its.fileno())], pass_fds=[its.fileno()], cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, env=environment | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    atexit.register(_end, ours, process)
    return ours


def _end(line: socket.socket, server: subprocess.Popen[bytes]) -> None:
    line.shutdown(socket.SHUT_RDWR)  # close() would not do where a fork of this process still has it open
    server.wait()
    line.close()


def serve(line: socket.socket) -> None:
    """Start what is asked for, until nothing more can be."""
    for name in AHEAD:
        importlib.import_module(name)
    _all_of(sys.modules["crawler.cli"].envnews)
    for place in _of_scrapy(sys.modules["scrapy.settings.default_settings"]):
        importlib.import_module(place.rpartition(".")[0])
    gc.collect()
    gc.freeze()  # a command need not look again at all that is loaded
    while asked := _request(line):
        if not os.fork():
            line.close()
            _keep(*asked)
        for descriptor in asked[1]:
            os.close(descriptor)
        _bury_keepers(os.WNOHANG)
    _bury_keepers(0)


def _bury_keepers(how: int) -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def _all_of(command: click.Command) -> None:
    """Import all that the group holds: its commands are imported when they are asked for."""
    for held in commands_of(command).values():
        _all_of(held)


def _of_scrapy(settings: ModuleType) -> set[str]:
    """The classes that Scrapy loads by their names when a crawl begins."""
    return {
        place
        for name, held in vars(settings).items()
        if name.endswith("_BASE")
        for place in (*held, *held.values())
        if isinstance(place, str) and place.startswith("scrapy.")
    }


def _request(line: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    text, descriptors, _, _ = socket.recv_fds(line, 1 << 16, 4)
    while text and not text.endswith(b"\n"):
        text += line.recv(1 << 16)
    return (json.loads(text), descriptors) if text else None


def _keep(asked: dict[str, Any], descriptors: list[int]) -> NoReturn:
    """Run the command in a process of its own and tell how it ended."""
    *streams, told = descriptors
    child = os.fork()
    if not child:
        os.close(told)
        _become(asked, streams)
    for stream in (*streams, 0, 1, 2):
        os.close(stream)
    with socket.socket(fileno=told) as line, contextlib.suppress(BrokenPipeError):
        line.sendall(NUMBER.pack(child))
        line.sendall(NUMBER.pack(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
    os._exit(0)


def _become(asked: dict[str, Any], streams: list[int]) -> NoReturn:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    sys.argv = ["envnews", *asked["arguments"]]
    try:
        if asked["program"]:
            exec(asked["program"], {"__name__": "__main__"})  # noqa: S102 - a test's own
        else:
            sys.modules["crawler.cli"].main()
    except SystemExit as ended:
        if isinstance(ended.code, int):
            _leave(ended.code)
        raise
    sys.exit()


def _leave(code: int) -> None:
    """End as Python does, but leave to the kernel what is loaded: to take it apart costs more than most commands.

    Comes back where what was printed cannot be written; Python then ends with a code of its own.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError, ValueError):
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
