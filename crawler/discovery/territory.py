"""What belongs to a portal that shares its host with others: `gov.example/environment/` beside `gov.example/health/`.

Platforms put every ministry into a folder of its own, or keep all stories in one place. So the folder decides only
where a page's links show that the portal's stories lie in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from crawler.discovery.link import Link
from crawler.front_pages import is_front_page
from crawler.urls import parts_of

_LEAST_NAME = 4
LEAST_SHARE = 0.25  # of a page's links in the folder from which those outside are another body's
_PAGE = re.compile(r"(?:home|index|default|main|start|trang-chu|[^/]*\.\w{2,5})", re.IGNORECASE)


def own_folder(home: str) -> str | None:
    """The folder that a front page stands for, with slashes; None where it is the host's or only a language's."""
    path = unquote(parts_of(home).path)
    if is_front_page(path):
        return None
    head, _, last = path.rstrip("/").rpartition("/")
    folder = f"{head}/" if _PAGE.fullmatch(last) else f"{head}/{last}/"
    return None if is_front_page(folder) else folder


def is_portal_front(url: str) -> bool:
    """Whether an address is a front page, of the host or of one language."""
    return is_front_page(unquote(parts_of(url).path))


def own_links(links: Sequence[Link], folder: str | None, *, share: float = LEAST_SHARE) -> list[Link]:
    """The links without those of other bodies on the host, where enough of them lie in the folder; else all of them."""
    inside = inside_links(links, folder)
    return inside if inside and len(inside) >= share * len(links) else list(links)


def inside_links(links: Sequence[Link], folder: str | None) -> list[Link]:
    """The links that lie in the folder, all of them where there is no folder."""
    return [link for link in links if folder is None or is_within(link.url, folder)]


def is_within(url: str, folder: str) -> bool:
    """Whether an address lies in a folder of its host, or names the folder's own name as a parameter's value."""
    parts = parts_of(url)
    if f"{unquote(parts.path)}/".startswith(folder):
        return True
    name = folder.rstrip("/").rpartition("/")[2]
    return len(name) >= _LEAST_NAME and any(unquote(part.partition("=")[2]) == name for part in parts.query.split("&"))
