"""When a portal is due: its own words (`every`), or how often it publishes; and the service that heeds it."""

from __future__ import annotations

from crawler.scheduling.due import Due, due, due_at
from crawler.scheduling.enabled import Enabled, agenda_of, due_of, due_portals, enabled_portals
from crawler.scheduling.history import History, Publication

__all__ = [
    "Due",
    "Enabled",
    "History",
    "Publication",
    "agenda_of",
    "due",
    "due_at",
    "due_of",
    "due_portals",
    "enabled_portals",
]
