"""The file the figures are kept in, and the tables a person reads, those of the README among them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from acujournal.stats.verdict import Verdict
from benchmarks.simulation.people import Group
from benchmarks.simulation.tally import (
    LEAST_ANSWERS,
    MEAN_CLEARLY,
    MEAN_LOWER,
    QUESTIONS,
    ROW_CLEARLY,
    ROW_LOWER,
    TOO_LONG,
    Question,
    Row,
    Said,
    Tally,
    naive,
    ours,
    problems,
    quiet,
)

RESULTS = Path(__file__).resolve().parent.parent / "simulation.json"
README = Path(__file__).resolve().parents[2] / "README.md"
NONE = "–"


@dataclass(frozen=True)
class Simulation:
    """All rows of one run, `people` in each."""

    seed: int
    people: int
    rows: tuple[Row, ...]


def write_simulation(found: Simulation, path: Path = RESULTS) -> None:
    """Write the rows, one a line, and which promises were not kept."""
    lines = ",\n".join(f"  {json.dumps(asdict(row), ensure_ascii=False)}" for row in found.rows)
    head = {"seed": found.seed, "people": found.people, "problems": problems(found.rows)}
    opening = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    path.write_text(f'{opening},\n "rows": [\n{lines}\n ]\n}}\n', "utf-8")


def read_simulation(path: Path = RESULTS) -> Simulation:
    """The last full run."""
    kept = json.loads(path.read_text("utf-8"))
    return Simulation(kept["seed"], kept["people"], tuple(_row(one) for one in kept["rows"]))


def _row(kept: dict[str, Any]) -> Row:
    tallies = {side: {name: Tally(**one) for name, one in kept[side].items()} for side in ("ours", "naive")}
    return Row(**(kept | tallies | {"group": Group(kept["group"])}))


def readme_tables(found: Simulation) -> tuple[str, str, str, str]:
    """The tables of the README: the promise, the words where nothing happens, how days resemble, what happens."""
    return _promise(found.rows), _words(found.rows), _resembling(found.rows), _happenings(found.rows)


def quote(found: Simulation, path: Path = README) -> None:
    """Put the tables, and how many were asked, in their places in the README: after the marks that are comments there."""
    text = path.read_text("utf-8")
    for number, table in enumerate(readme_tables(found), 1):
        mark = f"<!-- make simulate: table {number} -->"
        if mark not in text:
            raise ValueError(f"{path.name} has no place for table {number}: {mark}")
        before, after = text.split(f"{mark}\n\n", 1)
        rest = re.sub(r"\A(\|[^\n]*\n)*", "", after)
        text = f"{before}{mark}\n\n{table}\n{rest}"
    path.write_text(re.sub(r"\d+ kinds of people, \d+ of each", asked_of(found), text), "utf-8")


def asked_of(found: Simulation) -> str:
    """How many were asked, as the README says it."""
    return f"{len(found.rows)} kinds of people, {found.people} of each"


def _promise(rows: Sequence[Row]) -> str:
    lines = [
        _line(("nothing happens, and yet", "of the course", "of the days after a session", "at most")),
        _line(["---"] * 4),
    ]
    asked: tuple[tuple[str, Said, Callable[[Tally], float], str], ...] = (
        (
            "“probably lower” or “clearly lower” is said",
            ours,
            lambda tally: tally.lower,
            f"{_percent(MEAN_LOWER)} ({_percent(ROW_LOWER)})",
        ),
        (
            "“clearly lower” is said",
            ours,
            lambda tally: tally.clearly,
            f"{_percent(MEAN_CLEARLY)} ({_percent(ROW_CLEARLY)})",
        ),
        ("“probably higher” or “clearly higher” is said", ours, lambda tally: tally.higher, NONE),
        ("a t-test says “lower”", naive, lambda tally: tally.lower, NONE),
        ("a t-test is below 1 %", naive, lambda tally: tally.clearly, NONE),
    )
    for words, said, share, limit in asked:
        cells = []
        for question in QUESTIONS:
            shares = [share(said(row, question)) for row in quiet(rows, question, said)]
            cells.append(f"{_percent(fmean(shares))} ({_percent(max(shares))})" if shares else NONE)
        lines.append(_line((words, *cells, limit)))
    for words, said in (("95 % intervals that hold the truth", ours), ("the same, of a t-test", naive)):
        cells = []
        for question in QUESTIONS:
            held = _coverages(said(row, question) for row in quiet(rows, question, said))
            cells.append(f"{_percent(fmean(held))} ({_percent(min(held))})" if held else NONE)
        lines.append(_line((words, *cells, NONE)))
    long = [row.too_long_share for row in rows if row.ours["relief"].answered >= LEAST_ANSWERS]
    words = "“at least k days” is said and is too long, whatever happens"
    lines.append(
        _line((words, NONE, f"{_percent(fmean(long))} ({_percent(max(long))})", f"({_percent(TOO_LONG)})"))
    )
    return "\n".join(lines)


def _words(rows: Sequence[Row]) -> str:
    names = {
        "course": "since the first session",
        "relief": "after a session",
        "trend": "trend",
        "function": "weekly questions",
    }
    lines = [_line(("what people hear", *names.values())), _line(["---"] * (1 + len(names)))]
    for word in Verdict:
        cells = []
        for name in names:
            counted = [row for row in rows if row.counts["relief" if name == "relief" else "course"]]
            asked = sum(row.ours[name].asked for row in counted)
            said = sum(row.ours[name].words.get(word, 0) for row in counted)
            cells.append(_percent(said / asked) if asked else NONE)
        lines.append(_line((str(word), *cells)))
    return "\n".join(lines)


def _resembling(rows: Sequence[Row]) -> str:
    lines = [
        _line(
            (
                "neighbouring days resemble each other",
                "“lower” since the first session",
                "a t-test",
                "“lower” after sessions booked on bad days",
                "a t-test",
            )
        ),
        _line(["---"] * 5),
    ]
    for near in sorted({row.resembling for row in rows}):
        of = [row for row in rows if row.resembling == near]
        booked = [row for row in of if "bad day" in row.schedule]
        chosen: tuple[tuple[Question, list[Row]], ...] = (("course", of), ("relief", booked))
        cells = [
            _mean(said(row, question).lower for row in quiet(those, question, said))
            for question, those in chosen
            for said in (ours, naive)
        ]
        lines.append(_line((f"{near:g}", *cells)))
    return "\n".join(lines)


def _happenings(rows: Sequence[Row]) -> str:
    lines = [
        _line(
            (
                "what happens",
                "“lower” since the first session",
                "a t-test",
                "“lower” after a session",
                "a t-test",
                "intervals that hold the truth: course; after a session beside other days; all of the relief",
                "points after a session: all of the relief; beside other days; seen",
                "“at least k days”, said, too long",
                "2 points or 30 % by the plain difference",
            )
        ),
        _line(["---"] * 9),
    ]
    order = list(dict.fromkeys((row.group, row.happening) for row in rows))
    for group, happening in order:
        of = [row for row in rows if (row.group, row.happening) == (group, happening)]
        cells = [
            _mean(said(row, question).lower for row in of if said(row, question).answered >= LEAST_ANSWERS)
            for question in QUESTIONS
            for said in (ours, naive)
        ]
        covers = "; ".join(
            _mean(_coverages(row.ours[name] for row in of)) for name in ("course", "relief", "whole")
        )
        points = "; ".join(
            (
                _points(row.ours["whole"].truth for row in of),
                _points(row.ours["relief"].truth for row in of),
                _points(_seen(row.ours["relief"]) for row in of),
            )
        )
        answered = max(sum(row.ours["relief"].answered for row in of), 1)
        said = sum(sum(row.at_least.values()) for row in of) / answered
        long = sum(row.too_long for row in of) / answered
        large = sum(row.large for row in of) / max(sum(row.compared for row in of), 1)
        lines.append(
            _line((happening, *cells, covers, points, f"{_percent(said)}, {_percent(long)}", _percent(large)))
        )
    return "\n".join(lines)


def _coverages(tallies: Iterable[Tally]) -> list[float]:
    return [
        tally.coverage for tally in tallies if tally.coverage is not None and tally.known >= LEAST_ANSWERS
    ]


def _seen(tally: Tally) -> float | None:
    return None if tally.truth is None or tally.bias is None else tally.truth + tally.bias


def _points(values: Iterable[float | None]) -> str:
    found = [value for value in values if value is not None]
    # Adding 0.0 makes a plain zero of a negative one.
    return f"{round(fmean(found), 1) + 0.0:.1f}" if found else NONE


def _mean(shares: Iterable[float]) -> str:
    found = list(shares)
    return _percent(fmean(found)) if found else NONE


def spoken(row: Row) -> str:
    """One row as a line for the person who waits."""
    parts = [f"{row.group}: {row.name}"]
    for question in QUESTIONS:
        tally, plain = ours(row, question), naive(row, question)
        covers = _percent(tally.coverage) if tally.coverage is not None else NONE
        parts.append(
            f"{question} lower {_percent(tally.lower)}, clearly {_percent(tally.clearly)} of {tally.answered}, "
            f"covers {covers}, t-test lower {_percent(plain.lower)}"
        )
    parts.append(f"too long {row.too_long}")
    return "; ".join(parts)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if share < 0.1 else f"{100 * share:.0f} %"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
