"""One message to many notifiers, most of them broken."""

import time

import pytest
from receivers import dripping, free_port, hook, mail, silent

from crawler.notifying.message import Item, Message
from crawler.notifying.sending import send

MESSAGE = Message(
    subject="envnews: 2 portals need you", items=(Item(line="vn-môi: down", details=("<b>x</b>",)), Item(line="two"))
)
SECONDS = 2


@pytest.fixture(scope="module")
def sent():
    """What became of each: all of them in one errand, since a process for each would cost too much."""
    with (
        hook() as good,
        hook() as topic,
        hook(500) as broken,
        mail() as (port, letters),
        silent() as deaf,
        dripping() as drip,
    ):
        urls = {
            "good": f"{good.json}/hook/T0KENT0KEN",
            "ntfy": topic.url.replace("http://", "ntfy://") + "/a-topic",
            "mail": f"mailto://127.0.0.1:{port}/?from=envnews@example.org&to=ada@example.org&smtp=127.0.0.1&mode=insecure",
            "broken": f"json://ada:hunter2@{broken.url[7:]}/",
            "refused": f"json://127.0.0.1:{free_port()}/",
            "silent": f"json://127.0.0.1:{deaf}/?rto=60",
            "drip": f"json://127.0.0.1:{drip}/?rto=60",
            "unknown": "nosuch://hunter2/",
        }
        began = time.monotonic()
        answers = send(list(urls.values()), MESSAGE, SECONDS)
        took = time.monotonic() - began
        yield dict(zip(urls, answers, strict=True)), took, good.got, topic.got, letters


def test_those_that_are_well_take_it_whatever_the_others_do(sent):
    answers, *_ = sent
    assert [name for name, answer in answers.items() if answer.took] == ["good", "ntfy", "mail"]


def test_no_notifier_holds_a_run_for_longer_than_it_may(sent):
    _, seconds, *_ = sent
    assert seconds < SECONDS + 6


def test_each_that_did_not_take_it_has_a_reason_in_one_line(sent):
    answers, *_ = sent
    whys = {name: answer.why for name, answer in answers.items() if not answer.took}
    assert "500" in whys["broken"]
    assert "onnection" in whys["refused"]
    assert whys["silent"] == whys["drip"] == "did not answer within 2 seconds"
    assert "no such service" in whys["unknown"]
    assert all(len(why.splitlines()) == 1 for why in whys.values())


def test_no_answer_tells_a_secret(sent):
    answers, *_ = sent
    told = " ".join(answer.shown + answer.why for answer in answers.values())
    assert not [secret for secret in ("hunter2", "T0KENT0KEN", "a-topic") if secret in told]


def test_subject_and_text_arrive_as_they_are_in_plain_text(sent):
    *_, hooked, topic, letters = sent
    assert (hooked[0]["title"], hooked[0]["message"]) == (MESSAGE.subject, MESSAGE.within())
    assert topic[0]["message"] == MESSAGE.within()
    assert f"Subject: {MESSAGE.subject}" in letters[0]


def test_without_notifiers_nothing_is_started():
    assert send([], MESSAGE) == []
