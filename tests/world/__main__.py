"""`python tests/world [FAMILY…]`: the table of what a crawl of each portal came to."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from judge import judge  # noqa: E402 - the path comes first


def main(wanted: list[str]) -> None:
    verbose = "-v" in wanted
    names = [name for name in wanted if not name.startswith("-")]
    for name in names or sorted(path.stem for path in (HERE / "portals").glob("[a-z]*.py")):
        portal = importlib.import_module(f"portals.{name}").PORTAL
        with tempfile.TemporaryDirectory() as folder:
            score = judge(portal, Path(folder))
        print(
            f"{name:18} found {score.found}/{score.stories} extra {len(score.extra)} twice {score.doubles} "
            f"dates {score.dates} requests {score.requests} ({score.per_story:.2f}) quiet {score.quiet} "
            f"news {score.news_found}/{score.news} {score.err.strip()[-200:]}",
            flush=True,
        )
        if verbose:
            print(*(f"    missing {path}" for path in score.missing), sep="\n")
            print(*(f"    extra   {what}" for what in score.extra), sep="\n")
            print(*(f"    asked   {path}" for path in score.asked), sep="\n")


main(sys.argv[1:])
