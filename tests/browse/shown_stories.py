"""An archive of invented stories with all that a story's page tells: pictures, documents, revisions, versions."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from archive import Archive, Article, warc
from archive.article import Attachment, Image, Translation
from archive.exchange import Exchange
from archive.frontier import NewAddress
from archive.media import Media
from archive.store import State, Visit
from archive.withdrawals import Evidence, Sign

MOMENT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
GIF = bytes.fromhex("47494638396101000100800000ff00000000002c00000000010001000002024401003b")
PDF = b"%PDF-1.4 plan"
BODY = (
    "The haze over the bay is to be cut by {} % before 2030, the ministry said on Monday.\n\n"
    "Farmers who burn peat will be fined, and the stations that measure dust report every hour from now on. "
    "The plan was made with the people of the bay, with fishers and with the two universities of the coast."
)
HTML = (
    '<p>The haze over the bay is to be cut by <strong>{}</strong> % before 2030.</p><figure><img src="{}" alt="Haze">'
    "<figcaption>Haze over the bay (A. Photographer)</figcaption></figure><p>Farmers who burn peat will be fined.</p>"
)
PAGE = (
    "<!doctype html><html lang=en><title>Haze plan</title><link rel=stylesheet href=/site.css><h1>Haze plan</h1>"
    "<p>cut by {} %</p><img src=/haze.gif alt=Haze><img src=/lost.gif alt=Lost>"
    "<a href=/stories/0>a story</a> <a href=https://elsewhere.example/>elsewhere</a>"
)
HAZE, VIETNAMESE, GONE, ARABIC, OTHERS = 1, 2, 3, 4, 24  # numbers of stories; the last is another portal's of HAZE


def url_of(number, portal="m"):
    return f"https://{portal}.example/stories/{number}"


def make(folder):
    now = MOMENT
    with Archive(folder, now=lambda: now) as archive:
        archive.remember_portal("m", name="Ministry of Mud", country="VN", home="https://m.example/")
        archive.remember_portal("n", name="Agency of the North", country="TH", home="https://n.example/")

        def save(number, portal="m", page="<p>A page.", **fields):
            article = Article(**{"url": url_of(number, portal), "language": "en", **fields})
            found = tuple(NewAddress(url=image.url, kind="image", priority=9) for image in article.images[:1])
            found += tuple(NewAddress(url=paper.url, kind="attachment", priority=9) for paper in article.attachments)
            packed = _answer(now, url_of(number, portal), page.encode(), "text/html; charset=utf-8")
            archive.save(Visit(portal=portal, url=url_of(number, portal), state=State.DONE, kind="article", status=200,
                               country={"m": "VN", "n": "TH"}[portal], article=article, found=found,
                               exchanges=(packed,)))  # fmt: skip

        def fetch(name, kind, body, media_type, **media):
            url = f"https://m.example/{name}"
            known = Media(sha256=hashlib.sha256(body).hexdigest(), size=len(body), media_type=media_type, **media)
            archive.save(Visit(portal="m", url=url, kind=kind, state=State.DONE, media=known,
                               exchanges=(_answer(now, url, body, media_type),)))  # fmt: skip

        save(HAZE, page=PAGE.format(30), **_haze(30))
        fetch("haze.gif", "image", GIF, "image/gif", width=1, height=1)
        fetch("plan.pdf", "attachment", PDF, "application/pdf", text="The plan has a chapter on mangroves.")
        save(
            VIETNAMESE,
            title="Kế hoạch giảm khói mù",
            body="Khói mù trên vịnh sẽ giảm.",
            language="vi",
            date="2026-01-05",
        )
        save(
            GONE, title="A mine in the forest", body="A mine was allowed in the forest of the north.", date="2025-03-01"
        )
        save(ARABIC, title="خطة لحماية المياه", body="أعلنت الوزارة خطة لحماية المياه في الوادي.", language="ar",
             body_html="<p>أعلنت الوزارة خطة لحماية المياه في الوادي.</p>", date="2024-02-02")  # fmt: skip
        for number in range(5, OTHERS):
            body = f"Water of river {number} was measured. " * (number % 5 + 1)
            save(number, title=f"Water report {number}", body=body,
                 date=f"{2015 + number % 10}-05-{number:02d}", tags=("water",))  # fmt: skip
        save(OTHERS, "n", title="Haze to be cut", body=BODY.format(30), date="2026-01-06")
        now += timedelta(days=1)
        save(HAZE, page=PAGE.format(20), **_haze(20))
        archive.save(Visit(portal="m", url=url_of(GONE), state=State.GONE, status=410, reason="HTTP 410",
                           evidence=(Evidence(kind=Sign.REMOVED, note="HTTP 410"),),
                           exchanges=(_answer(now, url_of(GONE), b"<p>Gone.", "text/html", "410 Gone"),)))  # fmt: skip
        archive.index_pending()


def _haze(share):
    return {
        "title": "Haze plan of the bay",
        "body": BODY.format(share),
        "body_html": HTML.format(share, "https://m.example/haze.gif"),
        "date": "2026-01-05",
        "date_text": "5 January 2026",
        "authors": ("A. Writer",),
        "tags": ("haze", "air"),
        "images": (
            Image(url="https://m.example/haze.gif", alt="Haze", caption="Haze over the bay", credit="A. Photographer"),
            Image(url="https://m.example/lost.gif", caption="A picture that was never fetched"),
        ),
        "attachments": (Attachment(url="https://m.example/plan.pdf", title="The plan"),),
        "translations": (Translation(language="vi", url=url_of(VIETNAMESE)),),
    }


def _answer(now, url, body, media_type, status="200 OK"):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    asked = f"GET {url} HTTP/1.1\r\n\r\n".encode()
    return warc.pack(Exchange(url=url, request=asked, response=head.encode() + body, started=now, ip="192.0.2.1"))
