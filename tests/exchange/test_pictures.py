"""The charts as files: nothing in them runs, fetches or tells what a patient wrote, and they are the same each time."""

import io
import struct
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from xml.etree import ElementTree as ET

import pytest

from acujournal import charts
from acujournal.background import Ongoing, OngoingKind, care_changes
from acujournal.charts import still as still_module
from acujournal.charts.still import FONT
from acujournal.errors import ReportTrouble
from acujournal.exchange.pictures import (
    DOTS,
    MARGIN,
    WIDTH,
    Picture,
    as_png,
    as_svg,
    pictures_of,
    pictures_zip,
)
from acujournal.journal import Entry, Journal, Moment
from acujournal.sample import make_sample
from acujournal.stats import analyse
from acujournal.treatment import EffectKind, SideEffect, Treatment
from acujournal.weekly import WeeklyCheck

TODAY = date(2026, 11, 22)
UNTIL = TODAY + timedelta(days=1)
FIRST = UNTIL - timedelta(days=84)
#: What Ana types wherever she can; none of it may be in a picture.
SECRET = "Quarrel</title><script>alert(1)</script>"
SVG = "{http://www.w3.org/2000/svg}"
NAMES = [
    "course",
    "after-sessions",
    "stress-and-sleep",
    "usual-week",
    "weekly-questions",
    "where-it-hurt",
    "which-days",
]


def drawn_from(
    journal: Journal, checks: tuple[WeeklyCheck, ...] = (), ongoing: tuple[Ongoing, ...] = ()
) -> tuple[Picture, ...]:
    analysis = analyse(journal, checks=checks, today=TODAY, period=(FIRST, UNTIL), until=UNTIL)
    return pictures_of(
        journal,
        FIRST,
        UNTIL,
        today=TODAY,
        analysis=analysis,
        weekly_checks=checks,
        changes=care_changes(ongoing, FIRST, UNTIL),
        target=4,
    )


@cache
def anas() -> tuple[Picture, ...]:
    """The pictures of Ana's journal: the sample's course, with words of hers wherever she can leave some."""
    sample = make_sample(TODAY, "Europe/Berlin")
    talkative = [Entry(**{**vars(entry), "note": SECRET, "medicines": (SECRET,)}) for entry in sample.entries]
    sessions = [
        Treatment(
            **{
                **vars(one),
                "note": SECRET,
                "practitioner": SECRET,
                "points": (SECRET,),
                "what_was_done": SECRET,
                "questions": SECRET,
                "side_effects": (SideEffect(kind=EffectKind.OTHER, note=SECRET),),
            }
        )
        for one in sample.treatments
    ]
    changes = tuple(
        Ongoing(ongoing_id=kind, kind=kind, name=SECRET, began_on=FIRST + timedelta(days=20), note=SECRET)
        for kind in OngoingKind
    )
    journal = Journal(
        zone="Europe/Berlin", entries=tuple(talkative), moments=sample.moments, treatments=tuple(sessions)
    )
    return drawn_from(journal, sample.weekly_checks, changes)


def test_every_chart_of_progress_becomes_a_picture() -> None:
    assert [picture.name for picture in anas()] == NAMES
    assert all(picture.words and picture.how_to_read for picture in anas())


def test_what_has_nothing_to_draw_is_left_out() -> None:
    one_day = Journal(entries=(Entry(day=TODAY, pain_average=4, places=("back_sacrum",)),))

    assert drawn_from(Journal()) == ()
    assert [picture.name for picture in drawn_from(one_day)] == ["course", "which-days"]


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_nothing_in_a_picture_runs_or_is_fetched_from_elsewhere(number: int) -> None:
    root = ET.fromstring(as_svg(anas()[number]))

    assert root.tag == f"{SVG}svg"
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in DRAWN, element.tag
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name.rpartition("}")[2] not in ("href", "src", "style"), name
            assert "url(" not in value or value.startswith("url(#"), value
            assert "://" not in value, value


#: All an SVG of ours may be made of: shapes, words, and the shades of a legend.
DRAWN = {
    "svg",
    "title",
    "rect",
    "g",
    "path",
    "line",
    "text",
    "tspan",
    "defs",
    "linearGradient",
    "stop",
    "clipPath",
}


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_what_ana_wrote_is_in_no_picture(number: int) -> None:
    picture = anas()[number]

    for told in (as_svg(picture), picture.words, picture.how_to_read, str(picture.drawing.spec)):
        assert "Quarrel" not in told
        assert "script>" not in told


def test_a_picture_says_what_it_shows_to_whoever_cannot_see_it() -> None:
    course = anas()[0]
    root = ET.fromstring(as_svg(course))

    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == course.words
    assert "lower is better" in course.words


def test_words_with_signs_of_markup_stay_words() -> None:
    course = anas()[0]
    picture = Picture("course", course.drawing, "Pain < 4 & sleep > 6", "")

    assert ET.fromstring(as_svg(picture))[0].text == "Pain < 4 & sleep > 6"


def test_a_picture_is_light_and_has_a_white_margin() -> None:
    root = ET.fromstring(as_svg(anas()[0]))
    ground = root[1]

    assert (ground.tag, ground.get("fill")) == (f"{SVG}rect", "white")
    assert root.get("width") == ground.get("width") == str(WIDTH + 2 * MARGIN)
    assert charts.palette(dark=False).pain in as_svg(anas()[0])
    assert charts.palette(dark=True).pain not in as_svg(anas()[0])


def test_other_programs_are_told_a_font_they_have() -> None:
    fonts = {text.get("font-family") for text in ET.fromstring(as_svg(anas()[0])).iter(f"{SVG}text")}

    assert fonts == {FONT}
    assert FONT.endswith(", sans-serif")


def test_a_missed_day_is_a_gap_in_the_picture() -> None:
    days = [FIRST + timedelta(days=n) for n in (0, 1, 2, 4, 5)]
    whole = Journal(
        entries=tuple(Entry(day=day, pain_average=5) for day in [*days, FIRST + timedelta(days=3)])
    )
    gap = Journal(entries=tuple(Entry(day=day, pain_average=5) for day in days))

    def lines(journal: Journal) -> set[str]:
        """Every line of pain as its strokes: M moves the pen, L draws."""
        course = charts.course(charts.course_of(journal, FIRST, FIRST + timedelta(days=7)))
        root = ET.fromstring(as_svg(Picture("course", course, "", "")))
        pain = charts.palette(dark=False).pain
        paths = [path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("stroke") == pain]
        return {"".join(stroke for stroke in path if stroke in "ML") for path in paths}

    assert "MLLLLL" in lines(whole)
    assert "MLLLLL" not in lines(gap)
    assert "MLLML" in lines(gap)


def test_the_same_picture_is_the_same_however_many_came_before() -> None:
    once = [(as_svg(picture), as_png(picture)) for picture in anas()]
    again = [(as_svg(picture), as_png(picture)) for picture in anas()]

    assert once == again
    assert 'id="gradient_0"' in once[NAMES.index("where-it-hurt")][0]


def test_a_png_is_as_large_as_it_should_be() -> None:
    made = as_png(anas()[0])
    svg = ET.fromstring(as_svg(anas()[0]))

    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    size = struct.unpack(">II", made[16:24])
    assert size == (int(svg.get("width", "")) * DOTS, int(svg.get("height", "")) * DOTS)


class PanicException(BaseException):
    """What Rust throws through Python."""


@pytest.mark.parametrize("error", [ValueError("Ana"), PanicException("Ana")])
def test_a_png_that_fails_is_a_sentence_without_a_patients_words(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    import vl_convert

    def fail(*_: object, **__: object) -> bytes:
        raise error

    monkeypatch.setattr(vl_convert, "svg_to_png", fail)
    with pytest.raises(ReportTrouble, match="A chart could not be drawn") as caught:
        as_png(anas()[0])
    assert "Ana" not in str(caught.value)


def test_the_zip_holds_both_kinds_and_the_words_and_tells_how_far_it_is() -> None:
    seen: list[float] = []
    pictures = anas()[:2]

    made = pictures_zip(pictures, progress=seen.append)

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == [
            "what-they-show.txt",
            "course.svg",
            "course.png",
            "after-sessions.svg",
            "after-sessions.png",
        ]
        assert archive.read("course.svg").decode() == as_svg(pictures[0])
        assert archive.read("course.png") == as_png(pictures[0])
        words = archive.read("what-they-show.txt").decode()
    assert all(picture.words in words and picture.how_to_read in words for picture in pictures)
    assert seen == [0.5, 1.0]
    assert made == pictures_zip(pictures)


def test_pictures_of_the_sample_say_that_it_is_invented() -> None:
    invented = Journal(
        is_sample=True,
        entries=(Entry(day=TODAY, pain_average=4),),
        moments=(Moment(moment_id="a", at=datetime(2026, 11, 22, 9, tzinfo=UTC), zone="UTC", pain=4),),
    )

    pictures = drawn_from(invented)

    assert pictures
    for picture in pictures:
        assert picture.name.startswith("sample-")
        assert picture.words.startswith("This is the invented sample journal.")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server of this computer that writes down who asks for what."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'[{"a": 1}]')

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_drawing_asks_no_one_for_anything(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    design = {
        "data": {"url": f"{address}/rows.json"},
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
        "height": 100,
    }

    drawing = charts.Drawing(design=design, rows={})
    with pytest.raises(ReportTrouble):
        as_svg(Picture("x", drawing, "", ""))
    # Why it gave up is kept from the person, and it must be this and nothing else.
    with pytest.raises(ValueError, match="not allowed"):
        still_module._drawn(drawing, 900)

    assert asked == []
