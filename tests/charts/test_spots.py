"""What Ben reads off a chart by pointing is what it draws, on the day it draws it."""

import pytest

from acujournal.charts import paper
from acujournal.charts.spots import NOT_RATED
from acujournal.words import short_day
from tests.report.people import TODAY, bare, rated, report


def picture(contents, key):
    return next(part.picture for part in (*contents.page_one, *contents.page_two) if part.key == key)


def corners(drawing, layer):
    return [corner for line in drawing.rows["shapes"].loc[layer, "coordinates"] for corner in line]


def test_every_day_of_the_course_can_be_pointed_at_and_a_day_without_a_rating_says_so():
    pains = [5, None, 6, 3, 4, 5, 6, 7, 2]
    course = picture(bare(rated(pains)), "pain").spots
    assert len(course.spots) == len(pains)
    for spot, pain in zip(course.spots, pains, strict=True):
        assert (spot.y is None) == (pain is None)
        assert spot.name.endswith(NOT_RATED) == (pain is None)
        assert spot.values == (("" if pain is None else str(pain)),)
    assert course.spots[-1].name == short_day(TODAY.fromordinal(TODAY.toordinal() - 1))


@pytest.mark.parametrize(("days", "years"), [(91, 1), (364, 1), (3640, 10)])
def test_the_mark_stands_on_the_line_that_is_drawn(days, years):
    found = picture(report(days, years=years), "pain")
    line = {(x, y) for x, y in corners(found.drawing, "pain")}
    marks = {
        (paper.px(spot.x - paper.ROOM["left"]), spot.y) for spot in found.spots.spots if spot.y is not None
    }
    assert line <= marks
    assert found.spots.unit == ("weeks" if years == 10 else "days")


def test_each_score_and_each_day_around_a_session_is_as_its_table_says():
    contents = report(91)
    weekly, relief = picture(contents, "function"), picture(contents, "answers")
    assert [(spot.name, *spot.values) for spot in weekly.spots.spots] == list(weekly.table.rows)
    rows = {row[0]: row[1:] for row in relief.table.rows}
    assert len(relief.spots.spots) >= 6
    for spot in relief.spots.spots:
        assert spot.values == tuple("" if cell == "–" else cell for cell in rows[spot.name])


def test_a_place_of_the_body_is_marked_within_its_own_borders():
    body = picture(report(91), "body")
    shapes = body.drawing.rows["shapes"]
    assert [(spot.name, *spot.values) for spot in body.spots.spots] == list(body.table.rows)
    for spot, region_id in zip(body.spots.spots, shapes.index[1:], strict=True):
        ring = shapes.loc[region_id, "coordinates"][0][0]
        across, down = zip(*ring, strict=True)
        assert min(across) < spot.x < max(across)
        assert min(down) < spot.y < max(down)
