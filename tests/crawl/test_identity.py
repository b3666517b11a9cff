"""A story that has several addresses is one record."""

import re

from static_portal import STORIES, StaticPortal, served


def crawl(envnews, site):
    with served(site):
        done = envnews("crawl", site.web.url, "--json", "-s", "RETRY_BACKOFF=0.02")
    assert done.code == 0, done.err
    records = envnews("export").json
    assert sorted(record["title"] for record in records) == sorted(story.title for story in STORIES)
    return records


def test_a_canonical_link_that_points_home_is_not_believed(envnews):
    class Lying(StaticPortal):
        def page(self, title, main, head=""):
            return super().page(title, main, f'<link rel="canonical" href="{self.base}/">')

    site = Lying()
    records = crawl(envnews, site)
    assert {record["url"] for record in records} == {site.web.url + story.path for story in STORIES}


def test_a_canonical_link_that_is_right_names_the_record(envnews):
    class Moved(StaticPortal):
        """The listing leads to `/go/N`, which shows the story without a redirect and names its own address."""

        def answer(self, path):
            number = path.removeprefix("/go/river-news-item-")
            if path.startswith("/go/") and number.isdigit():
                path = STORIES[int(number) - 1].path
            return super().answer(path)

        def teaser(self, story, tail=""):
            return super().teaser(story, tail).replace(story.path, f"/go/river-news-item-{story.number}")

        def page(self, title, main, head=""):
            story = next((s for s in STORIES if s.title == title), None)
            return super().page(title, main, f'<link rel="canonical" href="{self.base}{story.path}">' if story else "")

    site = Moved()
    records = crawl(envnews, site)
    assert {record["url"] for record in records} == {site.web.url + story.path for story in STORIES}


def test_session_ids_do_not_make_new_stories(envnews):
    class Sessions(StaticPortal):
        count = 0

        def answer(self, path):
            return super().answer(re.sub(r";jsessionid=\w+", "", path))

        def teaser(self, story, tail=""):
            self.count += 1
            return super().teaser(story, f";jsessionid={self.count:032X}{tail}")

    crawl(envnews, Sessions())


def test_the_same_story_under_another_address_is_an_alias(envnews):
    class Twice(StaticPortal):
        """Every story stands under `/archive/…` too, linked from the listing."""

        def answer(self, path):
            return super().answer(path.removeprefix("/archive"))

        def teaser(self, story, tail=""):
            return super().teaser(story, tail) + super().teaser(story, tail).replace(
                story.path, f"/archive{story.path}"
            )

    records = crawl(envnews, Twice())
    assert sum(len(record["aliases"]) for record in records) == 12


def test_a_redirect_is_an_alias(envnews):
    from web import Answer

    class Redirecting(StaticPortal):
        def answer(self, path):
            if path.startswith("/old"):
                return Answer(status=301, headers={"Location": path.removeprefix("/old")})
            return super().answer(path)

        def teaser(self, story, tail=""):
            return super().teaser(story, tail).replace(story.path, f"/old{story.path}")

        def feed(self):
            return None

        def index(self):
            return None

    site = Redirecting()
    for record in crawl(envnews, site):
        addresses = {record["url"], *record["aliases"]}
        path = record["url"].removeprefix(site.web.url).removeprefix("/old")
        assert addresses == {site.web.url + path, f"{site.web.url}/old{path}"}
