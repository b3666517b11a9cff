"""What an address and a link's words say of a document: whether it is one, of what kind, and what it is called."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.extraction.address import absolute

DOCUMENTS = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "hwp": "application/x-hwp",
    "hwpx": "application/hwp+zip",
    "epub": "application/epub+zip",
}
MEDIA_TYPES = frozenset(DOCUMENTS.values())
DOCUMENT_PATHS = re.compile(
    r"(?i)/documents/d/|/@@download/|/dam/jcr:|\$FILE/|/attachments?/\d|/downloads?/file/\d|/-/media/[^?]{1,300}\.ashx|/tx_\w{1,40}/download|/bitstreams?/"
    r"|[?&/]\w{0,20}(?:download|downfile|filedown)(?:file|attach\w{0,8})?(?:\.\w{2,5})?(?:[?/]|$)"
)
VIEWERS = ("file", "url", "src", "document", "pdf", "doc")  # keys by which a viewer's address names what it shows
# fmt: off
VERBS = (
    "Download", "Tải về", "Tải xuống", "Tải file", "Xem file", "Herunterladen", "Télécharger", "Descargar", "Baixar",
    "Scarica", "Unduh", "Muat turun", "İndir", "Pobierz", "Ladda ner", "Last ned", "Hent", "Скачать", "下载", "下載",
    "ダウンロード", "다운로드", "ดาวน์โหลด", "تحميل", "تنزيل", "دانلود", "डाउनलोड",
)
# fmt: on
FORMAT = rf"(?:(?:{'|'.join(DOCUMENTS)})(?:[- ]?(?:file|format|fájl))?)"
AMOUNT = r"(?:\d{1,6}(?:[.,]\d{1,3})?\s?(?:[KMGkmg]i?[Bbo]|bytes|Bytes|[КМ]б|[КМ]Б))"
PAGES = r"(?:\d{1,4}\s?(?:pages?|Seiten?|trang|页|頁))"
NOTES = rf"(?:{FORMAT}|{AMOUNT}|{PAGES})(?:[\s,;:/|–—-]{{1,3}}(?:{FORMAT}|{AMOUNT}|{PAGES})){{0,3}}"
# A format alone, without brackets, may be a word of the sentence.
LAST_NOTE = re.compile(
    rf"(?i)(?:^|\s{{0,3}}[(（\[]\s?){NOTES}\s?(?:[)）\]]|$)\s*$"
    rf"|[\s,;:|–—-]{{1,4}}(?:{FORMAT}[\s,;:/|–—-]{{1,3}})?{AMOUNT}(?:[\s,;:/|–—-]{{1,3}}{FORMAT})?\s*$"
)
NOTED = re.compile(rf"(?i)(?:^|[\s,(（\[])({'|'.join(DOCUMENTS)})\b[^()（）\[\]]{{0,20}}[)）\]]?\s*$")
FIRST_VERB = re.compile(rf"(?i)^\W{{0,3}}(?:{'|'.join(VERBS)})\s?(?:[:：\-–—»>|]\s?|$)")
LAST_VERB = re.compile(rf"(?i)[\s|:：(（\[–—-]{{1,4}}(?:{'|'.join(VERBS)})[\s)）\]]*$")


def is_document(address: str) -> bool:
    """Whether an address is a document's by its ending or by a CMS's document path."""
    return extension(address) in DOCUMENTS or bool(DOCUMENT_PATHS.search(address))


def media_type(address: str, title: str = "") -> str | None:
    """By the ending of the address, of its title, of a file that its query names; last by a note after the title."""
    named = (value for _, value in parse_qsl(urlsplit(address).query))
    noted = NOTED.search(title)
    endings = (*map(extension, (address, title.strip(" ()[]"), *named)), noted[1].lower() if noted else "")
    return next((DOCUMENTS[ending] for ending in endings if ending in DOCUMENTS), None)


def extension(address: str) -> str:
    """The ending of an address's path, or of a text that may be a file's name, in lower case, "" without one."""
    path = address.partition("?")[0].partition("#")[0]
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def shown_document(address: str, url: str | None) -> str | None:
    """The document that a frame shows: itself, or what a viewer's address names."""
    if extension(address) in DOCUMENTS:
        return address.partition("#")[0]
    parts = urlsplit(address)
    queries = (*parse_qsl(parts.query), *parse_qsl(parts.fragment))
    named = (absolute(value, address if "://" in value else url) for key, value in queries if key.lower() in VIEWERS)
    return next((each for each in named if each and is_document(each)), None)


def document_title(text: str) -> str | None:
    """A link's words without size, format and "Download"; None where they say nothing else."""
    title = " ".join(text.split())
    for _ in range(3):
        shorter = LAST_VERB.sub("", FIRST_VERB.sub("", LAST_NOTE.sub("", title)))
        if shorter == title:
            break
        title = shorter
    title = title.strip(" ›»>•|:-–—")
    return title if any(map(str.isalnum, title)) else None
