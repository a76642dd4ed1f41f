"""The icon font, cut down to the icons that can appear (see tools/icons.py)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

_CONTENT = Path(__file__).resolve().parents[1] / "content"
CUT = _CONTENT / "icons.woff2"
MADE_FROM = _CONTENT / "icons.json"


def whole_font() -> Path:
    """The icon font of the installed Streamlit."""
    import streamlit

    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return next(media.glob("MaterialSymbols-Rounded.*.woff2"))


def smaller(file: Path) -> Path:
    """The file to send for one of Streamlit's own: the cut font for exactly the font it was cut from, else the file."""
    if not file.name.startswith("MaterialSymbols-Rounded."):
        return file
    made_from = json.loads(MADE_FROM.read_text("utf-8"))["sha256"]
    return CUT if hashlib.sha256(file.read_bytes()).hexdigest() == made_from else file
