"""What learning a site's chrome takes out of its stories, and whether any of it was theirs.

    python benchmarks/templates.py FOLDER [FOLDER…] [--least N] [--show N]

A FOLDER holds `gold.jsonl` and `pages/*.html.gz` as README.md beside this file tells. The pages are grouped by host; a
site with at least N pages (3) is learned as a crawl learns it, in the order of the folder, and each page is then read
without and with its template. Where pages are labelled with their text, the last columns tell the share of the labelled
words (runs of four) that the template lost, which should be none, and F1 without and with it.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import click
from extraction import Gold, page
from scoring import shingles

from archive.article import Article
from crawler.extraction import extract, extract_page
from crawler.extraction.template import SiteTemplate, Tally
from crawler.markup import UnreadablePageError
from crawler.page import Page


@dataclass
class Site:
    """What learning made of one site's pages."""

    name: str
    pages: int = 0
    chrome: int = 0
    changed: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)


def sites(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """The labelled pages of a folder by host. Without an address the folder itself is the site."""
    grouped: defaultdict[str, list[Gold]] = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text("utf-8").split("\n"):
        if line.strip():
            gold = json.loads(line)
            grouped[urlsplit(gold.get("url") or "").hostname or ""].append(gold)
    for host, golds in grouped.items():
        yield f"{folder.name} {host}".strip(), golds


def measure(name: str, folder: Path, golds: list[Gold]) -> Site:
    """Learn a site from all its pages, then read each of them without and with what was learned."""
    site = Site(name)
    tally = Tally()
    read: list[tuple[Gold, Page]] = []
    for gold in golds:
        fetched = Page(url=gold.get("url") or "https://site.example/", body=page(folder, gold))
        try:
            extraction = extract_page(fetched, SiteTemplate())
        except UnreadablePageError:
            continue
        read.append((gold, fetched))
        tally.add(extraction.marks)
    template = SiteTemplate(tally.chrome())
    site.pages, site.chrome = len(read), len(template.chrome)
    for gold, fetched in read:
        compare(site, gold, fetched, template)
    return site


def compare(site: Site, gold: Gold, fetched: Page, template: SiteTemplate) -> None:
    """Count what the template does to one page."""
    plain = extract(fetched.body, fetched.url)
    extraction = extract_page(fetched, template)
    site.removed.update(removed.text for removed in extraction.removed)
    site.changed += said(plain) != said(extraction.article)
    if text := gold.get("text"):
        want = shingles(text)
        held, kept = want & shingles(plain.body), want & shingles(extraction.article.body)
        site.lost.append((held - kept).total() / want.total() if want else 0.0)
        site.before.append(f1(text, plain.body))
        site.after.append(f1(text, extraction.article.body))


def said(article: Article) -> tuple[object, ...]:
    """What a template may change of an article."""
    return article.body, article.images, article.attachments


def f1(gold: str, text: str) -> float:
    """Of runs of four words."""
    want, have = shingles(gold), shingles(text)
    total = want.total() + have.total()
    return 2 * (want & have).total() / total if total else 1.0


def line(site: Site) -> str:
    """One row of the table."""
    cells = [site.name, site.pages, site.chrome, site.changed, site.removed.total()]
    if site.before:
        scores = (statistics.fmean(values) for values in (site.lost, site.before, site.after))
        cells += [f"{score:.4f}" for score in scores]
    else:
        cells += ["", "", ""]
    return "| " + " | ".join(map(str, cells)) + " |"


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--least", default=3, show_default=True, help="Pages that a site must have.")
@click.option("--show", default=0, show_default=True, help="Also print so many of the blocks taken out, the commonest.")
def main(folders: tuple[Path, ...], least: int, show: int) -> None:
    """Show what the learned templates of the sites in these folders take out."""
    header = "| site | pages | marks of chrome | stories changed | taken out | labelled text lost | F1 before | after |"
    click.echo(header + "\n" + "|---" * (header.count("|") - 1) + "|")
    for folder in folders:
        for name, golds in sites(folder):
            if len(golds) < least:
                continue
            site = measure(name, folder, golds)
            click.echo(line(site))
            for text, count in site.removed.most_common(show):
                click.echo(f"    {count} × {' '.join(text.split())[:100]}")


if __name__ == "__main__":
    main()
