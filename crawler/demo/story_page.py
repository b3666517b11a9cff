"""The page of a story, and its print copy."""

from __future__ import annotations

import json

from crawler.demo.body import document_path, modern_body, old_body, picture_path
from crawler.demo.edition import Edition, print_path, story_path, with_query
from crawler.demo.frame import comment_form, crumbs, frame, related
from crawler.demo.labels import labels, printed_date, texts
from crawler.demo.sections import SECTIONS
from crawler.demo.story import Story
from crawler.demo.templating import Html, element, fill, join

RELATED = 5  # lines under "other news"


def story_page(edition: Edition, story: Story, base: str) -> Html:
    """Write the page of a story. base: scheme and host, for the addresses that must be absolute."""
    path, section = story_path(story), SECTIONS[story.section]
    content = fill(
        f"{edition.theme}/story",
        **_facts(edition, story),
        crumbs=crumbs(story.language, (section.path(), section.title)),
        font_small=with_query(path, "fontSize=12"),
        font_large=with_query(path, "fontSize=18"),
        address=base + path,
        documents=_documents(story),
        tag_line=_tags(story),
        print_url=print_path(story),
        related=join(related(edition, other) for other in _others(edition, story)),
        comment_form=comment_form(edition, story),
    )
    return frame(edition, story.language, _page_title(story), content, _meta(story, base))


def print_copy(edition: Edition, story: Story) -> Html:
    """Write the print copy: the same text with nothing around it."""
    return fill("print", **_facts(edition, story))


def _facts(edition: Edition, story: Story) -> dict[str, str]:
    return {
        **texts(story.language),
        "title": story.title,
        "date": printed_date(story.date, story.language),
        "iso": story.date.isoformat(),
        "summary": story.summary,
        "body": modern_body(story) if edition.options.semantic else old_body(story),
        "author": story.author,
    }


def _page_title(story: Story) -> str:
    """Name the page. The old ones are all called by the portal's name; the others put the headline before it."""
    portal = str(labels(story.language)["portal"])
    return portal if story.legacy else f"{story.title} - {portal}"


def _others(edition: Edition, story: Story) -> tuple[Story, ...]:
    """Choose the next older stories of the section; at its end, the newest."""
    section = edition.of_section(SECTIONS[story.section])
    after = section.index(story) + 1
    return (section[after:] + section[: after - 1])[:RELATED]


def _documents(story: Story) -> Html:
    if not story.documents:
        return Html("")
    line = '<a href="$path">$title</a>'
    links = join((element(line, path=document_path(each.name), title=each.title) for each in story.documents), "<br />")
    return element("<p><b>$label</b><br />$links</p>", label=labels(story.language)["attached"], links=links)


def _tags(story: Story) -> Html:
    line = '<a href="/tim-kiem?tu-khoa=$tag">$tag</a>'
    links = join((element(line, tag=tag) for tag in story.tags), ", ")
    return element("<b>$label</b> $links", label=labels(story.language)["tags"], links=links)


def _meta(story: Story, base: str) -> Html:
    """Write what a modern page says of itself in its head."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.date.isoformat(),
        "author": {"@type": "Person", "name": story.author},
        "image": [base + picture_path(picture.name) for picture in story.pictures],
    }
    if story.modified:
        facts["dateModified"] = story.modified.isoformat()
    data = Html(json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c"))
    return fill("modern/meta", url=base + story_path(story), title=story.title, summary=story.summary, data=data)
