"""Learn tells the truth: each figure is its source's, each source is there and checked, and anybody can read it."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from acujournal import safety
from acujournal.education import (
    CONTENT,
    GET_HELP,
    NOT_THE_SAME_KIND,
    VERIFIED,
    Block,
    Figure,
    Fixed,
    Item,
    Library,
    Passage,
    Reference,
    cited_in,
    fold,
    has_words_of,
    load_library,
    plain,
    search,
    sentences,
)
from acujournal.errors import BadValue
from tests.article_rules import (
    HIGHEST_GRADE,
    answer_amiss,
    citations_amiss,
    cited_too_late,
    figures_misread,
    figures_out_of_place,
    figures_without_source,
    forbidden_words,
    grade,
    links_of,
    loads_from_outside,
    never_cited,
    row_out_of_place,
    telephone_numbers,
    units_of,
    words_in,
)

LIBRARY = load_library()
ARTICLES = pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.slug)
ORDER = [
    "two-minutes",
    "what-it-is",
    "benefits",
    "who-may-benefit",
    "risks",
    "a-session",
    "choosing",
    "choices",
    "get-help",
    "reading-charts",
    "keeping-a-diary",
    "about",
]
PAGES = {file.stem for file in (CONTENT.parents[1] / "pages").glob("*.py")}
#: "When to get help" says what it says in as many words as it takes.
SHORT = {GET_HELP}


FIXED = "\n".join(
    (
        safety.in_an_emergency(),
        safety.the_same_day(),
        safety.crisis_lines(),
        safety.ABOVE_ALL,
        *safety.SAME_DAY,
    )
)


# The articles that are there


def test_all_articles_are_there_in_their_order() -> None:
    assert [article.slug for article in LIBRARY.articles] == ORDER


@ARTICLES
def test_every_source_is_there_and_was_verified(article) -> None:
    assert citations_amiss(article.source, LIBRARY.references) == []
    assert all(one.status == VERIFIED for one in LIBRARY.sources_of(article))


def test_every_source_is_cited_somewhere() -> None:
    assert never_cited(LIBRARY) == []


@ARTICLES
def test_every_figure_beside_a_citation_is_that_sources_own(article) -> None:
    assert figures_out_of_place(article.source, LIBRARY.references) == []
    assert cited_too_late(article.source) == []


@ARTICLES
def test_every_figure_is_told_with_what_it_is_of_against_what_and_which_way(article) -> None:
    assert figures_misread(article.source, LIBRARY.references) == []


@ARTICLES
def test_the_two_sentences_at_the_top_say_what_the_sources_below_say(article) -> None:
    assert answer_amiss(article, LIBRARY.references) == []


@ARTICLES
def test_no_share_and_no_size_stands_without_its_source(article) -> None:
    assert figures_without_source(article.source) == []


def test_every_row_of_a_table_is_its_sources_own() -> None:
    rows = [
        *((row, row.unit) for row in (*LIBRARY.glance, *LIBRARY.arms)),
        *((row, f"per 10,000 {row.per.value}") for row in LIBRARY.risks),
    ]
    assert len(rows) > 15
    assert [row_out_of_place(row, LIBRARY.references, unit=unit) for row, unit in rows] == [[]] * len(rows)


@ARTICLES
def test_no_article_promises_anything(article) -> None:
    said = [article.title, article.answer, plain(article.source), *article.words]
    assert forbidden_words("\n".join(said)) == []


def test_the_fixed_text_about_help_promises_nothing() -> None:
    assert forbidden_words(FIXED) == []


def test_every_number_to_call_has_its_row_in_the_release_checklist() -> None:
    article = LIBRARY.article(GET_HELP)
    said = telephone_numbers(" ".join([FIXED, article.answer, plain(article.source), *article.words]))
    release = (CONTENT.parents[1] / "docs" / "release.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d[\d ]*) \|", release, re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert {*rows} == said
    assert {"112", "999", "911", "988"} <= said


@ARTICLES
def test_no_other_article_tells_whom_to_call(article) -> None:
    if article.slug != GET_HELP:
        assert re.findall(r"\b(?:call|text|dial) \d+", f"{article.answer} {plain(article.source)}") == []


def test_every_number_to_call_can_be_tapped() -> None:
    fixed = f"{safety.in_an_emergency()}\n{safety.crisis_lines()}"
    tapped = re.findall(r"\[([\d ]+)\]\((?:tel|sms):(\d+)\)", fixed)
    assert {words for words, _ in tapped} == telephone_numbers(fixed)
    assert all(words.replace(" ", "") == called for words, called in tapped)
    assert safety.tapped("123 456") == "[123 456](tel:123456)"


def test_somebody_who_cannot_go_on_finds_a_line_for_their_country() -> None:
    said = safety.crisis_lines()
    for one in ("988", "HOME", "Samaritans", "Elsewhere", "do not stay alone", safety.CRISIS):
        assert one in said
    assert set(safety.EMERGENCY_NUMBERS.values()) <= telephone_numbers(said)


def test_the_crisis_lines_stand_whole_in_when_to_get_help_right_below_the_signs() -> None:
    block, crisis, *others = LIBRARY.article(GET_HELP).parts
    assert block is Block.HELP
    assert isinstance(crisis, Fixed)
    assert crisis.source == f"## {safety.CRISIS_TITLE}\n\n{safety.crisis_lines(titled=False)}"
    assert not any(safety.CRISIS in part.source for part in others if isinstance(part, Passage))


def test_who_feels_faint_is_told_to_lie_down_and_not_to_see_a_doctor_for_it() -> None:
    assert safety.FAINT in safety.the_same_day()
    assert not any("faint" in line for line in (*safety.SAME_DAY, *safety.BACK_PAIN))


def test_a_number_stays_on_the_line_of_its_percent_sign() -> None:
    for article in LIBRARY.articles:
        assert not re.search(r"\d %", f"{article.answer} {article.source}"), article.slug
    assert "29.7\N{NO-BREAK SPACE}%" in LIBRARY.article("risks").source


def test_no_row_of_a_table_promises_anything() -> None:
    said = [
        *(f"{row.outcome} {row.note}" for row in LIBRARY.glance),
        *(f"{row.arm} {row.what}" for row in LIBRARY.arms),
        *(row.what for row in LIBRARY.risks),
    ]
    assert forbidden_words("\n".join(said)) == []


@ARTICLES
def test_whoever_went_to_school_for_eight_years_can_read_it(article) -> None:
    if not article.is_on_statistics:
        assert grade(f"{article.answer}\n{article.source}") <= HIGHEST_GRADE


def test_at_most_two_articles_are_on_statistics() -> None:
    assert sum(article.is_on_statistics for article in LIBRARY.articles) <= 2


@ARTICLES
def test_an_article_is_neither_a_note_nor_a_book(article) -> None:
    assert (200 if article.slug in SHORT else 300) <= words_in(article.source) <= 700


@ARTICLES
def test_every_link_inside_leads_somewhere(article) -> None:
    for kind, target in links_of(article.source):
        where = {slug.slug for slug in LIBRARY.articles} if kind == "learn" else PAGES
        assert target.partition("?")[0] in where, (kind, target)


@ARTICLES
def test_nothing_loads_from_outside(article) -> None:
    assert loads_from_outside(article.source) == []


@ARTICLES
def test_an_article_says_what_is_not_known_and_when_it_was_checked(article) -> None:
    assert article.checked >= date(2026, 1, 1)
    *_, last = re.findall(r"^## (.*)", article.source, re.MULTILINE)
    assert last == "What we do not know"


def test_the_blocks_stand_where_people_look_for_them() -> None:
    where = {
        part: article.slug
        for article in LIBRARY.articles
        for part in article.parts
        if isinstance(part, Block)
    }
    assert where == {
        Block.RISKS: "risks",
        Block.GLANCE: "benefits",
        Block.OWN: "benefits",
        Block.REGRESSION: "reading-charts",
        Block.CHECKLIST: "choosing",
        Block.HELP: "get-help",
        Block.OPERATOR: "about",
    }


def test_against_sham_and_against_no_acupuncture_stand_side_by_side() -> None:
    against = {row.against for row in LIBRARY.glance}
    assert {"sham", "no acupuncture", "usual care"} <= against
    assert NOT_THE_SAME_KIND in plain(LIBRARY.article("benefits").source)


def test_usual_care_stands_among_the_arms() -> None:
    assert any("usual care" in arm.arm.lower() for arm in LIBRARY.arms)


@ARTICLES
def test_every_citation_has_its_number_and_every_number_its_source(article) -> None:
    assert len(set(article.citations)) == len(article.citations) == len(LIBRARY.sources_of(article))
    assert set(cited_in(article.source)) <= set(article.citations)


def test_the_program_starts_without_reading_an_article() -> None:
    script = (
        "import sys; import acujournal.education, acujournal.charts, acujournal.ui.learnlinks; "
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=CONTENT.parents[1]).returncode == 0


# Finding


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("bruise", "risks"),
        ("RISKS", "risks"),
        ("Endorphín", "benefits"),
        ("qi", "what-it-is"),
        ("samaritans", "get-help"),
        ("licence register", "choosing"),
        ("weekly pause", "keeping-a-diary"),
        ("pneumothorax", "risks"),
        ("does acupuncture work", "two-minutes"),
        ("massage", "choices"),
        ("is it safe", "risks"),
        ("inflamed", "benefits"),
        ("what does acupuncture cost", "a-session"),
        ("I want to die", "get-help"),
        ("suicidal thoughts", "get-help"),
        ("I feel so depressed", "get-help"),
    ],
)
def test_a_word_finds_its_article_first(query, first) -> None:
    assert search(LIBRARY.articles, query)[0].slug == first


@pytest.mark.parametrize(
    "sign",
    [
        "shivers",
        "shivering",
        "lump",
        "wiping",
        "legs",
        "weight",
        "accident",
        "suicidal",
        "depressed",
        "painful",
        "pus",
        "steroids",
        "numbness",
        "breathless",
        "clammy skin",
        "purple xylophone",
    ],
)
def test_whoever_looks_for_a_sign_of_danger_comes_to_when_to_get_help(sign) -> None:
    assert GET_HELP in [article.slug for article in search(LIBRARY.articles, sign)]


def test_a_row_that_only_a_chart_draws_is_found_by_its_words() -> None:
    assert [one.slug for one in search(LIBRARY.articles, "punctured")] == ["risks", "get-help"]
    assert "outlying" in LIBRARY.article("benefits").folded["text"], "from a row of the evidence at a glance"
    assert "whatever the care" in LIBRARY.article("benefits").folded["text"], "from a row of the arms"


def test_an_article_with_more_of_the_words_comes_first_and_one_with_some_is_not_lost() -> None:
    found = [one.slug for one in search(LIBRARY.articles, "bruise xylophone")]
    assert found[0] == "risks"
    both = [one.slug for one in search(LIBRARY.articles, "hepatitis bruise")]
    assert {"choosing", "risks"} <= set(both)
    assert search(LIBRARY.articles, "bruise faint sweaty")[0].slug == "risks"


def test_a_word_nobody_wrote_leads_to_help_and_no_word_finds_all() -> None:
    assert [one.slug for one in search(LIBRARY.articles, "xylophone")] == [GET_HELP]
    assert not has_words_of(LIBRARY.articles, "xylophone")
    assert has_words_of(LIBRARY.articles, "bruise xylophone")
    assert has_words_of(LIBRARY.articles, "  ")
    assert search(LIBRARY.articles, "  ") == LIBRARY.articles


def test_words_that_say_nothing_count_only_where_there_is_no_other() -> None:
    assert search(LIBRARY.articles, "is it a bruise") == search(LIBRARY.articles, "bruise")
    assert search(LIBRARY.articles, "acupuncture")[0].slug == "two-minutes"


def test_what_looks_like_a_pattern_is_only_a_word() -> None:
    assert search(LIBRARY.articles, ".*") == LIBRARY.articles, "there is no word in it"
    assert search(LIBRARY.articles, "(a[") == search(LIBRARY.articles, "a")


def test_case_and_accents_do_not_matter() -> None:
    assert fold("Ménière’s ÉTÉ") == "meniere's ete"


# A library of two articles, to be broken

HEAD = """---
title: Needles
order: 1
answer: They are thin. They are many.
checked: 2026-11-03
words: [needle, pin]
statistics: false
---
"""
BODY = """## Length

They are 5 to 40 mm long [@a]. See [the other one](learn:other) and [your plan](page:plan?visit=first).

{{risks}}

- [ ] I saw a needle.
- [ ] I saw two.

| what | how |
|---|---|
| *Cell* | 7% of patients [@b; @a] |
"""
FIGURE = {"value": 5, "low": None, "high": None, "unit": "mm", "against": None, "per": None, "what": "depth"}
SOURCE = {
    "key": "a",
    "authors": "Ana A",
    "title": "On needles",
    "journal": "",
    "year": 2020,
    "doi": None,
    "pmid": None,
    "status": "verified",
    "topic": "x",
    "figures": [FIGURE, FIGURE | {"value": 40}],
}
RISK = {
    "what": "Bruise",
    "per_10000": 610,
    "low": None,
    "high": None,
    "per": "patients",
    "key": "c",
    "seriousness": "minor",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "articles" / "en").mkdir(parents=True)
    (tmp_path / "articles" / "de").mkdir()
    write(tmp_path, HEAD + BODY)
    other = HEAD.replace("order: 1", "order: 2").replace("Needles", "Other")
    write(tmp_path, other + "Nothing.", slug="other")
    percent = FIGURE | {"value": 7, "unit": "% of patients"}
    sources = [SOURCE, SOURCE | {"key": "b", "figures": [percent]}, SOURCE | {"key": "c"}]
    put(tmp_path, "references", sources)
    put(tmp_path, "risk", [RISK])
    put(tmp_path, "glance", [])
    put(tmp_path, "arms", [])
    return tmp_path


def write(content: Path, text: str, *, slug: str = "needles", language: str = "en") -> None:
    (content / "articles" / language / f"{slug}.md").write_text(text, "utf-8")


def put(content: Path, name: str, rows: list) -> None:
    (content / f"{name}.json").write_text(json.dumps(rows), "utf-8")


def load(content: Path, language: str = "en") -> Library:
    return load_library(language, content)


def test_an_article_is_read_into_its_parts(content) -> None:
    needles, other = load(content).articles
    passage, block, first, second, table = needles.parts

    assert (needles.slug, needles.title, needles.checked) == ("needles", "Needles", date(2026, 11, 3))
    assert needles.first_line == "They are thin."
    assert isinstance(passage, Passage)
    assert isinstance(table, Passage)
    assert block is Block.RISKS
    assert (first, second) == (Item("I saw a needle."), Item("I saw two."))
    assert needles.citations == ("a", "c", "b"), "as mentioned; the block stands between"
    assert other.citations == ()


def test_two_lines_of_a_list_never_share_a_tick(content) -> None:
    first, second = load(content).articles[0].items
    assert first.name != second.name
    assert first.name == Item("I saw a needle.").name


def test_words_alone_are_left_of_an_article(content) -> None:
    assert plain(load(content).articles[0].source).splitlines() == [
        "Length",
        "They are 5 to 40 mm long. See the other one and your plan.",
        "I saw a needle.",
        "I saw two.",
        "what",
        "how",
        "Cell",
        "7% of patients",
    ]


def test_what_is_not_translated_is_shown_in_english(content) -> None:
    german = HEAD.replace("Needles", "Nadeln").replace("They are thin. They are many.", "Dünn. Und viele.")
    write(content, german + "Mehr nicht.", language="de")
    library = load(content, "de")

    assert [(one.title, one.language) for one in library.articles] == [("Nadeln", "de"), ("Other", "en")]
    assert [one.title for one in load(content, "fr").articles] == ["Needles", "Other"]
    assert [one.title for one in load(content, "../../etc").articles] == ["Needles", "Other"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("title: Needles\n", "", "exactly these fields"),
        ("order: 1", "order: 1\nauthor: Ana", "exactly these fields"),
        ("order: 1", "order: first", "order is not"),
        ("order: 1", "order: 2", "same order"),
        ("checked: 2026-11-03", "checked: lately", "checked is not"),
        ("words: [needle, pin]", "words: []", "words is not"),
        ("They are thin. They are many.", "They are thin and many.", "two sentences"),
        ("title: Needles", "title: [Needles", "head cannot be read"),
        ("---\ntitle", "title", "begins with its head"),
        ("[@a]", "[@nobody]", "No source is called nobody"),
        ("{{risks}}", "{{horoscope}}", "no block"),
        ("I saw two.", "I saw two [@b].", "label of a box"),
        ("{{risks}}", "Here: {{risks}}", "line of its own"),
        ("learn:other", "learn:nothing", "links to learn:nothing"),
        ("learn:other", "https://example.org", "links to https"),
        ("page:plan?visit=first", "page:plan?x=<b>", "without HTML"),
        ("## Length", "<b>Length</b>", "without HTML"),
        ("## Length", "![A needle](needle.png)", "without pictures"),
    ],
)
def test_a_mistake_in_an_article_is_told_with_its_file(content, before, after, told) -> None:
    text = HEAD + BODY
    assert before in text
    write(content, text.replace(before, after, 1))
    with pytest.raises(BadValue, match=told):
        load(content)


@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [
        ("references", [{"key": "a"}], r"references.json: a has no authors"),
        ("references", [SOURCE, SOURCE], "stands there twice"),
        ("references", [SOURCE | {"link": "javascript:alert(1)"}], "https"),
        ("references", [SOURCE | {"figures": [FIGURE | {"low": 6, "high": 7}]}], "between them"),
        ("references", [SOURCE | {"figures": [FIGURE | {"low": 1}]}], "two ends"),
        ("references", [SOURCE | {"figures": [FIGURE | {"derived": True}]}], "working"),
        ("references", [SOURCE | {"figures": [FIGURE | {"unit": ""}]}], "unit"),
        ("risk", [RISK | {"key": "nobody"}], "risk.json: No source is called nobody"),
        ("risk", [RISK | {"per": "month"}], "month"),
        ("risk", [RISK | {"per_10000": 10_001}], "10,000"),
        ("risk", [{"what": "Bruise"}], "risk.json: Row 1"),
        (
            "glance",
            [
                {
                    "outcome": "Pain",
                    "against": "sham",
                    "value": 1,
                    "low": None,
                    "high": None,
                    "unit": "points of 0-10",
                    "certainty": "very sure",
                    "key": "a",
                }
            ],
            "Certainty is one of",
        ),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_file(content, name, rows, told) -> None:
    put(content, name, rows)
    with pytest.raises(BadValue, match=told):
        load(content)


# The rules themselves can fail

FIGURES = {
    key: Reference(
        **(SOURCE | {"key": key, "figures": (Figure(value=value, low=low, high=high, unit=unit, what="x"),)})
    )
    for key, value, low, high, unit in [
        ("points", 1.03, 0.34, 1.71, "points of 0-10"),
        ("share", 8.6, None, None, "% of patients"),
        ("rate", 11.4, None, None, "per 10,000 patients"),
        ("many", 34407, None, None, "treatments"),
    ]
}


@pytest.mark.parametrize(
    "right",
    [
        "It was 1.03 points lower (0.34 to 1.71) on a scale of 0 to 10 [@points].",
        "In 2016 it was 8.6% of patients [@share].",
        "It was 8.6 % of patients [@share; @points].",
        "It was about 1 point [@points].",
        "It was roughly 1.0 points [@points].",
        "It happened to 11.4 in 10,000 patients [@rate].",
        "None in 34,407 treatments [@many].",
        "We took 99 of our own, without a source.",
    ],
)
def test_a_figure_of_its_source_passes(right) -> None:
    assert figures_out_of_place(right, FIGURES) == []


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ("It was 1.30 points lower [@points].", "1.30"),
        ("It was 1.03 points lower [@share].", "1.03"),
        ("It was 8.6 points [@share].", "8.6"),
        ("It was 1.03% of patients [@points].", "1.03%"),
        ("None in 3,407 treatments [@many].", "3,407"),
        ("First 1.03 [@points]. Then 9 more [@points].", "9"),
        ("| It was 77% [@share] | no number here |", "77%"),
        ("- A list with 12 [@points].", "12"),
        ("It was 1.0 points lower [@points].", "1.0"),
        ("It was 1 point lower, about [@points].", "1"),
        ("It was about 1.1 points lower [@points].", "1.1"),
    ],
)
def test_a_figure_that_is_not_its_sources_is_found(wrong, number) -> None:
    (found,) = figures_out_of_place(wrong, FIGURES)
    assert found.startswith(f"{number} in: ")


@pytest.mark.parametrize(
    "right",
    [
        "Pain was 1.03 points lower than with usual care (0.34 to 1.71) [@mu2020].",
        "Against usual care it was 10.26 points lower on a scale of 0 to 100 [@mu2020].",
        "The gap was about 1.1 points against no acupuncture, and about 0.5 against sham [@vickers2012].",
        "A serious side effect happened to 1.01 in 10,000 patients [@baumler2021].",
        "27.4 % of people were clearly better with usual care, and 44.2 % with sham [@haake2007].",
        "In 48 % of trials a course had 6 to 10 sessions [@macpherson2013].",
    ],
)
def test_a_figure_told_as_its_source_means_it_passes(right) -> None:
    assert figures_misread(right, LIBRARY.references) == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("Pain was 1.03 points lower than with sham [@mu2020].", "1.03: against sham instead of usual care"),
        ("Pain was 1.03 points lower [@mu2020].", "1.03: against nothing instead of usual care"),
        ("Pain was 1.03 points higher than with usual care [@mu2020].", "1.03: in the other direction"),
        ("Against usual care, pain rose by 1.03 points [@mu2020].", "1.03: in the other direction"),
        ("It was 10.26 points lower than with usual care [@mu2020].", "10.26: not said to be of 0-100"),
        (
            "Trouble was 1.0 points of 0 to 100 less than with usual care [@debar2025].",
            "1.0: not said to be of 0-24",
        ),
        (
            "The gap was about 1.1 points against no acupuncture, and about 0.46 against usual care [@vickers2012].",
            "0.46: against usual care instead of sham",
        ),
        (
            "3.4 % more patients were clearly better than with usual care [@haake2007].",
            "3.4 %: against usual care instead of sham",
        ),
        ("3.4 % fewer patients than with sham [@haake2007].", "3.4 %: in the other direction"),
        (
            "27.4 % of patients were clearly better with real needles [@haake2007].",
            "27.4 %: not said to be of clearly better",
        ),
        ("44.2 % of patients were worse with sham [@haake2007].", "44.2 %: in the other direction"),
        (
            "52 % of people without a diary had recovered [@ferrari2015].",
            "52 %: not said to be of recovered after",
        ),
        ("It was 1.01 in 10,000 treatments [@baumler2021].", "1.01: not said to be of patients"),
        (
            "Asked patients told of 1.01 in 10,000 treatments [@baumler2021].",
            "1.01: treatments instead of patients",
        ),
        ("It was 7.98 in a million patients [@baumler2021].", "7.98: not said to be of treatments"),
        ("It came in 29.7 % of treatments [@macpherson_thomas2005].", "29.7 %: not said to be of patients"),
        ("48 % gave a course of 6 to 10 sessions [@macpherson2013].", "48 %: not said to be of trials"),
        ("48 % of patients had 6 to 10 sessions [@macpherson2013].", "48 %: not said to be of trials"),
    ],
)
def test_a_right_number_told_of_something_else_is_found(wrong, why) -> None:
    found = figures_misread(wrong, LIBRARY.references)
    assert [one for one in found if one.startswith(why)], found


@pytest.mark.parametrize(
    "answer",
    [
        "Against pretend needling, pain is about one point lower. Nobody knows more.",
        "Against usual care, pain is about one point higher. Nobody knows more.",
        "Against usual care, pain is about two points lower. Nobody knows more.",
        "Serious harm comes in 3 of 10,000 patients. Nobody knows more.",
    ],
)
def test_a_wrong_answer_at_the_top_is_found(answer) -> None:
    article = LIBRARY.article("benefits")
    assert answer_amiss(article, LIBRARY.references) == []
    assert answer_amiss(replace(article, answer=answer), LIBRARY.references) != []


def test_a_share_without_a_source_is_found_and_an_example_is_none() -> None:
    assert figures_without_source("It helped 60 % of people. So [@points].") == [
        "60% in: It helped 60 % of people."
    ]
    assert figures_without_source("It was 1.03 points. So [@points].") != []
    assert figures_without_source("Say it was 1.8 points. Take 3 weeks.") == []


def test_a_number_to_call_is_found_however_it_is_written() -> None:
    assert telephone_numbers("Call [112](tel:112), 116 123, or text 741741.") == {"112", "116 123", "741741"}
    assert telephone_numbers("In 50 % of 10 years, 2026-11-24; 1,000 times.") == set()


def test_a_citation_belongs_to_its_own_sentence() -> None:
    assert len(units_of("One [@points]. Two [@share].\n\n- Three.\n- Four.")) == 4
    assert cited_too_late("It was so. [@points] And then.") != []
    assert cited_too_late("It was so [@points]. And then.") == []


def test_a_source_nobody_verified_is_found() -> None:
    unsure = FIGURES | {
        "unsure": Reference(**(SOURCE | {"key": "unsure", "status": "memory", "figures": ()}))
    }
    assert citations_amiss("So [@unsure; @points]. And [@nobody].", unsure) == ["unsure", "nobody"]


def test_a_source_nobody_cites_is_found(content) -> None:
    put(content, "references", [SOURCE, *(SOURCE | {"key": key} for key in "bcd")])
    assert never_cited(load(content)) == ["d"]


@pytest.mark.parametrize(
    "promise",
    [
        "Acupuncture works.",
        "It is effective.",
        "This was caused by needles.",
        "You are a responder.",
        "It proves the point.",
        "A significant fall.",
        "It heals.",
        "There was no effect.",
        "Guaranteed!",
        "It relieves pain.",
        "Needles reduce your back pain.",
        "It reduces pain.",
        "Acupuncture eases the pain.",
        "It treats pain.",
        "It is safe.",
        "A course without any risk.",
    ],
)
def test_a_promise_is_found(promise) -> None:
    assert len(forbidden_words(promise)) == 1


def test_plain_words_are_no_promise() -> None:
    assert (
        forbidden_words(
            "How it may work is not known. Because of that, nobody can say. It is not a cure. It is generally safe. "
            "Pain often eases by itself, and in the lower back it fell."
        )
        == []
    )


def test_hard_reading_is_found() -> None:
    hard = (
        "Notwithstanding considerable methodological heterogeneity, contemporaneous investigations "
        "consistently demonstrate statistically indistinguishable therapeutic outcomes across comparators."
    )
    assert grade(hard) > HIGHEST_GRADE
    assert grade("The cat sat on the mat. It was warm. The cat was glad.") < 3


@pytest.mark.parametrize(
    "outside", ["![x](y.png)", '<img src="x">', "https://example.org", "[x](//example.org)", "url(x)"]
)
def test_what_would_load_from_outside_is_found(outside) -> None:
    assert loads_from_outside(f"Words and {outside} more words.") != []


def test_a_row_that_is_not_its_sources_is_found(content) -> None:
    (risk,) = load(content).risks
    figures = {
        "c": Reference(**(SOURCE | {"figures": (Figure(value=610, unit="per 10,000 patients", what="x"),)}))
    }
    assert row_out_of_place(risk, figures, unit="per 10,000 patients") == []
    assert row_out_of_place(risk, figures, unit="per 10,000 treatments") == [(610, None, None)]
    row = next(one for one in LIBRARY.glance if one.against == "sham")
    assert row_out_of_place(row, LIBRARY.references, unit=row.unit) == []
    assert row_out_of_place(replace(row, against="usual care"), LIBRARY.references, unit=row.unit) != []


def test_a_sentence_ends_where_it_ends() -> None:
    assert sentences("It was 1.03 lower. “So it is.” Then 8.6% more.\nA line") == (
        "It was 1.03 lower.",
        "“So it is.",
        "Then 8.6% more.",
        "A line",
    )
