"""The archive: the one object that others open.

A crawl puts addresses in (`add_addresses`), takes them out in order (`pending`, the lowest priority first) and stores
what became of each (`save`). Whoever asks uses `get`, `search`, `articles`, `runs` and `stats`, while a crawl writes
if need be.
"""

from __future__ import annotations

from archive.asking_side import AskingSide
from archive.filters import Filters
from archive.frontier import Address, NewAddress, State
from archive.frontier_side import FrontierSide
from archive.health_side import HealthSide
from archive.overview_side import OverviewSide
from archive.storing_side import StoringSide
from archive.visits import Outcome, Visit

__all__ = ["Address", "Archive", "Filters", "NewAddress", "Outcome", "State", "Visit"]


class Archive(FrontierSide, StoringSide, AskingSide, OverviewSide, HealthSide):
    """An archive in a folder. A context manager; used by the thread that opened it, side by side with other processes.

    create: make the archive where there is none, and insist on writing. Otherwise one that cannot be written is opened
    for reading. readonly: nothing is ever written. now: the clock. roll_at: bytes from which a file of captures is
    full.

    Raises StorageError (also from every method) and its subclasses NoArchiveError, ForeignDatabaseError,
    NewerSchemaError.
    """
