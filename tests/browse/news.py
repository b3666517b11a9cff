"""Invented stories of three portals, of which some are hostile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import Archive, Article
from archive.frontier import NewAddress
from archive.store import State, Visit
from archive.verdicts import Health, Verdict

NOW = datetime.now(UTC).replace(microsecond=0)
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
GOAL = "The agency wants to cut dust by 30 % before 2030.\n\nThe people of the bay were asked what they think of it."

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


def make(folder: Path) -> dict[str, int]:
    """An archive of them; return their numbers by name."""
    clock = [NOW]
    with Archive(folder, now=lambda: clock[0]) as archive:
        _save_portals(archive)
        run = archive.start_run(["m"], "asked for")
        ids = _save_stories(archive, clock)
        archive.save_portal_counts(run, "m", {"requests": 9, "new": 7, "finish": "finished"})
        archive.finish_run(run, "finished")
        archive.search("", limit=1)  # makes the index
    return ids
