"""What was captured: `/article/ID/replay`, `/capture/ID` and `/file/SHA256`. Nothing of it has any power here."""

from __future__ import annotations

from collections.abc import Mapping

from archive.browse.addresses import path
from archive.browse.held import RASTER
from archive.browse.page import Content, NotFoundError, Page, Reply, Routes
from archive.browse.pages.article import number_of, record_of
from archive.browse.replay import POLICY, replayed
from archive.browse.request import Request
from archive.browse.safe_html import language_tag
from archive.browse.security import FILE_POLICY
from archive.captures import RawPage
from archive.errors import CaptureError
from archive.media_type import HTML, PLAIN, UNKNOWN, ending, sniff
from archive.store import Archive

_KEPT = 3600  # seconds that browsers may keep what never changes
_PAGES = frozenset({HTML, PLAIN, UNKNOWN, "application/xml"})  # what a page's bytes may be taken for


def replay(request: Request, archive: Archive) -> Page:
    """The captured page of a revision, in a frame without power."""
    record = record_of(request, archive)
    told = next((each for each in archive.history(record.id) if each.number == record.revision), None)
    if told is None or told.capture_id is None:
        raise NotFoundError(f"No page was captured of article {record.id}, revision {record.revision}.")
    values = {"record": record, "told": told, "tag": language_tag}
    return Page(template="replay.html", values=values)


def capture(request: Request, archive: Archive) -> Reply:
    """One capture: a page as it can be shown again, a picture, anything else as a file."""
    number = number_of(request, "id")
    page = _captured(archive, number)
    media_type = sniff(page.body)
    if media_type in RASTER:
        return _picture(page.body, media_type)
    shown = replayed(page, archive, lambda other: path("capture", other)) if media_type in _PAGES else None
    if shown is None:
        return Page(template="unshown.html", values={"page": page, "number": number, "size": len(page.body)})
    body = shown.encode("utf-8", "replace")
    return Content(body=body, media_type="text/html; charset=utf-8", policy=POLICY, headers=_UNREAD)


def raw(request: Request, archive: Archive) -> Content:
    """The bytes of a capture, as a file."""
    number = number_of(request, "id")
    body = _captured(archive, number).body
    return _download(body, f"capture-{number}.{ending(sniff(body))}")


def file(request: Request, archive: Archive) -> Content:
    """A picture as it is, any other content as a file."""
    sha256 = request.parts["sha256"]
    try:
        body = archive.file(sha256)
    except CaptureError as error:
        raise NotFoundError(str(error)) from error
    media_type = sniff(body)
    return (
        _picture(body, media_type) if media_type in RASTER else _download(body, f"{sha256[:16]}.{ending(media_type)}")
    )


def _captured(archive: Archive, number: int) -> RawPage:
    try:
        return archive.page(number)
    except CaptureError as error:
        raise NotFoundError(str(error)) from error


def _picture(body: bytes, media_type: str) -> Content:
    return Content(body=body, media_type=media_type, policy=FILE_POLICY, seconds=_KEPT)


def _download(body: bytes, name: str) -> Content:
    """Bytes that a browser is to keep and not to show. name: of letters, digits, hyphens and dots."""
    told: Mapping[str, str] = {"content-disposition": f'attachment; filename="{name}"'}
    return Content(body=body, media_type=UNKNOWN, headers=told, policy=FILE_POLICY, seconds=_KEPT)


_UNREAD: Mapping[str, str] = {"x-dns-prefetch-control": "off"}  # no name in it is looked up
ROUTES: Routes = (
    (r"/article/(?P<id>[0-9]+)(?:/(?P<revision>[0-9]+))?/replay", replay),
    (r"/capture/(?P<id>[0-9]+)", capture),
    (r"/capture/(?P<id>[0-9]+)/raw", raw),
    (r"/file/(?P<sha256>[0-9a-f]{64})", file),
)
