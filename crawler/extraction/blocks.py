"""One walk over the tree: its text as blocks in page order, its containers as sections that span ranges of blocks.

A section's blocks are consecutive, so everything that is asked of a container later is arithmetic on a range of block
numbers; nothing recurses, and a page costs the same however deep it nests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

# fmt: off
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))
SKIPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "svg", "math", "canvas", "select", "option",
    "button", "textarea", "input", "object", "embed", "map", "audio", "video", "nav", "head", "title",
    "link", "meta", "col", "colgroup", "optgroup", "datalist", "progress", "meter", "rp", "rt",
))
# fmt: on
# Left open, these swallow the rest of the page, since lxml closes them late; holding paragraphs, they are containers.
SWALLOWING = frozenset(
    {"nav", "svg", "button", "select", "option", "object", "audio", "video", "canvas", "map", "iframe"}
)
PICTURES = frozenset({"img", "amp-img"})
BREAKS = frozenset({"br", "hr"})
BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

MAX_ELEMENTS = 200_000  # some seconds of work; a real page has a hundredth of it
WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

STOPS = tuple('.!?…。！？؟।။:：；;"”’」』)')

Run = tuple[str, str | None, str]  # text, link target, style: "", "b", "i" or "bi"


@dataclass(slots=True, eq=False)
class Section:
    """A container and the range of blocks within it. parent: the number of the section around it, -1 at the root."""

    element: HtmlElement
    tag: str
    parent: int
    start: int
    end: int = 0
    names: str = ""  # class, id and role as they stand
    itemprop: str = ""
    hidden: bool = False


@dataclass(slots=True, eq=False)
class Block:
    """A run of text without a break in it. Sizes in characters, those of dense scripts (Han, Thai…) counted double."""

    section: int
    tag: str
    runs: list[Run]
    text: str = ""
    size: int = 0
    linked: int = 0

    @property
    def density(self) -> float:
        """The share of the text that is links."""
        return self.linked / self.size if self.size else 0.0

    @property
    def leaves(self) -> bool:
        """Whether a link in it leads to another place than this page's own."""
        return any(href and not href.startswith(("#", "javascript:")) for _, href, _ in self.runs)


@dataclass(slots=True, eq=False)
class Picture:
    """An image element; `position` is the number of the first block after it."""

    element: HtmlElement
    section: int
    position: int
    link: str | None = None


@dataclass(slots=True, eq=False)
class Layout:
    """A page as it reads."""

    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def ancestors(self, section: int) -> list[int]:
        """The numbers of a section and of those around it, the innermost first."""
        chain = []
        while section >= 0:
            chain.append(section)
            section = self.sections[section].parent
        return chain


def read_layout(root: HtmlElement, removed: frozenset[HtmlElement] = frozenset()) -> Layout:
    """The layout of a document, without the elements `removed`. The tree is left as it is."""
    reader = _Reader(removed)
    body = root.find("body") if root.tag == "html" else root
    reader.read(root if body is None else body)
    return reader.layout


def measure(text: str) -> int:
    """The weight of a text: its characters, those of dense scripts counted double."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))


class _Reader:
    def __init__(self, removed: frozenset[HtmlElement]) -> None:
        self.layout = Layout()
        self.removed = removed
        self.current = -1
        self.runs: list[Run] = []
        self.soft = False
        self.href: str | None = None
        self.style = ""
        self.styles: list[tuple[str | None, str]] = []

    def read(self, root: HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        visited = 0
        skipping: HtmlElement | None = None
        for event, element in walk:
            tag = element.tag
            if event == "start":
                visited += 1
                if (
                    (tag in SKIPPED and not _swallows(element, tag))
                    or visited > MAX_ELEMENTS
                    or element in self.removed
                ):
                    skipping = element
                    walk.skip_subtree()
                else:
                    self.enter(element, tag)
                    if text := element.text:
                        self.read_text(text)
                continue
            if element is not skipping:
                self.leave(tag)
            if (text := element.tail) and element is not root:
                self.read_text(text)
        self.flush()
        while self.current >= 0:  # open still where the walk was broken off
            self.close()

    def read_text(self, text: str) -> None:
        if self.runs or not text.isspace():
            self.runs.append((text, self.href, self.style))

    def enter(self, element: HtmlElement, tag: str) -> None:
        if tag in INLINE or ":" in tag:
            self.styles.append((self.href, self.style))
            self.restyle(element, tag)
        elif tag in BREAKS:
            self.soft = self.flush() and tag == "br"
        elif tag in PICTURES:
            self.picture(element)
        else:
            if self.runs:
                self.flush()
            self.open(element, tag)

    def leave(self, tag: str) -> None:
        if tag in INLINE or ":" in tag:
            self.href, self.style = self.styles.pop()
        elif tag not in BREAKS and tag not in PICTURES:
            if self.runs:
                self.flush()
            self.close()

    def close(self) -> None:
        section = self.layout.sections[self.current]
        section.end = len(self.layout.blocks)
        self.current = section.parent

    def restyle(self, element: HtmlElement, tag: str) -> None:
        if tag == "a":
            self.href = element.get("href") or ""
        elif tag in BOLD:
            self.style = "b" if self.style in {"", "b"} else "bi"
        elif tag in ITALIC:
            self.style = "i" if self.style in {"", "i"} else "bi"

    def open(self, element: HtmlElement, tag: str) -> None:
        section = Section(element, tag, self.current, len(self.layout.blocks))
        if element.attrib:
            _describe(section, element)
        self.current = len(self.layout.sections)
        self.layout.sections.append(section)

    def picture(self, element: HtmlElement) -> None:
        position = len(self.layout.blocks) + any(text.strip() for text, _, _ in self.runs)
        self.layout.pictures.append(Picture(element, self.current, position, self.href))

    def flush(self) -> bool:
        """Close the run of text that is open; whether there was any."""
        if not self.runs:
            return False
        runs, soft = self.runs, self.soft
        text = " ".join("".join([run[0] for run in runs]).split() if len(runs) > 1 else runs[0][0].split())
        if "\xad" in text:
            text = text.replace("\xad", "")
        self.runs = []
        if not text:
            return False
        self.soft = False
        block = Block(self.current, self.layout.sections[self.current].tag, runs, text, measure(text))
        links = [run[0] for run in runs if run[1] is not None]
        if len(links) == len(runs):
            block.linked = block.size
        elif links:
            block.linked = min(block.size, measure(" ".join("".join(links).split())))
        if not (soft and self.layout.blocks and _continue(self.layout.blocks[-1], block)):
            self.layout.blocks.append(block)
        return True


def _swallows(element: HtmlElement, tag: str) -> bool:
    return tag in SWALLOWING and len(element) > 0 and element.find(".//p") is not None


def _continue(before: Block, line: Block) -> bool:
    """Take a line that was broken for its width into the paragraph that it continues."""
    wide = 50 <= before.size - before.text.rfind("\n") <= 200
    if before.section != line.section or not wide or before.text.endswith(STOPS) or before.linked or line.linked:
        return False
    if line.text[0].isupper() or line.text[0].isdigit() or before.runs[-1][2] != line.runs[0][2]:
        return False
    before.runs += [(" ", None, ""), *line.runs]
    before.text += " " + line.text
    before.size += line.size
    return True


def _describe(section: Section, element: HtmlElement) -> None:
    get = element.get
    section.names = f"{get('class', '')} {get('id', '')} {get('role', '')}"
    section.itemprop = get("itemprop", "")
    style = get("style")
    section.hidden = bool(style and HIDDEN.search(style)) or get("hidden") is not None or get("aria-hidden") == "true"
