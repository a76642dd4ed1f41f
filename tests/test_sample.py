"""The invented journal: the same for the same day, and never telling that needles are the only thing that changed."""

from datetime import date, timedelta

import pytest

from acujournal.background import OngoingKind, care_changes
from acujournal.sample import WEEKS, make_sample

DAY = date(2026, 11, 22)
FIRST = DAY - timedelta(weeks=WEEKS)
#: Days, moments and sessions of the course, and its first average pains, written down before anything was added beside it.
COURSE = (76, 14, 10)
PAINS = [6, 7, 6, 6, 5, 5, 6, 7, 8, 7]


def test_the_same_day_gives_the_same_journal() -> None:
    assert make_sample(DAY, "Europe/Berlin") == make_sample(DAY, "Europe/Berlin")


def test_what_else_changed_left_the_invented_course_as_it_was() -> None:
    sample = make_sample(DAY, "Europe/Berlin")
    pains = [entry.pain_average for entry in sample.entries]

    assert (len(sample.entries), len(sample.moments), len(sample.treatments)) == COURSE
    assert pains[:10] == PAINS


@pytest.mark.parametrize("seed", range(20))
def test_a_medicine_from_before_ends_in_the_middle_and_physiotherapy_begins_in_week_five(seed: int) -> None:
    sample = make_sample(DAY, "Europe/Berlin", seed=seed)
    medicine, care = sample.ongoing

    assert (medicine.kind, medicine.began_on) == (OngoingKind.MEDICINE, None)
    assert medicine.ended_on is not None
    assert 5 <= (medicine.ended_on - FIRST).days // 7 <= 7
    assert (care.kind, care.ended_on) == (OngoingKind.CARE, None)
    assert care.began_on is not None
    assert (care.began_on - FIRST).days // 7 == 4, "the fifth week"
    assert len(care_changes(sample.ongoing, FIRST, DAY)) == 2
    assert medicine.ongoing_id != care.ongoing_id


def test_the_first_visit_was_written_before_the_first_session() -> None:
    sample = make_sample(DAY, "Europe/Berlin")
    (visit,) = sample.first_visits

    assert not visit.is_empty
    assert visit.places
    assert visit.saved_at is not None
    assert visit.saved_at < min(treatment.starts_at for treatment in sample.treatments)
