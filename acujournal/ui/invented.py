"""Draw a patient whose treatment does nothing, and watch it look as if it did."""

from __future__ import annotations

import streamlit as st

from acujournal.teaching import BETTER, USUAL, InventedPatient, invented_patient, looked_better
from acujournal.ui.page import is_dark
from acujournal.words import count_words

#: Patients drawn in this tab so far; the next one has the next number.
DRAWN = "learn.drawn"
MANY = 100


@st.fragment
def regression_to_the_mean() -> None:
    """One invented patient as a chart, what the plain before-and-after says, the truth, and the tally of all drawn."""
    from acujournal import charts

    drawn = int(st.session_state.setdefault(DRAWN, 1))
    with st.container(key="learn.draw", horizontal=True):
        st.button("Draw another patient", key="learn.draw.one", type="primary", on_click=draw, args=(1,))
        st.button(f"Draw {MANY} more", key="learn.draw.many", on_click=draw, args=(MANY,))
    patient = invented_patient(drawn)
    drawing = charts.regression(patient, dark=is_dark())
    st.vega_lite_chart(
        drawing.spec, width="stretch", alt=charts.regression_words(patient), key="learn.regression"
    )
    st.caption(
        "Triangles at the top are sessions, each on the day after a bad day. Diamonds are the days before them, squares "
        "the days after. The dashed line is this patient’s usual pain, the same from beginning to end. Lower is better."
    )
    for sentence in what_it_looks_like(patient):
        st.markdown(sentence)
    with st.container(key="learn.tally"):
        st.markdown(tally(drawn))


def draw(more: int) -> None:
    """Draw so many more patients; the last of them is shown."""
    st.session_state[DRAWN] = int(st.session_state.get(DRAWN, 1)) + more


def what_it_looks_like(patient: InventedPatient) -> tuple[str, ...]:
    """The plain before-and-after of one patient, and beside it what the treatment did."""
    sessions = count_words(len(patient.sessions), "session")
    size = f"{abs(patient.seen):.1f}"
    looks = (
        "no difference" if size == "0.0" else f"{size} points {'less' if patient.seen < 0 else 'more'} pain"
    )
    return (
        (
            f"**What it looks like:** {patient.before:.1f} on average the day before a session, {patient.after:.1f} the day "
            f"after, from {sessions}. That is {looks}."
        ),
        f"**What the treatment did:** nothing, 0 points. Pain only came back towards its usual {USUAL:g}.",
    )


def tally(drawn: int) -> str:
    """Of all patients drawn, how many looked better."""
    better = looked_better(drawn)
    return f"Of **{count_words(drawn, 'patient')}** drawn, **{better:,}** looked at least {BETTER:g} point better."
