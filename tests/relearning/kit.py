"""A portal's pages of two forms as the learner gets them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from designs import Design, Redesign
from stories import Story, stories

from crawler.extraction import extract_page
from crawler.page import Page
from crawler.portal import Portal, Selectors
from crawler.relearning.known import Known
from crawler.relearning.samples import Sample

FETCHED_LATER = timedelta(days=40)


def portal_of(redesign: Redesign, selectors: Selectors | None = None) -> Portal:
    tongue = redesign.tongue
    return Portal(
        id="xx-ministry",
        home="https://news.ministry.example/",
        languages=(tongue.tag,),
        timezone=tongue.zone,
        selectors=redesign.selectors if selectors is None else selectors,
    )


def sample(story: Story, design: Design, portal: Portal, day: date, *, listed: bool = True) -> Sample:
    page = Page(url=story.url, body=design(story, day).encode())
    known = Known(titles=(story.title,), days=frozenset([story.day.isoformat()])) if listed else Known()
    return Sample(
        page=page,
        moment=f"{day}T06:00:00Z",
        known=known,
        article=extract_page(page, portal=portal, day=day).article,
        portal=portal,
        story=str(story.number),
    )


def samples_of(
    redesign: Redesign, portal: Portal, told: Iterable[Story], *, revisited: int = 6, new: int = 10
) -> list[Sample]:
    """Stories as they were fetched on their day; the last of them again after the redesign, then `new` ones."""
    told = list(told)
    before, after = told[:-new], told[-new:]
    first = [sample(one, redesign.before, portal, one.day) for one in before]
    turn = after[0].day
    again = [
        sample(one, redesign.now, portal, turn + timedelta(days=number))
        for number, one in enumerate(before[len(before) - revisited :])
    ]
    return [*first, *again, *(sample(one, redesign.now, portal, one.day + timedelta(days=1)) for one in after)]


def news(redesign: Redesign, count: int = 24, seed: int = 1) -> list[Story]:
    return stories(redesign.tongue, count, seed)
