"""The smallest page that answers a click: one button and one line of text."""

import streamlit as st

if st.button("Count"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.text(f"Counted {st.session_state.get('count', 0)}")
