"""Who runs this copy of the program, and where its data are; nothing secret is said."""

from __future__ import annotations

import streamlit as st

from acujournal import __version__
from acujournal.server import running


def who_runs_this() -> None:
    """Who runs this copy, which version it is, and what keeps the data: a folder, or a database without its address."""
    settings = running.current().settings
    st.markdown("**Who runs this copy:** you, on this computer. Only a browser on this computer can open it.")
    if settings is not None and settings.database_url.startswith("sqlite"):
        st.markdown("**Where the data are:** in this folder, which only your user account can open:")
        st.code(str(settings.data_folder), language=None, wrap_lines=True)
    else:
        st.markdown(
            "**Where the data are:** in a PostgreSQL database that the owner of this computer has chosen."
        )
    st.markdown(f"**Version:** {__version__}")
