"""From when on pages have a new form, and which captures are read to find out."""

from dataclasses import replace
from datetime import timedelta

from designs import REDESIGNS, hashed, plain_divs
from kit import news, portal_of, sample

from archive.story_pages import StoryPage
from crawler.relearning.forms import split
from crawler.relearning.gathering import BEFORE, EARLIER, NEWEST, chosen, known_of

REDESIGN = next(one for one in REDESIGNS if one.name == "board")
PORTAL = portal_of(REDESIGN)
TOLD = news(REDESIGN, 12)


def numbers(samples):
    return [int(one.story) - 4100 for one in samples]


def mixed(now, first_new):
    return [sample(one, now if n >= first_new else REDESIGN.before, PORTAL, one.day) for n, one in enumerate(TOLD)]


def test_the_new_form_begins_where_reading_begins_to_fail():
    forms = split(mixed(hashed, 7))
    assert (numbers(forms.older), numbers(forms.pages)) == (list(range(7)), list(range(7, 12)))


def test_a_new_page_that_happens_to_be_read_well_is_told_by_the_names_of_its_elements():
    samples = mixed(hashed, 7)
    samples[7] = replace(samples[7], article=replace(samples[7].article, title=TOLD[7].title, date=str(TOLD[7].day)))
    assert numbers(split(samples).pages) == list(range(7, 12))


def test_one_broken_page_amid_good_ones_is_no_new_form():
    samples = [sample(one, REDESIGN.before, PORTAL, one.day) for one in TOLD]
    empty = sample(TOLD[5], lambda story, today: "<html><body><p>Error</p></body></html>", PORTAL, TOLD[5].day)
    assert split([*samples[:5], empty, *samples[6:]]).pages == ()


def test_selectors_that_find_nothing_any_more_are_a_new_form_though_the_general_rules_read_it():
    form = [sample(one, plain_divs if one.number < 4107 else _renamed, PORTAL, one.day) for one in TOLD]
    assert numbers(split(form).pages) == list(range(7, 12))


def _renamed(story, today):
    page = plain_divs(story, today).replace("h2 class=title", "h2 class=name").replace("class=date", "class=when")
    return page.replace("class=content", "class=story-body")


def rows(stories, captures):
    """The newest capture first; every story is captured so many times."""
    return [
        StoryPage(
            capture_id=turn * stories + number,
            url=f"https://a.example/{number}",
            address=f"https://a.example/{number}",
            captured_at=f"2026-{12 - turn:02}-01T00:00:00Z",
            title=f"Story {number}",
            date="2026-01-01",
            told=frozenset(),
            article_id=number,
            state="done",
        )
        for turn in range(captures)
        for number in range(stories)
    ]


def test_few_captures_are_read_the_newest_their_first_forms_and_some_of_all_the_time_before():
    found = chosen(rows(stories=400, captures=3))
    assert len(found) <= NEWEST + EARLIER + BEFORE
    assert [row.captured_at[:7] for row in found].count("2026-12") == NEWEST
    assert len({row.capture_id for row in found}) == len(found)
    assert max(row.article_id for row in found) > 300


def test_what_listings_told_is_known_in_the_portals_time():
    told = frozenset({"title later headline", "date 2026-03-09"})
    row = replace(rows(1, 1)[0], title="Headline", date="2026-03-12T20:30:00+00:00", told=told)
    known = known_of(row, "Asia/Ho_Chi_Minh")
    assert known.titles == ("Headline", "later headline")
    assert known.days == {"2026-03-12", "2026-03-13", "2026-03-09"}
    assert not known_of(replace(row, title=None, date=None, told=frozenset()), None).titles


def test_a_page_seen_later_is_the_same_story_read_otherwise():
    early = [sample(one, REDESIGN.before, PORTAL, one.day) for one in TOLD]
    late = [sample(one, hashed, PORTAL, TOLD[-1].day + timedelta(days=9), listed=False) for one in TOLD[-6:]]
    assert len(split([*early, *late]).pages) == len(late)
