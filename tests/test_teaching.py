"""An invented patient whose treatment does nothing looks as if it did, and how often is really what is said."""

import itertools

import pytest

from acujournal.answers import HIGHEST, LOWEST
from acujournal.teaching import (
    APART,
    BAD_DAY,
    DAYS,
    USUAL,
    InventedPatient,
    invented_patient,
    looked_better,
)

MANY = 1_000
PATIENTS = [invented_patient(number) for number in range(1, MANY + 1)]


def mean(values) -> float:
    values = list(values)
    return sum(values) / len(values)


def test_the_same_number_is_the_same_patient_and_another_is_another() -> None:
    invented_patient.cache_clear()
    assert invented_patient(7) == PATIENTS[6]
    assert len(set(PATIENTS)) == MANY


def test_pain_is_whole_and_on_the_scale() -> None:
    for patient in PATIENTS:
        assert len(patient.pain) == DAYS
        assert all(isinstance(pain, int) and LOWEST <= pain <= HIGHEST for pain in patient.pain)


def test_every_session_was_booked_the_day_after_a_bad_day() -> None:
    for patient in PATIENTS:
        assert patient.sessions
        assert all(patient.pain[day - 1] >= BAD_DAY for day in patient.sessions)
        assert all(late - early >= APART for early, late in itertools.pairwise(patient.sessions))


def test_the_treatment_does_nothing_the_last_weeks_are_like_the_first() -> None:
    first = mean(mean(patient.pain[:28]) for patient in PATIENTS)
    last = mean(mean(patient.pain[-28:]) for patient in PATIENTS)
    assert abs(first - last) < 0.1
    assert abs(mean(mean(patient.pain) for patient in PATIENTS) - USUAL) < 0.1


def test_days_after_sessions_are_like_days_after_bad_days_without_one() -> None:
    after, without = [], []
    for patient in PATIENTS:
        for day in range(1, DAYS - 1):
            if patient.pain[day - 1] >= BAD_DAY:
                (after if day in patient.sessions else without).append(patient.pain[day + 1])
    assert abs(mean(after) - mean(without)) < 0.3


def test_and_yet_it_looks_better() -> None:
    assert -2.1 < mean(patient.seen for patient in PATIENTS) < -1.6


@pytest.mark.parametrize("drawn", [1, 10, 101, MANY])
def test_the_tally_counts_what_was_drawn(drawn) -> None:
    assert looked_better(drawn) == sum(patient.after - patient.before <= -1 for patient in PATIENTS[:drawn])


def test_most_but_not_all_look_at_least_one_point_better() -> None:
    assert 0.85 < looked_better(MANY) / MANY < 0.95


def test_before_and_after_are_the_days_beside_the_sessions() -> None:
    patient = InventedPatient(pain=(5, 8, 6, 4, 5, 7, 7, 9), sessions=(2, 6))
    assert (patient.before, patient.after) == (7.5, 6.5)
    assert patient.seen == -1
    assert patient.looked_better
