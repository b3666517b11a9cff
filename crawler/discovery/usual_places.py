"""The places worth one probe on a portal that names no feed and no sitemap."""

from __future__ import annotations

import re

from crawler.discovery.link import Kind, Link
from crawler.urls import canonical

_SCORE = 0.3
_HEAD = 200_000  # bytes of the front page that are looked at
_SITEMAP = "/sitemap.xml"  # first: where there is one, it may name all; WordPress and Yoast lead on from here
_UNKNOWN = ("/feed/", "/rss.xml")
_BY_SOFTWARE = (
    (re.compile(rb"/wp-(?:content|includes|json)/"), "/feed/"),
    (re.compile(rb"/media/(?:jui|system/js|vendor/joomla)|content=.Joomla", re.IGNORECASE), "/?format=feed&type=rss"),
    (re.compile(rb"drupal-settings-json|Drupal\.settings|content=.Drupal", re.IGNORECASE), "/rss.xml"),
    (re.compile(rb"content=.blogger|\.blogger\.com/static", re.IGNORECASE), "/feeds/posts/default"),
    (re.compile(rb"content=.Hugo", re.IGNORECASE), "/index.xml"),
    (re.compile(rb"content=.Jekyll", re.IGNORECASE), "/feed.xml"),
    (re.compile(rb"content=.Hexo", re.IGNORECASE), "/atom.xml"),
    (re.compile(rb"content=.Ghost ", re.IGNORECASE), "/rss/"),
    (re.compile(rb"/bitrix/(?:js|cache|templates)/"), "/rss/"),
)


def usual_places(home: str, body: bytes = b"") -> list[Link]:
    """The few addresses where a portal that names no source usually has a sitemap or a feed, in the order of their use.

    body: of the front page. Software that shows itself there has its feed in one place; of others two are tried.
    """
    shown = body[:_HEAD]
    feeds = [path for sign, path in _BY_SOFTWARE if sign.search(shown)][:1] or list(_UNKNOWN)
    places = [(_SITEMAP, Kind.SITEMAP), *((path, Kind.FEED) for path in feeds)]
    found = ((canonical(path, home), kind) for path, kind in places)
    return [Link(url=address, kind=kind, score=_SCORE) for address, kind in found if address]
