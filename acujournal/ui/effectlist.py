"""All side effects of all sessions: how often, as a small chart, and each in a table."""

from __future__ import annotations

import streamlit as st

from acujournal.treatment import EFFECT_WORDS, SideEffect, Treatment, TreatmentStatus
from acujournal.ui.effects import SEVERITY_WORDS, help_beside
from acujournal.ui.page import Page, is_dark
from acujournal.words import count_words, short_day


def side_effects(page: Page) -> None:
    """Nothing while no side effect is written down; else the count, the chart, the table, and when to get help."""
    treatments = [one for one in page.store.treatments() if one.status is TreatmentStatus.DONE]
    if not any(one.side_effects for one in treatments):
        return
    st.header("Side effects", anchor=False)
    fold = st.expander("How often, and of which kind", on_change="rerun", key="effects.fold")
    if not fold.open:
        return
    from acujournal import charts

    counts = charts.effect_counts(treatments)
    with fold:
        st.text(
            f"Of {count_words(counts.sessions, 'session')}, {counts.with_any} with at least one side effect written down."
        )
        drawing = charts.effects(counts, dark=is_dark())
        st.vega_lite_chart(
            drawing.spec, width="stretch", alt=charts.effects_words(counts), key="effects.chart"
        )
        st.caption("Each bar counts the sessions with this side effect. A session can have several.")
        st.html(table_html(treatments))
        help_beside()


def table_html(treatments: list[Treatment]) -> str:
    """A table of all side effects, newest session first: kinds, words of a closed list and dates only."""
    rows = "".join(
        _row(treatment, effect) for treatment in reversed(treatments) for effect in treatment.side_effects
    )
    names = ("Session", "What", "How strong", "Since", "Until")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        '<table class="numbers"><caption>Every side effect that is written down, newest session first</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(treatment: Treatment, effect: SideEffect) -> str:
    cells = [
        EFFECT_WORDS[effect.kind],
        SEVERITY_WORDS[effect.severity.value] if effect.severity else "–",
        short_day(effect.began_on) if effect.began_on else "–",
        until(effect),
    ]
    return f'<tr><th scope="row">{short_day(treatment.day)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def until(effect: SideEffect) -> str:
    """When it was over, or how that stands."""
    if effect.ended_on is not None:
        return short_day(effect.ended_on)
    return {True: "still there", False: "over", None: "not said"}[effect.is_still_there]
