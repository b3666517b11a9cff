"""What stands on every page, and the lists of stories among it."""

from crawler.menus import Menus, sections_by_stories

HOST = "https://p.example"
STORIES = [f"{HOST}/releases/2026/story-{n}" for n in range(3)]


def test_what_stands_on_nearly_every_page_is_the_menu():
    made = Menus()
    for n in range(10):
        made.see({f"{HOST}/contact": "Contact", f"{HOST}/news/{n}": f"Story {n}"})
    assert made.fixed == {f"{HOST}/contact": "Contact"}
    assert not made.hold(f"{HOST}/news/1")


def test_a_few_pages_show_no_menu_and_pages_without_links_none_at_all():
    made = Menus()
    for _ in range(5):
        made.see({f"{HOST}/contact": "Contact"})
    for _ in range(20):
        made.see({})
    assert made.fixed == {}


def test_a_folder_above_stories_is_their_list_whatever_it_is_called():
    menu = {f"{HOST}/releases": "Releases", f"{HOST}/about": "About us", f"{HOST}/": "Home"}
    assert sections_by_stories(menu, STORIES, []) == [f"{HOST}/releases"]


def test_an_address_of_the_shape_of_a_listing_is_one_unless_the_menu_calls_it_a_register():
    menu = {f"{HOST}/list.do?board=2": "설명자료", f"{HOST}/list.do?board=3": "법령", f"{HOST}/view.do?id=9": "소개"}
    assert sections_by_stories(menu, [], [f"{HOST}/list.do?board=1"]) == [f"{HOST}/list.do?board=2"]
