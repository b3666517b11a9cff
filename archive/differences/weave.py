"""Two rows of words and what they have in common, woven into pieces. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from operator import itemgetter

from archive.differences.matching import Pairs
from archive.differences.pieces import Kind, Piece, changed, same, tidied
from archive.differences.tokens import Token, joined


class State(Enum):
    """What a word without a counterpart belongs to."""

    PART = "a sentence that was changed"
    WHOLE = "a sentence that went or came whole"
    MOVED = "a sentence that stands elsewhere"


Run = tuple[State, str]


def weave(
    old: Sequence[Token], new: Sequence[Token], old_states: Sequence[State], new_states: Sequence[State], pairs: Pairs
) -> tuple[Piece, ...]:
    """Pieces that are all of both texts. pairs: places of words that are the same word in both, rising."""
    return tidied(_woven(old, new, old_states, new_states, pairs))


def _woven(
    old: Sequence[Token], new: Sequence[Token], old_states: Sequence[State], new_states: Sequence[State], pairs: Pairs
) -> Iterator[Piece]:
    place, new_place = 0, 0
    space, new_space = "", ""
    stayed: list[str] = []
    for one, other in [*pairs, (len(old), len(new))]:
        if one > place or other > new_place or space or new_space or one == len(old):
            went = _runs(space, old[place:one], old_states[place:one])
            came = _runs(new_space, new[new_place:other], new_states[new_place:other])
            yield same("".join(stayed))
            stayed = []
            yield from _zone(went, came)
        if one == len(old):
            return
        word, new_word = old[one], new[other]
        if word.text == new_word.text:
            stayed.append(word.text)
        else:
            yield from (same("".join(stayed)), changed(word.text, new_word.text))
            stayed = []
        space, new_space = word.space, new_word.space
        if space == new_space:
            stayed.append(space)
            space = new_space = ""
        place, new_place = one + 1, other + 1


def _runs(space: str, words: Sequence[Token], states: Sequence[State]) -> list[Run]:
    """The words in between, by their states; the white space before them goes with the first."""
    groups = groupby(zip(states, words, strict=True), key=itemgetter(0))
    found = [(state, joined([token for _, token in group])) for state, group in groups]
    if found and space:
        found[0] = (found[0][0], space + found[0][1])
    return found or ([(State.PART, space)] if space else [])


def _zone(went: list[Run], came: list[Run]) -> Iterator[Piece]:
    """What lies between two words that stayed."""
    before, went, came = _without_common(went, came, head=True)
    after, went, came = _without_common(went, came, head=False)
    yield same(before)
    part, new_part = _part(went), _part(came)
    if part is None or new_part is None:
        yield from (_gone(run) for run in went)
        yield from (_here(run) for run in came)
    else:
        yield from (_gone(run) for run in went[:part])
        yield from (_here(run) for run in came[:new_part])
        yield from _replaced(went[part][1], came[new_part][1])
        yield from (_gone(run) for run in went[part + 1 :])
        yield from (_here(run) for run in came[new_part + 1 :])
    yield same(after)


def _part(runs: list[Run]) -> int | None:
    return next((place for place, (state, _) in enumerate(runs) if state is State.PART), None)


def _gone(run: Run) -> Piece:
    state, text = run
    if state is State.MOVED:
        return Piece(Kind.MOVED_FROM, text, "")
    return changed(text, "", whole=state is State.WHOLE)


def _here(run: Run) -> Piece:
    state, text = run
    if state is State.MOVED:
        return Piece(Kind.MOVED_TO, "", text)
    return changed("", text, whole=state is State.WHOLE)


def _replaced(old: str, new: str) -> Iterator[Piece]:
    """A changed piece, without the white space that both sides begin and end with."""
    head = _shared_space(old, new)
    tail = _shared_space(old[head:][::-1], new[head:][::-1])
    yield same(old[:head])
    yield changed(old[head : len(old) - tail], new[head : len(new) - tail])
    yield same(old[len(old) - tail :])


def _without_common(went: list[Run], came: list[Run], *, head: bool) -> tuple[str, list[Run], list[Run]]:
    """Take off the white space that both sides begin (head) or end with."""
    if not went or not came:
        return "", went, came
    place, step = (0, 1) if head else (-1, -1)
    (state, text), (new_state, new) = went[place], came[place]
    length = _shared_space(text[::step], new[::step])
    if not length:
        return "", went, came
    went, came = list(went), list(came)
    cut = slice(length, None) if head else slice(None, -length)
    went[place], came[place] = (state, text[cut]), (new_state, new[cut])
    taken = text[:length] if head else text[-length:]
    return taken, [run for run in went if run[1]], [run for run in came if run[1]]


def _shared_space(one: str, other: str) -> int:
    length = 0
    for char, new_char in zip(one, other, strict=False):
        if char != new_char or not char.isspace():
            break
        length += 1
    return length
