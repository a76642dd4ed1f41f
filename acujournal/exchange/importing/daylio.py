"""Daylio: a CSV (or tab-separated text) with a row for each entry.

The mood is a word of the person's own on no scale, so it is left out unless the person wants it as text. Weekday and
the second date are written in the language of the phone and not read.
"""

from __future__ import annotations

from typing import Final

from acujournal.exchange.files import File, decoded_head
from acujournal.exchange.importing.assembling import instant_there
from acujournal.exchange.importing.contents import AS_DEED, AS_TEXT, Looked, Record, Strand, Target
from acujournal.exchange.importing.sheets import (
    ISO,
    begin,
    delimiter_of,
    needs,
    parts_of,
    read_clock,
    read_days,
    without_tags,
)

APP: Final = "daylio"
_fits: Final = needs("full_date", "time", "mood", "activities", "note")


def recognise(head: bytes) -> bool:
    """Whether a file that begins so is Daylio's."""
    return delimiter_of(decoded_head(head), _fits) is not None


def look(file: File, *, zone: str) -> Looked:
    """What the file holds."""
    sheet, found = begin(file, _fits, APP)
    days, problems = read_days(((row, cells["full_date"]) for row, cells in sheet.rows), (ISO,))
    found.problems += problems
    mood = Strand(key="Mood", name="Mood", scale_words="A word of your own on no scale", targets=AS_TEXT)
    scales = Strand(key="Scales", name="Scales", targets=AS_TEXT, default=Target.NOTE)
    note = Strand(key="Note", name="Note", targets=AS_TEXT, default=Target.NOTE)
    for row, cells in sheet.rows:
        if row not in days:
            continue
        day, clock = days[row], read_clock(cells["time"])
        if clock is None:
            found.refuse(row, "The time cannot be read. It should be like 21:15 or 9:15 pm.")
            continue
        at = instant_there(day, clock, zone)
        if word := cells["mood"].strip():
            found.add(mood, Record(row, mood.key, day, at, None, f"Mood: {word}"))
        for activity in parts_of(cells["activities"], "|"):
            strand = Strand(
                key=f"Activity: {activity}",
                name=activity,
                group="Activities",
                targets=AS_DEED,
                default=Target.SESSION if activity.casefold() == "acupuncture" else Target.NOTE,
            )
            # The time is that of the entry, not of what was done on the day.
            found.add(strand, Record(row, strand.key, day, None, None, activity, at))
        for one in parts_of(cells.get("scales", ""), "|"):
            found.add(scales, Record(row, scales.key, day, at, None, one))
        for name in ("note_title", "note"):
            if words := without_tags(cells.get(name, "")).strip():
                found.add(note, Record(row, note.key, day, at, None, words))
    return (None, tuple(found.problems)) if found.problems else (found.contents(), ())
