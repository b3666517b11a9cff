"""A query and filters in the language of the index (tantivy)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from tantivy import FieldType, Occur, Query, Schema

from archive.filters import Filters, day_number
from archive.search.syntax import All, Any, Fact, Near, Node, Not, Nothing, Published, Words, sought
from archive.search.terms import beginning

# What a word is worth where it stands: one in the headline says what a story is about.
_WORTH = {"title": 4.0, "body": 1.0, "more": 0.5}
_SPELLED = 1000.0  # more than any number of words: exact spellings come first
_TOGETHER = 2.0  # words that are side by side in the query and in the text
_FIRST_DAY, _LAST_DAY = 1, 99999999  # 0 is a story without a date


class Matching:
    """Writes queries for one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def query(self, node: Node, filters: Filters) -> Query:
        """What must be found, and what makes one story better than another."""
        must = [self._node(node), *map(self._unscored, self._filters(filters))]
        should = self._spellings(node)
        if len(must) == 1 and not should:
            return must[0]
        return Query.boolean_query([(Occur.Must, one) for one in must] + [(Occur.Should, one) for one in should])

    def closer(self, node: Node) -> Callable[[Sequence[int]], Query] | None:
        """A second look at some of the stories that were found: what more they are worth.

        Words that are side by side in the query and in the story: to look for them in all that was found would take
        many times as long. None where no two words stand so in the query.
        """
        should = [(Occur.Should, pair) for pair in self._neighbours(node)]
        if not should:
            return None

        def among(ids: Sequence[int]) -> Query:
            these = self._unscored(Query.term_set_query(self._schema, "id", list(ids)))
            return Query.boolean_query([(Occur.Must, these), *should])

        return among

    def _node(self, node: Node) -> Query:  # noqa: PLR0911 - one for each kind
        match node:
            case Words():
                return self._words(node)
            case Near():
                return self._near(node)
            case Fact():
                return self._unscored(self._fact(node.field, node.value))
            case Published():
                return self._unscored(self._published(node.first, node.last))
            case All():
                return self._all(node.parts)
            case Any():
                return _any([self._node(part) for part in node.parts])
            case Not():
                return _without(Query.all_query(), [self._node(node.part)])
            case Nothing():
                return Query.empty_query()

    def _all(self, parts: Sequence[Node]) -> Query:
        must = [self._node(part) for part in parts if not isinstance(part, Not)]
        never = [self._node(part.part) for part in parts if isinstance(part, Not)]
        if not must:
            return _without(Query.all_query(), never)
        return _without(must[0], never) if len(must) == 1 else _both(must, never)

    def _words(self, words: Words) -> Query:
        if words.field is not None:
            return self._passage(words.field, words.terms, is_open=words.open)
        return _any(
            [
                Query.boost_query(self._passage(field, words.terms, is_open=words.open), worth)
                for field, worth in _WORTH.items()
            ]
        )

    def _passage(self, field: str, terms: Sequence[str], *, is_open: bool) -> Query:
        return self._following(field, _patterns(terms, is_open=is_open) if is_open else terms, is_open=is_open)

    def _following(self, field: str, terms: Sequence[str], *, is_open: bool, slop: int = 0) -> Query:
        """Terms one after the other, or with `slop` others between them. is_open: they are regular expressions."""
        if is_open and len(terms) == 1:
            return Query.regex_query(self._schema, field, terms[0])
        if is_open:
            return Query.regex_phrase_query(self._schema, field, list(terms), slop)
        if len(terms) == 1:
            return Query.term_query(self._schema, field, terms[0], "position")
        return Query.phrase_query(self._schema, field, list(terms), slop)

    def _near(self, near: Near) -> Query:
        fields = [near.first.field] if near.first.field else list(_WORTH)
        return _any([self._near_in(field, *pair, near.distance) for field in fields for pair in _orders(near)])

    def _near_in(self, field: str, first: Words, second: Words, distance: int) -> Query:
        is_open = first.open or second.open
        terms = [term for words in (first, second) for term in _patterns(words.terms, is_open=words.open)]
        near = self._following(field, terms, is_open=is_open, slop=distance)
        # The distance may not be spent within a phrase: that it stands somewhere as it is, is asked for beside.
        whole = [
            self._passage(field, words.terms, is_open=words.open) for words in (first, second) if len(words.terms) > 1
        ]
        return _both([near, *whole], []) if whole else near

    def _fact(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, "facts", f"{field}:{value}", "basic")

    def _published(self, first: str | None, last: str | None) -> Query:
        lower = _FIRST_DAY if first is None else day_number(first)
        upper = _LAST_DAY if last is None else day_number(last) + _rest(last)
        return Query.range_query(self._schema, "day", FieldType.Integer, lower, upper)

    def _filters(self, filters: Filters) -> Iterable[Query]:
        for field, values in (
            ("portal", filters.portal),
            ("country", filters.country),
            ("lang", filters.language),
        ):
            if values:
                yield _any([self._fact(field, value.lower()) for value in values])
        if filters.since is not None or filters.until is not None:
            yield self._published(filters.since, filters.until)

    def _unscored(self, query: Query) -> Query:
        return Query.const_score_query(query, 0.0)

    def _spellings(self, node: Node) -> list[Query]:
        typed = dict.fromkeys(spelling for words in sought(node) for spelling in words.spelled)
        return [
            Query.const_score_query(Query.term_query(self._schema, "spelled", spelling, "basic"), _SPELLED)
            for spelling in typed
        ]

    def _neighbours(self, node: Node) -> list[Query]:
        """Words that stand side by side in the query: where they do so in a text, it is about them."""
        parts = node.parts if isinstance(node, All) else ()
        pairs = [
            (first, second)
            for first, second in pairwise(parts)
            if isinstance(first, Words) and isinstance(second, Words) and first.field == second.field is None
        ]
        return [
            Query.boost_query(self._passage(field, (*first.terms, *second.terms), is_open=False), _TOGETHER * worth)
            for first, second in pairs
            if not first.open and not second.open
            for field, worth in _WORTH.items()
            if field != "more"
        ]


def _patterns(terms: Sequence[str], *, is_open: bool) -> list[str]:
    """Regular expressions for the terms of a passage, of which the last may be the beginning of a word."""
    return [*terms[:-1], beginning(terms[-1], of_word=True)] if is_open else list(terms)


def _rest(text: str) -> int:
    """What is left of a year or a month after its start."""
    return {4: 9999, 7: 99}.get(len(text), 0)


def _orders(near: Near) -> tuple[tuple[Words, Words], tuple[Words, Words]]:
    return (near.first, near.second), (near.second, near.first)


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _both(must: Sequence[Query], never: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, one) for one in must] + [(Occur.MustNot, one) for one in never])


def _without(query: Query, never: Sequence[Query]) -> Query:
    return _both([query], never) if never else query
