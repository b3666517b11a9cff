"""Long answers, sent while they are made: by a thread that stops where nobody takes what it makes."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import IO, TYPE_CHECKING, Any, cast

from archive.browse.page import Stream
from archive.browse.readers import Readers

if TYPE_CHECKING:
    from archive.store import Archive

_PART = 64 * 1024  # characters that are sent at a time
_WAITING = 4  # parts that are made ahead
_PATIENCE = 30  # seconds that a part may wait to be taken


class Streamed:
    """An answer as Datasette takes it."""

    def __init__(self, reply: Stream, readers: Readers) -> None:
        self._reply = reply
        self._readers = readers

    async def asgi_send(self, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        """Send it from its first part on. What goes wrong later breaks the connection: no half passes for the whole."""
        parts: asyncio.Queue[str] = asyncio.Queue(_WAITING)
        made = asyncio.wrap_future(self._readers.begin(self._maker(parts, asyncio.get_running_loop())))
        begun = False
        while not (made.done() and parts.empty()):
            upcoming: asyncio.Future[str] = asyncio.ensure_future(parts.get())
            either: set[asyncio.Future[Any]] = {upcoming, made}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not upcoming.done():
                upcoming.cancel()
                continue
            if not begun:
                await send(self._start())
            begun = True
            body = upcoming.result().encode("utf-8", "replace")
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await made
        if not begun:
            await send(self._start())
        await send({"type": "http.response.body", "body": b""})

    def _start(self) -> dict[str, Any]:
        headers = {"content-type": self._reply.media_type, "cache-control": "no-cache", **self._reply.headers}
        raw = [(name.encode(), value.encode("latin1")) for name, value in headers.items()]
        return {"type": "http.response.start", "status": 200, "headers": raw}

    def _maker(self, parts: asyncio.Queue[str], loop: asyncio.AbstractEventLoop) -> Callable[[Archive], None]:
        def put(part: str) -> None:
            asyncio.run_coroutine_threadsafe(parts.put(part), loop).result(_PATIENCE)

        def make(archive: Archive) -> None:
            writer = _Writer(put)
            self._reply.write(archive, cast("IO[str]", writer))
            writer.flush()

        return make


class _Writer(io.TextIOBase):
    """A text stream whose parts another thread sends."""

    def __init__(self, put: Callable[[str], None]) -> None:
        self._put = put
        self._held: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        self._held.append(text)
        self._size += len(text)
        if self._size >= _PART:
            self.flush()
        return len(text)

    def flush(self) -> None:
        if self._held:
            self._put("".join(self._held))
        self._held, self._size = [], 0
