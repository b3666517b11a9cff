"""The portal files that come with envnews."""

import re
import time

import pytest

from crawler import portals_doc, registry
from crawler.portal import Confidence, PortalState, Scope
from crawler.registry import SHIPPED, Registry

ALL = Registry([SHIPPED])


@pytest.mark.parametrize("portal_id", ALL.ids)
def test_every_file_loads(portal_id):
    portal = ALL.get(portal_id)
    assert portal.languages
    assert portal.timezone


def test_no_two_files_contradict_each_other():
    assert not ALL.problems
    assert len(ALL) == len(ALL.ids) >= 10


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
