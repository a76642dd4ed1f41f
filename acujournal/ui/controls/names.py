"""A list of names a person gives: offered ones to tap, and a field for a new one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from acujournal.answers import clean_text
from acujournal.ui.controls.browser import mount

_TYPING_KEPT: Final = 1_000


@dataclass(frozen=True)
class Names:
    """The chosen names in their order, and what stands in the field for a new one, as typed.

    `problem` is a sentence while the typed name is too long to be saved, and empty otherwise.
    """

    chosen: tuple[str, ...] = ()
    typing: str = ""
    problem: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """The names to save: one typed and never added counts, because whoever presses Save then means it."""
        return distinct((*self.chosen, self.typing))


def name_list(
    label: str,
    *,
    key: str,
    value: Names | tuple[str, ...],
    offered: tuple[str, ...],
    limit_each: int = 120,
    most: int = 50,
    another: str = "Another one",
    on_change: Callable[[Names], None] | None = None,
) -> Names:
    """Ask for names: `offered` ones as toggles, others typed and added, each of at most `limit_each` characters.

    `another` are the words above the field for a new one.

    Names come back without blanks around them, each once (whatever its capitals), at most `most` of them.
    """

    def read(sent: object) -> Names:
        return _read(sent, limit_each, most)

    start = value if isinstance(value, Names) else Names(distinct(value))
    words = {
        "label": label,
        "offered": list(distinct(offered)),
        "limit": limit_each,
        "most": most,
        "another": another,
    }
    return mount("names", key=key, start=start, read=read, write=_write, words=words, on_change=on_change)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names with single blanks, in their order, each once whatever its capitals; empty ones left out."""
    first: dict[str, str] = {}
    for name in names:
        bare = " ".join(name.split())
        if bare:
            first.setdefault(bare.casefold(), bare)
    return tuple(first.values())


def _write(names: Names) -> dict[str, object]:
    return {"chosen": list(names.chosen), "typing": names.typing}


def _read(sent: object, limit: int, most: int) -> Names:
    if not isinstance(sent, Mapping):
        return Names()
    chosen, typing = sent.get("chosen"), sent.get("typing")
    listed = chosen[: most * 2] if isinstance(chosen, list | tuple) else ()
    texts = distinct(clean_text(name) for name in listed if isinstance(name, str) and len(name) <= limit * 2)
    typed = clean_text(typing[:_TYPING_KEPT]) if isinstance(typing, str) else ""
    over = len(" ".join(typed.split())) - limit
    problem = (
        f"A name can have {limit:,} characters; this one has {over:,} more. Shorten it." if over > 0 else ""
    )
    return Names(tuple(name for name in texts if len(name) <= limit)[:most], typed, problem)
