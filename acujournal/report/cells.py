"""How a report writes numbers, names and what is left out."""

from __future__ import annotations

from typing import Final

from acujournal.report.said import without_controls
from acujournal.words import count_words

MOST_POINTS: Final = 6
#: Characters of a medicine's name, and of a point in words of the patient's own; more of them ends in three dots.
NAME_SHOWN: Final = 60
POINT_SHOWN: Final = 24
#: What stands where there is no number.
NONE: Final = "–"


def one_line(text: str) -> str:
    """The same words in one paragraph: line breaks of a note would take as much of the sheet as they like.

    Signs that turn around what comes after them, or that no PDF may hold, are left out.
    """
    return " ".join(without_controls(text).split())


def in_digits(value: float | None) -> str:
    """A number as short as it is, or the sign that there is none."""
    return NONE if value is None else f"{value:g}"


def left_out_words(number: int, noun: str) -> str:
    """How many rows are not shown; nothing where all are."""
    return f"{count_words(number, noun)} left out here." if number > 0 else ""


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, with three dots in place of its end."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
