"""A portal's file: what it may say, and how a wrong one is refused."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import portal_file
from crawler.portal import Confidence, Expectations, Files, Portal, PortalState, Scope, Selectors, Tls
from crawler.portal_faults import EVIDENCE, FACTS, fault_of_address
from crawler.portal_file import PortalFileError


def test_every_key_of_a_file_arrives_in_the_portal(write, write_family):
    write_family("kit")
    path = write(
        native_name="Bộ Thử nghiệm",
        languages=["vi", "zh-Hant", "sr-Latn-RS"],
        timezone="Asia/Ho_Chi_Minh",
        hosts=["en.vn-a.example", "vn-a.example:8080"],
        listings=["https://vn-a.example/tin-tuc"],
        feeds=["https://feeds.elsewhere.example/a"],
        sitemaps=["http://vn-a.example/sitemap.xml"],
        article_url=r"-\d+\.htm$",
        article_examples=["https://www.vn-a.example/tin-1.htm"],
        former_hosts=["old.vn-a.example"],
        only_sources=True,
        ignored_parameters=["menuId"],
        family="kit",
        tls={"legacy": True, "strict": False, "retry_handshake": 2},
        files={"images": False, "largest": "2.5 MB", "per_story": 7},
        expectations={"fields": ["date", "images"]},
        selectors={"body": "#article_text", "remove": [".share", "div:has(> form)"]},
        delay=3,
        state="archived",
        successor="vn-b",
        evidence={"confidence": "seen", "seen_scope": "listing+article", "recalled": ["family"], "notes": "One.\nTwo."}
        | {"checked": date(2020, 2, 29), "check": "reachable, 3 of 3 stories"},
    )
    assert portal_file.read(path) == Portal(
        id="vn-a",
        home="https://vn-a.example/",
        name="Ministry of the Test",
        native_name="Bộ Thử nghiệm",
        country="VN",
        languages=("vi", "zh-Hant", "sr-Latn-RS"),
        timezone="Asia/Ho_Chi_Minh",
        hosts=("en.vn-a.example", "vn-a.example:8080"),
        listings=("https://vn-a.example/tin-tuc",),
        feeds=("https://feeds.elsewhere.example/a",),
        sitemaps=("http://vn-a.example/sitemap.xml",),
        article_url=r"-\d+\.htm$",
        article_examples=("https://www.vn-a.example/tin-1.htm",),
        former_hosts=("old.vn-a.example",),
        only_sources=True,
        ignored_parameters=("menuId",),
        family="kit",
        tls=Tls(legacy=True, strict=False, retry_handshake=2),
        files=Files(images=False, largest=2_500_000, per_story=7),
        expectations=Expectations(fields=("date", "images")),
        selectors=Selectors(body="#article_text", remove=(".share", "div:has(> form)")),
        delay=3.0,
        state=PortalState.ARCHIVED,
        successor="vn-b",
        confidence=Confidence.SEEN,
        seen_scope=Scope.BOTH,
        recalled=("family",),
        checked=date(2020, 2, 29),
        check="reachable, 3 of 3 stories",
        notes="One.\nTwo.",
    )


FORMS = """
[selectors]
date = "meta[name=PubDate]::attr(content)"

[[former_selectors]]
until = 2021-03-01
body = "#text"

[[former_selectors]]
until = 2015-12-31
remove = [".box"]
"""


def test_a_silence_is_written_in_days_or_weeks(write):
    path = write(expectations={"stories_a_month": 4, "longest_silence": "6w"})
    assert portal_file.read(path).expectations == Expectations(stories_a_month=4, longest_silence=timedelta(days=42))


def test_the_day_of_a_page_chooses_among_the_forms_of_a_portal(write):
    path = write()
    path.write_text(path.read_text("utf-8") + FORMS, "utf-8")
    portal = portal_file.read(path)
    now, then, first = portal.selectors, *portal.former_selectors
    assert (now.date, then.body, first.remove) == ("meta[name=PubDate]::attr(content)", "#text", (".box",))
    assert portal.selectors_of(None) is now
    days = ("2026-01-01", "2021-03-02", "2021-03-01", "2016-01-01", "2015-12-31", "1999-01-01")
    assert [portal.selectors_of(date.fromisoformat(day)) for day in days] == [now, now, then, then, first, first]


def test_a_form_without_selectors_of_today_is_fine(write):
    portal = portal_file.read(write(**former({"until": "2021-03-01", "title": "h2"})))
    assert portal.selectors_of(None) == Selectors()


def test_a_day_with_a_time_is_no_day(write):
    path = write()
    path.write_text(path.read_text("utf-8") + "[[former_selectors]]\nuntil = 2021-03-01T08:00:00\nbody = 'p'", "utf-8")
    with pytest.raises(PortalFileError, match=r"former_selectors\[0\].until: "):
        portal_file.read(path)


def test_four_keys_and_the_evidence_are_enough(write):
    portal = portal_file.read(write())
    assert (portal.id, portal.country, portal.listings, portal.state) == ("vn-a", "VN", (), PortalState.ACTIVE)


def former(*forms):
    return {"former_selectors": list(forms)}


STORY = {"article_url": r"/\d+$"}
WRONG = [
    ({"id": "vn-b"}, "id", "'vn-b' is not the file's name"),
    ({"id": "VN_a"}, "id", "'VN_a' is not made of a-z, 0-9 and single hyphens"),
    ({"id": 7}, "id", "expected str, got int"),
    ({"id": None}, "id", "missing"),
    ({"name": ""}, "name", "missing"),
    ({"name": "two\nlines"}, "name", "holds a line break or a control character"),
    ({"native_name": "\u0007"}, "native_name", "holds a line break or a control character"),
    ({"country": None}, "country", "missing"),
    ({"country": "UK"}, "country", "'UK' is no ISO 3166-1 alpha-2 code"),
    ({"country": "vn"}, "country", "'vn' is no ISO 3166-1 alpha-2 code"),
    ({"country": "TH"}, "country", "a portal of TH lies in the folder 'th', not in 'vn'"),
    ({"languages": ["vi", "vietnamese-"]}, "languages[1]", "'vietnamese-' is no BCP 47 tag such as vi or zh-Hant"),
    ({"languages": ["zh_TW"]}, "languages[0]", "'zh_TW' is no BCP 47 tag such as vi or zh-Hant"),
    ({"languages": "vi"}, "languages", "expected array, got str"),
    ({"timezone": "Asia/Hanoi"}, "timezone", "no time zone 'Asia/Hanoi'"),
    ({"timezone": "Asia"}, "timezone", "no time zone 'Asia'"),
    ({"timezone": "../UTC"}, "timezone", "no time zone '../UTC'"),
    ({"home": "vn-a.example"}, "home", "'vn-a.example' has no scheme"),
    ({"listings": ["https://vn-a.example/", "mae.gov.vn/tin"]}, "listings[1]", "'mae.gov.vn/tin' has no scheme"),
    ({"listings": ["https://vn-a.example/", 3]}, "listings[1]", "expected str, got int"),
    ({"listings": ["https://other.example/"]}, "listings[0]", "'https://other.example/' is on no host of the portal"),
    ({"feeds": ["ftp://vn-a.example/rss"]}, "feeds[0]", "'ftp://vn-a.example/rss' is neither http nor https"),
    ({"feeds": ["https:///rss"]}, "feeds[0]", "'https:///rss' has no host"),
    ({"sitemaps": ["https://vn-a.example/a b"]}, "sitemaps[0]", "holds a space or a control character"),
    ({"sitemaps": ["https://vn-a.example:port/"]}, "sitemaps[0]", "is no address: "),
    ({"sitemaps": ["https://[vn-a/"]}, "sitemaps[0]", "is no address: "),
    ({"home": f"https://{'a' * 300}.example/"}, "home", "is no address that can be fetched"),
    ({"home": f"https://a.example/{'a' * 3000}"}, "home", "is no address that can be fetched"),
    ({"hosts": ["https://en.vn-a.example/"]}, "hosts[0]", "is no host name in lower case"),
    ({"hosts": ["EN.vn-a.example"]}, "hosts[0]", "is no host name in lower case"),
    ({"hosts": ["en.vn-a.example/vi"]}, "hosts[0]", "is no host name in lower case"),
    ({"article_url": "(tin"}, "article_url", "no regular expression: missing ), unterminated subpattern"),
    ({"article_url": "a{99999999999}"}, "article_url", "no regular expression: "),
    ({"article_url": ""}, "article_url", "empty or longer than 1000 characters"),
    ({"article_url": "a" * 1001}, "article_url", "empty or longer than 1000 characters"),
    (
        STORY | {"article_examples": ["https://vn-a.example/1", "https://vn-a.example/tin"]},
        "article_examples[1]",
        "'https://vn-a.example/tin' does not match article_url",
    ),
    ({"article_examples": ["https://b.example/1"]}, "article_examples[0]", "is on no host of the portal"),
    ({"family": "sharepiont"}, "family", "no family 'sharepiont'; did you mean 'sharepoint'?"),
    ({"family": "../trs"}, "family", "no family '../trs'"),
    ({"family": 3}, "family", "expected str, got int"),
    ({"former_hosts": ["OLD.example"]}, "former_hosts[0]", "'OLD.example' is no host name in lower case"),
    ({"only_sources": True}, "only_sources", "names no source"),
    ({"only_sources": "yes"}, "only_sources", "expected bool, got str"),
    ({"ignored_parameters": ["a", "b=c"]}, "ignored_parameters[1]", "'b=c' is no name of a query parameter"),
    ({"expectations": 3}, "expectations", "expected a table [expectations]"),
    ({"expectations": {"stories": 3}}, "expectations.stories", "unknown key; did you mean 'stories_a_month'?"),
    ({"expectations": {"stories_a_month": -1}}, "expectations.stories_a_month", "-1 is not above 0 and at most 10000"),
    ({"expectations": {"stories_a_month": "many"}}, "expectations.stories_a_month", "expected float, got str"),
    ({"expectations": {"fields": ["headline"]}}, "expectations.fields[0]", "'headline' is none of title, date, body"),
    ({"expectations": {"longest_silence": 30}}, "expectations.longest_silence", 'is no silence such as "30d"'),
    ({"expectations": {"longest_silence": "0d"}}, "expectations.longest_silence", "0 days are not between 1 and 730"),
    ({"expectations": {"longest_silence": "900d"}}, "expectations.longest_silence", "are not between 1 and 730"),
    (
        {"expectations": {"longest_silence": "10d", "stories_a_month": 0.5}},
        "expectations.longest_silence",
        "10 days cannot hold beside stories_a_month = 0.5, which is one in 60 days",
    ),
    (
        {"state": "archived", "expectations": {"stories_a_month": 1}},
        "expectations.stories_a_month",
        "cannot hold: the portal is archived and publishes nothing any more",
    ),
    ({"files": True}, "files", "expected a table [files]"),
    ({"files": {"image": True}}, "files.image", "unknown key; did you mean 'images'?"),
    ({"files": {"images": "no"}}, "files.images", "expected bool, got str"),
    ({"files": {"largest": "big"}}, "files.largest", "'big' is no size such as \"20 MB\""),
    ({"files": {"largest": "3 GB"}}, "files.largest", "'3 GB' is no size such as \"20 MB\""),
    ({"files": {"largest": "90 MB"}}, "files.largest", "90000000 is not between 1 and 60000000 bytes"),
    ({"files": {"largest": 0}}, "files.largest", "0 is not between 1 and 60000000 bytes"),
    ({"files": {"per_story": 0}}, "files.per_story", "0 is not between 1 and 1000"),
    ({"tls": True}, "tls", "expected a table [tls]"),
    ({"tls": {"verify": False}}, "tls.verify", "unknown key"),
    ({"tls": {"legacy": 1}}, "tls.legacy", "expected bool, got int"),
    ({"tls": {"retry_handshake": 11}}, "tls.retry_handshake", "11 is not between 0 and 10"),
    ({"tls": {"retry_handshake": -1}}, "tls.retry_handshake", "-1 is not between 0 and 10"),
    ({"tls": {"intermediates": "a.pem"}}, "tls.intermediates", "expected array, got str"),
    ({"tls": {"intermediates": ["none.pem"]}}, "tls.intermediates[0]", "'none.pem' cannot be read: No such file"),
    ({"tls": {"intermediates": ["../a.pem"]}}, "tls.intermediates[0]", "neither a PEM certificate nor the name"),
    ({"tls": {"intermediates": ["-----BEGIN CERTIFICATE-----\nAAAA"]}}, "tls.intermediates[0]", "no certificate: "),
    (
        {"evidence": {"confidence": "seen", "checked": "2999-01-01"}},
        "evidence.checked",
        "2999-01-01 is still to come",
    ),
    ({"evidence": {"confidence": "seen", "check": "a\nb"}}, "evidence.check", "holds a line break"),
    ({"selectors": {"body": "div["}}, "selectors.body", "'div[' is no CSS selector: "),
    ({"selectors": {"date": "time@datetime"}}, "selectors.date", "'time@datetime' is no CSS selector: "),
    ({"selectors": {"title": "h1::before"}}, "selectors.title", "only ::attr(name) and ::text are known"),
    ({"selectors": {"title": "h1::text b"}}, "selectors.title", "'h1::text b' is no CSS selector: "),
    ({"selectors": {"images": "img::attr()"}}, "selectors.images", "only ::attr(name) and ::text are known"),
    ({"selectors": {"body": "div::text"}}, "selectors.body", "elements are wanted here, no ::attr() or ::text"),
    ({"selectors": {"remove": ["a::attr(href)"]}}, "selectors.remove[0]", "elements are wanted here"),
    ({"selectors": {"title": "v|h1"}}, "selectors.title", "'v|h1' is no CSS selector: "),
    ({"selectors": {"body": "a" * 1001}}, "selectors.body", "longer than 1000 characters"),
    ({"selectors": {"remove": [".a", ""]}}, "selectors.remove[1]", "'' is no CSS selector: "),
    ({"selectors": {"bodi": "p"}}, "selectors.bodi", "unknown key; did you mean 'body'?"),
    ({"selectors": {"body": 3}}, "selectors.body", "expected str, got int"),
    ({"selectors": "p"}, "selectors", "expected a table [selectors]"),
    ({"selectors": {"until": "2021-03-01"}}, "selectors.until", "unknown key"),
    ({"former_selectors": {"body": "p"}}, "former_selectors", "expected tables [[former_selectors]]"),
    ({"former_selectors": ["p"]}, "former_selectors", "expected tables [[former_selectors]]"),
    (former({"body": "p"}), "former_selectors[0].until", "missing"),
    (former({"until": 2021, "body": "p"}), "former_selectors[0].until", "expected date, got int"),
    (former({"until": "March", "body": "p"}), "former_selectors[0].until", "invalid RFC3339 encoded date"),
    (former({"until": "2021-03-01"}), "former_selectors[0]", "holds no selector"),
    (former({"until": "2021-03-01", "remove": []}), "former_selectors[0]", "holds no selector"),
    (former({"until": "2999-01-01", "body": "p"}), "former_selectors[0].until", "2999-01-01 is still to come"),
    (
        former({"until": "2018-01-01", "body": "p"}, {"until": "2021-03-01", "body": "p"}),
        "former_selectors[1].until",
        "2021-03-01 is not before 2018-01-01: the latest form comes first",
    ),
    (
        former({"until": "2021-03-01", "body": "p"}, {"until": "2021-03-01", "title": "h2"}),
        "former_selectors[1].until",
        "2021-03-01 is not before 2021-03-01",
    ),
    (former({"until": "2021-03-01", "body": "p["}), "former_selectors[0].body", "'p[' is no CSS selector: "),
    (former({"until": "2021-03-01", "body": 3}), "former_selectors[0].body", "expected str, got int"),
    (
        former({"until": "2021-03-01", "body": "p"}, {"until": "2019-03-01", "bdy": "p"}),
        "former_selectors[1].bdy",
        "unknown key; did you mean 'body'?",
    ),
    ({"delay": 121}, "delay", "121.0 is not between 0 and 120 seconds"),
    ({"delay": -1}, "delay", "-1.0 is not between 0 and 120 seconds"),
    ({"delay": float("nan")}, "delay", "nan is not between 0 and 120 seconds"),
    ({"delay": 10**400}, "delay", ""),
    ({"delay": True}, "delay", "expected float, got bool"),
    ({"delay": "5"}, "delay", "expected float, got str"),
    ({"state": "gone"}, "state", "none of active, disabled, archived"),
    ({"listing": []}, "listing", "unknown key; did you mean 'listings'?"),
    ({"zzz": 1}, "zzz", "unknown key"),
    ({"notes": "n"}, "notes", "belongs in the table [evidence]"),
    ({"evidence": None}, "evidence.confidence", "missing"),
    ({"evidence": 3}, "evidence", "expected a table [evidence]"),
    ({"evidence": {"confidence": "sure"}}, "evidence.confidence", "none of seen, recalled, checked"),
    (
        {"evidence": {"confidence": "seen", "seen_scope": "all"}},
        "evidence.seen_scope",
        "none of none, home, listing, article, listing+article",
    ),
    (
        {"evidence": {"confidence": "seen", "recalled": ["cms"]}},
        "evidence.recalled[0]",
        "'cms' is no key of a portal's file",
    ),
    ({"evidence": {"confidence": "seen", "recalled": [3]}}, "evidence.recalled[0]", "expected str, got int"),
    ({"evidence": {"confidence": "seen", "note": ""}}, "evidence.note", "unknown key; did you mean 'notes'?"),
]


@pytest.mark.parametrize(("changes", "key", "reason"), WRONG, ids=[f"{key}-{n}" for n, (_, key, _) in enumerate(WRONG)])
def test_a_wrong_file_is_refused_with_file_key_and_reason(write, monkeypatch, tmp_path, changes, key, reason):
    path = write(**changes)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PortalFileError) as caught:
        portal_file.read(path)
    assert caught.value.path == path
    assert caught.value.key == key
    assert reason in caught.value.reason
    line = str(caught.value)
    assert line == f"vn/vn-a.toml: {key}: {caught.value.reason}"
    assert line.isprintable()


@pytest.mark.parametrize("changes", [{"family": "a\nb\u001b[31m"}, {"languages": ["x" * 50_000]}, {"a\nb": 1}])
def test_a_refusal_is_one_line_whatever_it_quotes(write, changes):
    with pytest.raises(PortalFileError) as caught:
        portal_file.read(write(**changes))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 2_000


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'id = "vn-a', "no TOML: "),
        (b"id = 1\nid = 2\n", "no TOML: "),
        (b"delay = " + b"9" * 5_000, "no TOML: "),
        (b"name = 2020-01-01\nid = 1\ncountry = 1\nhome = 1\nevidence.confidence = 1", "expected str, got "),
        (b'name = "\xff"', "not UTF-8"),
        (b"a = " + b"[" * 20_000, "nested too deep"),
        (b"#" * 70_000, "longer than 64 kB"),
        (b"", "missing"),
    ],
)
def test_what_is_no_toml_is_refused_with_the_reason(tmp_path, raw, reason):
    path = tmp_path / "vn-a.toml"
    path.write_bytes(raw)
    with pytest.raises(PortalFileError, match=reason):
        portal_file.read(path)


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(tmp_path):
    with pytest.raises(PortalFileError, match="cannot be read: No such file or directory"):
        portal_file.read(tmp_path / "vn-a.toml")
    with pytest.raises(PortalFileError, match="cannot be read: Is a directory"):
        portal_file.read(tmp_path)


plain = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.text())
values = st.one_of(plain, st.lists(plain, max_size=3), st.text(alphabet="a.:/[](){}*+?\n\\ạ", max_size=12))
keys = st.sampled_from([*FACTS, *(f"evidence.{key}" for key in EVIDENCE), "selectors.body", "selectors.remove"])


@given(keys, values)
def test_whatever_a_file_says_it_is_read_or_refused_in_one_line(tmp_path_factory, key, value):
    path = tmp_path_factory.getbasetemp() / "vn" / "vn-a.toml"
    path.parent.mkdir(exist_ok=True)
    sound = {"id": "vn-a", "name": "A", "country": "VN", "home": "https://a.example/", "evidence.confidence": "seen"}
    lines = [f"{name} = {json.dumps(item)}" for name, item in (sound | {key: value}).items() if item is not None]
    path.write_text("\n".join(lines))
    refusal = refusal_of(path)
    assert refusal is None or refusal.isprintable()


def refusal_of(path) -> str | None:
    try:
        portal_file.read(path)
    except PortalFileError as error:
        return str(error)
    return None


@given(st.text())
def test_any_text_is_an_address_or_not(text):
    reason = fault_of_address(f"https://{text}")
    assert reason is None or reason
