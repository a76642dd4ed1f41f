"""Whole journals made up by Hypothesis: every kind, every field, deleted or not."""

from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from acujournal.answers import clean_text
from acujournal.background import VISIT_CLAIMS, VISIT_TEXTS, FirstVisit, Ongoing, OngoingKind, YesNo
from acujournal.body import NOWHERE, regions
from acujournal.everything import Everything
from acujournal.journal import SCORES, Care, Entry, Moment, Preferences
from acujournal.plan import Decision, Plan, Review, Rhythm
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

DAYS = st.dates(date(1900, 1, 2), date(2199, 12, 30))
INSTANTS = st.datetimes(
    datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"]
)
AWKWARD = st.sampled_from(
    [
        "=1+1",
        '"',
        '""',
        ",",
        ";",
        "\n",
        "\n\n",
        " ",
        "'",
        "a,b;c\n“d”",
        "﻿",
        "\u2028",
        "נֵּס 🩹",
        "NA",
        "0",
        "\t",
    ]
)
TEXTS = st.one_of(st.just(""), AWKWARD, st.text(max_size=30).map(clean_text))
NAMES = TEXTS.map(lambda text: text if text.strip() else "Ibuprofen")
KEYS = st.uuids(version=4).map(lambda one: one.hex)
SCORE = st.none() | st.integers(0, 10)
PLACES = st.lists(st.sampled_from(list(regions())), max_size=4, unique=True).map(tuple)
SOURCES = st.sampled_from(["", "import:bearable", "import:own app"])


def several(of):
    return st.lists(st.sampled_from(list(of)), max_size=4, unique=True).map(tuple)


HISTORY = {
    "saved_at": st.none() | INSTANTS,
    "deleted_at": st.none() | INSTANTS,
    "revision": st.integers(0, 10**6),
}


@st.composite
def entries(draw):
    average, worst = sorted((draw(st.integers(0, 10)), draw(st.integers(0, 10))))
    return Entry(
        **{name: draw(SCORE) for name in SCORES}
        | {
            "pain_average": draw(st.sampled_from([None, average])),
            "pain_worst": draw(st.sampled_from([None, worst])),
        },
        day=draw(DAYS),
        sleep_hours=draw(st.none() | st.floats(0, 24)),
        medicines=tuple(draw(st.lists(NAMES, max_size=3))),
        other_care=draw(several(Care)),
        places=draw(PLACES | st.just((NOWHERE,))),
        note=draw(TEXTS),
        source=draw(SOURCES),
        pain_is_0_to_10=draw(st.booleans()),
        zone=draw(ZONES),
        written_at=draw(st.none() | INSTANTS),
        **draw(st.fixed_dictionaries(HISTORY)),
    )


MOMENTS = st.builds(
    Moment, moment_id=KEYS, at=INSTANTS, zone=ZONES, pain=st.integers(0, 10), source=SOURCES, **HISTORY
)


@st.composite
def effects(draw, since):
    kinds = draw(st.lists(st.sampled_from(list(EffectKind)), max_size=3, unique=True))
    found = []
    for kind in kinds:
        began = draw(st.none() | st.integers(0, 300).map(lambda days: since + timedelta(days=days)))
        is_over = draw(st.booleans())
        found.append(
            SideEffect(
                kind=kind,
                severity=draw(st.none() | st.sampled_from(list(Severity))),
                began_on=began,
                is_still_there=False if is_over else draw(st.sampled_from([None, True, False])),
                ended_on=(began or since) + timedelta(days=draw(st.integers(0, 30))) if is_over else None,
                is_dismissed=draw(st.booleans()),
                note=draw(TEXTS),
            )
        )
    return tuple(found)


@st.composite
def treatments(draw):
    at, zone = draw(INSTANTS), draw(ZONES)
    day = Treatment(treatment_id="x", starts_at=at, zone=zone).day
    currency = draw(st.sampled_from(["", "EUR", "GBP"]))
    return Treatment(
        treatment_id=draw(KEYS),
        starts_at=at,
        zone=zone,
        status=draw(st.sampled_from(list(TreatmentStatus))),
        practitioner=draw(TEXTS),
        styles=draw(several(Style)),
        needle_minutes=draw(st.none() | st.integers(1, 240)),
        needles=draw(st.none() | st.integers(1, 200)),
        points=tuple(draw(st.lists(NAMES | st.sampled_from(["BL23", "EX-HN3", "two; points"]), max_size=4))),
        places=draw(PLACES),
        expectation=draw(SCORE),
        pain_before=draw(SCORE),
        pain_after=draw(SCORE),
        pain_day_after=draw(SCORE),
        feelings=draw(several(Feeling)),
        side_effects=draw(effects(day)),
        cost_cents=draw(st.none() | st.integers(0, 10**9)) if currency else None,
        currency=currency,
        what_was_done=draw(TEXTS),
        questions=draw(TEXTS),
        note=draw(TEXTS),
        source=draw(SOURCES),
        **draw(st.fixed_dictionaries(HISTORY)),
    )


@st.composite
def plans(draw):
    begun = draw(st.dates(date(1900, 1, 2), date(2190, 1, 1)))
    return Plan(
        plan_id=draw(KEYS),
        begun_on=begun,
        ended_on=draw(st.none() | st.integers(0, 900).map(lambda days: begun + timedelta(days=days))),
        reason=draw(TEXTS),
        goal=draw(TEXTS),
        target=draw(SCORE),
        baseline_from=draw(st.none() | st.just(begun - timedelta(days=1))),
        first_session_on=draw(st.none() | st.just(begun)),
        sessions=draw(st.none() | st.integers(1, 100)),
        rhythm=draw(st.none() | st.sampled_from(list(Rhythm))),
        **draw(st.sampled_from([{}, {"review_after": 6}, {"review_on": begun + timedelta(days=40)}])),
        rule=draw(TEXTS),
        **draw(st.fixed_dictionaries(HISTORY)),
    )


REVIEWS = st.builds(
    Review,
    review_id=KEYS,
    plan_id=KEYS,
    decided_on=DAYS,
    decision=st.sampled_from(list(Decision)),
    review_after=st.none() | st.integers(1, 100),
    review_on=st.none() | DAYS,
    words=TEXTS,
    shown=TEXTS,
    **HISTORY,
)
CHECKS = st.builds(
    WeeklyCheck,
    day=DAYS,
    pain=SCORE,
    enjoyment=SCORE,
    activity=SCORE,
    change=st.none() | st.sampled_from(list(Change)),
    zone=ZONES,
    **HISTORY,
)
VISITS = st.builds(
    FirstVisit,
    places=PLACES,
    **dict.fromkeys(VISIT_TEXTS, TEXTS),
    **dict.fromkeys(VISIT_CLAIMS, st.none() | st.sampled_from(list(YesNo))),
    **HISTORY,
)


@st.composite
def ongoing(draw):
    began = draw(st.none() | st.dates(date(1900, 1, 2), date(2190, 1, 1)))
    ended = (
        draw(st.none() | DAYS)
        if began is None
        else draw(st.none() | st.integers(0, 900).map(lambda days: began + timedelta(days=days)))
    )
    return Ongoing(
        ongoing_id=draw(KEYS),
        kind=draw(st.sampled_from(list(OngoingKind))),
        name=draw(NAMES),
        began_on=began,
        ended_on=ended,
        note=draw(TEXTS),
        **draw(st.fixed_dictionaries(HISTORY)),
    )


BODIES = st.dictionaries(
    TEXTS,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
        lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXTS, inside, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)
VERSIONS = st.fixed_dictionaries(
    {
        "subject": KEYS.map(lambda one: f"treatment {one}") | DAYS.map(lambda day: f"entry {day}"),
        "revision": st.integers(1, 10**6),
        "saved_at": INSTANTS,
        "action": st.sampled_from(["saved", "deleted", "restored"]),
        "body": BODIES,
    }
)
PREFERENCES = st.builds(
    Preferences,
    zone=ZONES,
    zone_declined=st.just("") | ZONES,
    week_starts_on=st.integers(0, 6),
    paused_since=st.none() | DAYS,
    welcomed_at=st.none() | INSTANTS,
    strain_is_new=st.booleans(),
    is_weekly=st.booleans(),
)


def _each(of, key, most=3):
    return st.lists(of, max_size=most, unique_by=key).map(tuple)


EVERYTHING = st.builds(
    Everything,
    preferences=PREFERENCES,
    entries=_each(entries(), lambda one: one.day),
    moments=_each(MOMENTS, lambda one: one.moment_id),
    treatments=_each(treatments(), lambda one: one.treatment_id),
    plans=_each(plans(), lambda one: one.plan_id),
    reviews=_each(REVIEWS, lambda one: one.review_id),
    weekly_checks=_each(CHECKS, lambda one: one.day),
    first_visits=_each(VISITS, lambda one: one.visit_id, 1),
    ongoing=_each(ongoing(), lambda one: one.ongoing_id),
    skips=_each(st.tuples(NAMES, DAYS), lambda one: one[0]),
    marks=_each(st.tuples(NAMES, NAMES, INSTANTS), lambda one: one[:2]),
    versions=_each(VERSIONS, lambda one: (one["subject"], one["revision"])),
)


def fields_not_made(kind, value):
    """The fields of a value that still have their default; a field nobody thought of here stands out."""
    return {
        one.name
        for one in fields(kind)
        if one.default is not MISSING and getattr(value, one.name) == one.default
    }


NOON = datetime.combine(date(2026, 11, 22), time(12), tzinfo=UTC)
#: One of each kind in which no field is left at its default.
FULL = Everything(
    preferences=Preferences(
        zone="Europe/Berlin",
        zone_declined="Asia/Tokyo",
        week_starts_on=6,
        paused_since=date(2026, 1, 2),
        welcomed_at=NOON,
        strain_is_new=True,
        is_weekly=True,
    ),
    entries=(
        Entry(
            day=date(2026, 11, 22),
            pain_average=4,
            pain_worst=7,
            stress=0,
            sleep_quality=10,
            interference=3,
            sleep_hours=6.5,
            medicines=("Ibuprofen, 400 mg", 'The "red" one'),
            other_care=(Care.WALKING, Care.HEAT),
            places=("back_low_back_left",),
            note="=cmd|' /C calc'!A0\nSecond line",
            source="import:bearable",
            pain_is_0_to_10=False,
            zone="Europe/Berlin",
            written_at=NOON,
            saved_at=NOON,
            deleted_at=NOON,
            revision=3,
        ),
    ),
    moments=(
        Moment(
            moment_id="m1",
            at=NOON,
            zone="Europe/Berlin",
            pain=0,
            source="import:loop",
            saved_at=NOON,
            deleted_at=NOON,
            revision=1,
        ),
    ),
    treatments=(
        Treatment(
            treatment_id="t1",
            starts_at=NOON,
            zone="Europe/Berlin",
            status=TreatmentStatus.MISSED,
            practitioner="Ben",
            styles=(Style.DRY_NEEDLING, Style.EAR),
            needle_minutes=25,
            needles=8,
            points=("BL23", "beside; the spine"),
            places=("back_low_back_left", "back_low_back_right"),
            expectation=5,
            pain_before=6,
            pain_after=0,
            pain_day_after=4,
            feelings=(Feeling.TIRED,),
            side_effects=(
                SideEffect(
                    kind=EffectKind.BLEEDING,
                    severity=Severity.MILD,
                    began_on=date(2026, 11, 22),
                    is_still_there=False,
                    ended_on=date(2026, 11, 25),
                    is_dismissed=True,
                    note="A bruise",
                ),
                SideEffect(kind=EffectKind.SORENESS),
            ),
            cost_cents=6000,
            currency="EUR",
            what_was_done="Needles",
            questions="How long?",
            note="Third one",
            source="import:daylio",
            saved_at=NOON,
            deleted_at=NOON,
            revision=2,
        ),
    ),
    plans=(
        Plan(
            plan_id="p1",
            begun_on=date(2026, 11, 1),
            ended_on=date(2026, 12, 1),
            reason="Sitting hurts",
            goal="A film",
            target=3,
            baseline_from=date(2026, 10, 20),
            first_session_on=date(2026, 11, 2),
            sessions=10,
            rhythm=Rhythm.WEEKLY,
            review_after=6,
            rule="Two points",
            saved_at=NOON,
            deleted_at=NOON,
            revision=1,
        ),
    ),
    reviews=(
        Review(
            review_id="r1",
            plan_id="p1",
            decided_on=date(2026, 11, 20),
            decision=Decision.TALK,
            review_after=6,
            review_on=date(2026, 11, 21),
            words="Let us see",
            shown="On average 4.2",
            saved_at=NOON,
            deleted_at=NOON,
            revision=1,
        ),
    ),
    weekly_checks=(
        WeeklyCheck(
            day=date(2026, 11, 22),
            pain=4,
            enjoyment=0,
            activity=10,
            change=Change.A_LITTLE_BETTER,
            zone="Europe/Berlin",
            saved_at=NOON,
            deleted_at=NOON,
            revision=1,
        ),
    ),
    first_visits=(
        FirstVisit(
            places=("back_low_back_left",),
            **dict.fromkeys(VISIT_TEXTS, "Words"),
            **dict.fromkeys(VISIT_CLAIMS, YesNo.UNSURE),
            saved_at=NOON,
            deleted_at=NOON,
            revision=1,
        ),
    ),
    ongoing=(
        Ongoing(
            ongoing_id="o1",
            kind=OngoingKind.CARE,
            name="Physiotherapy",
            began_on=date(2026, 1, 1),
            ended_on=date(2026, 11, 1),
            note="Weekly",
            saved_at=NOON,
            deleted_at=NOON,
            revision=1,
        ),
    ),
    skips=(("weekly", date(2026, 11, 22)),),
    marks=(("read", "what-it-is", NOON),),
    versions=(
        {
            "subject": "entry 2026-11-22",
            "revision": 1,
            "saved_at": NOON,
            "action": "saved",
            "body": {"day": "2026-11-22", "pain_average": 4, "sleep_hours": 6.5, "medicines": ["A", 'B "b"']},
        },
    ),
)
