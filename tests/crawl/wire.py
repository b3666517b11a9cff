"""A web server for trouble: it writes bytes, not answers, so that it can cut, drip, reset and refuse."""

import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus

from web import Answer, Web


@dataclass
class Call:
    """One request. headers: names in lower case. nth: of the requests for this path, from 1."""

    path: str
    headers: dict[str, str]
    nth: int
    socket: socket.socket

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def drip(self, data: bytes, pause: float) -> None:
        """One byte, a pause, the next byte."""
        for byte in data:
            self.send(bytes([byte]))
            time.sleep(pause)

    def reset(self) -> None:
        """Hang up as a firewall does: the other side reads «connection reset»."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def written(answer: Answer, length: int | None = None) -> bytes:
    """An answer as it goes over the wire; `length` is what it claims to have where that is a lie."""
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    headers = {"Content-Type": answer.type, "Content-Length": str(len(body) if length is None else length)}
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in {**headers, **answer.headers, "Connection": "close"}.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass
class Wire(Web):
    """connections: how many were opened; most_open: how many at one time."""

    connections: int = 0
    open: int = 0
    most_open: int = 0


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, address):
        return  # the other side hung up, which is what the test is about


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        web = self.server.web
        web.connections += 1
        web.open += 1
        web.most_open = max(web.most_open, web.open)
        try:
            with suppress(OSError):
                self.talk(self.secured(web.connections))
        finally:
            web.open -= 1

    def secured(self, nth):
        if self.server.tls is None:
            return self.request
        context = self.server.tls(nth)
        if context is None:
            self.request.recv(1)
            raise ConnectionAbortedError
        return context.wrap_socket(self.request, server_side=True)

    def talk(self, connection):
        head = b""
        while b"\r\n\r\n" not in head and (data := connection.recv(65536)):
            head += data
        if head:
            answer = self.server.behave(self.call(head.decode("latin-1"), connection))
            if answer is not None:
                connection.sendall(written(answer))
        connection.close()

    def call(self, head, connection):
        first, *lines = head.split("\r\n\r\n", maxsplit=1)[0].split("\r\n")
        path = first.split(" ")[1]
        web = self.server.web
        web.asked.append(path)
        web.when.append(time.monotonic())
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        return Call(path, headers, web.times(path), connection)


@contextmanager
def wire(
    behave: Callable[[Call], Answer | None], tls: Callable[[int], ssl.SSLContext | None] | None = None
) -> Iterator[Wire]:
    """Serve `behave(call)`: an Answer is written whole; None says that it did the writing itself.

    One request a connection. tls: the context for the nth connection (from 1), None hangs up in its handshake.
    """
    with Server(("127.0.0.1", 0), Handler) as server:
        web = Wire(f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_address[1]}")
        server.web, server.behave, server.tls = web, behave, tls
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()
