"""Selectors learned anew from a redesigned portal's pages, tried on pages that the learner never saw."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from functools import cache

import pytest
from designs import PLAIN_DIVS, REDESIGNS, plain_divs, table_cms
from kit import news, portal_of, sample, samples_of
from layouts import Layout
from stories import stories

from crawler.extraction import extract
from crawler.portal import NO_SELECTORS, Selectors
from crawler.relearning.learner import learn

BY_NAME = {redesign.name: redesign for redesign in REDESIGNS}
COUNTED = re.compile(r"css-|#\w*\d|__\w{4,6}\b(?!\")|\.\w*\d{2,}")


def changed(portal, proposal):
    former = (proposal.former, *portal.former_selectors) if proposal.former else portal.former_selectors
    return replace(portal, selectors=proposal.selectors, former_selectors=former)


def told(redesign, count=16):
    return news(redesign, count)


@cache
def relearned(name):
    """The portal, and what is proposed from eight older pages, four of them seen again, and eight new ones."""
    redesign = BY_NAME[name]
    portal = portal_of(redesign)
    return portal, learn(portal, samples_of(redesign, portal, told(redesign), revisited=4, new=8))


@pytest.mark.parametrize("redesign", REDESIGNS, ids=lambda redesign: redesign.name)
def test_every_form_is_learned_and_the_one_before_is_kept(redesign):
    portal, proposal = relearned(redesign.name)
    assert not proposal.reason
    again = changed(portal, proposal)
    for story in stories(redesign.tongue, 6, seed=2, first=proposal.since):
        page = redesign.now(story, story.day + timedelta(days=3)).encode()
        article = extract(page, story.url, portal=again)
        assert (article.title, article.date[:10]) == (story.title, story.day.isoformat())
        assert article.body.split("\n\n") == list(story.paragraphs) or article.body.split() == [
            word for text in story.paragraphs for word in text.split()
        ]
    for story in told(redesign)[:3]:
        article = extract(redesign.before(story, story.day).encode(), story.url, portal=again, day=story.day)
        assert (article.title, article.date, article.body.split("\n\n")) == (
            story.title,
            story.day.isoformat(),
            list(story.paragraphs),
        )


@pytest.mark.parametrize("name", ["hashed", "numbered ids"])
def test_no_selector_names_a_hash_or_the_number_of_a_record(name):
    _, proposal = relearned(name)
    found = [getattr(proposal.selectors, field.name) for field in fields(Selectors) if field.name != "remove"]
    assert not [css for css in found if css and COUNTED.search(css)]


def test_the_report_counts_new_pages_held_out_ones_and_those_before():
    _, proposal = relearned("particulars")
    title = next(report for report in proposal.reports if report.field == "title")
    assert (title.selector, str(title.pages), str(title.held_out)) == ("div.xl-tit", "12 of 12", "6 of 6")
    assert (title.former, str(title.older)) == ("h2.title", "8 of 8")
    days = [story.day for story in told(BY_NAME["particulars"])]
    assert (proposal.former.until, proposal.since) == (days[7], days[8])


def test_an_author_whom_the_new_pages_do_not_name_is_not_invented():
    _, proposal = relearned("particulars")
    author = next(report for report in proposal.reports if report.field == "author")
    assert (author.selector, author.why) == (None, "the known value stands on 0 of 4 pages only")


def test_few_pages_of_the_new_form_are_not_enough():
    redesign = BY_NAME["board"]
    portal = portal_of(redesign)
    proposal = learn(portal, samples_of(redesign, portal, told(redesign, 11), revisited=0, new=3))
    assert proposal.reason.startswith("3 pages of the new form; title: known of 3 stories only, 4 are needed")
    assert (proposal.selectors, proposal.former) == (portal.selectors, None)


def test_pages_that_are_read_well_leave_the_file_alone():
    redesign = BY_NAME["board"]
    portal = portal_of(redesign)
    samples = [sample(story, redesign.before, portal, story.day) for story in told(redesign, 8)]
    assert learn(portal, samples).reason == "all 8 captured pages give what is known of them"


def test_one_story_captured_often_is_one_story():
    redesign = BY_NAME["era"]
    portal = portal_of(redesign)
    old, new = told(redesign, 8)[:7], told(redesign, 8)[7]
    samples = [sample(story, redesign.before, portal, story.day) for story in old]
    samples += [sample(new, redesign.now, portal, new.day + timedelta(days=number)) for number in range(9)]
    assert "known of 1 stories only" in learn(portal, samples).reason


def test_the_clock_in_the_header_is_not_the_date_though_all_pages_were_fetched_on_their_day():
    redesign = BY_NAME["particulars"]
    portal = portal_of(redesign)
    old, new = told(redesign)[:8], told(redesign)[8:]
    samples = [sample(story, redesign.before, portal, story.day) for story in old]
    samples += [sample(story, redesign.now, portal, story.day) for story in new]
    assert learn(portal, samples).selectors.date == "div.laiyuan"


def test_a_body_that_nobody_knows_is_the_prose_that_other_pages_have_not():
    redesign = BY_NAME["era"]
    portal = portal_of(redesign)
    samples = samples_of(redesign, portal, told(redesign, 14), revisited=0, new=8)
    assert learn(portal, samples).selectors.body == "#txt-area"


def test_where_no_selectors_were_needed_the_new_ones_leave_older_pages_alone():
    redesign = replace(BY_NAME["hashed"], before=plain_divs)
    portal = portal_of(redesign, NO_SELECTORS)
    proposal = learn(portal, samples_of(redesign, portal, told(redesign), revisited=4, new=8))
    again = changed(portal, proposal)
    assert not proposal.reason
    for story in told(redesign)[:4]:
        article = extract(plain_divs(story, story.day).encode(), story.url, portal=again, day=story.day)
        assert (article.title, article.date) == (story.title, story.day.isoformat())


def test_a_selector_that_would_claim_older_pages_gives_them_selectors_of_their_own():
    def before(story, today):
        return table_cms(story, today).replace("class=tieude", 'class="xl-tit lead"').replace("class=ngay", "class=day")

    def now(story, today):  # the class of the headline is by now that of the section
        page = plain_divs(story, today).replace("<h2 class=title>", "<div class=xl-tit>News</div><div><b>")
        return page.replace("</h2>", "</b></div>").replace("class=date", "class=day-x")

    redesign = replace(BY_NAME["particulars"], before=before, now=now, selectors=Selectors(title="td.xl-tit"))
    portal = portal_of(redesign)
    proposal = learn(portal, samples_of(redesign, portal, told(redesign), revisited=4, new=8))
    again = changed(portal, proposal)
    for story in told(redesign)[:4]:
        article = extract(before(story, story.day).encode(), story.url, portal=again, day=story.day)
        assert article.title == story.title


def test_what_the_file_says_of_other_fields_stays_while_it_finds_them():
    redesign = BY_NAME["particulars"]
    selectors = replace(PLAIN_DIVS, language="html::attr(lang)", remove=("div.xg", "div.others"))
    portal = portal_of(redesign, selectors)
    proposal = learn(portal, samples_of(redesign, portal, told(redesign), revisited=4, new=8))
    assert (proposal.selectors.language, proposal.selectors.remove) == ("html::attr(lang)", ("div.xg",))
    assert proposal.former.remove == ("div.xg", "div.others")


@pytest.mark.parametrize("seed", [202, 210, 217])  # no names at all, hashes alone, stems of modules
def test_layouts_made_by_chance_are_learned(seed):
    redesign = replace(REDESIGNS[seed % len(REDESIGNS)], now=Layout(seed))
    portal = portal_of(redesign)
    proposal = learn(portal, samples_of(redesign, portal, told(redesign, 12), revisited=2, new=6))
    again = changed(portal, proposal)
    for story in stories(redesign.tongue, 3, seed=2):
        article = extract(redesign.now(story, story.day + timedelta(days=3)).encode(), story.url, portal=again)
        assert (article.title, article.date[:10]) == (story.title, story.day.isoformat())


def test_a_day_on_which_both_forms_were_fetched_is_the_new_ones():
    redesign = BY_NAME["board"]
    portal = portal_of(redesign)
    old, new = told(redesign)[:8], told(redesign)[8:]
    turn = new[-1].day
    samples = [sample(story, redesign.before, portal, turn) for story in old]
    samples += [replace(sample(story, redesign.now, portal, turn), moment=f"{turn}T09:00:00Z") for story in new]
    proposal = learn(portal, samples)
    assert proposal.former.until == turn - timedelta(days=1)
    assert changed(portal, proposal).selectors_of(turn) == proposal.selectors
