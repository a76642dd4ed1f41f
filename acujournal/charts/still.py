"""A drawing as a still picture: SVG, for paper and for pages without scripts.

Most of the time goes into turning a design into the language of the program that draws it. A design depends on the shape
of a chart and not on a patient's numbers, so what it was turned into is kept, and the rows are put in anew each time.
"""

from __future__ import annotations

import json
import math
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from acujournal.charts.look import Drawing
from acujournal.errors import ReportTrouble

#: Where the letters lie that charts are measured with, so that a picture is the same on every computer.
FONTS: Final = Path(__file__).parent.parent / "content" / "fonts"
FONT: Final = "Inter, sans-serif"
TROUBLE: Final = (
    "A chart could not be drawn. Nothing was sent and nothing was lost. Try again; if it fails again, choose fewer days or leave "
    "that chart out."
)


def still(drawing: Drawing, width: int) -> str:
    """The drawing as SVG, `width` pixels wide with its axes; as high as its design says.

    The same drawing gives the same text. Nothing in it can run, and nothing is fetched to make it. Raises ReportTrouble
    where the engine gives up.
    """
    try:
        return _drawn(drawing, width)
    except BaseException as error:
        if not is_failure(error):
            raise
        # What it complains of may hold a patient's numbers: the sentence stands for all of it.
        raise ReportTrouble(TROUBLE) from None


def is_failure(error: BaseException) -> bool:
    """Whether an engine gave up. What is written in Rust panics with an error that is no Exception, to be known by its name."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _drawn(drawing: Drawing, width: int) -> str:
    made = json.loads(_vega(json.dumps(drawing.design, sort_keys=True), tuple(sorted(drawing.rows)), width))
    rows = {name: _records(table) for name, table in drawing.rows.items()}
    for source in made["data"]:
        if source["name"] in rows:
            source["values"] = rows[source["name"]]
    return str(_converter().vega_to_svg(made, allowed_base_urls=[]))


@lru_cache(maxsize=64)
def _vega(design: str, names: tuple[str, ...], width: int) -> str:
    """The design in Vega, with empty rows under the names it knows."""
    whole: dict[str, Any] = json.loads(design)
    config = whole.setdefault("config", {})
    config["font"] = FONT
    whole["datasets"] = {**whole.get("datasets", {}), **{name: [] for name in names}}
    if isinstance(room := whole.get("padding"), dict) and "left" in room:
        # A design that says what room its words need is spared the measuring of them.
        whole |= {"width": width - room["left"] - room["right"], "autosize": "none"}
    else:
        whole |= {"width": width, "padding": 1, "autosize": {"type": "fit-x", "contains": "padding"}}
    return json.dumps(_converter().vegalite_to_vega(whole))


@cache
def _converter() -> Any:
    # It brings a whole engine: only whoever wants a picture waits for it.
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON knows them: what is missing is null, and days are text without a zone, as in the browser."""
    columns = [[_plain(value) for value in table[name].tolist()] for name in table.columns]
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.isoformat() if isinstance(value, date) else value
