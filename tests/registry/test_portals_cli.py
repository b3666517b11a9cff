"""`envnews portals list` and `envnews portals show ID`."""

import json

import pytest
from click.testing import CliRunner, Result

from crawler import registry
from crawler.portals_cli import portals

NOTED = {"confidence": "seen", "notes": "Of the kit."}


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch, tmp_path):
    monkeypatch.setattr(registry, "SHIPPED", tmp_path)
    monkeypatch.delenv(registry.VARIABLE, raising=False)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(portals, [str(argument) for argument in arguments])


def cells(line: str) -> str:
    return " | ".join(cell.strip() for cell in line.split("  ") if cell.strip())


def test_list_is_one_line_a_portal(write, write_family):
    write("vn-a", name="Bộ [Thử] nghiệm", languages=["vi", "en"], family="kit")
    write_family("kit")
    write("th-a", "th", country="TH", state="disabled", evidence={"confidence": "recalled"})
    result = run("list")
    assert result.exit_code == 0
    assert [cells(line) for line in result.stdout.splitlines()] == [
        "id | country | name | languages | family | state | how sure",
        "th-a | TH | Ministry of the Test | disabled | recalled",
        "vn-a | VN | Bộ [Thử] nghiệm | vi, en | kit | active | seen",
    ]


def test_list_filters_by_country_and_state(write):
    write("vn-a")
    write("vn-b", state="archived")
    write("th-a", "th", country="TH")
    assert [p["id"] for p in json.loads(run("list", "--country", "vn", "--json").stdout)] == ["vn-a", "vn-b"]
    assert [p["id"] for p in json.loads(run("list", "--state", "active", "--json").stdout)] == ["th-a", "vn-a"]
    assert json.loads(run("list", "--country", "LA", "--json").stdout) == []


def test_list_goes_on_past_a_wrong_file_and_says_so(write):
    write("vn-a")
    write("vn-b", home="x")
    result = run("list", "--json")
    assert result.exit_code == 1
    assert [portal["id"] for portal in json.loads(result.stdout)] == ["vn-a"]
    assert result.stderr.endswith("vn-b.toml: home: 'x' has no scheme\n")
    assert result.stderr.count("\n") == 1


def test_list_reads_the_users_own_folder_too(write, tmp_path, tmp_path_factory, monkeypatch):
    write("vn-a")
    monkeypatch.setattr(registry, "SHIPPED", tmp_path_factory.mktemp("shipped"))
    assert "vn-a" not in run("list").stdout
    assert "vn-a" in run("list", "--portals", tmp_path).stdout
    monkeypatch.setenv(registry.VARIABLE, str(tmp_path))
    assert "vn-a" in run("list").stdout


def test_show_tells_everything_and_how_sure_it_is(write, write_family):
    write_family("kit", delay=9, selectors={"date": ".day", "body": ".main"}, evidence=NOTED)
    write(
        "vn-a",
        native_name="Bộ Thử nghiệm",
        listings=["https://vn-a.example/1", "https://vn-a.example/2"],
        former_hosts=["old.example"],
        only_sources=True,
        ignored_parameters=["menuId"],
        family="kit",
        tls={"legacy": True, "strict": False, "retry_handshake": 2},
        delay=2.5,
        selectors={"body": "#text", "remove": [".a", ".b"]},
        state="archived",
        successor="vn-b",
        evidence={"confidence": "seen", "seen_scope": "article", "recalled": ["family"], "notes": "First.\nSecond.\n"},
    )
    write("vn-b")
    lines = run("show", "vn-a").stdout.splitlines()
    assert lines[:2] == ["Ministry of the Test", "Bộ Thử nghiệm"]
    assert lines[3:-1] == [
        "id           vn-a",
        "country      VN Vietnam",
        "state        archived, followed by vn-b",
        "home         https://vn-a.example/",
        "formerly at  old.example",
        "listings     https://vn-a.example/1",
        "             https://vn-a.example/2",
        "searched     nothing but these",
        "ignored      ?menuId=",
        "selectors    date: .day",
        "             body: #text",
        "             remove: .a, .b",
        "delay        2.5 s",
        "tls          legacy: old renegotiation and ciphers are allowed",
        "             not strict: certificates may break RFC 5280 in form",
        "             a failed handshake is tried again 2 times",
        "how sure     seen: article; recalled: family",
        "notes        First.",
        "             Second.",
        "family       kit: The Kit",
        "  gives      selectors.date",
        "  notes      Of the kit.",
    ]
    assert lines[-1].startswith("file ")


def test_show_tells_the_selectors_of_former_forms(write):
    forms = [{"until": "2021-03-01", "body": "#old"}, {"until": "2015-12-31", "date": "time::attr(datetime)"}]
    write("vn-a", selectors={"body": "#new"}, former_selectors=forms)
    lines = run("show", "vn-a").stdout.splitlines()
    assert lines[6:11] == [
        "selectors    body: #new",
        "formerly     until: 2021-03-01",
        "             body: #old",
        "formerly     until: 2015-12-31",
        "             date: time::attr(datetime)",
    ]
    assert json.loads(run("show", "vn-a", "--json").stdout)["former_selectors"][0]["until"] == "2021-03-01"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"every": "6h"}, ["crawled      every 6h"]),
        ({"every": "0 6 * * *", "timezone": "Asia/Bangkok"}, ["crawled      0 6 * * * (Asia/Bangkok)"]),
        ({"polling": {"longest": "3d"}}, ["crawled      as it publishes, 3h to 3d apart"]),
        ({}, []),
    ],
)
def test_show_tells_when_a_portal_is_crawled_where_its_file_does(write, said, told):
    write("vn-a", **said)
    assert [line for line in run("show", "vn-a").stdout.splitlines() if line.startswith("crawled")] == told


def test_show_as_json_has_every_key_and_the_file(write):
    path = write("vn-a", languages=["vi"])
    shown = json.loads(run("show", "vn-a", "--json").stdout)
    assert shown["languages"] == ["vi"]
    assert shown["confidence"] == "seen"
    assert shown["selectors"]["remove"] == []
    assert shown["file"] == str(path)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["show", "vn-aa"], "unknown portal 'vn-aa'; did you mean 'vn-a'?"),
        (["show", "vn-broken"], "vn-broken.toml: id: 'x' is not the file's name"),
        (["show", "vn-broken", "--json"], "vn-broken.toml: id: 'x' is not the file's name"),
        (["list", "--country", "Vietnam"], "'Vietnam' is no ISO 3166 country code such as VN"),
        (["list", "--state", "gone"], "'gone' is not one of 'active', 'disabled', 'archived'"),
        (["list", "--portals", "/no/such/folder"], "/no/such/folder: no such folder of portals"),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_why(write, arguments, line):
    write("vn-a")
    write("vn-broken", id="x")
    result = run(*arguments)
    assert result.exit_code == 2
    assert line in result.stderr
