"""Our pages in a real browser: content, keyboard, contrast, screen readers, narrow screens, right to left."""

from __future__ import annotations

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = {
    "/": "What environment ministries published",
    "/changes": "What was edited, withdrawn and put back",
    "/portal/m": "Ministry of Mud",
    "/portal/evil": "Evil <script>",
    "/about": "About this archive",
}
IS_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    const isVisible = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return [at.innerText || at.name || at.tagName, isVisible];
}"""
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4')].map(heading => Number(heading.tagName[1]))"


def faults(page, *rules):
    """What axe finds, by rule, with the first place of each. rules: only these."""
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = Axe().run(page, options=options).response["violations"]
    return {one["id"]: one["nodes"][0]["html"] for one in found}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_for_everybody(tab, path):
    page = tab(path)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").inner_text().startswith(PAGES[path])
    assert page.title() != "owned"
    for details in page.locator("details").all():
        details.locator("summary").click()
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert faults(page) == {}
    page.emulate_media(color_scheme="dark")
    assert faults(page, "color-contrast", "link-in-text-block") == {}
    for width in (320, 480):
        page.set_viewport_size({"width": width, "height": 700})
        assert not page.evaluate(IS_WIDER)
    assert all(cell.bounding_box()["width"] > 70 for cell in page.locator("td.numbers").all()[:5])
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert not page.evaluate(IS_WIDER)


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(tab):
    page = tab("/")
    wanted = ["Skip to the content", "envnews", "Search", "Changes", "Portals", "About", "q", "Search", "How to ask"]
    for name in wanted:
        page.keyboard.press("Tab")
        told, is_visible = page.evaluate(FOCUSED)
        assert told == name
        assert is_visible, name


def test_the_skip_link_leads_past_the_navigation(tab):
    page = tab("/about")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_is_asked_with_the_enter_key(tab):
    page = tab("/about")
    page.goto("/")
    asked = []
    page.route("**/search?**", lambda route: (asked.append(route.request.url), route.fulfill(body="found")))
    page.locator("input[type=search]").fill("rừng ngập mặn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert asked[0].endswith("/search?q=r%E1%BB%ABng+ng%E1%BA%ADp+m%E1%BA%B7n")


def test_text_runs_in_its_own_direction(tab):
    page = tab("/")
    title = page.get_by_role("link", name="خطة جديدة").locator("bdi")
    assert title.evaluate("text => getComputedStyle(text).direction") == "rtl"
    assert title.get_attribute("lang") == "ar"
    assert page.get_by_role("link", name="Dust is to be cut").first.locator("bdi").get_attribute("lang") == "en"


def test_charts_are_drawn_and_told_in_words(tab):
    page = tab("/portal/m")
    chart = page.locator("img.chart")
    assert chart.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 800
    page.goto("/portals")
    small = page.locator("table img").first
    small.scroll_into_view_if_needed()
    assert small.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 120
    assert small.get_attribute("alt").startswith("Stories by month, ")


def test_a_choice_of_changes_is_kept_in_the_form(tab):
    page = tab("/changes")
    page.get_by_label("Kind").select_option("number")
    page.get_by_label("Seen since").fill("2020-01-01")
    page.get_by_role("button", name="Show").click()
    assert page.locator("ul.plain > li").count() == 1
    assert page.get_by_label("Kind").input_value() == "number"
    assert page.get_by_label("Seen since").input_value() == "2020-01-01"


@pytest.mark.parametrize("path", ["/archive", "/archive/articles", "/archive/articles/1"])
def test_datasettes_pages_stay_here_too(tab, path):
    page = tab(path)
    page.wait_for_load_state("networkidle")
    assert page.title() != "owned"
    assert page.get_by_role("link", name="envnews").first.is_visible()
