"""A server over an archive, and how it is asked."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Told:
    """An answer of the server."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Site:
    """A server. address: with a slash at its end."""

    address: str

    def get(self, path: str, method: str = "GET", **headers: str) -> Told:
        """path: with a slash at its start. Redirects are not followed."""
        request = urllib.request.Request(self.address + path[1:], method=method, headers=headers)  # noqa: S310 - ours
        try:
            with _opener.open(request, timeout=20) as answer:
                return Told(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Told(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Staying)


@contextmanager
def serving(folder: Path, **options):
    """A server over an archive, in a thread of this process."""
    from archive.browse.readers import Readers
    from archive.browse.server import Server, application, listening

    is_ready, readers = threading.Event(), Readers(folder)
    with listening("127.0.0.1", 0) as listener:
        server = Server(application(readers, folder, **options), is_ready.set)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert is_ready.wait(20)
            yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        finally:
            server.should_exit = True
            thread.join(20)
            readers.close()
