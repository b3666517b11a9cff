"""One archive, one server and one browser for all pages.

`site` is the server over `stocked`, the archive of news.py; `ids` has its stories by name. `tab` opens a page in
Chromium and watches it: a request off the host, an error or a violation of the policy on its console fails the test.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest imports tests without touching it

from news import make
from website import serving

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-features=IsolateSandboxedIframes",  # a process for each of them takes a fifth of a second
)


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("browse") / "news"
    return folder, make(folder)


@pytest.fixture(scope="session")
def stocked(made) -> Path:
    """The archive's folder."""
    return made[0]


@pytest.fixture(scope="session")
def ids(made) -> dict[str, int]:
    """The numbers of its stories, by the names in news.STORIES."""
    return made[1]


@pytest.fixture(scope="session")
def site(stocked):
    with serving(stocked) as started:
        yield started


@pytest.fixture(scope="module")  # Playwright's loop runs as long as it does, and other tests have loops of their own
def browser():
    if not Path(CHROMIUM).exists():
        told = "Chromium is not installed: no page was looked at in a browser (apt-get install chromium)"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def tab(browser, site):
    """`tab(path, **options of the context)` opens a page of the site; at the end it must have stayed quiet and here."""
    contexts, troubles = [], []

    def watched(request):
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(site.address):
            troubles.append(f"left the host for {request.url}")

    def heard(message):
        if message.type in {"error", "warning"}:
            troubles.append(f"{message.type}: {message.text}")

    def opened(path: str = "/", **options):
        context = browser.new_context(
            **{"base_url": site.address, "viewport": {"width": 1000, "height": 800}} | options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", watched)
        page.on("console", heard)
        page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles
