"""Is it helping me? What Ana reads on Progress and in the review of her plan."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import numpy as np
import pytest

from acujournal import stats
from acujournal.access import STRANGER
from acujournal.journal import Entry
from acujournal.plan import Plan
from acujournal.stats.wording import A_WEEKLY_DIARY, EASES_BY_ITSELF
from acujournal.treatment import Treatment
from acujournal.ui import analysing
from acujournal.ui.analysing import Kept
from tests.pages.conftest import EVENING, go, words

DAY = EVENING.date()
BEGAN = DAY - timedelta(days=100)


def live(ana, *, relief=0.0, days=100, sessions=range(20, 100, 9)):
    """Days of pain that resemble their neighbours, and sessions after which it is `relief` points lower for three days."""
    rng = np.random.default_rng(8)
    now = 0.0
    for n in range(days):
        now = 0.4 * now + rng.normal(0, 1.2)
        since = min((n - one for one in sessions if n > one), default=99)
        pain = round(min(10, max(0, 5.5 + now - (relief if since <= 3 else 0))))
        day = BEGAN + timedelta(days=n)
        then = datetime.combine(day, time(19), UTC)
        ana.save_entry(Entry(day=day, pain_average=pain), based_on=0, now=then, zone="Europe/Berlin")
    for number in sessions:
        at = datetime.combine(BEGAN + timedelta(days=number), time(10), UTC)
        ana.save_treatment(
            Treatment(treatment_id=f"s{number}", starts_at=at, zone="Europe/Berlin"), based_on=0, now=EVENING
        )


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Nothing is kept from another test."""
    monkeypatch.setattr(analysing, "_kept", Kept())


@pytest.fixture
def worked_out(monkeypatch):
    """How often an analysis was worked out."""
    times = []
    real = stats.analyse

    def count(*given, **asked):
        times.append(asked)
        return real(*given, **asked)

    monkeypatch.setattr(stats, "analyse", count)
    return times


def test_ana_reads_one_plain_sentence_its_date_and_what_else_may_explain_it(open_app, ana):
    live(ana, relief=3.0)
    app = go(open_app(), "progress")
    said = words(app)
    assert not app.exception
    assert "In the three days after a session your pain was clearly lower than your other days" in said
    assert "As of Sun 15 Nov 2026." in said
    assert EASES_BY_ITSELF in said
    assert "your pain has been lower since your first session" in said


def test_every_number_unfolds_its_method_interval_source_and_limits(open_app, ana):
    live(ana, relief=3.0)
    app = go(open_app(), "progress")
    folds = [one for one in app.expander if one.label.startswith("Numbers and method")]
    assert [one.label.split(": ")[1] for one in folds] == [
        "before and since the first session",
        "up or down in this period",
        "after a session",
        "the relief curve",
        "the usual week",
        "how complete it is",
    ]
    assert "generalised least squares" not in words(app)
    app.session_state["answer.relief"] = True
    said = words(app.run())
    for part in (
        "95 % interval",
        "How it is worked out",
        "generalised least squares",
        "What may not be concluded",
        "doi 10.1186/s12874-021-01364-0",
        "It misleads: sessions are often booked or kept when pain is bad",
    ):
        assert part in said


def test_ana_with_two_sessions_reads_what_is_missing(open_app, ana):
    live(ana, days=30, sessions=(10, 20))
    said = words(go(open_app(), "progress", period="All"))
    assert "There is not enough data yet to say how your pain was in the days after a session" in said
    assert "2 more sessions with an average pain" in words(open_relief(open_app))


def open_relief(open_app):
    app = go(open_app(), "progress", period="All")
    app.session_state["answer.relief"] = True
    return app.run()


def test_an_empty_journal_asks_for_a_first_session_and_a_week_of_days(open_app, ana):
    app = go(open_app(), "progress")
    assert "7 more days with an average pain before your first session" in words(app)
    assert "what you write now counts from Mon 23 Nov 2026 on" in words(app)
    assert not app.exception


def test_a_weekly_diary_is_told_that_it_cannot_answer_this(open_app, ana):
    ana.save_preferences(replace(ana.preferences(), is_weekly=True))
    assert A_WEEKLY_DIARY in words(go(open_app(), "progress"))


def test_the_answer_is_worked_out_once_until_ana_changes_something(open_app, ana, worked_out):
    live(ana)
    assert not worked_out
    for _ in range(3):
        go(open_app(), "progress")
    assert len(worked_out) == 1
    go(open_app(), "today")
    ana.keep_draft(f"entry {DAY}", "a tab", {"values": {}}, 0, EVENING)
    go(open_app(), "progress")
    assert len(worked_out) == 1
    day = ana.entry(BEGAN)
    ana.save_entry(replace(day, pain_average=9), based_on=day.revision, now=EVENING, zone="Europe/Berlin")
    go(open_app(), "today")
    assert len(worked_out) == 1
    go(open_app(), "progress")
    assert len(worked_out) == 2


def test_what_is_kept_of_ana_answers_nobody_else(open_app, ana):
    live(ana, relief=3.0)
    assert "clearly lower" in words(go(open_app(), "progress"))
    assert "clearly lower" not in words(go(open_app(STRANGER), "progress"))
    sample = ana.start_sample((), (), (), ana.preferences(), EVENING)
    assert sample.revision() != ana.revision()
    assert "clearly lower" not in words(go(open_app(), "progress"))


def test_only_so_many_analyses_are_kept():
    kept = Kept(most=2)
    made = []

    def work_out(name):
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.get((name, 1), lambda name=name: work_out(name)) == name
    assert made == ["a", "b", "c", "b"]


def test_the_review_says_the_same_sentences_with_a_cut_of_its_own(open_app, ana):
    live(ana, relief=3.0)
    plan = Plan(
        plan_id="p" * 32,
        begun_on=BEGAN + timedelta(days=5),
        first_session_on=BEGAN + timedelta(days=20),
        review_on=DAY,
    )
    ana.save_plan(plan, based_on=0, now=EVENING, today=DAY)
    said = words(go(open_app(), "plan", review=plan.plan_id))
    assert "In the three days after a session your pain was clearly lower than your other days" in said
    # Today's evening may still come, so that it does not count yet.
    assert "As of Sat 21 Nov 2026." in said
    assert "95 % interval" in said
    assert said.count(EASES_BY_ITSELF) == 2
