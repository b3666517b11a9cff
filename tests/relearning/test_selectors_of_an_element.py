"""Which selectors an element could be found by: short, lasting ones; nothing that is made up anew."""

import pytest
from lxml import html

from crawler import css
from crawler.relearning.candidates import selectors_of
from crawler.relearning.known import is_title
from crawler.relearning.names import ending_of, is_stable, is_stable_id, is_utility, stem_of


def found(markup, field="title", mark="X"):
    tree = html.fromstring(f"<html><body>{markup}</body></html>")
    element = next(each for each in tree.iter() if (each.text or "") == mark)
    return [one.css for one in selectors_of(element, field)]


@pytest.mark.parametrize(
    "name",
    ["css-1x2y3z", "sc-bdVaJa", "jsx-3141592", "post-4711", "a3f9c2", "makeStyles-root-12", "dkfjgh", "x:y", "w-1/2"],
)
def test_names_that_a_program_made_are_not_used(name):
    assert not is_stable(name)
    assert not [one for one in found(f'<div class="{name}" id="{name}">X</div>') if name in one]


@pytest.mark.parametrize(
    "name", ["news-title", "tieuDe", "xl-tit", "TRS_Editor", "ms-rtestate-field", "style5", "ngày-đăng"]
)
def test_names_that_a_person_gave_are_used(name):
    assert is_stable(name)
    assert f"div.{name}" in found(f'<div class="{name}">X</div>')


def test_an_id_with_a_number_is_known_by_what_follows_it():
    assert not is_stable_id("node-12")
    assert ending_of("dnn_ctr421_View_lblTitle") == "_lblTitle"
    assert found('<span id="dnn_ctr421_View_lblTitle">X</span>')[0] == "span[id$='_lblTitle']"


def test_a_hashed_name_is_known_by_what_stands_before_the_hash():
    assert stem_of("NewsDetail_title__x8K2d") == "NewsDetail_title__"
    assert stem_of("news__headline") is None
    assert found('<h2 class="NewsDetail_title__x8K2d">X</h2>')[0] == "h2[class*='NewsDetail_title__']"


def test_what_an_element_is_goes_before_how_it_looks_and_counting_is_the_last_resort():
    ranked = found('<div id="page"><p>a</p><p class="col-md-8 news-title" itemprop="headline">X</p></div>')
    assert ranked[0] in {"p.news-title", "p[itemprop='headline']"}
    assert ranked.index("p.news-title") < ranked.index("p.col-md-8")
    assert "nth-of-type" not in " ".join(ranked[:10])
    assert is_utility("col-md-8")


def test_a_value_beside_its_label_is_found_by_the_label():
    row = "<table><tr><th>작성자</th><td>Kim</td><th>등록일</th><td>X</td></tr></table>"
    assert found(row, "date")[0] == "th:contains('등록일') + td"


def test_other_news_and_menus_cost_more():
    inside = found('<div class="related-news"><h3 class="name">X</h3></div>')
    assert inside[0] == "h3.name"
    tree = html.fromstring('<html><body><div class="related-news"><h3 class="name">X</h3></div></body></html>')
    free = html.fromstring('<html><body><div class="news"><h3 class="name">X</h3></div></body></html>')
    cost = [selectors_of(next(each.iter("h3")), "title")[0].cost for each in (tree, free)]
    assert cost[0] > cost[1] + 2


def test_every_selector_is_one():
    markup = """<table width="760"><tr><td bgcolor="#fff" class="a b's" id="x1">
        <ul class="meta list-inline"><li>It's "on": X</li><li>Ngày: <b data-role="day">X</b></li></ul></td></tr>
        </table>"""
    tree = html.fromstring(f"<html><body>{markup}</body></html>")
    for element in tree.iter():
        for one in selectors_of(element, "date"):
            assert css.compiled(one.css)(tree)


def test_a_headline_that_a_listing_cut_off_begins_the_pages_own():
    assert is_title("LŨ  TRÊN SÔNG HỒNG đã rút", ["Lũ trên sông Hồng đ…"])
    assert not is_title("Lũ", ["Lũ…"])
    assert not is_title("Lũ trên sông Hồng đã rút", ["Lũ trên sông Hồng"])
