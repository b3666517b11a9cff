"""An eighth of the portals; see shortfalls.py."""

import pytest
from shortfalls import check, part


@pytest.mark.parametrize("name", part(1))
def test_every_story_is_found_once_with_its_day_and_nothing_else_at_few_requests(name, tmp_path):
    check(name, tmp_path)
