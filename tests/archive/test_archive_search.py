"""Searching: every script, with and without diacritics, ranked, filtered, marked, and never raising on punctuation."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from archive import Archive, Filters, QueryError, locks
from archive.fold import fold, tokens
from archive.search import passages
from archive.search.query import parse
from archive.search.snippet import excerpt, highlight
from archive.search.syntax import sought
from archive.search.terms import index_terms, query_terms

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
    "بيئة": {"ar"},
    "والبيئة": {"ar"},
    "بيئ*": {"ar"},
    "البي*": {"ar"},
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
    snippet = excerpt(text, sought(parse("rung ngap man")))
    assert "rừng ngập mặn có chim" in snippet.text
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) < 300


def test_filters(stocked):
    def ids(**filters):
        return {record.id for record in stocked.articles(Filters(**filters))}

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


@pytest.mark.parametrize(
    "filters",
    [
        {"language": ("zh",)},
        {"language": ("ZH-hans", "ko")},
        {"language": ("z",)},
        {"portal": ("'",)},
        {"country": ("vn",)},
        {"portal": ("m", "n"), "since": "2025-11"},
        {"until": "2025-02"},
        {"since": "2025-02-10", "until": "2025-02-10"},
        {"until": "2025"},
        {"limit": 3},
    ],
)
def test_the_index_filters_as_the_database_does(stocked, filters):
    chosen = Filters(**filters)
    of_database = [record.id for record in stocked.articles(chosen)]
    assert [record.id for record in stocked.articles(chosen, "")] == of_database
    assert [hit.id for hit in stocked.search("", chosen, sort="newest")] == of_database
    assert stocked.count(chosen) == stocked.count(chosen, "") == len(of_database)
    assert stocked.search("", chosen).total == (13 if "limit" in filters else len(of_database))


@pytest.mark.parametrize("query", ["محیط زیست", "محیط\u200cزیست", "زیست", "می گوید"])
def test_persian_words_are_found_with_a_joiner_and_with_a_blank(archive, visit, query):
    archive.save(visit(article={"body": "سازمان حفاظت محیط\u200cزیست می\u200cگوید"}))
    assert [hit.id for hit in archive.search(query)] == [1]


@pytest.mark.parametrize("value", ["2023-13-01", "2023-02-30", "gestern", "2023-1-1", "", "0000", "２０２３"])
def test_a_date_that_is_none_is_refused(value):
    with pytest.raises(QueryError, match=f"since: '{value}' is no date"):
        Filters(since=value)


QUERIES = {
    "title:thợ": {"vi2"},
    "title:(môi OR đá)": {"vi", "vi2", "tr"},
    "truong -title:tho": {"vi"},
    "北京 OR ogrenci OR çevre": {"zh", "tr"},
    "NOT lang:vi lang:zh -生態": {"zh"},
    "lang:zh": {"zh", "zh2"},
    "country:vn": {"vi", "vi2"},
    "country:VN -nang": set(),
    "portal:m date:2025-01..2025-02": {"vi", "vi2"},
    "date:2025-03..": set(STORIES) - {"vi", "vi2", "el"},
    "date:..2025-02-09": {"vi"},
    "-has:date": {"el"},
    "has:image": set(),
    "(bo OR tho) (hop OR lang)": {"vi", "vi2"},
    "bo OR tho hop": {"vi"},
    "mang* OR ngap*": {"vi"},
    "环*": {"zh"},
    '"dat ngap nuo*"': {"vi"},
    "ngap NEAR/3 pm2.5": {"vi"},
    "pm2.5 NEAR/3 ngap": {"vi"},
    "dat NEAR/2 cop": set(),
    "NEAR(dat cop, 9)": {"vi"},
    '"dat ngap nuoc" NEAR/9 cop': {"vi"},
    '"dat nuoc" NEAR/9 cop': set(),
    "nga* NEAR/3 pm2.5": {"vi"},
    "pm2.5 NEAR/3 nga*": {"vi"},
    "co* NEAR/2 dat": set(),
    "北京 NEAR/8 变化": {"zh"},
    "is:gone": set(),
    "-is:gone lang:th": {"th"},
}


def test_the_query_language_finds_what_it_says(stocked):
    found = {query: names(stocked.search(query)) for query in QUERIES}
    assert found == QUERIES


def test_authors_and_tags_are_fields(archive, visit):
    archive.save(visit("https://m.example/1", article={"authors": ("Lê Ốc", "Trần Sò"), "tags": ("rừng ngập mặn",)}))
    archive.save(visit("https://m.example/2", article={"title": "Lê Ốc", "body": "Rừng ngập mặn."}))
    for query in ('author:"le oc"', 'tag:"rung ngap"', "author:tran tag:man"):
        assert [hit.id for hit in archive.search(query)] == [1]
    assert not archive.search('author:"oc tran"')  # two people


def test_what_was_withdrawn_or_edited_is_asked_for(archive, visit):
    archive.save(visit("https://m.example/1"))
    archive.save(visit("https://m.example/2", article={"title": "Một bài khác"}))
    archive.save(visit("https://m.example/2", article={"title": "Một bài khác", "body": "Nay đã sửa lời."}))
    assert [hit.id for hit in archive.search("is:edited")] == [2]
    archive.save(visit("https://m.example/1", state="gone", article=None, reason="HTTP status 410", status=410))
    assert [hit.id for hit in archive.search("is:gone")] == [
        record.id for record in archive.articles() if record.gone_at
    ]


def test_sorting_and_paging(stocked):
    newest = [hit.id for hit in stocked.search("", sort="newest")]
    assert newest == [*range(12, 0, -1), 13]
    assert [hit.id for hit in stocked.search("", sort="oldest")] == newest[::-1]
    pages = [[hit.id for hit in stocked.search("", limit=5, offset=offset, sort="newest")] for offset in (0, 5, 10, 15)]
    assert pages == [newest[:5], newest[5:10], newest[10:], []]
    assert stocked.search("", limit=0).total == 13


def test_new_stories_come_first_among_the_relevant_where_that_is_wanted(archive, visit):
    for place, (date, body) in enumerate((("2012-05-01", "San hô. " * 9), ("2025-05-01", "San hô ở đảo xa. " * 6)), 1):
        archive.save(visit(f"https://m.example/{place}", article={"date": date, "body": body, "title": "Tin"}))
    assert [hit.id for hit in archive.search("san ho")] == [1, 2]
    assert [hit.id for hit in archive.search("san ho", sort="recent")] == [2, 1]


def test_facets_count_all_that_was_found(stocked):
    facets = stocked.search("truong", limit=1, facets=True).facets
    assert {name: [(one.value, one.count) for one in values] for name, values in facets.items()} == {
        "portal": [("m", 2)],
        "country": [("VN", 2)],
        "language": [("vi", 2)],
        "year": [("2025", 2)],
    }
    assert stocked.search("truong").facets == {}


def test_one_story_stands_for_those_of_nearly_its_text(archive, visit):
    words = [f"chuyện{number}" for number in range(200)]
    for place, first in enumerate(("Theo TTXVN", "Tin tổng hợp", "Bản tin"), 1):
        archive.save(
            visit(f"https://m{place}.example/1", portal=f"m{place}", article={"body": " ".join([first, *words])})
        )
    archive.save(visit("https://m.example/9", article={"body": "chuyện7 của người khác " * 40}))
    answer = archive.search("chuyện7")
    assert answer.total == 4
    assert sorted((hit.id in {1, 2, 3}, hit.like) for hit in answer) == [(False, 0), (True, 2)]
    assert [hit.id for hit in archive.alike(2)] == [1, 3]
    assert archive.alike(4) == []
    assert [hit.id for hit in archive.search("chuyện7", Filters(portal=("m2",)))] == [2]


def test_of_bulletins_that_differ_in_their_figures_each_is_shown(archive, visit):
    text = "\n\n".join(f"Trạm {place}: bụi mịn {{}} µg/m³, ozone {{}} µg/m³." for place in ("Hà Vân", "Mây Bạc", "Gò"))
    rest = " ".join(f"chữ{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(200))
    for day in range(1, 4):
        body = f"Bản tin ngày {day}. " + text.format(*range(40 + 9 * day, 46 + 9 * day)) + rest
        archive.save(visit(f"https://m.example/{day}", article={"body": body}))
    archive.save(visit("https://reprint.example/1", portal="reprint", article={"body": f"Theo báo khác. {body}"}))
    assert [(hit.id, hit.like) for hit in archive.search("ozone", sort="oldest")] == [(1, 0), (2, 0), (3, 1)]


def test_an_edited_story_is_found_by_its_new_text_alone(archive, visit):
    archive.save(visit(article={"body": "Mục tiêu là năm 2030."}))
    assert len(archive.search("2030")) == 1
    archive.save(visit(article={"body": "Mục tiêu là năm 2035."}))
    assert not archive.search("2030")
    assert len(archive.search("2035")) == 1


@pytest.mark.parametrize("what", ["other rules", "no folder", "damaged", "another's"])
def test_the_index_is_made_anew_where_it_cannot_be_used(archive, folder, visit, monkeypatch, what, tmp_path):
    archive.save(visit())
    assert archive.index_pending() == 1
    assert archive.index_pending() == 0
    archive._engine._index = None  # as another process would find it
    match what:
        case "other rules":
            monkeypatch.setattr("archive.search.index.FOLD_VERSION", 99)
        case "no folder":
            shutil.rmtree(folder / "search")
        case "damaged":
            (folder / "search" / "meta.json").write_text("{")
        case "another's":
            with Archive(tmp_path / "other") as other:
                other.save(visit("https://x.example/1"))
                other.index_pending()
            shutil.rmtree(folder / "search")
            shutil.copytree(tmp_path / "other" / "search", folder / "search")
    assert archive.index_pending() == 1
    assert archive.index_pending() == 0
    assert len(archive.search("vinh")) == 1


def test_an_index_that_another_process_is_making_is_left_to_it(archive, folder, visit):
    archive.save(visit())
    held = locks.take(folder, "search", "a test")
    try:
        assert archive.index_pending() == 0
    finally:
        held.release()
    assert archive.index_pending() == 1


def test_what_changes_while_it_is_indexed_is_indexed_again(archive, visit):
    archive.save(visit())

    def changed_meanwhile():
        archive._connection.execute("UPDATE article_rows SET title = 'Đổi tên' WHERE id = 1")
        return False

    archive.index_pending(changed_meanwhile)
    assert archive.stats().unindexed == 1
    assert len(archive.search("doi ten")) == 1


def test_a_story_that_says_the_same_is_not_indexed_again(archive, visit):
    archive.save(visit())
    archive.index_pending()
    archive.save(visit())
    assert archive.stats().unindexed == 0


NOTHING = ["?!", '"', '""', "—", "🙂", "\0", "\ud800", "()", "-🙂"]


@pytest.mark.parametrize("query", NOTHING)
def test_what_has_no_letter_finds_nothing(stocked, query):
    assert stocked.search(query).total == 0


@pytest.mark.parametrize("query", ["x" * 1001, "(a", "a)", "a OR", "OR a", "date:soon", "is:new", "a NEAR/3 (b c)"])
def test_what_does_not_parse_is_told_in_one_line_with_its_place(archive, query):
    with pytest.raises(QueryError) as caught:
        archive.search(query)
    assert "\n" not in str(caught.value)
    assert (caught.value.position is None) == (len(query) > 1000)


@settings(deadline=None, max_examples=200)
@given(query=st.text(max_size=60) | st.text('ab()"-*:OR NEAR/1title date', max_size=40))
@example(query='""""" a"b')
@example(query="\U000e0100a")
@example(query="ᤰ\u1932 \U0001e000a")
@example(query="a NEAR/999 b*")
@example(query="title:*")
def test_no_query_raises_anything_else(shared_archive, query):
    try:
        found = shared_archive.search(query)
    except QueryError as error:
        place, found = error.position, ()
    else:
        place = None
        assert found.total >= len(found)
    assert place is None or 0 <= place < len(query)


@settings(deadline=None, max_examples=60)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_what_is_indexed_is_what_is_asked_for(text):
    """A passage's terms stand in the index of any text around it."""
    terms, is_open = query_terms(text)
    assume(terms)
    around = index_terms(f"before {text} after")
    places = [place for place in range(len(around)) if around[place : place + len(terms) - 1] == list(terms[:-1])]
    last = [around[place + len(terms) - 1] for place in places if place + len(terms) <= len(around)]
    assert any(term == terms[-1] or (is_open and term.startswith(terms[-1])) for term in last)


@settings(deadline=None, max_examples=40)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
@example("生态环境部。环")
@example("ก")
@example("환경부는")
def test_what_was_stored_is_found_by_its_own_words(shared_archive, text):
    """A round trip over all of Unicode that our tokens know."""
    words = text.translate(str.maketrans(dict.fromkeys('"“”„«»「」『』＂*＊', " ")))
    assume(fold(words))
    shared_archive._connection.execute("UPDATE article_rows SET title = ? WHERE id = 1", (words,))
    assert [hit.id for hit in shared_archive.search(f'title:"{words}"')] == [1]


@pytest.fixture(scope="module")
def shared_archive(tmp_path_factory):
    from archive import Article
    from archive.store import State, Visit

    with Archive(tmp_path_factory.mktemp("shared")) as opened:
        url = "https://m.example/1"
        article = Article(url=url, title="Vịnh", body="Biển và rừng.")
        opened.save(Visit(portal="m", url=url, state=State.DONE, kind="article", status=200, article=article))
        yield opened


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=20))
def test_marks_lie_within_the_text(text, query):
    try:
        words = sought(parse(query))
    except QueryError:
        return
    for snippet in (highlight(text, words), excerpt(text, words, 40)):
        place = 0
        for start, end in snippet.marks:
            assert place <= start < end <= len(snippet.text)
            place = end


def test_a_prefix_marks_the_words_that_begin_so():
    snippet = highlight("Mangroves and mangrove-like", sought(parse("mangr*")))
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Mangroves", "mangrove"]


@pytest.mark.parametrize("query", ["بيئة", "البيئة", "بيئ*", "البي*", "للبيئة"])
def test_an_arabic_word_is_marked_with_its_article_and_without(query):
    text = "بيئة والبيئة للبيئة شبيئة"
    for said in (text, text.replace("بيئة", "بِيئَة")):  # with vowel signs the text is taken apart
        marks = highlight(said, sought(parse(query))).marks
        assert [said[start:end] for start, end in marks] == said.split()[:3]


def test_what_must_not_be_found_is_not_marked():
    assert sought(parse("-rung bien")) == sought(parse("bien"))


SPELLINGS = [
    "Môi trường PM2.5, đất đạt", "mo\u0302i trường", "น้ำท่วม นํ้า ป่าไม้", "Straße STRASSE", "İstanbul ılık", "مُحَمَّد البيئة",
    "ﾊﾞｽ ガス", "ສິ່ງແວດລ້ອມນໍ້າ", "ក្រសួងបរិស្ថាន", "x\u200by", "ᄒ\u1161ᆫ 한글", "环境。保护", "5年 2025", "aa aaa a-a",
    "والبيئة للبيئة بيئة الى البي", "المحيط ال بال", "می\u200cگوید محیط زیست",
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(SPELLINGS) | st.text(max_size=8), min_size=1, max_size=6), st.randoms())
def test_the_quick_way_finds_words_where_the_slow_one_does(parts, chance):
    text = " ".join(parts)
    found = tokens(text)
    assume(found)
    first = chance.randrange(len(found))
    words = sought(
        parse('"' + text[found[first][1] : found[min(first + 2, len(found) - 1)][2]].replace('"', " ") + '"')
    )
    slow = [span for each in words for span in passages._taken_apart(found, each)]
    quick = passages.spans(text, words)
    assert {place for span in quick for place in range(*span)} <= {place for span in slow for place in range(*span)}
    assert bool(quick) == bool(slow) or any("\u0e32" in token or "\u0eb2" in token for token, _, _ in found)
