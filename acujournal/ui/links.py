"""Links to frozen reports: making one, handing it on, and the list of all there are."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import streamlit as st

from acujournal.answers import clean_text
from acujournal.errors import AcujournalError, ReportTrouble
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
    ShareView,
    Shown,
    expiry,
)
from acujournal.ui.controls import address_to_hand_on
from acujournal.ui.datarecord import record_taken_out
from acujournal.ui.page import Page
from acujournal.ui.reports import Told
from acujournal.words import count_words, short_day

if TYPE_CHECKING:
    from acujournal.report import Contents

#: The same beside an address, which nobody else can open.
OPENS_HERE: Final = (
    "This address opens only in a browser on this computer. For anybody else take the PDF or the page."
)
ONLY_HERE: Final = (
    "AcuJournal runs on this computer alone, and nobody else can reach it. A link made here opens only in a browser on this "
    "computer. For your practitioner take the PDF or the page above: print it, or send the file."
)
#: What this tab holds of the links it has made. Their tokens are nowhere else.
_HELD: Final = "share.links"
#: How many of the times a link was opened are listed, the newest.
TIMES_LISTED: Final = 50


@dataclass(frozen=True)
class HandedOn:
    """A link just made, as it can be handed on until the person puts it away.

    `report` is what it shows, and `seen` a sum of the two forms behind it: a link never stands for another preview.
    """

    journal_id: str
    share: Share
    address: str
    report: Contents
    seen: str


def link_form(page: Page, told: Told, page_bytes: bytes, pdf_bytes: bytes) -> None:
    """Ask how long and behind what, and make the link; where this very preview has one to hand on, say so."""
    st.header("Make a link", anchor=False)
    if is_only_here():
        st.info(ONLY_HERE)
    if sum_of(page_bytes, pdf_bytes) in [one.seen for one in handed_on(page)]:
        st.text("The link to this preview stands below. Put it away before you make another one.")
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
        make_link(page, told, page_bytes, pdf_bytes, int(days), passcode or "", takes_note=takes_note)


def make_link(
    page: Page,
    told: Told,
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
            first_day=told.contents.first,
            until_day=told.contents.until,
            now=here.now,
            reader=told.contents.selection.reader,
            passcode=clean_text(passcode),
            days=days,
            takes_note=takes_note,
        )
    except AcujournalError as error:
        st.error(str(error))
        return
    held = HandedOn(
        journal_id=page.store.journal_id,
        share=made.share,
        address=f"{own_origin()}/s/{made.token}",
        report=told.contents,
        seen=sum_of(page_bytes, pdf_bytes),
    )
    st.session_state[_HELD] = (held, *st.session_state.get(_HELD, ()))
    st.rerun()


def sum_of(page_bytes: bytes, pdf_bytes: bytes) -> str:
    """A sum of both forms of a report, the same only for the same bytes."""
    return hashlib.sha256(hashlib.sha256(page_bytes).digest() + pdf_bytes).hexdigest()


def handed_on(page: Page) -> tuple[HandedOn, ...]:
    """The links of this journal that can still be handed on, each as it stands now, the newest first.

    One that has ended can be made to hold longer, so its address stays; one that is closed for good opens nothing.
    """
    held: tuple[HandedOn, ...] = st.session_state.get(_HELD, ())
    if not held:
        return ()
    there = {share.share_id: share for share in page.store.shares()}
    return tuple(
        replace(one, share=share)
        for one in held
        if one.journal_id == page.store.journal_id
        and (share := there.get(one.share.share_id)) is not None
        and share.state(page.now) in {ShareState.OPEN, ShareState.EXPIRED}
    )


def links_just_made(page: Page) -> None:
    """Each link made in this tab with its address, whatever has changed since, until the person puts it away."""
    for held in handed_on(page):
        with st.container(key=f"share.card.{held.share.share_id}", border=True):
            hand_on(page, held)


def hand_on(page: Page, held: HandedOn) -> None:
    """One address with the report it is of: to copy, to share, to scan."""
    share = held.share
    st.success(
        "The link is made. Its address is shown only here, until you put it away or load the page again. Copy it before.",
        icon=":material/link:",
    )
    st.text(for_whom(share))
    st.text(days_words(share))
    address_to_hand_on(
        "The link", held.address, title="Pain diary report", key=f"share.address.{share.share_id}"
    )
    if is_only_here():
        # A picture to scan, and a sheet with it, would lead another phone nowhere.
        st.info(OPENS_HERE)
    else:
        with st.container(key=f"share.qr.{share.share_id}"):
            st.html(qr_html(held.address))
    st.text(state_words(page, share, share.state(page.now)))
    if share.has_passcode:
        st.text("Tell the passcode to your reader in another way, such as on the phone.")
    if not is_only_here():
        paper_with_link(page, held)
    st.button(
        "Done, I have it",
        key=f"share.handed_on.{share.share_id}",
        on_click=put_away,
        args=(share.share_id,),
    )


def put_away(share_id: str) -> None:
    """Let go of an address; the link itself stays as it is."""
    held: tuple[HandedOn, ...] = st.session_state.get(_HELD, ())
    st.session_state[_HELD] = tuple(one for one in held if one.share.share_id != share_id)


def paper_with_link(page: Page, held: HandedOn) -> None:
    """A PDF to print with the address on it. The one behind the link has none: its token is kept nowhere."""
    # The day it ends is printed on it: a link that was made to hold longer needs another sheet.
    key = f"share.paper.{held.share.share_id}.{local_day(page, held.share.expires_at)}"
    if st.button("Make a PDF with this link on it", key=f"{key}.make"):
        try:
            with st.spinner("Making the PDF. This takes a second or two."):
                st.session_state[key] = previews.hold(page.viewer, pdf_with_link(page, held), is_pdf=True)
        except ReportTrouble as error:
            st.error(str(error))
    made = bytes_of(page, st.session_state.get(key, ""))
    if made is not None:
        st.link_button("Open the PDF with the link", st.session_state[key], icon=":material/open_in_new:")
        name = f"pain-diary-{page.today.isoformat()}-with-link.pdf"
        st.download_button(
            "Save the PDF with the link",
            made,
            name,
            "application/pdf",
            key=f"{key}.save",
            on_click=record_taken_out,
            args=(page, "report as a PDF with its link"),
        )


def pdf_with_link(page: Page, held: HandedOn) -> bytes:
    """The report behind the link as a PDF, with the link as words and as a picture. Raises ReportTrouble."""
    from acujournal.report import Link, render_pdf

    until = f"It opens until {short_day(local_day(page, held.share.expires_at))}."
    link = Link(address=held.address, qr_svg=qr_svg(held.address), until=until)
    return render_pdf(held.report, link=link)


def bytes_of(page: Page, address: str) -> bytes | None:
    """The bytes of a preview; None once it has ended."""
    found = previews.find(page.viewer, address.rsplit("/", 1)[-1])
    return None if found is None else found[0]


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
    if any(share.state(page.now) is not ShareState.OPEN for share in shares):
        st.caption("A link that has ended, or that you closed, leaves this list after 30 days.")
    for number, share in enumerate(shares, start=1):
        with st.container(key=f"share.one.{share.share_id}", border=True):
            one_link(page, share, number)


def one_link(page: Page, share: Share, number: int) -> None:
    """One link: for whom, what, until when, how often it was opened, and what can be done with it."""
    state = share.state(page.now)
    st.text(f"{number} · {for_whom(share)}")
    st.text(days_words(share))
    st.text(f"{state_words(page, share, state)}{' With a passcode.' if share.has_passcode else ''}")
    st.text(opened_words(page, share))
    if share.last_opened_at is not None:
        times_opened(page, share, number)
    with st.container(horizontal=True, key=f"share.do.{share.share_id}"):
        what_they_see(page, share, number)
        if state is ShareState.OPEN:
            st.button(
                f"{number} · Close it now",
                key=f"share.revoke.{share.share_id}",
                on_click=act,
                args=(page, share, "revoke"),
            )
        if state in {ShareState.OPEN, ShareState.EXPIRED} and can_hold_longer(page, share):
            st.button(
                f"{number} · Let it hold {DAYS_USUAL} days from today",
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


def for_whom(share: Share) -> str:
    """For whom a link was made."""
    return f"For {share.reader}" if share.reader else "For nobody in particular"


def days_words(share: Share) -> str:
    """The days a link shows."""
    last = share.until_day - timedelta(days=1)
    if last == share.first_day:
        return f"Day shown: {short_day(last)}"
    return f"Days shown: {short_day(share.first_day)} to {short_day(last)}"


def can_hold_longer(page: Page, share: Share) -> bool:
    """Whether the usual time from today ends on a later day than the link does by itself."""
    return local_day(page, share.expires_at) < local_day(page, expiry(page.now))


def times_opened(page: Page, share: Share, number: int) -> None:
    """When a link was opened, folded up: the minute and in which form, nothing about by whom."""
    views = page.store.share_views(share.share_id, limit=TIMES_LISTED + 1)
    with st.expander(f"{number} · When it was opened", key=f"share.times.{share.share_id}"):
        if len(views) > TIMES_LISTED:
            st.caption(f"The {TIMES_LISTED} newest times.")
        st.text("\n".join(view_words(page, view) for view in views[:TIMES_LISTED]))


def view_words(page: Page, view: ShareView) -> str:
    """One minute in which a link was opened."""
    at = view.opened_at.astimezone(page.now.tzinfo)
    form = "the page" if view.shown is Shown.PAGE else "the PDF"
    times = f", {count_words(view.times, 'time')}" if view.times > 1 else ""
    return f"{short_day(at.date())}, {at:%H:%M}: {form}{times}"


def what_they_see(page: Page, share: Share, number: int) -> None:
    """Both frozen forms for the owner's own eyes, as long as they are held; then they can be fetched anew."""
    where: tuple[str, ...] = st.session_state.get(f"share.shown.{share.share_id}", ())
    if where and all(bytes_of(page, one) is not None for one in where):
        for one, label in zip(where, ("Open what they see", "Open their PDF"), strict=True):
            st.link_button(f"{number} · {label}", one, icon=":material/open_in_new:")
        return
    st.button(
        f"{number} · Show me what they see",
        key=f"share.see.{share.share_id}",
        on_click=show_again,
        args=(page, share.share_id),
    )


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
    """Hold both frozen forms for the owner's own eyes. It does not count as opened."""
    here = page.at_present()
    if here is None:
        return
    try:
        bodies = [here.store.share_bytes(share_id, shown) for shown in (Shown.PAGE, Shown.PDF)]
    except AcujournalError as error:
        st.session_state[f"share.problem.{share_id}"] = str(error)
        return
    st.session_state[f"share.shown.{share_id}"] = tuple(
        previews.hold(here.viewer, body, is_pdf=is_pdf)
        for body, is_pdf in zip(bodies, (False, True), strict=True)
    )


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
        return
    if what != "renew":
        put_away(share.share_id)
