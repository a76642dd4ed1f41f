"""Learn as Ana sees it: the list, an article, what she read and ticked, and the ways into it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from acujournal.education import NOT_THE_SAME_KIND, load_library
from acujournal.errors import StorageTrouble
from acujournal.journal import Entry
from acujournal.plan import Plan
from acujournal.server import running
from acujournal.storage import JournalStore
from acujournal.treatment import EffectKind, SideEffect, Treatment, TreatmentStatus
from acujournal.ui.article import in_markdown, source_html
from tests.pages.conftest import EVENING, go, words

LIBRARY = load_library()
SLUGS = [article.slug for article in LIBRARY.articles]
DAY = EVENING.date()


def links(app):
    return {link.proto.label: link.proto for link in app.get("page_link")}


def listed(app):
    return [name for name in links(app) if name.startswith("**") and name != "**Learn**"]


def read(app, slug):
    return go(app, "learn", article=slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_article_opens_with_its_answer_and_its_sources(open_app, ana, slug):
    article = LIBRARY.article(slug)
    app = read(open_app(), slug)

    assert not app.exception
    assert not app.error
    assert app.title[0].value == article.title
    said = words(app)
    assert article.answer in said
    assert "Last checked on" in said
    for source in LIBRARY.sources_of(article):
        assert source_html(source) in said
    assert said.count('<li id="source-') == len(article.citations)


def test_the_list_has_every_article_with_one_sentence(open_app, ana):
    app = go(open_app(), "learn")
    said = words(app)

    for article in LIBRARY.articles:
        assert f"**{article.title}**" in said
        assert article.first_line in said
    assert "Read on" not in said


def test_a_word_finds_its_articles_and_stays_while_one_is_read(open_app, ana):
    app = go(open_app(), "learn")
    app.text_input(key="learn.find").set_value("Samaritans").run()
    assert listed(app) == ["**When to get help**"]
    assert "1 article found" in words(app)

    app = go(read(app, "get-help"), "learn")
    assert app.text_input(key="learn.find").value == "Samaritans"
    app.text_input(key="learn.find").set_value("xylophone").run()
    assert "No article has these words" in words(app)
    app.text_input(key="learn.find").set_value("").run()
    assert len(listed(app)) == len(SLUGS)


def test_what_was_read_is_remembered_with_its_day_and_only_once_a_day(open_app, ana, clock):
    app = read(open_app(), "risks")
    first = ana.marks("read")["risks"]
    clock.now += timedelta(hours=1)
    read(app, "risks")
    assert ana.marks("read") == {"risks": first}

    clock.now += timedelta(days=2)
    assert "Read on 22 Nov" in words(go(app, "learn"))
    read(app, "risks")
    assert "Read on 24 Nov" in words(go(app, "learn"))
    clock.now += timedelta(days=60)
    assert "Read on 24 Nov 2026" in words(go(app, "learn"))


def test_that_ana_looked_for_help_is_not_kept(open_app, ana):
    read(open_app(), "get-help")
    assert ana.marks("read") == {}


def test_an_article_can_be_read_where_nothing_can_be_written(open_app, ana, monkeypatch):
    def refuse(*_, **__):
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(JournalStore, "mark", refuse)
    app = read(open_app(), "risks")
    assert not app.error
    assert app.title[0].value == LIBRARY.article("risks").title


@pytest.mark.parametrize("nonsense", ["nothing", "../../etc/passwd", "<b>", "Risks", "a\x00b"])
def test_an_article_that_is_not_there_is_a_sentence(open_app, ana, nonsense):
    app = read(open_app(), nonsense)
    assert not app.error
    assert "There is no such article" in words(app)
    assert nonsense not in words(app)
    assert ana.marks("read") == {}


def boxes(app):
    return {box.label: box for box in app.checkbox}


def test_a_tick_is_kept_at_once_and_comes_back_in_another_tab(open_app, ana):
    items = LIBRARY.article("choosing").items
    app = read(open_app(), "choosing")
    assert f"**0 of {len(items)} ticked.**" in words(app)
    boxes(app)[items[2].words].check().run()

    assert list(ana.marks("tick")) == [items[2].name]
    assert f"**1 of {len(items)} ticked.**" in words(app)
    assert f"☑ {items[2].words}" in words(app), "what paper shows"
    other = read(open_app(), "choosing")
    assert [label for label, box in boxes(other).items() if box.value] == [items[2].words]
    boxes(other)[items[2].words].uncheck().run()
    assert ana.marks("tick") == {}
    assert "☑" not in words(other)


def test_a_tick_that_cannot_be_kept_goes_back_and_is_told(open_app, ana, monkeypatch):
    def refuse(*_, **__):
        raise StorageTrouble("The disk is full.")

    app = read(open_app(), "choosing")
    monkeypatch.setattr(JournalStore, "mark", refuse)
    first = LIBRARY.article("choosing").items[0]
    boxes(app)[first.words].check().run()

    assert [one.value for one in app.error] == ["The disk is full."]
    assert not boxes(app)[first.words].value
    assert f"☐ {first.words}" in words(app)


# What leads into Learn


@pytest.mark.parametrize("screen", ["today", "history", "sessions", "plan", "progress", "learn", "settings"])
def test_help_is_one_tap_away_on_every_screen(open_app, ana, screen):
    app = go(open_app(), screen)
    link = links(app)["When to get help"]
    assert (link.page, link.query_string) == ("learn", "article=get-help")


def test_help_is_the_same_whatever_was_written(open_app, ana):
    before = words(read(open_app(), "get-help"))
    ana.save_entry(
        Entry(day=DAY, pain_average=10, note="I cannot go on"), based_on=0, now=EVENING, zone="Europe/Berlin"
    )
    assert words(read(open_app(), "get-help")) == before


def test_help_can_be_read_before_the_first_questions_are_answered(open_app, ana):
    ana.save_preferences(replace(ana.preferences(), welcomed_at=None))
    app = open_app()
    assert "Welcome to AcuJournal" in words(app)
    assert "When to get help" in links(app)

    read(app, "get-help")
    assert app.title[0].value == "When to get help"
    assert "Call your emergency number" in words(app)
    go(app, "progress")
    assert "Welcome to AcuJournal" in words(app)


def test_the_plan_leads_to_what_matters_there(open_app, ana):
    found = links(go(open_app(), "plan"))
    targets = {proto.query_string for proto in found.values() if proto.page == "learn"}
    assert {"article=a-session", "article=choosing", "article=reading-charts"} <= targets


def test_a_side_effect_leads_to_the_risks(open_app, ana):
    bruise = SideEffect(kind=EffectKind.BLEEDING)
    one = Treatment(
        treatment_id="s1",
        starts_at=EVENING - timedelta(days=1),
        zone="Europe/Berlin",
        status=TreatmentStatus.DONE,
        side_effects=(bruise,),
    )
    ana.save_treatment(one, based_on=0, now=EVENING)
    app = open_app()
    app.session_state["effects.fold"] = True
    go(app, "sessions")
    assert "article=risks" in {proto.query_string for proto in links(app).values()}


# What is drawn in articles


def test_numbers_lead_to_the_list_of_sources_and_links_stay_in_this_tab():
    article = LIBRARY.article("benefits")
    key = article.citations[1]
    named: set[int] = set()
    cited = f"[@{article.citations[0]}; @{key}]"
    shown = in_markdown(article, f"So it is {cited}. [Risks](learn:risks), [day](page:today).", named)
    assert shown == (
        'So it is<sup>&#91;<a id="named-1" href="#source-1" aria-label="Source 1">1</a>, '
        '<a id="named-2" href="#source-2" aria-label="Source 2">2</a>&#93;</sup>. '
        '<a href="learn?article=risks" target="_self">Risks</a>, <a href="./" target="_self">day</a>.'
    )
    again = in_markdown(article, f"Again [@{key}].", named)
    assert "id=" not in again, "a place has one name"


def test_a_source_without_a_link_stands_alone():
    some = next(iter(LIBRARY.references.values()))
    assert "<a " not in source_html(replace(some, link=None))
    assert f'href="{some.link}"' in source_html(some)
    assert "None" not in source_html(replace(some, link=None, year=None))


def test_drawing_patients_counts_them(open_app, ana):
    app = read(open_app(), "reading-charts")
    assert "Of **1 patient** drawn, **1** looked at least 1 point better." in words(app)
    app.button(key="learn.draw.one").click().run()
    assert "Of **2 patients** drawn, **2** looked" in words(app)
    app.button(key="learn.draw.many").click().run()
    said = words(app)
    assert "Of **102 patients** drawn" in said
    assert "**What the treatment did:** nothing, 0 points." in said


def test_the_own_course_without_a_plan_or_with_few_days_says_so(open_app, ana):
    assert "There is no plan in your journal" in words(read(open_app(), "benefits"))
    ana.save_plan(
        Plan(plan_id="p", begun_on=DAY, first_session_on=DAY + timedelta(days=3)),
        based_on=0,
        now=EVENING,
        today=DAY,
    )
    app = read(open_app(), "benefits")
    assert "too few rated days before your first session" in words(app)
    assert NOT_THE_SAME_KIND in words(app)


def test_the_own_course_gives_means_and_days_and_no_difference(open_app, ana):
    first = DAY - timedelta(days=24)
    for ago in range(34, -1, -1):
        day = DAY - timedelta(days=ago)
        pain = 7 if day < first else 4
        ana.save_entry(Entry(day=day, pain_average=pain), based_on=0, now=EVENING, zone="Europe/Berlin")
    ana.save_plan(
        Plan(plan_id="p", begun_on=first, first_session_on=first, baseline_from=first - timedelta(days=10)),
        based_on=0,
        now=EVENING,
        today=DAY,
    )
    held = Treatment(
        treatment_id="s1",
        starts_at=EVENING - timedelta(days=24),
        zone="Europe/Berlin",
        status=TreatmentStatus.DONE,
    )
    ana.save_treatment(held, based_on=0, now=EVENING)
    said = words(read(open_app(), "benefits"))

    assert "Before the first session: average pain 7.0, 10 of 10 days rated" in said
    assert "Your last days: average pain 4.0, 14 of 14 days rated" in said
    assert "3.0 points" not in said


def test_about_says_who_runs_it_and_where_data_lie_and_no_secret(open_app, ana, copy, monkeypatch):
    app = read(open_app(), "about")
    assert "you, on this computer" in words(app)
    assert app.code[0].value == str(copy.settings.data_folder)

    elsewhere = replace(copy.settings, database_url="postgresql+psycopg://ana:hunter2@db.example/x")
    monkeypatch.setattr(running.current(), "settings", elsewhere)
    said = words(read(open_app(), "about"))
    assert "PostgreSQL database" in said
    assert "hunter2" not in said
    assert "db.example" not in said
