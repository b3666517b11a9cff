"""Lists that JCMS portals (Chinese provinces) keep as XML, on the page or apart from it: records of HTML in CDATA."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from crawler.page import Page
from crawler.urls import canonical

_MAX_ISLAND = 2_000_000
_MAX_RECORDS = 5_000
_NEXT_GROUP = re.compile(r"<nextgroup>[^<]{0,20}<!\[CDATA\[[^\]]{0,500}?href=[\"']([^\"']{1,2000})")
_TOTAL = re.compile(r"<totalrecord>\s{0,9}(\d{1,8})")
_START = re.compile(r"[?&]startrecord=(\d{1,8})")


def islands_of(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The HTML of the records, an element an island; the groups that come before and after are no part of it."""
    for script in islice(tree.iter("script"), 200):
        text = script.text or ""
        if "xml" in (script.get("type") or "").lower() and "<record>" in text[:_MAX_ISLAND]:
            yield island(text)


def island(text: str) -> HtmlElement:
    """The records of one data store."""
    records = text[:_MAX_ISLAND].split("<record>")[1 : _MAX_RECORDS + 1]
    inner = (record.partition("</record>")[0].partition("<![CDATA[")[2] for record in records)
    pieces = [html_text.rpartition("]]>")[0] for html_text in inner]
    try:
        return lxml.html.fragment_fromstring("".join(pieces), create_parent="ul")
    except (lxml.etree.LxmlError, ValueError):
        return lxml.html.Element("ul")


def opened(page: Page) -> Page:
    """A data store that was fetched by itself as a page that holds it; any other page as it is."""
    if b"<datastore" not in page.body[:500] or b"<html" in page.body[:500].lower():
        return page
    return replace(page, body=b'<html><body><script type="text/xml">' + page.body + b"</script></body></html>")


def next_groups(tree: HtmlElement, here: str) -> list[str]:
    """Where the records after those on the page are had: the store names the place, and may leave out the numbers."""
    found = []
    for script in islice(tree.iter("script"), 200):
        text = (script.text or "")[:_MAX_ISLAND]
        group = _NEXT_GROUP.search(text) if "<datastore" in text else None
        if group and (address := canonical(html.unescape(group[1]), here)):
            found += [turned] if (turned := _with_records(address, text, here)) else []
    return found


def _with_records(address: str, text: str, here: str) -> str | None:
    count, total = text.count("<record>"), _TOTAL.search(text)
    asked = _START.search(address) or _START.search(here)
    start = int(asked[1]) + (0 if _START.search(address) else count) if asked else count + 1
    if count == 0 or (total and start > int(total[1])):
        return None
    if _START.search(address):
        return address
    return canonical(f"{address}{'&' if '?' in address else '?'}startrecord={start}&endrecord={start + count - 1}")
