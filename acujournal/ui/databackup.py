"""Backup: make a copy now, see the copies there are, and how one is put back."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

import streamlit as st

from acujournal.errors import AcujournalError, StorageTrouble
from acujournal.server import running
from acujournal.storage import CLINIC_BACKS_UP, Backup, Happening
from acujournal.ui.dataexport import size_words
from acujournal.ui.news import remember
from acujournal.ui.page import Page
from acujournal.words import clock_words, count_words

#: So many copies stand in sight; the earlier ones fold away.
IN_SIGHT: Final = 8
WHY: Final = {"backup": "made by you", "daily": "daily copy", "replaced": "replaced by a backup you put back"}


def backup_part(page: Page) -> None:
    """Only for a journal that is a file of this computer; elsewhere the clinic's own backup covers it."""
    store = running.current().store
    if store is None or not store.backups.are_made_here:
        st.text(CLINIC_BACKS_UP)
        return
    st.text(
        "Once a day, while AcuJournal runs, it makes a copy by itself. The copies of the last seven days and of the four "
        "weeks before are kept."
    )
    if st.button("Make a copy now", key="data.backup", type="primary"):
        try:
            made = store.backups.make(page.now)
        except AcujournalError as trouble:
            st.error(str(trouble))
        else:
            # The copy is there, whether or not this line can be written on the same disk.
            with suppress(StorageTrouble):
                page.store.record(Happening.BACKED_UP, now=page.now)
            remember(f"The copy is made: {size_words(made.size)}.", is_good=True)
            st.rerun()
    copies = store.backups.all()
    st.header("Copies on this computer", anchor=False)
    if not copies:
        st.text("There is none yet.")
    else:
        st.text(f"{count_words(len(copies), 'copy').replace('copys', 'copies')} in this folder:")
        st.code(str(store.backups.folder), language=None, wrap_lines=True)
    with st.container(gap=None):
        for one in copies[:IN_SIGHT]:
            st.text(backup_line(page, one))
    if earlier := copies[IN_SIGHT:]:
        with st.expander(f"{len(earlier):,} earlier"), st.container(gap=None):
            for one in earlier:
                st.text(backup_line(page, one))
    st.header("To put a copy back", anchor=False)
    st.text("Close AcuJournal, open a terminal in its folder, and name the copy:")
    example = str(copies[0].file) if copies else "FILE"
    st.code(f'"{sys.executable}" -m acujournal restore "{example}"', language=None, wrap_lines=True)
    st.text("It first shows what the copy holds, asks, and keeps a copy of what it replaces.")
    st.text(
        "A copy on the same disk does not help when the disk breaks. Now and then put one on a stick or another computer. "
        "The copies are not encrypted by this program."
    )


def backup_line(page: Page, backup: Backup) -> str:
    """One copy: when, why, how large."""
    why = WHY.get(backup.why, "made before an update")
    return f"{clock_words(backup.made_at, page.zone, page.now)} · {why} · {size_words(backup.size)}"
