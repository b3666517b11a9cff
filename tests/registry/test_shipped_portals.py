"""The portal files that come with envnews."""

import re
import time

import pytest

from crawler import portals_doc, registry
from crawler.portal import Confidence, PortalState, Scope
from crawler.registry import SHIPPED, Registry
from crawler.urls import in_scope

ALL = Registry([SHIPPED])


@pytest.mark.parametrize("portal_id", ALL.ids)
def test_every_file_loads(portal_id):
    portal = ALL.get(portal_id)
    assert portal.languages
    assert portal.timezone


def test_every_family_loads_and_tells_how_it_is_known():
    families = [ALL.families.get(name) for name in ALL.families.names]
    assert not ALL.families.problems
    assert len(families) >= 25
    assert all(family.notes for family in families)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/*.toml")), ids=lambda path: path.stem)
def test_a_file_is_short_and_stands_for_itself(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 40
    assert "../" not in text
    assert all(len(line) <= 120 for line in text.splitlines() if "://" not in line and "article_" not in line)


@pytest.mark.parametrize("portal", tuple(ALL), ids=lambda portal: portal.id)
def test_what_is_crawled_has_been_seen_beyond_its_home(portal):
    stub = portal.seen_scope in {Scope.NONE, Scope.HOME}
    assert portal.state is not PortalState.ACTIVE or not stub
    assert portal.state is PortalState.ACTIVE or portal.notes, "says why"
    assert not stub or not (portal.listings or portal.feeds or portal.sitemaps)


@pytest.mark.parametrize("portal", tuple(ALL), ids=lambda portal: portal.id)
def test_every_example_is_on_the_portals_hosts_and_matches_its_pattern(portal):
    for url in portal.article_examples:
        assert in_scope(url, portal.every_host)
        assert portal.article_url is None or re.search(portal.article_url, url)


@pytest.mark.parametrize(
    ("old", "portal_id"),
    [
        ("https://www.me.go.kr/home/web/board/read.do?boardMasterId=1&boardId=1", "kr-mcee"),
        ("https://www.bmu.de/pressemitteilung/x", "de-bmukn"),
        ("https://www.mzp.cz/x", "cz-mzp"),
        ("https://www.environment.gov.za/x", "za-dffe"),
        ("https://monre.gov.vn/Pages/x.aspx", "vn-monre"),
        ("https://www.menlhk.go.id/x", "id-menlhk"),
    ],
)
def test_a_story_on_a_former_host_finds_its_portal(old, portal_id):
    assert ALL.for_url(old) == ALL.get(portal_id)


def test_a_portal_that_is_gone_names_its_successor():
    assert ALL.get("vn-monre").successor == "vn-mae"
    assert ALL.get("id-menlhk").successor == "id-klh"
    assert {portal.id for portal in ALL if portal.state is PortalState.ARCHIVED} == {
        "id-menlhk",
        "la-monre",
        "vn-monre",
    }


def test_no_two_files_contradict_each_other():
    assert not ALL.problems
    assert len(ALL) == len(ALL.ids) >= 169


def test_vietnam_is_served_first():
    assert sum(portal.country == "VN" for portal in ALL) >= 5
    assert ALL.get("vn-monre").successor == "vn-mae"
    assert ALL.get("vn-monre").state is PortalState.ARCHIVED


@pytest.mark.parametrize("portal", tuple(ALL), ids=lambda portal: portal.id)
def test_nothing_is_claimed_that_nobody_saw(portal):
    """`checked` is for `envnews portals check` alone, and `seen` says what was seen."""
    text = ALL.path(portal.id).read_text("utf-8")
    assert portal.confidence is not Confidence.CHECKED or re.search(r"^checked = ", text, re.MULTILINE)
    assert portal.confidence is not Confidence.SEEN or portal.seen_scope is not Scope.NONE


@pytest.mark.parametrize("portal", tuple(ALL), ids=lambda portal: portal.id)
def test_a_story_belongs_to_the_portal_that_names_it(portal):
    for url in (*portal.article_examples, portal.home):
        assert ALL.for_url(url) == portal


@pytest.mark.parametrize("portal", [portal for portal in ALL if portal.article_url], ids=lambda portal: portal.id)
def test_no_address_keeps_an_article_url_busy(portal):
    for part in ("a", "-1", "a/", "1", "/1", "&", "-"):
        for host in (portal.home, *portal.article_examples):
            started = time.process_time()
            re.search(portal.article_url, host + part * (2_000 // len(part)) + "!")
            assert time.process_time() - started < 0.5


def test_the_page_of_portals_is_up_to_date():
    """`python -m crawler.portals_doc` writes it."""
    assert portals_doc.PAGE.read_text("utf-8") == portals_doc.render(ALL)


def test_the_page_names_every_portal_with_how_sure_it_is():
    page = portals_doc.render(ALL)
    for portal in ALL:
        assert f"| `{portal.id}` | [{portal.name}]({portal.home})" in page
        assert portal.how_sure in page


def test_one_portal_is_no_reason_to_read_the_others(monkeypatch):
    monkeypatch.delenv(registry.VARIABLE, raising=False)
    portals = registry.load()
    portals.get("vn-dcc")
    assert list(portals._read) == ["vn-dcc"]


def test_an_address_is_no_reason_to_read_the_portals_of_other_hosts(monkeypatch):
    monkeypatch.delenv(registry.VARIABLE, raising=False)
    portals = registry.load()
    assert portals.for_url("https://dcc.mae.gov.vn/x-1.htm").id == "vn-dcc"
    assert portals.for_url("https://nowhere.example/") is None
    assert list(portals._read) == ["vn-dcc"]


def test_all_files_are_read_in_half_a_second():
    """A tenth of it on an idle machine."""
    portals = registry.Registry([SHIPPED])
    started = time.process_time()
    assert len(portals) >= 169
    assert time.process_time() - started < 0.5
