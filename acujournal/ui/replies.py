"""What the holders of links have left: plain text from somebody nobody has checked, until Ana puts it away."""

from __future__ import annotations

import streamlit as st

from acujournal.sharing import ShareNote
from acujournal.ui.page import Page
from acujournal.words import clock_words, day_words


def replies_on_today(page: Page) -> None:
    """Messages not put away yet, on the first screen that is opened."""
    for note in page.store.notes_of_shares(only_unread=True):
        reply(page, note, key=f"reply.{note.share_id}")


def all_replies(page: Page) -> None:
    """Every message, on the page of the links; those that were put away without a button."""
    notes = page.store.notes_of_shares()
    if not notes:
        return
    st.header("Notes left for you", anchor=False)
    for note in notes:
        reply(page, note, key=f"share.reply.{note.share_id}")


def reply(page: Page, note: ShareNote, *, key: str) -> None:
    """One message: when it came, for whom its link was made, what it says."""
    with st.container(key=key, border=True):
        day = note.left_at.astimezone(page.now.tzinfo).date()
        when = clock_words(note.left_at, page.zone, note.left_at)
        st.markdown(f"**From the holder of your link** · {day_words(day, page.today)}, {when}")
        # These are a stranger's words, or a name Ana typed: text and nothing else.
        if note.reader:
            st.text(f"The link was made for: {note.reader}")
        if note.message:
            st.text(note.message)
        if note.next_on is not None:
            st.text(
                f"Next appointment, they write: {day_words(note.next_on, page.today)} {note.next_on.year}"
            )
        st.caption("Whoever has the link could have written this.")
        if note.read_at is None:
            st.button("I have read it", key=f"{key}.read", on_click=put_away, args=(page, note.share_id))


def put_away(page: Page, share_id: str) -> None:
    """Remember that it was read; it stays on the page of the links."""
    here = page.at_present()
    if here is not None:
        here.store.mark_note_read(share_id, now=here.now)
