"""What CONTRIBUTING.md says of portal files is true."""

import re
from dataclasses import fields
from pathlib import Path

from crawler import portal_file
from crawler.demo.server import serve
from crawler.demo.site import Site
from crawler.portal import Files, Selectors, Tls
from crawler.portal_family import Family
from crawler.portal_faults import EVIDENCE, FACTS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_example_is_a_sound_file(tmp_path):
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "vn" / "vn-example.toml"
    path.parent.mkdir()
    path.write_text(example[1].replace("\n   ", "\n"), encoding="utf-8")
    assert portal_file.read(path).home == "https://example.gov.vn/"


def test_the_recipe_leads_from_an_address_to_stories_under_the_portals_name(envnews, tmp_path):
    """Steps 2 and 5, with the home on this machine: the file is read back, and the portal crawled by its id."""
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1].replace("\n   ", "\n")
    own = tmp_path / "own" / "vn"
    own.mkdir(parents=True)
    with serve(Site()) as site:
        (own / "vn-example.toml").write_text(example.replace("https://example.gov.vn/", f"{site.url}/"), "utf-8")
        folder = ("--portals", own.parent)
        shown = envnews("portals", "show", "vn-example", *folder)
        crawled = envnews("crawl", "vn-example", "--limit", 2, "--json", *folder, "-s", "DOWNLOAD_DELAY=0")
    assert shown.out.startswith("Department of Examples\nCục Ví dụ\n"), shown.err
    assert crawled.code == 0, crawled.err
    assert [(counts["portal"], counts["new"]) for counts in crawled.json["counts"]] == [("vn-example", 2)]


def test_the_example_of_selectors_is_sound(tmp_path):
    first, second = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "vn" / "vn-example.toml"
    path.parent.mkdir()
    path.write_text(first.replace("\n   ", "\n") + second, encoding="utf-8")
    assert [form.until.year for form in portal_file.read(path).former_selectors] == [2021, 2015]


def test_every_key_is_described():
    table = TEXT[TEXT.index("| key |") : TEXT.index("An unknown key is refused")]
    for key in (*FACTS, *EVIDENCE, *(field.name for field in (*fields(Selectors), *fields(Tls), *fields(Files)))):
        assert f"`{key}`" in table or f"`{key} = " in table or f"`[{key}]`" in table or f"`[[{key}]]`" in table, key


def test_every_key_of_a_family_is_described():
    table = TEXT[TEXT.index("### Families") : TEXT.index("Put into a family only")]
    for field in fields(Family):
        assert f"`{field.name}`" in table or f"`[{field.name}]`" in table, field.name
