"""Two revisions of a story compared. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from archive.article import Article
from archive.differences.classes import Class, Difference, order, weight
from archive.differences.files import attachment_differences, image_differences
from archive.differences.passages import compare_bodies, compare_lines
from archive.differences.pieces import Piece
from archive.differences.wording import differences, told
from archive.record import Record

_UNCHANGED = "nothing was changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was changed from one revision to another. title, body: both texts, piece by piece.

    differences: the weightiest first; none where nothing was changed.
    """

    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    differences: tuple[Difference, ...]

    @property
    def kind(self) -> Class | None:
        """Class of the weightiest difference."""
        return self.differences[0].kind if self.differences else None

    @property
    def weight(self) -> float:
        """Weight of the weightiest difference, 0 to 1; 0 where there is none."""
        return self.differences[0].weight if self.differences else 0.0

    @property
    def sentence(self) -> str:
        """The weightiest difference in words, and how many others there are."""
        if not self.differences:
            return _UNCHANGED
        others = len(self.differences) - 1
        return self.differences[0].sentence + (f" (and {others} more)" if others else "")

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "class": self.kind,
            "weight": self.weight,
            "sentence": self.sentence,
            "differences": [difference.as_dict() for difference in self.differences],
            "title": [asdict(piece) for piece in self.title],
            "body": [asdict(piece) for piece in self.body],
        }


def compare(old: Record | Article, new: Record | Article) -> Comparison:
    """Compare two revisions of a story: title, date, body, pictures, documents, and what describes them.

    >>> compare(Article(title="Goal", body="30 % by 2030"), Article(title="Goal", body="20 % by 2030")).sentence
    'number changed: "30 %" → "20 %"'
    """
    title = compare_lines(old.title, new.title)
    body = compare_bodies(old.body, new.body)
    found = [
        *differences(title, "title", Class.HEADLINE),
        *_date(old.date, new.date),
        *differences(body, "body"),
        *image_differences(old.images, new.images),
        *attachment_differences(old.attachments, new.attachments),
        *_summary(old, new),
        *_description(old, new),
    ]
    return Comparison(title=title, body=body, differences=tuple(sorted(found, key=order)))


def _date(old: str | None, new: str | None) -> Iterator[Difference]:
    """The date of publication; that its time of day is told, or in another zone, is layout."""
    if old == new:
        return
    sentence = f"date of publication changed: {old or 'none'} → {new or 'none'}"
    kind, share = _date_class(old, new)
    yield Difference(kind=kind, weight=weight(kind, share), field="date", sentence=sentence, old=old, new=new)


def _date_class(old: str | None, new: str | None) -> tuple[Class, float]:
    if old is None or new is None:
        return Class.DATE, 0.3
    if old[:10] != new[:10]:
        return (Class.LAYOUT, 0.5) if _is_same_instant(old, new) else (Class.DATE, 1.0)
    is_more_exact = min(len(old), len(new)) <= 10
    return (Class.LAYOUT, 0.5) if is_more_exact or _is_same_instant(old, new) else (Class.DATE, 0.1)


def _is_same_instant(old: str, new: str) -> bool:
    if min(len(old), len(new)) <= 10:
        return False
    try:
        return datetime.fromisoformat(old).timestamp() == datetime.fromisoformat(new).timestamp()
    except (ValueError, OverflowError):
        return False


def _summary(old: Record | Article, new: Record | Article) -> list[Difference]:
    """The lead, unless it stands in the body too, where it was compared already."""
    was, is_now = old.summary or "", new.summary or ""
    if (not was or was in old.body) and (not is_now or is_now in new.body):
        return []
    return differences(compare_lines(was, is_now), "summary", Class.DESCRIPTION)


def _description(old: Record | Article, new: Record | Article) -> Iterator[Difference]:
    for field in ("authors", "tags", "modified"):
        was, is_now = _said(getattr(old, field)), _said(getattr(new, field))
        if was != is_now:
            share = 0.0 if field == "modified" else 0.5
            yield Difference(
                kind=Class.DESCRIPTION,
                weight=weight(Class.DESCRIPTION, share),
                field=field,
                sentence=f"{field} changed: {told(was, is_now)}",
                old=was or None,
                new=is_now or None,
            )


def _said(value: str | tuple[str, ...] | None) -> str:
    return value or "" if isinstance(value, str) or value is None else ", ".join(sorted(value))
