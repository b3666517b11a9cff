"""`envnews browse`: the archive as a web page."""

from __future__ import annotations

import ipaddress
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from archive.cli_options import archive_option, open_archive
from archive.errors import ArchiveError

_PORT = 8001


@click.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    metavar="N",
    help="On which port; 0 picks a free one.",
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name to answer to (may be repeated).")
@click.option("--sql", is_flag=True, help="Let visitors ask in SQL; they still only read.")
@click.option("--open", "show", is_flag=True, help="Open it in your browser.")
def browse(archive: Path, host: str, port: int, names: tuple[str, ...], sql: bool, show: bool) -> None:
    """Show the archive as a web page on this machine, until Ctrl-C.

    It only reads, and a crawl may write meanwhile. Nothing is loaded from elsewhere. Who listens on more than
    127.0.0.1 shows the archive to everybody who reaches that address: there is no password.
    """
    open_archive(archive).close()  # one of an older version is brought up to date, where it can be
    from archive.browse.server import listening, serve

    with listening(host, port) as listener, _indexing(archive):
        address = _address(listener)

        def ready() -> None:
            click.echo(f"The archive {archive} is at {address} (Ctrl-C ends it)")
            if show:
                webbrowser.open(address)

        serve(archive, listener, sql=sql, names=(host, *names), ready=ready)


@contextmanager
def _indexing(folder: Path) -> Iterator[None]:
    """Meanwhile, let the search index catch up where it may be written: it may not have come along with the archive."""
    is_over = threading.Event()
    thread = threading.Thread(target=_index, args=(folder, is_over.is_set))
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _index(folder: Path, is_stopped: Callable[[], bool]) -> None:
    try:
        with open_archive(folder) as archive:
            archive.index_pending(is_stopped)
    except ArchiveError as error:
        click.echo(f"envnews: the search index is not up to date: {error}", err=True)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
