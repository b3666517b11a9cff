from collections.abc import Callable
from pathlib import Path

import pytest

_FILE = """\
id = "{name}"
name = "Ministry of the Test"
country = "VN"
home = "https://{name}.example/"
{more}
[evidence]
confidence = "seen"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's own folder of portals, empty."""
    folder = tmp_path / "portals"
    (folder / "vn").mkdir(parents=True)
    return folder


@pytest.fixture
def write(own: Path) -> Callable[..., Path]:
    """Put a portal's file into it. more: further lines."""

    def write(name: str = "vn-own", more: str = "") -> Path:
        path = own / "vn" / f"{name}.toml"
        path.write_text(_FILE.format(name=name, more=more))
        return path

    return write
