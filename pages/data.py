"""My data: export, import, backup, reminders, the access record and erasing, each a part of its own."""

import streamlit as st

from acujournal.access import Role
from acujournal.ui.data import PARTS, open_part, overview
from acujournal.ui.databackup import backup_part
from acujournal.ui.dataerase import erase_part
from acujournal.ui.dataexport import export_part
from acujournal.ui.dataimport import import_part
from acujournal.ui.datarecord import record_part
from acujournal.ui.datareminders import reminders_part
from acujournal.ui.page import open_page

DRAW = {
    "export": export_part,
    "import": import_part,
    "backup": backup_part,
    "reminders": reminders_part,
    "record": record_part,
    "erase": erase_part,
}

asked = st.query_params.get("part", "")
page = open_page("" if asked in PARTS else "My data", needs=Role.PATIENT)
if asked not in PARTS:
    overview()
elif open_part(page, asked):
    DRAW[asked](page)
