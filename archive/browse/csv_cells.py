"""Datasette's CSV files, with cells that a spreadsheet would compute made harmless, as our own export makes them."""

from __future__ import annotations

import csv
import io

from archive.browse.security import App, Message, Receive, Scope, Send
from archive.export.csv import defused


def with_harmless_cells(app: App) -> App:
    """The application; its CSV files, of at most as many rows as a page of JSON may have, are sent in one piece."""

    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (scope["path"].startswith("/archive") and scope["path"].endswith(".csv")):
            await app(scope, receive, send)
            return
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await app(scope, receive, keep)
        start = messages[0]
        body = b"".join(message.get("body", b"") for message in messages[1:])
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": harmless(body) if start["status"] == 200 else body})

    return told


def harmless(body: bytes) -> bytes:
    r"""The same table.

    >>> harmless(b"title\r\n=1+1\r\n")
    b"title\r\n'=1+1\r\n"
    """
    made = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(body.decode("utf-8", "replace"), newline=""))
    csv.writer(made).writerows([defused(cell) for cell in row] for row in rows)
    return made.getvalue().encode()
