"""The benchmark run as its reader runs it, on a folder of two invented pages."""

import gzip
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from extraction import attempt
from scoring import Found

COMMAND = Path(__file__).parents[2] / "benchmarks" / "extraction.py"
STORIES = {
    "Seals return to the pier": """\
The harbour master of Lindholm counted forty seals on the breakwater this week, more than in any year before.

The town will close the eastern pier to boats until the pups have learned to swim, the council said on Monday.""",
    "Water for the lower canal": """\
Engineers have opened the gates of the Arnau reservoir for the first time since the dry summer two years ago.

Farmers along the lower canal may draw water at night again, but orchards are asked to wait until the end of May.""",
}


def html_of(title: str, text: str) -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        f'<html lang="en"><head><title>{title} - Harbour News</title>'
        '<meta property="article:published_time" content="2024-03-05T09:00:00+01:00"></head>'
        f'<body><nav><a href="/">Home</a> <a href="/about">About</a></nav><article><h1>{title}</h1>{paragraphs}'
        '<figure><img src="/pictures/1.jpg" width="800" height="600"></figure></article></body></html>'
    )


@pytest.fixture
def folder(tmp_path):
    pages = tmp_path / "harbour" / "pages"
    pages.mkdir(parents=True)
    rows = []
    for number, (title, text) in enumerate(STORIES.items()):
        (pages / f"{number}.html.gz").write_bytes(gzip.compress(html_of(title, text).encode()))
        labels = {"title": title, "text": text, "date": "2024-03-05"}
        images = [["https://news.example/pictures/1.jpg"]]
        address = f"https://news.example/{number}.html"
        rows.append({"file": f"{number}.html.gz", "url": address, **labels, "images": images})
    (tmp_path / "harbour" / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "harbour"


def run(*arguments):
    return subprocess.run(
        [sys.executable, COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=240, check=False
    )


def test_the_table_has_a_line_an_extractor_and_a_column_a_measure(folder):
    done = run(folder, "--with", "ours")
    assert done.returncode == 0, done.stderr
    head, _, line = ([cell.strip() for cell in row.strip("|").split("|")] for row in done.stdout.splitlines())
    measures = ["harbour text", "harbour title", "harbour date", "harbour images"]
    assert head == ["extractor", *measures, "errors", "cost", "ms a page"]
    assert line[:6] == ["ours", "1.000", "1.000", "1.000", "1.000", "0"]
    assert float(line[6]) > 1


def test_json_says_the_same_and_more(folder):
    done = run(folder, "--with", "ours", "--json", "--limit", "1")
    (row,) = json.loads(done.stdout)
    assert row["extractor"] == "ours"
    scores = row["folders"]["harbour"]
    assert (scores["precision"], scores["recall"], scores["text"], scores["errors"]) == (1, 1, 1, 0)
    assert scores["segments"] is None
    assert row["cost"] > 1


def test_what_is_not_installed_is_named_and_left_out(folder):
    done = run(folder, "--json")
    compared = {row["extractor"] for row in json.loads(done.stdout)}
    missing = {line.split(" is left out: ")[0] for line in done.stderr.splitlines()}
    assert "ours" in compared
    assert compared | missing == {
        *("ours", "trafilatura", "trafilatura-images", "newspaper4k", "readability-lxml", "resiliparse")
    }


def test_a_folder_without_labels_is_refused_in_one_line(tmp_path):
    done = run(tmp_path, "--with", "ours")
    assert done.returncode == 1
    assert "gold.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_page_is_refused_in_one_line(folder):
    (folder / "pages" / "1.html.gz").write_bytes(b"no gzip")
    done = run(folder, "--with", "ours")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_folders_of_one_name_are_told_apart_by_their_paths(folder, tmp_path):
    other = tmp_path / "again" / "harbour"
    shutil.copytree(folder, other)
    done = run(folder, other, "--with", "ours", "--json", "--limit", "1")
    (row,) = json.loads(done.stdout)
    assert list(row["folders"]) == [str(folder), str(other)]


def test_an_extractor_that_raises_or_takes_too_long_found_nothing():
    def raises(html, url):
        raise RuntimeError(url)

    def sleeps(html, url):
        try:
            time.sleep(30)
        except Exception:  # noqa: BLE001 - as some libraries do
            return Found("late")
        return Found("late")

    assert attempt(raises, b"", "") is None
    start = time.monotonic()
    assert attempt(sleeps, b"", "", seconds=0.05) is None
    assert time.monotonic() - start < 5
    assert attempt(lambda html, url: Found("in time"), b"", "") == Found("in time")
