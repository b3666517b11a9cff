"""What the spelling of an address says: its shape, and how much it looks like the address of one story.

General evidence only, no list of sites: how long and wordy the last segment is, numbers, a date in the path.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from crawler.urls import parts_of

# One address is asked for by several files, one after the other.
_CACHED = 8_192

_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jspx?|do|htmx|cfm|epl|page|xhtml|nsf)$", re.IGNORECASE)
_INDEX = frozenset({"index", "default", "home", "main"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD_BREAK = re.compile(r"[-_\s.+,~]+")

_DATE_IN_PATH = re.compile(
    r"(?:19|20)\d\d/?(?:0?[1-9]|1[0-2])/?(?:0?[1-9]|[12]\d|3[01])(?!\d)"  # /2024/07/22/, t20240722_, /20240722/
    r"|(?:19|20)\d\d[-_](?:0?[1-9]|1[0-2])[-_](?:0?[1-9]|[12]\d|3[01])(?!\d)"  # -2024-07-22
    r"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-_](?:0?[1-9]|1[0-2])[-_](?:19|20)\d\d(?!\d)"  # 12-9-2024
)
_MONTH_FOLDER = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2]|\D{3,12})/")
_YEAR_FOLDER = re.compile(r"/(?:19|20)\d\d/")
_CALENDAR = re.compile(
    r"/(?:19|20)\d\d(?:/(?:0?[1-9]|1[0-2])(?:/\d{1,2})?)?/?$"
)  # a year's, a month's, a day's listing
_NUMBER_AT_END = re.compile(r"(?:^|[-_a-z.])(\d{3,})$", re.IGNORECASE)
_NUMBER_AT_START = re.compile(r"^\d{2,}[-_]\w", re.IGNORECASE)
_STORY_PAGE = re.compile(r"(?:read|view|detail|show|chi-?tiet|article|story|release|content)", re.IGNORECASE)
_STORY_FOLDER = re.compile(r"details?(?:all)?|read|view|story|stories|chi-?tiet(?:-tin)?|art", re.IGNORECASE)
_LIST_PAGE = re.compile(r"(?:list|index|archive|chuyen-?muc|danh-?sach|danh-?muc|category|search)\b", re.IGNORECASE)
_STORY_PARAMETER = re.compile(
    r"(?:board|(?:id_?)?news|article|art|item|ntt|post|story|doc|bbs|pr|ann|notice|tin|info|n)?_?(?:id|no|seq|sn|idx|news|tin)"
    r"|p|n|s",
    re.IGNORECASE,
)
_NO_STORY = re.compile(
    r"tags?|tag[-_]?cloud|categor(?:y|ies|ia|ias|ie)|authors?|users?|log-?(?:in|out|on)|dang-?(?:nhap|ky)"
    r"|sign-?(?:in|up)"
    r"|register|search(?:[-_]results?)?|tim-?kiem|contact(?:[-_]?us)?|lien-?he|site-?map|so-?do(?:-site)?"
    r"|privacy(?:[-_]policy)?"
    r"|terms(?:[-_].*)?|cookies?|faqs?|help|accessibility|impressum|datenschutz|kontakt|contacto|contato"
    r"|aviso-legal|account"
    r"|cart|rss|feeds?|subscribe|newsletters?|wp-(?:admin|login|content|includes|json)|cdn-cgi|cgi-(?:bin|sys)"
    r"|_layouts"
    r"|webmail|mail|print|share|comments?|member(?:s|ship)?|profile|password|calendar|gallery|thu-vien-anh"
    r"|photos?|videos?",
    re.IGNORECASE,
)


@lru_cache(maxsize=_CACHED)
def shape_of(url: str) -> str:
    """The pattern of an address: host and folders as they are, numbers as 0, years as Y, a slug as *.

    `https://a.example/vi/news/flood-relief-for-the-delta-4711.html` has the shape `a.example/vi/news/*-0.html`.
    """
    parts = parts_of(url)
    segments = unquote(parts.path).rstrip("/").split("/")
    slash = "/" if parts.path.endswith("/") else ""
    folders = [_generalised(segment) for segment in segments[:-1]]
    query = "&".join(sorted(f"{name}={_value_shape(value)}" for name, value in parse_qsl(parts.query)[:20]))
    path = "/".join([*folders, _last_shape(segments[-1], deep=len(folders) > 1)]) + slash
    host = parts.netloc.removeprefix("www.")
    return f"{host}{path}?{query}" if query else f"{host}{path}"


@lru_cache(maxsize=_CACHED)
def story_evidence(url: str) -> float:
    """How much the spelling speaks for one story: above 0 for, below 0 against, some -6 to +6; additive log-odds."""
    parts = parts_of(url)
    segments = [segment for segment in unquote(parts.path).split("/") if segment]
    name = _EXTENSION.sub("", segments[-1]) if segments else ""
    is_folder = name.lower() in _INDEX and not parts.query
    if is_folder:
        segments = segments[:-1]
        name = segments[-1] if segments else ""
    if not segments and not parts.query:
        return -6.0
    evidence = _dated(parts.path) + _wordy(name, root=len(segments) <= 1) + _queried(name, parts.query)
    evidence += 0.0 if is_folder else _numbered(name)
    evidence += 1.5 * any(_STORY_FOLDER.fullmatch(segment) for segment in segments[:-1])
    evidence += 2.0 if "-" in segments[:-1] else 0.0  # Liferay's mark for "one piece of content"
    evidence -= 5.0 * bool(_CALENDAR.search(parts.path) and not parts.query)
    evidence -= 4.0 * any(_NO_STORY.fullmatch(_EXTENSION.sub("", segment)) for segment in segments)
    return evidence - 2.0 * bool(_LIST_PAGE.search(name) and len(words_of(name)) < 4)


@lru_cache(maxsize=_CACHED)
def words_of(segment: str) -> tuple[str, ...]:
    """The words of a slug; a run of Han, Kana, Hangul or Thai letters counts a word for every three letters."""
    words: list[str] = []
    for piece in _WORD_BREAK.split(segment):
        if piece.isascii():
            words += re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", piece)
        elif piece:
            unspaced = sum(c >= "\u0e00" for c in piece) > len(piece) / 2
            words += [piece[at : at + 3] for at in range(0, len(piece), 3)] if unspaced else [piece]
    return tuple(words)


def _dated(path: str) -> float:
    if _DATE_IN_PATH.search(path):
        return 3.0
    if _MONTH_FOLDER.search(path):
        return 2.0
    return 1.0 if _YEAR_FOLDER.search(path) else 0.0


def _wordy(name: str, *, root: bool) -> float:
    words = sum(not word.isdigit() for word in words_of(name))
    if not name:
        return 0.0
    if words >= 6 or len(name) >= 45:
        return 2.5
    if words >= 4:
        return 1.5
    if words == 3:
        return 0.5
    return -1.5 if root else -0.7


def _numbered(name: str) -> float:
    if name.isdigit():
        return -0.5 if _YEAR.fullmatch(name) else 2.0 if len(name) >= 3 else 0.0
    if hit := _NUMBER_AT_END.search(name):
        return 1.0 if _YEAR.fullmatch(hit[1]) else 2.0
    if _NUMBER_AT_START.search(name):
        return 1.5
    mixed = re.fullmatch(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?=\D*\d)[0-9a-f]{12,40}", name.lower())
    return 1.5 if mixed else 0.0


def _queried(name: str, query: str) -> float:
    if not query:
        return 0.0
    pairs = parse_qsl(query)[:20]
    names_one = any(_STORY_PARAMETER.fullmatch(key) and re.search(r"\d", value) for key, value in pairs)
    if not names_one:
        return -1.0
    return 3.0 if _STORY_PAGE.search(name) else 1.7


def _generalised(segment: str) -> str:
    if _YEAR.fullmatch(segment):
        return "Y"
    return re.sub(r"\d+", "0", segment)


def _last_shape(segment: str, *, deep: bool) -> str:
    extension = _EXTENSION.search(segment)
    name = segment[: extension.start()] if extension else segment
    words = words_of(name)
    if len(words) >= (2 if deep else 3) and sum(not word.isdigit() for word in words) >= 2:
        head = "0-" if re.match(r"\d+[-_]", name) else ""
        tail = "-0" if re.search(r"\d$", name) else ""
        name = f"{head}*{tail}"
    return _generalised(name) + (extension[0].lower() if extension else "")


def _value_shape(value: str) -> str:
    if value.isdigit():
        return "0"
    return value if value.isascii() and len(value) <= 12 and value.isalpha() else "*"
