"""One fetched page: address, status, headers, bytes, and its tree, parsed at most once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from crawler.markup import parse


@dataclass(frozen=True)
class Page:
    """What came over the wire for one address, content encoding already undone.

    url: the address that answered, after redirects; requested: the address that was asked for.
    headers: names in lower case; a repeated header keeps its last value.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    requested: str | None = None

    @cached_property
    def tree(self) -> HtmlElement:
        """The document's root element. Shared: whoever changes it must be the last to read it.

        Raises UnreadablePageError where the bytes are no HTML document (empty, binary, beyond the bounds).
        """
        return parse(self.body, self.charset)

    @property
    def media_type(self) -> str:
        """`text/html` and the like, in lower case; an empty string where the server did not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset of the Content-Type header, None where there is none."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None
