"""Bearable: one CSV with a row for each thing of a day.

Symptoms go from 1 (mild) to 4 (unbearable), 0 is none. That is no scale from 0 to 10 and never becomes one unless the
person says so. What mood, energy and sleep quality are counted in the file does not say, so they are text.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from acujournal.exchange.files import File, decoded_head
from acujournal.exchange.importing.assembling import instant_there
from acujournal.exchange.importing.contents import (
    AS_DEED,
    AS_HOURS,
    AS_MEDICINE,
    AS_TEXT,
    PAINS,
    Gathering,
    Looked,
    Record,
    Strand,
    Target,
)
from acujournal.exchange.importing.sheets import (
    ISO,
    ORDINAL,
    begin,
    delimiter_of,
    needs,
    parts_of,
    read_clock,
    read_days,
    read_hours,
    read_number,
)

APP: Final = "bearable"
_fits: Final = needs("date", "time of day", "category", "rating/amount", "detail", "notes")
_FORMATTED: Final = "date formatted"
SYMPTOM_SCALE: Final = (0.0, 4.0)
_SYMPTOM_WORDS: Final = "Bearable's own: 1 mild, 2 moderate, 3 severe, 4 unbearable"
_UNKNOWN_SCALE: Final = "Bearable does not say in the file from where to where these numbers go"
_DAYTIMES: Final = frozenset({"", "pre", "am", "mid", "pm", "all day"})
_END: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
#: Categories whose texts are worth a line each unless the person leaves them out.
_LINES: Final = frozenset({"energy", "sleep quality"})


def recognise(head: bytes) -> bool:
    """Whether a file that begins so is Bearable's."""
    return delimiter_of(decoded_head(head), _fits) is not None


def look(file: File, *, zone: str) -> Looked:
    """What the file holds."""
    sheet, found = begin(file, _fits, APP)
    days, problems = read_days(((row, cells["date"]) for row, cells in sheet.rows), (ORDINAL, ISO))
    found.problems += problems
    for row, cells in sheet.rows:
        if row not in days:
            continue
        formatted = cells.get(_FORMATTED, "").strip()
        if formatted and ISO.read(formatted) != days[row]:
            found.refuse(row, "The two dates of this row are not the same day. Export the file again.")
            continue
        daytime = cells["time of day"].strip()
        clock = read_clock(daytime)
        if clock is None and daytime.casefold() not in _DAYTIMES:
            found.refuse(row, "The time of day cannot be read. It should be like am, pm, all day or 21:40.")
            continue
        at = instant_there(days[row], clock, zone) if clock else None
        _take(found, row, days[row], at, daytime, {name: cell.strip() for name, cell in cells.items()})
    return (None, tuple(found.problems)) if found.problems else (found.contents(), ())


def _take(
    found: Gathering, row: int, day: date, at: datetime | None, daytime: str, cells: dict[str, str]
) -> None:
    category, detail, amount = cells["category"], cells["detail"], cells["rating/amount"]
    when = f", {daytime}" if daytime else ""
    if not category:
        found.refuse(row, "This row does not say what it is about. Export the file again.")
        return
    kind = category.casefold()
    if kind == "symptom":
        _take_symptom(found, row, day, at, when, detail, amount)
    elif kind == "sleep":
        hours = read_hours(amount)
        if hours is None or hours > 24:
            found.refuse(row, "The hours of sleep cannot be read. They should be like 6:30.")
            return
        strand = Strand(key="Sleep", name="Sleep", targets=AS_HOURS, default=Target.SLEEP_HOURS)
        found.add(strand, Record(row, strand.key, day, at, hours, f"Slept {amount}. {detail}".strip()))
    elif kind == "meds/supplements":
        strand = Strand(key=category, name=category, targets=AS_MEDICINE, default=Target.MEDICINE)
        found.add(strand, Record(row, strand.key, day, at, None, _medicine(detail, amount)))
    elif kind == "factors":
        factors = list(parts_of(detail, "|"))
        if not factors:
            found.passed_over["Factors without a name"] += 1
        for factor in factors:
            default = Target.SESSION if factor.casefold() == "acupuncture" else Target.LEAVE_OUT
            strand = Strand(
                key=f"Factors: {factor}", name=factor, group="Factors", targets=AS_DEED, default=default
            )
            # The time of a factor is when it was ticked, not when it took place.
            found.add(strand, Record(row, strand.key, day, None, None, f"{factor}{when}", at))
    else:
        strand = Strand(
            key=f"Category: {category}",
            name=category,
            scale_words=_UNKNOWN_SCALE,
            targets=AS_TEXT,
            default=Target.NOTE if kind in _LINES else Target.LEAVE_OUT,
        )
        words = ", ".join(part for part in (amount, detail) if part)
        found.add(strand, Record(row, strand.key, day, at, read_number(amount), f"{category}: {words}{when}"))
    if cells["notes"]:
        strand = Strand(key="Notes", name="Notes", targets=AS_TEXT, default=Target.NOTE)
        found.add(strand, Record(row, strand.key, day, at, None, cells["notes"]))


def _take_symptom(
    found: Gathering, row: int, day: date, at: datetime | None, when: str, detail: str, amount: str
) -> None:
    rating = read_number(amount)
    if rating is None or not SYMPTOM_SCALE[0] <= rating <= SYMPTOM_SCALE[1]:
        found.refuse(row, "The rating of a symptom should be a number from 0 to 4. Export the file again.")
        return
    word = _END.search(detail)
    name = (detail[: word.start()] if word else detail).strip() or "Symptom"
    strand = Strand(
        key=f"Symptom: {name}",
        name=name,
        group="Symptom",
        targets=(*PAINS, *AS_TEXT),
        default=Target.NOTE,
        scale=SYMPTOM_SCALE,
        scale_words=_SYMPTOM_WORDS,
    )
    said = f" ({word[1]})" if word else ""
    found.add(strand, Record(row, strand.key, day, at, rating, f"{name}: {rating:g} of 4{said}{when}"))


def _medicine(detail: str, amount: str) -> str:
    """Say "Ibuprofen (mg)" and "400" as "Ibuprofen 400 mg"."""
    unit = _END.search(detail)
    name = (detail[: unit.start()] if unit else detail).strip()
    parts = (name, amount, unit[1] if unit and amount else "")
    return " ".join(part for part in parts if part)
