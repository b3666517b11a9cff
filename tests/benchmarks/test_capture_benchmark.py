"""The benchmark of captures, run as its reader runs it, on little."""

import json
import subprocess
import sys
from pathlib import Path

COMMAND = Path(__file__).parents[2] / "benchmarks" / "capture.py"
LITTLE = ("--limit", "3", "--large", "300000", "--portals", "drupal")


def run(*arguments):
    return subprocess.run(
        [sys.executable, COMMAND, *arguments], capture_output=True, text=True, timeout=240, check=False
    )


def test_it_tells_the_cost_the_bytes_the_pauses_and_what_crawls_leave():
    done = run(*LITTLE, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    cost, crawled = found["cost"], found["crawls"]["drupal"]
    assert cost["page"] == 30_000
    assert 0 < cost["gzip"] < cost["captures"] < cost["page"]
    assert min(cost["fetch"], cost["pack"], cost["store"], *found["pauses"].values()) > 0
    assert found["peaks"]["noted"] > 300_000
    assert crawled["stories"] == 34
    assert crawled["gzip"] < crawled["its capture"] < crawled["all captures"]
