"""What a portal takes from its family, and how a wrong family file is refused."""

import re

import pytest

from crawler import portal_family, portal_file
from crawler.portal import Selectors, Tls
from crawler.portal_family import Families
from crawler.portal_file import PortalFileError
from crawler.registry import SHIPPED, Registry

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBgjCCASmgAwIBAgIUDf7XBUVIc6tqct+BuSCuOx5D0kUwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLSW52ZW50ZWQgQ0EwIBcNMjYxMTIyMTkzNDM1WhgPMjEyNjEw
MjkxOTM0MzVaMBYxFDASBgNVBAMMC0ludmVudGVkIENBMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAE6n/6DBWzp5zV379t5BGKt0N94zJSz/rtWEG5S26aCS4R6CMh
XlWUy2GeMMqi4QgpmPXsvH5T/mF928pXEzHKZKNTMFEwHQYDVR0OBBYEFBwMBFTb
CjXoiNJZT6AO8bbUL6foMB8GA1UdIwQYMBaAFBwMBFTbCjXoiNJZT6AO8bbUL6fo
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgRg1bSdsB3FQl3SAD
i9NyoIMdm+sWX4GxqdukVNXxfCECIBhgcHyYe6ynCWybKCUcdI2HvWBGOQF6OyQm
apswlQP7
-----END CERTIFICATE-----
"""


def test_the_portals_own_keys_win_one_by_one_in_tables(write, write_family):
    write_family(
        delay=9,
        ignored_parameters=["menuId"],
        selectors={"date": ".day", "body": ".main", "remove": [".box"]},
        tls={"legacy": True, "retry_handshake": 3},
    )
    portal = portal_file.read(write(family="kit", delay=2, selectors={"body": "#own"}, tls={"retry_handshake": 1}))
    assert portal.selectors == Selectors(date=".day", body="#own", remove=(".box",))
    assert portal.tls == Tls(legacy=True, retry_handshake=1)
    assert (portal.delay, portal.ignored_parameters) == (2, ("menuId",))
    assert portal.inherited == ("ignored_parameters", "selectors.date", "selectors.remove", "tls.legacy")


def test_a_pattern_of_paths_becomes_that_of_the_portals_own_hosts(write, write_family):
    write_family(article_path=r"/(?:.+/)?t\d+\.html$")
    portal = portal_file.read(
        write(family="kit", home="http://www.a.example:8080/vi/", hosts=["en.a.example"], former_hosts=["old.example"])
    )
    stories = [
        "http://www.a.example:8080/t1.html",
        "https://a.example:8080/x/y/t20.html",
        "http://en.a.example/t1.html",
        "http://www.old.example/t1.html",
    ]
    others = ["http://a.example/t1.html", "http://a.example:8080/t1.htm", "http://b.example/http://old.example/t1.html"]
    assert portal.inherited == ("article_url",)
    assert [url for url in (*stories, *others) if re.search(portal.article_url, url)] == stories


def test_a_shared_host_is_not_searched_beyond_the_portals_own_sources(write, write_family):
    write_family(only_sources=True)
    portal = portal_file.read(write(family="kit", feeds=["https://vn-a.example/a.atom"]))
    assert (portal.only_sources, portal.inherited) == (True, ("only_sources",))
    assert not portal_file.read(write(family="kit", only_sources=False)).only_sources
    with pytest.raises(PortalFileError, match="only_sources: names no source"):
        portal_file.read(write(family="kit"))


def test_a_pattern_of_its_own_is_taken_instead(write, write_family):
    write_family(article_path=r"/t\d+\.html$")
    portal = portal_file.read(write(family="kit", article_url="/own/"))
    assert (portal.article_url, portal.inherited) == ("/own/", ())


def test_an_example_must_match_the_familys_pattern(write, write_family):
    write_family(article_path=r"/t\d+\.html$")
    with pytest.raises(PortalFileError, match=r"article_examples\[0\]: .* does not match article_url"):
        portal_file.read(write(family="kit", article_examples=["https://vn-a.example/x"]))


def test_what_the_family_recalls_is_recalled_in_its_portals(write, write_family):
    write_family(article_path=r"/\d+$", delay=3, evidence={"confidence": "seen", "recalled": ["article_path", "delay"]})
    assert portal_file.read(write(family="kit", evidence={"confidence": "seen", "recalled": ["home"]})).recalled == (
        "home",
        "article_url",
        "delay",
    )
    assert portal_file.read(write(family="kit", delay=1, article_url="/a")).recalled == ()


def test_the_familys_selectors_are_not_those_of_former_forms(write, write_family):
    write_family(selectors={"date": ".day"})
    portal = portal_file.read(write(family="kit", former_selectors=[{"until": "2020-01-01", "body": "#old"}]))
    assert portal.former_selectors[0].date is None


def test_a_users_family_replaces_the_shipped_one_and_may_be_new(write, write_family, tmp_path):
    write_family("trs", name="My TRS", delay=7)
    write_family("mine", delay=8)
    write("vn-a", family="trs")
    write("vn-b", family="mine")
    portals = Registry([SHIPPED, tmp_path])
    assert (portals.get("vn-a").delay, portals.get("vn-b").delay) == (7, 8)
    assert portals.families.get("trs").name == "My TRS"
    assert "families" not in {portal.country for portal in portals}
    assert "mine" not in portals.ids


def test_a_wrong_family_is_told_once_and_takes_its_portals_away(write, write_family, tmp_path):
    path = write_family(delay=-1)
    for portal_id in ("vn-a", "vn-b"):
        write(portal_id, family="kit")
    write("vn-c")
    portals = Registry([tmp_path])
    assert [portal.id for portal in portals] == ["vn-c"]
    assert [(problem.path, problem.key) for problem in portals.problems] == [(path, "delay")]
    with pytest.raises(PortalFileError, match=r"families.kit\.toml: delay: "):
        portals.get("vn-a")


@pytest.mark.parametrize(
    ("changes", "key", "reason"),
    [
        ({"id": "other"}, "id", "'other' is not the file's name"),
        ({"name": None}, "", "missing required field"),
        ({"article_url": "/"}, "article_url", "did you mean 'article_path'?"),
        ({"article_path": "(a"}, "article_path", "no regular expression"),
        ({"article_path": ""}, "article_path", "empty or longer"),
        ({"delay": 200}, "delay", "not between 0 and 120"),
        ({"selectors": {"body": "div["}}, "selectors.body", "no CSS selector"),
        ({"selectors": {"bodi": "div"}}, "selectors.bodi", "did you mean 'body'?"),
        ({"tls": {"retry_handshake": 99}}, "tls.retry_handshake", "not between 0 and 10"),
        ({"tls": 3}, "tls", "expected a table [tls]"),
        ({"evidence": {"recalled": ["home"]}}, "evidence.recalled[0]", "'home' is nothing that a family gives"),
        ({"notes": "n"}, "notes", "belongs in the table [evidence]"),
    ],
)
def test_a_wrong_family_file_is_refused_with_key_and_reason(write_family, changes, key, reason):
    path = write_family(**changes)
    with pytest.raises(PortalFileError) as caught:
        portal_family.read(path)
    assert (caught.value.path, caught.value.key) == (path, key)
    assert reason in caught.value.reason


def test_an_unknown_family_is_told_with_the_nearest(write_family, tmp_path):
    write_family("kit")
    families = Families([tmp_path])
    with pytest.raises(KeyError, match="no family 'kitt'; did you mean 'kit'"):
        families.get("kitt")
    with pytest.raises(KeyError, match="no family 'zzz' in families/"):
        families.get("zzz")


def test_a_certificate_may_lie_beside_the_portals_file(write, tmp_path):
    path = write(tls={"intermediates": ["ca.pem"]})
    (path.parent / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n")
    with pytest.raises(PortalFileError, match=r"tls\.intermediates\[0\]: no certificate"):
        portal_file.read(path)
    (path.parent / "ca.pem").write_text(CERTIFICATE)
    assert portal_file.read(path).tls.intermediates == (CERTIFICATE,)
    assert portal_file.read(write(tls={"intermediates": [CERTIFICATE]})).tls.intermediates == (CERTIFICATE,)
