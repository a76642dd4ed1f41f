"""The report as a PDF: two sheets at most, tagged for screen readers, the same bytes for the same contents."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from acujournal.charts.still import FONTS
from acujournal.errors import ReportTrouble
from acujournal.report.fitting import scales_of
from acujournal.report.parts import Contents, Picture
from acujournal.report.said import breakable, without_selection

TROUBLE: Final = (
    "The PDF could not be made. Nothing was sent and nothing was lost. Try again; if it fails again, save the page instead: "
    "it says the same."
)
#: What stands for a sign that no font of ours has. Fonts of the computer are not used: the bytes would differ.
UNKNOWN: Final = "▯"
SIGNS_MISSING: Final = f"Some signs of the patient's own words cannot be printed here and stand as {UNKNOWN}; the page of this report shows them."
#: Categories of signs that only change their neighbours: where no font has them, the neighbours stand without them.
SHAPELESS: Final = ("Cf", "Mn", "Me")
#: A sheet that runs over is set by so much smaller, so many times.
_SMALLER: Final = 0.95
_TRIES: Final = 16
_COUNT: Final = re.compile(rb"/Type\s*/Pages\s*/Count\s+(\d+)")


@dataclass(frozen=True)
class Link:
    """A link to the same report: its address, a picture of it to be scanned as SVG, and until when it opens."""

    address: str
    qr_svg: str
    until: str


def render_pdf(contents: Contents, *, link: Link | None = None) -> bytes:
    """The PDF of `contents`, tagged as PDF/UA-1, with the fonts in it; ReportTrouble where it cannot be made.

    All text is handed over as data and never as markup, so nothing a patient typed can run or be looked up.
    """
    lacking = _Lacking()
    plain = _printable(without_selection(contents, _picture), lacking)
    plain["paper"] = contents.selection.paper.value
    plain["link"] = (
        None if link is None else {"address": breakable(link.address), "qr": link.qr_svg, "until": link.until}
    )
    plain["signs_missing"] = SIGNS_MISSING if lacking.any else ""
    plain["sheets"] = sheets = 2 if contents.page_two else 1
    scales = scales_of(contents)
    for step in range(_TRIES):
        smaller = _SMALLER**step
        plain["scales"] = [scale * smaller for scale in scales]
        made = _compiled(json.dumps(plain, ensure_ascii=False))
        if _sheets_of(made) == sheets:
            return made
    raise ReportTrouble(TROUBLE)


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


def _compiled(data: str) -> bytes:
    import typst

    try:
        # One compiler keeps its fonts and its template; it is not made for two at once.
        with _one_at_a_time:
            made = _compiler().compile(
                format="pdf", sys_inputs={"report": data}, pdf_standards=["ua-1"], timestamp=0
            )
    except (typst.TypstError, RuntimeError, ValueError, OSError):
        # What it complains of may hold a patient's words: the sentence stands for all of it.
        raise ReportTrouble(TROUBLE) from None
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


def _printable(value: Any, lacking: _Lacking) -> Any:
    """The same with every text in signs that our fonts have, but for pictures, which are ours."""
    if isinstance(value, str):
        return _known(value, lacking)
    if isinstance(value, list):
        return [_printable(one, lacking) for one in value]
    if isinstance(value, dict):
        return {name: one if name == "svg" else _printable(one, lacking) for name, one in value.items()}
    return value


def _known(text: str, lacking: _Lacking) -> str:
    """The text with `UNKNOWN` for each sign no font has. What has no shape of its own is dropped or kept as it is."""
    if text.isascii():
        return text
    letters = _letters()
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
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
