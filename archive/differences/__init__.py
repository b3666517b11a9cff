"""What was changed between two revisions of a story, by word, and how much it weighs. Pure.

`compare(old, new)` tells it; `pieces` and `classes` say what it is told in.
"""

from archive.differences.classes import Class, Difference
from archive.differences.comparison import Comparison, compare
from archive.differences.pieces import Kind, Piece, apply

__all__ = ["Class", "Comparison", "Difference", "Kind", "Piece", "apply", "compare"]
