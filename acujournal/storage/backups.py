"""Copies of the journal's file on this computer: made, listed, thinned out, looked into, and put back.

Only for SQLite. PostgreSQL is backed up by its own means, `pg_dump` or the clinic's, which also know its users.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from acujournal.errors import BadValue, NewerDatabase, NotFound, StorageTrouble
from acujournal.private_files import make_private_folder
from acujournal.storage import tables
from acujournal.storage.copying import copy_sqlite, free_name
from acujournal.storage.sealing import ENDING, NEEDED, is_sealed, seal, unseal

FOLDER: Final = "backups"
DAYS_KEPT: Final = 7
WEEKS_KEPT: Final = 4
_LOCK_SECONDS: Final = 30
#: How long restoring waits for a program that is just closing.
_BUSY_MILLISECONDS: Final = 1000

#: How a folder begins in which a copy is looked into.
_LOOKING: Final = "looking-into-"
HAND: Final = "backup"
DAILY: Final = "daily"
REPLACED: Final = "replaced"
_NAME: Final = re.compile(
    r"(?P<why>backup|daily|replaced|before-\d{4})-(?P<at>\d{8}T\d{6}Z)(?:-\d{1,3})?\.(?:sqlite|damaged|sqlite\.age)"
)

CLINIC_BACKS_UP: Final = "This journal is kept on a database server, whose own backup covers it. Ask whoever looks after the server."
_NOT_MADE: Final = (
    "The backup could not be made, and nothing was changed. Check that the disk has free space and that the data "
    "folder can be written to, then try again."
)
_NO_SUCH_FILE: Final = "There is no such file. Choose it again."
_NOT_OURS: Final = "This file is no backup of AcuJournal, so nothing was changed. Choose another one."
_DAMAGED: Final = "This backup is damaged, so nothing was changed. Choose an earlier one."
_NEWER: Final = "This backup was made by a newer AcuJournal than this one. Update this program, then restore it. Nothing was changed."
_IN_USE: Final = "AcuJournal is running, or another program has the journal open. Close it, then restore. Nothing was changed."
_NOT_RESTORED: Final = (
    "The backup could not be put back, and the journal is as it was. Check that the disk has free space and that the "
    "data folder can be written to, then try again."
)


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A copy in the data folder. `why` is "backup", "daily", "replaced" or "before-<migration>"; `size` is in bytes."""

    file: Path
    why: str
    made_at: datetime
    size: int

    @property
    def is_sealed(self) -> bool:
        """Whether only its passphrase opens it."""
        return self.file.suffix == ENDING


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a backup holds, of all journals in it, without what was deleted. `version` is its newest migration.

    `first` and `last` are the first and last day with an entry, `changed_at` when anything was saved last.
    """

    version: str
    journals: int
    entries: int
    moments: int
    treatments: int
    first: date | None
    last: date | None
    changed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was put back, and the copy of what it replaces; None where there was nothing to replace."""

    contents: Contents
    replaced: Backup | None


class Backups:
    """The copies of one journal's database. `file` is None where that is not a file of this computer."""

    def __init__(self, file: Path | None, data_folder: Path) -> None:
        self._file = file
        self._data_folder = data_folder

    @property
    def are_made_here(self) -> bool:
        """Whether this program makes the backups; if not, `CLINIC_BACKS_UP` says who does."""
        return self._file is not None

    @property
    def folder(self) -> Path:
        """Where the copies lie."""
        return self._data_folder / FOLDER

    def make(self, now: datetime) -> Backup:
        """Copy the journal as it is now, also while it is written to, and verify the copy. Raises StorageTrouble."""
        with self._alone():
            return self._copy(HAND, now)

    def sealed(self, now: datetime, passphrase: str) -> bytes:
        """A copy of the journal as it is now that only the passphrase opens, as the bytes of an age file.

        The copy is verified before it is encrypted, and opened once afterwards. Nothing of it stays on the disk. Raises
        StorageTrouble.
        """
        with self._alone():
            return seal(self._bytes(now), passphrase)

    def make_sealed(self, now: datetime, passphrase: str) -> Backup:
        """The same as a file among the other copies. Raises StorageTrouble."""
        with self._alone():
            data = seal(self._bytes(now), passphrase)
            target = free_name(self.folder, f"{HAND}-{_stamp(now)}", f".sqlite{ENDING}")
            part = target.with_suffix(".part")
            try:
                with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
                    opened.write(data)
                part.replace(target)
            except OSError:
                raise StorageTrouble(_NOT_MADE) from None
            finally:
                part.unlink(missing_ok=True)
            return Backup(file=target, why=HAND, made_at=_whole_second(now), size=len(data))

    def plain(self, now: datetime) -> bytes:
        """A verified copy of the journal as it is now, to be taken elsewhere. Raises StorageTrouble."""
        with self._alone():
            return self._bytes(now)

    def daily_copy(self, now: datetime) -> Backup | None:
        """Make the copy of this day (of UTC) where there is none, and drop those that are no longer needed.

        Kept are the copies of the last 7 days and the last copy of each of the 4 weeks before this one.
        """
        with self._alone():
            made = None
            if not any(self._day_of(one) == _utc(now).date() for one in self._daily()):
                made = self._copy(DAILY, now)
            found = self._daily()
            kept = days_kept((self._day_of(one) for one in found), _utc(now).date())
            remove_backups(one for one in found if self._day_of(one) not in kept)
            return made

    def all(self) -> tuple[Backup, ...]:
        """Every copy in the data folder, the newest first."""
        return list_backups(self._data_folder)

    def clear_leftovers(self) -> None:
        """Remove what a copy leaves behind when the power goes while it is made or looked into: it holds a journal too.

        Passed over while another program is making or looking into one, and where nothing can be removed.
        """
        if self._file is None:
            return
        with suppress(StorageTrouble), _only_one(self._data_folder, seconds=0):
            for file in (*self.folder.glob("*.part"), _beside(self._file)):
                _remove(file)
            for folder in self._data_folder.glob(f"{_LOOKING}*"):
                for file in folder.glob("*"):
                    _remove(file)
                with suppress(OSError):
                    folder.rmdir()

    def _daily(self) -> list[Backup]:
        return [one for one in self.all() if one.why == DAILY]

    def _day_of(self, backup: Backup) -> date:
        return backup.made_at.date()

    def _bytes(self, now: datetime) -> bytes:
        # In the data folder, where a copy that a power cut leaves behind is cleared, and on no disk of all users.
        with _looking_folder(self._data_folder) as folder:
            made = self._copy_into(folder, HAND, now)
            return made.file.read_bytes()

    def _copy(self, why: str, now: datetime) -> Backup:
        return self._copy_into(self.folder, why, now)

    def _copy_into(self, folder: Path, why: str, now: datetime) -> Backup:
        if self._file is None:
            raise BadValue(CLINIC_BACKS_UP)
        try:
            with closing(sqlite3.connect(self._file, isolation_level=None)) as source:
                # One state for the copy and for the count it is compared with, whatever is saved meanwhile.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                target = free_name(folder, f"{why}-{_stamp(now)}")
                copy_sqlite(source, target)
        except (OSError, sqlite3.Error, StorageTrouble):
            raise StorageTrouble(_NOT_MADE) from None
        return Backup(file=target, why=why, made_at=_whole_second(now), size=target.stat().st_size)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._file is None:
            raise BadValue(CLINIC_BACKS_UP)
        with _only_one(self._data_folder):
            yield


def list_backups(data_folder: Path) -> tuple[Backup, ...]:
    """The copies in a data folder, the newest first. Other files are passed over."""
    found = []
    folder = data_folder / FOLDER
    with suppress(FileNotFoundError, NotADirectoryError):
        for file in folder.iterdir():
            name = _NAME.fullmatch(file.name)
            if name is None or not file.is_file():
                continue
            with suppress(ValueError, OSError):
                made_at = datetime.strptime(name["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
                found.append(Backup(file=file, why=name["why"], made_at=made_at, size=file.stat().st_size))
    return tuple(sorted(found, key=lambda one: (one.made_at, one.file.name), reverse=True))


def remove_backups(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Delete these copies and return them. What they held is overwritten first, as far as the disk lets one.

    Raises StorageTrouble where a file cannot be deleted; those before it are gone then.
    """
    removed = []
    for backup in backups:
        if _NAME.fullmatch(backup.file.name) is None:
            raise ValueError("This is not a backup.")
        try:
            _overwrite(backup.file)
            backup.file.unlink(missing_ok=True)
        except OSError:
            raise StorageTrouble(
                "A backup could not be deleted. Check that the data folder can be written to, then try again."
            ) from None
        removed.append(backup)
    return tuple(removed)


def days_kept(days: Iterable[date], today: date) -> frozenset[date]:
    """Of days with a copy those that are kept: the last seven, and the last one of each of the four weeks before this.

    Weeks begin on Monday. A day ahead of `today`, from a clock that was wrong, is kept until it has passed.
    """
    there = sorted(set(days))
    monday = today - timedelta(days=today.weekday())
    weeks: dict[date, date] = {}
    for day in there:
        weeks[day - timedelta(days=day.weekday())] = day
    earlier = (monday - timedelta(weeks=back) for back in range(1, WEEKS_KEPT + 1))
    last_of_weeks = {weeks[week] for week in earlier if week in weeks}
    return frozenset(day for day in there if day > today - timedelta(days=DAYS_KEPT)) | last_of_weeks


def look_into(backup: Path, *, data_folder: Path, passphrase: str | None = None) -> Contents:
    """What a backup holds, without changing it. Raises NotFound, StorageTrouble or NewerDatabase with a sentence.

    A sealed one needs its passphrase (`is_sealed` says which are).
    """
    make_private_folder(data_folder)
    with _only_one(data_folder), _opened(backup, data_folder, passphrase) as copy:
        return _contents_of(copy)


def restore(
    file: Path | None, backup: Path, *, data_folder: Path, now: datetime, passphrase: str | None = None
) -> Restored:
    """Put a backup in the place of the journal's file, after a copy of that was put aside.

    Refused while any program has the journal open. All of it or nothing: the file is changed in one transaction. An
    older backup is brought up to date when the journal is next opened. `file` is None for a database server.
    """
    if file is None:
        raise BadValue(CLINIC_BACKS_UP)
    make_private_folder(data_folder)
    with _only_one(data_folder), _opened(backup, data_folder, passphrase) as source:
        contents = _contents_of(source)
        folder = data_folder / FOLDER
        try:
            if not file.exists() or file.stat().st_size == 0:
                copy_sqlite(source, _beside(file))
                _beside(file).replace(file)
                return Restored(contents=contents, replaced=None)
            return Restored(contents=contents, replaced=_exchange(file, source, folder, now))
        except (OSError, sqlite3.Error):
            raise StorageTrouble(_NOT_RESTORED) from None
        finally:
            _beside(file).unlink(missing_ok=True)


def _exchange(file: Path, source: sqlite3.Connection, folder: Path, now: datetime) -> Backup:
    name = f"{REPLACED}-{_stamp(now)}"
    with closing(sqlite3.connect(file, isolation_level=None)) as target:
        target.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        try:
            # SQLite leaves its write-ahead log only while nobody else has the file open, in this process or another.
            target.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            raise StorageTrouble(_IN_USE) from None
        except sqlite3.DatabaseError:
            is_readable = False
        else:
            is_readable = target.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        if is_readable:
            aside = free_name(folder, name)
            copy_sqlite(target, aside)
            target.execute("PRAGMA secure_delete=ON")
            source.backup(target, progress=_refuse_when_busy)
            return _backup_at(aside, REPLACED, now)
    return _exchange_damaged(file, source, folder / f"{name}.damaged", now)


def _exchange_damaged(file: Path, source: sqlite3.Connection, aside: Path, now: datetime) -> Backup:
    """A file SQLite cannot read is kept as it is, byte for byte, and a new one takes its place."""
    shutil.copyfile(file, aside)
    aside.chmod(0o600)
    copy_sqlite(source, _beside(file))
    for end in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    _beside(file).replace(file)
    return _backup_at(aside, REPLACED, now)


def _backup_at(file: Path, why: str, now: datetime) -> Backup:
    return Backup(file=file, why=why, made_at=_whole_second(now), size=file.stat().st_size)


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.restored")


def _refuse_when_busy(status: int, remaining: int, total: int) -> None:
    del remaining, total
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StorageTrouble(_IN_USE)


@contextmanager
def _looking_folder(data_folder: Path) -> Iterator[Path]:
    """A private folder for a copy in the clear; what lay in it is overwritten before it is deleted."""
    with tempfile.TemporaryDirectory(prefix=_LOOKING, dir=data_folder) as name:
        folder = Path(name)
        try:
            yield folder
        finally:
            for file in folder.glob("*"):
                _remove(file)


@contextmanager
def _opened(backup: Path, data_folder: Path, passphrase: str | None) -> Iterator[sqlite3.Connection]:
    """A backup, opened from a private copy: reading it leaves no trace beside it, and nobody changes it meanwhile."""
    with _looking_folder(data_folder) as folder:
        copy = folder / "backup.sqlite"
        try:
            if not backup.is_file():
                raise NotFound(_NO_SUCH_FILE)
            if is_sealed(backup):
                if passphrase is None:
                    raise BadValue(NEEDED)
                copy.write_bytes(unseal(backup.read_bytes(), passphrase))
            else:
                shutil.copyfile(backup, copy)
            # A file that was copied by hand while the program ran has its newest pages in a second one.
            log = backup.with_name(f"{backup.name}-wal")
            if log.is_file():
                shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
        except OSError:
            raise StorageTrouble("This file cannot be read. Choose it again.") from None
        with copy.open("rb") as opened:
            if opened.read(16) != b"SQLite format 3\0":
                raise StorageTrouble(_NOT_OURS)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            try:
                _refuse_programs(connection)
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    raise StorageTrouble(_DAMAGED)
            except sqlite3.DatabaseError:
                raise StorageTrouble(_DAMAGED) from None
            yield connection


def _refuse_programs(copy: sqlite3.Connection) -> None:
    """Refuse triggers, views and tables made by code: they run when they are touched, and this program makes none."""
    made = copy.execute("SELECT type, rootpage FROM sqlite_master").fetchall()
    if any(kind not in ("table", "index") or page == 0 for kind, page in made):
        raise StorageTrouble(_NOT_OURS)


def _contents_of(copy: sqlite3.Connection) -> Contents:
    try:
        return _counted(copy)
    except (sqlite3.Error, ValueError, TypeError):
        # It has our tables, but not what belongs in them.
        raise StorageTrouble(_NOT_OURS) from None


def _counted(copy: sqlite3.Connection) -> Contents:
    from acujournal.storage.opening import head_revision, known_revisions

    known = {table.name for table in tables.metadata.sorted_tables}
    names = {
        name
        for (name,) in copy.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    }
    if not {"alembic_version", "journals", "entries", "versions"} <= names:
        raise StorageTrouble(_NOT_OURS)
    found = copy.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(found) != 1:
        raise StorageTrouble(_NOT_OURS)
    version = str(found[0][0])
    if version > head_revision():
        raise NewerDatabase(_NEWER)
    if version not in known_revisions():
        raise StorageTrouble(_NOT_OURS)
    if not names <= known | {"alembic_version"}:
        raise StorageTrouble(_NOT_OURS)

    def ask(question: str) -> str | int | None:
        answer: str | int | None = copy.execute(question).fetchone()[0]
        return answer

    def count(table: str) -> int:
        return int(ask(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL") or 0)  # noqa: S608

    first = ask("SELECT min(day) FROM entries WHERE deleted_at IS NULL")
    last = ask("SELECT max(day) FROM entries WHERE deleted_at IS NULL")
    changed = ask("SELECT max(saved_at) FROM versions")
    return Contents(
        version=version,
        journals=int(ask("SELECT count(*) FROM journals WHERE NOT is_sample") or 0),
        entries=count("entries"),
        moments=count("moments"),
        treatments=count("treatments"),
        first=date.fromisoformat(str(first)) if first else None,
        last=date.fromisoformat(str(last)) if last else None,
        changed_at=datetime.fromisoformat(str(changed)).replace(tzinfo=UTC) if changed else None,
    )


@contextmanager
def _only_one(data_folder: Path, *, seconds: float = _LOCK_SECONDS) -> Iterator[None]:
    """Keep two programs from making, thinning out or putting back copies at once."""
    import filelock

    make_private_folder(data_folder)
    make_private_folder(data_folder / FOLDER)
    try:
        with filelock.FileLock(data_folder / "backups.lock", timeout=seconds, mode=0o600):
            yield
    except filelock.Timeout:
        raise StorageTrouble("Another backup is being made. Wait a minute, then try again.") from None


def _remove(file: Path) -> None:
    with suppress(OSError):
        _overwrite(file)
        file.unlink(missing_ok=True)


def _overwrite(file: Path) -> None:
    """Write zeros over a file. On disks that write each change elsewhere this is all a program can do."""
    with suppress(FileNotFoundError), file.open("r+b") as opened:
        left = opened.seek(0, 2)
        opened.seek(0)
        while left > 0:
            piece = min(left, 1 << 20)
            opened.write(bytes(piece))
            left -= piece


def _utc(now: datetime) -> datetime:
    return now.astimezone(UTC)


def _stamp(now: datetime) -> str:
    return f"{_utc(now):%Y%m%dT%H%M%SZ}"


def _whole_second(now: datetime) -> datetime:
    return _utc(now).replace(microsecond=0)
