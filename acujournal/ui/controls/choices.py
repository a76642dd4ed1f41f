"""Several choices of a fixed list, or exactly one."""

from collections.abc import Callable, Iterable, Mapping

from acujournal.ui.controls.browser import mount


def choices(
    label: str,
    *,
    key: str,
    value: Iterable[str],
    options: Mapping[str, str],
    on_change: Callable[[tuple[str, ...]], None] | None = None,
) -> tuple[str, ...]:
    """Ask which of `options` (id to words) hold; the chosen ids come back in the order of the options.

    An id that is not an option, from a browser or a caller, is left out.
    """

    def read(sent: object) -> tuple[str, ...]:
        wanted = sent if isinstance(sent, list | tuple) else ()
        return tuple(one for one in options if one in wanted)

    words = {"label": label, "options": [list(pair) for pair in options.items()]}
    start = read(tuple(value))
    return mount("choices", key=key, start=start, read=read, write=list, words=words, on_change=on_change)


def one_of(
    label: str,
    *,
    key: str,
    value: str,
    options: Mapping[str, str],
    on_change: Callable[[str], None] | None = None,
) -> str:
    """Ask which one of `options` (id to words) holds. `value` must be one; whatever a browser sends, the result is."""

    def read(sent: object) -> str:
        return sent if isinstance(sent, str) and sent in options else value

    words = {"label": label, "options": [list(pair) for pair in options.items()]}
    return mount("one", key=key, start=value, read=read, write=str, words=words, on_change=on_change)
