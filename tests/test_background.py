"""The record of the first visit, and what goes on beside the needles."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acujournal.answers import NAME_LIMIT, NOTE_LIMIT
from acujournal.background import (
    VISIT_CLAIMS,
    VISIT_TEXTS,
    CareChange,
    FirstVisit,
    Ongoing,
    OngoingKind,
    YesNo,
    care_changes,
    current_medicines,
)
from acujournal.errors import BadValue

DAY = date(2026, 11, 22)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))


def medicine(name: str = "Ibuprofen 400 mg", **more: object) -> Ongoing:
    values = {"ongoing_id": name, "kind": OngoingKind.MEDICINE, "name": name}
    return Ongoing(**{**values, **more})


def test_a_record_without_an_answer_is_empty_and_one_no_is_an_answer() -> None:
    assert FirstVisit().is_empty
    assert not FirstVisit(pacemaker=YesNo.NO).is_empty
    assert not FirstVisit(goals="To sit through a film.").is_empty


def test_the_record_asks_what_the_standard_consent_questions_ask() -> None:
    asked = " ".join((*VISIT_TEXTS.values(), *VISIT_CLAIMS.values())).casefold()

    for word in (
        "blood thinner",
        "bleeding disorder",
        "pacemaker",
        "electrical implant",
        "pregnant",
        "fainted",
        "fit",
        "metals",
        "heart valve",
        "diabetes",
        "medicines",
    ):
        assert word in asked, word


@pytest.mark.parametrize("name", VISIT_TEXTS)
def test_a_text_that_is_too_long_is_refused_by_its_own_question(name: str) -> None:
    with pytest.raises(BadValue, match="by at least 1") as refusal:
        FirstVisit(**{name: "x" * (NOTE_LIMIT + 1)})

    assert VISIT_TEXTS[name] in str(refusal.value)


def test_a_place_that_is_not_on_the_map_is_refused() -> None:
    with pytest.raises(BadValue, match="not on the body map"):
        FirstVisit(places=("third_knee",))
    with pytest.raises(BadValue, match="nowhere"):
        FirstVisit(places=("nowhere",))


def test_an_end_before_its_beginning_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadValue, match="It ends before it begins"):
        medicine(began_on=DAY, ended_on=DAY - timedelta(days=1))
    assert medicine(began_on=DAY, ended_on=DAY).ended_on == DAY


def test_a_medicine_needs_a_name_that_fits() -> None:
    with pytest.raises(BadValue, match="Write a name"):
        medicine(name="  ")
    with pytest.raises(BadValue, match="The name can hold 120 characters"):
        medicine(name="x" * (NAME_LIMIT + 1))


def test_another_dose_is_an_end_and_a_beginning() -> None:
    old = medicine("Ibuprofen 400 mg", began_on=DAY - timedelta(days=40), ended_on=DAY - timedelta(days=10))
    new = medicine("Ibuprofen 600 mg", began_on=DAY - timedelta(days=10))

    changes = care_changes((new, old), DAY - timedelta(days=20), DAY + timedelta(days=1))

    day = DAY - timedelta(days=10)
    assert changes == (
        CareChange(day=day, kind=OngoingKind.MEDICINE, name="Ibuprofen 600 mg", is_beginning=True),
        CareChange(day=day, kind=OngoingKind.MEDICINE, name="Ibuprofen 400 mg", is_beginning=False),
    )


def test_what_began_before_the_journal_is_no_change_of_it() -> None:
    assert care_changes((medicine(),), date(1900, 1, 1), date(2199, 1, 1)) == ()


@given(began=st.none() | days, ended=st.none() | days, first=days, length=st.integers(0, 200))
def test_the_changes_of_a_period_lie_in_it_in_order(
    began: date | None, ended: date | None, first: date, length: int
) -> None:
    if began and ended and ended < began:
        began, ended = ended, began
    until = first + timedelta(days=length)
    changes = care_changes((medicine(began_on=began, ended_on=ended),), first, until)

    assert [change.day for change in changes] == sorted(
        day for day in (began, ended) if day is not None and first <= day < until
    )


def test_only_medicines_taken_today_are_current() -> None:
    taken = medicine("Ibuprofen 600 mg", began_on=DAY)
    since_ever = medicine("Amitriptyline 10 mg", ended_on=DAY + timedelta(days=1))
    others = (
        medicine("Ended", ended_on=DAY),
        medicine("To come", began_on=DAY + timedelta(days=1)),
        Ongoing(ongoing_id="y", kind=OngoingKind.CARE, name="Yoga"),
    )

    assert current_medicines((taken, *others, since_ever), DAY) == (taken, since_ever)
