"""The list of acupuncture points, and how a point is found by what people write."""

import csv
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from acujournal import points as points_module
from acujournal.errors import BadValue
from acujournal.points import (
    LOW_BACK_SOURCES,
    POINT_LIMIT,
    POINT_NAME_LIMIT,
    PREGNANCY_WORDS,
    being_typed,
    check_points,
    common_low_back,
    distinct_points,
    find_point,
    low_back_words,
    point_words,
    points,
    search_points,
    split_points,
)

PACKAGE = Path(points_module.__file__).parent
MERIDIANS = {
    "LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67, "KI": 27, "PC": 9, "TE": 23, "GB": 44, "LR": 14,
    "GV": 28, "CV": 24,
}  # fmt: skip
EXTRA = {"EX-HN": 15, "EX-CA": 1, "EX-B": 9, "EX-UE": 11, "EX-LE": 12}
#: Extra points whose names no source at hand confirms: their codes stand alone.
NAMELESS = {"EX-CA1", *(f"EX-B{n}" for n in range(3, 9)), *(f"EX-LE{n}" for n in range(1, 13))}


def code(text):
    point = find_point(text)
    return point and point.code


def codes(text, **limit):
    return [point.code for point in search_points(text, **limit)]


def without_tones(name):
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def test_all_361_points_of_the_standard_are_there_in_order():
    standard = [point for point in points().values() if point.meridian in MERIDIANS]
    assert Counter(point.meridian for point in standard) == MERIDIANS
    assert len(standard) == 361
    assert [point.code for point in standard] == [
        f"{meridian}{number}" for meridian, most in MERIDIANS.items() for number in range(1, most + 1)
    ]


def test_the_48_extra_points_and_ashi_are_there():
    extra = [point.code for point in points().values() if point.meridian == "EX"]
    assert extra == [f"{area}{number}" for area, most in EXTRA.items() for number in range(1, most + 1)]
    assert len(extra) == 48
    assert list(points())[-1] == "ASHI"
    assert len(points()) == 410


def test_nobody_can_change_the_list():
    with pytest.raises(TypeError):
        points()["BL23"] = None
    with pytest.raises(AttributeError):
        points()["BL23"].pinyin = ""


def test_every_row_says_where_it_is_from():
    assert all(point.source for point in points().values())
    assert all(
        ("WHO Standard" in point.source) == (point.meridian in MERIDIANS) for point in points().values()
    )


def test_a_name_without_a_source_is_not_in_the_list():
    assert len(NAMELESS) == 19
    assert {point.code for point in points().values() if not point.name} == NAMELESS
    for name in NAMELESS:
        point = points()[name]
        assert (
            point.pinyin,
            point.pinyin_tone,
            point.pinyin_alt,
            point.hanzi,
            point.english,
            point.note,
        ) == ("",) * 6
        assert point_words(name) == name
    extra = {point.code for point in points().values() if point.meridian == "EX"}
    assert all("name" in points()[name].source for name in extra - NAMELESS)


def test_an_english_name_has_a_source_of_its_own():
    named = [point for point in points().values() if point.english]
    assert len(named) == 15
    assert all("English:" in point.source for point in named if point.code != "ASHI")


def test_tone_marks_are_those_of_the_same_name():
    for point in points().values():
        if point.pinyin_tone:
            assert without_tones(point.pinyin_tone) == point.pinyin
    assert find_point("Renzhong").name == "Shuigou"


def test_the_rows_are_tidy():
    with (PACKAGE / "content" / "points.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for value in row.values():
                assert value == " ".join(value.split()) == unicodedata.normalize("NFC", value)
            assert row["bilateral"] in {"yes", "no", ""}
            assert row["pregnancy"] in {"core", "regional", ""}


def test_the_common_low_back_points_say_who_used_them():
    picks = common_low_back()
    assert [point.code for point in picks[:2]] == ["BL23", "BL40"]
    assert len(picks) == len(set(picks)) == 19
    for point in picks:
        assert point.low_back
        assert "CD013814" in point.low_back_source
        named = low_back_words(point).split(", ")
        assert named[0]
        assert all(name in LOW_BACK_SOURCES for name in named)
    used = [point for point in points().values() if point.low_back]
    assert len(used) == 42
    assert all(point.low_back_source for point in used)
    assert low_back_words(points()["LU1"]) == ""


def test_pregnancy_is_told_neutrally_and_only_where_tradition_says_so():
    core = {point.code for point in points().values() if point.pregnancy == "core"}
    assert core == {"LI4", "SP6", "BL60", "BL67", "GB21"}
    assert points()["CV4"].pregnancy == "regional"
    assert points()["BL23"].pregnancy == ""
    assert PREGNANCY_WORDS == "traditionally avoided in pregnancy; ask your practitioner"


@pytest.mark.parametrize("text", list(points()))
def test_every_point_is_found_by_its_code_and_by_its_words(text):
    assert code(text) == code(text.lower()) == code(point_words(text)) == text
    assert search_points(text)[0].code == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bl 23", "BL23"), ("BL-23", "BL23"), ("BL–23", "BL23"), ("BL.23", "BL23"), ("bl023", "BL23"), (" BL 23. ", "BL23"),
        ("ＢＬ２３", "BL23"), ("UB23", "BL23"), ("U.B. 23", "BL23"), ("B23", "BL23"), ("bladder 23", "BL23"),
        ("SJ5", "TE5"), ("TB 5", "TE5"), ("TW5", "TE5"), ("san jiao 5", "TE5"), ("triple burner 5", "TE5"),
        ("Ren 4", "CV4"), ("RN4", "CV4"), ("Du 4", "GV4"), ("governing vessel 4", "GV4"), ("P6", "PC6"), ("H7", "HT7"),
        ("LV3", "LR3"), ("Liv 3", "LR3"), ("liver 3", "LR3"), ("K3", "KI3"), ("Kid 3", "KI3"), ("G30", "GB30"),
        ("gall bladder 30", "GB30"), ("S36", "ST36"), ("L.I.-4", "LI4"),
        ("EX HN3", "EX-HN3"), ("Ex-HN 3", "EX-HN3"), ("exhn3", "EX-HN3"), ("EX-HN-3", "EX-HN3"), ("ex b 2", "EX-B2"),
        ("GV29", "EX-HN3"), ("Du-29", "EX-HN3"), ("ashi", "ASHI"), ("Ah shi", "ASHI"), ("ashi points", "ASHI"),
        ("shen shu", "BL23"), ("Shènshū", "BL23"), ("SHENSHU", "BL23"), ("shen-shu", "BL23"), ("Shènshu\u0304", "BL23"),
        ("腎兪", "BL23"), ("Renzhong", "GV26"), ("rén zhōng", "GV26"), ("Huatuo jiaji", "EX-B2"), ("yaotongxue", "EX-UE7"),
        ("Shenshu (BL23)", "BL23"), ("BL23: Shen shu", "BL23"), ("SI 4 Wangu", "SI4"), ("GB12 wangu", "GB12"),
        ("Wàngǔ", "SI4"), ("wángǔ", "GB12"),
    ],
)  # fmt: skip
def test_a_point_is_found_as_people_write_it(text, wanted):
    assert code(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "23", "BL", "BL0", "BL68", "BL1000", "GV30", "BL2 3", "BL2,3", "BL23 BL25", "BL23-25", "BL23 left",
        "T5", "Th5", "L4", "C7", "LE3", "B2", "G20", "S6", "XX5", "BL23 Mingmen", "shen", "shenshu2", "BL²³x", "\ud83d", "x" * 9_999,
    ],
)  # fmt: skip
def test_what_could_mean_something_else_is_not_guessed(text):
    assert find_point(text) is None
    assert point_words(text) == text


def test_a_name_of_two_points_is_nobodys_and_the_search_shows_both():
    for name, both in {
        "zhongdu": ["GB32", "LR6"],
        "wangu": ["SI4", "GB12"],
        "Er jian": ["LI2", "EX-HN6"],
    }.items():
        assert find_point(name) is None
        assert codes(name)[:2] == both
        assert split_points(name) == (name,)


def test_words_of_a_point_are_code_and_name():
    assert point_words("BL23") == point_words("ub 23") == "BL23 Shènshū"
    assert point_words("EX-B3") == "EX-B3"
    assert point_words("ASHI") == "Ashi (tender point)"
    assert point_words("the sore spot") == "the sore spot"


def test_the_exact_code_comes_first_and_then_its_continuations_by_number():
    assert codes("BL2") == codes("bl 2") == codes("UB2") == ["BL2", *(f"BL{n}" for n in range(20, 27))]
    assert codes("BL6", limit=20) == ["BL6", *(f"BL{n}" for n in range(60, 68))]
    assert codes("GV29") == ["EX-HN3"]
    assert codes("ex-hn1")[:3] == ["EX-HN1", "EX-HN10", "EX-HN11"]


def test_one_letter_shows_all_it_may_mean():
    assert codes("b9") == ["BL9", "EX-B9"]
    assert codes("g20") == ["GB20", "GV20"]
    assert codes("s36") == ["ST36"]
    assert codes("l14") == ["LI14", "LR14"]


def test_common_low_back_points_come_first_among_equals():
    assert codes("shen")[:2] == ["BL23", "BL62"]
    assert codes("bl")[0] == "BL23"
    assert codes("yang")[0] == "GB34"


def test_names_are_found_with_and_without_marks_and_blanks():
    for text in ("shens", "Shèns", "shen s", "SHENS"):
        assert codes(text)[0] == "BL23"
    assert codes("renz") == ["GV26"]
    assert codes("huatuo")[0] == "EX-B2"
    assert "BL25" in codes("changshu"), "inside the name"


def test_english_words_and_places_on_the_body_are_found():
    assert codes("gate") == codes("cloud ga") == ["LU2"]
    assert codes("union") == ["LI4"]
    assert codes("tender") == ["ASHI"]
    assert codes("knee")[0] == "BL40"
    assert "GB30" in codes("buttock")
    assert set(codes("low back")) <= {point.code for point in points().values() if "back" in point.place}
    assert codes("kidney")[0] == "KI3"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lower back", {"BL23", "BL25", "GV3", "GV4", "EX-B2", "BL32"}),
        ("sacrum", {"BL27", "BL32", "GV2"}),
        ("tailbone", {"BL34", "GV1", "BL35"}),
        ("ear", {"SI19", "TE17", "TE21", "GB2", "GB8", "EX-HN6"}),
        ("behind the ears", {"TE17", "GB12", "EX-HN14"}),
        ("back of knee", {"BL38", "BL39", "BL40", "KI10"}),
        ("bum", {"GB30", "BL54"}),
        ("buttocks", {"GB30", "BL36"}),
        ("tummy", {"ST25", "CV12", "CV4"}),
        ("belly", {"ST25", "CV12", "CV4"}),
        ("my shin", {"ST36", "ST40"}),
        ("calf", {"BL56", "BL57", "BL58"}),
        ("big toe", {"SP1", "SP2", "LR1"}),
        ("top of the foot", {"LR3", "GB41"}),
        ("heel", {"BL60", "KI3"}),
        ("inner ankle", {"KI3", "LR4"}),
        ("back of the neck", {"BL10", "GB20"}),
        ("shoulder blades", {"SI11", "BL43"}),
        ("back of hand", {"LI4", "TE3"}),
    ],
)
def test_a_place_is_found_by_the_words_people_have_for_it(text, wanted):
    assert wanted <= set(codes(text, limit=60))


def test_a_place_in_plain_words_is_not_put_together_from_two_places():
    assert {points()[name].body_group for name in codes("lower back", limit=99)} == {"low_back"}
    assert codes("back of knee") == ["BL40", "BL38", "BL39", "KI10"], "the common low-back point first"
    assert set(codes("big toe", limit=99)) == {"SP1", "SP2", "LR1"}
    assert codes("belly toe") == codes("left the") == []


def test_plain_words_never_come_before_a_code_or_a_name():
    assert codes("hip")[0] == "BL54"
    assert codes("tai")[0] == "KI3", "Taixi before the tailbone"
    assert codes("ki", limit=27) == sorted(
        codes("ki", limit=27), key=lambda one: (one != "KI3", int(one[2:]))
    )


def test_every_place_in_plain_words_is_one_of_the_list():
    known = {name for point in points().values() for name in (point.code, point.body_group, point.region)}
    for words, said_of in points_module._PLAIN_WORDS.items():
        assert set(said_of) <= known, words
        for plain in words.split(", "):
            assert search_points(plain), plain


def test_an_english_word_comes_before_a_match_inside():
    assert codes("ravine") == []
    assert codes("marsh") == ["LU5"]
    assert codes("entral") == ["LU1"]


def test_no_limit_is_passed_and_nothing_is_found_for_nothing():
    assert len(search_points("a")) == 8
    assert len(search_points("a", limit=3)) == 3
    for text in ("", "  ", "-", "zzz", "BL99", "x" * 61, "\ud83d", "🙂", "<img onerror>"):
        assert search_points(text) == ()


def test_a_search_is_the_same_each_time_and_takes_less_than_3_ms():
    texts = [
        "s",
        "e",
        "shen",
        "BL2",
        "a a a a a a a a a",
        "back of the back of the back",
        "lower back",
        "anterior aspect of the",
        "zzzz",
        "x" * 100_000,
        "é" * 60,
    ]
    first = [search_points(text) for text in texts]
    for text, found in zip(texts, first, strict=True):
        taken = []
        for _ in range(15):
            start = time.perf_counter()
            assert search_points(text) == found
            taken.append(time.perf_counter() - start)
        assert min(taken) < 0.003, text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BL23 BL25, GB30; shen shu", ("BL23", "BL25", "GB30")),
        ("BL23\nUB 25\r\nGB-30\tki3", ("BL23", "BL25", "GB30", "KI3")),
        ("bl 23 bl 25 ex hn 3", ("BL23", "BL25", "EX-HN3")),
        ("shen shu ming men", ("BL23", "GV4")),
        ("BL23/BL25 / ki 3", ("BL23", "BL25", "KI3")),
        ("LI4 + LR3 & sp6 and ST36", ("LI4", "LR3", "SP6", "ST36")),
        ("BL23、BL25；GB30，KI3 | LR3 • SP6", ("BL23", "BL25", "GB30", "KI3", "LR3", "SP6")),
        ("BL23 Shènshū, Taixi (KI3), ashi", ("BL23", "KI3", "ASHI")),
        ("  sore   spot ,, ; BL23,", ("sore spot", "BL23")),
        ("Ear Shenmen, ear shenmen", ("Ear Shenmen",)),
        ("L4/L5 left side", ("L4/L5 left side",)),
        ("BL23/25", ("BL23/25",)),
        ("BL23 left", ("BL23 left",)),
        ("heat and cups", ("heat and cups",)),
        ("", ()),
        (" ,;\n/ ", ("/",)),
    ],
)
def test_a_pasted_list_becomes_points_and_own_words_stay(text, wanted):
    assert split_points(text) == wanted


@pytest.mark.parametrize("text", ["BL23-25", "BL23-BL25", "BL 23 - 25", "BL23–BL25"])
def test_a_range_stays_a_text_because_it_may_be_a_pair_with_current(text):
    assert split_points(text) == (text,)


def test_splitting_again_changes_nothing():
    texts = [
        "BL23 x, y/z + KI3; BL23-25",
        "a,b;c\nd",
        *points(),
        "L4/L5 left, ki 3 / lr 3",
        "BL23 foo and LI4",
    ]
    for text in texts:
        once = split_points(text)
        assert split_points(", ".join(once)) == once
        assert distinct_points(once) == once


def test_nothing_of_a_pasted_list_is_lost():
    pasted = [f"spot {number}" for number in range(250)] + list(points())[:250]
    assert split_points(", ".join(pasted)) == tuple(pasted)
    assert split_points(" ".join(list(points()))) == tuple(points())


def test_a_long_paste_does_not_take_long():
    for text in (
        "ashi " * 4_000,
        "a, " * 7_000,
        "large intestine 4 he gu " * 900,
        "((((" * 5_000,
        "bl " * 7_000,
    ):
        start = time.process_time()
        split_points(text)
        being_typed(text)
        assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "before", "sought"),
    [
        ("shen shu", (), "shen shu"),
        ("BL23, sh", ("BL23",), "sh"),
        ("BL23,", ("BL23",), ""),
        ("ub 23 ki 3 mingm", ("BL23", "KI3"), "mingm"),
        ("BL23 BL25", ("BL23",), "BL25"),
        ("sore spot; LI4 + LR", ("sore spot", "LI4"), "LR"),
        ("low ba", (), "low ba"),
        ("nothing known", (), "nothing known"),
    ],
)
def test_the_end_of_a_list_is_what_somebody_is_looking_for(text, before, sought):
    assert being_typed(text) == (before, sought)


def test_distinct_points_are_codes_once_and_own_words_once():
    assert distinct_points(["bl 23", "BL23", " Sore  spot", "sore spot", "", "GV29"]) == (
        "BL23",
        "Sore spot",
        "EX-HN3",
    )


def test_ordinary_points_are_accepted():
    check_points(())
    check_points(tuple(points())[:POINT_LIMIT])
    check_points(("BL23", "x" * POINT_NAME_LIMIT, "שלום 🙂"))


def test_500_points_are_refused_with_their_number_and_nothing_is_lost():
    with pytest.raises(BadValue, match=r"500 points .* hold 60\. Take 440 off\. Nothing was lost"):
        check_points(("BL23",) * 500)


@pytest.mark.parametrize(
    ("bad", "words"),
    [("x" * 61, "60 characters, and one has 61"), (" ", "empty"), ("BL23\0", "type it again")],
)
def test_a_point_that_cannot_be_kept_is_refused_without_repeating_it(bad, words):
    with pytest.raises(BadValue, match=words) as refusal:
        check_points(("KI3", bad))
    assert "BL23" not in str(refusal.value)
    assert "KI3" not in str(refusal.value)
