"""Which sources a later crawl asks first."""

from datetime import UTC, datetime, timedelta

from static_portal import StaticPortal, served
from web import Answer, serve

from archive import Archive
from archive.frontier import Address, State
from crawler.discovery.link import Kind
from crawler.portal import Portal
from crawler.quiet import covers, first_to_ask, is_believed
from crawler.unchanged import Unchanged

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def source(url, names, kind=Kind.LISTING, days=1):
    visited = (NOW - timedelta(days=days)).isoformat() if days is not None else None
    return Address(
        url=url, kind=kind, state=State.DONE, priority=0, first_seen="", visited_at=visited, names=tuple(names)
    )


def asked(*sources):
    return [one.url for one in first_to_ask(sources, NOW)]


def test_one_that_names_the_newest_of_all_stands_for_the_others():
    home = source("/", "abcxyz")
    assert asked(home, source("/news", "abcdef"), source("/speeches", "xyzw")) == ["/"]


def test_a_feed_stands_before_a_listing_that_would_do_as_well():
    assert asked(source("/news", "abcdef"), source("/feed", "abcdef", Kind.FEED)) == ["/feed"]


def test_a_section_whose_newest_stories_stand_nowhere_else_is_asked():
    assert asked(source("/", "abc"), source("/news", "abcd"), source("/notices", "pqr")) == ["/", "/notices"]


def test_a_story_that_stands_there_as_a_feature_does_not_cover_its_section():
    assert not covers([source("/", "abcx")], source("/speeches", "xyz"))


def test_less_than_three_stories_prove_nothing():
    assert not covers([source("/", "abc")], source("/news", "ab"))


def test_every_source_is_asked_once_a_week():
    assert asked(source("/", "abc"), source("/news", "abcd"), source("/map", "", Kind.SITEMAP, days=8)) == [
        "/",
        "/map",
    ]


def test_all_are_asked_where_one_was_never_read():
    assert asked(source("/", "abc"), source("/news", "abcd", days=None)) == ["/", "/news"]


def test_a_home_page_of_two_sections_needs_no_asking_where_both_are_asked():
    assert asked(source("/", "axb"), source("/news", "abcd"), source("/notices", "xyzw")) == ["/news", "/notices"]


def test_a_source_is_asked_for_a_change_only_but_the_first_time_in_a_week():
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert is_believed(source("/feed", "abc", days=1), sunday)
    assert not is_believed(source("/feed", "abc", days=1), sunday + timedelta(days=1))
    assert not is_believed(source("/feed", "abc", days=None), sunday)


class Liar(StaticPortal):
    """Says 304 to whoever asks for a change, whatever happened."""

    def reply(self, request):
        if {"if-none-match", "if-modified-since"} & request.headers.keys():
            return Answer(status=304)
        answer = self.answer(request.path)
        return answer and Answer(answer.body, answer.status, answer.type, {"ETag": '"for-ever"'})


def test_what_a_304_kept_from_us_is_found_within_a_week(envnews, tmp_path):
    site = Liar()
    site.fails_once = None
    newest, site.stories = site.stories[0], site.stories[1:]
    with serve(site.reply) as web:
        site.base = web.url
        envnews("crawl", web.url)
        site.stories = [newest, *site.stories]
        assert envnews("crawl", web.url, "--json").json["counts"][0]["new"] == 0
        with Archive(tmp_path / "archive") as archive:
            sql = "UPDATE addresses SET visited_at = datetime(visited_at, '-8 days') || '+00:00'"
            archive._connection.execute(sql)
        assert envnews("crawl", web.url, "--json").json["counts"][0]["new"] == 1


def looks(tmp_path, web):
    """The sources that the last crawl asked, and whether they were as before."""
    with Archive(tmp_path / "archive") as archive:
        poll = archive.polls(web.url.removeprefix("http://"))[0]
        return {look.url.removeprefix(web.url): look.unchanged for look in poll.observed.looks}


def test_a_source_whose_server_never_says_304_is_known_by_its_bytes(envnews, tmp_path):
    with served(StaticPortal()) as site:
        newest, site.stories = site.stories[0], site.stories[1:]
        envnews("crawl", site.web.url)
        assert not any(looks(tmp_path, site.web).values())
        envnews("crawl", site.web.url)
        assert looks(tmp_path, site.web)
        assert all(looks(tmp_path, site.web).values())
        site.stories = [newest, *site.stories]
        assert envnews("crawl", site.web.url, "--json").json["counts"][0]["new"] == 1


def test_with_another_portals_file_every_source_is_read_again(tmp_path):
    old, new = (Portal(id="m", home="https://m.example/", delay=delay) for delay in (1.0, 2.0))
    with Archive(tmp_path / "archive") as archive:
        for portal, known in ((old, False), (old, True), (new, False)):
            sources = Unchanged(archive, portal)
            sources.open()
            assert sources.see("https://m.example/feed", b"<rss/>") == known
            assert not sources.see("https://m.example/other", b"<rss/>")  # was seen, but what came of it not stored
            sources.store("https://m.example/feed")
            sources.save()
