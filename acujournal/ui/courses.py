"""All plans of a journal with their sessions and decisions, and the links between the screens about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import NAMESPACE_OID, uuid5

import streamlit as st

from acujournal.plan import Plan, Review, sessions_of
from acujournal.treatment import Treatment
from acujournal.ui import places
from acujournal.ui.form import touched_form
from acujournal.ui.page import Page
from acujournal.words import short_day

#: What the address says for a plan that is not there yet.
NEW: Final = "new"
#: What a review is agreed for: after so many sessions, or on a day.
Agreed = tuple[int | None, date | None]


@dataclass(frozen=True)
class Courses:
    """All plans, decisions and sessions of a journal."""

    plans: tuple[Plan, ...]
    reviews: tuple[Review, ...]
    treatments: tuple[Treatment, ...]

    def sessions_of(self, plan: Plan) -> tuple[Treatment, ...]:
        """The sessions that took place in one course, in order of time."""
        return sessions_of(plan, self.treatments, self.plans)


def load_courses(page: Page) -> Courses:
    """Everything the plans of this journal have to do with, but its days."""
    with page.store.reading() as store:
        return Courses(store.plans(), store.reviews(), store.treatments())


def link(label: str, icon: str | None = None, **address: str) -> None:
    """A link to another screen of this page."""
    st.page_link(places.PLAN, label=label, icon=icon, query_params=address)


def span_of(plan: Plan) -> str:
    """From when to when a plan was followed."""
    if plan.ended_on is None:
        return f"Since {short_day(plan.begun_on)}"
    last = plan.ended_on - timedelta(days=1)
    if last <= plan.begun_on:
        return short_day(plan.begun_on)
    return f"{short_day(plan.begun_on)} to {short_day(last)}"


def review_id_of(plan: Plan, agreed: Agreed | None = None) -> str:
    """One name for the decision about one agreement, whoever saves it from whichever tab."""
    after, on = agreed or plan.agreed
    return uuid5(NAMESPACE_OID, f"review of {plan.plan_id} after {after} on {on}").hex


def is_begun(page: Page, plan: Plan, agreed: Agreed | None = None) -> bool:
    """Whether a decision about this agreement was begun and is not saved."""
    subject = f"review {review_id_of(plan, agreed)}"
    return touched_form(page, subject) is not None or page.store.draft(subject) is not None


def begun_before(page: Page, plan: Plan) -> tuple[Agreed, ...]:
    """What was agreed earlier in this plan and is no longer, with a decision about it that was begun and not saved."""
    if plan.revision <= 1:
        return ()
    log = page.store.versions(f"plan {plan.plan_id}")
    earlier = dict.fromkeys(version.value.agreed for version in log if isinstance(version.value, Plan))
    return tuple(
        agreed
        for agreed in earlier
        if agreed not in ((None, None), plan.agreed) and is_begun(page, plan, agreed)
    )
