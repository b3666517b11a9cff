"""The server: Datasette over the archive, our plugin in it, our rules around it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import uvicorn
from datasette.database import Database

from archive.browse.csv_cells import with_harmless_cells
from archive.browse.plugin import BrowseDatasette
from archive.browse.readers import Readers
from archive.browse.security import App, guarded
from archive.browse.tables import METADATA
from archive.browse.warming import warm
from archive.database import FILE, open_database

_LOOK = Path(__file__).parent / "tables_look"
_LIMITS = {
    "allow_download": False,
    "allow_csv_stream": False,
    "default_page_size": 50,
    "suggest_facets": False,  # it tries every column, and takes seconds on a large table
    "max_returned_rows": 1000,
    "max_csv_mb": 10,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 200,
    "num_sql_threads": 2,
    "truncate_cells_html": 300,
}


class ArchiveDatabase(Database):  # type: ignore[misc] # it has no types
    """Our database as Datasette reads it: never written to, never taken for unchanging while a crawl may write."""

    def connect(self, write: bool = False) -> Any:
        """A connection for one thread."""
        if write:
            raise PermissionError("the archive is only read")
        return open_database(Path(self.path).parent, readonly=True).raw


def application(readers: Readers, folder: Path, *, sql: bool = False, names: Sequence[str] = ()) -> App:
    """The ASGI application. sql: visitors may ask in SQL. names: host names that it answers to."""
    settings = {**_LIMITS, "default_allow_sql": sql}
    datasette = BrowseDatasette(readers, settings=settings, metadata=METADATA, template_dir=str(_LOOK), cors=False)
    datasette.remove_database("_memory")
    datasette.add_database(ArchiveDatabase(datasette, str(folder / FILE)), name="archive")
    return guarded(with_harmless_cells(datasette.app()), names)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises click.UsageError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, UnicodeError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"{host}, port {port}: {reason}; --port 0 picks a free one") from error
    return listener


class Server(uvicorn.Server):
    """Answers until `should_exit` is set. ready: called when it does."""

    def __init__(self, app: App, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="error",
                access_log=False,
                server_header=False,
                lifespan="on",
                timeout_graceful_shutdown=2,
                limit_concurrency=200,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(folder: Path, listener: socket.socket, *, sql: bool, names: Sequence[str], ready: Callable[[], None]) -> None:
    """Answer until SIGINT or SIGTERM comes. ready: called when requests are taken."""
    with closing(Readers(folder)) as readers:
        readers.later(warm)
        server = Server(application(readers, folder, sql=sql, names=names), ready)
        for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn hands them back when it has ended, for whoever asks
            signal.signal(number, lambda *_: setattr(server, "should_exit", True))
        server.run([listener])
