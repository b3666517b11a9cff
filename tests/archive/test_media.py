"""Pictures and documents in the archive: by address and by content, in every story that has them."""

import hashlib

import pytest

from archive import Archive
from archive.article import Article, Attachment, Image
from archive.errors import ArticleNotFoundError, CaptureError
from archive.frontier import NewAddress, State
from archive.media import Media
from archive.store import Visit
from archive.templates import Chrome, Reread

PICTURE, PAPER = "https://a.example/p.jpg", "https://cdn.example/plan.pdf"
MEDIA = {
    PICTURE: Media(sha256="1" * 64, size=10, media_type="image/jpeg", width=30, height=20),
    PAPER: Media(sha256="2" * 64, size=99, media_type="application/pdf", text="Mục tiêu: ba mươi nhà máy"),
}


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path) as opened:
        yield opened


def article(title="Một", body="Nội dung", images=(PICTURE,), attachments=(PAPER,)):
    return Article(
        title=title,
        body=body,
        date="2026-01-02",
        images=tuple(Image(url=url, width=800, height=500) for url in images),
        attachments=tuple(Attachment(url=url, title="Kế hoạch") for url in attachments),
    )


def save(archive, number=1, story=None, *, found=True, portal="p"):
    story = story or article()
    files = [(image.url, "image") for image in story.images] + [(each.url, "attachment") for each in story.attachments]
    new = tuple(NewAddress(url=url.partition("#")[0], kind=kind, priority=100) for url, kind in files)
    visit = Visit(
        portal=portal,
        url=f"https://a.example/{number}",
        kind="article",
        state=State.DONE,
        article=story,
        found=new if found else (),
    )
    return archive.save(visit).article_id


def fetch(archive, url, media=None, *, portal="p", kind=None, **changes):
    kind = kind or ("image" if url == PICTURE else "attachment")
    archive.save(Visit(portal=portal, url=url, kind=kind, state=State.DONE, media=media or MEDIA.get(url), **changes))


def image(archive, article_id):
    return archive.get(article_id).images[0]


def test_what_an_address_gave_is_shown_in_its_story(archive):
    one = save(archive)
    assert image(archive, one).sha256 is None
    fetch(archive, PICTURE)
    fetch(archive, PAPER)
    record = archive.get(one)
    assert (record.images[0].sha256, record.images[0].width, record.images[0].media_type) == (
        "1" * 64,
        30,
        "image/jpeg",
    )
    assert (record.attachments[0].text, record.attachments[0].sha256) == (MEDIA[PAPER].text, "2" * 64)
    assert record.revision == 1


def test_it_is_shown_in_stories_that_come_later_and_in_none_of_another_portal(archive):
    save(archive)
    fetch(archive, PICTURE)
    later = save(archive, 2, article("Hai", "Khác hẳn"))
    other = save(archive, 3, article("Ba", "Khác nữa"), portal="q")
    assert image(archive, later).sha256 == "1" * 64
    assert image(archive, other).sha256 is None


def test_a_place_in_a_document_is_the_document(archive):
    one = save(archive, 1, article(attachments=(f"{PAPER}#page=3", f"{PAPER}#page=7", f"{PAPER}2")))
    assert [address.url for address in archive.addresses("p") if address.kind == "attachment"] == [PAPER, f"{PAPER}2"]
    fetch(archive, PAPER)
    assert [bool(each.sha256) for each in archive.get(one).attachments] == [True, True, False]
    two = save(archive, 2, article("Hai", "Khác hẳn", attachments=(f"{PAPER}#page=9",)))
    assert archive.get(two).attachments[0].text


def test_it_survives_a_new_revision_and_a_new_reading_of_the_page(archive):
    one = save(archive)
    fetch(archive, PICTURE)
    fetch(archive, PAPER)
    save(archive, 1, article(body="Nội dung đã sửa"))
    assert (archive.get(one).revision, image(archive, one).sha256) == (2, "1" * 64)
    assert archive.get(one, 1).images[0].sha256 == "1" * 64
    reread = Reread(article_id=one, article=article(body="Đọc lại"), removed=())
    archive.learn_chrome("p", Chrome(marks={}, pages=0, kept=frozenset()), [reread])
    assert (archive.get(one).revision, image(archive, one).sha256) == (2, "1" * 64)
    assert archive.get(one).attachments[0].text == MEDIA[PAPER].text


def test_a_changed_story_has_its_files_asked_for_again_and_an_unchanged_one_has_not(archive):
    save(archive)
    fetch(archive, PICTURE, etag='"a"')
    fetch(archive, PAPER)
    save(archive)
    assert archive.pending_file("p", {"image", "attachment"}, skip=()) is None
    save(archive, 1, article(body="Nội dung đã sửa"))
    again = archive.pending_file("p", {"image"}, skip=())
    assert (again.url, again.etag) == (PICTURE, '"a"')


def test_what_an_address_gave_last_counts_and_what_it_gave_before_stays_known(archive):
    one = save(archive)
    fetch(archive, PICTURE)
    fetch(archive, PICTURE, Media(sha256="3" * 64, size=11, media_type="image/png", width=5, height=5))
    assert (image(archive, one).sha256, image(archive, one).width) == ("3" * 64, 5)
    archive.save(Visit(portal="p", url=PICTURE, kind="image", state=State.DONE, status=304))
    archive.save(Visit(portal="p", url=PICTURE, kind="image", state=State.FAILED, status=404, reason="HTTP 404"))
    assert image(archive, one).sha256 == "3" * 64
    assert archive.files(one)[0].missing is None


def test_search_knows_the_text_of_a_document_once_it_was_read(archive):
    one = save(archive)
    assert not archive.search("nhà máy")
    fetch(archive, PAPER)
    assert [hit.id for hit in archive.search("nha may")] == [one]
    assert "nhà máy" in archive.search("nhà máy")[0].snippet.text


def test_files_wait_beside_the_pages_and_come_by_an_order_of_their_own(archive):
    save(archive)
    archive.add_addresses("p", [NewAddress(url="https://a.example/9", kind="article", priority=50)])
    assert [address.url for address in archive.pending("p", 9)] == ["https://a.example/9"]
    kinds = {"image", "attachment"}
    assert archive.pending_file("p", kinds, skip=(PICTURE,)).url == PAPER
    assert archive.pending_file("p", kinds, skip=("https://a.example/", PAPER)) is None
    assert archive.pending_file("p", kinds, skip=(), only=[PAPER]).url == PAPER
    assert archive.pending_file("p", (), skip=()) is None
    assert {address.kind for address in archive.addresses("p", files=False)} == {"article"}


def test_a_host_that_is_given_up_counts_as_tried(archive):
    save(archive)
    archive.give_up_files("p", "https://cdn.example/", "timed out")
    (left,) = archive.unfetched_files("p")
    assert (left.url, left.attempts, left.reason) == (PAPER, 1, "timed out")
    assert archive.pending_file("p", {"image", "attachment"}, skip=()).url == PICTURE


def test_what_was_taken_for_a_page_and_was_none_is_asked_for_as_a_file(archive):
    archive.save(Visit(portal="p", url=PAPER, state=State.SKIPPED, reason="no story"))
    archive.save(Visit(portal="p", url=PICTURE, kind="article", state=State.DONE, article=article("Ảnh", "x", (), ())))
    save(archive)
    assert archive.pending_file("p", {"image", "attachment"}, skip=()).url == PAPER
    assert archive.pending_file("p", {"image"}, skip=()) is None  # a story is one


def test_stories_that_were_stored_without_their_files_get_them_later(archive):
    one = save(archive, found=False)
    assert [file.missing for file in archive.files(one)] == ["not asked for"] * 2
    (new,) = archive.unasked_files("p", "image", 50)
    assert (new.url, new.kind, new.date, new.found_on) == (PICTURE, "image", "2026-01-02", "https://a.example/1")
    archive.add_addresses("p", [new])
    assert archive.unasked_files("p", "image", 50) == []
    assert [file.missing for file in archive.files(one)] == ["still to be fetched", "not asked for"]
    assert archive.unasked_files("p", "attachment", 0) == []


def test_what_bytes_say_only_in_general_the_page_may_know_better(archive):
    story = Article(
        title="Số liệu", body="x", attachments=(Attachment(url=PAPER, media_type="text/csv"), Attachment(url=PICTURE))
    )
    one = save(archive, 1, story)
    fetch(archive, PAPER, Media(sha256="5" * 64, size=3, media_type="text/plain", text="1;2"))
    fetch(archive, PICTURE, Media(sha256="6" * 64, size=3, media_type="application/octet-stream"), kind="attachment")
    shown = [each.media_type for each in archive.get(one).attachments]
    assert shown == ["text/csv", "application/octet-stream"]


def test_the_files_of_an_article_tell_why_one_is_missing(archive):
    one = save(archive)
    fetch(archive, PICTURE)
    archive.save(Visit(portal="p", url=PAPER, kind="attachment", state=State.FAILED, status=404, reason="HTTP 404"))
    told = [(file.kind, file.position, file.sha256 is None, file.missing) for file in archive.files(one)]
    assert told == [("image", 1, False, None), ("attachment", 1, True, "HTTP 404")]
    with pytest.raises(ArticleNotFoundError):
        archive.files(99)


def test_a_content_without_a_capture_cannot_be_had(archive):
    save(archive)
    fetch(archive, PICTURE)
    for sha256 in ("1" * 64, hashlib.sha256(b"x").hexdigest(), "' OR 1"):
        with pytest.raises(CaptureError):
            archive.file(sha256)
