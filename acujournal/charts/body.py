"""Where it hurt: both figures, each place in the shade of its share of the days that were answered.

A day without an answer counts for nothing: it is not a day without pain. The whole day counts for a place however
strong the pain was, so the shades say how often, and never how much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, cast

import altair as alt
import pandas as pd

from acujournal.body import BACK, FRONT, NOWHERE, Point, Shape, figures, place_words, regions, shapes
from acujournal.charts.look import Drawing, Palette, finished, palette
from acujournal.words import count_words, short_day

#: Pixels, with the legend. The figures are as tall as they are wide together: this fits a phone and half a desk.
HEIGHT: Final = 452
#: How many places the words name.
MOST_NAMED: Final = 3


@dataclass(frozen=True)
class BodyShares:
    """On how many of the answered days of `[first, until)` each place hurt.

    `answered` are the days with places or with "nowhere", `nowhere` those with "nowhere". `counts` has all regions,
    in the order of the drawing, so a place that never hurt is a 0 out of `answered`.
    """

    first: date
    until: date
    answered: int
    nowhere: int
    counts: Mapping[str, int]

    @property
    def most_frequent(self) -> tuple[str, ...]:
        """The places that hurt on any day, most days first and then in the order of the drawing."""
        hurting = [region_id for region_id, days in self.counts.items() if days]
        return tuple(sorted(hurting, key=lambda region_id: -self.counts[region_id]))


def body_shares(days: Mapping[date, tuple[str, ...]], first: date, until: date) -> BodyShares:
    """Count the places of the answered days in `[first, until)`.

    A day that is not in `days`, or has no places and no "nowhere" there, was not answered.
    """
    answers = [set(places) for day, places in days.items() if first <= day < until and places]
    counts = {region_id: sum(region_id in places for places in answers) for region_id in regions()}
    nowhere = sum(NOWHERE in places for places in answers)
    return BodyShares(first, until, len(answers), nowhere, MappingProxyType(counts))


def halves(first: date, until: date) -> tuple[date, date, date]:
    """Where to cut `[first, until)` into an earlier and a later half of whole days: `(first, middle, until)`.

    An odd day goes to the later half, `[middle, until)`.
    """
    return first, first + timedelta(days=(until - first).days // 2), until


def body_heat(shares: BodyShares, *, dark: bool = False) -> Drawing:
    """Both figures, each place that hurt in the shade of its share of the answered days."""
    rows = [
        {
            "region_id": region_id,
            "label": place_words(region_id),
            "share": days / shares.answered if days else 0.0,
            "days": f"{days} of {count_words(shares.answered, 'answered day')}",
        }
        for region_id, days in shares.counts.items()
    ]
    return Drawing(design=body_design(dark=dark), rows={"shares": pd.DataFrame(rows)})


def body_words(shares: BodyShares) -> str:
    """The drawing in words, for a screen reader: how many days were answered, and the places that hurt most often."""
    last = shares.until - timedelta(days=1)
    span = f"Where it hurt from {short_day(shares.first)} to {short_day(last)}"
    if not shares.answered:
        return f"{span}: no day is answered yet."
    named = [
        f"{place_words(region_id)} ({shares.counts[region_id]} of {shares.answered})"
        for region_id in shares.most_frequent[:MOST_NAMED]
    ]
    places = f" Most often: {', '.join(named)}." if named else ""
    nowhere = f" Nowhere on {shares.nowhere} of {shares.answered}." if shares.nowhere else ""
    return f"{span}: {count_words(shares.answered, 'day')} answered.{places}{nowhere}"


def body_rows(earlier: BodyShares, later: BodyShares) -> list[tuple[str, int, int, int, int]]:
    """Each place that hurt in either period: its words, days and answered days earlier, and the same later.

    The places of the most days in both periods together come first, then those of the most days in the later one.
    """

    def days(region_id: str) -> tuple[int, int]:
        then, now = earlier.counts[region_id], later.counts[region_id]
        return -(then + now), -now

    hurting = [region_id for region_id in regions() if any(days(region_id))]
    return [
        (
            place_words(region_id),
            earlier.counts[region_id],
            earlier.answered,
            later.counts[region_id],
            later.answered,
        )
        for region_id in sorted(hurting, key=days)
    ]


@dataclass(frozen=True)
class _Shades:
    """The body where it never hurt, its borders, and the shades from the first day to every day.

    The faintest shade is stronger than the bare body, and lightness runs one way, so a grey print can be read.
    """

    bare: str
    border: str
    low: str
    high: str


_LIGHT: Final = _Shades(bare="#f6f4ef", border="#858a8a", low="#c4dedd", high="#0b4a50")
_DARK: Final = _Shades(bare="#1a2122", border="#7c8687", low="#2b585c", high="#8fe6ea")

#: The back comes first, as where the places are chosen: units by which the two figures change their places.
_MOVED: Final = {BACK: -480, FRONT: 480}
_MIDDLE: Final = {BACK: 735 - 480, FRONT: 255 + 480}
_TITLE_Y: Final = -12
_LETTER_X: Final = 178
_LETTER_Y: Final = 150


@lru_cache(maxsize=2)
def body_design(*, dark: bool) -> dict[str, Any]:
    """The design of the heat map. Its shapes stand in it once, and each patient's rows are looked up by region."""
    colours, shades = palette(dark=dark), _DARK if dark else _LIGHT
    numbers = alt.LookupData(
        data=alt.NamedData(name="shares"), key="region_id", fields=["label", "share", "days"]
    )
    tips = [alt.Tooltip("label:N", title="Place"), alt.Tooltip("days:N", title="It hurt on")]
    border: dict[str, Any] = {"stroke": shades.border, "strokeWidth": 0.7, "strokeJoin": "round"}
    body = alt.Chart().mark_geoshape(fill=shades.bare, **border).encode(tooltip=tips)
    # A shape without a colour would not be drawn at all: the bare body lies below, and only what hurt above it.
    shade = alt.Color(
        "share:Q",
        scale=alt.Scale(domain=[0, 1], range=[shades.low, shades.high]),
        legend=alt.Legend(
            title="Share of answered days",
            orient="bottom",
            format="%",
            values=[0, 0.5, 1],
            gradientLength=160,
        ),
    )
    hurt = alt.Chart().mark_geoshape(**border).encode(color=shade, tooltip=tips)
    hurt = hurt.transform_filter("datum.share > 0")
    drawn = alt.LayerChart(data=_features(), layer=[body, hurt]).transform_lookup(lookup="id", from_=numbers)
    # The sheet is flat and its y grows downwards, as on the screen.
    projection = alt.Projection(type="identity")
    chart = alt.LayerChart(layer=[drawn, _letters(colours)], projection=projection, height=HEIGHT)
    return finished(chart, colours)


def _features() -> alt.InlineData:
    """All shapes as GeoJSON in whole units, each a polygon that also carries the id of its region."""
    values = []
    for region_id, ring in _coarse(shapes()).items():
        moved = _MOVED[regions()[region_id].view]
        points = [[round(x) + moved, round(y)] for x, y in (*ring, ring[0])]
        values.append({"id": region_id, "type": "Polygon", "coordinates": [points]})
    return alt.InlineData(values=values)


#: Square units. A corner whose triangle with its neighbours is smaller than this cannot be seen at this size.
_TOO_SMALL: Final = 6.0


def _coarse(fine: Mapping[str, Shape]) -> dict[str, list[Point]]:
    """The same shapes with fewer corners, the flattest dropped first; neighbours keep their border in common.

    After M. Visvalingam and J. D. Whyatt (1993), doi:10.1179/000870493786962263.
    """
    beside: defaultdict[Point, set[Point]] = defaultdict(set)
    for ring in fine.values():
        for one, other in pairwise((*ring, ring[0])):
            beside[one].add(other)
            beside[other].add(one)

    def triangle(corner: Point) -> float:
        (ax, ay), (bx, by), (cx, cy) = corner, *beside[corner]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    # A corner where three borders meet holds the drawing together.
    flattest = [(triangle(corner), corner) for corner, others in beside.items() if len(others) == 2]
    heapify(flattest)
    while flattest and flattest[0][0] < _TOO_SMALL:
        area, corner = heappop(flattest)
        if len(beside[corner]) != 2 or area != triangle(corner):
            continue
        one, other = beside.pop(corner)
        for end, far in ((one, other), (other, one)):
            beside[end] = beside[end] - {corner} | {far}
            if len(beside[end]) == 2:
                heappush(flattest, (triangle(end), end))
    return {region_id: [corner for corner in ring if corner in beside] for region_id, ring in fine.items()}


def _letters(colours: Palette) -> alt.Chart:
    """Which figure is which, and which side is the patient's left: on the front it is the right of the drawing."""
    titles = [{"words": view.capitalize(), "x": _MIDDLE[view], "y": _TITLE_Y} for view in figures()]
    letters = [
        {"words": letter, "x": _MIDDLE[view] + side * _LETTER_X, "y": _LETTER_Y}
        for view, (left, right) in {BACK: ("L", "R"), FRONT: ("R", "L")}.items()
        for letter, side in ((left, -1), (right, 1))
    ]
    words = alt.Chart(alt.InlineData(values=[*titles, *letters]))
    text = words.mark_text(fontSize=14, fontWeight=600, color=colours.text, tooltip=None)
    return cast("alt.Chart", text.encode(longitude="x:Q", latitude="y:Q", text="words:N"))
