"""What is nearly 0 is never called 0: an interval that leaves it out would seem to touch it."""

import pytest

from acujournal.charts.intervals import estimate_in_words, lower_or_higher, signed, signed_interval
from tests.stats.conftest import estimate


@pytest.mark.parametrize(
    ("value", "in_a_table", "in_words"),
    [
        (-1.2, "−1.2", "1.2 lower"),
        (-0.04, "just below 0", "less than 0.1 lower"),
        (0.0, "0.0", "0.0"),
        (0.04, "just above 0", "less than 0.1 higher"),
        (0.4, "+0.4", "0.4 higher"),
    ],
)
def test_what_ben_reads_of_a_difference_is_0_only_where_it_is(value, in_a_table, in_words):
    assert signed(value) == in_a_table
    assert lower_or_higher(value) == in_words


def test_an_interval_that_leaves_out_0_is_read_as_one_that_does():
    found = estimate(-1.9, -0.03)
    assert signed_interval(found) == "−1.9 to just below 0"
    assert estimate_in_words(found).endswith("(95 % interval 1.9 lower to less than 0.1 lower)")
