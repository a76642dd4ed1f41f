"""The FHIR bundle: valid, reported by a patient, every code from the list, and nothing that was not said."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.observation import Observation
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from acujournal.answers import clean_text
from acujournal.background import Ongoing, OngoingKind
from acujournal.body import NOWHERE, regions
from acujournal.errors import BadValue
from acujournal.exchange import fhir
from acujournal.journal import Care, Entry, Journal, Moment
from acujournal.points import points
from acujournal.sample import make_sample
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

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MADE = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"


def ana(**more: Any) -> dict[str, Any]:
    """The bundle of Ana's journal, which is the sample's, with a few things the sample lacks."""
    sample = make_sample(TODAY, "Europe/Berlin")
    journal = Journal(
        zone="Europe/Berlin", entries=sample.entries, moments=sample.moments, treatments=sample.treatments
    )
    given_here = {"weekly_checks": sample.weekly_checks, "ongoing": sample.ongoing, "patient": "A. B."}
    return fhir.bundle(journal, **{"journal_id": "ana", "made_at": MADE, **given_here, **more})


def of(*values: Any, **more: Any) -> list[dict[str, Any]]:
    """The resources of a small journal, without the patient and the program."""

    def those(kind: type) -> tuple[Any, ...]:
        return tuple(value for value in values if isinstance(value, kind))

    journal = Journal(
        zone="Europe/Berlin", entries=those(Entry), moments=those(Moment), treatments=those(Treatment)
    )
    arguments = {
        "journal_id": "ana",
        "made_at": MADE,
        "weekly_checks": those(WeeklyCheck),
        "ongoing": those(Ongoing),
    }
    made = fhir.bundle(journal, **{**arguments, **more})
    assert problems(made) == []
    return [entry["resource"] for entry in made["entry"]][2:]


def session(**more: Any) -> Treatment:
    return Treatment(**{"treatment_id": "a", "starts_at": NOON, "zone": "Europe/Berlin", **more})


def code_of(resource: dict[str, Any]) -> str:
    code: str = resource["code"]["coding"][0]["code"]
    return code


# What is looked at in every bundle


def problems(made: dict[str, Any]) -> list[str]:
    """Everything wrong with a bundle: its shape, its closed lists of codes, its references, and two rules of FHIR."""
    found = [*shape_problems(made), *reference_problems(made)]
    for resource in (entry["resource"] for entry in made.get("entry", [])):
        values = [name for name in resource if name.startswith("value")]
        if "dataAbsentReason" in resource and values:
            found.append("obs-6: a value and a reason why there is none")
    return found


def shape_problems(made: dict[str, Any]) -> Iterator[str]:
    """What fhir.resources finds, and what it knows of closed lists and does not look at."""
    try:
        model = Bundle.model_validate(made)
    except ValidationError as error:
        yield from (f"{one['loc']}: {one['msg']}" for one in error.errors())
        return
    yield from enum_problems(model)


def enum_problems(model: BaseModel, where: str = "Bundle") -> Iterator[str]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        extra = field.json_schema_extra
        allowed = extra.get("enum_values") if isinstance(extra, dict) else None
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, BaseModel):
                yield from enum_problems(one, f"{where}.{name}")
            elif one is not None and isinstance(allowed, list) and one not in allowed:
                yield f"{where}.{name}: {one!r} is not on the list"


def reference_problems(made: dict[str, Any]) -> Iterator[str]:
    names = [entry.get("fullUrl") for entry in made.get("entry", [])]
    kinds = {entry.get("fullUrl"): entry["resource"]["resourceType"] for entry in made.get("entry", [])}
    if len(set(names)) < len(names):
        yield "bdl-7: a fullUrl stands twice"
    for entry in made.get("entry", []):
        if entry["fullUrl"] != f"urn:uuid:{entry['resource']['id']}":
            yield "a fullUrl is not its resource's id"
        for name, target in references_in(entry["resource"]):
            if target not in kinds:
                yield f"{name} points at nothing"
            elif kinds[target] not in POINTS_AT[name]:
                yield f"{name} points at a {kinds[target]}"


POINTS_AT = {
    **dict.fromkeys(("subject", "performer", "recorder", "asserter", "author", "source"), ("Patient",)),
    "informationSource": ("Patient",),
    "device": ("Device",),
    "partOf": ("Procedure",),
    "instance": ("Procedure",),
    "derivedFrom": ("QuestionnaireResponse",),
}


def references_in(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "reference" in value:
            yield name, value["reference"]
        for key, inner in value.items():
            yield from references_in(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from references_in(inner, name)


def codings_in(value: Any) -> Iterator[tuple[str, str]]:
    """Every (system, code) of codings, units among them."""
    if isinstance(value, dict):
        if "system" in value:
            yield value["system"], value["code"]
        for inner in value.values():
            yield from codings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from codings_in(inner)


def known_codings() -> set[tuple[str, str]]:
    """Every coding that may appear: those of the list, the regions of the body and the points."""
    content = fhir._content()
    known = {
        (fhir.system(one["system"]), one["code"])
        for row in content["concepts"].values()
        for one in row["codings"]
    }
    known |= {
        (fhir.system("ucum"), row["unit"]["code"]) for row in content["concepts"].values() if "unit" in row
    }
    known |= {(fhir.system("bodymap"), region_id) for region_id in regions()}
    known |= {(SNOMED, region.snomed) for region in regions().values()}
    return known | {(fhir.system("points"), code) for code in points()}


def test_nothing_is_wrong_with_anas_bundle() -> None:
    assert problems(ana(with_notes=True)) == []


def first_of(made: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == kind
    )
    return found


Break = Callable[[dict[str, Any]], object]
BROKEN: dict[str, Break] = {
    "no status": lambda made: first_of(made, "Observation").pop("status"),
    "a status nobody knows": lambda made: first_of(made, "Procedure").update(status="done"),
    "another status nobody knows": lambda made: first_of(made, "Observation").update(status="done"),
    "a kind of bundle nobody knows": lambda made: made.update(type="diary"),
    "no code": lambda made: first_of(made, "Observation").pop("code"),
    "an element nobody knows": lambda made: first_of(made, "Observation").update(mood="fine"),
    "a text where a number belongs": lambda made: first_of(made, "Observation")["valueQuantity"].update(
        value="x"
    ),
    "a day that does not exist": lambda made: first_of(made, "MedicationStatement").update(
        effectiveDateTime="2026-13-40"
    ),
    "two values": lambda made: first_of(made, "Observation").update(valueString="4"),
    "a value and a reason for none": lambda made: first_of(made, "Observation").update(
        dataAbsentReason={"text": "unknown"}
    ),
    "a reference to nobody": lambda made: first_of(made, "Observation")["subject"].update(
        reference="urn:uuid:00000000-0000-0000-0000-000000000000"
    ),
    "a reference to the wrong thing": lambda made: first_of(made, "Observation").update(
        subject=first_of(made, "Observation")["device"]
    ),
    "one name for two": lambda made: made["entry"].append(made["entry"][-1]),
    "a list for one thing": lambda made: first_of(made, "Observation").update(bodySite=[{"text": "back"}]),
    "a name beside its resource": lambda made: made["entry"][0].update(fullUrl="urn:uuid:" + "0" * 8),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_bundle_is_noticed(name: str) -> None:
    made = json.loads(fhir.bundle_bytes(ana(first=date(2026, 10, 10), until=date(2026, 10, 25))))
    assert problems(made) == []

    BROKEN[name](made)

    assert problems(made) != []


def test_the_closed_lists_are_looked_at_inside_every_resource() -> None:
    model = Observation.model_validate(
        {"resourceType": "Observation", "status": "done", "code": {"text": "x"}}
    )

    assert list(enum_problems(model)) == ["Bundle.status: 'done' is not on the list"]


# Shape


def test_the_bundle_of_the_sample_is_as_it_was_written_down() -> None:
    made = ana()
    resources = [entry["resource"] for entry in made["entry"]]

    assert (made["resourceType"], made["type"], made["timestamp"]) == (
        "Bundle",
        "collection",
        "2026-11-22T19:30:00+00:00",
    )
    assert Counter(resource["resourceType"] for resource in resources) == COUNTS
    questions = Counter(code_of(one) for one in resources if one["resourceType"] == "Observation")
    assert questions == QUESTIONS


COUNTS = {
    "Patient": 1,
    "Device": 1,
    "Observation": 681,
    "Procedure": 9,
    "QuestionnaireResponse": 11,
    "MedicationStatement": 14,
}
QUESTIONS = {
    "pain-average-24h": 76,
    "pain-worst-24h": 55,
    "pain-interference-nrs": 55,
    "stress-nrs": 76,
    "sleep-quality-nrs": 55,
    "93832-4": 55,
    "pain-place": 143,
    "other-care": 84,
    "72514-3": 14,
    "pain-before-session": 9,
    "pain-after-session": 9,
    "needle-minutes": 9,
    "needle-count": 9,
    "session-style": 12,
    "session-feeling": 9,
    "91147-9": 11,
}


def test_every_answer_of_the_sample_is_in_the_bundle_with_its_number() -> None:
    sample = make_sample(TODAY, "Europe/Berlin")
    resources = [entry["resource"] for entry in ana()["entry"]]
    told = {
        (code_of(one), one["effectivePeriod"]["start"]): one["valueQuantity"]["value"]
        for one in resources
        if "effectivePeriod" in one and "valueQuantity" in one and code_of(one) != "91147-9"
    }

    kept = {
        (code, entry.day.isoformat()): getattr(entry, name)
        for entry in sample.entries
        for name, code in {
            "pain_average": "pain-average-24h",
            "pain_worst": "pain-worst-24h",
            "interference": "pain-interference-nrs",
            "stress": "stress-nrs",
            "sleep_quality": "sleep-quality-nrs",
            "sleep_hours": "93832-4",
        }.items()
        if getattr(entry, name) is not None
    }
    assert told == kept


def test_every_resource_says_that_a_patient_reported_it() -> None:
    for entry in ana()["entry"]:
        marks = [mark["code"] for mark in entry["resource"]["meta"]["security"]]
        assert marks == ["PATRPT"]


def test_an_invented_journal_says_so_on_every_resource() -> None:
    made = fhir.bundle(Journal(is_sample=True), journal_id="ana", made_at=MADE)

    assert all(entry["resource"]["meta"]["security"][1]["code"] == "HTEST" for entry in made["entry"])


def test_every_observation_is_a_survey_answered_by_the_patient_through_the_program() -> None:
    patient, program, *others = ana()["entry"]
    for entry in others:
        resource = entry["resource"]
        if resource["resourceType"] == "Observation":
            assert [one["coding"][0]["code"] for one in resource["category"]] == ["survey"]
            assert resource["subject"] == {"reference": patient["fullUrl"]}
            assert resource["performer"] == [{"reference": patient["fullUrl"]}]
            assert resource["device"] == {"reference": program["fullUrl"]}
    assert patient["resource"]["name"] == [{"text": "A. B."}]
    assert program["resource"]["deviceName"][0]["name"] == "AcuJournal"


def test_the_same_journal_gives_the_same_bytes_in_whatever_order_it_comes() -> None:
    sample = make_sample(TODAY, "Europe/Berlin")
    there = Journal(entries=sample.entries, moments=sample.moments, treatments=sample.treatments)
    back = Journal(
        entries=sample.entries[::-1], moments=sample.moments[::-1], treatments=sample.treatments[::-1]
    )
    beside = {"weekly_checks": sample.weekly_checks, "ongoing": sample.ongoing}
    turned = {name: values[::-1] for name, values in beside.items()}

    one = fhir.bundle(there, journal_id="ana", made_at=MADE, **beside)
    other = fhir.bundle(back, journal_id="ana", made_at=MADE, **turned)

    assert fhir.bundle_bytes(one) == fhir.bundle_bytes(other)


def test_a_day_keeps_its_name_in_every_export_and_two_people_never_share_one() -> None:
    whole = {entry["fullUrl"] for entry in ana()["entry"]}
    part = {entry["fullUrl"] for entry in ana(first=TODAY - timedelta(days=14), until=TODAY)["entry"]}
    cleo = {entry["fullUrl"] for entry in ana(journal_id="cleo")["entry"]}

    assert part < whole
    assert not whole & cleo
    assert all(UUID(name.removeprefix("urn:uuid:")).version == 5 for name in whole)
    assert "cleo" not in fhir.bundle_bytes(ana(journal_id="cleo")).decode()


def test_only_what_lies_in_the_period_leaves_the_journal() -> None:
    first, until = date(2026, 11, 1), date(2026, 11, 8)
    days = [Entry(day=first + timedelta(days=n), pain_average=5) for n in (-1, 0, 6, 7)]
    checks = [WeeklyCheck(day=first + timedelta(days=n), pain=1, enjoyment=1, activity=1) for n in (-1, 0, 7)]
    spans = {
        "before": (None, first - timedelta(days=1)),
        "into": (None, first),
        "within": (first, first),
        "from": (until - timedelta(days=1), None),
        "after": (until, None),
    }
    medicines = [
        Ongoing(ongoing_id=name, kind=OngoingKind.MEDICINE, name=name, began_on=began, ended_on=ended)
        for name, (began, ended) in spans.items()
    ]

    found = of(*days, *checks, *medicines, first=first, until=until)

    pains = [one for one in found if code_or_none(one) == "pain-average-24h"]
    assert [one["effectivePeriod"]["start"] for one in pains] == ["2026-11-01", "2026-11-07"]
    assert len([one for one in found if one["resourceType"] == "QuestionnaireResponse"]) == 1
    names = {one["medicationCodeableConcept"]["text"] for one in found if "medicationCodeableConcept" in one}
    assert names == {"into", "within", "from"}


def code_or_none(resource: dict[str, Any]) -> str | None:
    return code_of(resource) if "code" in resource else None


# Codes


def test_every_code_has_a_source_and_every_system_a_uri() -> None:
    content = fhir._content()
    for name, row in content["concepts"].items():
        assert row["text"], name
        assert row["codings"], name
        for one in row["codings"]:
            assert one["source"], name
            assert one["display"], name
            assert fhir.system(one["system"]), name
    assert set(content["body_snomed_sources"]) == {region.snomed for region in regions().values()}
    assert all(content["body_snomed_sources"].values())


def test_no_code_of_our_own_means_two_things() -> None:
    own = [
        one["code"]
        for row in fhir._content()["concepts"].values()
        for one in row["codings"]
        if one["system"] == "diary"
    ]

    assert len(set(own)) == len(own)


def test_the_check_digits_of_loinc_and_snomed_are_right() -> None:
    loinc = {code for system, code in known_codings() if system == LOINC}
    snomed = {code for system, code in known_codings() if system == SNOMED}

    assert len(loinc) == 7
    assert {code for code in loinc if not is_loinc(code)} == set()
    assert {code for code in snomed if not is_snomed(code)} == set()
    assert not is_loinc("72514-4"), "the check of the check"
    assert not is_snomed("44868004")


def is_loinc(code: str) -> bool:
    """The check digit of LOINC, modulo 10: every second digit from the right counts twice."""
    number, digit = code.split("-")
    doubled = [int(one) * (2 if place % 2 == 0 else 1) for place, one in enumerate(reversed(number))]
    return (10 - sum(one // 10 + one % 10 for one in doubled) % 10) % 10 == int(digit)


def is_snomed(code: str) -> bool:
    """The check digit of SNOMED CT: J. Verhoeff, Error Detecting Decimal Codes (1969)."""
    check = 0
    shifts = [list(range(10))]
    for _ in range(7):
        shifts.append([shifts[-1][one] for one in (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)])
    for place, one in enumerate(reversed(code)):
        check = dihedral(check, shifts[place % 8][int(one)])
    return check == 0


def dihedral(one: int, other: int) -> int:
    """The product of two symmetries of a pentagon: 0 to 4 turn it, 5 to 9 turn it over."""
    turn = (one + other) % 5 if one < 5 else (one - other) % 5
    return turn if (one < 5) == (other < 5) else turn + 5


def test_only_pain_now_sleep_and_the_weekly_questions_are_coded_in_loinc() -> None:
    texts = {
        one["text"]
        for row in walk(ana(with_notes=True))
        if "coding" in (one := row)
        if any(coding["system"] == LOINC for coding in one["coding"])
    }

    assert texts == {
        "Pain right now, 0 to 10, lower is better",
        "Pain just before the session, 0 to 10, lower is better",
        "Pain just after the session, 0 to 10, lower is better",
        "Hours of sleep last night",
        "Mean of the three PEG answers, 0 to 10, lower is better",
    }


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def test_snomed_can_be_left_out_and_every_place_and_session_stays_coded() -> None:
    with_it, without = ana(), ana(with_snomed=False)

    assert SNOMED in fhir.bundle_bytes(with_it).decode()
    assert "snomed" not in fhir.bundle_bytes(without).decode()
    assert problems(without) == []
    assert len(without["entry"]) == len(with_it["entry"])
    assert all(one["coding"] for one in walk(without) if "coding" in one)
    ours = {coding for coding in codings_in(with_it) if coding[0] != SNOMED}
    assert set(codings_in(without)) == ours


def test_a_point_of_the_list_has_its_code_and_a_point_in_own_words_is_text() -> None:
    (procedure,) = of(session(points=("BL23", "left of L4/L5"), places=("back_sacrum",)))

    known, own, place = procedure["bodySite"]
    assert known["coding"] == [{"system": fhir.system("points"), "code": "BL23", "display": "BL23 Shènshū"}]
    assert own == {"text": "left of L4/L5"}
    assert [one["code"] for one in place["coding"]] == ["back_sacrum", "54735007"]


def test_every_answer_of_every_list_has_a_code() -> None:
    everything = session(styles=tuple(Style), feelings=tuple(Feeling))
    day = Entry(day=TODAY, pain_average=3, other_care=tuple(Care), places=tuple(regions()))
    checks = [
        WeeklyCheck(day=TODAY - timedelta(days=28 * n), pain=1, change=change)
        for n, change in enumerate(Change)
    ]

    found = of(everything, day, *checks)

    values = [
        one["valueCodeableConcept"]["coding"][0]["code"] for one in found if "valueCodeableConcept" in one
    ]
    assert len(set(values)) == len(values) == len(Style) + len(Feeling) + len(Care)
    changes = [one["item"][1]["answer"][0]["valueCoding"]["code"] for one in found if "item" in one]
    assert len(set(changes)) == len(Change)


WORDS = st.text(min_size=1, max_size=40).map(clean_text).filter(lambda text: text.strip())


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=9, max_size=9, unique=True))
def test_what_ana_wrote_never_becomes_a_code(words: list[str]) -> None:
    marked = [f"Ana{number}{text}" for number, text in enumerate(words)]
    practitioner, medicine, point, note, done, asked, other, effect, ongoing = marked
    made = fhir.bundle(
        Journal(
            entries=(Entry(day=TODAY, pain_average=1, medicines=(medicine, medicine), note=note),),
            treatments=(
                session(
                    practitioner=practitioner,
                    points=(point,),
                    what_was_done=done,
                    questions=asked,
                    note=other,
                    side_effects=(SideEffect(kind=EffectKind.DIZZINESS, note=effect),),
                ),
            ),
        ),
        journal_id="ana",
        made_at=MADE,
        ongoing=[Ongoing(ongoing_id=kind, kind=kind, name=ongoing, note=note) for kind in OngoingKind],
        with_notes=True,
    )

    assert problems(made) == []
    assert set(codings_in(made)) <= known_codings()
    assert not any(word in str(list(codings_in(made))) for word in ("Ana0", "Ana1", "Ana2", "Ana8"))
    said = " ".join(text for one in walk(made) for text in one.values() if isinstance(text, str))
    assert all(f"Ana{number}" in said for number in range(9)), "and nothing is lost"


def test_white_space_fhir_does_not_know_becomes_a_blank() -> None:
    (medicine,) = of(Ongoing(ongoing_id="a", kind=OngoingKind.MEDICINE, name="Ibuprofen 400 mg "))

    assert medicine["medicationCodeableConcept"]["text"] == "Ibuprofen 400 mg"


# Answers


def test_a_question_that_was_not_answered_is_left_out_and_never_zero() -> None:
    found = of(Entry(day=TODAY, pain_average=0, stress=None, sleep_hours=None))

    assert [code_of(one) for one in found] == ["pain-average-24h"]
    assert found[0]["valueQuantity"]["value"] == 0
    assert "dataAbsentReason" not in found[0]


def test_a_day_without_its_average_pain_says_that_it_is_not_known() -> None:
    pain, stress = of(Entry(day=TODAY, stress=4))

    assert pain["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert not any(name.startswith("value") for name in pain)
    assert stress["valueQuantity"]["value"] == 4


def test_a_missed_day_is_not_in_the_bundle() -> None:
    found = of(Entry(day=TODAY, pain_average=4), Entry(day=TODAY - timedelta(days=2), pain_average=4))

    assert [one["effectivePeriod"]["start"] for one in found] == ["2026-11-20", "2026-11-22"]


def test_a_day_is_a_day_and_a_moment_keeps_the_patients_clock() -> None:
    moment = Moment(moment_id="a", at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC), zone="Europe/Berlin", pain=6)
    written = datetime(2026, 3, 31, 3, 0, tzinfo=UTC)

    day, now = of(
        Entry(day=date(2026, 3, 29), pain_average=5, zone="Pacific/Auckland", written_at=written), moment
    )

    assert day["effectivePeriod"] == {"start": "2026-03-29", "end": "2026-03-29"}
    assert day["issued"] == "2026-03-31T03:00:00+00:00"
    assert now["effectiveDateTime"] == "2026-03-29T01:30:00+01:00"
    assert [one["code"] for one in now["code"]["coding"]] == ["72514-3"]
    assert now["valueQuantity"] == {
        "value": 6,
        "unit": "score",
        "system": "http://unitsofmeasure.org",
        "code": "{score}",
    }


def test_a_clock_of_long_ago_is_written_in_utc() -> None:
    old = Moment(moment_id="a", at=datetime(1920, 6, 1, 12, tzinfo=UTC), zone="Europe/Amsterdam", pain=6)

    (now,) = of(old)

    assert now["effectiveDateTime"] == "1920-06-01T12:00:00+00:00"


def test_a_pain_of_another_scale_never_stands_under_the_code_of_ours() -> None:
    brought = Entry(
        day=TODAY,
        pain_average=5,
        pain_worst=7,
        stress=3,
        source="import:bearable",
        pain_is_0_to_10=False,
    )

    found = of(brought)

    assert [code_of(one) for one in found] == [
        "pain-average-24h-converted",
        "pain-worst-24h-converted",
        "stress-nrs",
    ]
    assert {one["note"][0]["text"] for one in found} == {"Brought in from another program: bearable"}


def test_nowhere_is_an_answer_and_no_places_is_none() -> None:
    nowhere = of(Entry(day=TODAY, pain_average=0, places=(NOWHERE,)))
    unsaid = of(Entry(day=TODAY, pain_average=0))
    two = of(Entry(day=TODAY, pain_average=3, places=("back_low_back_left", "back_sacrum")))

    assert nowhere[1]["valueBoolean"] is False
    assert "bodySite" not in nowhere[1]
    assert len(unsaid) == 1
    assert [one["bodySite"]["text"] for one in two[1:]] == ["Left lower back", "Sacrum / tailbone"]
    assert all(one["valueBoolean"] is True for one in two[1:])


def test_notes_stay_at_home_unless_they_are_asked_for() -> None:
    day = Entry(day=TODAY, pain_average=3, note="Quarrel at home.")
    visit = session(note="Cried.", questions="Deeper?", what_was_done="Cups.")
    effect = SideEffect(kind=EffectKind.OTHER, note="A dream.")
    pill = Ongoing(ongoing_id="a", kind=OngoingKind.MEDICINE, name="Ibuprofen", note="For my sister too.")
    told = (day, replace(visit, side_effects=(effect,)), pill)

    silent, spoken = json.dumps(of(*told)), json.dumps(of(*told, with_notes=True))

    for words in ("Quarrel", "Cried", "Deeper", "Cups", "dream", "sister"):
        assert words not in silent
        assert words in spoken
    assert "To ask next time: Deeper?" in spoken


# Sessions


def test_only_sessions_that_took_place_are_procedures() -> None:
    sessions = [
        session(treatment_id=status, status=status, starts_at=NOON + timedelta(hours=n))
        for n, status in enumerate(TreatmentStatus)
    ]

    (procedure,) = of(*sessions)

    assert procedure["status"] == "completed"
    assert procedure["performedDateTime"] == "2026-11-21T14:00:00+01:00"
    assert procedure["code"]["text"] == "Acupuncture"


def test_what_was_measured_at_a_session_is_part_of_it() -> None:
    procedure, *measured = of(
        session(
            practitioner="Ben",
            pain_before=7,
            pain_after=0,
            pain_day_after=5,
            expectation=6,
            needle_minutes=25,
            needles=10,
        )
    )

    whole = {"reference": f"urn:uuid:{procedure['id']}"}
    assert procedure["performer"] == [{"actor": {"display": "Ben"}}]
    assert all(one["partOf"] == [whole] for one in measured)
    assert {code_of(one): (one["valueQuantity"]["value"], one["effectiveDateTime"]) for one in measured} == {
        "expectation-nrs": (6, "2026-11-21"),
        "pain-before-session": (7, "2026-11-21T13:00:00+01:00"),
        "pain-after-session": (0, "2026-11-21"),
        "pain-day-after-session": (5, "2026-11-22"),
        "needle-minutes": (25, "2026-11-21"),
        "needle-count": (10, "2026-11-21"),
    }


def test_a_side_effect_is_told_in_words_and_only_what_cannot_wait_is_an_event_too() -> None:
    effects = tuple(
        SideEffect(
            kind=kind,
            severity=Severity.SEVERE,
            began_on=date(2026, 11, 21),
            is_still_there=False,
            ended_on=TODAY,
        )
        for kind in EffectKind
    )

    procedure, *events = of(session(side_effects=effects))

    told = [one["text"] for one in procedure["complication"]]
    assert "Bleeding or bruise; severe; began 2026-11-21; over 2026-11-22" in told
    assert len(told) == len(EffectKind)
    assert not any("coding" in one for one in procedure["complication"])
    assert [one["event"]["text"].split(";")[0] for one in events] == [
        "Breathlessness or chest pain",
        "New numbness or weakness",
        "Signs of infection",
        "Dizziness or fainting",
    ]
    for event in events:
        assert event["actuality"] == "actual"
        assert event["suspectEntity"] == [{"instance": {"reference": f"urn:uuid:{procedure['id']}"}}]
        assert event["severity"]["coding"][0]["code"] == "severe"
        assert event["outcome"]["coding"][0]["code"] == "resolved"
        assert "seriousness" not in event, "nobody here judged it"


def test_what_nobody_said_of_a_side_effect_is_not_said() -> None:
    procedure, event = of(session(side_effects=(SideEffect(kind=EffectKind.INFECTION),)))

    assert procedure["complication"] == [{"text": "Signs of infection"}]
    assert not {"severity", "outcome", "date"} & set(event)


# Weekly questions, medicines, other care


def test_the_weekly_questions_stand_as_asked_and_their_mean_beside_them() -> None:
    answers, score = of(
        WeeklyCheck(day=TODAY, pain=5, enjoyment=4, activity=4, change=Change.A_LITTLE_BETTER)
    )

    panel, change = answers["item"]
    assert panel["linkId"] == "91148-7"
    assert [(one["linkId"], one["answer"][0]["valueInteger"]) for one in panel["item"]] == [
        ("75893-8", 5),
        ("91145-3", 4),
        ("91146-1", 4),
    ]
    assert change["answer"][0]["valueCoding"]["display"] == "A little better"
    assert (code_of(score), score["valueQuantity"]["value"]) == ("91147-9", 4.33)
    assert score["effectivePeriod"] == {"start": "2026-11-16", "end": "2026-11-22"}
    assert score["derivedFrom"] == [{"reference": f"urn:uuid:{answers['id']}"}]


def test_weekly_questions_with_one_left_open_have_no_mean() -> None:
    answers, score = of(WeeklyCheck(day=TODAY, pain=0, enjoyment=None, activity=4))

    given_here = ["answer" in one for one in answers["item"][0]["item"]]
    assert given_here == [True, False, True]
    assert "valueQuantity" not in score
    assert score["dataAbsentReason"]["coding"][0]["code"] == "unknown"


def test_a_medicine_that_goes_on_is_active_and_other_care_is_an_answer() -> None:
    found = of(
        Ongoing(ongoing_id="a", kind=OngoingKind.MEDICINE, name="Paracetamol", ended_on=TODAY),
        Ongoing(ongoing_id="b", kind=OngoingKind.MEDICINE, name="Ibuprofen", began_on=date(2026, 1, 1)),
        Ongoing(ongoing_id="c", kind=OngoingKind.CARE, name="Pilates", began_on=date(2026, 2, 1)),
        Entry(day=TODAY, pain_average=1, medicines=("Ibuprofen",)),
    )

    _, taken, ended, active, care = found
    assert (taken["status"], taken["effectiveDateTime"]) == ("completed", "2026-11-22")
    assert (ended["status"], ended["effectivePeriod"]) == ("completed", {"end": "2026-11-22"})
    assert (active["status"], active["effectivePeriod"]) == ("active", {"start": "2026-01-01"})
    assert care["valueCodeableConcept"] == {"text": "Pilates"}


# Refusals


def test_a_bundle_needs_a_name_a_time_with_a_zone_and_a_period() -> None:
    with pytest.raises(BadValue, match="Initials will do"):
        ana(patient=" ")
    with pytest.raises(BadValue, match="shorten"):
        ana(patient="A" * 121)
    with pytest.raises(BadValue, match="time zone"):
        ana(made_at=datetime(2026, 11, 22, 20))
    with pytest.raises(BadValue, match="ends before it begins"):
        ana(first=TODAY, until=TODAY)


def test_a_day_only_a_watch_has_filled_is_not_called_unanswered() -> None:
    measured = Entry(day=TODAY, sleep_hours=7.5, source="import:apple-health")
    asked = replace(measured, note="mild pain")
    by_hand = Entry(day=TODAY, sleep_hours=7.5)
    assert [
        len([one for one in of(day) if "dataAbsentReason" in one]) for day in (measured, asked, by_hand)
    ] == [
        0,
        1,
        1,
    ]
