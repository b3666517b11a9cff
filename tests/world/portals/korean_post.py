"""Korean eGov frame: /cop/bbs/selectBoardList.do; the story is answered to POST alone, GET gets a 405."""

# ruff: noqa: E501 - a line of markup or of text is one line
from __future__ import annotations

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

ROOT = "/cop/bbs"
BOARD = "BBSMSTR_000000000031"
SHOWN = 10

SCRIPT = """
$(document).ready(function(){ $("#searchBtn").click(function(){ fn_egov_select_list(1); }); });
function fn_egov_select_list(pageNo) {
  $("#pageIndex").val(pageNo);
  $("#frm").attr("action", "/cop/bbs/selectBoardList.do").submit();
}
function fn_egov_inqire_notice(nttId, bbsId) {
  $("#nttId").val(nttId);
  $("#bbsId").val(bbsId);
  $("#frm").attr("action", "/cop/bbs/selectBoardArticle.do");
  $("#frm").submit();
}
"""


def number_of(story: Story) -> str:
    return str(58_120 - story.number * 3)


def path_of(story: Story) -> str:
    return f"{ROOT}/selectBoardArticle.do?bbsId={BOARD}&nttId={number_of(story)}&pageIndex=1"


class KoreanPost(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            return self.page("국립생태원", f"<h2>새소식</h2><ul class='latest'>{self.latest()}</ul>{self.form('1')}")
        if path == f"{ROOT}/selectBoardList.do" and given.get("bbsId") == BOARD:
            return self.listing(given)
        if path == f"{ROOT}/selectBoardArticle.do":
            if request.method != "POST":
                return Answer("<h1>405 Method Not Allowed</h1>", 405, headers={"Allow": "POST"})
            return self.reading(given)
        name = path.removeprefix("/site/").removesuffix(".do")
        if name in PLAIN:
            return self.page(self.label(name), self.plain(name))
        return media(path)

    def latest(self) -> str:
        return "".join(self.link(story, "li") for story in self.out[:4])

    def link(self, story: Story, tag: str) -> str:
        call = f"javascript:fn_egov_inqire_notice('{number_of(story)}','{BOARD}')"
        return f'<{tag}><a href="{call}">{story.title}</a> <span class="date">{story.day:%Y-%m-%d}</span></{tag}>'

    def form(self, page: str) -> str:
        return (
            f'<form id="frm" name="frm" method="post" action="{ROOT}/selectBoardList.do">'
            f'<input type="hidden" id="bbsId" name="bbsId" value="{BOARD}"><input type="hidden" id="nttId" name="nttId" value="0">'
            f'<input type="hidden" id="pageIndex" name="pageIndex" value="{page}"></form>'
        )

    def listing(self, given: dict[str, str]) -> Answer:
        number = int(given.get("pageIndex") or 1)
        last = -(-len(self.out) // SHOWN)
        shown = self.out[(number - 1) * SHOWN : number * SHOWN]
        rows = "".join(self.link(story, "td") + "</tr><tr>" for story in shown)
        pages = "".join(
            f"<li><a href='#' onclick='fn_egov_select_list({n});return false; '>{n}</a></li>" if n != number
            else f"<li><strong>{n}</strong></li>"
            for n in range(1, last + 1)
        )  # fmt: skip
        end = f"<li><a href='#' onclick='fn_egov_select_list({last});return false; '>마지막</a></li>"
        main = f"<h2>보도자료</h2>{self.form(str(number))}<table class='bbs'><tr>{rows or '<td>자료가 없습니다.</td>'}</tr></table>"
        return self.page("보도자료", f"{main}<ul class='pagination'>{pages}{end}</ul>")

    def reading(self, given: dict[str, str]) -> Answer | None:
        out = list(self.out)
        story = next((story for story in out if number_of(story) == given.get("nttId")), None)
        if story is None or given.get("bbsId") != BOARD:
            return self.page("오류", "<h2>요청하신 게시물이 존재하지 않습니다.</h2>")
        main = (
            f"{self.form('1')}<div class='wTableFrm'><h2>{story.title}</h2><table><tr><th>작성일</th><td>{story.day:%Y년 %m월 %d일}</td>"
            f"<th>작성자</th><td>홍보팀</td></tr></table><div class='bbs_cont'>{story.body}</div>"
            f"<p class='file'><a href='/cmm/fms/FileDown.do?atchFileId=FILE_{number_of(story)}&fileSn=0'>붙임.hwp</a></p></div>"
            f"<div class='btn'><a href='#' onclick='fn_egov_select_list(1);return false;'>목록</a></div>"
        )
        return self.page(story.title, main)

    def page(self, title: str, main: str) -> Answer:
        menu = f'<li><a href="{ROOT}/selectBoardList.do?bbsId={BOARD}">보도자료</a></li>' + "".join(
            f'<li><a href="/site/{kind}.do">{self.label(kind)}</a></li>' for kind in PLAIN
        )
        return Answer(
            f'<!DOCTYPE html><html lang="ko"><head><title>{title} - 국립생태원</title>'
            f'<script src="/js/jquery.js"></script><script type="text/javascript">{SCRIPT}</script></head>'
            f'<body><nav><ul>{menu}</ul></nav><main id="container">{main}</main><footer>ⓒ 국립생태원</footer></body></html>'
        )


PORTAL = KoreanPost(family="korean_post", language="ko", **place(invent("ko", 41, step=5, first=11), path_of, later=1))
