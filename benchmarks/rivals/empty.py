"""The emptiest page one can wait for: a single line of text."""

import streamlit as st

st.text("Nothing here")
