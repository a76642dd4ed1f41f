"""An invented journal of twelve weeks, so that a newcomer sees what the screens will look like.

Nothing here is a patient's. The invented course has all that real ones have: ups and downs that last some
days, missed days, a day filled in later, and sessions that were often booked on bad days. The invented
treatment does little, on purpose: the sample must not promise anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

from acujournal.answers import instant
from acujournal.background import FirstVisit, Ongoing, OngoingKind, YesNo
from acujournal.body import in_drawing_order
from acujournal.errors import BadValue
from acujournal.journal import Care, Entry, Moment
from acujournal.plan import Plan, Rhythm
from acujournal.treatment import (
    EffectKind,
    Feeling,
    Severity,
    SideEffect,
    Style,
    Treatment,
    TreatmentStatus,
)
from acujournal.weekly import Change, WeeklyCheck

WEEKS: Final = 12
_FIRST_SESSION_AFTER_DAYS: Final = 18
_NOTES: Final = (
    "Long drive, stiff by the evening.",
    "Walked to the market and back.",
    "Slept badly, woke up at four.",
    "Worked in the garden for an hour.",
    "Quiet day.",
    "Carried the shopping upstairs. A mistake.",
)


@dataclass(frozen=True)
class Sample:
    """Everything a sample journal holds."""

    entries: tuple[Entry, ...]
    moments: tuple[Moment, ...]
    treatments: tuple[Treatment, ...]
    plans: tuple[Plan, ...]
    weekly_checks: tuple[WeeklyCheck, ...]
    ongoing: tuple[Ongoing, ...]
    first_visits: tuple[FirstVisit, ...]


def make_sample(today: date, zone: str, *, seed: int = 7, weeks: int = WEEKS) -> Sample:
    """Invent `weeks` weeks that end the day before `today`; the same arguments give the same journal."""
    chance = Random(seed)  # noqa: S311 - an invented course needs no secrecy.
    first = today - timedelta(days=weeks * 7)
    levels = _levels(chance, weeks * 7)
    treatments = _treatments(chance, first, levels, today, zone)
    entries = []
    for number, level in enumerate(levels):
        day = first + timedelta(days=number)
        if chance.random() < 0.11:
            continue
        entries.append(_entry(chance, day, level, zone, late=number % 29 == 20))
    moments = _moments(chance, first, levels, zone)
    # What came later has a chance of its own, so that the course stays the one it was.
    fresh = Random(seed + 1)  # noqa: S311 - as above.
    return Sample(
        entries=tuple(_with_places(fresh, entry) for entry in entries),
        moments=moments,
        treatments=tuple(_with_details(fresh, treatment, n) for n, treatment in enumerate(treatments)),
        plans=(_plan(first, treatments, zone),),
        weekly_checks=_weekly(fresh, first, levels, zone),
        ongoing=_ongoing(fresh, first, len(levels), zone),
        first_visits=(_first_visit(first, zone),),
    )


def _levels(chance: Random, days: int) -> list[float]:
    """Pain of each day, 0-10: neighbouring days resemble each other, and the whole eases a little."""
    drift, swing, levels = 5.9, 0.0, []
    for number in range(days):
        swing = 0.6 * swing + chance.gauss(0, 1.0)
        weekday = 0.4 if number % 7 in (0, 1) else 0.0
        levels.append(min(10.0, max(0.0, drift - 1.3 * number / days + swing + weekday)))
    return levels


def _at(day: date, clock: time, zone: str) -> datetime:
    try:
        return instant(datetime.combine(day, clock), zone)
    except BadValue:
        # A day on which the clocks skip this time: any other time of an invented day will do.
        return datetime.combine(day, time(12), tzinfo=UTC)


def _entry(chance: Random, day: date, level: float, zone: str, *, late: bool) -> Entry:
    average = round(level)
    stress = min(10, max(0, round(3.2 + 0.35 * (level - 5) + chance.gauss(0, 1.5))))
    written = _at(day, time(20, chance.randrange(60)), zone) + timedelta(days=4 if late else 0)
    worst = min(10, average + chance.choice((1, 1, 2, 2, 3)))
    more = chance.random() < 0.8
    return Entry(
        day=day,
        pain_average=average,
        pain_worst=worst if more else None,
        stress=stress,
        sleep_quality=min(10, max(0, round(7 - 0.4 * (level - 4) + chance.gauss(0, 1.2)))) if more else None,
        interference=min(10, max(0, average - 1 + chance.choice((-1, 0, 1)))) if more else None,
        sleep_hours=chance.choice((5.5, 6.0, 6.5, 7.0, 7.5, 8.0)) if more else None,
        medicines=("Ibuprofen 400 mg",) if level > 6.5 else (),
        other_care=tuple(care for care in (Care.WALKING, Care.HEAT, Care.EXERCISE) if chance.random() < 0.3),
        note=chance.choice(_NOTES) if chance.random() < 0.25 else "",
        zone=zone,
        written_at=written,
        saved_at=written,
        revision=1,
    )


def _treatments(
    chance: Random, first: date, levels: list[float], today: date, zone: str
) -> tuple[Treatment, ...]:
    found: list[Treatment] = []
    number = _FIRST_SESSION_AFTER_DAYS
    while number < len(levels):
        # People go when it hurts: within three days the worst one is taken.
        number = max(range(number, min(number + 3, len(levels))), key=lambda n: levels[n])
        found.append(_treatment(chance, first + timedelta(days=number), levels[number], zone, len(found)))
        number += 6
    planned = _treatment(chance, today + timedelta(days=3), 0, zone, len(found), planned=True)
    return (*found, planned)


def _treatment(
    chance: Random, day: date, level: float, zone: str, number: int, *, planned: bool = False
) -> Treatment:
    before = min(10, max(0, round(level)))
    return Treatment(
        treatment_id=UUID(int=chance.getrandbits(128), version=4).hex,
        starts_at=_at(day, time(16, 30), zone),
        zone=zone,
        status=TreatmentStatus.PLANNED if planned else TreatmentStatus.DONE,
        practitioner="Ben",
        needle_minutes=None if planned else chance.choice((20, 25, 30)),
        pain_before=None if planned else before,
        pain_after=None if planned else max(0, before - chance.choice((0, 0, 1, 2))),
        note="First session." if number == 0 else "",
        saved_at=_at(day, time(18), zone),
        revision=1,
    )


def _with_places(chance: Random, entry: Entry) -> Entry:
    """Where it hurt, on most days: the lower back, and down one leg on the bad ones."""
    if entry.pain_average is None or chance.random() < 0.2:
        return entry
    places = ["back_low_back_left"]
    places += ["back_low_back_right"] * (chance.random() < 0.5)
    if entry.pain_average > 5:
        places += ["back_buttock_left"] + ["back_thigh_left"] * (chance.random() < 0.4)
    return replace(entry, places=in_drawing_order(places))


def _with_details(chance: Random, treatment: Treatment, number: int) -> Treatment:
    if treatment.status is not TreatmentStatus.DONE:
        return replace(treatment, styles=(Style.MANUAL,))
    points = ["BL23", "BL40", "KI3", "GV3", "GB34", "BL60"]
    effects: tuple[SideEffect, ...] = ()
    if number in (1, 4):
        kind = EffectKind.BLEEDING if number == 1 else EffectKind.TIREDNESS
        effects = (
            SideEffect(
                kind=kind,
                severity=Severity.MILD,
                began_on=treatment.day,
                is_still_there=False,
                ended_on=treatment.day + timedelta(days=3 if number == 1 else 1),
            ),
        )
    return replace(
        treatment,
        styles=(Style.MANUAL, Style.MOXA) if number % 3 == 2 else (Style.MANUAL,),
        needles=chance.choice((8, 10, 12)),
        points=tuple(point for point in points if chance.random() < 0.75) or ("BL23",),
        places=in_drawing_order(("back_low_back_left", "back_low_back_right")),
        feelings=(chance.choice((Feeling.RELAXED, Feeling.TIRED, Feeling.UNCHANGED)),),
        side_effects=effects,
        cost_cents=6000,
        currency="EUR",
    )


def _plan(first: date, treatments: tuple[Treatment, ...], zone: str) -> Plan:
    begun = _at(first, time(20), zone)
    return Plan(
        plan_id=UUID(int=1, version=4).hex,
        begun_on=first,
        reason="The back hurts on most days and sitting is hard.",
        goal="Sit through a film.",
        target=4,
        baseline_from=first,
        first_session_on=treatments[0].day if treatments[0].day > first else None,
        sessions=12,
        rhythm=Rhythm.WEEKLY,
        review_after=12,
        rule="I go on if average pain is down by 2 points, or if I can sit through a film.",
        saved_at=begun,
        revision=1,
    )


def _weekly(chance: Random, first: date, levels: list[float], zone: str) -> tuple[WeeklyCheck, ...]:
    """Each Sunday-like seventh day, with one week missed."""
    checks = []
    for number in range(6, len(levels), 7):
        if number == 6 + 7 * 4:
            continue
        mean = sum(levels[number - 6 : number + 1]) / 7
        pain, enjoyment, activity = (
            min(10, max(0, round(mean + shift + chance.gauss(0, 0.6)))) for shift in (0, -1, -0.5)
        )
        day = first + timedelta(days=number)
        checks.append(
            WeeklyCheck(
                day=day,
                pain=pain,
                enjoyment=enjoyment,
                activity=activity,
                change=Change.THE_SAME if number == 6 + 7 * 5 else None,
                zone=zone,
                saved_at=_at(day, time(20), zone),
                revision=1,
            )
        )
    return tuple(checks)


def _ongoing(chance: Random, first: date, days: int, zone: str) -> tuple[Ongoing, ...]:
    """What else changed, so that needles are never the only explanation: a medicine ended, and physiotherapy began."""
    ended = first + timedelta(days=days // 2 + chance.randrange(5))
    began = first + timedelta(days=28 + chance.randrange(5))
    medicine, care = (UUID(int=chance.getrandbits(128), version=4).hex for _ in range(2))
    return (
        Ongoing(
            ongoing_id=medicine,
            kind=OngoingKind.MEDICINE,
            name="Paracetamol 500 mg",
            ended_on=ended,
            note="Two in the evening.",
            saved_at=_at(ended, time(20, 15), zone),
            revision=1,
        ),
        Ongoing(
            ongoing_id=care,
            kind=OngoingKind.CARE,
            name="Physiotherapy",
            began_on=began,
            note="Once a week, and exercises at home.",
            saved_at=_at(began, time(20, 15), zone),
            revision=1,
        ),
    )


def _first_visit(first: date, zone: str) -> FirstVisit:
    return FirstVisit(
        places=in_drawing_order(("back_low_back_left", "back_buttock_left")),
        where_it_hurts="Low down on the left, and into the buttock on bad days.",
        since="Since the spring. It came on slowly after a winter of sitting.",
        better="Walking, warmth, lying on my side.",
        worse="Sitting for more than half an hour, lifting.",
        medicines="Paracetamol 500 mg, two in the evening. Ibuprofen 400 mg on bad days.",
        blood_thinners=YesNo.NO,
        bleeding_disorder=YesNo.NO,
        pacemaker=YesNo.NO,
        pregnancy=YesNo.NO,
        fainting=YesNo.UNSURE,
        allergies="Some plasters make my skin itch.",
        other_care="Heat, and exercises from a leaflet.",
        goals="Sit through a film, and garden without paying for it the next day.",
        saved_at=_at(first + timedelta(days=_FIRST_SESSION_AFTER_DAYS - 1), time(20, 30), zone),
        revision=1,
    )


def _moments(chance: Random, first: date, levels: list[float], zone: str) -> tuple[Moment, ...]:
    days = sorted(chance.sample(range(len(levels)), k=min(14, len(levels))))
    return tuple(
        Moment(
            moment_id=UUID(int=chance.getrandbits(128), version=4).hex,
            at=_at(first + timedelta(days=number), time(chance.randrange(8, 20), 15), zone),
            zone=zone,
            pain=min(10, max(0, round(levels[number] + chance.choice((-2, -1, 1, 2))))),
            saved_at=_at(first + timedelta(days=number), time(20), zone),
            revision=1,
        )
        for number in days
    )
