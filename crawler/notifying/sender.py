"""Sends one message to all notifiers, in a process of its own: `python -m crawler.notifying.sender`, see sending.py.

A server that sends a byte a minute holds a thread for ever, and a thread cannot be stopped; a process can. It reads
one Errand from standard input and writes an Answer a line to standard output: one for each notifier at once (took is
None), then one for each as soon as it is known what became of it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from crawler.notifying.defused import defused
from crawler.notifying.message import MOST_BYTES, Message
from crawler.notifying.service import Service, service_of, without_secrets

if TYPE_CHECKING:
    from apprise.result import AppriseResult

_LEAST = 60  # bytes of a text that says anything


class Errand(msgspec.Struct, frozen=True):
    """What is to be sent, where to (secret), and how many seconds it may take."""

    urls: tuple[str, ...]
    message: Message
    seconds: float


class Answer(msgspec.Struct, frozen=True):
    """What became of one notifier. place: in the errand's urls. shown: its address without secrets.

    took: whether it took the message; None where that is not known yet. why: why it did not.
    """

    place: int
    shown: str
    took: bool | None = None
    why: str = ""


def main() -> None:
    """Send; end after the errand's seconds whatever happens. What it takes to load apprise comes on top."""
    errand = msgspec.json.decode(sys.stdin.buffer.read(), type=Errand)
    services = [service_of(url) for url in errand.urls]
    end = time.monotonic() + errand.seconds
    for place, service in enumerate(services):
        _say(Answer(place, service.shown))
    threads = [
        threading.Thread(target=_deliver, args=(errand, place, service), daemon=True)
        for place, service in enumerate(services)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    os._exit(0)  # apprise's own threads would be waited for


_SAYING = threading.Lock()


def _say(answer: Answer) -> None:
    with _SAYING:
        os.write(sys.stdout.fileno(), msgspec.json.encode(answer) + b"\n")


def _deliver(errand: Errand, place: int, service: Service) -> None:
    why = _send(service, errand)
    text = without_secrets(why or "", errand.urls[place], service.shown)
    _say(Answer(place, service.shown, took=why is None, why=defused(text)))


def _send(service: Service, errand: Errand) -> str | None:
    """Return why the notifier did not take it; None where it did."""
    from apprise import Apprise, NotifyFormat

    if service.plugin is None:
        return "apprise knows no such service, or its address lacks something"
    apprise = Apprise()
    apprise.add(service.plugin)
    message = errand.message
    room = service.plugin.body_maxlen - len(message.subject.encode()) - 8  # apprise may put the subject into the text
    text = message.within(max(min(MOST_BYTES, room), _LEAST))
    result = apprise.notify(text, title=message.subject, body_format=NotifyFormat.TEXT, timeout=errand.seconds)
    return None if _took(result) else _reason(result)


def _took(result: AppriseResult) -> bool:
    """Whether the service took it, even where the operator called it optional."""
    return any(bool(attempt) for each in result for attempt in each)


def _reason(result: AppriseResult) -> str:
    told = [entry.message for entry in result.logs() if entry.level in {"WARNING", "ERROR", "CRITICAL"}]
    return told[-1] if told else f"no answer ({result.status.name.lower()})"


if __name__ == "__main__":
    main()
