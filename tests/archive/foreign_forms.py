"""Files as other tools write them: the structure of each is copied, the content is our own."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from base64 import b32encode
from uuid import UUID

URL = "https://m.example/news/1"
DATE = "2019-03-01T10:00:00Z"


def html(title="Dunes of Ostra", text="The ministry counts the dunes of Ostra, and there are 41 of them."):
    return f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def http(body=None, *, status="HTTP/1.1 200 OK", head=("Content-Type: text/html; charset=utf-8",)):
    body = html().encode() if body is None else body
    return "\r\n".join((status, *head, "", "")).encode("latin-1") + body


def request(path="/news/1", host="m.example"):
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: another crawler\r\n\r\n".encode()


def record(kind, block, *headers, version="WARC/1.0", length=None, tail=b"\r\n\r\n"):
    size = len(block) if length is None else length
    lines = [version, f"WARC-Type: {kind}", *headers, f"Content-Length: {size}", "", ""]
    return "\r\n".join(lines).encode() + block + tail


def number(of):
    return f"<urn:uuid:{UUID(int=of)}>"


def sha1(data):
    return f"sha1:{b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()}"


def payload(response):
    return response.partition(b"\r\n\r\n")[2]


def response(block=None, *, url=URL, date=DATE, of=1, more=(), **rest):
    block = http() if block is None else block
    headers = (
        f"WARC-Record-ID: {number(of)}",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {url}",
        "Content-Type: application/http; msgtype=response",
        f"WARC-Payload-Digest: {sha1(payload(block))}",
        *more,
    )
    return record("response", block, *headers, **rest)


def packed(*records):
    return b"".join(map(gzip.compress, records))


def wget(block=None, url=URL):
    """Wget 1.14 to 1.20: the address in angle brackets, the request first, the log as resource records at the end."""
    block = http() if block is None else block
    info = record(
        "warcinfo", b"software: Wget/1.20.1 (linux-gnu)\r\n", f"WARC-Date: {DATE}", "WARC-Filename: site.warc"
    )
    asked = record(
        "request",
        request(),
        f"WARC-Target-URI: <{url}>",
        "Content-Type: application/http;msgtype=request",
        f"WARC-Date: {DATE}",
        f"WARC-Record-ID: {number(7)}",
        "WARC-IP-Address: 192.0.2.7",
        f"WARC-Warcinfo-ID: {number(6)}",
    )
    answer = record(
        "response",
        block,
        f"WARC-Record-ID: {number(8)}",
        f"WARC-Warcinfo-ID: {number(6)}",
        f"WARC-Concurrent-To: {number(7)}",
        f"WARC-Target-URI: <{url}>",
        f"WARC-Date: {DATE}",
        "WARC-IP-Address: 192.0.2.7",
        f"WARC-Payload-Digest: {sha1(payload(block))}",
        "Content-Type: application/http;msgtype=response",
    )
    log = record(
        "resource",
        b"2019-03-01 10:00:00 URL:https://m.example/ [41]\n",
        f"WARC-Record-ID: {number(9)}",
        f"WARC-Date: {DATE}",
        "WARC-Target-URI: <metadata://gnu.org/software/wget/warc/wget.log>",
        "Content-Type: text/plain",
    )
    return [info, asked, answer, log]


def heritrix():
    """Heritrix 3: dns first, the answer before its request and metadata; a page seen again is a revisit by digest."""
    block = http(head=("Content-Type: text/html", "Content-Encoding: gzip"))  # unpacked, though the header stayed
    dns = record(
        "response",
        b"20190301095959\nm.example.\t300\tIN\tA\t192.0.2.7\n",
        "WARC-Target-URI: dns:m.example",
        f"WARC-Date: {DATE}",
        f"WARC-Record-ID: {number(1)}",
        "Content-Type: text/dns",
    )
    first = response(block, of=2, more=("WARC-IP-Address: 192.0.2.7",))
    asked = record(
        "request",
        request(),
        f"WARC-Target-URI: {URL}",
        f"WARC-Date: {DATE}",
        f"WARC-Concurrent-To: {number(2)}",
        f"WARC-Record-ID: {number(3)}",
        "Content-Type: application/http; msgtype=request",
    )
    about = record(
        "metadata",
        b"fetchTimeMs: 41\r\noutlink: https://m.example/a.css L link/@href\r\n",
        f"WARC-Target-URI: {URL}",
        f"WARC-Date: {DATE}",
        f"WARC-Concurrent-To: {number(2)}",
        f"WARC-Record-ID: {number(4)}",
        "Content-Type: application/warc-fields",
    )
    again = record(
        "revisit",
        block.partition(b"\r\n\r\n")[0] + b"\r\n\r\n",
        f"WARC-Target-URI: {URL}",
        "WARC-Date: 2019-04-01T10:00:00Z",
        f"WARC-Payload-Digest: {sha1(payload(block))}",
        "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
        "WARC-Truncated: length",
        f"WARC-Refers-To-Target-URI: {URL}",
        f"WARC-Refers-To-Date: {DATE}",
        f"WARC-Record-ID: {number(5)}",
        "Content-Type: application/http; msgtype=response",
    )
    return [dns, first, asked, about, again]


def browsertrix():
    """Browsertrix: HTTP/2 written so, chunks joined though the header stayed, pictures and texts of pages as urn:…"""
    block = http(status="HTTP/2 200 ", head=("content-type: text/html; charset=utf-8", "transfer-encoding: chunked"))
    first = response(block, version="WARC/1.1", date="2019-03-01T10:00:00.123Z", more=("WARC-Page-ID: 41",))
    asked = record(
        "request",
        request(),
        f"WARC-Concurrent-To: {number(1)}",
        f"WARC-Record-ID: {number(2)}",
        "WARC-Date: 2019-03-01T10:00:00.123Z",
        f"WARC-Target-URI: {URL}",
        "Content-Type: application/http; msgtype=request",
        version="WARC/1.1",
    )
    others = [
        record(
            "resource",
            data,
            f"WARC-Target-URI: urn:{name}:{URL}",
            "WARC-Date: 2019-03-01T10:00:02.5Z",
            f"WARC-Record-ID: {number(of)}",
            f"Content-Type: {media_type}",
            version="WARC/1.1",
        )
        for of, (name, media_type, data) in enumerate(
            [
                ("view", "image/png", b"\x89PNG"),
                ("text", "text/plain", b"Dunes"),
                ("pageinfo", "application/json", b"{}"),
            ],
            start=3,
        )
    ]
    return [first, asked, *others]


def common_crawl():
    """CC-NEWS: the request before, chunks joined and unpacked, the headers that tell of it renamed."""
    block = http(
        head=(
            "Date: Fri, 01 Mar 2019 10:00:00 GMT",
            "Content-Type: text/html; charset=utf-8",
            "X-Crawler-Transfer-Encoding: chunked",
            "X-Crawler-Content-Encoding: gzip",
            f"Content-Length: {len(html())}",
        )
    )
    asked = record(
        "request",
        request(),
        f"WARC-Date: {DATE}",
        f"WARC-Record-ID: {number(1)}",
        "Content-Type: application/http; msgtype=request",
        f"WARC-Target-URI: {URL}",
    )
    return [
        asked,
        response(block, of=2, more=(f"WARC-Concurrent-To: {number(1)}", "WARC-Identified-Payload-Type: text/html")),
    ]


def arc(block=None):
    """ARC 1, as Heritrix 1 wrote it: a line a record, no request."""
    block = http() if block is None else block
    version = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n"
    top = b"filedesc://old.arc 0.0.0.0 20050301100000 text/plain %d\n" % len(version) + version
    line = f"{URL} 192.0.2.7 20050301100000 text/html {len(block)}\n".encode()
    return [top + b"\n", line + block + b"\n"]


def wacz(files):
    """A WACZ of these WARC files, name -> bytes; pages and index are of no interest here."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
        made.writestr("datapackage.json", b"{}")
    return stream.getvalue()
