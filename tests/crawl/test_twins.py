"""Second addresses of a story that need not be asked for."""

from archive.frontier import Address, State
from crawler.discovery.link import Link
from crawler.twins import Twins

TITLE = "Ministry opens three wetlands to the public"


def address(url, title=TITLE, date="2026-03-01", found_on=None):
    return Address(
        url=f"https://p.example{url}", kind="article", state=State.PENDING, priority=0, first_seen="", title=title,
        date=date, found_on=found_on,
    )  # fmt: skip


def link(url, title=TITLE, date="2026-03-01"):
    return Link(url=f"https://p.example{url}", title=title, date=date)


def stored(*addresses):
    made = Twins()
    for one in addresses:
        made.store(one, new=True)
    return made


def test_the_same_headline_on_the_same_day_is_the_same_story():
    assert stored(address("/news/1")).of(address("/home/x1")) == "https://p.example/news/1"


def test_another_day_or_headline_is_another_story():
    made = stored(address("/news/1"))
    assert made.of(address("/home/x1", date="2026-03-02")) is None
    assert made.of(address("/home/x1", title="Ministry opens three wetlands to scientists")) is None


def test_a_short_headline_says_too_little():
    assert stored(address("/news/1", "Notice")).of(address("/news/2", "Notice")) is None


def test_what_one_page_lists_twice_are_two_stories():
    made = stored(address("/news/1"))
    made.see([link("/news/1"), link("/news/2")])
    assert made.of(address("/news/2")) is None


def test_a_story_that_another_recommends_is_known_by_its_headline():
    made = stored(address("/news/1"), address("/news/2", title="Another story about the coast and its birds"))
    assert made.of(address("/old/1", date=None, found_on="https://p.example/news/2")) == "https://p.example/news/1"
    assert made.of(address("/old/1", date=None, found_on="https://p.example/")) is None


def test_a_number_is_believed_once_it_has_proved_to_be_all_that_counts():
    made = stored(*(address(f"/n/story-{n}", f"Story {n} about the water of the river", None) for n in (411, 412, 413)))
    old = address("/n/old-slug-413", "Old headline of the thirteenth story", None)
    assert made.of(old) is None
    assert made.sibling(old.url) == "https://p.example/n/story-413"
    for n in (411, 412):
        made.store(address(f"/n/earlier-{n}", f"Earlier {n}", None), new=False)
    assert made.of(old) == "https://p.example/n/story-413"


def test_a_number_that_was_two_stories_proves_nothing():
    made = stored(*(address(f"/n/story-{n}", None, None) for n in (411, 412, 413)))
    for n in (411, 412):
        made.store(address(f"/n/earlier-{n}", None, None), new=False)
    made.store(address("/n/other-413", None, None), new=True)
    assert made.of(address("/n/old-slug-411", None, None)) is None


def test_a_story_is_no_twin_of_itself():
    assert stored(address("/news/1")).of(address("/news/1")) is None
