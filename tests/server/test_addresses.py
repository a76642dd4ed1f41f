"""An address that is no page leads to the page that is meant."""

import pytest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/today", "/"),
        ("/Today/", "/"),
        ("/HISTORY", "/history"),
        ("/history/2026-11-20", "/history"),
        ("/sessions/", "/sessions"),
        ("/History?day=2026-11-20", "/history?day=2026-11-20"),
        ("/nothing/here?day=2026-11-20", "/"),
        ("//elsewhere.example/history", "/"),
    ],
)
def test_what_ana_types_leads_to_the_page_she_means(served, ana, typed, meant):
    answer = served.get(typed, cookie=ana, Accept="text/html,*/*")
    assert (answer.status, answer.headers["location"]) == (303, meant)


@pytest.mark.parametrize("page", ["/", "/history", "/history?day=2026-11-20", "/settings"])
def test_a_page_is_shown_where_it_is(served, ana, page):
    assert served.get(page, cookie=ana, Accept="text/html,*/*").status == 200


def test_parts_of_a_page_are_never_redirected(served, ana):
    assert served.get("/history/_stcore/health", cookie=ana, Accept="*/*").status == 404
    assert served.get("/_stcore/health", cookie=ana, Accept="text/html").status == 200


def test_a_stranger_gets_one_line_at_any_address(served):
    for path in ("/today", "/history/2026-11-20", "/nothing"):
        answer = served.get(path, Accept="text/html")
        assert (answer.status, answer.text.count("\n")) == (403, 1)
