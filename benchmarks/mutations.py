"""Pages made hostile: each mutation takes a random source and a page's bytes and gives other bytes."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable

from bait import PATTERNS, bait

Mutation = Callable[[random.Random, bytes], bytes]

TAG = re.compile(rb"<[^<>]{1,300}>")
VALUE = re.compile(rb'=\s?"[^"<>]{0,500}"')
TAGS = (
    b"div", b"p", b"table", b"tr", b"td", b"ul", b"li", b"a", b"span", b"b", b"font", b"form", b"svg", b"h1", b"time",
    b"select", b"option", b"button", b"math", b"figure", b"nav", b"template", b"noscript", b"article", b"dl", b"dd",
    b"ruby", b"rt", b"blockquote", b"section", b"x-y", b"o:p", b"label", b"iframe", b"frameset", b"body", b"html",
)  # fmt: skip
OPENERS = (
    b"<plaintext>", b"<!--", b"<![CDATA[", b"<script>", b"<style>", b"<textarea>", b"<title>", b"<xmp>", b"<svg><",
    b"<table><tr><td", b"<a href='", b'<img alt="', b"<?php ", b"<!DOCTYPE [", b"<noscript><p", b"</", b"<", b"&",
)  # fmt: skip
SIGNS = (
    "\u202e", "\u200f", "\ufeff", "\0", "&#xD800;", "&#0;", "&#x110000;", "&#xFFFF;", "\ud7ff", "\U0010ffff",
    "e\u0301\u0301", "ﷺ", "&nbsp;", "\x0b", "\x85", "\u2028", "&#13;", "a\u0323\u0302", "İ", "ß", "\u0c4d", "\u200d",
)  # fmt: skip
ATTRIBUTES = (
    "class", "id", "style", "srcset", "src", "href", "datetime", "content", "alt", "title", "width", "itemprop", "rel",
    "data-src", "data-srcset", "data-date", "onclick", "lang", "dir", "name", "role", "itemtype", "itemscope", "hidden",
)  # fmt: skip
LETTERS = ("x", "文", "é", "1", ".", "-", "/", "=", "ก", "\u0301", "A1b2", "https://x.test/", "1.", "|", "»", "x@")
ODD_VALUES: tuple[object, ...] = (
    None,
    1e999,
    -1,
    True,
    [],
    {},
    [[]],
    "\ud800",
    "x" * 100_000,
    {"@type": ["Article", 3]},
    [None],
)
CHARSETS = ("gb2312", "big5", "shift_jis", "euc-kr", "windows-1258", "utf-16", "utf-7", "viscii", "iso-2022-jp", "hz")


def flip(chance: random.Random, page: bytes) -> bytes:
    """Some bytes become others."""
    out = bytearray(page)
    for _ in range(chance.choice((1, 10, 200))):
        out[chance.randrange(len(out))] = chance.choice((0, 0x22, 0x26, 0x3C, 0x3E, 0x80, 0xFF, chance.randrange(256)))
    return bytes(out)


def cut(chance: random.Random, page: bytes) -> bytes:
    """A stretch is lost, often the end."""
    start = chance.randrange(len(page))
    return page[:start] + page[chance.choice((len(page), start + chance.randrange(1, 400))) :] or b"<p>"


def splice(chance: random.Random, page: bytes) -> bytes:
    """A stretch stands a second time somewhere else."""
    start, target = chance.randrange(len(page)), chance.randrange(len(page))
    return page[:target] + page[start : start + chance.randrange(1, 5000)] + page[target:]


def repeat(chance: random.Random, page: bytes) -> bytes:
    """One stretch stands thousands of times."""
    start, size = chance.randrange(len(page)), chance.choice((8, 60, 500, 3000))
    piece = page[start : start + size]
    return page[:start] + piece * (chance.choice((100_000, 800_000)) // size) + page[start:]


def soup(chance: random.Random, page: bytes) -> bytes:
    """The page's tags in another order."""
    tags = TAG.findall(page) or [b"<p>"]
    chance.shuffle(tags)
    found = iter(tags)
    return TAG.sub(lambda match: next(found, match[0]), page)


def nest(chance: random.Random, page: bytes) -> bytes:
    """Elements within elements, closed or not."""
    names = chance.sample(TAGS, chance.choice((1, 1, 2, 4)))
    depth = chance.choice((300, 3_000, 30_000, 100_000)) // len(names)
    opening = b"".join(b"<%s>" % name for name in names)
    closing = b"".join(b"</%s>" % name for name in reversed(names))
    return _inserted(chance, page, opening * depth + b"inmost" + closing * chance.choice((0, depth)))


def siblings(chance: random.Random, page: bytes) -> bytes:
    """Very many elements beside each other."""
    name, text = chance.choice(TAGS), chance.choice((b"", b"x", b"A sentence of some length, a comma.", b"12/3/2024"))
    inner = chance.choice((b"<%s>%s", b"<%s>%s</%s>", b"<%s class='a'><a href=/x>%s</a></%s>"))
    piece = inner % ((name, text) if inner.count(b"%s") == 2 else (name, text, name))
    return _inserted(chance, page, piece * min(100_000, 1_500_000 // len(piece)))


def attributes(chance: random.Random, page: bytes) -> bytes:
    """An element with very many attributes, or with one very long."""
    if chance.random() < 0.5:
        many = " ".join(f"a{number}={number}" for number in range(100_000))
        return _inserted(chance, page, f"<div {many}>".encode())
    value = chance.choice(("x", "x ", "-", "1", "é", "/", "&amp;", "1x,", "a b,", "url(", "{")) * 400_000
    return _inserted(chance, page, f'<{_name(chance)} {chance.choice(ATTRIBUTES)}="{value}">'.encode())


def table(chance: random.Random, page: bytes) -> bytes:
    """A table of very many rows or cells, perhaps within tables."""
    row = b"<tr>" + b"<td>cell 1" * chance.choice((2, 50, 5000)) + b"</tr>"
    rows = row * min(20_000, 1_000_000 // len(row))
    depth = chance.choice((1, 1, 40))
    return _inserted(chance, page, b"<table><tr><td>" * (depth - 1) + b"<table>" + rows + b"</table>" * depth)


def entities(chance: random.Random, page: bytes) -> bytes:
    """A flood of character references, or of odd characters."""
    sign = chance.choice((*SIGNS, "&lt;p&gt;", "&amp;amp;", "&", "&#", "&#x", "&unknown;"))
    return _inserted(chance, page, (sign * chance.choice((1, 30, 100_000))).encode("utf-8", "replace"))


def unclosed(chance: random.Random, page: bytes) -> bytes:
    """What swallows the rest of the page."""
    return _inserted(chance, page, chance.choice(OPENERS) * chance.choice((1, 1, 5, 20_000)))


def one_line(chance: random.Random, page: bytes) -> bytes:
    """A megabyte without a space."""
    sign = chance.choice(LETTERS)
    return _inserted(chance, page, f"<p>{sign * (1_000_000 // len(sign.encode()))}</p>".encode())


def base64(chance: random.Random, page: bytes) -> bytes:
    """A picture of megabytes within the page."""
    data = b"iVBORw0KGgo" * 200_000
    return _inserted(chance, page, b'<p>Text<img %s="data:image/png;base64,%s"></p>' % (_attribute(chance), data))


def json_ld(chance: random.Random, page: bytes) -> bytes:
    """Scripts of JSON that is deep, broken, huge, or of the wrong types."""
    odd = chance.choice(ODD_VALUES)
    keys = ("@type", "headline", "datePublished", "author", "articleBody", "image", "url", "keywords", "@graph", "name")
    node: object = {"@type": "NewsArticle", **dict.fromkeys(chance.sample(keys, 4), odd)}
    for _ in range(chance.choice((0, 3, 200))):
        node = chance.choice(({"@graph": node}, [node], {"author": node, "@type": "Person"}))
    text = json.dumps(node)
    text = chance.choice((text, text[: len(text) // 2], "[" * 100_000, '{"a":' * 50_000, text * 2000, '"\\' * 100_000))
    return _inserted(chance, page, f'<script type="application/ld+json">{text}</script>'.encode())


def baits(chance: random.Random, page: bytes) -> bytes:
    """Strings that nearly match one of the extraction's own patterns, where such strings are read."""
    text = bait(chance.choice(PATTERNS), chance, chance.choice((300, 5_000, 100_000)))
    quoted = text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    name = _name(chance)
    around = chance.choice((
        f"<{name}>{quoted}</{name}>",
        f"<h1>{quoted}</h1><p>{quoted}</p>",
        f"<title>{quoted}</title>",
        f'<{name} {chance.choice(ATTRIBUTES)}="{quoted}">text</{name}>',
        f'<meta name="{chance.choice(META)}" content="{quoted}">',
        f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":{json.dumps(text)}}}</script>',
        f'<figure><img src="/a.jpg"><figcaption>{quoted}</figcaption></figure>',
        f"<p>{'</p><p>'.join(quoted[start : start + 200] for start in range(0, len(quoted), 200))}</p>",
    ))  # fmt: skip
    return _inserted(chance, page, around.encode("utf-8", "replace"))


META = (
    "og:title", "description", "author", "date", "article:published_time", "keywords", "og:image", "language",
    "viewport", "refresh", "news_keywords", "dc.date", "twitter:title", "og:locale", "robots", "x",
)  # fmt: skip


def values(chance: random.Random, page: bytes) -> bytes:
    """Bait in many of the page's own attributes."""
    pattern = chance.choice(PATTERNS)
    size = chance.choice((20, 1000))

    def hostile(match: re.Match[bytes]) -> bytes:
        if chance.random() < 0.9:
            return match[0]
        return b'="%s"' % bait(pattern, chance, size).replace('"', "'").encode("utf-8", "replace")

    return VALUE.sub(hostile, page)


def recoded(chance: random.Random, page: bytes) -> bytes:
    """The page in another charset, or under another's name."""
    name = chance.choice(CHARSETS)
    meta = b"<meta charset=%s>" % name.encode()
    if chance.random() < 0.5:
        return meta + page
    codec = name if name != "viscii" else "koi8-r"
    return chance.choice((b"", meta)) + page.decode("utf-8", "replace").encode(codec, "replace")


def grow(chance: random.Random, page: bytes) -> bytes:
    """The page many times over: up to some megabytes, each with its own html element."""
    return page * max(1, chance.choice((1_000_000, 4_000_000)) // len(page))


MUTATIONS: dict[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        flip, cut, splice, repeat, soup, nest, siblings, attributes, table, entities, unclosed, one_line, base64,
        json_ld, baits, values, recoded, grow,
    )
}  # fmt: skip


def _inserted(chance: random.Random, page: bytes, piece: bytes) -> bytes:
    """The page with a piece between two of its tags."""
    at = page.find(b"<", chance.randrange(len(page)))
    at = at if at >= 0 else len(page)
    return page[:at] + piece + page[at:]


def _name(chance: random.Random) -> str:
    return chance.choice((*TAGS, b"img", b"meta", b"source", b"link")).decode()


def _attribute(chance: random.Random) -> bytes:
    return chance.choice((b"src", b"data-src", b"srcset", b"style", b"alt"))
