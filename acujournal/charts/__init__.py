"""A Journal becomes charts: one look for all, and words beside each for whoever cannot see it.

Every function is values in, drawing out. A drawing is a design, made with Altair, and the rows it draws. The design
depends on the shape of the chart alone (weekly or daily, light or dark ...), never on a patient's numbers, so it is
made once and kept. Scores are points of 0-10. Days leave as wall-clock times without a zone, because a browser
shifts dates that carry one. Gaps are rows without a number: lines break there, and nothing is drawn as zero.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from acujournal.charts.body import (
    BodyShares,
    body_design,
    body_heat,
    body_rows,
    body_shares,
    body_words,
    halves,
)
from acujournal.charts.course import (
    LOOKS_BACK,
    STRIPS,
    Course,
    CourseShape,
    course,
    course_design,
    course_of,
    course_words,
    how_to_read,
)
from acujournal.charts.effects import EffectCounts, effect_counts, effects, effects_words
from acujournal.charts.function import (
    Function,
    function,
    function_design,
    function_of,
    function_words,
    how_to_read_function,
)
from acujournal.charts.look import Drawing, palette
from acujournal.charts.month import month, month_design, month_words

__all__ = [
    "LOOKS_BACK",
    "BodyShares",
    "Course",
    "Drawing",
    "EffectCounts",
    "Function",
    "body_heat",
    "body_rows",
    "body_shares",
    "body_words",
    "course",
    "course_of",
    "course_words",
    "effect_counts",
    "effects",
    "effects_words",
    "function",
    "function_of",
    "function_words",
    "halves",
    "how_to_read",
    "how_to_read_function",
    "month",
    "month_words",
    "palette",
    "usual_designs",
]


def usual_designs() -> tuple[Callable[[], object], ...]:
    """Calls that make the designs most journals need, to be made before somebody waits for them."""
    shapes = [
        CourseShape(weekly=False, strips=tuple(STRIPS), with_moments=with_moments, dense=dense, dark=dark)
        for dark in (False, True)
        for with_moments in (True, False)
        for dense in (False, True)
    ]
    months = [partial(month_design, weeks, 0, dark=dark) for dark in (False, True) for weeks in (5, 6)]
    weekly = [
        partial(function_design, is_long=False, dark=dark, with_changes=False) for dark in (False, True)
    ]
    bodies = [partial(body_design, dark=dark) for dark in (False, True)]
    return (*months, *weekly, *bodies, *(partial(course_design, shape) for shape in shapes))
