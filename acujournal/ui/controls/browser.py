"""The way between a control in Python and its half in the browser (assets/)."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

T = TypeVar("T")

_HERE: Final = Path(__file__).parent
_ASSETS: Final = "assets"
_PACKAGE: Final = "acujournal"
_LOCK: Final = Lock()


@dataclass(frozen=True)
class Sent:
    """What a browser last sent for one control: the unchecked value and the number of the message."""

    value: object
    number: int | None


def register() -> None:
    """Make the controls' files servable by the running Streamlit; harmless when they already are.

    The files come from our own address (a Content-Security-Policy needs neither `blob:` nor `unsafe-eval`), and no
    package has to be installed. Mounting a control registers too; a server may call this at its start.
    """
    manager = get_bidi_component_manager()
    with _LOCK:
        if manager.get_component_asset_root(f"{_PACKAGE}.{_name()}") is None:
            component = ComponentConfig(name=_name(), asset_dir=_ASSETS)
            manifest = ComponentManifest(name=_PACKAGE, version=_digest(), components=[component])
            manager.register_from_manifest(manifest, _HERE)


def mount(
    kind: str,
    *,
    key: str,
    start: T,
    read: Callable[[object], T],
    write: Callable[[T], object],
    words: Mapping[str, object],
    on_change: Callable[[T], None] | None = None,
) -> T:
    """Show one control and return its value: what the browser sent, checked by `read`, or else `start`.

    `write` turns a value into what the browser shows; `words` are further data for the browser half.
    `on_change` is called with the new value before the script runs, even if the person has changed the page since.
    """
    sent = last_sent(key)
    shown = start if sent is None else read(sent.value)
    data = {
        "kind": kind,
        "id": key,
        "value": write(shown),
        "ack": None if sent is None else sent.number,
        **words,
    }

    def changed() -> None:
        # `to_dict` looks at the session without a pause. Anywhere else Streamlit may stop this for the next click,
        # and the other answers that came with this one would be told to nobody.
        now = _sent(st.session_state.to_dict().get(key))
        if on_change is not None and now is not None:
            on_change(read(now.value))

    _readers()[key] = read
    register()
    _renderer()(key=key, data=data, on_sent_change=changed, on_value_change=_nothing)
    # The renderer's own result has a None where nothing was sent; the session's state tells that from "cleared".
    answer = last_sent(key)
    return start if answer is None else read(answer.value)


def latest(key: str, otherwise: object) -> object:
    """The newest answer of a control this session has shown, checked; `otherwise` before its first touch.

    Streamlit may stop a control's `on_change` for the next click. What the browser sent is there all the same, so
    whoever is about to save asks here.
    """
    sent, read = last_sent(key), _readers().get(key)
    return otherwise if sent is None or read is None else read(sent.value)


def _readers() -> dict[str, Callable[[object], object]]:
    readers: dict[str, Callable[[object], object]] = st.session_state.setdefault("controls.readers", {})
    return readers


def last_sent(key: str) -> Sent | None:
    """Return what the browser last sent for the control with this key, or None before the first touch.

    The browser writes the state "sent". A test may put `{"value": ...}` into the session state under the key instead.
    """
    return _sent(st.session_state.get(key))


def _sent(held: object) -> Sent | None:
    if not isinstance(held, Mapping):
        return None
    sent = held.get("sent")
    if isinstance(sent, Mapping) and {"v", "n"} <= sent.keys():
        number = sent["n"]
        return Sent(sent["v"], number if type(number) is int and 0 <= number < 2**53 else None)
    return Sent(held["value"], None) if "value" in held else None


def _nothing() -> None:
    """Declare the state "value", which Streamlit would otherwise not let anybody set."""


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component(f"{_PACKAGE}.{_name()}", js="controls.js")


@cache
def _digest() -> str:
    files = sorted((_HERE / _ASSETS).glob("*.js"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _name() -> str:
    # The name is part of every file's address, so a changed file has a new address and no cache can be stale.
    return f"controls-{_digest()}"
