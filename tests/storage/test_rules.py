"""The database repeats every rule, so that no other program can store a pain of 11; and no update is lost."""

import threading
import traceback
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from acujournal.background import VISIT_CLAIMS, VISIT_TEXTS, FirstVisit, Ongoing, OngoingKind
from acujournal.errors import Conflict, StorageTrouble
from acujournal.journal import SCORES, Entry, Moment, Preferences
from acujournal.plan import Decision, Plan, Review
from acujournal.storage import tables
from acujournal.storage.journals import row_of
from acujournal.storage.records import (
    ENTRIES,
    FIRST_VISITS,
    MOMENTS,
    ONGOING,
    PLANS,
    REVIEWS,
    TREATMENTS,
    WEEKLY_CHECKS,
)
from acujournal.treatment import Treatment
from acujournal.weekly import WeeklyCheck

from .conftest import ANA, NOW, TODAY

ENTRY = Entry(day=TODAY, stress=1, note="secret words", written_at=NOW, saved_at=NOW, revision=1)
TREATMENT = Treatment(treatment_id="t", starts_at=NOW, zone="UTC", saved_at=NOW, revision=1)
MOMENT = Moment(moment_id="m", at=NOW, zone="UTC", pain=1, saved_at=NOW, revision=1)
PLAN = Plan(plan_id="p", begun_on=TODAY, saved_at=NOW, revision=1)
REVIEW = Review(
    review_id="r", plan_id="p", decided_on=TODAY, decision=Decision.GO_ON, saved_at=NOW, revision=1
)
WEEKLY = WeeklyCheck(day=TODAY, pain=1, saved_at=NOW, revision=1)
VISIT = FirstVisit(since="May", saved_at=NOW, revision=1)
TABLET = Ongoing(ongoing_id="o", kind=OngoingKind.MEDICINE, name="Ibuprofen", saved_at=NOW, revision=1)
VERSION = {"subject": "entry x", "revision": 1, "saved_at": NOW, "action": "saved", "body": {}}
SHARE = {
    "share_id": "s",
    "token_hash": "0" * 64,
    "reader": "Ben",
    "title": "",
    "first_day": TODAY,
    "until_day": TODAY + timedelta(days=1),
    "created_at": NOW,
    "expires_at": NOW + timedelta(days=30),
    "passcode_hash": "",
    "tries_left": 5,
    "takes_note": False,
    "page": b"page",
    "pdf": b"pdf",
}
DRAFT = {"subject": "entry x", "tab": "t", "based_on": 0, "kept_at": NOW, "body": {}}

GOOD = {
    "journals": {"owner": "x", "is_sample": False, "created_at": NOW},
    "preferences": row_of(Preferences()),
    "entries": ENTRIES.row("", ENTRY),
    "treatments": TREATMENTS.row("", TREATMENT),
    "moments": MOMENTS.row("", MOMENT),
    "plans": PLANS.row("", PLAN),
    "reviews": REVIEWS.row("", REVIEW),
    "weekly_checks": WEEKLY_CHECKS.row("", WEEKLY),
    "first_visits": FIRST_VISITS.row("", VISIT),
    "ongoing": ONGOING.row("", TABLET),
    "skips": {"subject": "weekly", "day": TODAY},
    "marks": {"kind": "read", "name": "risks", "marked_at": NOW},
    "versions": VERSION,
    "drafts": DRAFT,
    "shares": SHARE,
    "share_views": {"share_id": "s", "opened_at": NOW, "shown": "page", "times": 1},
    "share_notes": {"share_id": "s", "message": "Bring the letter.", "left_at": NOW},
    "record": {"event_id": "e", "at": NOW, "kind": "exported", "detail": ""},
    "imports": {"import_id": "i", "at": NOW, "source": "bearable", "counts": {}},
    "import_rows": {"import_id": "i", "subject": "entry x", "first_revision": 1, "revision": 1},
    "import_keys": {"source": "bearable", "key": "0" * 64, "import_id": "i", "subject": "entry x"},
}
SCORE_COLUMNS = [
    *(("entries", name) for name in SCORES),
    *(("treatments", name) for name in tables.TREATMENT_SCORES),
    *(("weekly_checks", name) for name in tables.PEG_ANSWERS),
    ("plans", "target"),
    ("moments", "pain"),
]
#: What each CHECK must refuse. Written past the column types, as another program would.
BAD = {
    **{
        f"{table}_{name}_is_0_to_10": [(table, {name: bad}) for bad in (-1, 11)]
        for table, name in SCORE_COLUMNS
    },
    "journals_journal_id_is_a_uuid": [("journals", {"journal_id": "short"})],
    "journals_owner_is_not_empty": [("journals", {"owner": ""})],
    "preferences_zone_is_not_empty": [("preferences", {"zone": ""})],
    "preferences_week_starts_on_is_a_weekday": [("preferences", {"week_starts_on": 7})],
    "entries_worst_is_not_below_average": [("entries", {"pain_average": 5, "pain_worst": 4})],
    "entries_sleep_hours_is_0_to_24": [("entries", {"sleep_hours": bad}) for bad in (-0.5, 24.5)],
    "entries_medicines_fit": [("entries", {"medicines": ("m",) * 21})],
    "entries_has_an_answer": [("entries", {"stress": None, "note": ""})],
    "entries_note_fits": [("entries", {"note": "x" * 4001})],
    "entries_zone_is_not_empty": [("entries", {"zone": ""})],
    "entries_day_is_after_1899": [("entries", {"day": TODAY.replace(year=1899)})],
    "treatments_day_is_after_1899": [("treatments", {"day": TODAY.replace(year=1899)})],
    "treatments_treatment_id_is_not_empty": [("treatments", {"treatment_id": ""})],
    "treatments_zone_is_not_empty": [("treatments", {"zone": ""})],
    "treatments_practitioner_fits": [("treatments", {"practitioner": "x" * 121})],
    "treatments_note_fits": [("treatments", {"note": "x" * 4001})],
    "treatments_needle_minutes_are_1_to_240": [("treatments", {"needle_minutes": bad}) for bad in (0, 241)],
    "treatments_status_is_known": [("treatments", {"status": "cured"})],
    **{
        f"treatments_{name}_fits": [("treatments", {name: "x" * 4001})]
        for name in ("what_was_done", "questions")
    },
    "treatments_needles_are_1_to_200": [("treatments", {"needles": bad}) for bad in (0, 201)],
    "treatments_points_fit": [("treatments", {"points": tuple(f"BL{n}" for n in range(61))})],
    "treatments_open_effects_is_0_or_more": [("treatments", {"open_effects": -1})],
    "treatments_cost_cents_are_0_to_10_million": [
        ("treatments", {"cost_cents": bad, "currency": "EUR"}) for bad in (-1, 1_000_000_001)
    ],
    "treatments_cost_has_a_currency": [("treatments", {"cost_cents": 100, "currency": ""})],
    "plans_plan_id_is_not_empty": [("plans", {"plan_id": ""})],
    **{f"plans_{name}_fits": [("plans", {name: "x" * 4001})] for name in ("reason", "goal", "rule")},
    "plans_sessions_are_1_to_100": [("plans", {"sessions": bad}) for bad in (0, 101)],
    "plans_review_after_is_1_to_100": [("plans", {"review_after": bad}) for bad in (0, 101)],
    "plans_review_is_one_of_two": [("plans", {"review_after": 6, "review_on": TODAY})],
    "plans_end_is_not_before_beginning": [("plans", {"ended_on": TODAY - timedelta(days=1)})],
    "plans_baseline_is_before_first_session": [
        ("plans", {"baseline_from": TODAY, "first_session_on": TODAY})
    ],
    "plans_rhythm_is_known": [("plans", {"rhythm": "hourly"})],
    "reviews_review_id_is_not_empty": [("reviews", {"review_id": ""})],
    "reviews_plan_id_is_not_empty": [("reviews", {"plan_id": ""})],
    "reviews_decision_is_known": [("reviews", {"decision": "obey"})],
    **{f"reviews_{name}_fits": [("reviews", {name: "x" * 4001})] for name in ("words", "shown")},
    "weekly_checks_has_an_answer": [("weekly_checks", {"pain": None})],
    "weekly_checks_change_is_known": [("weekly_checks", {"change": "cured"})],
    "weekly_checks_zone_is_not_empty": [("weekly_checks", {"zone": ""})],
    "weekly_checks_day_is_after_1899": [("weekly_checks", {"day": TODAY.replace(year=1899)})],
    "first_visits_visit_id_is_not_empty": [("first_visits", {"visit_id": ""})],
    **{f"first_visits_{name}_fits": [("first_visits", {name: "x" * 4001})] for name in VISIT_TEXTS},
    **{f"first_visits_{name}_is_known": [("first_visits", {name: "maybe"})] for name in VISIT_CLAIMS},
    "ongoing_ongoing_id_is_not_empty": [("ongoing", {"ongoing_id": ""})],
    "ongoing_name_is_not_empty": [("ongoing", {"name": ""})],
    "ongoing_kind_is_known": [("ongoing", {"kind": "magic"})],
    "ongoing_name_fits": [("ongoing", {"name": "x" * 121})],
    "ongoing_note_fits": [("ongoing", {"note": "x" * 4001})],
    "ongoing_end_is_not_before_beginning": [
        ("ongoing", {"began_on": TODAY, "ended_on": TODAY - timedelta(days=1)})
    ],
    "skips_subject_is_not_empty": [("skips", {"subject": ""})],
    "skips_day_is_after_1899": [("skips", {"day": TODAY.replace(year=1899)})],
    "marks_kind_is_not_empty": [("marks", {"kind": ""})],
    "marks_name_is_not_empty": [("marks", {"name": ""})],
    "moments_moment_id_is_not_empty": [("moments", {"moment_id": ""})],
    "moments_zone_is_not_empty": [("moments", {"zone": ""})],
    "versions_subject_is_not_empty": [("versions", {"subject": ""})],
    "versions_action_is_known": [("versions", {"action": "forged"})],
    "drafts_subject_is_not_empty": [("drafts", {"subject": ""})],
    "drafts_tab_is_not_empty": [("drafts", {"tab": ""})],
    "drafts_based_on_is_0_or_more": [("drafts", {"based_on": -1})],
    **{
        f"{table}_source_is_known": [(table, {"source": "bearable"})]
        for table in ("entries", "moments", "treatments")
    },
    **{
        f"{table}_source_fits": [(table, {"source": "import:" + "x" * 34})]
        for table in ("entries", "moments", "treatments")
    },
    "shares_share_id_is_not_empty": [("shares", {"share_id": ""})],
    "shares_token_hash_is_sha256": [("shares", {"token_hash": "the token itself"})],
    "shares_reader_fits": [("shares", {"reader": "x" * 121})],
    "shares_title_fits": [("shares", {"title": "x" * 121})],
    "shares_period_has_a_day": [("shares", {"until_day": TODAY})],
    "shares_end_is_after_beginning": [("shares", {"expires_at": NOW})],
    "shares_tries_left_are_0_to_5": [("shares", {"tries_left": bad}) for bad in (-1, 6)],
    "shares_page_is_not_empty": [("shares", {"page": b""})],
    "shares_pdf_is_not_empty": [("shares", {"pdf": b""})],
    "share_views_share_id_is_not_empty": [("share_views", {"share_id": ""})],
    "share_views_shown_is_known": [("share_views", {"shown": "fax"})],
    "share_views_times_are_1_or_more": [("share_views", {"times": 0})],
    "share_notes_share_id_is_not_empty": [("share_notes", {"share_id": ""})],
    "share_notes_message_fits": [("share_notes", {"message": "x" * 1001})],
    "share_notes_says_something": [("share_notes", {"message": ""})],
    "record_event_id_is_not_empty": [("record", {"event_id": ""})],
    "record_kind_is_known": [("record", {"kind": "sold"})],
    "record_detail_fits": [("record", {"detail": "x" * 241})],
    "imports_import_id_is_not_empty": [("imports", {"import_id": ""})],
    "imports_source_is_not_empty": [("imports", {"source": ""})],
    "imports_source_fits": [("imports", {"source": "x" * 41})],
    "import_rows_import_id_is_not_empty": [("import_rows", {"import_id": ""})],
    "import_rows_subject_is_not_empty": [("import_rows", {"subject": ""})],
    "import_rows_first_revision_is_1_or_more": [("import_rows", {"first_revision": 0})],
    "import_rows_revisions_are_in_order": [("import_rows", {"first_revision": 2})],
    "import_keys_source_is_not_empty": [("import_keys", {"source": ""})],
    "import_keys_key_is_sha256": [("import_keys", {"key": "2026-11-22 Neck pain"})],
    "import_keys_import_id_is_not_empty": [("import_keys", {"import_id": ""})],
    "import_keys_subject_is_not_empty": [("import_keys", {"subject": ""})],
    **{
        f"{table}_revision_is_1_or_more": [(table, {"revision": 0})]
        for table in (
            "entries",
            "treatments",
            "moments",
            "versions",
            "plans",
            "reviews",
            "weekly_checks",
            "first_visits",
            "ongoing",
        )
    },
}
#: SQLite would keep these in the column; PostgreSQL's types alone refuse or round them.
BAD_ON_SQLITE = {
    **{f"{table}_{name}_is_0_to_10": (table, {name: 5.5}) for table, name in SCORE_COLUMNS},
    "preferences_week_starts_on_is_a_weekday": ("preferences", {"week_starts_on": 1.5}),
    "treatments_needle_minutes_are_1_to_240": ("treatments", {"needle_minutes": 20.5}),
    "treatments_needles_are_1_to_200": ("treatments", {"needles": 9.5}),
    "treatments_cost_cents_are_0_to_10_million": ("treatments", {"cost_cents": 0.5, "currency": "EUR"}),
    "plans_sessions_are_1_to_100": ("plans", {"sessions": 6.5}),
    "plans_review_after_is_1_to_100": ("plans", {"review_after": 6.5}),
    "journals_is_sample_is_a_claim": ("journals", {"is_sample": 2}),
    "preferences_strain_is_new_is_a_claim": ("preferences", {"strain_is_new": 2}),
    "preferences_is_weekly_is_a_claim": ("preferences", {"is_weekly": 2}),
    "entries_pain_is_0_to_10_is_a_claim": ("entries", {"pain_is_0_to_10": 2}),
    "shares_takes_note_is_a_claim": ("shares", {"takes_note": 2}),
}


def _insert(store, journal_id, table_name, changes):
    table = tables.metadata.tables[table_name]
    row = GOOD[table_name] | {"journal_id": journal_id} | changes
    with store._connections.engine.begin() as connection:
        if table_name == "preferences":
            connection.execute(table.delete())
        loose = {
            name: sa.literal(row.pop(name), sa.String if isinstance(changes[name], str) else sa.Float)
            for name in changes
            if isinstance(changes[name], float | str) or type(changes[name]) is int
        }
        connection.execute(table.insert().values(row | loose))


def test_the_database_refuses_what_the_journal_refuses(store, ana):
    for name, rows in BAD.items():
        for table, changes in rows:
            _is_refused(store, ana.journal_id, name, table, changes)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_sqlite_refuses_halves(store, ana):
    for name, (table, changes) in BAD_ON_SQLITE.items():
        _is_refused(store, ana.journal_id, name, table, changes)


def _is_refused(store, journal_id, name, table, changes):
    with pytest.raises(sa.exc.IntegrityError) as refused:
        _insert(store, journal_id, table, changes)
    assert name in str(refused.value)


def test_every_rule_is_tried():
    named = {
        str(check.name)
        for table in tables.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint)
    }
    assert named == set(BAD) | set(BAD_ON_SQLITE)


def test_the_good_rows_of_these_tests_are_good(store, ana):
    for name in GOOD.keys() - {"journals"}:
        _insert(store, ana.journal_id, name, {})


def test_no_word_of_ana_reaches_an_error(store, ana):
    with pytest.raises(StorageTrouble) as refused, store._connections.write() as connection:
        row = ENTRIES.row(ana.journal_id, ENTRY) | {"pain_average": 11}
        connection.execute(tables.entries.insert().values(row))
    assert "report" in str(refused.value)
    assert "secret" not in "".join(traceback.format_exception(refused.value))


def test_nothing_outlives_its_journal(store, ana):
    ana.save_entry(ENTRY, based_on=0, now=NOW, zone="UTC")
    with store._connections.write() as connection:
        connection.execute(tables.journals.delete())
    with store._connections.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.entries)) == 0


def test_eight_tabs_at_once_lose_nothing(store, ana, kind):
    # PostgreSQL shows the same with fewer: each save there is several messages to the server.
    steps = 50 if kind == "sqlite" else 15

    def count_up(tab: int) -> None:
        journal = store.as_seen_by(ANA)
        for step in range(steps):
            while True:
                seen = journal.entry(TODAY)
                note = str(int(seen.note) + 1 if seen else 1)
                said = Entry(day=TODAY, note=note, medicines=(f"{tab}-{step}",))
                try:
                    journal.save_entry(said, based_on=seen.revision if seen else 0, now=NOW, zone="UTC")
                    break
                except Conflict:
                    continue

    tabs = [threading.Thread(target=count_up, args=(tab,)) for tab in range(8)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert ana.entry(TODAY).note == str(8 * steps)
    assert ana.entry(TODAY).revision == 8 * steps
    assert [v.value.note for v in ana.versions(f"entry {TODAY}")] == [str(n) for n in range(1, 8 * steps + 1)]


def test_two_first_visits_at_once_make_one_journal(store):
    found = []
    viewer = replace(ANA, person_id="newcomer")
    visits = [
        threading.Thread(target=lambda: found.append(store.as_seen_by(viewer).journal_id)) for _ in range(8)
    ]
    for visit in visits:
        visit.start()
    for visit in visits:
        visit.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_reader_does_not_wait_for_a_writer(store, ana):
    ana.save_entry(ENTRY, based_on=0, now=NOW, zone="UTC")
    with store._connections.write() as connection:
        connection.execute(tables.entries.update().values(stress=9))
        assert ana.entry(TODAY).stress == 1
    assert ana.entry(TODAY).stress == 9


def test_ten_years_load_whole(ana):
    days = [Entry(day=TODAY - timedelta(days=n), pain_average=n % 11) for n in range(3650)]
    sample = ana.start_sample(days, [], [], Preferences(), NOW)
    journal = sample.load_journal()
    assert [e.day for e in journal.entries] == [d.day for d in reversed(days)]
    assert all(replace(e) == e for e in journal.entries)
