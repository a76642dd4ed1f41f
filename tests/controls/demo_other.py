"""A second page, to leave the first one for."""

import streamlit as st

st.title("Elsewhere")
st.code(repr(st.session_state.get("kept")), language=None)
