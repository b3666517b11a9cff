"""The pictures of the documentation, taken anew of the real pages.

    python docs/screenshots.py [NAME…]

Crawls two small portals that this machine serves, lets one of them edit and withdraw stories, shows the archive with
`envnews browse`, and writes docs/pictures/*.webp. Needs Debian's chromium, or one that is named so.
"""  # noqa: INP001 - a command, not a package

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from crawler.demo.server import serve
from crawler.demo.site import Site

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
ARABIC = ROOT / "docs" / "screenshots" / "portal"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, TALL, LOW, NARROW = (1200, 820), (1200, 1300), (1200, 520), (390, 780)
PORTAL = """\
id = "{id}"
name = "{name}"
country = "{country}"
languages = ["{language}"]
timezone = "{zone}"
home = "{home}/"

[evidence]
confidence = "seen"
seen_scope = "listing+article"
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture. path: of the page, `{levels}` and the like standing for numbers of stories."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    scheme: str = "light"


SHOTS = (
    Shot("start", "/", (1200, 1750)),
    Shot("start-dark", "/", scheme="dark"),
    Shot("search", "/search?q=plastic+OR+nước"),
    Shot("search-narrow", "/search?q=nước", NARROW),
    Shot("article", "/article/{levels}", TALL),
    Shot("article-dark", "/article/{levels}", scheme="dark"),
    Shot("article-narrow", "/article/{levels}", NARROW),
    Shot("right-to-left", "/article/{mangroves}"),
    Shot("difference", "/article/{plastic}/diff/1/2", TALL),
    Shot("portal", "/portal/vn-lamchau"),
    Shot("changes", "/changes", LOW),
)


def take(names: list[str]) -> None:
    """Take the pictures of these names; all of them where none is given."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        _fill(Path(folder), archive)
        with _browsing(archive) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
            for shot in SHOTS:
                if not names or shot.name in names:
                    _take(browser, address, replace(shot, path=shot.path.format(**_numbers(archive))))
            browser.close()


# the archive


def _fill(folder: Path, archive: Path) -> None:
    """Crawl both portals, and the first again after it has edited one story and withdrawn another."""
    site = _of_today(Site())
    with serve(site) as served, _arabic(folder) as arabic:
        _portal(folder, "vn-lamchau", "Ministry of Environment and Rivers", "VN", "vi", "Asia/Ho_Chi_Minh", served.url)
        _portal(folder, "jo-waha", "Oasis Environment Authority", "JO", "ar", "Asia/Amman", arabic)
        crawl = ("crawl", "vn-lamchau", "jo-waha", "--portals", str(folder / "portals"), "--archive", str(archive))
        _envnews(*crawl)
        served.site = site.later()
        _envnews(*crawl, "--full")


def _of_today(site: Site) -> Site:
    """The portal as if its newest story were of this week, so that the charts of the last year are not empty."""
    late = datetime.now(UTC).date() - site.options.today
    stories = tuple(replace(story, date=story.date + late) for story in site.stories)
    return replace(site, stories=stories).with_options(flaky=False, today=site.options.today + late)


@contextmanager
def _arabic(folder: Path) -> Iterator[str]:
    """Serve the Arabic portal; its stories are some days old."""
    days = {f"@DAY{number}@": str(datetime.now(UTC).date() - timedelta(days=9 * number - 7)) for number in (1, 2, 3)}
    copy = shutil.copytree(ARABIC, folder / "arabic")
    for page in copy.glob("*.html"):
        text = page.read_text("utf-8")
        for mark, day in days.items():
            text = text.replace(mark, day)
        page.write_text(text, "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(copy))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _portal(folder: Path, portal_id: str, name: str, country: str, language: str, zone: str, home: str) -> None:
    file = folder / "portals" / country.lower() / f"{portal_id}.toml"
    file.parent.mkdir(parents=True)
    text = PORTAL.format(id=portal_id, name=name, country=country, language=language, zone=zone, home=home)
    file.write_text(text, "utf-8")


def _envnews(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "crawler", *arguments], env=_environment(), check=False)  # noqa: S603
    if done.returncode > 1:  # 1: the demo portal has a dead link
        sys.exit(f"envnews {arguments[0]} failed")


def _environment() -> dict[str, str]:
    return {**os.environ, "ENVNEWS_CONFIG": os.devnull, "PYTHONPATH": str(ROOT)}


def _numbers(archive: Path) -> dict[str, int]:
    """The numbers of the stories that are shown."""
    from archive import Archive

    with Archive(archive, create=False) as opened:
        return {
            name: record.id
            for record in opened.articles()
            for name, part in (("plastic", "beaches"), ("levels", "river-levels"), ("mangroves", "mangroves.html"))
            if part in record.url
        }


# the pages


@contextmanager
def _browsing(archive: Path) -> Iterator[str]:
    """Run `envnews browse` until the block ends; give its address."""
    command = [sys.executable, "-u", "-m", "crawler", "browse", "--archive", str(archive), "--port", "0"]
    with subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            said = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://[^\s/]+", said)
            if found is None:
                sys.exit("envnews browse did not say where it stands")
            yield found[0]
        finally:
            process.terminate()


def _take(browser: Browser, address: str, shot: Shot) -> None:
    width, height = shot.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=shot.scheme)  # type: ignore[arg-type]
    answer = page.goto(address + shot.path, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{shot.path} answers {answer and answer.status}")
    file = PICTURES / f"{shot.name}.webp"
    file.write_bytes(_webp(page))
    sys.stdout.write(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes\n")
    page.close()


def _webp(page: Page) -> bytes:
    """What is in sight, as Chromium packs it: a tenth of a PNG."""
    session = page.context.new_cdp_session(page)
    return base64.b64decode(session.send("Page.captureScreenshot", {"format": "webp", "quality": 74})["data"])


if __name__ == "__main__":
    take(sys.argv[1:])
