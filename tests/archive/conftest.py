"""An archive in an empty folder, a clock that stands still, and visits of invented stories."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, Article
from archive.store import State, Visit

sys.path.insert(0, str(Path(__file__).parent))  # pytest imports tests without touching it


class Clock:
    def __init__(self):
        self.moment = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def tick(self, **span):
        self.moment += timedelta(**span)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "news"


@pytest.fixture
def archive(folder, clock):
    with Archive(folder, now=clock) as opened:
        yield opened


BODY = (
    "Sáng nay tại cảng Bình Sa, các đội tình nguyện đã vớt hơn 40 tấn rác nhựa khỏi vịnh.\n\n"
    "Ông Lê Văn Gạo, đội trưởng, cho biết dòng hải lưu mùa đông đẩy rác vào bờ nhanh hơn mọi năm, và thành phố sẽ "
    "lắp thêm 12 phao chắn trước tháng 3."
)


@pytest.fixture
def body():
    return BODY


@pytest.fixture
def visit():
    """A visit that read a story; `article` fields override the story's, all others the visit's."""

    def make(url="https://m.example/a/1", *, portal="m", article=None, **rest):
        fields = {"title": "Vớt rác ở vịnh Bình Sa", "body": BODY, "date": "2025-11-03", "url": url} | (article or {})
        return Visit(
            **{"portal": portal, "url": url, "state": State.DONE, "kind": "article", "status": 200}
            | rest
            | {"article": Article(**fields)}
        )

    return make
