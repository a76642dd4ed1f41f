"""Every sentence, letter by letter, and what no sentence may say."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from acujournal.body import regions
from acujournal.plan import MOST_BASELINE_DAYS
from acujournal.stats import methods
from acujournal.stats.analysis import Analysis, analyse
from acujournal.stats.beside import ROWS_FOR_WEEKDAYS, Beside
from acujournal.stats.completeness import WORST_SHARE, Completeness, Sensitivity
from acujournal.stats.course import BeforeAfter, Side, Trend, trend
from acujournal.stats.engine import GRID, LAMS, PHIS, TAIL_95, Estimate
from acujournal.stats.methods import Method
from acujournal.stats.relief import CURVE_DAYS, LINGERS, RELIEF_DAYS, Naive, Relief
from acujournal.stats.verdict import IMPORTANT_POINTS, IMPORTANT_SHARE, Importance, Lack, Need, Verdict
from acujournal.stats.weeks import RATINGS_FOR_A_WEEKDAY, FunctionChange
from acujournal.stats.wording import (
    A_WEEKLY_DIARY,
    Answer,
    amount_words,
    beside_headline,
    beside_words,
    capital,
    complete_words,
    course_answer,
    dated,
    direction,
    function_answer,
    headline,
    how_long_words,
    how_sure,
    interval_words,
    join,
    lacking,
    missing_words,
    naive_words,
    pairs_words,
    percent,
    points,
    relief_answer,
    review_sentences,
    sensitivity_words,
    size_words,
    sure_words,
    trend_answer,
    weekday_words,
)
from acujournal.weekly import WeeklyCheck
from tests.stats.conftest import MONDAY, diary_from, estimate, journal_of, resembling

BANNED = re.compile(
    r"\b(because of|thanks to|reduc\w*|effect\w*|works?|helps|prove[sdn]*|significan\w*|no difference|no change|caus\w*|"
    r"respond\w*|cure[sd]?|heal\w*|NaN|None|nan)\b",
    re.IGNORECASE,
)
EASES = (
    "People often start treatment when pain is at its worst, and pain then tends to ease by itself. One person's diary cannot "
    "tell this apart from the treatment."
)
MISSING = "Days without an entry may have been better or worse; a diary kept only on some days can mislead."
INTERVAL = (
    "If chance had dealt your ups and downs differently, the difference would most likely lie in this range."
)
ONE_IN_TWENTY = "About 1 in 20 such answers is wrong by chance."
FIRST = date(2026, 2, 2)

#: An interval for each word of verdict; those of 99 % are a quarter of a point wider on each side.
OF_WORD: dict[Verdict, Estimate | None] = {
    Verdict.NOT_ENOUGH: None,
    Verdict.TOO_UNCERTAIN: estimate(-2.6, 2.0),
    Verdict.CANNOT_TELL: estimate(-1.8, 0.4),
    Verdict.SAME: estimate(-0.8, 0.6),
    Verdict.PROBABLY_LOWER: estimate(-3.5, -0.1, below=0.75),
    Verdict.PROBABLY_HIGHER: estimate(0.1, 3.5, below=0.25),
    Verdict.CLEARLY_LOWER: estimate(-2.9, -0.7, below=0.85),
    Verdict.CLEARLY_HIGHER: estimate(0.7, 2.9, below=0.15),
}


def course(
    change: Estimate | None,
    *,
    before: float = 5.8,
    after: float | None = None,
    logged: tuple[int, int] = (28, 78),
    thirty: Estimate | None = None,
    began_high: bool = False,
    lacks: tuple[Lack, ...] = (),
) -> BeforeAfter:
    """Twenty-eight days before the first session, 78 after it; without a change nothing to compare."""
    moved = change.value if change else 0
    return BeforeAfter(
        first_session=FIRST,
        before=Side(FIRST - timedelta(days=28), FIRST, before, logged[0]),
        after=Side(
            FIRST + timedelta(days=1),
            FIRST + timedelta(days=79),
            before + moved if after is None else after,
            logged[1],
        ),
        change=change,
        thirty=thirty,
        began_high=began_high,
        lacks=lacks,
        pairs_lower=None,
    )


def after_sessions(
    change: Estimate | None,
    *,
    sessions: int = 9,
    held: int = 11,
    logged: tuple[int, int] = (100, 100),
    weekday: int | None = None,
    lacks: tuple[Lack, ...] = (),
) -> Relief:
    return Relief(change, sessions, held, *logged, weekday, lacks)


@pytest.mark.parametrize("word", OF_WORD)
def test_the_people_below_have_the_words_they_stand_for(word: Verdict) -> None:
    assert course(OF_WORD[word]).verdict is word
    assert after_sessions(OF_WORD[word]).verdict is word
    assert FunctionChange(6, 5, 3, 5, OF_WORD[word], ()).verdict is word


COURSE = {
    Verdict.NOT_ENOUGH: (
        "There is not enough data yet to compare your pain since your first session with the days before it.",
        "Still missing: 3 more days with an average pain since your first session.",
        EASES,
        "Average pain before 5.8 (28 of 28 days) and after 5.8 (78 of 78 days).",
    ),
    Verdict.TOO_UNCERTAIN: (
        "It is too uncertain to say whether your pain has been lower since your first session than before.",
        (
            "Since your first session your pain was on average 0.3 points lower, 5 % (5.8 → 5.5; 95 % interval from 2.6 lower to "
            "2.0 higher; 28 of 28 days before, from Mon 5 Jan 2026; 78 of 78 days after, up to Tue 21 Apr 2026)."
        ),
        EASES,
    ),
    Verdict.CANNOT_TELL: (
        "It cannot be told yet whether your pain has been lower since your first session than before.",
        (
            "Since your first session your pain was on average 0.7 points lower, 12 % (5.8 → 5.1; 95 % interval from 1.8 lower to "
            "0.4 higher; 28 of 28 days before, from Mon 5 Jan 2026; 78 of 78 days after, up to Tue 21 Apr 2026)."
        ),
        EASES,
    ),
    Verdict.SAME: (
        "Since your first session your pain has been about the same as before.",
        (
            "Since your first session your pain was on average 0.1 points lower, 1 % (5.8 → 5.7; 95 % interval from 0.8 lower to "
            "0.6 higher; 28 of 28 days before, from Mon 5 Jan 2026; 78 of 78 days after, up to Tue 21 Apr 2026)."
        ),
        EASES,
        "If there is a change, it is smaller than most people notice.",
    ),
    Verdict.PROBABLY_LOWER: (
        "Since your first session your pain has probably been lower than before.",
        (
            "Since your first session your pain was on average 1.8 points lower, 31 % (5.8 → 4.0; 95 % interval 0.1 to 3.5 lower; "
            "28 of 28 days before, from Mon 5 Jan 2026; 78 of 78 days after, up to Tue 21 Apr 2026)."
        ),
        EASES,
        "It may or may not be an important drop, which would be at least 2 points or 30 %.",
        "About 7 in 10 sure that it is at least 1 point lower.",
    ),
    Verdict.PROBABLY_HIGHER: (
        "Since your first session your pain has probably been higher than before.",
        (
            "Since your first session your pain was on average 1.8 points higher, 31 % (5.8 → 7.6; 95 % interval 0.1 to 3.5 "
            "higher; 28 of 28 days before, from Mon 5 Jan 2026; 78 of 78 days after, up to Tue 21 Apr 2026)."
        ),
        EASES,
        "About 7 in 10 sure that it is at least 1 point higher.",
    ),
    Verdict.CLEARLY_LOWER: (
        "Since your first session your pain has clearly been lower than before.",
        (
            "Since your first session your pain was on average 1.8 points lower, 31 % (5.8 → 4.0; 95 % interval 0.7 to 2.9 lower; "
            "28 of 28 days before, from Mon 5 Jan 2026; 78 of 78 days after, up to Tue 21 Apr 2026)."
        ),
        EASES,
        "It may or may not be an important drop, which would be at least 2 points or 30 %.",
        "About 8 in 10 sure that it is at least 1 point lower.",
    ),
    Verdict.CLEARLY_HIGHER: (
        "Since your first session your pain has clearly been higher than before.",
        (
            "Since your first session your pain was on average 1.8 points higher, 31 % (5.8 → 7.6; 95 % interval 0.7 to 2.9 "
            "higher; 28 of 28 days before, from Mon 5 Jan 2026; 78 of 78 days after, up to Tue 21 Apr 2026)."
        ),
        EASES,
        "About 8 in 10 sure that it is at least 1 point higher.",
    ),
}


@pytest.mark.parametrize("word", Verdict)
def test_what_is_said_of_the_course_with_each_word(word: Verdict) -> None:
    change = OF_WORD[word]
    lacks = (Lack(Need.DAYS_AFTER, 3),) if change is None else ()
    answer = course_answer(course(change, lacks=lacks))
    assert answer.word is word
    assert answer.sentences() == COURSE[word]


def test_a_later_course_is_called_that_in_every_sentence() -> None:
    name = "the first session of this course"
    for word, sentences in COURSE.items():
        lacks = (Lack(Need.DAYS_AFTER, 3),) if word is Verdict.NOT_ENOUGH else ()
        said = course_answer(course(OF_WORD[word], lacks=lacks), first=name).sentences()
        assert said == tuple(one.replace("your first session", name) for one in sentences)


def test_everything_that_may_fold_away_stands_in_its_order() -> None:
    found = course(estimate(-4.0, -2.0, value=-3.0, below=0.97), thirty=estimate(-2, -0.1), logged=(20, 60))
    answer = course_answer(replace(found, pairs_lower=0.876), Verdict.CANNOT_TELL)
    assert answer.folded() == (
        "About 9 in 10 sure that it is at least 1 point lower.",
        "Of every 100 pairs of a day after and a day before, the day after was lower in 87 (equal days count half).",
    )
    assert answer.sentences() == (answer.plain, *answer.beside(), *answer.folded())


def test_how_large_a_drop_is_what_is_missing_and_a_changed_word_never_fold_away() -> None:
    found = course(estimate(-4.0, -2.0, value=-3.0, below=0.97), thirty=estimate(-2, -0.1), logged=(20, 60))
    answer = course_answer(found, Verdict.CANNOT_TELL)
    assert answer.beside() == (
        answer.numbers,
        EASES,
        "An important drop: at least 2 points or 30 %.",
        f"26 of 106 days without an average pain (24 %). {MISSING}",
        "A week earlier the word was: cannot tell yet.",
    )
    unchanged = course_answer(found, Verdict.CLEARLY_LOWER)
    assert not any("earlier" in one for one in unchanged.sentences())
    few_missing = course_answer(replace(found, after=course(None).after))
    assert not any("without an average pain" in one for one in few_missing.beside())
    assert few_missing.folded()[-1] == "8 of 106 days without an average pain (7 %)."


def test_a_bad_start_is_said_in_front_of_the_number_and_before_a_short_one() -> None:
    answer = course_answer(course(OF_WORD[Verdict.CLEARLY_LOWER], began_high=True, logged=(9, 78)))
    assert answer.first == (
        "The week before it began was a bad one: a point or more above the days before.",
        EASES,
    )
    assert answer.sentences()[1:4] == (*answer.first, answer.numbers)
    short = course_answer(course(OF_WORD[Verdict.CLEARLY_LOWER], logged=(9, 78)))
    assert short.first == ("Only 9 days from before it began; 14 or more would be surer.", EASES)
    assert short.under == ""


def test_no_percentage_is_given_below_two_points_before() -> None:
    low = course_answer(course(estimate(-1.2, -0.2), before=1.94))
    assert low.numbers.startswith(
        "Since your first session your pain was on average 0.7 points lower (1.9 → 1.2;"
    )
    enough = course_answer(course(estimate(-1.2, -0.2), before=1.96))
    assert enough.numbers.startswith(
        "Since your first session your pain was on average 0.7 points lower, 35 % (2.0 → 1.3;"
    )


def test_no_change_at_all_has_no_percentage() -> None:
    said = course_answer(course(estimate(-0.5, 0.5, value=0.0))).numbers
    assert said.startswith(
        "Since your first session your pain was on average 0.0 points different (5.8 → 5.8;"
    )


def test_averages_that_do_not_add_up_as_shown_are_said_to_be_rounded() -> None:
    said = course_answer(course(estimate(-2.5, -1.12), before=5.85, after=4.04)).numbers
    assert "1.8 points lower" in said
    assert "(5.8 → 4.0; 95 %" in said
    said = course_answer(course(estimate(-2.5, -1.22), before=5.86, after=4.0)).numbers
    assert "(5.9 → 4.0; 95 %" in said
    said = course_answer(course(estimate(-2.5, -1.14), before=5.86, after=4.04)).numbers
    assert "1.8 points lower, 31 % (5.9 → 4.0 before rounding; 95 %" in said


@pytest.mark.parametrize(
    ("logged", "said"),
    [
        ((5, 5), "Average pain before 5.8 (5 of 28 days) and after 5.8 (5 of 78 days)."),
        ((4, 5), ""),
        ((5, 4), ""),
    ],
)
def test_averages_without_an_interval_need_five_days_each(logged: tuple[int, int], said: str) -> None:
    answer = course_answer(course(None, logged=logged, lacks=(Lack(Need.DAYS_AFTER, 9),)))
    assert answer.more == (said,)
    assert answer.under == (EASES if said else "")


RELIEF = {
    Verdict.NOT_ENOUGH: (
        "There is not enough data yet to say how your pain was in the days after a session.",
        "Still missing: 2 more sessions with an average pain in the three days before and in the three days after.",
    ),
    Verdict.TOO_UNCERTAIN: (
        (
            "It is too uncertain to say whether your pain was lower in the days after a session than your other days would lead "
            "one to expect."
        ),
        (
            "In the three days after a session your pain was on average 0.3 points lower than your other days would lead one to "
            "expect (95 % interval from 2.6 lower to 2.0 higher; 9 of 11 sessions with days noted before and after, 100 of 100 "
            "days logged)."
        ),
        EASES,
    ),
    Verdict.CANNOT_TELL: (
        (
            "It cannot be told yet whether your pain was lower in the days after a session than your other days would lead one "
            "to expect."
        ),
        (
            "In the three days after a session your pain was on average 0.7 points lower than your other days would lead one to "
            "expect (95 % interval from 1.8 lower to 0.4 higher; 9 of 11 sessions with days noted before and after, 100 of 100 "
            "days logged)."
        ),
        EASES,
    ),
    Verdict.SAME: (
        "In the three days after a session your pain was about the same as your other days would lead one to expect.",
        (
            "In the three days after a session your pain was on average 0.1 points lower than your other days would lead one to "
            "expect (95 % interval from 0.8 lower to 0.6 higher; 9 of 11 sessions with days noted before and after, 100 of 100 "
            "days logged)."
        ),
        EASES,
    ),
    Verdict.PROBABLY_LOWER: (
        "In the three days after a session your pain was probably lower than your other days would lead one to expect.",
        (
            "In the three days after a session your pain was on average 1.8 points lower than your other days would lead one to "
            "expect (95 % interval 0.1 to 3.5 lower; 9 of 11 sessions with days noted before and after, 100 of 100 days logged)."
        ),
        EASES,
        "About 7 in 10 sure that it is at least 1 point lower.",
    ),
    Verdict.PROBABLY_HIGHER: (
        "In the three days after a session your pain was probably higher than your other days would lead one to expect.",
        (
            "In the three days after a session your pain was on average 1.8 points higher than your other days would lead one to "
            "expect (95 % interval 0.1 to 3.5 higher; 9 of 11 sessions with days noted before and after, 100 of 100 days logged)."
        ),
        EASES,
        "About 7 in 10 sure that it is at least 1 point higher.",
    ),
    Verdict.CLEARLY_LOWER: (
        "In the three days after a session your pain was clearly lower than your other days would lead one to expect.",
        (
            "In the three days after a session your pain was on average 1.8 points lower than your other days would lead one to "
            "expect (95 % interval 0.7 to 2.9 lower; 9 of 11 sessions with days noted before and after, 100 of 100 days logged)."
        ),
        EASES,
        "About 8 in 10 sure that it is at least 1 point lower.",
    ),
    Verdict.CLEARLY_HIGHER: (
        "In the three days after a session your pain was clearly higher than your other days would lead one to expect.",
        (
            "In the three days after a session your pain was on average 1.8 points higher than your other days would lead one to "
            "expect (95 % interval 0.7 to 2.9 higher; 9 of 11 sessions with days noted before and after, 100 of 100 days logged)."
        ),
        EASES,
        "About 8 in 10 sure that it is at least 1 point higher.",
    ),
}


@pytest.mark.parametrize("word", Verdict)
def test_what_is_said_of_the_days_after_a_session_with_each_word(word: Verdict) -> None:
    lacks = (Lack(Need.SESSIONS, 2),) if word is Verdict.NOT_ENOUGH else ()
    answer = relief_answer(after_sessions(OF_WORD[word], lacks=lacks))
    assert answer.word is word
    assert answer.sentences() == RELIEF[word]


def test_what_makes_the_days_after_a_session_less_sure_is_said() -> None:
    found = after_sessions(OF_WORD[Verdict.CANNOT_TELL], sessions=7, held=7, logged=(79, 100), weekday=1)
    answer = relief_answer(found, Verdict.SAME)
    assert answer.folded() == ("From 8 sessions on this gets clearer.",)
    assert answer.beside() == (
        answer.numbers,
        EASES,
        (
            "Most sessions were on a Tuesday, so the rhythm of your week was taken out, which makes the answer less sure. Sessions "
            "on different weekdays would show more."
        ),
        f"21 of 100 days without an average pain (21 %). {MISSING}",
        "A week earlier the word was: about the same.",
    )
    eight = relief_answer(replace(found, sessions=8), Verdict.CANNOT_TELL).sentences()
    assert not any("clearer" in one or "earlier" in one for one in eight)


def test_no_relief_at_all_lies_no_points_away_from_the_other_days() -> None:
    said = relief_answer(after_sessions(estimate(-0.5, 0.5))).numbers
    assert said.startswith(
        "In the three days after a session your pain was on average 0.0 points away from what your other days would lead one "
        "to expect (95 % interval from 0.5 lower to 0.5 higher;"
    )


@pytest.mark.parametrize(
    ("weekday", "name"),
    list(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))),
)
def test_the_weekday_of_most_sessions_is_called_by_its_name(weekday: int, name: str) -> None:
    assert weekday_words(weekday).startswith(f"Most sessions were on a {name}, so")
    assert weekday_words(None) == ""


def sure(share: float, limit: float) -> Estimate:
    """A change that lies with exactly `share` of certainty a little beyond `limit`, and else a little short of it."""
    found = estimate(-2, -1, below=share)
    return replace(found, mixture=replace(found.mixture, locations=np.array([limit * 1.01, limit * 0.99])))


@pytest.mark.parametrize(
    ("share", "tenths"),
    [(1.0, 9), (0.99, 9), (0.9, 9), (0.89, 8), (0.599, 5), (0.501, 5), (0.50, 5), (0.499, 0), (0.0, 0)],
)
def test_how_sure_a_whole_point_is_is_rounded_down_and_never_ten(share: float, tenths: int) -> None:
    said = f"About {tenths} in 10 sure that it is at least 1 point" if tenths else ""
    for word in (Verdict.PROBABLY_LOWER, Verdict.CLEARLY_LOWER):
        assert sure_words(sure(share, -1), word) == (said and f"{said} lower.")


@pytest.mark.parametrize(("share", "tenths"), [(0.99, 9), (0.75, 7), (0.51, 5), (0.49, 0)])
def test_how_sure_a_rise_is_is_said_the_same_way(share: float, tenths: int) -> None:
    said = f"About {tenths} in 10 sure that it is at least 1 point" if tenths else ""
    for word in (Verdict.PROBABLY_HIGHER, Verdict.CLEARLY_HIGHER):
        assert sure_words(sure(share, 1), word) == (said and f"{said} higher.")


@pytest.mark.parametrize("word", [one for one in Verdict if not one.is_direction])
def test_how_sure_is_only_said_beside_a_direction(word: Verdict) -> None:
    assert sure_words(estimate(-2, 2, below=0.99), word) == ""
    assert sure_words(estimate(-2, 2, below=0.01), word) == ""


SIZES = {
    Importance.IMPORTANT: "An important drop: at least 2 points or 30 %.",
    Importance.PROBABLY: "Probably an important drop: at least 2 points or 30 %.",
    Importance.PERHAPS: "It may or may not be an important drop, which would be at least 2 points or 30 %.",
    Importance.SMALL: "If there is a change, it is smaller than most people notice.",
    Importance.UNSAID: "",
}


@pytest.mark.parametrize("size", Importance)
def test_how_large_a_drop_is_is_a_sentence_of_its_own(size: Importance) -> None:
    for word in (Verdict.CLEARLY_LOWER, Verdict.PROBABLY_LOWER, Verdict.CANNOT_TELL, Verdict.SAME):
        assert size_words(size, word, 1.96) == SIZES[size]
        assert size_words(size, word, 1.94) == SIZES[size].replace(" or 30 %", "")
    for word in (Verdict.CLEARLY_HIGHER, Verdict.PROBABLY_HIGHER, Verdict.TOO_UNCERTAIN):
        assert size_words(size, word, 6.0) == ""


@pytest.mark.parametrize(
    ("amount", "digits", "shown"),
    [
        (1.84, 1, "1.8"),
        (-1.84, 1, "1.8"),
        (0.06, 1, "0.1"),
        (0.04, 1, "less than 0.1"),
        (-0.001, 1, "less than 0.1"),
        (0.0, 1, "0.0"),
        (0.04, 2, "0.04"),
        (0.004, 2, "less than 0.01"),
        (0.0, 2, "0.00"),
    ],
)
def test_what_is_not_nothing_is_never_shown_as_nothing(amount: float, digits: int, shown: str) -> None:
    assert amount_words(amount, digits) == shown
    if digits == 1:
        assert amount_words(amount) == shown


def test_amounts_are_told_in_points_with_their_direction() -> None:
    assert points(1.0) == points(0.96) == points(-1.04) == "1.0 point"
    assert points(1.06) == "1.1 points"
    assert points(0.01) == "less than 0.1 points"
    assert points(0.256, 2) == "0.26 points"
    assert direction(-1.84) == "1.8 points lower"
    assert direction(1.84) == "1.8 points higher"
    assert direction(-0.02) == "less than 0.1 points lower"
    assert direction(0.0) == "0.0 points different"
    assert direction(0.0, digits=2) == "0.00 points different"
    assert direction(-0.256, "down", "up", digits=2) == "0.26 points down"
    assert direction(0.256, "down", "up", digits=2) == "0.26 points up"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((-2.9, -0.7), "0.7 to 2.9 lower"),
        ((0.7, 2.9), "0.7 to 2.9 higher"),
        ((-2.9, 0.4), "from 2.9 lower to 0.4 higher"),
        ((-2.9, -0.04), "less than 0.1 to 2.9 lower"),
        ((-0.04, 2.9), "from less than 0.1 lower to 2.9 higher"),
        ((0.04, 2.9), "less than 0.1 to 2.9 higher"),
        ((-2.9, 0.0), "0.0 to 2.9 lower"),
        ((0.0, 2.9), "0.0 to 2.9 higher"),
    ],
)
def test_an_interval_is_told_from_its_nearer_end(ends: tuple[float, float], said: str) -> None:
    assert interval_words(estimate(*ends)) == said
    assert interval_words(estimate(*ends), "down", "up") == said.replace("lower", "down").replace(
        "higher", "up"
    )


def test_an_interval_has_as_many_decimals_as_its_amount() -> None:
    assert interval_words(estimate(-0.256, 0.004), digits=2) == "from 0.26 lower to less than 0.01 higher"


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (199, 200, "99 %"),
        (200, 200, "100 %"),
        (1, 200, "less than 1 %"),
        (2, 200, "1 %"),
        (0, 200, "0 %"),
        (1.799, 6.0, "29 %"),
        (9, 6.0, "150 %"),
    ],
)
def test_only_what_is_whole_is_called_a_hundred_percent(part: float, whole: float, share: str) -> None:
    assert percent(part, whole) == share


@pytest.mark.parametrize(
    ("logged", "possible", "said"),
    [
        (100, 100, ""),
        (99, 100, "1 of 100 days without an average pain (1 %)."),
        (80, 100, "20 of 100 days without an average pain (20 %)."),
        (799, 1000, f"201 of 1,000 days without an average pain (20 %). {MISSING}"),
        (800, 1000, "200 of 1,000 days without an average pain (20 %)."),
        (79, 100, f"21 of 100 days without an average pain (21 %). {MISSING}"),
        (0, 1, f"1 of 1 day without an average pain (100 %). {MISSING}"),
        (0, 0, ""),
        (2000, 3200, f"1,200 of 3,200 days without an average pain (37 %). {MISSING}"),
    ],
)
def test_more_than_a_fifth_of_the_days_missing_can_mislead(logged: int, possible: int, said: str) -> None:
    assert missing_words(logged, possible) == said


def test_how_complete_a_period_is_is_told_near_sessions_and_far_from_them() -> None:
    assert complete_words(Completeness(80, 100, 30, 35, 1)) == (
        "80 of 100 days with an average pain (80 %).",
        "Within three days of a session 30 of 35; further away 50 of 65.",
        "1 day of these filled in more than two days later.",
    )
    assert complete_words(Completeness(799, 1000, 0, 0, 12)) == (
        "799 of 1,000 days with an average pain (79 %).",
        "12 days of these filled in more than two days later.",
        MISSING,
    )
    assert complete_words(Completeness(7, 7, 7, 7, 0)) == ("7 of 7 days with an average pain (100 %).",)
    dated = Completeness(1, 1, 0, 0, 0, (MONDAY, MONDAY))
    assert complete_words(dated) == (
        "1 of 1 day with an average pain (100 %), from Mon 5 Jan 2026 to Mon 5 Jan 2026.",
    )
    assert complete_words(Completeness(1, 1, 0, 0, 0)) == ("1 of 1 day with an average pain (100 %).",)
    assert complete_words(Completeness(0, 0, 0, 0, 0)) == ("No day lies in this period yet.",)


def test_whether_the_word_would_be_another_is_told() -> None:
    word = Verdict.PROBABLY_LOWER
    assert sensitivity_words(Sensitivity(word, word, Verdict.CANNOT_TELL)) == (
        "If the days without a rating had been as bad as your worst quarter of days, the word would be the same.",
        "Without the days filled in later, the word would be another: cannot tell yet.",
    )
    assert sensitivity_words(Sensitivity(word, Verdict.SAME, None)) == (
        (
            "If the days without a rating had been as bad as your worst quarter of days, the word would be another: about the "
            "same."
        ),
    )
    assert sensitivity_words(Sensitivity(word, None, None)) == ()
    assert sensitivity_words(Sensitivity(Verdict.NOT_ENOUGH, word, word)) == ()


#: What is said where one thing lacks, and where two or more of it do.
LACKING = {
    Need.FIRST_SESSION: ("Still missing: your first session.", "Still missing: your first session."),
    Need.DAYS_BEFORE: (
        (
            "Only 6 days before your first session have an average pain; 7 would be needed, so the days since cannot be compared "
            "with them. Only what you noted elsewhere can still be filled in. The days after each session can be looked at all the "
            "same."
        ),
        (
            "Only 5 days before your first session have an average pain; 7 would be needed, so the days since cannot be compared "
            "with them. Only what you noted elsewhere can still be filled in. The days after each session can be looked at all the "
            "same."
        ),
    ),
    Need.DAYS_AFTER: (
        "Still missing: 1 more day with an average pain since your first session.",
        "Still missing: 2 more days with an average pain since your first session.",
    ),
    Need.DAYS: (
        "Still missing: 1 more day with an average pain.",
        "Still missing: 2 more days with an average pain.",
    ),
    Need.SPAN: (
        "Still missing: 1 more day from the first entry to the last.",
        "Still missing: 2 more days from the first entry to the last.",
    ),
    Need.SESSIONS: (
        "Still missing: 1 more session with an average pain in the three days before and in the three days after.",
        "Still missing: 2 more sessions with an average pain in the three days before and in the three days after.",
    ),
    Need.DAYS_WITH_BOTH: (
        "Still missing: 1 more day with both scores and the one of the day before.",
        "Still missing: 2 more days with both scores and the one of the day before.",
    ),
    Need.WEEKS_BEFORE: (
        (
            "Only 1 weekly score lies before your first session; 2 would be needed, so the weeks since cannot be compared with "
            "them. Only what you noted elsewhere can still be filled in."
        ),
        (
            "No weekly score lies before your first session; 2 would be needed, so the weeks since cannot be compared with them. "
            "Only what you noted elsewhere can still be filled in."
        ),
    ),
    Need.WEEKS_AFTER: (
        "Still missing: 1 more weekly score since your first session.",
        "Still missing: 2 more weekly scores since your first session.",
    ),
    Need.VARIETY: (
        "All ratings of these days are the same, so how sure a comparison is cannot be worked out.",
    )
    * 2,
    Need.PATTERN: (
        (
            "The days that were noted follow too simple a pattern for this to be worked out; more days, also on other weekdays, "
            "would help."
        ),
    )
    * 2,
    Need.OTHER_DAYS: (
        "Sessions follow each other so closely that hardly any other days are left to compare with.",
    )
    * 2,
    Need.STEADY: ("That score was the same on all of these days, so pain cannot be compared with it.",) * 2,
    Need.WEEKS_VARIETY: ("All weekly scores are the same, so how sure a comparison is cannot be worked out.",)
    * 2,
    Need.WEEKS_PATTERN: (
        "The weekly scores follow too simple a pattern for this to be worked out; more weeks would help.",
    )
    * 2,
    Need.RENEWAL: ("Enough is noted by now, but part of it is newer than the days this answer looks at.",)
    * 2,
}


@pytest.mark.parametrize("need", Need)
def test_what_is_missing_is_named_and_counted(need: Need) -> None:
    assert (lacking([Lack(need, 1)]), lacking([Lack(need, 2)])) == LACKING[need]
    name = "the first session of this course"
    assert lacking([Lack(need, 2)], name) == LACKING[need][1].replace("your first session", name)


def test_several_things_missing_stand_in_one_sentence() -> None:
    assert lacking([]) == ""
    assert lacking([Lack(Need.FIRST_SESSION), Lack(Need.DAYS_BEFORE, 1)]) == (
        "Still missing: 1 more day with an average pain before your first session."
    )
    assert lacking([Lack(Need.FIRST_SESSION), Lack(Need.SESSIONS, 4)]) == (
        "Still missing: 4 more sessions with an average pain in the three days before and in the three days after."
    )
    assert lacking([Lack(Need.FIRST_SESSION), Lack(Need.DAYS_BEFORE, 7), Lack(Need.SESSIONS, 4)]) == (
        "Still missing: 7 more days with an average pain before your first session; 4 more sessions with an average pain in "
        "the three days before and in the three days after."
    )
    assert lacking([Lack(Need.DAYS_AFTER, 3), Lack(Need.DAYS_BEFORE, 2), Lack(Need.OTHER_DAYS)]) == (
        "Sessions follow each other so closely that hardly any other days are left to compare with. Only 5 days before your "
        "first session have an average pain; 7 would be needed, so the days since cannot be compared with them. Only what you "
        "noted elsewhere can still be filled in."
    )
    assert lacking([Lack(Need.DAYS_BEFORE, 6), Lack(Need.SESSIONS, 4)]) == (
        "Only 1 day before your first session has an average pain; 7 would be needed, so the days since cannot be compared with "
        "them. Only what you noted elsewhere can still be filled in. The days after each session can be looked at all the same. "
        "Still missing: 4 more sessions with an average pain in the three days before and in the three days after."
    )
    assert lacking([Lack(Need.DAYS_BEFORE, 7)]).startswith(
        "No day before your first session has an average pain; 7 would be needed, so"
    )
    assert lacking([Lack(Need.DAYS, 1_000), Lack(Need.SPAN, 19)]) == (
        "Still missing: 19 more days from the first entry to the last; 1,000 more days with an average pain."
    )


def test_for_how_long_is_only_told_where_there_is_relief() -> None:
    lower = after_sessions(OF_WORD[Verdict.PROBABLY_LOWER])
    assert how_long_words(lower, (2, 9)) == (
        "Lower than expected for at least 2 days after a session (from 9 sessions)."
    )
    assert how_long_words(lower, (1, 4)) == (
        "Lower than expected for at least 1 day after a session (from 4 sessions)."
    )
    assert how_long_words(lower, None) == "For how many days cannot be told."
    for word in Verdict:
        said = how_long_words(after_sessions(OF_WORD[word]), None)
        assert bool(said) is word.is_lower


def test_a_simple_comparison_is_shown_only_beside_the_answer_and_with_why_it_misleads() -> None:
    found = after_sessions(OF_WORD[Verdict.CANNOT_TELL])
    assert naive_words(found, Naive(-1.23, 9)) == (
        "A simple comparison of the days after sessions with the days before them says 1.2 points lower (9 sessions). It "
        "misleads: sessions are often booked or kept when pain is bad, and bad days are followed by better ones, with or "
        "without a session."
    )
    assert naive_words(found, None) == ""
    assert naive_words(after_sessions(None), Naive(-1.23, 9)) == ""


def test_pairs_of_days_are_told_in_a_hundred() -> None:
    assert pairs_words(0.5) == (
        "Of every 100 pairs of a day after and a day before, the day after was lower in 50 (equal days count half)."
    )
    assert pairs_words(None) == ""


@pytest.mark.parametrize(
    ("share", "shown"),
    [(1.0, "100"), (0.996, "99"), (0.29, "29"), (0.009, "fewer than 1"), (0.0, "0")],
)
def test_only_when_every_day_after_was_lower_is_a_hundred_said(share: float, shown: str) -> None:
    assert f"the day after was lower in {shown} (equal" in pairs_words(share)


TREND_WAYS = {
    Verdict.TOO_UNCERTAIN: "In this period it is too uncertain to say whether your pain went up or down.",
    Verdict.CANNOT_TELL: "In this period it cannot be told yet whether your pain went up or down.",
    Verdict.SAME: "In this period your pain stayed about the same.",
    Verdict.PROBABLY_LOWER: "In this period your pain probably went down.",
    Verdict.PROBABLY_HIGHER: "In this period your pain probably went up.",
    Verdict.CLEARLY_LOWER: "In this period your pain clearly went down.",
    Verdict.CLEARLY_HIGHER: "In this period your pain clearly went up.",
}


def line(weekly: Estimate | None, whole: Estimate | None, lacks: tuple[Lack, ...] = ()) -> Trend:
    return Trend(
        first=MONDAY,
        until=MONDAY + timedelta(days=91),
        logged=70,
        rated=(MONDAY + timedelta(days=1), MONDAY + timedelta(days=85)),
        weekly=weekly,
        whole=whole,
        lacks=lacks,
    )


@pytest.mark.parametrize("word", TREND_WAYS)
def test_what_is_said_of_a_period_with_each_word(word: Verdict) -> None:
    weekly = estimate(-1.2, 1.2) if word is Verdict.TOO_UNCERTAIN else estimate(-0.256, -0.012)
    answer = trend_answer(line(weekly, OF_WORD[word]))
    assert (answer.word, answer.plain) == (word, TREND_WAYS[word])


def test_a_line_is_told_by_the_week_and_in_all() -> None:
    answer = trend_answer(line(estimate(-0.256, -0.004), estimate(-3.07, -0.05)))
    assert answer.sentences() == (
        "In this period your pain probably went down.",
        (
            "A straight line from Tue 6 Jan 2026 to Tue 31 Mar 2026 goes 0.13 points down a week (95 % interval less than 0.01 to "
            "0.26 down), 1.6 points down in all (0.1 to 3.1 down; 70 of 91 days logged)."
        ),
        f"21 of 91 days without an average pain (23 %). {MISSING}",
    )
    up = trend_answer(line(estimate(0.01, 0.256), estimate(0.12, 3.07))).numbers
    assert "0.13 points up a week (95 % interval 0.01 to 0.26 up), 1.6 points up in all (0.1 to 3.1 up;" in up


def test_a_period_with_the_first_session_says_that_pain_eases_by_itself() -> None:
    weekly, whole = estimate(-0.256, -0.004), estimate(-3.07, -0.05)
    answer = trend_answer(replace(line(weekly, whole), holds_first_session=True))
    assert answer.beside()[:2] == (answer.numbers, EASES)
    assert EASES not in trend_answer(line(weekly, whole)).sentences()


def test_the_first_session_lies_in_a_period_or_it_does_not() -> None:
    pain = resembling(np.random.default_rng(61), 91, phi=0.4)
    for sessions, holds in (([28, 35], True), ([0, 7], True), ([], False), ([-3, 28], False)):
        assert trend(diary_from(pain, sessions)).holds_first_session is holds
    part = diary_from(pain, [28, 35]).between(MONDAY + timedelta(days=29), MONDAY + timedelta(days=91))
    assert not trend(part).holds_first_session


def test_a_period_too_short_for_a_line_says_what_is_missing() -> None:
    answer = trend_answer(line(None, None, (Lack(Need.SPAN, 2), Lack(Need.DAYS, 1))))
    assert answer.sentences() == (
        "There is not enough data yet to say whether your pain is going up or down.",
        "Still missing: 2 more days from the first entry to the last; 1 more day with an average pain.",
    )


def pair(same: Estimate | None, before: Estimate | None, *, with_weekdays: bool = False) -> Beside:
    lacks = (Lack(Need.DAYS_WITH_BOTH, 5),) if same is None else ()
    return Beside(same, before, 60, 70, lacks, with_weekdays, (MONDAY, date(2026, 3, 15)))


NOT_YET = "beside pain: not enough data yet. Still missing: 5 more days with both scores and the one of the day before."


def test_two_relations_of_stress_are_told_apart() -> None:
    found = pair(estimate(0.1, 0.7, below=0.001), estimate(-0.32, 0.2, below=0.4), with_weekdays=True)
    assert beside_words(found, pair(None, None)) == (
        "On days with 1 point more stress, pain was on average 0.40 points higher (95 % interval 0.10 to 0.70 higher).",
        (
            "On the day after days with 1 point more stress, pain was on average 0.06 points lower (95 % interval from 0.32 lower "
            "to 0.20 higher). It may be chance: cannot tell yet."
        ),
        "That rests on 60 of 70 days, from Mon 5 Jan 2026 to Sun 15 Mar 2026; other days, trend and weekday are taken into account.",
        f"Sleep quality {NOT_YET}",
        (
            "Which comes first cannot be told. 2 relations are looked at together here, so each has to be that much surer before "
            "it is called one."
        ),
    )


def test_four_relations_have_to_be_surer_than_two() -> None:
    weak = pair(estimate(0.1, 0.7, below=0.01), estimate(-0.7, -0.1, below=0.99))
    alone = beside_words(weak, pair(None, None))
    assert alone[0].endswith("0.70 higher).")
    assert alone[1].endswith("0.70 lower).")
    both = beside_words(weak, weak)
    by_chance = " It may be chance because several were looked at: cannot tell yet."
    assert both == (
        *(f"{one}{by_chance}" for one in alone[:2]),
        "That rests on 60 of 70 days, from Mon 5 Jan 2026 to Sun 15 Mar 2026; other days and trend are taken into account.",
        *(f"{one.replace('stress', 'sleep quality')}{by_chance}" for one in alone[:2]),
        "That rests on 60 of 70 days, from Mon 5 Jan 2026 to Sun 15 Mar 2026; other days and trend are taken into account.",
        (
            "Which comes first cannot be told. 4 relations are looked at together here, so each has to be that much surer before "
            "it is called one."
        ),
    )


@pytest.mark.parametrize("ends", [(-0.7, 0.0), (0.0, 0.7), (-0.7, 0.7)])
def test_an_interval_that_reaches_zero_is_unclear_whatever_else_was_looked_at(
    ends: tuple[float, float],
) -> None:
    one = estimate(*ends, below=0.6)
    assert beside_words(pair(one, one), pair(one, one))[0].endswith("). It may be chance: cannot tell yet.")


def test_each_relation_is_called_by_its_own_certainty() -> None:
    sure, unsure = estimate(0.1, 0.7, below=0.001), estimate(-0.7, 0.1, below=0.6)
    said = beside_words(pair(unsure, sure), pair(sure, unsure))
    assert ["chance" in one for one in said] == [True, False, False, False, True, False, False]


def test_without_stress_or_sleep_nothing_is_said_of_which_comes_first() -> None:
    assert beside_words(pair(None, None), pair(None, None)) == (
        f"Stress {NOT_YET}",
        f"Sleep quality {NOT_YET}",
    )


FUNCTION_WAYS = {
    Verdict.NOT_ENOUGH: (
        "There is not enough data yet to compare your weekly score with the weeks before your first session."
    ),
    Verdict.TOO_UNCERTAIN: (
        "It is too uncertain to say whether your weekly score has been lower since your first session."
    ),
    Verdict.CANNOT_TELL: (
        "It cannot be told yet whether your weekly score has been lower since your first session."
    ),
    Verdict.SAME: "Since your first session your weekly score has been about the same as before.",
    Verdict.PROBABLY_LOWER: "Since your first session your weekly score has probably been lower than before.",
    Verdict.PROBABLY_HIGHER: "Since your first session your weekly score has probably been higher than before.",
    Verdict.CLEARLY_LOWER: "Since your first session your weekly score has clearly been lower than before.",
    Verdict.CLEARLY_HIGHER: "Since your first session your weekly score has clearly been higher than before.",
}


@pytest.mark.parametrize("word", FUNCTION_WAYS)
def test_what_is_said_of_the_weekly_score_with_each_word(word: Verdict) -> None:
    change = OF_WORD[word]
    found = FunctionChange(6.52, 4.7, 3, 5, change, (Lack(Need.WEEKS_AFTER, 2),) if change is None else ())
    answer = function_answer(found)
    assert (answer.word, answer.plain) == (word, FUNCTION_WAYS[word])
    name = "the first session of this course"
    assert function_answer(found, name).sentences() == tuple(
        one.replace("your first session", name) for one in answer.sentences()
    )


def test_a_weekly_score_is_told_with_its_interval_and_weeks() -> None:
    answered = (date(2026, 1, 4), date(2026, 3, 15))
    found = FunctionChange(6.52, 4.7, 3, 5, OF_WORD[Verdict.CLEARLY_LOWER], (), answered)
    assert function_answer(found).beside() == (
        (
            "Since your first session your weekly score was on average 1.8 points lower (6.5 → 4.7; 95 % interval 0.7 to 2.9 "
            "lower; 3 weeks before, 5 after, from Sun 4 Jan 2026 to Sun 15 Mar 2026)."
        ),
        EASES,
    )
    lacks = (Lack(Need.WEEKS_BEFORE, 1), Lack(Need.WEEKS_AFTER, 2))
    assert function_answer(FunctionChange(None, None, 1, 2, None, lacks)).beside() == (
        (
            "Only 1 weekly score lies before your first session; 2 would be needed, so the weeks since cannot be compared with "
            "them. Only what you noted elsewhere can still be filled in."
        ),
    )


def test_an_answer_leaves_out_what_is_empty() -> None:
    empty = Answer(Verdict.SAME, "Plain.", more=("", "Folded.", ""))
    assert empty.beside() == ()
    assert empty.folded() == ("Folded.",)
    assert empty.sentences() == ("Plain.", "Folded.")


def test_lists_and_capitals_are_those_of_a_sentence() -> None:
    assert join([]) == ""
    assert join(["a"]) == "a"
    assert join(["a", "b"]) == "a and b"
    assert join(["a", "b", "c"]) == "a, b and c"
    assert capital("it is. Not so.") == "It is. Not so."
    assert capital("") == ""


@pytest.fixture(scope="module")
def usual() -> Analysis:
    """Ana's thirteen weeks with some gaps, stress and sleep; her words are replaced one by one below."""
    pain = resembling(np.random.default_rng(61), 91, phi=0.4)
    return analyse(journal_of(pain, [28, 35, 47, 58, 69, 80]), today=MONDAY + timedelta(days=91))


def saying(found: Analysis, before_after: Verdict, after: Verdict) -> Analysis:
    few = (Lack(Need.DAYS_AFTER, 3),) if before_after is Verdict.NOT_ENOUGH else ()
    fewer = (Lack(Need.SESSIONS, 2),) if after is Verdict.NOT_ENOUGH else ()
    return replace(
        found,
        course=course(OF_WORD[before_after], lacks=few),
        relief=after_sessions(OF_WORD[after], lacks=fewer),
    )


HEADLINES = {
    (Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH): (
        "There is not enough data yet to say how your pain has been since your first session, or after sessions."
    ),
    (Verdict.CANNOT_TELL, Verdict.CANNOT_TELL): (
        "It cannot be told yet whether your pain is lower since your first session, or in the days after a session."
    ),
    (Verdict.TOO_UNCERTAIN, Verdict.TOO_UNCERTAIN): (
        "It is too uncertain to say whether your pain is lower since your first session, or in the days after a session."
    ),
    (Verdict.CLEARLY_LOWER, Verdict.PROBABLY_LOWER): (
        "In the three days after a session your pain was probably lower than your other days would lead one to expect; since "
        "your first session your pain has clearly been lower than before."
    ),
    (Verdict.NOT_ENOUGH, Verdict.CANNOT_TELL): (
        "It cannot be told yet whether your pain was lower in the days after a session than your other days would lead one to "
        "expect; there is not enough data yet to compare your pain since your first session with the days before it."
    ),
}


@pytest.mark.parametrize(("since", "after"), list(product(Verdict, Verdict)))
def test_whether_it_helps_is_one_sentence_whatever_the_two_words_are(
    usual: Analysis, since: Verdict, after: Verdict
) -> None:
    said = headline(saying(usual, since, after))
    whole = f"{RELIEF[after][0][:-1]}; {COURSE[since][0][0].lower()}{COURSE[since][0][1:]}"
    assert said == HEADLINES.get((since, after), whole)
    assert re.fullmatch(r"[A-Z][^.!?]*\.", said)
    assert not BANNED.search(said)


def test_beside_the_headline_stand_intervals_and_never_a_folded_word(usual: Analysis) -> None:
    both = saying(usual, Verdict.CLEARLY_LOWER, Verdict.CANNOT_TELL)
    assert beside_headline(both) == (
        "In the days after a session: 95 % interval from 1.8 lower to 0.4 higher, in points, from 9 sessions.",
        "Since your first session: 95 % interval 0.7 to 2.9 lower, in points, from 28 days before and 78 after.",
        EASES,
        "As of Sun 5 Apr 2026.",
    )
    shaky = replace(both, course=course(OF_WORD[Verdict.CLEARLY_LOWER], logged=(9, 78)))
    assert beside_headline(shaky)[0] == "Only 9 days from before it began; 14 or more would be surer."
    assert beside_headline(shaky).count(EASES) == 1
    assert beside_headline(shaky)[2].endswith("from 9 days before and 78 after.")


def test_beside_the_headline_stands_what_one_of_the_two_answers_lacks(usual: Analysis) -> None:
    assert beside_headline(saying(usual, Verdict.NOT_ENOUGH, Verdict.CANNOT_TELL)) == (
        "In the days after a session: 95 % interval from 1.8 lower to 0.4 higher, in points, from 9 sessions.",
        "Still missing: 3 more days with an average pain since your first session.",
        EASES,
        "As of Sun 5 Apr 2026.",
    )
    assert beside_headline(saying(usual, Verdict.SAME, Verdict.NOT_ENOUGH)) == (
        "Since your first session: 95 % interval from 0.8 lower to 0.6 higher, in points, from 28 days before and 78 after.",
        RELIEF[Verdict.NOT_ENOUGH][1],
        EASES,
        "As of Sun 5 Apr 2026.",
    )


def test_without_any_answer_the_day_from_which_new_entries_count_is_said(usual: Analysis) -> None:
    assert beside_headline(saying(usual, Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH)) == (
        (
            "Still missing: 3 more days with an average pain since your first session; 2 more sessions with an average pain in the "
            "three days before and in the three days after."
        ),
        (
            "What is missing is counted with all you have written so far; the answer looks at whole weeks, up to a Sunday, and "
            "what you write now counts from Mon 13 Apr 2026 on."
        ),
        "As of Sun 5 Apr 2026.",
    )
    own_cut = replace(saying(usual, Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH), counts_from=None)
    assert beside_headline(own_cut)[1] == "What is missing is counted with all you have written so far."


def test_a_weekly_diary_is_not_asked_for_days_it_was_told_it_does_not_need(usual: Analysis) -> None:
    neither = saying(usual, Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH)
    assert beside_headline(neither, is_weekly=True) == ("As of Sun 5 Apr 2026.",)
    one = saying(usual, Verdict.NOT_ENOUGH, Verdict.CANNOT_TELL)
    assert beside_headline(one, is_weekly=True) == tuple(
        said for said in beside_headline(one) if "missing" not in said
    )


def test_what_is_enough_by_now_is_not_said_beside_what_is_not(usual: Analysis) -> None:
    enough = (Lack(Need.RENEWAL),)
    found = saying(usual, Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH)
    half = replace(found, course=replace(found.course, lacks=enough))
    assert beside_headline(half)[0] == RELIEF[Verdict.NOT_ENOUGH][1]
    both = replace(half, relief=replace(found.relief, lacks=enough))
    assert beside_headline(both)[0] == LACKING[Need.RENEWAL][0]


def test_an_answer_is_dated_by_the_last_day_that_counts(usual: Analysis) -> None:
    assert dated(usual) == "As of Sun 5 Apr 2026."
    assert dated(replace(usual, until=date(2026, 4, 9))) == "As of Wed 8 Apr 2026."


def test_ana_who_stopped_writing_reads_when_her_last_rated_day_was() -> None:
    journal = journal_of(resembling(np.random.default_rng(61), 91, phi=0.4), [28, 35, 47, 58, 69, 80])
    # The last rated day is Sunday 5 April.
    assert dated(analyse(journal, today=date(2026, 4, 14))) == "As of Sun 12 Apr 2026."
    later = analyse(journal, today=date(2026, 6, 2))
    assert dated(later) == "As of Sun 31 May 2026; the last rated day is Sun 5 Apr 2026."
    assert dated(later) in beside_headline(later)
    assert dated(later) in review_sentences(later)
    own_cut = analyse(journal, today=date(2026, 6, 2), until=date(2026, 4, 14))
    assert dated(own_cut) == "As of Mon 13 Apr 2026; the last rated day is Sun 5 Apr 2026."
    assert dated(analyse(journal_of([]), today=MONDAY)) == "As of Sun 4 Jan 2026."


def test_what_an_interval_is_is_explained_once() -> None:
    assert how_sure() == (INTERVAL, ONE_IN_TWENTY)
    assert A_WEEKLY_DIARY == (
        "The weekly questions alone cannot answer whether pain is lower after sessions: that takes a rating on most days."
    )


def review_of(usual: Analysis) -> Analysis:
    """Everything a review can say, said at once."""
    return replace(
        saying(usual, Verdict.CLEARLY_LOWER, Verdict.PROBABLY_LOWER),
        course_if=Sensitivity(Verdict.CLEARLY_LOWER, Verdict.CANNOT_TELL, None),
        relief_if=Sensitivity(Verdict.PROBABLY_LOWER, None, Verdict.PROBABLY_LOWER),
        at_least=(2, 9),
        function=FunctionChange(6.52, 4.7, 3, 5, OF_WORD[Verdict.CLEARLY_LOWER], ()),
    )


def test_a_review_says_all_of_it_in_order(usual: Analysis) -> None:
    weekly = (
        "Since your first session your weekly score has clearly been lower than before.",
        (
            "Since your first session your weekly score was on average 1.8 points lower (6.5 → 4.7; 95 % interval 0.7 to 2.9 "
            "lower; 3 weeks before, 5 after)."
        ),
        EASES,
    )
    bad = (
        "If the days without a rating had been as bad as your worst quarter of days, the word would be another: cannot tell "
        "yet."
    )
    late = "Without the days filled in later, the word would be the same."
    lasts = "Lower than expected for at least 2 days after a session (from 9 sessions)."
    courses, after = COURSE[Verdict.CLEARLY_LOWER], RELIEF[Verdict.PROBABLY_LOWER]
    end = (INTERVAL, ONE_IN_TWENTY, "As of Sun 5 Apr 2026.")
    assert review_sentences(review_of(usual)) == (*courses, bad, *after, late, lasts, *weekly, *end)
    name = "the first session of this course"
    assert review_sentences(review_of(usual), is_later=True) == (
        *(one.replace("your first session", name) for one in courses),
        bad,
        *after,
        "These sessions are those of all courses.",
        late,
        lasts,
        *(one.replace("your first session", name) for one in weekly),
        *end,
    )


def test_a_review_without_answers_explains_no_interval(usual: Analysis) -> None:
    nothing = replace(
        saying(usual, Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH),
        course_if=Sensitivity(Verdict.NOT_ENOUGH, None, None),
        relief_if=Sensitivity(Verdict.NOT_ENOUGH, None, None),
        at_least=None,
    )
    expected = (*COURSE[Verdict.NOT_ENOUGH], *RELIEF[Verdict.NOT_ENOUGH], "As of Sun 5 Apr 2026.")
    assert review_sentences(nothing) == expected
    assert "These sessions are those of all courses." not in review_sentences(nothing, is_later=True)
    for words in ((Verdict.SAME, Verdict.NOT_ENOUGH), (Verdict.NOT_ENOUGH, Verdict.SAME)):
        assert INTERVAL in review_sentences(saying(usual, *words))


def everything_said(found: Analysis) -> list[str]:
    answers = (
        course_answer(found.course, found.last_week.course),
        relief_answer(found.relief, found.last_week.relief),
        trend_answer(found.trend),
        function_answer(found.function),
    )
    return [
        headline(found),
        *beside_headline(found),
        *review_sentences(found),
        *review_sentences(found, is_later=True),
        *(one for answer in answers for one in answer.sentences()),
        *sensitivity_words(found.course_if),
        how_long_words(found.relief, found.at_least),
        naive_words(found.relief, found.naive),
        *beside_words(found.stress, found.sleep),
        *complete_words(found.complete),
        A_WEEKLY_DIARY,
    ]


@pytest.mark.parametrize("word", Verdict)
def test_no_sentence_says_more_than_a_diary_can(usual: Analysis, word: Verdict) -> None:
    for sentence in everything_said(saying(usual, word, word)):
        assert not BANNED.search(sentence.replace("cannot be worked out", "")), sentence
        assert sentence == "" or sentence[-1] == "."


def test_what_is_missing_is_said_without_a_promise() -> None:
    for one, several in LACKING.values():
        assert not BANNED.search(one)
        assert not BANNED.search(several)


METHODS = [one for one in vars(methods).values() if isinstance(one, Method)]


def test_every_number_has_its_method_with_a_source_and_what_it_does_not_say() -> None:
    assert [one.name for one in METHODS] == [
        "before and since the first session",
        "up or down in this period",
        "after a session",
        "the relief curve",
        "stress and sleep",
        "the usual week",
        "the weekly score",
        "how complete it is",
        "where it hurt",
    ]
    for one in METHODS:
        assert one.not_this.startswith("Not ")
        assert one.sources
        for part in fields(one):
            if part.name != "sources":
                assert not BANNED.search(getattr(one, part.name)), getattr(one, part.name)


def test_the_numbers_in_a_method_are_those_that_are_worked_with() -> None:
    assert f"averaged over {len(GRID)} possibilities" in methods.ENGINE
    assert (
        f"φ in {PHIS[0]:.0f} … {PHIS[-1]}, λ in {LAMS[0][0]} … {LAMS[-1][0]:.0f};" in methods.ENGINE_FORMULA
    )
    assert f"{100 * TAIL_95:.1f} % and {100 - 100 * TAIL_95:.1f} % points" in methods.ENGINE_FORMULA
    assert f"at most the last {MOST_BASELINE_DAYS} of them" in methods.COURSE.words
    assert f"at least {-IMPORTANT_POINTS:.0f} points or {100 * IMPORTANT_SHARE:.0f} %" in methods.COURSE.words
    assert f"mean(after) − {1 - IMPORTANT_SHARE:.1f} · mean(before) < 0" in methods.COURSE.formula
    assert f"Days count from at most {MOST_BASELINE_DAYS} before the first session on" in methods.RELIEF.words
    assert RELIEF_DAYS == 3
    assert (
        "days +1 to +3 after a session, days +4 and +5, after the first session, day"
        in methods.RELIEF.formula
    )
    assert LINGERS == (4, 5)
    assert f"days +1 … +{CURVE_DAYS}." in methods.CURVE.formula
    assert f"from {ROWS_FOR_WEEKDAYS} days on" in methods.BESIDE.words
    assert f"from {ROWS_FOR_WEEKDAYS} days on" in methods.BESIDE.formula
    assert RATINGS_FOR_A_WEEKDAY == 3
    assert "it needs three of them" in methods.WEEK.words
    assert f"highest {100 * WORST_SHARE:.0f} % of the ratings" in methods.COMPLETE.formula
    assert f"with {len(regions())} places" in methods.BODY.not_this


def test_ana_whose_pain_fell_at_her_first_session_reads_no_more_than_that() -> None:
    """Thirteen weeks of an invented diary: pain falls after the first session, and some days are missing."""
    n = np.arange(98)
    pain = 6 + np.array([0, 1, -1, 1, 0, -1, 1, 0, 2, -2, 0])[n % 11] - 2.0 * (n > 28)
    pain[[33, 50, 51, 70]] = np.nan
    checks = [
        WeeklyCheck(day=MONDAY + timedelta(days=day), pain=score, enjoyment=score, activity=score - 1)
        for day, score in ((13, 7), (20, 6), (27, 7), (41, 5), (48, 4), (55, 5), (62, 3), (69, 4))
    ]
    found = analyse(
        journal_of(pain, [28, 35, 47, 58, 69, 80], late=[60]),
        today=MONDAY + timedelta(days=98),
        checks=checks,
    )
    assert review_sentences(found) == (
        "Since your first session your pain has clearly been lower than before.",
        (
            "Since your first session your pain was on average 2.0 points lower, 32 % (6.1 → 4.1; 95 % interval 1.5 to 2.5 "
            "lower; 28 of 28 days before, from Mon 5 Jan 2026; 65 of 69 days after, up to Sun 12 Apr 2026)."
        ),
        EASES,
        "Probably an important drop: at least 2 points or 30 %.",
        "About 9 in 10 sure that it is at least 1 point lower.",
        "Of every 100 pairs of a day after and a day before, the day after was lower in 89 (equal days count half).",
        "4 of 97 days without an average pain (4 %).",
        "If the days without a rating had been as bad as your worst quarter of days, the word would be the same.",
        "Without the days filled in later, the word would be the same.",
        "In the three days after a session your pain was about the same as your other days would lead one to expect.",
        (
            "In the three days after a session your pain was on average 0.1 points lower than your other days would lead one "
            "to expect (95 % interval from 0.8 lower to 0.6 higher; 6 of 6 sessions with days noted before and after, 94 of 98 "
            "days logged, from Mon 5 Jan 2026 to Sun 12 Apr 2026)."
        ),
        EASES,
        "From 8 sessions on this gets clearer.",
        "4 of 98 days without an average pain (4 %).",
        "If the days without a rating had been as bad as your worst quarter of days, the word would be the same.",
        "Without the days filled in later, the word would be the same.",
        "Since your first session your weekly score has probably been lower than before.",
        (
            "Since your first session your weekly score was on average 2.5 points lower (6.3 → 3.9; 95 % interval 0.1 to 4.8 "
            "lower; 3 weeks before, 5 after, from Sun 18 Jan 2026 to Sun 15 Mar 2026)."
        ),
        EASES,
        INTERVAL,
        ONE_IN_TWENTY,
        "As of Sun 12 Apr 2026.",
    )


def test_exactly_thirty_percent_is_said_as_thirty() -> None:
    assert percent(6.0 - 4.2, 6.0) == "30 %"
