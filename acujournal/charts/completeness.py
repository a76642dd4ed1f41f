"""How complete the diary is: each day of a period as a cell, or each month of a long one as a bar, with the sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from acujournal.charts.course import DAY_LABEL, MOST_DAYS_DRAWN_SINGLY, WEEK_LABEL
from acujournal.charts.intervals import GROUND, Note, written
from acujournal.charts.look import Drawing, Palette, finished, named_rows, palette
from acujournal.journal import Journal, days_of, week_start
from acujournal.stats.analysis import Analysis
from acujournal.stats.completeness import Completeness
from acujournal.stats.relief import RELIEF_DAYS
from acujournal.words import WEEKDAYS, count_words, short_day


@dataclass(frozen=True)
class RatedDays:
    """The days of `[first, until)` with an average pain, those of them filled in later, the days of sessions, the counts.

    Weeks begin with `week_starts_on`, 0 for Monday. `turned` are the days whose pain came from another scale: they are
    neither rated nor forgotten.
    """

    first: date
    until: date
    rated: frozenset[date]
    late: frozenset[date]
    sessions: frozenset[date]
    counts: Completeness
    week_starts_on: int = 0
    turned: frozenset[date] = frozenset()

    @property
    def by_months(self) -> bool:
        """Whether the period is too long to draw each day."""
        return (self.until - self.first).days > MOST_DAYS_DRAWN_SINGLY

    @property
    def columns(self) -> int:
        """How many weeks the days lie in, at least one."""
        last = self.until - timedelta(days=1)
        return max((last - week_start(self.first, self.week_starts_on)).days // 7 + 1, 1)

    @property
    def has_anything(self) -> bool:
        """Whether there is a day in the period."""
        return self.first < self.until


def completeness_of(journal: Journal, analysis: Analysis, *, week_starts_on: int = 0) -> RatedDays:
    """The days of the period of an analysis, in `journal`, which holds all of them.

    As in the analysis a day whose pain came from another scale is not among the rated ones: its counts stand beside them.
    """
    first, until = analysis.trend.first, analysis.trend.until
    whole = journal.between(first, until)
    part = whole.comparable()
    rated = frozenset(part.daily("pain_average"))
    return RatedDays(
        first=first,
        until=until,
        rated=rated,
        late=frozenset(entry.day for entry in part.entries if entry.filled_in_later) & rated,
        sessions=frozenset(treatment.day for treatment in part.done_treatments()),
        counts=analysis.complete,
        week_starts_on=week_starts_on,
        turned=frozenset(whole.daily("pain_average")) - rated,
    )


def completeness(days: RatedDays, *, dark: bool = False) -> Drawing:
    """A cell a day with a triangle for a session; above 400 days a bar a month, with a stroke for each session."""
    counts = pd.DataFrame(
        {
            "row": [0, 1],
            "words": [f"{_of(days.counts.logged, days.counts.possible)} rated", _near_and_far(days)],
        }
    )
    if days.by_months:
        rows = {"months": _month_rows(days), "sessions": _session_rows(days)}
        return Drawing(
            design=months_design(dark=dark), rows={**rows, "counts": counts.head(1), "near": counts.tail(1)}
        )
    rows = {"days": _day_rows(days), "near": counts.tail(1)}
    design = days_design(days.week_starts_on, days.columns, dark=dark)
    return Drawing(design=design, rows={**rows, "counts": counts.head(1)})


def _of(number: int, possible: int) -> str:
    return f"{number:,} of {count_words(possible, 'day')}"


def _near_and_far(days: RatedDays) -> str:
    counts = days.counts
    if not counts.near_possible:
        return "No session in this period"
    return (
        f"Near sessions {counts.near_logged:,} of {counts.near_possible:,}, "
        f"far from them {counts.far_logged:,} of {counts.far_possible:,}"
    )


_RATED: Final = "rated"
_LATE: Final = "filled in later"
_MISSING: Final = "not rated"
_TURNED: Final = "not rated (from another scale)"


def _state(days: RatedDays, day: date) -> str:
    if day in days.late:
        return _LATE
    if day in days.turned:
        return _TURNED
    return _RATED if day in days.rated else _MISSING


#: Shares of a cell that are left free at its right and below it.
GAP: Final = 0.14


def _day_rows(days: RatedDays) -> pd.DataFrame:
    rows = []
    for day in days_of(days.first, days.until):
        left = datetime.combine(week_start(day, days.week_starts_on), time())
        place = (day.weekday() - days.week_starts_on) % 7
        rows.append(
            {
                "left": left,
                "right": left + (1 - GAP) * timedelta(days=7),
                "centre": left + (1 - GAP) / 2 * timedelta(days=7),
                "top": place,
                "half": place + (1 - GAP) / 2,
                "bottom": place + 1 - GAP,
                "name": short_day(day),
                "state": _state(days, day),
                "session": day in days.sessions,
                "also": "a session" if day in days.sessions else "–",
            }
        )
    return pd.DataFrame(rows)


def _month_rows(days: RatedDays) -> pd.DataFrame:
    months: dict[date, list[date]] = {}
    for day in days_of(days.first, days.until):
        months.setdefault(day.replace(day=1), []).append(day)
    rows = []
    for month, of in months.items():
        end = (month + timedelta(days=31)).replace(day=1)
        rated, late = sum(day in days.rated for day in of), sum(day in days.late for day in of)
        rows.append(
            {
                "left": pd.Timestamp(month),
                "right": pd.Timestamp(month) + (1 - GAP) * (end - month),
                "in_time": (rated - late) / len(of),
                "share": rated / len(of),
                "late": late,
                "words": _of(rated, len(of)),
                "sessions": sum(day in days.sessions for day in of),
            }
        )
    return pd.DataFrame(rows)


def _session_rows(days: RatedDays) -> pd.DataFrame:
    return pd.DataFrame({"left": pd.to_datetime(sorted(days.sessions))})


#: Pixels from the top: two lines of counts, the key in two rows, the plot.
NEAR_MIDDLE: Final = 28
KEY_MIDDLE: Final = 54
KEY_STEP: Final = 20
KEY_COLUMN: Final = 110
TOP: Final = 92
CELL: Final = 17
#: A column is never wider: three days do not fill a screen.
COLUMN: Final = 46
#: Below so few columns there is room to name one day.
FEW_COLUMNS: Final = 2
FIRST_DAY_LABEL: Final = f"datum.index == 0 ? {DAY_LABEL} : ''"
AXIS_HEIGHT: Final = 22
MONTHS_TOP: Final = TOP + 14
MONTHS_HEIGHT: Final = 110
#: The outline of a day without a rating: as faint as a shape may be that has to be seen.
FAINT: Final = 0.65


@lru_cache(maxsize=64)
def days_design(week_starts_on: int, columns: int, *, dark: bool) -> dict[str, Any]:
    """The design of a period drawn day by day, a column a week that begins on `week_starts_on`, 0 for Monday."""
    colours, ground = palette(dark=dark), GROUND[dark]
    bottom = TOP + 7 * CELL
    names = [WEEKDAYS[(week_starts_on + place) % 7][:3] for place in range(7)]
    x = _days_axis(DAY_LABEL if columns > FEW_COLUMNS else FIRST_DAY_LABEL, widest=columns * COLUMN)
    scale = alt.Scale(domain=[0, 7], range=[TOP, bottom], nice=False)
    axis = alt.Axis(
        title=None,
        values=[place + (1 - GAP) / 2 for place in range(7)],
        labelExpr=f"{names}[floor(datum.value)]",
        labelOverlap=False,
        labelFontSize=12,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=6,
    )
    y, half = (alt.Y(f"{field}:Q", scale=scale, axis=axis) for field in ("top", "half"))
    tips = [
        alt.Tooltip("name:N", title="Day"),
        alt.Tooltip("state:N", title="Average pain"),
        alt.Tooltip("also:N", title="Also"),
    ]
    base = named_rows("days")
    outline: dict[str, Any] = {"fill": ground, "strokeWidth": 1, "strokeOpacity": 1}
    whole = {"x": x, "x2": "right:T", "y": y, "y2": "bottom:Q"}
    full = base.transform_filter(f"datum.state == '{_RATED}'").mark_rect(color=colours.pain)
    late = base.transform_filter(f"datum.state == '{_LATE}'")
    missing = base.transform_filter(f"datum.state == '{_MISSING}' || datum.state == '{_TURNED}'").mark_rect(
        **{**outline, "stroke": colours.text, "strokeOpacity": FAINT, "strokeWidth": 0.7}
    )
    session = base.transform_filter("datum.session").mark_point(
        shape="triangle-down",
        filled=True,
        fill=ground,
        stroke=colours.session,
        strokeWidth=1.3,
        opacity=1,
        size=alt.expr(f"pow(clamp(width / {columns} * 0.55, 3, 9), 2)"),
        tooltip=None,
    )
    touch = base.mark_rect(fill="transparent")
    layers = [
        *_words_above(colours),
        *_key(colours, dark=dark),
        missing.encode(**whole),
        full.encode(**whole),
        late.mark_rect(**outline, stroke=colours.pain).encode(**whole),
        late.mark_rect(color=colours.pain).encode(x=x, x2="right:T", y=half, y2="bottom:Q"),
        session.encode(x="centre:T", y=half),
        touch.encode(**whole, tooltip=tips),
    ]
    return finished(alt.LayerChart(layer=layers, height=bottom + AXIS_HEIGHT), colours)


@lru_cache(maxsize=2)
def months_design(*, dark: bool) -> dict[str, Any]:
    """The design of a long period, a bar a month."""
    colours = palette(dark=dark)
    bottom = MONTHS_TOP + MONTHS_HEIGHT
    x = _days_axis(WEEK_LABEL)
    axis = alt.Axis(title=None, values=[0, 0.5, 1], format="%", domain=False, ticks=False, labelPadding=6)
    scale = alt.Scale(domain=[0, 1], range=[bottom, MONTHS_TOP], nice=False)
    tips = [
        alt.Tooltip("left:T", title="Month", format="%B %Y"),
        alt.Tooltip("words:N", title="Rated"),
        alt.Tooltip("late:Q", title="Of these filled in later", format=".0f"),
        alt.Tooltip("sessions:Q", title="Sessions", format=".0f"),
    ]
    base = named_rows("months")
    bars = base.mark_rect(color=colours.pain).encode(
        x=x, x2="right:T", y=alt.Y("in_time:Q", scale=scale, axis=axis), y2=alt.datum(0), tooltip=tips
    )
    later = (
        base.transform_filter("datum.late > 0")
        .mark_rect(fill=GROUND[dark], stroke=colours.pain, strokeWidth=1)
        .encode(x=x, x2="right:T", y=alt.Y("share:Q", scale=scale, axis=axis), y2="in_time:Q", tooltip=tips)
    )
    sessions = named_rows("sessions").mark_tick(
        orient="vertical", thickness=1.5, size=9, opacity=1, color=colours.session, tooltip=None
    )
    layers = [
        *_words_above(colours),
        *_key(colours, dark=dark, by_months=True),
        bars,
        later,
        sessions.encode(x=x, y=alt.value(MONTHS_TOP - 8)),
    ]
    return finished(alt.LayerChart(layer=layers, height=bottom + AXIS_HEIGHT), colours)


def _days_axis(label: str, *, widest: int | None = None) -> alt.X:
    """The axis of days, over the whole width, or over so many pixels where there are more."""
    scale = alt.Scale(nice=False)
    if widest:
        scale = alt.Scale(nice=False, range=[0, alt.expr(f"min(width, {widest})")])
    return alt.X("left:T", scale=scale).axis(
        title=None,
        labelExpr=label,
        labelOverlap=True,
        tickCount=5,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=6,
    )


def _words_above(colours: Palette) -> list[alt.Chart]:
    """The counts, in words above the plot."""
    style: dict[str, Any] = {"align": "left", "baseline": "middle", "tooltip": None}
    counts = named_rows("counts").mark_text(**style, fontSize=13, fontWeight=600, color=colours.pain)
    near = named_rows("near").mark_text(**style, fontSize=12, color=colours.text)
    return [
        counts.encode(x=alt.value(0), y=alt.value(8), text="words:N"),
        near.encode(x=alt.value(0), y=alt.value(NEAR_MIDDLE), text="words:N"),
    ]


def _key(colours: Palette, *, dark: bool, by_months: bool = False) -> list[alt.Chart]:
    """What each cell or bar is, in two rows of two."""
    place = alt.Chart(alt.InlineData(values=[{}]))
    ground = GROUND[dark]

    def box(row: int, column: int, top: int = -6, **style: Any) -> alt.Chart:
        left, middle = column * KEY_COLUMN, KEY_MIDDLE + row * KEY_STEP
        mark = place.mark_rect(tooltip=None, **style)
        made: alt.Chart = mark.encode(
            x=alt.value(left), x2=alt.value(left + 12), y=alt.value(middle + top), y2=alt.value(middle + 6)
        )
        return made

    def words(row: int, column: int, text: str) -> Note:
        return Note(text, column * KEY_COLUMN + 18, KEY_MIDDLE + row * KEY_STEP)

    said = [words(0, 0, _RATED), words(0, 1, _LATE), words(1, 1, "session")]
    said += [] if by_months else [words(1, 0, _MISSING)]
    marks = [
        box(0, 0, color=colours.pain),
        box(0, 1, fill=ground, stroke=colours.pain, strokeWidth=1),
        written(colours, *said),
    ]
    at = {"x": alt.value(KEY_COLUMN + 6), "y": alt.value(KEY_MIDDLE + KEY_STEP)}
    if by_months:
        stroke = place.mark_tick(
            orient="vertical", thickness=1.5, size=12, opacity=1, color=colours.session, tooltip=None
        )
        return [*marks, stroke.encode(**at)]
    triangle = place.mark_point(
        shape="triangle-down",
        filled=True,
        fill=ground,
        stroke=colours.session,
        strokeWidth=1.3,
        size=80,
        opacity=1,
        tooltip=None,
    )
    return [
        *marks,
        box(0, 1, top=0, color=colours.pain),
        box(1, 0, fill=ground, stroke=colours.text, strokeWidth=0.7, strokeOpacity=FAINT),
        triangle.encode(**at),
    ]


def completeness_words(days: RatedDays) -> str:
    """How complete the diary is, in words: rated days of all, filled in later, near sessions and far from them."""
    if not days.has_anything:
        return "Days rated: there is no day in this period yet."
    counts = days.counts
    span = f"Days rated from {short_day(days.first)} to {short_day(days.until - timedelta(days=1))}"
    late = f", {counts.late:,} of them filled in later" if counts.late else ""
    turned = (
        f" Pain from another scale on {count_words(len(days.turned), 'day')} counts as not rated."
        if days.turned
        else ""
    )
    return (
        f"{span}: {_of(counts.logged, counts.possible)}{late}.{turned} {_near_and_far(days)}. "
        f"{count_words(len(days.sessions), 'acupuncture session')}."
    )


COMPLETENESS_HEADS: Final = ("Days", "Rated", "Of")


def completeness_rows(days: RatedDays) -> list[tuple[str, str, str]]:
    """The counts as a table below `COMPLETENESS_HEADS`; the last row counts rated days filled in later."""
    counts = days.counts
    return [
        ("All days", f"{counts.logged:,}", f"{counts.possible:,}"),
        (f"Near a session, up to {RELIEF_DAYS} days", f"{counts.near_logged:,}", f"{counts.near_possible:,}"),
        ("Far from any session", f"{counts.far_logged:,}", f"{counts.far_possible:,}"),
        ("Filled in later", f"{counts.late:,}", f"{counts.logged:,}"),
    ]


def how_to_read_completeness(days: RatedDays) -> str:
    """One sentence on the marks of this chart, and on the days it cannot show."""
    if days.by_months:
        what = "Each bar is the share of a month's days with an average pain"
    else:
        what = "Each cell is a day, each column a week"
    return f"{what}; unrated days may have been better or worse than the others."
