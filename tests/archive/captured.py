"""A small archive with captures: two portals, two days, a page that did not change, one that did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import Archive, Article, warc
from archive.exchange import Exchange
from archive.file_seal import seal_file
from archive.store import State, Visit

FIRST = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
BODY = "Sáng nay tại cảng Bình Sa, các đội đã vớt hơn {} tấn rác nhựa khỏi vịnh.\n\nNước đã trong hơn mọi năm."


def page(url, title, body):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    html = f"<!doctype html><title>{title}</title><h1>{title}</h1>{text}{'<!-- -->' * 40}".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(html)}\r\n\r\n"
    return head.encode() + html


def visit(archive, now, url, title, body, portal="m"):
    asked = f"GET {url} HTTP/1.1\r\nHost: m.example\r\n\r\n".encode()
    exchange = Exchange(url=url, request=asked, response=page(url, title, body), started=now, ip="192.0.2.1")
    article = Article(title=title, body=body, date="2026-11-20", url=url)
    exchanges = (warc.pack(exchange),)
    archive.save(
        Visit(
            portal=portal, url=url, state=State.DONE, kind="article", status=200, article=article, exchanges=exchanges
        )
    )


def make(folder):
    """Article 1 changes on the second day, article 2 does not; article 3 is another portal's."""
    moment = FIRST

    def clock():
        return moment

    with Archive(folder, now=clock, roll_at=4_000) as archive:
        for number in range(1, 3):
            visit(
                archive, moment, f"https://m.example/{number}", f"Vớt rác, bản tin {number}", BODY.format(40 + number)
            )
        visit(archive, moment, "https://n.example/1", "Thu gom lưới cũ", BODY.format(7), portal="n")
        moment += timedelta(days=1)
        visit(archive, moment, "https://m.example/1", "Vớt rác, bản tin 1", BODY.format(99))
        visit(archive, moment, "https://m.example/2", "Vớt rác, bản tin 2", BODY.format(42))
        archive.index_pending()
    assert seal_file(folder)


WRITER = f"""
import sys
from datetime import UTC, datetime
sys.path.insert(0, {str(Path(__file__).parent)!r})
from archive import Archive
from captured import BODY, visit

with Archive(sys.argv[1], roll_at=100_000) as archive:
    for number in range(100, 100_000):
        visit(archive, datetime.now(UTC), f"https://m.example/{{number}}", f"Story {{number}}", BODY.format(number))
        print(number, flush=True)
"""
