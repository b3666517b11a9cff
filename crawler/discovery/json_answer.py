"""A JSON answer as a page of a listing: its stories, and its next page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from crawler.discovery.anchors import anchors_of
from crawler.discovery.json_list import JsonList, listed
from crawler.discovery.json_markup import markup_page
from crawler.discovery.json_pager import json_pagers
from crawler.discovery.link import Link
from crawler.discovery.listing import story_links
from crawler.discovery.pager import pager_links
from crawler.markup import UnreadablePageError
from crawler.page import Page


def answer_links(page: Page, data: Any, *, known: Collection[str] = ()) -> list[Link]:
    """The next page, then the stories that the JSON value names: its records, else the HTML in it.

    data: the page's body, read. known: addresses of the portal's stories; records with an id or slug alone get theirs
    by the pattern of these.
    """
    found = listed(data, page.url, known=known)
    stories = list(found.stories)
    following: list[Link] = []
    if not stories:
        stories, following = _in_markup(data, page.url)
        found = JsonList(tuple(stories), len(stories))
    return (following or json_pagers(data, page.url, length=found.length, headers=page.headers)) + stories


def _in_markup(data: Any, url: str) -> tuple[list[Link], list[Link]]:
    whole = markup_page(data, url)
    if whole is None:
        return [], []
    try:
        tree = whole.tree
    except UnreadablePageError:
        return [], []
    anchors = anchors_of(tree, url)
    return story_links(anchors), pager_links(tree, anchors, url)
