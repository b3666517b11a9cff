"""A document's text, read in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from archive.media_type import ending
from archive.text import clean
from crawler.documents.bounds import CPU_SECONDS, LONGEST, SECONDS, UNREAD
from crawler.documents.kinds import is_readable

_ROOT = Path(__file__).parents[2]
_NOTE = 200  # characters
_TOO_LONG = {-signal.SIGXCPU, -signal.SIGKILL}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"[ \t\r\xa0]*(?:\r\n|[\n\r\f])")
_GAPS = re.compile(r"\n{3,}")
_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")  # letters as they are drawn: ﬁ, and Arabic ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a document says. text: None where there is none, or none that can be read; note: why, or what is missing."""

    text: str | None = None
    note: str | None = None


def read(body: bytes, media_type: str) -> Content:
    """Read a document in another process, for at most SECONDS. Nothing that a document does is raised here."""
    if not is_readable(media_type):
        return Content(note=f"the text of {ending(media_type)} files is not read")
    command = [sys.executable, "-m", "crawler.documents", media_type]
    searched = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(  # noqa: S603 - our own command; the type is one of ours
            command, input=body, capture_output=True, timeout=SECONDS, check=False,
            env={**os.environ, "PYTHONPATH": searched},
        )  # fmt: skip
        out, note = done.stdout, _note(done)
    except subprocess.TimeoutExpired as error:
        out, note = error.stdout or b"", f"takes longer than {SECONDS} seconds to read"
    except OSError as error:
        return Content(note=f"no process to read it in: {error.strerror}")
    text = tidy(out.decode("utf-8", "ignore")[:LONGEST])
    return Content(text=text or None, note=note or (None if text else "no text in it (scanned?)"))


def tidy(text: str) -> str:
    r"""Text in NFC, without control characters and gaps; letters that a font drew as one or in one form are letters.

    >>> tidy("Mo\u0302i  tru\u031bo\u031b\u0300ng\x00 \r\n\n\n\n\ufb01n")
    'Môi  trường\n\nfin'
    """
    plain = _FORMS.sub(lambda drawn: unicodedata.normalize("NFKC", drawn[0]), text)
    lines = _CONTROLS.sub("", _LINE_ENDS.sub("\n", plain))
    return clean(unicodedata.normalize("NFC", _GAPS.sub("\n\n", lines))).strip()


def _note(done: subprocess.CompletedProcess[bytes]) -> str | None:
    """Why it was not read to its end; a line that the reader itself wrote is its last."""
    if done.returncode == 0:
        return None
    if done.returncode in _TOO_LONG:
        return f"takes longer than {CPU_SECONDS} seconds to read"
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return (last if done.returncode == UNREAD else f"its reader broke off: {last or done.returncode}")[:_NOTE]
