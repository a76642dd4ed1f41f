"""An estimate with its 95 % interval, as it is drawn and as it is said: the bar never without its point, nor the reverse."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from acujournal.charts.look import Palette
from acujournal.stats.engine import Estimate

#: What stands in a table where there is no number.
NO_NUMBER: Final = "–"
#: Pixels.
POINT: Final = 70
BAR: Final = 2.5
#: What is drawn behind a chart, so that words on it stay readable and a hollow point is hollow.
GROUND: Final = {False: "#fbfaf7", True: "#121718"}


def signed(value: float, *, digits: int = 1) -> str:
    """A number with its sign, a true minus among them: +0.4, −1.2; what rounds to nothing has none."""
    words = f"{abs(value):.{digits}f}"
    if not float(words):
        return words
    return f"{'−' if value < 0 else '+'}{words}"


def signed_interval(estimate: Estimate, *, digits: int = 1) -> str:
    """The 95 % interval as it stands in a table: −1.9 to +0.3."""
    return f"{signed(estimate.low, digits=digits)} to {signed(estimate.high, digits=digits)}"


def lower_or_higher(value: float, *, digits: int = 1) -> str:
    """A difference in pain without a sign, for a screen reader may leave signs out: 0.4 lower, 1.2 higher, 0.0."""
    words = f"{abs(value):.{digits}f}"
    if not float(words):
        return words
    return f"{words} {'lower' if value < 0 else 'higher'}"


def estimate_in_words(estimate: Estimate, *, digits: int = 1) -> str:
    """An estimate in words: 0.8 lower (95 % interval 1.9 lower to 0.3 higher)."""
    low, high = (lower_or_higher(end, digits=digits) for end in (estimate.low, estimate.high))
    return f"{lower_or_higher(estimate.value, digits=digits)} (95 % interval {low} to {high})"


def interval_marks(
    base: alt.Chart, colour: str, *, along: dict[str, Any], ends: dict[str, Any], point: dict[str, Any]
) -> list[alt.Chart]:
    """The bar from `ends` and the point on it. `along` are the encodings both share, tooltip among them."""
    bar = base.mark_rule(strokeWidth=BAR, strokeCap="round", color=colour, opacity=1)
    dot = base.mark_point(shape="circle", filled=True, size=POINT, color=colour, opacity=1)
    return [bar.encode(**along, **ends), dot.encode(**along, **point)]


def hollow(base: alt.Chart, colour: str, *, dark: bool, size: int = POINT) -> alt.Chart:
    """Points that are only a description: an outline, the ground of the screen inside."""
    points: alt.Chart = base.mark_point(
        shape="circle", filled=False, fill=GROUND[dark], size=size, strokeWidth=1.6, color=colour, opacity=1
    )
    return points


def words_on(
    base: alt.Chart, *, dark: bool, colour: str, encoding: dict[str, Any], **text: Any
) -> list[alt.Chart]:
    """Words within a plot, with the ground of the screen around each letter, so that lines below do not cross them out."""
    shared: dict[str, Any] = {"fontSize": 12, "tooltip": None, **text}
    halo = base.mark_text(**shared, color=GROUND[dark], stroke=GROUND[dark], strokeWidth=4)
    return [halo.encode(**encoding), base.mark_text(**shared, color=colour).encode(**encoding)]


def written(words: str, colours: Palette, *, x: Any, y: int, align: str = "left", **text: Any) -> alt.Chart:
    """Constant words at a place in pixels. One row of its own, or they would be written once for each row of the chart."""
    place = alt.Chart(alt.InlineData(values=[{"words": words}]))
    style: dict[str, Any] = {"fontSize": 12, "baseline": "middle", "color": colours.text, "align": align}
    mark = place.mark_text(tooltip=None, **{**style, **text})
    made: alt.Chart = mark.encode(x=alt.value(x), y=alt.value(y), text="words:N")
    return made
