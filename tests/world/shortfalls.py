"""What the crawler does not reach yet, portal by portal, so that a test fails when it gets worse or better unnoticed.

Asked of every portal: all its stories, once, with their day, and nothing else, by the command with nothing configured;
at most 1.3 requests a story on the first crawl, and two on a day without news.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from judge import Score, judge

PORTALS = sorted(path.stem for path in (Path(__file__).parent / "portals").glob("[a-z]*.py"))
REQUESTS_A_STORY = 1.3
REQUESTS_A_QUIET_DAY = 2
PARTS = 8  # test files, so that several workers share the portals; a worker takes a file at a time

SHORTFALLS: dict[str, dict[str, int]] = {
    "about_news": {"requests": 60},
    "aem": {"requests": 47},
    "drupal": {"requests": 52},
    "duplicates": {"quiet": 3},
    "mojoportal": {"requests": 48},
    "next_sitemap": {"quiet": 4},
    "nukeviet": {"requests": 53},
    "smpt": {"requests": 58},
    "traps": {"requests": 56},
    "trs": {"requests": 53},
    "webforms": {"requests": 72},
    "whitehall": {"extra": 4, "requests": 51},
    "wordpress": {"requests": 58},
}


def shortfall(score: Score) -> dict[str, int]:
    """What a crawl falls short of, each with its measure; empty where it falls short of nothing.

    requests and quiet: how many there were, where there were too many.
    """
    measures = {
        "missing": len(score.missing),
        "missing news": score.news - score.news_found,
        "extra": len(score.extra),
        "twice": score.doubles,
        "dates": len(score.misdated),
        "requests": score.requests if score.per_story > REQUESTS_A_STORY else 0,
        "quiet": score.quiet if score.quiet > REQUESTS_A_QUIET_DAY else 0,
    }
    return {name: measure for name, measure in measures.items() if measure}


def part(number: int) -> list[str]:
    """The names of the portals that test file `number` crawls; each stands in one of them."""
    return PORTALS[number - 1 :: PARTS]


def check(name: str, folder: Path) -> None:
    """Crawl the portal and compare. A request more or less depends on which of two pages comes first."""
    score = judge(importlib.import_module(f"portals.{name}").PORTAL, folder)
    found, known = shortfall(score), dict(SHORTFALLS.get(name, {}))
    if abs(found.get("requests", 0) - known.get("requests", 0)) == 1:
        known["requests"] = found["requests"]
    assert found == known, f"{score.faults}\n{score.err}"
