"""What the second sheet says: sessions, answers, weekly questions, other care, missing days, methods, notes and first visit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Final

from acujournal import charts
from acujournal.background import (
    VISIT_CLAIMS,
    VISIT_TEXTS,
    Ongoing,
    OngoingKind,
)
from acujournal.body import place_words
from acujournal.charts import paper, spots
from acujournal.journal import Care
from acujournal.report.cells import (
    MOST_POINTS,
    NAME_SHOWN,
    NONE,
    POINT_SHOWN,
    in_digits,
    left_out_words,
    one_line,
    shortened,
)
from acujournal.report.fitting import Room
from acujournal.report.known import A_DAY, DAYS_FOR_AVERAGES, Known
from acujournal.report.page_one import MOST_PLACES
from acujournal.report.parts import Part, Picture, Quote, Table
from acujournal.report.selection import Section
from acujournal.stats import methods, wording
from acujournal.stats.verdict import Verdict
from acujournal.treatment import EFFECT_WORDS, SideEffect, Treatment
from acujournal.words import count_words, short_day

MOST_NOTES: Final = 12
MOST_EFFECTS: Final = 3
MOST_VISIT_PLACES: Final = 8
#: What the patient wrote for the first visit that is never cut: a reader must not miss the end of it.
NEVER_CUT: Final = ("medicines", "allergies")
WORKED_OUT_FROM: Final = "Worked out from the whole journal up to the end of the period."
#: How a sentence that only counts days again is known.
WITHOUT_AVERAGE: Final = " without an average pain ("
NO_DAY_FILLED: Final = "No day of this period is filled in."
WHAT_THE_SCORE_IS: Final = (
    "Three questions once a week (PEG), 0 to 10: pain on average, and how much it interfered with enjoyment of life and with "
    "general activity."
)
CARE_WORDS: Final = {
    Care.EXERCISE: "exercise",
    Care.WALKING: "walking",
    Care.HEAT: "heat",
    Care.PHYSIOTHERAPY: "physiotherapy",
    Care.MASSAGE: "massage",
    Care.REST: "rest",
    Care.RELAXATION: "relaxation",
    Care.OTHER: "something else",
}
SESSION_HEADS: Final = ("Date", "Minutes", "Points", "Pain before → after", "Day after", "Side effects")


def sessions_part(known: Known, room: Room) -> Part | None:
    """The sessions one by one, the newest as many as there is room for."""
    if not known.selection.wants(Section.SESSIONS) or not known.sessions:
        return None
    held = known.sessions
    rows = tuple(
        (
            short_day(one.day),
            NONE if one.needle_minutes is None else str(one.needle_minutes),
            _points_of(one),
            f"{in_digits(one.pain_before)} → {in_digits(one.pain_after)}",
            in_digits(one.pain_day_after),
            _effects_of(one),
        )
        for one in held[-room.sessions :]
    )
    table = Table(
        "Pain just before and just after, and the day after, as told by the patient: 0 to 10, lower is better",
        SESSION_HEADS,
        rows,
        left_out_words(len(held) - len(rows), "earlier session"),
    )
    return Part("sessions", "Sessions", (), None, (table,))


def _points_of(treatment: Treatment) -> str:
    shown = [shortened(one_line(point), POINT_SHOWN) for point in treatment.points[:MOST_POINTS]]
    more = len(treatment.points) - len(shown)
    return (", ".join(shown) or NONE) + (f" and {more} more" if more else "")


def _effects_of(treatment: Treatment) -> str:
    """The side effects of a session, those not to wait with first."""
    kinds = list(EFFECT_WORDS)
    found = sorted(treatment.side_effects, key=lambda effect: kinds.index(effect.kind))
    more = len(found) - MOST_EFFECTS
    said = "; ".join(map(_effect_words, found[:MOST_EFFECTS])) or NONE
    return f"{said} and {more} more" if more > 0 else said


def _effect_words(effect: SideEffect) -> str:
    """A side effect with how strong it was and how it stands; its note is private."""
    said = [effect.severity.value] if effect.severity else []
    if effect.is_still_there:
        said.append("still there")
    elif effect.ended_on is not None and effect.began_on is not None:
        said.append(count_words((effect.ended_on - effect.began_on).days + 1, "day"))
    elif effect.is_still_there is False:
        said.append("over")
    return EFFECT_WORDS[effect.kind] + (f" ({', '.join(said)})" if said else "")


def answers_part(known: Known) -> Part | None:
    """What the days after a session say, with the relief curve."""
    if not known.selection.wants(Section.ANSWERS):
        return None
    found = known.analysis
    after = wording.relief_answer(found.relief)
    said = (
        WORKED_OUT_FROM,
        *_not_said_yet(known, after),
        wording.how_long_words(found.relief, found.at_least),
        *wording.sensitivity_words(found.relief_if),
    )
    curve = charts.relief_of(found)
    picture = None
    if curve.has_anything:
        picture = Picture(
            drawing=paper.paper_relief(curve),
            width=paper.HALF_WIDTH,
            words=charts.relief_words(curve),
            how_to_read=charts.how_to_read_relief(curve),
            table=Table("Days around a session", charts.RELIEF_HEADS, tuple(charts.relief_rows(curve))),
            spots=spots.relief_spots(curve),
        )
    return Part("answers", "In the days after a session", said, picture)


def since_part(known: Known) -> Part | None:
    """What the days since the first session say, and how sure that is."""
    if not known.selection.wants(Section.ANSWERS):
        return None
    found = known.analysis
    course = wording.course_answer(found.course)
    is_known = any(
        one.word is not Verdict.NOT_ENOUGH for one in (course, wording.relief_answer(found.relief))
    )
    said = (
        *_not_said_yet(known, course),
        *wording.sensitivity_words(found.course_if),
        *(wording.how_sure() if is_known else ()),
        wording.dated(found),
    )
    return Part("since", "Since the first session", said)


def _not_said_yet(known: Known, answer: wording.Answer) -> tuple[str, ...]:
    """The sentences of an answer but for the word, where the first sheet says it, and for the days without an average pain.

    Those are only counted again: beside its interval an estimate names the days with one, of how many.
    """
    again = [one for one in answer.folded() if WITHOUT_AVERAGE in one]
    sentences = tuple(one for one in answer.sentences() if one not in again)
    if known.selection.wants(Section.PAIN) and len(known.course.ratings) >= DAYS_FOR_AVERAGES:
        above = wording.headline(known.analysis).casefold()
        sentences = tuple(one for one in sentences if one.removesuffix(".").casefold() not in above)
    return sentences


def function_part(known: Known) -> Part | None:
    """The weekly scores and what they say."""
    if not known.selection.wants(Section.FUNCTION) or not known.checks:
        return None
    course = charts.function_of(known.checks, known.part, known.first, known.until, changes=known.changes)
    if not known.selection.wants(Section.SESSIONS):
        course = replace(course, sessions=())
    answer = wording.function_answer(known.analysis.function)
    picture = None
    if course.scores:
        scored = [(short_day(one.day), f"{one.score:.1f}") for one in course.answers if one.score is not None]
        picture = Picture(
            drawing=paper.paper_function(course),
            width=paper.HALF_WIDTH,
            words=charts.function_words(course),
            how_to_read=charts.how_to_read_function(course),
            table=Table("The weekly scores", ("Answered on", "Score, lower is better"), tuple(scored)),
            spots=spots.function_spots(course),
        )
    return Part(
        "function", "Function: the weekly questions", (WHAT_THE_SCORE_IS, *answer.sentences()), picture
    )


def places_part(known: Known) -> Part | None:
    """Where it hurt in the earlier and in the later half."""
    if not known.selection.wants(Section.BODY):
        return None
    first, middle, until = charts.halves(known.first, known.until)
    places = {entry.day: entry.places for entry in known.part.entries}
    earlier, later = charts.body_shares(places, first, middle), charts.body_shares(places, middle, until)
    if not (earlier.answered and later.answered):
        return None
    rows = charts.body_rows(earlier, later)
    if not rows:
        return None
    table = Table(
        f"Answered days it hurt on, before and from {short_day(middle)}",
        ("Place", "Earlier half", "Later half"),
        tuple(
            (words, f"{then:,} of {of_then:,}", f"{now:,} of {of_now:,}")
            for words, then, of_then, now, of_now in rows[:MOST_PLACES]
        ),
        left_out_words(len(rows) - MOST_PLACES, "further place"),
    )
    return Part("places", "Where it hurt, earlier and later", (), None, (table,))


def care_part(known: Known, room: Room) -> Part | None:
    """Medicines and other care with their dates."""
    if not known.selection.wants(Section.MEDICINES):
        return None
    going_on = [one for one in known.ongoing if _touches(one, known.first, known.until)]
    going_on.sort(key=lambda one: (one.ended_on or date.max, one.began_on or date.min), reverse=True)
    rows = tuple(
        (shortened(one_line(one.name), NAME_SHOWN), KIND_WORDS[one.kind], _since_and_until(one))
        for one in going_on[: room.ongoing]
    )
    noted = Counter(care for entry in known.part.entries for care in entry.other_care)
    days = wording.join(f"{CARE_WORDS[care]} {number:,}" for care, number in noted.most_common())
    said = (
        "Changes of medicine or other care can explain a change in pain as well as needles can.",
        f"Other care in the check-ins, in days: {days}." if days else "",
    )
    if not (rows or days):
        return None
    table = Table(
        "What went on, began or ended",
        ("What", "Kind", "When"),
        rows,
        left_out_words(len(going_on) - len(rows), "further one"),
    )
    return Part("care", "Medicines and other care", said, None, (table,) if rows else ())


KIND_WORDS: Final = {OngoingKind.MEDICINE: "medicine", OngoingKind.CARE: "other care"}


def _touches(one: Ongoing, first: date, until: date) -> bool:
    """Whether it went on during any day of `[first, until)`."""
    return one.has_begun_by(until - A_DAY) and (one.ended_on is None or one.ended_on >= first)


def _since_and_until(one: Ongoing) -> str:
    if one.began_on and one.ended_on:
        return f"{short_day(one.began_on)} to {short_day(one.ended_on)}"
    if one.ended_on:
        return f"until {short_day(one.ended_on)}"
    return f"since {short_day(one.began_on)}" if one.began_on else "since before the journal"


def missing_part(known: Known) -> Part | None:
    """How complete the diary is."""
    if not known.selection.wants(Section.MISSING_DAYS):
        return None
    # Where nothing is filled in, the first sheet counts the days; the answers know of none.
    said = wording.complete_words(known.analysis.complete) if known.course.logged else (NO_DAY_FILLED,)
    return Part("missing", "Missing days", said)


def notes_part(known: Known, room: Room) -> Part | None:
    """The notes of the chosen days, the newest where there is no room for all, with what is left out said below each."""
    entries = [entry for day in known.selection.notes if (entry := known.part.on(day)) and entry.note.strip()]
    quotes: list[Quote] = []
    left = room.notes
    for entry in entries[: -MOST_NOTES - 1 : -1]:
        quote = _quote(short_day(entry.day), one_line(entry.note), min(room.note, left))
        if not quote.text:
            break
        quotes.insert(0, quote)
        left -= len(quote.text)
    left_out = left_out_words(len(entries) - len(quotes), "earlier chosen note")
    return Part("notes", "Notes the patient chose", (left_out,), None, (), tuple(quotes)) if quotes else None


def _quote(label: str, text: str, most: int) -> Quote:
    if len(text) <= most:
        return Quote(label, text)
    shown = text[: max(most, 0)].rstrip()
    return Quote(
        label, f"{shown}…" if shown else "", f"{len(text) - len(shown):,} more characters left out here."
    )


def visit_part(known: Known, room: Room) -> Part | None:
    """What the patient wrote down for the first visit."""
    visit = known.first_visit
    if not known.selection.wants(Section.FIRST_VISIT) or visit is None or visit.is_empty:
        return None
    places = ", ".join(map(place_words, visit.places[:MOST_VISIT_PLACES]))
    if len(visit.places) > MOST_VISIT_PLACES:
        places += f" and {len(visit.places) - MOST_VISIT_PLACES} more"
    claims = [
        f"{question} {answer.value.capitalize()}."
        for name, question in VISIT_CLAIMS.items()
        if (answer := getattr(visit, name)) is not None
    ]
    quotes = [
        Quote(label, text) if name in NEVER_CUT else _quote(label, text, room.visit)
        for name, label in VISIT_TEXTS.items()
        if (text := one_line(getattr(visit, name)))
    ]
    said = (f"Where it hurts on the body map: {places}." if places else "", " ".join(claims))
    return Part("visit", "What the patient wrote for the first visit", said, None, (), tuple(quotes))


PLAIN_MEANS: Final = (
    "Averages are plain means of the days that were rated. A day without a rating is left out and never counted as 0; the mean "
    "of a week needs three ratings, and lines break where a rating is missing."
)


def methods_part(known: Known) -> Part | None:
    """How the numbers are worked out."""
    if not known.selection.wants(Section.METHODS):
        return None
    said = [PLAIN_MEANS]
    if known.selection.wants(Section.ANSWERS):
        # Here the whole of it stands with this number, for nothing stands above it.
        said += [methods.RELIEF.words.replace(methods.AS_ABOVE, methods.ENGINE), methods.RELIEF.not_this]
    return Part("methods", "How the numbers are worked out", tuple(said))
