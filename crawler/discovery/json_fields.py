"""The fields of a JSON record: which of them holds its address, its headline, its date.

Names differ from portal to portal, so a field is known by its name and by its values, over all records of a list.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from crawler.discovery.dates import is_date_alone, printed_date, printed_month_first
from crawler.discovery.texts import text_width
from crawler.urls import canonical, is_document, is_media

Fields = dict[str, Any]  # a record's values by their path, `attributes.path.alias`

MAX_FIELDS = 200
_MAX_LEVELS = 4
_MAX_TITLE = 500
_TAG = re.compile(r"<[^<>]{1,500}>")
_ADDRESSES = (
    "url", "link", "href", "permalink", "canonicalurl", "weburl", "pageurl", "detailurl", "newsurl", "articleurl",
    "posturl", "fullurl", "absoluteurl", "publicurl", "detaillink", "linkurl", "alias", "path", "urlpath",
    "relativeurl", "uri", "encodedabsurl", "fileref", "serverrelativeurl",
)  # fmt: skip
_ADDRESS = re.compile(r"url|link|href|permalink|连结|連結|網址|网址|链接|鏈接|링크|リンク", re.IGNORECASE)
_FOREIGN = re.compile(  # an address or name under these is another page's, or a file's
    r"im(?:age|g)|thumb|phot|pict|icon|logo|avatar|video|audio|media(?!type)|poster|banner|attach|download|pdf|^docs?$|author|user"
    r"|creator|editor|categor|^tags?$|tag_|taxonom|topic|section|parent|^self$|_?api|edit|comment|share|facebook|twitter|related"
    r"|similar|^prev|^next|^source|breadcrumb|organi[sz]|department|^guid$|shortlink|embed|translation|alternate|^seo|yoast",
    re.IGNORECASE,
)
_ENDPOINT = re.compile(r"/(?:wp-json|jsonapi|_api|api|graphql|rest)/|\.json(?:$|\?)", re.IGNORECASE)
_PATHLIKE = re.compile(
    r"[^\s<>{}]{1,300}/[^\s<>{}]{0,1500}|[^\s<>{}/]{1,300}\.(?:s?html?|aspx?|php|jsp|do)(?:\?\S{0,1000})?|\?\S{1,1000}"
)
_TITLES = (
    "title", "headline", "newstitle", "articletitle", "posttitle", "subject", "heading", "caption", "name", "label",
    "displayname",
)  # fmt: skip
_TITLE = re.compile(
    r"title|headline|subject|heading|标题|標題|主旨|제목|タイトル|件名|tieu_?de|titre|titulo|judul|başlık|заголовок|العنوان|titolo|titel",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"sub_?title|meta|seo|short|alt$|pagetitle|site|type", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"publi|posted|release|issue|news_?date|post_?date|pub_?date|display_?date|발행|등록|發布|发布|公開|ngay_?dang",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"date|^day$|time|created|ngay|fecha|datum|tanggal|日期|时间|時間|날짜|日付|дата|تاريخ|^d(?:ata|t)$|_at$|^ts$|stamp|epoch",
    re.IGNORECASE,
)
_NO_DATE = re.compile(
    r"updat|modif|chang|expir|^end|_end|deadline|unpublish|valid|delete|archiv|event|gmt", re.IGNORECASE
)
_ASP_NET = re.compile(r"/Date\((-?\d{1,15})(?:[+-]\d{4})?\)/")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?")
_MINGUO = re.compile(r"(1[0-3]\d)(?:([./-])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?!\d)")  # Taiwan counts years from 1912
_EPOCHS = (631_152_000, 4_102_444_800)  # seconds, 1990 to 2100


def fields_of(record: dict[str, Any]) -> Fields:
    """The record's plain values, those of what it wraps and of lists of one with them (`title.rendered`)."""
    found: Fields = {}
    pending: list[tuple[str, Any, int]] = [("", record, 0)]
    while pending and len(found) < MAX_FIELDS:
        path, value, level = pending.pop(0)
        if isinstance(value, list) and len(value) == 1 and level <= _MAX_LEVELS:
            pending.append((path, value[0], level + 1))
        elif isinstance(value, dict) and level <= _MAX_LEVELS:
            parts = islice(value.items(), MAX_FIELDS)
            pending += [(f"{path}.{key}" if path else str(key), part, level + 1) for key, part in parts]
        elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
            found[path] = value
    return found


def addresses(records: Sequence[Fields], base: str) -> list[str | None]:
    """The address of the page of each record, None for one that names none."""
    columns: defaultdict[str, list[str | None]] = defaultdict(lambda: [None] * len(records))
    for at, record in enumerate(records):
        for path, value in record.items():
            if isinstance(value, str) and (address := _address(path, value, base)):
                columns[path][at] = address
    ranked = sorted(
        (path for path in columns if _tells_apart(columns[path])),
        key=lambda path: (_address_rank(path), path.count(".")),
    )
    return [next((columns[path][at] for path in ranked if columns[path][at]), None) for at in range(len(records))]


def titles(records: Sequence[Fields]) -> list[str | None]:
    """The headline of each record."""
    paths = dict.fromkeys(path for record in records for path in record)
    named = sorted(
        (path for path in paths if _title_rank(path) < 90), key=lambda path: (_title_rank(path), path.count("."))
    )
    if not named:
        named = _wordy(records, paths)
    return [next((text for path in named if (text := plain_text(record.get(path)))), None) for record in records]


def dates(records: Sequence[Fields]) -> list[tuple[str | None, bool]]:
    """The day or instant (ISO 8601) on which each record appeared, and whether it has a date of any kind."""
    paths = dict.fromkeys(path for record in records for path in record)
    ranked = sorted((_date_rank(path), path.count("."), path) for path in paths if _date_rank(path) < 99)
    orders = {path: _month_first(record.get(path) for record in records) for _, _, path in ranked}
    return [_dated(record, [(rank, path, orders[path]) for rank, _, path in ranked]) for record in records]


def plain_text(value: object) -> str | None:
    """A headline without the markup and the escapes it came in."""
    text = html.unescape(_TAG.sub("", value[:4_000])) if isinstance(value, str) else ""
    return " ".join(text.split())[:_MAX_TITLE] or None


def moment(value: object, *, month_first: bool | None = None, named: bool = True) -> str | None:
    """A date in any of the ways in which JSON writes one; a bare number only where `named` calls it one."""
    if isinstance(value, str):
        if hit := _ASP_NET.fullmatch(value.strip()):
            return _epoch(int(hit[1]) / 1_000)
        digits = value.strip()
        if not (digits.isascii() and digits.isdigit()):
            return _written(digits[:100], month_first) if named or is_date_alone(digits[:100]) else None
        value = int(digits[:20])
    if not named or isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if 1_000_101 <= value <= 1_391_231:
        return _written(str(value), month_first)
    if hit := _COMPACT.fullmatch(str(value)):
        return printed_date(f"{hit[1]}-{hit[2]}-{hit[3]}")
    return _epoch(value) or (_epoch(value / 1_000) if value < 1e15 else None)


def _written(text: str, month_first: bool | None) -> str | None:
    if found := _mailed(text) if text[:1].isalpha() else printed_date(text, month_first=month_first):
        return found
    if hit := _MINGUO.match(text):
        return printed_date(f"{int(hit[1]) + 1911}-{int(hit[3] or hit[5]):02}-{int(hit[4] or hit[6]):02}")
    return printed_date(text, month_first=month_first) if text[:1].isalpha() else None


def _mailed(text: str) -> str | None:
    """A date as mails and feeds have it: Fri, 01 May 2026 10:00:00 +0700."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _epoch(seconds: float) -> str | None:
    if not _EPOCHS[0] <= seconds < _EPOCHS[1]:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


@lru_cache(maxsize=4_096)
def _last_name(path: str) -> str:
    """What a field is called: `title` for `title.rendered` and `attributes.title.0.value`."""
    names = [
        name
        for name in path.split(".")
        if name.lower() not in {"rendered", "value", "text", "und", "raw", "html", "url_text"}
    ]
    return names[-1] if names else path


@lru_cache(maxsize=4_096)
def _is_foreign(path: str) -> bool:
    return len(path) > 200 or any(_FOREIGN.search(name) for name in path.split("."))


def _plain_name(path: str) -> str:
    return re.sub(r"[^a-z]", "", _last_name(path).lower())


def _address(path: str, value: str, base: str) -> str | None:
    text = value.strip()
    if not text or len(text) > 2_000 or _is_foreign(path):
        return None
    if not text.startswith(("http://", "https://", "/", "./", "../", "?")):
        if _address_rank(path) > 60 or not _PATHLIKE.fullmatch(text) or re.match(r"[\w-]{1,20}:", text):
            return None
        text = f"/{text}"  # a page's script puts it behind the site's own address more often than not
    address = canonical(text, base)
    if address is None or is_media(address) or is_document(address) or _ENDPOINT.search(address):
        return None
    return address


@lru_cache(maxsize=4_096)
def _address_rank(path: str) -> int:
    name = _plain_name(path)
    if name in _ADDRESSES:
        return _ADDRESSES.index(name)
    return 50 if _ADDRESS.search(_last_name(path)) else 70


def _tells_apart(column: Sequence[str | None]) -> bool:
    """Whether records have addresses of their own in it, not all that of one page."""
    given = [address for address in column if address]
    return len(set(given)) * 2 > len(given)


@lru_cache(maxsize=4_096)
def _title_rank(path: str) -> int:
    name = _last_name(path)
    if _is_foreign(path) or (_NO_TITLE.search(name) and _plain_name(path) not in _TITLES):
        return 99
    if _plain_name(path) in _TITLES:
        return _TITLES.index(_plain_name(path))
    return 30 if _TITLE.search(name) else 99


def _wordy(records: Sequence[Fields], paths: Iterable[str]) -> list[str]:
    """The fields without a name that says so whose texts are as long as headlines, the longest first."""
    widths = {}
    for path in paths:
        texts = [text for record in records if isinstance(text := record.get(path), str)]
        width = sum(map(text_width, texts)) / len(texts) if texts else 0
        if 15 <= width <= 250 and len(set(texts)) * 2 > len(texts) and not any(map(_is_no_headline, texts[:20])):
            widths[path] = width
    return sorted(widths, key=lambda path: -widths[path])[:3]


def _is_no_headline(text: str) -> bool:
    return (
        is_date_alone(text)
        or text.startswith(("http://", "https://", "/"))
        or (" " not in text.strip() and text.isascii())
    )


@lru_cache(maxsize=4_096)
def _date_rank(path: str) -> int:
    name = _last_name(path)
    if _is_foreign(path):
        return 99
    if _NO_DATE.search(name):
        return 50 if _DATE.search(name) or _PUBLISHED.search(name) else 99
    if _PUBLISHED.search(name):
        return 0
    if re.search(r"creat", name, re.IGNORECASE):
        return 20
    return 10 if _DATE.search(name) else 30


def _month_first(values: Iterable[object]) -> bool | None:
    """How a column writes 03/04/2026, where one of its values shows it."""
    texts = [value[:40] for value in values if isinstance(value, str)]
    if printed_month_first(texts):
        return True
    return False if any(re.match(r"(?:1[3-9]|2\d|3[01])[./-]\d{1,2}[./-]\d{4}", text) for text in texts) else None


def _dated(record: Fields, ranked: list[tuple[int, str, bool | None]]) -> tuple[str | None, bool]:
    dated = False
    for rank, path, order in ranked:
        found = moment(record[path], month_first=order, named=rank < 30 or rank == 50) if path in record else None
        if found and rank < 50:
            return found, True
        dated = dated or bool(found)
    return None, dated
