"""Files of a person's own: opened with mercy for the person and none for the file.

Whatever is wrong with a file becomes a sentence. Sizes are looked at before anything is unpacked, nothing is ever
written where a file says, and a zip is read only when every byte of it is accounted for.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from acujournal.errors import AcujournalError

#: A file is a path, or its bytes where a browser has sent them.
File = Path | bytes
#: How far something has come, 0 to 1.
Progress = Callable[[float], None]

MEGABYTE: Final = 1_000_000
#: The most a file of text may have. Ten years of any diary have a tenth of that.
TEXT_LIMIT: Final = 64 * MEGABYTE
_READ_AT_ONCE: Final = 1 << 20
#: How many times its packed size a zip may hold. Records that repeat themselves pack into a 20th to a 40th; what packs much
#: better was made to fill a computer. Small files are read whatever they pack into.
_RATIO_LIMIT: Final = 200
_RATIO_FROM: Final = 50 * MEGABYTE
#: Bytes of a zip's list of contents for each file it may hold, names and dates and all; and what is always looked at.
_LISTED_FOR_ONE: Final = 512
_LISTED_ALWAYS: Final = MEGABYTE
_IN_LIST: Final = b"PK\x01\x02"
_DAMAGED: Final = (
    "This zip file is damaged: not all of it arrived, or it was changed. Export it again, or copy it again."
)
_ENCRYPTED: Final = (
    "This zip file has a password. Unpack it, make a zip without a password, and choose that one."
)
_TOO_MUCH: Final = "This file unpacks to more than {limit:,} MB. That is more than such an export can hold."
_PACKED_TOO_WELL: Final = (
    f"This zip file unpacks to more than {_RATIO_LIMIT} times its size, which no export does. It is not read."
)
_TOO_MANY: Final = "This zip file holds more than {files:,} files. No export of this kind does."
_LONG_LIST: Final = "The list of what is in this zip file is longer than that of any export. It is not read."
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
    OverflowError,
    OSError,
    MemoryError,
)


class BadFile(AcujournalError):
    """A file as a whole that cannot be read. `str(error)` is the sentence."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What stands in the way of an import. `row` counts as a spreadsheet does, the header is row 1; None: the file.

    `file` is the name of the file inside a zip. The message never holds words of the person's.
    """

    message: str
    row: int | None = None
    file: str = ""

    def __str__(self) -> str:
        """Say where, and what."""
        where = ", ".join(
            part for part in (self.file, "" if self.row is None else f"row {self.row:,}") if part
        )
        return f"{where[:1].upper()}{where[1:]}: {self.message}" if where else self.message


PROBLEMS_SHOWN: Final = 100


def first_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first hundred problems, and how many more there are."""
    found = tuple(problems)
    if len(found) <= PROBLEMS_SHOWN:
        return found
    more = len(found) - PROBLEMS_SHOWN
    return (*found[:PROBLEMS_SHOWN], Problem(message=f"There are {more:,} more rows with problems."))


def size_of(file: File) -> int:
    """How many bytes there are; BadFile where there is no such file."""
    if isinstance(file, bytes):
        return len(file)
    try:
        if not file.is_file():
            raise BadFile("There is no such file. Choose it again.")
        return file.stat().st_size
    except OSError as error:
        raise BadFile("This file cannot be opened. Choose it again.") from error


@contextmanager
def opened(file: File) -> Iterator[IO[bytes]]:
    """The file, open for reading; trouble with the disk is a BadFile."""
    size_of(file)
    if isinstance(file, bytes):
        yield io.BytesIO(file)
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise BadFile("This file cannot be opened. Choose it again.") from error
    with stream:
        yield stream


def head_of(file: File, size: int = 4096) -> bytes:
    """The first bytes; BadFile where there is no such file."""
    with opened(file) as stream:
        try:
            return stream.read(size)
        except OSError as error:
            raise BadFile("This file cannot be read. Choose it again.") from error


def bytes_of(file: File, limit: int = TEXT_LIMIT) -> bytes:
    """All bytes of a file that has at most `limit`."""
    if size_of(file) > limit:
        raise BadFile(f"This file has more than {limit // MEGABYTE:,} MB, which no export of this kind has.")
    return head_of(file, limit)


def looks_like_zip(head: bytes) -> bool:
    """Whether these first bytes are those of a zip."""
    return head.startswith(b"PK\x03\x04")


# Text


_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SEVERAL_BYTES: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
READ_AS_WESTERN: Final = (
    "This file was saved with an older kind of letters (Western European). Look whether names and notes are spelled "
    "rightly below before you bring it in."
)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what a person should know about its letters.

    UTF-8 and, with its mark or without, UTF-16 are read exactly. What is neither is taken as Windows-1252, the usual
    letters of spreadsheets in Western Europe, and said so; but a text that is UTF-8 in some places and not in others
    is damaged, and refused with its row.
    """
    mark, name = _unicode_of(data)
    if name:
        return _exactly(data[len(mark) :], name), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        if _SEVERAL_BYTES.search(data):
            raise BadFile(
                f"Around row {row:,} there are letters that cannot be read. The file is damaged: export it again."
            ) from error
    try:
        return data.decode("cp1252"), (READ_AS_WESTERN,)
    except UnicodeDecodeError as error:
        raise BadFile(
            "The letters of this file cannot be read. Save it as “CSV UTF-8”, or export it again."
        ) from error


def decoded_head(head: bytes) -> str:
    """The first letters of a file, for looking at its header only: what cannot be read is left open."""
    mark, name = _unicode_of(head)
    return head[len(mark) :].decode(name or "utf-8", errors="replace")


def _unicode_of(data: bytes) -> tuple[bytes, str]:
    """The mark a text begins with and the encoding it stands for; neither where it is not said.

    In UTF-16 without a mark every other byte of a Western text is 0.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, name
    even, odd = (data[start:2000:2].count(0) for start in (0, 1))
    if even + odd > len(data[:2000]) // 4 and 0 in (even, odd):
        return b"", "utf-16-be" if even else "utf-16-le"
    return b"", ""


def _exactly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise BadFile("The letters of this file cannot be read. It is damaged: export it again.") from error


# Zips


class Archive:
    """A zip whose list of contents was looked through. Only `open_archive` makes one."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        self.names = tuple(self._infos)

    def size(self, name: str) -> int:
        """How many bytes a file has when unpacked, as the zip says; more are never read."""
        return self._infos[name].file_size

    def read(self, name: str) -> bytes:
        """A whole file, its checksum checked; BadFile where it is damaged."""
        with said_as_bad_file():
            return self._archive.read(self._infos[name])

    @contextmanager
    def stream(self, name: str) -> Iterator[Checked]:
        """A file to be read in pieces, its checksum checked at its end."""
        with said_as_bad_file():
            stream = self._archive.open(self._infos[name])
        with stream:
            yield Checked(stream)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A file in pieces of at most a megabyte; BadFile where it is damaged."""
        with self.stream(name) as stream:
            while piece := stream.read(_READ_AT_ONCE):
                yield piece

    def check(self, name: str) -> None:
        """Read a file to its end and keep nothing of it; BadFile where it is damaged."""
        for _ in self.pieces(name):
            pass


class Checked:
    """A stream out of a zip; its `read` says damage as a BadFile."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, none at the end."""
        with said_as_bad_file():
            return self._stream.read(size)


class _Listed:
    """A zip while its list of contents is read, which Python takes whole and makes an object of each line of.

    A file of 2 GB that is nothing but such a list would fill any memory, so its size and its lines are looked at first.
    """

    def __init__(self, stream: IO[bytes], files: int) -> None:
        self._stream = stream
        self._files = files
        self.is_read = False
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1, /) -> bytes:
        """As the stream's. Raises BadFile for a list that is too long."""
        if self.is_read or size <= _LISTED_ALWAYS:
            return self._stream.read(size)
        if size > self._files * _LISTED_FOR_ONE:
            raise BadFile(_LONG_LIST)
        data = self._stream.read(size)
        if data.count(_IN_LIST) > self._files:
            raise BadFile(_TOO_MANY.format(files=self._files))
        return data


@contextmanager
def said_as_bad_file() -> Iterator[None]:
    """Say whatever a damaged zip makes Python raise as one sentence."""
    try:
        yield
    except AcujournalError:
        raise
    except _BROKEN as error:
        raise BadFile(_DAMAGED) from error


@contextmanager
def open_archive(file: File, *, limit: int, files: int) -> Iterator[Archive]:
    """A zip of at most `files` files that unpack to at most `limit` bytes.

    Refused with a sentence: passwords, names that lead elsewhere or come twice, contents that lie over one another,
    other packings than deflate, a list of contents without end, and what unpacks to more than it should.
    """
    with opened(file) as stream:
        with said_as_bad_file():
            if not looks_like_zip(stream.read(4)):
                raise BadFile("This is not a zip file with anything in it.")
            listed = _Listed(stream, files)
            archive = zipfile.ZipFile(listed)
            listed.is_read = True
        with archive:
            _look_through(archive, size_of(file), limit, files)
            yield Archive(archive)


def _look_through(archive: zipfile.ZipFile, size: int, limit: int, files: int) -> None:
    infos = archive.infolist()
    if len(infos) > files:
        raise BadFile(_TOO_MANY.format(files=files))
    if any(info.flag_bits & 0x1 for info in infos):
        raise BadFile(_ENCRYPTED)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > limit:
        raise BadFile(_TOO_MUCH.format(limit=limit // MEGABYTE))
    if unpacked > max(_RATIO_FROM, _RATIO_LIMIT * size):
        raise BadFile(_PACKED_TOO_WELL)
    if len({info.filename.casefold() for info in infos}) < len(infos):
        raise BadFile("This zip file holds two files of one name. Nobody could tell which is meant.")
    if any(_leads_elsewhere(info) for info in infos):
        raise BadFile("This zip file names places outside itself. Such a file is not read.")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise BadFile("This zip file is packed in a way that is not read here. Pack it as a usual zip.")
    # Bombs of overlapping files name the same packed bytes again and again.
    if sum(info.compress_size for info in infos) > size:
        raise BadFile(_DAMAGED)


def _leads_elsewhere(info: zipfile.ZipInfo) -> bool:
    # `filename` was tidied by Python; what stood in the file is `orig_filename`.
    name = info.orig_filename
    return name.startswith("/") or "\\" in name or ":" in name[:2] or "\0" in name or ".." in name.split("/")
