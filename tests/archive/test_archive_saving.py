"""What `save` makes of a visit: new, changed, same, or another address of a known story."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, Article, ArticleNotFoundError, Attachment, Image, StorageError
from archive.revisions import near, similarity
from archive.store import NewAddress, State, Visit

MAIN = "https://m.example/tin/1"
PRINT = "https://m.example/in/1"


def test_a_first_sight_is_new(archive, visit, body):
    outcome = archive.save(
        visit(
            MAIN,
            country="VN",
            article={
                "body_html": "<p>x</p>",
                "date_text": "03/11/2025",
                "date_source": "label",
                "modified": "2025-11-04T08:00:00+07:00",
                "authors": ("Lê Thị Ốc",),
                "tags": ("biển", "rác"),
                "summary": "Hơn 40 tấn.",
                "language": "vi",
                "images": (Image(url="https://m.example/1.jpg", caption="Vịnh", width=640, height=480),),
                "attachments": (Attachment(url="https://m.example/1.pdf", title="Báo cáo"),),
            },
        )
    )
    assert (outcome.verdict, outcome.article_id) == ("new", 1)
    record = archive.get(1)
    assert record.as_dict() == {
        "id": 1,
        "url": MAIN,
        "aliases": [],
        "portal": "m",
        "country": "VN",
        "language": "vi",
        "title": "Vớt rác ở vịnh Bình Sa",
        "date": "2025-11-03",
        "date_text": "03/11/2025",
        "date_source": "label",
        "modified": "2025-11-04T08:00:00+07:00",
        "authors": ["Lê Thị Ốc"],
        "tags": ["biển", "rác"],
        "summary": "Hơn 40 tấn.",
        "body": body,
        "body_html": "<p>x</p>",
        "images": [
            {
                "url": "https://m.example/1.jpg",
                "caption": "Vịnh",
                "alt": None,
                "credit": None,
                "sha256": None,
                "width": 640,
                "height": 480,
                "media_type": None,
            }
        ],
        "attachments": [
            {"url": "https://m.example/1.pdf", "title": "Báo cáo", "media_type": None, "sha256": None, "text": None}
        ],
        "translations": [],
        "revision": 1,
        "first_seen": "2026-01-01T00:00:00+00:00",
        "last_seen": "2026-01-01T00:00:00+00:00",
        "gone_at": None,
        "gone_why": None,
        "content_hash": record.content_hash,
        "capture": None,
    }
    assert list(record.as_dict()) == list(type(record).__slots__)


def test_the_same_content_again_is_the_same_and_seen(archive, visit, clock):
    archive.save(visit(MAIN))
    clock.tick(days=1)
    outcome = archive.save(visit(MAIN, article={"tags": ("mới",), "language": "vi"}))
    record = archive.get(1)
    assert (outcome.verdict, outcome.article_id, record.revision) == ("same", 1, 1)
    assert (record.first_seen[:10], record.last_seen[:10]) == ("2026-01-01", "2026-01-02")
    assert (record.tags, record.language) == (("mới",), "vi")  # a better description of unchanged content
    assert len(archive.search("moi")) == 1


def test_an_edit_makes_a_revision_and_keeps_the_old_one(archive, visit, clock, body):
    before = archive.get(
        archive.save(visit(MAIN, article={"images": (Image(url="https://m.example/1.jpg"),)})).article_id
    )
    clock.tick(days=2)
    outcome = archive.save(visit(MAIN, article={"body": body.replace("40 tấn", "14 tấn")}))
    after = archive.get(1)
    assert (outcome.verdict, outcome.article_id) == ("changed", 1)
    assert (after.revision, after.images) == (2, ())
    assert "14 tấn" in after.body
    assert archive.get(1, revision=1) == before
    assert archive.get(1, revision=2) == after
    with pytest.raises(ArticleNotFoundError, match="no revision 3 of article 1"):
        archive.get(1, revision=3)
    row = archive._connection.row("SELECT * FROM revisions")
    assert (row["seen_at"][:10], row["replaced_at"][:10]) == ("2026-01-01", "2026-01-03")


def test_unknown_articles_and_absurd_ids(archive):
    for number in (0, 7, -1, 10**30):
        with pytest.raises(ArticleNotFoundError):
            archive.get(number)


def test_a_print_copy_is_another_address_of_the_story(archive, visit, body):
    """The copy lacks the picture and adds a word or two."""
    archive.save(visit(MAIN, article={"images": (Image(url="https://m.example/1.jpg"),)}))
    before = archive.get(1)
    outcome = archive.save(visit(PRINT, is_copy=True, article={"url": PRINT, "body": body + "\n\nVề đầu trang"}))
    assert (outcome.verdict, outcome.article_id) == ("alias", 1)
    assert archive.get(1).aliases == (PRINT,)
    assert archive.get(1).body == before.body
    assert archive.save(visit(PRINT, is_copy=True, article={"body": body + "\n\nVề đầu trang"})).verdict == "alias"
    assert archive.get(1).revision == 1


def test_a_copy_that_came_first_gives_way_without_a_revision(archive, visit, body):
    archive.save(visit(PRINT, is_copy=True, article={"body": body + "\n\nVề đầu trang"}))
    outcome = archive.save(visit(MAIN, article={"images": (Image(url="https://m.example/1.jpg"),)}))
    record = archive.get(1)
    assert (outcome.verdict, outcome.article_id) == ("alias", 1)
    assert (record.url, record.aliases, record.body, record.revision) == (MAIN, (PRINT,), body, 1)
    assert len(record.images) == 1
    assert archive.save(visit(MAIN, article={"images": record.images})).verdict == "same"


def test_tracking_parameters_and_redirects_are_aliases(archive, visit):
    archive.save(visit("https://m.example/r?id=1", article={"url": MAIN}, aliases=(MAIN, "https://m.example/short/1")))
    record = archive.get(1)
    assert record.url == MAIN
    assert record.aliases == ("https://m.example/r?id=1", "https://m.example/short/1")
    assert set(archive.known("m", [MAIN, *record.aliases]).values()) == {State.DONE}


def test_edits_are_followed_at_the_address_the_text_was_read_from(archive, visit, body):
    """Also where the page calls another address its own."""
    archive.save(visit("https://m.example/r?id=1", article={"url": MAIN}, aliases=(MAIN,)))
    edited = visit("https://m.example/r?id=1", article={"url": MAIN, "body": body + " Hết."}, aliases=(MAIN,))
    assert archive.save(edited).verdict == "changed"


def test_other_addresses_that_render_differently_do_not_look_like_edits(archive, visit, body):
    archive.save(visit(MAIN))
    for _ in range(2):
        amp = visit("https://m.example/amp/1", article={"url": MAIN, "body": body[:150]}, aliases=(MAIN,))
        assert archive.save(amp).verdict == "alias"
        assert archive.save(visit(MAIN)).verdict == "same"
    assert archive.get(1).revision == 1


def test_another_address_takes_over_when_the_followed_one_is_dead(archive, visit, body):
    archive.save(visit(MAIN))
    archive.save(Visit(portal="m", url=MAIN, state=State.GONE, kind="article", status=404, reason="404"))
    moved = visit("https://m.example/moi/1", article={"body": body + " Hết."})
    assert archive.save(moved).verdict == "alias"
    assert archive.get(1).body.endswith("Hết.")
    edited = visit("https://m.example/moi/1", article={"body": "Tin đã được rút gọn."})
    assert archive.save(edited).verdict == "changed"


def test_two_stories_under_a_generic_headline_stay_two(archive, visit):
    notices = [
        "Kính mời các hộ dân đến nhà văn hóa nhận cây giống lúc 8 giờ sáng thứ Bảy.",
        "Tạm ngừng cấp nước khu vực phía đông để sửa đường ống bị vỡ sau mưa.",
    ]
    verdicts = [
        archive.save(visit(f"https://m.example/tb/{place}", article={"title": "Thông báo", "body": text})).verdict
        for place, text in enumerate(notices)
    ]
    assert verdicts == ["new", "new"]


def test_bulletins_that_differ_in_their_figures_alone_stay_two(archive, visit):
    text = "Mực nước tại trạm Cầu Gỗ lúc {} giờ là {} mét, " + "dự báo không có mưa lớn trong những giờ tới, " * 8
    for place, (hour, level) in enumerate([(7, "1,20"), (19, "1,95")]):
        bulletin = visit(
            f"https://m.example/b/{place}", article={"title": "Bản tin thủy văn", "body": text.format(hour, level)}
        )
        assert archive.save(bulletin).verdict == "new"


def test_a_translation_is_a_story_of_its_own(archive, visit):
    archive.save(visit(MAIN))
    english = {"title": "Plastic fished out of the bay", "body": "Volunteers took 40 tonnes of plastic from the bay."}
    assert archive.save(visit("https://m.example/en/1", article=english)).verdict == "new"


def test_the_same_story_on_another_portal_is_that_portals_own(archive, visit):
    assert archive.save(visit(MAIN)).verdict == "new"
    assert archive.save(visit("https://n.example/1", portal="n")).verdict == "new"


def test_the_same_headline_and_text_on_another_day_are_another_story(archive, visit):
    archive.save(visit("https://m.example/1"))
    assert archive.save(visit("https://m.example/2", article={"date": "2025-11-10"})).verdict == "new"
    assert archive.save(visit("https://m.example/3", article={"date": None})).verdict == "alias"


@pytest.mark.parametrize("headline", ["", "Bộ Ví dụ"])
def test_pages_that_all_claim_one_address_stay_apart(archive, visit, headline):
    """Many portals name their home page as the canonical address of every story, some with the same headline."""
    home = "https://m.example/"
    archive.add_addresses("m", [NewAddress(url=home, kind="listing")])
    ids = {
        archive.save(
            visit(
                f"https://m.example/{place}",
                article={"url": home, "title": headline or text, "body": text * 5},
                aliases=(home,),
            )
        ).article_id
        for place, text in enumerate(["Rừng thông bị cháy. ", "Đàn sếu đã trở về. ", "Nước hồ trong lại. "])
    }
    assert len(ids) == 3
    assert {record.url for record in archive.articles()} == {f"https://m.example/{place}" for place in range(3)}
    assert archive.known("m", [home]) == {home: State.PENDING}


def test_pages_without_content_are_not_taken_for_one_story(archive, visit):
    for place in range(2):
        empty = visit(f"https://m.example/v/{place}", article={"title": "Video", "body": "", "date": None})
        assert archive.save(empty).verdict == "new"


def test_a_withdrawal_is_noted_once_and_taken_back_when_the_story_returns(archive, visit, clock):
    archive.save(visit(MAIN, aliases=(PRINT,)))
    gone = Visit(portal="m", url=MAIN, state=State.GONE, kind="article", status=410, reason="410 Gone")
    archive.save(Visit(portal="m", url=PRINT, state=State.GONE, kind="article", status=404))
    assert archive.get(1).gone_at is None  # the copy alone is no withdrawal
    archive.save(gone)
    clock.tick(days=1)
    archive.save(gone)
    record = archive.get(1)
    assert (record.gone_at[:10], record.gone_why) == ("2026-01-01", "410 Gone")
    archive.save(visit(MAIN))
    assert (archive.get(1).gone_at, archive.get(1).gone_why) == (None, None)


def test_what_cannot_be_stored_is_dropped_not_raised(archive, visit):
    hostile = {
        "title": "A\0B\ud800",
        "body": "\udfffC",
        "tags": ("\0",),
        "images": (Image(url="u\0", alt="\ud801", width=10**30),),
    }
    archive.save(visit("https://m.example/\ud800", article=hostile, found=(NewAddress(url="\ud900", title="\0"),)))
    record = archive.get(1)
    assert (record.title, record.body, record.tags) == ("AB", "C", ("",))
    assert (record.images[0].alt, record.images[0].width) == ("", None)


def test_a_failed_save_leaves_nothing(archive, visit):
    with pytest.raises(ValueError, match="too many"):
        archive.save(visit(MAIN, found=(NewAddress(url=name) for name in failing())))
    assert archive.stats().articles == 0
    assert archive.addresses("m") == []
    assert archive.save(visit(MAIN)).verdict == "new"


def failing():
    yield "https://m.example/x"
    raise ValueError("too many")


def test_a_full_disk_is_said_and_the_archive_goes_on_when_there_is_room(archive, visit):
    archive.save(visit(MAIN))
    archive._connection.execute("PRAGMA max_page_count = 1")  # SQLite takes it as: not one page more than now
    long = visit("https://m.example/2", article={"title": "Dài", "body": "chữ " * 50_000})
    with pytest.raises(StorageError, match="full"):
        archive.save(long)
    assert [record.url for record in archive.articles()] == [MAIN]
    archive._connection.execute("PRAGMA max_page_count = 1000000")
    assert archive.save(long).verdict == "new"


def test_waiting_for_another_writer_ends_with_one_clear_error(folder, visit, monkeypatch):
    monkeypatch.setattr("archive.database.BUSY_SECONDS", 0.05)
    with Archive(folder) as one, Archive(folder) as other:
        one._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked by another process"):
            other.save(visit(MAIN))
        one._connection.execute("COMMIT")
        assert other.save(visit(MAIN)).verdict == "new"


def test_ids_are_never_used_again(archive, visit):
    archive.save(visit(MAIN))
    archive._connection.execute("DELETE FROM article_rows")
    assert archive.save(visit("https://m.example/2")).article_id == 2


def test_figures_decide_between_near_texts(body):
    assert near(body, body + " Hết tin.")
    assert not near(body, body.replace("12 phao", "2 phao"))


@settings(deadline=None)
@given(st.text(), st.text())
def test_similarity_is_symmetric_and_within_its_bounds(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0.0 <= similarity(one, other) <= 1.0


@given(
    st.builds(
        Article,
        title=st.text(),
        body=st.text(),
        url=st.none() | st.text(),
        authors=st.lists(st.text()).map(tuple),
        summary=st.none() | st.text(),
        images=st.lists(st.builds(Image, url=st.text(), width=st.none() | st.integers(0, 9999))).map(tuple),
    )
)
# each example opens an archive of its own
@settings(max_examples=25, deadline=None)
def test_any_article_is_stored_and_read_back(tmp_path_factory, article):
    with Archive(tmp_path_factory.mktemp("any")) as archive:
        done = archive.save(Visit(portal="m", url="https://m.example/", state=State.DONE, article=article))
        record = archive.get(done.article_id)
    assert (record.title, record.body) == (article.title.replace("\0", ""), article.body.replace("\0", ""))
    assert len(record.images) == len(article.images)
