"""The benchmark's sums are right, and what it last wrote is whole."""

import json

import pytest

import benchmarks.figures  # noqa: F401 - fills the registry.
from benchmarks.registry import FIGURES, Figure, Measured, Result, percentile, slope
from benchmarks.table import read_results, table, write_results

LIMITS = {
    "save-in-browser": (1.6, 1.2),
    "save-on-wire": (1.0, 0.7),
    "progress-1-year": (2.5, 1.5),
    "progress-10-years": (1.5, 1.2),
    "bytes-of-first-load": (0.52, 0.42),
    "start-to-usable": (2.0, 1.3),
    "memory-per-session": (0.5, 0.2),
}


def result_of(name, ours, rival):
    return Result(FIGURES[name], Measured(ours, ours, 30), Measured(rival, rival, 30))


def test_the_table_holds_every_figure_with_the_limits_that_were_set():
    assert {name: (FIGURES[name].must, FIGURES[name].aim) for name in LIMITS} == LIMITS
    assert all(isinstance(row, Figure) and name == row.name for name, row in FIGURES.items())


def test_a_percentile_lies_between_its_neighbours():
    assert percentile([4, 1, 3, 2, 5], 50) == 3
    assert percentile(range(1, 101), 95) == pytest.approx(95.05)
    assert percentile([7], 95) == 7
    with pytest.raises(ValueError, match="No values"):
        percentile([], 95)


def test_many_rounds_become_a_median_that_one_slow_round_does_not_move():
    measured = Measured.of([10.0] * 20 + [900.0])
    assert (measured.value, measured.rounds) == (10.0, 21)


def test_the_slope_of_memory_is_what_each_session_adds():
    assert slope([0, 5, 10], [100, 101, 102]) == pytest.approx(0.2)
    with pytest.raises(ValueError, match="no slope"):
        slope([5, 5], [1, 2])


@pytest.mark.parametrize(
    ("name", "ours", "rival", "verdict"),
    [
        ("save-in-browser", 60, 50, "must met, aim met"),
        ("save-in-browser", 70, 50, "must met, aim not met"),
        ("save-in-browser", 90, 50, "must NOT met"),
        ("memory-per-session", 0.25, 0.1, "must met, aim met"),
        ("memory-per-session", 0.7, 0.1, "must NOT met"),
        ("memory-per-session", 0.1, 0.0, "must met, aim met"),
    ],
)
def test_a_figure_is_judged_by_its_ratio_or_its_difference(name, ours, rival, verdict):
    assert result_of(name, ours, rival).verdict == verdict


def test_a_later_run_of_one_figure_keeps_the_rows_of_the_others(tmp_path):
    path = tmp_path / "results.json"
    write_results([result_of(name, 1, 2) for name in LIMITS], path, keep_others=False)
    write_results([result_of("save-on-wire", 1, 4)], path, keep_others=True)
    rows = {row["name"]: row["ratio"] for row in json.loads(path.read_text())}
    assert rows == dict.fromkeys(LIMITS, 0.5) | {"save-on-wire": 0.25}


def test_the_table_names_each_figure_and_its_rival():
    text = table([result_of("memory-per-session", 0.3, 0.1)])
    assert "memory per further open session" in text
    assert "empty page's" in text
    assert "+0.20 MB" in text


@pytest.mark.skipif(not read_results(), reason="The benchmark has not been run yet.")
def test_what_was_last_written_is_whole():
    rows = {row["name"]: row for row in read_results()}
    assert set(rows) == set(FIGURES)
    for name, row in rows.items():
        assert row.keys() >= {"figure", "ours", "rival", "ratio", "must", "aim"}
        assert (row["must"], row["aim"]) == (FIGURES[name].must, FIGURES[name].aim)
        assert row["ours"] >= 0
        assert row["ours_p95"] >= 0
        assert row["rounds"] >= 30
        if row["ratio"] is not None and row["unit"] != "MB":
            assert row["ratio"] == pytest.approx(row["ours"] / row["rival"], rel=0.02)
