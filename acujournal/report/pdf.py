"""The report as a PDF: two sheets, or as many as the patient's own words need, tagged for screen readers, the same bytes for the same contents."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from acujournal.charts.still import FONTS, is_failure
from acujournal.errors import ReportTrouble
from acujournal.report.fitting import first_scale_of
from acujournal.report.parts import Contents, Picture
from acujournal.report.said import BREAK, without_controls, without_selection

TROUBLE: Final = (
    "The PDF could not be made. Nothing was sent and nothing was lost. Try again; if it fails again, save the page instead: "
    "it says the same."
)
#: What stands for a sign that no font of ours has. Fonts of the computer are not used: the bytes would differ.
UNKNOWN: Final = "▯"
SIGNS_MISSING: Final = f"Some signs of the patient's own words cannot be printed here and stand as {UNKNOWN}; the page of this report shows them."
#: Categories of signs that only change their neighbours: where no font has them, the neighbours stand without them.
SHAPELESS: Final = ("Cf", "Mn", "Me")
#: What every font of ours can print, with what our own sentences are made of: all that is left where Typst refuses the rest.
PLAIN_SIGNS: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180)))) | frozenset(
    "–—‘’“”…→−°½·" + UNKNOWN
)
#: The first sheet, where it runs over, is set by so much smaller, so many times.
_SMALLER: Final = 0.95
_TRIES: Final = 16
#: Letters of an address that are never torn apart, so that a line breaks without a sign that would be copied with it.
_PIECE: Final = 8
_COUNT: Final = re.compile(rb"/Type\s*/Pages\s*/Count\s+(\d+)")


@dataclass(frozen=True)
class Link:
    """A link to the same report: its address, a picture of it to be scanned as SVG, and a sentence that says until when."""

    address: str
    qr_svg: str
    until: str


def render_pdf(contents: Contents, *, link: Link | None = None) -> bytes:
    """The PDF of `contents`, tagged as PDF/UA-1, with the fonts in it; ReportTrouble where it cannot be made.

    All text is handed over as data and never as markup, so nothing a patient typed can run or be looked up.
    """
    said = without_selection(contents, _picture)
    said["paper"] = contents.selection.paper.value
    said["link"] = (
        None if link is None else {"address": _pieces(link.address), "qr": link.qr_svg, "until": link.until}
    )
    scale = first_scale_of(contents)
    try:
        return _laid_out(_in_signs_of(said, _known), scale)
    except _Refused:
        # Whatever mix of signs it was: rather boxes than no PDF.
        return _laid_out(_in_signs_of(said, _plainest), scale)


def _in_signs_of(said: dict[str, Any], known: Callable[[str, _Lacking], str]) -> dict[str, Any]:
    lacking = _Lacking()
    plain: dict[str, Any] = _printable(said, lacking, known)
    return plain | {"signs_missing": SIGNS_MISSING if lacking.any else ""}


def _laid_out(plain: dict[str, Any], scale: float) -> bytes:
    """The first sheet in letters as large as they fit on one, and those after it, as many as they need."""
    made = _compiled(plain | {"scale": scale})
    if _sheets_of(made) == (2 if plain["page_two"] else 1):
        return made
    # It may be the first that ran over: alone it shows.
    alone = plain | {"page_two": []}
    for step in range(_TRIES):
        smaller = scale * _SMALLER**step
        if _sheets_of(_compiled(alone | {"scale": smaller})) == 1:
            return made if not step else _compiled(plain | {"scale": smaller})
    raise ReportTrouble(TROUBLE)


def _pieces(address: str) -> list[str]:
    return [address[at : at + _PIECE] for at in range(0, len(address), _PIECE)]


def _sheets_of(made: bytes) -> int:
    """How many pages a PDF that was made here says it has."""
    found = _COUNT.search(made)
    return int(found[1]) if found else 0


def _picture(picture: Picture) -> dict[str, str | int]:
    return {
        "svg": picture.svg,
        "width": picture.width,
        "words": picture.words,
        "how_to_read": picture.how_to_read,
    }


_one_at_a_time: Final = threading.Lock()


class _Refused(ReportTrouble):
    """Typst does not print this."""


def _compiled(report: dict[str, Any]) -> bytes:
    data = json.dumps(report, ensure_ascii=False)
    try:
        # One compiler keeps its fonts and its template; it is not made for two at once.
        with _one_at_a_time:
            made = _compiler().compile(
                format="pdf", sys_inputs={"report": data}, pdf_standards=["ua-1"], timestamp=0
            )
    except BaseException as error:
        if not is_failure(error):
            raise
        if not isinstance(error, Exception):
            # What panicked once is not asked again.
            _compiler.cache_clear()
        # What it complains of may hold a patient's words: the sentence stands for all of it.
        raise _Refused(TROUBLE) from None
    if not isinstance(made, bytes):
        raise ReportTrouble(TROUBLE)
    return made


@cache
def _compiler() -> Any:
    # It takes its time to load: only whoever wants a PDF waits for it.
    import typst

    folder = Path(__file__).parent
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(
        input=str(folder / "report.typ"), root=str(folder), font_paths=fonts, ignore_system_fonts=True
    )


class _Lacking:
    """Whether any sign had to be replaced."""

    any = False


def _printable(value: Any, lacking: _Lacking, known: Callable[[str, _Lacking], str]) -> Any:
    """The same with every text in signs that our fonts have, but for pictures, which are ours."""
    if isinstance(value, str):
        return known(value, lacking)
    if isinstance(value, list):
        return [_printable(one, lacking, known) for one in value]
    if isinstance(value, dict):
        return {
            name: one if name in ("svg", "qr") else _printable(one, lacking, known)
            for name, one in value.items()
        }
    return value


def _plainest(text: str, lacking: _Lacking) -> str:
    """The text with `UNKNOWN` for each sign but the plainest."""
    found = "".join(
        sign if sign in PLAIN_SIGNS else UNKNOWN
        for sign in unicodedata.normalize("NFC", text)
        if sign != BREAK
    )
    lacking.any = lacking.any or found.count(UNKNOWN) > text.count(UNKNOWN)
    return found


def _known(text: str, lacking: _Lacking) -> str:
    """The text with `UNKNOWN` for each sign no font has. What has no shape of its own is dropped or kept as it is."""
    if text.isascii():
        return text
    letters = _letters()
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", without_controls(text)):
        is_shapeless = unicodedata.category(sign) in SHAPELESS
        # What changes a sign has nothing left to change where a box stands in its place.
        if is_shapeless and kept[-1:] == [UNKNOWN]:
            continue
        if ord(sign) in letters or sign.isspace():
            kept.append(sign)
        elif not is_shapeless:
            kept.append(UNKNOWN)
            lacking.any = True
    return "".join(kept)


@cache
def _letters() -> frozenset[int]:
    """The signs that our fonts have."""
    spans: list[list[int]] = json.loads((FONTS / "letters.json").read_text("utf-8"))
    return frozenset(number for first, last in spans for number in range(first, last + 1))
