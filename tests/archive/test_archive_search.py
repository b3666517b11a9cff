"""Searching: every script, with and without diacritics, ranked, filtered, marked, and never raising on punctuation."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import Filters, QueryError
from archive.fold import fold
from archive.search.query import Phrase, parse, to_fts
from archive.search.snippet import excerpt, highlight

# (language, title, body): invented news
STORIES = {
    "vi": ("vi", "Bộ Môi trường họp tại Đà Nẵng", "Cuộc họp bàn về đất ngập nước và PM2.5 trước COP-29 (GMT+7)."),
    "vi2": ("vi", "Thợ đá nặng tay", "Người thợ ở làng nghề đục đá làm cối; mỗi trường một chiếc."),
    "zh": ("zh-Hans", "生态环境部公布新规", "北京的气候正在变化，专家在海边种树。"),
    "zh2": ("zh-Hant", "海洋", "生態環境與境外環保。"),
    "th": ("th", "กรมป่าไม้ปลูกต้นไม้", "เจ้าหน้าที่ดูแลคุณภาพสิ่งแวดล้อมในเมืองท่า ปี ๒๕๖๘ และน้ำทะเล"),
    "ko": ("ko", "환경부는 새 계획을 내놓았다", "바다의 쓰레기를 줄이기로 했다."),
    "ja": ("ja", "気候変動の会議", "環境省は港の町でゴミを拾う活動をはじめた。ガス"),
    "ar": ("ar", "وزارة البيئة تزرع الأشجار", "قال مُحَمَّد إن الْبِيئَة أهم من المال."),
    "lo": ("lo", "ກະຊວງສິ່ງແວດລ້ອມ", "ປູກຕົ້ນໄມ້ຢູ່ແຄມຂອງ"),
    "km": ("km", "ក្រសួងបរិស្ថាន", "ដាំដើមឈើនៅមាត់ទន្លេ"),
    "my": ("my", "သဘာဝပတ်ဝန်းကျင်ထိန်းသိမ်းရေး", "သစ်ပင်စိုက်ပျိုး"),
    "tr": ("tr", "İstanbul'da çevre günü", "Işık ve ılık rüzgâr altında TOPLANTI yapıldı."),
    "el": ("el", "Υπουργείο Περιβάλλοντος", "Η Αθήνα φύτεψε δέντρα σε κάθε ΟΔΟΣ."),
}

PROBES = {
    "moi truong": {"vi", "vi2"},
    "Môi trường": {"vi", "vi2"},
    '"bo moi truong"': {"vi"},
    "mo\u0302i trường họp": {"vi"},
    "da nang": {"vi", "vi2"},
    "DA NANG hop": {"vi"},
    "dat": {"vi"},
    "PM2.5": {"vi"},
    "pm2": {"vi"},
    "COP-29": {"vi"},
    "(GMT+7)": {"vi"},
    "环境": {"zh"},
    "環境": {"zh2", "ja"},
    "北京 气候": {"zh"},
    "境环": set(),
    "สิ่งแวดล้อม": {"th"},
    "2568": {"th"},
    "น้ำ": {"th"},
    "นํ้า": {"th"},
    "ป่า": {"th"},
    "ปา": set(),
    "환경부": {"ko"},
    "환경": {"ko"},
    "쓰레기": {"ko"},
    "環境省": {"ja"},
    "気候": {"ja"},
    "ゴミ": {"ja"},
    "ｺﾞﾐ": {"ja"},
    "カス": set(),
    "البيئة": {"ar"},
    "محمد": {"ar"},
    "الاشجار": {"ar"},
    "ສິ່ງແວດລ້ອມ": {"lo"},
    "បរិស្ថាន": {"km"},
    "ပတ်ဝန်းကျင်": {"my"},
    "istanbul": {"tr"},
    "ISTANBUL cevre": {"tr"},
    "isik ilik": {"tr"},
    "αθηνα οδος": {"el"},
    "mangrove": set(),
}


@pytest.fixture
def stocked(archive, visit):
    """The stories, one each; ids in their order."""
    for place, (language, title, body) in enumerate(STORIES.values(), 1):
        story = {
            "title": title,
            "body": body,
            "language": language,
            "date": f"2025-{place:02}-10" if place < 13 else None,
        }
        archive.save(visit(f"https://m.example/{place}", country="VN" if place < 3 else "CN", article=story))
    return archive


def names(hits):
    return {list(STORIES)[hit.id - 1] for hit in hits}


def test_probes(stocked):
    found = {query: names(stocked.search(query)) for query in PROBES}
    assert found == PROBES


def test_the_exact_spelling_comes_first_where_diacritics_were_typed(stocked):
    assert [hit.id for hit in stocked.search("đá nặng")] == [2, 1]
    assert [hit.id for hit in stocked.search("Đà Nẵng")] == [1, 2]
    assert [hit.id for hit in stocked.search("mỗi trường")] == [2, 1]


def test_a_word_in_the_title_ranks_above_one_in_the_body(archive, visit):
    archive.save(visit("https://m.example/1", article={"title": "Hội nghị", "body": "San hô và cá. " * 3}))
    archive.save(visit("https://m.example/2", article={"title": "San hô", "body": "Một hội nghị ở đảo xa. " * 3}))
    assert [hit.id for hit in archive.search("san ho")] == [2, 1]


def test_captions_authors_tags_and_documents_are_found(archive, visit):
    from archive import Attachment, Image

    more = {
        "authors": ("Lê Thị Ốc",),
        "tags": ("san hô",),
        "images": (Image(url="i", caption="Tàu ngầm"),),
        "attachments": (Attachment(url="d", title="Quyết định 17"),),
    }
    archive.save(visit(article=more))
    for query in ("le thi oc", "san ho", "tau ngam", '"quyet dinh 17"'):
        assert len(archive.search(query)) == 1


def test_marks_are_in_the_original_spelling(stocked):
    hit = stocked.search("da nang hop")[0]
    assert [hit.headline.text[start:end] for start, end in hit.headline.marks] == ["họp", "Đà", "Nẵng"]
    hit = stocked.search("สิ่งแวดล้อม")[0]
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["สิ่งแวดล้อม"]
    hit = stocked.search("环境")[0]
    assert [hit.headline.text[start:end] for start, end in hit.headline.marks] == ["环境"]


def test_a_snippet_shows_the_passage_with_most_hits():
    text = "Mở đầu có rừng. " + "Chuyện khác. " * 60 + "Giữa rừng ngập mặn có chim. " + "Hết rồi. " * 60
    snippet = excerpt(text, parse("rung ngap man"))
    assert "rừng ngập mặn có chim" in snippet.text
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) < 300


def test_filters(stocked):
    everything = '"a" OR'  # no operators yet: a word like any other

    def ids(**filters):
        return {record.id for record in stocked.articles(Filters(**filters))}

    assert stocked.search(everything) == []
    assert ids(language=("zh",)) == {3, 4}
    assert ids(language=("ZH-hans", "ko")) == {3, 6}
    assert ids(language=("z",)) == ids(language=("z%",)) == ids(portal=("'",)) == set()
    assert ids(country=("vn",)) == {1, 2}
    assert ids(portal=("m", "n"), since="2025-11") == {11, 12}
    assert ids(until="2025-02") == {1, 2}
    assert ids(since="2025-02-10", until="2025-02-10") == {2}
    assert ids(until="2025") == set(range(1, 13))
    assert [record.id for record in stocked.articles(Filters(limit=3))] == [12, 11, 10]
    assert [record.id for record in stocked.articles()][-1] == 13  # without a date comes last
    assert names(stocked.search("moi truong", Filters(since="2025-02"))) == {"vi2"}
    assert len(stocked.search("moi truong", Filters(limit=1))) == len(stocked.search("moi truong", limit=1)) == 1


@pytest.mark.parametrize("value", ["2023-13-01", "2023-02-30", "gestern", "2023-1-1", "", "0000", "２０２３"])
def test_a_date_that_is_none_is_refused(value):
    with pytest.raises(QueryError, match=f"since: '{value}' is no date"):
        Filters(since=value)


def test_an_edited_story_is_found_by_its_new_text_alone(archive, visit):
    archive.save(visit(article={"body": "Mục tiêu là năm 2030."}))
    assert len(archive.search("2030")) == 1
    archive.save(visit(article={"body": "Mục tiêu là năm 2035."}))
    assert archive.search("2030") == []
    assert len(archive.search("2035")) == 1


def test_the_index_is_built_anew_when_folding_changes(archive, visit, monkeypatch):
    archive.save(visit())
    assert archive.index_pending() == 1
    monkeypatch.setattr("archive.search.index.FOLD_VERSION", 99)
    assert archive.index_pending() == 1
    assert archive.index_pending() == 0
    assert len(archive.search("vinh")) == 1


@pytest.mark.parametrize("query", ["", "  ", "?!", '"', '""', "—", "🙂", "\0", "\ud800", "x" * 1001])
def test_a_search_for_nothing_is_refused_in_one_line(archive, query):
    with pytest.raises(QueryError) as caught:
        archive.search(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        '"PM2.5',
        "a AND",
        "NOT",
        "title:x",
        "x*",
        "^x",
        "(x",
        "x)",
        "{a b}: c",
        "-x",
        "a + b",
        "NEAR(a b)",
        "'",
        "\\x",
        "a\0b",
    ],
)
def test_operators_of_fts5_are_ordinary_text(archive, visit, query):
    archive.save(visit())
    assert archive.search(f"{query} x") == []


@settings(deadline=None, max_examples=200)
@given(query=st.text(max_size=60))
@example(query='""""" a"b')
@example(query="\U000e0100a")
@example(query="ᤰ\u1932 \U0001e000a")
def test_no_query_raises_but_an_empty_one(shared_archive, query):
    if fold(query):
        assert isinstance(shared_archive.search(query), list)
    else:
        with pytest.raises(QueryError):
            shared_archive.search(query)


@settings(deadline=None, max_examples=60)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_what_was_stored_is_found_by_its_own_words(shared_archive, text):
    """A round trip over all of Unicode that our tokens know."""
    if not fold(text):
        return
    connection = shared_archive._connection
    connection.execute("INSERT INTO search_index (rowid, title) VALUES (777777, ?)", (fold(text),))
    try:
        found = connection.rows(
            "SELECT rowid FROM search_index WHERE search_index MATCH ?", (to_fts(parse(f'"{text}"')),)
        )
        assert [row["rowid"] for row in found] == [777777]
    finally:
        connection.execute(
            "INSERT INTO search_index (search_index, rowid, title) VALUES ('delete', 777777, ?)", (fold(text),)
        )


@pytest.fixture(scope="module")
def shared_archive(tmp_path_factory):
    from archive import Archive

    with Archive(tmp_path_factory.mktemp("shared")) as opened:
        yield opened


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=20))
def test_marks_lie_within_the_text(text, query):
    try:
        phrases = parse(query)
    except QueryError:
        return
    for snippet in (highlight(text, phrases), excerpt(text, phrases, 40)):
        place = 0
        for start, end in snippet.marks:
            assert place <= start < end <= len(snippet.text)
            place = end


def test_words_become_phrases_of_their_tokens():
    assert parse("PM2.5 Môi “đất  ngập nước” môi") == (
        Phrase(("pm2", "5")),
        Phrase(("moi",), "môi"),
        Phrase(("dat", "ngap", "nuoc"), "đất  ngập nước"),
    )
    assert to_fts(parse("a b.c")) == '"a" AND "b c"'
