"""A Journal becomes charts: one look for all, and words beside each for whoever cannot see it.

Every function is values in, drawing out. A drawing is a design, made with Altair, and the rows it draws. The design
depends on the shape of the chart alone (weekly or daily, light or dark ...), never on a patient's numbers, so it is
made once and kept. Scores are points of 0-10. Days leave as wall-clock times without a zone, because a browser
shifts dates that carry one. Gaps are rows without a number: lines break there, and nothing is drawn as zero.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from acujournal.charts.beside import (
    BESIDE_HEADS,
    Relation,
    Relations,
    beside,
    beside_design,
    beside_of,
    beside_rows,
    beside_words,
    how_to_read_beside,
)
from acujournal.charts.body import (
    BodyShares,
    body_design,
    body_heat,
    body_rows,
    body_shares,
    body_words,
    halves,
)
from acujournal.charts.completeness import (
    COMPLETENESS_HEADS,
    RatedDays,
    completeness,
    completeness_of,
    completeness_rows,
    completeness_words,
    days_design,
    how_to_read_completeness,
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
    LEAST_NOTICED,
    Function,
    function,
    function_design,
    function_of,
    function_words,
    how_to_read_function,
)
from acujournal.charts.glance import DRAWN_UNIT, evidence, evidence_words
from acujournal.charts.look import Drawing, palette
from acujournal.charts.month import month, month_design, month_words
from acujournal.charts.regression import regression, regression_words
from acujournal.charts.relief import (
    RELIEF_HEADS,
    ReliefCurve,
    how_to_read_relief,
    relief,
    relief_design,
    relief_of,
    relief_rows,
    relief_words,
)
from acujournal.charts.risks import count_said, risks, risks_words
from acujournal.charts.week import (
    WEEK_HEADS,
    UsualWeek,
    how_to_read_week,
    week,
    week_design,
    week_of,
    week_rows,
    week_words,
)

__all__ = [
    "BESIDE_HEADS",
    "COMPLETENESS_HEADS",
    "DRAWN_UNIT",
    "LEAST_NOTICED",
    "LOOKS_BACK",
    "RELIEF_HEADS",
    "WEEK_HEADS",
    "BodyShares",
    "Course",
    "Drawing",
    "EffectCounts",
    "Function",
    "RatedDays",
    "Relation",
    "Relations",
    "ReliefCurve",
    "UsualWeek",
    "beside",
    "beside_of",
    "beside_rows",
    "beside_words",
    "body_heat",
    "body_rows",
    "body_shares",
    "body_words",
    "completeness",
    "completeness_of",
    "completeness_rows",
    "completeness_words",
    "count_said",
    "course",
    "course_of",
    "course_words",
    "effect_counts",
    "effects",
    "effects_words",
    "evidence",
    "evidence_words",
    "function",
    "function_of",
    "function_words",
    "halves",
    "how_to_read",
    "how_to_read_beside",
    "how_to_read_completeness",
    "how_to_read_function",
    "how_to_read_relief",
    "how_to_read_week",
    "month",
    "month_words",
    "palette",
    "regression",
    "regression_words",
    "relief",
    "relief_of",
    "relief_rows",
    "relief_words",
    "risks",
    "risks_words",
    "usual_designs",
    "week",
    "week_of",
    "week_rows",
    "week_words",
]


def usual_designs() -> tuple[Callable[[], object], ...]:
    """Calls that make the designs most journals need, to be made before somebody waits for them."""
    shapes = [
        CourseShape(
            weekly=False,
            strips=tuple(STRIPS),
            with_moments=with_moments,
            dense=dense,
            dark=dark,
            with_answers=with_answers,
        )
        for dark in (False, True)
        for with_answers in (True, False)
        for with_moments in (True, False)
        for dense in (False, True)
    ]
    months = [partial(month_design, weeks, 0, dark=dark) for dark in (False, True) for weeks in (5, 6)]
    weekly = [
        partial(function_design, is_long=False, dark=dark, with_changes=False) for dark in (False, True)
    ]
    bodies = [partial(body_design, dark=dark) for dark in (False, True)]
    answers = [
        design
        for dark in (False, True)
        for design in (
            *(partial(relief_design, goes_on=goes_on, dark=dark) for goes_on in (False, True)),
            partial(beside_design, 4, dark=dark),
            partial(week_design, 0, dark=dark),
            partial(days_design, 0, 14, dark=dark),
        )
    ]
    return (*months, *weekly, *bodies, *answers, *(partial(course_design, shape) for shape in shapes))
