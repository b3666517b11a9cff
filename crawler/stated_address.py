"""Whether a page may be believed about its own address."""

from __future__ import annotations

from crawler.discovery.address import story_evidence
from crawler.discovery.territory import is_portal_front
from crawler.plan import Plan
from crawler.urls import identity, in_scope


def can_be_canonical(plan: Plan, stated: str, page: str) -> bool:
    """Many portals declare their home page as the canonical address of every story, or a section of it."""
    if not in_scope(stated, plan.portal.every_host) or identity(stated) == identity(plan.portal.home):
        return False
    if is_portal_front(stated) or not plan.claim(stated, page):
        return False
    return identity(stated) == identity(page) or story_evidence(stated) >= min(0.0, story_evidence(page))
