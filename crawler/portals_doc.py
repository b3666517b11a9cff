"""docs/portals.md, from the portal files: `python -m crawler.portals_doc`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from crawler import countries, registry
from crawler.portal import Confidence, Portal, PortalState, Scope

PAGE = Path(__file__).parents[1] / "docs" / "portals.md"
HEAD = """\
# Portals

Written by `python -m crawler.portals_doc` from `crawler/portals/`; do not edit.

**How sure** says where a file's facts come from. *seen*: a published page or program shows them, as far as the words
after it say (the home page, a listing, an article); *recalled*: general knowledge, nobody looked; *checked*: the live
portal was visited. Native names, languages and time zones are general knowledge throughout.
"""
_STATES: dict[str, str] = {
    PortalState.ACTIVE: "crawled",
    PortalState.DISABLED: "disabled (too little is known, or they cannot be crawled yet)",
    PortalState.ARCHIVED: "archived (gone or frozen)",
}
_SURE: dict[str, str] = {
    Confidence.CHECKED: "checked live",
    Scope.BOTH: "with a listing and a story seen",
    Scope.ARTICLE: "with a story seen",
    Scope.LISTING: "with a listing seen",
    Scope.HOME: "with nothing but the home page seen",
    Confidence.RECALLED: "only recalled",
}


def render(portals: Iterable[Portal]) -> str:
    """Write the page. `portals` come by country, as a registry gives them."""
    return "\n".join(_lines(list(portals)))


def _lines(portals: list[Portal]) -> Iterator[str]:
    yield HEAD
    by_country = {code: list(group) for code, group in groupby(portals, key=lambda portal: portal.country or "")}
    states = _told(portals, _STATES, lambda portal: portal.state)
    yield f"**{len(portals)} portals of {len(by_country)} countries**: {states}.\n"
    yield f"How sure: {_told(portals, _SURE, _sureness)}.\n"
    for code, group in sorted(by_country.items(), key=lambda item: countries.NAMES[item[0]]):
        yield f"## {countries.NAMES[code]} ({code})\n"
        yield "| id | portal | languages | family | state | how sure |"
        yield "|---|---|---|---|---|---|"
        yield from (_row(portal) for portal in group)
        yield ""


def _told(portals: Iterable[Portal], words: Mapping[str, str], kind: Callable[[Portal], str]) -> str:
    """Count the portals of each kind, in the words for it: `134 crawled, 34 disabled`."""
    counts = Counter(map(kind, portals))
    return ", ".join(f"{counts[key]} {word}" for key, word in words.items() if counts[key])


def _sureness(portal: Portal) -> str:
    return portal.seen_scope if portal.confidence is Confidence.SEEN else portal.confidence


def _row(portal: Portal) -> str:
    state = f"{portal.state}, followed by `{portal.successor}`" if portal.successor else portal.state
    cells = (_name(portal), ", ".join(portal.languages), portal.family or "", state, portal.how_sure)
    return f"| `{portal.id}` | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _name(portal: Portal) -> str:
    native = portal.native_name
    link = f"[{portal.name}]({portal.home})"
    return f"{link}<br>{native}" if native and native != portal.name else link


if __name__ == "__main__":
    PAGE.write_text(render(registry.Registry([registry.SHIPPED])), encoding="utf-8")
