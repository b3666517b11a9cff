"""A visit judged: what was seen of each part of a portal, and what is wrong in its file. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What a field of a sample story looks like."""

    GOOD = "good"
    NONE = "none"  # not there, and many stories have none
    DOUBT = "doubt"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that needs a person, as a sentence. key: of the file (`listings[1]`), or the part it was seen at."""

    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether the home page answers. status: in words where it does not; seconds: until its answer."""

    url: str
    final: str
    redirects: tuple[str, ...] = ()
    trouble: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What robots.txt says. status: of its answer. allowed: whether the home page may be fetched. delay: seconds."""

    status: int | None = None
    allowed: bool = True
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsSeen:
    """How TLS went. verified: whether the certificate is one to trust. trouble: what failed, and which key may help."""

    verified: bool
    version: str | None = None
    days_left: int | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSeen:
    """A feed or sitemap. what: `RSS`, `sitemap`, `a web page`. stories: named by it. newest: ISO 8601 day."""

    key: str
    url: str
    what: str
    stories: int = 0
    newest: str | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingSeen:
    """A listing. stories: likely ones it names, `dated` of them with a date. pages: further pages it names.

    next: the next page, where it was asked for; fresh: stories there that are not on the first; next_trouble: why it
    gave none.
    """

    key: str
    url: str
    stories: int = 0
    dated: int = 0
    newest: str | None = None
    pages: int = 0
    next: str | None = None
    fresh: int | None = None
    next_trouble: str | None = None
    trouble: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSeen:
    """One field of a story: its value in a few words, and how it looks; note: why it is doubtful or bad."""

    name: str
    value: str
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySeen:
    """A sample story. is_story: whether a crawl would keep it; reason: why not. named: article_url matches it."""

    url: str
    named: bool
    is_story: bool = False
    reason: str | None = None
    fields: tuple[FieldSeen, ...] = ()

    def field(self, name: str) -> FieldSeen | None:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternSeen:
    """How article_url fits: it matches `matched` of the `of` stories found; missed: some that it does not match."""

    pattern: str
    matched: int
    of: int
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectorSeen:
    """One of the file's selectors: on how many of the sample pages it finds something."""

    key: str
    selector: str
    matched: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a visit says of a portal and its file. problems need a person; remarks are good to know.

    line: the result in one line. confirmed: a listing and a story were read as the file says.
    """

    portal: str
    home: str
    day: date
    line: str
    confirmed: bool
    reach: Reach
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    robots: Rules | None = None
    tls: TlsSeen | None = None
    sources: tuple[SourceSeen, ...] = ()
    listings: tuple[ListingSeen, ...] = ()
    stories: tuple[StorySeen, ...] = ()
    pattern: PatternSeen | None = None
    selectors: tuple[SelectorSeen, ...] = ()
    requests: int = 0
    seconds: float = 0.0

    @property
    def well(self) -> bool:
        """Whether nothing needs attention."""
        return not self.problems
