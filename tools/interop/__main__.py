"""`make interop`: what two validators of other people say of a FHIR export. It needs Node.js and, the first time, the network.

The validators are fetched into .venv/interop, in the versions that package.json names. They are a second opinion and no
part of `make test`: tests/exchange/test_fhir.py checks every bundle with a validator in Python, and what none of the three
looks at, such as references that point at nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from acujournal.background import Ongoing, OngoingKind
from acujournal.body import NOWHERE, regions
from acujournal.exchange.fhir import Resource, bundle, bundle_bytes
from acujournal.journal import Care, Entry, Journal
from acujournal.sample import make_sample
from acujournal.treatment import EffectKind, Feeling, Severity, SideEffect, Style
from acujournal.weekly import Change, WeeklyCheck

HERE = Path(__file__).resolve().parent
#: Beside the environment, so that whoever deletes that deletes this too.
PLACE = HERE.parents[1] / ".venv" / "interop"
OLDEST_NODE = (20, 19)
DAY = date(2026, 11, 22)
ZONE = "Europe/Berlin"


def whole_bundle(*, with_snomed: bool) -> Resource:
    """The sample journal, and with it everything a bundle can hold that the sample does not."""
    sample = make_sample(DAY, ZONE)
    effects = tuple(
        SideEffect(
            kind=kind, severity=severity, began_on=DAY, is_still_there=still_there, note="In own words."
        )
        for kind, severity, still_there in zip(
            EffectKind, [*Severity, None] * 3, [True, False, None] * 4, strict=False
        )
    )
    session = replace(
        sample.treatments[0],
        treatment_id="f" * 32,
        starts_at=datetime.combine(DAY, time(9), tzinfo=UTC),
        styles=tuple(Style),
        feelings=tuple(Feeling),
        points=("BL23", "EX-HN3", "ASHI", "left of the spine"),
        side_effects=effects,
        expectation=5,
        pain_day_after=4,
        source="import:elsewhere",
    )
    days = (
        Entry(day=DAY, stress=4, places=tuple(regions()), other_care=tuple(Care), note="In own words."),
        Entry(day=DAY + timedelta(days=1), pain_average=0, places=(NOWHERE,)),
        Entry(
            day=DAY + timedelta(days=2),
            pain_average=5,
            pain_worst=7,
            source="import:elsewhere",
            pain_is_0_to_10=False,
        ),
    )
    weeks = tuple(
        WeeklyCheck(day=DAY + timedelta(weeks=week), pain=week, change=change)
        for week, change in enumerate(Change)
    )
    going_on = Ongoing(
        ongoing_id="0" * 32, kind=OngoingKind.MEDICINE, name="Ibuprofen 400 mg", note="At night."
    )
    return bundle(
        Journal(
            zone=ZONE,
            entries=(*sample.entries, *days),
            moments=sample.moments,
            treatments=(*sample.treatments, session),
            is_sample=True,
        ),
        journal_id="sample",
        made_at=datetime.combine(DAY, time(20), tzinfo=UTC),
        weekly_checks=(*sample.weekly_checks, *weeks),
        ongoing=(*sample.ongoing, going_on),
        patient="A. B.",
        with_notes=True,
        with_snomed=with_snomed,
    )


def missing() -> str:
    """What stands in the way, as a sentence; empty when nothing does."""
    lacking = [name for name in ("node", "npm") if shutil.which(name) is None]
    if lacking:
        return (
            f"`make interop` needs Node.js {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer, and {' and '.join(lacking)} "
            "cannot be found on this computer. Install Node.js and try again. `make test` does not need it."
        )
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    if version < OLDEST_NODE:
        return f"`make interop` needs Node.js {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer; this is {said.strip() or 'unknown'}."
    return ""


def fetch() -> bool:
    """Put the validators in their place, where they are not yet; False where npm could not."""
    wanted = (HERE / "package.json").read_text("utf-8")
    mark = PLACE / "fetched.json"
    if mark.exists() and mark.read_text("utf-8") == wanted:
        return True
    PLACE.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", PLACE)
    print("Fetching the validators.", flush=True)  # noqa: T201
    command = ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=PLACE, check=False).returncode:
        return False
    mark.write_text(wanted, "utf-8")
    return True


def main() -> int:
    """Export, and let both validators look at it: once with SNOMED CT and once without."""
    if sentence := missing():
        print(sentence, file=sys.stderr)  # noqa: T201
        return 1
    if not fetch():
        print("npm could not fetch the validators. Is there a network?", file=sys.stderr)  # noqa: T201
        return 1
    shutil.copy(HERE / "check.mjs", PLACE)
    failed = 0
    for with_snomed in (True, False):
        name = f"sample-{'with' if with_snomed else 'without'}-snomed.json"
        (PLACE / name).write_bytes(bundle_bytes(whole_bundle(with_snomed=with_snomed)))
        print(f"{name}: ", end="", flush=True)  # noqa: T201
        failed += subprocess.run(["node", "check.mjs", name], cwd=PLACE, check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
