"""The course: pain by day or by week with its gaps, sessions and moments, and strips of stress and sleep below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, cast

import altair as alt
import pandas as pd

from acujournal.background import CareChange
from acujournal.charts.changes import ARE_CHANGES, TICK_ROOM, change_rows, change_ticks, changes_counted
from acujournal.charts.look import Drawing, Palette, finished, named_rows, palette
from acujournal.journal import Journal, days_of, running_mean, week_start, weekly_means
from acujournal.words import count_words, short_day

#: Longer periods than this many days are drawn as weekly means, and say so.
MOST_DAYS_DRAWN_SINGLY: Final = 400
#: How far before its first day the course of a period needs the journal, for the mean of seven days.
LOOKS_BACK: Final = timedelta(days=6)
#: More single moments than this are left out of the drawing, and the chart says so.
MOST_MOMENTS_DRAWN: Final = 400


@dataclass(frozen=True)
class Course:
    """What the chart of the course draws and its table lists, row by row.

    `rows` has one row per day, or per week when `weekly`: `day` (datetime64), `pain`, `worst`, `stress`,
    `sleep` (points 0-10, NaN where not answered or, for weeks, fewer than 3 ratings), `mean7` (7-day mean)
    and `ratings` (days rated in that week; weekly only). `first` to `until` is half-open.

    `ratings` are the average pains of its days, `logged` the days with any answer, `possible` the days passed.
    `changes` are the medicines and other care that began or ended on its days; their names are never drawn.
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

    @property
    def drawn_moments(self) -> tuple[tuple[datetime, int], ...]:
        """The single moments in the drawing: all, or none where they would cover the course."""
        return () if self.weekly or len(self.moments) > MOST_MOMENTS_DRAWN else self.moments

    @property
    def has_lone_worst(self) -> bool:
        """Whether some worst pain has no average it could be drawn above."""
        return bool((self.rows["pain"].isna() & self.rows["worst"].notna()).any())

    @property
    def has_anything(self) -> bool:
        """Whether there is anything at all to draw."""
        return bool(
            self.rows[["pain", "worst", "stress", "sleep"]].notna().any(axis=None)
            or self.sessions
            or self.moments
        )


def course_of(
    journal: Journal,
    first: date,
    until: date,
    *,
    today: date | None = None,
    week_starts_on: int = 0,
    changes: Iterable[CareChange] = (),
) -> Course:
    """Gather what the course of `[first, until)` needs; long periods become weekly means.

    `today` counts as a day that could have been logged only once it is: its evening may still come. Of `changes`
    those of the period are taken, in their order.
    """
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
        ratings=tuple(part.daily("pain_average").values()),
        logged=len(part.entries),
        possible=(until - first).days - is_open,
        filled_in_later=sum(entry.filled_in_later for entry in part.entries),
        changes=tuple(change for change in changes if first <= change.day < until),
    )


def _daily_rows(journal: Journal, first: date, until: date) -> pd.DataFrame:
    days = list(days_of(first, until))
    pain = journal.daily("pain_average")
    columns = {
        "pain": pain,
        "worst": journal.daily("pain_worst"),
        "stress": journal.daily("stress"),
        "sleep": journal.daily("sleep_quality"),
        "mean7": running_mean(pain, days),
    }
    return _frame(days, columns)


def _weekly_rows(part: Journal, first: date, until: date, week_starts_on: int) -> pd.DataFrame:
    start = week_start(first, week_starts_on)
    weeks = [day for day in days_of(start, until) if (day - start).days % 7 == 0]
    names = {"pain": "pain_average", "stress": "stress", "sleep": "sleep_quality"}
    means = {short: weekly_means(part.daily(name), week_starts_on) for short, name in names.items()}
    columns: dict[str, dict[date, float]] = {
        short: {week: mean for week, (mean, _) in found.items()} for short, found in means.items()
    }
    columns["worst"] = _worst_of_weeks(part, columns["pain"], week_starts_on)
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
    if course.changes:
        rows["changes"] = change_rows(course.changes)
    return Drawing(design=course_design(shape), rows=rows)


STRIPS: Final = {"stress": "Stress, lower is better", "sleep": "Sleep, higher is better"}
#: Up to this many days dots are large enough to point at.
FEW_DAYS: Final = 100
#: Pixels: the plot of pain, and from the top of one strip to the top of the next.
PAIN_HEIGHT: Final = 250
STRIP_STEP: Final = 96
STRIP_HEIGHT: Final = 60
TITLE_HEIGHT: Final = 22
#: The ticks of changes stand below the plot of pain, where they cover no pain of zero.
CHANGE_MIDDLE: Final = PAIN_HEIGHT + 7
#: Days are said as everywhere else, the day first; a course of few days has ticks at noon, which are no days.
DAY_LABEL: Final = "hours(datum.value) == 0 ? timeFormat(datum.value, '%-d %b') : ''"
WEEK_LABEL: Final = "timeFormat(datum.value, '%b %Y')"
AXIS_HEIGHT: Final = 40


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
    parts: list[alt.Chart | alt.LayerChart] = [_span(x), _pain_part(shape, colours, x)]
    for number, name in enumerate(shape.strips):
        parts.append(_strip(shape, x, name, getattr(colours, name), top=PAIN_HEIGHT + number * STRIP_STEP))
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


def _pain_axis(field: str) -> alt.Y:
    return _score_axis(field, top=TITLE_HEIGHT, height=PAIN_HEIGHT - TITLE_HEIGHT, values=(0, 2, 4, 6, 8, 10))


def _title(words: str, *, top: int, colour: str) -> alt.Chart:
    # One row of its own: a text mark over the rows of the course would be written once for each day.
    place = alt.Chart(alt.InlineData(values=[{"title": words}]))
    text = place.mark_text(align="left", baseline="top", fontSize=13, fontWeight=600, color=colour)
    return cast("alt.Chart", text.encode(x=alt.value(0), y=alt.value(top), text="title:N"))


def _tips(shape: CourseShape, **fields: str) -> list[alt.Tooltip]:
    day = alt.Tooltip("day:T", title="Week from" if shape.weekly else "Day", format="%a %d %b %Y")
    form = ".1f" if shape.weekly else ".0f"
    return [day, *(alt.Tooltip(f"{field}:Q", title=title, format=form) for field, title in fields.items())]


def _pain_part(shape: CourseShape, colours: Palette, x: alt.X) -> alt.LayerChart:
    base = named_rows("course")
    y = _pain_axis("pain")
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
        _title("Pain 0–10, lower is better", top=0, colour=colours.pain),
        *_session_marks(colours, x),
        worst.encode(x=x, y=y, y2="worst:Q"),
        thin.encode(x=x, y=y),
        _dots("pain", x, y, tips, colours.pain, size=14 if shape.dense else 30),
    ]
    if shape.with_lone_worst:
        layers.append(alone.encode(x=x, y=_pain_axis("worst"), tooltip=tips))
    if not shape.weekly:
        thick = base.mark_line(strokeWidth=2.5, color=colours.pain)
        layers.append(thick.encode(x=x, y=_pain_axis("mean7")))
    if shape.with_moments:
        layers.append(_moment_rings(colours, x))
    if shape.with_changes:
        layers.append(change_ticks(colours, x, middle=CHANGE_MIDDLE))
    return alt.LayerChart(layer=layers)


def _dots(field: str, x: alt.X, y: alt.Y, tips: list[alt.Tooltip], colour: str, *, size: int) -> alt.Chart:
    # The filter keeps days without a rating from becoming marks at the edge of the plot.
    rated = named_rows("course").transform_filter(f"isValid(datum.{field})")
    return cast(
        "alt.Chart", rated.mark_circle(size=size, opacity=0.8, color=colour).encode(x=x, y=y, tooltip=tips)
    )


def _session_marks(colours: Palette, x: alt.X) -> list[alt.Chart]:
    tip = [alt.Tooltip("day:T", title="Acupuncture session", format="%a %d %b %Y")]
    base = named_rows("sessions")
    rule = base.mark_rule(strokeDash=[3, 3], strokeWidth=1, opacity=0.6, color=colours.session)
    mark = base.mark_point(shape="triangle-down", filled=True, size=80, color=colours.session, opacity=1)
    return [
        rule.encode(x=x, y=alt.value(TITLE_HEIGHT), y2=alt.value(PAIN_HEIGHT)),
        mark.encode(x=x, y=alt.value(TITLE_HEIGHT), tooltip=tip),
    ]


def _moment_rings(colours: Palette, x: alt.X) -> alt.Chart:
    tips = [
        alt.Tooltip("day:T", title="Pain right then", format="%a %d %b %Y, %H:%M"),
        alt.Tooltip("pain:Q", title="Pain", format=".0f"),
    ]
    rings = named_rows("moments").mark_point(size=22, opacity=0.55, strokeWidth=1, color=colours.pain)
    return cast("alt.Chart", rings.encode(x=x, y=_pain_axis("pain"), tooltip=tips))


def _strip(shape: CourseShape, x: alt.X, field: str, colour: str, *, top: int) -> alt.LayerChart:
    title = STRIPS[field]
    y = _score_axis(field, top=top + STRIP_STEP - STRIP_HEIGHT, height=STRIP_HEIGHT, values=(0, 5, 10))
    tips = _tips(shape, **{field: title.split(",", maxsplit=1)[0]})
    line = named_rows("course").mark_line(strokeWidth=1.2, opacity=0.7, color=colour)
    return alt.LayerChart(
        layer=[
            _title(title, top=top + STRIP_STEP - STRIP_HEIGHT - TITLE_HEIGHT, colour=colour),
            line.encode(x=x, y=y),
            _dots(field, x, y, tips, colour, size=7 if shape.dense else 15),
        ]
    )


def course_words(course: Course) -> str:
    """The course in words, for a screen reader: what is drawn, how many days, lowest, highest and mean."""
    unit = "Weekly means" if course.weekly else "Average pain by day"
    span = f"{unit} from {short_day(course.first)} to {short_day(course.until - timedelta(days=1))}"
    given = course.ratings
    if not given:
        return f"{span}: no day is rated yet. Lower is better.{changes_counted(course.changes)}"
    return (
        f"{span}: {len(given)} of {course.possible} days rated, mean of these {sum(given) / len(given):.1f}, "
        f"lowest {min(given):.0f}, highest {max(given):.0f} on a scale of 0 to 10 where lower is better. "
        f"{count_words(len(course.sessions), 'acupuncture session')}.{changes_counted(course.changes)}"
    )


def how_to_read(course: Course) -> str:
    """One line on how to read the chart of the course."""
    marks = "Triangles are sessions, faint bars reach up to the worst pain"
    if course.has_lone_worst:
        marks += " (a dash where no average was given)"
    if course.changes:
        marks += f", strokes below the pain {ARE_CHANGES}"
    if course.weekly:
        return f"{marks}; each point is the mean of a week. Lower is better. Gaps are weeks with fewer than three ratings."
    rings = ", rings are single moments" if course.drawn_moments else ""
    return (
        f"{marks}{rings}; the thick line is the mean of seven days, where they hold three ratings or more. "
        "Lower is better. Gaps are days without a rating."
    )
