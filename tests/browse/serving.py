"""An archive served as `envnews browse` serves it, and a browser that notes whatever it should not do."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import uvicorn
from playwright.sync_api import sync_playwright

from archive.browse.readers import Readers
from archive.browse.server import application, listening

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = ["--disable-features=IsolateSandboxedIframes"]  # a process for each frame takes a quarter of a second


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode()


@dataclass(frozen=True)
class Site:
    """base: its address, without a slash at the end."""

    base: str

    def get(self, path):
        request = Request(self.base + path)  # noqa: S310 - our own server
        try:
            with urlopen(request, timeout=30) as reply:  # noqa: S310
                return Reply(reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.read())
        except HTTPError as error:
            with error:
                return Reply(error.code, {name.lower(): value for name, value in error.headers.items()}, error.read())


@contextmanager
def served(folder):
    """The archive on a free port of this machine."""
    readers, listener = Readers(folder), listening("127.0.0.1", 0)
    config = uvicorn.Config(application(readers, folder), log_level="error", access_log=False, lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join()
        readers.close()
        listener.close()


@dataclass
class Watched:
    """A page of a browser. told: what it logged, asked, opened or was led to beside the pages of the site."""

    page: object
    site: Site
    told: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", lambda message: self.told.append(f"logged: {message.text}"))
        self.page.on("pageerror", lambda error: self.told.append(f"error: {error}"))
        self.page.on("popup", lambda popup: self.told.append(f"opened: {popup.url}"))
        self.page.on("dialog", lambda dialog: (self.told.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", self._asked)
        self.page.on("download", lambda download: self.downloads.append(download.suggested_filename))

    def _asked(self, request):
        if not request.url.startswith((f"{self.site.base}/", "data:image/")):
            self.told.append(f"asked: {request.url}")

    def open(self, path):
        """Load a page and what is in it. What an error page logs for itself is no fault."""
        reply = self.page.goto(self.site.base + path, wait_until="load")
        if reply.status in {400, 404}:
            self.told = [told for told in self.told if "Failed to load resource" not in told]
        if self.page.title() == "RAN" or not self.page.url.startswith(f"{self.site.base}/"):
            self.told.append(f"led: {self.page.url} {self.page.title()}")
        return reply


@contextmanager
def chromium():
    """A browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
