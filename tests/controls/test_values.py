"""What a page receives, whatever a browser sends."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from acujournal.ui.controls import BadText, Names
from acujournal.ui.controls.number import read_number

HOSTILE = [True, 11, -1, 4.0, "4", [4], {"v": 4}, {}, 1e308, "\ud83d", None]


def page_of(control, *, copies=1, **arguments):
    """A page with copies of one control under the keys "0", "1" ..., whose values it leaves under "results"."""

    def script(control, copies, arguments):
        import streamlit as st

        from acujournal.ui import controls

        ask = getattr(controls, control)
        st.session_state["results"] = [ask("Asked", key=str(copy), **arguments) for copy in range(copies)]

    return AppTest.from_function(script, args=(control, copies, arguments), default_timeout=15)


def results(page):
    page.run()
    assert not page.exception
    return page.session_state["results"]


def result(page):
    return results(page)[0]


def answers(control, seeds, **arguments):
    page = page_of(control, copies=len(seeds), **arguments)
    for copy, seed in enumerate(seeds):
        page.session_state[str(copy)] = seed
    return results(page)


def answer(control, seed, **arguments):
    return answers(control, [seed], **arguments)[0]


def sent_and_seeded(values):
    return [{"sent": {"v": value, "n": 1}} for value in values] + [{"value": value} for value in values]


SCALE = {"value": None, "low": "none", "high": "worst"}
NUMBER = {"value": None, "low": 0, "high": 24, "step": 0.5, "unit": "hours"}
NAMES = {"value": (), "offered": ("Ibuprofen", "Paracetamol")}
CHOICES = {"value": (), "options": {"heat": "Heat", "rest": "Rest"}}


def test_nothing_is_chosen_for_anybody():
    assert result(page_of("scale", **SCALE)) is None


def test_the_starting_value_counts_until_the_first_touch():
    assert result(page_of("scale", **SCALE | {"value": 0})) == 0
    assert result(page_of("long_text", value="Stiff", limit=10)) == "Stiff"
    assert result(page_of("number_box", **NUMBER | {"value": 7})) == 7.0
    assert result(page_of("name_list", **NAMES | {"value": ("Ibuprofen",)})).all == ("Ibuprofen",)
    assert result(page_of("choices", **CHOICES | {"value": frozenset({"rest", "heat"})})) == ("heat", "rest")


def test_a_test_chooses_through_the_session_state():
    assert answers("scale", [{"value": number} for number in range(11)], **SCALE) == list(range(11))


def test_a_choice_outlives_reruns_and_newer_starting_values():
    page = page_of("scale", **SCALE | {"value": 9})
    page.session_state["0"] = {"sent": {"v": 4, "n": 1}}
    assert [result(page), result(page), result(page)] == [4, 4, 4]


def test_cleared_is_not_the_starting_value():
    assert answer("scale", {"sent": {"v": None, "n": 2}}, **SCALE | {"value": 9}) is None
    assert answer("scale", {"value": None}, **SCALE | {"value": 9}) is None


def test_a_scale_gives_0_to_10_or_nothing():
    assert set(answers("scale", sent_and_seeded(HOSTILE), **SCALE)) == {None}
    odd = [{"sent": None}, {"sent": {"v": 4}}, {"sent": [4, 1]}, {"other": 4}]
    assert set(answers("scale", odd, **SCALE)) == {None}


@pytest.mark.parametrize("number", [True, -1, 2**60, "1", 1.5, None, [1]])
def test_the_number_of_a_message_may_be_anything(number):
    assert answer("scale", {"sent": {"v": 4, "n": number}}, **SCALE) == 4


def test_a_text_is_a_text_a_database_takes():
    for text in answers("long_text", sent_and_seeded(HOSTILE), value="", limit=10):
        assert isinstance(text, str)
        text.encode()


def test_a_text_is_never_cut_at_its_limit_and_never_endless():
    assert len(answer("long_text", {"value": "a" * 4_001}, value="", limit=4_000)) == 4_001
    assert len(answer("long_text", {"value": "a" * 1_000_000}, value="", limit=4_000)) == 200_000


def test_emoji_and_right_to_left_text_come_through_and_nul_does_not():
    assert answer("long_text", {"value": "👩🏽‍⚕️ שלום\0"}, value="", limit=10) == "👩🏽‍⚕️ שלום"
    assert answer("long_text", {"value": "half \ud83d"}, value="", limit=10) == "half "


def test_hours_are_read_as_people_write_them():
    hours = {"7": 7, "7.5": 7.5, "7,5": 7.5, "7:30": 7.5, " 8 ": 8, "0": 0, "٧٫٥": 7.5, "": None, "  ": None}
    assert answers("number_box", sent_and_seeded(hours), **NUMBER) == [*hours.values()] * 2


def test_what_cannot_be_read_is_kept_and_explained():
    typed = ["7:", "7:75", "seven", "25", "-1", "1e3", "nan", "inf", "7..5", "24:30"]
    for text, read in zip(typed * 2, answers("number_box", sent_and_seeded(typed), **NUMBER), strict=True):
        assert isinstance(read, BadText)
        assert read.text == text
        assert read.sentence.endswith("empty the field.")


def test_a_half_typed_number_of_a_draft_is_shown_again():
    read = result(page_of("number_box", **NUMBER | {"value": BadText("7:", "")}))
    assert isinstance(read, BadText)
    assert read.text == "7:"


def test_a_number_box_survives_anything():
    read = answers("number_box", sent_and_seeded(HOSTILE), **NUMBER)
    assert {type(one) for one in read} == {float, BadText, type(None)}


def test_a_clock_time_is_only_read_as_hours():
    assert read_number("7:30", low=0, high=24, unit="hours") == 7.5
    assert isinstance(read_number("7:30", low=0, high=24, unit="minutes"), BadText)


def test_a_half_typed_name_is_saved_too():
    names = answer("name_list", {"value": {"chosen": ["Ibuprofen"], "typing": " Nap roxen "}}, **NAMES)
    assert names == Names(("Ibuprofen",), " Nap roxen ")
    assert names.all == ("Ibuprofen", "Nap roxen")


def test_a_name_counts_once_whatever_its_capitals():
    sent = {"chosen": ["Ibuprofen", "ibuprofen ", "", 7, "x" * 121], "typing": "IBUPROFEN"}
    assert answer("name_list", {"value": sent}, **NAMES).all == ("Ibuprofen",)


def test_a_name_too_long_is_kept_and_explained():
    names = answer("name_list", {"value": {"chosen": [], "typing": "x" * 121}}, **NAMES)
    assert names.typing == "x" * 121
    assert "1 more" in names.problem


def test_a_name_list_survives_anything():
    odd = [*HOSTILE, {"chosen": "abc", "typing": 7}, {"chosen": ["a"] * 10_000}, {"chosen": [[1]]}]
    assert all(len(names.all) <= 1 for names in answers("name_list", sent_and_seeded(odd), **NAMES))


def test_only_offered_choices_come_back():
    assert set(answers("choices", sent_and_seeded([*HOSTILE, ["magic"], [["heat"]], "heat"]), **CHOICES)) == {
        ()
    }


def test_choices_come_back_in_the_order_of_the_options():
    assert answer("choices", {"value": ["rest", "magic", "heat", "rest"]}, **CHOICES) == ("heat", "rest")


LINE = {"value": "", "limit": 120}
STATUS = {"value": "done", "options": {"done": "Done", "planned": "Planned"}}


def test_a_line_is_one_line_a_database_takes_and_is_never_cut_at_its_limit():
    assert answer("line", {"value": " Dr  Lin\nBeijing\0 "}, **LINE) == "Dr Lin Beijing"
    assert len(answer("line", {"value": "x" * 10_000}, **LINE)) == 10_000
    assert len(answer("line", {"value": "x" * 1_000_000}, **LINE)) == 20_000
    assert all(isinstance(one, str) for one in answers("line", sent_and_seeded(HOSTILE), **LINE))


def test_what_is_no_date_and_no_time_is_empty_and_not_guessed():
    odd = [*HOSTILE, "2026-02-30", "tomorrow", "275760-09-13"]
    earliest = {"value": "2026-11-22", "earliest": date(1900, 1, 1)}
    assert set(answers("day_line", sent_and_seeded(odd), **earliest)) == {""}
    assert answer("day_line", {"value": "2026-11-20"}, **earliest) == "2026-11-20"
    assert set(answers("clock_line", sent_and_seeded([*HOSTILE, "24:00", "7"]), value="10:00")) == {""}
    assert answer("clock_line", {"value": "16:30"}, value="10:00") == "16:30"


def test_one_of_a_list_is_always_one_of_the_list():
    assert set(answers("one_of", sent_and_seeded([*HOSTILE, "gone"]), **STATUS)) == {"done"}
    assert answer("one_of", {"value": "planned"}, **STATUS) == "planned"
