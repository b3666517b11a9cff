"""Stories of nearly the same text, found in the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from archive.search.engine import schema
from archive.search.likeness import Likeness, bands, has_same_figures, is_alike

if TYPE_CHECKING:
    from tantivy import DocAddress, Searcher

_LOOKED_AT = 50  # of those that share a part of the hash, the ones that share the most


class Known(NamedTuple):
    """A story that another may be like. portal: 64 bits of its name. like: the story that stands for it."""

    id: int
    portal: int
    likeness: Likeness
    like: int


def first_alike(searcher: Searcher | None, story: Known, among: Sequence[Known]) -> int:
    """The story that stands for all with nearly this text; the story itself where it is like none.

    among: stories that the index does not know yet.
    """
    known = [*among, *(_candidates(searcher, story.likeness.simhash) if searcher is not None else ())]
    alike = [other for other in known if other.id != story.id and is_alike(story.likeness, other.likeness)]
    same = [other for other in alike if has_same_figures(story.likeness, other.likeness)]
    if not same and any(other.portal == story.portal for other in alike):
        return story.id  # one of a series of bulletins: what is new in it are its figures
    return min((other.like for other in same or alike), default=story.id)


def _candidates(searcher: Searcher, simhash: int) -> list[Known]:
    from tantivy import Occur, Query

    parts = [
        (Occur.Should, Query.const_score_query(Query.term_query(schema(), "bands", band, "basic"), 1.0))
        for band in bands(simhash)
    ]
    found = [address for _, address in searcher.search(Query.boolean_query(parts), _LOOKED_AT, count=False).hits]
    columns = (values(searcher, name, found) for name in ("id", "publisher", "simhash", "figures", "like"))
    return [Known(one, portal, Likeness(*its), like) for one, portal, *its, like in zip(*columns, strict=True)]


def values(searcher: Searcher, name: str, found: list[DocAddress]) -> list[int]:
    """A number of each of these documents; 0 where it has none."""
    return [int(value or 0) for value in searcher.fast_field_values(name, found)]
