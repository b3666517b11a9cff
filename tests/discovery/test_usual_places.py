"""An unknown portal is asked at few places, those of its own software first."""

import pytest

from crawler.discovery.usual_places import usual_places

HOME = "https://portal.example/vi/home.aspx"


def paths(body=b""):
    return [link.url.removeprefix("https://portal.example") for link in usual_places(HOME, body)]


def test_the_usual_places_are_few_and_on_the_portals_host():
    assert paths() == ["/sitemap.xml", "/feed/", "/rss.xml"]
    assert all(link.score <= 0.3 for link in usual_places(HOME))


@pytest.mark.parametrize(
    ("body", "feed"),
    [
        (b"<link href='/wp-content/themes/x/style.css'>", "/feed/"),
        (b'<meta name="generator" content="Joomla! - Open Source">', "/?format=feed&type=rss"),
        (b'<script data-drupal-selector="drupal-settings-json">', "/rss.xml"),
        (b"<meta content='blogger' name='generator'/>", "/feeds/posts/default"),
        (b'<meta name="generator" content="Hugo 0.121">', "/index.xml"),
        (b"<script src='/bitrix/js/main/core.js'>", "/rss/"),
    ],
)
def test_software_that_shows_itself_is_asked_for_its_own_feed(body, feed):
    assert paths(body) == ["/sitemap.xml", feed]
