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
# What the walk does at a tag; what is not listed is a box, as is what would be skipped but swallowed some.
TEXT, STYLE, BREAK, PICTURE, BOX, SKIP = range(6)
KINDS = {
    **dict.fromkeys(INLINE, TEXT),
    **dict.fromkeys({"a", *BOLD, *ITALIC}, STYLE),
    **dict.fromkeys(BREAKS, BREAK),
    **dict.fromkeys(PICTURES, PICTURE),
    **dict.fromkeys(SKIPPED, SKIP),
}
SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
HEADINGS = SUBHEADINGS | {"h1"}

MAX_ELEMENTS = 80_000  # two seconds of work; of 2,300 real pages the longest had a tenth of it
LONGEST_HEADING = 200  # characters; more in a heading is text that a tag left open swallowed
LONGEST_NAMES = 2_000  # characters; what is remembered of names over many pages stays small
WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

STOPS = tuple('.!?…。！？؟।။:：；;"”’」』)')

OPENERS = "([（【"  # may stand before the letter that tells whether a line continues the one before

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

    def ancestors(self, section: int, most: int = MAX_ELEMENTS) -> list[int]:
        """The numbers of a section and of at most so many around it, the innermost first."""
        chain: list[int] = []
        while section >= 0 and len(chain) <= most:
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

    def read(self, root: HtmlElement) -> None:  # noqa: C901, PLR0912 - the hottest loop: calls make it 7 % dearer
        walk = etree.iterwalk(root, events=("start", "end"))
        sections, blocks, styles, removed = self.layout.sections, self.layout.blocks, self.styles, self.removed
        visited = 0
        skipping: HtmlElement | None = None
        for event, element in walk:
            tag = element.tag
            kind = KINDS.get(tag, BOX)
            if kind == BOX and ":" in tag:
                kind = TEXT
            if event == "start":
                visited += 1
                if visited > MAX_ELEMENTS or (kind == SKIP and not _swallows(element, tag)) or element in removed:
                    skipping = element
                    walk.skip_subtree()
                    continue
                if kind >= BOX:
                    if self.runs:
                        self.flush()
                    section = _section(element, tag, self.current, len(blocks))
                    self.current = len(sections)
                    sections.append(section)
                elif kind == TEXT:
                    styles.append((self.href, self.style))
                else:
                    self.enter(element, tag, kind)
                text = element.text
            else:
                if element is skipping:
                    pass
                elif kind >= BOX:
                    if self.runs:
                        self.flush()
                    section = sections[self.current]
                    section.end = len(blocks)
                    self.current = section.parent
                elif kind <= STYLE:
                    self.href, self.style = styles.pop()
                text = element.tail if element is not root else None
            if text and (self.runs or not text.isspace()):
                self.runs.append((text, self.href, self.style))
        self.flush()
        while self.current >= 0:  # open still where the walk was broken off
            self.close()

    def enter(self, element: HtmlElement, tag: str, kind: int) -> None:
        if kind == STYLE:
            self.styles.append((self.href, self.style))
            self.restyle(element, tag)
        elif kind == BREAK:
            self.soft = self.flush() and tag == "br"
        else:
            self.picture(element)

    def close(self) -> None:
        section = self.layout.sections[self.current]
        section.end = len(self.layout.blocks)
        self.current = section.parent

    def restyle(self, element: HtmlElement, tag: str) -> None:
        if tag == "a":
            self.href = element.get("href") or ""
        elif tag in BOLD:
            self.style = "b" if self.style in {"", "b"} else "bi"
        else:
            self.style = "i" if self.style in {"", "i"} else "bi"

    def picture(self, element: HtmlElement) -> None:
        position = len(self.layout.blocks) + any(text.strip() for text, _, _ in self.runs)
        self.layout.pictures.append(Picture(element, self.current, position, self.href))

    def flush(self) -> bool:
        """Close the run of text that is open; whether there was any."""
        if not self.runs:
            return False
        runs, self.runs = self.runs, []
        text = _squeezed("".join([run[0] for run in runs]) if len(runs) > 1 else runs[0][0])
        if not text:
            return False
        blocks, soft, self.soft = self.layout.blocks, self.soft, False
        size = measure(text)
        block = Block(self.current, self.tag_of(size), runs, text, size, _linked(runs, size))
        if not (soft and blocks and _continue(blocks[-1], block)):
            blocks.append(block)
        return True

    def tag_of(self, size: int) -> str:
        """What the text of the open section is: a heading too where it fills one by way of a box of its own."""
        section = self.layout.sections[self.current]
        if section.tag == "div" and section.parent >= 0 and size <= LONGEST_HEADING:
            around = self.layout.sections[section.parent]
            if around.tag in SUBHEADINGS and len(around.element) == 1:
                return around.tag
        return section.tag


def _squeezed(text: str) -> str:
    """Without soft hyphens, white space as single spaces."""
    text = " ".join(text.split())
    return text.replace("\xad", "") if "\xad" in text else text


def _linked(runs: list[Run], size: int) -> int:
    """How much of a text is links."""
    if len(runs) == 1:
        return size if runs[0][1] is not None else 0
    links = [text for text, href, _ in runs if href is not None]
    if not links:
        return 0
    return min(size, measure(" ".join("".join(links).split()))) if len(links) < len(runs) else size


def _swallows(element: HtmlElement, tag: str) -> bool:
    return tag in SWALLOWING and len(element) > 0 and next(element.iter("p"), None) is not None


def _continue(before: Block, line: Block) -> bool:
    """Take a line that was broken for its width into the paragraph that it continues."""
    wide = 50 <= before.size - before.text.rfind("\n") <= 200
    if before.section != line.section or not wide or before.text.endswith(STOPS) or before.linked or line.linked:
        return False
    first = line.text.lstrip(OPENERS)[:1]
    if first.isupper() or first.isdigit() or before.runs[-1][2] != line.runs[0][2]:
        return False
    before.runs += [(" ", None, ""), *line.runs]
    before.text += " " + line.text
    before.size += line.size
    return True


def _section(element: HtmlElement, tag: str, parent: int, start: int) -> Section:
    attributes = element.keys()
    if not attributes:
        return Section(element, tag, parent, start)
    get = element.get
    if attributes == ["class"]:  # most of those that have any
        return Section(element, tag, parent, start, 0, f"{get('class')}  "[:LONGEST_NAMES])
    names = f"{get('class') or ''} {get('id') or ''} {get('role') or ''}"[:LONGEST_NAMES]
    if len(attributes) == 1 and names != "  ":
        return Section(element, tag, parent, start, 0, names)
    style = get("style")
    hidden = (style and HIDDEN.search(style)) or "hidden" in attributes or get("aria-hidden") == "true"
    return Section(element, tag, parent, start, 0, names, get("itemprop") or "", bool(hidden))
