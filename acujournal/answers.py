"""What any answer may be: scores, texts, days, instants and zones, and what they refuse to be.

Scores are whole numbers from 0 to 10, and `None` is "not answered", never 0. A refusal is a `BadValue` with a sentence
for the person. Instants are aware and kept in UTC; a day is a calendar day where the person was.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from acujournal.errors import BadValue

LOWEST: Final = 0
HIGHEST: Final = 10
NOTE_LIMIT: Final = 4000
NAME_LIMIT: Final = 120
EARLIEST_DAY: Final = date(1900, 1, 1)
#: Days from here on are slips of the pen, and near the year 9999 calendars end.
TOO_FAR_AHEAD: Final = date(2200, 1, 1)
UNDO_DAYS: Final = 30


def check_score(value: int | None, name: str) -> None:
    """Refuse a score that is not a whole number from 0 to 10; None is "not answered"."""
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int) or not LOWEST <= value <= HIGHEST:
        raise BadValue(f"{name} goes from 0 to 10, in whole numbers. Choose one of the eleven numbers.")


def check_text(text: str, name: str, limit: int) -> None:
    """Refuse text that is too long or holds characters no database keeps."""
    if len(text) > limit:
        raise BadValue(
            f"{name} can hold {limit:,} characters. Please shorten it by at least {len(text) - limit:,}. "
            "Nothing was lost."
        )
    if text != clean_text(text):
        raise BadValue(f"{name} holds characters that cannot be kept. Please type it again.")


def clean_text(text: str) -> str:
    """The same text with one kind of line end and without what a database cannot keep.

    Control characters other than tab and newline, and lone halves of surrogate pairs, are dropped; emoji,
    right-to-left text and its direction marks stay as they are.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def find_zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as "Pacific/Auckland"; BadValue where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValue("This time zone is not known. Choose one from the list.") from error


def instant(local: datetime, zone: str) -> datetime:
    """The aware UTC instant of a naive wall-clock time in `zone`.

    A time the clocks skipped in spring does not exist and is refused; a time that comes twice in autumn is
    taken as the first of the two.
    """
    there = find_zone(zone)
    if not EARLIEST_DAY <= local.date() < TOO_FAR_AHEAD:
        raise BadValue("Dates go from 1900 to 2199. Check the year.")
    aware = local.replace(tzinfo=there, fold=0)
    if aware.astimezone(UTC).astimezone(there).replace(tzinfo=None) != local.replace(fold=0):
        raise BadValue(
            f"There was no {local:%H:%M} on that day: the clocks went forward. Choose a time an hour later."
        )
    return aware.astimezone(UTC)


STAMPS: Final = {"saved_at": "The time of saving", "deleted_at": "The time of deleting"}


def keep_in_utc(value: object, **instants: str) -> None:
    """Refuse instants without a zone, and turn the others of a frozen value to UTC.

    In the hour that comes twice in autumn Python calls two clocks' readings of one instant unequal, so a value
    that was saved would not equal the same value read back.
    """
    for field_name, words in instants.items():
        instant_given: datetime | None = getattr(value, field_name)
        if instant_given is None:
            continue
        if instant_given.tzinfo is None:
            raise BadValue(f"{words} needs a time zone.")
        object.__setattr__(value, field_name, instant_given.astimezone(UTC))


def check_day(day: date | None, name: str) -> None:
    """Refuse days no calendar of a journal holds; None is "not answered"."""
    if day is not None and not EARLIEST_DAY <= day < TOO_FAR_AHEAD:
        raise BadValue(f"{name}: dates go from 1900 to 2199. Check the year.")


def check_count(value: int | None, name: str, low: int, high: int) -> None:
    """Refuse a count that is not a whole number from `low` to `high`; None is "not answered"."""
    if value is not None and not low <= value <= high:
        raise BadValue(f"{name} go from {low} to {high}. Change the number, or clear it.")
