"""A number in a text field: nothing half-typed is dropped, and nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from acujournal.answers import clean_text
from acujournal.ui.controls.browser import last_sent, mount

_TEXT_LIMIT: Final = 40
_POINTS: Final = ".,\N{ARABIC DECIMAL SEPARATOR}"
_PLAIN: Final = re.compile(rf"[+-]?\d{{1,9}}([{_POINTS}]\d{{0,9}})?|[{_POINTS}]\d{{1,9}}")
_CLOCK: Final = re.compile(r"(\d{1,2}):([0-5]\d)")


@dataclass(frozen=True)
class BadText:
    """A text that is not a number of the range: what was typed, and a sentence that says what to do."""

    text: str
    sentence: str


def shown_number(kept: float | str | None) -> float | BadText | None:
    """What a draft holds of a number, as `number_box` takes it: a text that was no number is shown again."""
    return BadText(kept, "") if isinstance(kept, str) else kept


def number_box(
    label: str,
    *,
    key: str,
    value: float | BadText | None,
    low: float,
    high: float,
    step: float,
    unit: str,
    on_change: Callable[[float | BadText | None], None] | None = None,
) -> float | BadText | None:
    """Ask for a number from `low` to `high`; an empty field is None, and a text that cannot be read is BadText.

    "7", "7.5" and "7,5" are read, and "7:30" if the unit is hours. `step` is what one press of an arrow key adds.
    The text on screen stays as typed. A draft may hand a BadText back as `value`: it is shown again.
    """

    def read(sent: object) -> float | BadText | None:
        return read_number(_text(sent), low=low, high=high, unit=unit)

    sent = last_sent(key)
    text = _text(value if sent is None else sent.value)
    reading = read_number(text, low=low, high=high, unit=unit)
    words = {
        "label": label,
        "unit": unit,
        "low": low,
        "high": high,
        "step": step,
        "text": text,
        "problem": reading.sentence if isinstance(reading, BadText) else "",
        "reading": _said(reading, unit) if isinstance(reading, float) and ":" in text else "",
    }
    start = read(value)
    # The browser shows the text and not the number, so that a field never rewrites what was typed.
    return mount(
        "number", key=key, start=start, read=read, write=lambda _: text, words=words, on_change=on_change
    )


def read_number(text: str, *, low: float, high: float, unit: str) -> float | BadText | None:
    """Read a typed number: None for an empty text, BadText for one that is not a number from `low` to `high`."""
    bare = text.strip()
    if not bare:
        return None
    number = _number(bare, clock=unit == "hours")
    if number is None:
        examples = (
            "a number like 7 or 7.5, or a time like 7:30" if unit == "hours" else "a number like 7 or 7.5"
        )
        return BadText(text, f"“{bare}” is not a number we can read. Write {examples}, or empty the field.")
    if not low <= number <= high:
        return BadText(
            text, f"This goes from {low:g} to {high:g} {unit}. Change the number, or empty the field."
        )
    return number


def _number(bare: str, *, clock: bool) -> float | None:
    if _PLAIN.fullmatch(bare):
        return float(re.sub(f"[{_POINTS}]", ".", bare))
    if clock and (match := _CLOCK.fullmatch(bare)):
        # Hundredths of an hour are finer than anybody sleeps, and come back from a database as they went in.
        return round(int(match[1]) + int(match[2]) / 60, 2)
    return None


def _text(value: object) -> str:
    if isinstance(value, BadText):
        return value.text
    if isinstance(value, str):
        return clean_text(value[:_TEXT_LIMIT])
    # A bool is an int to Python, but it is nobody's number of hours.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.10g}"
    return ""


def _said(number: float, unit: str) -> str:
    return f"= {number:.4g} {unit}"
