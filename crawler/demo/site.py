"""The demo portal as a value: an address goes in, an answer comes out. What changes between requests is an argument."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote

from crawler.demo.answers import Ask, Response, answer
from crawler.demo.edition import Edition, SiteOptions
from crawler.demo.story import Block, Paragraph, Story, load_stories

TARGET = 2032  # the story whose target is dropped later
WITHDRAWN = 2027
_VISITS = b"@@VISITS@@"


@dataclass(frozen=True)
class Site:
    """The portal. Every change makes another site; the server can be given the new one while it runs."""

    stories: tuple[Story, ...] = field(default_factory=load_stories)
    options: SiteOptions = field(default_factory=SiteOptions)

    @cached_property
    def edition(self) -> Edition:
        """The stories that are published by today, newest first."""
        published = [story for story in self.stories if story.day <= self.options.today]
        published.sort(key=lambda story: (story.day, story.id), reverse=True)
        return Edition(tuple(published), self.options)

    def with_options(self, **changes: Any) -> Site:
        """Change options, by the names of SiteOptions."""
        return replace(self, options=replace(self.options, **changes))

    def with_story(self, *stories: Story) -> Site:
        """Publish more stories."""
        return replace(self, stories=(*self.stories, *stories))

    def with_edit(self, story_id: int, **changes: Any) -> Site:
        """Edit a story, by the names of its fields."""
        stories = (replace(story, **changes) if story.id == story_id else story for story in self.stories)
        return replace(self, stories=tuple(stories))

    def without(self, *story_ids: int) -> Site:
        """Withdraw stories: their addresses answer 404."""
        return replace(self, stories=tuple(story for story in self.stories if story.id not in story_ids))

    def later(self) -> Site:
        """The portal some time later: a target has left one story, and another story was withdrawn."""
        blocks = tuple(_without_target(block) for block in self.edition.by_id[TARGET].blocks)
        return self.with_edit(TARGET, blocks=blocks).without(WITHDRAWN)

    def respond(self, target: str, *, base: str = "http://127.0.0.1", visit: int = 1, attempt: int = 1) -> Response:
        """Answer a request. target: path and query. base: scheme and host as the visitor sees them.

        visit: what the visitor counter shows. attempt: how many times this target was asked for, this one included.
        """
        path, _, query = target.partition("?")
        ask = Ask(path=unquote(path), query=dict(parse_qsl(query)), base=base, attempt=attempt)
        response = answer(self.edition, ask)
        shown = response.body.replace(_VISITS, f"{1_204_377 + visit:,}".replace(",", ".").encode())
        return replace(response, body=shown)


def _without_target(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return Paragraph(block.text.replace("halve the figure by 2030", "reduce the figure in the long term"))
