"""Records as a data frame, of polars or pandas, whichever is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from archive.errors import MissingLibraryError, QueryError
from archive.record import Record

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    Frame: TypeAlias = pl.DataFrame | pd.DataFrame

Library = Literal["polars", "pandas"]

_INSTANTS = ("first_seen", "last_seen", "gone_at")


def frame(records: Iterable[Record], library: Library | None = None) -> Frame:
    """A row a record, a column a field of it, and `day`: the day of `date` as a date.

    first_seen, last_seen and gone_at are instants in UTC; lists and objects stay such. library: polars where it is
    left out and installed, else pandas. Raises MissingLibraryError, QueryError for another library.
    """
    if library not in {None, "polars", "pandas"}:
        raise QueryError(f"library: '{library}' is neither polars nor pandas")
    rows = [_row(record) for record in records]
    for name in (library,) if library else ("polars", "pandas"):
        try:
            return _polars(rows) if name == "polars" else _pandas(rows)
        except ImportError as error:
            missing = error
    raise MissingLibraryError(library or "polars") from missing


def _row(record: Record) -> dict[str, Any]:
    row = record.as_dict()
    row |= {name: None if row[name] is None else datetime.fromisoformat(row[name]) for name in _INSTANTS}
    return row | {"day": day_of(record.date)}


def day_of(text: str | None) -> date | None:
    """The day of an ISO date or instant, as it was where it was published; None where it is none.

    >>> day_of("2023-08-10T23:30:00-05:00"), day_of("2023")
    (datetime.date(2023, 8, 10), None)
    """
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _polars(rows: list[dict[str, Any]]) -> pl.DataFrame:
    import polars as pl

    text, texts = pl.String(), pl.List(pl.String())
    image: dict[str, Any] = {"url": text, "caption": text, "alt": text, "credit": text, "sha256": text}
    image |= {"width": pl.Int64(), "height": pl.Int64(), "media_type": text}
    document: dict[str, Any] = dict.fromkeys(("url", "title", "media_type", "sha256", "text"), text)
    translation: dict[str, Any] = {"language": text, "url": text, "id": pl.Int64()}
    kinds: dict[str, Any] = {
        "id": pl.Int64(),
        "revision": pl.Int64(),
        "aliases": texts,
        "authors": texts,
        "tags": texts,
        "images": pl.List(pl.Struct(image)),
        "attachments": pl.List(pl.Struct(document)),
        "translations": pl.List(pl.Struct(translation)),
        "capture": pl.Struct({"file": text, "offset": pl.Int64(), "digest": text}),
        **dict.fromkeys(_INSTANTS, pl.Datetime("us", "UTC")),
    }
    schema = {name: kinds.get(name, text) for name in Record.__slots__} | {"day": pl.Date()}
    return pl.DataFrame(rows, schema=schema)


def _pandas(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    made = pd.DataFrame(rows, columns=[*Record.__slots__, "day"])
    for name in _INSTANTS:
        made[name] = pd.to_datetime(made[name], utc=True)
    made["day"] = pd.to_datetime(made["day"])
    return made
