"""What is done with the data from a terminal: backup, restore, import and export.

Each says what it is about to do, asks, and ends with one sentence. Names inside a file are the person's words; they are
printed without anything a terminal would obey.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from acujournal.access import OWNER
from acujournal.errors import AcujournalError, BadValue, NotFound, StorageTrouble
from acujournal.server.launch import link_of_running_copy
from acujournal.settings import Settings
from acujournal.words import count_words

if TYPE_CHECKING:
    from acujournal.exchange.importing import Batch, Choice, Contents, Problem, Strand
    from acujournal.storage import Contents as BackupContents
    from acujournal.storage import JournalStore, Preview, Store

SAMPLE_IS_OPEN: Final = (
    "The invented sample journal is open. Leave it in the program first; nothing was done."
)
#: For scripts; a person is asked instead.
PASSPHRASE_VARIABLE: Final = "ACUJOURNAL_PASSPHRASE"  # noqa: S105 - a name.
NOT_CONFIRMED: Final = "Nothing was changed.\n"
NO_PASSPHRASE: Final = "No passphrase was given. Nothing was changed."  # noqa: S105 - a sentence.
_KINDS: Final = {
    "entry": "days",
    "moment": "moments",
    "treatment": "sessions",
    "plan": "plans",
    "review": "reviews",
    "weekly": "weekly answers",
    "visit": "first-visit sheets",
    "ongoing": "medicines and other care",
}
_FATES: Final = {
    "added": "new",
    "renewed": "imported before, and renewed",
    "filled": "given an answer you had left open",
    "complemented": "from another app, get more answers",
    "duplicate": "there already",
    "deleted": "deleted by you after an earlier import, so they stay away",
    "kept import": "from another import, differ and stay",
    "kept": "yours differ and stay",
}


def now() -> datetime:
    """The present instant, aware."""
    return datetime.now(UTC)


# Backup and restore


def backup(
    file: Path | None, *, with_passphrase: bool = False, environ: Mapping[str, str] | None = None
) -> int:
    """Copy the journal, also while the program runs; into `file` instead of the data folder where one is named.

    With a passphrase no copy in the clear is kept anywhere, and the name of the file ends in .age.
    """
    from acujournal.storage import sqlite_file
    from acujournal.storage.backups import CLINIC_BACKS_UP, Backups
    from acujournal.storage.sealing import ENDING, FORGOTTEN, check_passphrase

    settings = _settings(environ)
    journal = sqlite_file(settings.database_url)
    if journal is None:
        raise BadValue(CLINIC_BACKS_UP)
    if not journal.is_file():
        raise NotFound("There is no journal here yet, so there is nothing to copy.")
    if file is not None:
        if with_passphrase and file.suffix != ENDING:
            file = file.with_name(f"{file.name}{ENDING}")
        _refuse_to_overwrite(file)
    copies = Backups(journal, settings.data_folder)
    passphrase = ""
    if with_passphrase:
        _say(FORGOTTEN)
        passphrase = check_passphrase(*_ask_passphrase(environ, is_new=True))
    if file is not None:
        _write_new(file, copies.sealed(now(), passphrase) if with_passphrase else copies.plain(now()))
        place = file
    else:
        made = copies.make_sealed(now(), passphrase) if with_passphrase else copies.make(now())
        place = made.file
    _record_copy(settings, "with a passphrase" if with_passphrase else "", is_elsewhere=file is not None)
    _say(f"The copy is made and was checked: {place}")
    if file is not None and not with_passphrase:
        _say("Whoever has this file can read it. With --passphrase only the passphrase opens it.")
    return 0


def _record_copy(settings: Settings, how: str, *, is_elsewhere: bool) -> None:
    """Write down that a copy was made. It is there, whether or not this line can be written."""
    from acujournal.storage import open_store
    from acujournal.storage.opening import is_up_to_date

    where = "to a file named in a terminal" if is_elsewhere else "in a terminal"
    with suppress(AcujournalError):
        # Whoever makes a copy before an update does not want the journal updated by it.
        if not is_up_to_date(settings.database_url):
            return
        store = open_store(settings.database_url, data_folder=settings.data_folder, now=now())
        try:
            store.record_copy(OWNER, ", ".join(filter(None, (where, how))), now=now())
        finally:
            store.close()


def _ask_passphrase(environ: Mapping[str, str] | None, *, is_new: bool) -> tuple[str, str]:
    """A passphrase, and the same once more: typed without being shown, or given by a script.

    Never an argument of the command, which other users of the computer can read while it runs.
    """
    given = (os.environ if environ is None else environ).get(PASSPHRASE_VARIABLE)
    try:
        first, again = (given, given) if given is not None else _typed_passphrase(is_new=is_new)
        # Letters the terminal or the environment could not make out come as halves of signs.
        first.encode()
        again.encode()
    except (EOFError, OSError, ValueError):
        raise BadValue(NO_PASSPHRASE) from None
    if not first and not again:
        raise BadValue(NO_PASSPHRASE)
    return first, again


def _typed_passphrase(*, is_new: bool) -> tuple[str, str]:
    if not _is_keyboard():
        line = _next_line()
        return line, line
    import getpass

    first = getpass.getpass("Passphrase: ")
    return first, getpass.getpass("The same passphrase again: ") if is_new else first


def restore(file: Path, *, is_sure: bool, environ: Mapping[str, str] | None = None) -> int:
    """Put a copy in the place of the journal, once its owner has seen what it holds."""
    from acujournal.storage import look_into, open_store, sqlite_file
    from acujournal.storage import restore as put_back
    from acujournal.storage.sealing import is_sealed

    settings = _settings(environ)
    if link_of_running_copy(settings.data_folder):
        raise StorageTrouble("AcuJournal is running. Close it, then restore. Nothing was changed.")
    passphrase = None
    if is_sealed(file):
        _say("This copy has a passphrase.")
        passphrase, _ = _ask_passphrase(environ, is_new=False)
    contents = look_into(file, data_folder=settings.data_folder, passphrase=passphrase)
    for line in backup_lines(contents):
        _say(line)
    _say("It takes the place of the journal as it is now. A copy of that is kept.")
    if not _agreed("Put it back?", is_sure=is_sure):
        return 1
    journal = sqlite_file(settings.database_url)
    done = put_back(journal, file, data_folder=settings.data_folder, now=now(), passphrase=passphrase)
    try:
        store = open_store(settings.database_url, data_folder=settings.data_folder, now=now())
        try:
            closed = _close_links(store)
        finally:
            store.close()
    except AcujournalError:
        # The journal is back all the same.
        closed = None
    _say("The journal is as it was in the copy.")
    if closed is None:
        _say(
            "Links to reports could not be looked at. Open Share in the program and close those you had closed before."
        )
    elif closed:
        _say(
            f"It held {count_words(closed, 'open link')}. A link you closed since would have been open again, so all are closed. Make new ones in Share."
        )
    if done.replaced is not None:
        _say(f"What it replaced is kept here: {done.replaced.file}")
    return 0


def _close_links(store: Store) -> int:
    """Write down that the journal was restored, and revoke every open link of the database; how many there were.

    What closed a link after the copy was made, its owner or five wrong passcodes, the copy does not know. Nor is it
    known who made the copy: a journal of somebody else's in it may bring links too, which no page here would show.
    """
    from acujournal.storage.tables import Happening

    closed = store.revoke_every_share(now=now())
    journal = store.as_seen_by(OWNER)
    if journal.is_sample:
        journal = journal.leave_sample()
    journal.record(Happening.RESTORED, now=now())
    return closed


def backup_lines(contents: BackupContents) -> Iterable[str]:
    """What a copy holds."""
    yield (
        f"This copy holds {count_words(contents.entries, 'day')}, {count_words(contents.treatments, 'session')} and "
        f"{count_words(contents.moments, 'moment')}."
    )
    if contents.first and contents.last:
        yield f"Its days go from {contents.first.isoformat()} to {contents.last.isoformat()}."
    if contents.changed_at:
        yield f"It was last changed on {contents.changed_at:%Y-%m-%d at %H:%M} UTC."


# Export


def export(file: Path, environ: Mapping[str, str] | None = None) -> int:
    """Write the data package of the journal into a new file that only its owner may read."""
    from acujournal.exchange import package
    from acujournal.storage.tables import Happening

    _refuse_to_overwrite(file)
    with _Journal(_settings(environ)) as journal:
        everything = journal.load_everything()
        _write_new(file, package.write(everything))
        journal.record(Happening.EXPORTED, "data package, all days", now=now())
    _say(
        f"Exported {count_words(len(everything.entries), 'day')} and "
        f"{count_words(len(everything.treatments), 'session')}, with all else and every "
        f"earlier version: {file}"
    )
    _say("Whoever has this file can read it.")
    return 0


# Import


def import_file(
    file: Path, *, choices: Iterable[str] = (), is_sure: bool, environ: Mapping[str, str] | None = None
) -> int:
    """Show what a file holds and what would happen, ask, and bring all of it in or nothing."""
    from acujournal.exchange.importing import UNKNOWN, Source, recognise
    from acujournal.server.uploads import FOLDER

    if not file.is_file():
        raise NotFound("There is no such file. Check its name; nothing was imported.")
    source = recognise(file)
    if source is None:
        raise BadValue(f"{UNKNOWN} Nothing was imported.")
    settings = _settings(environ)
    with _Journal(settings) as journal:
        if source is Source.OWN:
            return _import_own(journal, file, is_sure=is_sure)
        folder = settings.data_folder / FOLDER
        chosen = tuple(choices)
        return _import_other(journal, file, source.value, folder, choices=chosen, is_sure=is_sure)


def _import_own(journal: JournalStore, file: Path, *, is_sure: bool) -> int:
    from acujournal.exchange import package

    everything, problems = package.read(file)
    if everything is None:
        return _tell_problems(problems)
    _say("This is a data package of AcuJournal.")
    _show(journal.preview_everything(everything, now=now()))
    if not _agreed("Bring it in?", is_sure=is_sure):
        return 1
    journal.import_everything(everything, now=now())
    _say("Imported. My data in the program can undo it.")
    return 0


def _import_other(
    journal: JournalStore,
    file: Path,
    source: str,
    folder: Path,
    *,
    choices: tuple[str, ...],
    is_sure: bool,
) -> int:
    from acujournal.exchange.importing import TITLES, Source, assemble, look

    zone = journal.preferences().zone
    contents, problems = look(file, Source(source), zone=zone, progress=_progress(), folder=folder)
    if contents is None:
        return _tell_problems(problems)
    _say(f"This is a file of {TITLES.get(source, source)}, with {count_words(contents.rows, 'row')}.")
    mapping = mapping_of(contents, choices)
    for number, strand in enumerate(contents.strands, start=1):
        _say(strand_line(number, strand, mapping[strand.key]))
    _refuse_without_scale(contents, mapping)
    today = now().astimezone(ZoneInfo(zone)).date()
    batch, problems = assemble(contents, mapping, zone=zone, today=today)
    if batch is None:
        return _tell_problems(problems)
    _tell(batch)
    if not batch.items:
        raise BadValue(
            "Everything is left out, so nothing was imported. Choose with --map what one of them is to become, such as "
            "--map 1=sleep_hours"
        )
    _show(journal.preview_import(batch, now=now()))
    if not _agreed("Bring it in?", is_sure=is_sure):
        return 1
    journal.import_all(batch, now=now())
    _say("Imported. My data in the program can undo it.")
    return 0


def mapping_of(contents: Contents, choices: Iterable[str]) -> dict[str, Choice]:
    """The choice for each strand: its default, or what `NUMBER=TARGET` or `NUMBER=TARGET:LOW..HIGH` says.

    Raises BadValue with a sentence for what cannot be understood.
    """
    mapping = dict(contents.defaults())
    for choice in choices:
        number, target = _split(choice)
        if not 1 <= number <= len(contents.strands):
            raise BadValue(f"--map {number}=…: the file has strands 1 to {len(contents.strands)}.")
        strand = contents.strands[number - 1]
        mapping[strand.key] = _choice_of(number, strand, target)
    return mapping


def _refuse_without_scale(contents: Contents, mapping: Mapping[str, Choice]) -> None:
    """Nothing is guessed about numbers whose scale the file does not say: 0 to 4 would pass as 0 to 10."""
    for number, strand in enumerate(contents.strands, start=1):
        choice = mapping[strand.key]
        if choice.needs_scale(strand):
            raise BadValue(
                f"--map {number}={choice.target}: the file does not say from where to where these numbers can go. Write "
                f"the lowest and the highest number the app asks for behind it, such as "
                f"--map {number}={choice.target}:0..10. Nothing was imported."
            )


def _split(choice: str) -> tuple[int, str]:
    number, mark, target = choice.partition("=")
    if not (mark and number.strip().isdecimal() and len(number) < 6):
        raise BadValue("--map needs a number and what it becomes, such as --map 1=pain_average:0..10")
    return int(number), target.strip()


def _choice_of(number: int, strand: Strand, words: str) -> Choice:
    from acujournal.exchange.importing import Choice, Target

    name, mark, scale = words.partition(":")
    allowed = ", ".join(str(one) for one in strand.targets)
    try:
        target = Target(name)
    except ValueError:
        raise BadValue(f"--map {number}: it can become one of these: {allowed}.") from None
    if target not in strand.targets:
        raise BadValue(f"--map {number}: it can become one of these: {allowed}.")
    if not mark:
        return Choice(target=target)
    low, dots, high = scale.partition("..")
    try:
        ends = (float(low), float(high)) if dots else None
    except ValueError:
        ends = None
    if ends is None:
        raise BadValue(f"--map {number}: write the ends of its scale as 0..10")
    return Choice(target=target, scale=ends)


def strand_line(number: int, strand: Strand, choice: Choice) -> str:
    """One strand: its number, its name without anything a terminal obeys, what is in it, and what it becomes."""
    from acujournal.exchange.importing import TARGET_WORDS, is_score

    numbers = ""
    if strand.lowest is not None and strand.highest is not None:
        numbers = f", numbers from {strand.lowest:g} to {strand.highest:g}"
    scale = strand.scale or choice.scale
    taken = f", from a scale of {scale[0]:g} to {scale[1]:g}" if scale and is_score(choice.target) else ""
    return (
        f"  {number}. {plain(strand.name)} ({count_words(strand.count, 'time')}{numbers}): "
        f"{TARGET_WORDS[choice.target]}{taken}"
    )


def plain(words: str) -> str:
    """Words as a terminal shows them and does nothing else."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _tell(batch: Batch) -> None:
    for words in batch.counted():
        _say(f"  {words}")
    for what, number in batch.passed_over.items():
        _say(f"  not read here: {number:,} × {plain(what)}")
    for notice in batch.notices:
        _say(f"  {notice}")


def _show(preview: Preview) -> None:
    from acujournal.storage.imports import settings_words

    for kind, found in preview.counts.items():
        said = ", ".join(f"{number:,} {_FATES[fate.value]}" for fate, number in found.items())
        _say(f"  {_KINDS.get(kind, kind)}: {said}")
    if not preview.counts:
        _say("  There is nothing in it that could be brought in.")
    if words := settings_words(preview.settings):
        _say(f"  {words}")


def _tell_problems(problems: Iterable[Problem]) -> int:
    sys.stderr.write("Nothing was imported, because this file cannot be read as it is:\n")
    for problem in problems:
        sys.stderr.write(f"  {plain(str(problem))}\n")
    return 1


# What all of them need


class _Journal:
    """The owner's journal, open for the length of a `with`; refused while the sample is open."""

    def __init__(self, settings: Settings) -> None:
        from acujournal.storage import open_store

        self._store = open_store(settings.database_url, data_folder=settings.data_folder, now=now())

    def __enter__(self) -> JournalStore:
        try:
            journal = self._store.as_seen_by(OWNER)
        except BaseException:
            self._store.close()
            raise
        if journal.is_sample:
            self._store.close()
            raise BadValue(SAMPLE_IS_OPEN)
        return journal

    def __exit__(self, *_: object) -> None:
        self._store.close()


def _settings(environ: Mapping[str, str] | None) -> Settings:
    return Settings.from_environment(os.environ if environ is None else environ)


def _refuse_to_overwrite(file: Path) -> None:
    if file.exists():
        raise BadValue(f"{file} is there already. Choose another name; nothing was written.")


def _write_new(file: Path, data: bytes) -> None:
    """Write a file that was not there, for its owner alone; what could not be written whole is taken away again."""
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise _not_written(file, error) from None
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(data)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise _not_written(file, error) from None


def _not_written(file: Path, error: OSError) -> StorageTrouble:
    why = error.strerror or "it cannot be written"
    return StorageTrouble(f"{file} could not be written ({why}). Choose another place.")


def _agreed(question: str, *, is_sure: bool) -> bool:
    """Whether the person types yes. Without a person at the keyboard the answer is no."""
    if is_sure:
        return True
    sys.stdout.write(f"{question} Type yes to go on: ")
    sys.stdout.flush()
    try:
        answer = _next_line().strip().casefold()
    except (OSError, ValueError):
        answer = ""
    if answer in ("yes", "y"):
        return True
    sys.stdout.write(NOT_CONFIRMED if answer else f"\n{NOT_CONFIRMED}")
    return False


def _is_keyboard() -> bool:
    # A program that is started without an input has none at all.
    return sys.stdin is not None and sys.stdin.isatty()


def _next_line() -> str:
    """The next line of the input, without its end; empty where there is no more. Raises OSError or ValueError."""
    return "" if sys.stdin is None else sys.stdin.readline().rstrip("\r\n")


def _progress() -> _Meter | None:
    return _Meter() if sys.stderr.isatty() else None


class _Meter:
    """One line that says how far it has come."""

    def __init__(self) -> None:
        self._told = -1

    def __call__(self, done: float) -> None:
        """Tell each whole percent once."""
        percent = int(100 * done)
        if percent != self._told:
            self._told = percent
            end = "\n" if percent >= 100 else ""
            sys.stderr.write(f"\rReading … {percent} %{end}")
            sys.stderr.flush()


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
