"""The page that started the project: a Vietnamese portal whose boxes run on in the cell that holds the story."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.extraction import extract

PAGE = (Path(__file__).parents[1] / "pages" / "vietnam-table" / "same-cell" / "page.html").read_text("utf-8")
PARAGRAPHS = (
    "Sáng ngày 09/8/2023, Đài Khí tượng Thủy văn tỉnh Hòa Lạc tổ chức",
    "Tại lớp tập huấn, các học viên được giới thiệu",
    "Ông Lò Văn Thịnh, Phó Giám đốc Đài, cho biết",
    "Chiều cùng ngày, các học viên chia thành bốn nhóm",
    "Lớp tập huấn kết thúc với phần kiểm tra ngắn",
    "Trong tháng tới, Đài sẽ mở thêm hai lớp",
)
CHROME = (
    "Tiêu đề", "Người gửi", "Email", "Mã bảo vệ", "Tin tức - sự kiện", "Video", "Hình ảnh", "Thông tin thời tiết",
    "Liên kết Website", "BẢN ĐỒ GOOGLE", "ẢNH VỆ TINH", "ẢNH RA ĐA", "BẢN ĐỒ THỦY VĂN", "Thống kê lượt truy cập",
    "Đang online", "27°C", "nhiệt độ cao nhất", "Bản quyền", "Cỡ chữ", "Ngày đăng", "Danh mục", "Hội nghị sơ kết",
    "Toàn cảnh lớp tập huấn", "Học viên thực hành lắp đặt", "Ý kiến bạn đọc",
)  # fmt: skip


def bold_to(tag: str):
    return lambda page: re.sub(
        r"<b>([^<>]{4,40})</b>(?:<br>)?", rf"{tag}\1</{tag[1:].split(maxsplit=1)[0].strip('>')}>", page
    )


VARIANTS = {
    "as it is": lambda page: page,
    "headings as h3": bold_to("<h3>"),
    "headings as paragraphs": bold_to("<p>"),
    "headings as divs": bold_to("<div class=title>"),
    "headings as strong": lambda page: page.replace("<b>", "<strong>").replace("</b>", "</strong>"),
    "weather in paragraphs": lambda page: re.sub(
        r"\n(Hòa Lạc:|Bản Nà:|Hôm nay nhiều)([^<]+)<br>", r"\n<p>\1\2</p>", page
    ),
    "form without a form element": lambda page: re.sub(r"</?form[^>]*>", "", page),
    "form in a table": lambda page: re.sub(
        r"\n([^\n<]+): <(input|textarea)", r"\n<table><tr><td>\1:</td><td></td></tr></table><\2", page
    ),
    "divs for tables": lambda page: re.sub(r"<(/?)(?:table|tr|td)\b[^>]*>", r"<\1div>", page),
    "one line": lambda page: page.replace("\n", " "),
    "upper-case tags": lambda page: re.sub(r"</?[a-z]+", lambda match: match[0].upper(), page),
    "story in a named cell": lambda page: page.replace('width="780"', 'width="780" class="noidung" id="content-right"'),
    "story in a cell with a misleading name": lambda page: page.replace(
        'width="780"', 'width="780" class="box-comment"'
    ),
    "a web form around the page": lambda page: page.replace("<table", "<form id=form1 method=post><table", 1),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_paragraph_is_in_the_body_and_nothing_of_the_chrome(variant):
    article = extract(VARIANTS[variant](PAGE).encode(), "https://portal.example/tin/1")
    assert [part for part in PARAGRAPHS if part not in article.body] == []
    assert [part for part in CHROME if part in article.body] == []
    assert len(article.images) == 2
    assert article.images[1].caption == "Học viên thực hành lắp đặt thùng đo mưa."
    assert article.title == "Tập huấn sử dụng trạm đo mưa tự động cho cán bộ cấp xã"


@pytest.mark.parametrize("variant", [name for name in VARIANTS if "misleading" not in name])
def test_the_day_is_the_one_under_the_headline(variant):
    assert extract(VARIANTS[variant](PAGE).encode(), "https://portal.example/tin/1").date == "2023-08-10"
