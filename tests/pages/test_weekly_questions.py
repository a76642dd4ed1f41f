"""The weekly questions as scripts: offered, skipped, answered, corrected, deleted; weekly mode; the first run."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from acujournal.errors import StorageTrouble
from acujournal.journal import Entry
from acujournal.storage import JournalStore
from acujournal.weekly import Change, WeeklyCheck
from tests.pages.conftest import EVENING, choose, control, go, press, words

DAY = date(2026, 11, 22)
SUBJECT = "weekly 2026-11-22"
OFFER = "Three questions about your week"
CHANGE = "Compared with four weeks ago, my back pain is ..."


def keep(store, day=DAY, numbers=(6, 4, 2), change=None):
    pain, enjoyment, activity = numbers
    check = WeeklyCheck(day=day, pain=pain, enjoyment=enjoyment, activity=activity, change=change)
    return store.save_weekly_check(check, based_on=0, now=EVENING, zone="Europe/Berlin")


def prefer(store, **changes):
    store.save_preferences(replace(store.preferences(), **changes))


def links(app):
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


def shown(app):
    """The keys of the controls that stand on the page."""
    return {one.proto.id for one in app.get("bidi_component")}


def is_asked(app, store, name, subject=SUBJECT):
    return any(control(store, name, subject=subject) in key for key in shown(app))


def test_the_questions_are_offered_below_the_day_and_ask_nothing_there(open_app, ana):
    app = open_app()

    assert links(app)[OFFER] == "week=2026-11-22"
    assert is_asked(app, ana, "pain_average", "entry 2026-11-22")
    assert not is_asked(app, ana, "pain")


def test_ana_answers_her_week_and_is_left_alone_for_seven_days(open_app, ana, clock):
    app = open_app(week="2026-11-22")
    assert not is_asked(app, ana, "pain_average", "entry 2026-11-22"), "the weekly form stands alone"
    for name, number in (("pain", 6), ("enjoyment", 0), ("activity", 3)):
        choose(app, ana, SUBJECT, name, number)
    assert "Not saved yet" in words(app)
    press(app, ana, SUBJECT)

    assert "Saved at 20:14" in words(app)
    kept = ana.weekly_check(DAY)
    assert (kept.pain, kept.enjoyment, kept.activity, kept.zone) == (6, 0, 3, "Europe/Berlin")
    assert kept.score == 3
    assert ana.draft(SUBJECT) is None
    clock.now += timedelta(days=6)
    assert OFFER not in words(open_app())
    clock.now += timedelta(days=1)
    assert OFFER in words(open_app())


def test_the_source_is_told_and_no_severity(open_app, ana):
    said = words(open_app(week="2026-11-22"))

    assert "PEG (Krebs 2009, doi 10.1007/s11606-009-0981-1)" in said
    assert not any(band in said.lower() for band in ("mild", "moderate", "severe"))


def test_one_answer_is_enough_and_none_is_refused(open_app, ana):
    app = press(open_app(week="2026-11-22"), ana, SUBJECT)
    assert "Answer at least one question" in app.error[0].value

    choose(app, ana, SUBJECT, "activity", 0)
    press(app, ana, SUBJECT)
    assert ana.weekly_check(DAY).activity == 0
    assert ana.weekly_check(DAY).pain is None


def test_a_skipped_week_is_not_asked_for_and_can_be_taken_back(open_app, ana, clock):
    app = open_app()
    app.button(key="weekly.skip").click().run()
    assert OFFER not in words(app)
    assert "come again on Sunday 29 November" in words(app)
    assert ana.skips() == {"weekly": DAY}

    app.button(key="weekly.unskip").click().run()
    assert OFFER in words(app)
    app.button(key="weekly.skip").click().run()
    assert "come again" not in words(open_app()), "told once, to whoever skipped it"
    clock.now += timedelta(days=7)
    assert OFFER in words(open_app())


def test_a_skip_that_cannot_be_kept_is_told(open_app, ana, monkeypatch):
    def fail(*_):
        raise StorageTrouble("The disk is full.")

    app = open_app()
    monkeypatch.setattr(JournalStore, "skip", fail)
    app.button(key="weekly.skip").click().run()

    assert "The disk is full." in words(app)
    assert OFFER in words(app)


def test_a_paused_journal_offers_nothing(open_app, ana):
    prefer(ana, paused_since=DAY)
    assert OFFER not in words(open_app())


def test_answers_that_were_not_saved_are_offered_again(open_app, ana, clock):
    choose(open_app(week="2026-11-22"), ana, SUBJECT, "pain", 6)
    app = open_app()
    assert "Not saved yet: your week up to Sunday 22 November 2026" in links(app)
    assert OFFER not in links(app), "once is enough"

    clock.now += timedelta(days=2)
    app = open_app()
    assert links(app)["Not saved yet: your week up to Sunday 22 November 2026"] == "week=2026-11-22"
    assert links(app)[OFFER] == "week=2026-11-24"


def test_answers_not_saved_are_found_after_a_month_and_the_newest_three_first(open_app, ana, clock):
    for _ in range(4):
        day = clock.now.date()
        choose(open_app(week=day.isoformat()), ana, f"weekly {day}", "pain", 6)
        clock.now += timedelta(days=10)
    unsaved = {
        query for label, query in links(open_app()).items() if label.startswith("Not saved yet: your week")
    }
    assert unsaved == {"week=2026-12-02", "week=2026-12-12", "week=2026-12-22"}

    for day in ("2026-12-02", "2026-12-12", "2026-12-22"):
        app = open_app(week=day)
        app.button(key=control(ana, "discard", subject=f"weekly {day}")).click().run()
    assert links(open_app())["Not saved yet: your week up to Sunday 22 November 2026"] == "week=2026-11-22"


def test_a_skip_pressed_after_another_tab_has_answered_is_told_and_not_kept(open_app, ana):
    app = open_app()
    keep(ana)
    app.button(key="weekly.skip").click().run()

    assert ana.skips() == {}
    assert "answered already, in another tab. Nothing was skipped." in app.info[0].value
    assert "Skipped." not in words(app)
    assert not app.run().info, "told once"


def test_two_tabs_are_shown_both(open_app, ana):
    first, second = open_app(week="2026-11-22"), open_app(week="2026-11-22")
    choose(first, ana, SUBJECT, "pain", 6)
    choose(second, ana, SUBJECT, "pain", 2)
    press(first, ana, SUBJECT)
    second.run()
    assert "On this screen: 2" in words(second)
    assert "In the journal: 6" in words(second)
    assert ana.weekly_check(DAY).pain == 6

    press(second, ana, SUBJECT, "mine")
    assert [version.value.pain for version in ana.versions(SUBJECT)] == [6, 2]


def test_a_day_ahead_is_refused_in_words(open_app, ana):
    app = open_app(week="2026-11-23")
    assert "This day has not come yet" in words(app)
    assert not is_asked(app, ana, "pain", "weekly 2026-11-23")


@pytest.mark.parametrize("hostile", ["", "2026-13-45", "<script>", "9999-12-31", "1", "../settings"])
def test_a_hostile_week_shows_today(open_app, ana, hostile):
    app = open_app(week=hostile)
    assert app.title[0].value == "Sun 22 November"
    assert is_asked(app, ana, "pain_average", "entry 2026-11-22")


def test_an_earlier_week_is_corrected_deleted_and_brought_back(open_app, ana):
    keep(ana, DAY - timedelta(days=7))
    subject = "weekly 2026-11-15"
    app = open_app(week="2026-11-15")
    assert "The seven days up to Sunday 15 November 2026." in words(app)
    choose(app, ana, subject, "pain", 9)
    press(app, ana, subject)
    assert [version.value.pain for version in ana.versions(subject)] == [6, 9]
    assert "1 earlier version" in [fold.label for fold in app.expander]

    app.button(key="weekly.delete.2026-11-15").click().run()
    assert ana.weekly_check(DAY - timedelta(days=7)) is None
    app.button(key="weekly.undo").click().run()
    assert ana.weekly_check(DAY - timedelta(days=7)).pain == 9


def test_change_is_asked_after_the_numbers_and_when_four_weeks_have_passed(open_app, ana):
    keep(ana, DAY - timedelta(days=28))
    app = open_app(week="2026-11-22")
    assert not is_asked(app, ana, "change")
    choose(app, ana, SUBJECT, "pain", 6)
    choose(app, ana, SUBJECT, "enjoyment", 4)
    assert not is_asked(app, ana, "change")
    choose(app, ana, SUBJECT, "activity", 4)
    assert is_asked(app, ana, "change")


def test_change_is_not_asked_a_day_too_early(open_app, ana):
    keep(ana, DAY - timedelta(days=27))
    app = open_app(week="2026-11-22")
    for name in ("pain", "enjoyment", "activity"):
        choose(app, ana, SUBJECT, name, 4)
    assert not is_asked(app, ana, "change")


def test_change_may_stay_unanswered_and_then_nothing_is_compared(open_app, ana):
    keep(ana, DAY - timedelta(days=28))
    app = open_app(week="2026-11-22")
    for name in ("pain", "enjoyment", "activity"):
        choose(app, ana, SUBJECT, name, 4)
    press(app, ana, SUBJECT)

    assert ana.weekly_check(DAY).change is None
    assert "Memory beside diary" not in words(app)


def test_memory_and_diary_stand_side_by_side(open_app, ana):
    keep(ana, DAY - timedelta(days=28), (7, 7, 7))
    for back, pain in ((0, 3), (1, 4), (2, 5), (28, 6), (29, 6)):
        day = DAY - timedelta(days=back)
        ana.save_entry(Entry(day=day, pain_average=pain), based_on=0, now=EVENING, zone="Europe/Berlin")
    app = open_app(week="2026-11-22")
    for name in ("pain", "enjoyment", "activity"):
        choose(app, ana, SUBJECT, name, 4)
    choose(app, ana, SUBJECT, "change", "a little worse")
    assert "Memory beside diary" not in words(app), "it comes after the save"
    press(app, ana, SUBJECT)

    said = words(app)
    assert ana.weekly_check(DAY).change is Change.A_LITTLE_WORSE
    assert "Compared with four weeks ago, my back pain is a little worse." in said
    assert "4.0 (3 days rated)" in said
    assert "2 days rated; a mean needs 3 days" in said
    assert "7.0" in said
    assert "Neither of them is wrong." in said
    assert "Memory beside diary" in words(open_app(week="2026-11-22")), "and when it is opened again"


def test_weekly_mode_asks_the_three_questions_and_no_others(open_app, ana):
    prefer(ana, is_weekly=True)
    app = open_app()

    assert app.title[0].value == "Sun 22 November"
    assert is_asked(app, ana, "pain")
    assert not is_asked(app, ana, "pain_average", "entry 2026-11-22")
    assert "The last 14 days" not in words(app)
    choose(app, ana, SUBJECT, "pain", 6)
    press(app, ana, SUBJECT)
    assert "Saved at 20:14" in words(app)
    assert "Nothing is asked until Sunday 29 November." in words(app)


def test_weekly_mode_is_quiet_between_the_weeks(open_app, ana, clock):
    prefer(ana, is_weekly=True)
    keep(ana)
    clock.now += timedelta(days=2)
    app = open_app()

    assert "Nothing is asked until Sunday 29 November." in words(app)
    assert not is_asked(app, ana, "pain", "weekly 2026-11-24")
    assert links(app)["Answer the three questions now"] == "week=2026-11-24"
    assert links(app)["Log today all the same"] == "day=2026-11-24"


def test_weekly_mode_shows_the_last_days_to_whoever_rated_some(open_app, ana):
    prefer(ana, is_weekly=True)
    ana.save_entry(Entry(day=DAY, pain_average=4), based_on=0, now=EVENING, zone="Europe/Berlin")
    assert "The last 14 days" in words(open_app())


def test_weekly_mode_can_be_skipped_and_says_so_once(open_app, ana):
    prefer(ana, is_weekly=True)
    app = open_app()
    app.button(key="weekly.skip").click().run()

    assert not is_asked(app, ana, "pain")
    assert words(app).count("Sunday 29 November") == 1


def test_weekly_mode_skipped_half_answered_leaves_her_alone_and_keeps_the_answer(open_app, ana, clock):
    prefer(ana, is_weekly=True)
    app = choose(open_app(), ana, SUBJECT, "pain", 6)
    app.button(key="weekly.skip").click().run()

    unsaved = "Not saved yet: your week up to Sunday 22 November 2026"
    assert not is_asked(app, ana, "pain")
    assert "Skipped. The weekly questions come again on Sunday 29 November." in words(app)
    assert links(app)[unsaved] == "week=2026-11-22"
    assert "Answer the three questions now" not in links(app), "one way there is enough"
    again = open_app()
    assert not is_asked(again, ana, "pain")
    assert "Nothing is asked until Sunday 29 November." in words(again)
    assert is_asked(open_app(week="2026-11-22"), ana, "pain")
    assert ana.draft(SUBJECT).body["values"]["pain"] == 6

    app.button(key="weekly.unskip").click().run()
    assert is_asked(app, ana, "pain")
    assert unsaved not in links(app)
    app.button(key="weekly.skip").click().run()
    clock.now += timedelta(hours=4)
    assert not is_asked(app.run(), ana, "pain"), "nor after midnight"
    assert links(app)[unsaved] == "week=2026-11-22"


def test_weekly_mode_shows_what_another_tab_has_answered_to_whoever_skips(open_app, ana):
    prefer(ana, is_weekly=True)
    app = open_app()
    keep(ana)
    app.button(key="weekly.skip").click().run()

    assert ana.skips() == {}
    assert "Nothing was skipped." in app.info[0].value
    assert "Saved at 20:14" in words(app)
    assert "Nothing is asked until Sunday 29 November." in words(app)


def test_weekly_mode_offers_no_skip_of_what_was_not_asked(open_app, ana, clock):
    prefer(ana, is_weekly=True)
    keep(ana)
    clock.now += timedelta(days=2)
    choose(open_app(week="2026-11-24"), ana, "weekly 2026-11-24", "pain", 6)
    app = open_app()

    assert is_asked(app, ana, "pain", "weekly 2026-11-24")
    assert not [one for one in app.button if one.key == "weekly.skip"]


def test_weekly_mode_paused_asks_for_nothing(open_app, ana):
    prefer(ana, is_weekly=True, paused_since=DAY)
    app = open_app()
    assert "Paused since" in words(app)
    assert not is_asked(app, ana, "pain")


def test_weekly_answers_begun_before_midnight_stay_until_they_are_saved(open_app, ana, clock):
    prefer(ana, is_weekly=True)
    app = choose(open_app(), ana, SUBJECT, "pain", 6)
    clock.now += timedelta(hours=4)
    app.run()
    assert "this is still your week up to Sunday 22 November" in words(app)
    press(app, ana, SUBJECT)

    assert ana.weekly_check(DAY).pain == 6
    assert ana.weekly_check(DAY + timedelta(days=1)) is None


def test_the_rhythm_is_chosen_in_settings(open_app, ana):
    app = go(open_app(), "settings")
    app.radio(key="settings.weekly.False").set_value(True).run()
    assert ana.preferences().is_weekly
    app.radio(key="settings.weekly.True").set_value(False).run()
    assert not ana.preferences().is_weekly


def test_a_new_strain_is_offered_the_weekly_mode_and_never_put_into_it(open_app, ana):
    prefer(ana, welcomed_at=None)
    app = open_app()
    assert not app.toggle
    app.button_group(key="welcome.strain").set_value("Yes").run()
    assert "three questions" in words(app)
    assert app.toggle(key="welcome.weekly").value is False
    app.button(key="welcome.start").click().run()
    assert not ana.preferences().is_weekly
    assert ana.preferences().strain_is_new


def test_who_takes_the_weekly_mode_at_the_first_run_is_in_it(open_app, ana):
    prefer(ana, welcomed_at=None)
    app = open_app()
    app.button_group(key="welcome.strain").set_value("Yes").run()
    app.toggle(key="welcome.weekly").set_value(True).run()
    app.button(key="welcome.start").click().run()

    assert ana.preferences().is_weekly
    assert is_asked(app, ana, "pain")


def test_a_baseline_is_kept_by_whoever_wants_one(open_app, ana, clock):
    prefer(ana, welcomed_at=None, zone="UTC")
    app = open_app(zone="Pacific/Auckland")
    app.button_group(key="welcome.begun").set_value("Not yet").run()
    assert "Check-ins on 7 days before the first session, better on 14" in words(app)
    assert app.toggle(key="welcome.baseline").value is False
    app.toggle(key="welcome.baseline").set_value(True).run()
    app.button(key="welcome.start").click().run()

    (plan,) = ana.plans()
    assert plan.begun_on == plan.baseline_from == date(2026, 11, 23), "the day it is in Auckland"
    assert plan.is_open


@pytest.mark.parametrize("button", ["welcome.start", "welcome.skip"])
def test_no_plan_is_made_for_whoever_did_not_ask_for_it(open_app, ana, button):
    prefer(ana, welcomed_at=None)
    app = open_app()
    app.button_group(key="welcome.begun").set_value("Not yet").run()
    app.button(key=button).click().run()
    assert ana.plans() == ()


def test_a_baseline_of_days_is_not_offered_to_whoever_is_asked_by_week(open_app, ana):
    prefer(ana, welcomed_at=None)
    app = open_app()
    app.button_group(key="welcome.strain").set_value("Yes").run()
    app.toggle(key="welcome.weekly").set_value(True).run()
    app.button_group(key="welcome.begun").set_value("Not yet").run()
    assert [one.key for one in app.toggle] == ["welcome.weekly"]


# The part of Progress


def section():
    from datetime import date

    from acujournal.ui.function import function_section, function_span
    from acujournal.ui.page import open_page

    page = open_page("")
    span = function_span(page)
    function_section(page, span[0] if span else page.today, date(2026, 11, 23))


@pytest.fixture
def open_section(copy, ana, monkeypatch):
    """The section alone, as Progress calls it."""
    from acujournal.access import OWNER

    monkeypatch.setattr("acujournal.ui.page.viewer_of", lambda _: OWNER)
    return lambda: AppTest.from_function(section, default_timeout=20)


def table_of(app):
    return next(html.proto.body for html in app.get("html") if "<table" in html.proto.body)


def test_without_weekly_answers_there_is_no_section_but_a_line_in_weekly_mode(open_section, ana):
    assert not open_section().run().header
    prefer(ana, is_weekly=True)
    assert "No weekly answers yet." in open_section().run().text[0].value


def test_the_section_draws_scores_and_lists_answers(open_section, ana, monkeypatch):
    # A link needs the program's pages, which are not there when the section stands alone.
    asked = []
    monkeypatch.setattr("acujournal.ui.function.link_to_week", lambda day, label: asked.append((day, label)))
    keep(ana, DAY - timedelta(days=28), (7, 6, 8))
    keep(ana, DAY, (5, 3, 4), Change.A_LITTLE_BETTER)
    app = open_section()
    app.session_state["progress.weekly"] = True
    app.run()

    assert app.header[0].value == "Pain and what it keeps me from"
    assert len(app.get("vega_lite_chart")) == 1
    table = table_of(app)
    assert table.index("Sun 22 Nov 2026") < table.index("Sun 25 Oct 2026"), "newest first"
    assert "<td>5</td><td>3</td><td>4</td><td>4.0</td><td>a little better</td>" in table
    assert "<td>7</td><td>6</td><td>8</td><td>7.0</td><td>–</td>" in table
    assert [day for day, _ in asked] == [DAY, DAY - timedelta(days=28)]


def test_two_of_three_answers_have_no_score(open_section, ana, monkeypatch):
    monkeypatch.setattr("acujournal.ui.function.link_to_week", lambda _day, _label: None)
    keep(ana, DAY, (5, None, 0))
    app = open_section()
    app.session_state["progress.weekly"] = True
    app.run()

    assert not app.get("vega_lite_chart")
    assert "<td>5</td><td>–</td><td>0</td><td>–</td>" in table_of(app)


def test_deleted_weekly_answers_can_be_brought_back_from_the_section(open_section, ana):
    kept = keep(ana)
    ana.delete_weekly_check(DAY, based_on=kept.revision, now=EVENING)
    app = open_section().run()
    app.button(key="function.restore.2026-11-22").click().run()

    back = ana.weekly_check(DAY)
    assert (back.pain, back.enjoyment, back.activity) == (kept.pain, kept.enjoyment, kept.activity)
    assert back.revision == kept.revision + 2
