"""A page with every control, and in words what Python received."""

import json
import time

import streamlit as st

from acujournal.ui.controls import choices, line, long_text, name_list, number_box, scale

st.title("Controls")
kept = st.session_state.setdefault("kept", {"runs": 0})
kept["runs"] += 1
wait = float(st.query_params.get("slow", "0"))


def remember(name):
    return lambda value: kept.__setitem__(name, value)


pain = scale(
    "Average pain today",
    key="demo.pain",
    value=None,
    low="no pain",
    high="the worst you can imagine",
    on_change=remember("pain"),
)
stress = scale(
    "Stress today",
    key="demo.stress",
    value=3,
    low="none at all",
    high="overwhelming",
)
st.button("Another widget", key="demo.other")
time.sleep(wait)
sleep = number_box("Sleep", key="demo.sleep", value=7.5, low=0, high=24, step=0.5, unit="hours")
medicines = name_list(
    "Medicines taken",
    key="demo.medicines",
    value=("Ibuprofen 400",),
    offered=("Ibuprofen 400", "Paracetamol", "<img src=x onerror=alert(1)>"),
)
care = choices(
    "Other care",
    key="demo.care",
    value=("heat",),
    options={"heat": "Heat or cold", "massage": "Massage", "exercise": "Exercise", "rest": "Rest"},
)
note = long_text(
    "Note",
    key="demo.note",
    value="",
    limit=4000,
    on_change=remember("note"),
)
name = line("Name of a medicine", key="demo.line", value="", limit=120)
if st.button("Save", key="demo.save"):
    st.text(f"Saved {len(note)}: {note[-40:]}")
seen = {
    "pain": pain,
    "stress": stress,
    "sleep": sleep if isinstance(sleep, float) else repr(sleep),
    "medicines": medicines.all,
    "care": care,
    "note": note[-60:],
    "length": len(note),
    "name_length": len(name),
    "runs": kept["runs"],
    "kept": {name: value for name, value in kept.items() if name == "pain"},
}
st.code(json.dumps(seen, ensure_ascii=False), language=None, wrap_lines=True)
