"""The journal as a FHIR R4 bundle, for clinics and programs that read it.

A bundle of type "collection" holds a Patient, this program as a Device, and what the patient told: an Observation for
each answer, a Procedure for each session that took place, an AdverseEvent for what it left behind that cannot wait, a
MedicationStatement for each medicine, a QuestionnaireResponse for the weekly questions. All of it is marked as
reported by a patient.

A standard code stands only where it means the same: pain right now, hours of sleep, the weekly questions, the session,
the place. Everything else has a code of our own and says in words what was asked. `content/codes.json` holds every
code with its source. What a patient wrote is text and never becomes a code. A question that was not answered is left
out; it is never 0. Days are days without a clock, so no time zone can move them. Nothing says that a session did
anything.

The same journal gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from acujournal import __version__
from acujournal.answers import EARLIEST_DAY, NAME_LIMIT, TOO_FAR_AHEAD, check_text, find_zone
from acujournal.background import Ongoing, OngoingKind
from acujournal.body import NOWHERE, regions
from acujournal.errors import BadValue
from acujournal.journal import Entry, Journal, Moment
from acujournal.points import point_words, points
from acujournal.sources import BY_HAND, app_of
from acujournal.treatment import EFFECT_WORDS, EffectKind, SideEffect, Treatment
from acujournal.weekly import A_WEEK, PEG, WeeklyCheck

Resource = dict[str, Any]

#: The kinds of side effect that are an AdverseEvent too: the three not to wait with, and fainting. The kind decides and
#: nothing else, because how serious something is was never judged here.
EVENTS: Final = (
    EffectKind.BREATHLESSNESS,
    EffectKind.NUMBNESS,
    EffectKind.INFECTION,
    EffectKind.DIZZINESS,
)
#: Scores of a day, in the order they are written.
_DAY_SCORES: Final = ("pain_average", "pain_worst", "interference", "stress", "sleep_quality")
#: Of these a number may come from the scale of another program; then it has a code of its own.
_CONVERTED: Final = ("pain_average", "pain_worst")
_CODES: Final = Path(__file__).resolve().parents[1] / "content" / "codes.json"
#: Names of resources are made from this and the journal's id, so they stay what they are in every export.
_NAMES: Final = UUID("0d4f6c7e-2f0b-4d53-9f0f-6a2f4b1f7c35")


def bundle(
    journal: Journal,
    *,
    journal_id: str,
    made_at: datetime,
    weekly_checks: Iterable[WeeklyCheck] = (),
    ongoing: Iterable[Ongoing] = (),
    first: date | None = None,
    until: date | None = None,
    patient: str = "patient",
    with_notes: bool = False,
    with_snomed: bool = True,
) -> Resource:
    """The days `[first, until)` of a journal as a FHIR R4 Bundle; without them all of it.

    `journal_id` is only the seed of the resources' ids and cannot be read from them. `made_at` is an aware instant.
    `patient` are initials or a name. Of what is `ongoing` all that goes on in the period is taken. `with_notes` adds
    the texts a patient wrote freely; names of medicines, points and practitioners are always there. `with_snomed` is
    for who may use SNOMED CT. Raises BadValue for a bad `patient`, `made_at` or period.
    """
    name = _said(patient)
    if not name:
        raise BadValue("The export needs a name for the patient. Initials will do.")
    check_text(name, "The patient's name", NAME_LIMIT)
    if made_at.tzinfo is None:
        raise BadValue("The time of the export needs a time zone.")
    start, end = first or EARLIEST_DAY, until or TOO_FAR_AHEAD
    if start >= end:
        raise BadValue("The period ends before it begins. Change one of the two dates.")
    sheet = _Sheet(
        journal_id=journal_id, is_sample=journal.is_sample, with_notes=with_notes, with_snomed=with_snomed
    )
    found = [
        sheet.patient(name),
        sheet.program(),
        *_diary(sheet, journal.between(start, end)),
        *_weeks(sheet, (check for check in weekly_checks if start <= check.day < end)),
        *_beside(
            sheet,
            (one for one in ongoing if one.has_begun_by(end - _A_DAY) and one.goes_on_after(start - _A_DAY)),
            made_at.astimezone(find_zone(journal.zone)).date(),
        ),
    ]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": _instant(made_at),
        "entry": [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in found],
    }


def bundle_bytes(found: Resource) -> bytes:
    """A bundle as the UTF-8 of a file ending in .json; media type application/fhir+json."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


_A_DAY: Final = timedelta(days=1)


# Codes


@cache
def _content() -> Mapping[str, Any]:
    read: dict[str, Any] = json.loads(_CODES.read_text("utf-8"))
    return read


def system(name: str) -> str:
    """The URI of a code system of `content/codes.json`, such as "loinc"."""
    uri: str = _content()["systems"][name]["uri"]
    return uri


@cache
def concept(name: str, *, with_snomed: bool = True) -> Resource:
    """The CodeableConcept of a question or an answer, our own code first. Shared: never to be changed."""
    row = _content()["concepts"][name]
    codings = [
        {"system": system(one["system"]), "code": one["code"], "display": one["display"]}
        for one in row["codings"]
        if with_snomed or one["system"] != "snomed"
    ]
    return {"coding": codings, "text": row["text"]}


@cache
def _coding(name: str) -> Resource:
    """The one coding of a concept."""
    coding: Resource = concept(name)["coding"][0]
    return coding


@cache
def place_concept(region_id: str, *, with_snomed: bool = True) -> Resource:
    """The CodeableConcept of a region of the body map: our code, then SNOMED CT's for it or for what it lies in."""
    region = regions()[region_id]
    codings = [{"system": system("bodymap"), "code": region_id, "display": region.label}]
    if with_snomed and region.snomed:
        codings.append({"system": system("snomed"), "code": region.snomed, "display": region.snomed_display})
    return {"coding": codings, "text": region.label}


def point_concept(point: str) -> Resource:
    """The CodeableConcept of an acupuncture point: the code of the list, or a patient's own words as text alone."""
    if point not in points():
        return {"text": _said(point)}
    words = point_words(point)
    return {"coding": [{"system": system("points"), "code": point, "display": words}], "text": words}


def _quantity(name: str, value: float) -> Resource:
    unit = _content()["concepts"][name]["unit"]
    return {"value": value, "unit": unit["unit"], "system": system("ucum"), "code": unit["code"]}


# Times and texts


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _clock(at: datetime, zone: str) -> str:
    """An instant as the patient's clock showed it, with its distance from UTC."""
    there = at.astimezone(find_zone(zone))
    offset = there.utcoffset() or timedelta()
    # Long ago clocks differed from UTC by odd seconds, which FHIR cannot write.
    return there.isoformat(timespec="seconds") if not offset.seconds % 60 else _instant(at)


def _day(day: date) -> Resource:
    return {"effectivePeriod": {"start": day.isoformat(), "end": day.isoformat()}}


def _said(text: str) -> str:
    """A patient's text as FHIR lets it be written: no white space but blanks, tabs and line ends; empty where there is none."""
    return "".join(" " if c.isspace() and c not in "\t\n" else c for c in text).strip()


# Resources


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """What all resources of one bundle have in common."""

    journal_id: str
    is_sample: bool
    with_notes: bool
    with_snomed: bool

    def id(self, *name: object) -> str:
        """The id of whatever goes by this name in the journal: always the same, and nobody else's."""
        return str(uuid5(_NAMES, json.dumps([self.journal_id, *map(str, name)])))

    def reference(self, *name: object) -> Resource:
        """A reference to it, by its fullUrl."""
        return {"reference": f"urn:uuid:{self.id(*name)}"}

    @cached_property
    def meta(self) -> Resource:
        """Reported by a patient; what was invented says so too."""
        marks = ["patient_reported"] + ["invented"] * self.is_sample
        return {"security": [_coding(mark) for mark in marks]}

    @cached_property
    def subject(self) -> Resource:
        """The reference to the patient."""
        return self.reference("patient")

    @cached_property
    def _told(self) -> Resource:
        """What every Observation says of who told it to whom."""
        return {
            "subject": self.subject,
            "performer": [self.subject],
            "device": self.reference("program"),
        }

    def resource(self, kind: str, *name: object) -> Resource:
        """The head of a resource."""
        return {"resourceType": kind, "id": self.id(*name), "meta": self.meta}

    def observation(
        self,
        question: str,
        *name: object,
        when: Resource,
        issued: datetime | None = None,
        **more: object,
    ) -> Resource:
        """An answer to a question of `content/codes.json`; `more` is its value, its place, what it is part of."""
        return {
            **self.resource("Observation", question, *name),
            "status": "final",
            "category": [concept("survey")],
            "code": concept(question, with_snomed=self.with_snomed),
            **self._told,
            **when,
            **({"issued": _instant(issued)} if issued else {}),
            **more,
        }

    def note(self, *texts: str, source: str = BY_HAND) -> Resource:
        """The `note` of a resource: which program it was brought in from, and what the patient wrote where wanted."""
        brought = [] if source == BY_HAND else [f"Brought in from another program: {app_of(source)}"]
        said = [words for text in texts if self.with_notes and (words := _said(text))]
        return {"note": [{"text": words} for words in (*brought, *said)]} if brought or said else {}

    def patient(self, name: str) -> Resource:
        """The patient, by the name or the initials given for this export."""
        return {**self.resource("Patient", "patient"), "name": [{"text": name}]}

    def program(self) -> Resource:
        """The program, which only passes on what was typed into it."""
        return {
            **self.resource("Device", "program"),
            "deviceName": [{"name": "AcuJournal", "type": "user-friendly-name"}],
            "type": {"text": "Program for a patient's own diary. Not a medical device."},
            "version": [{"value": __version__}],
        }


def _diary(sheet: _Sheet, journal: Journal) -> Iterator[Resource]:
    """Days, moments and sessions, each in the order of time whatever order they came in."""
    for entry in sorted(journal.entries, key=lambda one: one.day):
        yield from _of_day(sheet, entry)
    for moment in sorted(journal.moments, key=lambda one: (one.at, one.moment_id)):
        yield _of_moment(sheet, moment)
    for treatment in sorted(journal.done_treatments(), key=lambda one: (one.starts_at, one.treatment_id)):
        yield from _of_session(sheet, treatment)


def _of_day(sheet: _Sheet, entry: Entry) -> Iterator[Resource]:
    day, issued, brought = entry.day, entry.written_at, sheet.note(source=entry.source)

    def ask(question: str, *part: str, **value: object) -> Resource:
        told = {**brought, **value}
        return sheet.observation(question, day, *part, when=_day(day), issued=issued, **told)

    for name in _DAY_SCORES:
        score = getattr(entry, name)
        if score is not None:
            asked = name if entry.pain_is_0_to_10 or name not in _CONVERTED else f"{name}_converted"
            yield ask(asked, valueQuantity=_quantity(asked, score))
        elif name == "pain_average" and not entry.is_only_measured:
            # Every check-in asks this one: a day without it was kept, and whoever counts days must see that.
            yield ask(name, dataAbsentReason=concept("not_answered"))
    if entry.sleep_hours is not None:
        yield ask("sleep_hours", valueQuantity=_quantity("sleep_hours", entry.sleep_hours))
    if entry.places == (NOWHERE,):
        yield ask("pain_place", valueBoolean=False)
    else:
        for place in entry.places:
            site = place_concept(place, with_snomed=sheet.with_snomed)
            yield ask("pain_place", place, valueBoolean=True, bodySite=site)
    for care in dict.fromkeys(entry.other_care):
        yield ask("other_care", care, valueCodeableConcept=concept(f"care.{care}"))
    if sheet.with_notes and (note := _said(entry.note)):
        yield ask("note", valueString=note)
    for number, medicine in enumerate(entry.medicines):
        yield _medicine(
            sheet,
            ("medicine", day, number),
            medicine,
            status="completed",
            effectiveDateTime=day.isoformat(),
            **({"dateAsserted": _instant(issued)} if issued else {}),
            **brought,
        )


def _of_moment(sheet: _Sheet, moment: Moment) -> Resource:
    return sheet.observation(
        "pain_now",
        moment.moment_id,
        when={"effectiveDateTime": _clock(moment.at, moment.zone)},
        valueQuantity=_quantity("pain_now", moment.pain),
        **sheet.note(source=moment.source),
    )


def _medicine(sheet: _Sheet, name: tuple[object, ...], medicine: str, **more: object) -> Resource:
    """A medicine as the patient calls it. No code is looked up for it: a wrong one would be worse than none."""
    return {
        **sheet.resource("MedicationStatement", *name),
        "medicationCodeableConcept": {"text": _said(medicine)},
        "subject": sheet.subject,
        "informationSource": sheet.subject,
        **more,
    }


# Sessions


def _of_session(sheet: _Sheet, treatment: Treatment) -> Iterator[Resource]:
    yield _procedure(sheet, treatment)
    key, part = treatment.treatment_id, [sheet.reference("session", treatment.treatment_id)]
    begin = {"effectiveDateTime": _clock(treatment.starts_at, treatment.zone)}
    that_day = {"effectiveDateTime": treatment.day.isoformat()}
    next_day = {"effectiveDateTime": (treatment.day + _A_DAY).isoformat()}
    ask = partial(sheet.observation, partOf=part)
    for name, when in {
        "expectation": that_day,
        "pain_before": begin,
        # Nobody wrote down at what time it ended.
        "pain_after": that_day,
        "pain_day_after": next_day,
        "needle_minutes": that_day,
        "needles": that_day,
    }.items():
        value = getattr(treatment, name)
        if value is not None:
            yield ask(name, key, when=when, valueQuantity=_quantity(name, value))
    for kind, answers in (("style", treatment.styles), ("feeling", treatment.feelings)):
        for answer in dict.fromkeys(answers):
            yield ask(kind, key, answer, when=that_day, valueCodeableConcept=concept(f"{kind}.{answer}"))
    for effect in treatment.side_effects:
        if effect.kind in EVENTS:
            yield _event(sheet, treatment, effect)


def _procedure(sheet: _Sheet, treatment: Treatment) -> Resource:
    sites = [point_concept(point) for point in treatment.points]
    sites += [place_concept(place, with_snomed=sheet.with_snomed) for place in treatment.places]
    practitioner = _said(treatment.practitioner)
    effects = [_effect_text(sheet, effect) for effect in treatment.side_effects]
    return {
        **sheet.resource("Procedure", "session", treatment.treatment_id),
        "status": "completed",
        "code": concept("acupuncture", with_snomed=sheet.with_snomed),
        "subject": sheet.subject,
        "performedDateTime": _clock(treatment.starts_at, treatment.zone),
        "recorder": sheet.subject,
        "asserter": sheet.subject,
        **({"performer": [{"actor": {"display": practitioner}}]} if practitioner else {}),
        **({"bodySite": sites} if sites else {}),
        **({"complication": [{"text": text} for text in effects]} if effects else {}),
        **sheet.note(
            treatment.what_was_done,
            f"To ask next time: {asked}" if (asked := _said(treatment.questions)) else "",
            treatment.note,
            source=treatment.source,
        ),
    }


def _effect_text(sheet: _Sheet, effect: SideEffect) -> str:
    """A side effect in words: its kind, how much it was felt, from when to when."""
    parts = [EFFECT_WORDS[effect.kind]]
    if effect.severity:
        parts.append(effect.severity)
    if effect.began_on:
        parts.append(f"began {effect.began_on}")
    if effect.ended_on:
        parts.append(f"over {effect.ended_on}")
    elif effect.is_still_there is not None:
        parts.append("still there when last asked" if effect.is_still_there else "over")
    if sheet.with_notes and (note := _said(effect.note)):
        parts.append(note)
    return "; ".join(parts)


_OUTCOMES: Final = {True: "outcome.still there", False: "outcome.over"}


def _event(sheet: _Sheet, treatment: Treatment, effect: SideEffect) -> Resource:
    """A side effect not to wait with. It stands beside the session; that the session made it is not said."""
    session = sheet.reference("session", treatment.treatment_id)
    return {
        **sheet.resource("AdverseEvent", "event", treatment.treatment_id, effect.kind),
        "actuality": "actual",
        "event": {"text": _effect_text(sheet, effect)},
        "subject": sheet.subject,
        **({"date": effect.began_on.isoformat()} if effect.began_on else {}),
        **({"severity": concept(f"severity.{effect.severity}")} if effect.severity else {}),
        **({} if effect.is_still_there is None else {"outcome": concept(_OUTCOMES[effect.is_still_there])}),
        "recorder": sheet.subject,
        "suspectEntity": [{"instance": session}],
    }


# The weekly questions


def _weeks(sheet: _Sheet, checks: Iterable[WeeklyCheck]) -> Iterator[Resource]:
    for check in sorted(checks, key=lambda one: one.day):
        if check.is_empty:
            continue
        yield _answers(sheet, check)
        given = [getattr(check, name) for name in PEG]
        if any(answer is not None for answer in given):
            yield _peg_score(sheet, check)


def _answers(sheet: _Sheet, check: WeeklyCheck) -> Resource:
    """The questions as they were asked; a question that was not answered is an item without an answer."""
    items = [
        _item(
            f"peg_{name}",
            asked,
            None if (answer := getattr(check, name)) is None else {"valueInteger": answer},
        )
        for name, asked in PEG.items()
    ]
    panel = concept("peg")
    found = [{"linkId": _coding("peg")["code"], "text": panel["text"], "item": items}]
    if check.change is not None:
        coding = _coding(f"change.{check.change}")
        found.append(_item("change", concept("change")["text"], {"valueCoding": coding}))
    return {
        **sheet.resource("QuestionnaireResponse", "weekly", check.day),
        "status": "completed",
        "subject": sheet.subject,
        **({"authored": _instant(check.saved_at)} if check.saved_at else {}),
        "author": sheet.subject,
        "source": sheet.subject,
        "item": found,
    }


def _item(name: str, asked: str, answer: Resource | None) -> Resource:
    return {
        "linkId": _coding(name)["code"],
        "text": asked,
        **({} if answer is None else {"answer": [answer]}),
    }


def _peg_score(sheet: _Sheet, check: WeeklyCheck) -> Resource:
    """The mean of the three answers about the seven days that end on the day; without one of them there is none."""
    first = check.day - A_WEEK + _A_DAY
    score = check.score
    value: Resource = (
        {"dataAbsentReason": concept("not_answered")}
        if score is None
        else {"valueQuantity": _quantity("peg_score", round(score, 2))}
    )
    return sheet.observation(
        "peg_score",
        check.day,
        when={"effectivePeriod": {"start": first.isoformat(), "end": check.day.isoformat()}},
        issued=check.saved_at,
        derivedFrom=[sheet.reference("weekly", check.day)],
        **value,
    )


# What goes on beside the sessions


def _beside(sheet: _Sheet, ongoing: Iterable[Ongoing], today: date) -> Iterator[Resource]:
    for one in sorted(ongoing, key=lambda one: (one.began_on or date.min, one.ongoing_id)):
        ends = {"start": one.began_on, "end": one.ended_on}
        period = {end: day.isoformat() for end, day in ends.items() if day}
        when = {"effectivePeriod": period} if period else {}
        if one.kind is OngoingKind.MEDICINE:
            yield _medicine(
                sheet,
                ("ongoing", one.ongoing_id),
                one.name,
                status="active" if one.goes_on_after(today) else "completed",
                **when,
                **sheet.note(one.note),
            )
        else:
            yield sheet.observation(
                "other_care",
                one.ongoing_id,
                when=when,
                valueCodeableConcept={"text": _said(one.name)},
                **sheet.note(one.note),
            )
