"""Every page for every person: Ana sees her journal, a stranger one line, trouble a sentence."""

import json
import logging
from dataclasses import replace
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from acujournal.errors import StorageTrouble
from acujournal.journal import Entry, Moment
from acujournal.safety import crisis_lines
from acujournal.server.sentences import CLOSED, SCREEN_FAILED
from acujournal.treatment import Treatment, TreatmentStatus
from tests.pages.conftest import EVENING, ROOT, choose, go, press, words

DAY = date(2026, 11, 22)
PAGES = ["today", "history", "sessions", "plan", "progress", "learn", "settings", "data"]
TITLES = {
    "today": "Sun 22 November",
    "history": "History",
    "sessions": "Sessions",
    "plan": "Plan",
    "progress": "Progress",
    "learn": "Learn",
    "share": "Share",
    "settings": "Settings",
    "data": "My data",
}


def write(ana, day=DAY, **answers):
    now = EVENING if day == DAY else EVENING - (DAY - day)
    return ana.save_entry(Entry(day=day, **answers), based_on=0, now=now, zone="Europe/Berlin")


def unfold(app, fold):
    """Open a fold of the new session's card."""
    form = app.session_state["forms"][
        next(key for key in app.session_state["forms"] if key[1] == "treatment log")
    ]
    app.session_state[f"more {fold} {form.item}"] = True
    return app.run()


@pytest.mark.parametrize("screen", PAGES)
def test_ana_opens_every_page_of_an_empty_journal(open_app, ana, screen):
    app = go(open_app(), screen)

    assert not app.exception
    assert not app.error
    assert app.title[0].value == TITLES[screen]


@pytest.mark.parametrize("screen", PAGES)
def test_cleo_sees_one_line_on_every_page(ana, stranger, monkeypatch, screen):
    write(ana, pain_average=7, note="Mine alone.")
    app = AppTest.from_file(str(ROOT / "acujournal" / "main.py"), default_timeout=20)
    monkeypatch.setattr("acujournal.ui.page.viewer_of", lambda _: stranger)
    app.run()
    app.switch_page(f"../pages/{screen}.py").run()

    assert [one.value for one in app.text] == [CLOSED.strip()]
    assert words(app) == CLOSED.strip()


@pytest.mark.parametrize("screen", PAGES)
def test_every_page_script_guards_itself(copy, stranger, monkeypatch, screen):
    monkeypatch.setattr("acujournal.ui.page.viewer_of", lambda _: stranger)
    app = AppTest.from_file(str(ROOT / "pages" / f"{screen}.py"), default_timeout=20).run()

    assert len(app.text) == 1
    assert not app.title
    assert not app.button


def test_the_first_run_asks_three_things_and_begins(open_app, copy, ana):
    ana.save_preferences(replace(ana.preferences(), welcomed_at=None, zone="UTC"))
    app = open_app(zone="Pacific/Auckland")

    assert "Welcome to AcuJournal" in words(app)
    app.button(key="welcome.start").click().run()
    assert ana.preferences().zone == "Pacific/Auckland"
    assert app.title[0].value == "Mon 23 November"


def test_the_questions_can_be_skipped(open_app, ana):
    ana.save_preferences(replace(ana.preferences(), welcomed_at=None, zone="UTC"))
    app = open_app(zone="America/Los_Angeles")
    app.button(key="welcome.skip").click().run()

    assert app.title[0].value == "Sun 22 November"
    assert ana.preferences().zone == "America/Los_Angeles"


def test_who_has_a_new_strain_is_told_what_is_known_of_diaries(open_app, ana):
    ana.save_preferences(replace(ana.preferences(), welcomed_at=None))
    app = open_app()
    app.button_group(key="welcome.strain").set_value("Yes").run()

    assert "52 in 100 recovered with a daily pain diary and 79 in 100 without" in words(app)


def test_the_sample_journal_is_marked_on_every_screen_and_gone_with_one_click(open_app, ana):
    write(ana, pain_average=9)
    app = go(open_app(), "settings")
    app.button(key="settings.sample").click().run()
    for page in PAGES:
        go(app, page)
        assert "Sample journal" in words(app), page
    app.button(key="sample.leave").click().run()
    go(app, "today")

    assert "Sample journal" not in words(app)
    journal = ana.load_journal()
    assert [(entry.day, entry.pain_average) for entry in journal.entries] == [(DAY, 9)]
    assert not journal.treatments


def test_after_a_journey_the_clock_is_asked_about_once(open_app, ana):
    app = open_app(zone="America/Los_Angeles")
    assert "This device's clock is in Los Angeles" in words(app)
    app.button(key="zone.keep").click().run()
    assert "This device's clock" not in words(app)

    assert "This device's clock" not in words(open_app(zone="America/Los_Angeles")), (
        "asked once, also in a new tab"
    )

    again = open_app(zone="Pacific/Honolulu")
    again.button(key="zone.use").click().run()
    assert ana.preferences().zone == "Pacific/Honolulu"
    assert "This device's clock" not in words(again)


def test_a_zone_no_clock_knows_is_ignored(open_app, ana):
    assert "This device's clock" not in words(open_app(zone="Mars/Olympus"))


def test_a_past_day_is_filled_in_and_marked_as_filled_in_later(open_app, ana):
    day = DAY - timedelta(days=5)
    app = go(open_app(), "history", day=day.isoformat())
    choose(app, ana, f"entry {day}", "pain_average", 5)
    press(app, ana, f"entry {day}")

    assert ana.entry(day).filled_in_later
    go(app, "history")
    assert "**Tue 17 Nov** · pain 5 · filled in later" in words(app)


def test_a_deleted_day_comes_back_with_undo(open_app, ana):
    write(ana, pain_average=5)
    app = go(open_app(), "history", day=DAY.isoformat())
    app.button(key=f"day.delete.{DAY}").click().run()
    assert ana.entry(DAY) is None

    app.button(key="day.undo").click().run()
    assert ana.entry(DAY).pain_average == 5


def test_a_day_deleted_last_week_comes_back_from_the_list(open_app, ana, clock):
    entry = write(ana, pain_average=5)
    ana.delete_entry(DAY, based_on=entry.revision, now=EVENING)
    clock.now += timedelta(days=7)
    app = go(open_app(), "history")
    app.button(key=f"month.restore.{DAY}").click().run()

    assert ana.entry(DAY).pain_average == 5


def test_the_earlier_version_of_a_corrected_day_can_be_seen(open_app, ana):
    first = write(ana, pain_average=8, note="Before.")
    ana.save_entry(
        Entry(day=DAY, pain_average=3, note="After."),
        based_on=first.revision,
        now=EVENING,
        zone="Europe/Berlin",
    )
    app = open_app()
    app.session_state[f"versions entry {DAY}"] = True
    go(app, "history", day=DAY.isoformat())

    assert "Average pain: 8\nNote: Before." in words(app)


def test_a_day_that_has_not_come_cannot_be_opened(open_app, ana):
    app = go(open_app(), "history", day="2026-11-23")

    assert "has not come yet" in words(app)
    assert "Save" not in words(app)


@pytest.mark.parametrize(
    "nonsense", ["", "tomorrow", "2026-13-40", "9999-99-99", "' OR 1=1", "0001-01-01", "9999-12-31"]
)
def test_a_nonsense_address_shows_the_calendar_or_a_sentence(open_app, ana, nonsense):
    for name in ("day", "month"):
        app = go(open_app(), "history", **{name: nonsense})
        assert not app.error
        assert "History" in words(app)


def test_a_session_is_logged_corrected_deleted_and_brought_back(open_app, ana):
    app = go(open_app(), "sessions", session="log")
    choose(app, ana, "treatment log", "pain_before", 7)
    unfold(app, "needles")
    choose(app, ana, "treatment log", "needle_minutes", "25")
    press(app, ana, "treatment log")

    (held,) = ana.load_journal().treatments
    assert (held.status, held.pain_before, held.needle_minutes) == (TreatmentStatus.DONE, 7, 25)
    assert app.success[0].value == "Saved at 20:14"

    app.button(key=f"session.delete.{held.treatment_id}").click().run()
    assert ana.load_journal().treatments == ()
    app.button(key="session.undo").click().run()
    assert ana.load_journal().treatments[0].pain_before == 7


def test_minutes_of_900_are_refused_with_a_sentence_and_kept_on_screen(open_app, ana):
    app = go(open_app(), "sessions", session="log")
    unfold(app, "needles")
    choose(app, ana, "treatment log", "needle_minutes", "900")
    press(app, ana, "treatment log")

    assert "1 to 240" in app.error[0].value
    assert ana.draft("treatment log").body["values"]["needle_minutes"] == "900"
    assert ana.load_journal().treatments == ()


def test_a_planned_session_that_has_passed_asks_on_today(open_app, ana, clock):
    ahead = Treatment(
        treatment_id="a" * 32,
        starts_at=EVENING + timedelta(hours=2),
        zone="Europe/Berlin",
        status=TreatmentStatus.PLANNED,
    )
    ana.save_treatment(ahead, based_on=0, now=EVENING)
    assert "Next session: Today, Sunday 22 November, 22:14" in words(open_app())

    clock.now += timedelta(days=1)
    assert "Did your session of Sun 22 November take place?" in words(open_app())


def test_progress_draws_the_course_and_says_what_it_stands_on(open_app, ana):
    for back in (0, 1, 3):
        write(ana, DAY - timedelta(days=back), pain_average=4 + back)
    app = go(open_app(), "progress")
    (chart,) = app.get("vega_lite_chart")

    assert "3 days logged of 4 (75 %)" in words(app)
    assert "Days without an entry may have been better or worse" in words(app)
    assert "3 of 4 days rated" in chart.proto.alt
    assert "lower is better" in chart.proto.alt
    assert json.loads(chart.proto.spec)["resolve"] == {"scale": {"y": "independent"}}


@pytest.mark.parametrize("written", [{"stress": 4}, {"pain_worst": 9}, None])
def test_progress_of_a_first_day_without_an_average_pain(open_app, ana, written):
    if written is None:
        ana.save_moment(Moment(moment_id="m" * 32, at=EVENING, zone="Europe/Berlin", pain=7), now=EVENING)
    else:
        ana.save_entry(Entry(day=DAY, **written), based_on=0, now=EVENING, zone="Europe/Berlin")
    app = go(open_app(), "progress")

    assert not app.error
    expected = (
        "No day is logged yet" if written is None else "1 day logged of 1 (100 %), 0 with an average pain"
    )
    assert expected in words(app)


def test_an_unlogged_period_has_no_chart_but_a_sentence(open_app, ana):
    app = go(open_app(), "progress")

    assert not app.get("vega_lite_chart")
    assert "Nothing is written in this period yet" in words(app)


def test_the_numbers_of_the_chart_stand_in_a_table(open_app, ana):
    write(ana, pain_average=4)
    app = open_app()
    app.session_state["progress.table"] = True
    go(app, "progress")
    (table,) = [html.proto.body for html in app.get("html") if "<table" in html.proto.body]

    assert '<th scope="row">Sun 22 Nov 2026</th><td>4</td>' in table


def test_a_pause_is_kept_and_ended(open_app, ana):
    app = go(open_app(), "settings")
    app.button(key="settings.pause").click().run()
    assert ana.preferences().paused_since == DAY
    go(app, "today")
    assert "Nothing is expected of you" in words(app)
    app.button(key="pause.end").click().run()
    assert ana.preferences().paused_since is None


@pytest.mark.parametrize("screen", PAGES)
def test_a_database_in_trouble_is_a_sentence_on_every_page(open_app, copy, ana, screen):
    app = open_app()
    copy.store, copy.trouble = None, "The database is damaged. Nothing was changed."
    go(app, screen)

    assert [one.value for one in app.error] == ["The database is damaged. Nothing was changed."]
    assert "Call your emergency number" in words(app), "help is at hand without a journal"
    assert crisis_lines() in words(app), "and so is whom to call for those who cannot go on"
    assert not app.exception


def test_a_full_disk_while_saving_is_a_sentence_and_what_was_typed_stays(open_app, ana, monkeypatch):
    app = open_app()
    choose(app, ana, "entry 2026-11-22", "pain_average", 6)

    def full(*_, **__):
        raise StorageTrouble("The disk is full. Free some space, then press Save again.")

    monkeypatch.setattr("acujournal.storage.store.JournalStore.save_entry", full)
    press(app, ana, "entry 2026-11-22")

    assert "The disk is full" in app.error[0].value
    assert ana.draft("entry 2026-11-22").body["values"]["pain_average"] == 6


def test_an_unforeseen_failure_shows_a_sentence_and_logs_no_word_of_a_patient(
    open_app, ana, monkeypatch, caplog
):
    def broken(*_, **__):
        raise RuntimeError("SECRET WORDS OF ANA")

    monkeypatch.setattr("acujournal.storage.store.JournalStore.load_journal", broken)
    with caplog.at_level(logging.DEBUG):
        app = open_app()

    assert app.error[0].value == SCREEN_FAILED
    assert not app.exception
    assert "SECRET" not in caplog.text
    assert "RuntimeError at" in caplog.text


def test_bens_copy_never_shows_anas_days(open_app, copy, ana):
    from acujournal.access import Role, Viewer

    write(ana, pain_average=9, note="Mine alone.")
    app = open_app(Viewer(person_id="ben", role=Role.PATIENT))

    assert "Welcome to AcuJournal" in words(app), "Ben's own journal is new and empty"
    assert "Mine alone." not in words(app)


def test_a_draft_that_is_none_does_not_lock_its_day(open_app, ana):
    for body in (
        {"values": {"pain_average": {"x": 1}, "medicines": 7}},
        {"values": 3},
        {},
        {"values": {"other_care": ["x"]}},
    ):
        ana.keep_draft("entry 2026-11-22", "t", body, 0, EVENING)
        assert not open_app().error
    ana.keep_draft("treatment log", "t", {"values": {"day": "1800-01-01", "clock": "99"}}, 0, EVENING)
    assert not go(open_app(), "sessions", session="log").error


def test_the_earlier_version_of_a_session_can_be_seen(open_app, ana):
    held = Treatment(treatment_id="a" * 32, starts_at=EVENING, zone="Europe/Berlin", note="Before.")
    ana.save_treatment(held, based_on=0, now=EVENING)
    ana.save_treatment(replace(held, note="After."), based_on=1, now=EVENING)
    app = open_app()
    app.session_state[f"versions treatment {held.treatment_id}"] = True
    go(app, "sessions", session=held.treatment_id)

    assert "Note: Before." in words(app)


def test_a_session_held_abroad_says_whose_clock_it_follows(open_app, ana):
    held = Treatment(treatment_id="a" * 32, starts_at=EVENING, zone="Pacific/Auckland")
    ana.save_treatment(held, based_on=0, now=EVENING)

    assert "The time is that of Auckland." in words(go(open_app(), "sessions", session=held.treatment_id))


def test_two_tabs_that_log_the_same_new_session_make_one(open_app, ana, clock):
    first = go(open_app(), "sessions", session="log")
    choose(first, ana, "treatment log", "pain_before", 7)
    clock.now += timedelta(minutes=1)
    second = go(open_app(), "sessions", session="log")
    choose(second, ana, "treatment log", "pain_after", 4)
    press(first, ana, "treatment log")
    press(second, ana, "treatment log")

    (held,) = ana.load_journal().treatments
    assert "The session was saved in another tab" in words(second)
    press(second, ana, f"treatment {held.treatment_id}", "mine")
    (held,) = ana.load_journal().treatments
    assert (held.pain_before, held.pain_after, held.revision) == (7, 4, 2)


def test_a_new_card_begins_with_today_however_old_the_tab_is(open_app, ana, clock):
    app = go(open_app(), "sessions", session="log")
    go(app, "today")
    clock.now += timedelta(days=2)
    go(app, "sessions", session="log")

    press(app, ana, "treatment log", mount=1)
    assert ana.load_journal().treatments[0].day == DAY + timedelta(days=2)


def test_the_day_typed_into_a_card_is_the_one_that_is_saved(open_app, ana):
    app = go(open_app(), "sessions", session="log")
    choose(app, ana, "treatment log", "day", str(DAY - timedelta(days=4)))
    press(app, ana, "treatment log")

    assert ana.load_journal().treatments[0].day == DAY - timedelta(days=4)


def test_the_next_new_session_begins_anew_after_a_save_told_on_another_page(open_app, ana, clock):
    app = go(open_app(), "sessions", session="log")
    choose(app, ana, "treatment log", "pain_before", 7)
    app.button(key=f"treatment log.{ana.journal_id}.0.save").click()
    go(app, "today")
    assert "The session is saved." in words(app)
    clock.now += timedelta(days=7)
    go(app, "sessions", session="log")

    assert "Log a session" in words(app)
    press(app, ana, "treatment log")
    assert [treatment.pain_before for treatment in ana.treatments()] == [7, None]


def test_a_saved_day_that_a_journey_west_put_ahead_can_be_seen_and_corrected(open_app, ana, clock):
    ana.save_preferences(replace(ana.preferences(), zone="Pacific/Auckland"))
    monday = DAY + timedelta(days=1)
    ana.save_entry(Entry(day=monday, pain_average=6), based_on=0, now=EVENING, zone="Pacific/Auckland")
    ana.save_preferences(replace(ana.preferences(), zone="Pacific/Honolulu"))

    app = go(open_app(zone="Pacific/Honolulu"), "history")
    assert "**Mon 23 Nov** · pain 6" in words(app)
    go(app, "progress")
    assert "1 day logged of 1" in words(app)
    go(app, "history", day=str(monday))
    choose(app, ana, f"entry {monday}", "pain_average", 5)
    press(app, ana, f"entry {monday}")
    assert ana.entry(monday).pain_average == 5


def test_a_settings_tab_left_open_changes_only_what_is_chosen_in_it(open_app, ana):
    old, new = go(open_app(), "settings"), go(open_app(), "settings")
    new.toggle[0].set_value(True).run()
    assert ana.preferences().strain_is_new
    old.button(key="settings.pause").click().run()

    assert ana.preferences().paused_since == DAY
    assert ana.preferences().strain_is_new
    assert "Saved." in [one.value for one in old.success]


def test_another_clock_is_chosen_with_open_eyes(open_app, ana):
    ana.save_preferences(replace(ana.preferences(), welcomed_at=None, zone="UTC"))
    app = open_app(zone="Europe/Berlin")
    app.radio(key="welcome.zone").set_value("another").run()
    assert app.selectbox(key="welcome.other").value == "Europe/Berlin"
    app.selectbox(key="welcome.other").set_value("Europe/Lisbon").run()
    app.button(key="welcome.start").click().run()

    assert (ana.preferences().zone, ana.preferences().zone_declined) == ("Europe/Lisbon", "Europe/Berlin")


def test_two_moments_alike_deleted_in_one_minute_both_have_a_way_back(open_app, ana):
    for name in "ab":
        ana.save_moment(Moment(moment_id=name * 32, at=EVENING, zone="Europe/Berlin", pain=7), now=EVENING)
        ana.delete_moment(name * 32, based_on=1, now=EVENING)
    app = go(open_app(), "history")
    for name in "ab":
        app.button(key=f"month.restore.{name * 32}").click().run()

    assert len(ana.load_journal().moments) == 2


def test_a_draft_that_outlives_its_sessions_first_save_is_offered_there_and_not_in_the_next_card(
    open_app, ana
):
    app = go(open_app(), "sessions", session="log")
    choose(app, ana, "treatment log", "pain_before", 7)
    draft = ana.draft("treatment log")
    press(app, ana, "treatment log")
    (held,) = ana.treatments()
    late = draft.body["values"] | {"pain_after": 5}
    ana.keep_draft("treatment log", "a tab", draft.body | {"values": late}, 0, EVENING)

    other = go(open_app(), "sessions", session="log")
    assert "Here again" not in words(other)
    choose(other, ana, "treatment log", "clock", "09:30")
    press(other, ana, "treatment log")
    assert len(ana.treatments()) == 2
    offered = go(open_app(), "sessions", session=held.treatment_id)
    assert "Here again: what you had not saved at 20:14." in words(offered)


def test_a_session_without_a_date_is_refused_with_a_sentence(open_app, ana):
    app = go(open_app(), "sessions", session="log")
    choose(app, ana, "treatment log", "day", "")
    press(app, ana, "treatment log")

    assert app.error[0].value == "A session needs a date and a time. Fill in both, then save."
    assert ana.load_journal().treatments == ()


def test_a_slip_in_the_year_of_a_session_is_refused_with_a_sentence(open_app, ana):
    app = go(open_app(), "sessions", session="plan")
    choose(app, ana, "treatment plan", "day", "9999-12-31")
    press(app, ana, "treatment plan")

    assert "Check the year" in app.error[0].value
    assert ana.treatments() == ()


def test_a_deleted_moment_comes_back_from_the_list(open_app, ana):
    ana.save_moment(Moment(moment_id="m" * 32, at=EVENING, zone="Europe/Berlin", pain=7), now=EVENING)
    ana.delete_moment("m" * 32, based_on=1, now=EVENING)
    app = go(open_app(), "history")
    app.button(key=f"month.restore.{'m' * 32}").click().run()

    assert [moment.pain for moment in ana.load_journal().moments] == [7]


def test_who_deletes_what_another_tab_has_changed_is_shown_it_first(open_app, ana):
    write(ana, pain_average=4)
    app = go(open_app(), "history", day=str(DAY))
    ana.save_entry(Entry(day=DAY, pain_average=5), based_on=1, now=EVENING, zone="Europe/Berlin")
    app.button(key=f"day.delete.{DAY}").click().run()
    assert "press Delete again if it should go" in app.error[0].value
    assert ana.entry(DAY).pain_average == 5
    app.button(key=f"day.delete.{DAY}").click().run()
    assert ana.entry(DAY) is None


def test_deleting_an_older_state_of_a_day_than_the_journal_holds_is_refused(open_app, ana):
    first = write(ana, pain_average=5)
    app = go(open_app(), "history", day=DAY.isoformat())
    ana.save_entry(Entry(day=DAY, pain_average=2), based_on=first.revision, now=EVENING, zone="Europe/Berlin")
    app.button(key=f"day.delete.{DAY}").click().run()

    assert ana.entry(DAY).pain_average == 2
    assert app.error


def test_the_table_lists_every_day_with_its_sessions_and_moments(open_app, ana):
    write(ana, DAY - timedelta(days=2), pain_average=4)
    ana.save_treatment(
        Treatment(treatment_id="a" * 32, starts_at=EVENING - timedelta(days=1), zone="Europe/Berlin"),
        based_on=0,
        now=EVENING,
    )
    ana.save_moment(Moment(moment_id="m" * 32, at=EVENING, zone="Europe/Berlin", pain=7), now=EVENING)
    app = open_app()
    app.session_state["progress.table"] = True
    go(app, "progress")
    (table,) = [html.proto.body for html in app.get("html") if "<table" in html.proto.body]

    gap = "<td>–</td>" * 5
    assert f'<th scope="row">Sun 22 Nov 2026</th>{gap}<td></td><td>7 at 20:14</td>' in table
    assert f'<th scope="row">Sat 21 Nov 2026</th>{gap}<td>1</td><td></td>' in table
    assert '<th scope="row">Fri 20 Nov 2026</th><td>4</td>' in table
