"""The last two weeks at a glance, as plain HTML: no chart library has to load for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from acujournal.journal import Journal, days_of

DAYS: Final = 14


def glance(journal: Journal, until: date) -> str:
    """Fourteen days up to and including `until`, oldest first, as an ordered list with a bar each.

    Holds numbers and dates only, never a patient's words. A day without a rating has no bar and says so.
    """
    sessions = {treatment.day for treatment in journal.done_treatments()}
    pain = journal.daily("pain_average")
    first = until - timedelta(days=DAYS - 1)
    items = "".join(
        _item(day, pain.get(day), session=day in sessions, is_last=day == until)
        for day in days_of(first, until + timedelta(days=1))
    )
    return (
        f'<ol class="glance" aria-label="Average pain of the last {DAYS} days, lower is better">{items}</ol>'
    )


def _item(day: date, pain: float | None, *, session: bool, is_last: bool) -> str:
    words = f"{day:%A} {day.day} {day:%B}: " + ("not rated" if pain is None else f"average pain {pain:.0f}")
    words += ", acupuncture session" if session else ""
    bar = "" if pain is None else f'<i style="height:{max(pain, 0.3) * 10:.0f}%"></i>'
    number = "·" if pain is None else f"{pain:.0f}"
    mark = "▼" if session else ""
    return (
        f'<li class="{"now" if is_last else ""}"><span class="unseen">{words}</span>'
        f'<span aria-hidden="true"><em>{mark}</em><b>{bar}</b><u>{number}</u>'
        f"<s>{day:%a}"
        f"</s></span></li>"
    )
