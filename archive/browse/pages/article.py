"""`/article/ID`: a story in one revision, what is known of it, and what was changed in it."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from archive.article import Image
from archive.browse.addresses import path
from archive.browse.held import RASTER
from archive.browse.page import Content, NotFoundError, Page, RefusedError, Routes
from archive.browse.request import Request
from archive.browse.safe_html import language_tag, story_html
from archive.browse.security import FILE_POLICY
from archive.citation import STYLES
from archive.diff_beside import beside
from archive.differences import Comparison, compare
from archive.errors import StorageError
from archive.frontier import ATTACHMENT
from archive.media import StoryFile
from archive.record import Record
from archive.search.answer import Hit
from archive.store import Archive
from archive.story_citation import cited, publisher
from archive.story_history import Told
from archive.text import as_json

_log = logging.getLogger(__name__)
_MOST_COMPARED = 10  # revisions whose edits are told in words on a story's page,
_PATIENCE = 0.03  # seconds for that,
_SHORT = 40_000  # and characters of the longest two that are
_LONGEST = 300_000  # characters of two texts that are put side by side; the command compares any
_MOST_REVISIONS = 100  # that are listed

_CITED = {"bib": ("bibtex", "application/x-bibtex"), "ris": ("ris", "application/x-research-info-systems")}
_CITED |= {"txt": ("iso690", "text/plain")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A revision as it is listed. edit: what it changed, None of the first, and where it was not looked for."""

    told: Told
    edit: Comparison | None = None


def article(request: Request, archive: Archive) -> Page:
    """A story as it is, or in an earlier revision."""
    record = record_of(request, archive)
    files = archive.files(record.id)
    history, permalink = archive.history(record.id), _permalink(request, record)
    pictures = _pictures(record, files)
    html = story_html(record.body_html, pictures)
    values = {
        "record": record,
        "html": Markup(html),  # noqa: S704 - made anew from a whitelist
        "paragraphs": [] if html else record.body.split("\n\n"),
        "loose": _loose(record, html, pictures),
        "pictures": pictures,
        "documents": [file for file in files if file.kind == ATTACHMENT] if _is_present(record, history) else [],
        "named": record.attachments if not _is_present(record, history) else (),
        "texts": {at for at, each in enumerate(record.attachments, 1) if each.text},
        "told": next((told for told in history if told.number == record.revision), None),
        "versions": _versions(archive, record.id, history),
        "present": history[-1].number,
        "evidence": archive.evidence(record.id),
        "alike": _alike(archive, record.id),
        "cited": [(style, write(cited(archive, record, permalink))) for style, write in STYLES.items()],
        "permalink": permalink,
        "publisher": publisher(archive, record.portal),
        "names": {known.id: known.name for known in archive.known_portals()},
        "tag": language_tag,
    }
    return Page(template="article.html", values=values)


def difference(request: Request, archive: Archive) -> Page:
    """Two revisions side by side."""
    number = number_of(request, "id")
    before, after = (archive.get(number, number_of(request, name)) for name in ("old", "new"))
    heading = f"Revision {before.revision} and {after.revision}"
    return _beside(before, after, heading, [f"Revision {record.revision}" for record in (before, after)])


def versions(request: Request, archive: Archive) -> Page:
    """Two stories side by side, as two portals tell them: of nearly the same text, others have nothing to compare."""
    before, after = (archive.get(number_of(request, name)) for name in ("id", "other"))
    if after.id not in {hit.id for hit in _alike(archive, before.id)}:
        raise NotFoundError(f"Article {after.id} has another text than article {before.id}.")
    names = [publisher(archive, record.portal) for record in (before, after)]
    return _beside(before, after, "Two stories side by side", names)


def _beside(before: Record, after: Record, heading: str, names: list[str]) -> Page:
    if len(before.body) + len(after.body) > _LONGEST:
        command = f"envnews show {after.id} --diff {before.revision} {after.revision}"
        raise RefusedError(f"These texts are too long to be compared here: {command} does it.")
    comparison = compare(before, after)
    values = {
        "heading": heading,
        "before": before,
        "after": after,
        "columns": list(zip(names, (before, after), strict=True)),
        "comparison": comparison,
        "title": beside(comparison.title),
        "rows": beside(comparison.body),
        "tag": language_tag,
    }
    return Page(template="difference.html", values=values)


def document(request: Request, archive: Archive) -> Page:
    """What a document says, as it was read for the search."""
    record, place = record_of(request, archive), number_of(request, "place")
    named = record.attachments[place - 1] if 0 < place <= len(record.attachments) else None
    if named is None or not named.text:
        raise NotFoundError(f"Article {record.id} has no document {place} that was read.")
    values = {"record": record, "document": named, "paragraphs": named.text.split("\n\n"), "tag": language_tag}
    return Page(template="document.html", values=values)


def cite(request: Request, archive: Archive) -> Content:
    """A citation, to be put into a list of references."""
    record = record_of(request, archive)
    style, media_type = _CITED[request.parts["form"]]
    text = STYLES[style](cited(archive, record, _permalink(request, record)))
    name = f"envnews-{record.id}-r{record.revision}.{request.parts['form']}"
    return _file(text, f"{media_type}; charset=utf-8", name)


def as_record(request: Request, archive: Archive) -> Content:
    """The record as JSON, as every export writes it."""
    record = record_of(request, archive)
    name = f"envnews-{record.id}-r{record.revision}.json"
    return _file(as_json(record.as_dict(), indent=2) + "\n", "application/json; charset=utf-8", name)


def _file(text: str, media_type: str, name: str) -> Content:
    kept = {"content-disposition": f'attachment; filename="{name}"'}
    return Content(body=text.encode("utf-8", "replace"), media_type=media_type, headers=kept, policy=FILE_POLICY)


def number_of(request: Request, name: str) -> int:
    """A number in the path. Raises NotFoundError where it is larger than any that is given out."""
    text = request.parts[name]
    if len(text) > 18:
        raise NotFoundError("There is no such page.")
    return int(text)


def record_of(request: Request, archive: Archive) -> Record:
    """The story that the path names, in the revision that it names. Raises ArticleNotFoundError."""
    return archive.get(
        number_of(request, "id"), number_of(request, "revision") if "revision" in request.parts else None
    )


def _is_present(record: Record, history: Sequence[Told]) -> bool:
    return record.revision == history[-1].number


def _pictures(record: Record, files: Sequence[StoryFile]) -> dict[str, str]:
    """Under which of our addresses the pictures that the captures hold are shown."""
    kept = {file.sha256 for file in files if file.capture_id is not None}
    gone = {file.sha256 for file in files if file.capture_id is None}
    return {
        image.url: path("file", image.sha256)
        for image in record.images
        if image.sha256 and image.media_type in RASTER and (image.sha256 in kept or image.sha256 not in gone)
    }


def _loose(record: Record, html: str, pictures: dict[str, str]) -> list[Image]:
    """The pictures that do not stand in the text."""
    return [image for image in record.images if not html or pictures.get(image.url, image.url) not in html]


def _versions(archive: Archive, article_id: int, history: Sequence[Told]) -> list[Version]:
    """The revisions, the newest first, with what the last of them changed, as far as that is soon told."""
    shown = history[-_MOST_REVISIONS:]
    records = {told.number: archive.get(article_id, told.number) for told in shown[-_MOST_COMPARED - 1 :]}
    edits: dict[int, Comparison] = {}
    until = time.monotonic() + _PATIENCE
    for old, new in reversed(list(pairwise(records))):
        length = len(records[old].body) + len(records[new].body)
        if length <= _SHORT and time.monotonic() < until:
            edits[new] = compare(records[old], records[new])
    return [Version(told=told, edit=edits.get(told.number)) for told in reversed(shown)]


def _alike(archive: Archive, article_id: int) -> Sequence[Hit]:
    """Other stories with nearly its text; none where there is no index to tell."""
    try:
        return archive.alike(article_id)
    except StorageError as error:
        _log.warning("%s", error)
        return ()


def _permalink(request: Request, record: Record) -> str:
    return f"http://{request.headers.get('host', 'localhost')}{path('article', record.id, record.revision)}"


_ARTICLE = r"/article/(?P<id>[0-9]+)"
_REVISION = rf"{_ARTICLE}(?:/(?P<revision>[0-9]+))?"
ROUTES: Routes = (
    (_REVISION, article),
    (rf"{_REVISION}\.json", as_record),
    (rf"{_ARTICLE}/diff/(?P<old>[0-9]+)/(?P<new>[0-9]+)", difference),
    (rf"{_ARTICLE}/beside/(?P<other>[0-9]+)", versions),
    (rf"{_REVISION}/document/(?P<place>[0-9]+)", document),
    (rf"{_REVISION}/cite\.(?P<form>{'|'.join(_CITED)})", cite),
)
