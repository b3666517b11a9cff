"""Front pages that only say where the portal went."""

import pytest

from crawler.discovery.relocation import relocation
from crawler.page import Page

OLD, NEW = "https://monre.example/", "https://mae.example/portal"


def told(body, url=OLD):
    return relocation(Page(url=url, body=f"<html><head><meta charset=utf-8></head><body>{body}".encode()))


@pytest.mark.parametrize(
    "text",
    [
        "Our website has moved to",
        "Cổng thông tin điện tử đã chuyển sang địa chỉ mới:",
        "本网站已迁移至新网址",
        "ホームページは移転しました",
        "홈페이지가 이전하였습니다",
        "เว็บไซต์ได้ย้ายไปที่",
        "تم نقل الموقع إلى",
        "Сайт переехал по адресу",
        "Este sitio se ha trasladado a",
        "Situs ini telah pindah ke",
        "Notre site a déménagé",
        "Unsere Seite ist umgezogen",
    ],
)
def test_a_notice_with_the_new_address_is_a_move(text):
    assert told(f'<h1>{text}</h1><p><a href="{NEW}">{NEW}</a></p>') == NEW
    assert told(f"<h1>{text}</h1><p>{NEW}.</p>") == NEW


def test_a_refresh_to_another_host_is_a_move():
    assert told(f'<meta http-equiv="refresh" content="3; url={NEW}">') == NEW
    assert told('<meta http-equiv="refresh" content="0; url=/vn/index.html">') is None
    assert told('<meta http-equiv="refresh" content="0; url=https://www.monre.example/vn">') is None


def test_news_of_a_move_on_a_page_with_much_else_are_none():
    news = "".join(f'<li><a href="/news/{n}">The office in district {n} has moved</a>' for n in range(30))
    assert told(f'{news}<a href="{NEW}">the new building</a>') is None


def test_a_notice_that_names_several_hosts_tells_no_target():
    assert told(f'Our website has moved. <a href="{NEW}">A</a> <a href="https://other.example/">B</a>') is None
    assert told("Our website has moved.") is None
