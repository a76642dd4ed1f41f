"""Where it hurt, on Progress: a map of the body for the period, and how it moved from its first half to its second."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from acujournal.body import NOWHERE, place_words
from acujournal.journal import Journal
from acujournal.stats import methods
from acujournal.ui.answers import numbers
from acujournal.ui.page import is_dark
from acujournal.words import count_words, short_day

if TYPE_CHECKING:
    from acujournal.charts import BodyShares

#: Fewer answered days than this, in the period or in a half of it, and a map would show chance.
LEAST: Final = 5


def body_section(journal: Journal, first: date, until: date) -> None:
    """Nothing while that was never answered in `[first, until)`; else the map, its halves, and a table.

    After very few answered days the table stands alone: one of them would shade its places as if it were every day.
    """
    from acujournal import charts

    days = {entry.day: entry.places for entry in journal.between(first, until).entries if entry.places}
    if not days:
        return
    st.header("Where it hurt", anchor=False)
    whole = charts.body_shares(days, first, until)
    logged = len(journal.between(first, until).entries)
    st.text(
        f"Answered on {whole.answered:,} of {count_words(logged, 'logged day')}. "
        "The other days are left out: they do not count as days without pain."
    )
    if whole.answered < LEAST:
        st.text(f"A map needs {LEAST} answered days; this period has {whole.answered}.")
        st.html(few_days_html(whole))
        numbers((), methods.BODY, key="answer.body")
        return
    draw(whole, key="progress.body")
    st.caption(
        "The stronger the colour, the larger the share of the answered days on which it hurt; "
        "R and L are your right and left."
    )
    _, middle, _ = charts.halves(first, until)
    earlier, later = charts.body_shares(days, first, middle), charts.body_shares(days, middle, until)
    fold = st.expander("How it moved", on_change="rerun", key="progress.moved")
    if fold.open:
        with fold:
            moved(earlier, later)
    numbers((), methods.BODY, key="answer.body", table=table_html(earlier, later))


def moved(earlier: BodyShares, later: BodyShares) -> None:
    """Both halves beside each other, where they hold enough days."""
    if min(earlier.answered, later.answered) >= LEAST:
        for shares, place, name in zip(
            (earlier, later), st.columns(2), ("Earlier half", "Later half"), strict=True
        ):
            with place:
                st.markdown(f"**{name}**, {span(shares)}")
                draw(shares, key=f"progress.body.{name}")
    else:
        st.text(
            f"To draw both halves, each needs {LEAST} answered days. The numbers below count what there is."
        )
    st.caption(
        "Many places are looked at here at once, and some change by chance alone. A few days more or less mean little."
    )


def draw(shares: BodyShares, *, key: str) -> None:
    """One map with its words."""
    from acujournal import charts

    drawing = charts.body_heat(shares, dark=is_dark())
    st.vega_lite_chart(drawing.spec, width="stretch", alt=charts.body_words(shares), key=key)


def span(shares: BodyShares) -> str:
    """The days of a half."""
    return f"{short_day(shares.first)} to {short_day(shares.until - timedelta(days=1))}"


def few_days_html(shares: BodyShares) -> str:
    """Each place that hurt, and "nowhere", with its days: our own words only."""
    days = {place_words(region_id): shares.counts[region_id] for region_id in shares.most_frequent}
    days |= {place_words(NOWHERE).capitalize(): shares.nowhere} if shares.nowhere else {}
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{count} of {shares.answered}</td></tr>'
        for label, count in days.items()
    )
    return (
        '<table class="numbers"><caption>Answered days on which each place hurt</caption><thead><tr>'
        f'<th scope="col">Place</th><th scope="col">{span(shares)}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def table_html(earlier: BodyShares, later: BodyShares) -> str:
    """Each place that hurt, with its days of the marked days in both halves; our own words for places only."""
    from acujournal import charts

    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{then} of {of_then}</td><td>{now} of {of_now}</td></tr>'
        for label, then, of_then, now, of_now in charts.body_rows(earlier, later)
    )
    return (
        '<table class="numbers"><caption>Answered days on which each place hurt</caption><thead><tr>'
        f'<th scope="col">Place</th><th scope="col">{span(earlier)}</th><th scope="col">{span(later)}</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
