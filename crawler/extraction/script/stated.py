"""What else states the body, where the document itself holds next to nothing of it.

JSON-LD's `articleBody`, the data handed to scripts, HTML that waits in a `template`, `noscript`, `textarea` or an
attribute. Whatever states it becomes a small page of its own and is read by the rules of every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.blocks import Layout, measure, read_layout
from crawler.extraction.body import Body, find_body
from crawler.extraction.bylines import clean_authors
from crawler.extraction.headline import find_headline
from crawler.extraction.metadata import Metadata, Raw
from crawler.extraction.script.rich_text import MARKUP, plain_markup, text_size
from crawler.extraction.script.state import Story, find_story
from crawler.markup import UnreadablePageError, parse
from crawler.script_values.values import SHORTEST, script_values

THIN = 0.3  # below this share of the length of what else states the body, the document's text is not the story
BRIEF = 1_000  # characters (dense ones double); a document with more of a story is not asked for what its scripts hold
WAITING = 600  # the same of HTML that waits, for which no title speaks
MAX_MARKUP = 2_000_000
MAX_WAITING = 200  # pieces of it that are looked at


@dataclass(frozen=True, slots=True)
class Telling:
    """A story as a document tells it. headline: the number of its block."""

    layout: Layout
    headline: int | None
    body: Body
    metadata: Metadata

    @property
    def size(self) -> int:
        """Characters of the body, those of dense scripts counted double."""
        return sum(self.layout.blocks[number].size for number in self.body.kept)


def told_elsewhere(tree: HtmlElement, shown: Telling, document: str, url: str | None) -> Telling | None:
    """The story as something else on the page states it; None where the document shows it, or nothing does.

    shown: what the document itself tells. document: the text of its title element.
    """
    size = shown.size
    stories = [story for story in _stories(tree, shown, document, url, size) if size < THIN * story.size]
    best = max(stories, key=lambda story: story.size, default=None)
    stated = _told(best, shown.metadata, document) if best else None
    return stated if stated and size < THIN * stated.size else None


def _stories(tree: HtmlElement, shown: Telling, document: str, url: str | None, size: int) -> Iterator[Story]:
    metadata = shown.metadata
    if metadata.article_body:
        yield Story(markup=plain_markup(metadata.article_body), size=measure(metadata.article_body))
    if size >= BRIEF:
        return
    headline = shown.layout.blocks[shown.headline].text if shown.headline is not None else None
    names = tuple(filter(None, (metadata.headline, metadata.og_title, document, headline)))
    story = find_story(script_values(tree), names=names, url=url) or _waiting(tree)
    if story:
        yield story


def _told(story: Story, metadata: Metadata, document: str) -> Telling | None:
    """The story read from a page that holds nothing else."""
    title = f"<h1>{escape(story.title)}</h1>" if story.title else ""
    markup = f"<html><body>{title}<article>{story.figures}{story.markup[:MAX_MARKUP]}</article></body></html>"
    try:
        tree = parse(markup.encode("utf-8", "replace"), "utf-8")
    except UnreadablePageError:
        return None
    layout = read_layout(tree)
    headline = 0 if title and layout.blocks else find_headline(layout, metadata, document)
    body = find_body(layout, headline, chosen=list(tree.iter("article")), summary=metadata.summary)
    return Telling(layout, headline, body, _with(metadata, story))


def _with(metadata: Metadata, story: Story) -> Metadata:
    """What the page says of itself; where it is silent, what the story's data say."""
    return replace(
        metadata,
        headline=metadata.headline or (None if metadata.og_title else story.title),
        published=(*metadata.published, *_raw(story.published)),
        modified=(*metadata.modified, *_raw(story.modified)),
        authors=metadata.authors or clean_authors(story.authors),
        summary=metadata.summary or story.summary,
    )


def _raw(stated: tuple[str, str] | None) -> Raw:
    return ((f"script {stated[0][:40]}", stated[1][:200]),) if stated else ()


def _waiting(tree: HtmlElement) -> Story | None:
    """The longest HTML that scripts would put into the page."""
    found = (Story(markup=markup, size=text_size(markup)) for markup in _markups(tree))
    best = max(found, key=lambda story: story.size, default=None)
    return best if best and best.size >= WAITING else None


def _markups(tree: HtmlElement) -> Iterator[str]:
    left = MAX_WAITING
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        values = [value for value in element.attrib.values() if len(value) >= SHORTEST and value[0] not in "{["]
        if element.tag == "textarea" and len(element.text or "") >= SHORTEST:
            values.append(plain_markup(element.text or ""))
        elif element.tag in {"template", "noscript"} and len(element):
            values.append("".join(etree.tostring(part, encoding="unicode", method="html") for part in element))
            walk.skip_subtree()  # what stands in it is in the value already
        for value in values:
            left -= 1
            if left >= 0 and len(value) <= MAX_MARKUP and MARKUP.search(value):
                yield value
