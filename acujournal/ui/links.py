"""Links to frozen reports: making one, handing it on this once, and the list of all there are."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import streamlit as st

from acujournal.answers import clean_text
from acujournal.errors import AcujournalError
from acujournal.server import running
from acujournal.server.previews import previews
from acujournal.sharing import (
    DAYS_LEAST,
    DAYS_MOST,
    DAYS_USUAL,
    PASSCODE_LEAST,
    PASSCODE_MOST,
    TRIES,
    Share,
    ShareState,
    Shown,
)
from acujournal.ui.controls import address_to_hand_on
from acujournal.ui.page import Page
from acujournal.ui.reports import report_of
from acujournal.words import count_words, short_day

if TYPE_CHECKING:
    from acujournal.report import Selection

ONLY_HERE: Final = (
    "AcuJournal runs on this computer alone, and nobody else can reach it. A link made here opens only in a browser on this "
    "computer. For your practitioner take the PDF or the page above: print it, or send the file."
)
#: What this tab holds of a link just made. Its token is nowhere else.
_HELD: Final = "share.link"


@dataclass(frozen=True)
class HandedOn:
    """A link just made, as it can be handed on this once."""

    journal_id: str
    share: Share
    address: str
    has_passcode: bool


def link_form(page: Page, selection: Selection, page_bytes: bytes, pdf_bytes: bytes) -> None:
    """Ask how long and behind what, and make the link; or show the one that was just made."""
    st.header("Make a link", anchor=False)
    if is_only_here():
        st.info(ONLY_HERE)
    held = st.session_state.get(_HELD)
    if isinstance(held, HandedOn) and held.journal_id == page.store.journal_id:
        hand_on(page, held, selection)
        return
    st.text(
        "The link shows exactly this preview, also when you change your journal later. It can show nothing else."
    )
    days = st.number_input(
        "Days until it ends",
        min_value=DAYS_LEAST,
        max_value=DAYS_MOST,
        value=DAYS_USUAL,
        step=1,
        key="share.days",
    )
    passcode = st.text_input(
        f"Passcode, if you want one (at least {PASSCODE_LEAST} letters or numbers)",
        key="share.passcode",
        max_chars=PASSCODE_MOST,
        autocomplete="off",
        help=f"Tell it to your reader in another way than the link. After {TRIES} wrong ones the link closes for good.",
    )
    takes_note = st.checkbox("The reader may leave me one note", key="share.takes_note")
    if st.button("Make the link", key="share.make", type="primary"):
        make_link(page, selection, page_bytes, pdf_bytes, int(days), passcode or "", takes_note=takes_note)


def make_link(
    page: Page,
    selection: Selection,
    page_bytes: bytes,
    pdf_bytes: bytes,
    days: int,
    passcode: str,
    *,
    takes_note: bool,
) -> None:
    """Freeze what was looked at behind a link; a sentence says why where it cannot be."""
    here = page.at_present()
    if here is None:
        st.rerun()
    try:
        made = here.store.make_share(
            page=page_bytes,
            pdf=pdf_bytes,
            first_day=selection.first,
            until_day=selection.until,
            now=here.now,
            reader=selection.reader,
            passcode=clean_text(passcode),
            days=days,
            takes_note=takes_note,
        )
    except AcujournalError as error:
        st.error(str(error))
        return
    st.session_state[_HELD] = HandedOn(
        page.store.journal_id, made.share, f"{own_origin()}/s/{made.token}", bool(passcode)
    )
    st.rerun()


def hand_on(page: Page, held: HandedOn, selection: Selection) -> None:
    """The address, this once: to copy, to share, to scan."""
    st.success("The link is made. It is shown only now: copy it before you go on.", icon=":material/link:")
    key = f"share.address.{held.share.share_id}"
    address_to_hand_on("The link", held.address, title="Pain diary report", key=key)
    with st.container(key="share.qr"):
        st.html(qr_html(held.address))
    st.text(f"It ends on {short_day(local_day(page, held.share.expires_at))}.")
    if held.has_passcode:
        st.text("Tell the passcode to your reader in another way, such as on the phone.")
    paper_with_link(page, held, selection)
    if st.button("Done, I have it", key="share.handed_on"):
        st.session_state.pop(_HELD, None)
        st.rerun()


def paper_with_link(page: Page, held: HandedOn, selection: Selection) -> None:
    """A PDF to print with the address on it. The one behind the link has none: its token is kept nowhere."""
    key = f"share.paper.{held.share.share_id}"
    if st.button("Make a PDF with this link on it", key=f"{key}.make"):
        with st.spinner("Making the PDF. This takes a second or two."):
            st.session_state[key] = previews.hold(
                page.viewer, pdf_with_link(page, held, selection), is_pdf=True
            )
    made = st.session_state.get(key)
    found = previews.find(page.viewer, made.rsplit("/", 1)[-1]) if made else None
    if found is not None:
        name = f"pain-diary-{page.today.isoformat()}-with-link.pdf"
        st.download_button(
            "Save the PDF with the link",
            found[0],
            name,
            "application/pdf",
            key=f"{key}.save",
            on_click="ignore",
        )


def pdf_with_link(page: Page, held: HandedOn, selection: Selection) -> bytes:
    """The report of the same choice as a PDF with the link as words and as a picture. Raises ReportTrouble."""
    from acujournal.report import Link, render_pdf

    report, _ = report_of(page, selection)
    until = short_day(local_day(page, held.share.expires_at))
    return render_pdf(report, link=Link(address=held.address, qr_svg=qr_svg(held.address), until=until))


def qr_svg(address: str) -> str:
    """A picture of the address to be scanned, as SVG, dark on white with the margin scanners need."""
    import segno

    picture = io.BytesIO()
    # A seventh of the picture may be lost to a dim screen or a fold in the paper.
    code = segno.make_qr(address, error="m")
    code.save(picture, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False, svgns=True)
    return picture.getvalue().decode()


def qr_html(address: str) -> str:
    """The same as a picture with words for whoever does not see it."""
    data = base64.b64encode(qr_svg(address).encode()).decode()
    return (
        f'<img src="data:image/svg+xml;base64,{data}" width="210" height="210" '
        'alt="The link as a QR code, to be scanned with a phone">'
    )


def is_only_here() -> bool:
    """Whether only this computer can reach the server."""
    settings = running.current().settings
    return settings is None or running.is_loopback(settings.address)


def own_origin() -> str:
    """The address of this server as links begin with it."""
    known = running.current().origin
    if known:
        return known
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


# The list


def links_of(page: Page) -> None:
    """Every link with what became of it, the newest first."""
    shares = page.store.shares()
    if not shares:
        return
    st.header("Links you have made", anchor=False)
    for number, share in enumerate(shares, start=1):
        with st.container(key=f"share.one.{share.share_id}", border=True):
            one_link(page, share, number)


def one_link(page: Page, share: Share, number: int) -> None:
    """One link: for whom, what, until when, how often it was opened, and what can be done with it."""
    state = share.state(page.now)
    st.text(f"{number} · For {share.reader}" if share.reader else f"{number} · For nobody in particular")
    last = share.until_day - timedelta(days=1)
    st.text(f"Days shown: {short_day(share.first_day)} to {short_day(last)}")
    st.text(f"{state_words(page, share, state)}{' With a passcode.' if share.has_passcode else ''}")
    st.text(opened_words(page, share))
    with st.container(horizontal=True, key=f"share.do.{share.share_id}"):
        shown = st.session_state.get(f"share.shown.{share.share_id}")
        if shown:
            st.link_button(f"{number} · Open what they see", shown, icon=":material/open_in_new:")
        else:
            st.button(
                f"{number} · Show me what they see",
                key=f"share.see.{share.share_id}",
                on_click=show_again,
                args=(page, share.share_id),
            )
        if state is ShareState.OPEN:
            st.button(
                f"{number} · Close it now",
                key=f"share.revoke.{share.share_id}",
                on_click=act,
                args=(page, share, "revoke"),
            )
        if state in {ShareState.OPEN, ShareState.EXPIRED}:
            st.button(
                f"{number} · {DAYS_USUAL} days from today",
                key=f"share.renew.{share.share_id}",
                on_click=act,
                args=(page, share, "renew"),
            )
        if state is not ShareState.OPEN:
            st.button(
                f"{number} · Remove from this list",
                key=f"share.remove.{share.share_id}",
                on_click=act,
                args=(page, share, "remove"),
            )
    if problem := st.session_state.pop(f"share.problem.{share.share_id}", ""):
        st.error(problem)


def state_words(page: Page, share: Share, state: ShareState) -> str:
    """Where a link stands, as a sentence."""
    if state is ShareState.REVOKED:
        return f"Closed by you on {short_day(local_day(page, share.revoked_at or page.now))}."
    if state is ShareState.LOCKED:
        return f"Closed after {TRIES} wrong passcodes."
    if state is ShareState.EXPIRED:
        return f"Ended on {short_day(local_day(page, share.expires_at))}."
    return f"Open until {short_day(local_day(page, share.expires_at))}."


def opened_words(page: Page, share: Share) -> str:
    """How often it was opened; nothing says by whom."""
    if share.last_opened_at is None:
        return "Not opened yet."
    pdf = f", the PDF {count_words(share.pdf_views, 'time')}" if share.pdf_views else ""
    last = local_day(page, share.last_opened_at)
    return f"The page was opened {count_words(share.page_views, 'time')}{pdf}; last on {short_day(last)}."


def local_day(page: Page, at: datetime) -> date:
    """The calendar day of an instant where the patient is."""
    return at.astimezone(page.now.tzinfo).date()


def show_again(page: Page, share_id: str) -> None:
    """Hold the frozen page for the owner's own eyes. It does not count as opened."""
    here = page.at_present()
    if here is not None:
        body = here.store.share_bytes(share_id, Shown.PAGE)
        st.session_state[f"share.shown.{share_id}"] = previews.hold(here.viewer, body)


def act(page: Page, share: Share, what: str) -> None:
    """Close, renew or remove a link as it is by now."""
    here = page.at_present()
    if here is None:
        return
    doing: dict[str, Any] = {
        "revoke": here.store.revoke_share,
        "renew": here.store.renew_share,
        "remove": here.store.remove_share,
    }
    try:
        doing[what](share.share_id, now=here.now)
    except AcujournalError as error:
        st.session_state[f"share.problem.{share.share_id}"] = str(error)
    held = st.session_state.get(_HELD)
    if what != "renew" and isinstance(held, HandedOn) and held.share.share_id == share.share_id:
        st.session_state.pop(_HELD, None)
