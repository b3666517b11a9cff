"""Where the log of a run goes, and what each of its lines begins with: the run, and the portal where that is known."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from archive.text import as_json, printable

if TYPE_CHECKING:
    from scrapy.settings import Settings

_PORTAL: ContextVar[str | None] = ContextVar("portal", default=None)

# What runs beneath the requests is called by Twisted's timers and sockets, in the context of whichever portal armed
# them last: there the context says nothing. The garbage collector's complaints come at any time.
_BENEATH = ("twisted", "asyncio", "py.warnings", "scrapy.core.downloader", "scrapy.core._http2")


@contextmanager
def about(portal: str) -> Iterator[None]:
    """Let the lines of the tasks that are begun inside be the portal's."""
    token = _PORTAL.set(portal)
    try:
        yield
    finally:
        _PORTAL.reset(token)


def portal_of(record: logging.LogRecord) -> str | None:
    """The portal that a line is about: what it was given along, else whose task wrote it; None where nobody knows."""
    crawler = getattr(record, "crawler", None)
    for told in (getattr(record, "spider", None), getattr(crawler, "spidercls", None)):
        portal = getattr(told, "portal", None)
        if portal is not None:
            return str(portal.id)
    if any(record.name == name or record.name.startswith(f"{name}.") for name in _BENEATH):
        return None
    return _PORTAL.get()


class RunFormatter(logging.Formatter):
    """Lines as LOG_FORMAT has them, `run 12 vn-mae: ` before the message and before each further line of it.

    What the web says commands no terminal, and cannot pass for another line.
    """

    def __init__(self, run_id: int | None, form: str | None = None, dates: str | None = None) -> None:
        super().__init__(form, dates)
        self.run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        first, *more = printable(super().format(record)).splitlines() or [""]
        return "\n".join([first, *(f"{self._mark(record)}| {line}" for line in more)])

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        mark = self._mark(record)
        record.message = f"{mark.rstrip()}: {record.message}" if mark else record.message
        return super().formatMessage(record)

    def _mark(self, record: logging.LogRecord) -> str:
        run = f"run {self.run_id}" if self.run_id else None
        return "".join(f"{part} " for part in (run, printable(portal_of(record) or "")) if part)


class JsonFormatter(logging.Formatter):
    """An object a line: {time (UTC), level, run, portal, logger, message}, and `traceback` where there is one."""

    def __init__(self, run_id: int | None) -> None:
        super().__init__()
        self.run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "run": self.run_id,
            "portal": portal_of(record),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return as_json(told)


def set_up_logging(settings: Settings) -> None:
    """Send the log to standard error (or LOG_FILE) at LOG_LEVEL, with LOG_JSON an object a line.

    Warnings of libraries are not the user's business.
    """
    warnings.simplefilter("ignore")
    target = settings.get("LOG_FILE")
    mode = "a" if settings.getbool("LOG_FILE_APPEND") else "w"
    handler = logging.FileHandler(target, mode, encoding="utf-8") if target else logging.StreamHandler()
    handler.setLevel(settings.get("LOG_LEVEL"))
    handler.setFormatter(_formatter(settings))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(settings.get("LOG_LEVEL"))


def _formatter(settings: Settings) -> logging.Formatter:
    run_id = settings.getint("RUN_ID") or None
    if settings.getbool("LOG_JSON"):
        return JsonFormatter(run_id)
    return RunFormatter(run_id, settings.get("LOG_FORMAT"), settings.get("LOG_DATEFORMAT"))
