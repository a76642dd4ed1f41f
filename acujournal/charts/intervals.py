"""An estimate with its 95 % interval, as it is drawn and as it is said: the bar never without its point, nor the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from acujournal.charts.look import Palette
from acujournal.stats.engine import Estimate
from acujournal.stats.wording import amount_words

#: What stands in a table where there is no number.
NO_NUMBER: Final = "–"
#: Pixels.
POINT: Final = 70
BAR: Final = 2.5
#: What is drawn behind a chart, so that words on it stay readable and a hollow point is hollow.
GROUND: Final = {False: "#fbfaf7", True: "#121718"}


def signed(value: float, *, digits: int = 1) -> str:
    """A number with its sign, a true minus among them: +0.4, −1.2; what is not 0 is never shown as it."""
    words = f"{abs(value):.{digits}f}"
    if not value:
        return words
    if not float(words):
        return f"just {'below' if value < 0 else 'above'} 0"
    return f"{'−' if value < 0 else '+'}{words}"


def signed_interval(estimate: Estimate, *, digits: int = 1) -> str:
    """The 95 % interval as it stands in a table: −1.9 to +0.3."""
    return f"{signed(estimate.low, digits=digits)} to {signed(estimate.high, digits=digits)}"


def lower_or_higher(value: float, *, digits: int = 1) -> str:
    """A difference in pain without a sign, for a screen reader may leave signs out: 0.4 lower, 1.2 higher, 0.0."""
    words = amount_words(value, digits)
    return f"{words} {'lower' if value < 0 else 'higher'}" if value else words


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


@dataclass(frozen=True)
class Note:
    """Constant words at a place in pixels; at the right end of the plot where `x` is None. A title is bold and larger."""

    words: str
    x: int | None
    y: int
    colour: str = ""
    is_title: bool = False


def written(colours: Palette, *notes: Note) -> alt.Chart:
    """All constant words of a chart. One layer for all of them: each layer costs a browser as much as a hundred marks."""
    values = []
    for note in notes:
        value: dict[str, Any] = {"words": note.words, "y": note.y, "colour": note.colour or colours.text}
        value |= {} if note.x is None else {"x": note.x}
        values.append(value | ({"title": 1} if note.is_title else {}))
    text = alt.Chart(alt.InlineData(values=values)).mark_text(
        tooltip=None,
        baseline="middle",
        x=alt.expr("isValid(datum.x) ? datum.x : width"),
        y=alt.expr("datum.y"),
        align=alt.expr("isValid(datum.x) ? 'left' : 'right'"),
        fontSize=alt.expr("datum.title ? 13 : 12"),
        fontWeight=alt.expr("datum.title ? 600 : 400"),
    )
    made: alt.Chart = text.encode(text="words:N", color=alt.Color("colour:N", scale=None))
    return made
