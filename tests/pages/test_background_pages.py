"""The record of the first visit, the lists of medicines and other care, and what Progress says of their changes."""

from datetime import date, timedelta

import pytest

from acujournal import charts
from acujournal.background import FirstVisit, Ongoing, OngoingKind, YesNo, care_changes
from acujournal.journal import Entry, Journal
from acujournal.server.sentences import CLOSED
from acujournal.ui.period import table_html
from acujournal.weekly import WeeklyCheck
from tests.pages.conftest import EVENING, choose, control, go, press, words

DAY = date(2026, 11, 22)
UNTIL = DAY + timedelta(days=1)
VISIT = "visit first"
#: Words that would do something if they were ever taken for markup.
HOSTILE = "<b>Ibu</b> ![x](http://a) :red[600]"


def visit(app):
    return go(app, "plan", visit="1")


def ongoing(app, asked="list"):
    return go(app, "plan", ongoing=asked)


def save_visit(ana, **answers):
    there = ana.first_visit()
    return ana.save_first_visit(FirstVisit(**answers), based_on=there.revision if there else 0, now=EVENING)


def save_one(ana, name, *, kind=OngoingKind.MEDICINE, ongoing_id=None, **days):
    one = Ongoing(ongoing_id=ongoing_id or name, kind=kind, name=name, **days)
    there = ana.ongoing(one.ongoing_id)
    return ana.save_ongoing(one, based_on=there.revision if there else 0, now=EVENING)


def write(ana, day=DAY, **answers):
    return ana.save_entry(Entry(day=day, **answers), based_on=0, now=EVENING, zone="Europe/Berlin")


# The first visit


def test_ana_writes_her_record_and_finds_it_again(open_app, ana):
    app = visit(open_app())
    assert "never stop it for acupuncture without whoever prescribed it" in words(app)
    assert "Your practitioner should know these before the first needle" in words(app)
    choose(app, ana, VISIT, "places", ["back_low_back_left"])
    choose(app, ana, VISIT, "since", "Since spring 2023.")
    choose(app, ana, VISIT, "blood_thinners", "yes")
    choose(app, ana, VISIT, "pregnancy", "unsure")
    press(app, ana, VISIT)

    kept = ana.first_visit()
    assert "Saved at 20:14" in words(app)
    assert kept.places == ("back_low_back_left",)
    assert (kept.since, kept.blood_thinners, kept.pregnancy) == (
        "Since spring 2023.",
        YesNo.YES,
        YesNo.UNSURE,
    )
    assert (kept.pacemaker, kept.goals) == (None, ""), "what was not asked for is not answered"
    assert ana.draft(VISIT) is None


def test_a_plain_answer_can_be_taken_back(open_app, ana):
    save_visit(ana, pacemaker=YesNo.NO, goals="To garden.")
    app = visit(open_app())
    choose(app, ana, VISIT, "pacemaker", "")
    press(app, ana, VISIT)

    assert ana.first_visit().pacemaker is None
    assert ana.first_visit().goals == "To garden."


def test_an_empty_record_is_not_saved_and_says_what_to_do(open_app, ana):
    app = press(visit(open_app()), ana, VISIT)

    assert "Answer at least one question" in words(app)
    assert ana.first_visit() is None


def test_an_answer_that_is_too_long_is_refused_and_nothing_is_lost(open_app, ana):
    app = visit(open_app())
    choose(app, ana, VISIT, "goals", "x" * 4_001)
    press(app, ana, VISIT)

    assert "What I hope for can hold 4,000 characters" in words(app)
    assert len(ana.draft(VISIT).body["values"]["goals"]) == 4_001
    assert ana.first_visit() is None


def test_an_unsaved_record_is_there_again_in_a_new_tab(open_app, ana):
    choose(visit(open_app()), ana, VISIT, "worse", "Long drives.")
    again = visit(open_app())

    assert "what you had not saved at 20:14" in words(again)
    press(again, ana, VISIT)
    assert ana.first_visit().worse == "Long drives."


def test_two_tabs_with_a_record_are_shown_both(open_app, ana, clock):
    first, second = visit(open_app()), visit(open_app())
    choose(first, ana, VISIT, "better", "Heat.")
    choose(second, ana, VISIT, "better", "Walking.")
    press(first, ana, VISIT)
    clock.now += timedelta(minutes=1)
    second.run()

    assert "The record of the first visit was saved in another tab at 20:14" in words(second)
    assert {"On this screen: Walking.", "In the journal: Heat."} <= {one.value for one in second.text}
    press(second, ana, VISIT, "mine")
    assert ana.first_visit().better == "Walking."
    assert "1 earlier version" in [one.label for one in second.expander]


def test_a_deleted_record_comes_back(open_app, ana):
    save_visit(ana, goals="To garden.")
    app = visit(open_app())
    app.button(key="visit.delete").click().run()
    assert ana.first_visit() is None
    assert "Your record is deleted" in words(app)

    app.button(key="visit.undo").click().run()
    assert ana.first_visit().goals == "To garden."
    assert "is deleted" not in words(app)


def test_after_a_deletion_another_record_can_be_begun_and_the_old_one_waits(open_app, ana):
    save_visit(ana, goals="To garden.")
    app = visit(open_app())
    app.button(key="visit.delete").click().run()
    app.button(key="visit.anew").click().run()
    assert "Your record is deleted" in words(app)
    mount = app.session_state["forms"][ana.journal_id, VISIT].mount
    app.session_state[control(ana, "better", subject=VISIT, mount=mount)] = {"value": "Heat."}
    app.run()
    press(app, ana, VISIT, mount=mount)

    assert (ana.first_visit().better, ana.first_visit().goals) == ("Heat.", "")
    assert "To garden." in [version.value.goals for version in ana.versions(VISIT)]


def test_what_was_typed_over_a_record_another_tab_deletes_stays(open_app, ana):
    saved = save_visit(ana, goals="To garden.")
    app = visit(open_app())
    choose(app, ana, VISIT, "better", "Heat.")
    ana.delete_first_visit(based_on=saved.revision, now=EVENING)
    app.run()

    assert "The record of the first visit was deleted" in words(app)
    press(app, ana, VISIT, "mine")
    assert ana.first_visit().better == "Heat."


def test_medicines_of_the_list_are_offered_and_never_written_silently(open_app, ana):
    save_one(ana, "Ibuprofen 600 mg", began_on=date(2026, 11, 12))
    save_one(ana, "Amitriptyline 10 mg")
    save_one(ana, "Ended long ago", ended_on=date(2026, 1, 1))
    app = visit(open_app())
    choose(app, ana, VISIT, "medicines", "amitriptyline 10 mg at night")
    assert ana.draft(VISIT).body["values"]["medicines"] == "amitriptyline 10 mg at night"

    assert app.button(key="visit.medicines").label == "Write in 1 medicine from my list"
    app.button(key="visit.medicines").click().run()
    assert ana.draft(VISIT).body["values"]["medicines"] == (
        "amitriptyline 10 mg at night\nIbuprofen 600 mg, since Thu 12 Nov 2026"
    )
    assert not [one for one in app.button if one.key == "visit.medicines"]
    assert ana.first_visit() is None, "offered and written, but saved by nobody but Ana"
    press(app, ana, VISIT, mount=1)
    assert "Ibuprofen 600 mg" in ana.first_visit().medicines


def test_whoever_has_no_list_is_offered_nothing(open_app, ana):
    app = visit(open_app())

    assert not [one for one in app.button if one.key == "visit.medicines"]


def test_the_page_to_print_holds_only_what_was_answered(open_app, ana):
    save_visit(ana, places=("back_low_back_left",), medicines=HOSTILE, pacemaker=YesNo.NO)
    app = go(open_app(), "plan", visit="print")
    shown = words(app)

    assert "Written by the patient; saved on Sunday 22 November 2026, 20:14." in shown
    assert "Do you have a pacemaker" in shown
    assert "Are you pregnant" not in shown
    assert "What I hope for" not in shown
    assert HOSTILE in [one.value for one in app.text]
    assert all(HOSTILE not in one.value for one in app.markdown)
    assert all("Ibu" not in one.proto.body for one in app.get("html"))


def test_the_page_to_print_says_what_is_not_on_it(open_app, ana):
    save_visit(ana, goals="To garden.")
    app = visit(open_app())
    choose(app, ana, VISIT, "goals", "To garden again.")
    go(app, "plan", visit="print")

    assert "not saved yet" in app.warning[0].value
    assert "To garden." in [one.value for one in app.text]
    assert "To garden again." not in words(app)


def test_there_is_nothing_to_print_before_the_first_save(open_app, ana):
    assert "Nothing is saved yet" in words(go(open_app(), "plan", visit="print"))


def test_cleo_reads_nothing_of_the_record(open_app, ana, stranger):
    save_visit(ana, goals="To garden.")
    save_one(ana, "Ibuprofen 600 mg")
    app = open_app(viewer=stranger)
    for address in ({"visit": "1"}, {"visit": "print"}, {"ongoing": "list"}, {"ongoing": "Ibuprofen 600 mg"}):
        assert words(go(app, "plan", **address)) == CLOSED.strip()
        assert not app.get("bidi_component")


# Medicines and other care


def test_ana_adds_a_medicine_and_it_has_a_card_of_its_own(open_app, ana):
    subject = "ongoing new-medicine"
    app = ongoing(open_app(), "new-medicine")
    choose(app, ana, subject, "name", "Ibuprofen 600 mg")
    choose(app, ana, subject, "began_on", "2026-11-12")
    press(app, ana, subject)

    (one,) = ana.all_ongoing()
    assert (one.kind, one.name, one.began_on, one.ended_on) == (
        OngoingKind.MEDICINE,
        "Ibuprofen 600 mg",
        date(2026, 11, 12),
        None,
    )
    assert app.query_params["ongoing"] == one.ongoing_id
    assert "Saved at 20:14" in words(app)
    assert ana.drafts(subject) == ()

    ongoing(app, "new-medicine")
    assert app.session_state["forms"][ana.journal_id, subject].values["name"] == ""


def test_pressing_save_twice_makes_one(open_app, ana):
    subject = "ongoing new-care"
    app = ongoing(open_app(), "new-care")
    choose(app, ana, subject, "name", "Yoga")
    press(app, ana, subject)
    one = ana.all_ongoing()[0]
    choose(app, ana, subject, "note", "Tuesdays")
    app.button(
        key=app.session_state["forms"][ana.journal_id, f"ongoing {one.ongoing_id}"].key("save")
    ).click()
    app.run()

    assert len(ana.all_ongoing()) == 1
    assert ana.all_ongoing()[0].kind is OngoingKind.CARE


def test_an_end_before_the_start_is_told_and_nothing_is_lost(open_app, ana):
    subject = "ongoing new-medicine"
    app = ongoing(open_app(), "new-medicine")
    for name, value in {
        "name": "Ibuprofen",
        "began_on": "2026-11-12",
        "ended_on": "2026-11-01",
        "note": "After meals",
    }.items():
        choose(app, ana, subject, name, value)
    press(app, ana, subject)

    assert "It ends before it begins. Change one of the two dates." in words(app)
    assert ana.all_ongoing() == ()
    assert ana.draft(subject).body["values"] == {
        "name": "Ibuprofen",
        "began_on": "2026-11-12",
        "ended_on": "2026-11-01",
        "note": "After meals",
    }
    choose(app, ana, subject, "ended_on", "2026-11-20")
    press(app, ana, subject)
    assert ana.all_ongoing()[0].ended_on == date(2026, 11, 20)


def test_a_medicine_without_a_name_says_what_to_write(open_app, ana):
    app = press(ongoing(open_app(), "new-medicine"), ana, "ongoing new-medicine")

    assert "Write a name, such as" in words(app)
    assert ana.all_ongoing() == ()


def test_what_goes_on_stands_before_what_has_ended(open_app, ana):
    save_one(ana, "Ended", began_on=date(2026, 1, 1), ended_on=date(2026, 2, 1))
    save_one(ana, "Old one")
    save_one(ana, "New one", began_on=date(2026, 11, 1))
    save_one(ana, "Yoga", kind=OngoingKind.CARE)
    app = ongoing(open_app())
    shown = [one.value for one in app.text]

    named = [line for line in shown if " · " in line]
    assert named == ["1 · New one", "2 · Old one", "3 · Ended", "4 · Yoga"]
    assert [one.value for one in app.subheader] == ["Going on", "Ended", "Going on"]
    links = [link.proto.label for link in app.get("page_link")]
    assert "3 · Thu 1 Jan 2026 to Sun 1 Feb 2026 · change" in links
    assert "2 · Since before this journal · change" in links
    assert not [one for one in app.button if one.key == "ongoing.end.Ended"]


def test_one_tap_ends_it_today_and_one_takes_that_back(open_app, ana):
    save_one(ana, "Ibuprofen 600 mg", began_on=date(2026, 11, 1))
    app = ongoing(open_app())
    app.button(key="ongoing.end.Ibuprofen 600 mg").click().run()
    assert ana.ongoing("Ibuprofen 600 mg").ended_on == DAY
    assert "Ended today: Ibuprofen 600 mg" in [one.value for one in app.text]

    app.button(key="ongoing.go_on").click().run()
    assert ana.ongoing("Ibuprofen 600 mg").ended_on is None
    assert "Ended today" not in words(app)


def test_ended_today_is_said_on_that_day_and_no_longer(open_app, ana, clock):
    save_one(ana, "Ibuprofen", began_on=date(2026, 11, 1))
    app = ongoing(open_app())
    app.button(key="ongoing.end.Ibuprofen").click().run()
    clock.now += timedelta(days=3)
    app.run()

    assert "Ended today" not in words(app)
    assert "1 · Sun 1 Nov 2026 to Sun 22 Nov 2026 · change" in [
        link.proto.label for link in app.get("page_link")
    ]


def test_no_two_links_or_buttons_of_the_lists_are_called_the_same(open_app, ana):
    for name in ("Ibuprofen", "Paracetamol", "Amitriptyline"):
        save_one(ana, name, began_on=date(2026, 11, 12))
    for name in ("Yoga", "Massage"):
        save_one(ana, name, kind=OngoingKind.CARE, began_on=date(2026, 11, 12))
    for name in ("Heat", "Cold"):
        saved = save_one(ana, name, kind=OngoingKind.CARE)
        ana.delete_ongoing(name, based_on=saved.revision, now=EVENING)
    app = ongoing(open_app())

    ends = [one.label for one in app.button if one.label.endswith("It ended today")]
    backs = [one.label for one in app.button if "Bring it back" in one.label]
    changes = [link.proto.label for link in app.get("page_link") if link.proto.label.endswith("· change")]
    assert ends == [f"{number} · It ended today" for number in range(1, 6)]
    assert changes == [f"{number} · Since Thu 12 Nov 2026 · change" for number in range(1, 6)]
    assert [label[:2] for label in backs] == ["1 ", "2 "]
    third = next(one for one in app.button if one.label == "3 · It ended today")
    name = third.key.removeprefix("ongoing.end.")
    assert f"3 · {name}" in [one.value for one in app.text], "the number is that of the name"


def test_an_end_of_what_another_tab_has_changed_is_not_put_over_it(open_app, ana):
    save_one(ana, "Ibuprofen", began_on=date(2026, 11, 1))
    app = ongoing(open_app())
    save_one(ana, "Ibuprofen 600", ongoing_id="Ibuprofen", began_on=date(2026, 11, 1))
    app.button(key="ongoing.end.Ibuprofen").click().run()

    assert ana.ongoing("Ibuprofen").ended_on is None
    assert "another tab" in app.error[0].value
    assert "1 · Ibuprofen 600" in [one.value for one in app.text]


def test_what_begins_tomorrow_cannot_end_today(open_app, ana):
    save_one(ana, "Yoga", kind=OngoingKind.CARE, began_on=DAY + timedelta(days=1))

    assert not [one for one in ongoing(open_app()).button if one.key == "ongoing.end.Yoga"]


def test_a_deleted_medicine_comes_back_from_its_card_and_from_the_list(open_app, ana):
    save_one(ana, "Ibuprofen")
    app = ongoing(open_app(), "Ibuprofen")
    app.button(key="ongoing.delete.Ibuprofen").click().run()
    assert ana.all_ongoing() == ()
    app.button(key="ongoing.undo").click().run()
    assert len(ana.all_ongoing()) == 1

    app.button(key="ongoing.delete.Ibuprofen").click().run()
    ongoing(app)
    app.button(key="ongoing.restore.Ibuprofen").click().run()
    assert len(ana.all_ongoing()) == 1
    assert not app.exception


def test_a_card_that_is_not_there_says_so(open_app, ana):
    assert "There is no such card" in words(ongoing(open_app(), "nonsense"))


def test_earlier_versions_and_two_tabs_of_a_medicine(open_app, ana, clock):
    save_one(ana, "Ibuprofen", note="Mornings")
    subject = "ongoing Ibuprofen"
    first, second = ongoing(open_app(), "Ibuprofen"), ongoing(open_app(), "Ibuprofen")
    choose(first, ana, subject, "note", "Evenings")
    choose(second, ana, subject, "note", "Noon")
    press(first, ana, subject)
    clock.now += timedelta(minutes=1)
    second.run()
    assert "The medicine was saved in another tab at 20:14" in words(second)

    press(second, ana, subject, "theirs")
    assert ana.ongoing("Ibuprofen").note == "Evenings"
    assert "1 earlier version" in [one.label for one in second.expander]


def test_medicines_of_the_check_in_are_offered_by_name(open_app, ana):
    write(ana, medicines=("Paracetamol",))
    app = ongoing(open_app(), "new-medicine")
    key = control(ana, "name", subject="ongoing new-medicine")
    offered = [one.proto.json for one in app.get("bidi_component") if key in one.proto.json]

    assert offered
    assert '"Paracetamol"' in offered[0]


@pytest.mark.parametrize("address", [{"ongoing": "list"}, {"ongoing": "x"}])
def test_a_name_is_never_taken_for_markup(open_app, ana, address):
    save_one(ana, HOSTILE, ongoing_id="x", began_on=DAY)
    write(ana, pain_average=4)
    for app in (go(open_app(), "plan", **address), go(open_app(), "progress")):
        labels = [link.proto.label for link in app.get("page_link")] + [one.label for one in app.button]
        assert "Ibu" not in " ".join(labels)
        assert all("Ibu" not in one.value for one in (*app.markdown, *app.caption, *app.title))
        assert all("Ibu" not in one.proto.body for one in app.get("html"))


# Progress


def test_progress_lists_what_else_changed_newest_first_and_names_no_cause(open_app, ana):
    write(ana, DAY - timedelta(days=30), pain_average=6)
    save_one(ana, "Ibuprofen 400 mg", began_on=date(2026, 11, 1), ended_on=date(2026, 11, 12))
    save_one(ana, "Yoga", kind=OngoingKind.CARE, began_on=date(2026, 11, 20))
    app = go(open_app(), "progress")
    shown = [one.value for one in app.text]

    assert "Changes of medicine or other care can explain a change in pain as well as needles can." in shown
    order = [
        shown.index(line)
        for line in (
            "Fri 20 Nov 2026: Yoga began",
            "Thu 12 Nov 2026: Ibuprofen 400 mg ended",
            "Sun 1 Nov 2026: Ibuprofen 400 mg began",
        )
    ]
    assert order == sorted(order)
    assert "strokes: medicine or other care" in words(app).lower()


def test_more_than_five_changes_fold_away(open_app, ana):
    write(ana, DAY - timedelta(days=30), pain_average=6)
    for number in range(7):
        save_one(ana, f"Medicine {number}", began_on=DAY - timedelta(days=number))
    app = go(open_app(), "progress")

    (fold,) = [one for one in app.expander if "earlier change" in one.label]
    assert fold.label == "2 earlier changes"
    assert [one.value for one in fold.text] == [
        "Tue 17 Nov 2026: Medicine 5 began",
        "Mon 16 Nov 2026: Medicine 6 began",
    ]


def test_a_journal_without_changes_says_nothing_of_them(open_app, ana):
    write(ana, pain_average=4)
    save_one(ana, "Amitriptyline")
    app = go(open_app(), "progress")

    assert "What else changed" not in words(app)
    assert "Medicines and other care" in [link.proto.label for link in app.get("page_link")]


def test_a_change_outside_the_period_is_not_listed(open_app, ana):
    for days in (200, 0):
        write(ana, DAY - timedelta(days=days), pain_average=4)
    save_one(ana, "Yoga", kind=OngoingKind.CARE, began_on=DAY - timedelta(days=150))
    app = go(open_app(), "progress")
    assert "What else changed" not in words(app)

    app = go(open_app(), "progress", period="1 year")
    assert "What else changed" in words(app)


NOTHING = "Nothing is written in this period yet"
ASKED = "Is it helping me?"
LEFT, RIGHT = "back_low_back_left", "back_low_back_right"


def drawings(app):
    return len(app.get("vega_lite_chart"))


def test_progress_of_places_alone_shows_the_body_and_no_course(open_app, ana):
    for back in range(5):
        write(ana, DAY - timedelta(days=back), places=(LEFT,))
    app = go(open_app(), "progress")

    assert NOTHING not in words(app)
    assert "5 days logged of 5 (100 %), 0 with an average pain; 0 sessions" in words(app)
    assert [one.value for one in app.header] == [ASKED, "Where it hurt"]
    assert "Answered on 5 of 5 logged days." in words(app)
    assert drawings(app) == 1


def test_progress_of_weekly_answers_alone_shows_them_and_does_not_call_the_period_empty(open_app, ana):
    for back in (7, 0):
        check = WeeklyCheck(day=DAY - timedelta(days=back), pain=6, enjoyment=4, activity=2)
        ana.save_weekly_check(check, based_on=0, now=EVENING, zone="Europe/Berlin")
    app = go(open_app(), "progress")

    assert NOTHING not in words(app)
    assert [one.value for one in app.header] == [ASKED, "Pain and what it keeps me from"]
    assert drawings(app) == 1


def test_progress_of_a_change_alone_lists_it(open_app, ana):
    save_one(ana, "Yoga", kind=OngoingKind.CARE, began_on=date(2026, 11, 1))
    app = go(open_app(), "progress")

    assert NOTHING not in words(app)
    assert "Sun 1 Nov 2026: Yoga began" in words(app)
    assert drawings(app) == 0


def test_progress_says_that_nothing_is_written_where_all_of_it_lies_before_the_period(open_app, ana):
    long_ago = DAY - timedelta(days=200)
    write(ana, long_ago, pain_average=4, places=(LEFT,))
    check = WeeklyCheck(day=long_ago, pain=6)
    ana.save_weekly_check(check, based_on=0, now=EVENING, zone="Europe/Berlin")
    save_one(ana, "Yoga", kind=OngoingKind.CARE, began_on=long_ago)

    app = go(open_app(), "progress")
    assert NOTHING in words(app)
    assert "No weekly answers in this period." in words(app)
    assert drawings(app) == 0
    assert NOTHING not in words(go(open_app(), "progress", period="1 year"))


def test_a_few_answered_days_are_counted_and_not_drawn(open_app, ana):
    for back, places in enumerate([(LEFT, RIGHT), (LEFT,), ("nowhere",), (LEFT,), ()]):
        write(ana, DAY - timedelta(days=back), places=places, stress=4)
    app = go(open_app(), "progress")
    (table,) = [html.proto.body for html in app.get("html") if "<table" in html.proto.body]

    assert "Answered on 4 of 5 logged days." in words(app)
    assert "A map needs 5 answered days; this period has 4." in words(app)
    rows = [
        '<th scope="row">Left lower back</th><td>3 of 4</td>',
        '<th scope="row">Right lower back</th><td>1 of 4</td>',
        '<th scope="row">Nowhere</th><td>1 of 4</td>',
    ]
    assert [table.index(row) for row in rows] == sorted(table.index(row) for row in rows)
    assert drawings(app) == 1, "the course, and no body"

    write(ana, DAY - timedelta(days=5), places=(RIGHT,))
    app = go(open_app(), "progress")
    assert drawings(app) == 2
    assert "A map needs" not in words(app)


def test_the_table_counts_the_changes_of_a_day_and_of_a_week():
    on = date(2026, 11, 12)
    ongoing = (
        Ongoing(ongoing_id="1", kind=OngoingKind.MEDICINE, name="Secret 400", ended_on=on),
        Ongoing(ongoing_id="2", kind=OngoingKind.MEDICINE, name="Secret 600", began_on=on),
    )

    def table(days):
        first = DAY - timedelta(days=days)
        journal = Journal(entries=(Entry(day=DAY, pain_average=4),))
        return table_html(
            charts.course_of(journal, first, UNTIL, changes=care_changes(ongoing, first, UNTIL))
        )

    for days, row in ((30, "Thu 12 Nov 2026"), (800, "Mon 9 Nov 2026")):
        assert f'<th scope="row">{row} <small>2 changes</small></th>' in table(days)
        assert table(days).count("<small>") == 1
        assert "Changes are medicines and other care that began or ended" in table(days)
        assert "Secret" not in table(days)
    assert "hanges" not in table(5)
