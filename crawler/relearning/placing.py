"""The changed file: read back as any other before it is shown, then written whole into the user's folder, or not."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from crawler import portal_file
from crawler.checking.save import SaveError, write
from crawler.portal import Portal
from crawler.portal_family import Families
from crawler.toml_file import bytes_of


def read_back(text: str, path: Path, families: Families) -> Portal:
    """The portal that a text would be as the file at `path`. Raises PortalFileError."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.parent.name / path.name
        copy.parent.mkdir()
        copy.write_bytes(text.encode("utf-8"))
        for beside in _certificates(path):
            (copy.parent / beside.name).write_bytes(bytes_of(beside))
        return portal_file.read(copy, families)


def place_of(path: Path, own: Path, portal: Portal) -> Path:
    """Where the changed file belongs: where it is in the user's own folder, else a copy there."""
    if path.resolve().is_relative_to(own.resolve()):
        return path
    return own / (portal.country or "").lower() / path.name


def place(text: str, path: Path, target: Path) -> None:
    """Write the changed file of `path` to `target`, with the certificates beside it. Raises SaveError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for beside in _certificates(path):
            if not (target.parent / beside.name).exists():
                write(target.parent / beside.name, beside.read_text("ascii"))
        write(target, text)
    except OSError as error:
        raise SaveError(f"{target} cannot be written: {error.strerror}") from None


def _certificates(path: Path) -> list[Path]:
    """The certificates in a file's folder that it names."""
    text = path.read_text("utf-8", errors="replace")
    return [beside for kind in ("*.pem", "*.crt") for beside in sorted(path.parent.glob(kind)) if beside.name in text]
