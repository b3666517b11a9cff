"""Write what `extract` now says of every golden page into its expected.json.

    python tests/pages/rewrite.py

Ends with exit code 1 where anything changed, so that no run that rewrites goldens counts as a passed one: read the
difference (`git diff tests/pages`), then run the tests.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

PAGES = Path(__file__).resolve().parent
ADDRESS = "https://portal.example/tin-tuc/page.html"


def cases() -> list[Path]:
    return sorted(page.parent for page in PAGES.glob("*/*/page.html"))


def read(case: Path) -> dict[str, object]:
    """The article of a case as plain JSON values, without what is empty."""
    from crawler.extraction import extract

    article = extract((case / "page.html").read_bytes(), ADDRESS)
    values = json.loads(json.dumps(asdict(article)))
    for name in ("images", "attachments"):
        values[name] = [{key: value for key, value in item.items() if value is not None} for item in values[name]]
    return {**values, "body": values["body"].split("\n\n")}


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
