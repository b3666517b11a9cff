"""Which of the figures on both sides of a change are others. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from archive.differences.figures import Figure, is_same


def outside(text: str, start: int, found: Sequence[Figure]) -> str:
    """What of a piece is of no figure."""
    kept, place = [], 0
    for figure in found:
        kept.append(text[place : max(place, figure.start - start)])
        place = max(place, figure.end - start)
    return "".join([*kept, text[place:]])


def unequal(went: list[Figure], came: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """What is left without the figures that both sides begin and end with. A month is one only beside another."""
    while went and came and is_same(went[0], came[0]):
        went, came = went[1:], came[1:]
    while went and came and is_same(went[-1], came[-1]):
        went, came = went[:-1], came[:-1]
    if not (_has_month(went) and _has_month(came)):
        went, came = _without_months(went), _without_months(came)
        if not all(map(is_same, went, came)) or len(went) != len(came):
            return went, came
        return [], []
    return went, came


def _has_month(found: list[Figure]) -> bool:
    return any(figure.months for figure in found)


def _without_months(found: list[Figure]) -> list[Figure]:
    return [figure for figure in found if not figure.months]


def name_of(went: list[Figure], came: list[Figure]) -> str:
    """What to call what was changed: `number`, `date` or `unit`."""
    if len(went) == len(came) and all(map(_is_other_unit, went, came)):
        return "unit"
    return "date" if {figure.what for figure in (*went, *came)} & {"date", "month"} else "number"


def _is_other_unit(one: Figure, other: Figure) -> bool:
    return one.value == other.value and None not in {one.unit, other.unit}


def listed(found: list[Figure]) -> str:
    """The figures as they are printed, in a row."""
    return ", ".join(figure.text.strip() for figure in found)
