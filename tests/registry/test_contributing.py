"""What CONTRIBUTING.md says of portal files is true."""

import re
from dataclasses import fields
from pathlib import Path

from crawler import portal_file
from crawler.portal import Selectors, Tls
from crawler.portal_family import Family
from crawler.portal_faults import EVIDENCE, FACTS

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")


def test_the_example_is_a_sound_file(tmp_path):
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "vn" / "vn-example.toml"
    path.parent.mkdir()
    path.write_text(example[1].replace("\n   ", "\n"), encoding="utf-8")
    assert portal_file.read(path).home == "https://example.gov.vn/"


def test_the_example_of_selectors_is_sound(tmp_path):
    first, second = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "vn" / "vn-example.toml"
    path.parent.mkdir()
    path.write_text(first.replace("\n   ", "\n") + second, encoding="utf-8")
    assert [form.until.year for form in portal_file.read(path).former_selectors] == [2021, 2015]


def test_every_key_is_described():
    table = TEXT[TEXT.index("| key |") : TEXT.index("An unknown key is refused")]
    for key in (*FACTS, *EVIDENCE, *(field.name for field in (*fields(Selectors), *fields(Tls)))):
        assert f"`{key}`" in table or f"`{key} = " in table or f"`[{key}]`" in table or f"`[[{key}]]`" in table, key


def test_every_key_of_a_family_is_described():
    table = TEXT[TEXT.index("### Families") : TEXT.index("Put into a family only")]
    for field in fields(Family):
        assert f"`{field.name}`" in table or f"`[{field.name}]`" in table, field.name
