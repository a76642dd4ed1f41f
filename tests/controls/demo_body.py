"""A page with the body map three times: as asked every day, with an answer and nothing besides, and in a session."""

import json
import time

import streamlit as st

from acujournal.ui.controls import body_map, long_text

st.title("Body")
kept = st.session_state.setdefault("kept.body", {"runs": 0})
kept["runs"] += 1
wait = float(st.query_params.get("slow", "0"))
offered = {
    "": (),
    "yesterday": ("back_low_back_left", "back_sacrum", "front_knee_left"),
    "nowhere": ("nowhere",),
}[st.query_params.get("offered", "")]
words = {
    "": "",
    "yesterday": "Same as yesterday: left lower back, sacrum / tailbone, left knee (front)",
    "nowhere": "Same as yesterday: nowhere",
}[st.query_params.get("offered", "")]

hurts = body_map(
    "Where did it hurt today?",
    key="demo.hurts",
    value=st.query_params.get("value", "").split(),
    offered=offered,
    offer=words,
    may_be_nowhere=True,
    on_change=lambda value: kept.__setitem__("hurts", value),
)
time.sleep(wait)
note = long_text("Note", key="demo.body.note", value="", limit=4000)
needled = body_map("Where were the needles?", key="demo.needled", value=("front_hand_left",))
st.code(json.dumps({"hurts": hurts, "needled": needled, **kept}), language=None, wrap_lines=True)
