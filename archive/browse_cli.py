"""`envnews browse`: the archive as a web page."""

from __future__ import annotations

import ipaddress
import socket
import webbrowser
from pathlib import Path

import click

from archive.cli_options import archive_option, open_archive

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

    with listening(host, port) as listener:
        address = _address(listener)

        def ready() -> None:
            click.echo(f"The archive {archive} is at {address} (Ctrl-C ends it)")
            if show:
                webbrowser.open(address)

        serve(archive, listener, sql=sql, names=(host, *names), ready=ready)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
