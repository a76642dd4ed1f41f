"""The body map: where it can hurt, in words and as a drawing.

Two figures, front and back, are cut into 54 regions; together they make 34 areas (a part of the body and its side),
which is what "how many areas hurt" counts, because the front and the back of one knee are one knee. Left and right
are always the patient's own. The regions are listed from head to foot, the front first, and in every row as the
drawing shows them to somebody who looks at it: on the front figure the patient's right comes first.

The drawing is our own and lies on a sheet of 990 by 1040 units with y growing downwards, a body being about 1000
units tall. Both files are read on first use: `content/body.csv` (words and codes) and `content/body.json` (shapes).
SNOMED CT codes are those of published guides; `snomed_match` says whether one means the region itself ("exact") or
something larger ("broader").
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from acujournal.errors import BadValue

#: The answer "it hurts nowhere today". It stands alone, and it is not the same as no answer.
NOWHERE: Final = "nowhere"

FRONT: Final = "front"
BACK: Final = "back"

Point = tuple[float, float]
#: The corners of a closed shape, the first one not repeated at the end.
Shape = tuple[Point, ...]

_CONTENT: Final = Path(__file__).parent / "content"


@dataclass(frozen=True, kw_only=True)
class Region:
    """One place of the drawing that can hurt.

    `view` is front or back, `side` is left, right or midline, `group` the part of the body. `also` are further words
    people call it by. `cx` and `cy` are the middle of its shape. `laterality_snomed` is empty on the midline.
    """

    region_id: str
    label: str
    view: str
    side: str
    group: str
    snomed: str
    snomed_display: str
    snomed_match: str
    laterality_snomed: str
    cx: float
    cy: float
    also: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """What is drawn of one view besides its regions: the outline, and fine lines that cannot be chosen."""

    outline: Shape
    lines: tuple[tuple[Point, ...], ...]


@cache
def regions() -> Mapping[str, Region]:
    """The 54 regions by their ids, in the order of the drawing: 26 of the front, then 28 of the back."""
    with (_CONTENT / "body.csv").open(encoding="utf-8", newline="") as file:
        read = [_region(row) for row in csv.DictReader(file)]
    return MappingProxyType({region.region_id: region for region in read})


@cache
def shapes() -> Mapping[str, Shape]:
    """The shape of every region, in the order of the drawing. Neighbours share their borders and never overlap."""
    drawn = _drawing()["regions"]
    return MappingProxyType({region_id: _points(drawn[region_id]) for region_id in regions()})


@cache
def figures() -> Mapping[str, Figure]:
    """The two figures, by view."""
    return MappingProxyType(
        {
            view: Figure(_points(drawn["outline"]), tuple(_points(line) for line in drawn["lines"]))
            for view, drawn in _drawing()["figures"].items()
        }
    )


def check_places(places: tuple[str, ...], name: str, *, may_be_nowhere: bool = False) -> None:
    """Refuse places that are not on the map, are named twice, or contradict "nowhere". `name` begins the sentence.

    No places at all is "not answered" and always allowed.
    """
    if NOWHERE in places:
        if not may_be_nowhere:
            raise BadValue(f"{name} has no answer “nowhere”. Choose a place, or leave it empty.")
        if len(places) > 1:
            raise BadValue(f"{name} says “nowhere” and names a place as well. Keep one of the two.")
        return
    if any(not isinstance(place, str) or place not in regions() for place in places):
        raise BadValue(f"{name} holds a place that is not on the body map. Choose it again.")
    if len(set(places)) < len(places):
        raise BadValue(f"{name} holds the same place twice. Choose each place once.")


def in_drawing_order(places: Iterable[object]) -> tuple[str, ...]:
    """Those of `places` that are on the map, each once, in the order of the drawing; everything else is left out."""
    wanted = {place for place in places if isinstance(place, str)}
    return tuple(region_id for region_id in regions() if region_id in wanted)


def place_words(region_id: str) -> str:
    """The words for a region, such as "Left lower back"; "nowhere" for NOWHERE."""
    return NOWHERE if region_id == NOWHERE else regions()[region_id].label


def areas(places: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The areas, as (group, side), that the places lie in: at most 34, and none for NOWHERE."""
    found = (regions()[place] for place in places if place != NOWHERE)
    return frozenset((region.group, region.side) for region in found)


def _region(row: dict[str, str]) -> Region:
    middle = {"cx": float(row["cx"]), "cy": float(row["cy"])}
    words: dict[str, Any] = {name: text for name, text in row.items() if name not in middle}
    return Region(**{**words, **middle, "also": tuple(row["also"].split())})


@cache
def _drawing() -> dict[str, Any]:
    drawing: dict[str, Any] = json.loads((_CONTENT / "body.json").read_text("utf-8"))
    return drawing


def _points(numbers: list[float]) -> tuple[Point, ...]:
    """The points of x, y, x, y ..., as the file keeps them."""
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
