"""The report as one page of HTML: nothing is fetched, nothing in it can run, and it prints on the same sheets.

Beside each chart it carries where its days lie, as plain numbers. Our server lets page.js stand in the page's head, which
makes the charts answer to pointing; in a file there is no script, and nothing else is different.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from acujournal.charts.spots import Spots
from acujournal.errors import ReportTrouble
from acujournal.report.fitting import LEFT, RIGHT, first_sheet_lines
from acujournal.report.parts import Contents, Part, Picture
from acujournal.report.said import without_selection
from acujournal.report.selection import Paper

if TYPE_CHECKING:
    from jinja2 import Template

_HERE: Final = Path(__file__).parent
#: Each sheet by its name in CSS, and how high the course may be on it.
_SHEETS: Final = {Paper.A4: ("A4", "92mm"), Paper.LETTER: ("letter", "90mm")}
TROUBLE: Final = (
    "The page could not be made. Nothing was sent and nothing was lost. Try again; if it fails again, choose fewer days or "
    "leave parts out."
)
#: Shown where scripts run, once for all charts, and how each of them is called by a screen reader.
_HINT: Final = "Point at a chart or tap it to read its numbers. The arrow keys step through them."
_STEPS: Final = "Read this chart by its {unit}, with the arrow keys"
_STYLE: Final = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_HEIGHT: Final = re.compile(r'<svg[^>]* height="([\d.]+)"')
#: From so many lines on a sheet is set smaller in print, so that it stays one; US Letter is the shorter one.
_FIRST: Final = ((60, "densest"), (42, "denser"), (32, "dense"))


def render_page(contents: Contents) -> bytes:
    """The page of `contents` as UTF-8. It says what the PDF says, with the numbers of each chart as a table below it.

    Raises ReportTrouble with a sentence where a chart cannot be drawn or the page not be written.
    """
    try:
        return _written(contents)
    except ReportTrouble:
        raise
    except Exception:  # noqa: BLE001 - whatever it was, it may hold a patient's words, and the sentence stands for it.
        raise ReportTrouble(TROUBLE) from None


def _written(contents: Contents) -> bytes:
    said = without_selection(contents, _picture)
    style = _style(contents.selection.paper) + _feet(said)
    page = _template().render(
        report=said,
        style=style,
        policy=_policy(style.encode()),
        hint=_HINT,
        density_one=_density(first_sheet_lines(contents), _FIRST),
        one_sides=_sides(contents.page_one, ("body",), ("medicines", "acupuncture")),
        two_sides=_sides(contents.page_two, LEFT, RIGHT),
    )
    return page.encode()


def policy_of(page: bytes) -> str:
    """The Content-Security-Policy a page made here is to be served with: its own style, pictures in it, scripts of our own.

    Scripts are files of whoever serves it, none can stand in the page, and none can make a script or a tag of a text.

    It is read off the page itself, so that one that was frozen long ago keeps the policy it was made for. A header may say
    more than the page can: who serves it adds `frame-ancestors`.
    """
    found = _STYLE.search(page)
    return _policy(found[1] if found else b"")


def _policy(style: bytes) -> str:
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def _style(paper: Paper) -> str:
    name, height = _SHEETS[paper]
    sheet = f"@page {{ size: {name}; margin: 10mm 13mm 14mm; }}\n@media print {{ .wide img {{ max-height: {height}; }} }}\n"
    return (_HERE / "page.css").read_text("utf-8") + sheet


def _feet(said: dict[str, Any]) -> str:
    """The foot of each printed sheet: whose it is, which days, when it was made, and its number."""
    whose = f"{said['name_in_foot']} · " if said["name_in_foot"] else ""
    words = _as_css(f"{whose}{said['title']}, {said['period']}. {said['made_on']}.")
    look = "font: 8pt Arial, sans-serif; color: #4a5152;"
    return (
        f"@page {{ @bottom-left {{ content: {words}; {look} width: 85%; text-align: left; }} "
        f'@bottom-right {{ content: "Page " counter(page) " of " counter(pages); {look} }} }}\n'
    )


def _as_css(text: str) -> str:
    """Any text as a string of CSS: each sign but the plainest as its number, so that none can end it."""
    return '"' + "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):x} " for one in text) + '"'


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    rooms = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return rooms.get_template("page.html.j2")


def _picture(picture: Picture) -> dict[str, Any]:
    table = picture.table
    height = _HEIGHT.search(picture.svg)
    return {
        "data": base64.b64encode(picture.svg.encode()).decode(),
        "width": picture.width,
        "height": round(float(height[1])) if height else picture.width,
        "words": picture.words,
        "how_to_read": picture.how_to_read,
        "summary": "The numbers of this chart",
        "spots": _lines(picture.spots),
        "spots_name": _STEPS.format(unit=picture.spots.unit),
        "spots_sides": f"{picture.spots.top:g} {picture.spots.bottom:g}" if picture.spots.is_in_time else "",
        "table": {
            "caption": table.caption,
            "heads": list(table.heads),
            "rows": [list(row) for row in table.rows],
            "left_out": table.left_out,
        },
    }


def _lines(spots: Spots) -> str:
    """What page.js reads: a line of heads, then one for each spot, its parts between strokes. None of them holds a stroke."""
    lines = ["|".join(spots.heads)]
    for spot in spots.spots:
        height = "" if spot.y is None else f"{spot.y:g}"
        lines.append("|".join((f"{spot.x:g}", height, spot.name, *spot.values)).rstrip("|"))
    return "\n".join(lines)


def _sides(parts: tuple[Part, ...], left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """In how many columns parts stand: two where there is something on both sides."""
    keys = {part.key for part in parts}
    return int(bool(keys & set(left))) + int(bool(keys & set(right)))


def _density(lines: int, steps: tuple[tuple[int, str], ...]) -> str:
    """How small a sheet is set, by the lines on it."""
    return next((name for least, name in steps if lines >= least), "")
