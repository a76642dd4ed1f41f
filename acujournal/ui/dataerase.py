"""Erase: a period, what was deleted before, or everything. Nothing here can be undone, so each says what will be gone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import streamlit as st

from acujournal.access import Viewer
from acujournal.answers import UNDO_DAYS
from acujournal.errors import AcujournalError
from acujournal.server import running
from acujournal.server.previews import previews
from acujournal.server.upkeep import makes_daily_copies
from acujournal.server.uploads import uploads
from acujournal.storage import Backup, Receipt
from acujournal.storage.backups import WEEKS_KEPT
from acujournal.storage.erasing import is_removed
from acujournal.ui import places
from acujournal.ui.analysing import forget
from acujournal.ui.dataspan import WRONG_ORDER, choose_dates
from acujournal.ui.news import remember
from acujournal.ui.page import Page
from acujournal.words import count_words, short_day

WORD: Final = "erase"
ERASED: Final = "data.erased"
#: Tables of a journal as a person calls one row of them; the rest is the program's own and is counted together.
ROWS: Final = {
    "entries": ("day", "days"),
    "moments": ("moment", "moments"),
    "treatments": ("session", "sessions"),
    "plans": ("plan", "plans"),
    "reviews": ("review", "reviews"),
    "weekly_checks": ("weekly answer", "weekly answers"),
    "first_visits": ("first-visit sheet", "first-visit sheets"),
    "ongoing": ("medicine or other care", "medicines and other care"),
    "versions": ("saved version", "saved versions"),
    "drafts": ("draft", "drafts"),
    "shares": ("link you shared", "links you shared"),
    "share_notes": ("note from a reader", "notes from readers"),
    "imports": ("import in the list", "imports in the list"),
    "record": ("line of the access record", "lines of the access record"),
}


def erase_part(page: Page) -> None:
    """Three ways, the smallest first."""
    st.text(
        "What is deleted here is gone for good. There is no undo, so take a copy first if you are not sure."
    )
    with st.container(key="data.first"):
        st.page_link(
            places.DATA,
            label="Export first",
            icon=":material/chevron_right:",
            query_params={"part": "export"},
        )
    _period(page)
    _deleted(page)
    _everything(page)


def _period(page: Page) -> None:
    st.header("Delete a period", anchor=False)
    # With the whole journal put in, two wrong clicks would erase all of it.
    first, until = choose_dates(page, "data.erase", begins_on=page.today)
    if first >= until:
        st.info(WRONG_ORDER)
        return
    try:
        counts = page.store.count_period(first, until)
    except AcujournalError as refused:
        st.error(str(refused))
        return
    lines = gone_lines(counts)
    if not lines:
        st.text(f"There is nothing to delete {days_words(first, until)}.")
        return
    when = days_words(first, until)
    st.text(f"{when[0].upper()}{when[1:]} this would be deleted:")
    _list(lines)
    if counts.get("shares"):
        st.text(
            "Links that show one of these days stop working. A message from a reader that you have not read yet stays on "
            "Today."
        )
    copies = _copies()
    also = _with_copies(copies, "data.erase.period.copies")
    sure = st.checkbox("I know that this cannot be undone", key=f"data.erase.sure.{first}.{until}")
    if st.button("Delete this period", key="data.erase.period", icon=":material/delete:"):
        if not sure:
            st.error("Nothing was deleted. Tick the box above first.")
            return
        receipt = page.store.erase_period(first, until, now=page.now)
        receipt = _without_copies(page, receipt, copies if also else ())
        _let_go(page.viewer, page.store.journal_id)
        # Cards that are open in this tab would still hold words of those days.
        st.session_state.pop("forms", None)
        _tell("The period was deleted for good.", receipt)
        st.rerun()


def _deleted(page: Page) -> None:
    st.header("What you deleted before", anchor=False)
    st.text(
        f"Anything you delete can be brought back for {UNDO_DAYS} days; then it is deleted from your journal for good by "
        f"itself. You need not wait. {held_by_copies()}"
    )
    copies = _copies()
    also = _with_copies(copies, "data.erase.deleted.copies")
    if st.button("Delete for good now", key="data.erase.deleted", icon=":material/delete:"):
        receipt = page.store.delete_for_good_now(page.now)
        if receipt.is_empty:
            st.info("There was nothing deleted that could still be brought back.")
            return
        receipt = _without_copies(page, receipt, copies if also else ())
        _let_go(page.viewer, page.store.journal_id)
        _tell("Deleted for good.", receipt)
        st.rerun()


def _everything(page: Page) -> None:
    st.header("Erase everything", anchor=False)
    st.text(
        "Every day, moment, session, plan, review and note, the weekly answers, medicines and other care, the first-visit "
        "sheet, all earlier versions and drafts, every link you shared with the messages from readers, the list of imports, "
        "the access record and your settings. After that AcuJournal opens with an empty journal."
    )
    copies = _copies()
    also = _with_copies(copies, "data.erase.copies")
    typed = st.text_input(f"To be sure, type the word {WORD}", key="data.erase.word", autocomplete="off")
    if st.button("Erase everything", key="data.erase.all", icon=":material/delete:"):
        if typed.strip().casefold() != WORD:
            st.error(f"Nothing was erased. Type the word {WORD} above first.")
            return
        journal_id = page.store.journal_id
        receipt = page.store.erase_everything(also=copies if also else ())
        _let_go(page.viewer, journal_id)
        st.session_state.clear()
        st.session_state[ERASED] = receipt
        st.rerun()


def _copies() -> tuple[Backup, ...]:
    """The backups on this computer; what a power cut has left of one is no backup, and goes before it is asked."""
    here = running.current().store
    if here is None or not here.backups.are_made_here:
        return ()
    here.backups.clear_leftovers()
    return here.backups.all()


def _with_copies(copies: tuple[Backup, ...], key: str) -> bool:
    """Ask whether the backups go as well: each of them still holds what is deleted here."""
    if not copies:
        return False
    return st.checkbox(
        f"Also delete {count_words(len(copies), 'backup')} on this computer, which may still hold it",
        value=True,
        key=key,
    )


def _without_copies(page: Page, receipt: Receipt, copies: tuple[Backup, ...]) -> Receipt:
    """Delete these backups and make one of the journal as it is now, so that it is never without any."""
    here = running.current().store
    if here is None or not copies:
        return receipt
    gone = tuple(one for one in copies if is_removed(one))
    left = tuple(one for one in copies if one not in gone)
    with suppress(AcujournalError):
        here.backups.make(page.now)
    return replace(receipt, backups=gone, backups_left=left)


def _let_go(viewer: Viewer, journal_id: str) -> None:
    """Let the program forget what was worked out, and drawn for a reader, from what is gone, and files sent but not read."""
    forget(journal_id)
    previews.forget_all()
    uploads.forget(viewer)


def shows_receipt() -> bool:
    """After everything was erased: what is gone, until the person begins anew. False where nothing was."""
    receipt = st.session_state.get(ERASED)
    if not isinstance(receipt, Receipt):
        return False
    st.title("Everything is erased", anchor=False)
    st.text("This is gone for good:")
    lines = gone_lines(receipt.counts)
    if receipt.backups:
        lines.append(count_words(len(receipt.backups), "backup"))
    _list(lines)
    for sentence in left_sentences(receipt):
        st.error(sentence)
    if copies := _copies():
        st.text(
            f"What was in the journal is still in {count_words(len(copies), 'backup')} on this computer. When you no "
            "longer need that, delete it in this folder:"
        )
        st.code(str(copies[0].file.parent), language=None, wrap_lines=True)
    st.text("Files you downloaded, and copies you made elsewhere, are still where you put them.")
    if st.button("Begin an empty journal", key="data.begin", type="primary"):
        st.session_state.clear()
        st.rerun()
    return True


def gone_lines(counts: Mapping[str, int]) -> list[str]:
    """What is gone, or would be, one line for each kind."""
    lines = [f"{counts[name]:,} {ROWS[name][counts[name] != 1]}" for name in ROWS if counts.get(name)]
    if lines and counts.get("preferences"):
        lines.append("Your settings")
    return lines


def days_words(first: date, until: date) -> str:
    """The days `[first, until)` within a sentence: on Sun 22 Nov 2026, or from one day to another."""
    last = until - timedelta(days=1)
    if first == last:
        return f"on {short_day(first)}"
    return f"from {short_day(first)} to {short_day(last)}"


def held_by_copies() -> str:
    """For how long copies hold what has left the journal by itself: a good copy is not destroyed for that."""
    here = running.current()
    if here.store is None or not here.store.backups.are_made_here:
        return "Backups of the database server may hold it longer."
    if makes_daily_copies(here):
        # What is purged is not in the copy of that day, so the last copy with it goes with its week.
        return f"Daily copies on this computer hold it for up to {WEEKS_KEPT} weeks longer, other copies until you delete them."
    return "Copies on this computer hold it until you delete them."


def _tell(sentence: str, receipt: Receipt) -> None:
    """Tell on the next page what is gone; and what could not be done, each as the trouble it is."""
    remember(told(sentence, receipt), is_good=True)
    for trouble in left_sentences(receipt):
        remember(trouble, is_good=False)


def told(sentence: str, receipt: Receipt) -> str:
    """The sentence and what is gone, as one line of news."""
    lines = gone_lines(receipt.counts)
    if receipt.backups:
        lines.append(count_words(len(receipt.backups), "backup"))
    return f"{sentence} Gone: {', '.join(lines)}." if lines else sentence


def left_sentences(receipt: Receipt) -> list[str]:
    """What is still there although it was asked to go."""
    found = []
    if receipt.backups_left:
        names = ", ".join(one.file.name for one in receipt.backups_left)
        found.append(f"These backups could not be deleted; delete them by hand: {names}.")
    if not receipt.no_trace_is_left:
        found.append(
            "Traces can still be in the journal's file, because something was reading it. The next time anything is "
            "erased clears them."
        )
    return found


def _list(lines: list[str]) -> None:
    with st.container(gap=None):
        for line in lines:
            st.text(f"• {line}")
