"""What was captured of the stories, as a WACZ that other tools open."""

import gzip
import hashlib
import json
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import Image
from archive.cli import export_to
from archive.errors import ArchiveError
from archive.exchange import Exchange
from archive.filters import Filters
from archive.frontier import NewAddress, State
from archive.store import Visit
from archive.surt import surt
from archive.warc import pack

PICTURE = "https://m.example/i/1.png"


@pytest.fixture
def answer(clock):
    def make(url, body, head="HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"):
        request = f"GET {url} HTTP/1.1\r\n\r\n".encode()
        return pack(Exchange(url=url, request=request, response=f"{head}\r\n".encode() + body, started=clock.moment))

    return make


@pytest.fixture
def kept(archive, visit, answer, clock, folder):
    """Two stories of two portals; the first was edited, has a picture, and is found through a redirect."""
    one, two = "https://m.example/a/1", "https://n.example/b?x=2&a=1"
    story = {"images": (Image(url=PICTURE),)}
    moved = answer("https://m.example/old", b"", f"HTTP/1.1 301 Moved\r\nLocation: {one}\r\n")
    archive.save(
        visit(
            one, article=story, exchanges=(moved, answer(one, b"<p>first</p>" * 50)), aliases=("https://m.example/old",)
        )
    )
    clock.tick(days=1)
    archive.save(visit(one, article=story | {"body": "Edited."}, exchanges=(answer(one, b"<p>second</p>" * 50),)))
    archive.add_addresses("m", [NewAddress(url=PICTURE, kind="image")])
    png = answer(PICTURE, b"\x89PNG" * 200, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
    archive.save(Visit(portal="m", url=PICTURE, state=State.DONE, kind="image", status=200, exchanges=(png,)))
    again = answer(two, b"<p>first</p>" * 50)  # the same payload: a revisit of the first page
    archive.save(
        visit(two, portal="n", article={"title": "Another", "date": "2024-02-01", "body": "Else."}, exchanges=(again,))
    )
    return folder


class Opened:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.package = json.loads(self.zip.read("datapackage.json"))
        self.warc = self.zip.read("archive/data.warc.gz")
        self.index = gzip.decompress(self.zip.read("indexes/index.cdx.gz")).decode().splitlines()
        self.entries = [(*line.split(" ", 2)[:2], json.loads(line.split(" ", 2)[2])) for line in self.index]
        pages = self.zip.read("pages/pages.jsonl").decode().splitlines()
        self.header, *self.pages = map(json.loads, pages)

    def record(self, entry):
        place = int(entry["offset"])
        data = self.warc[place : place + int(entry["length"])]
        return next(iter(ArchiveIterator(BytesIO(data), no_record_parse=True)))


@pytest.fixture
def exported(kept, tmp_path):
    def run(**filters):
        path = tmp_path / "out.wacz"
        count = export_to(kept, path, "wacz", Filters(**filters))
        return count, Opened(path)

    return run


def test_it_holds_what_the_specification_asks_for(exported):
    count, wacz = exported()
    assert count == 2
    assert wacz.package["profile"] == "data-package"
    assert wacz.package["wacz_version"] == "1.1.1"
    listed = {resource["path"]: resource for resource in wacz.package["resources"]}
    assert {*listed, "datapackage.json", "datapackage-digest.json"} == set(wacz.names)
    for path, resource in listed.items():
        data = wacz.zip.read(path)
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["name"] == path.rpartition("/")[2]
    digest = json.loads(wacz.zip.read("datapackage-digest.json"))
    package = hashlib.sha256(wacz.zip.read("datapackage.json")).hexdigest()
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{package}"}


def test_records_and_their_index_lie_in_it_unpacked_so_that_they_can_be_read_in_pieces(exported):
    _, wacz = exported()
    for name in ("archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx"):
        assert wacz.zip.getinfo(name).compress_type == zipfile.ZIP_STORED


def test_every_line_of_the_index_leads_to_its_record(exported):
    _, wacz = exported()
    assert wacz.index == sorted(wacz.index)
    for key, moment, entry in wacz.entries:
        record = wacz.record(entry)
        head = record.rec_headers
        assert key == surt(entry["url"])
        assert head["WARC-Target-URI"] == entry["url"]
        assert "".join(filter(str.isdigit, head["WARC-Date"]))[:14] == moment
        assert (entry["mime"] == "warc/revisit") == (record.rec_type == "revisit")
        assert head["WARC-Payload-Digest"] == entry.get("digest")
        assert entry["filename"] == "data.warc.gz"


def test_the_index_of_the_index_leads_to_its_blocks(exported):
    _, wacz = exported()
    first, line = wacz.zip.read("indexes/index.idx").decode().splitlines()
    assert first == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    key, moment, place = line.split(" ", 2)
    place, packed = json.loads(place), wacz.zip.read("indexes/index.cdx.gz")
    block = packed[place["offset"] : place["offset"] + place["length"]]
    assert place["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"
    assert gzip.decompress(block).decode().startswith(f"{key} {moment} ")


def test_every_revision_is_a_page_and_is_in_the_index(exported):
    _, wacz = exported(portal=("m",))
    assert wacz.header["format"] == "json-pages-1.0"
    assert [(page["id"], page["url"], page["ts"], page["text"][:6]) for page in wacz.pages] == [
        ("1-1", "https://m.example/a/1", "2026-01-01T00:00:00Z", "Sáng n"),
        ("1-2", "https://m.example/a/1", "2026-01-02T00:00:00Z", "Edited"),
    ]
    indexed = {(entry["url"], moment) for _, moment, entry in wacz.entries}
    assert {(page["url"], "".join(filter(str.isdigit, page["ts"]))) for page in wacz.pages} <= indexed


def test_pictures_and_redirects_come_along(exported):
    _, wacz = exported(portal=("m",))
    found = {(entry["url"], entry["status"]) for _, _, entry in wacz.entries}
    assert found == {(PICTURE, "200"), ("https://m.example/old", "301"), ("https://m.example/a/1", "200")}


def test_a_revisit_comes_with_what_it_refers_to(exported):
    _, wacz = exported(portal=("n",))
    assert [(entry["url"], entry["mime"]) for _, _, entry in wacz.entries] == [
        ("https://m.example/a/1", "text/html"),
        ("https://n.example/b?x=2&a=1", "warc/revisit"),
    ]


def test_the_records_are_those_of_the_archive_and_sound(exported, kept):
    _, wacz = exported()
    types = []
    for record in ArchiveIterator(BytesIO(wacz.warc), check_digests=True):
        record.content_stream().read()
        types.append(record.rec_type)
        assert record.digest_checker.passed is not False
    assert types[0] == "warcinfo"
    assert types.count("request") == types.count("response") + types.count("revisit") == 5
    files = b"".join(path.read_bytes() for path in (kept / "captures").iterdir())
    for _, _, entry in wacz.entries:
        place = int(entry["offset"])
        assert wacz.warc[place : place + int(entry["length"])] in files


def test_nothing_chosen_is_a_wacz_without_pages(exported):
    count, wacz = exported(since="2030")
    assert (count, wacz.pages, wacz.entries) == (0, [], [])


def test_where_a_capture_is_missing_the_file_that_was_there_stays(kept, tmp_path):
    path = tmp_path / "out.wacz"
    path.write_bytes(b"before")
    for file in (kept / "captures").iterdir():
        file.unlink()
    with pytest.raises(ArchiveError, match="cannot be read"):
        export_to(kept, path, "wacz")
    assert path.read_bytes() == b"before"
    assert [found.name for found in tmp_path.iterdir() if "out.wacz" in found.name] == ["out.wacz"]


def test_it_holds_what_a_query_finds(kept, tmp_path):
    assert export_to(kept, tmp_path / "out.wacz", "wacz", query="title:another") == 1
    assert [page["url"] for page in Opened(tmp_path / "out.wacz").pages] == ["https://n.example/b?x=2&a=1"]


def test_it_can_be_written_to_a_pipe(kept, envnews, tmp_path):
    path = tmp_path / "piped.wacz"
    command = [sys.executable, "-m", "crawler", "export", "--format", "wacz", "--archive", kept]
    with path.open("wb") as stream:
        done = subprocess.run(["sh", "-c", '"$@" | cat', "sh", *map(str, command)], stdout=stream, check=True)
    assert done.returncode == 0
    assert len(Opened(path).pages) == 3


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Env.gov.vn/Tin-tuc/?b=2&a=1#top", "vn,gov,env)/tin-tuc?a=1&b=2"),
        ("http://a.example", "example,a)/"),
        ("https://a.example:8443/x/", "example,a:8443)/x"),
        ("http://127.0.0.1:8000/a", "1,0,0,127:8000)/a"),
        ("http://x.example/(S(4hqa0555fwsecu455xqckv45))/news.aspx", "example,x)/news.aspx"),
        ("https://x.example/a?jsessionid=0123456789abcdef0123456789abcdef&x=1", "example,x)/a?x=1"),
        ("https://x.example/%E1%BB%87?q", "example,x)/%e1%bb%87?q"),
        ("http://x.example//a//b", "example,x)/a/b"),
        ("urn:text:https://x.example/", "urn:text:https://x.example/"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_keys_are_as_replay_tools_write_them(url, key):
    assert surt(url) == key


def test_a_story_whose_page_was_not_captured_is_left_out(archive, visit, folder, tmp_path):
    archive.save(visit())
    assert export_to(folder, tmp_path / "none.wacz", "wacz") == 0
