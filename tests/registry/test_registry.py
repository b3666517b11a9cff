"""All portals: by id, by address, and one wrong file among them."""

import time

import pytest

from crawler import registry
from crawler.portal_file import PortalFileError
from crawler.registry import Registry, UnknownPortalError


def reasons(portals: Registry) -> list[str]:
    return [f"{error.path.stem} {error.key}: {error.reason}" for error in portals.problems]


def test_portals_come_by_country_and_id(write, tmp_path):
    for portal_id, country in (("vn-b", "VN"), ("vn-a", "VN"), ("int-a", "TH"), ("cn-a", "CN")):
        write(portal_id, country.lower(), country=country)
    portals = Registry([tmp_path])
    assert [portal.id for portal in portals] == ["cn-a", "int-a", "vn-a", "vn-b"]
    assert len(portals) == 4
    assert portals.ids == ("cn-a", "int-a", "vn-a", "vn-b")


def test_an_unknown_id_is_told_with_the_nearest_known(write, tmp_path):
    write("vn-mae")
    portals = Registry([tmp_path])
    with pytest.raises(UnknownPortalError, match=r"^unknown portal 'vn-mea'; did you mean 'vn-mae'\?$"):
        portals.get("vn-mea")
    with pytest.raises(UnknownPortalError, match=r"^unknown portal '\.\./x'; `envnews portals list` names them all$"):
        portals.get("../x")


def test_a_wrong_file_takes_no_other_portal_away(write, tmp_path):
    write("vn-a")
    write("vn-b", home="nowhere")
    write("vn-c")
    portals = Registry([tmp_path])
    assert [portal.id for portal in portals] == ["vn-a", "vn-c"]
    assert reasons(portals) == ["vn-b home: 'nowhere' has no scheme"]
    with pytest.raises(PortalFileError):
        portals.get("vn-b")


def test_one_portal_reads_one_file(write, tmp_path, monkeypatch):
    write("vn-a")
    write("vn-b")
    portals = Registry([tmp_path])
    (tmp_path / "vn" / "vn-b.toml").unlink()
    assert portals.get("vn-a").id == "vn-a"


def test_a_file_outside_its_countrys_folder_is_refused(write, tmp_path):
    path = write("vn-a")
    path.rename(tmp_path / "vn-a.toml")
    assert "lies in the folder 'vn'" in reasons(Registry([tmp_path]))[0]


def test_an_editors_hidden_file_is_not_read(write, tmp_path):
    write("vn-a").with_name(".#vn-a.toml").write_text("half")
    assert not Registry([tmp_path]).problems


def test_an_id_belongs_to_one_file(write, tmp_path):
    write("int-a", "th", country="TH", home="https://a.example/")
    write("int-a", "vn", country="VN", home="https://b.example/")
    portals = Registry([tmp_path])
    assert [portal.country for portal in portals] == ["TH"]
    assert "id: also taken by" in reasons(portals)[0]


def test_two_portals_on_one_home_are_refused(write, tmp_path):
    write("vn-a", home="https://www.same.example/vi/")
    write("vn-b", home="http://same.example/vi/index.html")
    write("vn-c", home="https://same.example/en/")
    portals = Registry([tmp_path])
    assert [portal.id for portal in portals] == ["vn-a", "vn-c"]
    assert reasons(portals) == ["vn-b home: 'http://same.example/vi/index.html' is the home of 'vn-a' too"]


def test_a_successor_must_be_known(write, tmp_path):
    write("vn-a", state="archived", successor="vn-z")
    with pytest.raises(PortalFileError, match="successor: no portal 'vn-z'"):
        Registry([tmp_path]).get("vn-a")


@pytest.mark.parametrize("ring", [["vn-a"], ["vn-a", "vn-b"], ["vn-a", "vn-b", "vn-c"]])
def test_successors_must_not_go_in_a_circle(write, tmp_path, ring):
    for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
        write(here, successor=there)
    write("vn-y", successor="vn-a")
    portals = Registry([tmp_path])
    assert [problem.key for problem in portals.problems] == ["successor"] * (len(ring) + 1)
    with pytest.raises(PortalFileError, match="leads in a circle back to 'vn-a'"):
        portals.get("vn-y")


def test_a_chain_of_successors_may_end_in_a_wrong_file(write, tmp_path):
    write("vn-a", successor="vn-b")
    write("vn-b", country="XX")
    portals = Registry([tmp_path])
    assert portals.get("vn-a").successor == "vn-b"
    assert [problem.path.stem for problem in portals.problems] == ["vn-b"]


HOMES = {
    "vn-host": {"home": "https://www.host.example/", "hosts": ["old.example", "en.host.example"]},
    "vn-page": {"home": "https://page.example/vi/index.aspx"},
    "vn-mma": {"home": "https://gov.example/mma", "article_url": r"gov\.example/noticias/mma-"},
    "vn-mma-sea": {"home": "https://gov.example/mma/sea/"},
    "vn-port": {"home": "http://127.0.0.1:8001/"},
    "vn-loud": {"home": "HTTPS://LOUD.example/", "former_hosts": ["was.example"]},
    "vn-letters": {"home": "https://môi-trường.example/", "hosts": ["xn--nc-d0a2890a.example"]},
}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://host.example/tin/1", "vn-host"),
        ("http://www.host.example", "vn-host"),
        ("https://HOST.example:443/?p=2", "vn-host"),
        ("https://old.example/a", "vn-host"),
        ("https://www.en.host.example/a", "vn-host"),
        ("https://sub.host.example/a", None),
        ("https://page.example/vi/tin", "vn-page"),
        ("https://page.example/vi", "vn-page"),
        ("https://page.example/en/", None),
        ("https://gov.example/mma", "vn-mma"),
        ("https://gov.example/mma/noticias/1", "vn-mma"),
        ("https://gov.example/mma/sea/1", "vn-mma-sea"),
        ("https://gov.example/mma-outro/", None),
        ("https://gov.example/noticias/mma-1", "vn-mma"),
        ("https://gov.example/noticias/outro-1", None),
        ("http://127.0.0.1:8001/a", "vn-port"),
        ("http://127.0.0.1:8002/a", None),
        ("https://loud.example/a", "vn-loud"),
        ("https://www.was.example/a", "vn-loud"),
        ("https://môi-trường.example/a", "vn-letters"),
        ("https://xn--mi-trng-t0a01o974m.example/a", "vn-letters"),
        ("https://xn--nc-d0a2890a.example/a", "vn-letters"),
        ("vn-host", None),
        ("https://[broken/", None),
        ("", None),
    ],
)
def test_an_address_finds_its_portal_by_host_and_longest_folder(write, tmp_path, url, expected):
    for portal_id, values in HOMES.items():
        write(portal_id, **values)
    portals = Registry([tmp_path])
    assert not portals.problems
    found = portals.for_url(url)
    assert (found.id if found else None) == expected


def test_the_users_folder_adds_portals_and_replaces_shipped_ones(write, tmp_path, monkeypatch):
    write("vn-mae", home="https://mirror.example/")
    write("vn-mine")
    shipped = registry.load()
    with_mine = registry.load(tmp_path)
    assert set(with_mine.ids) == {*shipped.ids, "vn-mine"}
    assert with_mine.get("vn-mae").home == "https://mirror.example/"
    monkeypatch.setenv("ENVNEWS_PORTALS", str(tmp_path))
    assert registry.load().get("vn-mae").home == "https://mirror.example/"


def test_a_users_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(PortalFileError, match="no such folder of portals"):
        registry.load(tmp_path / "none")


def test_two_hundred_portals_load_quickly(write, tmp_path):
    """The goal is 100 ms; the bound leaves room for a busy machine."""
    for n in range(200):
        write(f"vn-{n}", languages=["vi"], timezone="Asia/Ho_Chi_Minh", article_url=r"-\d+\.htm$")
    started = time.process_time()
    assert len(Registry([tmp_path])) == 200
    assert time.process_time() - started < 4
