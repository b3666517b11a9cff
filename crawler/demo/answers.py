"""The portal's addresses: which page or file answers which path."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime

from crawler.demo import assets, documents, feeds
from crawler.demo.body import document_path, picture_path
from crawler.demo.edition import Edition, story_path
from crawler.demo.pages import STATIC, error_page, home_page, listing_page, static_page
from crawler.demo.sections import SECTIONS
from crawler.demo.story import Story
from crawler.demo.story_page import print_copy, story_page

FLAKY_ID = 2012  # the story that answers 503 once
_HTML, _XML, _TEXT = "text/html; charset=utf-8", "application/xml; charset=utf-8", "text/plain; charset=utf-8"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NUMBER = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers and bytes of an answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked for. base: scheme and host. attempt: 1 where the address is asked for the first time."""

    path: str
    query: dict[str, str]
    base: str
    attempt: int


def answer(edition: Edition, ask: Ask) -> Response:
    """Answer with the first route that has something for the path; 404 where none has."""
    for pattern, handler in _ROUTES:
        if (matched := pattern.fullmatch(ask.path)) and (response := handler(edition, ask, *matched.groups())):
            return response
    return _not_found(edition)


def _home(edition: Edition, _ask: Ask) -> Response:
    return _page(home_page(edition))


def _listing(edition: Edition, ask: Ask, name: str, number: str | None = None) -> Response | None:
    number = number or ask.query.get("page", "1")
    html = listing_page(edition, SECTIONS[name], int(number)) if _NUMBER.fullmatch(number) else None
    return _page(html) if html else None


def _story(edition: Edition, ask: Ask, story_id: str | None = None) -> Response | None:
    story = _find(edition, story_id or ask.query.get("ItemID", ""))
    if story is None or not _is_address_of(story, ask):
        return None
    if story.id == FLAKY_ID and edition.options.flaky and ask.attempt == 1:
        return Response(503, {"Content-Type": _TEXT}, b"Service Unavailable")
    return _page(story_page(edition, story, ask.base), story)


def _print(edition: Edition, ask: Ask) -> Response | None:
    story = _find(edition, ask.query.get("ItemID", ""))
    return _page(print_copy(edition, story), story) if story else None


def _moved(edition: Edition, ask: Ask, story_id: str) -> Response | None:
    story = _find(edition, story_id)
    return Response(301, {"Location": ask.base + story_path(story), "Content-Type": _TEXT}) if story else None


def _static(edition: Edition, ask: Ask) -> Response | None:
    return _page(static_page(edition, ask.path)) if ask.path in STATIC else None


def _broken(edition: Edition, _ask: Ask) -> Response:
    page = error_page(edition, "Lỗi", "Đã xảy ra lỗi khi xử lý yêu cầu của quý vị.")
    return Response(500, {"Content-Type": _HTML}, page.encode())


def _not_found(edition: Edition) -> Response:
    page = error_page(edition, "Không tìm thấy trang", "Trang quý vị tìm không còn tồn tại.")
    return Response(404, {"Content-Type": _HTML}, page.encode())


def _robots(edition: Edition, ask: Ask) -> Response:
    return _file(feeds.robots(edition, ask.base).encode(), _TEXT)


def _rss(edition: Edition, ask: Ask) -> Response | None:
    if not edition.options.with_feed:
        return None
    return _file(feeds.rss(edition, ask.base).encode(), "application/rss+xml; charset=utf-8")


def _sitemap(edition: Edition, ask: Ask, name: str | None) -> Response | None:
    if not edition.options.with_sitemap:
        return None
    if name is None:
        return _file(feeds.sitemap_index(edition, ask.base).encode(), _XML)
    return _file(feeds.sitemap(edition, ask.base, foreign=name == "khac").encode(), _XML)


def _picture(edition: Edition, _ask: Ask, small: str | None, name: str) -> Response | None:
    known = any(picture.name == name for story in edition.stories for picture in story.pictures)
    if not known:
        return None
    return _file(assets.photo(name, 96, 64) if small else assets.photo(name), "image/jpeg")


def _icon(_edition: Edition, _ask: Ask, name: str, width: str, height: str) -> Response:
    return _file(assets.icon(name, int(width), int(height)), "image/png")


def _document(edition: Edition, _ask: Ask, name: str) -> Response | None:
    offered = (document for story in edition.stories for document in story.documents)
    found = next((document for document in offered if document.name == name), None)
    if found is None:
        return None
    if name.endswith(".docx"):
        return _file(documents.docx(found.title, *found.text), _DOCX)
    return _file(documents.pdf(found.title, *found.text), "application/pdf")


def _style(_edition: Edition, _ask: Ask) -> Response:
    return _file(b"body { font-family: Arial, sans-serif }\n", "text/css")


def _find(edition: Edition, story_id: str) -> Story | None:
    return edition.by_id.get(int(story_id)) if _NUMBER.fullmatch(story_id) else None


def _is_address_of(story: Story, ask: Ask) -> bool:
    """Only the id must be right in a path, as with most such portals; but each story has one kind of address."""
    return story.legacy == ask.path.endswith(".aspx")


def _page(html: str, story: Story | None = None) -> Response:
    response = _file(html.encode(), _HTML)
    if story:
        changed = feeds.instant(story.modified or story.date)
        response.headers["Last-Modified"] = format_datetime(changed, usegmt=True)
    return response


def _file(body: bytes, media_type: str) -> Response:
    """Answer with bytes. The ETag leaves the visitor counter out, so that it changes only when the content does."""
    return Response(200, {"Content-Type": media_type, "ETag": f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'}, body)


_Handler = Callable[..., Response | None]

_ROUTES: tuple[tuple[re.Pattern[str], _Handler], ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        ("/", _home),
        (r"/robots\.txt", _robots),
        (r"/rss/tin-tuc\.rss", _rss),
        (r"/sitemap(?:-(vi|khac))?\.xml", _sitemap),
        (r"/style\.css", _style),
        (r"/loi\.aspx", _broken),
        (r"/print\.aspx", _print),
        (r"/Pages/ChiTietTin\.aspx", _story),
        (r"/bai-cu/(\d{1,9})\.htm", _moved),
        (re.escape(picture_path("")) + r"(nho-)?([\w-]+\.jpg)", _picture),
        (re.escape(document_path("")) + r"([\w-]+\.(?:pdf|docx))", _document),
        (r"/images/([a-z]+)-(\d{1,4})x(\d{1,3})\.png", _icon),
        (r"/(tin-tuc-su-kien|thong-cao-bao-chi|en/news|th/khao)", _listing),
        (r"/(thong-cao-bao-chi)/trang-(\d{1,4})\.htm", _listing),
        (r"/(?:tin-tuc-su-kien|thong-cao-bao-chi|en/news|th/khao)/[^/]*-(\d{1,9})\.htm", _story),
        (r"/.*", _static),
    )
)
