"""Listings, their further pages, and what makes these needless."""

from crawler.traversal import Traversal


def pages(name, first, last):
    return [f"/{name}?page={n}" for n in range(first, last + 1)]


def read(made, name, stories, *, per_page=4, ended=True):
    """Read a numbered listing of these stories from its first page to its last."""
    count = -(-len(stories) // per_page)
    made.belong(pages(name, 2, count), f"/{name}")
    for n, page in enumerate([f"/{name}", *pages(name, 2, count)]):
        made.add(page, stories[n * per_page : (n + 1) * per_page])
    if ended:
        made.end(f"/{name}")


def test_a_page_that_names_what_earlier_ones_did_brings_nothing():
    made = Traversal()
    made.belong(pages("news", 2, 3), "/news")
    assert made.add("/news", ["a", "b"])
    assert not made.add("/news?page=2", ["b", "a"])
    assert made.add("/news?page=3", ["c"])


def test_a_topics_further_pages_are_needless_where_the_whole_listing_holds_them():
    made = Traversal()
    read(made, "news", [f"s{n}" for n in range(20)])
    made.belong(pages("topic", 2, 3), "/topic")
    made.add("/topic", ["s1", "s4", "s9"])
    assert made.holder_of("/topic?page=2", ()) == "/news"


def test_a_listing_that_may_be_longer_than_the_whole_one_is_read():
    """The newest fifty hold the first page of the archive of thousands too."""
    made = Traversal()
    read(made, "latest", [f"s{n}" for n in range(8)])
    made.belong(pages("archive", 2, 40), "/archive")
    made.add("/archive", ["s0", "s1", "s2", "s3"])
    assert made.holder_of("/archive?page=2", ()) is None


def test_a_listing_of_unknown_length_is_read():
    made = Traversal()
    read(made, "news", [f"s{n}" for n in range(20)])
    made.belong(["/topic?page=2"], "/topic")  # "next", and nothing else
    made.add("/topic", ["s1", "s4", "s9"])
    assert made.holder_of("/topic?page=2", ()) is None


def test_a_listing_that_was_not_read_to_its_end_holds_nothing():
    made = Traversal()
    read(made, "news", [f"s{n}" for n in range(20)], ended=False)
    made.belong(pages("topic", 2, 3), "/topic")
    made.add("/topic", ["s1", "s4", "s9"])
    assert made.holder_of("/topic?page=2", ()) is None


def test_the_sitemap_holds_a_listing_if_it_has_its_first_page_and_its_last():
    made = Traversal()
    made.mapped = {f"s{n}" for n in range(9)}
    made.belong(pages("news", 2, 3), "/news")
    made.add("/news", ["s0", "s1", "s2"])
    assert made.is_mapped("/news")
    assert made.last_of("/news") == "/news?page=3"
    assert made.holder_of("/news?page=2", visited=()) is None
    made.add("/news?page=3", ["s8"])
    assert made.holder_of("/news?page=2", visited=("/news?page=3",)) == "the sitemap"
    made.add("/news?page=3", ["older"])
    assert made.holder_of("/news?page=2", visited=("/news?page=3",)) is None


def test_the_listing_that_was_found_first_is_read_first():
    made = Traversal()
    made.belong(pages("news", 2, 3), "/news")
    made.belong(pages("topic", 2, 3), "/topic")
    assert (made.rank("/news?page=2"), made.rank("/topic?page=3"), made.rank("/other")) == (0, 1, 2)
