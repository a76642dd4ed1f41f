"""The parts of an article on the screen: words with numbered sources, checklists, and the blocks between them.

All of it is our own text, so it may be Markdown with a little HTML; nothing a patient typed comes near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from acujournal.education import (
    Article,
    Block,
    Item,
    Library,
    Passage,
    Reference,
    cited_in,
    with_citations,
    with_links,
)
from acujournal.errors import AcujournalError
from acujournal.ui.controls import print_button
from acujournal.ui.effects import whole_help
from acujournal.ui.evidence import evidence_at_a_glance, on_paper, own_course, risk_counts
from acujournal.ui.invented import regression_to_the_mean
from acujournal.ui.news import remember
from acujournal.ui.page import Page
from acujournal.ui.whereitlies import who_runs_this

#: What a mark is called that says a line of a checklist is ticked.
TICK: Final = "tick"
#: The screen whose address is the program's own.
TODAY: Final = "today"


def show_parts(page: Page, library: Library, article: Article) -> None:
    """Draw an article's parts in their order."""
    named: set[int] = set()
    for part in article.parts:
        if isinstance(part, Passage):
            passage(article, part, named)
        elif isinstance(part, Item):
            line_of_list(page, part)
        else:
            block(page, library, article, part)


def block(page: Page, library: Library, article: Article, which: Block) -> None:
    """Draw what a block stands for."""
    number = partial(numbers_of, article)
    if which is Block.HELP:
        whole_help()
    elif which is Block.RISKS:
        risk_counts(library.risks, number)
    elif which is Block.GLANCE:
        evidence_at_a_glance(library.glance, number)
    elif which is Block.OWN:
        own_course(page, library.arms, number)
    elif which is Block.REGRESSION:
        regression_to_the_mean()
    elif which is Block.OPERATOR:
        who_runs_this()
    else:
        state_of_list(page, article)


# Words


def passage(article: Article, part: Passage, named: set[int]) -> None:
    """Headings as the program's own, which are no links to themselves, and between them the words.

    `named` are the numbers of the sources named so far, for the way back from the list of sources.
    """
    for heading, words in sections(part.source):
        if heading:
            st.header(heading, anchor=False)
        if words:
            st.markdown(in_markdown(article, words, named), unsafe_allow_html=True)


def sections(source: str) -> Iterator[tuple[str, str]]:
    """Each heading of a passage with the words below it; the first heading may be empty."""
    first, *others = re.split(r"^## +", source, flags=re.MULTILINE)
    yield "", first.strip()
    for other in others:
        heading, _, words = other.partition("\n")
        yield heading.strip(), words.strip()


def in_markdown(article: Article, source: str, named: set[int]) -> str:
    """The words for st.markdown: citations as small numbers that lead to the sources, links to where they lead."""
    return with_links(with_citations(source, partial(numbers_of, article, named=named)), inside_link)


def numbers_of(article: Article, keys: tuple[str, ...], named: set[int] | None = None) -> str:
    """The numbers of some sources as links to the list below the article; where one is named first it has a place.

    In brackets: without them a small 2 after a figure would be read as its square.
    """
    links = (_number(article.citations.index(key) + 1, named) for key in keys)
    return f"<sup>&#91;{', '.join(links)}&#93;</sup>"


def _number(number: int, named: set[int] | None) -> str:
    is_first = named is not None and number not in named
    if named is not None:
        named.add(number)
    place = f' id="named-{number}"' if is_first else ""
    return f'<a{place} href="#source-{number}" aria-label="Source {number}">{number}</a>'


def inside_link(words: str, kind: str, target: str) -> str:
    """A link to an article or a screen. Streamlit would open it in another tab if it were left to say where."""
    address = f"learn?article={target}" if kind == "learn" else ("./" if target == TODAY else target)
    return f'<a href="{escape(address)}" target="_self">{words}</a>'


def sources(library: Library, article: Article) -> None:
    """The sources in the order of their numbers, each with its link where there is one."""
    found = library.sources_of(article)
    if not found:
        return
    st.header("Sources", anchor=False)
    named = cited_in(article.source)
    lines = "".join(
        f'<li id="source-{at}">{source_html(one)}{way_back(at) if one.key in named else ""}</li>'
        for at, one in enumerate(found, 1)
    )
    st.html(f'<ol class="sources">{lines}</ol>')
    derived = [one for source in found for one in source.figures if one.derived]
    if derived:
        with st.expander("Our own sums", key="learn.sums"):
            st.html(sums_html(found))
        st.html(on_paper(f"<p>Our own sums</p>{sums_html(found)}"))


def way_back(number: int) -> str:
    """A link to where a source is named first. A browser's own way back leads to the top of the article."""
    return f' <a href="#named-{number}" aria-label="Back to where source {number} is named">↑</a>'


def source_html(source: Reference) -> str:
    """One source; what it is, and where it can be read."""
    words = escape(source.citation)
    if source.link is None:
        return words
    address = escape(source.link, quote=True)
    shown = escape(source.link.partition("://")[2])
    return f'{words} <a href="{address}" target="_blank">{shown}</a>'


def sums_html(found: tuple[Reference, ...]) -> str:
    """How each figure that is our own arithmetic was worked out."""
    lines = "".join(
        f"<li>Source {at}: {escape(figure.what)}. {escape(figure.working)}</li>"
        for at, source in enumerate(found, 1)
        for figure in source.figures
        if figure.derived
    )
    return f'<ul class="sources">{lines}</ul>'


# Checklists


def key_of(page: Page, item: Item) -> str:
    """The key of one box; the journal is part of it, as a tick in the sample is none in the real one."""
    return f"learn.tick.{page.store.journal_id}.{item.name}"


def is_ticked(page: Page, item: Item) -> bool:
    """Whether the box on the screen is ticked or, before it was first drawn, the one in the journal."""
    kept = item.name in page.store.marks(TICK)
    return bool(st.session_state.get(key_of(page, item), kept))


def line_of_list(page: Page, item: Item) -> None:
    """A line of a checklist with its box; a tick is kept at once, and printed."""
    ticked = is_ticked(page, item)
    st.checkbox(
        item.words, value=ticked, key=key_of(page, item), on_change=partial(turn, page, item), width="stretch"
    )
    # A box in the colours of a screen prints as nothing.
    st.html(f'<p class="on-paper">{"☑" if ticked else "☐"} {escape(item.words)}</p>')


def turn(page: Page, item: Item) -> None:
    """Keep what the box says now; where it cannot be kept the box goes back."""
    key = key_of(page, item)
    here = page.at_present()
    if here is None:
        return
    try:
        if st.session_state[key]:
            here.store.mark(TICK, item.name, now=here.now)
        else:
            here.store.unmark(TICK, item.name)
    except AcujournalError as error:
        st.session_state[key] = not st.session_state[key]
        remember(str(error), is_good=False)


def state_of_list(page: Page, article: Article) -> None:
    """How many lines are ticked, and the way to paper."""
    done = sum(is_ticked(page, item) for item in article.items)
    st.markdown(f"**{done} of {len(article.items)} ticked.** Each tick is kept in your journal at once.")
    with st.container(key="learn.list-tools"):
        print_button("Print this page with the list", key="learn.print-list")
