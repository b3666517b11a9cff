"""A server of bytes: it writes what a test gives it, keeps its connections, and remembers every byte it was sent."""

import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Behave = Callable[[socket.socket, int], object]  # (connection, nth request for this path from 1)


@dataclass
class Raw:
    """A server at work. answers: bytes by path, or who writes them. After `b"…"` the connection is kept.

    got: of each path, the requests as they came, with the number of their connection.
    """

    answers: dict[str, bytes | Behave]
    url: str = ""
    connections: int = 0
    got: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, address):
        return  # the other side hung up, which is what some tests are about


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        raw = self.server.raw
        raw.connections += 1
        number = raw.connections
        with suppress(OSError):
            connection = (
                self.server.tls.wrap_socket(self.request, server_side=True) if self.server.tls else self.request
            )
            with connection:
                while request := _request(connection):
                    path = request.split(b" ", 2)[1].decode()
                    here = raw.got.setdefault(path, [])
                    here.append((number, request))
                    answer = raw.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                    if not isinstance(answer, bytes):
                        answer(connection, len(here))
                        break
                    connection.sendall(answer)


def _request(connection: socket.socket) -> bytes:
    """One request with its body, empty where the other side hung up."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    while length and len(body) < int(length[1]):
        part = connection.recv(65536)
        data, body = data + part, body + part
    return data


@contextmanager
def raw(answers: dict[str, bytes | Behave], *, host: str = "127.0.0.1", tls=None) -> Iterator[Raw]:
    """Serve these. What an answer that writes itself returns is ignored; its connection is closed after it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    kind = type("Server", (_Server,), {"address_family": family})
    with kind((host, 0), _Handler) as server:
        name = f"[{host}]" if ":" in host else host
        served = Raw(answers, f"{'https' if tls else 'http'}://{name}:{server.server_address[1]}")
        server.raw, server.tls = served, tls
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield served
        finally:
            server.shutdown()
