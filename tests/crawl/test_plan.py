"""What a crawl does next, decided from the frontier."""

import pytest

from archive import Archive
from archive.frontier import State
from archive.store import Visit
from crawler.discovery.link import Kind, Link
from crawler.plan import Plan
from crawler.portal import Portal
from crawler.wishes import Wishes

HOME = "https://portal.example/"
PORTAL = Portal(id="xx-test", home=HOME)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive") as opened:
        yield opened


def plan(archive, portal=PORTAL, **wishes):
    made = Plan(archive=archive, portal=portal, wishes=Wishes(**wishes))
    made.open()
    return made


def stories(first, last, date=None):
    return [
        Link(url=f"{HOME}news/river-report-number-{n}.html", kind=Kind.ARTICLE, score=0.9, date=date)
        for n in range(first, last)
    ]


def page(number):
    return Link(url=f"{HOME}news/?page={number}", kind=Kind.LISTING, pager=True)


def visit(archive, made, url, kind=Kind.LISTING, links=(), state=State.DONE, reason=None):
    """Answer the next address, which must be `url`."""
    address = made.next()
    assert address is not None
    assert address.url == url
    found = made.take(address, kind, links)
    archive.save(Visit(portal=PORTAL.id, url=url, state=state, kind=kind, reason=reason, found=found))
    made.done(url)
    return found


def urls(found):
    return [new.url for new in found]


def test_the_first_crawl_begins_at_home(archive):
    made = plan(archive)
    assert made.next().url == HOME
    assert made.next() is None


def test_the_portals_file_adds_to_where_a_crawl_begins(archive):
    portal = Portal(id=PORTAL.id, home=HOME, listings=(f"{HOME}news/",), feeds=(f"{HOME}feed",))
    made = plan(archive, portal)
    assert [made.next().url for _ in range(3)] == [HOME, f"{HOME}feed", f"{HOME}news/"]
    assert made.next() is None


def test_the_portals_file_may_say_to_look_nowhere_else(archive):
    portal = Portal(id=PORTAL.id, home=HOME, listings=(f"{HOME}news/",), only_sources=True)
    made = plan(archive, portal)
    section = Link(url=f"{HOME}press/", kind=Kind.LISTING, score=0.9)
    found = visit(archive, made, f"{HOME}news/", links=[section, *stories(1, 2), page(2)])
    assert urls(found) == [stories(1, 2)[0].url, page(2).url]


def test_stories_come_before_further_pages_and_the_surest_first(archive):
    made = plan(archive)
    visit(archive, made, HOME, links=[page(2), Link(url=f"{HOME}x", score=0.4), *stories(1, 3)])
    for link in stories(1, 3):
        visit(archive, made, link.url, kind=Kind.ARTICLE)
    visit(archive, made, page(2).url)
    assert made.next().url == f"{HOME}x"


def test_while_a_source_is_on_its_way_nothing_is_asked_that_it_may_make_needless(archive):
    made = plan(archive)
    section = Link(url=f"{HOME}section/", kind=Kind.LISTING, score=0.9)
    visit(archive, made, HOME, links=[section, *stories(1, 2), page(2)])
    visit(archive, made, stories(1, 2)[0].url, kind=Kind.ARTICLE)
    assert made.next().url == section.url
    assert made.next() is None
    made.done(section.url)
    archive.set_state(PORTAL.id, section.url, State.DONE)
    assert made.next().url == page(2).url


def test_what_is_too_doubtful_is_not_asked_for(archive):
    made = plan(archive)
    assert visit(archive, made, HOME, links=[Link(url=f"{HOME}x", score=0.2)]) == ()


def test_two_spellings_of_an_address_are_one(archive):
    made = plan(archive)
    double = [
        Link(url=f"{HOME}news/a-b-c-d", score=0.9),
        Link(url="http://www.portal.example/news/a-b-c-d/", score=0.9),
    ]
    visit(archive, made, HOME, links=double)
    assert made.next().url == f"{HOME}news/a-b-c-d"
    assert made.next() is None


def test_stories_that_a_sitemap_has_named_do_not_hide_the_rest_of_the_listing(archive):
    made = plan(archive)
    sitemap = Link(url=f"{HOME}sitemap.xml", kind=Kind.SITEMAP)
    section = Link(url=f"{HOME}news/", kind=Kind.LISTING)
    visit(archive, made, HOME, links=[sitemap, section])
    visit(archive, made, sitemap.url, kind=Kind.SITEMAP, links=stories(1, 4))
    for link in stories(1, 4):
        visit(archive, made, link.url, kind=Kind.ARTICLE)
    assert urls(visit(archive, made, section.url, links=[*stories(1, 4), page(2)])) == [page(2).url]


def test_a_listing_ends_where_its_pages_repeat(archive):
    made = plan(archive)
    visit(archive, made, HOME, links=[page(2), *stories(1, 2)])
    visit(archive, made, stories(1, 2)[0].url, kind=Kind.ARTICLE)
    assert urls(visit(archive, made, page(2).url, links=[*stories(1, 2), page(3)])) == []


def test_a_later_crawl_turns_the_page_only_where_the_first_shows_something_new(archive):
    made = plan(archive)
    visit(archive, made, HOME, links=[*stories(1, 2), page(2)])
    visit(archive, made, stories(1, 2)[0].url, kind=Kind.ARTICLE)
    visit(archive, made, page(2).url, links=stories(2, 3))
    visit(archive, made, stories(2, 3)[0].url, kind=Kind.ARTICLE)
    quiet = plan(archive)
    visit(archive, quiet, HOME, links=[*stories(1, 2), page(2)])
    assert quiet.next() is None
    busy = plan(archive)
    visit(archive, busy, HOME, links=[*stories(7, 8), page(2)])
    assert [busy.next().url, busy.next().url] == [stories(7, 8)[0].url, page(2).url]


def test_full_visits_every_page_of_the_listing_again(archive):
    made = plan(archive)
    visit(archive, made, HOME, links=[*stories(1, 2), page(2)])
    visit(archive, made, stories(1, 2)[0].url, kind=Kind.ARTICLE)
    visit(archive, made, page(2).url, kind="pager", links=stories(1, 2))
    full = plan(archive, full=True)
    visit(archive, full, HOME, links=[*stories(1, 2), page(2)])
    visit(archive, full, page(2).url)
    assert full.next() is None


@pytest.mark.parametrize("state", [State.SKIPPED, State.FAILED, State.GONE])
def test_a_home_that_gave_nothing_is_visited_again(archive, state):
    for _ in range(7):
        made = plan(archive)
        visit(archive, made, HOME, state=state, reason="names no stories")
    assert plan(archive).next().url == HOME


def test_a_story_that_fails_is_tried_in_five_crawls(archive):
    link = stories(1, 2)[0]
    visit(archive, plan(archive), HOME, links=[link])
    for attempt in range(5):
        made = plan(archive)
        if attempt:
            visit(archive, made, HOME, links=[link])
        else:
            made.next()
        visit(archive, made, link.url, kind=Kind.ARTICLE, state=State.FAILED, reason="HTTP 500")
    made = plan(archive)
    visit(archive, made, HOME, links=[link])
    assert made.next() is None


def test_what_since_leaves_out_is_taken_up_by_a_crawl_that_goes_further_back(archive):
    old, new = stories(1, 2, date="2024-05-01"), stories(2, 3, date="2025-05-01")
    made = plan(archive, since="2025")
    visit(archive, made, HOME, links=[*old, *new])
    visit(archive, made, new[0].url, kind=Kind.ARTICLE)
    assert made.next() is None
    later = plan(archive, since="2024-05")
    visit(archive, later, HOME, links=[*old, *new])
    assert later.next().url == old[0].url


def test_a_pattern_without_stories_is_given_up(archive):
    links = [Link(url=f"{HOME}tag/item-{n}", score=0.5) for n in range(20)]
    made = plan(archive)
    visit(archive, made, HOME, links=links)
    asked = 0
    while (address := made.next()) is not None:
        asked += 1
        made.lessons.learn(address, story=False, new=False, dated=False)
        archive.save(Visit(portal=PORTAL.id, url=address.url, state=State.SKIPPED, kind=Kind.UNKNOWN))
        made.done(address.url)
    assert asked == 8


def test_the_limit_counts_what_is_on_its_way(archive):
    made = plan(archive, limit=2)
    visit(archive, made, HOME, links=stories(1, 5))
    assert made.next() is not None
    assert made.next() is not None
    assert made.next() is None


def test_a_source_that_redirected_is_asked_where_it_led_until_that_fails(archive):
    archive.save(Visit(portal=PORTAL.id, url=HOME, state=State.DONE, kind=Kind.LISTING, leads_to=f"{HOME}vi/home"))
    made = plan(archive)
    assert made.asked_at(made.next()) == f"{HOME}vi/home"
    archive.save(Visit(portal=PORTAL.id, url=HOME, state=State.FAILED, kind=Kind.LISTING, reason="HTTP 404"))
    made = plan(archive)
    assert made.asked_at(made.next()) == HOME
    assert plan(archive, full=True).asked_at(archive.addresses(PORTAL.id)[0]) == HOME
