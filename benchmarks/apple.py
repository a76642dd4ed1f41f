"""An invented export of Apple Health of any size, and a process that reads one and says how much memory that took.

`python -m benchmarks.apple FILE` prints, as JSON, megabytes before reading and at each step of it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.parsers import expat

MEGABYTE = 1_000_000
NAME = "apple_health_export/export.xml"
#: What a watch writes beside each stretch of sleep.
STEPS_TO_A_SLEEP = 40


def write_export(path: Path, megabytes: int) -> Path:
    """A zip whose export.xml has so many megabytes: steps, and five stretches of sleep for each of its nights."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(NAME, "w", force_zip64=True) as into,
    ):
        into.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n')
        left = megabytes * MEGABYTE
        for block in _nights():
            into.write(block)
            left -= len(block)
            if left < 0:
                break
        into.write(b"</HealthData>\n")
    return path


def _nights() -> Iterator[bytes]:
    """The records of one night and its day after the other; after ten years they begin anew."""
    made = []
    for number in range(3650):
        day, after = date(2016, 1, 1) + timedelta(days=number), date(2016, 1, 2) + timedelta(days=number)
        lines = []
        for part in range(5):
            sleep = (
                f' startDate="{after} 0{part}:00:00 +0100" endDate="{after} 0{part}:50:00 +0100" '
                'value="HKCategoryValueSleepAnalysisAsleepCore"/>\n'
            )
            lines.append(
                f'<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" {_made(after)}{sleep}'
            )
            lines += (
                f'<Record type="HKQuantityTypeIdentifierStepCount" sourceName="iPhone" unit="count" {_made(day)} '
                f'startDate="{day} 18:{minute:02d}:00 +0100" endDate="{day} 18:{minute:02d}:59 +0100" '
                f'value="{minute}"/>\n'
                for minute in range(STEPS_TO_A_SLEEP)
            )
        made.append("".join(lines).encode())
    while True:
        yield from made


def _made(day: date) -> str:
    return f'sourceVersion="11.1" creationDate="{day} 06:30:00 +0100"'


def parse_bare(path: Path) -> int:
    """Parse the export as it is unpacked and look at nothing but the names of its elements; how many there are."""
    count = 0

    def start(_name: str, _given: dict[str, str]) -> None:
        nonlocal count
        count += 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with zipfile.ZipFile(path) as archive, archive.open(NAME) as stream:
        parser.ParseFile(stream)
    return count


def main(path: Path) -> None:
    """Print the megabytes this process holds before and while it reads."""
    import psutil

    from acujournal.exchange.importing import Source, look

    process = psutil.Process()
    before = process.memory_info().rss / MEGABYTE
    during: list[float] = []
    contents, problems = look(
        path,
        Source.APPLE_HEALTH,
        zone="UTC",
        progress=lambda _share: during.append(process.memory_info().rss / MEGABYTE),
    )
    during.append(process.memory_info().rss / MEGABYTE)
    if contents is None:
        raise RuntimeError(f"The export was not read: {problems}")
    sys.stdout.write(json.dumps({"before": before, "during": during, "rows": contents.rows}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
