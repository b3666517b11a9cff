"""A story as a site's data holds it, HTML or blocks, as one piece of HTML for the rules of every page.

Blocks are those of Contentful, Slate, ProseMirror, Portable Text, Draft.js, Editor.js, Lexical, Volto, Arc and
WordPress: nested objects with a type, and texts or further objects in them. What comes out is not clean: it is parsed
and rendered as a page's own HTML is.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from crawler.extraction.blocks import measure

MAX_NODES = 20_000
MAX_DEPTH = 30
MAX_DEPTH_OF_PICTURE = 6
LONGEST_WORD = 300
MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|img|figure|span|table|blockquote|strong|em|b|i|a|section)\b[^<>]{0,2000}>"
)
TAGS = re.compile(r"<[^<>]{0,5000}>")
LINES = re.compile(r"[ \t]*\n\s*")
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
IMAGE_ADDRESS = re.compile(r"(?i)(?:https?:/)?/\S{1,1000}\.(?:jpe?g|png|webp|gif|avif)(?:\?\S{0,1000})?")
IMAGE_KEYS = (
    "url",
    "src",
    "href",
    "contentUrl",
    "sourceUrl",
    "source_url",
    "imageUrl",
    "image_url",
    "path",
    "original",
)
CAPTION_KEYS = ("caption", "legend", "description", "title_image")
# Where an object holds its text or its parts.
CONTENT = frozenset((
    "attributes", "attrs", "blocks", "body", "children", "content", "data", "document", "elements", "fields", "html",
    "items", "json", "markup", "nodes", "paragraphs", "processed", "props", "raw", "rendered", "root", "text", "value",
))  # fmt: skip
TYPES = ("type", "_type", "nodeType", "@type", "listItem", "style", "blockType", "__typename")
# The element for a word in a block's type, the first that fits.
ELEMENTS = tuple(
    (word, tag)
    for tag, words in (
        ("li", "listitem item li bullet"),
        ("blockquote", "quote blockquote pullquote"),
        ("h2", "h2"),
        ("h4", "h4"),
        ("h3", "h3 heading header subheading headline"),
        ("ol", "ordered ol"),
        ("ul", "unordered ul list"),
        ("table", "table"),
        ("tr", "tablerow row tr"),
        ("td", "tablecell cell td"),
        ("p", "paragraph p unstyled normal"),
        ("br", "linebreak hardbreak"),
    )
    for word in words.split()
)
PICTURES = frozenset({"image", "img", "photo", "picture", "figure", "media"})
NOT_STORY = frozenset(
    {"advert", "advertisement", "ad", "ads", "related", "newsletter", "embed", "script", "poll", "promo"}
)
LINKS = frozenset({"link", "hyperlink", "a"})


def plain_markup(text: str) -> str:
    """A string of a site's data as HTML: as it is where it is HTML, also escaped, else in paragraphs by its lines."""
    if "&lt;" in text and not MARKUP.search(text):
        text = unescape(text)
    if MARKUP.search(text):
        return text
    return "".join(f"<p>{escape(unescape(line), quote=False)}</p>" for line in LINES.split(text.strip()) if line)


def _is_text(text: str) -> bool:
    """Whether a string is for readers: no JSON, no encoded data."""
    if text[:1] in {"{", "["} and text[-1:] in {"}", "]"}:
        return False
    return not text[:LONGEST_WORD].isascii() or len(text) < LONGEST_WORD or any(map(str.isspace, text[:LONGEST_WORD]))


def text_size(markup: str) -> int:
    """About how many characters a reader sees of it, those of dense scripts counted double."""
    return measure(TAGS.sub("", markup))


class Renderer:
    """Objects to HTML, within bounds that hold for all that one renderer is asked."""

    def __init__(self) -> None:
        self.left = MAX_NODES

    def render(self, value: Any) -> str:
        """The HTML of a string, a block, or a list of blocks; an empty string for what holds no text."""
        return self._part(value, inline=False, depth=0)

    def figures(self, value: Any, depth: int = 0) -> str:
        """The figures of what describes pictures: an address, an object with one in it, a list of such."""
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH_OF_PICTURE:
            return ""
        if isinstance(value, str):
            return f'<figure><img src="{escape(value)}"></figure>' if IMAGE_ADDRESS.fullmatch(value) else ""
        if isinstance(value, list):
            return "".join(self.figures(item, depth + 1) for item in value[:50])
        if not isinstance(value, dict):
            return ""
        inner = (self.figures(part, depth + 1) for part in value.values() if isinstance(part, (dict, list)))
        return _figure(value) or next(filter(None, inner), "")

    def _part(self, value: Any, *, inline: bool, depth: int) -> str:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            return ""
        if isinstance(value, str):
            return self._text(value, inline=inline)
        if isinstance(value, list):
            return self._list(value, inline=inline, depth=depth)
        return self._block(value, inline=inline, depth=depth) if isinstance(value, dict) else ""

    def _text(self, text: str, *, inline: bool) -> str:
        if not inline:
            return plain_markup(text) if _is_text(text) else ""
        return text if MARKUP.search(text) else escape(text, quote=False)

    def _list(self, parts: list[Any], *, inline: bool, depth: int) -> str:
        if len(parts) == 4 and parts[0] == "$" and isinstance(parts[1], str) and isinstance(parts[3], dict):
            return self._element(parts[1], parts[3], depth)
        shown = [(part, self._part(part, inline=inline, depth=depth + 1)) for part in parts]
        return "".join(text if inline else f"{_heading(part, text)}{text}" for part, text in shown)

    def _element(self, tag: str, properties: dict[str, Any], depth: int) -> str:
        """An element of React's stream."""
        inner = properties.get("dangerouslySetInnerHTML")
        html = inner.get("__html") if isinstance(inner, dict) else None
        content = (
            html if isinstance(html, str) else self._part(properties.get("children"), inline=True, depth=depth + 1)
        )
        return f"<{tag}>{content}</{tag}>" if tag.isalnum() and tag.islower() else content

    def _block(self, block: dict[str, Any], *, inline: bool, depth: int) -> str:
        kinds = _kinds(block)
        if kinds & NOT_STORY:
            return ""
        if kinds & PICTURES and (figure := self.figures(block)):
            return figure
        tag = next((element for word, element in ELEMENTS if word in kinds), "")
        inside = inline or tag in {"p", "li", "td", "h2", "h3", "h4"}
        parts = (self._part(part, inline=inside, depth=depth + 1) for part in self._contents(block, tag))
        content = max(parts, key=len, default="")
        if kinds & LINKS and isinstance(target := _target(block), str):
            return f'<a href="{escape(target)}">{content}</a>'
        return f"<{tag}>{content}</{tag}>" if tag and content else content

    def _contents(self, block: dict[str, Any], tag: str) -> list[Any]:
        """What may be the content of a block: of several, the longest is."""
        order = block.get("blocks_layout")
        blocks = block.get("blocks")
        if isinstance(order, dict) and isinstance(blocks, dict):  # Volto
            names = [name for name in order.get("items") or () if isinstance(name, str)]
            return [[blocks.get(name) for name in names]]
        found = [value for key, value in block.items() if key in CONTENT]
        if tag in {"ul", "ol"}:
            found = [_items(value) for value in found]
        return found


def _heading(part: Any, text: str) -> str:
    """The heading of a part of a story that has one beside its text."""
    title = _string(part, ("title", "heading", "headline")) if isinstance(part, dict) and text else ""
    return f"<h3>{escape(title, quote=False)}</h3>" if title and not _kinds(part) & (LINKS | PICTURES) else ""


def _items(value: Any) -> Any:
    """The items of a list; bare texts among them as items."""
    if isinstance(value, dict):
        value = value.get("items")
    if not isinstance(value, list):
        return None
    return [{"type": "li", "text": item} if isinstance(item, str) else item for item in value]


def _kinds(block: dict[str, Any]) -> set[str]:
    """The words of a block's type and style, lower case, and each name as a whole."""
    names = [name for key in TYPES if isinstance(name := block.get(key), str) and len(name) <= 60]
    names += [name for name in (block.get("name"),) if isinstance(name, str) and name.startswith("core/")]
    kinds = {word.lower() for name in names for word in WORDS.findall(name)}
    kinds.update(name.lower().replace("-", "").replace("_", "") for name in names)
    if "heading" in kinds or "header" in kinds:
        holders = (block, block.get("data"), block.get("attrs"), block.get("attributes"))
        levels = (holder.get("level") for holder in holders if isinstance(holder, dict))
        kinds.update(f"h{level}" for level in levels if level in (2, 4))
    return kinds


def _figure(value: dict[str, Any]) -> str:
    """The figure of an object with a picture's address; an empty string for others."""
    address = _string(value, IMAGE_KEYS).strip()
    if not address:
        return ""
    alt = _string(value, ("alt", "altText", "alt_text", "alternativeText"))
    caption = _string(value, CAPTION_KEYS)
    shown = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(address)}" alt="{escape(alt)}">{shown}</figure>'


def _string(value: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((unescape(value[key]) for key in keys if isinstance(value.get(key), str)), "")


def _target(block: dict[str, Any]) -> Any:
    for holder in (block, block.get("data"), block.get("attrs"), block.get("fields")):
        if isinstance(holder, dict):
            for key in ("url", "href", "uri"):
                if holder.get(key):
                    return holder[key]
    return None
