"""The bytes of a file, unpacked as they are read, member by member where it is gzip.

Bounded, and able to go on after damage.
"""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO
from zipfile import BadZipFile

from archive.captures import LONGEST

RATIO = 200  # an unpacked size this many times the packed one is no web page's; deflate goes to 1,032
_CHUNK = 32 * 1024  # bytes read at once; zlib copies what is left of them after each member
_STEP = 512 * 1024  # bytes unpacked at once
_KEPT = 1024 * 1024  # bytes of a member that are kept packed, to search for the next one in them
_GZIP = b"\x1f\x8b\x08"
_TRIED = 64  # bytes of a place that looks like a gzip member that are unpacked to see whether a record begins there


class DamagedError(Exception):
    """The bytes cannot be unpacked from here on; `str()` says why."""


class LongLineError(Exception):
    """A line that has no end within its bound."""


class Unpacked:
    """Reads a stream once, from its beginning. A plain file is one member.

    begins: how the first line of a record looks, by which the next one is found after damage.
    """

    def __init__(self, stream: BinaryIO, begins: re.Pattern[bytes]) -> None:
        self._stream = stream
        self._begins = begins
        self._raw = self._read_raw()  # packed bytes that were read and not used
        self._raw_at = 0  # offset of their first byte
        self.is_packed = self._raw.startswith(b"\x1f\x8b")
        self._unpacker: zlib._Decompress | None = None
        self._member_at = 0
        self._kept = b""  # what was used of this member, as far as it is kept
        self._kept_whole = True
        self._unpacked = 0  # bytes that this member gave
        self._buffer = bytearray()
        self._position = 0  # of the buffer's first byte, in a plain file

    @property
    def place(self) -> int:
        """Offset by which a record can be found: of its member in a packed file, its own in a plain one."""
        return self._member_at if self.is_packed else self._position

    def begin(self) -> bool:
        """Go to the next member; False at the end of the file. What is left of the present one is passed over."""
        if not self.is_packed:
            return bool(self._buffer) or self._fill()
        while self._unpacker is not None and not self._unpacker.eof:
            self._buffer.clear()
            if not self._fill():
                break
        self._buffer.clear()
        self._drop_padding()
        if not self._raw:
            return False
        self._start_member()
        return True

    def line(self, longest: int) -> bytes:
        """The next line with its end; less at the end of the member. Raises LongLineError, DamagedError."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > longest:
                raise LongLineError(f"a line of more than {longest} bytes")
            if not self._fill():
                return self.take(searched)
        if end >= longest:
            raise LongLineError(f"a line of more than {longest} bytes")
        return self.take(end + 1)

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end of the member. Raises DamagedError."""
        while len(self._buffer) < size and self._fill():
            pass
        return self.take(min(size, len(self._buffer)))

    def skip(self, size: int) -> int:
        """Pass over so many bytes; return how many there were. Raises DamagedError."""
        left = size
        while left:
            passed = min(left, len(self._buffer))
            self._drop(passed)
            left -= passed
            if left and not self._fill():
                break
        return size - left

    def put_back(self, data: bytes) -> None:
        """Let what was read be read again."""
        self._buffer[:0] = data
        self._position -= len(data)

    def take(self, size: int) -> bytes:
        """The first bytes of what is unpacked already."""
        data = bytes(self._buffer[:size])
        self._drop(size)
        return data

    def find_record(self) -> bool:
        """Go to where the next record of this member seems to begin; False where there is none."""
        while True:
            found = self._begins.search(self._buffer)
            if found:
                place = found.start()
                found = None  # it holds the buffer, which could not shrink
                self._drop(place)
                return True
            self._drop(max(0, len(self._buffer) - _TRIED))
            if not self._fill():
                self._drop(len(self._buffer))
                return False

    def recover(self) -> bool:
        """After damage, go to before the next member in which a record begins; False where there is none."""
        if not self.is_packed:
            return self.find_record()
        self._buffer.clear()
        self._unpacker = None
        kept = self._kept if self._kept_whole else b""
        self._raw, self._raw_at, self._kept = kept + self._raw, self._raw_at - len(kept), b""
        self._use_raw(max(0, self._member_at + 1 - self._raw_at))
        while True:
            at = self._raw.find(_GZIP)
            while at >= 0:
                if len(self._raw) - at < _CHUNK:
                    self._more()
                if self._is_record(at):
                    self._use_raw(at)
                    return True
                at = self._raw.find(_GZIP, at + 1)
            self._use_raw(max(0, len(self._raw) - len(_GZIP) + 1))
            before = len(self._raw)
            if len(self._more()) == before:
                self._use_raw(before)
                return False

    def _drop_padding(self) -> None:
        while self._raw or self._more():
            rest = self._raw.lstrip(b"\0")
            self._use_raw(len(self._raw) - len(rest))
            if rest:
                return

    def _is_record(self, at: int) -> bool:
        try:
            first = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(self._raw[at : at + _CHUNK], _TRIED)
        except zlib.error:
            return False
        return self._begins.match(first.lstrip()) is not None

    def _start_member(self) -> None:
        self._member_at = self._raw_at
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._kept, self._kept_whole, self._unpacked = b"", True, 0

    def _fill(self) -> bool:
        """Unpack some more of this member; False at its end. Raises DamagedError."""
        if not self.is_packed:
            data, self._raw = self._raw or self._read_raw(), b""
            self._buffer += data
            return bool(data)
        unpacker = self._unpacker
        if unpacker is None or unpacker.eof:
            return False
        while True:
            if not self._raw and not self._more() and not unpacker.unconsumed_tail:
                raise DamagedError("torn: the file ends within it")
            given = self._raw
            try:
                data = unpacker.decompress(given, _STEP)
            except zlib.error as error:
                raise DamagedError(f"damaged ({error})") from error
            self._keep(given[: len(given) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)])
            self._unpacked += len(data)
            self._buffer += data
            self._refuse_bomb()
            if data or unpacker.eof:
                return bool(data)

    def _refuse_bomb(self) -> None:
        packed = self._raw_at - self._member_at
        if self._unpacked > LONGEST and self._unpacked > RATIO * max(packed, 1):
            self._kept, self._kept_whole = b"", False  # nothing in it is looked at again
            raise DamagedError(f"unpacks to more than {RATIO} times its size")

    def _keep(self, used: bytes) -> None:
        self._use_raw(len(used))
        self._kept_whole = self._kept_whole and len(self._kept) + len(used) <= _KEPT
        self._kept = self._kept + used if self._kept_whole else b""

    def _use_raw(self, size: int) -> None:
        self._raw = self._raw[size:]
        self._raw_at += size

    def _more(self) -> bytes:
        self._raw += self._read_raw()
        return self._raw

    def _read_raw(self) -> bytes:
        try:
            return self._stream.read(_CHUNK)
        except (OSError, EOFError, BadZipFile, zlib.error) as error:
            raise DamagedError(f"cannot be read ({error})") from error

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self._position += size
