"""React's streamed pages: parts that came late stand hidden at the end, and a script moves them to their places.

A part is `<div hidden id="S:1">`; its place is `<template id="B:1">`, before what is shown meanwhile, or `P:1`.
"""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement


def put_together(tree: HtmlElement) -> HtmlElement:
    """The page as it ends up: a copy where parts of it wait elsewhere, else the tree itself."""
    if not any(_place(element) for element in tree.iter("template")):
        return tree
    whole = deepcopy(tree)
    places = {number: element for element in whole.iter("template") if (number := _place(element))}
    for part in [each for each in whole.iter("div") if each.get("id", "").startswith("S:")]:
        place = places.get(part.get("id", "")[2:])
        if place is not None and part not in place.iterancestors():
            _put(part, place)
    return whole


def _place(template: HtmlElement) -> str:
    name: str = template.get("id", "")
    return name[2:] if name.startswith(("B:", "P:")) else ""


def _put(part: HtmlElement, place: HtmlElement) -> None:
    waiting = place.getnext() if place.get("id", "").startswith("B:") else None  # "Loading …"
    part.attrib.pop("hidden", None)
    place.addnext(part)
    if waiting is not None and waiting is not part:
        waiting.drop_tree()
