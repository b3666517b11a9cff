"""Two portals on one host: refused where nothing tells their stories apart."""

import pytest

from crawler.registry import Registry

APART = {
    "folders": ({"home": "https://gov.example/a/"}, {"home": "https://gov.example/b/"}),
    "languages": ({"home": "https://gov.example/vi/"}, {"home": "https://gov.example/en/"}),
    "sub-hosts": ({"home": "https://a.gov.example/"}, {"home": "https://b.gov.example/"}),
    "ports": ({"home": "https://gov.example/"}, {"home": "https://gov.example:8443/"}),
    "a pattern of the one that has all": (
        {"home": "https://gov.example/", "article_url": r"/news/\d+"},
        {"home": "https://gov.example/agency/", "article_examples": ["https://gov.example/agency/12"]},
    ),
    "patterns on a common host": (
        {"hosts": ["news.example"], "article_url": "/a/"},
        {"hosts": ["news.example"], "article_url": "/b/"},
    ),
    "its past": ({"former_hosts": ["old.example"]}, {"home": "https://old.example/", "state": "archived"}),
}

MIXED = {
    "home": ({"home": "https://gov.example/"}, {"home": "https://www.gov.example/"}, "home"),
    "a folder within": ({"home": "https://gov.example/"}, {"home": "https://gov.example/agency/"}, "home"),
    "a pattern of the one within alone": (
        {"home": "https://gov.example/"},
        {"home": "https://gov.example/agency/", "article_url": "/agency/"},
        "home",
    ),
    "a pattern that means both": (
        {"home": "https://gov.example/", "article_url": r"/\d+"},
        {"home": "https://gov.example/agency/", "article_examples": ["https://gov.example/agency/12"]},
        "home",
    ),
    "one pattern twice": (
        {"hosts": ["news.example"], "article_url": "/a/"},
        {"hosts": ["news.example"], "article_url": "/a/"},
        "hosts[0]",
    ),
    "another's home as a host": ({"home": "https://gov.example/"}, {"hosts": ["gov.example"]}, "hosts[0]"),
    "another's home as a former host": (
        {"home": "https://gov.example/"},
        {"former_hosts": ["gov.example"]},
        "former_hosts[0]",
    ),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_two_portals_may_share_a_host_where_their_stories_are_told_apart(write, tmp_path, one, other):
    write("vn-a", **one)
    write("vn-b", **other)
    assert not Registry([tmp_path]).problems


@pytest.mark.parametrize(("one", "other", "key"), MIXED.values(), ids=MIXED)
def test_two_portals_on_one_host_are_refused_where_they_are_not(write, tmp_path, one, other, key):
    write("vn-a", **one)
    path = write("vn-b", **other)
    portals = Registry([tmp_path])
    assert [portal.id for portal in portals] == ["vn-a"]
    problem = portals.problems[0]
    assert (problem.path, problem.key) == (path, key)
    assert "'vn-a' too" in problem.reason


def test_of_two_that_clash_the_users_file_is_the_one_that_is_named(write, tmp_path):
    shipped, own = write("vn-z", home="https://gov.example/").parents[1], tmp_path / "own"
    write("vn-a", folder="own/vn", home="https://gov.example/")
    assert [problem.path.parents[1] for problem in Registry([shipped, own]).problems] == [own]
