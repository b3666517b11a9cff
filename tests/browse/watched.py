"""A page of a browser that notes whatever it does beside showing the site."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Watched:
    """told: what the page logged, asked, opened or was led to beside the pages of the site."""

    page: object
    site: object
    told: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", lambda message: self.told.append(f"logged: {message.text}"))
        self.page.on("pageerror", lambda error: self.told.append(f"error: {error}"))
        self.page.on("popup", lambda popup: self.told.append(f"opened: {popup.url}"))
        self.page.on("dialog", lambda dialog: (self.told.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", self._asked)

    def _asked(self, request):
        if not request.url.startswith((self.site.address, "data:image/")):
            self.told.append(f"asked: {request.url}")

    def open(self, path):
        """Load a page and what is in it. What an error page logs for itself is no fault."""
        reply = self.page.goto(self.site.address + path[1:], wait_until="load")
        if reply.status in {400, 404}:
            self.told = [told for told in self.told if "Failed to load resource" not in told]
        if self.page.title() == "RAN" or not self.page.url.startswith(self.site.address):
            self.told.append(f"led: {self.page.url} {self.page.title()}")
        return reply


@contextmanager
def watching(browser, site, **options):
    page = browser.new_page(**options)
    yield Watched(page, site)
    page.close()
