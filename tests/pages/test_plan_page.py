"""Plan and review, as a script: agreeing, changing, following on, deciding, and nothing lost on the way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from acujournal.background import Ongoing, OngoingKind
from acujournal.errors import BadValue, StorageTrouble
from acujournal.journal import Entry
from acujournal.plan import Decision, Plan
from acujournal.server.sentences import CLOSED
from acujournal.stats.wording import EASES_BY_ITSELF
from acujournal.treatment import Treatment, TreatmentStatus
from acujournal.ui.courses import review_id_of
from acujournal.ui.page import open_page
from acujournal.ui.plan import plan_progress
from acujournal.ui.planform import EXAMPLES, NO_EXAMPLE_IS_ADVICE
from acujournal.ui.review import LABELS, refuse_changed_agreement, review_due
from tests.pages.conftest import EVENING, choose, go, press, words

DAY = date(2026, 11, 22)
#: What Ana types is shown as plain text, whatever it looks like.
OWN = "**Two** years <b>of</b> stiff mornings"


def agree(ana, plan_id="p" * 32, begun_on=DAY - timedelta(days=30), **more):
    return ana.save_plan(
        Plan(plan_id=plan_id, begun_on=begun_on, **more), based_on=0, now=EVENING, today=begun_on
    )


def hold(ana, *days_ago, status=TreatmentStatus.DONE):
    for back in days_ago:
        held = Treatment(
            treatment_id=f"{back}-{status}",
            starts_at=EVENING - timedelta(days=back, hours=2),
            zone="Europe/Berlin",
            status=status,
        )
        ana.save_treatment(held, based_on=0, now=EVENING)


def rate(ana, ratings):
    for back, pain in ratings.items():
        day = DAY - timedelta(days=back)
        ana.save_entry(
            Entry(day=day, pain_average=pain),
            based_on=0,
            now=EVENING - timedelta(days=back),
            zone="Europe/Berlin",
        )


def plan_links(app):
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


@pytest.fixture
def seen(ana, clock, monkeypatch):
    """What Today asks of the plan: the page as Ana's browser has it, outside of any script."""
    from acujournal.access import OWNER

    monkeypatch.setattr("acujournal.ui.page.viewer_of", lambda _: OWNER)
    return lambda: open_page("")


def test_without_a_plan_one_is_offered_and_not_demanded(open_app, ana):
    app = go(open_app(), "plan")

    assert "You can keep your journal without one, too." in words(app)
    assert {"Make a plan", "First visit", "Medicines and other care"} <= set(plan_links(app))


def test_ana_agrees_a_plan_and_reads_it_in_her_own_words(open_app, ana):
    app = go(open_app(), "plan", plan="new")
    for name, value in {
        "reason": OWN,
        "goal": "Sit through a film.",
        "target": 3,
        "first_session_on": "2026-11-30",
        "sessions": "6",
        "rhythm": "weekly",
        "review": "after",
    }.items():
        choose(app, ana, "plan new", name, value)
    choose(app, ana, "plan new", "review_after", "6")
    choose(app, ana, "plan new", "rule", "I go on if I can garden again.")
    press(app, ana, "plan new")

    (held,) = ana.plans()
    assert held == Plan(
        plan_id=held.plan_id,
        begun_on=DAY,
        reason=OWN,
        goal="Sit through a film.",
        target=3,
        first_session_on=date(2026, 11, 30),
        sessions=6,
        rhythm="weekly",
        review_after=6,
        rule="I go on if I can garden again.",
        saved_at=EVENING,
        revision=1,
    )
    assert app.success[0].value == "Saved at 20:14"
    assert ana.draft("plan new") is None

    app = go(app, "plan")
    texts = [one.value for one in app.text]
    assert OWN in texts
    assert "Sit through a film." in texts
    assert "I go on if I can garden again." in texts
    assert "The average pain I hope for: 3 of 10" in texts
    assert "6 sessions, once a week, the first on Mon 30 Nov 2026" in texts
    assert "After 6 sessions" in texts
    assert not any(OWN in one.value for one in [*app.markdown, *app.header, *app.caption])
    assert not any("stiff mornings" in one.proto.body for one in app.get("html"))


def test_a_new_plan_has_nothing_chosen_and_is_not_saved_empty(open_app, ana):
    app = go(open_app(), "plan", plan="new")
    press(app, ana, "plan new")

    assert app.error[0].value == "Answer at least one question of the plan, then save."
    assert ana.plans() == ()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"sessions": "0"}, "A plan has at least 1 session and at most 100."),
        ({"sessions": "6.5"}, "A plan has at least 1 session"),
        ({"sessions": "many"}, "A plan has at least 1 session"),
        ({"review": "after"}, "After how many sessions does the review come?"),
        ({"review": "after", "review_after": "0"}, "A review comes after at least 1 session"),
        ({"review": "on"}, "On which day does the review come?"),
        ({"review": "on", "review_on": "2026-11-21"}, "The day of the review is over."),
        (
            {"baseline_from": "2026-11-30", "first_session_on": "2026-11-30"},
            "The baseline lies before the first session.",
        ),
        ({"rule": "x" * 4001}, "My rule can hold 4,000 characters"),
        ({"first_session_on": "3000-01-01"}, "The first session: dates go from 1900 to 2199."),
    ],
)
def test_what_no_plan_can_be_is_a_sentence_and_nothing_is_lost(open_app, ana, answers, sentence):
    app = go(open_app(), "plan", plan="new")
    choose(app, ana, "plan new", "reason", OWN)
    for name, value in answers.items():
        choose(app, ana, "plan new", name, value)
    press(app, ana, "plan new")

    assert app.error[0].value.startswith(sentence)
    assert ana.plans() == ()
    kept = ana.draft("plan new").body["values"]
    assert kept["reason"] == OWN
    assert {name: str(kept[name]) for name in answers if name not in ("sessions", "review_after")} == {
        name: value for name, value in answers.items() if name not in ("sessions", "review_after")
    }
    assert (
        go(open_app(), "plan", plan="new").session_state["forms"][ana.journal_id, "plan new"].values == kept
    )


def test_an_example_is_a_beginning_and_takes_nothing_away(open_app, ana):
    app = go(open_app(), "plan", plan="new")
    choose(app, ana, "plan new", "rule", "My own words first.")
    assert NO_EXAMPLE_IS_ADVICE in words(app)
    assert "recommends none" in NO_EXAMPLE_IS_ADVICE
    app.button(key="plan.example.2").click().run()

    kept = ana.draft("plan new").body["values"]
    assert kept["rule"] == f"My own words first.\n{EXAMPLES[2]}"
    assert ana.plans() == ()


def test_the_baseline_can_begin_today_with_one_touch(open_app, ana):
    app = go(open_app(), "plan", plan="new")
    app.button(key="plan.from_today").click().run()

    assert ana.draft("plan new").body["values"]["baseline_from"] == "2026-11-22"
    assert not any(button.key == "plan.from_today" for button in app.button)
    press(app, ana, "plan new", mount=1)
    assert ana.plans()[0].baseline_from == DAY


def test_what_trials_used_stands_beside_with_its_source(open_app, ana):
    said = words(go(open_app(), "plan", plan="new"))

    assert "48 % gave 6 to 10 sessions and 24 % gave 11 to 15" in said
    assert "MacPherson 2013" in said
    assert "6 to 8 sessions or 6 weeks: a convention, not evidence." in said
    assert "Check-ins on 7 days before the first session, better on 14, make that possible." in said


@pytest.mark.parametrize(
    ("held", "planned", "said"),
    [
        ((1, 3, 5), 10, "3 of 10 sessions"),
        ((1, 3, 5), 2, "3 sessions; 2 were planned"),
        ((1,), None, "1 session so far"),
    ],
)
def test_progress_stands_in_words_beside_the_bar(open_app, ana, seen, held, planned, said):
    agree(ana, sessions=planned, reason=OWN)
    hold(ana, *held)
    hold(ana, 2, status=TreatmentStatus.MISSED)
    app = go(open_app(), "plan")

    bars = app.get("progress")
    assert f"**{said}**" in (words(app) + "".join(bar.proto.text for bar in bars))
    assert [bar.proto.value for bar in bars] == ([] if planned is None else [30 if planned == 10 else 100])
    assert plan_progress(seen()) == said


def test_the_baseline_is_told_as_it_grows(open_app, ana):
    agree(ana, baseline_from=DAY - timedelta(days=6), first_session_on=DAY + timedelta(days=3))
    rate(ana, {6: 5, 5: 6, 3: 4, 2: 5, 0: 7})

    assert "Baseline: 5 of 7 to 14 days logged before the first session." in words(go(open_app(), "plan"))


def test_sessions_that_had_begun_leave_no_baseline(open_app, ana):
    agree(ana, sessions=6)
    hold(ana, 3)

    assert "Your sessions had already begun, so there is no baseline to compare with." in words(
        go(open_app(), "plan")
    )


def test_a_plan_is_changed_seen_as_it_was_deleted_and_brought_back(open_app, ana):
    held = agree(ana, reason="Before.", sessions=6)
    subject = f"plan {held.plan_id}"
    app = go(open_app(), "plan", plan=held.plan_id)
    choose(app, ana, subject, "reason", "After.")
    app.session_state[f"versions {subject}"] = True
    press(app, ana, subject)
    assert (ana.plan(held.plan_id).reason, ana.plan(held.plan_id).begun_on) == ("After.", held.begun_on)
    assert "Why I started: Before.\nNumber of sessions: 6" in words(app)

    app.button(key=f"plan.delete.{held.plan_id}").click().run()
    assert ana.plans() == ()
    app.button(key="plan.undo").click().run()
    assert ana.plans()[0].reason == "After."

    app.button(key=f"plan.delete.{held.plan_id}").click().run()
    app = go(app, "plan")
    app.button(key=f"plan.restore.{held.plan_id}").click().run()
    assert ana.plans()[0].reason == "After."


def test_two_tabs_are_shown_both_and_neither_is_overwritten(open_app, ana):
    held = agree(ana, reason="Before.")
    subject = f"plan {held.plan_id}"
    first = go(open_app(), "plan", plan=held.plan_id)
    second = go(open_app(), "plan", plan=held.plan_id)
    choose(first, ana, subject, "sessions", "6")
    choose(second, ana, subject, "sessions", "12")
    press(first, ana, subject)
    press(second, ana, subject)

    assert "The plan was saved in another tab" in words(second)
    assert "On this screen: 12" in words(second)
    assert ana.plan(held.plan_id).sessions == 6
    press(second, ana, subject, "mine")
    assert ana.plan(held.plan_id).sessions == 12


def test_two_tabs_that_make_the_same_new_plan_make_one(open_app, ana, clock):
    first = go(open_app(), "plan", plan="new")
    choose(first, ana, "plan new", "sessions", "6")
    clock.now += timedelta(minutes=1)
    second = go(open_app(), "plan", plan="new")
    choose(second, ana, "plan new", "reason", OWN)
    press(first, ana, "plan new")
    press(second, ana, "plan new")
    (held,) = ana.plans()
    assert "The plan was saved in another tab" in words(second)
    press(second, ana, f"plan {held.plan_id}", "mine")

    (held,) = ana.plans()
    assert (held.sessions, held.reason, held.ended_on) == (6, OWN, None)


def test_a_plan_not_saved_yet_is_there_again_in_a_new_tab(open_app, ana):
    choose(go(open_app(), "plan", plan="new"), ana, "plan new", "goal", "Garden.")
    again = go(open_app(), "plan", plan="new")

    assert "Here again" in words(again)
    press(again, ana, "plan new", "discard")
    assert ana.draft("plan new") is None


# Courses follow one another


def begin_another(open_app, ana, **answers):
    app = go(open_app(), "plan", plan="new")
    for name, value in {"goal": "The second course.", **answers}.items():
        choose(app, ana, "plan new", name, value)
    return press(app, ana, "plan new")


def test_another_plan_ends_the_one_before_it_on_that_day(open_app, ana):
    old = agree(ana, reason="The first course.", sessions=6)
    hold(ana, 9, 2)
    assert "takes the place of your plan" in words(go(open_app(), "plan", plan="new"))
    app = begin_another(open_app, ana)

    first, second = ana.plans()
    assert (first.plan_id, first.ended_on, first.reason) == (old.plan_id, DAY, "The first course.")
    assert (second.begun_on, second.ended_on) == (DAY, None)
    app = go(app, "plan")
    assert "**Fri 23 Oct 2026 to Sat 21 Nov 2026** · 2 of 6 sessions" in words(app)
    assert "The second course." in words(app)


def test_todays_session_belongs_to_the_course_it_was_held_in(open_app, ana):
    agree(ana, sessions=6)
    hold(ana, 9, 0)
    app = go(begin_another(open_app, ana, sessions="4"), "plan")

    first, second = ana.plans()
    assert first.ended_on == second.begun_on == DAY + timedelta(days=1)
    assert "· 2 of 6 sessions" in words(app)
    assert app.get("progress")[0].proto.text == "**0 of 4 sessions**"


def test_todays_session_belongs_to_the_new_course_if_ana_says_so(open_app, ana):
    agree(ana, sessions=6)
    hold(ana, 9, 0)
    app = go(begin_another(open_app, ana, sessions="4", first_session_on=str(DAY)), "plan")

    assert ana.plans()[0].ended_on == DAY
    assert "· 1 of 6 sessions" in words(app)
    assert app.get("progress")[0].proto.text == "**1 of 4 sessions**"


def test_a_new_plan_that_is_refused_leaves_the_old_one_open(open_app, ana):
    agree(ana, sessions=6)
    app = begin_another(open_app, ana, review="on", review_on="2026-11-01")

    (old,) = ana.plans()
    assert old.is_open
    assert app.error[0].value.startswith("The day of the review is over.")


def test_when_the_old_plan_cannot_be_ended_both_are_there_and_it_is_told(open_app, ana, monkeypatch):
    old = agree(ana, reason="The first course.")
    kept = type(ana).save_plan

    def full(store, plan, **more):
        if plan.plan_id == old.plan_id:
            raise StorageTrouble("The disk is full.")
        return kept(store, plan, **more)

    monkeypatch.setattr("acujournal.storage.store.JournalStore.save_plan", full)
    app = begin_another(open_app, ana)
    assert "Your new plan is saved. The one before it is still open: The disk is full." in words(app)
    assert [plan.is_open for plan in ana.plans()] == [True, True]

    monkeypatch.setattr("acujournal.storage.store.JournalStore.save_plan", kept)
    app = go(app, "plan")
    assert "The second course." in words(app)
    assert "Another plan is open too" in words(app)
    app.button(key=f"plan.turn.{old.plan_id}").click().run()
    assert not ana.plan(old.plan_id).is_open


def test_a_change_to_the_open_plan_ends_nothing(open_app, ana):
    held = agree(ana, sessions=6)
    app = go(open_app(), "plan", plan=held.plan_id)
    choose(app, ana, f"plan {held.plan_id}", "sessions", "8")
    press(app, ana, f"plan {held.plan_id}")

    assert [(plan.sessions, plan.is_open) for plan in ana.plans()] == [(8, True)]


def test_a_plan_that_was_ended_is_not_opened_again_by_a_late_save(open_app, ana):
    held = agree(ana, sessions=6)
    subject = f"plan {held.plan_id}"
    app = go(open_app(), "plan", plan=held.plan_id)
    choose(app, ana, subject, "sessions", "8")
    app.button(key=f"plan.turn.{held.plan_id}").click().run()
    assert not ana.plan(held.plan_id).is_open
    assert "another tab" not in words(app)
    press(app, ana, subject)
    assert (ana.plan(held.plan_id).sessions, ana.plan(held.plan_id).ended_on) == (8, DAY)

    app.button(key=f"plan.turn.{held.plan_id}").click().run()
    assert ana.plan(held.plan_id).is_open


# The review


def course_with_a_review(ana, **more):
    """Twelve days before: eight ratings of 6 before the first session, four of 3 and two of 5 after it."""
    rate(ana, dict.fromkeys(range(14, 22), 6) | {10: 3, 8: 3, 6: 5, 4: 3, 2: 3, 0: 5})
    hold(ana, 13, 7, 1)
    return agree(ana, sessions=6, rule=OWN, **({"review_after": 3} | more))


def test_the_review_stands_on_the_plan_and_is_told_to_today_on_its_day(open_app, ana, seen, clock):
    held = course_with_a_review(ana, review_after=None, review_on=DAY + timedelta(days=1))
    assert review_due(seen()) is None
    early = words(go(open_app(), "plan", review=held.plan_id))
    assert "The review comes on Mon 23 Nov 2026. Then its numbers will stand here." in early
    assert "average pain" not in early

    clock.now += timedelta(days=1)
    assert review_due(seen()) == held
    app = go(open_app(), "plan")
    assert "The day of your review has come." in words(app)
    assert plan_links(app)["Look at it and decide"] == f"review={held.plan_id}"


def test_on_its_day_today_says_in_short_that_the_review_is_due(open_app, ana):
    held = course_with_a_review(ana)
    app = open_app()
    texts = [one.value for one in app.text]
    assert "**The review you agreed has come**, after 3 sessions." in [one.value for one in app.markdown]
    assert OWN in texts
    assert [one for one in texts if one != OWN] == [
        "There is not enough data yet to compare your pain since your first session with the days before it.",
        "There is not enough data yet to say how your pain was in the days after a session.",
        "As of Sun 22 Nov 2026.",
    ]
    assert "average pain" not in "\n".join(texts)
    assert plan_links(app)["Your review is due: write down my decision"] == f"review={held.plan_id}"


def test_a_review_after_sessions_says_how_many_there_were_so_far(open_app, ana, seen):
    held = course_with_a_review(ana, review_after=5)

    assert review_due(seen()) is None
    assert "The review comes after 5 sessions. So far: 3 of 5 sessions." in words(
        go(open_app(), "plan", review=held.plan_id)
    )


def test_no_session_is_read_where_no_review_is_agreed(ana, seen, monkeypatch):
    agree(ana, sessions=6)
    page = seen()

    def never(*_, **__):
        raise AssertionError("read")

    for name in ("reviews", "treatments", "load_journal"):
        monkeypatch.setattr(f"acujournal.storage.store.JournalStore.{name}", never)
    assert review_due(page) is None


def test_the_review_shows_rule_and_numbers_and_keeps_the_decision_with_them(open_app, ana, seen):
    held = course_with_a_review(ana)
    assert review_due(seen()) == held
    app = go(open_app(), "plan", review=held.plan_id)
    texts = [one.value for one in app.text]
    assert OWN in texts
    average = "average pain 6.0, from 6 to 6. 8 of 14 days rated."
    later = "The last 14 days looked at (Mon 9 Nov 2026 to Sun 22 Nov 2026): average pain 3.7, from 3 to 5. 6 of 14 days rated."
    assert f"Before the first session (Mon 26 Oct 2026 to Sun 8 Nov 2026): {average}" in texts
    assert later in texts
    assert EASES_BY_ITSELF in texts

    subject = f"review {review_id_of(held)}"
    choose(app, ana, subject, "decision", "go on")
    choose(app, ana, subject, "words", "Four more, then I ask Dr Lin.")
    press(app, ana, subject)

    (decided,) = ana.reviews()
    assert (decided.decision, decided.decided_on, decided.plan_id) == (Decision.GO_ON, DAY, held.plan_id)
    assert decided.words == "Four more, then I ask Dr Lin."
    assert later in decided.shown.splitlines()
    assert OWN not in decided.shown
    assert app.success[0].value == "Saved at 20:14"
    assert "Decided on Sun 22 Nov 2026." in words(app)
    assert plan_links(app)["Agree the next review"] == f"plan={held.plan_id}"
    assert review_due(seen()) is None


def test_a_decision_keeps_its_day_and_its_numbers_when_it_is_corrected_later(open_app, ana, clock):
    held = course_with_a_review(ana)
    subject = f"review {review_id_of(held)}"
    app = go(open_app(), "plan", review=held.plan_id)
    choose(app, ana, subject, "decision", "talk")
    press(app, ana, subject)
    shown = ana.reviews()[0].shown

    clock.now += timedelta(days=5)
    rate(ana, {-3: 9})
    again = go(open_app(), "plan", review=held.plan_id)
    choose(again, ana, subject, "decision", "stop")
    again.session_state[f"versions {subject}"] = True
    press(again, ana, subject)

    (decided,) = ana.reviews()
    assert (decided.decision, decided.decided_on, decided.shown) == (Decision.STOP, DAY, shown)
    assert "I decide to: Talk to someone first" in words(again)


def on_the_review(open_app, plan):
    return [one.value for one in go(open_app(), "plan", review=plan.plan_id).text]


def a_long_course(ana, **agreed):
    """Twenty days before the first of five weekly sessions, all rated, and more after it; the review has come."""
    rate(ana, {back: 7 - back % 3 for back in range(40, 60)} | {back: 5 - back % 2 for back in range(3, 40)})
    hold(ana, 40, 33, 26, 19, 12)
    return agree(ana, begun_on=DAY - timedelta(days=60), rule=OWN, **agreed)


@pytest.mark.parametrize(
    ("agreed", "last"),
    [({"review_on": DAY - timedelta(days=9)}, "Fri 13 Nov 2026"), ({"review_after": 5}, "Fri 13 Nov 2026")],
)
def test_a_review_says_the_same_on_whichever_day_ana_opens_it(open_app, ana, clock, agreed, last):
    held = a_long_course(ana, **agreed)
    first = on_the_review(open_app, held)
    assert (
        f"This review looks at the days up to and including {last}. What you correct in those days still counts. "
        "Later days do not, whenever you open it."
    ) in first
    assert f"As of {last}." in first
    assert any("95 % interval" in one for one in first)

    for later in (0, 3, 9):
        clock.now = EVENING + timedelta(days=later)
        rate(ana, {-later: 0})
        assert on_the_review(open_app, held) == first


def test_what_a_review_is_missing_does_not_grow_less_with_later_days(open_app, ana, clock):
    held = course_with_a_review(ana, review_after=None, review_on=DAY)
    clock.now += timedelta(days=1)
    first = on_the_review(open_app, held)
    assert any("Still missing" in one for one in first)

    clock.now += timedelta(days=20)
    rate(ana, dict.fromkeys(range(-20, 0), 4))
    assert on_the_review(open_app, held) == first


def test_a_correction_of_a_day_the_review_looks_at_counts(open_app, ana):
    held = a_long_course(ana, review_after=5)
    first = on_the_review(open_app, held)
    day = DAY - timedelta(days=10)
    ana.save_entry(Entry(day=day, pain_average=10), based_on=1, now=EVENING, zone="Europe/Berlin")

    changed = on_the_review(open_app, held)
    assert changed != first
    assert any("from 4 to 10. 14 of 14 days rated." in one for one in changed)


def test_the_only_difference_in_a_review_is_the_one_with_an_interval(open_app, ana):
    held = a_long_course(ana, review_after=5)
    apart = [one for one in on_the_review(open_app, held) if "points" in one and "%" in one]

    assert sum("your pain was on average" in one for one in apart) >= 1
    assert not [one for one in apart if "interval" not in one and "at least 2 points" not in one]
    assert not [one for one in on_the_review(open_app, held) if "difference is" in one]


def test_today_says_what_the_answers_say_and_that_pain_eases_by_itself(open_app, ana):
    held = a_long_course(ana, review_after=5)
    app = open_app()
    texts = [one.value for one in app.text]
    answers = [one for one in texts if one in on_the_review(open_app, held) and one != OWN]
    assert len(answers) == 4
    assert answers[0].startswith("Since your first session your pain has ")
    assert answers[2:] == [EASES_BY_ITSELF, "As of Fri 13 Nov 2026."]


def test_the_first_session_of_a_later_course_is_not_called_anas_first(open_app, ana):
    held = a_long_course(ana, review_after=5)
    hold(ana, 80)
    said = "\n".join(one.value for one in open_app().text)
    assert "ince the first session of this course your pain has" in said
    assert "your first session" not in said
    assert held.rule in said


def test_ana_reads_that_today_is_saved_before_her_review_is_worked_out(open_app, ana, monkeypatch):
    from acujournal.ui import due, recent, review

    a_long_course(ana, review_after=5)
    app = open_app()
    order = []

    def noting(module, name):
        there = getattr(module, name)

        def noted(*values, **more):
            found = there(*values, **more)
            order.append(name)
            return found

        monkeypatch.setattr(module, name, noted)

    noting(recent, "save_bar")
    noting(due, "plan_progress")
    noting(review, "analysis_until")
    choose(app, ana, f"entry {DAY}", "pain_average", 4)
    order.clear()
    press(app, ana, f"entry {DAY}")

    assert ana.entry(DAY).pain_average == 4
    assert order[:3] == ["save_bar", "plan_progress", "analysis_until"]


@pytest.mark.parametrize("agreed", [{}, {"review_after": 6}])
def test_a_save_on_today_works_out_nothing_while_no_review_is_due(open_app, ana, monkeypatch, agreed):
    a_long_course(ana, **agreed)
    app = open_app()

    def never(*_, **__):
        raise AssertionError("worked out")

    monkeypatch.setattr("acujournal.ui.analysing._analysis", never)
    choose(app, ana, f"entry {DAY}", "pain_average", 4)
    press(app, ana, f"entry {DAY}")

    assert ana.entry(DAY).pain_average == 4
    assert not app.exception


def test_no_decision_is_taken_for_anybody(open_app, ana):
    held = course_with_a_review(ana)
    app = go(open_app(), "plan", review=held.plan_id)
    subject = f"review {review_id_of(held)}"
    choose(app, ana, subject, "words", "I do not know yet.")
    press(app, ana, subject)

    assert app.error[0].value.startswith("Choose what you decide, then save.")
    assert ana.reviews() == ()
    assert ana.draft(subject).body["values"]["words"] == "I do not know yet."


@pytest.mark.parametrize(
    ("decision", "offered"),
    [
        ("go on", "Agree the next review"),
        ("change", "Change the plan"),
        ("pause", "Agree the next review"),
        ("talk", "Agree the next review"),
    ],
)
def test_a_decision_opens_what_may_follow_and_does_nothing_by_itself(open_app, ana, decision, offered):
    held = course_with_a_review(ana)
    app = go(open_app(), "plan", review=held.plan_id)
    choose(app, ana, f"review {review_id_of(held)}", "decision", decision)
    press(app, ana, f"review {review_id_of(held)}")

    assert {offered, "Begin another plan"} <= set(plan_links(app))
    assert ana.plans() == (held,)


def test_who_decides_to_stop_ends_the_plan_with_a_button_of_its_own(open_app, ana):
    held = course_with_a_review(ana)
    app = go(open_app(), "plan", review=held.plan_id)
    choose(app, ana, f"review {review_id_of(held)}", "decision", "stop")
    press(app, ana, f"review {review_id_of(held)}")
    assert ana.plan(held.plan_id).is_open

    app.button(key=f"plan.turn.{held.plan_id}").click().run()
    assert ana.plan(held.plan_id).ended_on == DAY
    assert "This plan has ended." in words(app)
    app = go(app, "plan")
    assert "No plan is open at present." in words(app)
    assert "Sun 22 Nov 2026: stop" in "\n".join(one.label for one in app.expander)
    assert {"Make a plan"} <= set(plan_links(app))


def test_another_review_is_agreed_after_the_first_and_both_stay(open_app, ana, clock, seen):
    held = course_with_a_review(ana)
    first = go(open_app(), "plan", review=held.plan_id)
    choose(first, ana, f"review {review_id_of(held)}", "decision", "go on")
    press(first, ana, f"review {review_id_of(held)}")
    changed = replace(held, review_after=4)
    ana.save_plan(changed, based_on=held.revision, now=EVENING, today=DAY)
    assert review_due(seen()) is None

    clock.now += timedelta(days=2)
    hold(ana, 0)
    assert review_due(seen()).review_after == 4
    second = go(open_app(), "plan", review=held.plan_id)
    choose(second, ana, f"review {review_id_of(changed)}", "decision", "pause")
    press(second, ana, f"review {review_id_of(changed)}")

    assert [(one.review_after, one.decision) for one in ana.reviews()] == [
        (3, Decision.GO_ON),
        (4, Decision.PAUSE),
    ]


def test_a_session_of_a_course_in_between_is_not_counted_again_when_the_first_is_taken_up(
    open_app, ana, seen
):
    first = agree(ana, sessions=6, review_after=4, begun_on=DAY - timedelta(days=40))
    ana.save_plan(
        replace(first, ended_on=DAY - timedelta(days=20)), based_on=first.revision, now=EVENING, today=DAY
    )
    agree(
        ana, "q" * 32, DAY - timedelta(days=20), ended_on=DAY - timedelta(days=5), sessions=3, goal="Between."
    )
    hold(ana, 30, 18, 16, 14, 2)
    app = go(open_app(), "plan", plan=first.plan_id)
    app.button(key=f"plan.turn.{first.plan_id}").click().run()
    app = go(app, "plan")

    assert app.get("progress")[0].proto.text == "**2 of 6 sessions**"
    assert "· 3 of 3 sessions" in words(app)
    assert review_due(seen()) is None
    assert plan_progress(seen()) == "2 of 6 sessions"


def test_sessions_of_the_past_count_in_the_new_plan_alone(open_app, ana):
    agree(ana, sessions=6)
    hold(ana, 20, 9, 2)
    assert "Each session counts in one plan only" in words(go(open_app(), "plan", plan="new"))
    app = go(
        begin_another(open_app, ana, sessions="4", first_session_on=str(DAY - timedelta(days=9))), "plan"
    )

    assert "· 1 of 6 sessions" in words(app)
    assert app.get("progress")[0].proto.text == "**2 of 4 sessions**"


def decide(open_app, ana, held, decision="go on", words="My words."):
    subject = f"review {review_id_of(held)}"
    app = go(open_app(), "plan", review=held.plan_id)
    choose(app, ana, subject, "decision", decision)
    choose(app, ana, subject, "words", words)
    return press(app, ana, subject)


def test_a_decision_is_deleted_and_brought_back(open_app, ana, seen):
    held = course_with_a_review(ana)
    app = decide(open_app, ana, held)
    review_id = review_id_of(held)
    app.button(key=f"review.delete.{review_id}").click().run()
    assert ana.reviews() == ()
    assert review_due(seen()) == held
    app.button(key="review.undo").click().run()
    assert [one.words for one in ana.reviews()] == ["My words."]
    assert "Decided on Sun 22 Nov 2026." in words(app)

    app = go(app, "plan")
    app.button(key=f"plan.undecide.{review_id}").click().run()
    assert ana.reviews() == ()
    assert "Deleted in the last 30 days: 1 decision" in [one.label for one in app.expander]
    app.button(key=f"plan.redecide.{review_id}").click().run()
    assert [one.words for one in ana.reviews()] == ["My words."]


def test_a_deleted_decision_can_be_taken_anew(open_app, ana, clock):
    held = course_with_a_review(ana)
    app = decide(open_app, ana, held)
    app.button(key=f"review.delete.{review_id_of(held)}").click().run()
    clock.now += timedelta(days=1)
    app = decide(open_app, ana, held, "pause", "Another day.")

    (decided,) = ana.reviews()
    assert (decided.decision, decided.decided_on, decided.words) == (
        Decision.PAUSE,
        DAY + timedelta(days=1),
        "Another day.",
    )
    assert not [one for one in app.button if one.key == "review.undo"]


def test_words_for_a_decision_are_there_after_the_plan_was_ended(open_app, ana):
    held = course_with_a_review(ana)
    subject = f"review {review_id_of(held)}"
    choose(go(open_app(), "plan", review=held.plan_id), ana, subject, "words", OWN)
    app = go(open_app(), "plan", plan=held.plan_id)
    app.button(key=f"plan.turn.{held.plan_id}").click().run()
    assert plan_links(app)["The review of this plan"] == f"review={held.plan_id}"

    app = go(open_app(), "plan")
    label = "Not saved yet: my decision about the plan of Fri 23 Oct 2026"
    assert plan_links(app)[label] == f"review={held.plan_id}"
    app = go(app, "plan", review=held.plan_id)
    assert "You can still write down what you decided" in words(app)
    # Ended today: the numbers are those up to the day before.
    assert "Sat 21 Nov 2026): average pain" in words(app)
    choose(app, ana, subject, "decision", "stop")
    press(app, ana, subject)
    assert [(one.decision, one.words) for one in ana.reviews()] == [(Decision.STOP, OWN)]
    assert label not in plan_links(go(app, "plan"))


def test_a_decision_about_what_is_agreed_no_more_is_refused_and_its_words_stay(open_app, ana):
    held = course_with_a_review(ana)
    subject = f"review {review_id_of(held)}"
    app = go(open_app(), "plan", review=held.plan_id)
    choose(app, ana, subject, "decision", "stop")
    choose(app, ana, subject, "words", OWN)
    ana.save_plan(replace(held, review_after=5), based_on=held.revision, now=EVENING, today=DAY)
    press(app, ana, subject)

    assert ana.reviews() == ()
    app.run()
    said = words(app)
    assert "What was agreed has changed since you began to write about the review after 3 sessions." in said
    assert f"I decide to: Stop\n{LABELS['words']}: {OWN}" in [one.value for one in app.text]
    fresh = go(open_app(), "plan")
    assert "Not saved yet: my decision about the plan of Fri 23 Oct 2026" in plan_links(fresh)
    fresh = go(fresh, "plan", review=held.plan_id)
    assert f"I decide to: Stop\n{LABELS['words']}: {OWN}" in [one.value for one in fresh.text]
    fresh.button(key=f"review.throw.{review_id_of(held)}").click().run()
    assert ana.draft(subject) is None
    assert OWN not in "\n".join(one.value for one in fresh.text if "I decide" in one.value)


def test_a_refused_decision_says_why(ana, seen):
    held = course_with_a_review(ana)
    page = seen()
    refuse_changed_agreement(page, held)
    changed = ana.save_plan(replace(held, review_after=5), based_on=held.revision, now=EVENING, today=DAY)
    with pytest.raises(BadValue, match="It was after 3 sessions, and now it is after 5 sessions"):
        refuse_changed_agreement(page, held)
    ana.delete_plan(held.plan_id, based_on=changed.revision, now=EVENING)
    with pytest.raises(BadValue, match="was deleted meanwhile"):
        refuse_changed_agreement(page, held)


def test_after_a_decision_the_next_review_lies_above_the_sessions_held(open_app, ana):
    held = course_with_a_review(ana)
    app = decide(open_app, ana, held)
    assert "Sessions that took place so far: 3." in words(app)
    subject = f"plan {held.plan_id}"
    app = go(app, "plan", plan=held.plan_id)
    assert "The review after 3 sessions is decided. To look back again, agree a later one." in words(app)

    press(app, ana, subject)
    assert app.error[0].value.startswith("The review after 3 sessions is decided already.")
    choose(app, ana, subject, "review_after", "2")
    press(app, ana, subject)
    assert "choose a number above 3" in app.error[0].value
    choose(app, ana, subject, "review_after", "5")
    press(app, ana, subject)
    assert ana.plan(held.plan_id).review_after == 5


def test_other_care_is_counted_among_the_explanations_and_not_kept_by_name(open_app, ana):
    held = course_with_a_review(ana)
    begun = Ongoing(ongoing_id="o", kind=OngoingKind.MEDICINE, name=OWN, began_on=DAY - timedelta(days=3))
    ana.save_ongoing(begun, based_on=0, now=EVENING)
    decide(open_app, ana, held)

    assert "1 change of medicines or other care in this time" in ana.reviews()[0].shown
    assert OWN not in ana.reviews()[0].shown


def test_two_tabs_that_decide_are_shown_both(open_app, ana):
    held = course_with_a_review(ana)
    subject = f"review {review_id_of(held)}"
    first = go(open_app(), "plan", review=held.plan_id)
    second = go(open_app(), "plan", review=held.plan_id)
    choose(first, ana, subject, "decision", "go on")
    choose(second, ana, subject, "decision", "stop")
    press(first, ana, subject)
    press(second, ana, subject)

    assert "The decision was saved in another tab" in words(second)
    assert "On this screen: Stop" in words(second)
    assert ana.reviews()[0].decision is Decision.GO_ON


@pytest.mark.parametrize("address", [{"plan": "none"}, {"review": "none"}, {"plan": "' OR 1=1"}])
def test_an_address_of_no_plan_is_a_sentence(open_app, ana, address):
    app = go(open_app(), "plan", **address)

    assert not app.error
    assert "There is no such plan." in words(app)


def test_without_a_plan_today_has_nothing_to_say(ana, seen):
    assert plan_progress(seen()) is None
    assert review_due(seen()) is None


@pytest.mark.parametrize("address", [{"visit": "1"}, {"ongoing": "list"}])
def test_what_is_linked_from_the_plan_opens(open_app, ana, address):
    app = go(open_app(), "plan", **address)

    assert not app.exception
    assert not app.error
    assert app.title[0].value != "Plan"


def test_cleo_sees_one_line_and_nothing_of_anas_plan(open_app, ana, stranger):
    agree(ana, reason=OWN)
    app = open_app(stranger)
    app.switch_page("../pages/plan.py").run()

    assert [one.value for one in app.text] == [CLOSED.strip()]
