"""One archive, one server and one browser for all pages.

`site` is the server over `stocked`, an archive of invented stories of which some are hostile; `ids` has its stories by
name. `tab` opens a page in Chromium and watches it: a request off the host, an error or a violation of the policy on
its console fails the test.
"""

from __future__ import annotations

import os
import shutil
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive import Archive, Article
from archive.frontier import NewAddress
from archive.store import State, Visit
from archive.verdicts import Health, Verdict

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NOW = datetime.now(UTC).replace(microsecond=0)
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
GOAL = "The agency wants to cut dust by 30 % before 2030.\n\nThe people of the bay were asked what they think of it."


@dataclass(frozen=True)
class Told:
    """An answer of the server."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Site:
    """A server. address: with a slash at its end."""

    address: str

    def get(self, path: str, method: str = "GET", **headers: str) -> Told:
        """path: with a slash at its start. Redirects are not followed."""
        request = urllib.request.Request(self.address + path[1:], method=method, headers=headers)  # noqa: S310 - ours
        try:
            with _opener.open(request, timeout=20) as answer:
                return Told(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Told(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Staying)


@contextmanager
def serving(folder: Path, **options):
    """A server over an archive, in a thread of this process."""
    from archive.browse.readers import Readers
    from archive.browse.server import Server, application, listening

    is_ready, readers = threading.Event(), Readers(folder)
    with listening("127.0.0.1", 0) as listener:
        server = Server(application(readers, folder, **options), is_ready.set)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        assert is_ready.wait(20)
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        server.should_exit = True
        thread.join(20)
        readers.close()


# (name, portal, country, language, title, days ago)
STORIES = (
    ("bay", "m", "VN", "vi", "Vớt rác ở vịnh Bình Sa", 3),
    ("goal", "m", "VN", "en", "Dust is to be cut", 200),
    ("gone", "m", "VN", "en", "A mine in the forest", 90),
    ("arabic", "arabic", "JO", "ar", "خطة جديدة لحماية المياه في الوادي (2030)", 5),
    ("chinese", "arabic", "CN", "zh", "环境保护部发布空气质量公告", 40),
    ("long", "m", "VN", "en", "Waterqualitymeasurement" * 12, 20),
    ("evil", "evil", None, "en", f"Hostile {EVIL} \u202egnp.exe", 2),
)


def _visit(portal: str, country: str | None, url: str, **article) -> Visit:
    article = {"url": url, "body": GOAL, **article}
    return Visit(
        portal=portal,
        country=country,
        url=url,
        state=State.DONE,
        kind="article",
        status=200,
        article=Article(**article),
    )


def _save_stories(archive: Archive, clock: list[datetime]) -> dict[str, int]:
    ids = {}
    for name, portal, country, language, title, ago in STORIES:
        clock[0] = NOW - timedelta(days=ago)
        url = f"https://{portal}.example/{name}"
        said = {"title": title, "language": language, "date": f"{clock[0]:%Y-%m-%d}", "body": f"{GOAL} {name}"}
        ids[name] = archive.save(_visit(portal, country, url, **said)).article_id
    clock[0] = NOW - timedelta(days=1)
    edited = {"title": "Dust is to be cut", "language": "en", "date": f"{NOW - timedelta(days=200):%Y-%m-%d}"}
    archive.save(_visit("m", "VN", "https://m.example/goal", **edited, body=GOAL.replace("30 %", "20 %") + " goal"))
    archive.save(
        Visit(portal="m", url="https://m.example/gone", state=State.GONE, status=410, reason=f"HTTP 410 {EVIL}")
    )
    return ids


def _save_portals(archive: Archive) -> None:
    archive.remember_portal("m", name="Ministry of Mud", country="VN", home="https://m.example/")
    archive.remember_portal("arabic", name="وزارة البيئة", country="JO", home="https://arabic.example/")
    archive.remember_portal("evil", name=f"Evil {EVIL}", country=None, home="javascript:document.title='owned'")
    archive.save_verdict(Verdict(portal="m", verdict=Health.OK, since="2026-01-01"))
    down = Verdict(portal="m", verdict=Health.DOWN, since="2026-02-01", reasons=("It does not answer.",))
    archive.save_verdict(down)
    reasons, examples = (f"It says {EVIL}",), ("javascript:alert(1)", "https://evil.example/a")
    archive.save_verdict(
        Verdict(portal="evil", verdict=Health.BLOCKED, since="2026-01-01", reasons=reasons, examples=examples)
    )
    lost = [
        NewAddress(
            url=f"https://m.example/lost/{number}",
            kind="article",
            title=f"Lost {number} {EVIL}",
            date="2026-01-01",
            found_on="https://m.example/news",
        )
        for number in range(60)
    ]
    archive.add_addresses("m", [NewAddress(url="https://m.example/news", kind="listing"), *lost])


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> tuple[Path, dict[str, int]]:
    folder, clock = tmp_path_factory.mktemp("browse") / "news", [NOW]
    with Archive(folder, now=lambda: clock[0]) as archive:
        _save_portals(archive)
        run = archive.start_run(["m"], "asked for")
        ids = _save_stories(archive, clock)
        archive.save_portal_counts(run, "m", {"requests": 9, "new": 7, "finish": "finished"})
        archive.finish_run(run, "finished")
        archive.search("", limit=1)  # makes the index
    return folder, ids


@pytest.fixture(scope="session")
def stocked(made) -> Path:
    """The archive's folder."""
    return made[0]


@pytest.fixture(scope="session")
def ids(made) -> dict[str, int]:
    """The numbers of its stories, by the names in STORIES."""
    return made[1]


@pytest.fixture(scope="session")
def site(stocked):
    with serving(stocked) as started:
        yield started


@pytest.fixture(scope="session")
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
