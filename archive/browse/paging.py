"""Which part of a long list a page shows, and the addresses of the parts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from archive.browse.request import Request

_MOST = 100_000  # pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """page: from 1. total: items in all. before, after: addresses, "" where there is no such page."""

    page: int
    size: int
    total: int
    before: str
    after: str

    @classmethod
    def of(cls, request: Request, total: int, size: int) -> Paging:
        """`page=N` of a request; beyond the end is the last page."""
        last = max(-(-total // size), 1)
        page = request.number("page", 1, 1, min(last, _MOST))
        return cls(
            page=page,
            size=size,
            total=total,
            before=_address(request, page - 1) if page > 1 else "",
            after=_address(request, page + 1) if page < last else "",
        )

    @property
    def first(self) -> int:
        """How many items are left out before it."""
        return (self.page - 1) * self.size

    @property
    def last(self) -> int:
        """The number of its last item, from 1."""
        return min(self.first + self.size, self.total)


def _address(request: Request, page: int) -> str:
    kept = [(name, value) for name, value in request.arguments if name != "page" and value]
    return f"{request.path}?{urlencode([*kept, ('page', page)], quote_via=quote)}"
