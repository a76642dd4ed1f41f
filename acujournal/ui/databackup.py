"""Backup: make a copy now, see the copies there are, and how one is put back."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import streamlit as st

from acujournal.errors import AcujournalError, StorageTrouble
from acujournal.server import running
from acujournal.server.upkeep import makes_daily_copies
from acujournal.storage import CLINIC_BACKS_UP, Backup, Backups, Happening
from acujournal.storage.sealing import ENDING, FORGOTTEN, SHORTEST, check_passphrase
from acujournal.ui.dataexport import size_words
from acujournal.ui.news import remember
from acujournal.ui.page import Page
from acujournal.words import clock_words, count_words

#: So many copies stand in sight; the earlier ones fold away.
IN_SIGHT: Final = 8
WHY: Final = {"backup": "made by you", "daily": "daily copy", "replaced": "replaced by a backup you put back"}
DAILY_ARE_MADE: Final = (
    "Once a day, while AcuJournal runs, it makes a copy by itself. The copies of the last seven days and of the four weeks "
    "before are kept."
)
DAILY_ARE_OFF: Final = (
    "AcuJournal makes no copy by itself, because ACUJOURNAL_DAILY_COPIES is set to off on this computer. Make one yourself "
    "now and then. Daily copies that are there from before stay until you delete them."
)

READY: Final = "data.backup.ready"
TURN: Final = "data.backup.turn"


@dataclass(frozen=True)
class Ready:
    """A copy that can be downloaded: of which journal, at which state."""

    state: tuple[str, int]
    name: str
    data: bytes
    is_sealed: bool


def backup_part(page: Page) -> None:
    """Only for a journal that is a file of this computer; elsewhere the clinic's own backup covers it."""
    here = running.current()
    store = here.store
    if store is None or not store.backups.are_made_here:
        st.text(CLINIC_BACKS_UP)
        return
    st.text(DAILY_ARE_MADE if makes_daily_copies(here) else DAILY_ARE_OFF)
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
    _to_take_away(page, store.backups)
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
    is_windows = sys.platform == "win32"
    terminal = "PowerShell" if is_windows else "a terminal"
    st.text(f"Close AcuJournal, open {terminal} in its folder, and name the copy:")
    example = str(copies[0].file) if copies else "FILE"
    st.code(restore_command(sys.executable, example, is_windows=is_windows), language=None, wrap_lines=True)
    st.text("It first shows what the copy holds, asks, and keeps a copy of what it replaces.")
    st.text(
        "Daily copies have no passphrase, because nobody is there to type it; a copy you make here has none either. All of "
        "them lie beside your journal, in a folder that only your user of this computer can open, as your journal itself "
        "does. A copy to take away can have a passphrase."
    )


def restore_command(python: str, copy: str, *, is_windows: bool) -> str:
    """What puts a copy back, as it is typed. PowerShell runs a name in quotes only after an ampersand."""
    return f'{"& " if is_windows else ""}"{python}" -m acujournal restore "{copy}"'


def _to_take_away(page: Page, backups: Backups) -> None:
    """A copy as a file, with a passphrase or without, made when somebody asks for it."""
    st.header("A copy to take away", anchor=False)
    st.text(
        "A copy on the same disk does not help when the disk breaks. Now and then put one on a stick or another computer. "
        "With a passphrase only those who know it can open the copy."
    )
    st.text(FORGOTTEN)
    # A new key is the only way to empty the fields, so that no passphrase stays on a page.
    turn = st.session_state.setdefault(TURN, 0)
    first = st.text_input(
        f"Passphrase (at least {SHORTEST} characters, or leave it empty)",
        type="password",
        key=f"data.passphrase.{turn}",
        autocomplete="new-password",
    )
    again = st.text_input(
        "The same passphrase again",
        type="password",
        key=f"data.passphrase.again.{turn}",
        autocomplete="new-password",
    )
    if st.button("Prepare the copy", key="data.backup.prepare"):
        st.session_state.pop(READY, None)
        try:
            with st.spinner(
                "Making the copy and opening it once to be sure. With a passphrase this takes some seconds."
            ):
                st.session_state[READY] = _prepared(page, backups, first, again)
        except AcujournalError as refused:
            st.error(str(refused))
        else:
            st.session_state[TURN] += 1
            st.rerun()
    ready = st.session_state.get(READY)
    if not isinstance(ready, Ready) or ready.state != _state(page):
        st.session_state.pop(READY, None)
        return
    how = "Only its passphrase opens it" if ready.is_sealed else "Whoever has this file can read it"
    st.success(f"The copy is ready: {size_words(len(ready.data))}. {how}.", icon=":material/check_circle:")
    st.download_button(
        "Download the copy",
        ready.data,
        file_name=ready.name,
        mime="application/octet-stream",
        key="data.backup.download",
        on_click="ignore",
        type="primary",
    )


def _prepared(page: Page, backups: Backups, first: str, again: str) -> Ready:
    state, name = _state(page), f"acujournal-copy-{page.today.isoformat()}.sqlite"
    if not (first or again):
        made = Ready(state, name, backups.plain(page.now), is_sealed=False)
    else:
        passphrase = check_passphrase(first, again)
        made = Ready(state, f"{name}{ENDING}", backups.sealed(page.now, passphrase), is_sealed=True)
    with suppress(StorageTrouble):
        how = "with a passphrase" if made.is_sealed else "without a passphrase"
        page.store.record(Happening.BACKED_UP, f"as a file to take away, {how}", now=page.now)
    return made


def _state(page: Page) -> tuple[str, int]:
    return page.store.journal_id, page.store.revision()


def backup_line(page: Page, backup: Backup) -> str:
    """One copy: when, why, how large."""
    why = WHY.get(backup.why, "made before an update")
    if backup.is_sealed:
        why += ", with a passphrase"
    return f"{clock_words(backup.made_at, page.zone, page.now)} · {why} · {size_words(backup.size)}"
