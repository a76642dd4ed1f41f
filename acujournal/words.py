"""Dates and times as people say them. Plain functions: a day or an instant in, words out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from acujournal.answers import EARLIEST_DAY, TOO_FAR_AHEAD

#: In the order of `date.weekday`.
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_words(day: date, today: date | None = None) -> str:
    """Say a day as Sunday 22 November, with the year where it is not this one, and today and yesterday in front."""
    words = f"{day:%A} {day.day} {day:%B}"
    if today is None or day.year != today.year:
        words += f" {day.year}"
    if today is not None and day == today:
        return f"Today, {words}"
    if today is not None and day == today - timedelta(days=1):
        return f"Yesterday, {words}"
    return words


def title_day(day: date) -> str:
    """Say a day as Sun 22 November: short enough to stand beside a button on a phone."""
    return f"{day:%a} {day.day} {day:%B}"


def short_day(day: date) -> str:
    """Say a day as Sun 22 Nov 2026."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def clock_words(at: datetime, zone: str, now: datetime) -> str:
    """Say an instant as 20:14 for today, as 21 Nov, 20:14 for another day, in the patient's zone."""
    local = at.astimezone(ZoneInfo(zone))
    if local.date() == now.astimezone(ZoneInfo(zone)).date():
        return f"{local:%H:%M}"
    year = "" if local.year == now.year else f" {local.year}"
    return f"{local.day} {local:%b}{year}, {local:%H:%M}"


def count_words(number: int, noun: str) -> str:
    """Count things: 1 day, 2 days."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def day_in_address(text: str | None) -> date | None:
    """The day an address names as 2026-11-22; None for anything else, and for days no journal can hold."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if EARLIEST_DAY <= day < TOO_FAR_AHEAD else None


def zone_words(zone: str) -> str:
    """Say a zone by its place: Auckland for Pacific/Auckland."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
