"""A Journal becomes Altair charts: one look for all, and words beside each for whoever cannot see it.

Every function is values in, chart out. Scores are points of 0-10. Days go to Altair as wall-clock times
without a zone, because a browser shifts dates that carry one. Gaps are rows without a number: lines break
there, bars are absent, and nothing is ever drawn as zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, cast

import altair as alt
import pandas as pd

from acujournal.journal import (
    Journal,
    days_of,
    running_mean,
    week_start,
    weekly_means,
)

#: Longer periods than this many days are drawn as weekly means, and say so.
MOST_DAYS_DRAWN_SINGLY: Final = 400
#: More single moments than this are left out of the drawing, and the chart says so.
MOST_MOMENTS_DRAWN: Final = 400


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance; each stands at 3:1 or more against its background."""

    pain: str
    worst: str
    stress: str
    sleep: str
    session: str
    text: str
    grid: str
    empty: str
    low: str
    high: str
    ink_low: str
    ink_high: str
    #: From this pain on a calendar cell takes `ink_high`: both inks stand at 4.5:1 or more.
    ink_turns_at: int


LIGHT: Final = Palette(
    pain="#0f5f66",
    worst="#7fb3b8",
    stress="#9a5b13",
    sleep="#4b5fa8",
    session="#8a3b6c",
    text="#3c3f3f",
    grid="#e4e2dc",
    empty="#d9d6cd",
    low="#e3f1f0",
    high="#0b4a50",
    ink_low="#141414",
    ink_high="#ffffff",
    ink_turns_at=7,
)
DARK: Final = Palette(
    pain="#5cc4c9",
    worst="#3b7d82",
    stress="#e0a458",
    sleep="#a3b1ea",
    session="#e39bc6",
    text="#d8d6d0",
    grid="#333a3b",
    empty="#4a5152",
    low="#1d3537",
    high="#8fe6ea",
    ink_low="#ffffff",
    ink_high="#0d1b1c",
    ink_turns_at=5,
)


def palette(*, dark: bool) -> Palette:
    """The colours for a light or a dark screen."""
    return DARK if dark else LIGHT


@dataclass(frozen=True)
class Course:
    """What the chart of the course draws and its table lists, row by row.

    `rows` has one row per day, or per week when `weekly`: `day` (datetime64), `pain`, `worst`, `stress`,
    `sleep` (points 0-10, NaN where not answered or, for weeks, fewer than 3 ratings), `mean7` (7-day mean)
    and `ratings` (days rated in that week; weekly only). `first` to `until` is half-open.
    """

    rows: pd.DataFrame
    weekly: bool
    first: date
    until: date
    sessions: tuple[date, ...]
    moments: tuple[tuple[datetime, int], ...]
    moments_left_out: int
    logged: int
    filled_in_later: int

    @property
    def possible(self) -> int:
        """Days of the period."""
        return (self.until - self.first).days

    @property
    def has_anything(self) -> bool:
        """Whether there is anything at all to draw."""
        return bool(
            self.rows[["pain", "worst", "stress", "sleep"]].notna().any(axis=None)
            or self.sessions
            or self.moments
        )


def course_of(journal: Journal, first: date, until: date, *, week_starts_on: int = 0) -> Course:
    """Gather what the course of `[first, until)` needs; long periods become weekly means."""
    part = journal.between(first, until)
    pain = part.daily("pain_average")
    weekly = (until - first).days > MOST_DAYS_DRAWN_SINGLY
    rows = _weekly_rows(part, first, until, week_starts_on) if weekly else _daily_rows(journal, first, until)
    moments = tuple((moment.local, moment.pain) for moment in part.moments)
    drawn = () if weekly or len(moments) > MOST_MOMENTS_DRAWN else moments
    return Course(
        rows=rows,
        weekly=weekly,
        first=first,
        until=until,
        sessions=tuple(treatment.day for treatment in part.done_treatments()),
        moments=drawn,
        moments_left_out=len(moments) - len(drawn),
        logged=len(pain),
        filled_in_later=sum(e.filled_in_later for e in part.entries if e.pain_average is not None),
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
    names = {"pain": "pain_average", "worst": "pain_worst", "stress": "stress", "sleep": "sleep_quality"}
    means = {short: weekly_means(part.daily(name), week_starts_on) for short, name in names.items()}
    columns: dict[str, dict[date, float]] = {
        short: {week: mean for week, (mean, _) in found.items()} for short, found in means.items()
    }
    columns["ratings"] = {week: float(count) for week, (_, count) in means["pain"].items()}
    return _frame(weeks, columns)


def _frame(days: list[date], columns: dict[str, dict[date, float]]) -> pd.DataFrame:
    data = {name: [values.get(day, float("nan")) for day in days] for name, values in columns.items()}
    return pd.DataFrame({"day": pd.to_datetime(days), **data})


def course(course: Course, *, dark: bool = False) -> alt.LayerChart:
    """Pain with its worst, its 7-day mean, sessions and moments; stress and sleep on strips below.

    All share the axis of days. Each strip has its own axis and one direction only, and says which. One plot with
    three axes rather than three plots: a phone draws it once, and it fits any width.
    """
    colours = palette(dark=dark)
    strips = [
        (name, title, colour)
        for name, title, colour in (
            ("stress", "Stress, lower is better", colours.stress),
            ("sleep", "Sleep, higher is better", colours.sleep),
        )
        if course.rows[name].notna().any()
    ]
    height = PAIN_HEIGHT + len(strips) * STRIP_STEP
    x = _days_axis(course)
    parts: list[alt.LayerChart] = [_pain_part(course, colours, x)]
    for number, (name, title, colour) in enumerate(strips):
        parts.append(_strip(course, x, name, title, colour, top=PAIN_HEIGHT + number * STRIP_STEP))
    layered = _over(*parts).resolve_scale(y="independent").properties(height=height + AXIS_HEIGHT)
    return _dressed(layered, colours)


#: Pixels: the plot of pain, and from the top of one strip to the top of the next.
PAIN_HEIGHT: Final = 250
STRIP_STEP: Final = 96
STRIP_HEIGHT: Final = 60
TITLE_HEIGHT: Final = 22
AXIS_HEIGHT: Final = 30


def _days_axis(course: Course) -> alt.X:
    domain = [_moment_of(course.first - timedelta(days=1)), _moment_of(course.until)]
    axis = alt.Axis(title=None, labelOverlap=True, tickCount=5, grid=False, domain=False)
    return alt.X("day:T", axis=axis, scale=alt.Scale(domain=domain, nice=False))


def _moment_of(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _score_axis(field: str, *, top: int, height: int, values: Iterable[int]) -> alt.Y:
    """0-10 on its own stretch of pixels, so that strips of different direction never share an axis."""
    scale = alt.Scale(domain=[0, 10], range=[top + height, top], nice=False)
    axis = alt.Axis(title=None, orient="left", values=list(values), domain=False, ticks=False, labelPadding=6)
    return alt.Y(f"{field}:Q", scale=scale, axis=axis)


def _pain_axis(field: str) -> alt.Y:
    return _score_axis(field, top=TITLE_HEIGHT, height=PAIN_HEIGHT - TITLE_HEIGHT, values=(0, 2, 4, 6, 8, 10))


def _title(words: str, *, top: int, colour: str) -> alt.Chart:
    # One row of its own: a text mark over the rows of the course would be written once for each day.
    place = alt.Chart(pd.DataFrame({"title": [words]}))
    text = place.mark_text(align="left", baseline="top", fontSize=13, fontWeight=600, color=colour)
    return cast("alt.Chart", text.encode(x=alt.value(0), y=alt.value(top), text="title:N"))


def _tips(course: Course, **fields: str) -> list[alt.Tooltip]:
    day = alt.Tooltip("day:T", title="Week from" if course.weekly else "Day", format="%a %d %b %Y")
    form = ".1f" if course.weekly else ".0f"
    return [day, *(alt.Tooltip(f"{field}:Q", title=title, format=form) for field, title in fields.items())]


def _pain_part(course: Course, colours: Palette, x: alt.X) -> alt.LayerChart:
    base = alt.Chart(course.rows)
    y = _pain_axis("pain")
    tips = _tips(course, pain="Average pain", worst="Worst pain")
    if course.weekly:
        tips += [alt.Tooltip("ratings:Q", title="Days rated", format=".0f")]
    else:
        tips += [alt.Tooltip("mean7:Q", title="7-day mean", format=".1f")]
    layers: list[alt.Chart | alt.LayerChart] = [
        _title("Pain 0–10, lower is better", top=0, colour=colours.pain),
        *_session_marks(course, colours, x),
        base.transform_filter("isValid(datum.pain) && isValid(datum.worst)")
        .mark_rule(strokeWidth=2, opacity=0.45, color=colours.worst)
        .encode(x=x, y=y, y2="worst:Q"),
    ]
    thick, thin = (2.0, 0.0) if course.weekly else (0.8, 2.5)
    layers.append(
        base.mark_line(strokeWidth=thick, opacity=0.6 if thin else 1, color=colours.pain).encode(x=x, y=y)
    )
    layers.append(_dots(base, "pain", x, y, tips, colours.pain, size=_dot_size(course)))
    if thin:
        layers.append(base.mark_line(strokeWidth=thin, color=colours.pain).encode(x=x, y=_pain_axis("mean7")))
    if course.moments:
        layers.append(_moment_dots(course, colours, x))
    return _over(*layers)


def _dot_size(course: Course) -> int:
    return 30 if course.possible <= 100 else 14


def _dots(
    base: alt.Chart, field: str, x: alt.X, y: alt.Y, tips: list[alt.Tooltip], colour: str, *, size: int
) -> alt.Chart:
    # The filter keeps days without a rating from becoming marks at the edge of the plot.
    dots = base.transform_filter(f"isValid(datum.{field})").mark_circle(size=size, opacity=0.8, color=colour)
    return cast("alt.Chart", dots.encode(x=x, y=y, tooltip=tips))


def _session_marks(course: Course, colours: Palette, x: alt.X) -> list[alt.Chart]:
    base = alt.Chart(pd.DataFrame({"day": pd.to_datetime(list(course.sessions))}))
    tip = [alt.Tooltip("day:T", title="Acupuncture session", format="%a %d %b %Y")]
    rule = base.mark_rule(strokeDash=[3, 3], strokeWidth=1, opacity=0.6, color=colours.session)
    mark = base.mark_point(shape="triangle-down", filled=True, size=55, color=colours.session, opacity=1)
    return [
        rule.encode(x=x, y=alt.value(TITLE_HEIGHT), y2=alt.value(PAIN_HEIGHT)),
        mark.encode(x=x, y=alt.value(TITLE_HEIGHT), tooltip=tip),
    ]


def _moment_dots(course: Course, colours: Palette, x: alt.X) -> alt.Chart:
    rows = pd.DataFrame(
        {
            "day": pd.to_datetime([at for at, _ in course.moments]),
            "pain": [float(pain) for _, pain in course.moments],
        }
    )
    tips = [
        alt.Tooltip("day:T", title="Pain right then", format="%a %d %b %Y, %H:%M"),
        alt.Tooltip("pain:Q", title="Pain", format=".0f"),
    ]
    rings = alt.Chart(rows).mark_point(size=22, opacity=0.55, strokeWidth=1, color=colours.pain)
    return cast("alt.Chart", rings.encode(x=x, y=_pain_axis("pain"), tooltip=tips))


def _strip(course: Course, x: alt.X, field: str, title: str, colour: str, *, top: int) -> alt.LayerChart:
    base = alt.Chart(course.rows)
    y = _score_axis(field, top=top + STRIP_STEP - STRIP_HEIGHT, height=STRIP_HEIGHT, values=(0, 5, 10))
    tips = _tips(course, **{field: title.split(",", maxsplit=1)[0]})
    return _over(
        _title(title, top=top + STRIP_STEP - STRIP_HEIGHT - TITLE_HEIGHT, colour=colour),
        base.mark_line(strokeWidth=1.2, opacity=0.7, color=colour).encode(x=x, y=y),
        _dots(base, field, x, y, tips, colour, size=_dot_size(course) // 2),
    )


def _dressed(chart: alt.LayerChart, colours: Palette) -> alt.LayerChart:
    dressed = (
        chart.configure_axis(
            labelColor=colours.text,
            titleColor=colours.text,
            gridColor=colours.grid,
            domainColor=colours.grid,
            tickColor=colours.grid,
            labelFontSize=12,
        )
        .configure_view(strokeWidth=0)
        .configure_legend(labelColor=colours.text, titleColor=colours.text)
    )
    return cast("alt.LayerChart", dressed)


def _over(*parts: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """Lay parts over one another. Altair's own type allows facets too, which are never made here."""
    return cast("alt.LayerChart", alt.layer(*parts))


def course_words(course: Course) -> str:
    """The course in words, for a screen reader: what is drawn, how many days, lowest, highest and mean."""
    unit = "Weekly means" if course.weekly else "Average pain by day"
    span = f"{unit} from {_date(course.first)} to {_date(course.until - timedelta(days=1))}"
    pain = course.rows["pain"].dropna()
    if pain.empty:
        return f"{span}: no day is rated yet. Lower is better."
    return (
        f"{span}: {course.logged} of {course.possible} days rated, mean {pain.mean():.1f}, "
        f"lowest {pain.min():.1f}, highest {pain.max():.1f} on a scale of 0 to 10 where lower is better. "
        f"{_count(len(course.sessions), 'acupuncture session')}."
    )


def how_to_read(course: Course) -> str:
    """One line on how to read the chart of the course."""
    marks = "Triangles are sessions, faint bars reach up to the worst pain"
    if course.weekly:
        return f"{marks}; each point is the mean of a week. Lower is better. Gaps are weeks with fewer than three ratings."
    rings = ", rings are single moments" if course.moments else ""
    return (
        f"{marks}{rings}; the thick line is the mean of seven days, where they hold three ratings or more. "
        "Lower is better. Gaps are days without a rating."
    )


def month(
    journal: Journal, first: date, until: date, *, today: date, week_starts_on: int = 0, dark: bool = False
) -> alt.LayerChart:
    """One month as a calendar: a cell a day, darker for more pain, an outline where nothing is rated.

    Selecting a cell gives its day as `day_name` (ISO 8601) in the selection `day`.
    """
    colours = palette(dark=dark)
    rows = _month_rows(journal, first, until, today, week_starts_on)
    chosen = alt.selection_point(name="day", fields=["day_name"], empty=False, toggle=False)
    names = [_weekday(week_starts_on + n) for n in range(7)]
    top = alt.Axis(orient="top", title=None, labelAngle=0, domain=False, ticks=False)
    x = alt.X("weekday:N", sort=names, axis=top, scale=alt.Scale(domain=names, paddingInner=0.06))
    y = alt.Y("week:O", axis=None, scale=alt.Scale(paddingInner=0.08))
    base = alt.Chart(rows).encode(x=x, y=y)
    tips = [
        alt.Tooltip("label:N", title="Day"),
        alt.Tooltip("score:N", title="Average pain"),
        alt.Tooltip("remark:N", title="Also"),
    ]
    shade = alt.Color(
        "pain:Q",
        scale=alt.Scale(domain=[0, 10], range=[colours.low, colours.high]),
        legend=alt.Legend(
            title="Average pain, lower is better", orient="bottom", gradientLength=160, values=[0, 5, 10]
        ),
    )
    rated = base.transform_filter("isValid(datum.pain)").mark_rect(cornerRadius=6).encode(color=shade)
    blank = base.transform_filter("!isValid(datum.pain) && datum.day_name != ''").mark_rect(
        cornerRadius=6, fill="transparent", stroke=colours.empty
    )
    strong = alt.condition(
        f"datum.pain >= {colours.ink_turns_at}", alt.value(colours.ink_high), alt.value(colours.ink_low)
    )
    numbers = (
        base.transform_filter("isValid(datum.pain)")
        .mark_text(fontSize=14)
        .encode(text="number:N", color=strong)
    )
    plain = base.transform_filter("!isValid(datum.pain)").mark_text(fontSize=14, color=colours.text)
    marks = base.transform_filter("datum.session").mark_point(
        shape="triangle-down", filled=True, size=50, yOffset=-15, opacity=1, stroke="white", strokeWidth=0.7
    )
    late = base.transform_filter("datum.late").mark_point(
        shape="circle", filled=True, size=30, yOffset=15, opacity=1, stroke="white", strokeWidth=0.7
    )
    # One unseen layer on top takes every click and tooltip, whatever is drawn below it.
    touch = base.transform_filter("datum.day_name != ''").mark_rect(fill="transparent", cursor="pointer")
    weeks = rows["week"].max() + 1
    layered = _over(
        rated,
        blank,
        numbers,
        plain.encode(text="number:N"),
        marks.encode(color=alt.value(colours.session)),
        late.encode(color=alt.value(colours.stress)),
        touch.encode(tooltip=tips).add_params(chosen),
    ).properties(height=int(weeks) * 48 + 110)
    return _dressed(layered, colours)


def _month_rows(journal: Journal, first: date, until: date, today: date, week_starts_on: int) -> pd.DataFrame:
    sessions = {treatment.day for treatment in journal.done_treatments()}
    rows = []
    for day in days_of(first, until):
        entry = journal.on(day)
        late = entry is not None and entry.filled_in_later
        remarks = ["acupuncture session"] * (day in sessions) + ["filled in later"] * late
        rows.append(
            {
                "day_name": day.isoformat() if day <= today else "",
                "weekday": _weekday(day.weekday()),
                "week": (week_start(day, week_starts_on) - week_start(first, week_starts_on)).days // 7,
                "number": str(day.day),
                "label": _date(day),
                "pain": float("nan") if entry is None or entry.pain_average is None else entry.pain_average,
                "score": "not rated"
                if entry is None or entry.pain_average is None
                else str(entry.pain_average),
                "session": day in sessions,
                "late": late,
                "remark": ", ".join(remarks) or "–",
            }
        )
    return pd.DataFrame(rows)


def month_words(journal: Journal, first: date, until: date) -> str:
    """The month in words: how many days are rated, the mean, the sessions."""
    part = journal.between(first, until)
    pain = part.daily("pain_average")
    span = f"Calendar of {first:%B %Y}: {len(pain)} of {(until - first).days} days rated"
    mean = f", mean average pain {sum(pain.values()) / len(pain):.1f}" if pain else ""
    return f"{span}{mean}. {_count(len(part.done_treatments()), 'acupuncture session')}. The list below holds every day."


def _weekday(number: int) -> str:
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[number % 7]


def _date(day: date) -> str:
    return f"{_weekday(day.weekday())} {day.day} {day:%b %Y}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
