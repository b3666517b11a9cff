"""What else states the body: script state, streamed parts, waiting HTML; and what must not be taken for it."""

from __future__ import annotations

import json
import time
from html import escape

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.article import Article
from crawler.extraction import extract, extract_page
from crawler.extraction.script.react_stream import put_together
from crawler.extraction.script.rich_text import Renderer, plain_markup
from crawler.page import Page
from crawler.script_values import js_literal
from crawler.script_values.values import script_values

URL = "https://portal.example/news/a-station-on-the-river-4711"
TITLE = "A station on the river"
PARAGRAPHS = [
    "The ministry opened a new station on the river bank on Monday, the first of twelve in the valley.",
    "It measures oxygen, temperature and turbidity every ten minutes and sends a message at a limit.",
    "Three schools will look after the instruments, and every reading is published within the hour.",
    "The next two stations are to be built before the winter, upstream of the weir and at the old ferry.",
]
HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
STORY = {"title": TITLE, "body": HTML, "publishedAt": "2024-05-03T08:00:00+07:00", "author": {"name": "Ilse Marn"}}
OTHER = {"title": "Quite another story of the day", "body": "<p>It has nothing to do with stations.</p>" * 50}


def page(script: str, title: str = TITLE, dom: str = "<p>Loading</p>") -> bytes:
    return f"<html lang=en><head><title>{title}</title></head><body>{dom}{script}</body></html>".encode()


def data(value: object, kind: str = "application/json", **attributes: str) -> str:
    named = "".join(f' {name}="{text}"' for name, text in attributes.items())
    return f'<script type="{kind}"{named}>{json.dumps(value)}</script>'


def angular(value: object) -> str:
    text = json.dumps(value)
    for character, escaped in (("&", "&a;"), ('"', "&q;"), ("'", "&s;"), ("<", "&l;"), (">", "&g;")):
        text = text.replace(character, escaped)
    return f'<script id="ng-state" type="application/json">{text}</script>'


def nuxt3() -> str:
    flat = [["ShallowReactive", 1], {"data": 2}, {"a": 3}, {"title": 4, "body": 5, "publishedAt": 6, "author": 7},
            TITLE, HTML, STORY["publishedAt"], {"name": 8}, "Ilse Marn"]  # fmt: skip
    return data(flat, id="__NUXT_DATA__")


def nuxt2() -> str:
    body = json.dumps(HTML).replace("<", "\\u003C")
    return (
        f"<script>window.__NUXT__=(function(a,b){{b.x=1;return {{data:[{{title:a,ok:!0,body:{body},publishedAt:"
        f'"2024-05-03T08:00:00+07:00",author:{{name:"Ilse Marn"}}}}],n:void 0,}}}}("{TITLE}",null));</script>'
    )


def stream() -> str:
    row = {"title": TITLE, "body": "$2", "publishedAt": STORY["publishedAt"], "author": STORY["author"]}
    rows = f':HL["/a.woff2","font"]\n1:{json.dumps(["$", "main", None, row])}\n2:T{len(HTML):x},{HTML}3:I[7,[],""]\n'
    chunks = (rows[start : start + 200] for start in range(0, len(rows), 200))
    return "".join(f"<script>self.__next_f.push({json.dumps([1, chunk])})</script>" for chunk in chunks)


FORMS = {
    "Next.js": data({"props": {"pageProps": {"post": STORY, "more": [OTHER]}}}, id="__NEXT_DATA__"),
    "Next.js's stream": stream(),
    "Nuxt 2": nuxt2(),
    "Nuxt 3": nuxt3(),
    "SvelteKit": data({"status": 200, "body": json.dumps({"article": STORY})}, **{"data-sveltekit-fetched": ""}),
    "Angular": angular({"cache": {"body": STORY}}),
    "Drupal": data({"path": {}, "node": STORY}, **{"data-drupal-selector": "drupal-settings-json"}),
    "Remix": f"<script>window.__remixContext = {json.dumps({'state': {'loaderData': {'r': STORY}}})};</script>",
    "a state with code after it": f"<script>window.__INITIAL_STATE__={json.dumps(STORY)};(function(){{}}());</script>",
    "Apollo": f"<script>window.__APOLLO_STATE__ = {json.dumps({'Post:1': STORY, 'Post:2': OTHER})}</script>",
    "JSON.parse": f"<script>var s = JSON.parse({json.dumps(json.dumps(STORY))});</script>",
    "JSON.parse, single": "<script>s=JSON.parse('" + json.dumps(STORY).replace("\\", "\\\\") + "')</script>",
    "an attribute": f'<div id="app" data-page="{escape(json.dumps({"props": {"post": STORY}}))}"></div>',
    "WordPress": data({"post": {"title": {"rendered": TITLE}, "content": {"rendered": HTML}, "author": "Ilse Marn",
                                "date": STORY["publishedAt"]}}),
    "Arc": "<script>Fusion.globalContent=" + json.dumps({
        "headlines": {"basic": TITLE}, "display_date": STORY["publishedAt"], "credits": {"by": [{"name": "Ilse Marn"}]},
        "content_elements": [{"type": "text", "content": text} for text in PARAGRAPHS]}) + ";Fusion.x=1</script>",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_story_is_found_in_the_state_of(form):
    article = extract(page(FORMS[form]), URL)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert (article.title, article.authors) == (TITLE, ("Ilse Marn",))
    assert article.date == "2024-05-03T08:00:00+07:00"
    assert article.date_source.startswith("script ")


def texts(*parts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": part} for part in parts]


BLOCKS = {
    "Contentful": {"nodeType": "document", "content": [
        {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Head", "marks": []}]},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "One "}, {"nodeType": "hyperlink",
            "data": {"uri": "/x"}, "content": [{"nodeType": "text", "value": "two"}]}]},
        {"nodeType": "unordered-list", "content": [{"nodeType": "list-item", "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "three"}]}]}]}]},
    "ProseMirror": {"type": "doc", "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": texts("Head")},
        {"type": "paragraph", "content": [*texts("One "), {"type": "link", "attrs": {"href": "/x"},
                                                           "content": texts("two")}]},
        {"type": "bullet_list", "content": [{"type": "list_item", "content": texts("three")}]}]},
    "Editor.js": {"time": 1, "blocks": [
        {"type": "header", "data": {"text": "Head", "level": 2}},
        {"type": "paragraph", "data": {"text": 'One <a href="/x">two</a>'}},
        {"type": "list", "data": {"style": "unordered", "items": ["three"]}}]},
    "Portable Text": [
        {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "Head"}]},
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": "One "},
                                                           {"_type": "link", "href": "/x", "text": "two"}]},
        {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": "three"}]}],
    "Lexical": {"root": {"type": "root", "children": [
        {"type": "heading", "tag": "h2", "children": texts("Head")},
        {"type": "paragraph", "children": [*texts("One "), {"type": "link", "url": "/x", "children": texts("two")}]},
        {"type": "list", "children": [{"type": "listitem", "children": texts("three")}]}]}},
    "Volto": {"blocks_layout": {"items": ["a", "b", "c"]}, "blocks": {
        "c": {"@type": "slate", "value": [{"type": "ul", "children": [
            {"type": "li", "children": [{"text": "three"}]}]}]},
        "b": {"@type": "slate", "value": [{"type": "p", "children": [{"text": "One "}, {"type": "link",
            "data": {"url": "/x"}, "children": [{"text": "two"}]}]}]},
        "a": {"@type": "slate", "value": [{"type": "h2", "children": [{"text": "Head"}]}]}}},
    "WordPress's blocks": [
        {"name": "core/heading", "attributes": {"content": "Head"}},
        {"name": "core/paragraph", "attributes": {"content": 'One <a href="/x">two</a>'}},
        {"name": "core/list-item", "attributes": {"content": "three"}}],
    "Draft.js": {"entityMap": {}, "blocks": [
        {"key": "a", "type": "header-two", "text": "Head"}, {"key": "b", "type": "unstyled", "text": "One two"},
        {"key": "c", "type": "unordered-list-item", "text": "three"}]},
}  # fmt: skip


@pytest.mark.parametrize("form", BLOCKS)
def test_blocks_become_elements_in_order(form):
    tree = lxml.html.fromstring(f"<div>{Renderer().render(BLOCKS[form])}</div>")
    found = [(element.tag, element.text_content()) for element in tree.iter("h2", "h3", "p", "li", "a")]
    assert [text for tag, text in found if tag in {"h2", "h3"}] == ["Head"]
    assert ("p", "One two") in found
    assert ("li", "three") in found
    assert form == "Draft.js" or ("a", "two") in found


def test_pictures_of_the_state_stand_in_order_the_lead_first():
    blocks = [{"type": "paragraph", "text": text} for text in PARAGRAPHS]
    blocks.insert(2, {"type": "image", "url": "/i/two.jpg", "caption": "The weir"})
    story = {"title": TITLE, "heroImage": {"file": {"url": "/i/one.jpg"}, "alt": "x"}, "content": blocks}
    article = extract(page(data(story)), URL)
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://portal.example/i/one.jpg", None),
        ("https://portal.example/i/two.jpg", "The weir"),
    ]
    assert article.body_html.index("two.jpg") > article.body_html.index(PARAGRAPHS[1])


def test_what_the_page_shows_is_not_asked_of_its_scripts(monkeypatch):
    def fail(*_: object) -> None:
        raise AssertionError("scripts were read")

    monkeypatch.setattr("crawler.extraction.script.stated.script_values", fail)
    shown = "".join(f"<p>{text} {text} {text}</p>" for text in PARAGRAPHS)
    assert extract(page(FORMS["Next.js"], dom=shown), URL).body.startswith(PARAGRAPHS[0])


def test_a_short_story_that_is_shown_stays():
    shown = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    assert extract(page(FORMS["Next.js"], dom=shown), URL).body.split("\n\n") == PARAGRAPHS[:2]


@pytest.mark.parametrize(
    "value",
    [
        {"posts": [OTHER]},
        {"title": TITLE, "related": [OTHER]},
        {"title": TITLE, "posts": [OTHER | {"slug": "a"}, OTHER | {"slug": "b"}]},
        {"title": TITLE, "config": json.dumps({"key": "value " * 100})},
        {"title": TITLE, "token": "c2VjcmV0" * 200},
        {"title": TITLE, "comments": [{"text": "I have seen the station. " * 30}]},
    ],
)
def test_other_data_are_not_the_story(value):
    assert "Loading" in extract(page(data(value)), URL).body or not extract(page(data(value)), URL).body


def test_a_shell_that_has_only_the_sites_title_is_known_by_its_address():
    story = STORY | {"slug": "a-station-on-the-river-4711"}
    for value in (story, STORY | {"id": 4711}):
        article = extract(page(data([OTHER, value]), title="Ministry"), URL)
        assert (article.title, article.body.split("\n\n")) == (TITLE, PARAGRAPHS)
    assert extract(page(data([OTHER, STORY | {"id": 12}]), title="Ministry"), URL).body in {"", "Loading"}


LONG = HTML + "".join(f"<p>Also: {text}</p>" for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "waiting",
    [
        f"<template>{LONG}</template>",
        f"<noscript><div>{LONG}</div></noscript>",
        f"<textarea hidden>{escape(LONG)}</textarea>",
        f'<div data-html="{escape(LONG)}"></div>',
    ],
)
def test_html_that_waits_for_a_script_is_read(waiting):
    assert extract(page(waiting), URL).body.startswith("\n\n".join(PARAGRAPHS))


def test_a_notice_without_scripts_is_no_story():
    notice = "<noscript><p>Please turn on JavaScript in your browser to use this site in full.</p></noscript>"
    assert "JavaScript" not in extract(page(notice), URL).body


def test_json_ld_states_the_body_where_nothing_else_does():
    node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(PARAGRAPHS)}
    article = extract(page(data(node, "application/ld+json")), URL)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert article.body_html == HTML


def test_the_portals_own_body_is_believed():
    from crawler.portal import Portal, Selectors

    portal = Portal(id="xx-test", home="https://portal.example/", selectors=Selectors(body="main"))
    shown = extract(page(FORMS["Next.js"], dom="<main><p>The station is open.</p></main>"), URL, portal=portal)
    assert shown.body == "The station is open."


def test_markup_in_the_state_is_made_safe():
    bad = (
        '<p onclick="x()">A sentence that says a little, <a href="javascript:x()">and a link.</a></p>'
        '<script>alert(1)</script><iframe src="/x"></iframe><p style="x"><img src="javascript:x()" onerror="x()"></p>'
    )
    article = extract(page(data(STORY | {"body": bad + HTML}).replace("</script><iframe", "<\\/script><iframe")), URL)
    assert article.body_html == "<p>A sentence that says a little, and a link.</p>" + HTML


def test_literals_of_javascript():
    read = js_literal.read("""{a:1,'b':'x"\\'y\\x41',c:!0,d:void 0,"e":[.5,name,],f:undefined,$g:{}}; rest""", 0)[0]
    assert read == {"a": 1, "b": "x\"'yA", "c": True, "d": None, "e": [0.5, None], "f": None, "$g": {}}
    assert js_literal.read("{a:new Date(1)}", 0)[0] is None
    assert js_literal.read("{a:[1,2", 0)[0] is None


def test_plain_text_is_in_paragraphs_and_escaped_html_is_html():
    assert plain_markup("One < two\n\n  Three &amp; four\n") == "<p>One &lt; two</p><p>Three &amp; four</p>"
    assert plain_markup("&lt;p&gt;One&lt;/p&gt;") == "<p>One</p>"


HOSTILE = {
    "nested lists": '<script type="application/json">' + "[" * 500_000 + "</script>",
    "nested objects": '<script type="application/json">' + '{"title":' * 20_000 + "1" + "}" * 20_000 + "</script>",
    "nested literal": "<script>x={" + "a:{" * 300_000 + "</script>",
    "many assignments": "<script>" + "x={a:'" * 300_000 + "</script>",
    "open strings": "<script>" + 'x="' * 300_000 + "</script>",
    "calls": "<script>" + "x=(function(a){return {" * 100_000 + "</script>",
    "equals": "<script>" + "=" * 2_000_000 + "{</script>",
    "wide": data({"posts": [{"title": TITLE, "n": {"title": TITLE}}] * 50_000}),
    "many bodies": data({"title": TITLE, "content": [{"type": "text", "text": "word " * 20}] * 30_000}),
    "a ring": data(
        [{"title": 1, "body": 0, "content": 2}, TITLE, [0, 0, 0, 2, 2], *["x" * 30] * 20], id="__NUXT_DATA__"
    ),
    "doubling": data(
        [
            ["Ref", 1],
            *({"title": 200, "body": n, "image": n, "author": n, "x": n} for n in range(2, 200)),
            0,
            TITLE,
        ],
        id="__NUXT_DATA__",
    ),
    "rows": "<script>self.__next_f.push([1," + json.dumps("1:T" + "f" * 8 + ",x") + "])</script>" * 3,
    "empty rows": "<script>self.__next_f.push([1," + json.dumps("1:\n" * 300_000) + "])</script>",
    "places": "".join(f'<template id="B:{n}"></template><div id="S:{n}">' for n in range(700)),
    "attributes": '<p data-a="{}"></p>'.format("[" * 3_000 + "]") * 300,
    "nested noscripts": "<noscript><p>" * 1_000 + "<p>word</p>" * 40_000,
    "tags": f'<div data-a="{"&lt;p " * 200_000}"></div>',
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_state_costs_little_and_raises_nothing(kind):
    started = time.process_time()
    assert isinstance(extract(page(HOSTILE[kind]), URL), Article)
    assert time.process_time() - started < 4


KEYS = (
    "title", "body", "content", "type", "children", "image", "url", "author", "date", "items", "id", "data", "blocks",
    "blocks_layout", "level", "headlines", "text", "attrs",
)  # fmt: skip
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(TITLE) | st.just(HTML),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@settings(deadline=None)
@given(junk, st.sampled_from(["", "__NUXT_DATA__"]))
def test_whatever_the_state_holds_there_is_an_article(value, name):
    script = data([value, {"title": TITLE, "body": [value]}, " " * 300], id=name)
    assert isinstance(extract(page(script), URL), Article)


@settings(deadline=None)
@given(st.text(alphabet="{}[]()\"'\\:,!=ax1 \n", max_size=80))
def test_whatever_a_script_holds_it_is_passed_over(text):
    tree = lxml.html.fromstring("<html><body></body></html>")
    script = lxml.html.Element("script")
    script.text = "x={" + text + " " * 300
    tree.append(script)
    assert isinstance(list(script_values(tree)), list)


def test_streamed_parts_are_put_in_their_places_and_the_tree_is_left_as_it_is():
    whole = "".join(f"<p>{text} {text} {text}</p>" for text in PARAGRAPHS)
    late = "".join(f"<p>Late: {text}</p>" for text in PARAGRAPHS)
    dom = f'<main><h1>{TITLE}</h1><template id="B:0"></template><p>Wait</p>{whole}<template id="P:a"></template></main>'
    parts = f'<div hidden id="S:a">{late}</div><div hidden id="S:0"><p>{PARAGRAPHS[3]} It is so.</p></div>'
    tree = Page(url=URL, body=page(parts, dom=dom)).tree
    before = lxml.html.tostring(tree)
    body = extract_page(Page(url=URL, body=page(parts, dom=dom))).article.body
    assert body.startswith(f"{PARAGRAPHS[3]} It is so.\n\n{PARAGRAPHS[0]}")
    assert body.endswith(f"Late: {PARAGRAPHS[3]}")
    assert put_together(tree) is not tree
    assert lxml.html.tostring(tree) == before


@pytest.mark.parametrize(
    "dom",
    [
        '<div id="S:0"><template id="B:0"></template><p>x</p></div>',
        '<template id="B:0"></template><div id="S:0"><template id="B:1"></template></div><div id="S:1"></div>',
        '<template id="B:0"></template><div id="S:0"></div><div id="S:0"></div>',
        '<template id="B:0"><div id="S:0">in it</div></template>',
        '<template id="B:"></template><div id="S:"></div><template id="P:1">',
    ],
)
def test_streams_that_are_broken_are_read(dom):
    assert isinstance(extract(page("", dom=dom), URL), Article)
