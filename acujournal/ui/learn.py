"""Learn: the list of articles with a search, and one article with its sources, its neighbours and its paper."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import streamlit as st

from acujournal.education import Article, Library, has_words_of, load_library, search
from acujournal.errors import StorageTrouble
from acujournal.ui import places
from acujournal.ui.article import show_parts, sources
from acujournal.ui.controls import print_button
from acujournal.ui.page import Page, keep_address
from acujournal.words import count_words

#: What a mark is called that says when an article was opened last.
READ: Final = "read"


# The list


def list_of_articles(page: Page) -> None:
    """Every article with the first sentence of its answer, or those that have the words looked for."""
    keep_address()
    st.title("Learn", anchor=False)
    library = load_library()
    st.text("What is known about acupuncture and back pain, and what is not. Every figure names its source.")
    found = looked_for(library)
    read = page.store.marks(READ)
    with st.container(key="learn.list", gap="medium"):
        for article in found:
            with st.container(key=f"learn.line.{article.slug}", gap=None):
                link_to(article)
                st.markdown(article.first_line)
                if article.slug in read:
                    st.caption(f"Read on {read_on(page, read[article.slug])}")


def looked_for(library: Library) -> tuple[Article, ...]:
    """The articles to list: all of them, or those found by what stands in the search box."""
    kept = st.session_state.get("learn.query", "")
    query = st.text_input(
        "Find a word",
        value=kept,
        key="learn.find",
        max_chars=100,
        placeholder="For example: bruise",
    )
    # The box is gone while an article is open, and what stood in it is wanted again on the way back.
    st.session_state["learn.query"] = query
    found = search(library.articles, query)
    if query.strip():
        with st.container(key="learn.found"):
            st.text(
                f"{count_words(len(found), 'article')} found. Empty the box to see all."
                if has_words_of(library.articles, query)
                else NOTHING
            )
    return found


#: Below it stands the article about help, which `search` gives to whoever found nothing.
NOTHING: Final = (
    "No article has these words. Try one word, or the beginning of it. If something worries you, read this:"
)


def link_to(article: Article, label: str = "") -> None:
    """A link to an article, under its title unless another label is given."""
    st.page_link(places.LEARN, label=label or f"**{article.title}**", query_params={"article": article.slug})


def read_on(page: Page, at: datetime) -> str:
    """The day an article was opened last, in the patient's zone, with the year where it is not this one."""
    day = at.astimezone(page.now.tzinfo).date()
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != page.today.year else "")


# One article


def article_page(page: Page, slug: str) -> None:
    """An article: its answer first, then its parts, its sources, and the way on."""
    with st.container(key="learn.back"):
        st.page_link(places.LEARN, label="All articles", icon=":material/chevron_left:")
    keep_address(article=slug)
    library = load_library()
    article = library.article(slug)
    if article is None:
        st.title("Learn", anchor=False)
        st.text("There is no such article. Go to all articles and choose one.")
        return
    st.title(article.title, anchor=False)
    with st.container(key="learn.answer"):
        st.markdown(article.answer)
    with st.container(key="learn.body"):
        show_parts(page, library, article)
    sources(library, article)
    day = article.checked
    st.caption(f"Last checked on {day.day} {day:%B} {day.year}.")
    with st.container(key="learn.tools"):
        print_button("Print", key="learn.print")
    neighbours(library, article)
    remember_reading(page, article)


def neighbours(library: Library, article: Article) -> None:
    """The article before and the one after, by their titles."""
    at = library.articles.index(article)
    with st.container(key="learn.neighbours", gap=None):
        if at > 0:
            before = library.articles[at - 1]
            link_to(before, f"Before: {before.title}")
        if at + 1 < len(library.articles):
            after = library.articles[at + 1]
            link_to(after, f"Next: {after.title}")


def remember_reading(page: Page, article: Article) -> None:
    """Keep the day this was opened, once a day. That somebody looked for help is not kept.

    Reading must be possible where nothing can be written, such as on a full disk.
    """
    if article.slug == places.GET_HELP:
        return
    last = page.store.marks(READ).get(article.slug)
    if last is not None and last.astimezone(page.now.tzinfo).date() == page.today:
        return
    try:
        page.store.mark(READ, article.slug, now=page.now)
    except StorageTrouble:
        return
