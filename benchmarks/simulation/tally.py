"""From what many people heard to how often each word is said, and whether that keeps the promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median
from typing import Literal

from acujournal.stats.verdict import Verdict
from benchmarks.simulation.answers import Heard, Told
from benchmarks.simulation.people import Group, Kind

Question = Literal["course", "relief"]
QUESTIONS: tuple[Question, ...] = ("course", "relief")

#: Where nothing happens: the most "probably or clearly lower", and the most "clearly lower", on average and in a row.
MEAN_LOWER, MEAN_CLEARLY = 0.05, 0.01
ROW_LOWER, ROW_CLEARLY = 0.08, 0.02
#: The most claims of days that are too long, in a row, whatever happens.
TOO_LONG = 0.05
#: Standard errors of chance that a row is forgiven; an average over many rows is forgiven none.
FORGIVEN = 2.0
#: A row with fewer answers says nothing about them.
LEAST_ANSWERS = 30


@dataclass(frozen=True)
class Tally:
    """One question to all people of a kind. Of `asked`, `words` says how many heard what.

    `known` had an interval and a truth; `covered` of these had the truth in their 95 % interval, `too_low` had one wholly
    below the truth (more relief is claimed than there is), `too_high` one wholly above. `truth` and `bias` are means in
    points, `width` the median width; None where nothing is known.
    """

    asked: int
    words: dict[str, int]
    known: int
    covered: int
    too_low: int
    too_high: int
    truth: float | None
    bias: float | None
    width: float | None

    @classmethod
    def of(cls, heard: Sequence[Heard]) -> Tally:
        """Count."""
        words = Counter(one.word for one in heard)
        errors, widths, truths = [], [], []
        too_low = too_high = 0
        for one in heard:
            if one.value is None or one.low is None or one.high is None:
                continue
            widths.append(one.high - one.low)
            if one.truth is None:
                continue
            truths.append(one.truth)
            errors.append(one.value - one.truth)
            too_low += one.high < one.truth
            too_high += one.low > one.truth
        return cls(
            asked=len(heard),
            words={str(word): words[word] for word in Verdict if words[word]},
            known=len(errors),
            covered=len(errors) - too_low - too_high,
            too_low=too_low,
            too_high=too_high,
            truth=round(fmean(truths), 3) if truths else None,
            bias=round(fmean(errors), 3) if errors else None,
            width=round(median(widths), 3) if widths else None,
        )

    @property
    def answered(self) -> int:
        """Who had enough data for a word."""
        return self.asked - self.words.get(Verdict.NOT_ENOUGH, 0)

    @property
    def clearly(self) -> float:
        """The share of those answered who hear "clearly lower"."""
        return self._share(Verdict.CLEARLY_LOWER)

    @property
    def lower(self) -> float:
        """The share of those answered who hear "probably lower" or "clearly lower"."""
        return self._share(Verdict.CLEARLY_LOWER, Verdict.PROBABLY_LOWER)

    @property
    def higher(self) -> float:
        """The share of those answered who hear "probably higher" or "clearly higher"."""
        return self._share(Verdict.CLEARLY_HIGHER, Verdict.PROBABLY_HIGHER)

    @property
    def coverage(self) -> float | None:
        """The share of intervals that hold the truth."""
        return self.covered / self.known if self.known else None

    def _share(self, *words: Verdict) -> float:
        return sum(self.words.get(word, 0) for word in words) / max(self.answered, 1)


@dataclass(frozen=True)
class Row:
    """One kind of person, asked many times. `at_least` counts the claims of so many days, `too_long` those that are.

    `large` of `compared` are told of an important drop by the plain difference alone.
    """

    name: str
    group: Group
    happening: str
    schedule: str
    resembling: float
    counts: dict[str, bool]
    ours: dict[str, Tally]
    naive: dict[str, Tally]
    at_least: dict[str, int]
    too_long: int
    large: int
    compared: int

    @classmethod
    def of(
        cls,
        kind: Kind,
        told: Sequence[Told],
        naive: Sequence[tuple[Heard, Heard, bool | None]],
    ) -> Row:
        """Count what was heard, and beside it what naive methods would have said of course and relief."""
        claims = Counter(one.at_least for one in told if one.at_least is not None)
        compared = [large for _, _, large in naive if large is not None]
        return cls(
            name=kind.name,
            group=kind.group,
            happening=kind.happening,
            schedule=str(kind.schedule),
            resembling=kind.resembling,
            counts={"course": kind.is_nothing_since_the_first, "relief": kind.is_nothing_after_sessions},
            ours={
                "course": Tally.of([one.course for one in told]),
                "relief": Tally.of([one.relief for one in told]),
                "whole": Tally.of([one.whole for one in told]),
                "trend": Tally.of([one.trend for one in told]),
                "function": Tally.of([one.function for one in told]),
            },
            naive={
                "course": Tally.of([course for course, _, _ in naive]),
                "relief": Tally.of([relief for _, relief, _ in naive]),
            },
            at_least={str(days): claims[days] for days in sorted(claims)},
            too_long=sum(one.is_too_long for one in told),
            large=sum(compared),
            compared=len(compared),
        )

    @property
    def too_long_share(self) -> float:
        """The share of those with an answer about relief who hear of more days than there are."""
        return self.too_long / max(self.ours["relief"].answered, 1)


Said = Callable[[Row, Question], Tally]


def ours(row: Row, question: Question) -> Tally:
    """What this program says."""
    return row.ours[question]


def naive(row: Row, question: Question) -> Tally:
    """What a t-test says."""
    return row.naive[question]


def quiet(rows: Iterable[Row], question: Question, said: Said = ours) -> list[Row]:
    """The rows in which "lower" would be false and which have enough answers to say how often it is said."""
    return [row for row in rows if row.counts[question] and said(row, question).answered >= LEAST_ANSWERS]


def problems(rows: Sequence[Row], said: Said = ours) -> list[str]:
    """Every promise that is not kept, in words; none where all are."""
    found = []
    for question in QUESTIONS:
        counted = quiet(rows, question, said)
        if not counted:
            found.append(f"{question}: no row in which nothing happens has enough answers")
            continue
        tallies = [(row.name, said(row, question)) for row in counted]
        lower = [(name, tally.lower, tally.answered) for name, tally in tallies]
        clearly = [(name, tally.clearly, tally.answered) for name, tally in tallies]
        found += _too_often(f"{question}: “probably or clearly lower”", lower, MEAN_LOWER, ROW_LOWER)
        found += _too_often(f"{question}: “clearly lower”", clearly, MEAN_CLEARLY, ROW_CLEARLY)
    if said is ours:
        # Whatever happens in them: a lasting step is no relief either.
        shares = [(row.name, row.too_long_share, row.ours["relief"].answered) for row in rows]
        found += _rows_beyond("at least k days, too long", shares, TOO_LONG)
    return found


def _too_often(
    words: str, shares: Sequence[tuple[str, float, int]], mean_limit: float, row_limit: float
) -> list[str]:
    mean = fmean(share for _, share, _ in shares)
    found = [f"{words} in {mean:.1%} on average, where {mean_limit:.0%} is the most"]
    return (found if mean > mean_limit else []) + _rows_beyond(words, shares, row_limit)


def _rows_beyond(words: str, shares: Sequence[tuple[str, float, int]], limit: float) -> list[str]:
    return [
        f"{words} in {share:.1%} of {answered}, where {limit:.0%} is the most: {name}"
        for name, share, answered in shares
        if answered >= LEAST_ANSWERS and share - FORGIVEN * sqrt(limit * (1 - limit) / answered) > limit
    ]
