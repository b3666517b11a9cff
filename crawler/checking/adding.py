"""An unknown address, visited, to a portal's file: drafted, read back as any other, judged, written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler import portal_file
from crawler.checking.draft import Wanted, draft
from crawler.checking.judging import report_of
from crawler.checking.report import Report
from crawler.checking.save import SaveError, with_result, write
from crawler.checking.visit import Visit
from crawler.portal import Portal
from crawler.portal_family import Families
from crawler.urls import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A portal's file before it is written, and what the visit says of it."""

    portal: Portal
    text: str
    report: Report

    @property
    def place(self) -> Path:
        """Where the file belongs in a folder of portals."""
        return Path((self.portal.country or "").lower()) / f"{self.portal.id}.toml"


def stranger(url: str) -> Portal:
    """A portal of which nothing is known but its address."""
    return Portal(id=host_of(url), home=url, name=host_of(url))


def added(wanted: Wanted, visit: Visit, families: Families) -> Added:
    """Make the file. Raises PortalFileError where what was wanted cannot be the file of a portal."""
    known = [families.get(name) for name in families.names]
    portal_id, text = draft(wanted, visit, report_of(stranger(wanted.url), visit), known)
    portal = _read_back(text, portal_id, wanted.country, families)
    report = report_of(portal, visit)
    text = with_result(text, report)
    return Added(portal=_read_back(text, portal_id, wanted.country, families), text=text, report=report)


def _read_back(text: str, portal_id: str, country: str, families: Families) -> Portal:
    with TemporaryDirectory() as folder:
        path = Path(folder) / country.lower() / f"{portal_id}.toml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return portal_file.read(path, families)


def place(found: Added, path: Path) -> None:
    """Write the file. Raises SaveError, also where there is one already."""
    if path.exists():
        raise SaveError(f"{path} is there already")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, found.text)
    except OSError as error:
        raise SaveError(f"{path} cannot be written: {error.strerror}") from None
