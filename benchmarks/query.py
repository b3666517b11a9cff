"""How long the archive takes to answer, at a million stories, beside plain FTS5 and beside LIKE.

    python benchmarks/query.py [--stories N] [--folder DIR] [--rounds N] [--json]

--stories   how many; 1,000,000 if left out, which takes half an hour and 9 GB to make
--folder    where the archive is made, or was: one that is there is asked again
--rounds    questions of each kind

The archive is of invented text in six scripts (invented_text.py). Each question is asked once, as a user asks: parsed,
looked up, 20 stories read from the database with their snippets. `whole` has filters (country and year), counts and
facets as the web page asks for them. Plain FTS5 is SQLite's with its own tokenizer, over the same columns, and bm25; it
finds no word of two Chinese characters and no `moi` for `môi`, so that it has less to do. LIKE reads everything.
"""
# ruff: noqa: INP001, T201 - a folder of scripts, no package; it prints

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from invented_text import Language, languages, stories

from archive import Archive, Filters
from archive.fold import fold

_SEED = 20261123
_PORTALS = 170
_COUNTRIES = ("VN", "TH", "CN", "ID", "MY", "PH", "KH", "LA", "KR", "JP", "IN", "EG", "SA", "FR", "DE", "BR")
_INSERT = """
INSERT INTO article_rows (portal, url, country, language, title, date, authors, tags, body, body_html, revision,
    first_seen, last_seen, changed_at, content_hash, read_from, title_key)
VALUES (?, ?, ?, ?, ?, ?, '[]', '[]', ?, '', 1, ?, ?, ?, ?, ?, '')
"""
_TEXT = "SELECT sum(length(CAST(title AS BLOB)) + length(CAST(body AS BLOB))) FROM articles"
_AT_ONCE = 5000


def make(folder: Path, count: int, spoken: tuple[Language, ...], chance: random.Random) -> dict[str, float]:
    """Fill an archive and let it index itself; return seconds and bytes."""
    with Archive(folder) as archive:
        for number in range(_PORTALS):
            archive.remember_portal(f"p{number:03d}", name=f"Portal {number}")
        started = time.perf_counter()
        raw = archive._connection.raw  # noqa: SLF001 - rows without captures, and without their seals
        rows = _rows(count, spoken, chance)
        while some := list(islice(rows, _AT_ONCE)):
            raw.execute("BEGIN")
            raw.executemany(_INSERT, some)
            raw.execute("COMMIT")
        stored = time.perf_counter()
        archive.index_pending()
        indexed = time.perf_counter()
        text = raw.execute(_TEXT).fetchone()[0]
    size = sum(path.stat().st_size for path in (folder / "search").iterdir())
    return {"store_s": stored - started, "index_s": indexed - stored, "text_mb": text / 1e6, "index_mb": size / 1e6}


def _rows(count: int, spoken: tuple[Language, ...], chance: random.Random) -> Iterator[tuple[str, ...]]:
    for number, story in enumerate(islice(stories(chance, spoken), count)):
        portal = int(_PORTALS * chance.random() ** 2)  # some publish much more than others
        day = f"{2002 + int(24 * chance.random() ** 0.6)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        url = f"https://p{portal:03d}.example/{number}"
        country = _COUNTRIES[portal % len(_COUNTRIES)]
        seen = "2026-11-23T00:00:00+00:00"
        yield (
            f"p{portal:03d}", url, country, story.language, story.title, day, story.body, seen, seen, seen, url, url
        )  # fmt: skip


def questions(spoken: tuple[Language, ...], chance: random.Random) -> dict[str, Callable[[], str]]:
    """Kinds of questions. Ranks of words: those that people ask for are neither the most frequent nor the rarest."""
    by_tag = {language.tag: language for language in spoken}

    def word(tag: str, first: int = 20, last: int = 5000) -> str:
        return by_tag[tag].words[int(first * (last / first) ** chance.random())]

    def any_tag() -> str:
        return chance.choices([language.tag for language in spoken], weights=[language.share for language in spoken])[0]

    def two() -> str:
        tag = any_tag()
        return f"{word(tag)} {word(tag)}"

    def phrase() -> str:
        tag = any_tag()
        return f'"{word(tag)}{by_tag[tag].between}{word(tag)}"'

    return {
        "a word": lambda: word(any_tag()),
        "two words": two,
        "Vietnamese, typed without diacritics": lambda: fold(word("vi")),
        "Vietnamese, with diacritics": lambda: word("vi"),
        "Chinese, two words": lambda: f"{word('zh-Hans')} {word('zh-Hans')}",
        "Thai": lambda: word("th"),
        '"a phrase" of two words': phrase,
        "prefix*": lambda: f"{word('en', 200)[:4]}*",
        "one OR other -third": lambda: f"{word('en')} OR {word('en')} -{word('en')}",
        "NEAR": lambda: f"{word('en', 20, 300)} NEAR/5 {word('en', 20, 300)}",
        "title:word": lambda: f"title:{word('en')}",
        "the ten most frequent words": lambda: chance.choice(by_tag[any_tag()].words[:10]),
    }


def measured(ask: Callable[[str], int], asked: list[str]) -> tuple[list[float], float]:
    """Milliseconds of each question, and how many stories were found on average."""
    times, found = [], []
    for query in asked:
        started = time.perf_counter()
        found.append(ask(query))
        times.append((time.perf_counter() - started) * 1000)
    return times, statistics.mean(found)


def plain(folder: Path) -> sqlite3.Connection:
    """SQLite's own index of the same columns, in a file beside the archive."""
    path = folder / "plain.db"
    raw = sqlite3.connect(path)
    raw.execute("ATTACH ? AS news", (str(folder / "archive.db"),))
    if not raw.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'plain'").fetchone():
        raw.execute("PRAGMA main.synchronous = OFF")
        raw.execute("CREATE VIRTUAL TABLE plain USING fts5(title, body, content='')")
        raw.execute("INSERT INTO plain (rowid, title, body) SELECT id, title, body FROM news.articles")
        raw.commit()
    return raw


def of_plain(raw: sqlite3.Connection, query: str) -> int:
    """Ask FTS5 the same, as far as it can be asked: the twenty best, and how many there are."""
    words = " ".join(f'"{word}"' for word in query.strip('"').split())
    rows = raw.execute(
        "SELECT articles.title, substr(articles.body, 1, 240) FROM plain JOIN news.articles ON id = plain.rowid "
        "WHERE plain MATCH ? ORDER BY bm25(plain, 10, 1) LIMIT 20",
        (words,),
    ).fetchall()
    count = raw.execute("SELECT count(*) FROM plain WHERE plain MATCH ?", (words,)).fetchone()[0]
    return int(count) if rows else 0


def of_like(raw: sqlite3.Connection, query: str) -> int:
    """Read everything."""
    like = f"%{query}%"
    sql = "SELECT count(*) FROM news.articles WHERE title LIKE ? OR body LIKE ?"
    return int(raw.execute(sql, (like, like)).fetchone()[0])


def _percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def main() -> None:
    """Make the archive where there is none, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        report = _report(arguments.folder or Path(temporary), arguments.stories, arguments.rounds)
    if arguments.json:
        print(json.dumps(report, indent=2))
    else:
        _print(report)


def _report(folder: Path, count: int, rounds: int) -> dict[str, object]:
    spoken = languages(random.Random(_SEED))
    made = folder / "made.json"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        size = make(folder, count, spoken, random.Random(_SEED + 1))
        made.write_text(json.dumps(size), "utf-8")
    beside = plain(folder)
    rows = []
    everything: list[float] = []
    whole: list[float] = []
    with Archive(folder, readonly=True) as archive:
        archive.search("warm")
        for kind, question in questions(spoken, random.Random(_SEED + 2)).items():
            asked = [question() for _ in range(rounds)]
            simple, found = measured(lambda query: archive.search(query).total, asked)
            filtered, _ = measured(
                lambda query: archive.search(query, Filters(country=("VN",), since="2015"), facets=True).total, asked
            )
            row: dict[str, object] = {"kind": kind, "found": round(found)}
            row |= {"median": statistics.median(simple), "p95": _percentile(simple, 0.95)}
            row |= {"whole_median": statistics.median(filtered), "whole_p95": _percentile(filtered, 0.95)}
            if not set(kind) & set("*-") and "NEAR" not in kind and ":" not in kind:
                times, less = measured(lambda query: of_plain(beside, query), asked)
                row |= {"fts5_median": statistics.median(times), "fts5_p95": _percentile(times, 0.95)}
                row["fts5_found"] = less
            rows.append(row)
            everything += simple
            whole += filtered
            print(kind, file=sys.stderr)
        like, _ = measured(lambda query: of_like(beside, query), ["mangrove", "môi trường", "环境"])
    return {
        **json.loads(made.read_text("utf-8")),
        "rows": rows,
        "median": statistics.median(everything),
        "p95": _percentile(everything, 0.95),
        "whole_median": statistics.median(whole),
        "whole_p95": _percentile(whole, 0.95),
        "like_median": statistics.median(like),
    }


def _print(report: dict[str, object]) -> None:
    print("| milliseconds | found | median | p95 | whole: median | p95 | plain FTS5: found | median | p95 |")
    print("|---|---|---|---|---|---|---|---|---|")
    rows = report["rows"]
    assert isinstance(rows, list)  # noqa: S101
    for row in rows:
        cells = [row["kind"], f"{row['found']:,}"]
        cells += [f"{row[name]:.1f}" for name in ("median", "p95", "whole_median", "whole_p95")]
        plain_cells = [f"{row[name]:,.0f}" if name in row else "" for name in ("fts5_found", "fts5_median", "fts5_p95")]
        print(f"| {' | '.join(cells + plain_cells)} |")
    total = [f"{report[name]:.1f}" for name in ("median", "p95", "whole_median", "whole_p95")]
    print(f"| **all** | | {' | '.join(total)} | | | |")
    print(f"\ntext {report['text_mb']:,.0f} MB, index {report['index_mb']:,.0f} MB")
    print(f"stored in {report['store_s']:,.0f} s, indexed in {report['index_s']:,.0f} s")
    print(f"LIKE: {report['like_median']:,.0f} ms a question")


if __name__ == "__main__":
    main()
