"""What portals of every family answer alike: feeds, sitemaps, robots.txt, redirects, files; a request taken apart."""

from __future__ import annotations

import datetime as dt
import email.utils
import html
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote

from portal import Story
from web import Answer, Request


def asked(request: Request) -> tuple[str, dict[str, str]]:
    """The path without its percent-encoding, and the parameters of address and form together (the form's go first)."""
    path, _, query = request.path.partition("?")
    given = dict(parse_qsl(query, keep_blank_values=True))
    return unquote(path), given | dict(parse_qsl(request.body.decode(), keep_blank_values=True))


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


def robots(*lines: str) -> Answer:
    """What holds for every robot."""
    return Answer("\n".join(("User-agent: *", *lines)) + "\n", type="text/plain")


def redirect(to: str, status: int = 302) -> Answer:
    return Answer("", status, headers={"Location": to})


def media(path: str) -> Answer | None:
    """Pictures and files: a few bytes that are what they say."""
    if path.endswith((".jpg", ".png", ".gif", ".ico")):
        return Answer(
            b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9", type="image/jpeg"
        )
    return Answer(b"%PDF-1.4\n%%EOF\n", type="application/pdf") if path.endswith(".pdf") else None


def _xml(text: str) -> Answer:
    return Answer(f'<?xml version="1.0" encoding="UTF-8"?>{text}', type="application/xml")


def _rfc822(day: str) -> str:
    return email.utils.format_datetime(dt.datetime.fromisoformat(f"{day}T03:00:00+00:00"))
