"""What the documents say that a command prints is what it prints."""

import os

import pytest
from console import DOCUMENTS, ROOT, Reader, agree, steps

EXAMPLE = """
```console
$ one --option
first
second
$ two
```

```pycon
>>> for number in range(2):
...     print(number)
0
1
```
"""


def test_the_documents_print_what_they_say(tmp_path):
    wrong = []
    with Reader(tmp_path) as reader:
        for document in DOCUMENTS:
            for step in steps(document.read_text("utf-8")):
                printed = reader.run(step)
                if not agree(step.output, printed):
                    wrong.append(f"{document.name}: {step.command}\n{printed}")
    assert not wrong, "\n".join(["python tests/docs/rewrite.py writes what is printed now:", *wrong])


def test_steps_are_taken_apart():
    found = steps(EXAMPLE)
    assert [(step.kind, step.command, step.output) for step in found] == [
        ("console", "one --option", "first\nsecond\n"),
        ("console", "two", ""),
        ("pycon", "for number in range(2):\n    print(number)", "0\n1\n"),
    ]
    assert [EXAMPLE[step.start : step.end] for step in found] == [step.output for step in found]


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("2 found, 1.5 s\n", "2 found, 12.25 s\n", True),
        ("2 found, 1.5 s\n", "3 found, 1.5 s\n", False),
        ("seen 2026-11-23T05:36:09+00:00\n", "seen 2027-01-01T00:00:00+00:00\n", True),
        ("2024-11-20 title\n", "2024-11-21 title\n", False),
        ("a  b\n1  2\n", "a    b\n1    2\n", True),
        ("a\n[…]\nd\n", "a\nb\nc\nd\n", True),
        ("a\n[…]\nd\n", "a\nb\nc\n", False),
        ("a long […]\n", "a long line\n", True),
        ("a (b)\n", "a b\n", False),
        ("root " + "ab" * 32 + "\n", "root " + "cd" * 32 + "\n", True),
        ("", "", True),
        ("", "something\n", False),
    ],
)
def test_times_differ_and_words_do_not(expected, printed, same):
    assert agree(expected, printed) is same


def test_the_environment_of_whoever_runs_the_tests_does_not_count(tmp_path, monkeypatch):
    monkeypatch.setenv("ENVNEWS_ARCHIVE", os.fspath(ROOT))
    with Reader(tmp_path) as reader:
        assert "no archive" in reader.run(steps("```console\n$ envnews stats\n```\n")[0])
