"""Today, as a script: logging, drafts, two tabs, moments."""

from datetime import date, timedelta

from acujournal.journal import Entry
from tests.pages.conftest import EVENING, choose, go, press, words

DAY = date(2026, 11, 22)
SUBJECT = "entry 2026-11-22"


def test_ana_logs_pain_and_stress_and_save_says_when(open_app, ana):
    app = open_app()
    choose(app, ana, SUBJECT, "pain_average", 6)
    choose(app, ana, SUBJECT, "stress", 3)
    press(app, ana, SUBJECT)

    assert "Saved at 20:14" in words(app)
    assert (ana.entry(DAY).pain_average, ana.entry(DAY).stress) == (6, 3)
    assert ana.draft(SUBJECT) is None


def test_nothing_is_saved_by_choosing_alone_but_nothing_is_lost(open_app, ana):
    app = open_app()
    choose(app, ana, SUBJECT, "pain_average", 6)

    assert ana.entry(DAY) is None
    assert ana.draft(SUBJECT).body["values"]["pain_average"] == 6
    assert "Not saved yet" in words(app)


def test_an_unsent_check_in_is_there_again_in_a_new_tab(open_app, ana, clock):
    choose(open_app(), ana, SUBJECT, "pain_average", 6)
    clock.now += timedelta(minutes=5)

    again = open_app()
    assert "what you had not saved at 20:14" in words(again)
    press(again, ana, SUBJECT)

    assert ana.entry(DAY).pain_average == 6
    assert ana.draft(SUBJECT) is None


def test_a_draft_survives_a_change_of_page(open_app, ana):
    app = open_app()
    choose(app, ana, SUBJECT, "pain_average", 6)
    go(app, "progress")
    go(app, "today")

    assert "Not saved yet" in words(app)
    press(app, ana, SUBJECT)
    assert ana.entry(DAY).pain_average == 6


def test_a_draft_can_be_thrown_away(open_app, ana):
    choose(open_app(), ana, SUBJECT, "pain_average", 6)
    again = open_app()
    press(again, ana, SUBJECT, "discard")

    assert ana.draft(SUBJECT) is None
    assert "Not saved yet" not in words(again)
    assert "not saved" not in words(open_app())


def test_an_empty_day_is_not_saved_and_says_what_to_do(open_app, ana):
    app = press(open_app(), ana, SUBJECT)

    assert ana.entry(DAY) is None
    assert len(app.error) == 1


def test_a_second_tab_is_told_shown_both_and_overwrites_nothing(open_app, ana, clock):
    first, second = open_app(), open_app()
    choose(first, ana, SUBJECT, "pain_average", 6)
    choose(second, ana, SUBJECT, "pain_average", 2)
    press(first, ana, SUBJECT)
    clock.now += timedelta(minutes=1)
    second.run()

    assert "Sunday 22 November 2026 was saved in another tab at 20:14" in words(second)
    assert "On this screen: 2" in words(second)
    assert "In the journal: 6" in words(second)
    assert ana.entry(DAY).pain_average == 6

    press(second, ana, SUBJECT, "mine")
    assert ana.entry(DAY).pain_average == 2
    assert [version.value.pain_average for version in ana.versions(SUBJECT)] == [6, 2]


def test_a_third_save_nobody_was_shown_is_not_overwritten(open_app, ana, clock):
    first, second = open_app(), open_app()
    choose(first, ana, SUBJECT, "pain_average", 6)
    choose(second, ana, SUBJECT, "pain_average", 2)
    press(first, ana, SUBJECT)
    second.run()
    choose(first, ana, SUBJECT, "pain_average", 8)
    press(first, ana, SUBJECT)

    press(second, ana, SUBJECT, "mine")
    assert ana.entry(DAY).pain_average == 8
    assert "saved in another tab once more" in words(second)
    assert "In the journal: 8" in words(second)

    press(second, ana, SUBJECT, "mine")
    assert ana.entry(DAY).pain_average == 2


def test_a_second_tab_may_take_what_is_in_the_journal(open_app, ana):
    first, second = open_app(), open_app()
    choose(first, ana, SUBJECT, "pain_average", 6)
    choose(second, ana, SUBJECT, "pain_average", 2)
    press(first, ana, SUBJECT)
    second.run()
    press(second, ana, SUBJECT, "theirs")

    assert "another tab" not in words(second)
    assert ana.entry(DAY).pain_average == 6
    assert ana.draft(SUBJECT) is None


def test_an_untouched_second_tab_just_shows_what_the_first_saved(open_app, ana):
    first, second = open_app(), open_app()
    choose(first, ana, SUBJECT, "pain_average", 6)
    press(first, ana, SUBJECT)
    second.run()

    assert "another tab" not in words(second)
    assert "Saved at 20:14" in words(second)


def test_saving_twice_makes_one_entry_with_one_version(open_app, ana):
    app = open_app()
    choose(app, ana, SUBJECT, "pain_average", 6)
    press(app, ana, SUBJECT)
    press(app, ana, SUBJECT)

    assert len(ana.versions(SUBJECT)) == 1


def test_a_half_typed_number_of_hours_is_kept_and_named(open_app, ana):
    app = open_app()
    app.session_state[f"more {SUBJECT}"] = True
    app.run()
    choose(app, ana, SUBJECT, "pain_average", 6)
    choose(app, ana, SUBJECT, "sleep_hours", "sev")
    press(app, ana, SUBJECT)

    assert "no number from 0 to 24" in app.error[0].value
    assert ana.draft(SUBJECT).body["values"]["sleep_hours"] == "sev"


def test_a_note_that_is_too_long_is_kept_as_a_draft_and_not_cut(open_app, ana):
    app = open_app()
    app.session_state[f"more {SUBJECT}"] = True
    app.run()
    choose(app, ana, SUBJECT, "note", "x" * 5000)
    press(app, ana, SUBJECT)

    assert "4,000" in app.error[0].value
    assert ana.entry(DAY) is None
    assert len(ana.draft(SUBJECT).body["values"]["note"]) == 5000


def test_a_note_with_a_remote_picture_is_never_shown_as_markdown(open_app, ana):
    picture = "![x](http://198.51.100.7/a.png)"
    ana.save_entry(
        Entry(day=DAY, pain_average=4, note=picture), based_on=0, now=EVENING, zone="Europe/Berlin"
    )
    app = open_app()
    go(app, "history", day=DAY.isoformat())

    assert all(
        picture not in one.value for kind in ("markdown", "error", "success", "info") for one in app.get(kind)
    )


def test_pain_right_now_takes_two_taps_and_can_be_taken_back(open_app, ana):
    app = open_app()
    app.session_state["moment.fold.0"] = True
    app.run()
    app.button(key="moment.7").click().run()

    moments = ana.load_journal().moments
    assert [moment.pain for moment in moments] == [7]
    assert "Saved: pain 7 at 20:14" in words(app)
    assert ana.entry(DAY) is None, "a moment never becomes the day's average"

    app.button(key="moment.undo").click().run()
    assert ana.load_journal().moments == ()
    app.button(key="moment.redo").click().run()
    assert [moment.pain for moment in ana.load_journal().moments] == [7]


def test_two_quick_taps_make_one_moment(open_app, ana, clock):
    app = open_app()
    for tap, pain in enumerate((7, 8)):
        app.session_state[f"moment.fold.{tap}"] = True
        app.run()
        app.button(key=f"moment.{pain}").click().run()
        clock.now += timedelta(seconds=3)

    assert [moment.pain for moment in ana.load_journal().moments] == [8]


def test_after_midnight_the_day_before_is_offered(open_app, ana, clock):
    clock.now = EVENING + timedelta(hours=4, minutes=16)  # 00:30 in Berlin
    app = open_app()

    assert "Mon 23 November" in words(app)
    assert "Past midnight. Log Sunday 22 November" in words(app)


def test_a_day_left_unsaved_is_named_on_today(open_app, ana, clock):
    choose(open_app(), ana, SUBJECT, "pain_average", 6)
    clock.now += timedelta(days=1)

    assert "Not saved yet: Sunday 22 November 2026" in words(open_app())


def test_the_last_two_weeks_show_a_gap_for_a_missed_day(open_app, ana):
    ana.save_entry(Entry(day=DAY, pain_average=4), based_on=0, now=EVENING, zone="Europe/Berlin")
    said = words(open_app())

    assert "Sunday 22 November: average pain 4" in said
    assert "Saturday 21 November: not rated" in said


def test_answers_chosen_before_midnight_and_saved_after_it_stay_on_their_day(open_app, ana, clock):
    app = open_app()
    choose(app, ana, SUBJECT, "pain_average", 6)
    clock.now = EVENING + timedelta(hours=3, minutes=50)  # 00:04 in Berlin
    choose(app, ana, SUBJECT, "stress", 2)
    assert "this is still Sunday 22 November" in words(app)
    press(app, ana, SUBJECT)

    assert (ana.entry(DAY).pain_average, ana.entry(DAY).stress) == (6, 2)
    assert ana.entry(DAY + timedelta(days=1)) is None
    assert "Sunday 22 November 2026 is saved." in [one.value for one in app.success]
    app.run()
    assert "Mon 23 November" in words(app)


def test_a_save_pressed_just_before_another_page_is_opened_is_carried_out_and_told(open_app, ana):
    app = open_app()
    choose(app, ana, SUBJECT, "pain_average", 6)
    app.button(key=f"{SUBJECT}.{ana.journal_id}.0.save").click()
    app.switch_page("../pages/settings.py").run()

    assert ana.entry(DAY).pain_average == 6
    assert "is saved" in app.success[0].value


def test_a_draft_the_database_could_not_take_is_told_and_tried_again(open_app, ana, monkeypatch):
    from acujournal.errors import StorageTrouble
    from acujournal.storage import JournalStore

    keep = JournalStore.keep_draft

    def full(*_):
        raise StorageTrouble("The disk is full.")

    app = open_app()
    monkeypatch.setattr(JournalStore, "keep_draft", full)
    choose(app, ana, SUBJECT, "pain_average", 6)
    assert "The disk is full." in app.error[0].value
    assert ana.draft(SUBJECT) is None

    monkeypatch.setattr(JournalStore, "keep_draft", keep)
    app.run()
    assert not app.error
    assert ana.draft(SUBJECT).body["values"]["pain_average"] == 6


def test_a_living_tabs_newer_words_stay_when_another_tab_saves_what_it_had_seen(open_app, ana, clock):
    first = open_app()
    choose(first, ana, SUBJECT, "pain_average", 6)
    second = open_app()
    clock.now += timedelta(seconds=30)
    choose(first, ana, SUBJECT, "pain_average", 7)
    clock.now += timedelta(seconds=30)
    choose(second, ana, SUBJECT, "stress", 2)

    kept = {draft.body["values"]["pain_average"] for draft in ana.drafts(SUBJECT)}
    assert kept == {6, 7}


def test_a_conflict_is_still_known_after_a_reload(open_app, ana, clock):
    first = ana.save_entry(Entry(day=DAY, pain_average=5), based_on=0, now=EVENING, zone="Europe/Berlin")
    choose(open_app(), ana, SUBJECT, "stress", 2)
    ana.save_entry(Entry(day=DAY, pain_average=3), based_on=first.revision, now=EVENING, zone="Europe/Berlin")
    clock.now += timedelta(minutes=1)
    again = open_app()
    assert "was saved in another tab" in words(again)
    choose(again, ana, SUBJECT, "stress", 1)
    clock.now += timedelta(minutes=1)
    last = open_app()

    assert "was saved in another tab" in words(last)
    press(last, ana, SUBJECT)
    assert ana.entry(DAY).pain_average == 3


def test_signed_out_meanwhile_nothing_is_written_any_more(open_app, ana, stranger, monkeypatch):
    app = open_app()
    app.session_state["moment.fold.0"] = True
    app.run()
    monkeypatch.setattr("acujournal.ui.page.viewer_of", lambda _: stranger)
    app.button(key="moment.7").click().run()

    assert ana.load_journal().moments == ()
    assert not app.title


def test_a_clock_set_back_does_not_overwrite_the_moment_before(open_app, ana, clock):
    app = open_app()
    for tap, pain in enumerate((7, 3)):
        app.session_state[f"moment.fold.{tap}"] = True
        app.run()
        app.button(key=f"moment.{pain}").click().run()
        clock.now -= timedelta(hours=1)

    assert sorted(moment.pain for moment in ana.load_journal().moments) == [3, 7]


def test_a_day_written_in_the_sample_never_ends_in_the_real_journal(open_app, ana):
    from acujournal.access import OWNER
    from acujournal.sample import make_sample
    from acujournal.server import running

    invented = make_sample(DAY, "Europe/Berlin")
    sample = ana.start_sample(
        invented.entries, invented.moments, invented.treatments, ana.preferences(), EVENING
    )
    app = open_app()
    choose(app, sample, SUBJECT, "pain_average", 9)
    running.current().store.as_seen_by(OWNER).leave_sample()
    app.button(key=f"{SUBJECT}.{sample.journal_id}.0.save").click().run()
    assert "The sample journal was left in another tab." in [one.value for one in app.info]
    app.button(key="journal.changed").click().run()

    assert ana.entry(DAY) is None
    assert ana.draft(SUBJECT) is None
    assert "which is gone" in app.error[0].value


def test_a_moment_deleted_elsewhere_is_no_longer_said_to_be_saved(open_app, ana):
    app = open_app()
    app.session_state["moment.fold.0"] = True
    app.run()
    app.button(key="moment.7").click().run()
    assert "Saved: pain 7 at 20:14" in words(app)
    (moment,) = ana.load_journal().moments
    ana.delete_moment(moment.moment_id, based_on=1, now=EVENING)

    assert "Saved: pain" not in words(app.run())


def test_a_moment_of_the_sample_is_not_said_to_be_in_the_real_journal(open_app, ana):
    sample = ana.start_sample((), (), (), ana.preferences(), EVENING)
    app = open_app()
    app.session_state["moment.fold.0"] = True
    app.run()
    app.button(key="moment.7").click().run()
    assert "Saved: pain 7" in words(app)
    sample.leave_sample()
    app.run()
    app.button(key="journal.changed").click().run()

    assert "Saved: pain" not in words(app)


def test_the_journal_that_takes_anothers_place_is_named_before_a_finger_can_save_in_it(open_app, ana):
    choose(open_app(), ana, SUBJECT, "pain_average", 2)
    sample = ana.start_sample((), (), (), ana.preferences(), EVENING)
    app = open_app()
    choose(app, sample, SUBJECT, "pain_average", 9)
    sample.leave_sample()
    choose(app, sample, SUBJECT, "stress", 5)

    assert [button.label for button in app.button] == ["Open my own journal"]
    assert ana.entry(DAY) is None
