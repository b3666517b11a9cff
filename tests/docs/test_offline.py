"""The site in a real browser, from a plain folder: it can be read and searched, and asks nobody for anything."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_plain_folder_can_be_searched_and_loads_nothing(site):
    from playwright.sync_api import expect, sync_playwright

    asked, faults = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((site / "index.html").as_uri())
        page.wait_for_selector("iframe", state="attached")  # the search is there
        page.get_by_role("textbox", name="Search").press_sequentially("withdrawals")
        found = page.locator(".md-search-result__link[href*='evidence.html'][href$='#withdrawals']")
        expect(found).to_be_visible(timeout=20_000)
        found.click()
        expect(page.get_by_role("heading", name="Withdrawals")).to_be_in_viewport()
        browser.close()
    assert faults == []
    assert {url for url in asked if not url.startswith((f"{site.as_uri()}{os.sep}", "data:", "blob:"))} == set()
