"""Makes the proof: a zip file that a journalist can mail, the same bytes whenever it is made from the same archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive import articles, captures
from archive.captures import Capture
from archive.cite.passage import Passage, as_page, as_text, passage
from archive.cite.proof import chain_of, days_from
from archive.cite.verifier import FORMAT, digest_of
from archive.connection import Connection
from archive.database import open_database
from archive.errors import ArticleNotFoundError, CiteError
from archive.record import Record
from archive.text import as_json, printable
from archive.verify.chain import read_roots

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can tell
_PASSAGES = 20  # paragraphs that the verifier looks for, where nothing is quoted
_MOST = 2**63 - 1  # SQLite's largest integer
_HERE = Path(__file__).parent

_CAPTURE = """
SELECT capture_id FROM article_rows WHERE id = :id AND revision = :number
UNION ALL SELECT capture_id FROM revision_rows WHERE article_id = :id AND number = :number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A proof. name: of the folder in the zip file; data: the zip file; summary: what is in it, for people."""

    name: str
    data: bytes
    summary: dict[str, Any]


def cite(folder: Path, article_id: int, revision: int | None = None, quote: str | None = None) -> Citation:
    """Prove what a story said. Raises ArticleNotFoundError, QuoteError, CiteError, CaptureError, StorageError."""
    connection = open_database(folder, readonly=True)
    try:
        with connection.snapshot():
            record = _record(connection, article_id, revision)
            found = passage(record, quote)
            cited = _captures(connection, record)
            return _citation(connection, folder, record, found, cited)
    finally:
        connection.close()


def _record(connection: Connection, article_id: int, revision: int | None) -> Record:
    present = articles.records(connection, [article_id]) if abs(article_id) <= _MOST else []
    if not present:
        raise ArticleNotFoundError(article_id)
    if revision is None or revision == present[0].revision:
        return present[0]
    earlier = articles.revision(connection, article_id, revision) if abs(revision) <= _MOST else None
    if earlier is None:
        raise ArticleNotFoundError(article_id, revision)
    return earlier


def _captures(connection: Connection, record: Record) -> list[Capture]:
    """The capture of the page, and where that only refers to the same page before, that one too."""
    row = connection.row(_CAPTURE, {"id": record.id, "number": record.revision})
    if row is None or row["capture_id"] is None:
        raise CiteError(f"no raw page was kept of article {record.id}, revision {record.revision}")
    found = captures.one(connection, row["capture_id"])
    kept = [] if found.refers_to is None else [captures.one(connection, found.refers_to)]
    return [found, *kept]


def _citation(connection: Connection, folder: Path, record: Record, found: Passage, cited: list[Capture]) -> Citation:
    raw = [_checked(folder, capture) for capture in cited]
    chains = [chain_of(connection.raw, capture) for capture in cited]
    days = days_from(read_roots(connection.raw), min(chain.day for chain in chains))
    about, place = [], 0
    for capture, chain, data in zip(cited, chains, raw, strict=True):
        said = {"id": capture.id, "type": capture.type, "url": capture.url, "captured_at": capture.captured_at}
        span = {"start": place, "end": place + len(data), "sha256": capture.sha256}
        about.append(said | span | {"chain": asdict(chain)})
        place += len(data)
    root = next(day["root"] for day in days if day["day"] == chains[0].day)
    summary = {
        "article": record.id,
        "revision": record.revision,
        "portal": record.portal,
        "url": record.url,
        "title": record.title,
        "captured_at": cited[0].captured_at,
        "quotation": found.quotation or None,
        "day": chains[0].day,
        "root": root,
    }
    files = _files(record, found, summary) | {"capture.warc.gz": b"".join(raw)}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    passages = [record.title, found.quotation] if found.quotation else list(found.paragraphs[:_PASSAGES])
    proof: dict[str, Any] = {
        "format": FORMAT,
        **summary,
        "passages": passages,
        "captures": about,
        "days": days,
        "files": digests,
    }
    proof["digest"] = digest_of(proof)
    files["proof.json"] = (as_json(proof, indent=1) + "\n").encode()
    name = f"envnews-cite-{record.id}-r{record.revision}"
    return Citation(name=name, data=_zipped(name, files), summary=summary)


def _checked(folder: Path, capture: Capture) -> bytes:
    data = captures.data(folder, capture)
    if hashlib.sha256(data).hexdigest() != capture.sha256:
        raise CiteError(f"capture {capture.id} was altered since it was written; `envnews verify` tells more")
    return data


def _files(record: Record, found: Passage, summary: Mapping[str, Any]) -> dict[str, bytes]:
    told = {name: " ".join(printable(str(value)).split()) for name, value in summary.items()}
    quoted = "; the quotation is marked" if found.quotation else ""
    readme = (_HERE / "readme.txt").read_text("utf-8").format(**told, quoted=quoted)
    return {
        "README.txt": readme.encode(),
        "text.txt": as_text(record, found, summary["captured_at"]).encode(),
        "text.html": as_page(record, found, summary["captured_at"]).encode(),
        "record.json": (as_json(record.as_dict(), indent=2) + "\n").encode(),
        "verify.py": (_HERE / "verifier.py").read_bytes(),
    }


def _zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in sorted(files):
            info = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, files[name])
    return out.getvalue()
