"""What a patient chose for a report: which days, which parts, which of their own words, for whom, on which paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from acujournal.answers import NAME_LIMIT, check_day, check_text
from acujournal.errors import BadValue

DISCUSS_LIMIT: Final = 300
LANGUAGES: Final = ("en",)


class Section(StrEnum):
    """A part of the report that can be left out. Header, key figures and days filled always stand there."""

    PAIN = "pain"
    SLEEP_AND_STRESS = "sleep and stress"
    BODY = "body"
    MEDICINES = "medicines"
    SESSIONS = "sessions"
    ANSWERS = "answers"
    FUNCTION = "function"
    MISSING_DAYS = "missing days"
    METHODS = "methods"
    FIRST_VISIT = "first visit"


#: Each part as the screen that offers it calls it.
SECTION_WORDS: Final = {
    Section.PAIN: "Pain day by day",
    Section.SLEEP_AND_STRESS: "Sleep and stress",
    Section.BODY: "Where it hurt",
    Section.MEDICINES: "Medicines and other care",
    Section.SESSIONS: "Acupuncture sessions with side effects",
    Section.ANSWERS: "Is it helping: after sessions, and since the first one",
    Section.FUNCTION: "The weekly questions",
    Section.MISSING_DAYS: "Missing days",
    Section.METHODS: "How the numbers are worked out",
    Section.FIRST_VISIT: "What I wrote down for my first visit",
}
#: What is ticked before somebody chooses. The record of the first visit is private until then.
USUAL: Final = frozenset(Section) - {Section.FIRST_VISIT}


class Paper(StrEnum):
    """The sheet it is printed on."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """One choice, from which the PDF and the page are both made. Days are `[first, until)`.

    `name` is the patient's name or initials as they want them, or empty; `reader` whom it is for. `notes` are the days
    whose notes the patient chose one by one; a day without a note, or outside the period, adds nothing. Weeks begin with
    `week_starts_on`, 0 for Monday.
    """

    first: date
    until: date
    sections: frozenset[Section] = USUAL
    name: str = ""
    reader: str = ""
    discuss: str = ""
    notes: tuple[date, ...] = ()
    paper: Paper = Paper.A4
    language: str = "en"
    week_starts_on: int = 0

    def __post_init__(self) -> None:
        check_day(self.first, "The beginning of the report")
        check_day(self.until, "The end of the report")
        if self.first >= self.until:
            raise BadValue("The report ends before it begins. Change one of the two dates.")
        check_text(self.name, "Your name", NAME_LIMIT)
        check_text(self.reader, "The reader's name", NAME_LIMIT)
        check_text(self.discuss, "What you want to discuss", DISCUSS_LIMIT)
        if self.language not in LANGUAGES:
            raise BadValue("The report is written in English so far. Choose that language.")
        if not 0 <= self.week_starts_on <= 6:
            raise BadValue("A week starts on one of seven days.")
        object.__setattr__(self, "notes", tuple(sorted(set(self.notes))))

    def wants(self, section: Section) -> bool:
        """Whether this part was chosen."""
        return section in self.sections
