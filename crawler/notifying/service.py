"""One notifier: what apprise makes of its address, and what of it may be shown."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from apprise import NotifyBase

_SHOWN = 5  # a word of a path that is longer may be a token; channels and chats are cut short with it
_HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Service:
    """shown: the address without its secrets. plugin: apprise's; None where it knows no such service."""

    shown: str
    plugin: NotifyBase | None


def service_of(url: str) -> Service:
    """What apprise makes of an address."""
    from apprise import Apprise

    logging.getLogger("apprise").propagate = False  # it would tell on standard error what we tell
    plugin: Any = Apprise.instantiate(url)
    return Service(shown_of(plugin.url(privacy=True)) if plugin else scheme_of(url), plugin)


def scheme_of(url: str) -> str:
    """All that is surely no secret.

    >>> scheme_of("tgram://123456789:AAbbCCddEE/12315544/")
    'tgram://…'
    """
    return f"{url.partition('://')[0]}://{_HIDDEN}"


def shown_of(private: str) -> str:
    """An address in which apprise has hidden what it knows to be secret, without what else may be.

    The path of a webhook is its key, and who knows the topic of ntfy.sh can read it: apprise shows both.

    >>> shown_of("jsons://ada:****@hooks.example:8443/services/T0KENT0KEN/?method=POST&+X-Key=5")
    'jsons://ada:****@hooks.example:8443/s…/T…'
    """
    scheme, _, rest = private.partition("://")
    place, *path = rest.partition("?")[0].split("/")
    words = [word if len(word) < _SHOWN or "..." in word else f"{word[0]}{_HIDDEN}" for word in path if word]
    return "/".join([f"{scheme}://{place}", *words])


def without_secrets(text: str, url: str, shown: str) -> str:
    """A text in which apprise may quote an address, without the words that are not shown of it."""
    words = {word for form in (url, unquote(url)) for word in re.split(r"[/:@?&=#+,\s]+", form)}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHOWN - 1 and word not in shown:
            text = text.replace(word, _HIDDEN)
    return text
