"""Small real pictures made from a name: JPEG photographs, PNG icons. No binary file needs to be kept."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator

PHOTO_WIDTH, PHOTO_HEIGHT = 640, 400  # pixels, multiples of eight

# The standard Huffman code of JPEG's luminance DC categories 0 to 11: how many codes have each length, 1 to 16.
_DC_LENGTHS = (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0)
# Our blocks are flat, so the only AC symbol is "end of block", written as one 0 bit.
_AC_LENGTHS = (1,) + (0,) * 15
_END_OF_BLOCK = "0"


def photo(name: str, width: int = PHOTO_WIDTH, height: int = PHOTO_HEIGHT) -> bytes:
    """Make a grey JPEG of flat 8x8 blocks, another for each name."""
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
            _segment(0xDB, b"\0" + bytes([8]) * 64),  # a step of 8: the DC value is the block's mean level
            _segment(0xC0, frame),
            _segment(0xC4, b"\0" + bytes(_DC_LENGTHS) + bytes(range(12))),
            _segment(0xC4, b"\x10" + bytes(_AC_LENGTHS) + b"\0"),
            _segment(0xDA, bytes([1, 1, 0, 0, 63, 0])),
            _scan(_levels(name, width // 8, height // 8)),
            b"\xff\xd9",
        )
    )


def icon(name: str, width: int, height: int) -> bytes:
    """Make a PNG of one colour, another for each name."""
    row = b"\0" + hashlib.sha256(name.encode()).digest()[:3] * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _levels(name: str, columns: int, rows: int) -> Iterator[int]:
    """Yield a wavy field of grey levels, -128 to 127, row by row."""
    across, down, shift, *_ = hashlib.sha256(name.encode()).digest()
    for row in range(rows):
        for column in range(columns):
            yield (column * (across % 7 + 1) + row * (down % 5 + 1) + shift) % 200 - 100


def _scan(levels: Iterator[int]) -> bytes:
    codes = _dc_codes()
    bits, previous = [], 0
    for level in levels:
        difference, previous = level - previous, level
        size = abs(difference).bit_length()
        value = difference if difference >= 0 else difference + (1 << size) - 1
        bits.append(codes[size] + (f"{value:0{size}b}" if size else "") + _END_OF_BLOCK)
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def _dc_codes() -> list[str]:
    """List the bits of each DC category as JPEG's canonical Huffman code gives them."""
    codes, code = [], 0
    for length, count in enumerate(_DC_LENGTHS, start=1):
        for _ in range(count):
            codes.append(f"{code:0{length}b}")
            code += 1
        code <<= 1
    return codes


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
