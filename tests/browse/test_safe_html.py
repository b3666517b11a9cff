"""What is shown of stored HTML is made anew: nothing runs, nothing is loaded but our own copies of pictures."""

import re

import lxml.html
import pytest
from hostile import EVIL, PAYLOADS

from archive.browse.safe_html import language_tag, story_html

HELD = {"https://m.example/a.jpg": "/file/" + "ab" * 32}
KNOWN = {"dir", "href", "rel", "src", "alt", "loading", "colspan", "rowspan", "start"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_body_becomes_harmless(payload):
    shown = story_html(f"<p>before</p>{payload}<p>after</p>", HELD)
    tree = lxml.html.fragment_fromstring(shown, create_parent="div")
    assert {name for element in tree.iter() for name in element.attrib} <= KNOWN
    assert not list(tree.iter("script", "style", "iframe", "svg", "math", "form", "input", "link", "meta", "base"))
    assert all(re.match("https?://", link.get("href")) for link in tree.iter("a") if "href" in link.attrib)
    assert not [image for image in tree.iter("img") if image.get("src") not in HELD.values()]
    assert "before" in shown or "<plaintext" in payload or "<frameset" in payload


def test_a_picture_is_shown_from_the_captures():
    shown = story_html(
        '<figure><img src="https://m.example/a.jpg" alt="A bay"><figcaption>B</figcaption></figure>', HELD
    )
    assert shown == (
        f'<figure><img src="{HELD["https://m.example/a.jpg"]}" alt="A bay" loading="lazy">'
        '<figcaption dir="auto">B</figcaption></figure>'
    )


def test_a_picture_that_is_not_held_is_told_of_in_words():
    shown = story_html(f'<p><img src="{EVIL}/b.jpg" alt="A bay &lt;b&gt;"> tail</p>', HELD)
    assert "<img" not in shown
    assert (
        f'<a href="{EVIL}/b.jpg" rel="noopener noreferrer nofollow">A bay &lt;b&gt; (not in the archive)</a>' in shown
    )
    assert "tail" in shown


def test_a_link_leads_to_the_web_and_tells_nobody_from_where():
    shown = story_html('<p><a href="https://m.example/x" target="_top" onclick="x()" ping="y">x</a></p>', {})
    assert shown == '<p dir="auto"><a href="https://m.example/x" rel="noopener noreferrer nofollow">x</a></p>'


def test_each_paragraph_finds_its_own_direction():
    assert story_html("<p>مرحبا</p><p>hello</p>", {}).count('dir="auto"') == 2


@pytest.mark.parametrize(
    "stored", ["", "  ", "<div>" * 100_000, "<p " + " ".join(f"a{n}" for n in range(50_000)) + ">x", "&amp;" * 200_000]
)
def test_what_only_costs_time_is_not_shown(stored):
    assert len(story_html(stored, {})) < 50


def test_only_a_language_tag_becomes_an_attribute():
    assert [language_tag(text) for text in ("vi", "sr-Latn-RS", "x", '"><b>', None, "vi ")] == [
        "vi", "sr-Latn-RS", None, None, None, None,
    ]  # fmt: skip
