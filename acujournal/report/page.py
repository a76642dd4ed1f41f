"""The report as one page of HTML: nothing is fetched, nothing can run, and it prints on the same sheets."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from acujournal.report.fitting import LEFT, RIGHT, first_sheet_lines
from acujournal.report.parts import Contents, Part, Picture
from acujournal.report.said import without_selection
from acujournal.report.selection import Paper

if TYPE_CHECKING:
    from jinja2 import Template

_HERE: Final = Path(__file__).parent
#: Each sheet by its name in CSS, and how high the course may be on it.
_SHEETS: Final = {Paper.A4: ("A4", "92mm"), Paper.LETTER: ("letter", "90mm")}
_STYLE: Final = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_HEIGHT: Final = re.compile(r'<svg[^>]* height="([\d.]+)"')
#: From so many lines on a sheet is set smaller in print, so that it stays one; US Letter is the shorter one.
_FIRST: Final = ((60, "densest"), (42, "denser"), (32, "dense"))


def render_page(contents: Contents) -> bytes:
    """The page of `contents` as UTF-8. It says what the PDF says, with the numbers of each chart as a table below it."""
    said = without_selection(contents, _picture)
    style = _style(contents.selection.paper) + _feet(said)
    page = _template().render(
        report=said,
        style=style,
        policy=_policy(style.encode()),
        density_one=_density(first_sheet_lines(contents), _FIRST),
        one_sides=_sides(contents.page_one, ("body",), ("medicines", "acupuncture")),
        two_sides=_sides(contents.page_two, LEFT, RIGHT),
    )
    return page.encode()


def policy_of(page: bytes) -> str:
    """The Content-Security-Policy a page made here is to be served with: its own style, pictures in it, nothing else.

    It is read off the page itself, so that one that was frozen long ago keeps the policy it was made for. A header may say
    more than the page can: who serves it adds `frame-ancestors`.
    """
    found = _STYLE.search(page)
    return _policy(found[1] if found else b"")


def _policy(style: bytes) -> str:
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
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
        "table": {
            "caption": table.caption,
            "heads": list(table.heads),
            "rows": [list(row) for row in table.rows],
            "left_out": table.left_out,
        },
    }


def _sides(parts: tuple[Part, ...], left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """In how many columns parts stand: two where there is something on both sides."""
    keys = {part.key for part in parts}
    return int(bool(keys & set(left))) + int(bool(keys & set(right)))


def _density(lines: int, steps: tuple[tuple[int, str], ...]) -> str:
    """How small a sheet is set, by the lines on it."""
    return next((name for least, name in steps if lines >= least), "")
