"""Our plugin of Datasette: it has our pages, and nothing of theirs changes but what an error looks like."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.plugins import pm

from archive.browse.page import Answering, Content, NotFoundError, Page, Redirect, RefusedError, Reply, Stream
from archive.browse.pages import ROUTES
from archive.browse.readers import Readers
from archive.browse.rendering import render
from archive.browse.request import Request, arguments_of, parts_of
from archive.browse.streaming import Streamed
from archive.errors import ArchiveError, ArticleNotFoundError, QueryError, RunNotFoundError
from archive.store import Archive

_log = logging.getLogger(__name__)


class BrowseDatasette(Datasette):  # type: ignore[misc] # it has no types
    """Datasette with an archive behind it."""

    def __init__(self, readers: Readers, **options: Any) -> None:
        self.readers = readers
        super().__init__(**options)


class Plugin:
    """What Datasette asks of us. Of a Datasette that is not ours, nothing."""

    __name__ = "envnews-browse"  # no module's: Datasette is not to find our templates and take them for its own

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self, datasette: Datasette) -> list[tuple[str, Callable[..., Awaitable[Response | Streamed]]]]:
        """Our pages come before Datasette's."""
        if not isinstance(datasette, BrowseDatasette):
            return []
        return [(f"{pattern}$", _view(answer, datasette.readers)) for pattern, answer in ROUTES]

    @hookimpl(wrapper=True)  # type: ignore[untyped-decorator]
    def handle_exception(
        self, datasette: Datasette, request: Any, exception: Exception
    ) -> Generator[None, list[Any], list[Any]]:
        """Errors of Datasette's pages: its own way prints them, stored text and all, on the terminal."""
        theirs = yield
        return [_datasettes_error(request, exception)] if isinstance(datasette, BrowseDatasette) else theirs


def _datasettes_error(request: Any, exception: Exception) -> Response:
    status = 503 if isinstance(exception, ArchiveError) else int(getattr(exception, "status", 500))
    if status >= 500:
        _log.error("%r: %s", request.path, exception, exc_info=exception if status == 500 else None)
    told = "There is no such page." if status == 404 else str(exception) if status != 500 else "It went wrong."
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": told, "status": status}, status=status)
    return _response(_error(status, told))


def _view(answer: Answering, readers: Readers) -> Callable[..., Awaitable[Response | Streamed]]:
    async def view(request: Any) -> Response | Streamed:
        asked = Request(
            path=request.path,
            parts=parts_of(request.url_vars),
            arguments=arguments_of(request.query_string),
            headers=request.headers,
        )
        return await _answered(readers, lambda archive: answer(asked, archive))

    return view


async def _answered(readers: Readers, ask: Callable[[Archive], Reply]) -> Response | Streamed:
    """The answer, made and rendered in a thread of the readers."""
    try:
        made = await readers.run(lambda archive: _made(readers, ask(archive)))
        return Streamed(made, readers) if isinstance(made, Stream) else made
    except (NotFoundError, ArticleNotFoundError, RunNotFoundError) as error:
        return _response(_error(404, str(error)))
    except (RefusedError, QueryError) as error:
        return _response(_error(400, str(error)))
    except ArchiveError as error:
        _log.error("%s", error)
        return _response(_error(503, f"The archive cannot answer: {error}"))


def _made(readers: Readers, reply: Reply) -> Response | Stream:
    if isinstance(reply, Stream):
        return reply
    response = _response(reply)
    if isinstance(reply, Page) and reply.after is not None:
        readers.later(reply.after)
    return response


def _error(status: int, told: str) -> Page:
    return Page(template="error.html", values={"told": told}, status=status)


def _response(reply: Page | Content | Redirect) -> Response:
    if isinstance(reply, Redirect):
        return Response("", status=302, headers={"location": reply.to})
    headers = {"content-security-policy": reply.policy} if reply.policy else {}
    if isinstance(reply, Content):
        keep = f"private, max-age={reply.seconds}" if reply.seconds else "no-cache"
        headers |= {"cache-control": keep, **reply.headers}
        return Response(reply.body, status=reply.status, headers=headers, content_type=reply.media_type)
    body = render(reply.template, reply.values)
    return Response.html(body, status=reply.status, headers={"cache-control": "no-cache", **headers})


pm.register(Plugin(), "envnews-browse")
