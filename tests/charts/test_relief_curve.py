"""The relief curve: what has an interval, what has none, what is said of it."""

from acujournal import charts
from acujournal.stats.relief import DayAfter, DayAround
from tests.charts.diaries import answers, diary, estimate, marks_of, marks_on, sample_journal, wavering


def curve(*after: DayAfter, around: tuple[DayAround, ...] = ()) -> charts.ReliefCurve:
    return charts.ReliefCurve(after, around)


CLEAR = DayAfter(1, estimate(-1.5, 0.3), 9)
FEW = DayAfter(2, None, 3)


def test_a_day_after_few_sessions_has_no_interval() -> None:
    drawing = charts.relief(curve(CLEAR, FEW))
    rows = drawing.rows["after"]

    assert rows["value"].notna().tolist() == [True, False]
    assert rows["low"].notna().tolist() == [True, False]
    assert rows["sessions"].tolist() == [9, 3], "how many there were is still said"
    assert "2 days after 3 sessions, too few to say" in charts.relief_words(curve(CLEAR, FEW))
    assert charts.relief_rows(curve(CLEAR, FEW))[1] == ("2 days after", "–", "–", "3")


def test_no_interval_stands_without_its_point() -> None:
    drawing = charts.relief(curve(CLEAR, FEW))
    rows = drawing.rows["after"]
    bars = [mark for mark in marks_on(drawing, "after") if mark["mark"]["type"] == "rule"]
    points = [mark for mark in marks_on(drawing, "after") if mark["mark"]["type"] == "point"]

    assert len(bars) == len(points) == 1
    assert bars[0]["transform"] == points[0]["transform"] == [{"filter": "isValid(datum.value)"}]
    known = rows[rows["value"].notna()]
    assert ((known["low"] < known["value"]) & (known["value"] < known["high"])).all()


def test_the_line_of_the_curve_breaks_at_a_day_nobody_can_tell() -> None:
    drawing = charts.relief(curve(CLEAR, FEW, DayAfter(3, estimate(-0.5), 8)))
    (line,) = [mark for mark in marks_on(drawing, "after") if mark["mark"]["type"] == "line"]

    assert "transform" not in line, "a line over filtered rows would bridge the gap"
    assert drawing.rows["after"]["value"].isna().tolist() == [False, True, False]


def test_days_around_a_session_are_hollow_and_have_no_interval() -> None:
    drawing = charts.relief(curve(CLEAR, around=(DayAround(-1, 0.8, 9),)))
    (around,) = marks_on(drawing, "around")

    assert around["mark"]["filled"] is False
    assert {"low", "high"}.isdisjoint(drawing.rows["around"].columns)
    assert "1 day before 0.8 higher" in charts.relief_words(curve(CLEAR, around=(DayAround(-1, 0.8, 9),)))
    assert "observed minus expected" in str(drawing.spec)


def test_a_day_around_two_sessions_is_counted_but_not_drawn() -> None:
    lonely = curve(CLEAR, around=(DayAround(-1, 0.8, 9), DayAround(9, 4.0, 2)))

    assert charts.relief(lonely).rows["around"]["step"].tolist() == [-1]
    assert charts.relief_rows(lonely)[-1] == ("9 days after", "–", "–", "2")
    assert not lonely.goes_on


def test_the_axis_ends_with_the_sixth_day_where_no_later_one_is_drawn() -> None:
    def last_day(shown: charts.ReliefCurve) -> float:
        (axis,) = {
            tuple(mark["encoding"]["x"]["scale"]["domain"])
            for mark in marks_of(charts.relief(shown).design)
            if "scale" in mark["encoding"].get("x", {})
        }
        return axis[1]

    assert last_day(curve(CLEAR)) < 7
    assert last_day(curve(CLEAR, around=(DayAround(9, 0.2, 5),))) > 13


def test_small_differences_do_not_fill_the_plot() -> None:
    shown = curve(DayAfter(1, estimate(-0.1, 0.05), 400))

    assert charts.relief(shown).rows["reach"]["value"].tolist() == [-2.0, 2.0]


def test_every_interval_lies_within_the_axis() -> None:
    shown = curve(DayAfter(1, estimate(-4.4, 1.0), 4), DayAfter(2, estimate(3.0, 1.5), 4))
    drawing = charts.relief(shown)
    low, high = drawing.rows["reach"]["value"]

    assert low <= drawing.rows["after"]["low"].min()
    assert high >= drawing.rows["after"]["high"].max()


def test_ana_with_three_sessions_has_no_curve_yet() -> None:
    shown = charts.relief_of(answers(diary(wavering(60), sessions=(20, 30, 40))))

    assert not shown.has_anything
    assert "not enough data yet" in charts.relief_words(shown)
    assert charts.relief_rows(shown) == []
    assert "Hollow" not in charts.how_to_read_relief(shown)


def test_the_curve_shows_the_numbers_of_the_analysis() -> None:
    analysis = answers(sample_journal())
    shown = charts.relief_of(analysis)
    rows = charts.relief(shown).rows["after"]

    assert rows["value"].tolist() == [day.change.value for day in analysis.curve.after if day.change]
    assert rows["sessions"].tolist() == [day.sessions for day in analysis.curve.after]
    words = charts.relief_words(shown)
    for day in analysis.curve.after:
        assert day.change is not None
        assert f"{abs(day.change.value):.1f}" in words


def test_the_table_goes_through_the_days_in_their_order() -> None:
    rows = charts.relief_rows(charts.relief_of(answers(sample_journal())))

    assert [row[0] for row in rows[:9]] == [
        *(f"{n} days before" for n in range(7, 1, -1)),
        "1 day before",
        "the day of a session",
        "1 day after",
    ]
    assert all(len(row) == len(charts.RELIEF_HEADS) for row in rows)


def test_lower_is_called_better_in_words_and_a_minus_is_a_minus() -> None:
    shown = curve(CLEAR)

    assert "lower is better" in charts.relief_words(shown)
    assert "lower is better" in str(charts.relief(shown).spec)
    assert charts.relief_rows(shown)[0][1] == "−1.5"
    assert "1.5 lower (95 % interval 2.1 lower to 0.9 lower)" in charts.relief_words(shown)


def test_one_session_on_the_last_day_leaves_nothing_to_draw() -> None:
    journal = diary(wavering(40), sessions=(39,))

    assert not charts.relief_of(answers(journal, days=40)).has_anything
