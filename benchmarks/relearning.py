"""How much of a portal's new layout is learned right: layouts made by chance, judged on stories held out.

    python benchmarks/relearning.py [--layouts N] [--seed N] [--noise] [--show]

Each layout is the new form of an invented portal in one of nine languages. The learner gets eight pages of the form
before, four of them again in the new one, and eight new stories; what it proposes then reads six others. A field is
right where all six are read right, refused where no selector is proposed and the general rules fail, and wrong
otherwise. With --noise listings err as they do: a fifth of the headlines is cut off or missing, a tenth of the days is
another, and one page in ten says that one has to log in.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "relearning"), str(Path(__file__).parents[1])]

from designs import PLAIN_DIVS, TABLE_CMS, Redesign, plain_divs, table_cms  # noqa: E402 - the path comes first
from kit import news, portal_of, samples_of  # noqa: E402
from layouts import Layout  # noqa: E402
from stories import TONGUES, Story, stories  # noqa: E402

from archive.article import Article  # noqa: E402
from crawler.extraction import extract  # noqa: E402
from crawler.relearning.known import same_body  # noqa: E402
from crawler.relearning.learner import Proposal, learn  # noqa: E402
from crawler.relearning.samples import Sample  # noqa: E402

FIELDS = ("title", "date", "body")


def redesign_of(seed: int) -> Redesign:
    """An invented portal: its language, its form before, its form now."""
    language = sorted(TONGUES)[seed % len(TONGUES)]
    before, selectors = (table_cms, TABLE_CMS) if seed % 2 else (plain_divs, PLAIN_DIVS)
    return Redesign(f"layout {seed}", language, before, selectors, Layout(seed))


def with_noise(sample: Sample, chance: random.Random) -> Sample:
    """The same page as a listing of the field tells it."""
    known = sample.known
    words = known.titles[0].split()
    if chance.random() < 0.1:
        known = replace(known, titles=(" ".join(words[: len(words) * 2 // 3]) + "…",))
    elif chance.random() < 0.1:
        known = replace(known, titles=())
    if chance.random() < 0.1:
        known = replace(known, days=frozenset([(sample.day - timedelta(days=chance.randint(0, 3))).isoformat()]))
    page, article = sample.page, sample.article
    if chance.random() < 0.1:
        page = replace(page, body=b"<html><body><h1>Log in</h1><form><input type=password></form></body></html>")
        article = extract(page.body, page.url, portal=sample.portal)
    return replace(sample, known=known, page=page, article=article)


def outcome(seed: int, *, noise: bool = False) -> tuple[dict[str, str], Redesign, Proposal]:
    """By field: right, refused or wrong."""
    redesign = redesign_of(seed)
    portal = portal_of(redesign)
    samples = samples_of(redesign, portal, news(redesign, 16), revisited=4, new=8)
    if noise:
        chance = random.Random(seed)
        samples = [with_noise(sample, chance) for sample in samples]
    proposal = learn(portal, samples)
    former = (proposal.former,) if proposal.former else ()
    again = replace(portal, selectors=proposal.selectors, former_selectors=former)
    held_out = stories(redesign.tongue, 6, seed=2)
    pages = [(one, redesign.now(one, one.day + timedelta(days=3)).encode()) for one in held_out]
    read = [(one, extract(page, one.url, portal=again)) for one, page in pages]
    return {field: _judged(field, read, proposal) for field in FIELDS}, redesign, proposal


def _judged(field: str, read: list[tuple[Story, Article]], proposal: Proposal) -> str:
    if all(_is_right(field, story, article) for story, article in read):
        return "right"
    return "wrong" if getattr(proposal.selectors, field) else "refused"


def _is_right(field: str, story: Story, article: Article) -> bool:
    if field == "title":
        return article.title == story.title
    if field == "date":
        return (article.date or "")[:10] == story.day.isoformat()
    return same_body(article.body, " ".join(story.paragraphs))


@click.command(help=__doc__)
@click.option("--layouts", default=60)
@click.option("--seed", default=0)
@click.option("--noise", is_flag=True, help="Let listings err.")
@click.option("--show", is_flag=True, help="Name what was not right.")
def main(layouts: int, seed: int, *, noise: bool, show: bool) -> None:
    """Learn many layouts and count."""
    counts: Counter[tuple[str, str]] = Counter()
    begun = time.process_time()
    for number in range(seed, seed + layouts):
        found, redesign, proposal = outcome(number, noise=noise)
        counts.update(found.items())
        for field, verdict in found.items() if show else ():
            if verdict != "right":
                why = next((one.why for one in proposal.reports if one.field == field), proposal.reason)
                css = getattr(proposal.selectors, field)
                click.echo(f"{redesign.name} {redesign.language} {redesign.now.style}: {field} {verdict}: {css or why}")  # type: ignore[attr-defined]
    for field in FIELDS:
        shares = ", ".join(
            f"{counts[field, verdict] / layouts:.1%} {verdict}" for verdict in ("right", "refused", "wrong")
        )
        click.echo(f"{field:<6} {shares}")
    click.echo(f"{layouts} layouts, {(time.process_time() - begun) / layouts:.2f} s each")


if __name__ == "__main__":
    main()
