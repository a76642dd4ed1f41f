"""Answers of a form in words, always shown as plain text: they may be a patient's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

#: Says one answer: the name of its question and its value in, words out.
Say = Callable[[str, Any], str]
NOT_ANSWERED: Final = "–"


def differing(
    labels: Mapping[str, str], say: Say, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """The answers that differ: the question, what `mine` says, what `theirs` says."""
    pairs = ((label, say(name, mine[name]), say(name, theirs[name])) for name, label in labels.items())
    return [(label, one, other) for label, one, other in pairs if one != other]


def all_in_words(labels: Mapping[str, str], say: Say, values: Mapping[str, Any]) -> str:
    """Every answer that was given, a line each."""
    lines = ((label, say(name, values[name])) for name, label in labels.items())
    return "\n".join(f"{label}: {answer}" for label, answer in lines if answer != NOT_ANSWERED)
