"""One address's identity: its canonical spelling, the key it is compared by, and what the spelling alone tells.

Pure and total: any string may be passed. `canonical` is what is stored and fetched; `identity` is only compared.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import quote, unquote, unquote_plus, urljoin, urlsplit

from crawler.url_noise import strip_session, without_noise, without_path_session

__all__ = [
    "MAX_LENGTH", "canonical", "host_of", "identity", "in_scope", "is_copy_of", "is_document", "is_media", "is_part_of",
    "is_print_copy",
    "key_of", "parts_of", "strip_session", "without_parameters",
]  # fmt: skip

MAX_LENGTH = 2_000
_MAX_RAW_LENGTH = 20_000
_MAX_HOST_LENGTH = 253
_PORTS = {"http": 80, "https": 443}
_CACHED = 8_192
_PLAIN = re.compile(  # an address in the one spelling already, but for its parameters and its fragment
    r"(?P<address>https?://(?P<host>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(?!80/|443/)(?:[1-9]\d{0,3}|[1-5]\d{4}))?(?:/(?!\.)[A-Za-z0-9:@!$&'*+,=_~.-]*)+)"
    r"(?:\?(?P<query>[A-Za-z0-9/:@!$&'()*+,;=._~?-]*))?(?:#.*)?",
    re.DOTALL,
)

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = "/:@!$&'()*+,;=-._~%?"

_INDEX_PAGE = re.compile(r"/(?:index|default|home)\.(?:html?|shtml|php\d?|aspx?|jsp|do|xhtml)$", re.IGNORECASE)
_WPS_STATE = re.compile(r"/!ut/p/.*", re.DOTALL)
_STORY_PAGE = re.compile(r"(?:read|view|detail|show|chitiet|article|release|content)", re.IGNORECASE)
_STORY_PARAMETER = re.compile(
    r"(?:board|news|id_?news|article|art|item|ntt|post|content|story|doc|bbs|pr|ann|notice)?_?(?:id|no|seq|sn|idx|news)",
    re.IGNORECASE,
)
_STORY_NUMBER = re.compile(  # names a story whatever the script is called, unless it is called a list
    r"(?:(?:article|ntt|post|story)_?(?:id|no|seq|sn|idx)|wr_id|document_srl)=\d+", re.IGNORECASE
)
_LIST_SCRIPT = re.compile(r"list", re.IGNORECASE)
_PLACE_PARAMETER = re.compile(  # where in a listing a story was opened, on a page that names the story itself
    r"menu_?(?:id|no|cd|seq)|key|mid|reg|page(?:r?_?offset|_?index|_?no|_?num|_?unit|_?size)?|cpage|max\w+(?:items|pages)"
    r"|search\w*|srch\w*|decorator|orgcd|pg|cp|(?:cur(?:rent)?|go(?:to)?|now)_?page(?:_?no)?|sfl|stx|sca|sst|sod|sop|spt",
    re.IGNORECASE,
)
_CAME_FROM = re.compile(  # SharePoint: the page that the story was opened on, the kind of the item
    r"source=(?:https?:|/|%2F).*|contenttypeid=0x.*", re.IGNORECASE | re.DOTALL
)
_NUMBERED_SLUG = re.compile(r"(/article_?id/\d+)/(?=[^/]*[^\W\d])[^/]+$", re.IGNORECASE)  # DotNetNuke answers without
_JOOMLA_PLACE = re.compile(r"itemid|catid", re.IGNORECASE)
_LEAST_SLUG = 16
_OWN_NUMBER = re.compile(r"(?:.*[-_.])?(\d{4,10})|(\d{4,10})[-_.].*", re.DOTALL)
_LANGUAGE_PART = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?|eng|vie|english|vietnamese|thai|arabic")
_PRINT_NAME = re.compile(r"print(?:able|er|_?friendly|view|_?page)?", re.IGNORECASE)
_PRINT_SWITCH = frozenset({"view", "mode", "format", "action", "task", "type", "tmpl", "layout", "op", "display"})
_PRINT_SEGMENT = re.compile(
    r"(?:print|printer|printable|printpdf|printmail|print[-_]?(?:preview|version|view|page|friendly|news|article|post)"
    r"|p?in-?(?:bai|tin|bai-?viet|tin-?tuc|tin-?bai)|druckversion|versao-impressao|imprimir|imprimer|stampa)"
    r"(?:\.[a-z]{2,5})?",
    re.IGNORECASE,
)
_PROGRAM = r"(?:do|php\d?|aspx?|ashx|axd|jspx?|action|cfm|cgi)"
_FILE_WORD = (  # words that the names of programs which give out files are made of
    r"(?:read|get|do|common|cmm|com|http|web|bbs|board|atch|attach(?:ed|ments?)?|doc(?:ument)?s?|files?|pdf|data|force|direct"
    r"|proc(?:ess)?|action|handler|by|id|multi|zip|[_-])"
)
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|pptx?|ppsx?|hwpx?|hwt|odt|ods|odp|rtf|csv|tsv|txt|epub|zip|rar|7z|t?gz|tar|bz2"
    r"|wps|et|ofd|ceb|gd|kmz|kml|shp|exe|msi|apk|ics|vcf|eml|p7[ms])(?:/view|/download)?$|/@@download/"
    rf"|^/(?:[a-z-]{{2,20}}/)?documents/(?:d/|\d+/)|/(?:{_FILE_WORD}{{0,4}}down(?:load(?:er)?)?{_FILE_WORD}{{0,4}}"
    rf"|(?:get|read|open|load|send)_?(?:attach(?:ed|ment)?|att|bbs|pdf)?_?file)\.{_PROGRAM}$",
    re.IGNORECASE,
)
_GIVEN_FILE = re.compile(  # /download?id=7, /common/fileDownload?atchFileId=FILE_07
    r"/(?:file_?)?down(?:load)?(?:_?file)?/?\?(?:[^&]*&)*(?:\w{0,30}(?:file|doc|att|atch)\w{0,30}|f?id|seq|no|sn|key|uuid)=[^&]",
    re.IGNORECASE,
)
_NAMED_FILE = re.compile(r"=[^&]*\.(?:pdf|docx?|xlsx?|pptx?|hwpx?|zip)(?:&|$)", re.IGNORECASE)
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|ico|tiff?|avif|heic|mp[34]|m4[av]|mov|avi|wmv|flv|webm|ogg|ogv|wav|mpe?g|mkv|m3u8"
    r"|css|js|mjs|map|woff2?|ttf|eot|otf|swf)$",
    re.IGNORECASE,
)


def canonical(url: str, base: str | None = None) -> str | None:
    """The absolute http(s) address without fragment, tracking and session ids, in one spelling. Idempotent.

    The parameters keep their order. None where it is no address to fetch: another scheme, broken, too long (2,000).
    """
    raw = url.strip("\x00\t\n\r\f\v \u00a0\u200b\ufeff")
    if not raw or len(raw) > _MAX_RAW_LENGTH:
        return None
    try:
        return _known(_joined(raw, base) if base else raw)
    except (ValueError, UnicodeError):
        return None


def _joined(raw: str, base: str) -> str:
    """What `urljoin` gives, without its cost for the usual spellings. Raises ValueError."""
    whole = _origin(base) + raw if raw.startswith("/") and not raw.startswith("//") else raw
    return whole if _PLAIN.fullmatch(whole) else urljoin(base, _forward_slashes(raw))


@lru_cache(maxsize=256)
def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=_CACHED)  # menus repeat on every page of a site, and several questions are asked of each address
def _known(url: str) -> str | None:
    plain = _PLAIN.fullmatch(url)
    if plain is None or len(plain["host"]) > _MAX_HOST_LENGTH:
        return _normalised(_forward_slashes(url))
    query = without_noise(plain["query"] or "")
    address = plain["address"] + (f"?{query}" if query else "")
    return address if len(address) <= MAX_LENGTH else None


parts_of = lru_cache(maxsize=_CACHED)(urlsplit)  # one address is taken apart by several files, one after the other


@lru_cache(maxsize=_CACHED)
def identity(url: str) -> str:
    """The key under which the spellings of one page are equal; no address. An unreadable address is its own key."""
    known = canonical(url)
    if known is None:
        return url
    parts = parts_of(known)
    host = _without_www(parts.netloc.removesuffix(":80").removesuffix(":443"))
    query = _identity_query(parts.path, parts.query) if parts.query else ""
    path = _INDEX_PAGE.sub("/", parts.path)
    if "urile=" in parts.query:  # IBM portals name the story there and the visitor's state in the path
        path = _WPS_STATE.sub("", path)
    path = unicodedata.normalize("NFC", unquote(re.sub(r"/{2,}", "/", path)).rstrip("/"))
    path = _NUMBERED_SLUG.sub(r"\1", path)
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def key_of(url: str) -> str:
    """The identity of an address of the frontier. A fragment there tells the answers to one form apart (Link.post)."""
    page, mark, answer = url.partition("#")
    return identity(page) + mark + answer


def host_of(url: str) -> str:
    """The host in lower case, with its port where that is not the scheme's own; empty where there is none."""
    known = canonical(url)
    return parts_of(known).netloc if known else ""


def in_scope(url: str, hosts: Collection[str]) -> bool:
    """Whether the address is on one of the hosts; `www.` makes no difference, any other sub-host must be listed."""
    host = _without_www(host_of(url))
    return bool(host) and any(host == _without_www(allowed.lower()) for allowed in hosts)


def is_print_copy(url: str) -> bool:
    """Whether the spelling says: the printable copy of another page."""
    parts = _split(url)
    if parts is None:
        return False
    path, query = parts
    if any(_PRINT_SEGMENT.fullmatch(segment) for segment in path.split("/")[1:]):
        return True
    return path.lower().endswith((".print", ".print.html")) or any(map(_asks_print, query.split("&")))


def without_parameters(url: str, names: Collection[str]) -> str:
    """The address without these query parameters."""
    address, mark, query = url.partition("?")
    kept = [part for part in query.split("&") if unquote(part.partition("=")[0]) not in names]
    return address + mark + "&".join(kept) if any(kept) else address


def is_copy_of(url: str, page: str) -> bool:
    """Whether the spelling says: another view of a story, below another folder or script with its slug or its number.

    Not where a language's segment differs: that is a translation.
    """
    ours, theirs = parts_of(page), parts_of(url)
    if ours.netloc != theirs.netloc or _languages(ours.path) != _languages(theirs.path):
        return False
    own, other = _names(page), _names(url)
    return page != url and bool(own & other)


def _names(url: str) -> frozenset[str]:
    """What tells a story from others: the long last part of its path, the number it has there or in its query."""
    parts = parts_of(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    values = [unquote(part.partition("=")[2]) for part in parts.query.split("&")]
    whole = re.sub(r"\.\w{2,5}$", "", last)
    found = {whole} if len(whole) >= _LEAST_SLUG else set()
    ends = _OWN_NUMBER.fullmatch(whole)
    found |= {ends[1] or ends[2]} if ends else set()
    return frozenset(found | {value for value in values if value.isascii() and value.isdigit() and len(value) >= 4})


def _languages(path: str) -> frozenset[str]:
    return frozenset(part for part in path.lower().split("/") if _LANGUAGE_PART.fullmatch(part))


def is_part_of(url: str, page: str) -> bool:
    """Whether the spelling says: a part or a view of a page, below its path or with parameters of its own added."""
    ours, theirs = parts_of(page), parts_of(url)
    if ours.netloc != theirs.netloc or ours.path.strip("/") == "":
        return False
    if theirs.path.rstrip("/") == ours.path.rstrip("/"):
        mine, others = set(ours.query.split("&")) - {""}, set(theirs.query.split("&")) - {""}
        return mine < others
    return theirs.path.startswith(ours.path.rstrip("/") + "/")


def is_document(url: str) -> bool:
    """Whether the spelling says: a file to download (PDF, HWP, DOC, an archive), no page."""
    parts = _split(url)
    if parts is None:
        return False
    path, query = parts
    return bool(
        _DOCUMENT.search(path) or (query and (_NAMED_FILE.search(query) or _GIVEN_FILE.search(f"{path}?{query}")))
    )


def is_media(url: str) -> bool:
    """Whether the spelling says: an image, sound, video, style or script."""
    parts = _split(url)
    return parts is not None and bool(_MEDIA.search(parts[0]))


def _normalised(url: str) -> str | None:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        return None
    host = _host(parts.hostname)
    if parts.port is not None and parts.port != _PORTS[scheme]:
        host += f":{parts.port}"
    path = _without_dots(without_path_session(_spelling(parts.path or "/", _PATH_SAFE)))
    query = without_noise(_spelling(parts.query, _QUERY_SAFE))
    address = f"{scheme}://{host}{path}" + (f"?{query}" if query else "")
    return address if len(address) <= MAX_LENGTH else None


def _host(name: str) -> str:
    """Raises ValueError where it is no host name."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name)}]"
    host = name.rstrip(".").lower()
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    if len(host) > _MAX_HOST_LENGTH or not re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", host):
        raise ValueError("no host name")
    return host


def _spelling(text: str, safe: str) -> str:
    """Percent-encoding in one way: unreserved characters plain, everything else that is not `safe` as UTF-8."""
    return quote(_ESCAPE.sub(_escape, text), safe=safe, errors="replace")


def _escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else f"%{found[1].upper()}"


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    tail = "/" if segments[-1] in {".", ".."} and kept else ""
    return "/" + "/".join(kept) + tail


def _forward_slashes(url: str) -> str:
    address, question, query = url.partition("?")
    return address.replace("\\", "/") + question + query


def _without_www(host: str) -> str:
    return host.removeprefix("www.")


def _identity_query(path: str, query: str) -> str:
    """The parameters that tell pages apart, sorted.

    On a page that shows one story by its number, the menu and the place in the listing it was opened from do not count.
    """
    parts = [part for part in query.split("&") if not part.endswith("=") and not _asks_print(part)]
    parts = [part for part in parts if not _CAME_FROM.fullmatch(part)]
    joomla = "view=article" in parts  # its `Itemid` is a menu's number, elsewhere it is a story's
    if _names_a_story(path.rpartition("/")[2], parts, joomla=joomla):
        place = _JOOMLA_PLACE if joomla else _PLACE_PARAMETER
        parts = [part for part in parts if not place.fullmatch(part.partition("=")[0])]
    return "&".join(sorted(unicodedata.normalize("NFC", unquote_plus(part)) for part in parts if part))


def _names_a_story(script: str, parts: list[str], *, joomla: bool) -> bool:
    """Whether a page shows one story by its number: its script's name says so, or the number's own."""
    if not _LIST_SCRIPT.search(script) and any(map(_STORY_NUMBER.fullmatch, parts)):
        return True
    numbered = any(_STORY_PARAMETER.fullmatch(part.partition("=")[0]) for part in parts)
    return numbered and (joomla or bool(_STORY_PAGE.search(script)))


def _asks_print(part: str) -> bool:
    name, _, value = part.lower().partition("=")
    if name in _PRINT_SWITCH:
        return bool(_PRINT_NAME.fullmatch(value)) or (name == "tmpl" and value == "component")
    return bool(_PRINT_NAME.fullmatch(name)) and value not in {"0", "false", "no"}


@lru_cache(maxsize=_CACHED)
def _split(url: str) -> tuple[str, str] | None:
    known = canonical(url)
    if known is None:
        return None
    parts = parts_of(known)
    return unquote(parts.path), parts.query
