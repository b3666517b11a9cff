"""The fuzz run: the same seed gives the same pages, and what goes wrong is saved."""

from __future__ import annotations

import random
from itertools import islice

import fuzz
import pytest
from bait import PATTERNS, bait
from mutations import MUTATIONS

PAGE = b'<html><head><title>T</title></head><body><h1 class="a">T</h1><p>A sentence, and another.</p></body></html>'


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_gives_other_bytes_and_the_same_for_the_same_seed(name):
    made = [MUTATIONS[name](random.Random(seed), PAGE * 30) for seed in (1, 1, 2, 3, 4)]
    assert made[0] == made[1]
    assert any(page != PAGE * 30 for page in made)


def test_bait_is_as_long_as_asked_for():
    chance = random.Random(1)
    assert {len(bait(pattern, chance, 77)) for pattern in PATTERNS} == {77}


def test_the_same_seed_gives_the_same_run():
    first, second = (list(islice(fuzz.hostile_pages([PAGE], 7), 5)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (fuzz.Outcome(1.0), ""),
        (fuzz.Outcome(9.0), "9.0 s"),
        (fuzz.Outcome(0.1, memory=500 * fuzz.MEGABYTE), "500 MB of memory"),
        (fuzz.Outcome(0.1, error="Traceback\nKeyError: 1"), "KeyError: 1"),
    ],
)
def test_an_outcome_beyond_the_bounds_is_a_find(outcome, said):
    assert fuzz.complaint(b"x", outcome).startswith(said)
    assert bool(fuzz.complaint(b"x", outcome)) == bool(said)


def test_a_run_reads_pages_and_keeps_what_goes_wrong(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fuzz, "extract", lambda page, url: 1 / 0)
    assert fuzz.run([PAGE], seed=1, minutes=0.02, keep=tmp_path) > 0
    assert "ZeroDivisionError" in next(tmp_path.glob("*.txt")).read_text("utf-8")
    assert "finds" in capsys.readouterr().out
