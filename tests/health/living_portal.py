"""A portal that goes on publishing, until something befalls it."""

from dataclasses import dataclass
from datetime import date, timedelta

from static_portal import TOPICS, StaticPortal, Story
from web import Answer

EVERY = timedelta(days=4)
BEFORE = 7  # stories that are there when it is crawled first


@dataclass(frozen=True)
class Dated(Story):
    first: date

    @property
    def topic(self):
        return TOPICS[self.number % len(TOPICS)]

    @property
    def day(self):
        return self.first + self.number * EVERY

    @property
    def date(self):
        return self.day.isoformat()

    @property
    def printed(self):
        return f"{self.day:%d %B %Y}"

    @property
    def slug(self):
        return f"{self.topic[0]}-report-on-{self.topic[1]}".lower().replace(" ", "-")

    @property
    def title(self):
        return f"{self.topic[0]}: round {self.number} of counting {self.topic[1]} in {self.topic[2]}"

    @property
    def paragraphs(self):
        name, things, place = self.topic
        report = (
            f"In round {self.number} of its report the ministry counts {self.number * 37} {things} in {place}, and "
            "thanks the regional offices and both universities, which have taken part for the third season."
        )
        figures = (
            f"The minister called the growth from {self.number * 29} steady. Comments on {name.lower()} are welcome "
            "until the end of the coming month, and all of them will be answered in public before the winter."
        )
        return [report, figures]

    @property
    def caption(self):
        return f"Counting {self.topic[1]}, round {self.number}"


class LivingPortal(StaticPortal):
    """`befalls`: what has happened to it; see the tests."""

    def __init__(self, today):
        super().__init__()
        self.first, self.befalls, self.fails_once, self.frozen = today - (BEFORE - 1) * EVERY, None, None, None
        self.go_on(today)

    def go_on(self, today):
        """Publish what is due by then."""
        number = (today - self.first) // EVERY + 1
        self.stories = [Dated(n, self.first) for n in range(number)][::-1]

    def befall(self, what):
        self.befalls, self.frozen = what, self.feed()

    def answer(self, path):
        if self.befalls == "blocked":
            return Answer("<h1>403 Forbidden</h1>", 403)
        if self.befalls == "moved" and path != "/robots.txt":
            return Answer("", 301, headers={"Location": "http://new-ministry.example/news"})
        if self.befalls == "frozen feed" and path == "/feed.xml":
            return self.frozen
        if self.befalls == "layout" and "-report-on-" in path:
            return Answer(self.page("Ministry of Rivers", "<div id=app></div><script>draw()</script>"))
        if self.befalls == "listing" and path.partition("?")[0] in {"/", "/news/"}:
            return Answer(self.page("News", "<h1>News</h1><div id=list></div><script>fetchNews()</script>"))
        return super().answer(path)
