"""A screen with something of each kind that leaves the server: text, a download, a button, and a failure."""

import streamlit as st

from acujournal.server import running

st.title("Ana's journal")
st.text(f"The viewer is the {running.viewer_of(st.context.cookies).role}.")
st.text(f"It is {running.current().clock():%d %B %Y}.")
if running.current().trouble:
    st.text(running.current().trouble)
st.download_button("Keep a copy", data="ana's words\n" * 200, file_name="journal.csv", mime="text/csv")
if "fails" in st.query_params:
    word = "gehoelzpfad"
    raise ValueError(f"{word} is a word only Ana knows")
if st.button("Press"):
    st.text("It was pressed.")
