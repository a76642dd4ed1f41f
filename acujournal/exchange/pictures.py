"""The charts of Progress as files: SVG to print and enlarge, PNG to paste into a letter.

They are drawn in the light colours, with the letters of the program's own fonts, by an engine that fetches nothing.
Words of a patient never reach a chart, and so never a picture. Each picture carries the words that say what it shows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Final

from acujournal import charts
from acujournal.background import CareChange
from acujournal.charts.still import TROUBLE, is_failure, still
from acujournal.errors import ReportTrouble
from acujournal.journal import Journal
from acujournal.stats.analysis import Analysis
from acujournal.weekly import WeeklyCheck

#: Pixels across: wide enough for a year of days, narrow enough for a page.
WIDTH: Final = 900
#: Pixels of white on all sides.
MARGIN: Final = 16
#: Dots of a PNG for each pixel, so that print stays sharp.
DOTS: Final = 2
#: Fewer answered days than this, and a map of the body would show chance. Progress draws none either.
_LEAST_FOR_MAP: Final = 5
_SIZE: Final = re.compile(r' width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2">')
_NAMED: Final = re.compile(r'(\bid="|url\(#)(gradient_|clip)(\d+)')
_HOW_TO_READ_THE_MAP: Final = (
    "The stronger the colour of a place, the larger the share of the answered days on which it hurt. R and L are the "
    "right and left of whoever it hurts."
)
_INVENTED: Final = "This is the invented sample journal."
#: A zip keeps times in local clocks from 1980 on: this one says "no time", and makes the same bytes everywhere.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Picture:
    """One chart: the name of its files, what it draws, words for whoever does not see it, and how to read it."""

    name: str
    drawing: charts.Drawing
    words: str
    how_to_read: str


def pictures_of(
    journal: Journal,
    first: date,
    until: date,
    *,
    today: date,
    analysis: Analysis,
    weekly_checks: Sequence[WeeklyCheck] = (),
    changes: Sequence[CareChange] = (),
    target: int | None = None,
    week_starts_on: int = 0,
) -> tuple[Picture, ...]:
    """The charts Progress draws of `[first, until)`, in its order; those with nothing to draw are left out.

    `journal` begins `charts.LOOKS_BACK` before `first`, for the mean of seven days. `analysis` is that of the period.
    """
    found = (
        _course(journal, first, until, today, analysis, changes, target, week_starts_on),
        _relief(analysis),
        _beside(analysis),
        _week(analysis, week_starts_on),
        _function(journal, first, until, weekly_checks, changes),
        _body(journal, first, until),
        _completeness(journal, analysis, week_starts_on),
    )
    drawn = tuple(picture for picture in found if picture is not None)
    return tuple(map(_said_to_be_invented, drawn)) if journal.is_sample else drawn


def as_svg(picture: Picture, *, width: int = WIDTH) -> str:
    """The picture as SVG, `width` pixels wide and a margin; its title are its words. The same picture, the same text."""
    drawn = still(picture.drawing, width)
    size = _SIZE.search(drawn)
    if size is None:
        raise AssertionError("The engine draws another kind of SVG than it did.")
    wide, high = (int(number) + 2 * MARGIN for number in size.groups())
    edge = f'x="-{MARGIN}" y="-{MARGIN}" width="{wide}" height="{high}"'
    return _numbered_anew(
        f'{drawn[: size.start()]} role="img" width="{wide}" height="{high}" viewBox="-{MARGIN} -{MARGIN} {wide} {high}">'
        f'<title>{escape(picture.words, quote=False)}</title><rect {edge} fill="white"/>{drawn[size.end() :]}'
    )


def _numbered_anew(drawn: str) -> str:
    """The same SVG with its parts numbered from 0: the engine goes on counting from the picture before."""
    names: dict[str, str] = {}

    def anew(found: re.Match[str]) -> str:
        before, kind, number = found.groups()
        return before + names.setdefault(f"{kind}{number}", f"{kind}{len(names)}")

    return _NAMED.sub(anew, drawn)


def as_png(picture: Picture, *, width: int = WIDTH, dots: int = DOTS) -> bytes:
    """The picture as PNG on white, `dots` dots for each pixel of the SVG. Raises ReportTrouble where the engine gives up."""
    # `still` has told the engine where the fonts are by the time there is a text to draw.
    drawn = as_svg(picture, width=width)
    import vl_convert

    try:
        return bytes(vl_convert.svg_to_png(drawn, scale=dots))
    except BaseException as error:
        if not is_failure(error):
            raise
        # What it complains of may hold a patient's numbers: the sentence stands for all of it.
        raise ReportTrouble(TROUBLE) from None


def pictures_zip(pictures: Iterable[Picture], *, progress: Callable[[float], None] | None = None) -> bytes:
    """All pictures as one zip: of each an SVG and a PNG, and the words of all in a text. The same bytes each time.

    `progress` is told how far it has come, 0 to 1, after each picture.
    """
    chosen = tuple(pictures)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("what-they-show.txt"), _what_they_show(chosen))
        for number, picture in enumerate(chosen, start=1):
            archive.writestr(_entry(f"{picture.name}.svg"), as_svg(picture))
            archive.writestr(_entry(f"{picture.name}.png"), as_png(picture))
            if progress:
                progress(number / len(chosen))
    return kept.getvalue()


def _what_they_show(pictures: Iterable[Picture]) -> str:
    parts = (f"{picture.name}\n{picture.words}\n{picture.how_to_read}\n" for picture in pictures)
    return "\n".join(parts)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # The same on every system: an ordinary file its owner may write and others may read.
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _said_to_be_invented(picture: Picture) -> Picture:
    return replace(picture, name=f"sample-{picture.name}", words=f"{_INVENTED} {picture.words}")


# The charts, each only where it has something to draw


def _course(
    journal: Journal,
    first: date,
    until: date,
    today: date,
    analysis: Analysis,
    changes: Sequence[CareChange],
    target: int | None,
    week_starts_on: int,
) -> Picture | None:
    course = charts.course_of(
        journal,
        first,
        until,
        today=today,
        week_starts_on=week_starts_on,
        changes=changes,
        analysis=analysis,
        target=target,
    )
    if not course.has_anything:
        return None
    return Picture("course", charts.course(course), charts.course_words(course), charts.how_to_read(course))


def _relief(analysis: Analysis) -> Picture | None:
    curve = charts.relief_of(analysis)
    if not curve.has_anything:
        return None
    return Picture(
        "after-sessions", charts.relief(curve), charts.relief_words(curve), charts.how_to_read_relief(curve)
    )


def _beside(analysis: Analysis) -> Picture | None:
    relations = charts.beside_of(analysis)
    if not relations.has_anything:
        return None
    return Picture(
        "stress-and-sleep",
        charts.beside(relations),
        charts.beside_words(relations),
        charts.how_to_read_beside(relations),
    )


def _week(analysis: Analysis, week_starts_on: int) -> Picture | None:
    week = charts.week_of(analysis, week_starts_on=week_starts_on)
    if not week.has_anything:
        return None
    return Picture("usual-week", charts.week(week), charts.week_words(week), charts.how_to_read_week(week))


def _function(
    journal: Journal,
    first: date,
    until: date,
    weekly_checks: Sequence[WeeklyCheck],
    changes: Sequence[CareChange],
) -> Picture | None:
    function = charts.function_of(
        tuple(weekly_checks), journal.between(first, until), first, until, changes=tuple(changes)
    )
    if not function.scores:
        return None
    return Picture(
        "weekly-questions",
        charts.function(function),
        charts.function_words(function),
        charts.how_to_read_function(function),
    )


def _body(journal: Journal, first: date, until: date) -> Picture | None:
    days = {entry.day: entry.places for entry in journal.between(first, until).entries if entry.places}
    shares = charts.body_shares(days, first, until)
    if shares.answered < _LEAST_FOR_MAP:
        return None
    return Picture("where-it-hurt", charts.body_heat(shares), charts.body_words(shares), _HOW_TO_READ_THE_MAP)


def _completeness(journal: Journal, analysis: Analysis, week_starts_on: int) -> Picture | None:
    days = charts.completeness_of(journal, analysis, week_starts_on=week_starts_on)
    if not (days.has_anything and analysis.complete.logged):
        return None
    return Picture(
        "which-days",
        charts.completeness(days),
        charts.completeness_words(days),
        charts.how_to_read_completeness(days),
    )
