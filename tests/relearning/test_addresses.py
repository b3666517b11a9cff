"""A pattern of stories' addresses that finds the new ones no more."""

import re
import tomllib

import pytest

from crawler.portal import Portal
from crawler.relearning.addresses import pattern_of, relearned
from crawler.relearning.change import with_change
from crawler.relearning.learner import Proposal

OLD = r"/news/detail\.aspx\?id=\d+"
PORTAL = Portal(id="vn-a", home="https://a.example/", article_url=OLD)
NEW = [f"https://a.example/vi/tin-tuc/lu-lut-mien-trung-{number}.html" for number in range(700, 709)]


def test_new_addresses_of_one_shape_are_found_beside_the_old_ones():
    found = relearned(PORTAL, NEW)
    assert (found.found, found.of, found.before) == (9, 9, 0)
    assert re.search(found.article_url, "https://www.a.example/vi/tin-tuc/rung-moi-12.html")
    assert re.search(found.article_url, "https://a.example/news/detail.aspx?id=31")
    assert not re.search(found.article_url, "https://a.example/vi/lien-he.html")
    assert not re.search(found.article_url, "https://a.example/vi/tin-tuc/2026/archive/x.html")


@pytest.mark.parametrize(
    "urls",
    [
        NEW[:5],
        [*NEW[:4], *(f"https://a.example/{number}/x/y" for number in range(5))],
        [f"https://a.example/news/detail.aspx?id={number}" for number in range(9)],
    ],
    ids=["few", "of several shapes", "as the file has them"],
)
def test_without_a_clear_shape_or_need_there_is_no_proposal(urls):
    assert relearned(PORTAL, urls) is None


def test_a_portal_without_a_pattern_gets_none():
    assert relearned(Portal(id="vn-a", home="https://a.example/"), NEW) is None


@pytest.mark.parametrize(
    ("urls", "pattern"),
    [
        (["https://a.example/n?id=1&lang=vi", "https://a.example/n?id=22&lang=vi"], r"/n\?id=\d+&lang=vi$"),
        (["https://a.example/2026/01/a-b", "https://a.example/2026/12/c"], r"/2026/\d+/[^/?#]+$"),
        (["https://a.example/tin/1.html", "https://a.example/tin/22.html"], r"/tin/\d+\.html$"),
    ],
)
def test_numbers_are_numbers_and_slugs_are_slugs(urls, pattern):
    assert pattern_of(urls).endswith(pattern)


@pytest.mark.parametrize("line", [f"article_url = '{OLD}'  # seen\n", ""], ids=["its own", "its family's"])
def test_the_pattern_stands_among_the_files_first_keys(line):
    text = f'id = "vn-a"\n{line}home = "https://a.example/"\n\n[evidence]\nconfidence = "seen"\n'
    changed = with_change(text, PORTAL, Proposal(pattern=relearned(PORTAL, NEW), reason="none"))
    read = tomllib.loads(changed)
    assert read["article_url"] == relearned(PORTAL, NEW).article_url
    assert (read["evidence"], read["home"]) == ({"confidence": "seen"}, "https://a.example/")
    assert ("# seen" in changed) == bool(line)
