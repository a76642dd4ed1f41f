"""One month as a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, cast

import altair as alt
import pandas as pd

from acujournal.charts.look import Drawing, Palette, finished, named_rows, palette
from acujournal.journal import Journal, days_of, week_start
from acujournal.words import count_words, short_day


def month(
    journal: Journal, first: date, until: date, *, latest: date, week_starts_on: int = 0, dark: bool = False
) -> Drawing:
    """One month as a calendar: a cell a day, darker for more pain, an outline where nothing is rated.

    Days after `latest` cannot be chosen. Selecting a cell gives its day as `day_name` (ISO 8601) in the selection `day`.
    """
    rows = _month_rows(journal, first, until, latest, week_starts_on)
    return Drawing(
        design=month_design(int(rows["week"].max()) + 1, week_starts_on, dark=dark), rows={"month": rows}
    )


@lru_cache(maxsize=64)
def month_design(weeks: int, week_starts_on: int, *, dark: bool) -> dict[str, Any]:
    """The design of a month that touches so many weeks."""
    colours = palette(dark=dark)
    names = [_weekday(week_starts_on + n) for n in range(7)]
    top = alt.Axis(orient="top", title=None, labelAngle=0, domain=False, ticks=False)
    x = alt.X("weekday:N", sort=names, axis=top, scale=alt.Scale(domain=names, paddingInner=0.06))
    y = alt.Y("week:O", axis=None, scale=alt.Scale(paddingInner=0.08))
    base = named_rows("month").encode(x=x, y=y)
    rated, unrated = "isValid(datum.pain)", "!isValid(datum.pain)"
    legend = alt.Legend(
        title="Average pain, lower is better", orient="bottom", gradientLength=160, values=[0, 5, 10]
    )
    shade = alt.Color(
        "pain:Q", scale=alt.Scale(domain=[0, 10], range=[colours.low, colours.high]), legend=legend
    )
    cells = base.transform_filter(rated).mark_rect(cornerRadius=6).encode(color=shade)
    blank = base.transform_filter(f"{unrated} && datum.day_name != ''").mark_rect(
        cornerRadius=6, fill="transparent", stroke=colours.empty
    )
    strong = alt.condition(
        f"datum.pain >= {colours.ink_turns_at}", alt.value(colours.ink_high), alt.value(colours.ink_low)
    )
    numbers = base.transform_filter(rated).mark_text(fontSize=14).encode(text="number:N", color=strong)
    plain = base.transform_filter(unrated).mark_text(fontSize=14, color=colours.text).encode(text="number:N")
    layers = [cells, blank, numbers, plain, *_month_marks(base, colours), _touch(base)]
    return finished(alt.LayerChart(layer=layers, height=weeks * 48 + 110), colours)


def _month_marks(base: alt.Chart, colours: Palette) -> list[alt.Chart]:
    """A triangle above the number for a session, a dot below it for a day filled in later."""
    outline: dict[str, Any] = {"filled": True, "opacity": 1, "stroke": "white", "strokeWidth": 0.7}
    session = base.transform_filter("datum.session").mark_point(
        shape="triangle-down", size=50, yOffset=-15, **outline
    )
    late = base.transform_filter("datum.late").mark_point(shape="circle", size=30, yOffset=15, **outline)
    return [
        session.encode(color=alt.value(colours.session)),
        late.encode(color=alt.value(colours.stress)),
    ]


def _touch(base: alt.Chart) -> alt.Chart:
    """One unseen layer on top takes every click and tooltip, whatever is drawn below it."""
    chosen = alt.selection_point(name="day", fields=["day_name"], empty=False, toggle=False)
    tips = [
        alt.Tooltip("label:N", title="Day"),
        alt.Tooltip("score:N", title="Average pain"),
        alt.Tooltip("remark:N", title="Also"),
    ]
    cells = base.transform_filter("datum.day_name != ''").mark_rect(fill="transparent", cursor="pointer")
    return cast("alt.Chart", cells.encode(tooltip=tips).add_params(chosen))


def _month_rows(
    journal: Journal, first: date, until: date, latest: date, week_starts_on: int
) -> pd.DataFrame:
    sessions = {treatment.day for treatment in journal.done_treatments()}
    rows = []
    for day in days_of(first, until):
        entry = journal.on(day)
        late = entry is not None and entry.filled_in_later
        remarks = ["acupuncture session"] * (day in sessions) + ["filled in later"] * late
        rows.append(
            {
                "day_name": day.isoformat() if day <= latest else "",
                "weekday": _weekday(day.weekday()),
                "week": (week_start(day, week_starts_on) - week_start(first, week_starts_on)).days // 7,
                "number": str(day.day),
                "label": short_day(day),
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


def month_words(journal: Journal, first: date, until: date, *, latest: date) -> str:
    """The month in words, up to the latest day that can be opened: how many days are rated, the mean, the sessions."""
    until = min(until, latest + timedelta(days=1))
    part = journal.between(first, until)
    pain = part.daily("pain_average")
    span = f"Calendar of {first:%B %Y}: {len(pain)} of {(until - first).days} days rated"
    mean = f", mean average pain {sum(pain.values()) / len(pain):.1f}" if pain else ""
    return f"{span}{mean}. {count_words(len(part.done_treatments()), 'acupuncture session')}. The list below holds every day."


def _weekday(number: int) -> str:
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[number % 7]
