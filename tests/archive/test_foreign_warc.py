"""Files of other tools: what they hold is found, what is none of it costs a line, and nothing is without bound."""

import gzip
import io
import sys
import time
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import foreign_forms as forms
from foreign_forms import http, packed, record, response

from archive import captures as bounds
from archive.foreign import gather, records, unpacking


@pytest.fixture
def read(tmp_path):
    """The captures in files, and what could not be read."""

    def make(*files, wanted=lambda url: url.startswith("https://m.example/")):
        paths = []
        for number, data in enumerate(files):
            path = tmp_path / f"{number}.warc.gz"
            path.write_bytes(data)
            paths.append(path)
        with gather(paths, tmp_path, wanted, lambda *_: None) as gathered:
            found = list(gathered.captures(lambda url: ""))
            return found, [str(fault) for fault in gathered.faults]

    return make


FORMS = {
    "wget": forms.wget,
    "heritrix": forms.heritrix,
    "browsertrix": forms.browsertrix,
    "common crawl": forms.common_crawl,
    "arc": forms.arc,
}


@pytest.mark.parametrize("pack", [packed, lambda *all_: gzip.compress(b"".join(all_)), lambda *all_: b"".join(all_)])
@pytest.mark.parametrize("form", FORMS)
def test_the_page_is_found_in_every_tool_s_form_however_it_is_packed(read, form, pack):
    found, faults = read(pack(*FORMS[form]()))
    assert faults == []
    assert {capture.url for capture in found} == {forms.URL}
    assert {capture.page().body for capture in found} == {forms.html().encode()}
    assert len(found) == (2 if form == "heritrix" else 1)
    assert all(capture.request == forms.request() for capture in found[:1]) or form == "arc"


def test_the_answer_is_kept_byte_for_byte(read):
    block = http(forms.html().encode(), head=("content-TYPE: text/html", "Set-Cookie: a=1", "Set-Cookie: b=\xe9"))
    (capture,), _ = read(packed(response(block)))
    assert capture.response == block


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-03-01T10:00:00Z", datetime(2019, 3, 1, 10, tzinfo=UTC)),
        ("2019-03-01T10:00:00.123456789Z", datetime(2019, 3, 1, 10, 0, 0, 123456, tzinfo=UTC)),
        ("2019-03-01T17:00:00+07:00", datetime(2019, 3, 1, 10, tzinfo=UTC)),
        ("2019-03-01", datetime(2019, 3, 1, tzinfo=UTC)),
        ("20190301100000", datetime(2019, 3, 1, 10, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        ("9999-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("1970-01-01T00:00:00Z", None),
    ],
)
def test_dates_of_records(text, date):
    assert records.date_of(text) == date


def test_a_record_without_a_date_is_told_and_the_next_one_read(read):
    found, faults = read(packed(response(date="soon"), response(url=forms.URL + "2", of=2)))
    assert [capture.url for capture in found] == [forms.URL + "2"]
    assert faults == ["0.warc.gz:0: https://m.example/news/1: a record without a date, or with one that cannot be"]


SOUND = response(url=forms.URL + "/sound", of=99)
BAD = {
    "junk": b"this is no record\r\nat all\r\n\r\n",
    "binary": bytes(range(256)) * 40,
    "no length": response().replace(b"Content-Length: ", b"Content-Long: "),
    "negative length": response(length=-5),
    "length in words": response(length="many"),
    "too long": response(length=10**6),
    "far too long": response(length=10**15),
    "beyond all numbers": response(length="9" * 4000),
    "too short": response(length=50),
    "endless line": b"WARC/1.0\r\nWARC-Type: " + b"x" * 200_000 + b"\r\n\r\n",
    "endless head": b"WARC/1.0\r\n" + b"A: b\r\n" * 30_000 + b"\r\n",
    "no version": response(version="WARC/9.9"),
    "no http": response(b"hello"),
    "no address": response().replace(b"WARC-Target-URI: https:", b"WARC-Nothing: "),
    "in segments": response(more=("WARC-Segment-Number: 1",)),
}


@pytest.mark.parametrize("pack", [packed, lambda *all_: b"".join(all_)])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_costs_one_line_and_those_around_it_are_read(read, name, pack):
    before = response(url=forms.URL + "/before", of=98)
    found, faults = read(pack(before, BAD[name], SOUND))
    assert [capture.url for capture in found] == [forms.URL + "/before", forms.URL + "/sound"]
    assert len(faults) == (0 if name == "no address" else 1), faults
    assert all(len(fault) < 400 and "\n" not in fault for fault in faults)


@pytest.mark.parametrize("name", BAD)
def test_the_same_within_one_gzip_member(read, name):
    found, _ = read(gzip.compress(b"".join([response(of=98), BAD[name], SOUND])))
    assert [capture.url for capture in found][-1] == forms.URL + "/sound"


@pytest.mark.parametrize("place", [12, 40, 100, 200])
def test_a_damaged_member_is_left_out_alone(read, place):
    first, last = gzip.compress(response()), gzip.compress(SOUND)
    damaged = bytearray(first)
    damaged[place] ^= 0xFF
    found, faults = read(bytes(damaged) + last)
    assert forms.URL + "/sound" in [capture.url for capture in found]
    assert len(faults) == 1
    assert faults[0].startswith("0.warc.gz:0: ")


def test_a_record_that_ends_in_its_head_is_told(read):
    found, faults = read(packed(b"WARC/1.0\r\nWARC-Type: response", SOUND))
    assert ([capture.url for capture in found], faults) == (
        [forms.URL + "/sound"],
        ["0.warc.gz:0: torn: the file ends within its head"],
    )


@pytest.mark.parametrize("cut", [1, 9, 60, -40])
def test_a_torn_end_costs_the_torn_record_alone(read, cut):
    first, last = gzip.compress(SOUND), gzip.compress(response())
    found, faults = read(first + last[:cut])
    assert [capture.url for capture in found] == [forms.URL + "/sound"]
    assert len(faults) == 1
    assert faults[0].startswith(f"0.warc.gz:{len(first)}: ")
    assert "torn" in faults[0]


def test_a_record_over_the_bound_is_passed_over(read, monkeypatch):
    monkeypatch.setattr(records, "LONGEST", 10_000)
    large = response(http(b"<p>" + b"x" * 50_000))
    for data in (packed(large, SOUND), large + SOUND, gzip.compress(large + SOUND)):
        found, faults = read(data)
        assert [capture.url for capture in found] == [forms.URL + "/sound"]
        assert faults[0].endswith("bytes; the most is 10000"), faults


def bomb(size):
    """A member of `size` bytes of which next to nothing is needed to pack them."""
    head = response(http(b""), length=size + 10).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = [packer.compress(head), *(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)), packer.flush()]
    return b"".join(parts)


def test_a_bomb_of_gzip_is_not_unpacked_to_its_end(read, monkeypatch):
    monkeypatch.setattr(unpacking, "LONGEST", 4 << 20)
    monkeypatch.setattr(records, "LONGEST", 4 << 20)
    data = bomb(200 << 20) + gzip.compress(SOUND)
    began = time.process_time()
    found, faults = read(data)
    assert time.process_time() - began < 1
    assert [capture.url for capture in found] == [forms.URL + "/sound"]
    assert faults == ["0.warc.gz:0: unpacks to more than 200 times its size"]


def test_a_bomb_in_a_body_is_refused_when_it_is_read(read):
    body = gzip.compress(bytes(bounds.LONGEST + 1))
    (capture,), _ = read(packed(response(http(body, head=("Content-Type: text/html", "Content-Encoding: gzip")))))
    with pytest.raises(ValueError, match="unpacks to more than"):
        capture.page()


def revisit(
    url, *more, date="2020-01-01T00:00:00Z", head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: 2\r\n\r\n"
):
    return record(
        "revisit",
        head,
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        f"WARC-Record-ID: {forms.number(41)}",
        "Content-Type: application/http; msgtype=response",
        *more,
    )


def test_a_revisit_has_its_own_head_and_the_other_s_payload_also_from_another_file(read):
    again = revisit(forms.URL, f"WARC-Payload-Digest: {forms.sha1(forms.html().encode())}")
    (first, second), faults = read(packed(again), packed(response()))
    assert (faults, first.captured_at.year, second.captured_at.year) == ([], 2019, 2020)
    assert second.page().body == forms.html().encode()
    assert second.page().header("x") == "2"


def test_a_revisit_without_a_head_is_the_other_answer(read):
    again = revisit(forms.URL, f"WARC-Refers-To: {forms.number(1)}", head=b"")
    (first, second), _ = read(packed(response(), again))
    assert second.response == first.response


def test_a_revisit_of_what_is_not_there_is_told(read):
    found, faults = read(packed(revisit(forms.URL, "WARC-Payload-Digest: sha1:AAAA")))
    assert found == []
    assert faults == ["0.warc.gz:0: https://m.example/news/1: the answer that it repeats is in none of the files"]


def test_a_page_that_was_not_sent_again_is_no_fault(read):
    unchanged = revisit(
        forms.URL,
        "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/server-not-modified",
        head=b"HTTP/1.1 304 Not Modified\r\n\r\n",
    )
    found, faults = read(packed(response(), unchanged))
    assert (len(found), faults) == (1, [])


def test_a_page_without_http_is_a_page_of_its_media_type(read):
    document = record(
        "resource",
        forms.html().encode(),
        f"WARC-Target-URI: {forms.URL}",
        f"WARC-Date: {forms.DATE}",
        "Content-Type: text/html; charset=utf-8",
    )
    (capture,), _ = read(packed(document))
    page = capture.page()
    assert (page.status, page.header("content-type"), page.body) == (200, "text/html; charset=utf-8", capture.response)


def test_what_nobody_wants_is_not_kept(read):
    data = packed(
        response(url="https://other.example/"),
        response(http(b"GIF89a", head=("Content-Type: image/gif",))),
        response(http(status="HTTP/1.1 503 Busy")),
        record("conversion", b"Dunes", f"WARC-Target-URI: {forms.URL}", f"WARC-Date: {forms.DATE}"),
        record("metadata", b"a: b", f"WARC-Target-URI: {forms.URL}", f"WARC-Date: {forms.DATE}"),
    )
    assert read(data) == ([], [])


def test_the_files_of_a_wacz_wherever_they_are_in_it(read):
    one, two = response(), response(url=forms.URL + "2", of=2)
    found, faults = read(forms.wacz({"archive/a.warc.gz": packed(one), "archive/deep/b.warc": two}))
    assert {capture.source for capture in found} == {"0.warc.gz/archive/a.warc.gz:0", "0.warc.gz/archive/deep/b.warc:0"}
    assert faults == []


@pytest.mark.parametrize(
    "name", ["../../evil.warc.gz", "/etc/evil.warc", "a/../../b.warc", "C:\\evil.warc", "..\\e.warc"]
)
def test_a_name_that_leads_out_of_a_wacz_is_refused(read, tmp_path, name):
    found, faults = read(forms.wacz({"archive/a.warc": SOUND, name: response()}))
    assert [capture.url for capture in found] == [forms.URL + "/sound"]
    assert "leads out of the WACZ" in faults[0]
    assert {path.name for path in tmp_path.rglob("*")} == {"0.warc.gz"}


def test_a_bomb_of_zip_is_refused(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made, made.open("archive/a.warc", "w") as entry:
        for _ in range(80):
            entry.write(bytes(1 << 20))
    found, faults = read(stream.getvalue())
    assert (found, len(faults)) == ([], 1)
    assert "refused" in faults[0]


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n\r\n" * 20_000,  # heads without anything
        response(length=20_000_000) * 2_000 + bytes(20_000_000),  # each says that all that comes is its own
        gzip.compress(b"") * 50_000,
    ],
    ids=["heads", "lengths", "members"],
)
def test_a_file_of_nothing_but_faults_is_read_soon_and_told_in_few_lines(tmp_path, data):
    path = tmp_path / "bad.warc"
    path.write_bytes(data)
    began = time.process_time()
    with gather([path], tmp_path, lambda _: True, lambda *_: None) as gathered:
        assert len(gathered.faults) <= 1000
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04 no zip", b"\x1f\x8b\x08", b"\x1f\x8b", b"\x28\xb5\x2f\xfd"]
)
def test_a_file_that_is_none_is_told(read, data):
    found, faults = read(data)
    assert found == []
    assert len(faults) == (1 if data else 0)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_file_the_reading_ends(tmp_path_factory, data):
    whole = (
        packed(response(), *forms.heritrix(), *forms.wget(), SOUND)
        if data.draw(st.booleans())
        else b"".join([response(), *forms.browsertrix(), SOUND])
    )
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "insert"]))
        if change == "flip":
            damaged[at] ^= data.draw(st.integers(1, 255))
        elif change == "cut":
            del damaged[at : at + data.draw(st.integers(1, 300))]
        else:
            damaged[at:at] = data.draw(st.binary(max_size=50))
        damaged = damaged or bytearray(b"W")
    folder = tmp_path_factory.getbasetemp()
    path = folder / "damaged.warc"
    path.write_bytes(damaged)
    with gather([path], folder, lambda url: "m.example" in url, lambda *_: None) as gathered:
        for capture in gathered.captures(lambda url: ""):
            assert capture.captured_at.year > 1990
        assert len(gathered.faults) < 100
