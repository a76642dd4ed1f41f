"""Apple Health: a zip with `export.xml`, which may have gigabytes. Read are sleep and pain, and nothing else is kept.

The file is parsed as it is unpacked, piece by piece; no tree is built and nothing is written. Apple's own file begins
with a DTD; one that declares entities, as attacks do, is refused. Symptoms have words (mild, moderate, severe), which
are no numbers from 0 to 10 and never become any here.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from typing import IO, Final
from xml.parsers import expat

from acujournal.answers import TOO_FAR_AHEAD
from acujournal.errors import AcujournalError
from acujournal.exchange.files import (
    MEGABYTE,
    Archive,
    BadFile,
    Checked,
    File,
    Progress,
    head_of,
    looks_like_zip,
    open_archive,
    opened,
    size_of,
)
from acujournal.exchange.importing.contents import (
    AS_HOURS,
    AS_TEXT,
    Gathering,
    Looked,
    Record,
    Strand,
    Target,
)
from acujournal.exchange.importing.nights import A_DAY, Piece, nights

APP: Final = "apple-health"
#: Ten years of a watch come to one or two gigabytes.
UNPACKED_LIMIT: Final = 8_000 * MEGABYTE
#: Routes and heart curves are files of their own, one for each walk.
FILES_LIMIT: Final = 200_000
#: Stretches of sleep and symptoms kept in memory: ten years of a watch have a tenth of that.
_KEPT_LIMIT: Final = 1_500_000
_AT_ONCE: Final = 1 << 18
#: The longest piece of XML that is waited for, such as one element with its attributes. Apple's have some hundred bytes.
#: The parser looks at an unfinished piece from its beginning each time more of it arrives, so a long one takes hours.
_PIECE_LIMIT: Final = MEGABYTE
_EXPORT: Final = re.compile(r"(?:[^/]+/)?(?:export|Export|Exportar|Exportieren|exportar)\.xml")

_SLEEP: Final = "HKCategoryTypeIdentifierSleepAnalysis"
_ASLEEP: Final = "HKCategoryValueSleepAnalysisAsleep"
_IN_BED: Final = "HKCategoryValueSleepAnalysisInBed"
_AWAKE: Final = "HKCategoryValueSleepAnalysisAwake"
_PAINS: Final = {
    "HKCategoryTypeIdentifierLowerBackPain": "Lower back pain",
    "HKCategoryTypeIdentifierHeadache": "Headache",
    "HKCategoryTypeIdentifierPelvicPain": "Pelvic pain",
    "HKCategoryTypeIdentifierAbdominalCramps": "Abdominal cramps",
    "HKCategoryTypeIdentifierGeneralizedBodyAche": "Body and muscle ache",
    "HKCategoryTypeIdentifierChestTightnessOrPain": "Chest tightness or pain",
    "HKCategoryTypeIdentifierBreastPain": "Breast pain",
}
_SEVERITY: Final = "HKCategoryValueSeverity"
_SEVERITIES: Final = {
    "Unspecified": "present",
    "NotPresent": "not present",
    "Mild": "mild",
    "Moderate": "moderate",
    "Severe": "severe",
}
_NUMBERED: Final = dict(zip("01234", _SEVERITIES, strict=True))
_ENTITIES: Final = "This file holds instructions that no export of Apple Health has. It is not read."
_TOO_LONG: Final = (
    "This file holds one entry of more than a megabyte, which no export of Apple Health has. It is not read."
)
#: Apple's elements lie at most four deep. Each that is open takes memory.
_DEPTH_LIMIT: Final = 100
_TOO_DEEP: Final = (
    "This file holds entries within one another as no export of Apple Health does. It is not read."
)
_BROKEN: Final = (
    "This export is damaged: it ends in the middle, or something in it was changed. Export it again."
)


def recognise(archive: Archive) -> bool:
    """Whether a zip is Apple's."""
    name = _export_name(archive)
    if name is None:
        return False
    with archive.stream(name) as stream:
        return b"<HealthData" in stream.read(1 << 16)


def recognise_xml(head: bytes) -> bool:
    """Whether a file that begins so is Apple's `export.xml` without its zip."""
    return head.lstrip().startswith(b"<?xml") and b"HealthData" in head


def look(file: File, *, zone: str, progress: Progress | None = None) -> Looked:  # noqa: ARG001 - it has its own clock.
    """What the file holds. `progress` is told how much of it was read, 0 to 1."""
    if not looks_like_zip(head_of(file)):
        size = size_of(file)
        if size > UNPACKED_LIMIT:
            raise BadFile(f"This file has more than {UNPACKED_LIMIT // MEGABYTE:,} MB. It is not read.")
        with opened(file) as stream:
            return _look(stream, size, progress)
    with open_archive(file, limit=UNPACKED_LIMIT, files=FILES_LIMIT) as archive:
        name = _export_name(archive)
        if name is None:
            raise BadFile("There is no export.xml in this zip. Choose the zip that Apple Health made.")
        with archive.stream(name) as unpacked:
            return _look(unpacked, archive.size(name), progress)


def _look(stream: IO[bytes] | Checked, size: int, progress: Progress | None) -> Looked:
    reading, done = _Reading(), 0
    while piece := stream.read(_AT_ONCE):
        reading.feed(piece)
        done += len(piece)
        if progress:
            progress(min(done / size, 1) if size else 1)
    reading.finish()
    return reading.looked()


def _export_name(archive: Archive) -> str | None:
    return next((name for name in archive.names if _EXPORT.fullmatch(name)), None)


class _Reading:
    """The parser, and the little it keeps."""

    def __init__(self) -> None:
        self._found = Gathering(APP)
        self._asleep: list[Piece] = []
        self._pains: list[tuple[int, str, date, datetime, str]] = []
        self._others: Counter[str] = Counter()
        self._rows = 0
        self._fed = 0
        self._days: dict[str, int] = {}
        self._parser = expat.ParserCreate()
        self._depth = 0
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse_entities
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def feed(self, piece: bytes) -> None:
        """Read on."""
        self._parse(piece, is_last=False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > _PIECE_LIMIT:
            raise BadFile(_TOO_LONG)

    def finish(self) -> None:
        """There is no more; what is open now was cut off."""
        self._parse(b"", is_last=True)

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except AcujournalError:
            raise
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise BadFile(_BROKEN) from error

    def _refuse_entities(self, *_: object) -> None:
        raise BadFile(_ENTITIES)

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEPTH_LIMIT:
            raise BadFile(_TOO_DEEP)
        if name != "Record":
            return
        self._rows += 1
        kind = given.get("type", "")
        if kind == _SLEEP:
            self._take_sleep(given)
        elif kind in _PAINS:
            self._take_pain(kind, given)
        else:
            self._others["Other measurements"] += 1

    def _take_sleep(self, given: dict[str, str]) -> None:
        value = given.get("value", "")
        if not value.startswith(_ASLEEP):
            if value.startswith((_IN_BED, _AWAKE)) or value in ("0", "2"):
                self._others["Time in bed, or awake at night"] += 1
            else:
                self._refuse("A stretch of sleep is of a kind that is not known.")
            return
        start, end = self._seconds(given.get("startDate", "")), self._seconds(given.get("endDate", ""))
        if start is None or end is None:
            self._refuse("A stretch of sleep has a time that cannot be read.")
        elif not 0 <= end[0] - start[0] <= A_DAY:
            self._refuse("A stretch of sleep ends before it begins, or lasts longer than a day.")
        else:
            self._asleep.append(Piece(start[0], end[0], end[1]))
            self._refuse_too_many()

    def _take_pain(self, kind: str, given: dict[str, str]) -> None:
        value = given.get("value", "").removeprefix(_SEVERITY)
        words = _SEVERITIES.get(_NUMBERED.get(value, value))
        start = self._seconds(given.get("startDate", ""))
        if words is None or start is None:
            self._refuse("A symptom has a time or a severity that cannot be read.")
            return
        at = datetime.fromtimestamp(start[0], UTC)
        day = at.astimezone(timezone(timedelta(seconds=start[1]))).date()
        self._pains.append((self._rows, _PAINS[kind], day, at, words))
        self._refuse_too_many()

    def _refuse_too_many(self) -> None:
        if len(self._asleep) + len(self._pains) > _KEPT_LIMIT:
            raise BadFile("This file holds more sleep than a person can have slept. It is not read.")

    def _refuse(self, message: str) -> None:
        # A file of a gigabyte that is wrong throughout needs no million sentences.
        if len(self._found.problems) < 1000:
            self._found.refuse(self._rows, message)

    def _seconds(self, stamp: str) -> tuple[int, int] | None:
        """Seconds since 1970 and the clock's lead on UTC of "2026-11-01 20:05:00 +0100".

        Taken apart by hand, a day remembered: Python's own reader takes longer than the parser does for the whole file.
        """
        day, clock, ahead = stamp[:10], stamp[11:19], stamp[20:]
        try:
            begin = self._days.get(day)
            if begin is None:
                begin = self._days[day] = (date.fromisoformat(day).toordinal() - _EPOCH) * A_DAY
            hour, minute, second = int(clock[:2]), int(clock[3:5]), int(clock[6:])
            lead = (int(ahead[1:3]) * 60 + int(ahead[3:])) * 60
        except ValueError:
            return None
        is_good = (
            len(stamp) == 25
            and 0 < begin < _TOO_FAR_AHEAD
            and clock[2] == clock[5] == ":"
            and hour < 24
            and minute < 60
            and second < 61
            and lead < A_DAY
            and ahead[0] in "+-"
        )
        lead = -lead if ahead[:1] == "-" else lead
        return (begin + hour * 3600 + minute * 60 + second - lead, lead) if is_good else None

    def looked(self) -> Looked:
        """What was read."""
        found = self._found
        if found.problems:
            return None, tuple(found.problems)
        found.rows = self._rows
        sleep = Strand(key="Sleep", name="Sleep", targets=AS_HOURS, default=Target.SLEEP_HOURS)
        for night in nights(self._asleep):
            words = f"Slept {night.hours:.1f} hours"
            found.add(sleep, Record(0, sleep.key, night.day, night.woke_at, min(night.hours, 24), words))
        for row, name, day, at, words in self._pains:
            strand = Strand(
                key=f"Symptom: {name}",
                name=name,
                group="Symptom",
                targets=AS_TEXT,
                default=Target.NOTE,
                scale_words="Apple's own words: not present, mild, moderate, severe",
            )
            found.add(strand, Record(row, strand.key, day, at, None, f"{name}: {words}"))
        found.passed_over.update(self._others)
        return found.contents(), ()


_EPOCH: Final = date(1970, 1, 1).toordinal()
_TOO_FAR_AHEAD: Final = (TOO_FAR_AHEAD.toordinal() - _EPOCH) * A_DAY
