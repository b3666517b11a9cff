"""What went over the wire, gathered until the visit that it belongs to is stored. Packed beside the crawl's thread."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING

from archive import warc
from archive.exchange import Exchange
from archive.frontier import Address
from archive.warc import Packed

if TYPE_CHECKING:
    from scrapy import Request

_NO_VISIT = ""  # robots.txt, the home page asked for its cookie


class Recorder:
    """The exchanges of one portal's crawl that are not stored yet, by the address that they were made for."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[asyncio.Future[Packed]]] = defaultdict(list)

    def record(self, request: Request, exchange: Exchange) -> None:
        """Take what came of a request, whatever it was."""
        address = request.cb_kwargs.get("address")
        key = address.url if isinstance(address, Address) else _NO_VISIT
        packing = asyncio.get_running_loop().run_in_executor(None, warc.pack, exchange)
        self._waiting[key].append(packing)

    async def of_visit(self, url: str) -> tuple[Packed, ...]:
        """The exchanges of an address, in order; they are the caller's from now on."""
        return await self._take(url)

    async def of_no_visit(self) -> tuple[Packed, ...]:
        """Those that no address was visited for."""
        return await self._take(_NO_VISIT)

    async def rest(self) -> tuple[Packed, ...]:
        """All that is left when the crawl ends: visits that came to nothing."""
        left = [await self._take(url) for url in list(self._waiting)]
        return tuple(packed for some in left for packed in some)

    async def _take(self, key: str) -> tuple[Packed, ...]:
        return tuple([await packing for packing in self._waiting.pop(key, ())])
