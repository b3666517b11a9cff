"""Portals that a crawl meets."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from static_portal import StaticPortal, served


@pytest.fixture
def portal():
    with served(StaticPortal()) as site:
        yield site
