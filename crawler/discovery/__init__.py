"""Pages to Links: feeds, sitemaps, JSON and listings, told apart by their bytes.

`discover` is the room's door; `judge` (classify.py) decides on a page that was fetched as a story.
"""

from __future__ import annotations

from collections.abc import Collection

from crawler.discovery import feed, sitemap, sniff
from crawler.discovery.findings import Findings, kept
from crawler.discovery.html_page import discover_html
from crawler.discovery.json_answer import answer_links
from crawler.discovery.json_body import is_json, json_of
from crawler.discovery.link import Kind
from crawler.discovery.territory import inside_links, own_folder, own_links
from crawler.page import Page
from crawler.portal import Portal

__all__ = ["Findings", "discover", "is_source"]


def discover(
    page: Page, portal: Portal, *, hosts: Collection[str], role: Kind = Kind.LISTING, known: Collection[str] = ()
) -> Findings:
    """Name the links of a page that are worth a request, by what its bytes are, whatever the server declared.

    hosts: the portal's; links off them are left out. role: what an HTML page is fetched as: a LISTING gives stories,
    its further pages, sections and feeds, any other role gives stories and feeds alone. known: addresses of stories;
    JSON that names ids or slugs alone gets its addresses by their pattern. At most 2,000 links (of a
    sitemap 50,000). Raises UnreadablePageError where the bytes are no document.
    """
    folder = own_folder(portal.home)
    if sniff.is_feed(page.body):
        named = own_links(feed.feed_stories(page.body, page.url), folder)
        return Findings(Kind.FEED, kept(named, hosts, portal), "the bytes of a feed")
    if sniff.is_sitemap(page.body) or sniff.is_text_sitemap(page.body):
        named = inside_links(sitemap.sitemap_links(page.body, page.url), folder)
        return Findings(Kind.SITEMAP, kept(named, hosts, portal, limit=sitemap.MAX_LINKS), "the bytes of a sitemap")
    data = json_of(page.body)
    if data is None:
        return discover_html(page, portal, hosts, role)
    links = kept(own_links(answer_links(page, data, known=known), folder), hosts, portal, page.url)
    stories = sum(link.kind is Kind.ARTICLE for link in links)
    return Findings(Kind.LISTING, links, f"JSON that names {stories} stories")


def is_source(body: bytes) -> bool:
    """Whether the bytes are those of a feed, of a sitemap or of JSON."""
    return sniff.is_feed(body) or sniff.is_sitemap(body) or sniff.is_text_sitemap(body) or is_json(body)
