"""What the portal shows at one moment: the published stories, and how it is built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import quote

from crawler.demo.sections import Section
from crawler.demo.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What tests vary.

    with_feed: RSS of the newest ten. with_sitemap: a sitemap index and its two sitemaps, named in robots.txt.
    semantic: a modern `<article>` layout instead of nested tables. flaky: one story answers 503 at its first request.
    delay: seconds before each answer. today: what the site's clock says; later stories are not published yet.
    """

    with_feed: bool = False
    with_sitemap: bool = False
    semantic: bool = False
    flaky: bool = True
    delay: float = 0.0
    today: date = date(2025, 6, 14)


@dataclass(frozen=True)
class Edition:
    """The published stories, newest first, and the options."""

    stories: tuple[Story, ...]
    options: SiteOptions

    @property
    def theme(self) -> str:
        """The folder of templates/ that the pages are built from."""
        return "modern" if self.options.semantic else "tables"

    @cached_property
    def by_id(self) -> dict[int, Story]:
        """The published stories by id."""
        return {story.id: story for story in self.stories}

    def of_section(self, section: Section) -> tuple[Story, ...]:
        """Return the stories of one section, newest first."""
        return tuple(story for story in self.stories if story.section == section.name)

    def of_language(self, language: str) -> tuple[Story, ...]:
        """Return the stories in one language, newest first."""
        return tuple(story for story in self.stories if story.language == language)


def story_path(story: Story) -> str:
    """Return the address that the portal itself links a story by."""
    if story.legacy:
        return f"/Pages/ChiTietTin.aspx?ItemID={story.id}"
    return quote(f"/{story.section}/{story.slug}-{story.id}.htm")


def print_path(story: Story) -> str:
    """Return the address of its print copy."""
    return f"/print.aspx?ItemID={story.id}"


def old_path(story: Story) -> str:
    """Return the address it had before the portal was rebuilt; it redirects."""
    return f"/bai-cu/{story.id}.htm"


def with_query(path: str, query: str) -> str:
    """Add a query to a path that may have one."""
    return f"{path}{'&' if '?' in path else '?'}{query}"
