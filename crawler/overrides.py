"""`-s NAME=VALUE`: Scrapy's settings from the command line, checked before a crawl begins."""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Iterable, Mapping

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FRACTIONS = re.compile(r"DELAY|TIMEOUT|BACKOFF|WAIT|INTERVAL|TARGET_CONCURRENCY")  # seconds and the like
_SWITCHES = frozenset({"0", "1", "true", "false"})


class OverrideError(ValueError):
    """A setting that Scrapy could not use; `str()` is one line."""


def overrides_of(pairs: Iterable[str]) -> dict[str, str]:
    """Settings by name. Raises OverrideError for what is not NAME=VALUE, or no value of the setting's kind.

    >>> overrides_of(["DOWNLOAD_DELAY=2.5"])
    {'DOWNLOAD_DELAY': '2.5'}
    """
    pairs = list(pairs)
    if not pairs:
        return {}
    from scrapy.settings import Settings  # half a second, which other commands need not spend

    known = Settings()
    known.setmodule("crawler.settings", priority="project")
    found = {}
    for pair in pairs:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not _NAME.fullmatch(name):
            raise OverrideError(f"-s {pair}: a setting is written NAME=VALUE")
        if not _fits(name, known.get(name), value):
            raise OverrideError(f"-s {pair}: '{value}' is no value for {name}")
        found[name] = value
    return found


def _fits(name: str, default: object, value: str) -> bool:
    """Whether Scrapy can read the value as what the setting's default is; of an unknown setting it asks nothing."""
    if name == "LOG_LEVEL":
        return value.upper() in logging.getLevelNamesMapping()
    if isinstance(default, bool):
        return value.lower() in _SWITCHES
    if isinstance(default, (int, float)):
        return _is_number(value, whole=isinstance(default, int) and not _FRACTIONS.search(name))
    if isinstance(default, Mapping):
        return _is_object(value)
    return True


def _is_number(value: str, *, whole: bool) -> bool:
    try:
        return math.isfinite(int(value) if whole else float(value))
    except ValueError:
        return False


def _is_object(value: str) -> bool:
    try:
        return isinstance(json.loads(value), dict)
    except ValueError:
        return False
