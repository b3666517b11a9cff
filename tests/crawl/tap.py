"""Ask for addresses through the crawler's own handlers and print what a spider's `record` is given for each.

Argument: JSON {home, settings, requests: [{url, method, body, meta}]}. Output: JSON, an object a request.
"""

import asyncio
import base64
import json
import sys
from dataclasses import asdict

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, ResponseDataLossError
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings

from crawler.failures import UNREACHABLE, reason_of
from crawler.portal import Portal

OFF = {
    "LOG_ENABLED": False,
    "LOG_INSTALL_ROOT_HANDLER": False,
    "ROBOTSTXT_OBEY": False,  # nobody asks for robots.txt where a test counts requests
    "RETRY_BACKOFF": 0.001,
    "DOWNLOAD_DELAY": 0,
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
}
FAILURES = (IgnoreRequest, DownloadCancelledError, ResponseDataLossError, *UNREACHABLE)
JOB = json.loads(sys.argv[1])
RESULTS = []


class Tap(scrapy.Spider):
    name = "tap"
    portal = Portal(id="xx-tap", home=JOB["home"])
    handle_httpstatus_all = True

    @classmethod
    def from_crawler(cls, crawler):
        spider = super().from_crawler(crawler)
        spider.hosts = frozenset(cls.portal.every_host)
        spider.taken = []
        return spider

    def record(self, request, exchange):
        self.taken.append(exchange)

    async def start(self):
        for wanted in JOB["requests"]:
            if wanted.get("pause"):
                await asyncio.sleep(wanted.pop("pause"))
            RESULTS.append(await self.ask(scrapy.Request(**wanted, callback=NO_CALLBACK, dont_filter=True)))
        return
        yield

    async def ask(self, request):
        self.taken.clear()
        found = {"url": request.url, "error": None}
        try:
            response = await self.crawler.engine.download_async(request)
        except FAILURES as error:
            found |= {"error": reason_of(error), "ignored": isinstance(error, IgnoreRequest)}
        else:
            headers = [(name, value) for name, values in response.headers.items() for value in values]
            found |= {"status": response.status, "headers": headers, "body": response.body}
        return found | {"exchanges": [asdict(exchange) for exchange in self.taken]}


def plain(value):
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value.isoformat()


settings = Settings()
settings.setmodule("crawler.settings", priority="project")
middlewares = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), "crawler.middlewares.ScopeMiddleware": None}
settings.setdict({**OFF, "DOWNLOADER_MIDDLEWARES": middlewares, **JOB.get("settings", {})}, priority="cmdline")
process = AsyncCrawlerProcess(settings)
process.crawl(Tap)
process.start()
json.dump(RESULTS, sys.stdout, default=plain)
