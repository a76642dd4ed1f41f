"""Where it hurt, counted by hand: a day without an answer is never a day without pain."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest

from acujournal.body import NOWHERE, regions, shapes
from acujournal.charts.body import (
    _DARK,
    _LIGHT,
    BodyShares,
    _coarse,
    body_design,
    body_heat,
    body_rows,
    body_shares,
    body_words,
    halves,
)

FIRST, UNTIL = date(2026, 11, 1), date(2026, 11, 11)
LEFT, RIGHT, TAIL, KNEE = "back_low_back_left", "back_low_back_right", "back_sacrum", "front_knee_left"

#: Ana's days. The 3rd and the 8th are not there, and on the 5th she opened the map and chose nothing.
DAYS = {
    date(2026, 10, 31): (KNEE,),  # before the period
    date(2026, 11, 1): (LEFT,),
    date(2026, 11, 2): (LEFT, TAIL),
    date(2026, 11, 4): (NOWHERE,),
    date(2026, 11, 5): (),
    date(2026, 11, 6): (LEFT, RIGHT),
    date(2026, 11, 7): (LEFT, RIGHT, TAIL),
    date(2026, 11, 9): (RIGHT,),
    date(2026, 11, 10): (RIGHT, KNEE),
    date(2026, 11, 11): (KNEE,),  # the period is half-open
}


def shares(first: date = FIRST, until: date = UNTIL) -> BodyShares:
    return body_shares(DAYS, first, until)


def hurting(found: BodyShares) -> dict[str, int]:
    return {region_id: days for region_id, days in found.counts.items() if days}


def test_only_answered_days_of_the_period_count() -> None:
    # The 1st, 2nd, 4th (nowhere), 6th, 7th, 9th and 10th.
    assert shares().answered == 7
    assert shares().nowhere == 1
    assert hurting(shares()) == {LEFT: 4, RIGHT: 4, TAIL: 2, KNEE: 1}


def test_a_place_that_never_hurt_is_a_zero_out_of_the_answered_days() -> None:
    assert list(shares().counts) == list(regions())
    assert shares().counts["back_calf_left"] == 0


def test_no_answer_at_all_is_no_day_and_no_pain() -> None:
    empty = body_shares({FIRST: ()}, FIRST, UNTIL)
    assert (empty.answered, empty.nowhere, hurting(empty)) == (0, 0, {})
    assert body_words(empty).endswith("no day is answered yet.")
    assert body_heat(empty).rows["shares"]["share"].tolist() == [0.0] * 54


@pytest.mark.parametrize(
    ("days", "earlier", "later"), [(0, 0, 0), (1, 0, 1), (2, 1, 1), (9, 4, 5), (10, 5, 5), (85, 42, 43)]
)
def test_the_odd_day_goes_to_the_later_half(days: int, earlier: int, later: int) -> None:
    first, middle, until = halves(FIRST, FIRST + timedelta(days=days))
    assert (first, until) == (FIRST, FIRST + timedelta(days=days))
    assert ((middle - first).days, (until - middle).days) == (earlier, later)


def test_the_halves_hold_every_day_once() -> None:
    first, middle, until = halves(FIRST, UNTIL)
    earlier, later = shares(first, middle), shares(middle, until)
    assert middle == date(2026, 11, 6)
    assert (earlier.answered, later.answered) == (3, 4)
    assert hurting(earlier) == {LEFT: 2, TAIL: 1}
    assert hurting(later) == {LEFT: 2, RIGHT: 4, TAIL: 1, KNEE: 1}


def test_the_table_has_every_place_of_either_half_the_most_days_first() -> None:
    first, middle, until = halves(FIRST, UNTIL)
    assert body_rows(shares(first, middle), shares(middle, until)) == [
        # Both sides hurt on four days; the right one on more days lately.
        ("Right lower back", 0, 3, 4, 4),
        ("Left lower back", 2, 3, 2, 4),
        ("Sacrum / tailbone", 1, 3, 1, 4),
        ("Left knee (front)", 0, 3, 1, 4),
    ]
    assert body_rows(shares(first, first), shares(first, first)) == []


def test_the_words_name_the_three_most_frequent_places_with_their_days() -> None:
    assert body_words(shares()) == (
        "Where it hurt from Sun 1 Nov 2026 to Tue 10 Nov 2026: 7 days answered. "
        "Most often: Left lower back (4 of 7), Right lower back (4 of 7), Sacrum / tailbone (2 of 7). "
        "Nowhere on 1 of 7."
    )
    one = body_shares({FIRST: (NOWHERE,)}, FIRST, UNTIL)
    assert body_words(one).endswith("1 day answered. Nowhere on 1 of 1.")


def test_the_drawing_has_a_row_for_every_place_with_its_share_and_its_days() -> None:
    rows = body_heat(shares()).rows["shares"].set_index("region_id")
    assert rows.loc[LEFT].to_dict() == {
        "label": "Left lower back",
        "share": pytest.approx(4 / 7),
        "days": "4 of 7 answered days",
    }
    assert rows.loc["back_calf_left", "days"] == "0 of 7 answered days"
    assert len(rows) == 54


@pytest.mark.parametrize("dark", [False, True])
def test_the_bare_body_is_drawn_below_what_hurt(dark: bool) -> None:
    design = body_design(dark=dark)
    body, hurt = design["layer"][0]["layer"]
    assert "color" not in body["encoding"]
    assert body["mark"]["fill"]
    assert hurt["transform"] == [{"filter": "datum.share > 0"}]
    assert hurt["encoding"]["color"]["scale"]["domain"] == [0, 1]
    assert body["encoding"]["tooltip"] == hurt["encoding"]["tooltip"]
    assert design["projection"] == {"type": "identity"}


def test_every_place_is_drawn_once_the_back_first() -> None:
    values = body_design(dark=False)["layer"][0]["data"]["values"]
    assert [value["id"] for value in values] == list(regions())
    reach = {
        view: [x for value in values for x, _ in value["coordinates"][0] if value["id"].startswith(view)]
        for view in ("front", "back")
    }
    assert max(reach["back"]) < min(reach["front"])


def test_left_and_right_are_the_patients_own_on_both_figures() -> None:
    letters = body_design(dark=False)["layer"][1]["data"]["values"]
    in_a_row = sorted((row for row in letters if len(row["words"]) == 1), key=lambda row: row["x"])
    assert [row["words"] for row in in_a_row] == ["L", "R", "R", "L"]
    assert sorted(row["words"] for row in letters)[:2] == ["Back", "Front"]


def test_no_number_of_ana_is_in_the_design_and_it_is_small() -> None:
    before = json.dumps(body_design(dark=False), sort_keys=True)
    drawing = body_heat(shares())
    assert json.dumps(drawing.design, sort_keys=True) == before
    assert len(json.dumps(drawing.design, separators=(",", ":"))) < 17_000
    # Whoever draws it may change it; the next drawing must not know.
    drawing.spec["layer"][0]["data"]["values"].clear()
    assert json.dumps(body_design(dark=False), sort_keys=True) == before


def test_with_fewer_corners_the_shapes_still_touch_and_keep_their_size() -> None:
    coarse = _coarse(shapes())
    assert sum(map(len, coarse.values())) < 0.7 * sum(map(len, shapes().values()))
    for region_id, shape in shapes().items():
        assert size(coarse[region_id]) == pytest.approx(size(shape), rel=0.03)
    assert sum(map(size, coarse.values())) == pytest.approx(sum(map(size, shapes().values())), rel=0.005)
    kept = set().union(*coarse.values())
    for region_id, shape in shapes().items():
        assert coarse[region_id] == [corner for corner in shape if corner in kept]


@pytest.mark.parametrize("shades", [_LIGHT, _DARK])
def test_the_shades_run_one_way_and_the_faintest_is_not_the_bare_body(shades) -> None:
    bare, low, high = (lightness(colour) for colour in (shades.bare, shades.low, shades.high))
    assert (bare > low > high) or (bare < low < high)
    assert ratio(bare, low) >= 1.25
    assert ratio(low, high) >= 4.5
    assert ratio(bare, lightness(shades.border)) >= 3


def size(ring: list | tuple) -> float:
    return abs(sum(a * d - c * b for (a, b), (c, d) in pairwise((*ring, ring[0])))) / 2


def ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def lightness(colour: str) -> float:
    """Relative luminance of #rrggbb by WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
