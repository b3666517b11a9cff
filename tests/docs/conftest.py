"""The documentation as a site, made once for all tests and workers."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder that `make docs` would write."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = _build(folder)
            assert done.returncode == 0, done.stdout + done.stderr
    return folder


def _build(folder):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def pages(site):
    """Each page's tree, by its path in the site."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return {
        path.relative_to(site).as_posix(): lxml.html.parse(path, parser).getroot()
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"  # its links are absolute: a server shows it at any address
    }
