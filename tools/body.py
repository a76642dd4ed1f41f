"""`python -m tools.body`: write the shapes the browser draws, after `content/body.csv` or `content/body.json` changed.

The browser gets words and shapes as one script of the controls: it is kept by the browser like the others, and the
journal's pages send only which places are chosen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from acujournal.body import BACK, FRONT, Point, Shape, figures, regions, shapes

ROOT: Final = Path(__file__).resolve().parents[1]
FIGURES: Final = ROOT / "acujournal" / "ui" / "controls" / "assets" / "figures.js"

#: The browser counts in half units, so that every number is a whole one.
STEPS: Final = 2
#: Units of paper above and below a figure, for the thickness of its outline and of the mark of the focus, and on
#: both sides of it, where a finger that misses a hand still means the hand.
MARGIN: Final = 7
ASIDE: Final = 22
#: Where the letters for left and right stand: units below the top of the sheet, and away from the middle.
LETTER_Y: Final = 150
LETTER_X: Final = 168

_HEAD: Final = """\
// The figures of the body map, in half units of their sheet. Written by tools/body.py; a test says when it is stale.
// Each region: its id, its words, further words people call it by, its shape.
"""


def figures_script() -> str:
    """The text of assets/figures.js."""
    views = ",\n".join(_figure(view) for view in (FRONT, BACK))
    return f"{_HEAD}export const FIGURES = [\n{views},\n];\n"


def _figure(view: str) -> str:
    figure = figures()[view]
    left, right = min(x for x, _ in figure.outline), max(x for x, _ in figure.outline)
    top, bottom = min(y for _, y in figure.outline), max(y for _, y in figure.outline)
    box = [left - ASIDE, top - MARGIN, right - left + 2 * ASIDE, bottom - top + 2 * MARGIN]
    middle = (left + right) / 2
    # Whoever looks at the front of somebody sees that person's right on the left.
    sides = ("R", "L") if view == FRONT else ("L", "R")
    letters = [
        [side, _steps(middle + away), _steps(LETTER_Y)]
        for side, away in zip(sides, (-LETTER_X, LETTER_X), strict=True)
    ]
    drawn = [
        [region.region_id, region.label, " ".join(region.also), closed(shapes()[region.region_id])]
        for region in regions().values()
        if region.view == view
    ]
    rows = "".join(f"\n      {_written(row)}," for row in drawn)
    return (
        "  {\n"
        f"    view: {_written(view)},\n"
        f"    title: {_written(view.capitalize())},\n"
        f"    box: {_written(' '.join(str(_steps(number)) for number in box))},\n"
        f"    letters: {_written(letters)},\n"
        f"    outline: {_written(closed(figure.outline))},\n"
        f"    lines: {_written(''.join(path(line) for line in figure.lines))},\n"
        f"    regions: [{rows}\n    ],\n"
        "  }"
    )


def path(points: Iterable[Point]) -> str:
    """The points as an SVG path: where it begins, then every step from one to the next."""
    steps, here = [], (0, 0)
    for x, y in points:
        there = (_steps(x), _steps(y))
        steps.append(f"{there[0] - here[0]} {there[1] - here[1]}")
        here = there
    return "M" + "l".join([steps[0], " ".join(steps[1:])]).replace(" -", "-")


def closed(shape: Shape) -> str:
    """The shape as a closed SVG path."""
    return f"{path(shape)}z"


def _steps(number: float) -> int:
    return round(number * STEPS)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write assets/figures.js."""
    FIGURES.write_text(figures_script(), "utf-8")
    sys.stdout.write(f"{len(regions())} regions, {FIGURES.stat().st_size / 1000:.1f} kB\n")


if __name__ == "__main__":
    main()
