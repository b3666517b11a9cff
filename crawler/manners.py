"""What a crawl's settings ask for at one host: the pause, the connections, whether a slow one gets longer pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy.settings import SETTINGS_PRIORITIES

from crawler.targets import is_loopback

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

FOREIGN_CONNECTIONS = 1  # to a host that is not the portal's: its file speaks of its own ones


@dataclass(frozen=True, slots=True)
class Manners:
    """delay: seconds from one request to the next. connections: at once. throttled: slow answers lengthen the pause.

    share: of its time in which a host may work for us; longest_rest: seconds that a slow one gets after an answer.
    """

    delay: float
    connections: int
    throttled: bool
    share: float
    longest_rest: float


def manners_for(url: str, settings: BaseSettings, *, is_own: bool) -> Manners:
    """The manners at an address's host. On this machine nobody is disturbed, unless the user says otherwise."""
    is_here = is_loopback(url)
    connections = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") if is_own else FOREIGN_CONNECTIONS
    return Manners(
        delay=settings.getfloat("DOWNLOAD_DELAY") if _applies("DOWNLOAD_DELAY", settings, is_here=is_here) else 0.0,
        connections=max(connections, 1),
        throttled=settings.getbool("THROTTLE") and _applies("THROTTLE", settings, is_here=is_here),
        share=settings.getfloat("THROTTLE_SHARE"),
        longest_rest=settings.getfloat("THROTTLE_REST_MAX"),
    )


def _applies(name: str, settings: BaseSettings, *, is_here: bool) -> bool:
    return not is_here or (settings.getpriority(name) or 0) >= SETTINGS_PRIORITIES["cmdline"]
