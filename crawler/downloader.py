"""Scrapy's downloader without pauses of its own: its slots know one crawl, a host's pauses count for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader import Downloader

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class UnpacedDownloader(Downloader):
    """DOWNLOAD_DELAY and what a slow host adds to it are kept by the handler (handlers.py, pace.py)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._delay = 0.0  # of new slots; Scrapy's AutoThrottle sets it the same way
