"""Invent people, ask for each, count: over as many processes as there are, with the same result however many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import partial

from acujournal.stats import last_sunday
from acujournal.stats.diary import diary_of
from benchmarks.simulation import naive
from benchmarks.simulation.answers import Heard, Told, ask, ask_at_the_door, true_relief
from benchmarks.simulation.people import Kind, Person, person
from benchmarks.simulation.tally import Row

SEED = 20260701
#: So many of each kind go through the whole door.
AT_THE_DOOR = 10
Naively = tuple[Heard, Heard, bool | None]


def ask_naively(one: Person, course_truth: float | None) -> Naively:
    """What a t-test says of the course and of the days around sessions, and whether the plain difference is large."""
    until = last_sunday(one.today) + timedelta(days=1)
    diary = diary_of(one.journal, until)
    return (
        naive.before_after(diary, course_truth),
        naive.around_sessions(diary, true_relief(one, one.number(until))),
        naive.is_large(diary),
    )


def row_of(kind: Kind, *, people: int, seed: int) -> Row:
    """Ask for so many people of a kind."""
    told: list[Told] = []
    naively: list[Naively] = []
    for number in range(people):
        one = person(kind, number, seed=seed)
        heard = ask(one)
        if number < AT_THE_DOOR and heard != ask_at_the_door(one):
            raise ArithmeticError(f"Person {number} of “{kind.name}” hears something else at the door.")
        told.append(heard)
        naively.append(ask_naively(one, heard.course.truth))
    return Row.of(kind, told, naively)


def simulate(
    kinds: Sequence[Kind],
    *,
    people: int,
    processes: int = 1,
    seed: int = SEED,
    say: Callable[[Row], None] = lambda _: None,
) -> list[Row]:
    """One row for each kind, in their order; `say` hears of each as soon as it is there."""
    rows = []
    for row in _each(kinds, partial(row_of, people=people, seed=seed), processes):
        say(row)
        rows.append(row)
    return rows


def _each(kinds: Sequence[Kind], work: Callable[[Kind], Row], processes: int) -> Iterator[Row]:
    if processes == 1:
        yield from map(work, kinds)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(work, kinds)
