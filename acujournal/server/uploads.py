"""Files a person chose to import, on their way in: streamed into a private folder, read once, deleted.

Streamlit's own way in holds a file in memory, and an export of Apple Health may have a gigabyte. Here a file is told
of first, so that what cannot come in is a sentence before a byte of it was sent. Neither its name nor where it lies is
ever sent or logged.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from acujournal.access import STRANGER, Viewer
from acujournal.errors import AcujournalError
from acujournal.private_files import make_private_folder
from acujournal.server.running import current, viewer_of

PREFIX: Final = "/incoming"
MEGABYTE: Final = 1_000_000
#: The largest file that comes in by the browser, in bytes. Whole exports of ten years of a watch have less.
MOST_BYTES: Final = 2_000 * MEGABYTE
#: So many files of one person may be on their way or wait to be read: one for each of two tabs.
_MOST_FILES: Final = 2
#: A file nobody has read after this many seconds belongs to a tab that was closed.
_SECONDS: Final = 3600.0
#: The browser sends a file right after it was told of, and goes on sending; after so many seconds without a byte it is gone.
_SILENT_SECONDS: Final = 60.0
#: What stays free on the disk for the journal itself, in bytes.
_ROOM_LEFT: Final = 100 * MEGABYTE
_WRITTEN_AT_ONCE: Final = MEGABYTE
#: How many bytes are written until the disk is looked at again, which others fill too.
_LOOK_EVERY: Final = 8 * MEGABYTE
#: Within the data folder. What is unpacked from such a file while it is read lies there too, under names of the same kind.
FOLDER: Final = "incoming"
_NAME: Final = re.compile(r"[0-9a-f]{32}")

TOO_LARGE: Final = (
    "This file has more than {most:,} MB, so it cannot come in here. Nothing of it was kept. From a terminal it can be "
    "read where it lies: python -m acujournal import FILE"
)
NO_ROOM: Final = (
    "There is not enough room on this computer's disk for this file: it has {size:,} MB, and {free:,} MB can be used. "
    "Make room, then choose the file again. Nothing of it was kept."
)
DISK_FAILED: Final = (
    "This file could not be written to the disk, which may be full. Make room, then choose the file again. Nothing of "
    "it was kept."
)
TOO_MANY: Final = (
    "Two other files are being sent or read at this moment. Wait until that is done or cancel one, then choose this file "
    "again."
)
NOT_ALL: Final = "Not all of this file arrived. Nothing of it was kept. Choose it again."
NOT_EXPECTED: Final = "This file is no longer waited for. Choose it again."
NO_JOURNAL: Final = "The journal is closed. Start AcuJournal again, then choose the file again."


class Refused(AcujournalError):
    """A file that does not come in. `str(error)` is the sentence, `status` that of the answer."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _State(Enum):
    EXPECTED = auto()
    COMING = auto()
    THERE = auto()
    READING = auto()


#: What gives way to a newer file, or is forgotten after a while.
_IDLE: Final = (_State.EXPECTED, _State.THERE)


@dataclass
class _File:
    viewer: Viewer
    path: Path
    size: int
    until: float
    state: _State = _State.EXPECTED
    written: int = 0
    #: How many runs of a page read it now: one that was stopped may still be at it when the next begins.
    readers: int = 0

    @property
    def is_still_to_write(self) -> int:
        """Bytes that are told of and not yet on the disk."""
        return self.size - self.written if self.state in (_State.EXPECTED, _State.COMING) else 0


class Uploads:
    """The files on their way in, by a random name, each for one viewer. `folder` gives the data folder, or None."""

    def __init__(
        self, folder: Callable[[], Path | None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._data_folder = folder
        self._monotonic = monotonic
        self._files: OrderedDict[str, _File] = OrderedDict()
        self._lock = threading.Lock()

    def expect(self, viewer: Viewer, size: int) -> str:
        """Make ready for a file of that many bytes; the name it is sent under.

        The oldest file that waits to be read gives way. Raises Refused for a file that is too large for this way in or
        for the disk, and while too many are being sent; StorageTrouble where the folder cannot be made.
        """
        if size > MOST_BYTES:
            raise Refused(TOO_LARGE.format(most=MOST_BYTES // MEGABYTE), 413)
        folder = self._folder()
        if folder is None:
            raise Refused(NO_JOURNAL, 503)
        make_private_folder(folder)
        name = secrets.token_hex(16)
        with self._lock:
            leaving = self._giving_way(viewer)
            self._refuse_without_room(folder, size, leaving)
            for gone, file in leaving.items():
                self._remove(gone, file)
            until = self._monotonic() + _SILENT_SECONDS
            self._files[name] = _File(viewer, folder / name, size, until)
        return name

    async def receive(self, viewer: Viewer, name: str, pieces: AsyncIterable[bytes]) -> None:
        """Write what comes to the disk, a megabyte at a time; whatever goes wrong, nothing of it stays.

        Raises Refused for more or fewer bytes than were told, a full disk, a minute without a byte, and a name nobody
        waits for.
        """
        with self._lock:
            file = self._files.get(name)
            if file is None or file.viewer != viewer or file.state is not _State.EXPECTED:
                raise Refused(NOT_EXPECTED, 404)
            file.state = _State.COMING
        try:
            await _write(file, pieces)
            self._has_arrived(name, file)
        except BaseException as error:
            self._drop(name, file)
            if isinstance(error, OSError):
                raise Refused(DISK_FAILED, 507) from error
            raise

    def _has_arrived(self, name: str, file: _File) -> None:
        with self._lock:
            if self._files.get(name) is not file:
                raise Refused(NOT_EXPECTED, 404)
            file.state, file.until = _State.THERE, self._monotonic() + _SECONDS

    @contextmanager
    def reading(self, viewer: Viewer, name: str) -> Iterator[Path | None]:
        """Where a file that has arrived whole lies, which meanwhile gives way to no other; None for any other name.

        Another's file is none. Whoever has read it discards it; what was only begun can be read again.
        """
        with self._lock:
            file = self._files.get(name)
            is_there = file is not None and file.viewer == viewer and viewer is not STRANGER
            if not is_there or file is None or file.state not in (_State.THERE, _State.READING):
                file = None
            else:
                file.state, file.readers = _State.READING, file.readers + 1
        try:
            yield file.path if file else None
        finally:
            if file:
                with self._lock:
                    file.readers -= 1
                    if not file.readers:
                        file.state, file.until = _State.THERE, self._monotonic() + _SECONDS

    def discard(self, viewer: Viewer, name: str) -> None:
        """Delete a file: it was read, or is not wanted. Nothing happens where there is none of this viewer's."""
        with self._lock:
            file = self._files.get(name)
        if file is not None and file.viewer == viewer:
            self._drop(name, file)

    def forget(self, viewer: Viewer) -> None:
        """Delete every file of this viewer, also one that is still on its way: it will find nobody who waits for it."""
        with self._lock:
            own = [(name, file) for name, file in self._files.items() if file.viewer == viewer]
        for name, file in own:
            self._drop(name, file)

    def forget_all(self) -> None:
        """Delete every file of this running copy, at its end."""
        with self._lock:
            found = list(self._files.items())
        for name, file in found:
            self._drop(name, file)

    def clear_leftovers(self) -> None:
        """Delete what a copy that was killed has left behind. Only for the copy that alone uses the folder."""
        folder = self._folder()
        with suppress(OSError):
            for path in folder.iterdir() if folder and folder.is_dir() else ():
                if _NAME.fullmatch(path.name) and path.name not in self._files:
                    path.unlink(missing_ok=True)

    def _folder(self) -> Path | None:
        data_folder = self._data_folder()
        return data_folder / FOLDER if data_folder else None

    def _giving_way(self, viewer: Viewer) -> dict[str, _File]:
        """What a new file of this viewer takes the place of. Raises Refused where nothing can be let go of."""
        now = self._monotonic()
        leaving = {
            name: file for name, file in self._files.items() if file.state in _IDLE and file.until <= now
        }
        own = {name: one for name, one in self._files.items() if one.viewer == viewer and name not in leaving}
        idle = [(name, one) for name, one in own.items() if one.state in _IDLE]
        if len(own) - len(idle) >= _MOST_FILES:
            raise Refused(TOO_MANY, 429)
        return leaving | dict(idle[: max(0, len(own) - _MOST_FILES + 1)])

    def _refuse_without_room(self, folder: Path, size: int, leaving: Mapping[str, _File]) -> None:
        """Refuse a file for which the disk has no room beside those that are told of before it."""
        promised = sum(file.is_still_to_write for name, file in self._files.items() if name not in leaving)
        freed = sum(file.written for file in leaving.values())
        free = shutil.disk_usage(folder).free - _ROOM_LEFT - promised + freed
        if size > free:
            words = NO_ROOM.format(size=-(-size // MEGABYTE), free=max(free, 0) // MEGABYTE)
            raise Refused(words, 507)

    def _drop(self, name: str, file: _File) -> None:
        with self._lock:
            self._remove(name, file)

    def _remove(self, name: str, file: _File) -> None:
        if self._files.get(name) is file:
            del self._files[name]
        # Windows keeps a file somebody still reads; it is cleared at the next start.
        with suppress(OSError):
            file.path.unlink(missing_ok=True)


async def _write(file: _File, pieces: AsyncIterable[bytes]) -> None:
    """Write the pieces into a new file that only this computer's user may read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    held, taken, looked_at = bytearray(), 0, 0
    with os.fdopen(os.open(file.path, flags, 0o600), "wb", buffering=0) as opened:
        async for piece in _without_long_silence(pieces):
            taken += len(piece)
            if taken > file.size:
                raise Refused(NOT_ALL, 400)
            held += piece
            if len(held) >= _WRITTEN_AT_ONCE:
                # The disk may be slow; the pages of this program are not to wait for it.
                await asyncio.to_thread(_write_all, opened, bytes(held))
                file.written = taken
                held.clear()
                if taken - looked_at >= _LOOK_EVERY:
                    looked_at = taken
                    await asyncio.to_thread(_refuse_full, file.path)
        await asyncio.to_thread(_write_all, opened, bytes(held))
        file.written = taken
    if taken < file.size:
        raise Refused(NOT_ALL, 400)


async def _without_long_silence(pieces: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The pieces. Raises Refused where the next one does not come: a connection can be cut without a word."""
    coming = aiter(pieces)
    while True:
        try:
            async with asyncio.timeout(_SILENT_SECONDS):
                piece = await anext(coming)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Refused(NOT_ALL, 408) from None
        yield piece


def _refuse_full(path: Path) -> None:
    if shutil.disk_usage(path.parent).free < _ROOM_LEFT:
        raise Refused(DISK_FAILED, 507)


def _write_all(opened: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        # A disk that is nearly full may take a part.
        rest = rest[opened.write(rest) :]


#: One process serves one copy, and the pages of all its sessions read their files here.
uploads: Final = Uploads(lambda: current().state_folder)


def announce_file(request: Request) -> Response:
    """Answer a file's size with the name to send it under, or with the sentence why it cannot come in."""
    size = request.query_params.get("size", "")
    if not size.isdecimal() or len(size) > 18:
        return _sentence(NOT_EXPECTED, 400)
    try:
        return PlainTextResponse(uploads.expect(viewer_of(request.cookies), int(size)))
    except Refused as refused:
        return _sentence(str(refused), refused.status)
    except (AcujournalError, OSError):
        return _sentence(DISK_FAILED, 507)


async def take_file(request: Request) -> Response:
    """Take a file in (PUT), or delete it (DELETE)."""
    viewer, name = viewer_of(request.cookies), str(request.path_params["name"])
    if request.method == "DELETE":
        await asyncio.to_thread(uploads.discard, viewer, name)
        return Response(status_code=204)
    try:
        await uploads.receive(viewer, name, request.stream())
    except Refused as refused:
        return _sentence(str(refused), refused.status)
    except ClientDisconnect:
        return _sentence(NOT_ALL, 400)
    asyncio.get_running_loop().call_later(_SECONDS, uploads.discard, viewer, name)
    return Response(status_code=204)


def _sentence(words: str, status: int) -> Response:
    return PlainTextResponse(f"{words}\n", status_code=status)
