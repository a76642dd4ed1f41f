"""CrisisCore Pain Tracker: CSV or JSON, full or short.

Its CSV joins rows with a backslash and an "n" in place of a line end, so a file is one line; one that somebody mended
has line ends. Pain goes from 0 to 10. What it lists as medicines is what the person takes, not what was taken that
day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from acujournal.answers import find_zone
from acujournal.exchange.files import BadFile, File, bytes_of, decoded, decoded_head
from acujournal.exchange.importing.assembling import instant_there
from acujournal.exchange.importing.contents import (
    AS_MEDICINE,
    AS_TEXT,
    FROM_0_TO_10,
    PAINS,
    Gathering,
    Looked,
    Record,
    Strand,
    Target,
)
from acujournal.exchange.importing.sheets import (
    ISO,
    header_of,
    needs,
    parts_of,
    read_clock,
    read_days,
    read_number,
    read_sheet,
)

APP: Final = "crisiscore"
_fits_full: Final = needs("Date", "Time", "Pain Level", "Locations", "Symptoms", "Notes")
_fits_short: Final = needs("Date", "Time", "Pain Level", "Symptoms", "Medication Log")
_ROW_END: Final = re.compile(r'"(?:[^"]|"")*"|\\n')
_PAIN: Final = Strand(
    key="Pain",
    name="Pain level",
    targets=(Target.MOMENT, *PAINS, *AS_TEXT),
    default=Target.MOMENT,
    scale=FROM_0_TO_10,
    scale_words="0 to 10",
)


def _lines(name: str, default: Target = Target.NOTE) -> Strand:
    return Strand(key=name, name=name, targets=AS_TEXT, default=default)


def _score(name: str, target: Target) -> Strand:
    return Strand(
        key=name,
        name=name,
        targets=(target, *AS_TEXT),
        default=Target.NOTE,
        scale=FROM_0_TO_10,
        scale_words="0 to 10",
    )


_PLACES: Final = _lines("Locations")
_SYMPTOMS: Final = _lines("Symptoms")
_LIMITS: Final = _lines("Limited activities")
_NOTES: Final = _lines("Notes")
_MOOD: Final = _lines("Mood impact", Target.LEAVE_OUT)
_MISSED: Final = _lines("Missed work", Target.LEAVE_OUT)
_QUALITY: Final = _score("Sleep quality", Target.SLEEP_QUALITY)
_STRESS: Final = _score("Stress", Target.STRESS)
_MEDICINES: Final = Strand(key="Medicines", name="Medicines", targets=AS_MEDICINE, default=Target.NOTE)
_ACUPUNCTURE: Final = Strand(
    key="Treatments: acupuncture",
    name="Treatments: acupuncture",
    targets=(Target.SESSION, *AS_TEXT),
    default=Target.SESSION,
)
_TREATMENTS: Final = _lines("Other treatments")

#: Fields of the JSON that are known; all others are counted as passed over.
_KNOWN: Final = frozenset(
    {
        "id",
        "timestamp",
        "painLevel",
        "symptoms",
        "medications",
        "baselineData",
        "functionalImpact",
        "treatments",
        "qualityOfLife",
        "workImpact",
        "comparison",
        "notes",
        "stress",
        "sleep",
    }
)


def recognise(head: bytes) -> bool:
    """Whether a file that begins so is CrisisCore's."""
    text = decoded_head(head).lstrip()
    if text.startswith("["):
        return '"timestamp"' in text and ('"baselineData"' in text or '"painLevel"' in text)
    header = header_of(_with_line_ends(text))
    return _fits_full(header) or _fits_short(header)


def look(file: File, *, zone: str) -> Looked:
    """What the file holds."""
    text, notices = decoded(bytes_of(file))
    found = Gathering(APP)
    found.notices += notices
    if text.lstrip().startswith("["):
        _look_json(text, zone, found)
    else:
        _look_csv(text, zone, found)
    return (None, tuple(found.problems)) if found.problems else (found.contents(), ())


def _with_line_ends(text: str) -> str:
    return _ROW_END.sub(lambda match: "\n" if match[0] == "\\n" else match[0], text)


def _look_csv(text: str, zone: str, found: Gathering) -> None:
    sheet = read_sheet(_with_line_ends(text), lambda header: _fits_full(header) or _fits_short(header))
    found.rows = len(sheet.rows)
    found.problems += sheet.problems
    days, problems = read_days(((row, cells["date"]) for row, cells in sheet.rows), (ISO,))
    found.problems += problems
    for row, cells in sheet.rows:
        if row not in days:
            continue
        clock = read_clock(cells["time"])
        if clock is None:
            found.refuse(row, "The time cannot be read. It should be like 20:05.")
            continue
        day, at = days[row], instant_there(days[row], clock, zone)
        say = _speaker(found, row, day, at)
        _say_pain(found, row, day, at, read_number(cells["pain level"]))
        say(_PLACES, "Where it hurt: {}", "; ".join(parts_of(cells.get("locations", ""), ";")))
        say(_SYMPTOMS, "Symptoms: {}", "; ".join(parts_of(cells["symptoms"], ";")))
        say(_LIMITS, "Limited: {}", "; ".join(parts_of(cells.get("limited activities", ""), ";")))
        say(_MOOD, "Mood impact: {}", cells.get("mood impact", ""))
        say(_MISSED, "Missed work days: {}", cells.get("missed work days", ""))
        say(_NOTES, "{}", cells.get("notes", ""))
        for medicine in parts_of(cells.get("medication log", ""), ";"):
            say(_MEDICINES, "{}", medicine)
        if quality := cells.get("sleep quality", "").strip():
            _say_score(found, row, day, at, _QUALITY, read_number(quality))


def _speaker(found: Gathering, row: int, day: date, at: datetime) -> Callable[[Strand, str, object], None]:
    def say(strand: Strand, sentence: str, words: object) -> None:
        if isinstance(words, str) and words.strip():
            found.add(strand, Record(row, strand.key, day, at, None, sentence.format(words.strip())))

    return say


def _say_pain(found: Gathering, row: int, day: date, at: datetime, pain: float | None) -> None:
    if pain is None or not 0 <= pain <= 10:
        found.refuse(row, "The pain level should be a number from 0 to 10.")
        return
    found.add(_PAIN, Record(row, _PAIN.key, day, at, pain, f"Pain level: {pain:g}"))


def _say_score(
    found: Gathering, row: int, day: date, at: datetime, strand: Strand, number: float | None
) -> None:
    if number is None or not 0 <= number <= 10:
        found.refuse(row, f"{strand.name} should be a number from 0 to 10.")
        return
    found.add(strand, Record(row, strand.key, day, at, number, f"{strand.name}: {number:g}"))


# JSON


def _look_json(text: str, zone: str, found: Gathering) -> None:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile("This file is damaged: it is no whole JSON. Export it again.") from error
    if not isinstance(entries, list):
        raise BadFile("This file holds no list of entries. Export it again.")
    found.rows = len(entries)
    for row, entry in enumerate(entries, 1):
        at = _instant(entry.get("timestamp")) if isinstance(entry, dict) else None
        if at is None:
            found.refuse(row, "The time of this entry cannot be read. Export the file again.")
            continue
        try:
            _take_entry(found, row, entry, at, at.astimezone(find_zone(zone)).date())
        except (TypeError, AttributeError):
            found.refuse(row, "This entry is not built as the others are. Export the file again.")


def _instant(stamp: object) -> datetime | None:
    if not isinstance(stamp, str):
        return None
    try:
        at = datetime.fromisoformat(stamp)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _take_entry(found: Gathering, row: int, entry: Mapping[str, Any], at: datetime, day: date) -> None:
    say = _speaker(found, row, day, at)
    body = _part(entry, "baselineData")
    _say_pain(found, row, day, at, _number(body.get("pain", entry.get("painLevel"))))
    say(_PLACES, "Where it hurt: {}", _list(body.get("locations")))
    say(_SYMPTOMS, "Symptoms: {}", _list(body.get("symptoms", entry.get("symptoms"))))
    say(_LIMITS, "Limited: {}", _list(_part(entry, "functionalImpact").get("limitedActivities")))
    say(_NOTES, "{}", entry.get("notes", ""))
    life = _part(entry, "qualityOfLife")
    if life.get("sleepQuality") is not None:
        _say_score(found, row, day, at, _QUALITY, _number(life["sleepQuality"]))
    if life.get("moodImpact") is not None:
        say(_MOOD, "Mood impact: {}", f"{_number(life['moodImpact'])}")
    if entry.get("stress") is not None:
        _say_score(found, row, day, at, _STRESS, _number(entry["stress"]))
    if missed := _part(entry, "workImpact").get("missedWork"):
        say(_MISSED, "Missed work days: {}", f"{_number(missed)}")
    medicines = entry.get("medications") or []
    listed = medicines.get("current") or [] if isinstance(medicines, dict) else medicines
    for medicine in listed:
        words = (medicine.get("name"), medicine.get("dosage"), medicine.get("frequency"))
        say(
            _MEDICINES,
            "{}",
            " ".join(part.strip() for part in words if isinstance(part, str) and part.strip()),
        )
    for treatment in _part(entry, "treatments").get("recent") or []:
        _take_treatment(found, row, treatment, at, day, say)
    unknown = len(set(entry) - _KNOWN)
    if unknown:
        found.passed_over["Fields of entries that are not known here"] += unknown


def _take_treatment(
    found: Gathering,
    row: int,
    treatment: Mapping[str, Any],
    told_at: datetime,
    day: date,
    say: Callable[[Strand, str, object], None],
) -> None:
    kind = treatment.get("type")
    given = treatment.get("date")
    on = ISO.read(given[:10]) if isinstance(given, str) and given else day
    if on is None or not isinstance(kind, str):
        found.refuse(row, "A treatment of this entry has a date that cannot be read. Export the file again.")
    elif kind.strip().casefold() == "acupuncture":
        found.add(_ACUPUNCTURE, Record(row, _ACUPUNCTURE.key, on, None, None, "Acupuncture", told_at))
    else:
        say(_TREATMENTS, "Treatment: {}", kind)


def _part(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = entry.get(name)
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise TypeError
    return part


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1000:
        return None
    return float(value)


def _list(values: Sequence[object] | None) -> str:
    return "; ".join(one.strip() for one in values or () if isinstance(one, str) and one.strip())
