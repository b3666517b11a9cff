"""A visit to a report. Pure: the pages were fetched, nothing is asked for."""

from __future__ import annotations

from dataclasses import replace

from protego import Protego

from crawler.checking.faults import problems_of, remarks_of
from crawler.checking.found import is_named, story_links
from crawler.checking.places import listing_seen, source_seen
from crawler.checking.report import PatternSeen, Reach, Report, Rules, TlsSeen
from crawler.checking.samples import selectors_seen, story_seen
from crawler.checking.visit import PROBED, Handshake, Robots, Visit
from crawler.discovery.robots import sitemaps_of
from crawler.portal import Portal

AGENT = "envnews"
_MISSED_SHOWN = 3


def report_of(portal: Portal, visit: Visit) -> Report:
    """Judge what a visit saw against the portal's file."""
    links = story_links(portal, [*visit.listings, *visit.sources], visit.hosts)
    titles = {link.url: link for link in links}
    seen = Report(
        portal=portal.id,
        home=portal.home,
        day=visit.day,
        line="",
        confirmed=False,
        reach=_reach(visit),
        robots=_rules(visit.robots, portal.home),
        tls=_tls(visit),
        sources=tuple(source_seen(one, portal, visit.hosts) for one in visit.sources),
        listings=tuple(listing_seen(one, portal, visit.hosts) for one in visit.listings),
        stories=tuple(story_seen(sample, portal, visit, titles.get(sample.link.url)) for sample in visit.samples),
        pattern=_pattern(portal, [link.url for link in links]),
        selectors=tuple(selectors_seen(portal, visit.samples)),
        requests=visit.requests,
        seconds=round(visit.seconds, 1),
    )
    seen = replace(seen, problems=tuple(problems_of(seen, portal, visit)))
    seen = replace(seen, confirmed=_confirmed(seen))
    return replace(seen, line=line_of(seen), remarks=tuple(remarks_of(seen, portal, visit)))


def line_of(seen: Report) -> str:
    """The result in a line: what works, then the first problem and how many there are."""
    good = sum(story.is_story for story in seen.stories)
    sources = [one for one in seen.sources if one.trouble is None or one.key != PROBED]
    counts = {
        "listings": (sum(one.stories > 0 for one in seen.listings), len(seen.listings)),
        "feeds and sitemaps": (sum(one.trouble is None for one in sources), len(sources)),
        "stories": (good, len(seen.stories)),
    }
    works = [f"{some} of {whole} {what}" for what, (some, whole) in counts.items() if whole]
    if seen.reach.trouble:
        return str(seen.problems[0]) if seen.problems else f"home: {seen.reach.trouble}"
    text = f"read {', '.join(works)}" if works else "read nothing"
    if seen.problems:
        more = f" (and {len(seen.problems) - 1} more)" if len(seen.problems) > 1 else ""
        text += f"; {seen.problems[0]}{more}"
    return text


def _confirmed(seen: Report) -> bool:
    """Whether a listing of stories and most of the stories were read; not where the file's own words go wrong there."""
    good = sum(story.is_story for story in seen.stories)
    wrong = any(problem.key.startswith(("listings", "article", "selectors", "home")) for problem in seen.problems)
    return any(one.stories for one in seen.listings) and 2 * good > len(seen.stories) and not wrong


def _reach(visit: Visit) -> Reach:
    home = visit.home
    return Reach(
        url=home.url, final=home.final, redirects=home.hops, trouble=home.trouble, seconds=round(home.seconds, 2)
    )


def _rules(robots: Robots | None, home: str) -> Rules | None:
    if robots is None:
        return None
    rules = Protego.parse(robots.text)
    return Rules(
        status=robots.status,
        allowed=rules.can_fetch(home, AGENT),
        delay=rules.crawl_delay(AGENT),
        sitemaps=sitemaps_of(rules, robots.url),
    )


def _tls(visit: Visit) -> TlsSeen | None:
    """What the crawl's own client made of TLS, with what the handshake told; None where the portal has none."""
    if not visit.home.final.startswith("https:"):
        return None
    if visit.home.page is None:
        return TlsSeen(verified=False, trouble=visit.home.trouble) if visit.home.tls_failed else None
    told = visit.tls or Handshake()
    return TlsSeen(verified=True, version=told.version, days_left=told.days_left)


def _pattern(portal: Portal, urls: list[str]) -> PatternSeen | None:
    if portal.article_url is None:
        return None
    missed = [url for url in urls if not is_named(url, portal.article_url)]
    return PatternSeen(
        pattern=portal.article_url,
        matched=len(urls) - len(missed),
        of=len(urls),
        missed=tuple(missed[:_MISSED_SHOWN]),
    )
