"""Write what `extract` now says of every golden page into its expected.json.

    python tests/pages/rewrite.py

Ends with exit code 1 where anything changed, so that no run that rewrites goldens counts as a passed one: read the
difference (`git diff tests/pages`), then run the tests.
"""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.portal import Portal

PAGES = Path(__file__).resolve().parent
ADDRESS = "https://portal.example/tin-tuc/page.html"


def cases() -> list[Path]:
    return sorted(page.parent for page in PAGES.glob("*/*/page.html"))


def read(case: Path) -> dict[str, object]:
    """The article of a case as plain JSON values, without what is empty."""
    from crawler.extraction import extract

    portal, day = _portal(case)
    article = extract((case / "page.html").read_bytes(), ADDRESS, portal=portal, day=day)
    values = json.loads(json.dumps(asdict(article)))
    if not values["translations"]:
        del values["translations"]
    for name in values.keys() & {"images", "attachments", "translations"}:
        values[name] = [{key: value for key, value in item.items() if value is not None} for item in values[name]]
    return {**values, "body": values["body"].split("\n\n")}


def _portal(case: Path) -> tuple[Portal | None, date | None]:
    """The portal of a family that has a file of selectors, and the day on which the case was fetched."""
    import msgspec

    from crawler.portal import Portal

    file = case.parent / "portal.toml"
    if not file.exists():
        return None, None
    data = tomllib.loads(file.read_text("utf-8"))
    days: dict[str, date] = data.pop("days", {})
    return msgspec.convert({"id": case.parent.name, "home": ADDRESS, **data}, Portal), days.get(case.name)


def rewrite() -> list[str]:
    """The names of the cases that changed."""
    changed = []
    for case in cases():
        expected = case / "expected.json"
        text = json.dumps(read(case), ensure_ascii=False, indent=1) + "\n"
        if not expected.exists() or expected.read_text("utf-8") != text:
            expected.write_text(text, "utf-8")
            changed.append(f"{case.parent.name}/{case.name}")
    return changed


if __name__ == "__main__":
    sys.path.insert(0, str(PAGES.parent.parent))
    rewritten = rewrite()
    sys.stdout.writelines(f"{name}\n" for name in rewritten)
    sys.exit(bool(rewritten))
