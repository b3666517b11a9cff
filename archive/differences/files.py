"""Pictures and documents compared, by address. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from archive.article import Attachment, Image
from archive.differences.classes import Class, Difference, weight
from archive.differences.passages import compare_bodies, compare_lines
from archive.differences.tokens import key
from archive.differences.wording import differences, quoted

_File = TypeVar("_File", Image, Attachment)

# How much of its class each weighs.
_REMOVED, _REPLACED, _ADDED, _ELSEWHERE = 1.0, 0.8, 0.2, 0.0

_SIZE = re.compile(r"[-_][0-9]{2,5}x[0-9]{2,5}(?=\.[a-z]{3,4}$)")
_TELLING = 8  # characters of a file's name that is not just any `1.jpg`
_STAMPED = "made anew with the same text"


def image_differences(old: Sequence[Image], new: Sequence[Image]) -> list[Difference]:
    """Pictures that were removed, added, replaced or put elsewhere, and captions that were changed."""
    pairs, gone, here = _matched(old, new, lambda image: image.caption or image.alt)
    return [
        *(difference for one, other in pairs for difference in _image(one, other)),
        *_rest(gone, here, Class.IMAGE, "images", lambda image: image.caption or image.alt),
        *_order(old, new, "images"),
    ]


def attachment_differences(old: Sequence[Attachment], new: Sequence[Attachment]) -> list[Difference]:
    """Documents that were removed, added, replaced or put elsewhere, and what was changed in their text."""
    pairs, gone, here = _matched(old, new, lambda document: document.title)
    return [
        *(difference for one, other in pairs for difference in _attachment(one, other)),
        *_rest(gone, here, Class.ATTACHMENT, "attachments", lambda document: document.title),
        *_order(old, new, "attachments"),
    ]


def _image(old: Image, new: Image) -> Iterator[Difference]:
    name = _name(new.url, new.caption or new.alt)
    if _is_other(old, new):
        yield _file(Class.IMAGE, "images", f"image replaced: {name}", old.url, new.url, _REPLACED)
    elif old.url != new.url:
        yield _file(Class.LAYOUT, "images", f"image at another address: {name}", old.url, new.url, _ELSEWHERE)
    yield from differences(compare_lines(old.caption or "", new.caption or ""), "caption", Class.IMAGE)


def _attachment(old: Attachment, new: Attachment) -> Iterator[Difference]:
    name = _name(new.url, new.title)
    if _is_other(old, new):
        yield from _other_document(old, new, name)
    elif old.url != new.url:
        sentence = f"attachment at another address: {name}"
        yield _file(Class.LAYOUT, "attachments", sentence, old.url, new.url, _ELSEWHERE)
    pieces = compare_lines(old.title or "", new.title or "")
    yield from differences(pieces, "attachment title", Class.ATTACHMENT)


def _other_document(old: Attachment, new: Attachment, name: str) -> Iterator[Difference]:
    """A file whose bytes are others. Many servers stamp a document afresh at each download: its text decides."""
    if old.text and old.text == new.text:
        sentence = f"attachment {_STAMPED}: {name}"
        yield _file(Class.LAYOUT, "attachments", sentence, old.url, new.url, _ELSEWHERE)
        return
    yield _file(Class.ATTACHMENT, "attachments", f"attachment replaced: {name}", old.url, new.url, _REPLACED)
    if old.text and new.text:
        yield from differences(compare_bodies(old.text, new.text), "an attachment")


def _is_other(old: Image | Attachment, new: Image | Attachment) -> bool:
    """Whether the bytes are others, as far as both were fetched; without, two addresses are two files."""
    if old.sha256 and new.sha256:
        return old.sha256 != new.sha256
    return old.url != new.url and _file_name(old.url) != _file_name(new.url)


def _rest(
    gone: Sequence[_File], here: Sequence[_File], kind: Class, field: str, title: Callable[[_File], str | None]
) -> Iterator[Difference]:
    """Files without a counterpart. One that went where one came was replaced."""
    noun = field.removesuffix("s")
    if len(gone) == len(here) == 1:
        names = f"{_name(gone[0].url, title(gone[0]))} → {_name(here[0].url, title(here[0]))}"
        yield _file(kind, field, f"{noun} replaced: {names}", gone[0].url, here[0].url, _REPLACED)
        return
    for file in gone:
        yield _file(kind, field, f"{noun} removed: {_name(file.url, title(file))}", file.url, None, _REMOVED)
    for file in here:
        yield _file(kind, field, f"{noun} added: {_name(file.url, title(file))}", None, file.url, _ADDED)


def _order(old: Sequence[_File], new: Sequence[_File], field: str) -> Iterator[Difference]:
    urls, new_urls = [file.url for file in old], [file.url for file in new]
    shared = set(urls) & set(new_urls)
    if [url for url in urls if url in shared] != [url for url in new_urls if url in shared]:
        yield _file(Class.LAYOUT, field, f"{field} in another order", None, None, _ELSEWHERE)


def _file(kind: Class, field: str, sentence: str, old: str | None, new: str | None, share: float) -> Difference:
    return Difference(kind=kind, weight=weight(kind, share), field=field, sentence=sentence, old=old, new=new)


def _matched(
    old: Sequence[_File], new: Sequence[_File], title: Callable[[_File], str | None]
) -> tuple[list[tuple[_File, _File]], list[_File], list[_File]]:
    """Pairs of files that are one file, then what is left of both sides."""
    rules: tuple[Callable[[_File], Hashable], ...] = (
        lambda file: file.url,
        lambda file: file.sha256,
        lambda file: _file_name(file.url),
        lambda file: key(title(file) or ""),
    )
    pairs: list[tuple[_File, _File]] = []
    gone, here = list(old), list(new)
    for rule in rules:
        found, gone, here = _paired(gone, here, rule)
        pairs += found
    return pairs, gone, here


def _paired(
    old: list[_File], new: list[_File], rule: Callable[[_File], Hashable]
) -> tuple[list[tuple[_File, _File]], list[_File], list[_File]]:
    waiting: dict[Hashable, list[_File]] = defaultdict(list)
    for file in new:
        waiting[rule(file)].append(file)
    pairs, gone = [], []
    for file in old:
        name = rule(file)
        if name and waiting[name]:
            pairs.append((file, waiting[name].pop(0)))
        else:
            gone.append(file)
    taken = {id(other) for _, other in pairs}
    return pairs, gone, [file for file in new if id(file) not in taken]


def _file_name(url: str) -> str:
    """The name of a file where it tells something, without the size that it was scaled to."""
    name = _SIZE.sub("", unquote(_path(url).rsplit("/", 1)[-1]).casefold())
    return name if len(name) >= _TELLING else ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return url


def _name(url: str, title: str | None) -> str:
    name = unquote(_path(url).rsplit("/", 1)[-1]) or url
    return f"{quoted(title)} ({name[:80]})" if title else quoted(name)
