"""What a user asks of one crawl."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """since: ISO day, month or year, nothing older is fetched. limit: new stories. full: stop nowhere early."""

    since: str | None = None
    limit: int | None = None
    full: bool = False
