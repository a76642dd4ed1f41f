"""The start token and the signed cookie that let the computer's owner in, and nobody else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from acujournal.access import OWNER, STRANGER, Viewer
from acujournal.private_files import read_private, write_private

#: Browsers keep a cookie no longer than this.
COOKIE_DAYS = 400

_Version = tuple[int, int, int]


class Keys:
    """The secrets of one data folder, or of this process alone when there is no folder to keep them in."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._in_memory: dict[str, str] = {}
        self._secret = ""
        self._version: _Version | None = None
        self._calls: set[Callable[[], None]] = set()

    def new_link(self, origin: str) -> str:
        """A link that lets its holder in once. Every older link stops working."""
        token = secrets.token_urlsafe(32)
        self._write("start-token", token)
        return f"{origin}/open/{token}"

    def current_link(self, origin: str) -> str:
        """The link that has not been used yet."""
        token = self._read("start-token")
        return f"{origin}/open/{token}" if token else self.new_link(origin)

    def exchange(self, token: str) -> str | None:
        """The value of a fresh cookie for the right token, which is then used up; None for any other token."""
        with self._lock:
            expected = self._read("start-token")
            if not expected or not hmac.compare_digest(token.encode(), expected.encode()):
                return None
            self._write("start-token", secrets.token_urlsafe(32))
        return self._signer().sign(OWNER.person_id).decode()

    def cookie_name(self) -> str:
        """Names the cookie for this copy, so that two copies on one computer do not sign each other out."""
        return f"acujournal_{hashlib.sha256(b'cookie name' + self._secret_bytes()).hexdigest()[:8]}"

    def viewer_of(self, cookies: Mapping[str, str]) -> Viewer:
        """Who holds these cookies. Costs one look at the file's date and one signature."""
        signer = self._signer()
        value = cookies.get(self.cookie_name())
        if not value:
            return STRANGER
        try:
            signed, made_at = signer.unsign(value, return_timestamp=True)
        except BadSignature:
            return STRANGER
        # A clock that was set back makes a cookie come from the future; it is no older for that.
        if datetime.now(UTC) - made_at > timedelta(days=COOKIE_DAYS):
            return STRANGER
        return OWNER if signed.decode() == OWNER.person_id else STRANGER

    def prove(self, challenge: str) -> str:
        """Shows that this program knows the folder's secret, without telling it."""
        return hmac.new(self._secret_bytes(), b"proof" + challenge.encode(), hashlib.sha256).hexdigest()

    def sign_out_everywhere(self) -> None:
        """End every cookie and every unused link of this copy, in each browser and each running program."""
        with self._lock:
            self._write("door-secret", secrets.token_hex(32))
            self._write("start-token", secrets.token_urlsafe(32))
            self._version = None
        for call in tuple(self._calls):
            call()

    def call_when_signed_out(self, call: Callable[[], None]) -> None:
        """Make this call, from any thread, when this program signs everybody out."""
        self._calls.add(call)

    def forget_call(self, call: Callable[[], None]) -> None:
        """Do not make it any more."""
        self._calls.discard(call)

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(self._secret_bytes(), salt="acujournal.door", digest_method=hashlib.sha256)

    def _secret_bytes(self) -> bytes:
        # Another program on the same folder may have signed everybody out, so the file's date is asked each time.
        version = self._version_of_secret()
        if not self._secret or version != self._version:
            self._secret = self._read("door-secret")
            if not self._secret:
                self._write("door-secret", secrets.token_hex(32))
                self._secret = self._read("door-secret")
            self._version = self._version_of_secret()
        return self._secret.encode()

    def _version_of_secret(self) -> _Version:
        if self._folder is None:
            return (0, 0, hash(self._in_memory.get("door-secret")))
        try:
            found = (self._folder / "door-secret").stat()
        except OSError:
            return (0, 0, 0)
        return (found.st_mtime_ns, found.st_ino, found.st_size)

    def _read(self, name: str) -> str:
        return self._in_memory.get(name, "") if self._folder is None else read_private(self._folder / name)

    def _write(self, name: str, text: str) -> None:
        if self._folder is None:
            self._in_memory[name] = text
        else:
            write_private(self._folder / name, text)
