"""Work without the garbage collector in its way.

Reading a page makes some thousand objects and no cycle: what the collector looks for is never there, and looking for
it takes a twentieth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the garbage collector. It is left as it was found; a thread that ends earlier may start it again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
