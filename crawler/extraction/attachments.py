"""The documents that a story offers: for many ministries they are the real news."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from archive.article import Attachment
from crawler.extraction.address import absolute
from crawler.extraction.blocks import Layout, Section
from crawler.extraction.body import Body
from crawler.extraction.chrome import name_words
from crawler.extraction.story_pictures import scope_of

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
DOCUMENT_PATHS = re.compile(
    r"(?i)/documents/d/|/@@download/|/dam/jcr:|\$FILE/|/attachments?/\d|/tx_\w{1,40}/download"
    r"|[?&/]\w{0,20}(?:download|downfile|filedown)\w{0,20}(?:\.\w{2,5})?(?:[?/]|$)"
)

# fmt: off
FILE_NAMES = frozenset((
    "file", "files", "document", "documents", "download", "downloads", "attachment", "attachments", "dateien",
    "dokumente", "fichiers", "documentos", "archivos", "anexos", "documenti", "allegati", "lampiran", "dinhkem",
))
# fmt: on
CLOSED = frozenset({"nav", "footer", "form", "menu", "dialog"})


def find_attachments(layout: Layout, body: Body, headline: int | None, url: str | None) -> tuple[Attachment, ...]:
    """Documents linked within the story and right after it."""
    if body.section < 0:
        return ()
    scope = layout.sections[scope_of(layout, body.section, headline)]
    found: dict[str, Attachment] = {}
    for block in layout.blocks[scope.start : scope.end]:
        if body.chrome[block.section] and not _offers_files(layout, block.section, scope):
            continue
        for href in dict.fromkeys(href for _, href, _ in block.runs if href):
            address = absolute(href, url)
            if not address or address in found:
                continue
            title = " ".join("".join(text for text, target, _ in block.runs if target == href).split())
            if is_document(address) or _extension(title.strip(" ()[]")) in DOCUMENTS:
                found[address] = Attachment(url=address, title=title or None, media_type=_media_type(address, title))
    return tuple(found.values())


def _offers_files(layout: Layout, section: int, scope: Section) -> bool:
    """Whether a part of the story's surroundings is named after files: CMSs call that box "related files"."""
    around = [layout.sections[number] for number in layout.ancestors(section)]
    inside = [each for each in around if scope.start <= each.start and each.end <= scope.end and each is not scope]
    if any(each.tag in CLOSED or each.hidden for each in inside):
        return False
    return any(not FILE_NAMES.isdisjoint(name_words(each.names)) for each in inside)


def _media_type(address: str, title: str) -> str | None:
    """By the ending of the address, of its title, or of a file that its query names."""
    named = (value for _, value in parse_qsl(urlsplit(address).query))
    endings = map(_extension, (address, title.strip(" ()[]"), *named))
    return next((DOCUMENTS[ending] for ending in endings if ending in DOCUMENTS), None)


def _extension(address: str) -> str:
    return urlsplit(address).path.rsplit("/", 1)[-1].rpartition(".")[2].lower()


def is_document(address: str) -> bool:
    """Whether an address is a document's by its ending or by a CMS's document path."""
    return _extension(address) in DOCUMENTS or bool(DOCUMENT_PATHS.search(address))
