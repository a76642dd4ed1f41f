"""Track & Graph: a CSV with a row for each data point of a feature the person made up.

A feature's numbers go from where to where its maker likes, so nothing but hours of sleep becomes anything before the
person says what it is. Durations are hours, written as 6:30:00. An older version joins value and label with a colon.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import Final, NamedTuple

from acujournal.answers import find_zone
from acujournal.exchange.files import File, decoded_head
from acujournal.exchange.importing.contents import (
    AS_DEED,
    AS_HOURS,
    AS_NUMBER,
    AS_TEXT,
    Looked,
    Record,
    Strand,
    Target,
)
from acujournal.exchange.importing.sheets import (
    begin,
    delimiter_of,
    needs,
    read_hours,
    read_number,
)

APP: Final = "track-and-graph"
_fits: Final = needs("FeatureName", "Timestamp", "Value", "Note")
_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
_DURATION: Final = re.compile(r"-?\d+:\d\d:\d\d", re.ASCII)


class _Point(NamedTuple):
    number: float
    is_duration: bool
    label: str


def recognise(head: bytes) -> bool:
    """Whether a file that begins so is Track & Graph's."""
    return delimiter_of(decoded_head(head), _fits) is not None


def look(file: File, *, zone: str) -> Looked:
    """What the file holds. The day of a point is the one its own clock showed; a "Z" is read in `zone`."""
    sheet, found = begin(file, _fits, APP)
    there = find_zone(zone)
    points: list[tuple[int, str, datetime, _Point, str]] = []
    for row, cells in sheet.rows:
        feature = cells["featurename"].strip()
        at, point = _instant(cells["timestamp"].strip()), _point(cells["value"].strip(), cells.get("label"))
        if not feature:
            found.refuse(row, "This row does not say which feature it belongs to. Export the file again.")
        elif at is None:
            found.refuse(row, "The time cannot be read. It should look like 2026-11-01T20:05:00+01:00.")
        elif point is None:
            found.refuse(row, "The value cannot be read. It should be a number, or a duration like 6:30:00.")
        else:
            points.append((row, feature, at, point, cells["note"].strip()))
    kinds = Counter({(feature, point.is_duration) for _, feature, _, point, _ in points})
    mixed = {feature for feature, _ in kinds if (feature, True) in kinds and (feature, False) in kinds}
    for row, feature, at, point, note in points:
        if feature in mixed:
            found.refuse(row, "This feature has durations in some rows and plain numbers in others.")
            continue
        local = at.astimezone(there) if not at.utcoffset() else at
        strand = _strand(feature, point)
        found.add(strand, Record(row, strand.key, local.date(), at, point.number, _words(feature, point)))
        if note:
            notes = Strand(key="Notes", name="Notes", targets=AS_TEXT, default=Target.NOTE)
            found.add(notes, Record(row, notes.key, local.date(), at, None, f"{feature}: {note}"))
    return (None, tuple(found.problems)) if found.problems else (found.contents(), ())


def _instant(cell: str) -> datetime | None:
    if not _STAMP.fullmatch(cell):
        return None
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None


def _point(value: str, label: str | None) -> _Point | None:
    if _DURATION.fullmatch(value):
        hours = read_hours(value)
        return None if hours is None else _Point(hours, is_duration=True, label=(label or "").strip())
    if label is None:
        value, _, label = value.partition(":")
    number = read_number(value)
    return None if number is None else _Point(number, is_duration=False, label=label.strip())


def _strand(feature: str, point: _Point) -> Strand:
    key = f"Feature: {feature}"
    if point.is_duration:
        default = Target.SLEEP_HOURS if "sleep" in feature.casefold() else Target.LEAVE_OUT
        return Strand(key=key, name=feature, targets=AS_HOURS, default=default)
    targets = tuple(dict.fromkeys((*AS_NUMBER[:-2], *AS_DEED)))
    return Strand(
        key=key,
        name=feature,
        targets=targets,
        scale_words="From where to where these numbers go, only you know",
    )


def _words(feature: str, point: _Point) -> str:
    if point.is_duration:
        minutes = round(point.number * 60)
        return f"{feature}: {minutes // 60}:{minutes % 60:02d} hours"
    return f"{feature}: {point.label}" if point.label else f"{feature}: {point.number:g}"
