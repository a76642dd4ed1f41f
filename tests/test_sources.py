"""Where a day came from, and what that means for the question whether it is helping."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from acujournal.errors import BadValue
from acujournal.journal import Entry, Journal, Moment, rewritten
from acujournal.sources import app_of, check_source, source_of
from acujournal.treatment import Treatment

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TURNED = Entry(
    day=TODAY,
    pain_average=8,
    pain_worst=8,
    source="import:bearable",
    pain_is_0_to_10=False,
    written_at=NOW,
    saved_at=NOW,
    revision=1,
)


def test_a_source_is_by_hand_or_the_name_of_an_import():
    assert source_of("bearable") == "import:bearable"
    assert app_of("import:bearable") == "bearable"
    assert app_of("") == ""
    assert check_source("") == ""
    for bad in ("bearable", "import:", "import:" + "x" * 40, "import:a\x00b"):
        with pytest.raises(BadValue):
            check_source(bad)
    for make in (
        lambda: Entry(day=TODAY, source="x"),
        lambda: Moment(moment_id="m", at=NOW, zone="UTC", pain=1, source="x"),
        lambda: Treatment(treatment_id="t", starts_at=NOW, zone="UTC", source="x"),
    ):
        with pytest.raises(BadValue):
            make()


def test_days_of_another_scale_are_left_out_of_whether_it_helps():
    by_hand = Entry(day=TODAY - timedelta(days=1), pain_average=3)
    alike = Entry(day=TODAY - timedelta(days=2), pain_average=5, source="import:crisiscore")
    journal = Journal(entries=(alike, by_hand, TURNED))
    assert journal.comparable().entries == (alike, by_hand)
    assert journal.comparable().on(TODAY) is None
    assert journal.entries == (alike, by_hand, TURNED)
    plain = Journal(entries=(alike, by_hand))
    assert plain.comparable() is plain


def test_a_note_does_not_vouch_for_a_number_that_was_imported():
    noted = rewritten(
        TURNED, Entry(day=TODAY, pain_average=8, note="That was after the move."), now=NOW, zone="UTC"
    )
    assert (noted.source, noted.pain_is_0_to_10) == ("import:bearable", False)


def test_a_pain_rated_anew_is_anas_own():
    rated = rewritten(TURNED, Entry(day=TODAY, pain_average=5), now=NOW, zone="UTC")
    assert (rated.source, rated.pain_is_0_to_10) == ("", True)
    again = rewritten(rated, replace(TURNED, pain_average=5), now=NOW, zone="UTC")
    assert (again.source, again.pain_is_0_to_10) == ("", True)


def test_a_turned_number_stays_marked_when_only_the_other_one_is_rated_anew():
    both = replace(TURNED, pain_average=6, pain_worst=8)
    rated = rewritten(both, Entry(day=TODAY, pain_average=5, pain_worst=8), now=NOW, zone="UTC")
    assert (rated.pain_average, rated.source, rated.pain_is_0_to_10) == (5, "import:bearable", False)
    assert Journal(entries=(rated,)).comparable().entries == ()
    first = replace(TURNED, pain_average=None, pain_worst=8)
    rated = rewritten(first, Entry(day=TODAY, pain_average=5, pain_worst=8), now=NOW, zone="UTC")
    assert (rated.source, rated.pain_is_0_to_10) == ("import:bearable", False)
    anew = rewritten(both, Entry(day=TODAY, pain_average=5, pain_worst=7), now=NOW, zone="UTC")
    assert (anew.source, anew.pain_is_0_to_10) == ("", True)


def test_nobody_marks_a_day_as_imported_by_saving_it():
    assert rewritten(None, TURNED, now=NOW, zone="UTC").source == ""
    deleted = replace(TURNED, deleted_at=NOW, revision=2)
    assert rewritten(deleted, TURNED, now=NOW, zone="UTC").pain_is_0_to_10
