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
PARTS = 4  # test files, so that several workers share the portals; a worker takes a file at a time

SHORTFALLS: dict[str, dict[str, int]] = {
    "about_news": {"extra": 2, "requests": 74},
    "ajax_html": {"missing": 29},
    "arabic_sharepoint": {"dates": 20},
    "bitrix": {"quiet": 3},
    "drupal": {"requests": 45, "quiet": 3},
    "feeds_only": {"missing": 18},
    "gov_platform": {"extra": 10, "requests": 58},
    "joomla": {"requests": 50, "quiet": 3},
    "json_cursor": {"missing": 40, "missing news": 2},
    "korean_board": {"missing": 35},
    "korean_post": {"missing": 40, "missing news": 1},
    "liferay": {"quiet": 5},
    "load_more": {"missing": 31},
    "mojoportal": {"extra": 2, "requests": 47, "quiet": 3},
    "month_archives": {"missing": 35},
    "nukeviet": {"requests": 84, "quiet": 4},
    "sharepoint": {"missing": 15, "quiet": 3},
    "smpt": {"extra": 1, "requests": 56, "quiet": 4},
    "trs": {"requests": 53, "quiet": 3},
    "typo3": {"requests": 55, "quiet": 6},
    "webforms": {"missing": 50, "quiet": 3},
    "webforms_next": {"missing": 28},
    "wordpress": {"requests": 64},
    "year_folders": {"quiet": 3},
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
    """Crawl the portal and compare."""
    score = judge(importlib.import_module(f"portals.{name}").PORTAL, folder)
    assert shortfall(score) == SHORTFALLS.get(name, {}), f"{score.faults}\n{score.err}"
