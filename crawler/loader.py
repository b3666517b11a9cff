"""Every active portal of the registry is a Scrapy spider: `scrapy list`, `scrapy crawl vn-mae -s ARCHIVE=DIR`."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import Request, Spider
from scrapy.exceptions import UsageError

from crawler import registry
from crawler.portal import Portal, PortalState
from crawler.portal_file import PortalFileError
from crawler.registry import Registry, UnknownPortalError
from crawler.spiders.portal import PortalSpider

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


class SpiderNotFoundError(UsageError, KeyError):
    """No spider of this name. A KeyError, as Scrapy's protocol has it, that Scrapy's commands print as one line."""

    def __str__(self) -> str:
        return str(self.args[0])


def spider_of(portal: Portal) -> type[PortalSpider]:
    """Make the spider class that crawls this portal."""
    name = "".join(part.capitalize() for part in portal.id.split("-"))
    return type(f"{name}Spider", (PortalSpider,), {"name": portal.id, "portal": portal, "__module__": __name__})


class PortalSpiderLoader:
    """Scrapy's spider loader over the registry. Setting: PORTALS, a folder of the user's own portals."""

    def __init__(self, portals: Registry) -> None:
        self._portals = portals
        self._classes: dict[str, type[PortalSpider]] = {}

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read no file yet. Raises UsageError where PORTALS is no folder."""
        folder = settings.get("PORTALS")
        try:
            return cls(registry.load(Path(folder) if folder else None))
        except PortalFileError as error:
            raise UsageError(str(error), print_help=False) from error

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of this portal. Raises SpiderNotFoundError, a KeyError, with the reason."""
        if spider_name not in self._classes:
            self._classes[spider_name] = spider_of(self._active(spider_name))
        return self._classes[spider_name]

    def list(self) -> list[str]:
        """Name the active portals; each broken file is left out with a warning of one line."""
        for problem in self._portals.problems:
            warnings.warn_explicit(f"left out: {problem}", UserWarning, filename="envnews", lineno=0)
        return [portal.id for portal in self._portals if portal.state is PortalState.ACTIVE]

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]  # `list` is the method here
        """Name the portal that the request's address belongs to: a list of at most one."""
        portal = self._portals.for_url(request.url)
        return [portal.id] if portal and portal.state is PortalState.ACTIVE else []

    def _active(self, portal_id: str) -> Portal:
        try:
            portal = self._portals.get(portal_id)
        except (UnknownPortalError, PortalFileError) as error:
            raise SpiderNotFoundError(str(error), print_help=False) from error
        if portal.state is PortalState.ACTIVE:
            return portal
        hint = f"; '{portal.successor}' took over" if portal.successor else ""
        raise SpiderNotFoundError(f"portal '{portal_id}' is {portal.state}{hint}", print_help=False)
