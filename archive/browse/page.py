"""What a page function gives back, and how it is registered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from archive.browse.request import Request
    from archive.store import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template of templates/ and its values.

    policy: a Content-Security-Policy other than our pages'. after: what is to be done once the page has been sent.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    policy: str | None = None
    after: Callable[[Archive], object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Bytes as they are: a picture, a file, a chart, a replayed page. Stored ones need a policy that disarms them.

    headers: more of them, as Content-Disposition. policy: as of Page. seconds: how long a browser may keep it.
    """

    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    policy: str | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """An answer that is sent while it is made. write: writes it, in a thread that has the archive to itself."""

    write: Callable[[Archive, IO[str]], object]
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redirect:
    """Elsewhere within this site: a path with its query string."""

    to: str


class NotFoundError(Exception):
    """There is no such page. The message is shown."""


class RefusedError(Exception):
    """What was asked makes no sense (status 400). The message is shown."""


Reply: TypeAlias = Page | Content | Stream | Redirect
# A pattern that the whole path has to match, and who answers. It runs in a worker thread that has the archive to itself
# for as long; ArticleNotFoundError, RunNotFoundError and NotFoundError become 404, QueryError 400.
Answering: TypeAlias = Callable[["Request", "Archive"], Reply]
Route: TypeAlias = tuple[str, Answering]
Routes: TypeAlias = tuple[Route, ...]
