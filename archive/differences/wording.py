"""What the pieces of a text amount to: figures that were changed, passages that went or came, wording, layout. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from archive.differences.changed_figures import listed, name_of, outside, unequal
from archive.differences.classes import Class, Difference, weight
from archive.differences.figures import Figure, FigureFinder, figures
from archive.differences.pieces import Kind, Piece
from archive.differences.sentences import is_sentence_end
from archive.differences.tokens import same_words, size, tokens

PASSAGE = 5.0  # words from which what was taken out of a sentence is a passage
LONG_PASSAGE = 8.0  # words from which the figures in it are its own
_TINY = 0.2  # of a passage: what takes its place is no replacement
_SHOWN = 90  # characters of a text in a sentence
_SENTENCE = 300  # characters within which a phrase is put elsewhere
_WEIGHED = 0.25  # share of a text from which wording weighs no more


@dataclass(frozen=True, slots=True)
class Change:
    """A piece that is not the same, and where it is. start, new_start: in the old and in the new text.

    is_moved: it stands elsewhere in its sentence. is_alone: what is beside it stayed, so that a figure there is part of
    what was changed: `30` of `30 tonnes`.
    """

    piece: Piece
    start: int
    new_start: int
    is_moved: bool = False
    is_alone: bool = True


def differences(pieces: Sequence[Piece], field: str, wording: Class = Class.WORDING) -> list[Difference]:
    """Class the pieces of a text in page order. wording: the class of changed words."""
    old = "".join(piece.old for piece in pieces)
    new = "".join(piece.new for piece in pieces)
    changes = list(_changes(pieces))
    told = _Told(FigureFinder(old, len(changes)), FigureFinder(new, len(changes)), field, wording)
    return _counted([difference for change in changes for difference in told.of(change)])


def _counted(found: list[Difference]) -> list[Difference]:
    """One difference for all places where, say, spacing was changed: the weightiest of them."""
    places = Counter(difference.sentence for difference in found if difference.kind is Class.LAYOUT)
    often = {sentence for sentence, count in places.items() if count > 1}
    told = [difference for difference in found if difference.sentence not in often]
    for sentence in sorted(often):
        most = max((one for one in found if one.sentence == sentence), key=lambda one: one.weight)
        told.append(replace(most, sentence=f"{sentence} ({places[sentence]} places)"))
    return told


def _changes(pieces: Sequence[Piece]) -> Iterator[Change]:
    starts = accumulate((len(piece.old) for piece in pieces), initial=0)
    new_starts = accumulate((len(piece.new) for piece in pieces), initial=0)
    moved = _moved(pieces)
    for place, (piece, start, new_start) in enumerate(zip(pieces, starts, new_starts, strict=False)):
        if piece.kind is not Kind.SAME:
            beside = (*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 2])
            is_alone = all(map(_stayed, beside))
            yield Change(piece, start, new_start, is_moved=place in moved, is_alone=is_alone)


def _moved(pieces: Sequence[Piece]) -> set[int]:
    """Places of phrases that were put elsewhere in their sentence: `In 2030, all water is clean`.

    With a figure in between it may be two figures that changed places: then it is no such thing.
    """
    places = [place for place, piece in enumerate(pieces) if not _stayed(piece)]
    found = set()
    for place, later in pairwise(places):
        one, other = pieces[place], pieces[later]
        if {one.kind, other.kind} == {Kind.REMOVED, Kind.ADDED} and same_words(
            one.old + one.new, other.old + other.new
        ):
            between = "".join(piece.new for piece in pieces[place + 1 : later])
            is_far = len(between) > _SENTENCE or "\n" in between or any(map(is_sentence_end, between))
            if not is_far and not figures(between):
                found |= {place, later}
    return found


def _stayed(piece: Piece) -> bool:
    """Whether no word of a piece was changed."""
    return piece.kind is Kind.SAME or (piece.kind is Kind.REPLACED and same_words(piece.old, piece.new))


class _Told:
    """Tells of each change once: `5 May` may be two changed words, and is one changed date."""

    def __init__(self, old: FigureFinder, new: FigureFinder, field: str, wording: Class) -> None:
        self._old = old
        self._new = new
        self._field = field
        self._wording = wording
        self._length = max(len(old.text.strip()), len(new.text.strip()))
        self._figures: set[tuple[int, int]] = set()

    def of(self, change: Change) -> Iterator[Difference]:
        piece = change.piece
        if piece.kind in {Kind.MOVED_FROM, Kind.MOVED_TO}:
            if piece.kind is Kind.MOVED_FROM and piece.old.strip():
                yield self._difference(Class.LAYOUT, 1.0, f"moved{self._where()}: {quoted(piece.old)}", piece)
            return
        if change.is_moved:
            yield self._difference(self._wording, 0.0, f"moved{self._where()}: {quoted(piece.old or piece.new)}", piece)
            return
        if _is_passage(piece, LONG_PASSAGE) and self._wording is Class.WORDING:
            yield self._passage(piece)
            return
        figures_, new_figures, is_all = self._figures_of(change)
        went, came = unequal(figures_, new_figures)
        if piece.whole and not is_all:
            yield self._passage(piece)
        elif went or came:
            yield from self._figure(went, came)
        elif is_all or same_words(piece.old, piece.new):
            yield self._difference(Class.LAYOUT, self._share(piece), f"{_layout(piece)}{self._where()}", piece)
        elif self._wording is Class.WORDING and _is_passage(piece, PASSAGE):
            yield self._passage(piece)
        else:
            yield self._words(piece)

    def _passage(self, piece: Piece) -> Difference:
        old, new = piece.old.strip(), piece.new.strip()
        kind = Class.REMOVED if len(old) > len(new) else Class.ADDED
        if not same_words(old, new):
            share = self._share(piece)
            sentence = (
                f"passage {kind}{self._where()} ({_percent(share)} of the text): {quoted(max(old, new, key=len))}"
            )
            return self._difference(kind, share, sentence, piece)
        return self._difference(Class.LAYOUT, 0.0, f"{_layout(piece)}{self._where()}", piece)

    def _words(self, piece: Piece) -> Difference:
        share = min(1.0, self._share(piece) / _WEIGHED)
        name = {Class.WORDING: "wording", Class.HEADLINE: "headline"}.get(self._wording, self._field)
        where = self._where() if self._wording is Class.WORDING else ""
        return self._difference(self._wording, share, f"{name} changed{where}: {told(piece.old, piece.new)}", piece)

    def _figure(self, went: list[Figure], came: list[Figure]) -> Iterator[Difference]:
        spans = (went[0].start if went else -1, came[0].start if came else -1)
        if spans in self._figures:
            return
        self._figures.add(spans)
        old, new = listed(went), listed(came)
        name = name_of(went, came)
        what = "changed" if old and new else "removed" if old else "added"
        yield Difference(
            kind=Class.NUMBER,
            weight=weight(Class.NUMBER, 1.0 if old and new else 0.5),
            field=self._field,
            sentence=f"{name} {what}{self._where()}: {told(old, new)}",
            old=old or None,
            new=new or None,
        )

    def _figures_of(self, change: Change) -> tuple[list[Figure], list[Figure], bool]:
        """The figures on both sides of a change, and whether there is no other word than them in it."""
        piece = change.piece
        went = self._old.touched(change.start, change.start + len(piece.old), beside=change.is_alone)
        came = self._new.touched(change.new_start, change.new_start + len(piece.new), beside=change.is_alone)
        rest = outside(piece.old, change.start, went) + outside(piece.new, change.new_start, came)
        return went, came, bool(went or came) and same_words(rest, "")

    def _difference(self, kind: Class, share: float, sentence: str, piece: Piece) -> Difference:
        return Difference(
            kind=kind,
            weight=weight(kind, share),
            field=self._field,
            sentence=sentence,
            old=piece.old or None,
            new=piece.new or None,
        )

    def _share(self, piece: Piece) -> float:
        """How much of the longer side of its text a piece is."""
        return max(len(piece.old.strip()), len(piece.new.strip())) / self._length if self._length else 0.0

    def _where(self) -> str:
        names = {"title": " in the headline", "summary": " in the summary", "caption": " in a caption"}
        return "" if self._field == "body" else names.get(self._field, f" in {self._field}")


def _is_passage(piece: Piece, least: float) -> bool:
    """Whether so much was taken out of a sentence, or put in, that it is a passage of its own."""
    old, new = size(tokens(piece.old)), size(tokens(piece.new))
    return max(old, new) >= least and min(old, new) <= _TINY * max(old, new)


_LAYOUT: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("spacing changed", lambda text: "".join(text.split())),
    ("case changed", lambda text: "".join(text.split()).casefold()),
)


def _layout(piece: Piece) -> str:
    """What no word was changed by."""
    for sentence, without in _LAYOUT:
        if without(piece.old) == without(piece.new):
            return sentence
    return "punctuation or forms of characters changed"


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "less than 1%"


def told(old: str, new: str) -> str:
    """From what to what: `"30 %" → "20 %"`; one side alone where the other is empty."""
    return " → ".join(quoted(text) for text in (old, new) if text.strip()) or '""'


def quoted(text: str) -> str:
    """A text in quotation marks, in one line and of bounded length."""
    line = " ".join(text.split())
    return f'"{line[:_SHOWN]}{"…" * (len(line) > _SHOWN)}"'
