"""What a site's template takes out of a story, and what it never does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import extract, extract_page
from crawler.extraction.template import SiteTemplate, Tally, learn
from crawler.markup import parse
from crawler.page import Page

TOPICS = ("reeds", "otters", "peat", "culverts", "herons", "eel grass", "sand bars", "willows")
WEATHER = "<p>Thanh Hà: {n} °C</p><p>Độ ẩm {m} %, gió đông nam cấp {k}, trời quang mây suốt ngày.</p>"


def story(topic, extra=""):
    return (
        f"<p>The district has counted its {topic} for the first time in many years, and found more than expected.</p>"
        f"{extra}<p>The results on {topic} go to the council in spring; until then the banks remain closed.</p>"
    )


def site(make, topics=TOPICS):
    """Pages of one site: `make(topic, number)` gives what stands in the column."""
    return [
        f"<html><body><h1>News of {topic}</h1><div class=col>{make(topic, number)}</div></body></html>".encode()
        for number, topic in enumerate(topics)
    ]


def read(pages, number=0):
    """A page's body without and with the template of all."""
    template = learn(parse(page) for page in pages)
    return extract(pages[number], None).body, extract(pages[number], None, template).body


def plain(topic):
    return extract(site(lambda each, _: story(each), [topic])[0], None).body


@pytest.mark.parametrize("number", range(3))
def test_a_weather_box_whose_numbers_change_is_chrome_inside_the_column(number):
    pages = site(lambda topic, n: story(topic) + WEATHER.format(n=20 + n, m=70 + n, k=n))
    without, with_template = read(pages, number)
    assert "Thanh Hà" in without
    assert with_template == plain(TOPICS[number])


def test_a_box_between_the_paragraphs_is_chrome():
    box = "<div class=q><p>Friends of the river meet on Mondays.</p><p>Come and bring a friend with you.</p></div>"
    assert read(site(lambda topic, _: story(topic, box)))[1] == plain(TOPICS[0])


def test_an_invitation_between_the_paragraphs_is_chrome():
    call = "<p>Send your photographs of the river to the district by the end of the week.</p>"
    assert read(site(lambda topic, _: story(topic, call)))[1] == plain(TOPICS[0])


def test_a_banner_that_is_longer_than_the_story_is_passed_over():
    banner = f"<div class=b><p>{'The offices are closed for the holidays, and open again in January. ' * 4}</p></div>"
    pages = [
        page.replace(b"<h1>", f"{banner}<h1>".encode())
        for page in site(lambda topic, _: f"<p>The {topic} are back in the valley, said the warden on Monday.</p>")
    ]
    without, with_template = read(pages)
    assert "holidays" in without
    assert with_template == "The reeds are back in the valley, said the warden on Monday."


def test_a_paragraph_that_two_stories_share_stays():
    shared = "<p>Both surveys were paid for by the fund for rivers and lakes, which was set up two years ago.</p>"
    pages = site(lambda topic, n: story(topic, shared if n in {1, 4} else ""))
    assert "fund for rivers" in read(pages, 1)[1]
    assert "fund for rivers" in read(pages, 4)[1]


def test_subheadings_and_labels_that_all_stories_share_stay():
    labels = "<h3>Background</h3><p>Place:</p>"
    body = read(site(lambda topic, _: story(topic, labels)))[1]
    assert "Background\n\nPlace:" in body


def test_a_form_of_facts_keeps_its_labels():
    facts = "<table><tr><td>Permit<td>{n}-A<tr><td>River<td>Lower {topic}<tr><td>Valid until<td>2031</table>"
    body = read(site(lambda topic, n: story(topic, facts.format(n=n, topic=topic))), 2)[1]
    assert "Permit | 2-A" in body
    assert "River | Lower peat" in body
    assert "Valid until | 2031" in body


def test_a_bulletin_made_by_a_form_keeps_its_numbers():
    """Every sentence recurs but for its numbers: they are the news."""

    def bulletin(_topic, n):
        return (
            f"<p>At seven in the morning the river stood at {n + 2}.{n} metres at the old bridge, and is falling.</p>"
            f"<p>At the weir it stood at {n + 1}.4 metres, which is {n} centimetres less than on the day before.</p>"
        )

    without, with_template = read(site(bulletin), 3)
    assert "5.3 metres" in without
    assert with_template == without


def test_documents_under_the_same_words_are_each_storys_own():
    pages = site(lambda topic, n: story(topic) + f"<p><a href=/files/{n}.pdf>The full report (PDF)</a></p>")
    template = learn(parse(page) for page in pages)
    urls = [extract(page, "https://d.example/a", template).attachments[0].url for page in pages]
    assert urls == [f"https://d.example/files/{n}.pdf" for n in range(len(pages))]


def test_a_document_and_a_picture_that_all_pages_offer_are_chrome():
    extra = (
        "<p><a href=/files/guide.pdf>The district's guide for anglers (PDF)</a></p>"
        "<p><img src=/img/own-{n}.jpg width=600 height=400></p><p><img src=/img/valley.jpg width=600 height=300></p>"
    )
    pages = site(lambda topic, n: story(topic) + extra.format(n=n))
    template = learn(parse(page) for page in pages)
    done = extract_page(Page(url="https://d.example/a", body=pages[0]), template)
    assert [image.url for image in done.article.images] == ["https://d.example/img/own-0.jpg"]
    assert done.article.attachments == ()
    assert {removed.text for removed in done.removed} >= {"https://d.example/img/valley.jpg"}


@pytest.mark.parametrize(
    "picture",
    [
        '<img src=/img/valley-300.jpg srcset="/img/valley-300.jpg 300w, /img/valley-900.jpg 900w">',
        "<img src=/img/blank.gif data-lazy-src=/img/valley.jpg width=600 height=300>",
        "<a href=/img/valley.jpg><img src=/img/valley-300x200.jpg width=300 height=200></a>",
    ],
)
def test_a_picture_left_out_is_told_by_the_address_that_it_would_have_had(picture):
    pages = site(lambda topic, _: f"{story(topic)}<p>{picture}</p>")
    template = learn(parse(page) for page in pages)
    (address,) = [image.url for image in extract(pages[0], "https://d.example/a").images]
    done = extract_page(Page(url="https://d.example/a", body=pages[0]), template)
    assert done.article.images == ()
    assert address in {removed.text for removed in done.removed}


def test_pictures_behind_one_blank_are_each_storys_own():
    lazy = "<p><img src=/img/blank.gif data-lazy-src=/img/own-{n}.jpg width=600 height=300></p>"
    pages = site(lambda topic, n: story(topic) + lazy.format(n=n))
    template = learn(parse(page) for page in pages)
    urls = [[image.url for image in extract(page, "https://d.example/a", template).images] for page in pages]
    assert urls == [[f"https://d.example/img/own-{n}.jpg"] for n in range(len(pages))]


def test_a_description_that_all_pages_share_is_no_summary():
    head = "<html><head><meta name=description content='{}'></head>"
    pages = site(lambda topic, _: story(topic))
    shared = [page.replace(b"<html>", head.format("The news of the district.").encode()) for page in pages]
    own = [page.replace(b"<html>", head.format(f"All about {n}.").encode()) for n, page in enumerate(pages)]
    for made, summary in ((shared, None), (own, "All about 0.")):
        tally = Tally()
        for page in made:
            tally.add(extract_page(Page(url="https://d.example/a", body=page), SiteTemplate()).marks)
        assert extract(made[0], None, SiteTemplate(tally.chrome())).summary == summary


def test_what_is_left_out_is_told_as_it_stood_on_the_page():
    pages = site(lambda topic, n: f"{story(topic)}<p>Guests of the district so far: {n + 900}</p>")
    template = learn(parse(page) for page in pages)
    done = extract_page(Page(url="https://d.example/a", body=pages[5]), template)
    assert [removed.text for removed in done.removed] == ["Guests of the district so far: 905"]
    assert {removed.mark for removed in done.removed} <= template.chrome & done.own_marks


def test_an_author_who_signs_every_story_stays_its_author():
    pages = site(lambda topic, _: f"{story(topic)}<p align=right><b>Mai Lan Hạ</b></p>")
    tally = Tally()
    for page in pages:
        tally.add(extract_page(Page(url="https://d.example/a", body=page), SiteTemplate()).marks)
    assert extract(pages[0], None, SiteTemplate(tally.chrome())).authors == ("Mai Lan Hạ",)


def test_chrome_does_not_come_and_go_with_a_page_more_or_less():
    tally = Tally()
    for number in range(10):
        tally.add(frozenset({"a"} if number % 2 else {"b"}))
    assert tally.chrome() == {"a", "b"}
    tally.add(frozenset({"b"}))
    assert tally.chrome() == {"b"}
    assert tally.chrome(known=frozenset({"a"})) == {"a", "b"}
    for _ in range(8):
        tally.add(frozenset())
    assert "a" not in tally.chrome(known=frozenset({"a"}))


@given(st.lists(st.sets(st.sampled_from("abcdefgh")), min_size=1, max_size=30), st.data())
@settings(max_examples=50)
def test_a_page_that_is_dropped_is_as_if_never_counted(pages, data):
    gone = data.draw(st.integers(0, len(pages) - 1))
    one, other = Tally(), Tally()
    for number, marks in enumerate(pages):
        one.add(frozenset(marks))
        if number != gone:
            other.add(frozenset(marks))
    one.drop(frozenset(pages[gone]))
    assert (one.pages, one.counts, one.chrome()) == (other.pages, other.counts, other.chrome())
