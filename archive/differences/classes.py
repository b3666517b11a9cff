"""What a difference is, and how much it weighs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Class(StrEnum):
    """What was changed, the weightiest first."""

    NUMBER = "number"  # a figure, date, percentage, unit or target
    REMOVED = "removed"  # a passage that is gone
    ADDED = "added"
    HEADLINE = "headline"
    DATE = "date"  # of publication
    ATTACHMENT = "attachment"
    IMAGE = "image"  # or its caption
    WORDING = "wording"
    DESCRIPTION = "description"  # authors, tags, summary, the page's own `modified`
    LAYOUT = "layout"  # punctuation, case, spacing, forms of the same character, order: no word was changed


# The least and the most that a difference of a class weighs. Where the ranges end is a decision; that they do not
# overlap keeps the order of the classes.
_WEIGHTS = {
    Class.NUMBER: (0.90, 1.00),
    Class.REMOVED: (0.75, 0.89),
    Class.ADDED: (0.60, 0.74),
    Class.HEADLINE: (0.52, 0.59),
    Class.DATE: (0.46, 0.51),
    Class.ATTACHMENT: (0.36, 0.45),
    Class.IMAGE: (0.26, 0.35),
    Class.WORDING: (0.12, 0.25),
    Class.DESCRIPTION: (0.06, 0.11),
    Class.LAYOUT: (0.01, 0.05),
}


def weight(kind: Class, share: float) -> float:
    """From 0 to 1. share: how much of what could be changed was, 0 to 1.

    >>> weight(Class.REMOVED, 1.0) > weight(Class.REMOVED, 0.1) > weight(Class.WORDING, 1.0)
    True
    """
    least, most = _WEIGHTS[kind]
    return round(least + (most - least) * min(1.0, max(0.0, share)), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference. field: where it is: `title`, `date`, `body`, `images`…; sentence: for people, in English.

    old, new: the texts in question, None where there was none, or is none now.
    """

    kind: Class
    weight: float
    field: str
    sentence: str
    old: str | None = None
    new: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it; `kind` is called `class` there."""
        values = asdict(self)
        return {"class": values.pop("kind")} | values


def order(difference: Difference) -> float:
    """Sort by it to have the weightiest first."""
    return -difference.weight
