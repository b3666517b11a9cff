"""The portal's frame: what stands on every page around the content."""

from __future__ import annotations

from crawler.demo.body import picture_path
from crawler.demo.edition import Edition, story_path
from crawler.demo.labels import clock, labels, printed_day, texts
from crawler.demo.story import Story
from crawler.demo.templating import Html, element, fill, join

TEASERS = 4  # stories in the box beside the text
_FEED_LINK = '<link rel="alternate" type="application/rss+xml" title="RSS" href="/rss/tin-tuc.rss" />'
_NO_META = Html("")


def frame(edition: Edition, language: str, page_title: str, content: Html, meta: Html = _NO_META) -> Html:
    """Put the frame of the language around a page's content. meta: more elements for the head (modern theme only)."""
    return fill(
        f"{edition.theme}/layout",
        **texts(language),
        language=language,
        page_title=page_title,
        alternate=Html(_FEED_LINK if edition.options.with_feed else ""),
        meta=meta,
        menu=_menu(edition, language),
        clock=clock(edition.options.today, language),
        content=content,
        side=_side(edition, language),
    )


def crumbs(language: str, *steps: tuple[str, str]) -> Html:
    """Write the breadcrumb: home, then (path, name) pairs."""
    home = ("/", str(labels(language)["home"]))
    return join((element('<a href="$path">$name</a>', path=path, name=name) for path, name in (home, *steps)), " &gt; ")


def teaser(edition: Edition, story: Story, url: str | None = None) -> Html:
    """Write a story as listings show it. url: another address than its own."""
    thumb = '<img src="$path" width="100" height="62" alt="" />'
    first = story.pictures[:1]
    return fill(
        f"{edition.theme}/teaser",
        thumb=join(element(thumb, path=picture_path(f"nho-{picture.name}")) for picture in first),
        url=url or story_path(story),
        title=story.title,
        date=printed_day(story.day, story.language),
        iso=story.day.isoformat(),
        summary=story.summary,
    )


def related(edition: Edition, story: Story, url: str | None = None) -> Html:
    """Write a story as one line: title, and date in brackets."""
    return fill(
        f"{edition.theme}/related",
        url=url or story_path(story),
        title=story.title,
        date=printed_day(story.day, story.language),
        iso=story.day.isoformat(),
    )


def comment_form(edition: Edition, story: Story) -> Html:
    """Write what follows a story: the comment form, and the box of the newest other stories."""
    newest = [other for other in edition.of_language(story.language) if other.id != story.id][:TEASERS]
    teasers = join(teaser(edition, other) for other in newest)
    return fill(f"{edition.theme}/comment_form", **texts(story.language), teasers=teasers)


def _menu(edition: Edition, language: str) -> Html:
    item = '<li><a href="$path">$name</a></li>'
    if not edition.options.semantic:
        item = '<td align="center"><a href="$path"><font color="#FFFFFF"><b>$name</b></font></a></td>'
    return join(element(item, path=path, name=name) for path, name in labels(language)["menu"])


def _side(edition: Edition, language: str) -> Html:
    words = labels(language)
    cities = join(
        fill("city", name=name, degrees=27 + number, sky=words["sky"]) for number, name in enumerate(words["cities"])
    )
    ministries = join(
        element('<option value="https://ministry-$number.example/">$name</option>', number=number, name=name)
        for number, name in enumerate(words["ministries"], start=1)
    )
    return fill(f"{edition.theme}/side", **texts(language), cities=cities, ministries=ministries)
