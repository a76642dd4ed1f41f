"""What a page receives from the body map, whatever a browser sends."""

from acujournal.body import NOWHERE, regions
from tests.controls.test_values import HOSTILE, answer, answers, page_of, result, sent_and_seeded
from tools.body import FIGURES, figures_script

EMPTY = {"value": ()}
MAY = {"value": (), "may_be_nowhere": True}


def test_the_starting_places_count_until_the_first_touch():
    assert result(page_of("body_map", value=("back_sacrum", "front_face"))) == ("front_face", "back_sacrum")
    assert result(page_of("body_map", value=(NOWHERE,), may_be_nowhere=True)) == (NOWHERE,)
    assert result(page_of("body_map", **EMPTY)) == ()


def test_places_come_back_in_the_order_of_the_drawing_each_once():
    sent = ["back_calf_left", "front_face", "back_calf_left"]
    assert answer("body_map", {"sent": {"v": sent, "n": 1}}, **EMPTY) == ("front_face", "back_calf_left")
    assert answer("body_map", {"value": list(reversed(regions()))}, **EMPTY) == tuple(regions())


def test_nothing_chosen_is_no_answer_and_neither_nowhere_nor_the_starting_places():
    assert answer("body_map", {"sent": {"v": [], "n": 2}}, value=("back_sacrum",), may_be_nowhere=True) == ()


def test_only_places_of_the_map_come_back():
    odd = [*HOSTILE, "back_sacrum", ["moon"], [["back_sacrum"]], ["Sacrum / tailbone"], {"back_sacrum": 1}]
    assert set(answers("body_map", sent_and_seeded(odd), **MAY)) == {()}
    assert answer("body_map", {"value": ["moon", None, "back_sacrum"]}, **EMPTY) == ("back_sacrum",)


def test_nowhere_stands_alone_and_only_where_it_is_asked_for():
    assert answer("body_map", {"value": [NOWHERE]}, **MAY) == (NOWHERE,)
    assert answer("body_map", {"value": [NOWHERE, "back_sacrum"]}, **MAY) == ("back_sacrum",)
    assert answer("body_map", {"value": [NOWHERE]}, **EMPTY) == ()


def test_what_is_offered_is_never_filled_in_silently():
    offer = {"offered": ("back_sacrum",), "offer": "Same as yesterday: sacrum"}
    assert result(page_of("body_map", **EMPTY, **offer)) == ()


def test_the_shapes_in_the_browser_are_those_of_the_map():
    assert FIGURES.read_text("utf-8") == figures_script(), "run: python -m tools.body"
