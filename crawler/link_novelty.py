"""Whether a story's page links to anything that is not known: most repeat their site's menu and lists. Pure.

Finding out what each link of a page leads to takes far longer than seeing that all of them were seen before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crawler.urls import canonical

ENOUGH = 6  # pages whose links are looked at in any case: what a site's menu is must be known first
_HREF = re.compile(rb"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LEADS_NOWHERE = (b"#", b"javascript:", b"mailto:", b"tel:", b"data:")
_WHOLE = re.compile(rb"(?:https?:)?//", re.IGNORECASE)
_BY_SCRIPT = re.compile(rb"<datastore|\sonclick\s*=|\sdata-(?:href|url|link)\s*=|\0", re.IGNORECASE)


@dataclass
class LinkNovelty:
    """The links of the story pages that were looked at in one crawl. hosts: the portal's."""

    hosts: tuple[bytes, ...]
    pages: int = 0
    seen: set[str] = field(default_factory=set)

    def repeats(self, url: str, body: bytes, is_known: Callable[[str], bool]) -> Mapping[str, str] | None:
        """The addresses that a story's page links to, without words, if all were seen before or are known otherwise.

        None where the page is to be looked at: it links to something new, or by scripts. url: the page's address.
        """
        if _BY_SCRIPT.search(body):
            return None
        links = self._links(url, body)
        new = {link for link in links if link not in self.seen and not is_known(link)}
        if self.pages < ENOUGH or new:
            self.pages += 1
            self.seen |= links
            return None
        return dict.fromkeys(links, "")

    def _links(self, url: str, body: bytes) -> set[str]:
        found = {(double or single or bare).strip() for double, single, bare in _HREF.findall(body)}
        texts = [href.decode("utf-8", "replace") for href in found if href and self._may_lead_on(href)]
        return {address for text in texts if (address := canonical(text.replace("&amp;", "&"), url)) is not None}

    def _may_lead_on(self, href: bytes) -> bool:
        if href[:11].lower().startswith(_LEADS_NOWHERE):
            return False
        return not _WHOLE.match(href) or any(host in href.lower() for host in self.hosts)
