"""What the first sheet says: key figures, the course, where it hurt, medicines and acupuncture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean, median
from typing import Final

from acujournal import charts
from acujournal.body import place_words
from acujournal.charts import paper, spots
from acujournal.journal import week_start
from acujournal.plan import current_plan, sessions_of
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
from acujournal.report.known import A_DAY, DAYS_FOR_AVERAGES, Known, scored_between
from acujournal.report.parts import Part, Picture, Quote, Table, Tile
from acujournal.report.selection import Section
from acujournal.stats import wording
from acujournal.treatment import EFFECT_WORDS, Treatment, TreatmentStatus
from acujournal.words import count_words, short_day

#: Average pain from which on days are counted apart. A count, not a band of severity.
HIGH: Final = 7
#: Rows that fit the sheets; what is left out is said below each table.
MOST_LISTED: Final = 24
MOST_PLACES: Final = 5
MOST_MEDICINES: Final = 5
#: Rows of the table below the course on the page; above so many weeks it goes by months.
MOST_WEEKS: Final = 60


def filled_words(known: Known) -> tuple[str, ...]:
    """How many days are filled in, of how many, and what that stands on."""
    course = known.course
    # Rounded down, so that only a diary without a gap is ever called whole.
    share = 100 * course.logged // max(course.possible, 1)
    said = [f"{course.logged:,} of {count_words(course.possible, 'day')} filled ({share} %)."]
    if len(course.ratings) < course.logged:
        said.append(f"{len(course.ratings):,} of them with an average pain.")
    if course.filled_in_later:
        said.append(f"{course.filled_in_later:,} filled in more than two days later.")
    return tuple(said)


def compared_words(known: Known) -> str:
    """Which days the key figures call “before”."""
    first = known.first - (known.until - known.first)
    return f"“Before” is as many days right before: {short_day(first)} to {short_day(known.first - A_DAY)}."


def tiles_of(known: Known) -> tuple[Tile, ...]:
    """The key figures: of pain always, of the weekly questions where they were chosen. Some day must have an average pain."""
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
        *((_score_tile(known),) if known.selection.wants(Section.FUNCTION) else ()),
    )


def _worst_tile(known: Known, *, too_few: str) -> Tile:
    """The highest of the answers about the worst moment of a day. A day without one has none: its average is another number."""
    worst, earlier = known.part.daily("pain_worst"), known.before.daily("pain_worst")
    before = too_few or (f"before: {max(earlier.values()):g}" if earlier else "before: not answered")
    if not worst:
        return Tile("Worst pain", NONE, "not answered in this period", before)
    top = max(worst.values())
    on = [day for day, value in worst.items() if value == top]
    return Tile(
        "Worst pain",
        f"{top:g}",
        f"on {count_words(len(on), 'day')} of {len(worst):,} answered, last on {short_day(max(on))}",
        before,
    )


def _score_tile(known: Known) -> Tile:
    name = "Weekly score (PEG)"
    found = [one.score for one in known.scored if one.score is not None]
    earlier = scored_between(known.checks, known.first - (known.until - known.first), known.first)
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
        f"of 10; mean of {count_words(len(found), 'week')}; last {last.score:.1f}",
        before,
    )


LIST_HEADS: Final = ("Day", "Average pain", "Worst pain", "Stress", "Sleep in hours")


def list_of_days(known: Known) -> Table | None:
    """The days that were filled in, with nothing worked out from them; nothing where there is none."""
    entries = known.part.entries
    if not entries:
        return None
    wants_strips = known.selection.wants(Section.SLEEP_AND_STRESS)
    rows = []
    for entry in entries[-MOST_LISTED:]:
        strips = (in_digits(entry.stress), in_digits(entry.sleep_hours)) if wants_strips else ()
        rows.append(
            (short_day(entry.day), in_digits(entry.pain_average), in_digits(entry.pain_worst), *strips)
        )
    return Table(
        "The days that were filled in. Pain and stress from 0 to 10, lower is better.",
        LIST_HEADS if wants_strips else LIST_HEADS[:3],
        tuple(rows),
        left_out_words(len(entries) - len(rows), "earlier day"),
    )


def pain_part(known: Known) -> Part | None:
    """The course with the answers below it."""
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
        spots=spots.course_spots(drawn),
    )
    answer: tuple[str, ...] = ()
    if known.selection.wants(Section.ANSWERS):
        answer = (wording.headline(known.analysis), *wording.beside_headline(known.analysis))
    return Part("pain", "Pain day by day", answer, picture)


def _course_table(known: Known) -> Table:
    """The course week by week, or month by month in long periods: ratings, mean, worst, and the means beside them."""
    part, starts = known.part, known.selection.week_starts_on
    wants_strips = known.selection.wants(Section.SLEEP_AND_STRESS)
    by_months = (known.until - known.first).days > 7 * MOST_WEEKS

    def group(day: date) -> date:
        return day.replace(day=1) if by_months else week_start(day, starts)

    columns = {name: _grouped(part.daily(name), group) for name in ("pain_average", "stress", "sleep_hours")}
    worst = _grouped(part.daily("pain_worst"), group)
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
                in_digits(max(worst.get(start, []), default=None)),
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


def body_part(known: Known) -> Part | None:
    """Where it hurt most often, drawn and listed."""
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
        left_out_words(len(rows) - MOST_PLACES, "further place"),
    )
    picture = Picture(
        drawing=paper.paper_body(shares),
        width=paper.BODY_WIDTH,
        words=charts.body_words(shares),
        how_to_read=paper.HOW_TO_READ_BODY,
        table=Table("All places that hurt, of the answered days", heads, tuple(rows)),
        spots=spots.body_spots(shares, rows),
    )
    return Part(
        "body", title, (days, nowhere), picture if shares.most_frequent else None, (table,) if rows else ()
    )


def medicines_part(known: Known) -> Part | None:
    """Medicines by the days they were noted on."""
    if not known.selection.wants(Section.MEDICINES):
        return None
    names: dict[str, str] = {}
    days: Counter[str] = Counter()
    for entry in known.part.entries:
        for one in {name.casefold(): name for name in entry.medicines}.values():
            days[one.casefold()] += 1
            names[one.casefold()] = shortened(one_line(one), NAME_SHOWN)
    title = "Medicines"
    if not days:
        return Part("medicines", title, ("No medicine was noted in the check-ins of this period.",))
    rows = [(names[key], f"{number:,} of {len(known.part.entries):,}") for key, number in days.most_common()]
    table = Table(
        "As noted in the check-ins, with the dose as written",
        ("Medicine", "Days taken"),
        tuple(rows[:MOST_MEDICINES]),
        left_out_words(len(rows) - MOST_MEDICINES, "further medicine"),
    )
    return Part("medicines", title, (), None, (table,))


def acupuncture_part(known: Known) -> Part | None:
    """How many sessions took place, of how many that were planned, with their side effects counted."""
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
        f"{shortened(one_line(point), POINT_SHOWN)} ({number})"
        for point, number in points.most_common(MOST_POINTS)
    )
    more = left_out_words(len(points) - MOST_POINTS, "further point")
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
