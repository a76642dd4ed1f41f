"""The charts of Learn: rare looks rare, a difference keeps its sign and its range, and words say what is drawn."""

import re

import pytest
import vl_convert

from acujournal import charts
from acujournal.charts.risks import OF
from acujournal.education import Glance, Per, Risk, Seriousness
from acujournal.teaching import USUAL, invented_patient

DARK = pytest.mark.parametrize("dark", [False, True])


def risk(per_10000: float, *, low=None, high=None, per=Per.PATIENTS) -> Risk:
    return Risk(
        what="Bruise",
        per_10000=per_10000,
        low=low,
        high=high,
        per=per,
        key="a",
        seriousness=Seriousness.MINOR,
    )


def gap(value: float, low=None, high=None, unit="points of 0-10") -> Glance:
    return Glance(
        outcome="Pain",
        against="sham",
        value=value,
        low=low,
        high=high,
        unit=unit,
        certainty="low",
        key="a",
    )


def layers(drawing):
    return drawing.spec["layer"]


@DARK
def test_bars_of_risk_go_to_all_ten_thousand_so_that_rare_looks_rare(dark) -> None:
    drawing = charts.risks([risk(610), risk(1.01, low=0.23, high=2.33)], dark=dark)

    assert drawing.rows["risks"]["count"].tolist() == [610, 1.01]
    assert drawing.rows["risks"]["number"].tolist() == ["610", "1.01"]
    domains = [layer["encoding"]["x"]["scale"]["domain"] for layer in layers(drawing)[:2]]
    assert domains == [[0, OF], [0, OF]]


def test_patients_and_treatments_never_share_an_axis() -> None:
    with pytest.raises(ValueError, match="unpack"):
        charts.risks([risk(610), risk(671, per=Per.TREATMENTS)])


def test_a_count_is_said_with_its_range_and_of_what() -> None:
    words = charts.risks_words([risk(610), risk(1.01, low=0.23, high=2.33)])
    assert words == "Of 10,000 patients, how many had each. Bruise: 610; Bruise: 1.01 (0.23 to 2.33)."
    assert "treatments" in charts.risks_words([risk(671, per=Per.TREATMENTS)])
    assert charts.count_said(risk(2970)) == "2,970"
    assert charts.count_said(risk(0.08)) == "0.08"


@DARK
def test_less_pain_stands_left_of_zero_with_its_range(dark) -> None:
    drawing = charts.evidence([gap(1.03, 0.34, 1.71), gap(0.5)], dark=dark)
    rows = drawing.rows["evidence"]

    assert rows["value"].tolist() == [-1.03, -0.5]
    assert (rows["low"][0], rows["high"][0]) == (-1.71, -0.34)
    assert rows["low"].isna().tolist() == [False, True], "no range is drawn where there is none"
    zero = layers(drawing)[0]["encoding"]["x"]
    assert zero["datum"] == 0
    assert zero["scale"]["domain"] == [-3, 1]


def test_a_large_difference_still_fits() -> None:
    zero = layers(charts.evidence([gap(4.2, 3, 5.5)]))[0]["encoding"]["x"]
    assert zero["scale"]["domain"] == [-6, 1]


def test_another_unit_never_stands_on_the_scale_of_points() -> None:
    with pytest.raises(ValueError, match="0-10"):
        charts.evidence([gap(3.4, unit="% of patients")])


def test_the_chart_says_a_difference_in_the_words_of_the_table_with_its_certainty_in_sight() -> None:
    rows = [gap(1.03, 0.34, 1.71), gap(-0.5, -1, 0.2)]
    drawing = charts.evidence(rows)
    drawn = {layer["encoding"].get("text", {}).get("field") for layer in layers(drawing)}

    assert drawing.rows["evidence"]["said"].tolist() == [row.said for row in rows]
    assert {"compared", "said"} <= drawn, "what is only in a tooltip is not there for a finger"
    assert charts.evidence_words(rows[:1]) == (
        "Pain with acupuncture, points of 0-10, lower is better. "
        "Pain, against sham: 1.03 lower (0.34 to 1.71), low certainty."
    )


def test_the_scale_names_a_side_and_never_a_sign() -> None:
    """A chart with -1 above a table with "1 lower" leaves it to the reader which of the two is better."""
    drawing = charts.evidence([gap(1.03, 0.34, 1.71)])
    picture = vl_convert.vegalite_to_svg(
        {**drawing.spec, "datasets": {"evidence": drawing.rows["evidence"].to_dict("records")}, "width": 340}
    )
    # Text alone: the places of the marks have signs of their own.
    written = " ".join(re.findall(r">([^<>]+)<", picture))

    for side in ("3 lower", "2 lower", "1 lower", "no difference", "1 higher"):
        assert side in written
    assert re.search(r"[-\u2212]\d", written.replace("0-10", "")) is None


@DARK
def test_the_days_beside_sessions_stand_out_and_the_usual_level_stays(dark) -> None:
    patient = invented_patient(3)
    drawing = charts.regression(patient, dark=dark)

    assert drawing.rows["days"]["pain"].tolist() == list(patient.pain)
    assert drawing.rows["before"]["day"].tolist() == [day - 1 for day in patient.sessions]
    assert drawing.rows["after"]["pain"].tolist() == [patient.pain[day + 1] for day in patient.sessions]
    assert drawing.rows["sessions"]["day"].tolist() == list(patient.sessions)
    assert layers(drawing)[0]["encoding"]["y"]["datum"] == USUAL
    other = charts.regression(invented_patient(4), dark=dark)
    assert other.design is drawing.design, "made once and kept"


def test_the_words_of_the_invented_patient_say_what_is_drawn() -> None:
    patient = invented_patient(3)
    words = charts.regression_words(patient)
    assert f"{patient.before:.1f} on average the day before, {patient.after:.1f} the day after" in words
    assert f"{len(patient.sessions)} sessions" in words
