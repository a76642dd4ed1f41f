"""Where it can hurt: the regions, their shapes, and what counts as an answer."""

from collections import Counter
from itertools import pairwise

import pytest

from acujournal.body import (
    BACK,
    FRONT,
    NOWHERE,
    areas,
    check_places,
    figures,
    in_drawing_order,
    place_words,
    regions,
    shapes,
)
from acujournal.errors import BadValue

#: The line each figure is mirrored at.
MIDDLE = {FRONT: 255, BACK: 735}


def size(shape):
    """The signed area of a shape, in square units."""
    return sum(a * d - c * b for (a, b), (c, d) in pairwise((*shape, shape[0]))) / 2


def edges(shape):
    return {frozenset(pair) for pair in pairwise((*shape, shape[0]))}


def view_of(view):
    return {one: shapes()[one] for one, region in regions().items() if region.view == view}


def twin(region_id):
    """The same place on the other side of the body."""
    stem, _, side = region_id.rpartition("_")
    return f"{stem}_{ {'left': 'right', 'right': 'left'}[side] }" if side in ("left", "right") else region_id


def test_there_are_54_places_26_in_front_and_28_behind():
    assert Counter(region.view for region in regions().values()) == {FRONT: 26, BACK: 28}
    assert [region.view for region in regions().values()] == [FRONT] * 26 + [BACK] * 28


def test_the_places_make_34_areas():
    assert len(areas(regions())) == 34


def test_the_front_and_the_back_of_one_knee_are_one_area_and_two_knees_are_two():
    assert areas(("front_knee_left", "back_knee_left")) == {("knee", "left")}
    assert areas(("back_knee_left", "back_knee_right")) == {("knee", "left"), ("knee", "right")}


def test_nowhere_is_no_area():
    assert areas((NOWHERE,)) == areas(()) == frozenset()


def test_every_place_has_a_shape_and_every_shape_is_a_place():
    assert list(shapes()) == list(regions())
    assert all(len(shape) >= 3 for shape in shapes().values())


def test_no_two_places_have_the_same_name():
    assert len({region.label for region in regions().values()}) == 54


@pytest.mark.parametrize("view", [FRONT, BACK])
def test_the_regions_fill_their_figure_and_touch_without_overlapping(view):
    drawn = view_of(view)
    # Shapes that fill a whole and share each inner edge with exactly one neighbour leave no gap and no overlap.
    shared = Counter(edge for shape in drawn.values() for edge in edges(shape))
    assert set(shared.values()) == {1, 2}
    assert {edge for edge, times in shared.items() if times == 1} == edges(figures()[view].outline)
    assert sum(abs(size(shape)) for shape in drawn.values()) == abs(size(figures()[view].outline))


@pytest.mark.parametrize("region_id", list(regions()))
def test_left_is_the_mirror_of_right(region_id):
    axis = 2 * MIDDLE[regions()[region_id].view]
    mirrored = {(axis - x, y) for x, y in shapes()[twin(region_id)]}
    assert mirrored == set(shapes()[region_id])


@pytest.mark.parametrize("region_id", list(regions()))
def test_left_is_the_patients_left(region_id):
    region = regions()[region_id]
    beside = region.cx - MIDDLE[region.view]
    # Somebody who faces us has the left hand on our right; somebody whose back we see has it on our left.
    on_our = {FRONT: {"left": 1, "right": -1}, BACK: {"left": -1, "right": 1}}[region.view]
    if region.side == "midline":
        assert abs(beside) < 1
    else:
        assert beside * on_our[region.side] > 0
        assert region.label.lower().startswith(region.side)


@pytest.mark.parametrize("region_id", list(regions()))
def test_the_middle_of_a_place_lies_among_its_corners(region_id):
    region, shape = regions()[region_id], shapes()[region_id]
    assert min(x for x, _ in shape) < region.cx < max(x for x, _ in shape)
    assert min(y for _, y in shape) < region.cy < max(y for _, y in shape)


def test_the_order_goes_from_head_to_foot():
    for view in (FRONT, BACK):
        names = [region.region_id for region in regions().values() if region.view == view]
        assert "head" in names[0]
        assert {"foot_left", "foot_right"} == {name.removeprefix(f"{view}_") for name in names[-2:]}
        heights = [regions()[name].cy for name in names]
        assert all(later > earlier - 90 for earlier, later in pairwise(heights))


def test_every_code_is_a_number_and_sides_have_their_own():
    for region in regions().values():
        assert region.snomed.isdecimal()
        assert region.snomed_match in ("exact", "broader")
        sides = {"left": "7771000", "right": "24028007", "midline": ""}
        assert region.laterality_snomed == sides[region.side]


def test_places_have_words():
    assert place_words("back_low_back_left") == "Left lower back"
    assert place_words(NOWHERE) == "nowhere"


def test_places_come_in_the_order_of_the_drawing_each_once_and_strangers_are_left_out():
    given = ["back_calf_left", "front_face", "moon", 7, None, ["front_face"], "front_face", NOWHERE]
    assert in_drawing_order(given) == ("front_face", "back_calf_left")


def test_good_places_pass():
    check_places((), "Where it hurts")
    check_places(("back_low_back_left", "back_sacrum"), "Where it hurts")
    check_places((NOWHERE,), "Where it hurts", may_be_nowhere=True)
    check_places(tuple(regions()), "Where it hurts")


@pytest.mark.parametrize(
    ("places", "may_be_nowhere", "why"),
    [
        (("moon",), False, "not on the body map"),
        (("back_sacrum", "Left knee"), True, "not on the body map"),
        ((7,), True, "not on the body map"),
        (("back_sacrum", "back_sacrum"), False, "same place twice"),
        ((NOWHERE,), False, "no answer “nowhere”"),
        ((NOWHERE, "back_sacrum"), True, "names a place as well"),
        ((NOWHERE, NOWHERE), True, "names a place as well"),
    ],
)
def test_bad_places_are_refused_with_a_sentence(places, may_be_nowhere, why):
    with pytest.raises(BadValue, match=f"^Where it hurts .*{why}.*\\.$"):
        check_places(places, "Where it hurts", may_be_nowhere=may_be_nowhere)
