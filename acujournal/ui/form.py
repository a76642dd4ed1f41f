"""A form that forgets nothing: what is chosen or typed is kept as a draft before it is saved.

One Form holds what one browser tab shows of one subject, such as "entry 2026-11-22". Its draft lies in the
database, so it survives a change of page, a reload, a broken connection and a restart. Two tabs keep two drafts;
neither overwrites the other's, and a save over somebody else's save is shown first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from acujournal.errors import AcujournalError, BadValue, StorageTrouble
from acujournal.ui.controls import BadText, Names, Points, latest
from acujournal.ui.in_words import Say, differing
from acujournal.ui.news import remember
from acujournal.ui.page import Page
from acujournal.words import clock_words

Values = dict[str, Any]
#: Seconds after a Save within which whoever leaves the page has hardly read what became of it.
MOMENTS: Final = 3.0
#: Where on the page the choice between two tabs stands.
BOTH: Final = "both-versions"


@dataclass(frozen=True)
class Kept:
    """What the journal holds of a subject: the values as the controls show them, and as a value to compare with.

    `item` names a thing that is not there yet, so that saving it twice makes one. `build` makes the thing of other
    values; BadValue says why it cannot, anything else that the values are no values of such a form.
    """

    subject: str
    about: str
    values: Values
    revision: int
    thing: Any
    build: Callable[[Values], object]
    item: str = ""


@dataclass
class Form:
    """What this tab shows of one subject, `about` in people's words. `values` stand in the controls, `base` is saved.

    `mount` is part of each control's key: counting it up shows other values. `seen` holds the drafts contained in
    this form, by tab and the time they were kept. `theirs` is what another tab saved meanwhile, until the person has
    decided; `compared_with` is the revision of it that stands on the screen, and `is_overtaken` says that one does.
    """

    tab: str
    journal_id: str
    subject: str
    about: str
    item: str
    base: Values
    values: Values
    based_on: int
    mount: int = 0
    seen: dict[str, datetime] = field(default_factory=dict)
    offered_at: datetime | None = None
    theirs: Any = None
    compared_with: int = 0
    is_overtaken: bool = False
    problem: str = ""
    draft_is_behind: bool = False
    just_saved: bool = False
    pressed: bool = False
    is_shown: bool = False
    was_shown: bool = False
    tried_at: float | None = None
    #: What it was called before the thing it describes was first saved.
    born_as: str = ""
    saver: Callable[[Page, Form], None] | None = None
    #: What an offer that was tapped makes of the answers.
    wanted: Callable[[Values], Values] | None = None

    @property
    def is_touched(self) -> bool:
        """Whether something here is not saved yet."""
        return self.values != self.base

    def key(self, name: str) -> str:
        """The key of one control of this form.

        The journal is part of it: what was chosen in the sample must never be taken for a choice in the real one.
        """
        return f"{self.subject}.{self.journal_id}.{self.mount}.{name}"


# The forms of a tab


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


def rename_form(form: Form, subject: str) -> None:
    """Let a form go on under the name of the thing it has made, and the next card of its kind begin anew.

    It stays one form: an answer that comes late finds its way to what was saved, and not into the next card.
    """
    forget_form(form)
    form.born_as, form.subject = form.subject, subject
    all_forms()[form.journal_id, subject] = form


def what_became_of(subject: str) -> Form | None:
    """The form that was saved a moment ago out of a new card, until the person has been shown it."""
    of_it = (form for form in all_forms().values() if form.born_as == subject and form.tried_at is not None)
    return next(of_it, None)


def is_open(page: Page, subject: str) -> bool:
    """Whether this tab has a form of this subject."""
    return (page.store.journal_id, subject) in all_forms()


@dataclass(frozen=True)
class Became:
    """What a new card was saved as: its own subject, its values and its revision."""

    subject: str
    values: Values
    revision: int


def hand_over_draft(page: Page, subject: str, became_of: Callable[[str], Became | None]) -> str | None:
    """A draft of a new card may outlive its first save: then it is that of what was saved, not of the next new card.

    `became_of` finds by the draft's item what was saved; None where nothing was. Returns the item whose card has to be
    opened instead of a new one: this tab shows, or holds other answers of, what another tab has saved meanwhile.
    """
    form = all_forms().get((page.store.journal_id, subject))
    if form is not None and (became := became_of(form.item)) is not None:
        if form.was_shown or (form.is_touched and form.values != became.values):
            rename_form(form, became.subject)
            return form.item
        drop_draft(page, form)
        forget_form(form)
    draft = page.store.draft(subject)
    became = None if draft is None else became_of(str(draft.body.get("item")))
    if draft is None or became is None or is_open(page, subject):
        return None
    if draft.body.get("values") != became.values:
        page.store.keep_draft(became.subject, draft.tab, draft.body, became.revision, page.now)
    page.store.drop_drafts(subject, {draft.tab: draft.kept_at})
    return None


def touched_form(page: Page, subject: str) -> Form | None:
    """The form of a subject in this tab, if something in it is not saved yet."""
    form = all_forms().get((page.store.journal_id, subject))
    return form if form is not None and form.is_touched else None


def open_form(page: Page, kept: Kept) -> Form:
    """The form for a subject in this tab, with its draft if there is one."""
    forms = all_forms()
    form = forms.get((page.store.journal_id, kept.subject))
    if form is None:
        form = _from_draft(page, kept)
        forms[page.store.journal_id, kept.subject] = form
    elif form.based_on != kept.revision:
        _meet_newer(page, form, kept)
    elif not kept.revision and not form.is_touched and form.base != kept.values:
        # Nothing was written into a new card yet, and the day or hour it begins with has changed.
        show_other_values(form, kept.values, 0)
    form.is_shown = True
    return form


def _from_draft(page: Page, kept: Kept) -> Form:
    form = Form(
        tab=this_tab(),
        journal_id=page.store.journal_id,
        subject=kept.subject,
        about=kept.about,
        item=kept.item,
        base=kept.values,
        values=dict(kept.values),
        based_on=kept.revision,
    )
    draft = page.store.draft(kept.subject)
    values = None if draft is None else _read_draft(draft.body, kept)
    if draft is None or values is None:
        return form
    form.values = values
    form.mount = draft.body["mount"] if isinstance(draft.body.get("mount"), int) else 0
    form.item = str(draft.body.get("item") or form.item)
    form.seen = {draft.tab: draft.kept_at}
    form.based_on, form.offered_at = draft.based_on, draft.kept_at
    if form.based_on != kept.revision or not form.is_touched:
        _meet_newer(page, form, kept)
    return form


def _read_draft(body: Mapping[str, Any], kept: Kept) -> Values | None:
    """The values of a draft; None for one that no form of this kind could have kept.

    A draft of an earlier edition of the program may lack an answer or hold one that is gone.
    """
    held = body.get("values")
    if not isinstance(held, dict):
        return None
    values = {name: held.get(name, value) for name, value in kept.values.items()}
    try:
        kept.build(values)
    except BadValue:
        return values
    except Exception:  # noqa: BLE001 - whatever it is, it is no draft, and must not lock the day for good.
        return None
    return values


def _meet_newer(page: Page, form: Form, kept: Kept) -> None:
    """Another tab saved this subject: an untouched form shows the new state, a touched one asks."""
    if form.values == kept.values:
        form.base, form.based_on, form.theirs = kept.values, kept.revision, None
        drop_draft(page, form)
    elif form.is_touched:
        form.theirs = kept.thing
    else:
        show_other_values(form, kept.values, kept.revision)


def show_other_values(form: Form, values: Values, based_on: int) -> None:
    """Put other values into the controls, as saved."""
    form.base, form.values, form.based_on = dict(values), dict(values), based_on
    form.theirs, form.offered_at, form.problem = None, None, ""
    form.mount += 1


# Drafts


def take_offer(page: Page, form: Form) -> None:
    """Put into the answers what an offer that was tapped makes of them."""
    if form.wanted is None:
        return
    change, form.wanted = form.wanted, None
    offered = change(latest_values(form))
    # The controls take what the program writes only under a new key.
    form.mount += 1
    keep_draft(page, form, offered)


def carry_over(page: Page, subject: str, before: Values, was: int, after: Values, now_is: int) -> None:
    """What was saved by a tap elsewhere goes into answers of the same thing that wait here, which stay as they are.

    `before` are the values of revision `was`, `after` those of `now_is`. Without this the person would be told of
    another tab where there is none, and could undo the tap with the next Save.
    """
    changed = {name: value for name, value in after.items() if value != before[name]}
    form = all_forms().get((page.store.journal_id, subject))
    if form is not None and form.based_on == was:
        form.base, form.based_on = form.base | changed, now_is
        form.mount += 1
        form.values, form.draft_is_behind = form.values | changed, form.is_touched
        keep_draft(page, form, form.values)
    if form is None:
        for draft in page.store.drafts(subject):
            if draft.based_on == was and isinstance(draft.body.get("values"), dict):
                body = draft.body | {"values": draft.body["values"] | changed}
                page.store.keep_draft(subject, draft.tab, body, now_is, page.now)


def keep_draft(page: Page, form: Form, values: Values) -> None:
    """Remember what now stands in the controls, in the database at once if it changed.

    Where the database cannot take it the person is told, the form keeps it, and each further run tries again.
    """
    if values == form.values and not form.draft_is_behind:
        return
    # Behind until it is written, whatever ends this before: a failure, or Streamlit stopping it for the next click.
    form.values, form.just_saved, form.draft_is_behind = values, False, True
    try:
        _write_draft(page, form)
    except AcujournalError as error:
        form.problem = told(error)
    else:
        form.problem, form.draft_is_behind = "", False


def told(error: AcujournalError) -> str:
    """The sentence of a failure, and where it was the database's, that nothing typed is gone."""
    return (
        f"{error} What you typed is still on the screen." if isinstance(error, StorageTrouble) else str(error)
    )


def keep_answers(page: Page, form: Form, ask: Callable[[Page, Form], Values]) -> None:
    """Draw the questions with `ask`, and keep what stands in them.

    Two runs of one tab may overlap: while this one comes to its end the next answer may have been kept already, and
    what this one has read must not undo it.
    """
    began_with = form.values
    values = ask(page, form)
    if form.values is began_with:
        keep_draft(page, form, values)


def filler(form: Form, change: Callable[[Values], Values]) -> Callable[[], None]:
    """What the button of an offer calls: `change` makes of the present answers what shall stand there.

    Only noted here: what was typed a moment before the tap may be told after it, and would undo what was filled in.
    """

    def press() -> None:
        form.wanted = change

    return press


def _write_draft(page: Page, form: Form) -> None:
    if not form.is_touched:
        drop_draft(page, form)
        return
    body = {"values": form.values, "mount": form.mount, "item": form.item}
    page.store.keep_draft(form.subject, form.tab, body, form.based_on, page.now)
    superseded = {other: at for other, at in form.seen.items() if other != form.tab}
    if superseded:
        page.store.drop_drafts(form.subject, superseded)
    form.seen = {form.tab: page.now}


def drop_draft(page: Page, form: Form) -> None:
    """Forget the draft: the person threw it away, or it says what is saved anyway."""
    if form.seen:
        page.store.drop_drafts(form.subject, form.seen)
    form.seen, form.offered_at = {}, None


def keeper(page: Page, form: Form, name: str) -> Callable[[Any], None]:
    """What a control calls when its answer changes: the draft is kept before the page runs.

    A run can be cut short by the next click, a change of page above all; this comes before it. Where even this is
    cut short, the next run, or the save, reads the answer from the control itself.
    """

    def keep(answer: Any) -> None:
        if (here := page.at_present()) is not None:
            keep_draft(here, form, form.values | {name: plain(answer)})

    return keep


def plain(answer: Any) -> Any:
    """An answer of a control as plain JSON, as drafts hold it."""
    if isinstance(answer, BadText):
        return answer.text
    if isinstance(answer, Names | Points):
        return {"chosen": list(answer.chosen), "typing": answer.typing}
    return list(answer) if isinstance(answer, tuple) else answer


def draft_notice(page: Page, form: Form, what: str = "what you had not saved") -> None:
    """What was not saved last time is back in its place; the person may throw it away. `what` is what it is called."""
    if form.offered_at is None or not form.is_touched or form.is_overtaken:
        return
    with st.container(key="draft", horizontal=True, vertical_alignment="center"):
        st.markdown(f"Here again: {what} at {clock_words(form.offered_at, page.zone, page.now)}.")
        if st.button("Throw it away", key=form.key("discard")):
            drop_draft(page, form)
            if form.item and not form.based_on and form.item not in form.subject:
                # What was thrown away may be saved in another tab all the same; the next one is another thing.
                form.item = uuid4().hex
            show_other_values(form, form.base, form.based_on)
            st.rerun()


# Saving


def save_button(form: Form, saver: Callable[[Page, Form], None]) -> None:
    """The button that saves. Pressing it is noted before the page runs, so that no other click can undo it."""

    def press() -> None:
        form.pressed = True

    form.saver = saver
    st.button("Save", type="primary", key=form.key("save"), on_click=press)


def begin_page() -> None:
    """No form stands on the page yet."""
    for form in all_forms().values():
        form.was_shown, form.is_shown = form.is_shown, False


def is_pressed_or_wanted(page: Page) -> bool:
    """Whether a Save was pressed or an offer tapped in this journal, and waits to be carried out."""
    return any(
        form.pressed or (form.wanted is not None and form.journal_id == page.store.journal_id)
        for form in all_forms().values()
    )


def save_what_was_pressed(page: Page) -> None:
    """Carry out every Save that was pressed in this journal, whichever page is opened next.

    What was typed a moment before the click is in it, and so is an offer that was tapped.
    """
    for form in all_forms().values():
        if form.journal_id == page.store.journal_id:
            take_offer(page, form)
    for form in [form for form in all_forms().values() if form.pressed]:
        form.pressed = False
        form.tried_at = monotonic()
        if form.journal_id != page.store.journal_id:
            form.problem = (
                "It is in your own journal: leave the sample, then save again."
                if page.store.is_sample
                else "It was in the sample journal, which is gone."
            )
        elif form.saver is not None:
            keep_draft(page, form, latest_values(form))
            form.saver(page, form)


def latest_values(form: Form) -> Values:
    """What stands in the controls at this moment, also where a control could not tell in time."""
    return {name: plain(latest(form.key(name), value)) for name, value in form.values.items()}


def save_form(form: Form, put: Callable[[], int]) -> None:
    """Save what stands in the controls: `put` returns the new revision as read back from the database.

    A refusal is kept as a sentence beside the button, and everything else stays as it is.
    """
    values = form.values
    try:
        revision = put()
    except AcujournalError as error:
        form.theirs = getattr(error, "theirs", None)
        form.problem, form.just_saved = "" if form.theirs is not None else told(error), False
        return
    # Nothing in the controls moves: what was answered while this ran is not saved yet, and its draft is kept again.
    form.base, form.based_on = dict(values), revision
    form.theirs, form.problem, form.just_saved = None, "", True
    form.seen, form.offered_at, form.draft_is_behind = {}, None, form.values is not values


def remember_saves_elsewhere() -> None:
    """Tell what became of a Save whose form is not on this page: somebody went on at once, or midnight passed.

    Whoever goes on within moments may not have seen what stood beside the button.
    """
    tried = [form for form in all_forms().values() if form.tried_at is not None]
    for form in tried:
        was_seen = form.is_shown or monotonic() - (form.tried_at or 0) > MOMENTS
        form.tried_at = None
        if was_seen:
            continue
        if form.theirs is not None:
            sentence = (
                f"{form.about} is not saved yet: another tab has changed it. Open it, and both are shown."
            )
            remember(sentence, is_good=False)
        elif form.problem:
            remember(f"{form.about} is not saved yet. {form.problem}", is_good=False)
        elif form.just_saved:
            remember(f"{form.about} is saved.", is_good=True)
            if not form.is_touched:
                # The next card of this kind begins anew, and does not go on with what was saved.
                forget_form(form)


def status(page: Page, form: Form, saved_at: datetime | None) -> None:
    """One line beside the button: saved and when, kept but not saved, or why it could not be saved."""
    if form.problem:
        st.error(form.problem)
    elif form.is_overtaken:
        st.error(f"Not saved: another tab was first. [Choose which one counts](#{BOTH}).")
    elif form.is_touched:
        st.markdown("Not saved yet")
    elif saved_at is not None:
        words = f"Saved at {clock_words(saved_at, page.zone, page.now)}"
        if form.just_saved:
            # A screen reader speaks this one by itself.
            st.success(words, icon=":material/check_circle:")
        else:
            st.markdown(words)


# Two tabs


def settle(page: Page, form: Form, kept: Kept, labels: Mapping[str, str], say: Say) -> None:
    """Two tabs changed the same thing: show both, and let the person choose. Nothing is overwritten unseen.

    `labels` name the questions in their order, `say` says an answer in words.
    """
    saved_at = getattr(kept.thing, "saved_at", None)
    with st.container(key="conflict", border=True):
        if saved_at is None:
            st.header(f"{form.about} was deleted", anchor=BOTH)
            st.markdown("What is on this screen is not saved.")
        else:
            when = clock_words(saved_at, page.zone, page.now)
            again = " once more" if form.compared_with not in (0, kept.revision) else ""
            st.header(f"{form.about} was saved in another tab{again} at {when}", anchor=BOTH)
            st.markdown(
                "Below is what differs. Whatever you choose, the other one stays among the earlier versions."
            )
        for label, mine, theirs in differing(labels, say, form.values, kept.values):
            st.markdown(f"**{label}**")
            left, right = st.columns(2)
            left.text(f"On this screen: {mine}")
            right.text(f"In the journal: {theirs}")
        with st.container(horizontal=True):
            keep_mine = st.button("Save what is on this screen", key=form.key("mine"))
            take_theirs = st.button("Take what is in the journal", key=form.key("theirs"))
    # Only what the person has seen may be overwritten: a third save was drawn for the first time just now.
    was_seen, form.compared_with = form.compared_with == kept.revision, kept.revision
    if keep_mine and was_seen and form.saver is not None:
        form.based_on, form.tried_at = kept.revision, monotonic()
        form.saver(page, form)
        st.rerun()
    if take_theirs and was_seen:
        drop_draft(page, form)
        show_other_values(form, kept.values, kept.revision)
        st.rerun()
