"""What a newcomer sees in the sample journal beside days and sessions."""

from dataclasses import replace

import pytest

from tests.pages.conftest import go, words


@pytest.fixture
def app(open_app, ana):
    """The sample, opened from the first run."""
    ana.save_preferences(replace(ana.preferences(), welcomed_at=None))
    app = open_app()
    app.button(key="welcome.sample").click().run()
    assert "Sample journal" in words(app)
    return app


def test_the_sample_shows_what_else_changed_beside_the_pain(app):
    said = words(go(app, "progress"))

    assert "What else changed" in said
    assert "Sun 27 Sep 2026: Physiotherapy began" in said
    assert "Wed 14 Oct 2026: Paracetamol 500 mg ended" in said


def test_both_charts_over_time_of_the_sample_have_the_ticks_of_changes(app):
    go(app, "progress")
    captions = [one.value for one in app.caption]

    assert len(app.get("vega_lite_chart")) >= 2
    assert sum("strokes: medicine or other care" in one for one in captions) == 2


def test_the_sample_has_a_first_visit_to_read_and_to_print(app):
    go(app, "plan", visit="print")

    assert "Low down on the left, and into the buttock on bad days." in words(app)
    assert "Since the spring." in words(app)


def test_the_medicines_and_care_of_the_sample_stand_in_their_list(app):
    said = words(go(app, "plan", ongoing="list"))

    assert "Paracetamol 500 mg" in said
    assert "Physiotherapy" in said


def test_nothing_of_the_sample_stays_when_it_is_left(app, ana):
    app.button(key="sample.leave").click().run()

    assert ana.first_visit() is None
    assert ana.all_ongoing() == ()
