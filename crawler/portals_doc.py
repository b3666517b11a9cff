"""docs/portals.md, from the portal files: `python -m crawler.portals_doc`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from crawler import countries, registry
from crawler.portal import Portal

PAGE = Path(__file__).parents[1] / "docs" / "portals.md"
HEAD = """\
# Portals

Written by `python -m crawler.portals_doc` from `crawler/portals/`; do not edit.

**How sure** says where a file's facts come from. *seen*: a published page or program shows them, as far as the words
after it say (the home page, a listing, an article); *recalled*: general knowledge, nobody looked; *checked*: the live
portal was visited. Native names, languages and time zones are general knowledge throughout.
"""


def render(portals: Iterable[Portal]) -> str:
    """Write the page. `portals` come by country, as a registry gives them."""
    return "\n".join(_lines(list(portals)))


def _lines(portals: list[Portal]) -> Iterator[str]:
    yield HEAD
    by_country = {code: list(group) for code, group in groupby(portals, key=lambda portal: portal.country or "")}
    yield f"{len(portals)} portals of {len(by_country)} countries.\n"
    for code, group in by_country.items():
        yield f"## {countries.NAMES[code]} ({code})\n"
        yield "| id | portal | languages | family | state | how sure |"
        yield "|---|---|---|---|---|---|"
        yield from (_row(portal) for portal in group)
        yield ""


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
