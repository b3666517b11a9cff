"""Which portal an address of an imported file belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.portal import Portal
from crawler.registry import Registry
from crawler.urls import canonical, host_of, in_scope, parts_of


class Owners:
    """chosen: only these portals; without any, those of the registry and `others`. anything: and every other host.

    portals: those that some address was found to belong to, by id.
    """

    def __init__(
        self, registry: Registry, chosen: Sequence[Portal], others: Iterable[Portal], *, anything: bool
    ) -> None:
        self.registry = registry
        self.chosen = tuple(chosen)
        self.by_host = {_bare(host): portal for portal in others for host in portal.every_host}
        self.anything = anything and not chosen
        self.portals: dict[str, Portal] = {}
        self.described = {_bare(host) for portal in registry for host in portal.every_host}

    def id_of(self, url: str) -> str:
        """The portal's id, empty where the address is nobody's, or of one that was not asked for."""
        portal = self._of(url)
        if portal is None:
            return ""
        self.portals[portal.id] = portal
        return portal.id

    def _of(self, url: str) -> Portal | None:
        if not url.startswith(("http://", "https://")) or (address := canonical(url)) is None:
            return None
        host = _bare(host_of(address))
        described = self.registry.for_url(address) if host in self.described else None
        if self.chosen:
            return self._chosen(address, described)
        return described or self.by_host.get(host) or (self._new(address) if self.anything else None)

    def _chosen(self, address: str, described: Portal | None) -> Portal | None:
        if described is not None:
            return next((portal for portal in self.chosen if portal.id == described.id), None)
        return next((portal for portal in self.chosen if in_scope(address, portal.every_host)), None)

    def _new(self, address: str) -> Portal:
        """A portal by its host, the same for all spellings of it."""
        parts = parts_of(address)
        home = f"{parts.scheme}://{parts.netloc}/"
        portal = Portal(id=parts.netloc, home=home, name=parts.netloc)
        return self.by_host.setdefault(_bare(parts.netloc), portal)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
