"""What the portal offers to machines: robots.txt, RSS, sitemaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from crawler.demo.edition import Edition, story_path
from crawler.demo.labels import labels
from crawler.demo.story import Story
from crawler.demo.templating import Html, fill, join

FEED_SIZE = 10
_ROBOTS = "User-agent: *\nDisallow: /quan-tri/\nDisallow: /tim-kiem\n"


def robots(edition: Edition, base: str) -> str:
    """Write robots.txt."""
    return _ROBOTS + (f"\nSitemap: {base}/sitemap.xml\n" if edition.options.with_sitemap else "")


def rss(edition: Edition, base: str) -> Html:
    """Write the feed of the newest Vietnamese stories."""
    newest = edition.of_language("vi")[:FEED_SIZE]
    items = join(_item(story, base) for story in newest)
    return fill("feeds/rss.xml", title=labels("vi")["portal"], base=base, items=items)


def sitemap_index(edition: Edition, base: str) -> Html:
    """Write the index of the two sitemaps."""
    newest = max((_changed(story) for story in edition.stories), default=edition.options.today.isoformat())
    return fill("feeds/sitemap_index.xml", base=base, changed=newest)


def sitemap(edition: Edition, base: str, *, foreign: bool) -> Html:
    """Write a sitemap: of the Vietnamese stories, or of those in other languages."""
    stories = (story for story in edition.stories if (story.language != "vi") == foreign)
    urls = join(
        fill("feeds/sitemap_url.xml", url=base + story_path(story), changed=_changed(story)) for story in stories
    )
    return fill("feeds/sitemap.xml", urls=urls)


def instant(day: date) -> datetime:
    """Return the instant in UTC; for a day, its midnight."""
    return day.astimezone(UTC) if isinstance(day, datetime) else datetime.combine(day, time(), UTC)


def _item(story: Story, base: str) -> Html:
    published = format_datetime(instant(story.date))
    url = base + story_path(story)
    return fill("feeds/rss_item.xml", title=story.title, url=url, published=published, summary=story.summary)


def _changed(story: Story) -> str:
    return (story.modified or story.day).isoformat()
