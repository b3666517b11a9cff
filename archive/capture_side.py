"""The captures as others use them: reading one back, what a story was read from, what is to be taken up."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archive import (
    articles,
    captures,
    nearest_captures,
    readings,
    replaying,
    story_captures,
    story_history,
    story_pages,
)
from archive.articles import StorySource
from archive.captures import Capture, RawPage
from archive.filters import Filters
from archive.nearest_captures import Nearest
from archive.opened import Opened
from archive.readings import Readable
from archive.replaying import Replaying
from archive.story_captures import StoryCaptures
from archive.story_history import Told
from archive.story_pages import StoryPage


class CaptureSide(Opened):
    """Raw answers."""

    def has_capture(self, url: str, captured_at: str, payload_digest: str | None) -> bool:
        """Whether there is this very answer already: of this address, at this moment (as WARC-Date), this payload."""
        return captures.is_known(self._connection, url, captured_at, payload_digest)

    def readable(self, filters: Filters | None = None) -> Iterator[Readable]:
        """The revisions of the chosen stories with the captures they were read from, story by story, in order."""
        return readings.readable(self._connection, filters or Filters())

    def replaying(self, portal: str) -> Replaying:
        """What takes up the captures that are in no index: what a killed run left, or all."""
        return Replaying(self._connection, self.path, portal)

    def page(self, capture_id: int) -> RawPage:
        """A captured answer, unpacked. Raises CaptureError where it cannot be read."""
        return captures.page(self._connection, self.path, capture_id)

    def captures_of(self, url: str, portal: str | None = None) -> list[Capture]:
        """The answers that an address gave, the oldest first."""
        return captures.of_url(self._connection, url, portal)

    def nearest(self, urls: Collection[str], at: str) -> dict[str, Nearest]:
        """Of each address the capture nearest to a moment (UTC, ISO 8601); addresses without one are left out."""
        return nearest_captures.nearest(self._connection, urls, at)

    def history(self, article_id: int) -> list[Told]:
        """When each revision of a story was seen, and the capture it was read from; empty where there is no story."""
        return story_history.of_story(self._connection, article_id)

    def story_captures(self, article_id: int) -> StoryCaptures:
        """The captures that a story rests on. Raises ArticleNotFoundError."""
        return story_captures.of_story(self._connection, article_id, self.get(article_id).portal)

    def story_pages(self, portal: str) -> list[StoryPage]:
        """The captured pages of a portal's stories, and of what listings call stories, the newest first."""
        return story_pages.of_portal(self._connection, portal)

    def capture_data(self, capture: Capture) -> bytes:
        """The bytes of the files that a capture is: packed records. Raises CaptureError."""
        return captures.data(self.path, capture)

    def portal_facts(self, portal: str) -> str:
        """What the newest file of a portal's captures begins with of its facts: JSON; `{}` where there is none."""
        return replaying.portals_in(self.path, portal).get(portal, "{}")

    def capture_id(self, article_id: int, revision: int) -> int | None:
        """The capture that a revision was read from; None where none was kept."""
        return articles.capture_of(self._connection, article_id, revision)

    def story_source(self, article_id: int) -> StorySource:
        """What a story's present revision was read from."""
        return articles.source(self._connection, article_id)
