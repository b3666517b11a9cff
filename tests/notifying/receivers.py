"""Notifiers on loopback: web hooks that take, refuse, hang and drip, and a mail server."""

import json
import socket
import socketserver
import threading
import time
from contextlib import contextmanager

from web import Answer, serve


@contextmanager
def hook(status=200):
    """A web hook; `got` has what it was told, the latest last."""
    got = []

    def answer(request):
        got.append(json.loads(request.body))
        return Answer("{}", status, "application/json")

    with serve(answer) as web:
        web.got = got
        web.json = web.url.replace("http://", "json://")
        yield web


@contextmanager
def mail():
    """A mail server that takes everything; yields its port and the letters it was given."""
    letters = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.say("220 ready")
            while line := self.rfile.readline().decode().strip():
                verb = line.upper()[:4]
                if verb == "DATA":
                    self.say("354 go on")
                    letters.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                self.say("221 bye" if verb == "QUIT" else "250 fine")

        def say(self, text):
            self.wfile.write(f"{text}\r\n".encode())

    with serving(Handler) as port:
        yield port, letters


@contextmanager
def dripping():
    """A server that answers a byte at a time, for ever; yields its port."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                while True:
                    self.wfile.write(b"x")
                    time.sleep(0.05)
            except OSError:
                return

    with serving(Handler) as port:
        yield port


@contextmanager
def silent():
    """A server that takes a connection and says nothing; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@contextmanager
def serving(handler):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def free_port():
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
