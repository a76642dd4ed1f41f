"""One plain chart of the rows that our own page draws. The first argument is a CSV file of them."""

import sys

import altair as alt
import pandas as pd
import streamlit as st


@st.cache_data
def read_rows(path: str) -> pd.DataFrame:
    """The rows, read once: what a page draws is compared here, not where it keeps its rows."""
    return pd.read_csv(path, parse_dates=["day"])


st.altair_chart(alt.Chart(read_rows(sys.argv[1])).mark_line(point=True).encode(x="day:T", y="pain:Q"))
