"""The table a person reads and the file the README is written from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.registry import FIGURES, Result

RESULTS = Path(__file__).resolve().parent / "results.json"
_HEAD = ("figure", "ours", "(95 %)", "rival", "(95 %)", "ours : rival", "must", "aim", "verdict")


def table(results: Sequence[Result]) -> str:
    """All figures as one table in Markdown, each with its rival below it."""
    lines = [_line(_HEAD), _line(["---"] * len(_HEAD))]
    for result in results:
        figure, unit = result.figure, result.figure.unit
        judged = f"{result.judged:.2f}x" if figure.judged_by == "ratio" else f"{result.judged:+.2f} {unit}"
        limits = [
            f"{limit:g}x" if figure.judged_by == "ratio" else f"{limit:+g} {unit}"
            for limit in (figure.must, figure.aim)
        ]
        values = [
            f"{_short(value)} {unit}"
            for side in (result.ours, result.rival)
            for value in (side.value, side.p95)
        ]
        title = f"{figure.title} (against: {figure.rival})"
        lines.append(_line([title, *values, judged, *limits, result.verdict]))
    return "\n".join(lines)


def write_results(results: Sequence[Result], path: Path = RESULTS, *, keep_others: bool) -> None:
    """Write the rows measured now; with `keep_others` the rows of other figures stay as they were."""
    kept = read_results(path) if keep_others else []
    rows = {row["name"]: row for row in kept} | {result.figure.name: result.as_row() for result in results}
    ordered = [rows[name] for name in FIGURES if name in rows]
    path.write_text(json.dumps(ordered, indent=2) + "\n")


def read_results(path: Path = RESULTS) -> list[dict[str, Any]]:
    """The rows of the last run, none where there was none."""
    return list(json.loads(path.read_text())) if path.exists() else []


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
