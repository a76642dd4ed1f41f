"""What a report says, before it has a form: numbers of the period, words of the screen, nothing that was not chosen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from acujournal.charts import body_shares, course_of, relief_of
from acujournal.charts.paper import (
    PAIN,
    how_to_read_paper,
    paper_body,
    paper_course,
    paper_course_of,
    paper_relief,
)
from acujournal.errors import BadValue
from acujournal.journal import Entry, Journal
from acujournal.report import Section, Selection, analysis_of, contents
from acujournal.report.cells import NONE
from acujournal.report.contents import (
    INVENTED,
    NOT_A_RECORD,
    SCALE,
    TOO_FEW,
    WHO_WRITES,
)
from acujournal.report.page_two import NO_DAY_FILLED
from acujournal.stats import wording
from acujournal.treatment import EffectKind, Severity, SideEffect
from acujournal.weekly import WeeklyCheck
from tests.charts.diaries import luminance
from tests.report.people import TODAY, bare, chosen, fullest, rated, report, said, session, year

FORBIDDEN = (
    "effective",
    "works",
    "it worked",
    "caused",
    "responder",
    "proves",
    "significant",
    "severe",
    "moderate",
    "mild",
)


def part(found, key):
    return next((one for one in (*found.page_one, *found.page_two) if one.key == key), None)


def tile(found, name):
    return next(one for one in found.tiles if one.name == name)


def test_the_header_says_whose_which_days_and_how_many_were_filled():
    found = report(91)
    assert (found.name, found.reader) == ("Ana M.", "Ben")
    assert found.period == "Mon 24 Aug 2026 to Sun 22 Nov 2026 (91 days)"
    assert found.made_on == "Made on Mon 23 Nov 2026"
    assert found.filled[0].startswith("82 of 91 days filled (90 %)")
    assert found.header == (NOT_A_RECORD, WHO_WRITES)
    assert found.period_notes == ()
    assert found.below_tiles[0] == SCALE


def test_key_figures_are_plain_counts_of_the_period_and_of_as_many_days_before():
    found = bare(
        rated([8, 8, 8, 8, 8, 8, 8, 2, 4, 6, 7, 7, 1, 3], pain_worst=9), first=TODAY - timedelta(days=7)
    )
    average = tile(found, "Average pain")
    assert average.value == "4.3"
    assert average.detail == "of 7 rated days; median 4, from 1 to 7"
    assert average.before == "before: 8.0 (of 7 rated days)"
    assert tile(found, "Days with pain 7 or more").value == "2"
    assert tile(found, "Days with pain 7 or more").before == "before: 7 of 7"
    assert tile(found, "Worst pain").value == "9"
    assert "on 7 days of 7 answered, last on Sun 22 Nov 2026" in tile(found, "Worst pain").detail
    assert tile(found, "Weekly score (PEG)").detail == "no weekly answers in this period"


def test_too_few_days_before_are_counted_and_not_averaged():
    found = bare(rated([5] * 12), first=TODAY - timedelta(days=8))
    assert tile(found, "Average pain").before == "before: too few (4 of 8 days)"


def test_with_fewer_than_seven_rated_days_there_is_a_list_and_no_average():
    found = bare(rated([5, None, 6, 3]))
    assert found.tiles == ()
    assert part(found, "pain") is None
    assert found.below_tiles == (TOO_FEW,)
    assert [row[1] for row in found.listed.rows] == ["5", "6", "3"]
    assert not any(
        "mean" in text.lower() and "plain means" not in text for text in said(found) if "Average" not in text
    )


def test_a_period_without_entries_says_so_and_breaks_nothing():
    found = bare()
    assert found.tiles == ()
    assert found.listed is None
    assert found.filled == ("0 of 91 days filled (0 %).",)


def test_one_entry_is_a_list_of_one():
    found = bare(rated([4]))
    assert found.filled[0] == "1 of 1 day filled (100 %)."
    assert len(found.listed.rows) == 1


def test_days_before_the_journal_began_do_not_count_as_missing():
    found = bare(rated([5] * 20), first=TODAY - timedelta(days=300))
    assert found.filled == ("20 of 20 days filled (100 %).",)


def test_an_evening_that_may_still_come_is_not_a_missing_day():
    entries = rated([5] * 20)
    found = bare(entries, until=TODAY + timedelta(days=1))
    assert found.filled[0].startswith("20 of 20 days")
    found = bare((*entries, Entry(day=TODAY, pain_average=4)), until=TODAY + timedelta(days=1))
    assert found.filled[0].startswith("21 of 21 days")


def shapes_of(drawing):
    """The corners of each layer that is drawn, by its name."""
    return drawing.rows["shapes"]["coordinates"].to_dict()


def words_of(drawing):
    return drawing.rows["words"]["words"].tolist()


def drawn_course(pains, **more):
    journal = Journal(zone="UTC", entries=rated(pains, **more))
    first = TODAY - timedelta(days=len(pains))
    return paper_course_of(journal, course_of(journal, first, TODAY))


def test_a_missed_day_is_a_gap_and_not_a_zero():
    course = drawn_course([5, 6, None, 4, 4, 4, 4, 4, 4])
    pain = shapes_of(paper_course(course))["pain"]
    assert [len(line) for line in pain] == [2, 6]
    assert max(y for line in pain for _, y in line) < PAIN.bottom, "nothing is drawn at zero"
    assert "Gaps are days without a rating" in how_to_read_paper(course)


def test_a_day_between_two_gaps_is_seen_as_a_dot():
    course = drawn_course([None if n % 2 else 5 for n in range(300)])
    shapes = shapes_of(paper_course(course))
    assert "pain" not in shapes
    assert len(shapes["dots"]) == 150


def test_the_axis_of_pain_is_the_same_whatever_was_rated():
    for pains in ([1] * 20, [9] * 20):
        drawing = paper_course(drawn_course(pains))
        assert words_of(drawing)[:7] == ["Pain 0–10, lower is better", "0", "2", "4", "6", "8", "10"]
        assert {y for line in shapes_of(drawing)["pain"] for _, y in line} == {PAIN.at(pains[0])}


def test_sleep_and_stress_have_axes_of_their_own():
    drawing = paper_course(drawn_course([5] * 20, sleep_hours=7, stress=3))
    assert {"Sleep in hours", "Stress 0–10, lower is better"} <= set(words_of(drawing))
    pain, stress, sleep = (
        {
            round(y)
            for part in shapes_of(drawing)[name]
            for corner in part
            for _, y in ([corner] if name != "sleep" else corner)
        }
        for name in ("pain", "stress", "sleep")
    )
    assert max(pain) < min(sleep) <= max(sleep) < min(stress)
    assert "Stress 0–10, lower is better" not in words_of(paper_course(drawn_course([5] * 20)))


def test_a_long_night_has_room_on_its_axis():
    assert "24" in words_of(paper_course(drawn_course([5] * 20, sleep_hours=14)))


def test_the_answers_are_the_sentences_of_the_screen():
    found = report(365)
    journal, checks, *_ = year()
    analysis = analysis_of(journal, checks, chosen(365), TODAY)
    pain = part(found, "pain").sentences
    assert pain == tuple(dict.fromkeys((wording.headline(analysis), *wording.beside_headline(analysis))))
    later = part(found, "answers").sentences + part(found, "since").sentences
    said_before = set(pain)
    for sentence in (
        *wording.relief_answer(analysis.relief).sentences(),
        *wording.course_answer(analysis.course).sentences(),
    ):
        is_the_word = sentence.removesuffix(".").lower() in pain[0].lower()
        only_counts_again = " without an average pain (" in sentence
        assert sentence in later or sentence in said_before or is_the_word or only_counts_again
        assert not (sentence in later and (is_the_word or only_counts_again))


def test_no_sentence_stands_twice():
    for found in (report(365), report(28), fullest()):
        sentences = [one for p in (*found.page_one, *found.page_two) for one in p.sentences]
        assert len(sentences) == len(set(sentences))


def test_the_report_has_a_cut_of_its_own():
    journal, checks, *_ = year()
    until = TODAY - timedelta(days=100)
    selection = replace(chosen(365), until=until)
    assert analysis_of(journal, checks, selection, TODAY).until == until
    found = report(365)
    cut = contents(journal, checks, (), (), None, selection, TODAY)
    assert "As of Fri 14 Aug 2026." in [one for p in (*cut.page_one, *cut.page_two) for one in p.sentences]
    assert cut.filled != found.filled


def test_nothing_later_than_today_counts():
    entries = (*rated([5] * 20), Entry(day=TODAY + timedelta(days=3), pain_average=10))
    found = bare(entries, until=TODAY + timedelta(days=10))
    assert tile(found, "Average pain").detail.endswith("from 5 to 5")


def test_an_average_is_never_called_the_worst_pain():
    found = bare(rated([5, 6, 4, 5, 7, 3, 5, 6]))
    assert tile(found, "Worst pain").value == NONE
    assert tile(found, "Worst pain").detail == "not answered in this period"
    table = part(found, "pain").picture.table
    assert {row[table.heads.index("Worst pain")] for row in table.rows} == {NONE}
    assert "worst" not in part(found, "pain").picture.how_to_read


def test_fewer_than_four_sessions_have_no_estimate():
    held = tuple(session(TODAY - timedelta(days=n), pain_before=6, pain_after=4) for n in (30, 20, 10))
    found = bare(rated([5, 6, 4, 5, 7, 3] * 10), held)
    answers = part(found, "answers")
    assert answers.picture is None
    assert any("not enough data yet" in one for one in (*part(found, "pain").sentences, *answers.sentences))
    assert not any("In the three days after a session your pain was" in one for one in answers.sentences)


def test_no_word_of_verdict_and_no_band_of_severity_is_ours():
    for found in (report(365), report(91), bare(rated([9] * 30))):
        ours = " ".join(
            one
            for p in (*found.page_one, *found.page_two)
            for one in (
                p.title,
                *p.sentences,
                *((p.picture.words, p.picture.how_to_read) if p.picture else ()),
            )
        ).lower()
        assert [word for word in FORBIDDEN if f" {word} " in ours] == []


def test_a_section_that_was_not_chosen_is_nowhere():
    for section, keys in (
        (Section.PAIN, {"pain"}),
        (Section.BODY, {"body", "places"}),
        (Section.MEDICINES, {"medicines", "care"}),
        (Section.SESSIONS, {"acupuncture", "sessions"}),
        (Section.ANSWERS, {"answers", "since"}),
        (Section.FUNCTION, {"function"}),
        (Section.MISSING_DAYS, {"missing"}),
        (Section.METHODS, {"methods"}),
    ):
        found = report(91, sections=frozenset(Section) - {section})
        kept = {one.key for one in (*found.page_one, *found.page_two)}
        assert keys.isdisjoint(kept), section
        assert kept


def test_the_weekly_score_is_no_key_figure_where_the_weekly_questions_were_not_chosen():
    names = [one.name for one in report(91, sections=frozenset(Section) - {Section.FUNCTION}).tiles]
    assert names == ["Average pain", "Worst pain", "Days with pain 7 or more"]
    assert tile(report(91), "Weekly score (PEG)").detail.startswith("of 10; mean of")


def test_sleep_and_stress_leave_the_chart_and_its_table_when_they_are_not_chosen():
    found = report(91, sections=frozenset(Section) - {Section.SLEEP_AND_STRESS})
    picture = part(found, "pain").picture
    assert {"sleep", "stress", "stress_dots"}.isdisjoint(shapes_of(picture.drawing))
    assert "Stress" not in picture.table.heads
    assert "stress" not in picture.words


def test_sessions_that_were_not_chosen_leave_every_chart():
    found = report(91, sections=frozenset(Section) - {Section.SESSIONS, Section.ANSWERS})
    for key in ("pain", "function"):
        assert "sessions" not in shapes_of(part(found, key).picture.drawing)
        assert "sessions" in shapes_of(part(report(91), key).picture.drawing)


def test_notes_are_off_until_a_day_is_chosen():
    whole = year()[0]
    noted = [entry for entry in whole.entries if entry.note and entry.day >= TODAY - timedelta(days=91)]
    assert part(report(91), "notes") is None
    found = report(91, notes=(noted[-1].day,))
    assert [(one.label, one.text) for one in part(found, "notes").quotes] == [
        (part(found, "notes").quotes[0].label, noted[-1].note)
    ]


def test_a_note_outside_the_period_is_not_shown():
    whole = year()[0]
    early = next(entry for entry in whole.entries if entry.note)
    assert part(report(28, notes=(early.day,)), "notes") is None


def test_the_first_visit_is_private_until_it_is_chosen():
    assert part(report(91), "visit") is None
    found = report(91, sections=frozenset(Section))
    assert any(one.text.startswith("Since the spring") for one in part(found, "visit").quotes)


def test_moods_private_notes_and_costs_are_never_in_it():
    effect = SideEffect(kind=EffectKind.SORENESS, severity=Severity.MILD, note="private words")
    held = session(
        TODAY - timedelta(days=3),
        note="secret",
        what_was_done="hidden",
        side_effects=(effect,),
        cost_cents=6000,
        currency="EUR",
    )
    texts = " ".join(said(bare(rated([5] * 20, note="diary"), (held,), sections=frozenset(Section))))
    for private in ("private words", "secret", "hidden", "EUR", "60.00", "diary"):
        if private != "diary":
            assert private not in texts
    assert "Soreness (mild)" in texts


def test_what_is_left_out_is_counted():
    found = fullest()
    for key, noun in (("sessions", "session"), ("medicines", "medicine"), ("body", "place"), ("care", "one")):
        left_out = part(found, key).tables[0].left_out
        assert f"{noun}" in left_out
        assert left_out.endswith("left out here.")
    assert any("chosen note" in one for one in part(found, "notes").sentences)
    assert all("more characters left out here." in one.left_out for one in part(found, "notes").quotes)


def test_the_side_effects_not_to_wait_with_stand_first():
    effects = tuple(SideEffect(kind=kind) for kind in reversed(EffectKind))
    found = bare(rated([5] * 20), (session(TODAY - timedelta(days=3), side_effects=effects),))
    row = part(found, "sessions").tables[0].rows[0]
    assert row[-1].startswith(
        "Breathlessness or chest pain; New numbness or weakness; Signs of infection and 7 more"
    )


def test_the_sample_journal_says_that_it_is_invented():
    journal = Journal(zone="UTC", entries=rated([5] * 20), is_sample=True)
    assert INVENTED in contents(journal, (), (), (), None, chosen(), TODAY).header


def test_weekly_answers_alone_make_a_report():
    checks = tuple(
        WeeklyCheck(day=TODAY - timedelta(days=7 * n), pain=4, enjoyment=5, activity=6) for n in range(1, 9)
    )
    found = contents(Journal(), checks, (), (), None, chosen(), TODAY)
    assert part(found, "function").picture is not None
    assert found.tiles == ()


def test_the_same_choice_gives_the_same_report():
    assert report(91) == report(91)


def test_a_curve_never_makes_a_small_difference_look_large():
    journal, checks, *_ = year()
    drawing = paper_relief(relief_of(analysis_of(journal, checks, chosen(365), TODAY)))
    assert {"+2", "+1", "as expected", "−1", "−2"} <= set(words_of(drawing))


def test_a_place_is_the_darker_the_more_days_it_hurt_on():
    days = {
        TODAY - timedelta(days=n): ("back_low_back_left", *(("back_buttock_left",) * (n < 3)))
        for n in range(1, 11)
    }
    rows = paper_body(body_shares(days, TODAY - timedelta(days=10), TODAY)).rows["shapes"]["fill"].to_dict()
    always, seldom, never = rows["back_low_back_left"], rows["back_buttock_left"], rows["bare"]
    assert luminance(always) < luminance(seldom) < luminance(never)


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": TODAY - timedelta(days=91)},
        {"discuss": "x" * 301},
        {"name": "x" * 121},
        {"reader": "x" * 121},
        {"language": "xx"},
        {"week_starts_on": 7},
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(wrong):
    with pytest.raises(BadValue, match=r"[.]$"):
        Selection(**{"first": TODAY - timedelta(days=91), "until": TODAY, **wrong})


def test_fewer_days_than_were_chosen_are_explained():
    found = bare(rated([5] * 10))
    assert found.period == "Fri 13 Nov 2026 to Sun 22 Nov 2026 (10 days)"
    assert found.period_notes == (
        "Chosen: Mon 24 Aug 2026 to Sun 22 Nov 2026.",
        "The journal begins on Fri 13 Nov 2026.",
    )
    found = bare(rated([5] * 91), until=TODAY + timedelta(days=30))
    assert found.period_notes == (
        "Chosen: Mon 24 Aug 2026 to Tue 22 Dec 2026.",
        "Days after Sun 22 Nov 2026 are still to come.",
    )
    assert bare(rated([5] * 91), until=TODAY + timedelta(days=1)).period_notes == ()


def test_an_empty_report_does_not_contradict_itself():
    found = bare()
    assert part(found, "missing").sentences == (NO_DAY_FILLED,)
    assert not any("0 of 0" in text or "No day lies in this period" in text for text in said(found))


def test_a_plan_that_went_on_is_said_in_words_ben_understands():
    sentences = part(report(91), "acupuncture").sentences
    assert "Under the current plan all 12 planned sessions and 38 more took place so far." in sentences


def test_allergies_and_medicines_are_never_cut():
    for one in part(fullest(), "visit").quotes:
        is_whole = one.label.startswith(("Medicines I take", "Allergies"))
        assert (one.left_out == "") is is_whole
        assert (len(one.text) > 3900) is is_whole


def test_the_newest_chosen_notes_stay_where_there_is_no_room_for_all():
    entries = rated([5] * 40, note="words " * 80)
    found = part(bare(entries, notes=tuple(one.day for one in entries)), "notes")
    assert found.quotes[-1].label == "Sun 22 Nov 2026"
    days = [one.label for one in found.quotes]
    assert found.sentences == (f"{40 - len(days)} earlier chosen notes left out here.",)
    assert 1 < len(days) < 40


def test_free_room_goes_to_sessions():
    assert len(part(report(91), "sessions").tables[0].rows) == 14
    assert part(report(91), "sessions").tables[0].left_out == ""


def test_nothing_is_said_twice_of_the_days_without_a_rating():
    texts = [one for p in report(365).page_two for one in p.sentences]
    assert not any("without an average pain (" in one for one in texts)
    assert any("326 of 364 days logged" in one for one in texts)
