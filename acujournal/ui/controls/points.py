"""Acupuncture points: those used before to tap, a search by code, name or place, and one's own words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from acujournal.answers import clean_text
from acujournal.errors import BadValue
from acujournal.points import (
    LOW_BACK_SOURCES,
    POINT_NAME_LIMIT,
    PREGNANCY_WORDS,
    Point,
    being_typed,
    check_points,
    common_low_back,
    distinct_points,
    find_point,
    low_back_words,
    point_words,
    search_points,
    split_points,
)
from acujournal.ui.controls.browser import last_sent, mount

#: Characters a browser may send of what stands in the field; far above a session's 60 points.
_TYPING_KEPT: Final = 20_000
_CHOSEN_KEPT: Final = 2_000
_OFFERED: Final = 12
_SHOWN: Final = 8


@dataclass(frozen=True)
class Points:
    """The chosen points in their order, and what stands in the field for another one, as typed."""

    chosen: tuple[str, ...] = ()
    typing: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """The points to save, as codes where the list knows them, each once.

        What is typed and was never added counts: whoever presses Save then means it.
        """
        return distinct_points((*self.chosen, *split_points(self.typing)))

    @property
    def problem(self) -> str:
        """A sentence while these points cannot be saved (too many, or a text too long), and empty otherwise."""
        try:
            check_points(self.all)
        except BadValue as refusal:
            return str(refusal)
        return ""


def point_list(
    label: str,
    *,
    key: str,
    value: Points | Iterable[str],
    offered: Iterable[str] = (),
    on_change: Callable[[Points], None] | None = None,
) -> Points:
    """Ask for acupuncture points. `offered` are points used before: the first 12 stand ready to be tapped.

    What is typed is searched here at each rerun, and the browser is told only what it must show. A text that is no
    point of the list is kept as it is written and marked as not in the list. Nothing is cut or left out: the caller
    must refuse to save while the result has a `problem`.
    """
    start = value if isinstance(value, Points) else Points(distinct_points(value))
    sent = last_sent(key)
    raw = start.chosen if sent is None else _chosen(sent.value)
    shown = start if sent is None else _read(sent.value)
    return mount(
        "points",
        key=key,
        start=start,
        read=_read,
        write=_write,
        words={"label": label, **_words(shown, raw, distinct_points(offered)[:_OFFERED])},
        on_change=on_change,
    )


def _words(points: Points, raw: Iterable[str], offered: tuple[str, ...]) -> dict[str, object]:
    """What the browser shows beside the points: results, labels of what it cannot know, the first ones to choose."""
    problem, typed = points.problem, split_points(points.typing)
    # What cannot be added as it is stays in the field: it is not sent back piece by piece, and nothing may replace it.
    pieces = () if problem else typed
    before, sought = ((), "") if problem else being_typed(points.typing)
    found = search_points(sought, limit=_SHOWN + 1)
    named = {text: find_point(text) for text in (*points.chosen, *pieces, *offered)}
    return {
        "offered": list(offered),
        "found": [_row(point) for point in found[:_SHOWN]],
        "more": len(found) > _SHOWN,
        "before": list(before),
        "pieces": list(pieces),
        "known": [
            [point.code, point_words(point.code), bool(point.pregnancy)] for point in named.values() if point
        ],
        "unknown": [text for text, point in named.items() if point is None],
        "resolved": [[text, list(codes)] for text in raw if (codes := split_points(text)) != (text,)],
        "problem": problem,
        "each": POINT_NAME_LIMIT,
        "kept": _TYPING_KEPT,
        "common": [[*_row(point), low_back_words(point)] for point in common_low_back()],
        "sources": LOW_BACK_SOURCES,
        "avoided": PREGNANCY_WORDS,
    }


def _row(point: Point) -> list[object]:
    return [point.code, point_words(point.code), point.english, point.place, bool(point.pregnancy)]


def _write(points: Points) -> dict[str, object]:
    return {"chosen": list(points.chosen), "typing": points.typing}


def _read(sent: object) -> Points:
    typing = sent.get("typing") if isinstance(sent, Mapping) else None
    return Points(
        distinct_points(piece for text in _chosen(sent) for piece in split_points(text)),
        clean_text(typing[:_TYPING_KEPT]) if isinstance(typing, str) else "",
    )


def _chosen(sent: object) -> tuple[str, ...]:
    """The chosen texts as the browser has them: one may still be a whole list that was added before an answer came."""
    chosen = sent.get("chosen") if isinstance(sent, Mapping) else None
    listed = chosen[:_CHOSEN_KEPT] if isinstance(chosen, list | tuple) else ()
    return tuple(clean_text(text[:_TYPING_KEPT]) for text in listed if isinstance(text, str))
