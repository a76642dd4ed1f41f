"""An Analysis in sentences. The same sentence stands on the screen, in a report and in an export; each has its place here.

The rules: a word of verdict comes from the interval alone; how large a drop is is a sentence of its own; every number
stands with its interval and the days and sessions behind it; and whatever else may explain it is said every time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from acujournal.review import PERCENT_FROM
from acujournal.stats.analysis import Analysis
from acujournal.stats.beside import Beside, go_together
from acujournal.stats.completeness import Completeness, Sensitivity
from acujournal.stats.course import GOOD_BASELINE, BeforeAfter, Trend
from acujournal.stats.engine import Estimate
from acujournal.stats.relief import GETS_CLEARER, Naive, Relief
from acujournal.stats.verdict import Importance, Lack, Need, Verdict
from acujournal.stats.weeks import FunctionChange
from acujournal.words import count_words, short_day

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Stands under every before-and-after and every relief, not only under small ones (Whitney & Von Korff 1992).
EASES_BY_ITSELF: Final = (
    "People often start treatment when pain is at its worst, and pain then tends to ease by itself. One person's diary "
    "cannot tell this apart from the treatment."
)
WHAT_AN_INTERVAL_IS: Final = (
    "If chance had dealt your ups and downs differently, the difference would most likely lie in this range."
)
ONE_IN_TWENTY: Final = "About 1 in 20 such answers is wrong by chance."
DAYS_MISSING: Final = (
    "Days without an entry may have been better or worse; a diary kept only on some days can mislead."
)
A_WEEKLY_DIARY: Final = "The weekly questions alone cannot answer whether pain is lower after sessions: that takes a rating on most days."
#: The share of missing days from which it is said that they may mislead.
MANY_MISSING: Final = 0.2


def capital(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def points(amount: float) -> str:
    """An amount of points with one decimal, without its sign: 1.8 points."""
    shown = f"{abs(amount):.1f}"
    return f"{shown} {'point' if shown == '1.0' else 'points'}"


def direction(amount: float, lower: str = "lower", higher: str = "higher") -> str:
    """A change with its direction: 1.8 points lower, or 0.0 points different."""
    if f"{abs(amount):.1f}" == "0.0":
        return "0.0 points different"
    return f"{points(amount)} {lower if amount < 0 else higher}"


def interval_words(estimate: Estimate, lower: str = "lower", higher: str = "higher") -> str:
    """A 95 % interval of a change: 0.7 to 2.9 lower, or 0.4 higher to 2.9 lower."""
    low, high = estimate.low, estimate.high
    if high <= 0:
        return f"{abs(high):.1f} to {abs(low):.1f} {lower}"
    if low >= 0:
        return f"{low:.1f} to {high:.1f} {higher}"
    return f"from {abs(low):.1f} {lower} to {high:.1f} {higher}"


def join(parts: Iterable[str]) -> str:
    """Parts of a list in words: a, b and c."""
    listed = list(parts)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def lacking(lacks: Iterable[Lack]) -> str:
    """What is missing, as a sentence that says what would help; empty where nothing is."""
    given = {lack.need: lack.number for lack in lacks}
    if Need.VARIETY in given:
        return "The ratings of these days hardly differ from one another, so how sure a comparison is cannot be worked out."
    if Need.FREE_DAYS in given:
        return "Sessions follow each other so closely that no day after one can be looked at on its own."
    said, wanted = [], []
    if Need.FIRST_SESSION in given:
        if Need.DAYS_BEFORE in given:
            wanted.append(f"{_more(given[Need.DAYS_BEFORE], 'day')} with an average pain before it")
        wanted.insert(0, "your first session")
    elif Need.DAYS_BEFORE in given:
        said.append(
            f"{_more(given[Need.DAYS_BEFORE], 'day')} with an average pain would be needed from before the first session. "
            "Only days you noted elsewhere can still be filled in."
        )
    if Need.WEEKS_BEFORE in given:
        said.append(
            f"{_more(given[Need.WEEKS_BEFORE], 'weekly score')} would be needed from before the first session."
        )
    wanted += [
        f"{_more(number, noun)} {rest}".strip()
        for need, (noun, rest) in MORE.items()
        if (number := given.get(need))
    ]
    if wanted:
        said.append(f"Still missing: {join(wanted)}.")
    return " ".join(said)


#: What more days or sessions would be enough, as a noun and what else it needs.
MORE: Final = {
    Need.SESSIONS: (
        "session",
        "with an average pain both in the three days before and in the three days after",
    ),
    Need.DAYS_AFTER: ("day", "with an average pain since the first session"),
    Need.SPAN: ("day", "from the first entry to the last"),
    Need.DAYS: ("day", "with an average pain"),
    Need.DAYS_WITH_BOTH: ("day", "with both scores and the one of the day before"),
    Need.WEEKS_AFTER: ("weekly score", "since the first session"),
}


def _more(number: int, noun: str) -> str:
    return f"{number:,} more {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Answer:
    """One answer in words. `word` is the verdict, `plain` one sentence without figures, `numbers` the figures.

    `first` are sentences that must stand in front of the number, `more` those that follow it. Empty strings are left out.
    """

    word: Verdict
    plain: str
    numbers: str = ""
    first: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    def rest(self) -> tuple[str, ...]:
        """All but the plain sentence, in order, for where that stands already."""
        return tuple(one for one in (*self.first, self.numbers, *self.more) if one)

    def sentences(self) -> tuple[str, ...]:
        """All of it in order."""
        return (self.plain, *self.rest())


def dated(analysis: Analysis) -> str:
    """Up to when the days count."""
    return f"As of {short_day(analysis.as_of)}."


def _changed(word: Verdict, last: Verdict) -> str:
    return "" if word is last else f"A week earlier the word was: {last.value}."


COURSE_PLAIN: Final = {
    Verdict.NOT_ENOUGH: "there is not enough data yet to compare your pain since the first session with the days before it",
    Verdict.TOO_UNCERTAIN: "it is too uncertain to say whether your pain has been lower since the first session than before",
    Verdict.CANNOT_TELL: "it cannot be told yet whether your pain has been lower since the first session than before",
    Verdict.SAME: "since your first session your pain has been about the same as before",
    Verdict.PROBABLY_LOWER: "since your first session your pain has probably been lower than before",
    Verdict.PROBABLY_HIGHER: "since your first session your pain has probably been higher than before",
    Verdict.CLEARLY_LOWER: "since your first session your pain has clearly been lower than before",
    Verdict.CLEARLY_HIGHER: "since your first session your pain has clearly been higher than before",
}
RELIEF_PLAIN: Final = {
    Verdict.NOT_ENOUGH: "there is not enough data yet to say how your pain was in the days after a session",
    Verdict.TOO_UNCERTAIN: (
        "it is too uncertain to say whether your pain was lower in the days after a session than your other days would "
        "lead one to expect"
    ),
    Verdict.CANNOT_TELL: (
        "it cannot be told yet whether your pain was lower in the days after a session than your other days would lead one "
        "to expect"
    ),
    Verdict.SAME: (
        "in the three days after a session your pain was about the same as your other days would lead one to expect"
    ),
    Verdict.PROBABLY_LOWER: (
        "in the three days after a session your pain was probably lower than your other days would lead one to expect"
    ),
    Verdict.PROBABLY_HIGHER: (
        "in the three days after a session your pain was probably higher than your other days would lead one to expect"
    ),
    Verdict.CLEARLY_LOWER: (
        "in the three days after a session your pain was clearly lower than your other days would lead one to expect"
    ),
    Verdict.CLEARLY_HIGHER: (
        "in the three days after a session your pain was clearly higher than your other days would lead one to expect"
    ),
}
IMPORTANCE: Final = {
    Importance.IMPORTANT: "An important drop: at least 2 points or 30 %.",
    Importance.PROBABLY: "Probably an important drop: at least 2 points or 30 %.",
    Importance.PERHAPS: "It may or may not be an important drop, which would be at least 2 points or 30 %.",
    Importance.SMALL: "If there is a change, it is smaller than most people notice.",
    Importance.UNSAID: "",
}
#: Where the average before is too low for a percentage.
IMPORTANCE_IN_POINTS: Final = {
    Importance.IMPORTANT: "An important drop: at least 2 points.",
    Importance.PROBABLY: "Probably an important drop: at least 2 points.",
    Importance.PERHAPS: "It may or may not be an important drop, which would be at least 2 points.",
}


def course_answer(found: BeforeAfter, last: Verdict | None = None) -> Answer:
    """Before against after the first session. `last` is the word of a week earlier, None where that is not said."""
    word = found.verdict
    plain = capital(COURSE_PLAIN[word]) + "."
    if found.change is None or found.before is None or found.after is None:
        means = _means(found)
        return Answer(word, plain, more=(lacking(found.lacks), means, EASES_BY_ITSELF if means else ""))
    before, after = found.before.mean, found.after.mean
    assert before is not None and after is not None  # noqa: S101, PT018  # A change has both.
    share = ""
    if float(f"{before:.1f}") >= PERCENT_FROM and f"{abs(found.change.value):.1f}" != "0.0":
        share = f", {abs(found.change.value) / before * 100:.0f} %"
    numbers = (
        f"Since your first session your pain was on average {direction(found.change.value)}{share} "
        f"({before:.1f} → {after:.1f}; 95 % interval {interval_words(found.change)}; "
        f"{count_words(found.before.logged, 'day')} before, {found.after.logged:,} after)."
    )
    sizes = IMPORTANCE if before >= PERCENT_FROM else {**IMPORTANCE, **IMPORTANCE_IN_POINTS}
    size = "" if word.is_higher or word is Verdict.TOO_UNCERTAIN else sizes[found.importance]
    is_shaky = found.began_high or found.before.logged < GOOD_BASELINE
    warning = (
        "The week before your first session was a bad one: a point or more above the days before it."
        if found.began_high
        else f"Only {count_words(found.before.logged, 'day')} from before the first session; {GOOD_BASELINE} or more would be surer."
    )
    return Answer(
        word,
        plain,
        numbers,
        first=(warning, EASES_BY_ITSELF) if is_shaky else (),
        more=tuple(
            one
            for one in (
                size,
                sure_words(found.change, word),
                pairs_words(found.pairs_lower),
                _missing(found),
                _changed(word, last) if last else "",
                "" if is_shaky else EASES_BY_ITSELF,
            )
            if one
        ),
    )


def pairs_words(share: float | None) -> str:
    """How often a day after was lower than a day before, among all pairs of the two. A description, never a verdict."""
    if share is None:
        return ""
    return (
        f"Of every 100 pairs of a day after and a day before, the day after was lower in {share * 100:.0f} "
        "(equal days count half)."
    )


def _means(found: BeforeAfter) -> str:
    """The plain averages of both sides where an interval is not to be had, as far as there are any."""
    sides = [
        f"{name} {side.mean:.1f} ({side.logged:,} of {count_words(side.possible, 'day')})"
        for name, side in (("before", found.before), ("after", found.after))
        if side is not None and side.mean is not None
    ]
    return f"Average pain {' and '.join(sides)}." if len(sides) == 2 else ""


def _missing(found: BeforeAfter) -> str:
    logged = sum(side.logged for side in (found.before, found.after) if side)
    possible = sum(side.possible for side in (found.before, found.after) if side)
    return missing_words(logged, possible)


def missing_words(logged: int, possible: int) -> str:
    """The share of days without a rating; with a warning where it is more than a fifth, nothing where all are there."""
    missing = possible - logged
    if missing <= 0:
        return ""
    share = (
        f"{missing:,} of {count_words(possible, 'day')} without an average pain ({missing / possible:.0%})."
    )
    return f"{share} {DAYS_MISSING}" if missing > MANY_MISSING * possible else share


def sure_words(change: Estimate, word: Verdict) -> str:
    """How sure it is that the change is at least a point, rounded down to one in ten and never ten; empty below half.

    Only where the word says lower or higher: beside another it would be read as one.
    """
    if not word.is_direction:
        return ""
    for limit, is_lower in ((-1.0, True), (1.0, False)):
        sure = change.sure_below(limit) if is_lower else 1 - change.sure_below(limit)
        tenths = min(math.floor(sure * 10), 9)
        if tenths >= 5:
            return (
                f"About {tenths} in 10 sure that it is at least 1 point {'lower' if is_lower else 'higher'}."
            )
    return ""


def relief_answer(found: Relief, last: Verdict | None = None) -> Answer:
    """The days after a session. `last` is the word of a week earlier, None where that is not said."""
    word = found.verdict
    plain = capital(RELIEF_PLAIN[word]) + "."
    if found.change is None:
        return Answer(word, plain, more=(lacking(found.lacks),))
    is_apart = f"{abs(found.change.value):.1f}" != "0.0"
    amount = f"{direction(found.change.value)} than" if is_apart else "0.0 points away from what"
    numbers = (
        f"In the three days after a session your pain was on average {amount} your other days would lead one to expect "
        f"(95 % interval {interval_words(found.change)}; {count_words(found.sessions, 'session')} of {found.held:,} with "
        f"days noted on both sides, {found.logged:,} of {count_words(found.possible, 'day')} logged)."
    )
    return Answer(
        word,
        plain,
        numbers,
        more=tuple(
            one
            for one in (
                sure_words(found.change, word),
                weekday_words(found.weekday),
                f"From {GETS_CLEARER} sessions on this gets clearer."
                if found.sessions < GETS_CLEARER
                else "",
                missing_words(found.logged, found.possible),
                _changed(word, last) if last else "",
                EASES_BY_ITSELF,
            )
            if one
        ),
    )


def weekday_words(weekday: int | None) -> str:
    """What it means that most sessions fell on one weekday; nothing where they did not."""
    if weekday is None:
        return ""
    return (
        f"Most sessions were on a {WEEKDAYS[weekday]}, so the rhythm of your week was taken out, which makes the answer less "
        "sure. Sessions on different weekdays would show more."
    )


def how_long_words(at_least: tuple[int, int] | None) -> str:
    """For how long at least; never a half-life."""
    if at_least is None:
        return "How long it lasts cannot be told."
    days, sessions = at_least
    return f"Lower than expected for at least {count_words(days, 'day')} after a session (from {count_words(sessions, 'session')})."


def naive_words(simple: Naive | None) -> str:
    """What a simple before/after around sessions says, and why it misleads. Shown once, small."""
    if simple is None:
        return ""
    return (
        f"A simple comparison of the days after sessions with the days before them says {direction(simple.change)} "
        f"({count_words(simple.sessions, 'session')}). It misleads: sessions are often booked or kept when pain is bad, and "
        "bad days are followed by better ones, with or without a session."
    )


def trend_answer(found: Trend) -> Answer:
    """The straight line through the chosen period."""
    word = found.verdict
    if found.weekly is None or found.whole is None:
        return Answer(
            word,
            "There is not enough data yet to say whether your pain is going up or down.",
            more=(lacking(found.lacks),),
        )
    ways = {
        Verdict.TOO_UNCERTAIN: "it is too uncertain to say whether your pain went up or down",
        Verdict.CANNOT_TELL: "it cannot be told yet whether your pain went up or down",
        Verdict.SAME: "your pain stayed about the same",
        Verdict.PROBABLY_LOWER: "your pain probably went down",
        Verdict.PROBABLY_HIGHER: "your pain probably went up",
        Verdict.CLEARLY_LOWER: "your pain clearly went down",
        Verdict.CLEARLY_HIGHER: "your pain clearly went up",
    }
    numbers = (
        f"A straight line through these days goes {_line(found.weekly.value)} a week (95 % interval "
        f"{interval_words(found.weekly, 'down', 'up')}), {_line(found.whole.value)} from the first rating to the last "
        f"({interval_words(found.whole, 'down', 'up')}; {found.logged:,} of {count_words(found.possible, 'day')} logged)."
    )
    return Answer(word, f"In this period {ways[word]}.", numbers)


def _line(amount: float) -> str:
    shown = points(amount)
    return shown if shown.startswith("0.0") else f"{'down' if amount < 0 else 'up'} {shown}"


@dataclass(frozen=True)
class Pair:
    """A relation of two scores in words, and whether it stands once it is allowed for that several were looked at."""

    words: str
    stands: bool


def beside_words(stress: Beside, sleep: Beside) -> tuple[str, ...]:
    """Stress and sleep beside pain, each relation in a sentence, and what is missing."""
    found = (stress.same_day, stress.day_before, sleep.same_day, sleep.day_before)
    stands = go_together(found)
    said = []
    for name, one, sure in (("stress", stress, stands[:2]), ("sleep quality", sleep, stands[2:])):
        if one.same_day is None or one.day_before is None:
            said.append(f"{capital(name)} beside pain: not enough data yet. {lacking(one.lacks)}")
            continue
        same, before = one.same_day, one.day_before
        said += [_relation(name, same, sure=sure[0]), _relation(name, before, sure=sure[1], day_after=True)]
        said.append(
            f"{count_words(one.rows, 'day')} of {one.possible:,} with pain, {name}, and the {name} of the day before."
        )
    if any(one is not None for one in found):
        asked = sum(one is not None for one in found)
        said.append(
            f"Other days, trend and weekday are taken into account. Which comes first cannot be told. {asked} relations are looked "
            "at here together, so each has to be that much surer before it is called one."
        )
    return tuple(said)


def _relation(name: str, slope: Estimate, *, sure: bool, day_after: bool = False) -> str:
    when = (
        f"On the day after days with 1 point more {name}"
        if day_after
        else f"On days with 1 point more {name}"
    )
    words = f"{when}, pain was on average {direction(slope.value)} (95 % interval {interval_words(slope)})."
    return words if sure else f"{words} That may be chance: cannot tell yet."


def function_answer(found: FunctionChange) -> Answer:
    """The weekly score against its baseline."""
    word = found.verdict
    if found.change is None or found.before is None or found.after is None:
        return Answer(
            word,
            "There is not enough data yet to compare your weekly score with the weeks before the first session.",
            more=(lacking(found.lacks),),
        )
    plain = {
        Verdict.TOO_UNCERTAIN: "it is too uncertain to say whether your weekly score has been lower since the first session",
        Verdict.CANNOT_TELL: "it cannot be told yet whether your weekly score has been lower since the first session",
        Verdict.SAME: "since your first session your weekly score has been about the same as before",
        Verdict.PROBABLY_LOWER: "since your first session your weekly score has probably been lower than before",
        Verdict.PROBABLY_HIGHER: "since your first session your weekly score has probably been higher than before",
        Verdict.CLEARLY_LOWER: "since your first session your weekly score has clearly been lower than before",
        Verdict.CLEARLY_HIGHER: "since your first session your weekly score has clearly been higher than before",
    }
    numbers = (
        f"Since your first session your weekly score was on average {direction(found.change.value)} "
        f"({found.before:.1f} → {found.after:.1f}; 95 % interval {interval_words(found.change)}; "
        f"{count_words(found.weeks_before, 'week')} before, {found.weeks_after:,} after)."
    )
    return Answer(word, capital(plain[word]) + ".", numbers, more=(EASES_BY_ITSELF,))


def complete_words(found: Completeness) -> tuple[str, ...]:
    """How complete the diary of the period is, near sessions and far from them, and what was filled in later."""
    if not found.possible:
        return ("No day lies in this period yet.",)
    said = [
        f"{found.logged:,} of {count_words(found.possible, 'day')} with an average pain ({found.logged * 100 // found.possible} %)."
    ]
    if found.near_possible and found.far_possible:
        said.append(
            f"Within three days of a session {found.near_logged:,} of {found.near_possible:,}; further away "
            f"{found.far_logged:,} of {found.far_possible:,}."
        )
    if found.late:
        said.append(f"{count_words(found.late, 'day')} of these filled in more than two days later.")
    if found.possible - found.logged > MANY_MISSING * found.possible:
        said.append(DAYS_MISSING)
    return tuple(said)


def sensitivity_words(found: Sensitivity) -> tuple[str, ...]:
    """Whether the word would be another if what is missing had been bad, or without what was filled in later."""
    if found.word is Verdict.NOT_ENOUGH:
        return ()
    asked = (
        ("If the days without a rating had been as bad as your worst quarter of days", found.if_bad),
        ("Without the days filled in later", found.without_late),
    )
    return tuple(
        f"{condition}, the word would be {'the same' if word is found.word else f'another: {word.value}'}."
        for condition, word in asked
        if word is not None
    )


def headline(analysis: Analysis) -> str:
    """The answer to "is it helping me?" in one plain sentence. Never a word about what caused it."""
    course, after = analysis.course.verdict, analysis.relief.verdict
    nothing = (Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH)
    if (course, after) == nothing:
        return "There is not enough data yet to say how your pain has been since your first session, or after sessions."
    if course is after is Verdict.CANNOT_TELL:
        return "It cannot be told yet whether your pain is lower since your first session, or in the days after a session."
    return f"{capital(RELIEF_PLAIN[after])}; {COURSE_PLAIN[course]}."


def how_sure(analysis: Analysis) -> tuple[str, ...]:
    """What stands beside the one sentence: how sure, up to when, and what else may explain it; or what is missing."""
    known = [one.change for one in (analysis.relief, analysis.course) if one.change is not None]
    if not known:
        lacks = {lack.need: lack for lack in (*analysis.course.lacks, *analysis.relief.lacks)}
        return (lacking(lacks.values()), dated(analysis))
    said = [
        f"In the days after a session: {interval_words(analysis.relief.change)}, in points."
        if analysis.relief.change
        else "",
        f"Since the first session: {interval_words(analysis.course.change)}, in points."
        if analysis.course.change
        else "",
        WHAT_AN_INTERVAL_IS,
        ONE_IN_TWENTY,
        EASES_BY_ITSELF,
        dated(analysis),
    ]
    return tuple(one for one in said if one)


def review_sentences(analysis: Analysis) -> tuple[str, ...]:
    """What the review of a plan says, from an analysis with a cut of its own. Each sentence once."""
    answers = (
        course_answer(analysis.course),
        relief_answer(analysis.relief),
        function_answer(analysis.function),
    )
    known = [answer for answer in answers if answer.numbers]
    said = [
        *answers[0].sentences(),
        *sensitivity_words(analysis.course_if),
        *answers[1].sentences(),
        *((how_long_words(analysis.at_least),) if answers[1].numbers else ()),
        *(answers[2].sentences() if answers[2].numbers else ()),
        *((WHAT_AN_INTERVAL_IS, ONE_IN_TWENTY) if known else ()),
        dated(analysis),
    ]
    return tuple(dict.fromkeys(said))
