"""A small static portal of invented news: a feed of three, a sitemap index of five, a listing of all twelve."""

import calendar
from contextlib import contextmanager
from dataclasses import dataclass

from web import Answer, serve

TOPICS = [
    ("River delta", "mangrove seedlings", "Lower Tamber"),
    ("Coastal parks", "nesting beaches", "Corran Bay"),
    ("Clean air", "monitoring stations", "the Ardane valley"),
    ("Wetlands", "breeding pairs of cranes", "the Sillo marshes"),
    ("Waste", "deposit machines", "the town of Brecht"),
    ("Forest fires", "watch towers", "the Mourne hills"),
    ("Noise", "quiet routes", "the old harbour"),
    ("Groundwater", "new wells", "the Pellan plain"),
    ("Soil", "test fields", "the Ostra district"),
    ("Energy", "heat pumps", "public schools"),
    ("Fisheries", "no-take zones", "the Cape of Lunn"),
    ("Light", "dimmed street lamps", "the island of Ree"),
]
PER_PAGE = 5


@dataclass(frozen=True)
class Story:
    number: int

    @property
    def path(self):
        return f"/news/{self.slug}-{400 + self.number}.html"

    @property
    def slug(self):
        topic, things, _ = TOPICS[self.number - 1]
        return f"{topic}-{things}-report".lower().replace(" ", "-")

    @property
    def title(self):
        topic, things, place = TOPICS[self.number - 1]
        return f"{topic}: ministry counts {things} in {place}"

    @property
    def date(self):
        return f"2025-{self.number:02d}-{self.number + 10:02d}"

    @property
    def printed(self):
        return f"{self.number + 10} {calendar.month_name[self.number]} 2025"

    @property
    def paragraphs(self):
        topic, things, place = TOPICS[self.number - 1]
        report = (
            f"The ministry has published its yearly report on {things} in {place}, which covers the past three seasons "
            "and was written together with the regional offices and two universities."
        )
        figures = (
            f"According to the report there are now {self.number * 37} {things} in {place}, after {self.number * 29} "
            "in the year before; the minister called the growth steady but not yet enough."
        )
        comments = (
            f"Residents may comment on the plans for {topic.lower()} until the end of the coming month. All comments "
            "will be answered in public, and the final programme is to be adopted before the winter."
        )
        return [report, figures, comments]

    @property
    def caption(self):
        return f"Counting {TOPICS[self.number - 1][1]} in {TOPICS[self.number - 1][2]}"


STORIES = [Story(number) for number in range(1, 13)]
NEWEST_FIRST = STORIES[::-1]
PAGES = -(-len(STORIES) // PER_PAGE)


class StaticPortal:
    """Answers for paths. `fails_once` answers 503 the first time; `extra` stories appear when `grow` is called."""

    def __init__(self):
        self.stories = list(NEWEST_FIRST)
        self.failed = set()
        self.fails_once = STORIES[4].path
        self.base = ""

    def answer(self, path):
        simple, _, query = path.partition("?")
        story = next((s for s in self.stories if s.path == simple), None)
        if path == self.fails_once and path not in self.failed:
            self.failed.add(path)
            return Answer("busy", 503)
        if story:
            return Answer(self.story(story, is_copy="print=1" in query))
        pages = {
            "/": self.home,
            "/news/": lambda: self.listing(int(query.removeprefix("page=") or 1)),
            "/feed.xml": self.feed,
            "/robots.txt": self.robots,
            "/sitemap_index.xml": self.index,
            "/sitemap-news.xml": self.sitemap,
            "/contact.html": lambda: self.page("Contact", "<h1>Contact</h1><p>Write to us at the ministry.</p>"),
            "/private/draft-report-on-everything-999.html": lambda: self.page("Draft", "<h1>Draft</h1>"),
        }
        made = pages.get(simple)
        if made is None:
            return None
        body = made()
        return body if isinstance(body, Answer) else Answer(body)

    def page(self, title, main, head=""):
        return (
            f"<!doctype html><html lang=en><head><title>{title} | Ministry of Rivers</title>{head}"
            f'<link rel=alternate type="application/rss+xml" href="/feed.xml"></head><body>'
            f'<nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/contact.html">Contact</a> '
            f'<a href="/private/draft-report-on-everything-999.html">Internal draft report on everything</a></nav>'
            f"<main>{main}</main>"
            f'<aside><h3>Weather</h3><p>Brecht 12 °C, light rain</p><a href="/map">Map of stations</a></aside>'
            f"<footer>Visitors today: 4,211. Ministry of Rivers, Brecht.</footer></body></html>"
        )

    def teaser(self, story, tail=""):
        return (
            f'<li><h3><a href="{story.path}{tail}">{story.title}</a></h3>'
            f"<span>{story.printed}</span><p>{story.paragraphs[0][:90]}…</p></li>"
        )

    def home(self):
        teasers = "".join(self.teaser(s, "?utm_source=home&utm_medium=teaser") for s in self.stories[:2])
        return self.page("Home", f"<h1>Welcome</h1><ul>{teasers}</ul>")

    def listing(self, number):
        shown = self.stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        links = "".join(f'<a href="/news/?page={n}">{n}</a> ' for n in range(1, -(-len(self.stories) // PER_PAGE) + 1))
        return self.page("News", f"<h1>News</h1><ul>{''.join(map(self.teaser, shown))}</ul><p class=pager>{links}</p>")

    def story(self, story, is_copy):
        tools = "" if is_copy else f'<a href="{story.path}?print=1">Print</a> <a href="mailto:x@y.example">E-mail</a>'
        first, *rest = (f"<p>{text}</p>" for text in story.paragraphs)
        figure = (
            f'<figure><img src="/img/{story.number}.jpg" alt="A field trip" width=800 height=500>'
            f"<figcaption>{story.caption}</figcaption></figure>"
        )
        report = f'<p><a href="/files/report-{story.number}.pdf">The full report (PDF)</a></p>'
        return self.page(
            story.title,
            f"<article><h1>{story.title}</h1><p class=date><time datetime={story.date}>{story.printed}</time></p>"
            f"{first}{figure}{''.join(rest)}{report}</article>{tools}",
        )

    def feed(self):
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.base}{s.path}?utm_source=rss</link></item>"
            for s in self.stories[:3]
        )
        return Answer(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>{self.base}/</link>{items}'
            f"</channel></rss>",
            type="application/rss+xml",
        )

    def robots(self):
        return Answer(
            f"User-agent: *\nDisallow: /private/\nSitemap: {self.base}/sitemap_index.xml\n", type="text/plain"
        )

    def index(self):
        return Answer(
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
            f"<loc>{self.base}/sitemap-news.xml</loc></sitemap></sitemapindex>",
            type="application/xml",
        )

    def sitemap(self):
        locs = "".join(f"<url><loc>{self.base}{s.path}</loc></url>" for s in self.stories[:5])
        return Answer(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>', type="application/xml"
        )


@contextmanager
def served(portal):
    """Serve a portal; its `.web` is the server with its log."""
    with serve(lambda request: portal.answer(request.path)) as web:
        portal.base, portal.web = web.url, web
        yield portal
