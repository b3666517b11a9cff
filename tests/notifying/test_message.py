"""What a message says, how long it is, and what no page can make it say."""

import pytest

from crawler.notifying.defused import defused
from crawler.notifying.message import Item, Message
from crawler.notifying.service import shown_of, without_secrets

MANY = Message(
    subject="s",
    items=tuple(Item(line=f"portal-{n}: stale since môi trường", details=("an example",)) for n in range(300)),
    rest="and {count} more: envnews health",
)


def test_details_go_before_items_do():
    message = Message(subject="s", items=(Item(line="one", details=("x" * 50,)), Item(line="two")))
    assert message.within(1000) == f"- one\n    {'x' * 50}\n- two"
    assert message.within(40) == "- one\n- two"


def test_the_first_items_keep_their_details_longest():
    message = Message(subject="s", items=tuple(Item(line=str(n), details=("x" * 20,)) for n in range(3)))
    assert message.within(36 + 25) == f"- 0\n    {'x' * 20}\n- 1\n    {'x' * 20}\n- 2"
    assert message.within(36) == f"- 0\n    {'x' * 20}\n- 1\n- 2"
    assert message.within(35) == "- 0\n- 1\n- 2"


@pytest.mark.parametrize("most", [60, 140, 160, 1000, 3800, 4096])
def test_what_is_cut_is_counted(most):
    lines = MANY.within(most).splitlines()
    assert len(MANY.within(most).encode()) <= most
    told = sum(line.startswith("- portal-") for line in lines)
    assert lines[-1] == f"and {300 - told} more: envnews health"
    assert lines[0].startswith("- portal-0")


def test_one_item_longer_than_the_room_is_cut_between_characters():
    text = Message(subject="s", items=(Item(line="環境" * 200),)).within(101)
    assert len(text.encode()) <= 101
    assert text.endswith(("境…", "環…"))


def test_a_message_without_room_for_both_lines_begins_with_the_worst():
    assert MANY.within(45).startswith("- portal-0: stale")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[free money](https://evil.example/x)", "(free money)(evil[.]example/x)"),
        ("<b>x</b> <script>", "‹b›x‹/b› ‹script›"),
        ("<!channel> @everyone <@123>", "‹!channel› \uff20everyone ‹\uff20123›"),
        ("call tg://resolve?domain=evil", "call resolve?domain=evil"),
        ("javascript://evil.example", "evil[.]example"),
        ("see evil.example or www.evil.example", "see evil[.]example or www[.]evil[.]example"),
        ("пример.рф и evil\u3002com, evil\uff0ecom", "пример[.]рф и evil[.]com, evil[.]com"),
        ("环境。保护", "环境。保护"),
        ("rate 3.5 of 4.0, 12.11.2026", "rate 3.5 of 4.0, 12.11.2026"),
        ("`code`", "'code'"),
        ("a\r\nSubject: x\n\n- vn-mae: ok", "a Subject: x - vn-mae: ok"),
        ("\x1b[31mred\x1b[0m \u202egnp.exe \u2066x\u2069 a\u200bb\x00", "red gnp[.]exe x ab"),
        ("Môi trường và phát triển", "Môi trường và phát triển"),
        ("تغير المناخ", "تغير المناخ"),
    ],
)
def test_text_of_pages_is_one_line_that_no_program_makes_a_link_a_mention_or_a_format_of(text, shown):
    assert defused(text) == shown


def test_text_of_pages_is_short():
    assert len(defused("x" * 10_000_000)) == 300


@pytest.mark.parametrize(
    ("private", "shown"),
    [
        ("jsons://hooks.example/services/T0KENT0KEN/?method=POST", "jsons://hooks.example/s…/T…"),
        ("ntfys://ntfy.sh/my-secret-topic?mode=cloud", "ntfys://ntfy.sh/m…"),
        ("tgram://1...p/123/?image=no", "tgram://1...p/123"),
        ("slack://T...2/A...D/T...Q/%23general/", "slack://T...2/A...D/T...Q/%…"),
    ],
)
def test_of_an_address_only_what_is_no_secret_is_shown(private, shown):
    assert shown_of(private) == shown


def test_a_reason_that_quotes_an_address_is_shown_without_its_secrets():
    url = "json://ada:hunter2@127.0.0.1/hook/T0%4BEN?+X-Key=abcd1234"
    text = without_secrets(
        "cannot reach ada:hunter2 at 127.0.0.1 /hook/T0KEN with abcd1234", url, "json://ada:****@127.0.0.1/h…"
    )
    assert text == "cannot reach ada:… at 127.0.0.1 /…/… with …"
