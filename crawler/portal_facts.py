"""A portal's facts as JSON beside its captures, so that its pages can be read without today's registry."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from crawler.portal import Portal
from crawler.registry import Registry


def facts_of(portal: Portal) -> str:
    """Write what is known of a portal, without what is as it usually is."""
    usual = msgspec.to_builtins(Portal(id=portal.id, home=portal.home))
    told = msgspec.to_builtins(portal)
    return msgspec.json.encode(
        {name: value for name, value in told.items() if name in {"id", "home"} or value != usual[name]}
    ).decode()


def portal_of(portal_id: str, facts: str, registry: Registry) -> Portal | None:
    """The portal that captures speak of: as the registry has it today, else as they tell. None where neither does."""
    if portal_id in registry.ids:
        return registry.get(portal_id)
    try:
        portal = msgspec.json.decode(facts.encode(), type=Portal)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return replace(portal, id=portal_id)
