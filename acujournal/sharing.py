"""The rules of a link that shows one frozen page to whoever holds it: its token, how long it holds, its passcode.

A token is 256 random bits and is stored only as a hash. Whatever is not open, because it never was, has expired, was
revoked or is locked after five wrong passcodes, is one and the same to whoever asks: GONE.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from acujournal.answers import check_text, clean_text
from acujournal.errors import BadValue

if TYPE_CHECKING:
    from argon2 import PasswordHasher

TOKEN_BYTES: Final = 32
#: Letters of a token: 32 bytes in base64url without its filling.
TOKEN_LENGTH: Final = 43
DAYS_LEAST: Final = 1
DAYS_USUAL: Final = 30
DAYS_MOST: Final = 180
#: Wrong passcodes in all, over the whole life of a link.
TRIES: Final = 5
PASSCODE_LEAST: Final = 6
PASSCODE_MOST: Final = 128
TITLE_LIMIT: Final = 120
MESSAGE_LIMIT: Final = 1000
#: An appointment further ahead is a slip of the pen.
APPOINTMENT_DAYS: Final = 366 * 2

#: The first choice of OWASP's Password Storage Cheat Sheet for Argon2id: 19 MiB, two passes, one lane.
_MEMORY_KIB: Final = 19 * 1024
_PASSES: Final = 2
_LANES: Final = 1
#: The hash of a passcode nobody knows, made with the same cost: a try at a link that is gone takes as long as any other.
NOBODYS_HASH: Final = (
    "$argon2id$v=19$m=19456,t=2,p=1$KRrq8Pwk8+6Nw8uJ7V9qyQ$6evdkt85306Rka/7Fm27GVtTKovyOqWzJsqsNP8PoXM"
)
#: Each check fills 19 MiB. Without a limit whoever sends passcodes at random could fill the computer's memory.
_AT_ONCE: Final = threading.BoundedSemaphore(2)


class Shown(StrEnum):
    """Which of the two frozen forms of a report is asked for."""

    PAGE = "page"
    PDF = "pdf"


class Outcome(StrEnum):
    """What became of somebody's knock at a link."""

    FOUND = "found"
    NEEDS_PASSCODE = "needs passcode"
    WRONG_PASSCODE = "wrong passcode"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Access:
    """The answer to a knock. `body` is there only when FOUND, `tries_left` only after a WRONG_PASSCODE.

    `takes_note` says whether the holder of the link may leave a message now: it was allowed, and none was left yet.
    """

    outcome: Outcome
    body: bytes = b""
    tries_left: int = 0
    takes_note: bool = False


GONE: Final = Access(outcome=Outcome.GONE)


class ShareState(StrEnum):
    """Where a link stands, as its owner sees it."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"
    LOCKED = "locked"


@dataclass(frozen=True, kw_only=True)
class Share:
    """A link in its owner's list. It shows the days `[first_day, until_day)`; `reader` is for whom it was made."""

    share_id: str
    reader: str
    title: str
    first_day: date
    until_day: date
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    has_passcode: bool = False
    tries_left: int = TRIES
    takes_note: bool = False
    page_views: int = 0
    pdf_views: int = 0
    last_opened_at: datetime | None = None

    def state(self, now: datetime) -> ShareState:
        """Where it stands now; what a person did stands before what time has done."""
        if self.revoked_at is not None:
            return ShareState.REVOKED
        if self.tries_left <= 0:
            return ShareState.LOCKED
        return ShareState.OPEN if now < self.expires_at else ShareState.EXPIRED


@dataclass(frozen=True, kw_only=True)
class NewShare:
    """A link just made. `token` is shown this once: only its hash is kept."""

    token: str
    share: Share


@dataclass(frozen=True, kw_only=True)
class ShareView:
    """How often one form was opened within the minute that began at `opened_at`. Nothing says by whom."""

    opened_at: datetime
    shown: Shown
    times: int


@dataclass(frozen=True, kw_only=True)
class ShareNote:
    """What the holder of a link has left: a message, the day of the next appointment, or both. Never trusted as more.

    `reader` is for whom the link was made, which does not prove who wrote.
    """

    share_id: str
    reader: str
    message: str
    next_on: date | None
    left_at: datetime
    read_at: datetime | None = None


def new_token() -> str:
    """256 random bits in letters an address may hold."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored of a token: SHA-256 as 64 hexadecimal digits. A random token needs no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def is_same_hash(one: str, other: str) -> bool:
    """Whether two hashes are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def expiry(now: datetime, days: int = DAYS_USUAL) -> datetime:
    """When a link made or renewed now ends. Raises BadValue for fewer than 1 or more than 180 days."""
    if isinstance(days, bool) or not DAYS_LEAST <= days <= DAYS_MOST:
        raise BadValue(f"A link holds from {DAYS_LEAST} to {DAYS_MOST} days. Choose a number between them.")
    return now + timedelta(days=days)


def check_period(first_day: date, until_day: date) -> None:
    """Refuse a share of no day."""
    if until_day <= first_day:
        raise BadValue("Choose a period with at least one day in it.")


def hash_passcode(passcode: str) -> str:
    """What is stored of a passcode: an Argon2id hash. Raises BadValue for one that is too short or too long."""
    plain = _plain(passcode)
    if len(plain) < PASSCODE_LEAST:
        raise BadValue(f"A passcode needs at least {PASSCODE_LEAST} letters or numbers. Choose a longer one.")
    if len(plain) > PASSCODE_MOST:
        raise BadValue(f"A passcode can hold {PASSCODE_MOST} letters. Choose a shorter one.")
    with _AT_ONCE:
        return _hasher().hash(plain)


def passcode_is_right(passcode_hash: str, passcode: str) -> bool:
    """Whether this is the passcode of the hash; takes as long for a wrong one as for the right one."""
    from argon2.exceptions import InvalidHashError, VerificationError

    # One letter more than a passcode can have: what is too long cannot be right by its beginning.
    plain = _plain(passcode)[: PASSCODE_MOST + 1]
    with _AT_ONCE:
        try:
            return _hasher().verify(passcode_hash, plain)
        except (VerificationError, InvalidHashError):
            return False


def spend_the_time_of_a_try(passcode: str) -> None:
    """Do the work of a try that was never going to succeed, so that its time tells nothing."""
    passcode_is_right(NOBODYS_HASH, passcode)


def check_note(message: str, next_on: date | None, today: date) -> str:
    """The message of a link's holder, cleaned. Raises BadValue where it is too long or there is nothing in it."""
    cleaned = clean_text(message).strip()
    check_text(cleaned, "The message", MESSAGE_LIMIT)
    if not cleaned and next_on is None:
        raise BadValue("Write a message, or choose the date of the next appointment.")
    # The reader's calendar can be a day behind the clock this is measured with.
    if next_on is not None and not timedelta(days=-1) <= next_on - today <= timedelta(days=APPOINTMENT_DAYS):
        raise BadValue("The next appointment lies from today to two years ahead. Change its date.")
    return cleaned


def _plain(passcode: str) -> str:
    # Phones and computers write an é in two ways, and paste a passcode with the space beside it.
    return unicodedata.normalize("NFC", clean_text(passcode)).strip()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
