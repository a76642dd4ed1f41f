"""A form that forgets nothing: what is chosen or typed is kept as a draft before it is saved.

One Form holds what one browser tab shows of one subject, such as "entry 2026-11-22". Its draft lies in the
database, so it survives a change of page, a reload, a broken connection and a restart. Two tabs keep two drafts;
neither overwrites the other's, and a save over somebody else's save is shown first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import streamlit as st

from acujournal.errors import AcujournalError
from acujournal.ui.controls import BadText, Names
from acujournal.ui.page import Page

Values = dict[str, Any]


@dataclass
class Form:
    """What this tab shows of one subject, `about` in people's words. `values` are what stands in the controls, `base` what is saved.

    `mount` is part of each control's key: counting it up shows other values. `seen` names the tabs whose drafts
    are contained in this one. `theirs` is what another tab saved meanwhile, until the person has decided.
    """

    journal_id: str
    subject: str
    about: str
    base: Values
    values: Values
    based_on: int
    mount: int = 0
    seen: set[str] = field(default_factory=set)
    offered_at: datetime | None = None
    theirs: Any = None
    problem: str = ""
    just_saved: bool = False
    pressed: bool = False
    is_shown: bool = False
    saver: Callable[[Page, Form], None] | None = None

    @property
    def is_touched(self) -> bool:
        """Whether something here is not saved yet."""
        return self.values != self.base

    def key(self, name: str) -> str:
        """The key of one control of this form.

        The journal is part of it: what was chosen in the sample must never be taken for a choice in the real one.
        """
        return f"{self.subject}.{self.journal_id}.{self.mount}.{name}"


def this_tab() -> str:
    """A name for this browser tab's session, made when first asked for."""
    return str(st.session_state.setdefault("tab", uuid4().hex))


def all_forms() -> dict[tuple[str, str], Form]:
    """The forms this tab has opened, by journal and subject."""
    forms: dict[tuple[str, str], Form] = st.session_state.setdefault("forms", {})
    return forms


def forget_form(form: Form) -> None:
    """Begin anew the next time this subject is opened."""
    all_forms().pop((form.journal_id, form.subject), None)


def save_button(form: Form, saver: Callable[[Page, Form], None]) -> None:
    """The button that saves. Pressing it is noted before the page runs, so that no other click can undo it."""

    def press() -> None:
        form.pressed = True

    form.saver = saver
    st.button("Save", type="primary", key=form.key("save"), on_click=press)


def save_what_was_pressed(page: Page) -> list[Form]:
    """Carry out every Save that was pressed in this journal, whichever page is opened next; the forms concerned.

    By now every control has handed over its latest answer: what was typed a moment before the click is in it.
    """
    pressed = [form for form in all_forms().values() if form.pressed]
    for form in pressed:
        form.is_shown = False
        if form.saver is not None and form.journal_id == page.store.journal_id:
            form.saver(page, form)
        form.pressed = False
    return pressed


def tell_of_saves_elsewhere(pressed: list[Form]) -> None:
    """Say what became of a Save whose form is not on this page: somebody went on at once, or midnight passed."""
    for form in pressed:
        if form.is_shown:
            continue
        if form.problem:
            st.error(f"{form.about} is not saved yet. {form.problem}")
        elif form.just_saved:
            st.success(f"{form.about} is saved.", icon=":material/check_circle:")


def open_form(page: Page, subject: str, about: str, saved: Values, based_on: int, theirs: Any) -> Form:
    """The form of this tab for a subject, with its draft if there is one.

    `saved` and `based_on` are what the journal holds now; `theirs` is the same as a value to show, should it
    differ from what this tab began with.
    """
    forms = all_forms()
    form = forms.get((page.store.journal_id, subject))
    if form is None:
        form = _from_draft(page, subject, about, saved, based_on, theirs)
        forms[page.store.journal_id, subject] = form
    elif form.based_on != based_on:
        _meet_newer(form, saved, based_on, theirs)
    form.is_shown = True
    return form


def _from_draft(page: Page, subject: str, about: str, saved: Values, based_on: int, theirs: Any) -> Form:
    form = Form(
        journal_id=page.store.journal_id,
        subject=subject,
        about=about,
        base=saved,
        values=dict(saved),
        based_on=based_on,
    )
    draft = page.store.draft(subject)
    if draft is None:
        return form
    body: Mapping[str, Any] = draft.body
    # A draft of an earlier edition of the program may lack an answer or hold one that is gone.
    form.values = {name: body.get("values", {}).get(name, value) for name, value in saved.items()}
    form.mount = int(body.get("mount", 0))
    form.seen = {draft.tab}
    if not form.is_touched:
        page.store.drop_drafts(subject, form.seen)
        return form
    form.offered_at = draft.kept_at
    if draft.based_on != based_on:
        form.theirs = theirs
    return form


def _meet_newer(form: Form, saved: Values, based_on: int, theirs: Any) -> None:
    """Another tab saved this subject: an untouched form shows the new state, a touched one asks."""
    if form.values == saved:
        form.base, form.based_on, form.theirs = saved, based_on, None
    elif form.is_touched:
        form.theirs = theirs
    else:
        show_other_values(form, saved, based_on)


def show_other_values(form: Form, values: Values, based_on: int) -> None:
    """Put other values into the controls, as saved."""
    form.base, form.values, form.based_on = dict(values), dict(values), based_on
    form.theirs, form.offered_at, form.problem = None, None, ""
    form.mount += 1


def keep_draft(page: Page, form: Form, values: Values) -> None:
    """Remember what now stands in the controls, in the database at once if it changed."""
    if values == form.values:
        return
    form.values, form.problem, form.just_saved = values, "", False
    tab = this_tab()
    if form.is_touched:
        body = {"values": values, "mount": form.mount}
        page.store.keep_draft(form.subject, tab, body, form.based_on, page.now)
        if superseded := form.seen - {tab}:
            page.store.drop_drafts(form.subject, superseded)
        form.seen = {tab}
    else:
        drop_draft(page, form)


def keeper(page: Page, form: Form, name: str) -> Callable[[Any], None]:
    """What a control calls when its answer changes: the draft is kept before the page runs.

    A run can be cut short by the next click, a change of page above all. What comes before the run cannot.
    """

    def keep(answer: Any) -> None:
        keep_draft(page.at_present(), form, form.values | {name: plain(answer)})

    return keep


def plain(answer: Any) -> Any:
    """An answer of a control as plain JSON, as drafts hold it."""
    if isinstance(answer, BadText):
        return answer.text
    if isinstance(answer, Names):
        return {"chosen": list(answer.chosen), "typing": answer.typing}
    return list(answer) if isinstance(answer, tuple) else answer


def tabs_of_draft(form: Form) -> set[str]:
    """The tabs whose drafts are contained in this form: its own, and those it has taken over."""
    return form.seen | {this_tab()}


def drop_draft(page: Page, form: Form) -> None:
    """Forget the draft: the person threw it away, or it says what is saved anyway."""
    page.store.drop_drafts(form.subject, tabs_of_draft(form))
    form.seen, form.offered_at = set(), None


def discard(page: Page, form: Form) -> None:
    """Throw away what is not saved, on the person's word, and show what is."""
    drop_draft(page, form)
    show_other_values(form, form.base, form.based_on)


def mark_saved(form: Form, values: Values, revision: int) -> None:
    """The journal now holds `values`, and the drafts went with the save; nothing in the controls moves."""
    form.base, form.values, form.based_on = dict(values), dict(values), revision
    form.theirs, form.problem, form.just_saved = None, "", True
    form.seen, form.offered_at = set(), None


def mark_refused(form: Form, error: AcujournalError) -> None:
    """A save did not happen: keep the sentence, and everything else as it is."""
    form.problem, form.just_saved = str(error), False
