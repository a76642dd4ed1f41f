"""Turns what a database driver reports into a sentence that says what to do.

The driver's own words are never shown nor chained: PostgreSQL quotes the whole row in the error of a broken
rule, and a row holds what a patient wrote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from acujournal.errors import StorageTrouble

FULL: Final = "The disk is full, so nothing could be written. Free some space, then try again."
READ_ONLY: Final = (
    "The journal can be read but not changed: the database is read-only. Allow this program to write to it, "
    "then try again."
)
DAMAGED: Final = (
    "The journal's database is damaged, or it is not a database of this program. Nothing was changed. "
    'If the folder "backups" in the data folder holds copies of earlier states: close the program, keep the damaged '
    "file elsewhere, put the newest copy in its place, and start again. Without a copy keep the file as it is: often "
    "most of it can still be read out."
)
LOCKED: Final = (
    "Another program has kept the journal's database locked for too long, so nothing was changed. "
    "Close the other program, or wait a moment, and try again."
)
NOT_WRITTEN: Final = (
    "The disk did not take what was written, so nothing was changed. Check that the disk is connected and has "
    "free space, then try again."
)
CANNOT_OPEN: Final = (
    "The journal's database cannot be opened. Check that its folder exists and that you may read and write in it, "
    "and start the program again."
)
OUT_OF_REACH: Final = (
    "The database server does not answer. Wait a moment and try again. "
    "If it stays so, check that the server runs and that ACUJOURNAL_DATABASE_URL is right."
)
FILE_IS_GONE: Final = (
    "The journal's file was moved, replaced or deleted while the program was running, so nothing was saved. "
    "Put it back where it was, close the program and start it again."
)
NOT_LET_IN: Final = (
    "The database server does not let this program in. Check the name, the password, the database and its "
    "rights in ACUJOURNAL_DATABASE_URL."
)
TOO_BUSY: Final = "Too many people are using the journal at this moment. Wait a moment and try again."
REFUSED: Final = "The database refused this value, so nothing was changed. This is a fault of the program: please report it."
UNKNOWN: Final = "The journal's database had trouble, and nothing was changed. Please try again."

_OF_SQLITE: Final = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_IOERR: NOT_WRITTEN,
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_PERM: CANNOT_OPEN,
    sqlite3.SQLITE_AUTH: CANNOT_OPEN,
    sqlite3.SQLITE_CONSTRAINT: REFUSED,
}

#: SQLSTATE codes and, where the class says enough, their first two characters.
_OF_POSTGRESQL: Final = {
    "53100": FULL,
    "53300": TOO_BUSY,
    "25006": READ_ONLY,
    "55P03": LOCKED,
    "40P01": LOCKED,
    "42501": NOT_LET_IN,
    "3D000": NOT_LET_IN,
    "28": NOT_LET_IN,
    "08": OUT_OF_REACH,
    "57": OUT_OF_REACH,
    "58": NOT_WRITTEN,
    "XX": DAMAGED,
    "23": REFUSED,
}


def sentence_for(error: BaseException | None) -> str:
    """The sentence for an error of a driver, without a word of what the patient wrote."""
    if isinstance(error, sqlite3.Error):
        # The low byte is the kind; the rest tells details such as which kind of I/O failed.
        code = getattr(error, "sqlite_errorcode", None) or 0
        return _OF_SQLITE.get(code & 0xFF, UNKNOWN)
    state = getattr(error, "sqlstate", None)
    if state:
        return _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:2]) or UNKNOWN
    # PostgreSQL's driver gives no code when there is no server at the other end.
    return OUT_OF_REACH if type(error).__name__ == "OperationalError" else UNKNOWN


@contextmanager
def in_sentences() -> Iterator[None]:
    """Run a block; whatever a driver reports in it comes out as StorageTrouble with a sentence."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise StorageTrouble(sentence_for(error.orig)) from None
    except sqlite3.Error as error:
        raise StorageTrouble(sentence_for(error)) from None
    except sa.exc.TimeoutError:
        raise StorageTrouble(TOO_BUSY) from None
