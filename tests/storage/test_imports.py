"""What comes in is all of it or nothing, overwrites nothing written by hand, and can be taken out again."""

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acujournal.background import FirstVisit, Ongoing, OngoingKind
from acujournal.errors import BadValue, NotFound, StorageTrouble
from acujournal.everything import Everything
from acujournal.journal import Care, Entry, Moment, Preferences
from acujournal.plan import Decision, Plan, Review
from acujournal.storage import Fate, Happening
from acujournal.treatment import EffectKind, SideEffect, Treatment
from acujournal.weekly import WeeklyCheck

from .conftest import ANA, NOW, TODAY

DAY = timedelta(days=1)
YESTERDAY = TODAY - DAY
LATER = NOW + timedelta(hours=1)


@dataclass(frozen=True)
class Item:
    key: tuple[str, ...]
    value: object


@dataclass(frozen=True)
class Batch:
    items: tuple[Item, ...]
    source: str = "import:bearable"


def day(back, **more):
    when = TODAY - back * DAY
    return Item(("import:bearable", when.isoformat(), "day", ""), Entry(day=when, zone="UTC", **more))


def moment(name="m1", **more):
    at = NOW - DAY
    value = Moment(moment_id=name, at=at, zone="UTC", pain=4, **more)
    return Item(("import:bearable", at.isoformat(), "moment", name), value)


def treatment(name="t1", **more):
    value = Treatment(treatment_id=name, starts_at=NOW - 2 * DAY, zone="UTC", **more)
    return Item(("import:bearable", (NOW - 2 * DAY).isoformat(), "session", name), value)


def batch(*items, **more):
    return Batch(tuple(items), **more)


def by_hand(journal, when=TODAY, based_on=0, now=NOW, **answers):
    return journal.save_entry(Entry(day=when, **answers), based_on=based_on, now=now, zone="UTC")


def test_everything_of_a_file_comes_in_and_is_marked(ana):
    before = ana.revision()
    done = ana.import_all(
        batch(day(1, pain_average=8, pain_is_0_to_10=False), day(2, sleep_hours=7), moment(), treatment()),
        now=NOW,
    )
    assert done.counts == {
        "entry": {Fate.ADDED: 2},
        "moment": {Fate.ADDED: 1},
        "treatment": {Fate.ADDED: 1},
    }
    assert (done.source, done.at, done.kept, done.undone_at) == ("bearable", NOW, (), None)
    journal = ana.load_journal()
    assert {one.source for one in (*journal.entries, *journal.moments, *journal.treatments)} == {
        "import:bearable"
    }
    assert [entry.day for entry in journal.comparable().entries] == [TODAY - 2 * DAY]
    assert [len(ana.versions(name)) for name in (f"entry {YESTERDAY}", "moment m1", "treatment t1")] == [
        1,
        1,
        1,
    ]
    assert ana.revision() > before
    assert ana.imports() == (done,)
    assert [(event.kind, event.detail) for event in ana.happened()] == [(Happening.IMPORTED, "bearable")]


def test_a_day_nobody_knows_when_it_was_written_counts_as_written_now(ana):
    ana.import_all(batch(day(5, pain_average=1), day(6, pain_average=1, written_at=NOW - 6 * DAY)), now=NOW)
    assert ana.entry(TODAY - 5 * DAY).filled_in_later
    assert not ana.entry(TODAY - 6 * DAY).filled_in_later


def test_what_ana_wrote_is_never_overwritten(ana):
    mine = by_hand(ana, YESTERDAY, pain_average=2, note="mine")
    held = ana.save_treatment(replace(treatment().value, note="mine"), based_on=0, now=NOW)
    coming = batch(day(1, pain_average=9, note="theirs"), day(2, stress=1), treatment())
    assert ana.preview_import(coming, now=NOW).counts == {
        "entry": {Fate.ADDED: 1, Fate.KEPT: 1},
        "treatment": {Fate.KEPT: 1},
    }
    done = ana.import_all(coming, now=LATER, fill=("sleep_hours",))
    assert done.kept == (f"entry {YESTERDAY}", "treatment t1")
    assert ana.entry(YESTERDAY) == mine
    assert ana.treatment("t1") == held
    assert ana.entry(TODAY - 2 * DAY).stress == 1


def test_the_same_file_twice_changes_nothing(ana):
    coming = batch(day(1, pain_average=3), moment(), treatment())
    ana.import_all(coming, now=NOW)
    before = ana.load_everything()
    again = ana.import_all(coming, now=LATER)
    assert again.counts == {name: {Fate.DUPLICATE: 1} for name in ("entry", "moment", "treatment")}
    assert ana.load_everything() == before


def test_a_newer_file_of_the_same_app_renews_what_nobody_changed(ana):
    ana.import_all(batch(day(1, pain_average=3), day(2, pain_average=3)), now=NOW)
    by_hand(ana, TODAY - 2 * DAY, based_on=1, pain_average=3, note="a word of mine")
    newer = ana.import_all(batch(day(1, pain_average=4, note="evening"), day(2, pain_average=9)), now=LATER)
    assert newer.counts == {"entry": {Fate.RENEWED: 1, Fate.DUPLICATE: 1}}
    assert (ana.entry(YESTERDAY).pain_average, ana.entry(YESTERDAY).revision) == (4, 2)
    assert ana.entry(TODAY - 2 * DAY).note == "a word of mine"
    other = batch(Item(("x",), day(1, pain_average=1).value), source="import:daylio")
    assert ana.preview_import(other, now=LATER).kept_from == ("bearable",)
    assert ana.import_all(other, now=LATER).counts == {"entry": {Fate.KEPT_IMPORT: 1}}
    ana.undo_import(newer.import_id, now=LATER)
    assert (ana.entry(YESTERDAY).pain_average, ana.entry(YESTERDAY).revision) == (3, 1)


def test_a_day_that_was_deleted_stays_deleted_when_its_file_comes_again(ana):
    coming = batch(day(1, pain_average=3))
    ana.import_all(coming, now=NOW)
    ana.delete_entry(YESTERDAY, based_on=1, now=NOW)
    again = ana.import_all(coming, now=LATER)
    assert again.counts == {"entry": {Fate.DELETED: 1}}
    assert (again.kept, ana.imports()[0].counts) == ((), again.counts)
    assert ana.entry(YESTERDAY) is None
    other = batch(Item(("x",), day(1, pain_average=1).value), source="import:daylio")
    done = ana.import_all(other, now=LATER)
    assert (ana.entry(YESTERDAY).pain_average, ana.entry(YESTERDAY).revision) == (1, 3)
    ana.undo_import(done.import_id, now=LATER)
    assert ana.entry(YESTERDAY) is None
    assert [entry.day for entry in ana.deleted_entries(LATER)] == [YESTERDAY]


def test_hours_of_sleep_can_be_added_to_days_without_them(ana):
    mine = by_hand(ana, YESTERDAY, pain_average=2)
    by_hand(ana, TODAY - 2 * DAY, sleep_hours=5)
    coming = batch(day(1, sleep_hours=7.5, stress=9), day(2, sleep_hours=8), day(3, sleep_hours=6))
    done = ana.import_all(coming, now=LATER, fill=("sleep_hours",))
    assert done.counts == {"entry": {Fate.FILLED: 1, Fate.KEPT: 1, Fate.ADDED: 1}}
    filled = ana.entry(YESTERDAY)
    assert (filled.sleep_hours, filled.stress, filled.source, filled.revision) == (7.5, None, "", 2)
    assert filled.written_at == mine.written_at
    assert ana.entry(TODAY - 2 * DAY).sleep_hours == 5
    assert ana.import_all(coming, now=LATER, fill=("sleep_hours",)).counts["entry"][Fate.DUPLICATE] == 2
    ana.undo_import(done.import_id, now=LATER)
    assert ana.entry(YESTERDAY) == mine
    with pytest.raises(ValueError):
        ana.import_all(coming, now=NOW, fill=("pain_average",))


def from_app(app, *items):
    source = f"import:{app}"
    return Batch(
        tuple(Item((source, *one.key[1:]), replace(one.value, source=source)) for one in items), source=source
    )


def test_pain_from_one_app_comes_beside_the_sleep_of_another_whichever_is_first(ana):
    sleep = from_app("apple-health", day(1, sleep_hours=7.5, note="From Apple Health:\nHeadache: mild"))
    pain = from_app(
        "track-and-graph", day(1, pain_average=4, pain_worst=6, note="From Track & Graph:\nPain: stairs")
    )
    ana.import_all(sleep, now=NOW)
    slept = ana.entry(YESTERDAY)
    done = ana.import_all(pain, now=LATER)
    assert done.counts == {"entry": {Fate.COMPLEMENTED: 1}}
    both = ana.entry(YESTERDAY)
    assert (both.sleep_hours, both.pain_average, both.pain_worst) == (7.5, 4, 6)
    assert both.note == "From Apple Health:\nHeadache: mild\nFrom Track & Graph:\nPain: stairs"
    assert (both.source, both.written_at) == ("import:track-and-graph", LATER)
    ana.undo_import(done.import_id, now=LATER)
    assert ana.entry(YESTERDAY) == slept
    ana.undo_import(ana.imports()[-1].import_id, now=LATER)
    ana.import_all(pain, now=NOW)
    assert ana.import_all(sleep, now=LATER).counts == {"entry": {Fate.COMPLEMENTED: 1}}
    again = ana.entry(YESTERDAY)
    assert (again.sleep_hours, again.pain_average, again.pain_worst) == (7.5, 4, 6)
    assert (again.source, again.written_at) == ("import:track-and-graph", NOW)


def test_a_day_two_apps_have_written_loses_nothing_when_one_of_them_comes_again(ana):
    ana.import_all(from_app("apple-health", day(1, sleep_hours=7.5)), now=NOW)
    ana.import_all(from_app("track-and-graph", day(1, pain_average=4)), now=NOW)
    both = ana.entry(YESTERDAY)
    for app, more in (("apple-health", {"sleep_hours": 6}), ("track-and-graph", {"pain_average": 9})):
        done = ana.import_all(from_app(app, day(1, **more)), now=LATER)
        assert done.counts == {"entry": {Fate.DUPLICATE: 1}}
        assert ana.entry(YESTERDAY) == both


def test_another_app_never_overwrites_what_an_import_says(ana):
    turned = day(1, pain_worst=8, pain_is_0_to_10=False, note="x" * 3990)
    ana.import_all(batch(turned), now=NOW)
    before = ana.entry(YESTERDAY)
    more = from_app("daylio", day(1, pain_average=9, pain_worst=10, note="a long word"))
    assert ana.import_all(more, now=LATER).counts == {"entry": {Fate.KEPT_IMPORT: 1}}
    assert ana.entry(YESTERDAY) == before
    ana.import_all(from_app("loop", day(1, pain_worst=1, stress=3)), now=LATER)
    after = ana.entry(YESTERDAY)
    assert (after.pain_average, after.pain_worst, after.stress) == (None, 8, 3)
    assert (after.source, after.pain_is_0_to_10) == ("import:bearable", False)


def test_pain_that_another_app_brings_keeps_its_own_mark(ana):
    ana.import_all(from_app("apple-health", day(1, sleep_hours=7)), now=NOW)
    ana.import_all(batch(day(1, pain_worst=8, pain_is_0_to_10=False)), now=LATER)
    assert ana.load_journal().entries
    assert ana.load_journal().comparable().entries == ()


def test_an_imported_day_that_ana_has_touched_is_complemented_by_nobody(ana):
    ana.import_all(from_app("apple-health", day(1, sleep_hours=7)), now=NOW)
    mine = by_hand(ana, YESTERDAY, based_on=1, sleep_hours=7, note="mine")
    done = ana.import_all(from_app("daylio", day(1, pain_average=9)), now=LATER)
    assert done.counts == {"entry": {Fate.KEPT: 1}}
    assert ana.entry(YESTERDAY) == mine


def test_an_import_that_is_undone_was_never_there(ana):
    by_hand(ana, TODAY, pain_average=2)
    before = ana.load_everything()
    coming = batch(day(1, pain_average=3), day(2, pain_average=3), moment(), treatment())
    done = ana.import_all(coming, now=NOW)
    undone = ana.undo_import(done.import_id, now=LATER)
    assert (undone.removed, undone.put_back, undone.left) == (4, 0, ())
    assert ana.load_everything() == before
    assert ana.imports()[0].undone_at == LATER
    with pytest.raises(BadValue, match="undone before"):
        ana.undo_import(done.import_id, now=LATER)
    again = ana.import_all(coming, now=LATER)
    assert again.counts["entry"] == {Fate.ADDED: 2}


def test_what_ana_has_changed_since_stays_and_is_named(ana):
    done = ana.import_all(batch(day(1, pain_average=3), day(2, pain_average=3), treatment()), now=NOW)
    changed = by_hand(ana, YESTERDAY, based_on=1, pain_average=3, note="mine")
    ana.delete_treatment("t1", based_on=1, now=LATER)
    undone = ana.undo_import(done.import_id, now=LATER)
    assert (undone.removed, undone.left) == (1, (f"entry {YESTERDAY}", "treatment t1"))
    assert ana.entry(YESTERDAY) == changed
    assert ana.restore_treatment("t1", now=LATER).revision == 3


def test_the_later_of_two_imports_is_undone_first(ana):
    first = ana.import_all(batch(day(1, pain_average=3)), now=NOW)
    second = ana.import_all(batch(day(1, pain_average=4), day(2, pain_average=4)), now=LATER)
    held = ana.load_everything()
    with pytest.raises(BadValue, match="later import"):
        ana.undo_import(first.import_id, now=LATER)
    assert ana.load_everything() == held
    ana.undo_import(second.import_id, now=LATER)
    ana.undo_import(first.import_id, now=LATER)
    assert ana.load_everything().is_empty


def test_an_import_of_somebody_else_is_not_found(store, ana):
    done = ana.import_all(batch(day(1, pain_average=3)), now=NOW)
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    assert ben.imports() == ()
    with pytest.raises(NotFound):
        ben.undo_import(done.import_id, now=NOW)
    assert ben.import_all(batch(day(1, pain_average=3)), now=NOW).counts == {"entry": {Fate.ADDED: 1}}


@pytest.mark.parametrize(
    "bad",
    [
        (day(1, stress=1), day(1, stress=2)),
        (day(1, stress=1), day(-3, stress=1)),
        (day(1, stress=1), moment(name="m" * 65)),
        (day(1, stress=1), moment(name="")),
        (day(1, stress=1), Item(("m",), Moment(moment_id="m", at=NOW + 3 * DAY, zone="UTC", pain=1))),
        (day(1, stress=1), Item(("t",), Treatment(treatment_id="t", starts_at=NOW + 3 * DAY, zone="UTC"))),
    ],
    ids=["twice", "ahead", "long name", "no name", "moment ahead", "session ahead"],
)
def test_half_an_import_is_no_import(ana, bad):
    with pytest.raises(BadValue):
        ana.import_all(batch(*bad), now=NOW)
    assert ana.load_everything().is_empty
    assert ana.imports() == ()


def test_an_import_the_database_refuses_leaves_nothing(ana, monkeypatch):
    def refuse(*_):
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr("acujournal.storage.imports.write_down", refuse)
    with pytest.raises(StorageTrouble):
        ana.import_all(batch(day(1, stress=1)), now=NOW)
    assert ana.load_everything().is_empty


def test_an_imported_session_stays_marked_whatever_is_corrected(ana):
    ana.import_all(batch(treatment(), moment()), now=NOW)
    plain = replace(ana.treatment("t1"), note="with Ben", source="")
    assert ana.save_treatment(plain, based_on=1, now=LATER).source == "import:bearable"
    kept = ana.moment("m1")
    assert ana.save_moment(replace(kept, pain=7, source=""), now=LATER).source == ""
    assert ana.save_treatment(plain, based_on=1, now=LATER + DAY).revision == 2
    mine = ana.save_treatment(
        replace(plain, treatment_id="t2", source="import:x"), based_on=0, now=LATER, may_share_its_minute=True
    )
    assert mine.source == ""


# The whole journal


def fill(journal):
    """A journal with something of every kind, changed, deleted and restored."""
    by_hand(journal, TODAY, pain_average=4, pain_worst=7, medicines=("Ibuprofen", "💊"), note="שלום\n=1+1")
    by_hand(journal, TODAY, based_on=1, now=LATER, pain_average=5, other_care=(Care.HEAT,), sleep_hours=7.25)
    by_hand(journal, YESTERDAY, stress=0)
    journal.delete_entry(YESTERDAY, based_on=1, now=NOW)
    by_hand(journal, TODAY - 40 * DAY, interference=3)
    journal.import_all(batch(day(3, pain_average=8, pain_is_0_to_10=False), moment("m9")), now=NOW)
    journal.save_moment(Moment(moment_id="m2", at=NOW - DAY, zone="Pacific/Auckland", pain=0), now=NOW)
    held = Treatment(
        treatment_id="t9",
        starts_at=NOW - 3 * DAY,
        zone="Europe/Berlin",
        points=("BL23", "a word"),
        side_effects=(SideEffect(kind=EffectKind.SORENESS, began_on=TODAY - 2 * DAY),),
        cost_cents=6500,
        currency="EUR",
    )
    journal.save_treatment(held, based_on=0, now=NOW)
    journal.save_plan(
        Plan(plan_id="p1", begun_on=TODAY - 9 * DAY, goal="Sit"), based_on=0, now=NOW, today=TODAY
    )
    review = Review(review_id="r1", plan_id="p1", decided_on=TODAY, decision=Decision.GO_ON, words="yes")
    journal.save_review(review, based_on=0, now=NOW)
    journal.save_weekly_check(WeeklyCheck(day=TODAY, pain=3), based_on=0, now=NOW, zone="UTC")
    journal.save_first_visit(FirstVisit(since="May", goals="Walk"), based_on=0, now=NOW)
    tablet = Ongoing(ongoing_id="o1", kind=OngoingKind.MEDICINE, name="Ibuprofen", began_on=TODAY - 5 * DAY)
    journal.save_ongoing(tablet, based_on=0, now=NOW)
    journal.skip("weekly", TODAY)
    journal.mark("read", "risks", now=NOW)
    journal.save_preferences(Preferences(zone="Pacific/Auckland", week_starts_on=6, welcomed_at=NOW))


def test_export_then_import_is_the_same_journal(store, ana):
    fill(ana)
    everything = ana.load_everything()
    assert {
        len(getattr(everything, name)) > 0
        for name in Everything.__dataclass_fields__
        if name != "preferences"
    } == {True}
    assert [entry.deleted_at is not None for entry in everything.entries].count(True) == 1
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    done = ben.import_everything(everything, now=LATER)
    assert ben.load_everything() == everything
    assert done.counts["entry"] == {Fate.ADDED: 3}
    assert ben.treatment("t9").day == ana.treatment("t9").day
    assert [t.treatment_id for t in ben.with_open_effects()] == ["t9"]
    assert ben.restore_entry(YESTERDAY, now=LATER).stress == 0
    assert ben.versions(f"entry {TODAY}") == ana.versions(f"entry {TODAY}")


def test_an_own_export_into_a_journal_that_goes_on_adds_what_is_not_there(ana):
    fill(ana)
    everything = ana.load_everything()
    changed = by_hand(ana, TODAY, based_on=2, now=LATER, pain_average=1)
    ana.delete_treatment("t9", based_on=1, now=LATER)
    ana.save_preferences(Preferences(zone="UTC"))
    done = ana.import_everything(everything, now=LATER)
    assert done.counts["entry"] == {Fate.DUPLICATE: 2, Fate.KEPT: 1}
    assert done.counts["treatment"] == {Fate.ADDED: 1}
    assert done.kept == (f"entry {TODAY}",)
    assert ana.entry(TODAY) == changed
    assert ana.treatment("t9").revision == 3
    assert ana.preferences().zone == "UTC"
    ana.undo_import(done.import_id, now=LATER)
    assert ana.treatment("t9") is None


def test_the_settings_of_an_own_export_come_into_an_empty_journal_only_and_go_with_an_undo(store, ana):
    fill(ana)
    everything = ana.load_everything()
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    mine = Preferences(zone="Europe/Berlin", is_weekly=True, paused_since=TODAY, welcomed_at=NOW - DAY)
    ben.save_preferences(mine)
    preview = ben.preview_everything(everything, now=LATER)
    assert set(preview.settings) == {"zone", "week_starts_on", "is_weekly", "paused_since", "welcomed_at"}
    done = ben.import_everything(everything, now=LATER)
    assert ben.preferences() == everything.preferences
    assert ben.imports() == (done,)
    assert ben.preview_everything(everything, now=LATER).settings == ()
    ben.undo_import(done.import_id, now=LATER)
    assert ben.preferences() == mine


def test_a_setting_ana_has_changed_since_stays_when_the_import_is_undone(store, ana):
    fill(ana)
    everything = ana.load_everything()
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    done = ben.import_everything(everything, now=LATER)
    ben.save_preferences(replace(ben.preferences(), zone="Asia/Tokyo"))
    ben.undo_import(done.import_id, now=LATER)
    assert (ben.preferences().zone, ben.preferences().week_starts_on) == ("Asia/Tokyo", 0)


def test_settings_stay_as_they_are_where_something_is_written(store, ana):
    fill(ana)
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    by_hand(ben, TODAY - 9 * DAY, stress=1)
    before = ben.preferences()
    assert ben.preview_everything(ana.load_everything(), now=LATER).settings == ()
    done = ben.import_everything(ana.load_everything(), now=LATER)
    assert ben.preferences() == before
    ben.undo_import(done.import_id, now=LATER)
    assert ben.preferences() == before


def test_an_own_export_can_be_undone_to_nothing(store, ana):
    fill(ana)
    everything = ana.load_everything()
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    done = ben.import_everything(everything, now=LATER)
    undone = ben.undo_import(done.import_id, now=LATER)
    assert undone.left == ()
    assert ben.load_everything().is_empty
    assert ben.load_everything().versions == ()


def test_a_period_is_exported_with_its_history_alone(ana):
    fill(ana)
    part = ana.load_everything(TODAY, TODAY + DAY)
    assert [entry.day for entry in part.entries] == [TODAY]
    assert {version["subject"].split()[0] for version in part.versions} == {
        *("entry", "moment", "plan", "review", "weekly", "visit", "ongoing")
    }
    assert [version["revision"] for version in part.versions if version["subject"] == f"entry {TODAY}"] == [
        1,
        2,
    ]
    assert ana.load_everything(TODAY + DAY).entries == ()
    assert len(ana.load_everything(until=TODAY).entries) == 3


def forged(everything, **more):
    first = everything.versions[0]
    return replace(everything, versions=(first | more, *everything.versions[1:]))


def test_a_history_that_does_not_fit_is_refused_whole(store, ana):
    fill(ana)
    everything = ana.load_everything()
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    for bad in (
        forged(everything, revision=0),
        forged(everything, revision=10**9),
        forged(everything, revision="1"),
        forged(everything, subject="entry 1999-01-01"),
        forged(everything, subject="nothing"),
        forged(everything, action="forged"),
        forged(everything, body={"day": "soon"}),
        forged(everything, body={"day": TODAY.isoformat(), "pain_average": 11}),
        forged(everything, body=[]),
        forged(everything, saved_at=None),
        forged(everything, saved_at=NOW.replace(tzinfo=None)),
        replace(everything, versions=(*everything.versions, everything.versions[0])),
        replace(everything, entries=(*everything.entries, everything.entries[0])),
        replace(everything, marks=(("k" * 41, "x", NOW),)),
    ):
        with pytest.raises(BadValue):
            ben.import_everything(bad, now=LATER)
        assert ben.load_everything().is_empty
        assert ben.imports() == ()


def test_a_value_without_its_history_begins_one(store, ana):
    fill(ana)
    everything = replace(ana.load_everything(), versions=())
    ben = store.as_seen_by(replace(ANA, person_id="ben"))
    ben.import_everything(everything, now=LATER)
    assert ben.load_everything().entries == everything.entries
    assert [version.value for version in ben.versions(f"entry {TODAY}")] == [ana.entry(TODAY)]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_whatever_ana_has_done_comes_back_exactly(store):
    texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
    scores = st.none() | st.integers(0, 10)
    days = st.builds(
        dict,
        back=st.integers(0, 4),
        pain_average=scores,
        stress=scores,
        note=texts,
        sleep_hours=st.none() | st.floats(0, 24),
        medicines=st.lists(texts.filter(str.strip), max_size=2).map(tuple),
    )
    deeds = st.lists(st.one_of(days, st.sampled_from(["delete", "restore", "import", "undo"])), max_size=12)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(deeds)
    def comes_back(deeds):
        ana, other = (store.as_seen_by(replace(ANA, person_id=uuid.uuid4().hex)) for _ in range(2))
        for number, deed in enumerate(deeds):
            now = NOW + timedelta(minutes=number)
            live = ana.load_journal().entries
            try:
                if isinstance(deed, dict):
                    when = TODAY - deed["back"] * DAY
                    stored = ana.entry(when)
                    answers = {name: said for name, said in deed.items() if name != "back"}
                    by_hand(ana, when, stored.revision if stored else 0, now, **answers)
                elif deed == "delete" and live:
                    ana.delete_entry(live[0].day, based_on=live[0].revision, now=now)
                elif deed == "restore":
                    for entry in ana.deleted_entries(now)[:1]:
                        ana.restore_entry(entry.day, now=now)
                elif deed == "import":
                    ana.import_all(batch(day(1, pain_average=number), day(2, stress=1), moment()), now=now)
                elif deed == "undo":
                    for done in ana.imports()[:1]:
                        ana.undo_import(done.import_id, now=now)
            except BadValue:
                continue
        everything = ana.load_everything()
        other.import_everything(everything, now=LATER)
        assert other.load_everything() == everything
        again = other.import_everything(everything, now=LATER)
        assert {fate for found in again.counts.values() for fate in found} <= {Fate.DUPLICATE}

    comes_back()


def test_an_undo_takes_out_what_a_package_ticked_and_would_not_ask_again_too(ana):
    ana.mark("sources", "mine", now=NOW)
    before = ana.load_everything()
    brought = Everything(
        preferences=before.preferences,
        entries=(Entry(day=TODAY, stress=3),),
        skips=(("review p1", TODAY),),
        marks=(("sources", "mine", NOW), ("sources", "theirs", NOW)),
    )
    done = ana.import_everything(brought, now=NOW)
    there = ana.load_everything()
    assert there.skips == brought.skips
    assert {name for _, name, _ in there.marks} == {"mine", "theirs"}
    assert ana.imports()[0].counts == done.counts
    ana.undo_import(done.import_id, now=NOW)
    assert ana.load_everything() == before
