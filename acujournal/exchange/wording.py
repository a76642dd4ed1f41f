"""What the columns of the exported tables hold, in words; each title is a column's, of one table or of all ("")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from acujournal.background import VISIT_CLAIMS, VISIT_TEXTS
from acujournal.weekly import PEG

LOWER_IS_BETTER: Final = (
    "0 is none, 10 is the most one can imagine; lower is better. Empty is not answered, never 0."
)
_SAME_LIST: Final = "Several are joined with semicolons."

UNITS: Final[Mapping[str, str]] = {
    "sleep_hours": "hours",
    "needle_minutes": "minutes",
    "cost_cents": "hundredths of a unit of the currency",
}

COLUMN_WORDS: Final[Mapping[tuple[str, str], str]] = {
    ("", "day"): "Calendar day where the person was.",
    ("", "zone"): "Time zone of the person at that time, as the IANA database names it.",
    ("", "saved_at"): "When it was saved last.",
    ("", "deleted_at"): "When it was deleted; empty where it was not.",
    ("", "revision"): "How often it was saved, deleted or restored.",
    (
        "",
        "source",
    ): "Where it comes from: empty where the person wrote it here, else the program it was brought from.",
    ("", "places"): f"Regions of the body map. {_SAME_LIST}",
    ("", "number"): "Its place among those of the same day or session, from 1.",
    ("days", "pain_average"): f"Average pain of the day. {LOWER_IS_BETTER}",
    ("days", "pain_worst"): f"Worst pain of the day. {LOWER_IS_BETTER}",
    ("days", "stress"): f"Stress of the day. {LOWER_IS_BETTER}",
    ("days", "sleep_quality"): "How well the person slept: 0 very badly, 10 very well; higher is better.",
    ("days", "interference"): f"How much pain got in the way. {LOWER_IS_BETTER}",
    ("days", "sleep_hours"): "Hours of sleep in the night before.",
    ("days", "places"): f"Where it hurt: regions of the body map, or “nowhere” alone. {_SAME_LIST}",
    ("days", "written_at"): "When the day was first written, or its average pain first answered.",
    ("moments", "moment_id"): "Names the moment for good.",
    ("moments", "at"): "The instant the number is about, in UTC.",
    ("moments", "pain"): f"Pain at that moment. {LOWER_IS_BETTER}",
    ("sessions", "treatment_id"): "Names the session for good.",
    ("sessions", "starts_at"): "When the session begins, in UTC.",
    ("sessions", "styles"): f"Kinds of treatment in this session. {_SAME_LIST}",
    ("sessions", "needle_minutes"): "Minutes with needles in.",
    ("sessions", "needles"): "How many needles.",
    ("sessions", "places"): f"Regions of the body that were needled. {_SAME_LIST}",
    (
        "sessions",
        "expectation",
    ): "How much it was expected to help: 0 not at all, 10 the most one can imagine.",
    ("sessions", "pain_before"): f"Pain just before. {LOWER_IS_BETTER}",
    ("sessions", "pain_after"): f"Pain just after. {LOWER_IS_BETTER}",
    ("sessions", "pain_day_after"): f"Pain on the day after. {LOWER_IS_BETTER}",
    ("sessions", "feelings"): f"How it felt. {_SAME_LIST}",
    ("sessions", "cost_cents"): "What it cost.",
    ("sessions", "currency"): "ISO 4217 code of the currency.",
    ("session_points", "point"): "WHO code of an acupuncture point, or the person's own words.",
    ("side_effects", "is_still_there"): "Whether it is still there; empty while nobody has said.",
    ("side_effects", "is_dismissed"): "Whether it is no longer to be asked about.",
    ("medicines", "name"): "A medicine taken on that day, in the person's words.",
    ("other_care", "care"): "Other care on that day.",
    ("plans", "target"): f"The average pain hoped for. {LOWER_IS_BETTER}",
    ("plans", "begun_on"): "The day the course was written.",
    ("plans", "ended_on"): "The day on which the next course followed; empty while it goes on.",
    (
        "plans",
        "baseline_from",
    ): "First of the days before the first session that later ones are compared with.",
    ("plans", "review_after"): "The review comes after so many sessions.",
    ("plans", "review_on"): "The review comes on this day.",
    ("reviews", "shown"): "What stood on the screen when the decision was taken.",
    ("reviews", "words"): "The person's own words.",
    ("weekly_questions", "pain"): PEG["pain"] + " 0 no pain, 10 as bad as one can imagine.",
    ("weekly_questions", "enjoyment"): PEG["enjoyment"] + " 0 not at all, 10 completely.",
    ("weekly_questions", "activity"): PEG["activity"] + " 0 not at all, 10 completely.",
    ("weekly_questions", "change"): "Change against four weeks before, asked after the numbers.",
    **{("first_visit", name): words for name, words in {**VISIT_TEXTS, **VISIT_CLAIMS}.items()},
    ("ongoing", "began_on"): "The day it began; empty: before this journal.",
    ("ongoing", "ended_on"): "The day it ended; empty: it goes on.",
    ("notes", "about"): "What the note belongs to: a day or a session.",
    ("notes", "key"): "The day, or the session's treatment_id.",
    ("notes", "part"): "Which of its texts this is.",
    ("notes", "text"): "The person's own words.",
    ("history", "subject"): "What this is an earlier or the present version of.",
    ("history", "action"): "What made this version.",
    ("history", "body"): "The whole value as it was then, as JSON.",
    ("preferences", "week_starts_on"): "0 is Monday, 6 is Sunday.",
}
