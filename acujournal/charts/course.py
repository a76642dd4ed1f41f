"""The course: pain by day or by week with its gaps, sessions and moments, and strips of stress and sleep below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, cast

import altair as alt
import pandas as pd

from acujournal.answers import check_score
from acujournal.background import CareChange
from acujournal.charts.changes import TICK_ROOM, change_rows, change_ticks, changes_counted
from acujournal.charts.intervals import Note, estimate_in_words, words_on, written
from acujournal.charts.look import Drawing, Palette, finished, named_rows, palette
from acujournal.journal import Journal, days_of, running_mean, week_start, weekly_means
from acujournal.stats.analysis import Analysis
from acujournal.stats.course import BeforeAfter, Side, Trend
from acujournal.stats.engine import Estimate
from acujournal.stats.verdict import Verdict
from acujournal.words import count_words, short_day

#: Longer periods than this many days are drawn as weekly means, and say so.
MOST_DAYS_DRAWN_SINGLY: Final = 400
#: How far before its first day the course of a period needs the journal, for the mean of seven days.
LOOKS_BACK: Final = timedelta(days=6)
#: More single moments than this are left out of the drawing, and the chart says so.
MOST_MOMENTS_DRAWN: Final = 400


@dataclass(frozen=True)
class Level:
    """The mean pain 0-10 of all the days before, or after, the first session, as far as they lie in `[first, until)`.

    `mean` is that of the whole side, of `rated` days, and so the number the answer gives; the period may show less of it.
    """

    is_before: bool
    first: date
    until: date
    mean: float
    rated: int


@dataclass(frozen=True)
class TrendLine:
    """The straight line of a trend, from one day with its pain 0-10 to another; `weekly` is in points a week."""

    first: date
    from_pain: float
    last: date
    to_pain: float
    weekly: Estimate


@dataclass(frozen=True)
class Course:
    """What the chart of the course draws and its table lists, row by row.

    `rows` has one row per day, or per week when `weekly`: `day` (datetime64), `pain`, `worst`, `stress`,
    `sleep` (points 0-10, NaN where not answered or, for weeks, fewer than 3 ratings), `mean7` (7-day mean)
    and `ratings` (days rated in that week; weekly only). `first` to `until` is half-open.

    Pain that an import turned into 0-10 from another scale is in none of these, as in no answer: a line from it to the
    next day, or a mean of both, would compare what cannot be compared. `turned` are those days with their average pain.

    `ratings` are the average pains of its days, `logged` the days with any answer of the person's, `possible` the days passed.
    `changes` are the medicines and other care that began or ended on its days; their names are never drawn.

    What the answers add: `baseline` `[first, until)` are the days before the first session that lie in the period,
    `levels` the means the answer compares, `trend` its line where it has a direction. `target` is the agreed pain 0-10.
    """

    rows: pd.DataFrame
    weekly: bool
    first: date
    until: date
    sessions: tuple[date, ...]
    moments: tuple[tuple[datetime, int], ...]
    ratings: tuple[float, ...]
    logged: int
    possible: int
    filled_in_later: int
    changes: tuple[CareChange, ...] = ()
    baseline: tuple[date, date] | None = None
    levels: tuple[Level, ...] = ()
    trend: TrendLine | None = None
    target: int | None = None
    turned: tuple[tuple[date, float], ...] = ()

    @property
    def drawn_turned(self) -> tuple[tuple[date, float], ...]:
        """The days of another scale in the drawing: a chart of weeks draws no single day."""
        return () if self.weekly else self.turned

    @property
    def drawn_moments(self) -> tuple[tuple[datetime, int], ...]:
        """The single moments in the drawing: all, or none where they would cover the course."""
        return () if self.weekly or len(self.moments) > MOST_MOMENTS_DRAWN else self.moments

    @property
    def has_lone_worst(self) -> bool:
        """Whether some worst pain has no average it could be drawn above."""
        return bool((self.rows["pain"].isna() & self.rows["worst"].notna()).any())

    @property
    def has_answers(self) -> bool:
        """Whether anything of the answers, or a target, is drawn."""
        return bool(self.baseline or self.levels or self.trend or self.target is not None)

    @property
    def has_anything(self) -> bool:
        """Whether there is anything at all to draw."""
        return bool(
            self.rows[["pain", "worst", "stress", "sleep"]].notna().any(axis=None)
            or self.sessions
            or self.moments
            or self.drawn_turned
        )


def course_of(
    journal: Journal,
    first: date,
    until: date,
    *,
    today: date | None = None,
    week_starts_on: int = 0,
    changes: Iterable[CareChange] = (),
    analysis: Analysis | None = None,
    target: int | None = None,
) -> Course:
    """Gather what the course of `[first, until)` needs; long periods become weekly means.

    `today` counts as a day that could have been logged only once it is: its evening may still come. Of `changes`
    those of the period are taken, in their order. With an `analysis` the days before the first session, the means it
    compares and its trend are drawn too, each only where the answer has it. `target` is the agreed pain, a whole number
    0-10; anything else raises `BadValue`.
    """
    check_score(target, "The agreed target")
    part = journal.between(first, until)
    is_open = today is not None and first <= today < until and part.on(today) is None
    weekly = (until - first).days > MOST_DAYS_DRAWN_SINGLY
    rows = _weekly_rows(part, first, until, week_starts_on) if weekly else _daily_rows(journal, first, until)
    return Course(
        rows=rows,
        weekly=weekly,
        first=first,
        until=until,
        sessions=tuple(treatment.day for treatment in part.done_treatments()),
        moments=tuple((moment.local, moment.pain) for moment in part.moments),
        ratings=tuple(part.comparable().daily("pain_average").values()),
        logged=sum(not entry.is_only_measured for entry in part.entries),
        possible=(until - first).days - is_open,
        filled_in_later=sum(entry.filled_in_later and not entry.is_only_measured for entry in part.entries),
        changes=tuple(change for change in changes if first <= change.day < until),
        baseline=_baseline(analysis.course, first, until) if analysis else None,
        levels=_levels(analysis.course, first, until) if analysis else (),
        trend=_trend_line(analysis.trend, journal, first, until) if analysis else None,
        target=target,
        turned=tuple(
            (entry.day, float(entry.pain_average))
            for entry in part.entries
            if entry.pain_average is not None and not entry.pain_is_0_to_10
        ),
    )


def _baseline(answer: BeforeAfter, first: date, until: date) -> tuple[date, date] | None:
    """The days of the baseline that lie in `[first, until)`."""
    side = answer.before
    if side is None or not side.logged:
        return None
    start, end = max(side.first, first), min(side.until, until)
    return (start, end) if start < end else None


def _levels(answer: BeforeAfter, first: date, until: date) -> tuple[Level, ...]:
    """Both means, where the answer says which is lower, or that they are about the same.

    Elsewhere two lines would show a difference that the words say cannot be told.
    """
    if not (answer.verdict.is_direction or answer.verdict is Verdict.SAME):
        return ()
    found = []
    for is_before, side in ((True, answer.before), (False, answer.after)):
        level = _level(side, first, until, is_before=is_before)
        found += [level] if level else []
    return tuple(found)


def _level(side: Side | None, first: date, until: date, *, is_before: bool) -> Level | None:
    if side is None or side.mean is None:
        return None
    start, end = max(side.first, first), min(side.until, until)
    return Level(is_before, start, end, side.mean, side.logged) if start < end else None


def _trend_line(trend: Trend, journal: Journal, first: date, until: date) -> TrendLine | None:
    """The least-squares line of a trend that has a direction, from its first rating to its last, within the period.

    Such a line runs through the mean day and the mean pain. Where `journal` holds other days than the trend was worked
    out from, there is none: it would be another line than the answer's.
    """
    if trend.weekly is None or not trend.verdict.is_direction:
        return None
    pain = journal.between(trend.first, trend.until).comparable().daily("pain_average")
    if len(pain) != trend.logged:
        return None
    numbers = [(day - trend.first).days for day in pain]
    middle, mean = sum(numbers) / len(numbers), sum(pain.values()) / len(pain)
    slope = trend.weekly.value / 7
    ends = [max(min(pain), first), min(max(pain), until - timedelta(days=1))]
    if ends[0] >= ends[1]:
        return None
    pains = [mean + slope * ((day - trend.first).days - middle) for day in ends]
    # A straight line can leave the scale where no pain can: it is drawn up to there.
    for number, pain_there in enumerate(pains):
        edge = min(max(pain_there, 0.0), 10.0)
        if edge != pain_there:
            at = trend.first + timedelta(days=round(middle + (edge - mean) / slope))
            ends[number], pains[number] = at, edge
    return TrendLine(ends[0], pains[0], ends[1], pains[1], trend.weekly)


def _daily_rows(journal: Journal, first: date, until: date) -> pd.DataFrame:
    days = list(days_of(first, until))
    rated = journal.comparable()
    pain = rated.daily("pain_average")
    columns = {
        "pain": pain,
        "worst": rated.daily("pain_worst"),
        "stress": journal.daily("stress"),
        "sleep": journal.daily("sleep_quality"),
        "mean7": running_mean(pain, days),
    }
    return _frame(days, columns)


def _weekly_rows(part: Journal, first: date, until: date, week_starts_on: int) -> pd.DataFrame:
    start = week_start(first, week_starts_on)
    weeks = [day for day in days_of(start, until) if (day - start).days % 7 == 0]
    names = {"pain": "pain_average", "stress": "stress", "sleep": "sleep_quality"}
    rated = part.comparable()
    means = {
        short: weekly_means((rated if short == "pain" else part).daily(name), week_starts_on)
        for short, name in names.items()
    }
    columns: dict[str, dict[date, float]] = {
        short: {week: mean for week, (mean, _) in found.items()} for short, found in means.items()
    }
    columns["worst"] = _worst_of_weeks(rated, columns["pain"], week_starts_on)
    columns["ratings"] = {week: float(count) for week, (_, count) in means["pain"].items()}
    return _frame(weeks, columns)


def _worst_of_weeks(part: Journal, rated: Iterable[date], week_starts_on: int) -> dict[date, float]:
    """The worst pain noted in each rated week. A mean of worst pains could lie below the mean of the averages."""
    weeks: dict[date, list[float]] = {}
    for name in ("pain_average", "pain_worst"):
        for day, value in part.daily(name).items():
            weeks.setdefault(week_start(day, week_starts_on), []).append(value)
    return {week: max(weeks[week]) for week in rated}


def _frame(days: list[date], columns: dict[str, dict[date, float]]) -> pd.DataFrame:
    data = {name: [values.get(day, float("nan")) for day in days] for name, values in columns.items()}
    return pd.DataFrame({"day": pd.to_datetime(days), **data})


@dataclass(frozen=True)
class CourseShape:
    """All that the design of the course depends on."""

    weekly: bool
    strips: tuple[str, ...]
    with_moments: bool
    dense: bool
    dark: bool
    with_lone_worst: bool = False
    with_changes: bool = False
    with_answers: bool = False
    with_turned: bool = False

    @property
    def pain_top(self) -> int:
        """Pixels from the top to a pain of 10: the title, and the words on both sides of the first session."""
        return TITLE_HEIGHT + (SIDES_HEIGHT if self.with_answers else 0)

    @property
    def strip_tops(self) -> list[tuple[str, int]]:
        """Each strip with the pixels from the top to its 10."""
        below = PAIN_HEIGHT + STRIP_STEP - STRIP_HEIGHT
        return [(name, below + number * STRIP_STEP) for number, name in enumerate(self.strips)]


def course(course: Course, *, dark: bool = False) -> Drawing:
    """Pain with its worst, its 7-day mean, sessions and moments; stress and sleep on strips below."""
    shape = CourseShape(
        weekly=course.weekly,
        strips=tuple(name for name in STRIPS if course.rows[name].notna().any()),
        with_moments=bool(course.drawn_moments),
        dense=course.possible > FEW_DAYS,
        dark=dark,
        with_lone_worst=course.has_lone_worst,
        with_changes=bool(course.changes),
        with_answers=course.has_answers,
        with_turned=bool(course.drawn_turned),
    )
    ends = [course.first - timedelta(days=1), course.until]
    rows = {
        "course": course.rows,
        "span": pd.DataFrame({"day": pd.to_datetime(ends)}),
        "sessions": pd.DataFrame({"day": pd.to_datetime(list(course.sessions))}),
    }
    if course.drawn_moments:
        times, pains = zip(*course.drawn_moments, strict=True)
        rows["moments"] = pd.DataFrame(
            {"day": pd.to_datetime(list(times)), "pain": [float(p) for p in pains]}
        )
    if course.drawn_turned:
        held, pains = zip(*course.drawn_turned, strict=True)
        rows["turned"] = pd.DataFrame({"day": pd.to_datetime(list(held)), "pain": list(pains)})
    if course.changes:
        rows["changes"] = change_rows(course.changes)
    if course.has_answers:
        rows |= _answer_rows(course)
    return Drawing(design=course_design(shape), rows=rows)


def _answer_rows(course: Course) -> dict[str, pd.DataFrame]:
    """The rows of what the answers add, none where an answer is lacking: one design draws them all.

    A stretch of days is drawn from its first midnight to its last.
    """
    stretches, levels, line = ([course.baseline] if course.baseline else []), course.levels, course.trend
    ends = [(line.first, line.from_pain), (line.last, line.to_pain)] if line else []
    targets = [] if course.target is None else [course.target]
    labels = _side_labels(course)
    return {
        "baseline": pd.DataFrame(
            {
                "day": pd.to_datetime([start for start, _ in stretches]),
                "end": pd.to_datetime([end for _, end in stretches]),
            }
        ),
        "levels": pd.DataFrame(
            {
                "day": pd.to_datetime([level.first for level in levels]),
                "end": pd.to_datetime([level.until for level in levels]),
                "mean": [level.mean for level in levels],
            }
        ),
        "sides": pd.DataFrame(
            {
                "day": pd.to_datetime([label.at for label in labels]),
                "words": [label.words for label in labels],
                "align": [label.align for label in labels],
                "row": [label.row for label in labels],
                "pain": [label.pain for label in labels],
            }
        ),
        "trend": pd.DataFrame(
            {"day": pd.to_datetime([day for day, _ in ends]), "pain": [pain for _, pain in ends]}
        ),
        "target": pd.DataFrame({"pain": [float(pain) for pain in targets]}),
    }


#: Shares of the width of a narrow phone that the words above the days before and after the first session take.
BEFORE_TAKES: Final = 0.56
AFTER_TAKES: Final = 0.2


@dataclass(frozen=True)
class SideLabel:
    """Words above the plot that begin, or end when `align` is right, at a day; `row` 1 is the one below the first.

    `pain` is how high they stand in points of the axis of pain, which goes on above its 10.
    """

    at: date
    words: str
    align: str
    row: int
    pain: float


def _side_labels(course: Course) -> list[SideLabel]:
    """The words above the days before and after the first session, with their means where those are drawn."""
    means = {level.is_before: f": {level.mean:.1f}" for level in course.levels}
    days = (course.until - course.first).days
    labels = []
    ends_at = 0.0
    if course.baseline:
        start, end = ((day - course.first).days / days for day in course.baseline)
        # From the beginning of the shade, or up to its end, or where neither leaves room from the edge.
        at, align, ends_at = course.first, "left", BEFORE_TAKES
        if start + BEFORE_TAKES <= 1 - AFTER_TAKES:
            at, ends_at = course.baseline[0], start + BEFORE_TAKES
        elif end >= BEFORE_TAKES:
            at, align, ends_at = course.baseline[1], "right", end
        words = f"before the first session{means.get(True, '')}"
        labels.append(SideLabel(at, words, align, 0, ABOVE_PLOT))
    for level in course.levels:
        if not level.is_before:
            begins_at = (level.until - course.first).days / days - AFTER_TAKES
            row = int(begins_at < ends_at)
            labels.append(SideLabel(level.until, f"after{means[False]}", "right", row, ABOVE_PLOT))
    if line := course.trend:
        # Just above where the line ends, within the plot.
        labels.append(SideLabel(line.last, "trend", "right", 0, min(line.to_pain + 0.5, 9.5)))
    if course.target is not None:
        # Just below its line, from the edge of the plot.
        at = course.first - timedelta(days=1)
        labels.append(SideLabel(at, f"agreed target {course.target}", "left", 0, course.target - 0.45))
    return labels


def _side_words(level: Level) -> str:
    return "Before the first session" if level.is_before else "After the first session"


PAIN_TITLE: Final = "Pain 0–10, lower is better"
STRIPS: Final = {"stress": "Stress, lower is better", "sleep": "Sleep, higher is better"}
#: An x. The engine's own cross is a plus with an area.
CROSS: Final = "M-0.8,-0.8L0.8,0.8M0.8,-0.8L-0.8,0.8"
#: Up to this many days dots are large enough to point at.
FEW_DAYS: Final = 100
#: Pixels: the plot of pain, and from the top of one strip to the top of the next.
PAIN_HEIGHT: Final = 250
STRIP_STEP: Final = 96
STRIP_HEIGHT: Final = 60
TITLE_HEIGHT: Final = 22
TITLE_MIDDLE: Final = 7
SIDES_HEIGHT: Final = 22
#: Points of pain at which words stand in the middle of the row above the plot of a course with answers.
ABOVE_PLOT: Final = 10 * (PAIN_HEIGHT - TITLE_HEIGHT - 6) / (PAIN_HEIGHT - TITLE_HEIGHT - SIDES_HEIGHT)
#: The ticks of changes stand below the plot of pain, where they cover no pain of zero.
CHANGE_MIDDLE: Final = PAIN_HEIGHT + 7
#: Days are said as everywhere else, the day first; a course of few days has ticks at noon, which are no days.
DAY_LABEL: Final = "hours(datum.value) == 0 ? timeFormat(datum.value, '%-d %b') : ''"
WEEK_LABEL: Final = "timeFormat(datum.value, '%b %Y')"
AXIS_HEIGHT: Final = 22


@lru_cache(maxsize=64)
def course_design(shape: CourseShape) -> dict[str, Any]:
    """The design of the course. Its parts share the axis of days; each strip has an axis and a direction of its own.

    One plot with three axes rather than three plots: a phone draws it once, and it fits any width.
    """
    colours = palette(dark=shape.dark)
    x = alt.X("day:T", scale=alt.Scale(nice=False)).axis(
        title=None,
        labelExpr=WEEK_LABEL if shape.weekly else DAY_LABEL,
        labelOverlap=True,
        tickCount=5,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=16,
    )
    titles = [Note(PAIN_TITLE, 0, TITLE_MIDDLE, colours.pain, is_title=True)]
    titles += [
        Note(STRIPS[name], 0, top - TITLE_HEIGHT + TITLE_MIDDLE, getattr(colours, name), is_title=True)
        for name, top in shape.strip_tops
    ]
    parts: list[alt.Chart | alt.LayerChart] = [
        _span(x),
        _pain_part(shape, colours, x),
        written(colours, *titles),
    ]
    parts += [_strip(shape, x, name, getattr(colours, name), top=top) for name, top in shape.strip_tops]
    height = PAIN_HEIGHT + len(shape.strips) * STRIP_STEP + AXIS_HEIGHT
    if shape.with_changes and not shape.strips:
        height += TICK_ROOM
    resolve = alt.Resolve(scale=alt.ScaleResolveMap(y="independent"))
    return finished(alt.LayerChart(layer=parts, resolve=resolve, height=height), colours)


def _span(x: alt.X) -> alt.Chart:
    """Unseen marks at both ends of the period, so that the axis covers days without a rating as well."""
    return cast("alt.Chart", named_rows("span").mark_rule(opacity=0, tooltip=None).encode(x=x))


def _score_axis(field: str, *, top: int, height: int, values: Iterable[int]) -> alt.Y:
    """0-10 on its own stretch of pixels, so that strips of different direction never share an axis."""
    scale = alt.Scale(domain=[0, 10], range=[top + height, top], nice=False)
    axis = alt.Axis(
        title=None,
        orient="left",
        values=list(values),
        domain=False,
        ticks=False,
        labelPadding=6,
        labelFlush=False,
    )
    return alt.Y(f"{field}:Q", scale=scale, axis=axis)


def _pain_axis(field: str, shape: CourseShape) -> alt.Y:
    top = shape.pain_top
    return _score_axis(field, top=top, height=PAIN_HEIGHT - top, values=(0, 2, 4, 6, 8, 10))


def _tips(shape: CourseShape, **fields: str) -> list[alt.Tooltip]:
    day = alt.Tooltip("day:T", title="Week from" if shape.weekly else "Day", format="%a %d %b %Y")
    form = ".1f" if shape.weekly else ".0f"
    return [day, *(alt.Tooltip(f"{field}:Q", title=title, format=form) for field, title in fields.items())]


def _pain_part(shape: CourseShape, colours: Palette, x: alt.X) -> alt.LayerChart:
    base = named_rows("course")
    y = _pain_axis("pain", shape)
    tips = _tips(shape, pain="Average pain", worst="Worst of the week" if shape.weekly else "Worst pain")
    last = ("ratings", "Days rated", ".0f") if shape.weekly else ("mean7", "7-day mean", ".1f")
    tips.append(alt.Tooltip(f"{last[0]}:Q", title=last[1], format=last[2]))
    worst = base.transform_filter("isValid(datum.pain) && isValid(datum.worst)").mark_rule(
        strokeWidth=2, opacity=0.45, color=colours.worst
    )
    # A worst pain without an average has nothing to reach up from.
    alone = base.transform_filter("!isValid(datum.pain) && isValid(datum.worst)").mark_tick(
        orient="horizontal", thickness=2, size=7, opacity=0.8, color=colours.worst
    )
    thin = base.mark_line(
        strokeWidth=2.0 if shape.weekly else 0.8, opacity=1 if shape.weekly else 0.6, color=colours.pain
    )
    layers: list[alt.Chart | alt.LayerChart] = [
        *(_baseline_shade(shape, colours, x) if shape.with_answers else ()),
        *_session_marks(colours, x, top=shape.pain_top),
        worst.encode(x=x, y=y, y2="worst:Q"),
        thin.encode(x=x, y=y),
        _dots("pain", x, y, tips, colours.pain, size=14 if shape.dense else 30),
    ]
    if shape.with_lone_worst:
        layers.append(alone.encode(x=x, y=_pain_axis("worst", shape), tooltip=tips))
    if not shape.weekly:
        thick = base.mark_line(strokeWidth=2.5, color=colours.pain)
        layers.append(thick.encode(x=x, y=_pain_axis("mean7", shape)))
    if shape.with_moments:
        layers.append(_moment_rings(shape, colours, x))
    if shape.with_turned:
        layers.append(_turned_crosses(shape, colours, x))
    if shape.with_changes:
        layers.append(change_ticks(colours, x, middle=CHANGE_MIDDLE))
    if shape.with_answers:
        layers += _answer_marks(shape, colours, x)
    return alt.LayerChart(layer=layers)


def _baseline_shade(shape: CourseShape, colours: Palette, x: alt.X) -> list[alt.Chart]:
    shade = named_rows("baseline").mark_rect(color=colours.grid, opacity=0.6, tooltip=None)
    return [shade.encode(x=x, x2="end:T", y=alt.value(shape.pain_top), y2=alt.value(PAIN_HEIGHT))]


def _answer_marks(shape: CourseShape, colours: Palette, x: alt.X) -> list[alt.Chart]:
    """What the answers add above the pain itself: the means they compare, the trend, the target, and their words."""
    y = _pain_axis("pain", shape)
    quiet: dict[str, Any] = {"color": colours.text, "tooltip": None}
    trend = named_rows("trend").mark_line(strokeWidth=2, strokeDash=[10, 5], **quiet)
    target = named_rows("target")
    rule = target.mark_rule(strokeWidth=1.2, strokeDash=[2, 3], **quiet)
    level = named_rows("levels").mark_rule(strokeWidth=2, **quiet)
    words: dict[str, Any] = {"dark": shape.dark, "colour": colours.text}
    above_plot = {"x": x, "y": y, "text": "words:N"}
    placed: dict[str, Any] = {
        "align": alt.expr("datum.align"),
        "baseline": "middle",
        "dy": alt.expr("datum.row * 26"),
    }
    return [
        trend.encode(x=x, y=y),
        rule.encode(y=y),
        level.encode(x=x, x2="end:T", y=_pain_axis("mean", shape)),
        *words_on(named_rows("sides"), **words, encoding=above_plot, **placed),
    ]


def _dots(field: str, x: alt.X, y: alt.Y, tips: list[alt.Tooltip], colour: str, *, size: int) -> alt.Chart:
    # The filter keeps days without a rating from becoming marks at the edge of the plot.
    rated = named_rows("course").transform_filter(f"isValid(datum.{field})")
    return cast(
        "alt.Chart", rated.mark_circle(size=size, opacity=0.8, color=colour).encode(x=x, y=y, tooltip=tips)
    )


def _session_marks(colours: Palette, x: alt.X, *, top: int) -> list[alt.Chart]:
    tip = [alt.Tooltip("day:T", title="Acupuncture session", format="%a %d %b %Y")]
    base = named_rows("sessions")
    rule = base.mark_rule(strokeDash=[3, 3], strokeWidth=1, opacity=0.6, color=colours.session)
    mark = base.mark_point(shape="triangle-down", filled=True, size=80, color=colours.session, opacity=1)
    return [
        rule.encode(x=x, y=alt.value(top), y2=alt.value(PAIN_HEIGHT)),
        mark.encode(x=x, y=alt.value(top), tooltip=tip),
    ]


def _moment_rings(shape: CourseShape, colours: Palette, x: alt.X) -> alt.Chart:
    tips = [
        alt.Tooltip("day:T", title="Pain right then", format="%a %d %b %Y, %H:%M"),
        alt.Tooltip("pain:Q", title="Pain", format=".0f"),
    ]
    rings = named_rows("moments").mark_point(size=22, opacity=0.55, strokeWidth=1, color=colours.pain)
    return cast("alt.Chart", rings.encode(x=x, y=_pain_axis("pain", shape), tooltip=tips))


def _turned_crosses(shape: CourseShape, colours: Palette, x: alt.X) -> alt.Chart:
    """Days whose pain was asked for on another scale: on their own, and of a shape that no rating has."""
    tips = [
        alt.Tooltip("day:T", title="From another scale", format="%a %d %b %Y"),
        alt.Tooltip("pain:Q", title="Turned into", format=".0f"),
    ]
    crosses = named_rows("turned").mark_point(
        shape=CROSS, size=22, strokeWidth=1.2, opacity=1, color=colours.text
    )
    return cast("alt.Chart", crosses.encode(x=x, y=_pain_axis("pain", shape), tooltip=tips))


def _strip(shape: CourseShape, x: alt.X, field: str, colour: str, *, top: int) -> alt.LayerChart:
    title = STRIPS[field]
    y = _score_axis(field, top=top, height=STRIP_HEIGHT, values=(0, 5, 10))
    tips = _tips(shape, **{field: title.split(",", maxsplit=1)[0]})
    line = named_rows("course").mark_line(strokeWidth=1.2, opacity=0.7, color=colour)
    return alt.LayerChart(
        layer=[
            line.encode(x=x, y=y),
            _dots(field, x, y, tips, colour, size=7 if shape.dense else 15),
        ]
    )


def course_words(course: Course) -> str:
    """The course in words, for a screen reader: what is drawn, how many days, lowest, highest and mean."""
    unit = "Weekly means" if course.weekly else "Average pain by day"
    span = f"{unit} from {short_day(course.first)} to {short_day(course.until - timedelta(days=1))}"
    given = course.ratings
    beside = f"{turned_in_words(course)}{changes_counted(course.changes)}{_answers_in_words(course)}"
    if not given:
        return f"{span}: no day is rated yet. Lower is better.{beside}"
    return (
        f"{span}: {len(given)} of {course.possible} days rated, mean of these {sum(given) / len(given):.1f}, "
        f"lowest {min(given):.0f}, highest {max(given):.0f} on a scale of 0 to 10 where lower is better. "
        f"{count_words(len(course.sessions), 'acupuncture session')}.{beside}"
    )


def turned_in_words(course: Course) -> str:
    """How many days' pain is in no line and no mean, and why; nothing where there is none."""
    if not course.turned:
        return ""
    shown = "left out" if course.weekly else "crosses that no line and no mean counts"
    days = count_words(len(course.turned), "day")
    return f" Pain turned into 0 to 10 from another scale on {days}: {shown}."


def _answers_in_words(course: Course) -> str:
    """What the answers add, in words; nothing where there is none."""
    said = []
    if course.baseline:
        start, end = course.baseline
        said.append(
            f" {count_words((end - start).days, 'day')} before the first session shaded, from {short_day(start)}."
        )
    said += [
        f" {_side_words(level)} the mean of {count_words(level.rated, 'rated day')} is {level.mean:.1f}."
        for level in course.levels
    ]
    if course.trend:
        said.append(f" Trend in points a week: {estimate_in_words(course.trend.weekly)}.")
    if course.target is not None:
        said.append(f" The agreed target is {course.target}.")
    return "".join(said)


def how_to_read(course: Course) -> str:
    """One sentence on the marks of this chart; what the answers add stands in the drawing itself."""
    rows = course.rows
    parts = []
    if course.weekly:
        parts.append("points: weekly means")
    elif rows["mean7"].notna().any():
        parts.append("thick line: 7-day mean")
    if course.sessions:
        parts.append("triangles: sessions")
    worst = ["faint bars"] if (rows["pain"].notna() & rows["worst"].notna()).any() else []
    worst += ["dashes"] if course.has_lone_worst else []
    if worst:
        parts.append(f"{' or '.join(worst)}: worst pain")
    if course.drawn_moments:
        parts.append("rings: single moments")
    if course.changes:
        parts.append("strokes: medicine or other care")
    if course.turned:
        parts.append("left out: another scale" if course.weekly else "crosses: another scale")
    parts.append("gaps: fewer than three ratings" if course.weekly else "gaps: unrated")
    words = "; ".join(parts)
    return f"{words[0].upper()}{words[1:]}."
