"""An Analysis in sentences. The same sentence stands on the screen, in a report and in an export; each has its place here.

The rules: a word of verdict comes from the interval alone; how large a drop is is a sentence of its own; every number
stands with its interval and the days and sessions behind it; and whatever else may explain it is said every time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from acujournal.plan import A_DAY
from acujournal.review import RATINGS_FOR_AN_AVERAGE
from acujournal.stats.analysis import Analysis
from acujournal.stats.beside import Beside, go_together
from acujournal.stats.completeness import Completeness, Sensitivity
from acujournal.stats.course import DAYS_BEFORE, GOOD_BASELINE, BeforeAfter, Side, Trend
from acujournal.stats.engine import Estimate
from acujournal.stats.relief import GETS_CLEARER, Naive, Relief
from acujournal.stats.verdict import EXACT, Importance, Lack, Need, Verdict, percent_counts
from acujournal.stats.weeks import WEEKS_BEFORE, FunctionChange
from acujournal.words import WEEKDAYS, count_words, short_day

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
#: A last rating so long before the cut is said: without it an answer would look newer than what it stands on.
LONG_AGO: Final = timedelta(days=7)


def capital(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def amount_words(amount: float, digits: int = 1) -> str:
    """An amount without its sign, one decimal unless told otherwise: 1.8; what is not 0 is never shown as it."""
    shown = f"{abs(amount):.{digits}f}"
    return shown if float(shown) or not amount else f"less than {10**-digits:.{digits}f}"


def points(amount: float, digits: int = 1) -> str:
    """An amount of points: 1.8 points."""
    shown = amount_words(amount, digits)
    return f"{shown} {'point' if shown == '1.0' else 'points'}"


def direction(amount: float, lower: str = "lower", higher: str = "higher", digits: int = 1) -> str:
    """A change with its direction: 1.8 points lower, or 0.0 points different."""
    if not amount:
        return f"{0:.{digits}f} points different"
    return f"{points(amount, digits)} {lower if amount < 0 else higher}"


def interval_words(estimate: Estimate, lower: str = "lower", higher: str = "higher", digits: int = 1) -> str:
    """A 95 % interval of a change: 0.7 to 2.9 lower, or from 2.9 lower to 0.4 higher."""
    low, high = (amount_words(end, digits) for end in (estimate.low, estimate.high))
    if estimate.high <= 0:
        return f"{high} to {low} {lower}"
    if estimate.low >= 0:
        return f"{low} to {high} {higher}"
    return f"from {low} {lower} to {high} {higher}"


def from_to(span: tuple[date, date] | None) -> str:
    """The days a number looks at, after a comma: from Mon 3 Aug 2026 to Sun 22 Nov 2026; nothing where there are none."""
    return f", from {short_day(span[0])} to {short_day(span[1])}" if span else ""


def percent(part: float, whole: float) -> str:
    """A share in whole percent, rounded down, so that only what is whole is called 100 %."""
    share = math.floor(100 * part / whole + EXACT)
    return f"{share} %" if share or not part else "less than 1 %"


def join(parts: Iterable[str]) -> str:
    """Parts of a list in words: a, b and c."""
    listed = list(parts)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


FIRST: Final = "your first session"


def first_session(*, is_later: bool) -> str:
    """What the first session is called; `is_later` says that sessions took place before this course."""
    return "the first session of this course" if is_later else FIRST


#: What cannot be mended by more days of the same kind.
CANNOT: Final = {
    Need.VARIETY: "All ratings of these days are the same, so how sure a comparison is cannot be worked out.",
    Need.PATTERN: (
        "The days that were noted follow too simple a pattern for this to be worked out; more days, also on other weekdays, "
        "would help."
    ),
    Need.OTHER_DAYS: (
        "Sessions follow each other so closely that hardly any other days are left to compare with."
    ),
    Need.STEADY: "That score was the same on all of these days, so pain cannot be compared with it.",
    Need.WEEKS_VARIETY: "All weekly scores are the same, so how sure a comparison is cannot be worked out.",
    Need.WEEKS_PATTERN: (
        "The weekly scores follow too simple a pattern for this to be worked out; more weeks would help."
    ),
    Need.RENEWAL: "Enough is noted by now, but part of it is newer than the days this answer looks at.",
}


def lacking(lacks: Iterable[Lack], first: str = FIRST) -> str:
    """What is missing, as sentences that say what would help; empty where nothing is. `first` names the first session.

    Days before the first session are never asked for once it has come: nobody can live them again.
    """
    given = {lack.need: lack.number for lack in lacks}
    said = [sentence for need, sentence in CANNOT.items() if need in given]
    has_come = Need.FIRST_SESSION not in given
    for need, after, too_few in (
        (Need.DAYS_BEFORE, Need.DAYS_AFTER, _too_few_days),
        (Need.WEEKS_BEFORE, Need.WEEKS_AFTER, _too_few_weeks),
    ):
        if has_come and need in given:
            said.append(too_few(given.pop(need), first))
            # More of them would help nothing.
            given.pop(after, None)
            if need is Need.DAYS_BEFORE and Need.OTHER_DAYS not in given:
                said.append("The days after each session can be looked at all the same.")
    wanted = []
    if not has_come and Need.DAYS_BEFORE in given:
        wanted.append(f"{_more(given[Need.DAYS_BEFORE], 'day')} with an average pain before {first}")
    elif not has_come and Need.SESSIONS not in given:
        wanted.append(first)
    wanted += [
        f"{_more(number, noun)} {rest.format(first=first)}"
        for need, (noun, rest) in MORE.items()
        if (number := given.get(need))
    ]
    if wanted:
        said.append(f"Still missing: {'; '.join(wanted)}.")
    return " ".join(said)


def _too_few_days(missing: int, first: str) -> str:
    found = _there_are(DAYS_BEFORE - missing, "day")
    has = "have" if DAYS_BEFORE - missing > 1 else "has"
    return (
        f"{found} before {first} {has} an average pain; {DAYS_BEFORE} would be needed, so the days since cannot be compared with "
        "them. Only what you noted elsewhere can still be filled in."
    )


def _too_few_weeks(missing: int, first: str) -> str:
    found = _there_are(WEEKS_BEFORE - missing, "weekly score")
    return (
        f"{found} {'lie' if WEEKS_BEFORE - missing > 1 else 'lies'} before {first}; {WEEKS_BEFORE} would be needed, so the weeks "
        "since cannot be compared with them. Only what you noted elsewhere can still be filled in."
    )


def _there_are(number: int, noun: str) -> str:
    return f"Only {count_words(number, noun)}" if number else f"No {noun}"


#: What more days or sessions would be enough, as a noun and what else it needs.
MORE: Final = {
    Need.SPAN: ("day", "from the first entry to the last"),
    Need.DAYS: ("day", "with an average pain"),
    Need.DAYS_AFTER: ("day", "with an average pain since {first}"),
    Need.DAYS_WITH_BOTH: ("day", "with both scores and the one of the day before"),
    Need.WEEKS_AFTER: ("weekly score", "since {first}"),
    Need.SESSIONS: (
        "session",
        "with an average pain in the three days before and in the three days after",
    ),
}


def _more(number: int, noun: str) -> str:
    return f"{number:,} more {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Answer:
    """One answer in words. `word` is the verdict, `plain` one sentence without figures.

    What has to stand beside it: `first`, warnings in front of the number; `numbers`, with interval, days and period, or
    what is missing; `under`, what else may explain it; `also`, what else has to be known with the word. `more` may fold
    away. Empty strings are left out.
    """

    word: Verdict
    plain: str
    numbers: str = ""
    first: tuple[str, ...] = ()
    under: str = ""
    more: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def beside(self) -> tuple[str, ...]:
        """What is never folded away, in order."""
        return tuple(one for one in (*self.first, self.numbers, self.under, *self.also) if one)

    def folded(self) -> tuple[str, ...]:
        """What may fold away, in order."""
        return tuple(one for one in self.more if one)

    def sentences(self) -> tuple[str, ...]:
        """All of it in order."""
        return (self.plain, *self.beside(), *self.folded())


def dated(analysis: Analysis) -> str:
    """Up to when the days count, and the last day with a rating where that is long before."""
    as_of = f"As of {short_day(analysis.as_of)}"
    last = analysis.last_rated
    is_old = last is not None and analysis.as_of - last > LONG_AGO
    return f"{as_of}; the last rated day is {short_day(last)}." if last and is_old else f"{as_of}."


def _changed(word: Verdict, last: Verdict) -> str:
    return "" if word is last else f"A week earlier the word was: {last.value}."


COURSE_PLAIN: Final = {
    Verdict.NOT_ENOUGH: "there is not enough data yet to compare your pain since {first} with the days before it",
    Verdict.TOO_UNCERTAIN: "it is too uncertain to say whether your pain has been lower since {first} than before",
    Verdict.CANNOT_TELL: "it cannot be told yet whether your pain has been lower since {first} than before",
    Verdict.SAME: "since {first} your pain has been about the same as before",
    Verdict.PROBABLY_LOWER: "since {first} your pain has probably been lower than before",
    Verdict.PROBABLY_HIGHER: "since {first} your pain has probably been higher than before",
    Verdict.CLEARLY_LOWER: "since {first} your pain has clearly been lower than before",
    Verdict.CLEARLY_HIGHER: "since {first} your pain has clearly been higher than before",
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


def course_answer(found: BeforeAfter, last: Verdict | None = None, first: str = FIRST) -> Answer:
    """Before against after the first session, which is called `first`. `last` is the word of a week earlier, if that is said."""
    word = found.verdict
    plain = capital(COURSE_PLAIN[word].format(first=first)) + "."
    if found.change is None or found.before is None or found.after is None:
        means = _means(found)
        missing = lacking(found.lacks, first)
        return Answer(word, plain, missing, under=EASES_BY_ITSELF if means else "", more=(means,))
    before, after = found.before.mean, found.after.mean
    assert before is not None and after is not None  # noqa: S101, PT018  # A change has both.
    change = found.change.value
    share = f", {percent(abs(change), before)}" if percent_counts(before) and change else ""
    is_off = f"{abs(change):.1f}" != f"{abs(round(before, 1) - round(after, 1)):.1f}"
    numbers = (
        f"Since {first} your pain was on average {direction(change)}{share} ({before:.1f} → {after:.1f}"
        f"{' before rounding' if is_off else ''}; 95 % interval {interval_words(found.change)}; {_days(found.before)} before, "
        f"from {short_day(found.before.first)}; {_days(found.after)} after, up to {short_day(found.after.until - A_DAY)})."
    )
    is_shaky = found.began_high or found.before.logged < GOOD_BASELINE
    warning = (
        "The week before it began was a bad one: a point or more above the days before."
        if found.began_high
        else f"Only {count_words(found.before.logged, 'day')} from before it began; {GOOD_BASELINE} or more would be surer."
    )
    warned, told = _missing(
        found.before.logged + found.after.logged, found.before.possible + found.after.possible
    )
    return Answer(
        word,
        plain,
        numbers,
        first=(warning, EASES_BY_ITSELF) if is_shaky else (),
        under="" if is_shaky else EASES_BY_ITSELF,
        also=(size_words(found.importance, word, before), warned, _changed(word, last) if last else ""),
        more=(sure_words(found.change, word), pairs_words(found.pairs_lower), told),
    )


def _of(logged: int, possible: int) -> str:
    return f"{logged:,} of {count_words(possible, 'day')}"


def _days(side: Side) -> str:
    return _of(side.logged, side.possible)


def size_words(importance: Importance, word: Verdict, before: float) -> str:
    """How large a drop may be called; nothing beside a rise, or where it is too uncertain to say anything."""
    if word.is_higher or word is Verdict.TOO_UNCERTAIN:
        return ""
    sizes = IMPORTANCE if percent_counts(before) else {**IMPORTANCE, **IMPORTANCE_IN_POINTS}
    return sizes[importance]


def pairs_words(share: float | None) -> str:
    """How often a day after was lower than a day before, among all pairs of the two. A description, never a verdict."""
    if share is None:
        return ""
    lower = math.floor(100 * share + EXACT)
    shown = lower if lower or not share else "fewer than 1"
    return f"Of every 100 pairs of a day after and a day before, the day after was lower in {shown} (equal days count half)."


def _means(found: BeforeAfter) -> str:
    """The plain averages of both sides where an interval is not to be had, if both have enough days for an average."""
    sides = [
        f"{name} {side.mean:.1f} ({_days(side)})"
        for name, side in (("before", found.before), ("after", found.after))
        if side is not None and side.mean is not None and side.logged >= RATINGS_FOR_AN_AVERAGE
    ]
    return f"Average pain {join(sides)}." if len(sides) == 2 else ""


def missing_words(logged: int, possible: int) -> str:
    """The share of days without a rating; with a warning where it is more than a fifth, nothing where all are there."""
    missing = possible - logged
    if missing <= 0:
        return ""
    share = f"{missing:,} of {count_words(possible, 'day')} without an average pain ({percent(missing, possible)})."
    return f"{share} {DAYS_MISSING}" if missing > MANY_MISSING * possible else share


def _missing(logged: int, possible: int) -> tuple[str, str]:
    """The same as what has to be seen, a warning, and what may fold away, a mere count; one of them is empty."""
    said = missing_words(logged, possible)
    return (said, "") if said.endswith(DAYS_MISSING) else ("", said)


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
        return Answer(word, plain, lacking(found.lacks))
    warned, told = _missing(found.logged, found.possible)
    amount = f"{direction(found.change.value)} than" if found.change.value else "0.0 points away from what"
    numbers = (
        f"In the three days after a session your pain was on average {amount} your other days would lead one to expect "
        f"(95 % interval {interval_words(found.change)}; {found.sessions:,} of {count_words(found.held, 'session')} with "
        f"days noted before and after, {found.logged:,} of {count_words(found.possible, 'day')} logged{from_to(found.span)})."
    )
    return Answer(
        word,
        plain,
        numbers,
        under=EASES_BY_ITSELF,
        also=(weekday_words(found.weekday), warned, _changed(word, last) if last else ""),
        more=(
            sure_words(found.change, word),
            f"From {GETS_CLEARER} sessions on this gets clearer." if found.sessions < GETS_CLEARER else "",
            told,
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


def how_long_words(found: Relief, at_least: tuple[int, int] | None) -> str:
    """For how long at least, where there is relief to ask that of; never a half-life."""
    if not found.verdict.is_lower:
        return ""
    if at_least is None:
        return "For how many days cannot be told."
    days, sessions = at_least
    return f"Lower than expected for at least {count_words(days, 'day')} after a session (from {count_words(sessions, 'session')})."


def naive_words(found: Relief, simple: Naive | None) -> str:
    """What a simple before/after around sessions says, and why it misleads. Shown once, small, and only beside the answer."""
    if simple is None or found.change is None:
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
            lacking(found.lacks),
        )
    assert found.rated is not None  # noqa: S101  # A line has days.
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
        f"A straight line from {short_day(found.rated[0])} to {short_day(found.rated[1])} goes "
        f"{direction(found.weekly.value, 'down', 'up', digits=2)} a week (95 % interval "
        f"{interval_words(found.weekly, 'down', 'up', digits=2)}), {direction(found.whole.value, 'down', 'up')} in all "
        f"({interval_words(found.whole, 'down', 'up')}; {found.logged:,} of {count_words(found.possible, 'day')} logged)."
    )
    warned, told = _missing(found.logged, found.possible)
    under = EASES_BY_ITSELF if found.holds_first_session else ""
    return Answer(word, f"In this period {ways[word]}.", numbers, under=under, also=(warned,), more=(told,))


def beside_words(stress: Beside, sleep: Beside) -> tuple[str, ...]:
    """Stress and sleep beside pain, each relation in a sentence, and what is missing."""
    found = (stress.same_day, stress.day_before, sleep.same_day, sleep.day_before)
    stands = go_together(found)
    said = []
    for name, one, sure in (("stress", stress, stands[:2]), ("sleep quality", sleep, stands[2:])):
        if one.same_day is None or one.day_before is None:
            said.append(f"{capital(name)} beside pain: not enough data yet. {lacking(one.lacks)}")
            continue
        taken = "other days, trend and weekday" if one.with_weekdays else "other days and trend"
        said += [
            _relation(f"On days with 1 point more {name}", one.same_day, sure=sure[0]),
            _relation(f"On the day after days with 1 point more {name}", one.day_before, sure=sure[1]),
            f"That rests on {one.rows:,} of {count_words(one.possible, 'day')}{from_to(one.span)}; {taken} are taken into account.",
        ]
    if asked := sum(one is not None for one in found):
        said.append(
            f"Which comes first cannot be told. {asked} relations are looked at together here, so each has to be that much surer "
            "before it is called one."
        )
    return tuple(said)


def _relation(when: str, slope: Estimate, *, sure: bool) -> str:
    words = f"{when}, pain was on average {direction(slope.value, digits=2)} (95 % interval {interval_words(slope, digits=2)})."
    if sure:
        return words
    several = "" if slope.low <= 0 <= slope.high else " because several were looked at"
    return f"{words} It may be chance{several}: cannot tell yet."


FUNCTION_PLAIN: Final = {
    Verdict.NOT_ENOUGH: "there is not enough data yet to compare your weekly score with the weeks before {first}",
    Verdict.TOO_UNCERTAIN: "it is too uncertain to say whether your weekly score has been lower since {first}",
    Verdict.CANNOT_TELL: "it cannot be told yet whether your weekly score has been lower since {first}",
    Verdict.SAME: "since {first} your weekly score has been about the same as before",
    Verdict.PROBABLY_LOWER: "since {first} your weekly score has probably been lower than before",
    Verdict.PROBABLY_HIGHER: "since {first} your weekly score has probably been higher than before",
    Verdict.CLEARLY_LOWER: "since {first} your weekly score has clearly been lower than before",
    Verdict.CLEARLY_HIGHER: "since {first} your weekly score has clearly been higher than before",
}


def function_answer(found: FunctionChange, first: str = FIRST) -> Answer:
    """The weekly score against its baseline."""
    word = found.verdict
    plain = capital(FUNCTION_PLAIN[word].format(first=first)) + "."
    if found.change is None or found.before is None or found.after is None:
        return Answer(word, plain, lacking(found.lacks, first))
    numbers = (
        f"Since {first} your weekly score was on average {direction(found.change.value)} "
        f"({found.before:.1f} → {found.after:.1f}; 95 % interval {interval_words(found.change)}; "
        f"{count_words(found.weeks_before, 'week')} before, {found.weeks_after:,} after{from_to(found.span)})."
    )
    return Answer(word, plain, numbers, under=EASES_BY_ITSELF)


def complete_words(found: Completeness) -> tuple[str, ...]:
    """How complete the diary of the period is, near sessions and far from them, and what was filled in later."""
    if not found.possible:
        return ("No day lies in this period yet.",)
    share = percent(found.logged, found.possible)
    said = [f"{_of(found.logged, found.possible)} with an average pain ({share}){from_to(found.span)}."]
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
    if course is after is Verdict.NOT_ENOUGH:
        return f"There is not enough data yet to say how your pain has been since {FIRST}, or after sessions."
    if course is after is Verdict.CANNOT_TELL:
        return (
            f"It cannot be told yet whether your pain is lower since {FIRST}, or in the days after a session."
        )
    if course is after is Verdict.TOO_UNCERTAIN:
        return f"It is too uncertain to say whether your pain is lower since {FIRST}, or in the days after a session."
    return f"{capital(RELIEF_PLAIN[after])}; {COURSE_PLAIN[course].format(first=FIRST)}."


def beside_headline(analysis: Analysis, *, is_weekly: bool = False) -> tuple[str, ...]:
    """What stands beside the one sentence and is never folded away: warnings, intervals or what is missing, the date.

    Of a weekly diary (`is_weekly`) nothing is missing: `A_WEEKLY_DIARY` says there that it cannot answer.
    """
    course, after = course_answer(analysis.course), relief_answer(analysis.relief)
    if analysis.course.change is analysis.relief.change is None:
        if is_weekly:
            return (dated(analysis),)
        lacks = {lack.need: lack for lack in (*analysis.relief.lacks, *analysis.course.lacks)}
        if len(lacks) > 1:
            lacks.pop(Need.RENEWAL, None)
        return (lacking(lacks.values()), _renewed(analysis), dated(analysis))
    intervals = [
        f"{name}: 95 % interval {interval_words(change)}, in points, from {stands_on}."
        for name, change, stands_on in (
            (
                "In the days after a session",
                analysis.relief.change,
                count_words(analysis.relief.sessions, "session"),
            ),
            (f"Since {FIRST}", analysis.course.change, _sides(analysis.course)),
        )
        if change is not None
    ]
    missing = [one.numbers for one in (after, course) if one.word is Verdict.NOT_ENOUGH and not is_weekly]
    return (*course.first[:1], *intervals, *missing, EASES_BY_ITSELF, dated(analysis))


def _renewed(analysis: Analysis) -> str:
    """From when on what is written now counts, beside what is missing."""
    counted = "What is missing is counted with all you have written so far"
    if analysis.counts_from is None:
        return f"{counted}."
    return (
        f"{counted}; the answer looks at whole weeks, up to a Sunday, and what you write now counts from "
        f"{short_day(analysis.counts_from)} on."
    )


def _sides(found: BeforeAfter) -> str:
    if found.before is None or found.after is None:
        return ""
    return f"{count_words(found.before.logged, 'day')} before and {found.after.logged:,} after"


def how_sure() -> tuple[str, ...]:
    """What an interval is, and how often such answers are wrong."""
    return (WHAT_AN_INTERVAL_IS, ONE_IN_TWENTY)


def review_sentences(analysis: Analysis, *, is_later: bool = False) -> tuple[str, ...]:
    """What the review of a plan says, from an analysis with a cut of its own.

    `is_later` says that sessions took place before this course: its first session is called that, and the days after a
    session are those of all courses.
    """
    first = first_session(is_later=is_later)
    course = course_answer(analysis.course, first=first)
    after, function = relief_answer(analysis.relief), function_answer(analysis.function, first)
    said = [
        *course.sentences(),
        *sensitivity_words(analysis.course_if),
        *after.sentences(),
        "These sessions are those of all courses."
        if is_later and after.word is not Verdict.NOT_ENOUGH
        else "",
        *sensitivity_words(analysis.relief_if),
        how_long_words(analysis.relief, analysis.at_least),
        *(function.sentences() if function.word is not Verdict.NOT_ENOUGH else ()),
        *(
            how_sure()
            if course.word is not Verdict.NOT_ENOUGH or after.word is not Verdict.NOT_ENOUGH
            else ()
        ),
        dated(analysis),
    ]
    return tuple(one for one in said if one)
