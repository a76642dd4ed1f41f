"""What another program's file holds, what a person decides about it, and what becomes of it.

A file is read into `Contents`: its strands, such as one symptom or one habit, and a record for each thing it says. The
person chooses for each strand what it is to be here. Only then are days, moments and sessions made of it
(`assembling`). No number changes its meaning unless the person says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from acujournal.exchange.files import Problem
from acujournal.journal import Care, Entry, Moment
from acujournal.sources import source_of
from acujournal.treatment import Treatment
from acujournal.words import count_words


class Target(StrEnum):
    """What a strand of a file can become in the journal."""

    PAIN_AVERAGE = "pain_average"
    PAIN_WORST = "pain_worst"
    MOMENT = "moment"
    STRESS = "stress"
    SLEEP_QUALITY = "sleep_quality"
    INTERFERENCE = "interference"
    SLEEP_HOURS = "sleep_hours"
    MEDICINE = "medicine"
    SESSION = "session"
    EXERCISE = "exercise"
    WALKING = "walking"
    HEAT = "heat"
    PHYSIOTHERAPY = "physiotherapy"
    MASSAGE = "massage"
    REST = "rest"
    RELAXATION = "relaxation"
    OTHER_CARE = "other"
    NOTE = "note"
    LEAVE_OUT = "leave out"


#: Each target as a screen says it.
TARGET_WORDS: Final[Mapping[Target, str]] = {
    Target.PAIN_AVERAGE: "Average pain of the day, 0-10",
    Target.PAIN_WORST: "Worst pain of the day, 0-10",
    Target.MOMENT: "Pain right now, 0-10",
    Target.STRESS: "Stress, 0-10 (10 is the most)",
    Target.SLEEP_QUALITY: "Sleep quality, 0-10 (10 is the best)",
    Target.INTERFERENCE: "How much pain got in the way, 0-10",
    Target.SLEEP_HOURS: "Hours of sleep",
    Target.MEDICINE: "Medicine taken",
    Target.SESSION: "Acupuncture session",
    Target.EXERCISE: "Other care: exercise",
    Target.WALKING: "Other care: walking",
    Target.HEAT: "Other care: heat",
    Target.PHYSIOTHERAPY: "Other care: physiotherapy",
    Target.MASSAGE: "Other care: massage",
    Target.REST: "Other care: rest",
    Target.RELAXATION: "Other care: relaxation",
    Target.OTHER_CARE: "Other care: something else",
    Target.NOTE: "A line in the day's note",
    Target.LEAVE_OUT: "Leave out",
}
CARES: Final[Mapping[Target, Care]] = {Target(str(care)): care for care in Care}
#: The targets that are scores of a day.
SCORE_TARGETS: Final = (
    Target.PAIN_AVERAGE,
    Target.PAIN_WORST,
    Target.STRESS,
    Target.SLEEP_QUALITY,
    Target.INTERFERENCE,
)
#: The only scores a number of another scale may be turned into, because only they are marked as turned.
PAINS: Final = (Target.PAIN_AVERAGE, Target.PAIN_WORST)
AS_TEXT: Final = (Target.NOTE, Target.LEAVE_OUT)
AS_NUMBER: Final = (*SCORE_TARGETS, Target.MOMENT, Target.SLEEP_HOURS, *AS_TEXT)
AS_HOURS: Final = (Target.SLEEP_HOURS, *AS_TEXT)
AS_MEDICINE: Final = (Target.MEDICINE, *AS_TEXT)
AS_DEED: Final = (Target.SESSION, Target.MEDICINE, *CARES, *AS_TEXT)

FROM_0_TO_10: Final = (0.0, 10.0)


def is_score(target: object) -> bool:
    """Whether what becomes this is a number from 0 to 10, so that the ends of its scale matter."""
    return target in (*SCORE_TARGETS, Target.MOMENT)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a person decides about a strand. `scale` are the ends of its numbers where the file does not say them.

    No ends are taken for granted: numbers from 0 to 4 fit between 0 and 10 as well, and would mean something else there.
    """

    target: Target
    scale: tuple[float, float] | None = None

    def needs_scale(self, strand: Strand) -> bool:
        """Whether the ends of its numbers have still to be said."""
        return strand.asks_for_scale and self.scale is None and is_score(self.target)


Mapped = Mapping[str, Choice]


@dataclass(frozen=True, kw_only=True)
class Strand:
    """One kind of thing a file says, under the name it has there.

    `name` may be the person's words. `scale` are the ends the file's program has for these numbers, None where it does
    not say; `scale_words` says them. `lowest` and `highest` are the numbers found, `count` how many records there are.
    """

    key: str
    name: str
    group: str = ""
    targets: tuple[Target, ...] = AS_TEXT
    default: Target = Target.LEAVE_OUT
    scale: tuple[float, float] | None = None
    scale_words: str = ""
    count: int = 0
    lowest: float | None = None
    highest: float | None = None

    @property
    def asks_for_scale(self) -> bool:
        """Whether a person has to say from where to where its numbers go before they become a score."""
        return self.scale is None and Target.PAIN_AVERAGE in self.targets


class Record(NamedTuple):
    """One thing a file says. `row` is where (0: in many places), `at` an aware instant where the file has a time of day.

    `number` is a score, hours, or None; `text` is the line of a note, or the name of a medicine. `told_at` is when it
    was written down, where the file says that and not when it was.
    """

    row: int
    strand: str
    day: date
    at: datetime | None
    number: float | None
    text: str
    told_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a file holds. `rows` are the rows (or entries) it has; each is in a record or counted in `passed_over`."""

    app: str
    rows: int
    strands: tuple[Strand, ...]
    records: tuple[Record, ...]
    passed_over: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """How days, moments and sessions made of it are marked, such as "import:bearable"."""
        return source_of(self.app)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day it speaks of."""
        days = [record.day for record in self.records]
        return (min(days), max(days)) if days else None

    def defaults(self) -> dict[str, Choice]:
        """What is done with each strand unless the person chooses otherwise."""
        return {one.key: Choice(target=one.default) for one in self.strands}


#: Two things of one key are the same thing: (source, time, kind, name).
Key = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One day, moment or session to be brought in. What has this `key` already is there already."""

    key: Key
    value: Entry | Moment | Treatment


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What an import brings, all of it or nothing.

    `left_out` counts, by the key of a strand, the records the person left out; `passed_over` what the program does not
    read, in its own words.
    """

    source: str
    rows: int
    items: tuple[Item, ...]
    left_out: Mapping[str, int]
    passed_over: Mapping[str, int]
    notices: tuple[str, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The days, in order."""
        return tuple(one.value for one in self.items if isinstance(one.value, Entry))

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The moments, in order."""
        return tuple(one.value for one in self.items if isinstance(one.value, Moment))

    @property
    def treatments(self) -> tuple[Treatment, ...]:
        """The sessions, in order."""
        return tuple(one.value for one in self.items if isinstance(one.value, Treatment))

    def counted(self) -> tuple[str, ...]:
        """How many of each kind there are, in words: "1 day", "2 days with a pain score"."""
        said = []
        for name, number in self.counts().items():
            noun, space, rest = name.partition(" ")
            said.append(f"{count_words(number, noun.removesuffix('s'))}{space}{rest}")
        return tuple(said)

    def counts(self) -> dict[str, int]:
        """How many of each kind there are, as the preview says them; kinds without any are left out."""
        days = self.entries
        found = {
            "days": len(days),
            "days with a pain score": sum(
                day.pain_average is not None or day.pain_worst is not None for day in days
            ),
            "days with hours of sleep": sum(day.sleep_hours is not None for day in days),
            "medicines": sum(len(day.medicines) for day in days),
            "notes": sum(bool(day.note) for day in days),
            "moments": len(self.moments),
            "sessions": len(self.treatments),
        }
        return {name: number for name, number in found.items() if number}


#: What reading a file gives: contents, or what stands in the way.
Looked = tuple[Contents | None, tuple[Problem, ...]]


class Gathering:
    """Strands and records while a file is read."""

    def __init__(self, app: str) -> None:
        self.app = app
        self.rows = 0
        self.records: list[Record] = []
        self.problems: list[Problem] = []
        self.passed_over: Counter[str] = Counter()
        self.notices: list[str] = []
        self._strands: dict[str, Strand] = {}

    def add(self, strand: Strand, record: Record) -> None:
        """Keep a record of a strand that may be new."""
        self._strands.setdefault(strand.key, strand)
        self.records.append(record)

    def refuse(self, row: int | None, message: str, file: str = "") -> None:
        """Keep what stands in the way."""
        self.problems.append(Problem(row=row, message=message, file=file))

    def contents(self) -> Contents:
        """What was read, each strand counted."""
        counts = Counter(record.strand for record in self.records)
        numbers: dict[str, list[float]] = {}
        for record in self.records:
            if record.number is not None:
                numbers.setdefault(record.strand, []).append(record.number)
        return Contents(
            app=self.app,
            rows=self.rows,
            strands=tuple(
                replace(
                    strand,
                    count=counts[strand.key],
                    lowest=min(numbers.get(strand.key, ()), default=None),
                    highest=max(numbers.get(strand.key, ()), default=None),
                )
                for strand in self._strands.values()
            ),
            records=tuple(self.records),
            passed_over=dict(self.passed_over),
            notices=tuple(self.notices),
        )
