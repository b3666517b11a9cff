"""One page to one article: title, date, body, images, and none of the page's chrome."""

from __future__ import annotations

from crawler.extraction.article import extract, extract_page

__all__ = ["extract", "extract_page"]
