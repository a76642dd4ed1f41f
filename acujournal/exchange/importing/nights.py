"""Sleep that several devices wrote down in pieces, as hours of the day on which the person woke up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, NamedTuple

#: Pieces with at most so long between them are one night (seconds).
_ONE_NIGHT: Final = 3 * 3600
A_DAY: Final = 86_400


class Piece(NamedTuple):
    """A stretch of sleep: instants in seconds since 1970, and what the clock there was ahead of UTC, in seconds."""

    start: int
    end: int
    ahead: int


class Night(NamedTuple):
    """Sleep of one stretch of nights and naps: the day it ended on, there; when that was; and the hours slept."""

    day: date
    woke_at: datetime
    hours: float
    pieces: int


def nights(pieces: Iterable[Piece]) -> tuple[Night, ...]:
    """Nights in order of time. What two devices both saw counts once; time awake between pieces does not count."""
    found: list[Night] = []
    begun, seconds, until, ahead, count = 0, 0, 0, 0, 0
    for piece in sorted(pieces):
        if count and piece.start - until > _ONE_NIGHT:
            found.append(_night(seconds, until, ahead, count))
            count = 0
        if not count:
            begun = piece.start
            seconds, until = 0, begun
        if piece.end > until:
            seconds += piece.end - max(piece.start, until)
            until, ahead = piece.end, piece.ahead
        count += 1
    if count:
        found.append(_night(seconds, until, ahead, count))
    return tuple(found)


def _night(seconds: int, until: int, ahead: int, count: int) -> Night:
    woke_at = datetime.fromtimestamp(until, UTC)
    there = woke_at.astimezone(timezone(timedelta(seconds=ahead)))
    return Night(there.date(), woke_at, seconds / 3600, count)
