"""The launcher: `python app.py`, or `streamlit run app.py`. The journal itself is acujournal/main.py."""

import os
import sys
from pathlib import Path

import streamlit as st

from acujournal.server.application import Doors, show_sentence_for
from acujournal.server.launch import serve

_HERE = Path(__file__).resolve().parent
# Streamlit looks for .streamlit/config.toml in the folder it is started from; any folder must do.
os.chdir(_HERE)

doors = Doors()
app = st.App(
    _HERE / "acujournal" / "main.py",
    routes=doors.routes(),
    middleware=doors.middleware(),
    lifespan=doors.lifespan(),
    on_script_error=show_sentence_for,
)

if __name__ == "__main__":
    sys.exit(serve(app))
