"""What is asked for by POST: what the page that named it says so of, and what GET has given nothing for."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from archive.frontier import Address
from crawler.discovery.classify import shape_of
from crawler.discovery.link import Link, Post


@dataclass
class Posting:
    """patterns: of addresses that answer to POST alone. sent: the addresses that were asked for by POST."""

    patterns: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)

    def wants(self, address: Address) -> bool:
        """Whether an address is asked for by POST."""
        post = post_of(address)
        return post is not None and (post.only or "#" in address.url or shape_of(address.url) in self.patterns)

    def is_worth_a_try(self, address: Address) -> bool:
        """Whether an address that gave nothing by GET is worth a POST; from then on all that are like it are posted."""
        if address.post is None or address.url in self.sent:
            return False
        self.patterns.add(shape_of(address.url))
        return True


def post_of(address: Address) -> Post | None:
    """What is sent where an address is asked for by POST."""
    return Post(**json.loads(address.post)) if address.post else None


def as_text(link: Link) -> str | None:
    """What a link says is sent by POST, as the frontier keeps it."""
    return json.dumps(asdict(link.post), ensure_ascii=False) if link.post else None
