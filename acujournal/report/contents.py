"""Every sentence, number and table of a report, each exactly once, from which both its forms are made.

What the patient typed (name, reader, what to discuss, notes, names of medicines, points in own words) stands in fields
of its own and never inside a sentence of ours, so that neither form can take it for anything but text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from statistics import fmean, median
from typing import Final

from acujournal import charts
from acujournal.background import (
    VISIT_CLAIMS,
    VISIT_TEXTS,
    CareChange,
    FirstVisit,
    Ongoing,
    OngoingKind,
    care_changes,
)
from acujournal.body import place_words
from acujournal.charts import paper
from acujournal.journal import Care, Journal, week_start
from acujournal.plan import Plan, current_plan, sessions_of
from acujournal.report.fitting import ROOMS, Room, fits, fits_two
from acujournal.report.parts import Contents, Part, Picture, Quote, Table, Tile
from acujournal.report.said import without_controls
from acujournal.report.selection import Section, Selection
from acujournal.stats import Analysis, analyse, methods, wording
from acujournal.stats.verdict import Verdict
from acujournal.treatment import EFFECT_WORDS, SideEffect, Treatment, TreatmentStatus
from acujournal.weekly import WeeklyCheck
from acujournal.words import count_words, short_day

A_DAY: Final = timedelta(days=1)
#: Fewer rated days than this have no averages in a report: their list says all there is.
DAYS_FOR_AVERAGES: Final = 7
#: Average pain from which on days are counted apart. A count, not a band of severity.
HIGH: Final = 7
#: Rows that fit the sheets; what is left out is said below each table.
MOST_LISTED: Final = 24
MOST_PLACES: Final = 5
MOST_MEDICINES: Final = 5
MOST_POINTS: Final = 6
MOST_NOTES: Final = 12
#: Characters of a medicine's name, and of a point in words of the patient's own; more of them ends in three dots.
NAME_SHOWN: Final = 60
POINT_SHOWN: Final = 24
MOST_EFFECTS: Final = 3
MOST_VISIT_PLACES: Final = 8
#: What the patient wrote for the first visit that is never cut: a reader must not miss the end of it.
NEVER_CUT: Final = ("medicines", "allergies")
#: Rows of the table below the course on the page; above so many weeks it goes by months.
MOST_WEEKS: Final = 60
#: What stands where there is no number.
NONE: Final = "–"

TITLE: Final = "Pain diary report"
NOT_A_RECORD: Final = "Patient-reported diary; not a medical record."
SCALE: Final = "0 = no pain, 10 = worst imaginable; lower is better."
INVENTED: Final = "This is the invented sample journal. Nothing in it is a patient's."
TOO_FEW: Final = (
    f"Fewer than {DAYS_FOR_AVERAGES} days have an average pain, so there are no averages and no charts of pain here, only the "
    "days that were filled in."
)
WHO_WRITES: Final = (
    "The patient fills in this diary. Sentences that say “your” are worked out from it and speak to the patient, who reads "
    "the same ones."
)
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


def contents(
    journal: Journal,
    checks: Iterable[WeeklyCheck],
    plans: Iterable[Plan],
    ongoing: Iterable[Ongoing],
    first_visit: FirstVisit | None,
    selection: Selection,
    today: date,
    *,
    analysis: Analysis | None = None,
) -> Contents:
    """Everything the report of `selection` says; the same arguments give the same report.

    `journal` is the whole of it: the answers look back beyond the period. Nothing later than `today` counts. `analysis`
    spares working the answers out again; it must be that of `analysis_of` for the same arguments.
    """
    known = _Known(
        journal, tuple(checks), tuple(plans), tuple(ongoing), first_visit, selection, today, analysis
    )
    course = known.course
    is_few = len(course.ratings) < DAYS_FOR_AVERAGES
    parts = [
        None if is_few else _pain(known),
        _body(known),
        _medicines(known),
        _acupuncture(known),
    ]
    chosen = selection
    first, second = _sheets(known, parts)
    return Contents(
        selection=chosen,
        title=TITLE,
        name=_one_line(chosen.name),
        reader=_one_line(chosen.reader),
        period=_span(known.first, known.until),
        period_notes=_fewer_days(known),
        made_on=f"Made on {short_day(today)}",
        header=(NOT_A_RECORD, WHO_WRITES, *((INVENTED,) if journal.is_sample else ())),
        filled=_filled(known),
        tiles=() if is_few else _tiles(known),
        below_tiles=(TOO_FEW,) if is_few else (SCALE, _compared(known)),
        listed=_list_of_days(known) if is_few else None,
        page_one=first,
        discuss=Quote("What the patient wants to discuss", text)
        if (text := _one_line(chosen.discuss))
        else None,
        page_two=second,
    )


def _sheets(known: _Known, parts: Sequence[Part | None]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of the first sheet and of those after it, with as many rows and letters as the second holds.

    Notes and the first visit go on to a third sheet before they would leave no room for sessions.
    """
    sheet = known.selection.paper
    sheets = [_each_sentence_once(parts, _second_sheet(known, room)) for room in ROOMS]
    on_one = (
        (first, second)
        for room, (first, second) in zip(ROOMS, sheets, strict=True)
        if fits(second, room, sheet)
    )
    on_two = ((first, second) for first, second in sheets if fits_two(second, sheet))
    first, second = next(on_one, None) or next(on_two, None) or sheets[-1]
    return first, second


def _second_sheet(known: _Known, room: Room) -> tuple[Part | None, ...]:
    return (
        _sessions(known, room),
        _answers(known),
        _since(known),
        _function(known),
        _places_over_time(known),
        _care(known, room),
        _missing_days(known),
        _methods(known),
        _notes(known, room),
        _visit(known, room),
    )


def analysis_of(
    journal: Journal, checks: Iterable[WeeklyCheck], selection: Selection, today: date
) -> Analysis:
    """The answers with the report's own cut: only days before the end of the period, and none after `today`."""
    checks, until = tuple(checks), _end(journal, selection, today)
    return analyse(
        journal,
        today=today,
        checks=checks,
        period=(_begin(journal, checks, selection, until), until),
        until=until,
    )


def _begin(journal: Journal, checks: Iterable[WeeklyCheck], selection: Selection, until: date) -> date:
    """The beginning of the period, but never before the journal's own, so that no emptiness is counted as missing."""
    days = [one.day for kind in (journal.entries, journal.moments, journal.treatments) for one in kind[:1]]
    days += [one.day for one in checks]
    return min(max([selection.first, *([min(days)] if days else [])]), until - A_DAY)


def _end(journal: Journal, selection: Selection, today: date) -> date:
    """The end of the period, as far as it has come; today counts once it is filled in, for its evening may still come."""
    tomorrow = today + A_DAY
    is_open = journal.on(today) is None
    return max(min(selection.until, today if is_open else tomorrow), selection.first + A_DAY)


class _Known:
    """What several parts of one report look at, worked out when it is first asked for."""

    def __init__(
        self,
        journal: Journal,
        checks: tuple[WeeklyCheck, ...],
        plans: tuple[Plan, ...],
        ongoing: tuple[Ongoing, ...],
        first_visit: FirstVisit | None,
        selection: Selection,
        today: date,
        analysis: Analysis | None,
    ) -> None:
        self.journal, self.checks, self.plans, self.ongoing = journal, checks, plans, ongoing
        self.first_visit, self.selection, self.today = first_visit, selection, today
        self.until = _end(journal, selection, today)
        self.first = _begin(journal, checks, selection, self.until)
        self.part = journal.between(self.first, self.until)
        self._analysis = analysis

    @cached_property
    def analysis(self) -> Analysis:
        """The answers up to the end of the period."""
        return self._analysis or analysis_of(self.journal, self.checks, self.selection, self.today)

    @cached_property
    def changes(self) -> tuple[CareChange, ...]:
        """What began or ended in the period; nothing where medicines and other care were not chosen."""
        if not self.selection.wants(Section.MEDICINES):
            return ()
        return care_changes(self.ongoing, self.first, self.until)

    @cached_property
    def course(self) -> charts.Course:
        """The course of the period, with sessions and changes only as far as they were chosen."""
        plan = current_plan(self.plans)
        course = charts.course_of(
            self.journal,
            self.first,
            self.until,
            today=self.today,
            week_starts_on=self.selection.week_starts_on,
            changes=self.changes,
            analysis=self.analysis if self.selection.wants(Section.SESSIONS) else None,
            target=plan.target if plan else None,
        )
        return course if self.selection.wants(Section.SESSIONS) else replace(course, sessions=())

    @cached_property
    def before(self) -> Journal:
        """As many days right before the period."""
        return self.journal.between(self.first - (self.until - self.first), self.first)

    @cached_property
    def sessions(self) -> tuple[Treatment, ...]:
        """The sessions of the period that took place, in order of time."""
        return self.part.done_treatments()

    @cached_property
    def scored(self) -> tuple[WeeklyCheck, ...]:
        """The weekly answers of the period with a score, in order of time."""
        return _scored(self.checks, self.first, self.until)


def _scored(checks: Iterable[WeeklyCheck], first: date, until: date) -> tuple[WeeklyCheck, ...]:
    found = (one for one in checks if first <= one.day < until and one.score is not None)
    return tuple(sorted(found, key=lambda one: one.day))


def _span(first: date, until: date) -> str:
    last = until - A_DAY
    days = count_words((until - first).days, "day")
    return (
        f"{short_day(first)} ({days})"
        if last == first
        else f"{short_day(first)} to {short_day(last)} ({days})"
    )


def _fewer_days(known: _Known) -> tuple[str, ...]:
    """The chosen days and why there are fewer; nothing where all of them are drawn but for today, still to be filled in."""
    chosen, said = known.selection, []
    if known.first > chosen.first:
        said.append(f"The journal begins on {short_day(known.first)}.")
    if chosen.until > known.today + A_DAY:
        said.append(f"Days after {short_day(known.until - A_DAY)} are still to come.")
    if not said:
        return ()
    return (f"Chosen: {short_day(chosen.first)} to {short_day(chosen.until - A_DAY)}.", *said)


def _one_line(text: str) -> str:
    """The same words in one paragraph: line breaks of a note would take as much of the sheet as they like.

    Signs that turn around what comes after them, or that no PDF may hold, are left out.
    """
    return " ".join(without_controls(text).split())


# Page one


def _filled(known: _Known) -> tuple[str, ...]:
    course = known.course
    # Rounded down, so that only a diary without a gap is ever called whole.
    share = 100 * course.logged // max(course.possible, 1)
    said = [f"{course.logged:,} of {count_words(course.possible, 'day')} filled ({share} %)."]
    if len(course.ratings) < course.logged:
        said.append(f"{len(course.ratings):,} of them with an average pain.")
    if course.filled_in_later:
        said.append(f"{course.filled_in_later:,} filled in more than two days later.")
    return tuple(said)


def _compared(known: _Known) -> str:
    first = known.first - (known.until - known.first)
    return f"“Before” is as many days right before: {short_day(first)} to {short_day(known.first - A_DAY)}."


def _tiles(known: _Known) -> tuple[Tile, ...]:
    pain, earlier = tuple(known.course.ratings), tuple(known.before.daily("pain_average").values())
    enough = len(earlier) >= DAYS_FOR_AVERAGES
    days = (known.until - known.first).days
    too_few = f"before: too few ({len(earlier):,} of {count_words(days, 'day')})"
    return (
        Tile(
            "Average pain",
            f"{fmean(pain):.1f}",
            f"of {count_words(len(pain), 'rated day')}; median {median(pain):g}, from {min(pain):g} to {max(pain):g}",
            f"before: {fmean(earlier):.1f} (of {count_words(len(earlier), 'rated day')})"
            if enough
            else too_few,
        ),
        _worst_tile(known, too_few="" if enough else too_few),
        Tile(
            f"Days with pain {HIGH} or more",
            f"{sum(value >= HIGH for value in pain):,}",
            f"on average, of {count_words(len(pain), 'rated day')}",
            f"before: {sum(value >= HIGH for value in earlier):,} of {len(earlier):,}" if enough else too_few,
        ),
        _score_tile(known),
    )


def _worst(journal: Journal) -> dict[date, float]:
    """The worst pain of each day, or its average where no worst was given."""
    return {**journal.daily("pain_average"), **journal.daily("pain_worst")}


def _worst_tile(known: _Known, *, too_few: str) -> Tile:
    worst, earlier = _worst(known.part), _worst(known.before)
    top = max(worst.values())
    on = [day for day, value in worst.items() if value == top]
    return Tile(
        "Worst pain",
        f"{top:g}",
        f"on {count_words(len(on), 'day')}, last on {short_day(max(on))}",
        too_few or f"before: {max(earlier.values()):g}",
    )


def _score_tile(known: _Known) -> Tile:
    name = "Weekly score (PEG)"
    found = [one.score for one in known.scored if one.score is not None]
    earlier = _scored(known.checks, known.first - (known.until - known.first), known.first)
    then = [one.score for one in earlier if one.score is not None]
    before = (
        f"before: {fmean(then):.1f} (of {count_words(len(then), 'week')})"
        if then
        else "before: no weekly answers"
    )
    if not found:
        return Tile(name, NONE, "no weekly answers in this period", before)
    last = known.scored[-1]
    return Tile(
        name,
        f"{fmean(found):.1f}",
        f"mean of {count_words(len(found), 'week')}; last {last.score:.1f}",
        before,
    )


LIST_HEADS: Final = ("Day", "Average pain", "Worst pain", "Stress", "Sleep in hours")


def _list_of_days(known: _Known) -> Table | None:
    """The days that were filled in, with nothing worked out from them; nothing where there is none."""
    entries = known.part.entries
    if not entries:
        return None
    wants_strips = known.selection.wants(Section.SLEEP_AND_STRESS)
    rows = []
    for entry in entries[-MOST_LISTED:]:
        strips = (_number(entry.stress), _number(entry.sleep_hours)) if wants_strips else ()
        rows.append((short_day(entry.day), _number(entry.pain_average), _number(entry.pain_worst), *strips))
    return Table(
        "The days that were filled in. Pain and stress from 0 to 10, lower is better.",
        LIST_HEADS if wants_strips else LIST_HEADS[:3],
        tuple(rows),
        _left_out(len(entries) - len(rows), "earlier day"),
    )


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:g}"


def _left_out(number: int, noun: str) -> str:
    return f"{count_words(number, noun)} left out here." if number > 0 else ""


def _pain(known: _Known) -> Part | None:
    if not known.selection.wants(Section.PAIN):
        return None
    course, week = known.course, known.selection.week_starts_on
    # Two answers are compared there; on paper the line of pain shall stand alone.
    course = replace(course, levels=(), trend=None)
    drawn = paper.paper_course_of(known.journal, course, week_starts_on=week)
    if not known.selection.wants(Section.SLEEP_AND_STRESS):
        drawn = replace(
            drawn, sleep_hours={}, course=replace(course, rows=course.rows.assign(stress=float("nan")))
        )
    picture = Picture(
        drawing=paper.paper_course(drawn),
        width=paper.WIDTH,
        words=paper.paper_words(drawn),
        how_to_read=paper.how_to_read_paper(drawn),
        table=_course_table(known),
    )
    answer: tuple[str, ...] = ()
    if known.selection.wants(Section.ANSWERS):
        answer = (wording.headline(known.analysis), *wording.beside_headline(known.analysis))
    return Part("pain", "Pain day by day", answer, picture)


def _course_table(known: _Known) -> Table:
    """The course week by week, or month by month in long periods: ratings, mean, worst, and the means beside them."""
    part, starts = known.part, known.selection.week_starts_on
    wants_strips = known.selection.wants(Section.SLEEP_AND_STRESS)
    by_months = (known.until - known.first).days > 7 * MOST_WEEKS

    def group(day: date) -> date:
        return day.replace(day=1) if by_months else week_start(day, starts)

    columns = {name: _grouped(part.daily(name), group) for name in ("pain_average", "stress", "sleep_hours")}
    worst = _grouped(_worst(part), group)
    sessions = Counter(group(day) for day in known.course.sessions)
    rows = []
    for start in sorted(
        {group(known.first), *(found for column in columns.values() for found in column), *sessions}
    ):
        pain = columns["pain_average"].get(start, [])
        strips = (
            (_mean(columns["stress"].get(start)), _mean(columns["sleep_hours"].get(start)))
            if wants_strips
            else ()
        )
        rows.append(
            (
                f"{start:%B} {start.year}" if by_months else short_day(start),
                str(len(pain)),
                _mean(pain),
                _number(max(worst.get(start, []), default=None)),
                *strips,
                str(sessions[start]),
            )
        )
    unit = "Month" if by_months else "Week from"
    strips_heads = ("Stress", "Sleep in hours") if wants_strips else ()
    return Table(
        "The same as numbers. Means need three ratings. Pain and stress from 0 to 10, lower is better.",
        (unit, "Days rated", "Mean pain", "Worst pain", *strips_heads, "Sessions"),
        tuple(rows),
    )


def _grouped(values: dict[date, float], group: Callable[[date], date]) -> dict[date, list[float]]:
    found: dict[date, list[float]] = {}
    for day, value in values.items():
        found.setdefault(group(day), []).append(value)
    return found


def _mean(values: Sequence[float] | None) -> str:
    return f"{fmean(values):.1f}" if values and len(values) >= 3 else NONE


def _each_sentence_once(*pages: Iterable[Part | None]) -> tuple[tuple[Part, ...], ...]:
    """The parts there are, each without the sentences that an earlier one has said."""
    said: set[str] = set()
    found = []
    for page in pages:
        kept = []
        for part in page:
            if part is None:
                continue
            new = tuple(one for one in dict.fromkeys(part.sentences) if one and one not in said)
            said.update(new)
            kept.append(replace(part, sentences=new))
        found.append(tuple(kept))
    return tuple(found)


def _body(known: _Known) -> Part | None:
    if not known.selection.wants(Section.BODY):
        return None
    shares = charts.body_shares(
        {entry.day: entry.places for entry in known.part.entries}, known.first, known.until
    )
    title = "Where it hurt"
    if not shares.answered:
        return Part("body", title, ("No day of this period says where it hurt.",))
    days = f"{shares.answered:,} of {count_words((known.until - known.first).days, 'day')} answered."
    nowhere = f"Nowhere on {shares.nowhere:,} of them." if shares.nowhere else ""
    rows = [
        (place_words(place), f"{shares.counts[place]:,} ({shares.counts[place] * 100 // shares.answered} %)")
        for place in shares.most_frequent
    ]
    heads = ("Place", "Days")
    table = Table(
        "Where it hurt most often, of the answered days",
        heads,
        tuple(rows[:MOST_PLACES]),
        _left_out(len(rows) - MOST_PLACES, "further place"),
    )
    picture = Picture(
        drawing=paper.paper_body(shares),
        width=paper.BODY_WIDTH,
        words=charts.body_words(shares),
        how_to_read=paper.HOW_TO_READ_BODY,
        table=Table("All places that hurt, of the answered days", heads, tuple(rows)),
    )
    return Part(
        "body", title, (days, nowhere), picture if shares.most_frequent else None, (table,) if rows else ()
    )


def _medicines(known: _Known) -> Part | None:
    if not known.selection.wants(Section.MEDICINES):
        return None
    names: dict[str, str] = {}
    days: Counter[str] = Counter()
    for entry in known.part.entries:
        for one in {name.casefold(): name for name in entry.medicines}.values():
            days[one.casefold()] += 1
            names[one.casefold()] = _shortened(_one_line(one), NAME_SHOWN)
    title = "Medicines"
    if not days:
        return Part("medicines", title, ("No medicine was noted in the check-ins of this period.",))
    rows = [(names[key], f"{number:,} of {len(known.part.entries):,}") for key, number in days.most_common()]
    table = Table(
        "As noted in the check-ins, with the dose as written",
        ("Medicine", "Days taken"),
        tuple(rows[:MOST_MEDICINES]),
        _left_out(len(rows) - MOST_MEDICINES, "further medicine"),
    )
    return Part("medicines", title, (), None, (table,))


def _acupuncture(known: _Known) -> Part | None:
    if not known.selection.wants(Section.SESSIONS):
        return None
    held, title = known.sessions, "Acupuncture"
    statuses = Counter(one.status for one in known.part.treatments)
    not_held = [
        f"{statuses[status]:,} {status.value}"
        for status in (TreatmentStatus.MISSED, TreatmentStatus.CANCELLED)
        if statuses[status]
    ]
    also = f" Besides, {wording.join(not_held)}." if not_held else ""
    took_place = (
        f"{count_words(len(held), 'session')} took place in this period.{also}"
        if held
        else f"No session took place in this period.{also}"
    )
    plan = current_plan(known.plans)
    until = (one for one in known.journal.treatments if one.day < known.until)
    course = _plan_in_words(len(sessions_of(plan, until, known.plans)), plan.sessions) if plan else ""
    minutes = [one.needle_minutes for one in held if one.needle_minutes is not None]
    long = (
        f"Needles in for {median(minutes):g} minutes (median of {count_words(len(minutes), 'session')}, from {min(minutes)} to {max(minutes)})."
        if minutes
        else ""
    )
    points = Counter(point for one in held for point in dict.fromkeys(one.points))
    usual = ", ".join(
        f"{_shortened(_one_line(point), POINT_SHOWN)} ({number})"
        for point, number in points.most_common(MOST_POINTS)
    )
    more = _left_out(len(points) - MOST_POINTS, "further point")
    quotes = (Quote("Points most often used (sessions)", usual, more),) if usual else ()
    return Part("acupuncture", title, (took_place, course, long, *_effects_in_words(held)), None, (), quotes)


def _plan_in_words(done: int, planned: int | None) -> str:
    """How far the current plan has come, from its beginning and not from that of the period."""
    if planned is None:
        return f"Under the current plan {count_words(done, 'session')} took place so far."
    if done > planned:
        all_of_them = "the one planned session" if planned == 1 else f"all {planned:,} planned sessions"
        return f"Under the current plan {all_of_them} and {done - planned:,} more took place so far."
    return f"Under the current plan {done:,} of {count_words(planned, 'planned session')} took place so far."


def _effects_in_words(held: Sequence[Treatment]) -> tuple[str, ...]:
    if not held:
        return ()
    counts = charts.effect_counts(held)
    if not counts.with_any:
        return (f"No side effect is written down for these {count_words(counts.sessions, 'session')}.",)
    kinds = wording.join(f"{EFFECT_WORDS[kind].lower()} after {number:,}" for kind, number in counts.by_kind)
    still_there = [
        EFFECT_WORDS[effect.kind].lower()
        for one in held
        for effect in one.side_effects
        if effect.is_still_there
    ]
    there = (
        (f"Still there when last asked: {wording.join(dict.fromkeys(still_there))}.",) if still_there else ()
    )
    return (
        f"Side effects are written down after {counts.with_any:,} of {count_words(counts.sessions, 'session')}: {kinds}.",
        *there,
    )


# Page two

SESSION_HEADS: Final = ("Date", "Minutes", "Points", "Pain before → after", "Day after", "Side effects")


def _sessions(known: _Known, room: Room) -> Part | None:
    if not known.selection.wants(Section.SESSIONS) or not known.sessions:
        return None
    held = known.sessions
    rows = tuple(
        (
            short_day(one.day),
            NONE if one.needle_minutes is None else str(one.needle_minutes),
            _points_of(one),
            f"{_number(one.pain_before)} → {_number(one.pain_after)}",
            _number(one.pain_day_after),
            _effects_of(one),
        )
        for one in held[-room.sessions :]
    )
    table = Table(
        "Pain just before and just after, and the day after, as told by the patient: 0 to 10, lower is better",
        SESSION_HEADS,
        rows,
        _left_out(len(held) - len(rows), "earlier session"),
    )
    return Part("sessions", "Sessions", (), None, (table,))


def _points_of(treatment: Treatment) -> str:
    shown = [_shortened(_one_line(point), POINT_SHOWN) for point in treatment.points[:MOST_POINTS]]
    more = len(treatment.points) - len(shown)
    return (", ".join(shown) or NONE) + (f" and {more} more" if more else "")


def _effects_of(treatment: Treatment) -> str:
    """The side effects of a session, those not to wait with first."""
    kinds = list(EFFECT_WORDS)
    found = sorted(treatment.side_effects, key=lambda effect: kinds.index(effect.kind))
    more = len(found) - MOST_EFFECTS
    said = "; ".join(map(_effect_words, found[:MOST_EFFECTS])) or NONE
    return f"{said} and {more} more" if more > 0 else said


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


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


def _answers(known: _Known) -> Part | None:
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
        )
    return Part("answers", "In the days after a session", said, picture)


def _since(known: _Known) -> Part | None:
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


def _not_said_yet(known: _Known, answer: wording.Answer) -> tuple[str, ...]:
    """The sentences of an answer but for the word, where the first sheet says it, and for the days without an average pain.

    Those are only counted again: beside its interval an estimate names the days with one, of how many.
    """
    again = [one for one in answer.folded() if WITHOUT_AVERAGE in one]
    sentences = tuple(one for one in answer.sentences() if one not in again)
    if known.selection.wants(Section.PAIN) and len(known.course.ratings) >= DAYS_FOR_AVERAGES:
        above = wording.headline(known.analysis).casefold()
        sentences = tuple(one for one in sentences if one.removesuffix(".").casefold() not in above)
    return sentences


def _function(known: _Known) -> Part | None:
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
        )
    return Part(
        "function", "Function: the weekly questions", (WHAT_THE_SCORE_IS, *answer.sentences()), picture
    )


def _places_over_time(known: _Known) -> Part | None:
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
        _left_out(len(rows) - MOST_PLACES, "further place"),
    )
    return Part("places", "Where it hurt, earlier and later", (), None, (table,))


def _care(known: _Known, room: Room) -> Part | None:
    if not known.selection.wants(Section.MEDICINES):
        return None
    going_on = [one for one in known.ongoing if _touches(one, known.first, known.until)]
    going_on.sort(key=lambda one: (one.ended_on or date.max, one.began_on or date.min), reverse=True)
    rows = tuple(
        (_shortened(_one_line(one.name), NAME_SHOWN), KIND_WORDS[one.kind], _since_and_until(one))
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
        _left_out(len(going_on) - len(rows), "further one"),
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


def _missing_days(known: _Known) -> Part | None:
    if not known.selection.wants(Section.MISSING_DAYS):
        return None
    # Where nothing is filled in, the first sheet counts the days; the answers know of none.
    said = wording.complete_words(known.analysis.complete) if known.course.logged else (NO_DAY_FILLED,)
    return Part("missing", "Missing days", said)


def _notes(known: _Known, room: Room) -> Part | None:
    """The notes of the chosen days, the newest where there is no room for all, with what is left out said below each."""
    entries = [entry for day in known.selection.notes if (entry := known.part.on(day)) and entry.note.strip()]
    quotes: list[Quote] = []
    left = room.notes
    for entry in entries[: -MOST_NOTES - 1 : -1]:
        quote = _quote(short_day(entry.day), _one_line(entry.note), min(room.note, left))
        if not quote.text:
            break
        quotes.insert(0, quote)
        left -= len(quote.text)
    left_out = _left_out(len(entries) - len(quotes), "earlier chosen note")
    return Part("notes", "Notes the patient chose", (left_out,), None, (), tuple(quotes)) if quotes else None


def _quote(label: str, text: str, most: int) -> Quote:
    if len(text) <= most:
        return Quote(label, text)
    shown = text[: max(most, 0)].rstrip()
    return Quote(
        label, f"{shown}…" if shown else "", f"{len(text) - len(shown):,} more characters left out here."
    )


def _visit(known: _Known, room: Room) -> Part | None:
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
        if (text := _one_line(getattr(visit, name)))
    ]
    said = (f"Where it hurts on the body map: {places}." if places else "", " ".join(claims))
    return Part("visit", "What the patient wrote for the first visit", said, None, (), tuple(quotes))


PLAIN_MEANS: Final = (
    "Averages are plain means of the days that were rated. A day without a rating is left out and never counted as 0; the mean "
    "of a week needs three ratings, and lines break where a rating is missing."
)


def _methods(known: _Known) -> Part | None:
    if not known.selection.wants(Section.METHODS):
        return None
    said = [PLAIN_MEANS]
    if known.selection.wants(Section.ANSWERS):
        # Here the whole of it stands with this number, for nothing stands above it.
        said += [methods.RELIEF.words.replace(methods.AS_ABOVE, methods.ENGINE), methods.RELIEF.not_this]
    return Part("methods", "How the numbers are worked out", tuple(said))
