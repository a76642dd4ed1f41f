"""What a page receives from the list of points, whatever a browser sends."""

import json

from acujournal.points import PREGNANCY_WORDS, common_low_back, points
from acujournal.ui.controls import Points
from acujournal.ui.controls.points import _words
from tests.controls.test_values import HOSTILE, answer, answers, page_of, result, sent_and_seeded

ASKED = {"value": (), "offered": ("BL23", "GB30")}


def told(chosen=(), typing="", *, raw=None, offered=()):
    """What the browser is told beside the points themselves."""
    return _words(Points(tuple(chosen), typing), chosen if raw is None else raw, tuple(offered))


def test_nothing_is_chosen_for_anybody():
    assert result(page_of("point_list", **ASKED)) == Points()


def test_the_starting_points_count_until_the_first_touch():
    assert result(page_of("point_list", **ASKED | {"value": ("bl 23", "BL23", "sore spot")})).all == (
        "BL23",
        "sore spot",
    )
    kept = Points(("KI3",), "sp 6, she")
    assert result(page_of("point_list", **ASKED | {"value": kept})) == kept
    assert kept.all == ("KI3", "SP6", "she")


def test_what_is_typed_and_never_added_is_saved_too():
    got = answer("point_list", {"value": {"chosen": ["BL23"], "typing": "ub 25,  left  ear; BL 23"}}, **ASKED)
    assert got.chosen == ("BL23",)
    assert got.typing == "ub 25,  left  ear; BL 23"
    assert got.all == ("BL23", "BL25", "left ear")
    assert got.problem == ""


def test_a_list_added_before_the_server_had_read_it_is_taken_apart():
    sent = {"chosen": ["BL23 bl25", "ub 23", "BL23-25", "Left ear", "left  ear"], "typing": ""}
    assert answer("point_list", {"sent": {"v": sent, "n": 3}}, **ASKED).chosen == (
        "BL23",
        "BL25",
        "BL23-25",
        "Left ear",
    )


def test_500_pasted_points_all_come_back_with_the_problem():
    pasted = [f"spot {number}" for number in range(500)]
    for sent in (
        {"chosen": [], "typing": ", ".join(pasted)},
        {"chosen": pasted, "typing": ""},
        {"chosen": pasted[:250], "typing": "\n".join(pasted[250:])},
    ):
        got = answer("point_list", {"value": sent}, **ASKED)
        assert got.all == tuple(pasted)
        assert got.problem.startswith("There are 500 points here")


def test_a_point_too_long_is_kept_and_explained():
    got = answer("point_list", {"value": {"chosen": [], "typing": "x" * 75}}, **ASKED)
    assert got.all == ("x" * 75,)
    assert "has 75" in got.problem


def test_a_point_list_survives_anything():
    odd = [*HOSTILE, {"chosen": "abc", "typing": 7}, {"chosen": [[1], {}, None]}, {"chosen": {"a": 1}}]
    assert {got.all for got in answers("point_list", sent_and_seeded(odd), **ASKED)} == {()}
    got = answer("point_list", {"value": {"chosen": ["a\0b", "\ud83d", "שלום"], "typing": "\0"}}, **ASKED)
    assert got.all == ("ab", "שלום")
    assert (
        len(answer("point_list", {"value": {"chosen": [], "typing": "x" * 10**6}}, **ASKED).typing) == 20_000
    )


def test_the_browser_is_told_what_it_found_and_no_more():
    words = told(typing="shen")
    assert [row[0] for row in words["found"][:2]] == ["BL23", "BL62"]
    assert len(words["found"]) == 8
    assert words["more"]
    assert words["unknown"] == ["shen"]
    assert told(typing="renz")["found"] == [["GV26", "GV26 Shuigou", "", "head, face", False]]
    assert not told(typing="renz")["more"]


def test_the_last_piece_of_a_list_is_searched():
    words = told(typing="BL23, mingm")
    assert [row[0] for row in words["found"]] == ["GV4"]
    assert words["before"] == ["BL23"]
    assert words["pieces"] == ["BL23", "mingm"]
    assert told(typing="bl23 mingm")["before"] == ["BL23"]


def test_what_cannot_be_added_is_not_offered_to_be_replaced():
    words = told(typing=", ".join([*points()][:61]) + ", shen")
    assert words["problem"]
    assert words["found"] == words["before"] == words["pieces"] == []


def test_the_browser_learns_what_its_texts_mean():
    words = told(["BL23", "left ear"], raw=["ub 23", "left ear"], offered=["SP6"])
    assert words["known"] == [["BL23", "BL23 Shènshū", False], ["SP6", "SP6 Sānyīnjiāo", True]]
    assert words["unknown"] == ["left ear"]
    assert words["resolved"] == [["ub 23", ["BL23"]]]
    assert words["avoided"] == PREGNANCY_WORDS


def test_each_common_point_says_who_used_it():
    common = told()["common"]
    assert [row[0] for row in common] == [point.code for point in common_low_back()]
    assert all(row[-1] for row in common)


def test_only_the_first_points_used_before_are_offered():
    page = page_of("point_list", value=(), offered=tuple(points()))
    assert result(page) == Points()
    data = json.loads(page.main[0].proto.json)
    assert len(data["offered"]) == 12


def test_what_is_sent_at_each_rerun_stays_small():
    chosen = tuple(points())[:60]
    for words in (told(), told(typing="shen"), told(chosen, "sh", offered=chosen[:12])):
        assert len(json.dumps(words, ensure_ascii=False).encode()) < 8_000
    pasted = ", ".join(f"spot {number}" for number in range(500))
    assert len(json.dumps(told(typing=pasted), ensure_ascii=False).encode()) < 5_000
