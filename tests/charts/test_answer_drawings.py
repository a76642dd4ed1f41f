"""What holds for every drawing of an answer: valid numbers, shapes that can be seen, no words of the person."""

import json
import math
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from acujournal import charts
from acujournal.charts.completeness import FAINT
from acujournal.charts.intervals import GROUND
from acujournal.journal import Journal
from tests.charts.diaries import (
    GROUNDS,
    TODAY,
    answers,
    contrast,
    diary,
    marks_of,
    mixed,
    sample_journal,
    wavering,
)

UNTIL = TODAY + timedelta(days=1)


def drawings(journal: Journal, days: int, *, dark: bool = False) -> list[charts.Drawing]:
    analysis = answers(journal, days)
    course = charts.course_of(
        journal, TODAY - timedelta(days=days), UNTIL, today=TODAY, analysis=analysis, target=3
    )
    return [
        charts.course(course, dark=dark),
        charts.relief(charts.relief_of(analysis), dark=dark),
        charts.week(charts.week_of(analysis), dark=dark),
        charts.beside(charts.beside_of(analysis), dark=dark),
        charts.completeness(charts.completeness_of(journal, analysis), dark=dark),
    ]


DIARIES = {
    "sample": (sample_journal(), 84),
    "empty": (Journal(), 91),
    "one day": (diary([4]), 91),
    "all alike": (diary([4] * 80, sessions=(20, 30, 40, 50, 60)), 80),
    "all zero": (diary([0] * 80, sessions=(20, 30, 40, 50, 60)), 80),
    "nothing rated": (diary([None] * 5, sessions=(1, 3)), 91),
    "begins with a session": (diary(wavering(60), sessions=(0, 7, 14, 21, 28)), 60),
    "a session a day": (diary(wavering(60), sessions=tuple(range(10, 60))), 60),
    "half missing": (
        diary([p if n % 2 else None for n, p in enumerate(wavering(120))], sessions=(30, 47, 61, 80, 99)),
        120,
    ),
    "ten years": (diary(wavering(3650), sessions=tuple(range(100, 3600, 9))), 3650),
}


@pytest.mark.parametrize("name", DIARIES)
def test_no_number_that_is_none_reaches_a_drawing(name: str) -> None:
    for drawing in drawings(*DIARIES[name]):
        json.dumps(drawing.design, allow_nan=False)
        for frame in drawing.rows.values():
            for value in frame.to_numpy().ravel():
                assert not (isinstance(value, float) and math.isinf(value))


@pytest.mark.parametrize("name", DIARIES)
def test_an_interval_is_whole_or_not_there(name: str) -> None:
    for drawing in drawings(*DIARIES[name]):
        for frame in drawing.rows.values():
            if "low" in frame:
                assert (frame["low"].isna() == frame["high"].isna()).all()
                point = frame["value" if "value" in frame else "mean"]
                assert not (frame["low"].notna() & point.isna()).any(), "an interval without its point"
                assert (frame["low"].isna() | (frame["low"] <= point)).all()
                assert (frame["high"].isna() | (frame["high"] >= point)).all()


@pytest.mark.parametrize("name", DIARIES)
def test_every_diary_is_said_in_words_without_an_odd_number(name: str) -> None:
    journal, days = DIARIES[name]
    analysis = answers(journal, days)
    relief, week = charts.relief_of(analysis), charts.week_of(analysis)
    beside, complete = charts.beside_of(analysis), charts.completeness_of(journal, analysis)
    said = [
        charts.relief_words(relief),
        charts.how_to_read_relief(relief),
        charts.week_words(week),
        charts.how_to_read_week(week),
        charts.beside_words(beside),
        charts.how_to_read_beside(beside),
        charts.completeness_words(complete),
        charts.how_to_read_completeness(complete),
        *(" ".join(row) for row in charts.relief_rows(relief)),
        *(" ".join(row) for row in charts.week_rows(week)),
        *(" ".join(row) for row in charts.beside_rows(beside)),
        *(" ".join(row) for row in charts.completeness_rows(complete)),
    ]

    for words in said:
        assert words
        for bad in ("nan", "inf", "None", "-0", "−0.0", "+0.0 "):
            assert bad not in words.split()
        for never in ("effective", "caused", "because of", "significant", "proves", "works"):
            assert never not in words


@pytest.mark.parametrize("dark", [False, True])
def test_every_shape_of_an_answer_can_be_seen(*, dark: bool) -> None:
    ground = GROUNDS[dark]
    colours = charts.palette(dark=dark)
    # The shade of a stretch is a ground with words on it, and the faint bar of a worst pain stands beside its number.
    exempt = {colours.grid, colours.worst, ground, "transparent"}
    for drawing in drawings(sample_journal(), 84, dark=dark) + drawings(*DIARIES["ten years"], dark=dark):
        for mark in marks_of(drawing.design):
            style: dict[str, Any] = mark["mark"]
            if style.get("opacity") == 0:
                continue
            for colour in {style.get(part) for part in ("color", "fill", "stroke")} - {None} - exempt:
                share = style.get("strokeOpacity", 1)
                assert contrast(mixed(ground, colour, share), ground) >= 3, (style, colour)


@pytest.mark.parametrize("dark", [False, True])
def test_words_in_a_drawing_can_be_read(*, dark: bool) -> None:
    ground, colours = GROUNDS[dark], charts.palette(dark=dark)
    shaded = mixed(ground, colours.grid, 0.6)

    for colour in (colours.text, colours.pain):
        assert contrast(colour, ground) >= 4.5
    assert contrast(colours.text, shaded) >= 4.5
    assert contrast(mixed(ground, colours.text, FAINT), ground) >= 3


def test_the_ground_of_the_drawings_is_the_ground_of_the_screen() -> None:
    theme = tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))["theme"]

    assert {False: theme["light"]["backgroundColor"], True: theme["dark"]["backgroundColor"]} == GROUND


def test_a_note_never_reaches_a_drawing_of_an_answer() -> None:
    journal = diary(wavering(84), sessions=(20, 33, 47, 60, 71), note="![x](http://a)")

    for drawing in drawings(journal, 84):
        assert "![x]" not in str(drawing.design)
        assert all("![x]" not in frame.to_csv() for frame in drawing.rows.values())


def test_days_leave_without_a_zone() -> None:
    for drawing in drawings(sample_journal(), 84):
        for frame in drawing.rows.values():
            for column in frame.select_dtypes("datetime"):
                assert frame[column].dt.tz is None
            assert frame.select_dtypes("datetimetz").empty


def test_a_design_is_made_once_for_all_numbers() -> None:
    one = drawings(diary(wavering(84), sessions=(20, 33, 47, 60, 71)), 84)
    other = drawings(diary(wavering(84, level=7.0), sessions=(20, 33, 47, 60, 71)), 84)

    for first, second in zip(one, other, strict=True):
        assert first.design is second.design
