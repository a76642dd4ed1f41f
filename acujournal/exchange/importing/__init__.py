"""The exports of other programs: which one a file is, what it holds, and what becomes of it.

    source = recognise(file)
    contents, problems = look(file, source, zone=zone)
    batch, problems = assemble(contents, mapping, zone=zone, today=today)

A file is known by its content, never by its name. Either there are contents (or a batch), or there are problems.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from acujournal.exchange import package
from acujournal.exchange.files import (
    BadFile,
    File,
    Problem,
    Progress,
    first_problems,
    head_of,
    looks_like_zip,
    open_archive,
)
from acujournal.exchange.importing import (
    apple_health,
    bearable,
    crisiscore,
    daylio,
    health_connect,
    loop,
    track_and_graph,
)
from acujournal.exchange.importing.assembling import NO_SCALE, TITLES, assemble
from acujournal.exchange.importing.contents import (
    TARGET_WORDS,
    Batch,
    Choice,
    Contents,
    Item,
    Looked,
    Mapped,
    Strand,
    Target,
    is_score,
)

__all__ = [
    "NO_SCALE",
    "TARGET_WORDS",
    "TITLES",
    "BadFile",
    "Batch",
    "Choice",
    "Contents",
    "Item",
    "Problem",
    "Source",
    "Strand",
    "Target",
    "assemble",
    "is_score",
    "look",
    "read",
    "recognise",
]


class Source(StrEnum):
    """The programs whose files are read."""

    OWN = "acujournal"
    BEARABLE = bearable.APP
    DAYLIO = daylio.APP
    TRACK_AND_GRAPH = track_and_graph.APP
    LOOP = loop.APP
    CRISISCORE = crisiscore.APP
    APPLE_HEALTH = apple_health.APP
    HEALTH_CONNECT = health_connect.APP


_TEXTS: Final = {
    Source.BEARABLE: bearable,
    Source.DAYLIO: daylio,
    Source.TRACK_AND_GRAPH: track_and_graph,
    Source.CRISISCORE: crisiscore,
}
#: Which of several it is does not depend on the order: each asks for names no other has.
_ZIPS: Final = {
    Source.LOOP: loop,
    Source.HEALTH_CONNECT: health_connect,
    Source.APPLE_HEALTH: apple_health,
}

UNKNOWN: Final = (
    "This file is not one that can be read here. AcuJournal reads its own exports, and those of Bearable, Daylio, Track & "
    "Graph, Loop, CrisisCore, Apple Health and Health Connect."
)


def recognise(file: File) -> Source | None:
    """Which program a file comes from, or None. The file may be damaged all the same: `look` says so.

    A zip that nobody can look into is a BadFile, whose sentence says why: it may well be one of those read here, cut off
    or with a password.
    """
    head = head_of(file, 1 << 16)
    if not looks_like_zip(head):
        if apple_health.recognise_xml(head):
            return Source.APPLE_HEALTH
        return next((source for source, one in _TEXTS.items() if one.recognise(head)), None)
    if package.recognise(file):
        return Source.OWN
    with open_archive(file, limit=apple_health.UNPACKED_LIMIT, files=apple_health.FILES_LIMIT) as archive:
        found = next((source for source, one in _ZIPS.items() if one.recognise(archive)), None)
        # An own package whose description is damaged: reading it says so.
        return Source.OWN if found is None and package.DESCRIPTION in archive.names else found


def look(
    file: File, source: Source, *, zone: str, progress: Progress | None = None, folder: Path | None = None
) -> Looked:
    """What a file of another program holds, or what stands in the way. `zone` is the person's.

    A database is unpacked in `folder` while it is read; without one, where this computer keeps what is thrown away.
    """
    try:
        if source is Source.APPLE_HEALTH:
            contents, problems = apple_health.look(file, zone=zone, progress=progress)
        elif source is Source.HEALTH_CONNECT:
            contents, problems = health_connect.look(file, zone=zone, folder=folder)
        elif source is Source.LOOP:
            contents, problems = loop.look(file, zone=zone)
        elif source in _TEXTS:
            contents, problems = _TEXTS[source].look(file, zone=zone)
        else:
            raise ValueError("An own package is read by exchange.package.")
    except BadFile as error:
        return None, (Problem(message=str(error)),)
    if contents is not None and not contents.records:
        return None, (Problem(message="There is nothing in this file that the journal can keep."),)
    return contents, first_problems(problems)


def read(
    file: File, mapping: Mapped | None = None, *, zone: str, today: date, progress: Progress | None = None
) -> tuple[Batch | None, tuple[Problem, ...]]:
    """All three steps at once: what a file brings with these choices, or what stands in the way."""
    try:
        source = recognise(file)
    except BadFile as error:
        return None, (Problem(message=str(error)),)
    if source is None or source is Source.OWN:
        return None, (Problem(message=UNKNOWN),)
    contents, problems = look(file, source, zone=zone, progress=progress)
    if contents is None:
        return None, problems
    chosen: Mapping[str, Choice] = mapping or {}
    return assemble(contents, chosen, zone=zone, today=today)
