"""Journals that nobody expects get an honest sentence each, and never a number that is none."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from acujournal.journal import Journal
from acujournal.stats.analysis import Analysis, analyse, last_sunday
from acujournal.stats.verdict import Verdict
from acujournal.stats.wording import (
    beside_headline,
    beside_words,
    complete_words,
    course_answer,
    function_answer,
    headline,
    how_long_words,
    naive_words,
    relief_answer,
    review_sentences,
    sensitivity_words,
    trend_answer,
)
from acujournal.weekly import WeeklyCheck
from tests.stats.conftest import MONDAY, journal_of, resembling

RNG = np.random.default_rng(7)
USUAL = resembling(RNG, 90, phi=0.4)
NAN = float("nan")


def only_after(pain: np.ndarray, first: int) -> np.ndarray:
    return np.concatenate([np.full(first, NAN), pain[first:]])


def gone_around(pain: np.ndarray, sessions: range) -> np.ndarray:
    """No rating on the days of sessions and those around them."""
    left = pain.copy()
    for session in sessions:
        left[max(session - 3, 0) : session + 4] = NAN
    return left


ODD: dict[str, Journal] = {
    "nothing at all": Journal(),
    "no sessions": journal_of(USUAL),
    "one session": journal_of(USUAL, [20]),
    "all scores equal": journal_of(np.full(90, 5.0), range(20, 90, 7), stress=np.full(90, 3.0)),
    "two flat phases": journal_of(np.r_[np.full(20, 7.0), np.full(70, 4.0)], range(20, 90, 7)),
    "all missing, sessions only": journal_of(np.full(90, NAN), range(20, 90, 7)),
    "stress only": journal_of(np.full(90, NAN), range(20, 90, 7), stress=USUAL),
    "sessions only on days not logged": journal_of(gone_around(USUAL, range(20, 90, 14)), range(20, 90, 14)),
    "two sessions a day": journal_of(USUAL, [20, 20, 30, 30, 41, 41, 55, 55, 66, 66]),
    "a session every day": journal_of(USUAL, range(20, 90)),
    "starts with session one": journal_of(USUAL, range(0, 90, 9)),
    "sessions before the diary": journal_of(USUAL, [-40, -30, 5, 14, 25, 33, 47, 60]),
    "a single day": journal_of([6], [0]),
    "two days": journal_of([6, 4], [0]),
    "10,000 days": journal_of(resembling(RNG, 10_000, phi=0.5), range(50, 10_000, 20)),
    "steady stress": journal_of(USUAL, range(20, 90, 7), stress=np.full(90, 3.0)),
    "stress that was noted once otherwise": journal_of(
        np.r_[USUAL[:89], NAN], range(20, 90, 7), stress=np.r_[5.0, np.full(89, 3.0)]
    ),
    "zeros": journal_of(np.zeros(90), range(20, 90, 7)),
    "one rating long ago": journal_of(np.r_[[5.0], np.full(3000, NAN), USUAL], range(3020, 3090, 7)),
    "every second day": journal_of(np.where(np.arange(90) % 2, USUAL, NAN), range(20, 90, 7)),
    "filled in later": journal_of(USUAL, range(20, 90, 7), late=range(90)),
    "ends of the scale": journal_of(np.where(np.arange(90) % 2, 0.0, 10.0), range(20, 90, 7)),
}


def all_sentences(found: Analysis) -> list[str]:
    return [
        headline(found),
        *beside_headline(found),
        *review_sentences(found),
        *review_sentences(found, is_later=True),
        *course_answer(found.course, found.last_week.course).sentences(),
        *relief_answer(found.relief, found.last_week.relief).sentences(),
        *sensitivity_words(found.course_if),
        *sensitivity_words(found.relief_if),
        how_long_words(found.relief, found.at_least),
        naive_words(found.relief, found.naive),
        *trend_answer(found.trend).sentences(),
        *beside_words(found.stress, found.sleep),
        *function_answer(found.function).sentences(),
        *complete_words(found.complete),
    ]


@pytest.mark.parametrize("name", ODD)
def test_every_journal_gets_sentences_without_a_number_that_is_none(name: str) -> None:
    journal = ODD[name]
    days = [one.day for one in (*journal.entries, *journal.treatments)]
    today = max(days, default=MONDAY) + timedelta(days=8)
    found = analyse(journal, today=today)
    for sentence in all_sentences(found):
        assert not re.search(r"\bnan\b|\binf\b|None|-\d|\be[-+]\d", sentence), sentence
    for one in (found.course.change, found.relief.change, found.trend.weekly, found.trend.whole):
        if one is not None:
            json.dumps([one.value, one.low, one.high, one.wide_low, one.wide_high], allow_nan=False)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nothing at all", "7 more days with an average pain before your first session"),
        ("a session every day", "hardly any other days are left to compare with"),
        ("no sessions", "Still missing: your first session."),
        ("no sessions", "Still missing: 4 more sessions with an average pain in the three days before"),
        ("one session", "3 more sessions"),
        ("all scores equal", "All ratings of these days are the same"),
        ("two flat phases", "too simple a pattern"),
        (
            "starts with session one",
            "No day before your first session has an average pain; 7 would be needed",
        ),
        ("a single day", "4 more sessions with an average pain in the three days before"),
        (
            "steady stress",
            "Stress beside pain: not enough data yet. That score was the same on all of these days",
        ),
        ("stress that was noted once otherwise", "That score was the same on all of these days"),
    ],
)
def test_what_is_missing_is_said(name: str, says: str) -> None:
    journal = ODD[name]
    today = max((one.day for one in journal.entries), default=MONDAY) + timedelta(days=8)
    found = analyse(journal, today=today)
    assert any(says in sentence for sentence in all_sentences(found)), all_sentences(found)


def test_two_flat_phases_never_get_an_interval_of_no_width() -> None:
    found = analyse(ODD["two flat phases"], today=MONDAY + timedelta(days=95))
    assert found.course.change is None
    assert found.course.verdict is Verdict.NOT_ENOUGH


def test_two_sessions_on_a_day_count_as_one_day_of_treatment() -> None:
    twice = analyse(ODD["two sessions a day"], today=MONDAY + timedelta(days=95))
    once = analyse(journal_of(USUAL, [20, 30, 41, 55, 66]), today=MONDAY + timedelta(days=95))
    one, other = twice.relief, once.relief
    assert one.change is not None
    assert other.change is not None
    assert (one.sessions, one.held) == (other.sessions, other.held) == (5, 5)
    assert (one.change.value, one.change.low, one.change.high) == (
        other.change.value,
        other.change.low,
        other.change.high,
    )


def test_a_verdict_knows_nothing_after_the_last_sunday() -> None:
    sunday = date(2026, 3, 29)
    assert sunday.weekday() == 6
    until = (sunday - MONDAY).days + 1
    early = journal_of(USUAL[:until], range(20, until, 7))
    late = journal_of(np.r_[USUAL[:until], np.zeros(6)], [*range(20, until, 7), until + 1])
    for day in range(1, 7):
        today = sunday + timedelta(days=day)
        assert last_sunday(today) == sunday
        assert headline(analyse(late, today=today)) == headline(analyse(early, today=today))
        assert analyse(late, today=today).course.after == analyse(early, today=today).course.after
    assert last_sunday(sunday) == sunday - timedelta(days=7)


TUESDAY = date(2026, 3, 31)
SUNDAY = date(2026, 3, 29)


def missing_on(day: date, journal: Journal) -> str:
    return beside_headline(analyse(journal, today=day))[0]


def test_ana_who_began_on_sunday_is_asked_for_what_is_missing_on_tuesday() -> None:
    """Three days are rated on Tuesday, Sunday and Monday among them, and no session has been."""
    written = journal_of([5, 6, 4], first=SUNDAY)
    assert missing_on(TUESDAY, written).startswith(
        "Still missing: 4 more days with an average pain before your first session; 4 more sessions"
    )
    assert analyse(written, today=TUESDAY).rated == 1


def test_days_before_the_first_session_are_not_asked_for_once_it_has_been() -> None:
    """Her first session was on Monday, after the Sunday up to which the answers look."""
    said = missing_on(TUESDAY, journal_of([5, 6, 4], [1], first=SUNDAY))
    assert said == (
        "Only 1 day before your first session has an average pain; 7 would be needed, so the days since cannot be compared with "
        "them. Only what you noted elsewhere can still be filled in. The days after each session can be looked at all the same. "
        "Still missing: 3 more sessions with an average pain in the three days before and in the three days after."
    )
    planned = journal_of([5, 6, 4], [4], first=SUNDAY)
    assert missing_on(TUESDAY, planned).startswith("Still missing: 4 more days")


def test_what_is_enough_since_sunday_is_not_asked_for_again() -> None:
    """On Tuesday the fourteenth day since her first session is rated; on Sunday it was the twelfth."""
    first = TUESDAY - timedelta(days=29)
    assert (SUNDAY - first).days == 27
    journal = journal_of(USUAL[:30], [15], first=first)
    found = analyse(journal, today=TUESDAY)
    assert found.course.after is not None
    assert (found.course.after.logged, found.course.change) == (12, None)
    assert course_answer(found.course).numbers == (
        "Enough is noted by now, but part of it is newer than the days this answer looks at."
    )
    assert missing_on(TUESDAY, journal).startswith("Still missing: 3 more sessions")
    assert analyse(journal, today=date(2026, 4, 6)).course.change is not None


def test_a_line_that_lacks_days_counts_those_since_sunday_unless_its_period_is_over() -> None:
    journal = journal_of(USUAL[:13], first=TUESDAY - timedelta(days=12), stress=USUAL[7:20])
    found = analyse(journal, today=TUESDAY)
    assert trend_answer(found.trend).numbers == (
        "Still missing: 8 more days from the first entry to the last; 1 more day with an average pain."
    )
    assert beside_words(found.stress, found.sleep)[0].endswith(
        "Still missing: 9 more days with both scores and the one of the day before."
    )
    over = analyse(journal, today=TUESDAY, period=(SUNDAY - timedelta(days=20), SUNDAY))
    assert "11 more days from the first entry" in trend_answer(over.trend).numbers


def test_weekly_scores_since_sunday_are_not_asked_for_again() -> None:
    first = SUNDAY - timedelta(days=40)
    checks = [
        WeeklyCheck(day=first + timedelta(days=day), pain=score, enjoyment=score, activity=score)
        for day, score in ((0, 6), (7, 7), (20, 5), (27, 4), (34, 5), (41, 3))
    ]
    journal = journal_of(USUAL[:40], [10], first=first)
    found = analyse(journal, today=TUESDAY, checks=iter(checks))
    assert (found.function.weeks_before, found.function.weeks_after) == (2, 3)
    assert function_answer(found.function).numbers == (
        "Enough is noted by now, but part of it is newer than the days this answer looks at."
    )


def test_a_report_that_is_not_renewed_by_the_week_does_not_promise_it() -> None:
    journal = journal_of([5, 6, 4], first=SUNDAY)
    assert analyse(journal, today=TUESDAY).counts_from == date(2026, 4, 6)
    assert analyse(journal, today=TUESDAY, until=TUESDAY).counts_from is None


def test_a_review_has_its_own_cut() -> None:
    journal = journal_of(USUAL, range(20, 90, 7))
    wednesday = MONDAY + timedelta(days=72)
    found = analyse(journal, today=wednesday, until=wednesday + timedelta(days=1))
    assert found.as_of == wednesday
    assert found.course.after is not None
    assert found.course.after.until == wednesday + timedelta(days=1)


def test_a_missing_day_is_not_a_day_without_pain() -> None:
    pain = USUAL.copy()
    pain[30:40] = NAN
    with_gap = analyse(journal_of(pain, range(20, 90, 7)), today=MONDAY + timedelta(days=90))
    with_zeros = analyse(
        journal_of(np.nan_to_num(pain, nan=0.0), range(20, 90, 7)), today=MONDAY + timedelta(days=90)
    )
    assert with_gap.course.after is not None
    assert with_zeros.course.after is not None
    assert with_gap.course.after.logged == with_zeros.course.after.logged - 10
    assert with_gap.course.after.mean == pytest.approx(
        np.nanmean(pain[21 : with_gap.course.after.possible + 21])
    )


def test_a_pain_that_came_from_another_scale_does_not_answer_whether_it_helps() -> None:
    journal = journal_of(USUAL, range(20, 90, 7))
    foreign = tuple(
        replace(one, source="import:bearable", pain_is_0_to_10=one.day >= MONDAY + timedelta(days=10))
        for one in journal.entries
    )
    today = MONDAY + timedelta(days=90)
    all_of_them = analyse(journal, today=today).course.before
    without = analyse(replace(journal, entries=foreign), today=today).course.before
    assert all_of_them is not None
    assert without is not None
    assert (all_of_them.logged, without.logged) == (20, 10)
