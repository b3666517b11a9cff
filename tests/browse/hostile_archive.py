"""An archive of which every field of every story, and every captured page, is hostile."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from hostile import EVIL, PAYLOADS

from archive import Archive, Article, warc
from archive.article import Attachment, Image, Translation
from archive.exchange import Exchange
from archive.frontier import NewAddress
from archive.media import Media
from archive.store import State, Visit
from archive.withdrawals import Evidence, Sign

MOMENT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
PORTAL = "hostile.example"
GROUPS = [PAYLOADS[start::12] for start in range(12)]
GIF = bytes.fromhex("47494638396101000100800000ff00000000002c00000000010001000002024401003b")
FILES = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='RAN'</script></svg>",
    "html": f"<script>document.title='RAN';new Image().src='{EVIL}/file'</script>".encode(),
    "xml": b"<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>document.title='RAN'</x:script>",
    "pdf": b"%PDF-1.4 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
    "gif": GIF,
    "both.gif": GIF + b"<script>document.title='RAN'</script>",
}


def url_of(number):
    return f"https://{PORTAL}/{number}"


def file_url(name):
    return f"https://{PORTAL}/file.{name}"


def make(folder):
    """A story for each group of payloads, edited once, and one (the last) with files of all kinds."""
    now = MOMENT
    with Archive(folder, now=lambda: now) as archive:
        archive.remember_portal(PORTAL, name=PAYLOADS[0], country="XX", home=f"javascript:{PAYLOADS[0]}")
        for number, payloads in enumerate(GROUPS, 1):
            _save(archive, now, number, payloads)
        _save_files(archive, now, len(GROUPS) + 1)
        now += timedelta(days=1)
        for number, payloads in enumerate(GROUPS, 1):
            _save(archive, now, number, payloads[::-1])
        for number in (1, 2):
            evidence = (Evidence(kind=Sign.REMOVED, note=PAYLOADS[number]),)
            exchanges = (_packed(now, number, PAYLOADS, "410 Gone"),)
            archive.save(Visit(portal=PORTAL, url=url_of(number), state=State.GONE, status=410, evidence=evidence,
                               reason=PAYLOADS[number], exchanges=exchanges))  # fmt: skip
        archive.index_pending()


def _save(archive, now, number, payloads):
    """Each field has all payloads of the group, or the first, where only one makes sense."""
    first, every = payloads[0], " ".join(payloads)
    html = "".join(f"<p>{payload}</p><p title='{payload}'>t</p><img src='{payload}'>" for payload in payloads)
    article = Article(
        title=every,
        body="\n\n".join((*payloads, f"The rest of story {number} stays as it was.")),
        body_html=html,
        url=url_of(number),
        date="2026-01-02",
        date_text=every,
        date_source=every,
        modified=every,
        authors=tuple(payloads),
        tags=tuple(payloads),
        summary=every,
        language=first,
        images=(
            *(Image(url=payload, caption=payload, alt=payload, credit=payload) for payload in payloads),
            Image(url=f"{EVIL}/{number}.png", caption=every),
        ),
        attachments=tuple(Attachment(url=each, title=each, media_type=each, text=each) for each in payloads),
        translations=tuple(Translation(language=each, url=each) for each in payloads),
    )
    archive.save(Visit(portal=PORTAL, url=url_of(number), state=State.DONE, kind="article", status=200, article=article,
                       exchanges=(_packed(now, number, payloads),)))  # fmt: skip


def _packed(now, number, payloads, status="200 OK"):
    charset = "".join(char for char in payloads[0] if " " <= char < "\x7f")
    blocks = "".join(f"<div>{payload}</div>" for payload in payloads)
    body = f"<!doctype html><title>{payloads[0]}</title><body><p>Page {number}</p>{blocks}<p>end</p>"
    return _answer(now, url_of(number), body.encode("utf-8", "replace"), f"text/html; charset={charset}", status)


def _answer(now, url, body, media_type, status="200 OK"):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nSet-Cookie: a=b\r\nRefresh: 0; url={EVIL}\r\n"
    answer = f"{head}Link: <{EVIL}>; rel=preconnect\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    asked = f"GET {url} HTTP/1.1\r\n\r\n".encode()
    return warc.pack(Exchange(url=url, request=asked, response=answer, started=now, ip="192.0.2.1"))


def _save_files(archive, now, number):
    names = list(FILES)
    article = Article(
        title="Files of all kinds",
        body="Files of all kinds.\n\n" + "مرحبا بالعالم " * 3,
        body_html="".join(f'<figure><img src="{file_url(name)}" alt="{name}"></figure>' for name in names),
        url=url_of(number),
        date="2026-01-03",
        language="ar",
        images=tuple(Image(url=file_url(name), alt=name, caption=f"The picture {name}") for name in names),
        attachments=tuple(Attachment(url=file_url(name), title=name) for name in names),
    )
    found = tuple(NewAddress(url=file_url(name), kind="image", priority=100) for name in names)
    page = "".join(f"<img src='/file.{name}' alt={name}>" for name in names)
    archive.save(Visit(portal=PORTAL, url=url_of(number), state=State.DONE, kind="article", status=200, article=article,
                       found=found, exchanges=(_answer(now, url_of(number), page.encode(), "text/html"),)))  # fmt: skip
    for name in names:
        body = FILES[name]
        media = Media(sha256=hashlib.sha256(body).hexdigest(), size=len(body), media_type="image/png", text="in it")
        archive.save(Visit(portal=PORTAL, url=file_url(name), kind="image", state=State.DONE, media=media,
                           exchanges=(_answer(now, file_url(name), body, "image/png"),)))  # fmt: skip
