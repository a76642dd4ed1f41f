"""`make icons`: cut Streamlit's icon font down to the icons that can appear, one twentieth of its size.

Streamlit brings the whole of Material Symbols, 370 kB that every first visit would pay for a dozen icons. The cut
font keeps every icon this program or Streamlit's own scripts name. It is served in the place of exactly the file it
was cut from (acujournal/server/icons.py); after an update of Streamlit the whole font is served until this is run.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from acujournal.server.icons import CUT, MADE_FROM, whole_font

ROOT = Path(__file__).resolve().parents[1]
_NAMED = re.compile(r":material/([a-z0-9_]+)")


def icons_named() -> set[str]:
    """The icons named in this program's sources and in the scripts Streamlit sends to browsers."""
    import streamlit

    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    sources = [*ROOT.glob("acujournal/**/*.py"), *ROOT.glob("pages/*.py"), *scripts.glob("*.js")]
    return {name for source in sources for name in _NAMED.findall(source.read_text("utf-8"))}


def cut(font: TTFont, names: Iterable[str]) -> set[str]:
    """Keep only the icons of these names, and the letters the names are written with; the names it has."""
    letters = set("abcdefghijklmnopqrstuvwxyz0123456789_")
    glyphs = font.getBestCmap()
    icons = {name: glyph for name, glyph in _ligatures(font) if name in set(names)}
    # Without this every icon whose name can be written with these letters would stay.
    options = subset.Options(layout_closure=False, layout_features=["*"], glyph_names=False, flavor="woff2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=[code for code in glyphs if chr(code) in letters], glyphs=[*icons.values(), ".notdef"]
    )
    subsetter.subset(font)
    return set(icons)


def _ligatures(font: TTFont) -> Iterator[tuple[str, str]]:
    """(name, glyph) of every icon: its name is a ligature of letters."""
    letter_of = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in table.ExtSubTable.ligatures.items():
                for one in ligatures:
                    yield (
                        "".join(letter_of.get(glyph, "?") for glyph in (first, *one.Component)),
                        one.LigGlyph,
                    )


def main() -> None:
    """Write the cut font and what it was made from."""
    source = whole_font()
    font = TTFont(io.BytesIO(source.read_bytes()), recalcTimestamp=False)
    names = icons_named()
    found = cut(font, names)
    font.flavor = "woff2"
    font.save(CUT)
    made_from = {
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "icons": sorted(found),
        "not_in_the_font": sorted(names - found),
    }
    MADE_FROM.write_text(json.dumps(made_from, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{len(found)} icons, {CUT.stat().st_size / 1000:.1f} kB\n")


if __name__ == "__main__":
    main()
