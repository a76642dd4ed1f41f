"""Import: look at a file, choose what its strands become, see what would happen, bring it in, and take it out again.

Names of strands are the person's words: they are shown as plain text only.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from acujournal.errors import AcujournalError
from acujournal.server.uploads import MEGABYTE, MOST_BYTES, PREFIX, TOO_LARGE, uploads
from acujournal.storage import Fate, Import, Preview, Undone
from acujournal.storage.imports import settings_words
from acujournal.ui.controls import file_to_send
from acujournal.ui.news import remember
from acujournal.ui.page import Page
from acujournal.words import clock_words, count_words, short_day

if TYPE_CHECKING:
    from acujournal.everything import Everything
    from acujournal.exchange.files import File
    from acujournal.exchange.importing import Batch, Choice, Contents, Problem, Strand

_log: Final = logging.getLogger(__name__)

READS: Final = (
    "AcuJournal reads its own data package, and exports of Bearable, Daylio, Track & Graph, Loop, CrisisCore, Apple "
    "Health (sleep and symptoms) and Health Connect (sleep). Nothing is brought in before you have seen what it is."
)
CHOICES: Final = "What should each of these become?"
NOT_HERE: Final = "This file is no longer here. Choose it again."
FILE: Final = "data.file"
LOOKED: Final = "data.looked"
#: The app of an import as a person says it.
OWN_TITLE: Final = "AcuJournal"
#: Each kind of thing as one of it is called.
KINDS: Final = {
    "entry": "day",
    "moment": "moment",
    "treatment": "session",
    "plan": "plan",
    "review": "review",
    "weekly": "weekly answer",
    "visit": "first-visit sheet",
    "ongoing": "medicine or other care",
}
_MANY: Final = {"medicine or other care": "medicines and other care"}
FATES: Final = {
    Fate.ADDED: "New",
    Fate.RENEWED: "Imported before, and renewed",
    Fate.FILLED: "Given an answer you had left open",
    Fate.COMPLEMENTED: "Days from another app that get more answers",
    Fate.DUPLICATE: "There already, so nothing happens",
    Fate.DELETED: "You deleted these after an earlier import, so they stay away",
    Fate.KEPT_IMPORT: "Something else is there from {apps}, so that stays",
    Fate.KEPT: "You have written something else here, so yours stays",
}
PROBLEMS_IN_SIGHT: Final = 12
FAILED: Final = (
    "It is a file of a kind that is read here, but something in it is not as expected. Export it again, then choose the new "
    "file."
)
UNREADABLE: Final = "Nothing was imported, because this file cannot be read as it is:"
NOT_WITH_THESE: Final = "Nothing can be brought in with these choices:"
IMPORTED: Final = "Imported."
UNDONE: Final = "The import was undone"


@dataclass(frozen=True)
class Looked:
    """A file that was looked into once: an own package, another program's contents, or problems."""

    file_id: str
    title: str = ""
    everything: Everything | None = None
    contents: Contents | None = None
    problems: tuple[Problem, ...] = ()


def import_part(page: Page) -> None:
    """The file, its preview and its choices; below, the imports there were."""
    # A new key is the only way to empty the control once a file is in.
    turn = st.session_state.setdefault("data.file.turn", 0)
    name = file_to_send(
        "Choose a file",
        key=f"{FILE}.{turn}",
        address=PREFIX,
        most_bytes=MOST_BYTES,
        too_large=TOO_LARGE.format(most=MOST_BYTES // MEGABYTE),
    )
    if not name:
        st.text(READS)
        st.session_state.pop(LOOKED, None)
    elif looked := _looked(page, name):
        with st.container(key="data.preview"):
            _preview(page, looked)
    else:
        st.info(NOT_HERE)
    list_of_imports(page)


def _looked(page: Page, name: str) -> Looked | None:
    """What is in the file of that name. It is read once and then deleted; None where it is not here."""
    found = st.session_state.get(LOOKED)
    if isinstance(found, Looked) and found.file_id == name:
        return found
    place = st.empty()
    with uploads.reading(page.viewer, name) as file:
        if file is None:
            return None
        with st.spinner("Looking at the file …"):
            found = _looked_into(name, file, zone=page.zone, progress=_bar(place.progress))
        place.empty()
        # Only now: a run that was stopped in between looks once more.
        st.session_state[LOOKED] = found
        uploads.discard(page.viewer, name)
    return found


def _looked_into(name: str, file: Path, *, zone: str, progress: Callable[[float], None]) -> Looked:
    """As look_into_file; a failure nobody thought of is one sentence too, and the file is not read again and again."""
    from acujournal.exchange.files import Problem

    try:
        # What is unpacked lies beside the file, and is cleared as the file is where the program is killed.
        return look_into_file(name, file, zone=zone, progress=progress, folder=file.parent)
    except AcujournalError as refused:
        said = str(refused)
    except Exception:  # noqa: BLE001 - whatever it is, the file would be read again with each click.
        # The log names the kind of failure and its place, and no word of the file; see server.quiet.
        _log.exception("A file could not be read")
        said = FAILED
    return Looked(name, problems=(Problem(message=said),))


def _bar(draw: Callable[..., object]) -> Callable[[float], None]:
    """A line that says how much was read, drawn anew for each whole percent only."""
    told = -1

    def tell(done: float) -> None:
        nonlocal told
        percent = int(100 * done)
        if percent != told:
            told = percent
            draw(min(done, 1.0), text=f"Read so far: {percent} %")

    return tell


def look_into_file(
    file_id: str,
    data: File,
    *,
    zone: str,
    progress: Callable[[float], None] | None = None,
    folder: Path | None = None,
) -> Looked:
    """Recognise a file by its content and read it. Nothing of it is kept when it cannot be read.

    A database in it is unpacked in `folder` while it is read.
    """
    from acujournal.exchange import package
    from acujournal.exchange.files import Problem
    from acujournal.exchange.importing import TITLES, UNKNOWN, BadFile, Source, look, recognise

    try:
        source = recognise(data)
    except BadFile as error:
        return Looked(file_id, problems=(Problem(message=str(error)),))
    if source is None:
        return Looked(file_id, problems=(Problem(message=UNKNOWN),))
    if source is Source.OWN:
        everything, problems = package.read(data)
        return Looked(file_id, OWN_TITLE, everything=everything, problems=problems)
    contents, problems = look(data, source, zone=zone, progress=progress, folder=folder)
    return Looked(file_id, TITLES.get(source, str(source)), contents=contents, problems=problems)


def _preview(page: Page, looked: Looked) -> None:
    if looked.title:
        st.header(f"A file from {looked.title}", anchor=False)
    show_problems(looked.problems)
    if looked.everything is not None:
        _own_package(page, looked.everything)
    elif looked.contents is not None:
        _other_program(page, looked.contents, looked.file_id)


def show_problems(problems: Iterable[Problem], said: str = UNREADABLE) -> None:
    """What stands in the way, row by row. File names inside a zip may be anything, so all of it is plain text."""
    found = tuple(problems)
    if not found:
        return
    st.error(said)
    for problem in found[:PROBLEMS_IN_SIGHT]:
        st.text(str(problem))
    rest = found[PROBLEMS_IN_SIGHT:]
    if rest:
        with st.expander(f"{len(rest):,} more"):
            for problem in rest:
                st.text(str(problem))


def _own_package(page: Page, everything: Everything) -> None:
    try:
        preview = page.store.preview_everything(everything, now=page.now)
    except AcujournalError as refused:
        st.error(str(refused))
        return
    show_preview(preview)
    if st.button("Bring it in", key="data.import", type="primary"):
        try:
            done = page.store.import_everything(everything, now=page.now)
        except AcujournalError as refused:
            st.error(str(refused))
            return
        _finish(done)


def _other_program(page: Page, contents: Contents, file_id: str) -> None:
    if contents.span is not None:
        first, last = contents.span
        st.text(f"{count_words(contents.rows, 'row')}, from {short_day(first)} to {short_day(last)}.")
    # What would happen hangs on the choices below it. Above them it is in sight: they may fill many screens of a phone.
    above = st.container()
    st.header(CHOICES, anchor=False)
    st.text("Above each choice is its name in the file.")
    choices = ask_strands(contents.strands, file_id)
    fills = st.toggle(
        "Also fill answers you left open on days you wrote yourself",
        key=f"data.fill.{_mark(file_id)}",
        help="Hours of sleep, for example. Your pain, your notes and every answer you gave stay as they are.",
    )
    for what, number in contents.passed_over.items():
        st.text(f"Not read here: {number:,} × {what}")
    with above:
        _what_would_happen(page, contents, choices, fills=fills)


def _what_would_happen(page: Page, contents: Contents, choices: Mapping[str, Choice], *, fills: bool) -> None:
    """What these choices bring, and the way in; or what is still to be said."""
    from acujournal.exchange.importing import assemble
    from acujournal.storage.imports import MAY_FILL

    waiting = [
        str(number)
        for number, strand in enumerate(contents.strands, start=1)
        if choices[strand.key].needs_scale(strand)
    ]
    if waiting:
        st.info(scale_wanted(waiting))
        return
    batch, problems = assemble(contents, choices, zone=page.zone, today=page.today)
    if batch is None:
        show_problems(problems, NOT_WITH_THESE)
        return
    fill = MAY_FILL if fills else frozenset()
    if not batch.items:
        st.info("Everything is left out. Choose below what at least one of them is to become.")
        return
    try:
        preview = page.store.preview_import(batch, now=page.now, fill=fill)
    except AcujournalError as refused:
        st.error(str(refused))
        return
    show_batch(batch)
    show_preview(preview)
    for notice in batch.notices:
        st.text(notice)
    st.text("What each part of the file becomes stands below. Change it there first if it is not right.")
    if st.button("Bring it in", key="data.import", type="primary"):
        try:
            done = page.store.import_all(batch, now=page.now, fill=fill)
        except AcujournalError as refused:
            st.error(str(refused))
            return
        _finish(done)


def scale_wanted(waiting: Sequence[str]) -> str:
    """What is still to be said of numbers 2 and 5 in the list, before the file can be brought in."""
    *earlier, last = waiting
    which = f"numbers {', '.join(earlier)} and {last}" if earlier else f"number {last}"
    return (
        f"Of {which} in the list below, say the lowest and the highest first. Until both are there, nothing can be brought "
        "in."
    )


def ask_strands(strands: Sequence[Strand], file_id: str) -> dict[str, Choice]:
    """A choice for each strand: those that become something in sight, the others folded until somebody wants them.

    What is folded hangs on the file alone, so that nothing moves away while a person chooses.
    """
    from acujournal.exchange.importing import Target

    numbered = list(enumerate(strands, start=1))
    folded = [one for one in numbered if one[1].default in (Target.NOTE, Target.LEAVE_OUT)]
    pains = [one for one in folded if Target.PAIN_AVERAGE in one[1].targets]
    others = [one for one in folded if one not in pains]
    choices = {
        strand.key: ask_strand(number, strand, file_id)
        for number, strand in numbered
        if (number, strand) not in folded
    }
    is_first = not choices
    for group, label in (
        (pains, f"{count_words(len(pains), 'number')} that can become a pain score"),
        (others, f"{count_words(len(others), 'other')}, left out or a line in the note"),
    ):
        if group:
            with st.expander(label, expanded=is_first):
                choices |= {strand.key: ask_strand(number, strand, file_id) for number, strand in group}
            is_first = False
    return choices


def _mark(*words: str) -> str:
    """What a control is known by: the file and the strand, so that no choice goes on to another file."""
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def ask_strand(number: int, strand: Strand, file_id: str) -> Choice:
    """What one strand is to be. Its name stands above as plain text, its number in the label tells strands apart."""
    from acujournal.exchange.importing import TARGET_WORDS, Choice

    mark = f"{number}.{_mark(file_id, strand.key)}"
    with st.container(border=True, key=f"data.strand.{number}", gap="small"):
        st.text(f"{number}. {strand.name}")
        st.caption(strand_words(strand))
        target = st.selectbox(
            f"Number {number} becomes",
            strand.targets,
            index=strand.targets.index(strand.default),
            format_func=lambda one: TARGET_WORDS[one],
            key=f"data.target.{mark}",
        )
        if not Choice(target=target).needs_scale(strand):
            return Choice(target=target)
        st.text("The file does not say from where to where these numbers can go. What does the app ask?")
        with st.container(horizontal=True):
            # Empty at first: with 0 and 10 put in, numbers from 0 to 4 would pass as 0 to 10 unseen.
            low = st.number_input(
                "Its lowest number", value=None, step=1.0, key=f"data.low.{mark}", format="%g"
            )
            high = st.number_input(
                "Its highest number", value=None, step=1.0, key=f"data.high.{mark}", format="%g"
            )
        return Choice(target=target, scale=None if low is None or high is None else (low, high))


def strand_words(strand: Strand) -> str:
    """How often it is there, and which numbers; no words of the person's."""
    parts = [count_words(strand.count, "time")]
    if strand.lowest is not None and strand.highest is not None:
        parts.append(f"numbers from {strand.lowest:g} to {strand.highest:g}")
    if strand.scale_words:
        parts.append(strand.scale_words)
    return " · ".join(parts)


def show_batch(batch: Batch) -> None:
    """What the file brings with these choices."""
    st.text(f"With these choices the file brings: {', '.join(batch.counted())}.")


def show_preview(preview: Preview) -> None:
    """What would happen, in one line for each fate."""
    st.header("What would happen", anchor=False)
    lines = list(fate_lines(preview.counts, tuple(map(app_title, preview.kept_from))))
    for line in lines or ["There is nothing in this file that could be brought in."]:
        st.text(line)
    if said := settings_words(preview.settings):
        st.text(said)


def fate_lines(counts: Mapping[str, Mapping[Fate, int]], kept_from: Sequence[str] = ()) -> Iterable[str]:
    """One sentence for each fate that something meets: New: 12 days, 3 moments. `kept_from` are apps whose days stay."""
    apps = " and ".join(kept_from) or "another import"
    for fate, words in FATES.items():
        said = [
            _count(found[fate], KINDS.get(kind, kind)) for kind, found in counts.items() if found.get(fate)
        ]
        if said:
            yield f"{words.format(apps=apps)}: {', '.join(said)}."


def _count(number: int, noun: str) -> str:
    if number != 1 and noun in _MANY:
        return f"{number:,} {_MANY[noun]}"
    return count_words(number, noun)


def _finish(done: Import) -> None:
    lines = " ".join(fate_lines(done.counts)) or "Everything in it was there already."
    _tell(f"{IMPORTED} {lines} It can be undone below.")
    st.session_state["data.file.turn"] += 1
    st.session_state.pop(LOOKED, None)
    st.rerun()


def _tell(sentence: str) -> None:
    """Tell what was just done in the place of what was told of an import before, which is true no longer."""
    st.session_state["news"] = [
        one for one in st.session_state.get("news", []) if not one.sentence.startswith((IMPORTED, UNDONE))
    ]
    remember(sentence, is_good=True)


def app_title(source: str) -> str:
    """The program an import came from, as a person says it."""
    from acujournal.exchange.importing import TITLES

    return TITLES.get(source, OWN_TITLE)


def list_of_imports(page: Page) -> None:
    """Each import there was, with a way to take the whole of it out again."""
    found = page.store.imports()
    if not found:
        return
    st.header("Imports", anchor=False)
    for one in found:
        with st.container(border=True, key=f"data.imported.{one.import_id}", gap="small"):
            at = clock_words(one.at, page.zone, page.now)
            st.markdown(f"**{app_title(one.source)}**, {at}")
            for line in fate_lines(one.counts):
                st.text(line)
            if one.undone_at is not None:
                st.text(f"Undone at {clock_words(one.undone_at, page.zone, page.now)}.")
            elif st.button("Undo this import", key=f"data.undo.{one.import_id}"):
                _undo(page, one)


def _undo(page: Page, one: Import) -> None:
    try:
        undone = page.store.undo_import(one.import_id, now=page.now)
    except AcujournalError as refused:
        st.error(str(refused))
        return
    _tell(undone_words(undone))
    st.rerun()


def undone_words(undone: Undone) -> str:
    """What an undo did, without what it did not do."""
    done = []
    if undone.removed:
        done.append(f"{undone.removed:,} taken out")
    if undone.put_back:
        done.append(f"{undone.put_back:,} put back as {'it was' if undone.put_back == 1 else 'they were'}")
    said = f"{UNDONE}{': ' if done else ''}{', '.join(done)}."
    if undone.left:
        stays = "stays" if len(undone.left) == 1 else "stay"
        said += f" {count_words(len(undone.left), 'thing')} you have changed since {stays}."
    return said
