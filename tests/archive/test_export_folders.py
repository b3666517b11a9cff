"""Stories as a folder: of Markdown files, or a site that needs no server."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import Archive, Attachment
from archive.article import Article
from archive.cli import export_to
from archive.export.markdown import _escaped, _yaml, file_name
from archive.store import State, Visit

HOSTILE = "<img src=x onerror=alert(1)> # x [a](javascript:1) \x1b[1m"
LONG = "Họp báo về rừng ngập mặn ở cửa sông " * 6


def stories():
    yield {
        "title": HOSTILE,
        "body": f"{HOSTILE}\n\n1. nicht\n\n- so",
        "body_html": "<p>a <em>b</em></p><script>x</script>",
    }
    yield {"title": "Họp báo về rừng ngập mặn ở cửa sông " * 6, "language": "vi", "date": "2025-11-03"}
    yield {"title": "وزارة البيئة", "language": "ar", "date": "2025-11-03T08:00:00+03:00", "body": "نص"}
    yield {
        "title": "../../etc/passwd",
        "attachments": (Attachment(url="https://m.example/b (1).pdf", title="Văn [bản]"),),
    }
    yield {"title": "", "date": None, "body": "Ohne Titel"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("folders") / "news"
    with Archive(folder) as archive:
        for number, fields in enumerate(stories(), 1):
            url = f"https://m.example/{number}"
            article = Article(**{"url": url, "body": "Nội dung.", "date": "2025-10-01"} | fields)
            archive.save(Visit(portal="m/x", url=url, state=State.DONE, kind="article", status=200, article=article))
        url = "https://m.example/2"
        article = Article(
            url=url, title="Họp báo về rừng ngập mặn ở cửa sông " * 6, body="Nay đã khác.", date="2025-11-03"
        )
        archive.save(Visit(portal="m/x", url=url, state=State.DONE, kind="article", status=200, article=article))
    return folder


@pytest.fixture(scope="module")
def markdown(kept, tmp_path_factory):
    out = tmp_path_factory.mktemp("markdown") / "out"
    assert export_to(kept, out, "markdown") == 5
    return out


@pytest.fixture(scope="module")
def site(kept, tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "out"
    assert export_to(kept, out, "site") == 5
    return out


def test_names_are_safe_on_any_file_system(markdown):
    names = sorted(path.name for path in markdown.iterdir() if path.suffix == ".md")
    assert len(names) == 5
    assert all(len(name.encode()) <= 120 and re.fullmatch(r"[\w-]+\.md", name) for name in names)
    assert "2025-11-03-وزارة-البيئة-3.md" in names
    assert "undated-5.md" in names


def test_facts_are_yaml_and_the_text_is_nothing_but_text(markdown, kept):
    with Archive(kept, readonly=True) as archive:
        for record in archive.articles():
            text = (markdown / file_name(record)).read_text("utf-8")
            _, front, rest = text.split("---\n", 2)
            facts = yaml.safe_load(front)
            assert (facts["id"], facts["url"], facts["portal"]) == (record.id, record.url, "m/x")
            assert facts["title"] == record.title
            assert "<script" not in rest
            assert "<img" not in rest.replace("\\<", "")


@settings(deadline=None)
@given(st.text(max_size=80))
@example("\u2028 \x85 \x7f: - #")
def test_any_value_is_read_back_from_the_facts(text):
    assert yaml.safe_load(f"x: {_yaml(text)}\n") == {"x": text}


@pytest.mark.parametrize(
    "text", ["1. x", "- x", "# x", "<b>", "*a*", "_a_", "`a`", "[a](b)", "![a](b)", "> a", "1) a", "=== "]
)
def test_what_could_be_markup_is_escaped(text):
    assert "\\" in _escaped(text)


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.found += [values[name] for name in ("href", "src") if name in values]
        assert tag not in {"script", "iframe", "form", "object", "embed"}
        assert not [name for name in values if name.startswith("on")]


def test_every_link_of_the_site_leads_somewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) == 5 + 1 + 1 + 3  # stories, start, portal, months
    for page in pages:
        links = Links()
        links.feed(page.read_text("utf-8"))
        for link in links.found:
            if not link.startswith(("https://m.example/", "#")):
                assert (page.parent / unquote(link)).resolve().is_file(), (page, link)


def test_a_story_s_page_shows_what_was_changed_and_where_it_came_from(site):
    page = (site / "story" / "2.html").read_text("utf-8")
    assert "<ins>" in page
    assert 'lang="vi"' not in page or "Nay đã khác" in page
    assert "SHA-256 of the content" in page
    hostile = (site / "story" / "1.html").read_text("utf-8")
    assert "<img src=x" not in hostile
    assert "\x1b" not in hostile


def test_lists_are_in_pages(kept, tmp_path, monkeypatch):
    monkeypatch.setattr("archive.export.site.writing._PAGE", 2)
    export_to(kept, tmp_path / "out", "site")
    assert {path.name for path in (tmp_path / "out").glob("index*.html")} == {
        "index.html",
        "index-2.html",
        "index-3.html",
    }
    assert 'href="index-3.html"' in (tmp_path / "out" / "index-2.html").read_text()


def test_an_export_takes_the_place_of_the_one_before_it_and_of_nothing_else(kept, tmp_path):
    for name in ("site", "site"):
        export_to(kept, tmp_path / "out", name)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(Exception, match="mine"):
        export_to(kept, tmp_path / "mine", "site")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
