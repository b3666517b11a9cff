"""Hands one message to all notifiers, and waits for them so long and no longer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

import crawler
from crawler.notifying.message import Message
from crawler.notifying.sender import Answer, Errand
from crawler.notifying.service import scheme_of

SECONDS = 20.0  # for all notifiers together
_GRACE = 5.0  # for the process to start and to end


def send(urls: Sequence[str], message: Message, seconds: float = SECONDS) -> list[Answer]:
    """Send to all at once; return what became of each, in their order. Never raises for what a notifier does."""
    if not urls:
        return []
    errand = msgspec.json.encode(Errand(tuple(urls), message, seconds))
    try:
        lines, failed = _run(errand, seconds + _GRACE)
    except OSError as error:  # no memory or no process left
        lines, failed = [], f"cannot be asked: {error.strerror}"
    return _answers(urls, lines, failed or f"did not answer within {seconds:g} seconds")


def _run(errand: bytes, seconds: float) -> tuple[list[bytes], str]:
    """The lines that the sender wrote, and why it broke off, where it did so by itself."""
    command = [sys.executable, "-P", "-m", "crawler.notifying.sender"]  # -P: nothing of the folder we are in is run
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, env=_environment(), stdin=pipe, stdout=pipe, stderr=nowhere) as sender:  # noqa: S603 - our own module
        try:
            told, _ = sender.communicate(errand, timeout=seconds)
        except subprocess.TimeoutExpired:
            sender.kill()
            told, _ = sender.communicate()
            return told.splitlines(), ""
    return told.splitlines(), f"the sender ended with code {sender.returncode}" if sender.returncode else ""


def _environment() -> dict[str, str]:
    """Ours, and where the sender finds this package."""
    home = str(Path(crawler.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}


def _answers(urls: Sequence[str], lines: Sequence[bytes], silent: str) -> list[Answer]:
    """The last that was heard of each; `silent` is why, of those of which no end was heard."""
    heard = {place: Answer(place, scheme_of(url)) for place, url in enumerate(urls)}
    for line in lines:
        try:
            answer = msgspec.json.decode(line, type=Answer)
        except msgspec.DecodeError:  # cut off
            continue
        heard[answer.place] = answer
    return [
        answer if answer.took is not None else msgspec.structs.replace(answer, took=False, why=silent)
        for answer in heard.values()
    ]
