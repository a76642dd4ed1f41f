"""From what a file says and what a person decided to days, moments and sessions. All of it holds, or nothing is made."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from acujournal.answers import EARLIEST_DAY, NAME_LIMIT, NOTE_LIMIT, clean_text, find_zone, instant
from acujournal.errors import BadValue
from acujournal.exchange.files import Problem, first_problems
from acujournal.exchange.importing.contents import (
    CARES,
    FROM_0_TO_10,
    PAINS,
    SCORE_TARGETS,
    Batch,
    Choice,
    Contents,
    Item,
    Key,
    Mapped,
    Record,
    Strand,
    Target,
)
from acujournal.journal import MEDICINES_LIMIT, Care, Entry, Moment
from acujournal.sources import APPS, app_of
from acujournal.treatment import Treatment
from acujournal.words import count_words, short_day

#: The names of imported moments and sessions are made from this and their key: the same file gives the same names.
_NAMES: Final = UUID("6f0f6a1e-6c0c-4d0e-9b8d-6a3f0e4c9a51")
NO_SCALE: Final = (
    "The file does not say from where to where some of its numbers can go. Say the lowest and the highest number the "
    "app asks for, or choose a line in the note instead."
)
#: Put in where a file has a day and no time.
NOON: Final = time(12)
TITLES: Final = APPS

#: Stands at the end of a note that was cut.
_CUT: Final = "\n[Cut here: {more:,} more characters are in the file.]"
_CUTS_NAMED: Final = 5


@dataclass
class _Day:
    """One day in the making."""

    rows: list[int] = field(default_factory=list)
    scores: dict[Target, list[float]] = field(default_factory=dict)
    sleep: list[float] = field(default_factory=list)
    medicines: dict[str, str] = field(default_factory=dict)
    care: set[Care] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    written_at: datetime | None = None
    is_turned: bool = False


def assemble(
    contents: Contents, mapping: Mapped, *, zone: str, today: date
) -> tuple[Batch | None, tuple[Problem, ...]]:
    """The days, moments and sessions of a file; or nothing, and what stands in the way.

    `mapping` is a choice by the key of a strand; strands it does not name take their default. `zone` is the person's.
    """
    return _Assembling(contents, mapping, zone, today).batch()


class _Assembling:
    def __init__(self, contents: Contents, mapping: Mapped, zone: str, today: date) -> None:
        find_zone(zone)
        self._contents = contents
        self._cut: list[str] = []
        self._choices = {**contents.defaults(), **mapping}
        self._strands = {one.key: one for one in contents.strands}
        self._zone = zone
        self._today = today
        self._days: dict[date, _Day] = {}
        self._items: dict[Key, Item] = {}
        self._left_out: dict[str, int] = {}
        self._problems: list[Problem] = []
        self._rounded = 0
        self._at_noon = 0

    def batch(self) -> tuple[Batch | None, tuple[Problem, ...]]:
        self._check_choices()
        if not self._problems:
            for record in self._contents.records:
                self._take(record)
        days = [item for day in sorted(self._days) if (item := self._entry(day, self._days[day]))]
        if self._problems:
            return None, first_problems(self._problems)
        others = sorted(self._items.values(), key=lambda item: item.key)
        return Batch(
            source=self._contents.source,
            rows=self._contents.rows,
            items=(*days, *others),
            left_out=self._left_out,
            passed_over=self._contents.passed_over,
            notices=(*self._contents.notices, *self._notices()),
        ), ()

    def _check_choices(self) -> None:
        for key, choice in self._choices.items():
            strand = self._strands.get(key)
            if strand is None:
                self._refuse(
                    None, "A choice was made for something this file does not hold. Choose the file again."
                )
            elif choice.target not in strand.targets:
                self._refuse(
                    None, "Something of this file cannot become what was chosen for it. Choose again."
                )
            elif choice.needs_scale(strand):
                self._refuse(None, NO_SCALE)
            elif choice.scale is not None and not _is_scale(choice.scale):
                self._refuse(
                    None, "The highest number of a scale has to be above its lowest. Change one of the two."
                )
            elif _scale(strand, choice) != FROM_0_TO_10 and choice.target in (
                *set(SCORE_TARGETS).difference(PAINS),
                Target.MOMENT,
            ):
                self._refuse(
                    None,
                    "Only a day's pain can be brought in from another scale than 0 to 10. Choose a line in the note "
                    "instead, or leave it out.",
                )

    def _take(self, record: Record) -> None:
        strand, choice = self._strands[record.strand], self._choices[record.strand]
        target = choice.target
        if target is Target.LEAVE_OUT:
            self._left_out[record.strand] = self._left_out.get(record.strand, 0) + 1
            return
        if not record.day >= EARLIEST_DAY:
            self._refuse(record.row, "Days before 1900 cannot be kept. Look at the date.")
            return
        if record.day > self._today:
            self._refuse(record.row, "This day has not come yet. Look at the date.")
            return
        if target is Target.SESSION:
            self._take_session(record)
        elif target is Target.MOMENT:
            self._take_moment(record)
        else:
            self._take_into_day(record, strand, choice)

    def _take_into_day(self, record: Record, strand: Strand, choice: Choice) -> None:
        day = self._days.setdefault(record.day, _Day())
        day.rows.append(record.row)
        target = choice.target
        if target is Target.NOTE:
            day.lines.append(record.text)
        elif target is Target.MEDICINE:
            self._take_medicine(record, day)
        elif target in CARES:
            day.care.add(CARES[target])
        elif record.number is None:
            self._refuse(record.row, "There is no number here. Choose a line in the note, or leave it out.")
        elif target is Target.SLEEP_HOURS:
            day.sleep.append(record.number)
        else:
            self._take_score(record, day, _scale(strand, choice), target)
        told_at = record.told_at or record.at
        if told_at and (day.written_at is None or told_at > day.written_at):
            day.written_at = told_at

    def _take_medicine(self, record: Record, day: _Day) -> None:
        name = " ".join(clean_text(record.text).split())
        if len(name) > NAME_LIMIT:
            self._refuse(
                record.row,
                f"The name of this medicine has {len(name):,} characters, and {NAME_LIMIT} fit. Choose a line in the "
                "note for the medicines.",
            )
        elif name:
            day.medicines.setdefault(name.casefold(), name)

    def _take_score(self, record: Record, day: _Day, scale: tuple[float, float], target: Target) -> None:
        number = record.number if record.number is not None else math.nan
        low, high = scale
        if not low <= number <= high:
            self._refuse(
                record.row,
                f"{number:g} is not between {low:g} and {high:g}. Choose the scale this was written on, or leave it "
                "out.",
            )
            return
        if scale != FROM_0_TO_10:
            day.is_turned = True
            number = (number - low) / (high - low) * 10
        day.scores.setdefault(target, []).append(number)

    def _take_moment(self, record: Record) -> None:
        if record.at is None:
            self._refuse(
                record.row, "There is no time of day here. Choose the day's average or worst pain instead."
            )
            return
        if record.number is None or not 0 <= record.number <= 10:
            self._refuse(record.row, "This is not a number from 0 to 10. Choose something else for it.")
            return
        key = (self._contents.source, record.at.isoformat(), "moment", record.strand)
        value = Moment(
            moment_id=uuid5(_NAMES, "|".join(key)).hex,
            at=record.at,
            zone=self._zone,
            pain=self._whole(record.number),
            source=self._contents.source,
        )
        self._keep_once(record.row, Item(key=key, value=value))

    def _take_session(self, record: Record) -> None:
        at = record.at
        if at is None:
            at = instant_there(record.day, NOON, self._zone)
            self._at_noon += 1
        key = (
            self._contents.source,
            record.at.isoformat() if record.at else record.day.isoformat(),
            "session",
            "",
        )
        value = Treatment(
            treatment_id=uuid5(_NAMES, "|".join(key)).hex,
            starts_at=at,
            zone=self._zone,
            note=self._from() + ("" if record.at else "\nThe file did not say at what time."),
            source=self._contents.source,
        )
        self._items.setdefault(key, Item(key=key, value=value))

    def _keep_once(self, row: int, item: Item) -> None:
        if self._items.setdefault(item.key, item) != item:
            self._refuse(
                row, "There are two different numbers for this moment. Correct one of them in the other app."
            )

    def _entry(self, day: date, made: _Day) -> Item | None:
        self._refuse_too_much(day, made)
        scores = {str(target): self._of_day(target, numbers) for target, numbers in made.scores.items()}
        lines = [clean_text(line).strip() for line in made.lines]
        note = "\n".join([self._from(), *filter(None, lines)]) if any(lines) else ""
        note = self._fitting(day, note, min(made.rows))
        given: dict[str, Any] = {
            **scores,
            "sleep_hours": round(sum(made.sleep), 2) if made.sleep else None,
            "medicines": tuple(made.medicines.values()),
            "other_care": tuple(care for care in Care if care in made.care),
            "note": note,
        }
        try:
            entry = Entry(
                day=day,
                **given,
                source=self._contents.source,
                pain_is_0_to_10=not made.is_turned,
                zone=self._zone,
                written_at=made.written_at,
            )
        except BadValue as error:
            self._refuse(min(made.rows), f"{short_day(day)}: {error}")
            return None
        if entry.is_empty:
            return None
        return Item(key=(self._contents.source, day.isoformat(), "day", ""), value=entry)

    def _refuse_too_much(self, day: date, made: _Day) -> None:
        """Say what does not fit a day."""
        if len(made.medicines) > MEDICINES_LIMIT:
            self._refuse(
                min(made.rows),
                f"{short_day(day)} has {len(made.medicines)} medicines, and {MEDICINES_LIMIT} fit. Choose a line in "
                "the note for them.",
            )
            made.medicines.clear()

    def _fitting(self, day: date, note: str, row: int) -> str:
        """A note of at most NOTE_LIMIT characters: one that is too long keeps its beginning, and says that it was cut."""
        if len(note) <= NOTE_LIMIT:
            return note
        kept = NOTE_LIMIT - len(_CUT.format(more=len(note)))
        more = len(note) - kept
        where = f"Row {row:,}: the" if row else "The"
        self._cut.append(
            f"{where} note of {short_day(day)} is too long: {NOTE_LIMIT:,} characters fit. It comes in without its last "
            f"{more:,} and says so there. They stay in your file."
        )
        return note[:kept] + _CUT.format(more=more)

    def _of_day(self, target: Target, numbers: Sequence[float]) -> int:
        value = max(numbers) if target is Target.PAIN_WORST else sum(numbers) / len(numbers)
        return self._whole(value)

    def _whole(self, number: float) -> int:
        whole = math.floor(number + 0.5)
        self._rounded += whole != number
        return whole

    def _from(self) -> str:
        app = app_of(self._contents.source)
        return f"From {TITLES.get(app, app)}:"

    def _notices(self) -> Iterable[str]:
        yield from self._cut[:_CUTS_NAMED]
        if (more := len(self._cut) - _CUTS_NAMED) > 0:
            yield f"{count_words(more, 'more note')} cut in the same way. Each says so at its end."
        several = sum(any(len(numbers) > 1 for numbers in day.scores.values()) for day in self._days.values())
        if several:
            yield (
                f"On {count_words(several, 'day')} there is more than one number. The highest of them is taken as worst "
                "pain, and the average of them for everything else."
            )
        if self._rounded:
            yield f"Rounded to whole numbers: {self._rounded:,}."
        if turned := sum(day.is_turned for day in self._days.values()):
            yield (
                f"Turned from another scale into 0 to 10: the pain of {count_words(turned, 'day')}. These days are "
                "marked, and left out where the journal works out whether it is helping."
            )
        if self._at_noon:
            yield (
                f"The file does not say at what time of day {count_words(self._at_noon, 'session')} took place. 12:00 is "
                "put in; correct it in the session."
            )

    def _refuse(self, row: int | None, message: str) -> None:
        # A night has no row of its own.
        self._problems.append(Problem(row=row or None, message=message))


def _is_scale(scale: tuple[float, float]) -> bool:
    return all(map(math.isfinite, scale)) and scale[0] < scale[1]


def _scale(strand: Strand, choice: Choice) -> tuple[float, float]:
    """The ends of a strand's numbers; what its program says stands above what a person says."""
    return strand.scale or choice.scale or FROM_0_TO_10


def instant_there(day: date, clock: time, zone: str) -> datetime:
    """The instant of a day and a time in a zone; a time the clocks skipped is taken an hour later."""
    local = datetime.combine(day, clock)
    try:
        return instant(local, zone)
    except BadValue:
        return instant(local + timedelta(hours=1), zone)
