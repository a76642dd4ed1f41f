"""The whole session card, and what Today asks about sessions afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from acujournal.plan import Plan
from acujournal.safety import EMERGENCY_TITLE
from acujournal.treatment import (
    EffectKind,
    Feeling,
    Severity,
    SideEffect,
    Style,
    Treatment,
    TreatmentStatus,
)
from tests.pages.conftest import EVENING, choose, control, go, press, words

NEW = "treatment log"
DAY = date(2026, 11, 22)


def unfold(app, *folds, subject=NEW):
    """Open folds of a session's card."""
    form = next(form for key, form in app.session_state["forms"].items() if key[1] == subject)
    for fold in folds:
        app.session_state[f"more {fold} {form.item}"] = True
    return app.run()


def held(ana, days_ago, name="s1", **more):
    at = EVENING - timedelta(days=days_ago, hours=2)
    one = Treatment(treatment_id=name * 16, starts_at=at, zone="Europe/Berlin", **more)
    return ana.save_treatment(one, based_on=0, now=EVENING)


BRUISE = SideEffect(kind=EffectKind.BLEEDING, began_on=DAY - timedelta(days=3), is_still_there=True)


def test_everything_about_a_session_is_kept(open_app, ana):
    app = go(open_app(), "sessions", session="log")
    unfold(app, "effects", "needles", "around")
    for name, value in {
        "pain_before": 7,
        "pain_after": 4,
        "feelings": ["relaxed", "tired"],
        "effects": ["bleeding"],
        "styles": ["manual", "moxa"],
        "needle_minutes": "25",
        "needles": "12",
        "points": {"chosen": ["BL23"], "typing": "ub 40, a spot Ben found"},
        "places": ["back_low_back_left"],
        "what_was_done": "A warm lamp",
        "expectation": 6,
        "questions": "How many more?",
        "cost": "59.50",
        "currency": "eur",
        "note": "Quiet",
    }.items():
        choose(app, ana, NEW, name, value)
    choose(app, ana, NEW, "bleeding.severity", "mild")
    choose(app, ana, NEW, "bleeding.began_on", DAY.isoformat())
    choose(app, ana, NEW, "bleeding.there", "yes")
    choose(app, ana, NEW, "bleeding.note", "Small, left")
    press(app, ana, NEW)

    assert app.success[0].value == "Saved at 20:14"
    (kept,) = ana.treatments()
    assert (kept.pain_before, kept.pain_after, kept.expectation) == (7, 4, 6)
    assert (kept.styles, kept.feelings) == ((Style.MANUAL, Style.MOXA), (Feeling.RELAXED, Feeling.TIRED))
    assert (kept.needle_minutes, kept.needles) == (25, 12)
    assert kept.points == ("BL23", "BL40", "a spot Ben found")
    assert kept.places == ("back_low_back_left",)
    assert (kept.cost_cents, kept.currency) == (5950, "EUR")
    assert (kept.what_was_done, kept.questions, kept.note) == ("A warm lamp", "How many more?", "Quiet")
    assert kept.side_effects == (
        SideEffect(
            kind=EffectKind.BLEEDING,
            severity=Severity.MILD,
            began_on=DAY,
            is_still_there=True,
            note="Small, left",
        ),
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("needle_minutes", "900", "whole number from 1 to 240"),
        ("needles", "3.5", "whole number from 1 to 200"),
        ("cost", "sixty", "no number we can read"),
        ("cost", "1.999", "two digits after the point"),
        ("points", {"chosen": [], "typing": ", ".join(f"spot {n}" for n in range(500))}, "500"),
        ("currency", "€", "three letters"),
    ],
)
def test_bad_answers_are_refused_with_a_sentence_and_nothing_is_lost(open_app, ana, name, value, sentence):
    app = go(open_app(), "sessions", session="log")
    unfold(app, "needles", "around")
    choose(app, ana, NEW, "pain_before", 7)
    choose(app, ana, NEW, name, value)
    press(app, ana, NEW)

    assert sentence in app.error[0].value
    assert ana.treatments() == ()
    kept = ana.draft(NEW).body["values"]
    assert kept["pain_before"] == 7
    assert str(kept[name]) == str(value)


def test_an_effect_that_ends_before_it_begins_is_refused(open_app, ana):
    app = go(open_app(), "sessions", session="log")
    unfold(app, "effects")
    choose(app, ana, NEW, "effects", ["soreness"])
    choose(app, ana, NEW, "soreness.there", "no")
    choose(app, ana, NEW, "soreness.began_on", "2026-11-22")
    choose(app, ana, NEW, "soreness.ended_on", "2026-11-21")
    press(app, ana, NEW)

    assert app.error[0].value == "Soreness ends before it begins. Change one of the two dates."
    assert ana.draft(NEW).body["values"]["soreness.ended_on"] == "2026-11-21"


def test_beside_side_effects_stands_the_help_for_everybody(open_app, ana):
    app = go(open_app(), "sessions", session="log")
    unfold(app, "effects")
    assert EMERGENCY_TITLE in words(app)


def test_two_sessions_at_one_minute_are_asked_about(open_app, ana):
    first = go(open_app(), "sessions", session="log")
    press(first, ana, NEW)
    app = go(open_app(), "sessions", session="log")
    choose(app, ana, NEW, "pain_before", 3)
    press(app, ana, NEW)
    assert "begins at this very minute" in app.error[0].value
    assert len(ana.treatments()) == 1

    choose(app, ana, NEW, "twice", ["two sessions"])
    press(app, ana, NEW)
    assert sorted(one.pain_before or 0 for one in ana.treatments()) == [0, 3]


def test_what_was_done_last_time_is_offered_and_not_filled_in_silently(open_app, ana):
    held(
        ana,
        7,
        styles=(Style.EAR,),
        needle_minutes=30,
        points=("BL23",),
        pain_before=8,
        note="Not this",
        cost_cents=5000,
        currency="EUR",
    )
    app = go(open_app(), "sessions", session="log")
    assert "Fills in style, minutes with needles in, points, cost of Sun 15 Nov 2026" in words(app)
    assert ana.draft(NEW) is None
    choose(app, ana, NEW, "clock", "09:00")
    assert ana.draft(NEW).body["values"]["points"] == {"chosen": [], "typing": ""}
    press(app, ana, NEW, "again")
    press(app, ana, NEW, mount=1)
    kept = next(one for one in ana.treatments() if one.local.hour == 9)
    assert (kept.styles, kept.needle_minutes, kept.points) == ((Style.EAR,), 30, ("BL23",))
    assert (kept.cost_cents, kept.pain_before, kept.note) == (5000, None, "")


def test_a_session_that_turns_out_missed_keeps_what_was_written(open_app, ana):
    one = held(ana, 1, pain_before=7, points=("BL23",))
    subject = f"treatment {one.treatment_id}"
    app = go(open_app(), "sessions", session=one.treatment_id)
    choose(app, ana, subject, "status", "missed")
    press(app, ana, subject)
    kept = ana.treatment(one.treatment_id)
    assert (kept.status, kept.pain_before, kept.points) == (TreatmentStatus.MISSED, 7, ("BL23",))


# What Today asks


def test_a_passed_session_asks_once_done_missed_or_moved(open_app, ana, clock):
    ahead = replace(
        Treatment(treatment_id="p" * 32, starts_at=EVENING + timedelta(hours=1), zone="Europe/Berlin"),
        status=TreatmentStatus.PLANNED,
    )
    ana.save_treatment(ahead, based_on=0, now=EVENING)
    clock.now += timedelta(hours=3)
    app = open_app()
    assert "Did your session of Sun 22 November take place?" in words(app)
    app.button(key=f"passed.{'p' * 32}.missed").click().run()
    assert ana.treatment("p" * 32).status is TreatmentStatus.MISSED
    assert "Did your session" not in words(app)
    assert "Session of Sun 22 Nov 2026: missed." in words(app)


def test_a_passed_session_can_be_left_alone(open_app, ana, clock):
    ahead = Treatment(
        treatment_id="p" * 32,
        starts_at=EVENING + timedelta(hours=1),
        zone="Europe/Berlin",
        status=TreatmentStatus.PLANNED,
    )
    ana.save_treatment(ahead, based_on=0, now=EVENING)
    clock.now += timedelta(hours=3)
    app = open_app()
    app.button(key=f"passed.{'p' * 32}.skip").click().run()
    assert "Did your session" not in words(open_app())
    assert ana.treatment("p" * 32).status is TreatmentStatus.PLANNED


def test_the_day_after_is_one_number(open_app, ana):
    one = held(ana, 1)
    app = open_app()
    assert "How is it the day after your session of Sat 21 November?" in words(app)
    key = f"after.{one.treatment_id}"
    app.session_state[f"{key}.fold"] = True
    app.run()
    app.button(key=f"{key}.4").click().run()
    assert ana.treatment(one.treatment_id).pain_day_after == 4
    assert "How is it the day after" not in words(app)
    assert "pain 4 the day after" in words(app)


def test_the_day_after_is_asked_on_that_day_only_and_need_not_be_answered(open_app, ana):
    held(ana, 2)
    one = held(ana, 1, "s2")
    app = open_app()
    assert words(app).count("How is it the day after") == 1
    app.button(key=f"after.{one.treatment_id}.skip").click().run()
    assert "How is it the day after" not in words(open_app())


def test_an_open_side_effect_is_asked_about_each_day_until_it_is_over(open_app, ana, clock):
    one = held(ana, 3, side_effects=(BRUISE,))
    key = f"effect.{one.treatment_id}.bleeding"
    app = open_app()
    assert "Bleeding or bruise after your session of Thu 19 November" in words(app)
    app.button(key=f"{key}.there").click().run()
    assert "still there?" not in words(open_app())

    clock.now += timedelta(days=1)
    app = open_app()
    assert "still there?" in words(app)
    app.button(key=f"{key}.over").click().run()
    (effect,) = ana.treatment(one.treatment_id).side_effects
    assert (effect.is_still_there, effect.ended_on) == (False, DAY + timedelta(days=1))
    clock.now += timedelta(days=1)
    assert "still there?" not in words(open_app())


def test_a_dismissed_side_effect_is_never_asked_about_again(open_app, ana, clock):
    one = held(ana, 3, side_effects=(BRUISE,))
    app = open_app()
    app.button(key=f"effect.{one.treatment_id}.bleeding.skip").click().run()
    clock.now += timedelta(days=1)
    assert "still there?" not in words(open_app())
    assert ana.treatment(one.treatment_id).side_effects[0].is_dismissed


def test_a_side_effect_changed_in_another_tab_is_not_overwritten(open_app, ana):
    one = held(ana, 3, side_effects=(BRUISE,))
    app = open_app()
    other = replace(BRUISE, note="From the other tab")
    ana.save_treatment(replace(one, side_effects=(other,)), based_on=1, now=EVENING)

    app.button(key=f"effect.{one.treatment_id}.bleeding.over").click().run()
    assert ana.treatment(one.treatment_id).side_effects[0].note == "From the other tab"


def test_a_paused_journal_asks_nothing_about_sessions(open_app, ana):
    held(ana, 1, side_effects=(replace(BRUISE, began_on=DAY),))
    agreed = Plan(plan_id="p1", begun_on=DAY - timedelta(days=2), review_after=1)
    ana.save_plan(agreed, based_on=0, now=EVENING, today=DAY)
    assert "The review you agreed has come" in words(open_app())
    ana.save_preferences(replace(ana.preferences(), paused_since=DAY))
    said = words(open_app())
    assert "How is it the day after" not in said
    assert "still there?" not in said
    assert "The review you agreed" not in said


def test_in_weekly_mode_nothing_is_asked_by_the_day_but_an_open_side_effect(open_app, ana, clock):
    held(ana, 1, side_effects=(replace(BRUISE, began_on=DAY),))
    ana.save_preferences(replace(ana.preferences(), is_weekly=True))
    said = words(open_app())
    assert "How is it the day after" not in said
    assert "still there?" in said


def test_beside_an_open_side_effect_on_today_stands_the_help(open_app, ana):
    held(ana, 3, side_effects=(BRUISE,))
    assert EMERGENCY_TITLE in words(open_app())


@pytest.mark.parametrize("is_still_there", [True, False, None])
@pytest.mark.parametrize("is_dismissed", [True, False])
def test_what_was_said_about_an_effect_outlives_another_save_of_the_card(
    open_app, ana, is_still_there, is_dismissed
):
    said = SideEffect(
        kind=EffectKind.BLEEDING,
        is_still_there=is_still_there,
        is_dismissed=is_dismissed,
        severity=Severity.SEVERE,
        note="Left",
    )
    one = held(ana, 2, side_effects=(said,))
    subject = f"treatment {one.treatment_id}"
    app = go(open_app(), "sessions", session=one.treatment_id)
    choose(app, ana, subject, "pain_before", 6)
    press(app, ana, subject)
    kept = ana.treatment(one.treatment_id)
    assert (kept.pain_before, kept.side_effects) == (6, (said,))


def test_questions_for_next_time_come_back_at_the_next_session(open_app, ana):
    held(ana, 3, questions="How many more?")
    assert "How many more?" in words(go(open_app(), "sessions", session="log"))
    assert "How many more?" in words(go(open_app(), "sessions", session="plan"))


def test_the_table_of_side_effects_lists_each(open_app, ana):
    held(ana, 3, side_effects=(BRUISE,))
    held(ana, 5, "s2")
    app = go(open_app(), "sessions")
    app.session_state["effects.fold"] = True
    app.run()
    said = words(app)
    assert "Of 2 sessions, 1 with at least one side effect written down." in said
    assert "<td>Bleeding or bruise</td><td>–</td><td>Thu 19 Nov 2026</td><td>still there</td>" in said


def test_what_a_tap_has_kept_is_told_until_another_page_is_opened(open_app, ana):
    one = held(ana, 3, side_effects=(BRUISE,))
    app = open_app()
    app.button(key=f"effect.{one.treatment_id}.bleeding.there").click().run()
    assert "Bleeding or bruise: still there. Asked again tomorrow." in words(app)
    assert "Asked again tomorrow" not in words(go(go(app, "history"), "today"))


def test_a_new_card_never_carries_the_name_of_what_another_tab_has_saved(open_app, ana):
    first = go(open_app(), "sessions", session="log")
    choose(first, ana, NEW, "pain_before", 7)
    second = go(open_app(), "sessions", session="log")
    assert "Here again" in words(second)
    go(second, "today")
    press(first, ana, NEW)

    go(second, "sessions", session="log")
    assert "Here again" not in words(second)
    assert second.title[0].value == "Log a session"
    choose(second, ana, NEW, "clock", "09:00")
    choose(second, ana, NEW, "pain_before", 2)
    press(second, ana, NEW)
    assert sorted(one.pain_before for one in ana.treatments()) == [2, 7]


def test_after_taking_what_another_tab_saved_the_next_new_session_is_another_one(open_app, ana):
    first = go(open_app(), "sessions", session="log")
    choose(first, ana, NEW, "pain_before", 7)
    second = go(open_app(), "sessions", session="log")
    choose(second, ana, NEW, "pain_before", 3)
    press(first, ana, NEW)
    press(second, ana, NEW)
    (held,) = ana.treatments()
    press(second, ana, f"treatment {held.treatment_id}", "theirs")

    go(second, "sessions", session="log")
    choose(second, ana, NEW, "clock", "09:00")
    choose(second, ana, NEW, "pain_before", 2)
    press(second, ana, NEW)
    assert sorted(one.pain_before for one in ana.treatments()) == [2, 7]


def test_what_is_thrown_away_here_may_be_saved_there_and_the_next_one_is_new(open_app, ana):
    first = go(open_app(), "sessions", session="log")
    choose(first, ana, NEW, "pain_before", 7)
    second = go(open_app(), "sessions", session="log")
    press(second, ana, NEW, "discard")
    press(first, ana, NEW)
    choose_at(second, ana, "clock", "09:00", mount=1)
    choose_at(second, ana, "pain_before", 2, mount=1)
    press(second, ana, NEW, mount=1)
    assert sorted(one.pain_before for one in ana.treatments()) == [2, 7]


def choose_at(app, ana, name, value, *, mount):
    app.session_state[control(ana, name, subject=NEW, mount=mount)] = {"value": value}
    app.run()


def test_a_tap_on_today_and_a_note_that_waits_in_the_card_are_both_kept(open_app, ana):
    one = held(ana, 3, side_effects=(BRUISE,))
    subject = f"treatment {one.treatment_id}"
    app = go(open_app(), "sessions", session=one.treatment_id)
    choose(app, ana, subject, "pain_before", 6)
    go(app, "today")
    app.button(key=f"effect.{one.treatment_id}.bleeding.over").click().run()
    go(app, "sessions", session=one.treatment_id)
    assert "another tab" not in words(app)
    press(app, ana, subject, mount=1)
    kept = ana.treatment(one.treatment_id)
    assert (kept.pain_before, kept.side_effects[0].is_still_there) == (6, False)


def test_two_tabs_that_answer_about_two_effects_are_both_kept(open_app, ana):
    sore = SideEffect(kind=EffectKind.SORENESS, is_still_there=True)
    one = held(ana, 3, side_effects=(BRUISE, sore))
    first, second = open_app(), open_app()
    first.button(key=f"effect.{one.treatment_id}.bleeding.over").click().run()
    second.button(key=f"effect.{one.treatment_id}.soreness.over").click().run()
    assert [effect.is_still_there for effect in ana.treatment(one.treatment_id).side_effects] == [
        False,
        False,
    ]


def test_what_another_tab_has_answered_about_the_same_effect_is_not_undone_unseen(open_app, ana):
    one = held(ana, 3, side_effects=(replace(BRUISE, is_still_there=None),))
    first, second = open_app(), open_app()
    first.button(key=f"effect.{one.treatment_id}.bleeding.over").click().run()
    second.button(key=f"effect.{one.treatment_id}.bleeding.there").click().run()
    assert "It was answered in another tab meanwhile." in words(second)
    assert ana.treatment(one.treatment_id).side_effects[0].is_still_there is False


def test_it_is_over_on_the_day_of_the_tap_and_not_of_the_page(open_app, ana, clock):
    one = held(ana, 3, side_effects=(BRUISE,))
    app = open_app()
    clock.now += timedelta(hours=5)
    app.button(key=f"effect.{one.treatment_id}.bleeding.over").click().run()
    assert ana.treatment(one.treatment_id).side_effects[0].ended_on == DAY + timedelta(days=1)


def test_the_day_after_is_not_kept_two_days_after(open_app, ana, clock):
    one = held(ana, 1)
    app = open_app()
    key = f"after.{one.treatment_id}"
    app.session_state[f"{key}.fold"] = True
    app.run()
    clock.now += timedelta(hours=5)
    app.button(key=f"{key}.4").click().run()
    assert ana.treatment(one.treatment_id).pain_day_after is None
    assert "The day after is over." in words(app)


def test_a_session_moved_after_do_not_ask_is_asked_about_again(open_app, ana, clock):
    at = EVENING + timedelta(hours=1)
    ahead = Treatment(
        treatment_id="p" * 32, starts_at=at, zone="Europe/Berlin", status=TreatmentStatus.PLANNED
    )
    kept = ana.save_treatment(ahead, based_on=0, now=EVENING)
    clock.now += timedelta(hours=3)
    open_app().button(key=f"passed.{'p' * 32}.skip").click().run()
    ana.save_treatment(replace(kept, starts_at=at + timedelta(days=7)), based_on=1, now=clock.now)
    clock.now += timedelta(days=8)
    assert "Did your session of Sun 29 November take place?" in words(open_app())


def test_an_offer_tapped_together_with_save_is_saved(open_app, ana):
    held(ana, 7, styles=(Style.EAR,), needle_minutes=30)
    app = go(open_app(), "sessions", session="log")
    app.button(key=control(ana, "again", subject=NEW)).click()
    app.button(key=control(ana, "save", subject=NEW)).click().run()
    assert ana.last_done().styles == (Style.EAR,)
