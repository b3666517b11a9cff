"""Checks the proof in this folder. It needs nothing but Python 3.8 or later, and no network.

    python verify.py                     what the proof says
    python verify.py --root 2026-11-22=9f2c...
                                         also: whether it leads up to a root that you have from somebody else

What it prints is what it has recomputed from the bytes in this folder, nothing else. Exit code 0: all of it holds;
1: something does not; 2: it was called wrongly, or there is no proof here.
"""

from __future__ import annotations

import gzip
import hashlib
import html.parser
import json
import re
import sys
import unicodedata
import zlib
from pathlib import Path
from typing import Any

FORMAT = "envnews-cite/1"


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def sha256(data: bytes) -> str:
    """Digest bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class Check:
    """Prints what holds and what does not, and remembers whether anything did not."""

    def __init__(self) -> None:
        self.failed = 0

    def holds(self, truth: bool, what: str) -> None:
        say(("ok      " if truth else "FAILED  ") + printable(what))
        self.failed += not truth

    def tell(self, what: str) -> None:
        say("        " + printable(what))


def printable(text: str) -> str:
    """Without what would command a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def digest_of(proof: dict[str, Any]) -> str:
    """Digest what proof.json says, but for that digest itself."""
    said = {name: value for name, value in proof.items() if name != "digest"}
    return sha256(json.dumps(said, sort_keys=True).encode())


def check_files(check: Check, folder: Path, proof: dict[str, Any]) -> None:
    """Whether the other files are those that the proof was made with."""
    check.holds(proof["digest"] == digest_of(proof), "proof.json is as it was written")
    for name, digest in sorted(proof["files"].items()):
        path = folder / name
        known = "/" not in name and "\\" not in name and path.is_file()
        check.holds(known and sha256(path.read_bytes()) == digest, name + " is as it was written")


def check_capture(check: Check, data: bytes, capture: dict[str, Any]) -> dict[str, Any]:
    """The raw bytes of one capture: their digest, and what the records in them say of themselves."""
    place = f"capture {capture['id']}"
    raw = data[capture["start"] : capture["end"]]
    check.holds(sha256(raw) == capture["sha256"], place + ": its bytes have the SHA-256 " + capture["sha256"])
    answer: dict[str, Any] = {}
    for member in members(raw):
        headers, block = record(member)
        said = headers.get("warc-block-digest", "")
        check.holds(said == "sha256:" + sha256(block), place + ": the " + headers["warc-type"] + " is whole")
        if headers["warc-type"] != "request":
            answer = {"headers": headers, "block": block}
    payload = split_head(answer["block"])[1]
    said = answer["headers"].get("warc-payload-digest")
    if said and answer["headers"]["warc-type"] == "response":
        check.holds(said == "sha256:" + sha256(payload), place + ": the page in it is whole")
    for name, header in (("url", "warc-target-uri"), ("captured_at", "warc-date")):
        check.holds(answer["headers"].get(header) == capture[name], place + ": " + name + " " + str(capture[name]))
    return answer


def members(raw: bytes) -> list[bytes]:
    """Unpack the gzip members that stand one after another."""
    found = []
    while raw:
        unpacker = zlib.decompressobj(31)
        found.append(unpacker.decompress(raw) + unpacker.flush())
        if not unpacker.eof:
            raise ValueError("a torn record")
        raw = unpacker.unused_data
    return found


def record(plain: bytes) -> tuple[Any, Any]:
    """Headers by their names in small letters, and content, of a WARC record."""
    head, _, rest = plain.partition(b"\r\n\r\n")
    pairs = (line.partition(":") for line in head.decode("utf-8").split("\r\n")[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return headers, rest[: int(headers["content-length"])]


def split_head(answer: bytes) -> tuple[Any, Any]:
    """Divide an answer into its head and its payload."""
    end = re.search(rb"\r?\n\r?\n", answer)
    return (answer[: end.end()], answer[end.end() :]) if end else (answer, b"")


def link_of(previous: str, digest: str) -> str:
    """The next link of a portal's chain: SHA-256 of the link before it and of the SHA-256 of the capture's bytes."""
    return sha256(bytes.fromhex(previous) + bytes.fromhex(digest))


def check_chain(check: Check, capture: dict[str, Any], days: list[Any]) -> None:
    """From the capture, link by link, to the end of its portal's chain on that day."""
    chain = capture["chain"]
    link = link_of(chain["previous"], capture["sha256"])
    for digest in chain["following"]:
        link = link_of(link, digest)
    day = next((each for each in days if each["day"] == chain["day"]), None)
    reached = day is not None and day["ends"].get(chain["portal"]) == link
    steps = f"{len(chain['following']) + 1} steps of the chain of {chain['portal']}"
    check.holds(reached, f"capture {capture['id']}: {steps} lead up to the root of {chain['day']}")


def root_of(previous: str, day: str, ends: dict[str, Any]) -> str:
    """A day's root: SHA-256 of the root before it, the day, and the end of each portal's chain on that day."""
    lines = "".join(f"\n{portal} {ends[portal]}" for portal in sorted(ends))
    return sha256(bytes.fromhex(previous) + day.encode() + lines.encode())


def check_days(check: Check, days: list[Any]) -> None:
    """Recompute the root of each day from the one before it."""
    previous = days[0]["previous"]
    for day in days:
        follows = day["previous"] == previous and root_of(previous, day["day"], day["ends"]) == day["root"]
        check.holds(follows, "root of " + day["day"] + ": " + day["root"])
        previous = day["root"]


def check_root(check: Check, days: list[Any], wanted: str) -> None:
    """Hold a root that somebody else has held against the proof."""
    day, _, root = wanted.partition("=")
    found = [each for each in days if each["day"] <= day]
    same = bool(found) and found[-1]["root"] == root.strip().lower()
    check.holds(same, "the root that you have for " + day + " is the one this proof leads up to")


def page_text(answer: dict[str, Any], payload: bytes) -> str:
    """The words of the page, without its markup; empty where this program cannot unpack it."""
    head = split_head(answer["block"])[0].decode("latin-1")
    fields = re.findall(r"(?im)^([a-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", head)
    headers = {name.lower(): value for name, value in fields}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        payload = dechunked(payload)
    coding = headers.get("content-encoding", "identity").lower().strip()
    try:
        if coding in ("gzip", "x-gzip"):
            payload = gzip.decompress(payload)
        elif coding == "deflate":
            payload = zlib.decompress(payload)
        elif coding not in ("", "identity"):
            return ""
    except (OSError, EOFError, zlib.error):
        return ""
    declared = re.search(r"charset=[\"']?([\w.:-]+)", headers.get("content-type", "")) or re.search(
        r"charset=[\"']?([\w.:-]+)", payload[:4096].decode("latin-1")
    )
    try:
        text = payload.decode(declared[1] if declared else "utf-8", "replace")
    except LookupError:
        text = payload.decode("utf-8", "replace")
    words = Words()
    words.feed(text)
    return words.text()


def dechunked(payload: bytes) -> bytes:
    """Put a chunked payload together."""
    parts = []
    while payload:
        size, _, rest = payload.partition(b"\r\n")
        try:
            length = int(size.partition(b";")[0], 16)
        except ValueError:
            break
        if length == 0:
            break
        parts.append(rest[:length])
        payload = rest[length + 2 :]
    return b"".join(parts)


class Words(html.parser.HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:  # noqa: ARG002 - as the parser calls it
        self.hidden += tag in ("script", "style")
        if tag not in ("a", "b", "i", "em", "strong", "span", "u", "font", "sup", "sub", "wbr"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in ("script", "style")))
        if tag not in ("a", "b", "i", "em", "strong", "span", "u", "font", "sup", "sub", "wbr"):
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)

    def text(self) -> str:
        return "".join(self.parts)


def plain(text: str) -> str:
    """One Unicode form, and no spaces at all: pages break lines anywhere."""
    return re.sub(r"[\s\u00ad\u200b\ufeff]+", "", unicodedata.normalize("NFC", text))


def tell_text(check: Check, proof: dict[str, Any], answer: dict[str, Any], kept: dict[str, Any]) -> None:
    """Whether the words that are quoted stand in the page as it came. That is told, and no fault: markup is a maze."""
    payload = split_head(kept["block"])[1]
    page = plain(page_text(answer, payload))
    if not page:
        check.tell("The page is packed in a way that this program cannot read: look at it with another one.")
        return
    for place in proof["passages"]:
        stands = "stands in the raw page" if plain(place) in page else "was not found by this program in the raw page"
        check.tell('"' + (place if len(place) < 70 else place[:67] + "...") + '" ' + stands)


def verify(folder: Path, roots: list[str]) -> int:
    """Check all of it; return the exit code."""
    check = Check()
    proof = json.loads((folder / "proof.json").read_text("utf-8"))
    if proof["format"] != FORMAT:
        raise ValueError("a proof of another kind")
    check_files(check, folder, proof)
    data = (folder / "capture.warc.gz").read_bytes()
    answers = []
    for capture in proof["captures"]:
        answers.append(check_capture(check, data, capture))
        check_chain(check, capture, proof["days"])
    check_days(check, proof["days"])
    for wanted in roots:
        check_root(check, proof["days"], wanted)
    if not check.failed:
        tell_text(check, proof, answers[0], answers[-1])
    summary(check, proof, roots)
    return 1 if check.failed else 0


def summary(check: Check, proof: dict[str, Any], roots: list[str]) -> None:
    """Say what all of it comes to."""
    say()
    if check.failed:
        say(f"This proof does NOT hold: {check.failed} of its statements are wrong.")
        return
    last = proof["days"][-1]
    say(f"The captured bytes are those that lead up to these roots; the last one is of {last['day']}:")
    say(last["root"])
    if not roots:
        say("Compare a root with one that somebody else has held since that day: --root DAY=ROOT.")
    say("That shows that the bytes have not changed since, not that the ministry sent them: see README.txt.")


def main(arguments: list[str]) -> int:
    """Read the arguments, and check."""
    roots: list[str] = []
    while arguments:
        option = arguments.pop(0)
        if option != "--root" or not arguments or not re.fullmatch(r"[\d-]+=[0-9a-fA-F]{64}", arguments[0]):
            say(__doc__ or "")
            return 0 if option in ("-h", "--help") else 2
        roots.append(arguments.pop(0))
    folder = Path(__file__).resolve().parent
    if not (folder / "proof.json").is_file():
        sys.stderr.write("There is no proof.json beside this program.\n")
        return 2
    try:
        return verify(folder, roots)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, EOFError, zlib.error) as error:
        say(f"This proof does NOT hold: a part of it cannot be read ({type(error).__name__}: {error}).")
        return 1


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
