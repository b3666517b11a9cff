"""The invented news: one file a story in stories/, TOML between `+++` lines, then a little Markdown.

The Markdown is: paragraphs, `## heading`, `- item`, `1. item`, `> quote`, `| cell | cell |` (head first),
`![caption](file.jpg "credit")`; in a line, `**strong**` and `[text](address)`. Blocks stand apart by a blank line.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.demo.sections import SECTIONS

STORIES = Path(__file__).with_name("stories")

_FILE_NAME = re.compile(r"(\d+)-(.+)")
_PICTURE = re.compile(r'!\[([^\]]*)\]\((\S+?)(?: "([^"]*)")?\)')
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_ANCHOR = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, inline markup included."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the body."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of figures; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; caption and credit are empty where the story prints none."""

    name: str
    caption: str
    credit: str


Block = Paragraph | Heading | Items | Quote | Rows | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF or DOCX that the story offers. text: its lines."""

    name: str
    title: str
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One piece of news.

    date: a day, or an instant with offset where the page prints a time. summary opens the body, in bold.
    section: a name of SECTIONS. legacy: it is served as `/Pages/ChiTietTin.aspx?ItemID=…`.
    """

    id: int
    slug: str
    title: str
    date: dt.date
    section: str
    summary: str
    author: str
    blocks: tuple[Block, ...]
    tags: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    legacy: bool = False
    modified: dt.datetime | None = None

    @property
    def day(self) -> dt.date:
        """The day it was published, without the time."""
        return self.date.date() if isinstance(self.date, dt.datetime) else self.date

    @property
    def language(self) -> str:
        """BCP 47, its section's."""
        return SECTIONS[self.section].language

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures in page order."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))


@cache
def load_stories() -> tuple[Story, ...]:
    """All stories of the demo, by id."""
    return tuple(sorted(map(_read, STORIES.glob("*.md")), key=lambda story: story.id))


def parse_story(name: str, text: str) -> Story:
    """Make a story of a file's stem (`<id>-<slug>`) and text. ValueError where it has not the form shown above."""
    matched = _FILE_NAME.fullmatch(name)
    parts = text.split("+++\n", 2)
    if not matched or len(parts) != 3 or parts[0]:
        raise ValueError(f"no story: {name}")
    facts = tomllib.loads(parts[1])
    documents = tuple(
        Document(name=each["name"], title=each["title"], text=tuple(each.get("text", ())))
        for each in facts.pop("documents", ())
    )
    tags = tuple(facts.pop("tags", ()))
    identity = {"id": int(matched[1]), "slug": matched[2]}
    return Story(**{**identity, **facts}, tags=tags, documents=documents, blocks=parse_blocks(parts[2]))


def parse_blocks(text: str) -> tuple[Block, ...]:
    """Read the blocks of a body."""
    return tuple(_block(chunk.splitlines()) for chunk in text.strip().split("\n\n"))


def plain(text: str) -> str:
    """Return the text without its inline markup."""
    return _ANCHOR.sub(r"\1", _STRONG.sub(r"\1", text))


def _read(path: Path) -> Story:
    return parse_story(path.stem, path.read_text(encoding="utf-8"))


def _block(lines: list[str]) -> Block:
    text = " ".join(lines)
    if picture := _PICTURE.fullmatch(text):
        return Picture(name=picture[2], caption=picture[1], credit=picture[3] or "")
    return _marked(lines) or Paragraph(text)


def _marked(lines: list[str]) -> Block | None:
    """Read a block that opens with a mark; None where the first line has none."""
    mark, _, rest = lines[0].partition(" ")
    match mark:
        case "##":
            return Heading(rest)
        case ">":
            return Quote(" ".join(line.removeprefix("> ") for line in lines))
        case "|":
            return Rows(
                tuple(
                    tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))
                    for line in lines
                )
            )
        case "-":
            return Items(tuple(line.removeprefix("- ") for line in lines), ordered=False)
        case "1.":
            return Items(tuple(line.partition(" ")[2] for line in lines), ordered=True)
    return None
