"""WARC, ARC and WACZ files that other tools wrote: read with suspicion, one record after the other.

A record that is none costs one line and the reading goes on. Nothing is unpacked to a path that the file names, and
nothing is held in memory beyond one record.
"""

from archive.foreign.captures import ForeignCapture
from archive.foreign.gathering import Gathered, gather
from archive.foreign.records import Fault

__all__ = ["Fault", "ForeignCapture", "Gathered", "gather"]
