"""The pages that are no stories: home, listings, the static ones, errors."""

from __future__ import annotations

from crawler.demo.edition import Edition, old_path, story_path, with_query
from crawler.demo.frame import crumbs, frame, related, teaser
from crawler.demo.labels import labels, texts
from crawler.demo.sections import PAGE_SIZE, SECTIONS, Section
from crawler.demo.story import Story
from crawler.demo.templating import Html, element, fill, join

STATIC = {
    "/gioi-thieu.htm": "Giới thiệu",
    "/lien-he.htm": "Liên hệ",
    "/so-do-site.htm": "Sơ đồ site",
    "/dang-nhap.htm": "Đăng nhập",
    "/tim-kiem": "Tìm kiếm",
    "/quan-tri/mac-dinh.aspx": "Quản trị",
}
DEAD_PATH = "/tin-tuc-su-kien/lich-tiep-cong-dan-thang-sau-2099.htm"
_DEAD_TITLE = "Lịch tiếp công dân tháng sáu của lãnh đạo Bộ"
_NEWS, _RELEASES = SECTIONS["tin-tuc-su-kien"], SECTIONS["thong-cao-bao-chi"]


def home_page(edition: Edition) -> Html:
    """Write the home page. Its links carry tracking parameters, or the address that a story had before."""
    news, releases = edition.of_section(_NEWS)[:6], edition.of_section(_RELEASES)[:4]
    content = fill(
        f"{edition.theme}/home",
        news=_NEWS.title,
        newest=join(teaser(edition, story, _tracked(story, number)) for number, story in enumerate(news)),
        releases_title=_RELEASES.title,
        releases=join(teaser(edition, story) for story in releases),
        most_read=labels("vi")["most_read"],
        read=join(related(edition, story, old_path(story)) for story in edition.of_section(_NEWS)[-3:]),
    )
    return frame(edition, "vi", labels("vi")["portal"], content)


def listing_page(edition: Edition, section: Section, number: int) -> Html | None:
    """Write a page of a section's listing, counted from 1; None where there is none."""
    stories = edition.of_section(section)
    last = max(1, -(-len(stories) // PAGE_SIZE))
    if not 1 <= number <= last:
        return None
    lines = [teaser(edition, story) for story in stories[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    if section is _NEWS and number == 1:
        lines.insert(2, _dead_teaser(edition))
    content = fill(
        f"{edition.theme}/listing",
        crumbs=crumbs(section.language, (section.path(), section.title)),
        heading=section.title,
        teasers=join(lines),
        pager=_pager(section, number, last),
    )
    return frame(edition, section.language, f"{section.title} - {labels(section.language)['portal']}", content)


def static_page(edition: Edition, path: str) -> Html:
    """Write one of the STATIC pages."""
    title = STATIC[path]
    name = path.strip("/").replace("/", "-").partition(".")[0]
    return _simple_page(edition, title, fill(f"static/{name}", **texts("vi")))


def error_page(edition: Edition, title: str, text: str) -> Html:
    """Write what an error answers: a page with the whole frame, as portals do."""
    return _simple_page(edition, title, element("<p>$text</p>", text=text))


def _simple_page(edition: Edition, title: str, text: Html) -> Html:
    content = fill(f"{edition.theme}/static", crumbs=crumbs("vi"), heading=title, text=text)
    return frame(edition, "vi", f"{title} - {labels('vi')['portal']}", content)


def _tracked(story: Story, number: int) -> str:
    query = "fontSize=14" if number % 2 else "utm_source=trang-chu&utm_medium=tin-moi"
    return with_query(story_path(story), query)


def _dead_teaser(edition: Edition) -> Html:
    """Write a line of the listing whose story was deleted and whose link was forgotten."""
    empty = Html("")
    return fill(
        f"{edition.theme}/teaser",
        thumb=empty,
        url=DEAD_PATH,
        title=_DEAD_TITLE,
        date=f"{edition.options.today:%d/%m/%Y}",
        iso=edition.options.today.isoformat(),
        summary=empty,
    )


def _pager(section: Section, number: int, last: int) -> Html:
    if last == 1:
        return Html("")
    numbers = [_page_link(section, each, str(each), here=each == number) for each in range(1, last + 1)]
    following = [_page_link(section, number + 1, labels(section.language)["next"])] if number < last else []
    return join(numbers + following, " | ")


def _page_link(section: Section, number: int, text: str, *, here: bool = False) -> Html:
    if here:
        return element("<b>$text</b>", text=text)
    return element('<a href="$path">$text</a>', path=section.path(number), text=text)
