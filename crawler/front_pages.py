"""Which addresses are a portal's front page, in one of its languages or in all."""

from __future__ import annotations

import re

from crawler.urls import canonical, parts_of

_FRONT_PAGE = re.compile(
    r"/?(?:(?:web|portal|site|index\.php)/)?(?:[a-z]{2,3}(?:[-_][a-z]{2,4})?|english|eng|vietnamese|thai)?"
    r"(?:/(?:home|index|default|main|trang-chu)?(?:\.\w{2,5})?)?",
    re.IGNORECASE,
)
_NAMES_A_PAGE = re.compile(r"(?:^|&)(?:p|no|seq|idx|\w{0,20}id)=\w|=[^&]{0,40}\d\d", re.IGNORECASE)


def is_front_page(path: str) -> bool:
    """Whether a path is that of a portal's front page, in one of its languages or in all."""
    return bool(_FRONT_PAGE.fullmatch(path))


def leads_to_front_page(url: str) -> bool:
    """Whether an address is that of a front page: by its path, unless a parameter names one page of many.

    >>> leads_to_front_page("https://a.example/index.php?lang=en"), leads_to_front_page("https://a.example/?p=7")
    (True, False)
    """
    known = canonical(url)
    if known is None:
        return False
    parts = parts_of(known)
    return is_front_page(parts.path) and not _NAMES_A_PAGE.search(parts.query)
