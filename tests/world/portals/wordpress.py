"""WordPress: a feed of ten with paged feeds, /page/N/, archives of every kind, a sitemap index, comment and share links.

Traps: every story is teased again in archives by category, tag, author and month; `?replytocom=`, `?share=` and `#more`
links lead to the story itself; each picture has an attachment page; a story's address is its headline at first sight, and
some were edited later (stories still link to the old slug, which redirects); `/?p=ID` redirects as well; the sitemaps of
pages, categories, tags and authors name no story.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

from datetime import date

from formats import number, redirect, robots, rss, sitemap, sitemap_index
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request

PER_PAGE = 10
CATEGORIES = ("siaran-pers", "kegiatan", "iklim")
TAGS = ("udara", "laut", "hutan", "sampah", "sungai")


def path_of(story: Story) -> str:
    return f"/{story.day:%Y/%m}/{story.slug(120)}/"


def other_addresses(story: Story) -> tuple[str, ...]:
    number, edited = f"/?p={4100 + story.number}", f"/{story.day:%Y/%m}/judul-lama-{story.number}/"
    return (number, edited) if story.number % 9 == 4 else (number,)


class WordPress(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if "p" in query and path == "/":
            story = next((story for story in self.out if f"/?p={query['p']}" in story.others), None)
            return redirect(story.path, 301) if story else None
        if "s" in query:
            return self.archive(f"Hasil pencarian {query['s']}", list(self.out), "/", number(query, "paged", 1))
        if story := self.story_at(path):
            return self.story(story) if path == story.path else redirect(story.path, 301)
        return self.source(path, query) or self.archive_at(path)

    def source(self, path: str, query: dict[str, str]) -> Answer | None:
        """Feeds, sitemaps, robots.txt."""
        if path in {"/feed/", "/feed"}:
            page = number(query, "paged", 1)
            shown = self.out[(page - 1) * 10 : page * 10]
            return rss(self.base, self.name, shown) if shown else None
        if path == "/comments/feed/":
            return rss(self.base, "Komentar", self.out[:2], "#comment-3")
        maps = {
            "/post-sitemap.xml": [story.path for story in self.out],
            "/page-sitemap.xml": list(self.pages.values()),
            "/category-sitemap.xml": [f"/category/{name}/" for name in CATEGORIES],
            "/post_tag-sitemap.xml": [f"/tag/{name}/" for name in TAGS],
            "/author-sitemap.xml": ["/author/admin/"],
        }
        if path == "/sitemap_index.xml":
            return sitemap_index(self.base, maps)
        if path in maps:
            return sitemap(self.base, maps[path])
        if path == "/robots.txt":
            return robots(
                "Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php", f"Sitemap: {self.base}/sitemap_index.xml"
            )
        return None

    def archive_at(self, path: str) -> str | None:
        """Home, blog page, and the archives by category, tag, author, month; and the pages of pictures."""
        parts = path.strip("/").split("/")
        page = int(parts[parts.index("page") + 1]) if "page" in parts[:-1] else 1
        parts = parts[: parts.index("page")] if "page" in parts else parts
        key, here = [*parts, ""][:2], "/" + "".join(f"{part}/" for part in parts if part)
        if key[0] in {"", "berita"}:
            return self.archive(self.label("news"), list(self.out), here, page)
        if key[0] in {"category", "tag", "author"}:
            names = {"category": CATEGORIES, "tag": TAGS, "author": ("admin",)}[key[0]]
            its = [story for story in self.out if names[story.number % len(names)] == key[1]]
            return self.archive(key[1].title(), its, here, page)
        if len(parts) == 2 and key[0].isdigit():
            its = [story for story in self.out if story.date.startswith("-".join(parts))]
            return self.archive("/".join(parts), its, here, page)
        if len(parts) == 4 and parts[3].startswith("foto-"):
            return self.frame(
                parts[3], f'<h1 class="entry-title">{parts[3]}</h1><img src="/wp-content/uploads/{parts[3]}.jpg">'
            )
        return None

    def archive(self, title: str, its: list[Story], here: str, page: int) -> str | None:
        shown = its[(page - 1) * PER_PAGE : page * PER_PAGE]
        if not shown:
            return None
        count = -(-len(its) // PER_PAGE)
        numbers = "".join(
            f'<a class="page-numbers" href="{here}{"" if n == 1 else f"page/{n}/"}">{n}</a>'
            for n in range(1, count + 1)
            if n != page
        )
        older = f'<a class="next page-numbers" href="{here}page/{page + 1}/">Berikutnya</a>' if page < count else ""
        return self.frame(
            title,
            f'<header class="page-header"><h1>{title}</h1></header>{"".join(map(self.teaser, shown))}'
            f'<nav class="navigation pagination"><div class="nav-links">{numbers}{older}</div></nav>',
        )

    def teaser(self, story: Story) -> str:
        at = story.number % 56
        return (
            f'<article class="post type-post"><h2 class="entry-title"><a href="{self.base}{story.path}" rel="bookmark">{story.title}</a></h2>'
            f'<div class="entry-meta"><time class="entry-date published" datetime="{story.date}T08:00:00+07:00">{story.date}</time> '
            f'<a href="/author/admin/">admin</a> <a href="/category/{CATEGORIES[at % 3]}/">{CATEGORIES[at % 3]}</a></div>'
            f'<div class="entry-summary"><p>{story.teaser} <a class="more-link" href="{self.base}{story.path}#more-{at}">Selengkapnya</a></p></div></article>'
        )

    def story(self, story: Story) -> str:
        at = story.number % 56
        older = self.out[self.out.index(story) + 1 : self.out.index(story) + 2]
        link = "".join(
            f'<div class="nav-previous"><a rel="prev" href="{its.path}">{its.title}</a></div>' for its in older
        )
        edited = [its for its in self.stories if len(its.others) > 1]
        also = f'<p>Baca juga: <a href="{edited[at % len(edited)].others[1]}">{edited[at % len(edited)].title}</a></p>'
        tags = "".join(f'<a rel="tag" href="/tag/{name}/">{name}</a> ' for name in (TAGS[at % 5], TAGS[(at + 2) % 5]))
        head = (
            f'<link rel="canonical" href="{self.base}{story.path}"><link rel="shortlink" href="{self.base}/?p={4100 + at}">'
            f'<meta property="og:type" content="article"><meta property="article:published_time" content="{story.date}T08:00:00+07:00">'
            f'<meta property="article:modified_time" content="2026-01-16T10:00:00+07:00">'
        )
        return self.frame(
            story.title,
            f'<article class="post type-post"><header class="entry-header"><h1 class="entry-title">{story.title}</h1>'
            f'<time class="entry-date published" datetime="{story.date}T08:00:00+07:00">{story.date}</time></header>'
            f'<div class="entry-content"><a href="{story.path}foto-{at}/"><img src="/wp-content/uploads/foto-{at}.jpg" width="800" height="500"></a>'
            f'{story.body}{also}<div class="sharedaddy"><a href="{story.path}?share=facebook">Facebook</a> <a href="{story.path}?share=x">X</a></div></div>'
            f'<footer class="entry-footer">{tags}</footer></article>{link}<div id="comments"><h3>2 komentar</h3><ol><li><p>Bagus sekali, terima kasih.</p>'
            f'<a class="comment-reply-link" href="{story.path}?replytocom=31#respond">Balas</a></li></ol></div>',
            head,
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        months = dict.fromkeys(story.date[:7] for story in self.out)
        archives = "".join(f'<li><a href="/{month[:4]}/{month[5:]}/">{month}</a></li>' for month in months)
        latest = "".join(f'<li><a href="{story.path}">{story.title}</a></li>' for story in self.out[:5])
        cloud = "".join(f'<a class="tag-cloud-link" href="/tag/{name}/">{name}</a>' for name in TAGS)
        return (
            f'<!doctype html><html lang="id-ID"><head><meta charset="UTF-8"><title>{title} – {self.name}</title>'
            f'<link rel="alternate" type="application/rss+xml" title="Feed" href="{self.base}/feed/">'
            f'<link rel="alternate" type="application/rss+xml" title="Umpan Komentar" href="{self.base}/comments/feed/">'
            f'<meta name="generator" content="WordPress 6.7">{head}<link rel="stylesheet" href="/wp-content/themes/kementerian/style.css"></head>'
            f'<body class="wp-singular"><header><nav class="main-navigation"><ul class="menu">{self.menu()}</ul></nav></header>'
            f'<main id="primary" class="site-main">{main}</main><aside class="widget-area"><section class="widget_recent_entries"><h2>Pos Terbaru</h2><ul>{latest}</ul></section>'
            f'<section class="widget_archive"><h2>Arsip</h2><ul>{archives}</ul></section><section class="widget_tag_cloud">{cloud}</section></aside>'
            f'<footer class="site-footer">© {self.name}</footer></body></html>'
        )


PORTAL = WordPress(
    family="wordpress", language="id", news="/berita/", name="Kementerian Sungai dan Pesisir",
    **place(invent("id", 44, newest=date(2026, 1, 13), text_only=True), path_of, others=other_addresses),
    pages={
        "about": "/tentang-kami/", "contact": "/kontak/", "staff": "/direktori/", "questions": "/tanya-jawab/", "legal": "/syarat/",
        "gallery": "/galeri/", "months": "/agenda/", "laws": "/peraturan/", "search": "/cari/", "login": "/wp-login.php", "sitemap": "/peta-situs/",
    },
)  # fmt: skip
