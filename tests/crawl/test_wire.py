"""What went over the wire is noted byte for byte, whatever becomes of it, and reads again as it was read then."""

import base64
import gzip
import json
import os
import random
import socket
import struct
import threading
import time
import zlib
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import brotli
import preloaded
import pytest
from backports import zstd
from certificates import sign
from raw import raw

from archive.exchange import Exchange
from archive.http_message import decoded, parse_response
from crawler.address_guard import is_public

LIMIT = 50_000  # bytes of a body where a test asks for a limit
PAGE = ("<!doctype html><html><body><p>" + "Nước biển dâng. " * 200 + "</p></body></html>").encode()
NOISE = random.Random(5).randbytes(30_000)  # nothing packs it, every byte value is in it


def answer(body=PAGE, *headers, status="200 OK", version="HTTP/1.1"):
    lines = [f"{version} {status}".encode(), b"Content-Type: text/html", *headers, b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def in_chunks(body, *headers):
    """Sizes in every spelling, extensions, trailers."""
    head = [b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"TRANSFER-encoding: Chunked", *headers]
    sizes = [b"1", b"A;name=value", b'001F; q="a;b"', b"ffb"]
    chunks, at = [], 0
    for size in [*sizes, b"%x" % (len(body) - sum(int(size.split(b";")[0], 16) for size in sizes))]:
        length = int(size.split(b";")[0], 16)
        chunks.append(size + b"\r\n" + body[at : at + length] + b"\r\n")
        at += length
    return b"\r\n".join(head) + b"\r\n\r\n" + b"".join(chunks) + b"0;last\r\nX-Trailer: 1\r\nX-Sum: 2\r\n\r\n"


def padded(body):
    """Chunks whose sizes are padded, as old servers write them."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"20    \r\n" + body[:32] + b"\r\n%x \r\n" % (len(body) - 32) + body[32:] + b"\r\n0     \r\n\r\n"


def deflated(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def then_closed(data):
    """Sent, and the connection is closed properly."""
    return lambda connection, nth: connection.sendall(data)


def then_reset(data):
    def behave(connection, nth):
        connection.sendall(data)
        time.sleep(0.05)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return behave


def in_bits(data, size):
    def behave(connection, nth):
        for at in range(0, len(data), size):
            connection.sendall(data[at : at + size])
            time.sleep(0.001)

    return behave


BARE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
OLD = b"HTTP/1.0 200 OK\r\nServer: old\r\n\r\n" + PAGE
SMALL = PAGE[:60] + b"</html>"

# Whole answers: what is sent, and whether the connection is closed after it.
WHOLE = {
    "plain": answer(),
    "no body": answer(b""),
    "binary": answer(NOISE),
    "chunked": in_chunks(NOISE),
    "chunks of padded sizes": padded(PAGE),
    "a long header": answer(PAGE, b"Content-Security-Policy: " + b"a" * 60_000),
    "gzip": answer(gzip.compress(PAGE), b"Content-Encoding: gzip"),
    "x-gzip": answer(gzip.compress(PAGE), b"Content-Encoding: X-GZip"),
    "gzip of two members": answer(gzip.compress(PAGE) + gzip.compress(NOISE), b"Content-Encoding: gzip"),
    "gzip in chunks": in_chunks(gzip.compress(NOISE), b"Content-Encoding: gzip"),
    "deflate": answer(zlib.compress(PAGE), b"Content-Encoding: deflate"),
    "deflate without header": answer(deflated(PAGE), b"Content-Encoding: deflate"),
    "deflate of much": answer(zlib.compress(bytes(1_000_000)), b"Content-Encoding: deflate"),
    "br": answer(brotli.compress(PAGE), b"Content-Encoding: br"),
    "zstd": answer(zstd.compress(PAGE), b"Content-Encoding: zstd"),
    "packed twice": answer(brotli.compress(gzip.compress(PAGE)), b"Content-Encoding: gzip, br"),
    "packed in an unknown way": answer(PAGE, b"Content-Encoding: aws-chunked"),
    "without a reason": answer(status="200"),
    "another reason": answer(status="200 Được rồi").replace("Được rồi".encode(), "Đ".encode()),
    "latin-1 headers": answer(PAGE, "X-Nom: Météo à Orléans".encode("latin-1"), "X-Noi: Hà Nội".encode()),
    "names that are none": answer(PAGE, b"Content-Language : vi", b"X Y: 1", b": 2", b"X-After: 1"),
    "repeated headers": answer(PAGE, b"Set-Cookie: a=1", b"X-Between: 1", b"set-cookie: b=2; Path=/", b"Vary: x, y"),
    "odd case": answer(PAGE, b"x-oDD-cASE: 1", b'ETAG: W/"x"', b"x-spaces:   2  \t", b"X-Empty:"),
    "folded headers": answer(PAGE, b"X-Folded: one", b"   two", b"\tthree", b"X-After: 1"),
    "lines without a colon": answer(PAGE, b"this is no header", b"X-After: 1", b"nor is this"),
    "line feeds alone": answer().replace(b"\r\n", b"\n"),
    "unchanged": b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 500\r\n\r\n',
    "nothing": b"HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n",
    "missing": answer(b"<h1>Kh\xc3\xb4ng c\xc3\xb3</h1>", status="404 Not Found"),
    "forbidden": answer(b"no", status="451 Unavailable For Legal Reasons"),
    "error": answer(b"oh", status="599 Own Number"),
}  # fmt: skip
CLOSED = {
    "without a length": BARE,
    "HTTP/1.0": OLD,
    "HTTP/1.0 with its length": answer(version="HTTP/1.0"),
    "without a length, gzip": BARE[: -len(PAGE) - 2] + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE),
    "said to be closed": answer(PAGE, b"Connection: close"),
}  # fmt: skip
SLOW = {"in small bits": answer(SMALL), "chunks in small bits": in_chunks(NOISE[:5000])}

# Answers that do not come whole: what does come, why it is not whole, and how often it is asked for.
CUT = {
    "shorter than told": (then_closed(answer()[:-900]), answer()[:-900], "disconnect", 3),
    "reset on the way": (then_reset(answer()[:-900]), answer()[:-900], "disconnect", 3),
    "chunks without an end": (then_closed(in_chunks(NOISE)[:9000]), in_chunks(NOISE)[:9000], "disconnect", 3),
    "half a head": (then_closed(answer()[:30]), answer()[:30], "disconnect", 3),
    "no length, and reset": (then_reset(BARE[:-20]), BARE[:-20], "disconnect", 2),
    "no HTTP": (then_closed(b"\x00\x01 502 bad\r\n\r\nleft"), b"\x00\x01 502 bad\r\n\r\nleft", "unspecified", 3),
    "chunks that are none": (
        then_closed(in_chunks(PAGE).replace(b"\r\n1\r\n", b"\r\nxyz\r\n")),
        in_chunks(PAGE).replace(b"\r\n1\r\n", b"\r\nxyz\r\n"),
        "unspecified",
        3,
    ),
}
MEANWHILE = [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"]
JUNK = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nANOTHER"
FOREIGN = "http://news.invalid/by-proxy"


def stale(connection, nth):
    """Hang up on who asks over a connection that was kept; answer who comes anew."""
    if nth > 1:
        connection.sendall(answer(SMALL))


def endless(connection, nth):
    connection.sendall(BARE)
    while True:
        connection.sendall(NOISE)


def endless_head(connection, nth):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"m" * 900 + b"\r\n")


def long_head(connection, nth):
    """A body within the limit, of no told length, below a head that leaves it too little room."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"X-More: %b\r\n" % (b"m" * 990) * 1060 + b"\r\n")
    for _ in range(2):
        time.sleep(0.1)
        connection.sendall(bytes(LIMIT // 2))


def dripping(connection, nth):
    connection.sendall(answer()[:200])
    for byte in answer()[200:]:
        time.sleep(0.05)
        connection.sendall(bytes([byte]))


ODD = {
    "/junk": answer(SMALL) + JUNK,
    "/after-junk": answer(SMALL, b"X-After: junk"),
    "/kept": answer(SMALL),
    "/meanwhile": b"".join(MEANWHILE) + answer(),
    "/stale": stale,
    "/endless": endless,
    "/endless-head": endless_head,
    "/long-head": long_head,
    "/large": answer(bytes(20 * LIMIT)),
    "/as-large-as-may-be": answer(NOISE + NOISE[: LIMIT - len(NOISE)]),
    "/dripping": dripping,
    "/moved": b"HTTP/1.1 302 Found\r\nLocation: /moved%20here\r\nContent-Length: 5\r\n\r\nmoved",
    "/moved%20here": answer(SMALL),
    "/head": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nContent-Encoding: gzip\r\n\r\n",
    "/post": answer(SMALL),
    "/unavailable": lambda connection, nth: connection.sendall(
        answer(b"later %d" % nth, status="503 Busy" if nth < 3 else "200 OK")
    ),
    FOREIGN: answer(SMALL, b"Via: proxy"),
}  # fmt: skip
LIMITED = {"download_maxsize": LIMIT}
REQUESTS = [
    *({"url": path} for path in ("/kept", "/kept", "/junk", "/after-junk", "/kept", "/stale", "/moved", "/meanwhile")),
    *(
        {"url": path, "meta": LIMITED}
        for path in ("/endless", "/endless-head", "/long-head", "/large", "/as-large-as-may-be")
    ),
    {"url": "/dripping", "meta": {"download_timeout": 0.4, "dont_retry": True}},
    {"url": "/head", "method": "HEAD"},
    {"url": "/post", "method": "POST", "body": "a=1&b=Hà Nội"},
    {"url": "/unavailable"},
]


def path_of(name):
    return "/" + name.replace(" ", "-").replace(",", "").replace("/", "-")


def answers_of():
    return (
        {path_of(name): sent for name, sent in WHOLE.items()}
        | {path_of(name): then_closed(sent) for name, sent in CLOSED.items()}
        | {path_of(name): in_bits(sent, 1 + len(sent) // 150) for name, sent in SLOW.items()}
        | {path_of(name): behave for name, (behave, *_) in CUT.items()}
        | ODD
    )


def tapped(home, requests, **environment):
    """Run tests/crawl/tap.py; its results, one a request."""
    job = {"home": home + "/", "requests": requests}
    program = Path(__file__).with_name("tap.py").read_text("utf-8")
    done = preloaded.run_text((json.dumps(job),), preloaded.ROOT, os.environ | environment, 90, program)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout, object_hook=_bytes)


def _bytes(found):
    if set(found) == {"base64"}:
        return base64.b64decode(found["base64"])
    if "started" in found:
        return Exchange(**{**found, "started": datetime.fromisoformat(found["started"])})
    return found


class Silent:
    """A place where nobody should call. heard: what was sent to it."""

    def __init__(self, host):
        self.listener = socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.port = self.listener.getsockname()[1]
        self.heard = b""
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        with suppress(OSError):
            while True:
                with self.listener.accept()[0] as connection:
                    self.heard += connection.recv(1000)


# Ways to another place on this machine, by the address they end at.
WAYS = {
    "http://127.0.0.2:{}/": "127.0.0.2",
    "https://127.0.0.2:{}/": "127.0.0.2",
    "http://0x7f.2:{}/": "127.0.0.2",
    "http://2130706434:{}/": "127.0.0.2",
    "http://[::ffff:127.0.0.2]:{}/": "127.0.0.2",
    "http://localhost:{}/": "127.0.0.1",
    "http://0:{}/": "127.0.0.1",
    "http://[::1]:{}/": "::1",
}


@pytest.fixture(scope="module")
def crawled():
    """All that is asked of the plain server, by path, with what the server knows."""
    with ExitStack() as stack:
        server = stack.enter_context(raw(answers_of()))
        silent = {host: Silent(host) for host in set(WAYS.values())}
        ways = {way: way.format(silent[host].port) for way, host in WAYS.items()}
        for number, way in enumerate(ways.values()):
            server.answers[f"/to-{number}"] = b"HTTP/1.1 302 Found\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % (
                way.encode()
            )
        named = [path_of(name) for name in (*WHOLE, *CLOSED, *SLOW, *CUT)]
        requests = [*({"url": path} for path in named), *REQUESTS, *({"url": f"/to-{n}"} for n in range(len(ways)))]
        absolute = [{**request, "url": server.url + request["url"]} for request in requests]
        proxy = server.url.replace("://", "://user:secret@")
        absolute.append({"url": FOREIGN, "meta": {"proxy": proxy}})
        results = tapped(server.url, absolute)
        for place in silent.values():
            place.listener.shutdown(socket.SHUT_RDWR)
            place.listener.close()
    by_path = {}
    for request, result in zip([*requests, {"url": FOREIGN}], results, strict=True):
        by_path.setdefault(request["url"], []).append(result)
    return by_path, server, silent


def one(crawled, path):
    """The result of the one request for this path, and its one exchange."""
    [result] = crawled[0][path]
    [exchange] = result["exchanges"]
    return result, exchange


def sent_to(crawled, path):
    return [request for _, request in crawled[1].got[path]]


@pytest.mark.parametrize(("name", "sent"), [*WHOLE.items(), *CLOSED.items(), *SLOW.items()])
def test_an_answer_is_noted_byte_for_byte(crawled, name, sent):
    result, exchange = one(crawled, path_of(name))
    assert exchange.response == sent
    assert [exchange.request] == sent_to(crawled, path_of(name))
    assert (exchange.url, exchange.ip, exchange.truncated) == (result["url"], "127.0.0.1", None)
    assert abs((datetime.now(UTC) - exchange.started).total_seconds()) < 120


CONNECTION = {"content-length", "connection", "transfer-encoding", "content-encoding"}  # Scrapy drops or makes these


@pytest.mark.parametrize("name", [*WHOLE, *CLOSED, *SLOW])
def test_a_page_read_back_has_the_status_the_headers_and_the_body_that_the_crawler_read(crawled, name):
    result, exchange = one(crawled, path_of(name))
    message = parse_response(exchange.response, longest=10**7)
    assert (message.status, decoded(message, 10**7)) == (result["status"], result["body"])
    known = [(header.decode().lower(), value.decode("latin-1")) for header, value in result["headers"]]
    names = {header for header, _ in known} | {header.lower() for header, _ in message.headers}
    for header in names - CONNECTION:
        assert message.values(header) == [value for known_name, value in known if known_name == header]


@pytest.mark.parametrize(("name", "came", "why", "times"), [(name, *rest) for name, (_, *rest) in CUT.items()])
def test_of_an_answer_that_does_not_come_whole_each_try_is_noted_with_the_reason(crawled, name, came, why, times):
    [result] = crawled[0][path_of(name)]
    assert [exchange.response for exchange in result["exchanges"]] == [came] * times
    assert {exchange.truncated for exchange in result["exchanges"]} == {why}
    assert [exchange.request for exchange in result["exchanges"]] == sent_to(crawled, path_of(name))


def test_requests_over_one_connection_hold_no_byte_of_each_other(crawled):
    numbers = [number for number, _ in crawled[1].got["/kept"]]
    assert numbers[0] == numbers[1]
    for result in crawled[0]["/kept"]:
        assert [exchange.response for exchange in result["exchanges"]] == [ODD["/kept"]]
    assert [result["exchanges"][0].request for result in crawled[0]["/kept"]] == sent_to(crawled, "/kept")


def test_bytes_after_the_end_of_an_answer_belong_to_none(crawled):
    assert one(crawled, "/junk")[1].response == answer(SMALL)
    assert one(crawled, "/after-junk")[1].response == ODD["/after-junk"]


def test_a_request_that_a_kept_connection_loses_is_noted_once_with_the_answer_of_the_second(crawled):
    _, exchange = one(crawled, "/stale")
    first, second = crawled[1].got["/stale"]
    assert first[0] != second[0]
    assert (exchange.request, exchange.response, exchange.truncated) == (second[1], answer(SMALL), None)


def test_a_redirect_and_where_it_leads_are_two_exchanges(crawled):
    [result] = crawled[0]["/moved"]
    assert [exchange.response for exchange in result["exchanges"]] == [ODD["/moved"], ODD["/moved%20here"]]
    assert [exchange.url.rpartition("/")[2] for exchange in result["exchanges"]] == ["moved", "moved%20here"]


def test_what_a_server_says_before_its_answer_is_noted_apart_from_it(crawled):
    [result] = crawled[0]["/meanwhile"]
    assert [exchange.response for exchange in result["exchanges"]] == [*MEANWHILE, answer()]
    assert {(exchange.request, exchange.truncated) for exchange in result["exchanges"]} == {
        (*sent_to(crawled, "/meanwhile"), None)
    }
    assert result["body"] == PAGE


def test_each_try_of_a_busy_server_is_noted(crawled):
    [result] = crawled[0]["/unavailable"]
    assert [exchange.response[-7:] for exchange in result["exchanges"]] == [b"later 1", b"later 2", b"later 3"]


def test_the_head_alone_and_the_body_of_a_form_are_noted(crawled):
    assert one(crawled, "/head")[1].response == ODD["/head"]
    _, exchange = one(crawled, "/post")
    assert exchange.request.endswith("\r\n\r\na=1&b=Hà Nội".encode())
    assert [exchange.request] == sent_to(crawled, "/post")


def test_an_answer_over_the_limit_is_kept_up_to_it(crawled):
    for path in ("/large", "/endless"):
        result, exchange = one(crawled, path)
        assert (result["error"], exchange.truncated) == ("larger than the limit", "length")
        assert len(exchange.response) < LIMIT + 2 * 65536
    assert ODD["/large"].startswith(one(crawled, "/large")[1].response)
    result, exchange = one(crawled, "/as-large-as-may-be")
    assert (result["error"], exchange.response) == (None, ODD["/as-large-as-may-be"])


@pytest.mark.parametrize("path", ["/endless-head", "/long-head"])
def test_a_head_without_end_is_cut_off(crawled, path):
    result, exchange = one(crawled, path)
    assert (result["error"], exchange.truncated) == ("larger than the limit", "length")
    assert len(exchange.response) == LIMIT + 1024 * 1024


def test_a_dripping_answer_is_kept_as_far_as_it_came_in_time(crawled):
    result, exchange = one(crawled, "/dripping")
    assert (result["error"], exchange.truncated) == ("timed out", "time")
    assert answer().startswith(exchange.response)
    assert len(exchange.response) > 200


def test_behind_a_proxy_no_server_address_is_known_and_its_password_is_not_kept(crawled):
    _, exchange = one(crawled, FOREIGN)
    assert (exchange.ip, exchange.response) == (None, ODD[FOREIGN])
    [sent] = sent_to(crawled, FOREIGN)
    secret = b"Proxy-Authorization: Basic " + base64.b64encode(b"user:secret") + b"\r\n"
    assert secret in sent
    assert exchange.request == sent.replace(secret, b"")


@pytest.mark.parametrize("number", range(len(WAYS)), ids=list(WAYS))
def test_a_page_of_the_portal_leads_to_no_other_place_on_this_machine(crawled, number):
    results, _, silent = crawled
    [result] = results[f"/to-{number}"]
    assert result["error"].startswith("leads to a private address (")
    assert result["ignored"]
    assert [exchange.response[:12] for exchange in result["exchanges"]] == [b"HTTP/1.1 302"]
    assert {host: place.heard for host, place in silent.items()} == dict.fromkeys(silent, b"")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:93.184.216.34", True),
        ("64:ff9b::93.184.216.34", True), ("2002:5db8:d822::1", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("0.0.0.0", False),  # noqa: S104
        ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False), ("fec0::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::127.0.0.1", False), ("2002:7f00:1::1", False), ("ff02::1", False),
        ("::127.0.0.1", False), ("news.example", False), ("", False),
    ],
)  # fmt: skip
def test_only_what_anybody_can_reach_is_public(address, public):
    assert is_public(address) is public


def test_over_tls_the_bytes_are_those_that_were_packed_into_it(tmp_path):
    root = sign("Root", authority=True)
    (tmp_path / "root.pem").write_text(root.pem)
    answers = {
        "/page": in_chunks(NOISE),
        "/large": answer(NOISE * 20),
        "/cut": then_closed(answer()[:-900]),
        "/ended": lambda connection, nth: (connection.sendall(BARE), connection.unwrap()),
        "/not-ended": then_closed(BARE),
    }
    with raw(answers, tls=sign("Leaf", root).context(tmp_path)) as server:
        requests = [{"url": server.url + path} for path in ("/page", "/page", "/large", "/cut", "/ended", "/not-ended")]
        results = tapped(server.url, requests, SSL_CERT_FILE=str(tmp_path / "root.pem"))
    for result, path in zip(results[:3], ("/page", "/page", "/large"), strict=True):
        [exchange] = result["exchanges"]
        assert (exchange.response, exchange.ip, exchange.truncated) == (answers[path], "127.0.0.1", None)
        assert exchange.request in [request for _, request in server.got[path]]
    assert {(exchange.response, exchange.truncated) for exchange in results[3]["exchanges"]} == {
        (answer()[:-900], "disconnect")
    }
    ended, not_ended = (result["exchanges"][0] for result in results[4:])
    assert (ended.response, ended.truncated) == (BARE, None)
    assert (not_ended.response, not_ended.truncated) == (BARE, "disconnect")  # without TLS's end, none can tell
