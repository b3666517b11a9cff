"""Portals that a crawl meets."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from static_portal import StaticPortal, served  # noqa: E402 - the path comes first


@pytest.fixture
def portal():
    with served(StaticPortal()) as site:
        yield site
