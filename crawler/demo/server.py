"""Serve a site on loopback: HTTP/1.1 with keep-alive, validators, and a log of what was asked for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from socket import SHUT_RDWR, socket
from socketserver import ThreadingTCPServer
from threading import Lock, Thread
from typing import Any

from crawler.demo.answers import Response
from crawler.demo.site import Site

_VALIDATORS = {"ETag", "Last-Modified"}


@dataclass(frozen=True, slots=True)
class Logged:
    """A request that was answered. time: seconds of the monotonic clock; headers: names in lower case."""

    method: str
    path: str
    status: int
    time: float
    headers: dict[str, str]


@dataclass
class Served:
    """A running server. Assign another `site` to publish, edit or withdraw between two crawls."""

    url: str
    site: Site
    log: list[Logged] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """The paths of the log, in order."""
        return [logged.path for logged in self.log]


@contextmanager
def serve(site: Site, port: int = 0) -> Iterator[Served]:
    """Serve the site on 127.0.0.1 until the block ends. port 0: any free one. OSError where the port is taken."""
    with _Server(("127.0.0.1", port), _Handler) as server:
        server.served = Served(f"http://127.0.0.1:{server.server_address[1]}", site)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.served
        finally:
            server.shutdown()
            server.hang_up()
            thread.join()


class _Server(ThreadingTCPServer):
    """Not HTTPServer, which looks up its own host's name: that can hang on a machine without network."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    served: Served

    def __init__(self, *arguments: Any) -> None:
        self.lock = Lock()
        self.attempts: Counter[str] = Counter()
        self.open: set[socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.lock:
            self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self.lock:
            self.open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that clients keep open, so that their threads end."""
        with self.lock:
            for connection in self.open:
                with suppress(OSError):  # the client was faster
                    connection.shutdown(SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet when a client hangs up in the middle."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # small answers leave in one piece
    disable_nagle_algorithm = True  # it would delay each larger answer by 40 ms
    server: _Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer a HEAD."""
        self._answer(with_body=False)

    def do_POST(self) -> None:
        """Refuse: the portal's forms lead nowhere."""
        self._send(Response(405, {"Allow": "GET, HEAD", "Connection": "close"}), with_body=True)

    def log_message(self, *_: Any) -> None:
        """Keep standard error for the program that serves."""

    def _answer(self, *, with_body: bool) -> None:
        served = self.server.served
        if served.site.options.delay:
            time.sleep(served.site.options.delay)
        with self.server.lock:
            self.server.attempts[self.path] += 1
            attempt, visit = self.server.attempts[self.path], self.server.attempts.total()
        response = served.site.respond(self.path, base=served.url, visit=visit, attempt=attempt)
        if response.status == 200 and _is_unchanged(response, self.headers):
            validators = {name: value for name, value in response.headers.items() if name in _VALIDATORS}
            response = Response(304, validators)
        self._send(response, with_body=with_body)

    def _send(self, response: Response, *, with_body: bool) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        logged = Logged(self.command, self.path, response.status, time.monotonic(), headers)
        self.server.served.log.append(logged)
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 304:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(response.body)


def _is_unchanged(response: Response, asked: Any) -> bool:
    """Whether the client's validators still hold. If-None-Match counts alone where it is given (RFC 9110, 13.2.2)."""
    if (known := asked.get("If-None-Match")) is not None:
        return response.headers.get("ETag") in [tag.strip() for tag in known.split(",")]
    since, modified = asked.get("If-Modified-Since"), response.headers.get("Last-Modified")
    if not since or not modified:
        return False
    try:
        return _instant(modified) <= _instant(since)
    except ValueError:
        return False


def _instant(text: str) -> datetime:
    """Read the date of a header, which is in GMT whatever it says. ValueError where it is none."""
    return parsedate_to_datetime(text).replace(tzinfo=UTC)
