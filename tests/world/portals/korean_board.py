"""Korean eGov boards: rows that call fn_read('123') over a form, a pager by script, HWP files, a pinned row."""

# ruff: noqa: E501 - a line of markup or of text is one line
from __future__ import annotations

from formats import asked, media, robots
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

ROOT = "/home/web/board"
BOARDS = {"1": ("보도자료", "286"), "2": ("설명자료", "291")}
SHOWN = 10

SCRIPT = """
function fn_read(boardId) {
  var form = document.boardForm;
  form.boardId.value = boardId;
  form.action = "/home/web/board/read.do";
  form.submit();
}
function fn_page(no) {
  var form = document.boardForm;
  form.pagerOffset.value = (no - 1) * 10;
  form.action = "/home/web/board/list.do";
  form.submit();
}
function fn_search() { document.searchForm.submit(); }
"""


def board_of(story: Story) -> str:
    return "2" if story.number % 5 == 3 else "1"


def path_of(story: Story) -> str:
    board = board_of(story)
    return f"{ROOT}/read.do?menuId={BOARDS[board][1]}&boardMasterId={board}&boardId={1_684_300 - story.number * 7}"


def menu_copies(story: Story) -> tuple[str, ...]:
    """The home page opens the newest ones under its own menu."""
    board = board_of(story)
    return (f"{ROOT}/read.do?menuId=10&boardMasterId={board}&boardId={1_684_300 - story.number * 7}",)


class KoreanBoard(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            return self.page("환경부", self.home_page())
        if path == "/robots.txt":
            return robots("Disallow: /home/web/search/")
        if path == f"{ROOT}/list.do" and given.get("boardMasterId") in BOARDS:
            return self.listing(given)
        if path == f"{ROOT}/read.do":
            return self.reading(given)
        name = path.removeprefix("/home/web/").removesuffix(".do")
        if name in PLAIN:
            return self.page(self.label(name), self.plain(name))
        return media(path)

    def home_page(self) -> str:
        latest = "".join(
            f'<li><a href="{story.others[0]}">{story.title}</a><span>{story.date.replace("-", ".")}.</span></li>'
            for story in self.out[:5]
        )
        return f'<div class="main_news"><h2>최신 소식</h2><ul>{latest}</ul></div>'

    def of_board(self, board: str) -> list[Story]:
        return [story for story in self.out if board_of(story) == board]

    def form(self, given: dict[str, str], board: str) -> str:
        hidden = {
            "menuId": given.get("menuId") or BOARDS[board][1], "boardMasterId": board, "boardCategoryId": "",
            "pagerOffset": given.get("pagerOffset") or "0", "maxPageItems": "10", "boardId": "",
            "searchKey": "", "searchValue": "",
        }  # fmt: skip
        inputs = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in hidden.items())
        return f'<form name="boardForm" id="boardForm" method="post" action="{ROOT}/list.do">{inputs}</form>'

    def listing(self, given: dict[str, str]) -> Answer:
        board = given["boardMasterId"]
        tales_here = self.of_board(board)
        at = int(given.get("pagerOffset") or 0)
        shown = tales_here[at : at + SHOWN]
        rows = self.row("공지", tales_here[4]) + "".join(
            self.row(str(len(tales_here) - at - n), t) for n, t in enumerate(shown)
        )
        if not shown:
            rows += '<tr><td colspan="6">등록된 게시물이 없습니다.</td></tr>'
        pages = "".join(
            f'<a href="#" onclick="fn_page({n + 1}); return false;">{n + 1}</a>'
            if n * SHOWN != at else f"<strong>{n + 1}</strong>"
            for n in range(-(-len(tales_here) // SHOWN))
        )  # fmt: skip
        head = "<tr><th>번호</th><th>제목</th><th>담당부서</th><th>등록일</th><th>첨부</th><th>조회</th></tr>"
        main = (
            f"<h3>{BOARDS[board][0]}</h3>{self.form(given, board)}"
            f'<form name="searchForm" action="/home/web/search/list.do"><input name="q"><a href="#" onclick="fn_search()">검색</a></form>'
            f'<table class="board_list"><thead>{head}</thead><tbody>{rows}</tbody></table><div class="paging">{pages}</div>'
        )
        return self.page(BOARDS[board][0], main)

    def row(self, number: str, story: Story) -> str:
        boardid = path_of(story).rpartition("=")[2]
        return (
            f'<tr><td>{number}</td><td class="al"><a href="#" onclick="fn_read(\'{boardid}\'); return false;">{story.title}</a></td>'
            f"<td>대변인실</td><td>{story.day:%Y-%m-%d}</td><td><img src='/media/hwp.jpg' alt='첨부파일'></td>"
            f"<td>{120 + story.number * 3}</td></tr>"
        )

    def reading(self, given: dict[str, str]) -> Answer | None:
        board, boardid = given.get("boardMasterId", ""), given.get("boardId", "")
        tales_here = self.of_board(board) if board in BOARDS else []
        at = next((n for n, story in enumerate(tales_here) if path_of(story).endswith(f"={boardid}")), None)
        if at is None:
            return None
        story = tales_here[at]
        around = "".join(
            f'<li><b>{label}</b> <a href="#" onclick="fn_read(\'{path_of(other).rpartition("=")[2]}\'); return false;">{other.title}</a></li>'
            for label, other in (("이전글", tales_here[at + 1 : at + 2]), ("다음글", tales_here[max(at - 1, 0) : at]))
            for other in other
        )
        main = (
            f'{self.form(given, board)}<div class="view_top"><h3>{story.title}</h3><ul><li>등록자명 <span>대변인실</span></li>'
            f"<li>등록일자 <span>{story.day:%Y.%m.%d}.</span></li><li>조회수 <span>{410 - story.number}</span></li></ul></div>"
            f'<div class="view_file">첨부파일 <a href="/home/file/readDownloadFile.do?fileId={boardid}&fileSeq=1">보도자료.hwpx</a></div>'
            f'<div class="view_con">{story.body}</div><ul class="view_nav">{around}</ul>'
            f'<a href="#" onclick="fn_page(1); return false;">목록</a>'
            "<form class='satisfaction'>만족도 조사 <input type='radio' name='score' value='5'>매우만족</form>"
        )
        return self.page(story.title, main)

    def page(self, title: str, main: str) -> Answer:
        boards = "".join(
            f'<li><a href="{ROOT}/list.do?menuId={menu}&boardMasterId={board}">{name}</a></li>'
            for board, (name, menu) in BOARDS.items()
        )
        plain = "".join(f'<li><a href="/home/web/{kind}.do">{self.label(kind)}</a></li>' for kind in PLAIN)
        return Answer(
            f'<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{title} | 환경부</title><script>{SCRIPT}</script></head>'
            f'<body><div id="header"><a href="/">환경부</a><ul id="gnb">{boards}{plain}</ul></div><div id="contents">{main}</div>'
            "<div id='footer'>우)30103 세종특별자치시 도움6로 11 <select><option>관련 기관</option></select></div></body></html>"
        )


PORTAL = KoreanBoard(family="korean_board", language="ko", **place(invent("ko", 42), path_of, others=menu_copies))
