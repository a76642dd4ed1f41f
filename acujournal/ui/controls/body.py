"""Where it hurts, on a drawing of the body."""

from collections.abc import Callable, Iterable

from acujournal.body import NOWHERE, in_drawing_order
from acujournal.ui.controls.browser import mount


def body_map(
    label: str,
    *,
    key: str,
    value: Iterable[str],
    offered: Iterable[str] = (),
    offer: str = "",
    may_be_nowhere: bool = False,
    on_change: Callable[[tuple[str, ...]], None] | None = None,
) -> tuple[str, ...]:
    """Ask which places of the body; their region ids come back in the order of the drawing.

    `(NOWHERE,)` is the answer "it hurts nowhere", possible only where it `may_be_nowhere`; `()` is no answer. An id
    that is not on the map, from a browser or a caller, is left out.

    While nothing is chosen, a button with the words `offer` fills in the places `offered`, such as yesterday's.
    """

    def tidy(ids: Iterable[object]) -> tuple[str, ...]:
        given = tuple(ids)
        places = in_drawing_order(given)
        return (NOWHERE,) if may_be_nowhere and not places and NOWHERE in given else places

    def read(sent: object) -> tuple[str, ...]:
        return tidy(sent) if isinstance(sent, list | tuple) else ()

    words = {
        "label": label,
        "offered": list(tidy(offered)),
        "offer": offer,
        "mayBeNowhere": may_be_nowhere,
    }
    return mount("body", key=key, start=tidy(value), read=read, write=list, words=words, on_change=on_change)
