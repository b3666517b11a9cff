"""Run what the documents show, and write what it prints into them, where that is not what they say.

    python tests/docs/rewrite.py

Ends with exit code 1 where anything changed, so that no run that rewrites counts as a passed one: read the difference
(`git diff docs`), shorten long outputs with `[…]`, then run the tests.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from console import DOCUMENTS, Reader, agree, steps  # noqa: E402 - from the folder of this file


def rewrite(reader: Reader, document: Path) -> bool:
    """Whether the document had to be changed."""
    text = document.read_text("utf-8")
    found = [(step, reader.run(step)) for step in steps(text)]
    changed = text
    for step, printed in reversed(found):
        if not agree(step.output, printed):
            changed = changed[: step.start] + printed + changed[step.end :]
    document.write_text(changed, "utf-8")
    return changed != text


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, Reader(Path(folder)) as somebody:
        rewritten = [document.name for document in DOCUMENTS if rewrite(somebody, document)]
    sys.stdout.writelines(f"{name}\n" for name in rewritten)
    sys.exit(bool(rewritten))
