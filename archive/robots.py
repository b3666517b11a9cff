"""robots.txt of each host as it was fetched last, so that a run within a day need not ask for it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a host answered for its robots.txt: HTTP status, bytes, and when (with time zone)."""

    status: int
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class RobotsStore:
    """Keeps them in an archive, by origin (`https://news.example`)."""

    connection: Connection

    def get(self, origin: str) -> Robots | None:
        """What was kept last, however old; None where nothing was."""
        row = self.connection.row("SELECT status, body, fetched_at FROM robots WHERE origin = ?", (origin,))
        if row is None:
            return None
        return Robots(status=row["status"], body=row["body"], fetched_at=datetime.fromisoformat(row["fetched_at"]))

    def put(self, origin: str, robots: Robots) -> None:
        """Keep it in place of what was."""
        self.connection.execute(
            "INSERT OR REPLACE INTO robots (origin, status, body, fetched_at) VALUES (?, ?, ?, ?)",
            (origin, robots.status, robots.body, robots.fetched_at.isoformat()),
        )
