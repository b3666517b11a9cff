"""Edits and withdrawals as the archive tells them, held against the truth; see day_two.py."""

import pytest
from day_two import days, make

from archive import Archive

DOUBTFUL = {"emptied"}  # a page may be empty by accident: a second look has to confirm it


def test_every_edit_withdrawal_and_return_is_told_and_nothing_else_though_all_pages_change_at_every_visit(tmp_path):
    portal = make()
    told = {day: verdicts for day, verdicts, _ in days(portal, tmp_path, "--full")}
    assert not [one for one in told[1] if one.fault]
    assert {one.fate for one in told[2] if one.fault} <= DOUBTFUL
    assert not [one for one in told[3] if one.fault]
    with Archive(tmp_path / "archive") as archive:
        listed = archive.withdrawals("2000")
    assert [one.what for one in listed if one.what != "unlisted"].count("withdrawn") == sum(one.gone for one in told[3])
    assert "restored" in {one.what for one in listed}


@pytest.mark.parametrize("out_of_order", ["503", "blocked", "suspended"])
def test_a_portal_that_is_out_of_order_has_withdrawn_nothing(out_of_order, tmp_path):
    portal = make(out_of_order, 10)
    for _, verdicts, _ in days(portal, tmp_path):
        assert not [one for one in verdicts if one.says_gone or one.says_edited]


def test_a_relaunch_is_told_as_what_went_wrong_in_the_run(tmp_path):
    portal = make("relaunch", 10)
    for _, verdicts, _ in days(portal, tmp_path, count=2):
        assert not [one for one in verdicts if one.says_gone or one.says_edited]
    with Archive(tmp_path / "archive") as archive:
        reasons = [issue["reason"] for issue in archive.issues(archive.runs()[0].id)]
    assert [reason for reason in reasons if "redirect to the home page" in reason]
