"""How each host is treated by all crawls of this process together: its places, its pauses, its trouble.

Two portals may stand on one host, and the pictures of many on one: what they ask of it must add up to what one visitor
would. A host is a name, whatever its port; on this machine each port is a host of its own.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from crawler.pace import Pace
from crawler.patience import Patience
from crawler.targets import is_loopback

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


class Places:
    """The connections of one host. First come, first served; who may use more of them waits no less for its turn."""

    def __init__(self) -> None:
        self._taken = 0
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    @asynccontextmanager
    async def taken(self, most: int) -> AsyncIterator[None]:
        """Hold a place, once fewer than `most` are held."""
        await self._take(most)
        try:
            yield
        finally:
            self._give_back()

    async def _take(self, most: int) -> None:
        if not self._waiting and self._taken < most:
            self._taken += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((most, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came at the same moment
                self._give_back()
            else:
                self._waiting.remove((most, turn))
                self._call()
            raise

    def _give_back(self) -> None:
        self._taken -= 1
        self._call()

    def _call(self) -> None:
        while self._waiting and self._taken < self._waiting[0][0]:
            _, turn = self._waiting.popleft()
            if not turn.cancelled():
                self._taken += 1
                turn.set_result(None)


@dataclass(frozen=True, slots=True)
class Host:
    """One host. patience: its trouble; pace: the pauses that it gets in good days."""

    patience: Patience
    pace: Pace = field(default_factory=Pace)
    places: Places = field(default_factory=Places)


_KNOWN: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, Host]] = WeakKeyDictionary()


def host_at(url: str, settings: BaseSettings) -> Host:
    """The host of an address, as all crawls of the running loop know it. settings: of whoever meets it first."""
    hosts = _KNOWN.setdefault(asyncio.get_running_loop(), {})
    key = _key(url)
    if key not in hosts:
        backoff, longest = settings.getfloat("RETRY_BACKOFF"), settings.getfloat("RETRY_WAIT_MAX")
        hosts[key] = Host(Patience(backoff=backoff, longest=longest))
    return hosts[key]


def _key(url: str) -> str:
    parts = urlsplit(url)
    name = (parts.hostname or "").rstrip(".")
    return f"{parts.scheme}://{parts.netloc}" if is_loopback(url) else name
