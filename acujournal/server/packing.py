"""Sends text small: each file is compressed once, quickly for the first visitor, thoroughly when nobody waits."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acujournal.server.answers import Headers, header
from acujournal.server.icons import smaller

#: Below this a compressed answer is not worth its header.
_WORTH_PACKING_BYTES = 1000
#: Larger answers pass as they are, so that none has to be held in memory.
_LARGEST_HELD_BYTES = 2_000_000
#: Brotli 5 packs a whole first visit in 0.08 s of one core; 11 needs 4 s and saves another tenth.
_QUICK, _THOROUGH = 5, 11
_PACKABLE = re.compile(r"text/|application/(javascript|json|manifest\+json|xml)|image/svg|font/ttf")
_ONE_YEAR = b"public, immutable, max-age=31536000"
#: For a file of ours under an address of Streamlit's: the next version of this program may put another one there.
ASK_EACH_TIME = b"public, no-cache"


@dataclass(frozen=True)
class _File:
    """One of Streamlit's own content-hashed files, or what is sent in its place."""

    path: Path
    media_type: str
    size: int
    etag: bytes
    keep: bytes


class PackedAnswers:
    """Compressed bodies, each made once and kept; those of Streamlit's files also on disk, from visit to visit."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._kept: dict[tuple[str, str], bytes] = {}
        self._recent: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._to_improve: OrderedDict[str, Path] = OrderedDict()

    def keep_in(self, folder: Path) -> None:
        """Keep thoroughly packed files there from now on."""
        self._folder = folder

    def of_file(self, name: str, path: Path, encoding: str) -> bytes:
        """The file's bytes in that encoding. Blocks: call it in a thread. Raises OSError."""
        kept = self._kept.get((name, encoding))
        if kept is None:
            content = path.read_bytes()
            kept = self._from_disk(name, content) if encoding == "br" else None
            if kept is None:
                kept = pack(content, encoding, _QUICK)
                if encoding == "br":
                    self._to_improve[name] = path
            self._kept[name, encoding] = kept
        return kept

    def at_hand(self, name: str, encoding: str) -> bytes | None:
        """The same without any work, or None."""
        return self._kept.get((name, encoding))

    def of_body(self, body: bytes, encoding: str) -> bytes:
        """An answer made at run time. The last few are kept, so that the page itself is packed only once."""
        key = (hashlib.sha256(body).hexdigest(), encoding)
        packed = self._recent.pop(key, None)
        if packed is None:
            packed = pack(body, encoding, _QUICK)
        self._recent[key] = packed
        if len(self._recent) > 16:
            self._recent.popitem(last=False)
        return packed

    def improve_next(self) -> bool:
        """Pack one more file thoroughly and keep it on disk; False when none is left."""
        try:
            name, path = self._to_improve.popitem(last=False)
        except KeyError:
            return False
        try:
            packed = pack(path.read_bytes(), "br", _THOROUGH)
        except OSError:
            return True
        self._kept[name, "br"] = packed
        self._to_disk(name, packed)
        return True

    def _from_disk(self, name: str, content: bytes) -> bytes | None:
        if self._folder is None:
            return None
        import brotli  # type: ignore[import-untyped]

        try:
            packed = self._place(self._folder, name).read_bytes()
            # A power cut may have left half a file. Unpacking all of a first visit takes 0.01 s.
            return packed if brotli.decompress(packed) == content else None
        except (OSError, brotli.error):
            return None

    def _to_disk(self, name: str, packed: bytes) -> None:
        """Keep it for the next start. It can be made again at any time, so a full disk is no trouble."""
        if self._folder is None:
            return
        place = self._place(self._folder, name)
        beside = place.with_suffix(".new")
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside.write_bytes(packed)
            beside.replace(place)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    @staticmethod
    def _place(folder: Path, name: str) -> Path:
        # The name holds the hash of the content already; hashing it again makes it a plain file name.
        return folder / (hashlib.sha256(name.encode()).hexdigest()[:32] + ".br")


class Packing:
    """Answers Streamlit's content-hashed files from memory, and compresses every other text on its way out."""

    def __init__(self, app: ASGIApp, *, packed: PackedAnswers) -> None:
        self._app = app
        self._packed = packed
        self._files = dict(_static_files())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the file, or pass the request on and pack what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        encoding = accepted_encoding(header(scope, b"accept-encoding"))
        is_part = bool(header(scope, b"range"))
        file = self._files.get(scope["path"])
        if file and not is_part and scope["method"] in {"GET", "HEAD"}:
            await self._send_file(file, encoding, scope, send)
        elif is_part or scope["method"] != "GET" or scope["path"].startswith("/media/"):
            await self._app(_without_encodings(scope), receive, send)
        else:
            await self._app(_without_encodings(scope), receive, _Outgoing(send, encoding, self._packed).send)

    async def _send_file(self, file: _File, encoding: str, scope: Scope, send: Send) -> None:
        if not is_packable(file.media_type, file.size):
            encoding = ""
        etag = b'"' + file.etag + (b"-" + encoding.encode() if encoding else b"") + b'"'
        headers: Headers = [(b"etag", etag), (b"cache-control", file.keep), (b"vary", b"Accept-Encoding")]
        if header(scope, b"if-none-match").encode("latin-1") == etag:
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body"})
            return
        body = self._packed.at_hand(scope["path"], encoding)
        if body is None:
            body = await asyncio.to_thread(self._packed.of_file, scope["path"], file.path, encoding)
        headers += [
            (b"content-type", file.media_type.encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


class _Outgoing:
    """Holds one answer back until it is whole, packs it, and sends it; long or unfit answers pass as they come."""

    def __init__(self, send: Send, encoding: str, packed: PackedAnswers) -> None:
        self._send = send
        self._encoding = encoding
        self._packed = packed
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_fit(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            await self._take(message, self._start)
        else:
            await self._send(message)

    def _is_fit(self, message: Message) -> bool:
        headers = dict(message.get("headers", ()))
        try:
            size = int(headers.get(b"content-length", b"0"))
        except ValueError:
            return False
        return (
            message["status"] == 200
            and b"content-encoding" not in headers
            and size <= _LARGEST_HELD_BYTES
            and is_packable(headers.get(b"content-type", b"").decode("latin-1"), size)
        )

    async def _take(self, message: Message, start: Message) -> None:
        self._parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body = b"".join(self._parts)
        dropped = {b"content-length", b"vary", b"etag", b"accept-ranges"}
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
        headers.append((b"vary", b"Accept-Encoding"))
        if self._encoding:
            body = await asyncio.to_thread(self._packed.of_body, body, self._encoding)
            headers.append((b"content-encoding", self._encoding.encode()))
        headers.append((b"content-length", str(len(body)).encode()))
        self._start = None
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def accepted_encoding(text: str) -> str:
    """The best of ours a browser takes by its Accept-Encoding: "br", "gzip", or "" for neither."""
    accepted = {
        name for name, weight in _offers(text) if weight != "q=0" and not re.fullmatch(r"q=0\.0+", weight)
    }
    return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""


def pack(body: bytes, encoding: str, brotli_quality: int) -> bytes:
    """Compress; the same bytes always give the same answer."""
    if encoding == "br":
        import brotli

        return bytes(brotli.compress(body, quality=brotli_quality))
    return gzip.compress(body, compresslevel=6, mtime=0) if encoding == "gzip" else body


def is_packable(media_type: str, size: int) -> bool:
    """Whether compressing such an answer saves anything."""
    return size >= _WORTH_PACKING_BYTES and bool(_PACKABLE.match(media_type))


def _offers(text: str) -> Iterator[tuple[str, str]]:
    for offer in text.lower().split(","):
        name, _, weight = offer.partition(";")
        yield name.strip(), weight.replace(" ", "")


def _without_encodings(scope: Scope) -> Scope:
    """Keeps Streamlit from compressing what is compressed here, better and once."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return dict(scope) | {"headers": headers}


def _static_files() -> Iterator[tuple[str, _File]]:
    """Every content-hashed file of the installed Streamlit by its address."""
    import streamlit

    root = Path(streamlit.__file__).parent / "static"
    for path in sorted((root / "static").rglob("*")):
        if path.is_file():
            address = "/" + path.relative_to(root).as_posix()
            sent = smaller(path)
            size = sent.stat().st_size
            # The name changes with the content, so name and size are a sufficient mark of what is sent as it is.
            mark = f"{address} {size}".encode() if sent is path else sent.read_bytes()
            etag = hashlib.sha256(mark).hexdigest()[:24].encode()
            keep = _ONE_YEAR if sent is path else ASK_EACH_TIME
            yield address, _File(sent, _media_type(path.name), size, etag, keep)


def _media_type(name: str) -> str:
    # Some systems map .js to plain text, which a browser refuses to run under nosniff.
    known = {
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".woff2": "font/woff2",
    }
    return known.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
