"""Whether a field's value is the known one: by a selector alone, or as a whole page was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from archive.article import Article
from crawler.extraction.address import absolute
from crawler.extraction.images.source import source
from crawler.extraction.selectors import select_any, select_list, select_texts
from crawler.relearning import holders
from crawler.relearning.holders import Holder, day_of
from crawler.relearning.known import is_title, picture_name, same_body, same_names
from crawler.relearning.samples import Sample

FIELDS = ("title", "date", "body", "author", "tags", "images")  # those that can be learned, in this order
LISTS = frozenset({"author", "tags", "images"})  # of which a page may have several


class Verdict(Enum):
    """What a reading says of a known value."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Tally:
    """On how many pages a reading gave the known value, another one, or none. pages: where the value is known."""

    right: int = 0
    wrong: int = 0
    pages: int = 0

    @property
    def share(self) -> float:
        """Of the pages, on how many it was right."""
        return self.right / self.pages if self.pages else 0.0

    def __str__(self) -> str:
        return f"{self.right} of {self.pages}"


NOTHING = Tally()


def tally(verdicts: Iterable[Verdict | None]) -> Tally:
    """Count; None is a page of which the value is not known."""
    known = [verdict for verdict in verdicts if verdict is not None]
    return Tally(known.count(Verdict.RIGHT), known.count(Verdict.WRONG), len(known))


def is_known(sample: Sample, field: str) -> bool:
    """Whether it is known what the page should give."""
    known = sample.known
    values = {
        "title": known.titles,
        "date": known.days,
        "body": known.body,
        "author": known.authors,
        "tags": known.tags,
        "images": known.images,
    }
    return bool(values[field])


def holders_of(sample: Sample, field: str) -> list[Holder]:
    """Where on the page the known value stands."""
    known, tree = sample.known, sample.tree
    if field == "title":
        return holders.of_title(tree, known)
    if field == "date":
        return holders.of_date(tree, known, sample.languages, sample.portal.timezone)
    if field == "body":
        return holders.of_body(tree, known.body) if known.body else []
    if field == "images":
        return holders.of_pictures(tree, known, sample.base) if known.images else []
    return holders.of_name(tree, known.authors if field == "author" else known.tags)


def by_selector(sample: Sample, field: str, css: str) -> Verdict | None:
    """What a selector of texts or pictures gives on a page; None where nothing is known of the field."""
    if not is_known(sample, field):
        return None
    known, tree = sample.known, sample.tree
    if field == "images":
        found = {picture_name(address) for address in _pictures(sample, css)}
        return _verdict(found, lambda: found == {picture_name(address) for address in known.images})
    if field in {"author", "tags"}:
        names = select_list(tree, css)
        return _verdict(names, lambda: same_names(names, known.authors if field == "author" else known.tags))
    texts = select_texts(tree, css)
    if field == "title":
        return _verdict(texts, lambda: is_title(texts[0], known.titles))
    return _verdict(texts, lambda: day_of(texts[0], sample.languages, sample.portal.timezone) in known.days)


def _pictures(sample: Sample, css: str) -> Iterator[str]:
    """The addresses of the pictures that a selector chooses, as the extraction takes them."""
    for item in select_any(sample.tree, css):
        if isinstance(item, str):
            addresses = [absolute(item, sample.base)]
        else:
            addresses = [source(each, sample.base) for each in item.iter("img")]
        yield from (address for address in addresses if address)


def by_reading(sample: Sample, field: str, article: Article) -> Verdict | None:
    """What an article says of a field; None where nothing is known of it."""
    if not is_known(sample, field):
        return None
    known = sample.known
    said: dict[str, tuple[object, Callable[[], bool]]] = {
        "title": (article.title, lambda: is_title(article.title, known.titles)),
        "date": (article.date, lambda: (article.date or "")[:10] in known.days),
        "body": (article.body, lambda: same_body(article.body, known.body or "", guessed=known.guessed)),
        "author": (article.authors, lambda: same_names(article.authors, known.authors)),
        "tags": (article.tags, lambda: same_names(article.tags, known.tags)),
        "images": (
            article.images,
            lambda: {picture_name(one.url) for one in article.images} == set(map(picture_name, known.images)),
        ),
    }
    value, is_right = said[field]
    return _verdict(value, is_right)


def _verdict(value: object, is_right: Callable[[], bool]) -> Verdict:
    if not value:
        return Verdict.NONE
    return Verdict.RIGHT if is_right() else Verdict.WRONG
