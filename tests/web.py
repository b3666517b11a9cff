"""A web server for tests: a function from request to answer, served on loopback, every request noted."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Request:
    """path: with its query, as it was sent. headers: names in lower case. body: of a POST."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    body: bytes | str = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Web:
    url: str
    asked: list[str] = field(default_factory=list)
    when: list[float] = field(default_factory=list)  # seconds, monotonic, of each of `asked`

    def times(self, path: str) -> int:
        return self.asked.count(path)


@contextmanager
def serve(answer: Callable[[Request], Answer | None]) -> Iterator[Web]:
    """Serve `answer(request)`; None is a 404. `asked` has the paths, of other methods than GET behind the method."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.reply(Request(self.path, "GET", self.named_headers()))

        def do_HEAD(self):
            self.reply(Request(self.path, "HEAD", self.named_headers()))

        def do_POST(self):
            length = int(self.headers.get("Content-Length") or 0)
            self.reply(Request(self.path, "POST", self.named_headers(), self.rfile.read(length)))

        def named_headers(self):
            return {name.lower(): value for name, value in self.headers.items()}

        def reply(self, request):
            web.asked.append(request.path if request.method == "GET" else f"{request.method} {request.path}")
            web.when.append(time.monotonic())
            reply = answer(request) or Answer("<h1>Not found</h1>", 404)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.type, "Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if request.method != "HEAD":
                self.wfile.write(body)

        def log_message(self, *args):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
