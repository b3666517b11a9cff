"""What portals of every family answer alike: feeds, sitemaps, robots.txt, redirects; and an address taken apart."""

from __future__ import annotations

import datetime as dt
import email.utils
import html
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote

from portal import Story
from web import Answer


def split(path: str) -> tuple[str, dict[str, str]]:
    """The path without its percent-encoding, and the query's parameters (the last of a name)."""
    path, _, query = path.partition("?")
    return unquote(path), dict(parse_qsl(query, keep_blank_values=True))


def number(query: dict[str, str], name: str, default: int = 0) -> int:
    """A parameter that should be a number; anything else is the default."""
    text = query.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else default


def rss(base: str, title: str, stories: Iterable[Story], tail: str = "") -> Answer:
    """RSS 2.0. tail: what the feed adds to every address (`?utm_source=rss`)."""
    items = "".join(
        f"<item><title>{html.escape(story.title)}</title><link>{base}{html.escape(story.path + tail)}</link>"
        f"<pubDate>{_rfc822(story.date)}</pubDate></item>"
        for story in stories
    )
    return Answer(
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{html.escape(title)}</title>'
        f"<link>{base}/</link>{items}</channel></rss>",
        type="application/rss+xml; charset=UTF-8",
    )


def sitemap(base: str, paths: Iterable[str], lastmod: str = "2026-01-01") -> Answer:
    """A urlset whose lastmod is that of the last rebuild: no story's date."""
    locs = "".join(f"<url><loc>{base}{html.escape(path)}</loc><lastmod>{lastmod}</lastmod></url>" for path in paths)
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>')


def sitemap_index(base: str, paths: Iterable[str]) -> Answer:
    locs = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path in paths)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</sitemapindex>')


def robots(text: str) -> Answer:
    return Answer(text, type="text/plain")


def redirect(to: str, status: int = 302) -> Answer:
    return Answer("", status, headers={"Location": to})


def pdf() -> Answer:
    return Answer(b"%PDF-1.4\n%%EOF\n", type="application/pdf")


def picture() -> Answer:
    return Answer(b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
                  b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;", type="image/gif")  # fmt: skip


def _xml(text: str) -> Answer:
    return Answer(f'<?xml version="1.0" encoding="UTF-8"?>{text}', type="application/xml")


def _rfc822(day: str) -> str:
    return email.utils.format_datetime(dt.datetime.fromisoformat(f"{day}T03:00:00+00:00"))
