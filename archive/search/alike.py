"""Stories of nearly the same text, found in the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archive.search.engine import schema
from archive.search.likeness import bands, is_alike

if TYPE_CHECKING:
    from tantivy import DocAddress, Searcher

_LOOKED_AT = 50  # of those that share a part of the hash, the ones that share the most


def first_alike(searcher: Searcher | None, article_id: int, simhash: int, among: Sequence[tuple[int, int, int]]) -> int:
    """The story that stands for all with nearly this text; the story itself where it is like none.

    among: (id, simhash, like) of stories that the index does not know yet.
    """
    known = [*among, *(_candidates(searcher, simhash) if searcher is not None else ())]
    alike = [like for other, its, like in known if other != article_id and is_alike(simhash, its)]
    return min(alike, default=article_id)


def _candidates(searcher: Searcher, simhash: int) -> list[tuple[int, int, int]]:
    from tantivy import Occur, Query

    parts = [
        (Occur.Should, Query.const_score_query(Query.term_query(schema(), "bands", band, "basic"), 1.0))
        for band in bands(simhash)
    ]
    found = [address for _, address in searcher.search(Query.boolean_query(parts), _LOOKED_AT, count=False).hits]
    return list(zip(*(values(searcher, name, found) for name in ("id", "simhash", "like")), strict=True))


def values(searcher: Searcher, name: str, found: list[DocAddress]) -> list[int]:
    """A number of each of these documents; 0 where it has none."""
    return [int(value or 0) for value in searcher.fast_field_values(name, found)]
