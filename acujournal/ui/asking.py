"""One question of a form each: draw the control, keep its draft, return its answer as plain JSON.

Every function takes the page, the form and the name of the question; what stands in the control comes from the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from acujournal.answers import EARLIEST_DAY, NAME_LIMIT, NOTE_LIMIT
from acujournal.ui.controls import (
    Points,
    body_map,
    choices,
    clock_line,
    day_line,
    line,
    long_text,
    number_box,
    one_of,
    point_list,
    scale,
    shown_number,
)
from acujournal.ui.form import Form, keeper, plain
from acujournal.ui.page import Page

#: What stands for "not answered" among choices of which one may hold.
UNANSWERED = ""


def ask_scale(page: Page, form: Form, name: str, label: str, *, low: str, high: str) -> int | None:
    """A number from 0 to 10, or None."""
    return scale(
        label,
        key=form.key(name),
        value=form.values[name],
        low=low,
        high=high,
        on_change=keeper(page, form, name),
    )


def ask_pain(page: Page, form: Form, name: str, label: str) -> int | None:
    """Pain, 0-10, or None."""
    return ask_scale(page, form, name, label, low="no pain", high="worst I can imagine")


def ask_text(page: Page, form: Form, name: str, label: str, *, limit: int = NOTE_LIMIT) -> str:
    """A text of several lines."""
    return long_text(
        label, key=form.key(name), value=form.values[name], limit=limit, on_change=keeper(page, form, name)
    )


def ask_line(
    page: Page, form: Form, name: str, label: str, *, limit: int = NAME_LIMIT, offered: Iterable[str] = ()
) -> str:
    """A text of one line; `offered` ones can be chosen."""
    return line(
        label,
        key=form.key(name),
        value=form.values[name],
        limit=limit,
        offered=offered,
        on_change=keeper(page, form, name),
    )


def ask_day(page: Page, form: Form, name: str, label: str) -> str:
    """A date as 2026-11-22, empty where it is none."""
    return day_line(
        label,
        key=form.key(name),
        value=form.values[name],
        earliest=EARLIEST_DAY,
        on_change=keeper(page, form, name),
    )


def ask_clock(page: Page, form: Form, name: str, label: str) -> str:
    """A time of day as 20:14, empty where it is none."""
    return clock_line(label, key=form.key(name), value=form.values[name], on_change=keeper(page, form, name))


def ask_number(
    page: Page, form: Form, name: str, label: str, *, low: float, high: float, step: float, unit: str
) -> Any:
    """A number, None where there is none, or the text that is no number of this range."""
    given = number_box(
        label,
        key=form.key(name),
        value=shown_number(form.values[name]),
        low=low,
        high=high,
        step=step,
        unit=unit,
        on_change=keeper(page, form, name),
    )
    return plain(given)


def ask_one(page: Page, form: Form, name: str, label: str, options: Mapping[str, str]) -> str:
    """One of `options` (id to words); put UNANSWERED among them where nothing may be chosen for anybody."""
    return one_of(
        label,
        key=form.key(name),
        value=form.values[name],
        options=options,
        on_change=keeper(page, form, name),
    )


def ask_choices(page: Page, form: Form, name: str, label: str, options: Mapping[str, str]) -> list[str]:
    """Several of `options` (id to words), as ids in their order."""
    given = choices(
        label,
        key=form.key(name),
        value=form.values[name],
        options=options,
        on_change=keeper(page, form, name),
    )
    return list(given)


def ask_places(
    page: Page,
    form: Form,
    name: str,
    label: str,
    *,
    offered: Iterable[str] = (),
    offer: str = "",
    may_be_nowhere: bool = False,
) -> list[str]:
    """Regions of the body, touched on a drawing or found by name."""
    given = body_map(
        label,
        key=form.key(name),
        value=form.values[name],
        offered=offered,
        offer=offer,
        may_be_nowhere=may_be_nowhere,
        on_change=keeper(page, form, name),
    )
    return list(given)


def ask_points(page: Page, form: Form, name: str, label: str, *, offered: Iterable[str] = ()) -> Any:
    """Acupuncture points by code or name; what is still being typed counts."""
    kept = form.values[name]
    given = point_list(
        label,
        key=form.key(name),
        value=Points(tuple(kept["chosen"]), kept["typing"]),
        offered=offered,
        on_change=keeper(page, form, name),
    )
    return plain(given)
