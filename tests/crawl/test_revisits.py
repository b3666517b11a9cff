"""When a known story is looked at again, and what makes it due at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.followed import Followed, HintRecord
from archive.frontier import Address, State
from archive.withdrawals import Sign
from crawler import hints, revisits
from crawler.discovery.link import Kind, Link
from crawler.withdrawals import Answer, Known, finding

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = "The ministry has closed the landfill near the lake and will clean its banks within two years. " * 5
STORY = Known(title="Landfill closed near the lake", body=TEXT)
URL, HOME = "https://m.example/news/7-landfill.html", "https://m.example/"


def at(days):
    return (NOW - timedelta(days=days)).isoformat(timespec="seconds")


def known(first=10.0, visited=1.0, published=None, number=1, **rest):
    story = Followed(
        id=number, url=f"/{number}", title="A", date=at(published or first)[:10], first_seen=at(first),
        changed_at=at(first), revision=1, gone_at=None, rounds=2, **rest,
    )  # fmt: skip
    address = Address(
        url=f"/{number}", kind=Kind.ARTICLE, state=State.DONE, priority=10, first_seen=at(first), visited_at=at(visited)
    )
    return story, address


def is_due(one):
    return revisits.lateness(*one, NOW) >= 1


@pytest.mark.parametrize(
    ("first", "visited", "due"), [(1, 1, True), (0.1, 0.1, False), (10, 2, False), (10, 4, True), (1000, 30, False)]
)
def test_a_story_is_due_after_a_day_and_then_when_its_age_has_grown_by_half(first, visited, due):
    assert is_due(known(first, visited)) is due


def test_a_run_seconds_after_the_last_looks_at_nothing_again():
    fresh = [known(0.001, 0.001, number=n) for n in range(30)]
    assert revisits.chosen(fresh, NOW, 20, {}) == []


def test_what_was_published_long_ago_waits_longer():
    assert not is_due(known(2, 1, published=4000))


def test_no_more_than_the_budget_is_chosen_and_hints_leave_room_for_the_others():
    stories = [known(2, 1, number=n, hint="updated /sitemap.xml" if n < 50 else None) for n in range(80)]
    chosen = revisits.chosen(stories, NOW, 20, {})
    assert len(chosen) == 20
    assert sum(bool(story.hint) for story, _ in chosen) == 15


def test_a_source_that_was_never_right_is_not_believed():
    stories = [known(100, 1, number=n, hint="updated /sitemap.xml") for n in range(30)]
    assert revisits.chosen(stories, NOW, 20, {"updated /sitemap.xml": HintRecord(asked=6, changed=0)}) == []


def test_not_modified_is_not_believed_twice_in_a_row():
    story, address = known()
    assert not revisits.wants_whole(story, address)
    assert revisits.wants_whole(story, replace(address, status=304))
    assert revisits.wants_whole(replace(story, rounds=1), address)


def test_a_headline_that_was_cut_off_is_no_other():
    old = {"title the landfill near the lake was closed at last"}
    assert not hints.news({"title the landfill near the lake was…"}, old)
    assert hints.news({"title the landfill near the lake stays open"}, old)


def test_a_time_that_most_stories_have_is_that_of_the_file():
    links = [Link(url=f"/{n}", updated="2026-11-22T08:00:00+00:00") for n in range(6)]
    assert hints.updates(links, NOW) == {}
    assert len(hints.updates(links[:4], NOW)) == 4


def test_a_story_is_named_no_more_only_where_older_ones_still_are():
    assert hints.unlisted("abcd", list("acd")) == ["b"]
    assert hints.unlisted("abcd", list("xyab")) == []  # pushed off the end
    assert hints.unlisted("abcd", list("dca")) == []  # drawn by lot


def answer(**values):
    return Answer(**{"asked": URL, "url": URL, **values})


def sign(**values):
    found = finding(answer(**values), STORY, HOME)
    return found.evidence.kind if found.evidence else None


def test_a_story_with_another_headline_or_less_text_is_there():
    assert finding(answer(story_title="Corrected: landfill", body=TEXT), STORY, HOME).is_story
    assert finding(answer(story_title=STORY.title, body=TEXT[:200]), STORY, HOME).is_story
    assert finding(answer(url="https://m.example/archive/7", story_title=STORY.title, body=TEXT), STORY, HOME).is_story


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"url": HOME, "teasers": 9}, Sign.HOME),
        ({"url": "https://m.example/news", "teasers": 9}, Sign.SECTION),
        ({"url": "https://m.example/user/login?to=7", "password_field": True}, Sign.LOGIN),
        ({"url": "https://m.example/error404.aspx", "body": "?"}, Sign.SOFT_404),
        ({"page_title": STORY.title, "headings": STORY.title}, Sign.EMPTIED),
        ({"headings": "Weather", "body": "Sunny."}, Sign.REPLACED),
        ({"script": "존재하지 않는 게시물입니다."}, Sign.SOFT_404),
        ({"target": HOME}, Sign.HOME),
    ],
)
def test_each_way_of_withdrawing_is_told_from_the_others(values, expected):
    assert sign(**values) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Page not found", "Bài viết không tồn tại", "Материал удалён", "页面不存在", "该内容已被删除", "頁面不存在",
        "ページが見つかりません", "記事は削除されました", "페이지를 찾을 수 없습니다", "삭제된 게시물입니다",
        "ไม่พบหน้าที่ต้องการ", "ບໍ່ພົບ",
        "لم يتم العثور على الصفحة", "תוכן זה הוסר", "पृष्ठ नहीं मिला", "Página no encontrada", "A página foi removida",
        "Page introuvable", "Seite nicht gefunden", "Pagina niet gevonden", "Sidan hittades inte", "Siden er fjernet",
        "Sivua ei löydy", "Pagina non trovata", "Halaman tidak ditemukan", "Sayfa bulunamadı", "Nie znaleziono strony",
        "Stránka nenalezena", "Az oldal nem található", "Pagina nu a fost găsit", "Δεν βρέθηκε", "Сторінку не знайдено",
    ],
)  # fmt: skip
def test_a_page_that_says_it_is_none_is_understood(text):
    assert sign(headings=text, body="") is Sign.SOFT_404


@pytest.mark.parametrize("title", ["Just a moment...", "Access denied", "Account suspended", "网站维护中"])
def test_a_page_that_turns_visitors_away_says_nothing_of_the_story(title):
    found = finding(answer(page_title=title, opening=title), STORY, HOME)
    assert found.evidence is None
    assert not found.is_story
    assert found.reason
