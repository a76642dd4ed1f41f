"""What came from another app says so where Ana sees it."""

import pytest

from tests.pages.conftest import go, words
from tests.pages.test_data import features, upload


@pytest.mark.parametrize(("top", "is_left_out"), [(4, True), (10, False)])
def test_a_day_says_where_it_was_brought_in_from_and_whether_its_pain_counts(open_app, ana, top, is_left_out):
    app = upload(open_app(), features("Pain", top=top))
    app.selectbox[0].set_value("pain_average").run()
    app.number_input[0].set_value(0).run()
    app.number_input[1].set_value(top).run()
    app.button(key="data.import").click().run()
    assert ana.load_journal().entries
    go(app, "history", day="2026-11-02")
    assert "Brought in from Track & Graph." in words(app)
    assert ("Its pain had another scale" in words(app)) is is_left_out
    go(app, "history", month="2026-11")
    assert "from another app" in words(app)
