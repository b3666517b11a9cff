"""Of an address that answered often, the answer nearest to a moment; of a story, when each revision was seen."""

from datetime import timedelta

import captured
import pytest

from archive import Archive

URL = "https://m.example/1"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("captured") / "news"
    captured.make(folder)
    return folder


@pytest.fixture
def held(made):
    with Archive(made, readonly=True) as archive:
        yield archive


def test_the_nearest_capture_may_be_before_or_after(held):
    first, second = held.captures_of(URL)
    moment = captured.FIRST

    def found(**span):
        at = (moment + timedelta(**span)).isoformat().replace("+00:00", "Z")
        return held.nearest([URL, "https://nobody.example/"], at)

    assert found(days=-9).keys() == {URL}
    assert found(days=-9)[URL].id == found(hours=11)[URL].id == first.id
    assert found(hours=13)[URL].id == found(days=9)[URL].id == second.id
    assert found()[URL].media_type == "text/html"


def test_a_revision_tells_when_it_was_seen_and_where_its_capture_is(held):
    old, new = held.history(1)
    assert (old.number, new.number, old.replaced_at, new.replaced_at) == (1, 2, new.seen_at, None)
    assert [told.captured_at for told in (old, new)] == [each.captured_at for each in held.captures_of(URL)]
    assert [told.capture_id for told in (old, new)] == [each.id for each in held.captures_of(URL)]
    assert all(told.file and told.offset and len(told.sha256) == 64 for told in (old, new))
    assert held.history(999) == []
