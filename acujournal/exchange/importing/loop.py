"""Loop Habit Tracker: a zip with `Habits.csv`, and a folder with `Checkmarks.csv` for each habit.

Numbers of a habit stand there in thousandths, and a 0 is written as "NO". "YES_AUTO" says that nothing was due, which
is not that something was done.
"""

from __future__ import annotations

import re
from typing import Final

from acujournal.exchange.files import MEGABYTE, Archive, BadFile, File, decoded, open_archive
from acujournal.exchange.importing.contents import (
    AS_DEED,
    AS_NUMBER,
    AS_TEXT,
    Gathering,
    Looked,
    Record,
    Strand,
    Target,
)
from acujournal.exchange.importing.sheets import ISO, Sheet, needs, read_days, read_sheet

APP: Final = "loop"
HABITS: Final = "Habits.csv"
UNPACKED_LIMIT: Final = 64 * MEGABYTE
FILES_LIMIT: Final = 2_000
_fits_habits: Final = needs("Position", "Name", "Type")
_fits_marks: Final = needs("Date", "Value")
_FOLDER: Final = re.compile(r"(\d{3,}) .*/Checkmarks\.csv")
_NUMBER: Final = re.compile(r"-?\d{1,12}", re.ASCII)
_NOTHING: Final = frozenset({"SKIP", "UNKNOWN", "YES_AUTO"})
#: What a number is a thousandth of.
_WHOLE: Final = 1000


def recognise(archive: Archive) -> bool:
    """Whether a zip is Loop's."""
    return HABITS in archive.names and any(map(_FOLDER.fullmatch, archive.names))


def look(file: File, *, zone: str) -> Looked:  # noqa: ARG001 - days without a time have no zone.
    """What the file holds."""
    found = Gathering(APP)
    with open_archive(file, limit=UNPACKED_LIMIT, files=FILES_LIMIT) as archive:
        habits = _sheet(archive, HABITS, _fits_habits, found)
        folders = {match[1]: name for name in archive.names if (match := _FOLDER.fullmatch(name))}
        if habits.problems:
            return None, habits.problems
        # What is not needed is read as well: a damaged zip is refused as a whole.
        for name in set(archive.names) - {HABITS, *folders.values()}:
            archive.read(name)
        for row, habit in habits.rows:
            folder = folders.pop(habit["position"].strip(), None)
            if folder is None:
                found.refuse(row, "The folder of this habit is missing in the zip. Export again.", HABITS)
                continue
            _take_habit(found, habit["name"].strip(), habit["type"].strip(), folder, archive)
        for name in folders.values():
            found.refuse(None, f"A folder of the zip belongs to no habit of {HABITS}. Export again.", name)
    return (None, tuple(found.problems)) if found.problems else (found.contents(), ())


def _sheet(archive: Archive, name: str, fits: object, found: Gathering) -> Sheet:
    text, notices = decoded(archive.read(name))
    found.notices += [one for one in notices if one not in found.notices]
    try:
        return read_sheet(text, fits, file=name)  # type: ignore[arg-type]
    except BadFile as error:
        raise BadFile(f"{name}: {error}") from error


def _take_habit(found: Gathering, name: str, kind: str, path: str, archive: Archive) -> None:
    sheet = _sheet(archive, path, _fits_marks, found)
    found.rows += len(sheet.rows)
    found.problems += sheet.problems
    if kind not in ("YES_NO", "NUMERICAL"):
        found.refuse(None, "The type of this habit is not known. Export again with the newest Loop.", path)
        return
    days, problems = read_days(((row, cells["date"]) for row, cells in sheet.rows), (ISO,), file=path)
    found.problems += problems
    is_number = kind == "NUMERICAL"
    strand = Strand(
        key=f"Habit: {name}",
        name=name,
        group="Habits",
        targets=tuple(one for one in AS_NUMBER if one is not Target.MOMENT) if is_number else AS_DEED,
        scale_words="From where to where these numbers go, only you know" if is_number else "",
    )
    notes = Strand(key="Notes", name="Notes", targets=AS_TEXT, default=Target.NOTE)
    for row, cells in sheet.rows:
        if row not in days:
            continue
        value, day = cells["value"].strip(), days[row]
        if is_number and (value == "NO" or _NUMBER.fullmatch(value)):
            number = 0.0 if value == "NO" else int(value) / _WHOLE
            found.add(strand, Record(row, strand.key, day, None, number, f"{name}: {number:g}"))
        elif not is_number and value == "YES_MANUAL":
            found.add(strand, Record(row, strand.key, day, None, None, name))
        elif not is_number and value == "NO":
            found.passed_over["Days on which a habit was not kept"] += 1
        elif value in _NOTHING:
            found.passed_over["Days without an answer to a habit"] += 1
        else:
            found.refuse(
                row, "The value cannot be read. Export again, and do not open the file before.", path
            )
        if words := cells.get("notes", "").strip():
            found.add(notes, Record(row, notes.key, day, None, None, f"{name}: {words}"))
