"""A story's files as files: names that are safe, nothing overwritten, what is missing told."""

import hashlib

import pytest

from archive.errors import CaptureError, StorageError
from archive.media import StoryFile
from archive.writing_files import names_of, write_files

BODIES = {hashlib.sha256(body).hexdigest(): body for body in (b"one", b"two")}
ONE, TWO = BODIES


def content(sha256):
    if sha256 not in BODIES:
        raise CaptureError("no capture")
    return BODIES[sha256]


def file(url="https://a.example/x.jpg", **changes):
    usual = {
        "kind": "image", "position": 1, "name": None, "media_type": "image/jpeg", "sha256": ONE, "size": 3, "width": 2,
        "height": 1, "note": None, "capture_id": 1, "missing": None,
    }  # fmt: skip
    return StoryFile(url=url, **(usual | changes))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.example/up/rung-ngap-man.JPG", "image-01-rung-ngap-man.jpg"),
        ("https://a.example/B%C3%A1o%20c%C3%A1o.png", "image-01-Báo-cáo.jpg"),
        ("https://a.example/../../etc/passwd", "image-01-passwd.jpg"),
        ("https://a.example/..%2F..%2Fetc%2Fpasswd", "image-01-passwd.jpg"),
        ("https://a.example/%2e%2e", "image-01.jpg"),
        ("https://a.example/a%00b%0a%1b[31m.jpg", "image-01-a-b-31m.jpg"),
        ("https://a.example/C:\\con|nul?x=1", "image-01-C-con-nul.jpg"),
        ("https://a.example/getfile.aspx?id=7", "image-01.jpg"),
        ("https://a.example/archive.tar.v2", "image-01-archive.tar.v2.jpg"),
        ("https://a.example/", "image-01.jpg"),
        ("https://[broken/x.jpg", "image-01.jpg"),
        ("https://a.example/" + "年" * 300 + ".jpg", "image-01-" + "年" * 40 + ".jpg"),
    ],
)
def test_a_name_is_made_of_place_address_and_content(url, name):
    assert names_of(file(url))[0] == name


def test_a_title_names_a_file_whose_address_says_nothing():
    for url in ("https://a.example/down?id=7", "https://a.example/get.aspx?id=7"):
        found = file(url, kind="attachment", name="Kế hoạch 2035", media_type="application/pdf")
        assert names_of(found)[0] == "document-01-Kế-hoạch-2035.pdf"


def test_each_is_written_once_and_again_is_no_harm(tmp_path):
    files = [file(), file("https://a.example/y.jpg", position=2, sha256=TWO)]
    for _ in range(2):
        done = write_files(files, tmp_path / "new" / "folder", content)
        assert [each.path.read_bytes() for each in done] == [b"one", b"two"]
    assert len(list((tmp_path / "new" / "folder").iterdir())) == 2


def test_another_file_of_that_name_stays_and_the_file_gets_another_name(tmp_path):
    (tmp_path / "image-01-x.jpg").write_bytes(b"mine")
    (done,) = write_files([file()], tmp_path, content)
    assert (tmp_path / "image-01-x.jpg").read_bytes() == b"mine"
    assert done.path.name == f"image-01-x-{ONE[:12]}.jpg"
    done.path.write_bytes(b"mine, too")
    (done,) = write_files([file()], tmp_path, content)
    assert (done.path, done.failed) == (None, True)


def test_nothing_is_written_through_a_link(tmp_path):
    target = tmp_path / "elsewhere"
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "image-01-x.jpg").symlink_to(target)
    write_files([file()], folder, content)
    assert not target.exists()


def test_what_is_missing_is_told_and_what_cannot_be_read_has_failed(tmp_path):
    gone, unread = write_files([file(sha256=None, missing="HTTP 404"), file(sha256="0" * 64)], tmp_path, content)
    assert (gone.path, gone.missing, gone.failed) == (None, "HTTP 404", False)
    assert (unread.missing, unread.failed) == ("no capture", True)


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        write_files([file()], tmp_path / "file", content)
