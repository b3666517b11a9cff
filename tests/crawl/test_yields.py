"""Which patterns of addresses a crawl gives up, and which it does not."""

from crawler.yields import DOUBTFUL, LIKELY, LISTINGS, TITLES, Yields

HOME = "https://portal.example/"


def fed(count, *, new, url="tag/topic-{}", story=False, **more):
    made = Yields()
    for n in range(count):
        made.learn(f"{HOME}{url.format(n)}", story=story, new=new, dated=True, **more)
    return made


def test_a_pattern_that_brings_nothing_is_given_up_and_named():
    made = fed(LIKELY, new=False)
    assert made.refuses(f"{HOME}tag/topic-99", doubtful=False) == f"given up after {LIKELY} pages without a new story"
    assert list(made.given_up) == ["portal.example/tag/topic-0"]


def test_one_page_less_is_no_reason():
    assert fed(LIKELY - 1, new=False).refuses(f"{HOME}tag/topic-99", doubtful=False) is None


def test_a_new_story_begins_the_count_anew():
    made = fed(LIKELY - 1, new=False)
    made.learn(f"{HOME}tag/topic-50", story=True, new=True, dated=True)
    made.learn(f"{HOME}tag/topic-51", story=False, new=False, dated=False)
    assert made.refuses(f"{HOME}tag/topic-99", doubtful=False) is None


def test_where_little_speaks_for_stories_less_is_enough_once_the_portal_is_known():
    made = fed(6, new=True, story=True, url="news/story-{}")
    for n in range(DOUBTFUL):
        made.learn(f"{HOME}tag/topic-{n}", story=False, new=False, dated=False)
    assert made.refuses(f"{HOME}tag/topic-9", doubtful=True)
    assert made.refuses(f"{HOME}tag/topic-9", doubtful=False) is None


def test_what_a_listing_names_with_headline_and_day_is_not_given_up_for_dead_links_of_its_pattern():
    made = Yields()
    made.learn(f"{HOME}news/the-first-story", story=True, new=True, dated=True)
    for n in range(5 * LIKELY):
        made.learn(f"{HOME}news/gone-for-good-{'x' * n}", story=False, new=False, dated=False)
    asked = f"{HOME}news/another-true-story"
    assert made.refuses(asked, "Another true story", doubtful=False, dated=True) is None
    assert made.refuses(asked, doubtful=False)


def test_pages_listed_under_one_title_that_are_no_stories_are_given_up_by_it():
    made = Yields()
    for n in range(TITLES):
        made.learn(f"{HOME}news/withdrawn-{n}", "Withdrawn", story=False, new=False, dated=False)
    assert made.refuses(f"{HOME}news/withdrawn-9", "Withdrawn", doubtful=False, dated=True)
    assert made.refuses(f"{HOME}news/withdrawn-9", "River days", doubtful=False, dated=True) is None


def test_sections_of_one_kind_that_name_nothing_new_are_given_up():
    made = fed(6, new=True, story=True, url="news/story-{}")
    for n in range(LISTINGS):
        made.learn_section(f"{HOME}topics/{n}", new=False)
    assert made.refuses_section(f"{HOME}topics/9")
    assert made.refuses_section(f"{HOME}press") is None


def test_what_was_seen_is_told_by_pattern():
    made = fed(3, new=True, story=True, url="news/story-{}")
    seen = made.seen_like(f"{HOME}news/story-77")
    assert (seen.stories, seen.others, seen.dated) == (3, 0, 3)
