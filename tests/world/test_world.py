"""Every portal of the world, crawled by the command with nothing configured: all its stories, once, and nothing else.

At most 1.3 requests a story on the first crawl, and two on a day without news. What the crawler does not reach yet
stands in SHORTFALLS with its measure, so that a test fails when it gets worse, and when it gets better unnoticed.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from judge import Score, judge

PORTALS = sorted(path.stem for path in (Path(__file__).parent / "portals").glob("[a-z]*.py"))
REQUESTS_A_STORY = 1.3
REQUESTS_A_QUIET_DAY = 2

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


@pytest.mark.parametrize("name", PORTALS)
def test_every_story_is_found_once_with_its_day_and_nothing_else_at_few_requests(name, tmp_path):
    score = judge(importlib.import_module(f"portals.{name}").PORTAL, tmp_path)
    assert shortfall(score) == SHORTFALLS.get(name, {}), f"{score.faults}\n{score.err}"
