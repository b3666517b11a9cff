"""TRS WCM: four columns of static pages in GB18030, pagers written by script, relative links, dates in the address.

Traps: the same story stands in two columns and under two addresses (the columns' folders) with one DocID; listings cut
long headlines with "…" and give them whole in `a[title]`; one column holds documents of policy, whose addresses are like
those of stories but whose pages are records (索引号, 发文字号) and no news; a register of PDFs; a strip with today's
date and weather in every page; the page number past the end answers 404; a stale date in an `alt`.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

from dataclasses import replace
from datetime import date

from formats import redirect
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request

COLUMNS = {"hjyw": "环境要闻", "dfdt": "地方动态", "tzgg": "通知公告"}
FOLDERS = tuple(COLUMNS)
PER_PAGE = 9
INVENTED = invent("zh", 50, newest=date(2026, 1, 15), text_only=True)
STORIES, POLICIES = INVENTED[:42], INVENTED[42:]


def address(story: Story, folder: str) -> str:
    return f"/xxgk/{folder}/{story.day:%Y%m}/t{story.day:%Y%m%d}_{1082000 - story.number * 37}.shtml"


def path_of(story: Story) -> str:
    return address(story, FOLDERS[story.number % 3])


def other_addresses(story: Story) -> tuple[str, ...]:
    """Every sixth stands in a second column."""
    return (address(story, "hjyw"),) if story.number % 6 == 1 else ()


def policy_file(policy: Story) -> str:
    return f"{policy.day:%Y%m}/t{policy.day:%Y%m%d}_{990000 + policy.number}.shtml"


class Trs(Cms):
    def answer(self, request: Request) -> Answer | None:
        made = super().answer(request)
        if made is None or isinstance(made.body, bytes):
            return made
        return replace(made, body=made.body.encode("gb18030"), type="text/html")

    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if path in {"/", "/index.shtml"}:
            blocks = "".join(
                f'<div class="bd"><h3><a href="/xxgk/{its}/">{name}</a></h3>{self.rows(self.of(its)[:4], "/")}</div>'
                for its, name in COLUMNS.items()
            )
            policies = f'<div class="bd"><h3><a href="/xxgk/zcwj/">政策文件</a></h3><ul>{self.policy_rows("./xxgk/zcwj/")}</ul></div>'
            return self.frame("生态环境部", blocks + policies)
        if path == "/xxgk/":
            return redirect("/xxgk/hjyw/")
        folder, _, file = path.removeprefix("/xxgk/").partition("/")
        if path.startswith("/xxgk/zcwj/"):
            return self.policies(file)
        if folder in COLUMNS and (file in {"", "index.shtml"} or file.startswith("index_")):
            return self.listing(folder, 0 if "_" not in file else int(file[6:].partition(".")[0]))
        story = self.story_at(path)
        return self.story(story, COLUMNS[folder]) if story else None

    def of(self, folder: str) -> list[Story]:
        return [story for story in self.out if any(f"/{folder}/" in path for path in (story.path, *story.others))]

    def listing(self, folder: str, page: int) -> str | None:
        its = self.of(folder)
        count = -(-len(its) // PER_PAGE)
        if page >= count:
            return None
        rows = self.rows(its[page * PER_PAGE : (page + 1) * PER_PAGE], f"/xxgk/{folder}/")
        script = f'<div id="page"><script>createPageHTML({count}, {page}, "index", "shtml");</script></div>'
        return self.frame(COLUMNS[folder], f'<div class="mobile_none">{rows}{script}</div>')

    def rows(self, its: list[Story], here: str) -> str:
        links = []
        for story in its:
            paths = (story.path, *story.others)
            path = next((path for path in paths if path.startswith(here) and here != "/"), story.path)
            short = story.title if len(story.title) <= 18 else story.title[:18] + "…"
            links.append(f'<li><a class="cjcx_biaob" href=".{path.removeprefix(here.rstrip("/"))}" title="{story.title}" target="_blank">{short}</a><span class="cjcx_shijian">{story.date}</span></li>')  # fmt: skip
        return f'<ul id="div">{"".join(links)}</ul>'

    def story(self, story: Story, column: str) -> str:
        metas = "".join(
            f'<meta name="{name}" content="{value}">'
            for name, value in (("SiteName", "生态环境部"), ("SiteIDCode", "bm17000009"), ("ColumnName", column),
                                ("ArticleTitle", story.title), ("PubDate", f"{story.date} 08:52:25"), ("ContentSource", "本站"))
        )  # fmt: skip
        text = story.body.replace("<p>", '<p style="text-indent:2em">　　')
        main = (
            f'<div class="neiright_Box"><h2 class="neiright_Title">{story.title}</h2><div class="wzxq_fbt2">'
            f'<span class="xqLyPc time" alt="时间：2017-11-08 20:26">{story.date}</span><span>来源：宣传教育司</span>'
            f"<i>【字体：<a>大</a> <a>中</a> <a>小</a>】</i><a>【打印】</a></div>"
            f'<div class="neiright_JPZ_GK_CP"><div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{text}</div></div>'
            f'<div class="bshare">分享到： 微信 微博</div><p>浏览次数：<span id="pageview">192</span></p></div>'
        )
        return self.frame(story.title, main, metas)

    def policies(self, file: str) -> str | None:
        """Documents of policy: a listing as those of the news, and records."""
        if file in {"", "index.shtml"}:
            return self.frame("政策文件", f'<ul id="div">{self.policy_rows("./")}</ul>')
        named = {policy_file(its): its for its in POLICIES}
        if file not in named:
            return None
        policy = named[file]
        n = policy.number
        cells = (("索引号", f"000014672/2025-00{n}"), ("发布机关", "生态环境部"), ("生成日期", policy.date), ("文号", f"环办〔2025〕{n}号"), ("主题词", "公开"))  # fmt: skip
        table = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in cells)
        return self.frame(
            self.policy(policy),
            f'<table class="headInfo"><tr><th>名称</th><td>{self.policy(policy)}</td></tr>{table}</table><div class="TRS_Editor">'
            f'<p>各省、自治区、直辖市：</p><p>{policy.paragraphs[0]}</p></div><ul id="fujian"><li><a href="./P0{n}.pdf">附件.pdf</a></li></ul>',
            '<meta name="ColumnName" content="政策文件">',
        )

    def policy_rows(self, here: str) -> str:
        return "".join(
            f'<li><a href="{here}{policy_file(its)}" title="{self.policy(its)}">{self.policy(its)}</a><span>{its.date}</span></li>'
            for its in POLICIES
        )

    def policy(self, its: Story) -> str:
        return f"关于印发《{its.title[-9:]}管理办法》的通知"

    def frame(self, title: str, main: str, head: str = "") -> str:
        tabs = "".join(f'<li><a href="/xxgk/{its}/">{name}</a></li>' for its, name in COLUMNS.items())
        return (
            f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}_生态环境部</title>{head}</head>'
            f'<body><div class="top"><span id="date">2026年1月20日 星期二</span> <span class="weather">北京 晴 -3℃~5℃</span>'
            f'<a href="javascript:void(0)">设为首页</a> <a>无障碍</a></div><div class="nav"><ul><li><a href="/">首页</a></li>{tabs}'
            f'<li><a href="/xxgk/zcwj/">政策文件</a></li>{self.menu()}</ul></div><div class="main">{main}</div>'
            f'<div class="footer">主办单位：生态环境部 <a href="https://beian.miit.gov.cn/">京ICP备05009132号</a></div></body></html>'
        )


PORTAL = Trs(
    family="trs", language="zh", news="/xxgk/", name="生态环境部",
    **place(STORIES, path_of, others=other_addresses),
    pages={
        "about": "/zjhb/jgzn/", "contact": "/home/lxwm/", "staff": "/zjhb/bld/", "questions": "/hdjl/cjwt/", "legal": "/home/flsm/",
        "gallery": "/ywdt/tpxw/", "months": "/hdjl/hdrl/", "laws": "/ywgz/fgbz/", "search": "/searchnew/", "sitemap": "/home/wzdt/",
    },
)  # fmt: skip
