"""What Ana may rely on: nothing is lost, nothing is mixed, nobody else looks in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from acujournal.background import FirstVisit, Ongoing, OngoingKind, YesNo
from acujournal.errors import BadValue, Conflict, NotFound, SameMinute
from acujournal.journal import Care, Entry, Moment, Preferences
from acujournal.plan import Decision, Plan, Review, Rhythm
from acujournal.storage import Action, tables
from acujournal.treatment import EffectKind, Feeling, Severity, SideEffect, Style, Treatment, TreatmentStatus
from acujournal.weekly import Change, WeeklyCheck

from .conftest import ANA, BEN, CLEO, NOW, TODAY

LATER = NOW + timedelta(days=1)

FULL_DAY = Entry(
    day=TODAY,
    pain_average=4,
    pain_worst=7,
    stress=0,
    sleep_quality=10,
    interference=3,
    sleep_hours=7.5,
    medicines=("Ibuprofen 400", "دواء", "💊"),
    other_care=(Care.HEAT, Care.WALKING),
    places=("back_low_back_left", "back_low_back_right"),
    note="Better after the walk.\n\u200fשלום 👋🏽 ![](http://tracker.example/x.png)",
)


def session(name="s1", starts_at=NOW - timedelta(hours=2), **more):
    return Treatment(treatment_id=name, starts_at=starts_at, zone="Europe/Berlin", **more)


def moment(name="m1", at=NOW - timedelta(minutes=1), pain=5):
    return Moment(moment_id=name, at=at, zone="Europe/Berlin", pain=pain)


def save(journal, entry=FULL_DAY, based_on=0, now=NOW, zone="Europe/Berlin", **more):
    return journal.save_entry(entry, based_on=based_on, now=now, zone=zone, **more)


def test_a_day_comes_back_exactly_as_it_was_said(store, ana):
    saved = save(ana)
    assert saved.answers() == FULL_DAY.answers()
    assert (saved.revision, saved.written_at, saved.saved_at, saved.zone) == (1, NOW, NOW, "Europe/Berlin")
    again = store.as_seen_by(ANA).entry(TODAY)
    assert again == saved
    assert again.saved_at.tzinfo is UTC
    assert type(again.other_care[0]) is Care


def test_cleo_finds_nothing(store, ana):
    save(ana)
    for stranger in (BEN, CLEO):
        with pytest.raises(NotFound, match="nothing here"):
            store.as_seen_by(stranger)


def test_two_patients_never_meet(store, ana):
    save(ana)
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    assert ben.journal_id != ana.journal_id
    assert ben.entry(TODAY) is None
    assert ben.load_journal().entries == ()
    assert ben.versions(f"entry {TODAY}") == ()
    assert ben.medicines_used() == ()
    with pytest.raises(NotFound):
        ben.delete_entry(TODAY, based_on=1, now=NOW)
    assert ana.entry(TODAY).answers() == FULL_DAY.answers()


def test_ana_has_one_journal_however_often_she_comes(store, ana):
    assert store.as_seen_by(ANA).journal_id == ana.journal_id
    assert len(ana.journal_id) == 32


def test_an_empty_day_and_a_day_ahead_are_refused(ana):
    with pytest.raises(BadValue, match="Answer at least one"):
        save(ana, Entry(day=TODAY))
    with pytest.raises(BadValue, match="not come yet"):
        save(ana, Entry(day=TODAY + timedelta(days=1), stress=1))
    # It is tomorrow already in Auckland.
    assert save(ana, Entry(day=TODAY + timedelta(days=1), stress=1), zone="Pacific/Auckland").revision == 1
    with pytest.raises(BadValue, match="not come yet"):
        save(ana, Entry(day=TODAY, stress=1), zone="America/Los_Angeles", now=NOW - timedelta(hours=12))


def test_not_answered_stays_not_answered(ana):
    assert save(ana, Entry(day=TODAY, stress=0)).pain_average is None
    assert ana.load_journal().daily("pain_average") == {}


def test_a_double_click_is_one_save(ana):
    first = save(ana)
    assert save(ana, now=NOW + timedelta(seconds=1)) == first
    assert save(ana, based_on=1, now=NOW + timedelta(seconds=2)) == first
    assert len(ana.versions(f"entry {TODAY}")) == 1


def test_a_second_tab_is_told_and_nothing_is_overwritten(ana):
    first = save(ana)
    with pytest.raises(Conflict, match="Nothing was overwritten") as told:
        save(ana, Entry(day=TODAY, pain_average=9), based_on=0)
    assert told.value.theirs == first
    assert ana.entry(TODAY) == first
    second = save(ana, Entry(day=TODAY, pain_average=9), based_on=1)
    with pytest.raises(Conflict) as told:
        save(ana, Entry(day=TODAY, pain_average=1), based_on=1)
    assert told.value.theirs == second
    assert len(ana.versions(f"entry {TODAY}")) == 2


def test_every_change_keeps_the_earlier_version(ana):
    first = save(ana)
    later = NOW + timedelta(hours=1)
    second = save(ana, replace(FULL_DAY, stress=5), based_on=1, now=later)
    assert (second.revision, second.written_at, second.saved_at) == (2, NOW, later)
    gone = ana.delete_entry(TODAY, based_on=2, now=later)
    back = ana.restore_entry(TODAY, now=later)
    log = ana.versions(f"entry {TODAY}")
    assert [v.action for v in log] == [Action.SAVED, Action.SAVED, Action.DELETED, Action.RESTORED]
    assert [v.value for v in log] == [first, second, gone, back]
    assert [v.saved_at for v in log] == [NOW, later, later, later]


def test_a_deleted_day_comes_back_within_30_days(ana):
    saved = save(ana)
    ana.delete_entry(TODAY, based_on=1, now=NOW)
    assert ana.entry(TODAY) is None
    assert ana.load_journal().entries == ()
    assert ana.medicines_used() == ()
    late = NOW + timedelta(days=30)
    assert [e.day for e in ana.deleted_entries(late)] == [TODAY]
    with pytest.raises(NotFound, match="30 days"):
        ana.restore_entry(TODAY, now=late + timedelta(seconds=1))
    assert ana.deleted_entries(late + timedelta(seconds=1)) == ()
    back = ana.restore_entry(TODAY, now=late)
    assert back.answers() == saved.answers()
    assert ana.entry(TODAY) == back
    assert ana.restore_entry(TODAY, now=late) == back


def test_deleting_twice_is_harmless_and_deleting_what_changed_is_told(ana):
    save(ana)
    save(ana, replace(FULL_DAY, stress=9), based_on=1)
    with pytest.raises(Conflict):
        ana.delete_entry(TODAY, based_on=1, now=NOW)
    gone = ana.delete_entry(TODAY, based_on=2, now=NOW)
    assert ana.delete_entry(TODAY, based_on=2, now=NOW) == gone


def test_a_deleted_day_can_be_written_again(ana):
    save(ana)
    gone = ana.delete_entry(TODAY, based_on=1, now=NOW)
    with pytest.raises(Conflict, match="deleted"):
        save(ana, Entry(day=TODAY, stress=2), based_on=1)
    fresh = save(ana, FULL_DAY, based_on=0, now=NOW + timedelta(hours=1))
    assert (fresh.revision, fresh.deleted_at, fresh.written_at) == (gone.revision + 1, None, fresh.saved_at)


def test_a_session_is_planned_done_corrected_deleted_and_restored(ana):
    planned = session(starts_at=NOW + timedelta(days=3), status=TreatmentStatus.PLANNED, practitioner="Ben")
    assert ana.save_treatment(planned, based_on=0, now=NOW).revision == 1
    assert ana.next_planned(NOW).treatment_id == "s1"
    assert ana.passed_planned(NOW) == ()
    with pytest.raises(BadValue, match="lies ahead"):
        ana.save_treatment(replace(planned, status=TreatmentStatus.DONE), based_on=1, now=NOW)
    later = NOW + timedelta(days=4)
    assert [t.treatment_id for t in ana.passed_planned(later)] == ["s1"]
    assert ana.next_planned(later) is None
    done = replace(planned, status=TreatmentStatus.DONE, pain_before=6, pain_after=4, needle_minutes=25)
    done = ana.save_treatment(done, based_on=1, now=later)
    assert done == ana.treatment("s1")
    with pytest.raises(Conflict):
        ana.save_treatment(replace(done, note="x"), based_on=1, now=later)
    ana.delete_treatment("s1", based_on=2, now=later)
    assert ana.treatment("s1") is None
    assert [t.treatment_id for t in ana.deleted_treatments(later)] == ["s1"]
    assert ana.restore_treatment("s1", now=later).note == ""
    log = ana.versions("treatment s1")
    assert [v.revision for v in log] == [1, 2, 3, 4]
    assert log[1].value == done
    assert ana.practitioners_used() == ("Ben",)


def test_a_moment_sent_twice_is_one_moment(ana):
    first = ana.save_moment(moment(), now=NOW)
    assert ana.save_moment(moment(), now=NOW + timedelta(seconds=3)) == first
    corrected = ana.save_moment(moment(pain=6), now=NOW)
    assert (corrected.pain, corrected.revision) == (6, 2)
    ana.delete_moment("m1", based_on=2, now=NOW)
    assert ana.load_journal().moments == ()
    assert [m.moment_id for m in ana.deleted_moments(NOW)] == ["m1"]
    assert ana.restore_moment("m1", now=NOW) == ana.moment("m1")
    with pytest.raises(BadValue, match="not come yet"):
        ana.save_moment(moment("m2", at=NOW + timedelta(minutes=1)), now=NOW)
    assert len(ana.versions("moment m1")) == 4


def test_something_that_never_was_is_not_found(ana):
    for ask in (
        lambda: ana.delete_treatment("x", based_on=1, now=NOW),
        lambda: ana.restore_treatment("x", now=NOW),
        lambda: ana.restore_moment("x", now=NOW),
        lambda: save(ana, based_on=3),
        lambda: ana.save_treatment(session(), based_on=2, now=NOW),
    ):
        with pytest.raises(NotFound):
            ask()


def test_sessions_and_moments_fall_on_anas_own_day(store, ana):
    # 11:30 UTC is 00:30 of the next day in Auckland and 03:30 of the same day in Los Angeles.
    at = datetime(2026, 11, 21, 11, 30, tzinfo=UTC)
    ana.save_moment(replace(moment("nz", at=at), zone="Pacific/Auckland"), now=NOW)
    ana.save_moment(replace(moment("la", at=at), zone="America/Los_Angeles"), now=NOW)
    ana.save_treatment(replace(session("t", at), zone="Pacific/Auckland"), based_on=0, now=NOW)
    day = ana.load_journal(TODAY, TODAY + timedelta(days=1))
    assert [m.moment_id for m in day.moments] == ["nz"]
    assert [t.treatment_id for t in day.treatments] == ["t"]


def test_a_period_is_half_open_and_in_order(ana):
    for back in (3, 1, 2, 0):
        save(ana, Entry(day=TODAY - timedelta(days=back), pain_average=back))
    days = [e.day for e in ana.load_journal(TODAY - timedelta(days=2), TODAY).entries]
    assert days == [TODAY - timedelta(days=2), TODAY - timedelta(days=1)]
    assert [e.pain_average for e in ana.load_journal().entries] == [3, 2, 1, 0]


def test_the_first_day_a_journal_can_hold_is_kept(ana):
    assert save(ana, Entry(day=date(1900, 1, 1), stress=1)) == ana.entry(date(1900, 1, 1))


def test_names_are_offered_again_the_last_used_first(ana):
    for back, names in enumerate([("Paracetamol",), ("ibuprofen",), ("Ibuprofen", "Heat cream")]):
        save(ana, Entry(day=TODAY - timedelta(days=back), medicines=names))
    assert ana.medicines_used() == ("Paracetamol", "ibuprofen", "Heat cream")
    assert ana.medicines_used(limit=1) == ("Paracetamol",)
    ana.save_treatment(session("a", NOW - timedelta(days=9), practitioner="Ben"), based_on=0, now=NOW)
    ana.save_treatment(session("b", NOW - timedelta(days=2), practitioner="Cleo"), based_on=0, now=NOW)
    assert ana.practitioners_used() == ("Cleo", "Ben")


def test_preferences_are_kept(store, ana):
    assert ana.preferences() == Preferences()
    chosen = Preferences(
        zone="Pacific/Auckland",
        week_starts_on=6,
        paused_since=TODAY,
        welcomed_at=NOW,
        strain_is_new=True,
    )
    ana.save_preferences(chosen)
    assert store.as_seen_by(ANA).preferences() == chosen
    assert ana.load_journal().zone == "Pacific/Auckland"


def test_the_sample_is_never_mixed_with_real_days(store, ana):
    real = save(ana)
    days = [Entry(day=TODAY - timedelta(days=n), pain_average=n % 11) for n in range(84)]
    sample = ana.start_sample(days, [moment()], [session()], Preferences(zone="Europe/Berlin"), NOW)
    assert sample.is_sample
    assert store.as_seen_by(ANA).journal_id == sample.journal_id != ana.journal_id
    journal = sample.load_journal()
    assert (len(journal.entries), len(journal.moments), len(journal.treatments)) == (84, 1, 1)
    assert journal.is_sample
    assert journal.zone == "Europe/Berlin"
    save(sample, replace(FULL_DAY, note="only a sample"), based_on=1)
    assert [v.revision for v in sample.versions(f"entry {TODAY}")] == [1, 2]
    sample.keep_draft("entry 2026-11-22", "tab", {"stress": 1}, 2, NOW)
    assert sample.start_sample([], [], [], Preferences(), NOW).journal_id == sample.journal_id
    back = sample.leave_sample()
    assert (back.journal_id, back.is_sample) == (ana.journal_id, False)
    assert back.load_journal().entries == (real,)
    with pytest.raises(NotFound, match="Load the page again"):
        save(sample, Entry(day=TODAY, stress=1))
    with store._connections.read() as connection:
        for table in tables.metadata.sorted_tables:
            here = sa.select(sa.func.count()).select_from(table)
            assert connection.scalar(here.where(table.c.journal_id == sample.journal_id)) == 0
    assert back.leave_sample().journal_id == ana.journal_id


def test_one_page_reads_one_state_and_sees_its_own_save(store, ana):
    save(ana)
    other_tab = store.as_seen_by(ANA)
    with ana.reading():
        before = ana.entry(TODAY)
        save(other_tab, Entry(day=TODAY, stress=9), based_on=1)
        assert ana.entry(TODAY) == before
        assert ana.load_journal().entries == (before,)
        with pytest.raises(Conflict):
            save(ana, Entry(day=TODAY, stress=1), based_on=1)
        mine = save(ana, Entry(day=TODAY, stress=1), based_on=2)
        assert ana.entry(TODAY) == mine
    assert ana._held() is None


def test_each_tab_keeps_its_own_draft_and_the_newest_is_offered(ana):
    subject = f"entry {TODAY}"
    assert ana.draft(subject) is None
    ana.keep_draft(subject, "phone", {"stress": 3, "note": "half a w"}, 0, NOW)
    ana.keep_draft(subject, "phone", {"stress": 3, "note": "half a word 👋 \ud83d"}, 0, NOW)
    ana.keep_draft(subject, "laptop", {"stress": 4}, 0, NOW + timedelta(seconds=1))
    assert ana.draft(subject).body == {"stress": 4}
    assert [d.tab for d in ana.drafts(subject)] == ["laptop", "phone"]
    assert ana.drafts(subject)[1].body["note"].startswith("half a word 👋")
    ana.keep_draft("treatment new", "phone", {}, 0, NOW)
    assert ana.draft_days() == {TODAY}
    assert ana.draft_days(until=TODAY) == frozenset()
    ana.drop_drafts(subject, {"laptop": LATER})
    assert ana.draft(subject).tab == "phone"
    assert ana.draft(subject).based_on == 0
    assert ana.draft(subject).kept_at == NOW


def test_a_save_takes_the_drafts_it_has_seen_and_no_other(ana):
    subject = f"entry {TODAY}"
    ana.keep_draft(subject, "phone", {"stress": 3}, 0, NOW)
    ana.keep_draft(subject, "laptop", {"stress": 4}, 0, NOW)
    save(ana, seen_drafts={"phone": LATER})
    assert [d.tab for d in ana.drafts(subject)] == ["laptop"]
    # The same answers once more change nothing, but the draft has done its service.
    save(ana, based_on=1, seen_drafts={"laptop": LATER})
    assert ana.drafts(subject) == ()


def test_a_refused_save_keeps_the_draft(ana):
    subject = f"entry {TODAY}"
    save(ana)
    ana.keep_draft(subject, "phone", {"stress": 3}, 0, NOW)
    with pytest.raises(Conflict):
        save(ana, Entry(day=TODAY, stress=3), based_on=0, seen_drafts={"phone": LATER})
    assert ana.draft(subject).body == {"stress": 3}


def test_a_draft_without_end_is_refused(ana):
    with pytest.raises(BadValue, match="too long"):
        ana.keep_draft("entry 2026-11-22", "tab", {"note": "x" * 6_000_000}, 0, NOW)
    ana.keep_draft("entry 2026-11-22", "tab", {"note": "x" * 100_000}, 0, NOW)


def test_the_span_goes_from_the_first_to_the_last_thing_that_took_place(ana):
    assert ana.span() is None
    ana.save_entry(Entry(day=TODAY, pain_average=4), based_on=0, now=NOW, zone="UTC")
    assert ana.span() == (TODAY, TODAY)
    ana.save_treatment(session("a", NOW - timedelta(days=9)), based_on=0, now=NOW)
    assert ana.span() == (TODAY - timedelta(days=9), TODAY)
    ana.save_treatment(
        session("b", NOW + timedelta(days=20), status=TreatmentStatus.PLANNED), based_on=0, now=NOW
    )
    ana.save_moment(moment("m", NOW - timedelta(days=12)), now=NOW)
    assert ana.span() == (TODAY - timedelta(days=12), TODAY)
    ana.delete_moment("m", based_on=1, now=NOW)
    assert ana.span() == (TODAY - timedelta(days=9), TODAY)


def test_a_day_written_before_a_journey_west_can_be_corrected_though_it_lies_ahead(ana):
    ana.save_entry(Entry(day=TODAY, pain_average=4), based_on=0, now=NOW, zone="UTC")
    day_before = NOW - timedelta(days=1)
    corrected = Entry(day=TODAY, pain_average=5)
    assert ana.save_entry(corrected, based_on=1, now=day_before, zone="UTC").pain_average == 5
    ana.delete_entry(TODAY, based_on=2, now=day_before)
    with pytest.raises(BadValue, match="has not come yet"):
        ana.save_entry(corrected, based_on=0, now=day_before, zone="UTC")


def test_what_a_living_tab_has_kept_since_it_was_seen_stays(ana):
    subject = "entry 2026-11-22"
    ana.keep_draft(subject, "phone", {"note": "hello"}, 0, NOW)
    seen = ana.draft(subject)
    ana.keep_draft(subject, "phone", {"note": "hello again"}, 0, NOW + timedelta(seconds=5))
    ana.drop_drafts(subject, {seen.tab: seen.kept_at})
    assert ana.draft(subject).body == {"note": "hello again"}
    ana.drop_drafts(subject, {"phone": NOW + timedelta(seconds=5)})
    assert ana.draft(subject) is None


def test_a_draft_of_no_day_is_not_taken_for_one(ana):
    ana.keep_draft("entry nonsense", "phone", {}, 0, NOW)
    assert ana.draft_days() == frozenset()


def test_the_draft_of_a_session_to_be_goes_with_its_save(ana):
    ana.keep_draft("treatment log", "phone", {"note": "x"}, 0, NOW)
    ana.save_treatment(
        session(), based_on=0, now=NOW, seen_drafts={"phone": NOW}, draft_subject="treatment log"
    )
    assert ana.draft("treatment log") is None
    assert [one.treatment_id for one in ana.treatments()] == ["s1"]


BRUISE = SideEffect(
    kind=EffectKind.BLEEDING, severity=Severity.MILD, began_on=TODAY, is_still_there=True, note="Left 🙂"
)
SORE = SideEffect(
    kind=EffectKind.SORENESS, began_on=TODAY, is_still_there=False, ended_on=TODAY, severity=Severity.SEVERE
)
FULL_SESSION = session(
    styles=(Style.MANUAL, Style.MOXA),
    needle_minutes=25,
    needles=12,
    points=("BL23", "my own point"),
    places=("back_low_back_left",),
    expectation=0,
    pain_before=7,
    pain_after=4,
    pain_day_after=5,
    feelings=(Feeling.RELAXED,),
    side_effects=(BRUISE, SORE),
    cost_cents=5950,
    currency="EUR",
    what_was_done="Warm lamp",
    questions="How many more?",
)


def test_a_whole_session_comes_back_exactly_as_it_was_said(store, ana):
    saved = ana.save_treatment(FULL_SESSION, based_on=0, now=NOW)
    assert saved == replace(FULL_SESSION, saved_at=NOW, revision=1)
    again = store.as_seen_by(ANA).treatment("s1")
    assert again == saved
    assert type(again.side_effects[0].kind) is EffectKind
    assert type(again.styles[0]) is Style
    ana.save_treatment(replace(saved, side_effects=(SORE,)), based_on=1, now=LATER)
    assert [version.value.side_effects for version in ana.versions("treatment s1")] == [
        (BRUISE, SORE),
        (SORE,),
    ]


def test_sessions_with_something_still_open_are_found_and_no_others(ana):
    ana.save_treatment(FULL_SESSION, based_on=0, now=NOW)
    ana.save_treatment(
        session("s2", NOW - timedelta(days=3), side_effects=(SORE,)), based_on=0, now=NOW + timedelta(days=1)
    )
    assert [one.treatment_id for one in ana.with_open_effects()] == ["s1"]
    over = replace(BRUISE, is_still_there=False, ended_on=TODAY)
    ana.save_treatment(
        replace(ana.treatment("s1"), side_effects=(over,)), based_on=1, now=NOW + timedelta(days=1)
    )
    assert ana.with_open_effects() == ()


def test_two_sessions_at_one_minute_are_asked_about_and_not_merged(ana):
    ana.save_treatment(session(), based_on=0, now=NOW)
    with pytest.raises(SameMinute):
        ana.save_treatment(session("s2"), based_on=0, now=NOW)
    assert len(ana.treatments()) == 1
    ana.save_treatment(session("s2"), based_on=0, now=NOW, may_share_its_minute=True)
    assert len(ana.treatments()) == 2
    ana.save_treatment(replace(ana.treatment("s2"), note="corrected later"), based_on=1, now=LATER)
    assert len(ana.treatments()) == 2


def test_the_last_session_and_the_points_used_last_are_offered_first(ana):
    ana.save_treatment(session("s1", NOW - timedelta(days=9), points=("BL23", "BL40")), based_on=0, now=NOW)
    ana.save_treatment(session("s2", NOW - timedelta(days=2), points=("GV3", "BL23")), based_on=0, now=NOW)
    planned = session("s3", NOW + timedelta(days=2), status=TreatmentStatus.PLANNED)
    ana.save_treatment(planned, based_on=0, now=NOW)
    assert ana.last_done().treatment_id == "s2"
    assert ana.points_used() == ("GV3", "BL23", "BL40")
    assert [one.treatment_id for one in ana.done_on(TODAY - timedelta(days=2))] == ["s2"]


def test_plans_weeks_visits_and_medicines_come_back_as_they_were_said(store, ana):
    plan = Plan(
        plan_id="p1",
        begun_on=TODAY,
        reason="My back 🙂",
        target=3,
        baseline_from=TODAY,
        first_session_on=TODAY + timedelta(days=14),
        sessions=6,
        rhythm=Rhythm.WEEKLY,
        review_after=6,
        rule="Two points",
    )
    review = Review(
        review_id="r1",
        plan_id="p1",
        decided_on=TODAY,
        decision=Decision.TALK,
        review_after=6,
        words="Ask Ben",
    )
    week = WeeklyCheck(day=TODAY, pain=5, enjoyment=0, activity=10, change=Change.A_LITTLE_BETTER)
    visit = FirstVisit(
        places=("back_low_back_left",), since="May", pacemaker=YesNo.NO, pregnancy=YesNo.UNSURE
    )
    tablet = Ongoing(
        ongoing_id="o1", kind=OngoingKind.MEDICINE, name="Ibuprofen", began_on=TODAY, note="after meals"
    )
    ana.save_plan(plan, based_on=0, now=NOW, today=TODAY)
    ana.save_review(review, based_on=0, now=NOW)
    ana.save_weekly_check(week, based_on=0, now=NOW, zone="Europe/Berlin")
    ana.save_first_visit(visit, based_on=0, now=NOW)
    ana.save_ongoing(tablet, based_on=0, now=NOW)

    stamps = {"saved_at": NOW, "revision": 1}
    again = store.as_seen_by(ANA)
    assert again.plans() == (replace(plan, **stamps),)
    assert again.reviews() == (replace(review, **stamps),)
    assert again.weekly_checks() == (replace(week, zone="Europe/Berlin", **stamps),)
    assert again.first_visit() == replace(visit, **stamps)
    assert again.all_ongoing() == (replace(tablet, **stamps),)
    for subject, value in (
        ("plan p1", again.plan("p1")),
        ("review r1", again.reviews()[0]),
        (f"weekly {TODAY}", again.weekly_check(TODAY)),
        ("visit first", again.first_visit()),
        ("ongoing o1", again.ongoing("o1")),
    ):
        assert [version.value for version in ana.versions(subject)] == [value]


def test_what_was_deleted_by_mistake_comes_back(ana):
    ana.save_plan(Plan(plan_id="p1", begun_on=TODAY), based_on=0, now=NOW, today=TODAY)
    ana.save_weekly_check(WeeklyCheck(day=TODAY, pain=5), based_on=0, now=NOW, zone="UTC")
    ana.save_first_visit(FirstVisit(since="May"), based_on=0, now=NOW)
    ana.save_ongoing(
        Ongoing(ongoing_id="o1", kind=OngoingKind.CARE, name="Physiotherapy"), based_on=0, now=NOW
    )
    decided = Review(review_id="r1", plan_id="p1", decided_on=TODAY, decision=Decision.STOP)
    ana.save_review(decided, based_on=0, now=NOW)
    ana.delete_review("r1", based_on=1, now=NOW)
    assert ana.reviews() == ()
    assert len(ana.deleted_reviews(NOW)) == 1
    ana.restore_review("r1", now=LATER)
    assert ana.reviews()[0].decision is Decision.STOP
    ana.delete_plan("p1", based_on=1, now=NOW)
    ana.delete_weekly_check(TODAY, based_on=1, now=NOW)
    ana.delete_first_visit(based_on=1, now=NOW)
    ana.delete_ongoing("o1", based_on=1, now=NOW)
    assert (ana.plans(), ana.weekly_checks(), ana.first_visit(), ana.all_ongoing()) == ((), (), None, ())
    assert len(ana.deleted_plans(NOW)) == len(ana.deleted_weekly_checks(NOW)) == 1
    assert len(ana.deleted_first_visits(NOW)) == len(ana.deleted_ongoing(NOW)) == 1
    ana.restore_plan("p1", now=LATER)
    ana.restore_weekly_check(TODAY, now=LATER)
    ana.restore_first_visit(now=LATER)
    ana.restore_ongoing("o1", now=LATER)
    assert ana.plan("p1").revision == ana.weekly_check(TODAY).revision == 3
    assert ana.first_visit().since == "May"
    assert ana.ongoing("o1").name == "Physiotherapy"


def test_a_review_in_the_past_is_refused_unless_it_was_agreed_before(ana):
    past = Plan(plan_id="p1", begun_on=TODAY, review_on=TODAY - timedelta(days=1))
    with pytest.raises(BadValue, match="day of the review is over"):
        ana.save_plan(past, based_on=0, now=NOW, today=TODAY)
    ahead = replace(past, review_on=TODAY)
    ana.save_plan(ahead, based_on=0, now=NOW, today=TODAY)
    ana.save_plan(replace(ahead, goal="Walk"), based_on=1, now=LATER, today=TODAY + timedelta(days=1))
    assert ana.plan("p1").goal == "Walk"


def test_whatever_changes_anas_journal_makes_it_another_revision(ana):
    seen = [ana.revision()]

    def is_new():
        seen.append(ana.revision())
        return seen[-1] > max(seen[:-1])

    entry = ana.save_entry(Entry(day=TODAY, pain_average=4), based_on=0, now=NOW, zone="UTC")
    assert is_new()
    ana.save_entry(Entry(day=TODAY, pain_average=4), based_on=entry.revision, now=LATER, zone="UTC")
    ana.keep_draft(f"entry {TODAY}", "tab", {"values": {}}, 1, NOW)
    ana.mark("read", "risks", now=NOW)
    assert ana.revision() == seen[-1]
    ana.delete_entry(TODAY, based_on=1, now=LATER)
    assert is_new()
    ana.restore_entry(TODAY, now=LATER)
    assert is_new()
    ana.save_weekly_check(WeeklyCheck(day=TODAY, pain=4), based_on=0, now=NOW, zone="UTC")
    assert is_new()


def test_what_ana_skipped_is_remembered_with_its_day(ana):
    ana.skip("weekly", TODAY)
    ana.skip("weekly", TODAY + timedelta(days=7))
    ana.skip("passed s1", TODAY)
    assert ana.skips() == {"weekly": TODAY + timedelta(days=7), "passed s1": TODAY}
    ana.unskip("weekly")
    assert ana.skips() == {"passed s1": TODAY}


def test_what_ana_read_and_ticked_is_remembered_each_kind_by_itself(ana):
    ana.mark("read", "risks", now=NOW)
    ana.mark("read", "risks", now=LATER)
    ana.mark("tick", "risks", now=NOW)
    ana.mark("tick", "benefits", now=NOW)
    assert ana.marks("read") == {"risks": LATER}
    assert ana.marks("tick") == {"risks": NOW, "benefits": NOW}
    ana.unmark("tick", "risks")
    ana.unmark("tick", "never ticked")
    assert ana.marks("tick") == {"benefits": NOW}
    assert ana.marks("read") == {"risks": LATER}


def test_what_ana_reads_in_the_sample_is_not_read_in_her_own_journal(ana):
    ana.mark("read", "risks", now=NOW)
    sample = ana.start_sample((), (), (), Preferences(), NOW)
    assert sample.marks("read") == {}
    sample.mark("read", "benefits", now=NOW)
    assert sample.leave_sample().marks("read") == {"risks": NOW}


def test_a_week_ahead_or_without_an_answer_is_refused(ana):
    with pytest.raises(BadValue, match="at least one question"):
        ana.save_weekly_check(WeeklyCheck(day=TODAY), based_on=0, now=NOW, zone="UTC")
    with pytest.raises(BadValue, match="has not come yet"):
        ana.save_weekly_check(
            WeeklyCheck(day=TODAY + timedelta(days=1), pain=1), based_on=0, now=NOW, zone="UTC"
        )
    with pytest.raises(BadValue, match="at least one question"):
        ana.save_first_visit(FirstVisit(), based_on=0, now=NOW)


@pytest.mark.parametrize("key", ["\0", "s1\0", "\x1b[2J", "half \ud83d", "s1\r\n"])
def test_an_id_that_no_database_keeps_is_an_id_of_nothing(ana, key):
    ana.save_treatment(session(), based_on=0, now=NOW)
    assert (ana.treatment(key), ana.plan(key), ana.ongoing(key), ana.moment(key)) == (None,) * 4
    for ask in (
        lambda: ana.delete_treatment(key, based_on=1, now=NOW),
        lambda: ana.restore_ongoing(key, now=NOW),
        lambda: ana.delete_plan(key, based_on=1, now=NOW),
    ):
        with pytest.raises(NotFound):
            ask()
    assert ana.treatment("s1").revision == 1


def test_weeks_not_saved_are_found_however_old_and_are_no_days(ana):
    old = TODAY - timedelta(days=400)
    ana.keep_draft(f"weekly {old}", "phone", {"pain": 3}, 0, NOW)
    ana.keep_draft(f"weekly {TODAY}", "phone", {"pain": 4}, 0, NOW)
    ana.keep_draft(f"weekly {TODAY}", "laptop", {"pain": 5}, 0, NOW)
    ana.keep_draft("weekly nonsense", "phone", {}, 0, NOW)
    ana.keep_draft(f"entry {LATER.date()}", "phone", {}, 0, NOW)
    assert ana.draft_weeks() == {old, TODAY}
    assert ana.draft_weeks(until=TODAY) == {old}
    assert ana.draft_days() == {LATER.date()}
