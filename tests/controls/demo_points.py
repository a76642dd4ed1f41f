"""A page with acupuncture points, and in words what Python received."""

import json
import time

import streamlit as st

from acujournal.ui.controls import point_list

st.title("Points")
kept = st.session_state.setdefault("kept.points", {"runs": 0})
kept["runs"] += 1
before = ("BL23", "GB30", "<img src=x onerror=alert(1)>") if "before" in st.query_params else ()
chosen = tuple(st.query_params.get("chosen", "").split()) if "chosen" in st.query_params else ()
time.sleep(float(st.query_params.get("slow", "0")))
points = point_list(
    "Points needled",
    key="demo.points",
    value=chosen,
    offered=before,
    on_change=lambda value: kept.__setitem__("told", list(value.all)),
)
st.button("Another widget", key="demo.points.other")
seen = {
    "all": points.all,
    "typing": points.typing[:80],
    "count": len(points.all),
    "problem": points.problem,
    "told": kept.get("told"),
    "runs": kept["runs"],
}
st.code(json.dumps(seen, ensure_ascii=False), language=None, wrap_lines=True)
