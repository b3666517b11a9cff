"""An answer's bytes taken apart: lenient where servers and tools differ, bounded where they are hostile."""

import gzip
import importlib
import time
import zlib
from contextlib import suppress

import brotli
import pytest
from backports import zstd
from hypothesis import example, given
from hypothesis import strategies as st

from archive.http_message import HEAD_MAX, MessageError, PackedBodyError, apart, decoded, parse_response

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
TEXT = "Môi trường ".encode() * 3000
LONGEST = 100_000
PACKINGS = {
    "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=1),
    "zstd": zstd.compress,
}  # fmt: skip


def parsed(raw, longest=LONGEST):
    return parse_response(raw, longest=longest)


def packed(coding, body):
    return parsed(HEAD + b"Content-Encoding: " + coding.encode() + b"\r\n\r\n" + body)


@pytest.mark.parametrize(
    "line",
    [b"HTTP/1.1 200 OK", b"HTTP/1.1 200", b"HTTP/1.0  200\tOK", b"http/1.1 200 OK", b"ICY/1.0 200 OK", b"HTTP/2 200 "],
)
def test_a_status_line_may_be_spelled_as_servers_do(line):
    assert parsed(line + b"\r\nA: 1\r\n\r\nbody").status == 200


@pytest.mark.parametrize(
    "raw",
    [b"", b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK\r\nA: 1\r\n", b"HTTP/1.1 twohundred OK\r\n\r\n", b"<html>\n\n</html>",
     b"\x00\x01 502 bad\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", HEAD + b"A: " + b"a" * HEAD_MAX],
)  # fmt: skip
def test_what_is_no_answer_is_refused(raw):
    with pytest.raises(MessageError):
        parsed(raw)


def test_headers_are_in_order_as_they_were_spelled():
    raw = HEAD + "b: 1\r\nno header\r\nA:  x \r\n  y\r\nB: é\r\nbad name: 2\r\nspaced : 3\r\n\r\n".encode("latin-1")
    message = parsed(raw)
    assert message.headers == (("b", "1"), ("A", "x   y"), ("B", "é"), ("spaced", "3"))
    assert message.values("B") == ["1", "é"]


def test_interim_answers_are_skipped():
    raw = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + HEAD + b"A: 1\r\n\r\nbody"
    message = parsed(raw)
    assert (message.status, message.headers, message.body) == (200, (("A", "1"),), b"body")


def test_an_answer_that_ends_while_it_is_interim_is_the_last_one():
    said = b"HTTP/1.1 100 Continue\r\n\r\n"
    assert apart(said + said) == [said, said]
    assert apart(said + b"HTTP/1.1 103 Ea") == [said, b"HTTP/1.1 103 Ea"]
    assert apart(b"") == [b""]
    assert len(apart(said * 100_000)) < 10


@pytest.mark.parametrize(
    ("body", "joined"),
    [
        (b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: 1\r\n\r\n", b"abcdefg"),
        (b"3  \nabc\n0\n\n", b"abc"),
        (b"3\r\nabc\r\n", b"abc"),
        (b"3\r\nabc\r\nff\r\ndef", b"abcdef"),
        (b"3\r\nabc\r\nno size\r\ndef", b"abc"),
        (b"3", b""),
        (b"0\r\n\r\n", b""),
        (b"", b""),
    ],
)
def test_chunks_are_joined_as_far_as_they_came(body, joined):
    assert parsed(CHUNKED + body).body == joined


@pytest.mark.parametrize("body", [b"<p>one line</p>", b"<p>\r\n</p>\r\n"])
def test_a_body_that_a_tool_has_joined_already_is_left_as_it_is(body):
    assert parsed(CHUNKED + body).body == body


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_can_have_no_body_has_none(status):
    assert parsed(b"HTTP/1.1 %d x\r\n\r\nleft" % status).body == b""


@pytest.mark.parametrize("coding", PACKINGS)
def test_a_packed_body_is_unpacked(coding):
    assert decoded(packed(coding, PACKINGS[coding](TEXT)), LONGEST) == TEXT
    assert decoded(packed(coding, b""), LONGEST) == b""


def test_packings_are_undone_in_turn_up_to_one_that_means_nothing():
    assert decoded(packed("odd, gzip , BR", brotli.compress(gzip.compress(TEXT))), LONGEST) == TEXT
    assert decoded(packed("gzip, odd", TEXT), LONGEST) == TEXT
    with pytest.raises(PackedBodyError):
        decoded(packed(", ".join(["gzip"] * 50), TEXT), LONGEST)


@pytest.mark.parametrize("coding", PACKINGS)
def test_of_a_packed_body_that_was_cut_what_came_is_given(coding):
    body = PACKINGS[coding](bytes(range(256)) * 100)
    got = decoded(packed(coding, body[:-10]), LONGEST)
    assert (bytes(range(256)) * 100).startswith(got)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_damaged_body_is_refused(coding):
    with pytest.raises(PackedBodyError, match=f"damaged \\({coding}: "):
        decoded(packed(coding, b"this was never packed by anybody" * 9), LONGEST)


@pytest.mark.parametrize("coding", PACKINGS)
def test_a_bomb_is_refused_before_it_goes_off(coding):
    body = PACKINGS[coding](bytes(20_000_000))
    began = time.process_time()
    with pytest.raises(PackedBodyError, match="unpacks to more than 100000 bytes"):
        decoded(packed(coding, body), LONGEST)
    assert time.process_time() - began < 1


def test_a_body_over_the_bound_is_refused():
    with pytest.raises(MessageError, match="more than 100000 bytes"):
        parsed(HEAD + b"\r\n" + bytes(LONGEST + 1))


def test_a_packing_whose_package_is_missing_is_named(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(PackedBodyError, match=r"zstd, which needs the package backports\.zstd"):
        decoded(packed("zstd", b"x"), LONGEST)


PIECES = [
    b"HTTP/1.1 ", b"200", b" OK", b"\r\n", b"\n", b"\r\n\r\n", b"Content-Encoding: ", b"gzip", b"br", b"zstd",
    b"deflate", b"Transfer-Encoding: chunked", b"5\r\nabcde", b"0\r\n\r\n", b"ffffffffffffffff\r\n", b": ", b" ", b"\t",
    b"103", gzip.compress(b"abc"), brotli.compress(b"abc"), zlib.compress(b"abc"), zstd.compress(b"abc"), b"\xff",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=30).map(b"".join))
@example(CHUNKED + b"7fffffffffffffff\r\nabc")
def test_any_bytes_give_an_answer_or_the_one_error(raw):
    with suppress(MessageError):
        assert len(decoded(parsed(raw), LONGEST)) <= LONGEST
