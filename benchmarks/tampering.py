"""One byte, or one row, at a time is altered, removed or put in: how often `envnews verify` finds and names it.

    python benchmarks/tampering.py [--tries N] [--seed N] [--json]

The archive is that of `envnews demo`. Every try is on a fresh copy; rows and seals are changed by plain SQL, in one
whose file is not sealed, so that the seals of the rows alone must show it. "named": a finding says the file, or the
table and the row that were touched.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from archive.errors import ArchiveError
from archive.seals import Table, sealed_tables
from archive.verify.check import verify

Touch = Callable[[Path, str, random.Random], str]
HOWS = ("altered", "removed", "put in")


def touch_byte(path: Path, how: str, chance: random.Random) -> int:
    """Change one byte of a file; return its place."""
    data = bytearray(path.read_bytes())
    place = chance.randrange(len(data))
    if how == "altered":
        data[place] ^= 1 << chance.randrange(8)
    elif how == "removed":
        del data[place]
    else:
        data[place:place] = bytes([chance.randrange(256)])
    path.write_bytes(data)
    return place


# Another value of the same type.
_OTHER = """CASE typeof({0}) WHEN 'integer' THEN {0} + 1000 WHEN 'real' THEN {0} + 1e-9 WHEN 'text' THEN {0} || '+'
    WHEN 'null' THEN '' ELSE {0} || x'00' END"""


def captures(folder: Path, how: str, chance: random.Random) -> str:
    """A byte of a WARC file."""
    path = chance.choice(sorted((folder / "captures").glob("*.warc.gz")))
    touch_byte(path, how, chance)
    return path.name


def database(folder: Path, how: str, chance: random.Random) -> str:
    """A byte of the database file, at rest."""
    touch_byte(folder / "archive.db", how, chance)
    return "archive.db"


def file_seal(folder: Path, how: str, chance: random.Random) -> str:
    """A byte of the seal beside it."""
    touch_byte(folder / "archive.seal", how, chance)
    return "archive.seal"


def rows(folder: Path, how: str, chance: random.Random) -> str:
    """A row of any table but the captures', by plain SQL."""
    return _row(folder, how, chance, lambda name: name != "captures")


def chain(folder: Path, how: str, chance: random.Random) -> str:
    """A row of the index of the captures, with its link."""
    return _row(folder, how, chance, lambda name: name == "captures")


def seals(folder: Path, how: str, chance: random.Random) -> str:
    """A seal of a row."""
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        table, key = chance.choice(raw.execute("SELECT table_id, key FROM row_seals").fetchall())
        if how == "altered":
            sql = "UPDATE row_seals SET seal = randomblob(16) WHERE table_id = ? AND key = ?"
        elif how == "removed":
            sql = "DELETE FROM row_seals WHERE table_id = ? AND key = ?"
        else:
            sql, key = "INSERT INTO row_seals VALUES (?, ?, randomblob(16))", "another"
        raw.execute(sql, (table, key))
        raw.commit()
        name = raw.execute("SELECT name FROM sealed_tables WHERE id = ?", (table,)).fetchone()[0]
        return f"archive.db, {name} {key}"


def _row(folder: Path, how: str, chance: random.Random, wanted: Callable[[str], bool]) -> str:
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        tables = [table for table in sealed_tables(raw) if table.name != "sqlite_schema" and wanted(table.name)]
        filled = [table for table in tables if raw.execute(f"SELECT 1 FROM {table.name}").fetchone()]  # noqa: S608
        table = chance.choice(filled)
        key = chance.choice(raw.execute(f"SELECT {table.key()} FROM {table.name}").fetchall())[0]  # noqa: S608
        column = chance.choice([each.name for each in table.columns if not each.key])
        changed = f'"{column}" = ' + _OTHER.format(f'"{column}"')
        if how == "altered":
            raw.execute("PRAGMA ignore_check_constraints = ON")
            raw.execute(f"UPDATE OR REPLACE {table.name} SET {changed} WHERE {table.key()} = ?", (key,))  # noqa: S608
        elif how == "removed":
            raw.execute(f"DELETE FROM {table.name} WHERE {table.key()} = ?", (key,))  # noqa: S608
        else:
            return _copy_row(raw, table, key)
        raw.commit()
        return f"archive.db, {table.name} {key}"


def _copy_row(raw: sqlite3.Connection, table: Table, key: object) -> str:
    """Put a copy of a row in, its texts and numbers a little different."""
    values = ", ".join(_OTHER.format(f'"{column.name}"') for column in table.columns)
    keys = f"SELECT {table.key()} FROM {table.name}"  # noqa: S608
    before = set(raw.execute(keys).fetchall())
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute(f"INSERT INTO {table.name} SELECT {values} FROM {table.name} WHERE {table.key()} = ?", (key,))  # noqa: S608
    raw.commit()
    (new,) = set(raw.execute(keys).fetchall()) - before
    return f"archive.db, {table.name} {new[0]}"


KINDS: dict[str, Touch] = {
    "a byte of a WARC file": captures,
    "a byte of archive.db": database,
    "a byte of archive.seal": file_seal,
    "a row": rows,
    "a row of the chain": chain,
    "a seal of a row": seals,
}


def findings(folder: Path) -> list[str]:
    """What verify says; a database that is refused altogether counts as found."""
    try:
        return [str(finding) for finding in verify(folder, search=False).findings]
    except ArchiveError as error:
        return [str(error)]


def demo(folder: Path) -> None:
    """Crawl the demo portal."""
    command = [sys.executable, "-m", "crawler", "demo", "--archive", str(folder)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command


def main() -> None:
    """Try, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=100, help="of each kind and each way (100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    with tempfile.TemporaryDirectory() as name:
        original, copy = Path(name) / "original", Path(name) / "copy"
        demo(original)
        assert not findings(original), "the archive is clean before it is touched"  # noqa: S101
        for kind, touch in KINDS.items():
            for how in HOWS * options.tries:
                shutil.copytree(original, copy)
                if touch not in {captures, database, file_seal}:
                    (copy / "archive.seal").unlink()
                where = touch(copy, how, chance)
                told = findings(copy)
                counts[kind].update(tried=1, found=bool(told), named=any(where in each for each in told))
                shutil.rmtree(copy)
    show(counts, as_json=options.json)


def show(counts: dict[str, Counter[str]], *, as_json: bool) -> None:
    """Print the table."""
    if as_json:
        sys.stdout.write(json.dumps(counts) + "\n")
        return
    sys.stdout.write(f"{'touched':24}{'tried':>8}{'found':>8}{'named':>8}\n")
    for kind, count in counts.items():
        sys.stdout.write(f"{kind:24}{count['tried']:>8}{count['found']:>8}{count['named']:>8}\n")


if __name__ == "__main__":
    main()
