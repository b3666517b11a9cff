"""The run that goes on: a process of its own, since a reactor runs but once, which is told to stop when we are."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from threading import Lock

PATIENCE = 8.0  # seconds that a run has to end; it promises five


class Child:
    """At most one process. command: its arguments. `run` is called in one thread and `stop` in another."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> int | None:
        """Start it and wait; return its exit code, negative for a signal, and None where it was not started any more.

        Raises OSError where it cannot be started. What it says goes where we say ours, its summary nowhere: the ledger
        has it. It is in a group of its own, so that a Ctrl-C reaches it once, by us.
        """
        with self._lock:
            if self._stopped:
                return None
            self._process = subprocess.Popen(  # noqa: S603 - our own command line
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
            )
        return self._process.wait()

    def stop(self, number: int) -> None:
        """Hand the signal on, wait until the process is gone, and start none any more."""
        with self._lock:
            self._stopped = True
            process = self._process
        if process is None or process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
