"""What a session may be, what it may leave behind, and when that is still asked about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from acujournal.charts import effect_counts, effects, effects_words
from acujournal.errors import BadValue
from acujournal.safety import EMERGENCY, EMERGENCY_TITLE, in_an_emergency, the_same_day
from acujournal.treatment import (
    EffectKind,
    SideEffect,
    Style,
    Treatment,
    TreatmentStatus,
    refuse_future_done,
)

#: 16:30 on Tuesday 17 November 2026 in Berlin.
AT = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)
DAY = date(2026, 11, 17)


def session(**more):
    return Treatment(treatment_id="t", starts_at=AT, zone="Europe/Berlin", **more)


def bruise(**more):
    return SideEffect(kind=EffectKind.BLEEDING, **more)


@pytest.mark.parametrize(
    ("field", "bad", "sentence"),
    [
        ("needle_minutes", 900, "Minutes with needles go from 1 to 240"),
        ("needles", 0, "Needles go from 1 to 200"),
        ("expectation", 11, "goes from 0 to 10"),
        ("pain_day_after", -1, "goes from 0 to 10"),
        ("currency", "euro", "three letters"),
        ("cost_cents", -5, "below zero"),
        ("points", tuple(f"P{n} x" for n in range(500)), "500"),
        ("places", ("back_wing_left",), "place"),
        ("questions", "x" * 4001, "4,000 characters"),
    ],
)
def test_a_slip_of_the_pen_is_refused_with_a_sentence(field, bad, sentence):
    with pytest.raises(BadValue, match=sentence):
        session(**{field: bad})


def test_a_cost_needs_its_currency():
    with pytest.raises(BadValue, match="needs its currency"):
        session(cost_cents=6000)
    assert session(cost_cents=0, currency="EUR").cost_cents == 0


def test_what_ends_before_it_begins_is_refused():
    with pytest.raises(BadValue, match="Bleeding or bruise ends before it begins"):
        bruise(began_on=DAY, ended_on=DAY - timedelta(days=1), is_still_there=False)
    with pytest.raises(BadValue, match="has an end and is not over"):
        bruise(ended_on=DAY, is_still_there=True)


def test_a_side_effect_begins_with_its_session_at_the_earliest():
    with pytest.raises(BadValue, match="begins before the session"):
        session(side_effects=(bruise(began_on=DAY - timedelta(days=1)),))
    assert session(side_effects=(bruise(began_on=DAY),)).open_effects == (bruise(began_on=DAY),)


def test_one_kind_is_there_once():
    with pytest.raises(BadValue, match="twice"):
        session(side_effects=(bruise(), bruise()))


def test_it_is_asked_about_until_it_is_over_or_dismissed():
    assert bruise().is_open
    assert bruise(is_still_there=True).is_open
    assert not bruise(is_still_there=False).is_open
    assert not bruise(is_dismissed=True).is_open
    assert session(status=TreatmentStatus.MISSED, side_effects=(bruise(),)).open_effects == ()


def test_a_session_ahead_is_not_done_and_no_effect_comes_from_tomorrow():
    before = AT - timedelta(hours=1)
    with pytest.raises(BadValue, match="lies ahead"):
        refuse_future_done(session(), before)
    refuse_future_done(session(status=TreatmentStatus.PLANNED), before)
    with pytest.raises(BadValue, match="has not come yet"):
        refuse_future_done(session(side_effects=(bruise(began_on=DAY + timedelta(days=1)),)), AT)


def test_sessions_are_counted_and_not_effects():
    sore = SideEffect(kind=EffectKind.SORENESS)
    held = [
        session(side_effects=(bruise(), sore)),
        session(side_effects=(sore,)),
        session(styles=(Style.MANUAL,)),
        session(status=TreatmentStatus.MISSED, side_effects=(sore,)),
    ]
    counts = effect_counts(held)
    assert (counts.sessions, counts.with_any) == (3, 2)
    assert counts.by_kind == ((EffectKind.SORENESS, 2), (EffectKind.BLEEDING, 1))
    assert effects_words(counts) == (
        "Side effects by kind, of 3 sessions: Soreness in 2; Bleeding or bruise in 1."
    )
    rows = effects(counts).rows["effects"].to_dict("records")
    assert [(row["row"], row["kind"], row["sessions"]) for row in rows] == [
        (0, "Soreness", 2),
        (1, "Bleeding or bruise", 1),
    ]


@pytest.mark.parametrize(
    "sign",
    [
        "short of breath",
        "Chest pain",
        "breathe in",
        "“I had acupuncture”",
        "both legs",
        "inner thighs",
        "wiping feels different",
        "passing or holding urine, leaking",
        "not knowing that the bladder is full",
        "control over your bowels",
        "sexual feeling or function",
        "hardly walk",
        "clammy skin",
        "serious accident",
        "Do not drive yourself",
        "One sign is enough",
    ],
)
def test_every_sign_of_an_emergency_is_told_to_everybody(sign):
    assert sign in in_an_emergency()
    assert in_an_emergency().startswith(f"**{EMERGENCY_TITLE}**")


@pytest.mark.parametrize(
    "sign",
    [
        "Redness that spreads",
        "ten minutes of pressure",
        "weakness or numbness",
        "left in, or broke",
        "lie down flat",
        "high temperature",
        "lose weight",
        "worse at night",
        "between the shoulder blades",
        "cough or sneeze",
        "steroids",
        "after cancer",
        "inject drugs",
    ],
)
def test_what_cannot_wait_is_told_to_everybody(sign):
    assert sign in the_same_day()
    assert not any(line in the_same_day() for line in EMERGENCY)


def test_a_session_without_an_answer_holds_none():
    bare = session()
    assert (bare.points, bare.places, bare.side_effects, bare.expectation) == ((), (), (), None)
    assert replace(bare, expectation=0).expectation == 0


def test_after_a_journey_east_what_ended_today_is_believed():
    # 08:00 on the 18th in Auckland is still noon of the 17th in Los Angeles, where the session was.
    west = replace(
        session(side_effects=(bruise(is_still_there=False, ended_on=date(2026, 11, 18)),)),
        zone="America/Los_Angeles",
    )
    now = datetime(2026, 11, 17, 20, 0, tzinfo=UTC)
    with pytest.raises(BadValue, match="has not come yet"):
        refuse_future_done(west, now)
    refuse_future_done(west, now, date(2026, 11, 18))
