"""Learn as Ana sees it: the list, an article, what she read and ticked, and the ways into it."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from acujournal.education import NOT_THE_SAME_KIND, load_library
from acujournal.errors import StorageTrouble
from acujournal.journal import Entry
from acujournal.server import running
from acujournal.stats.wording import EASES_BY_ITSELF
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
    assert "found." not in words(app)
    assert listed(app) == ["**When to get help**"], "who looks for a sign in words of their own finds help"
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


def has_rated(ana, days, *, sessions=(), pain=lambda ago: 7 if ago > 21 else 4):
    """Ana rated each of the last days; her sessions took place so many days ago."""
    for ago in range(days, 0, -1):
        entry = Entry(day=DAY - timedelta(days=ago), pain_average=pain(ago) + ago % 2)
        ana.save_entry(entry, based_on=0, now=EVENING, zone="Europe/Berlin")
    for ago in sessions:
        held = Treatment(
            treatment_id=f"s{ago}",
            starts_at=EVENING - timedelta(days=ago),
            zone="Europe/Berlin",
            status=TreatmentStatus.DONE,
        )
        ana.save_treatment(held, based_on=0, now=EVENING)


def test_the_own_course_without_sessions_says_what_is_missing_and_no_number(open_app, ana):
    has_rated(ana, 3)
    said = words(read(open_app(), "benefits"))
    assert "There is not enough data yet to compare your pain since your first session" in said
    assert "your first session" in said
    assert "95 % interval" not in said
    assert NOT_THE_SAME_KIND in said


@pytest.mark.parametrize("sessions", [(21,), (21, 14, 7), (2,)])
def test_learn_and_progress_never_differ_on_the_own_course(open_app, ana, sessions):
    has_rated(ana, 42, sessions=sessions)
    learn = [text.value for text in read(open_app(), "benefits").text]
    progress = words(go(open_app(), "progress"))

    own = learn[: learn.index(next(one for one in learn if one.startswith("As of ")))]
    assert own, "there is something to compare"
    for sentence in own:
        assert sentence in progress


def test_no_own_before_and_after_without_its_range_and_that_pain_eases_by_itself(open_app, ana):
    has_rated(ana, 42, sessions=(21,))
    said = words(read(open_app(), "benefits"))

    assert "Since your first session your pain was on average 3.0 points lower" in said
    assert "95 % interval" in said
    assert EASES_BY_ITSELF in said


def test_averages_of_too_few_days_stand_with_that_pain_eases_by_itself(open_app, ana):
    has_rated(ana, 40, sessions=(14,))
    said = words(read(open_app(), "benefits"))

    assert "Average pain before" in said
    assert "95 % interval" not in said
    assert EASES_BY_ITSELF in said


def test_days_another_scale_was_turned_into_do_not_count_in_the_own_course(open_app, ana):
    has_rated(ana, 42, sessions=(21,))
    before = words(read(open_app(), "benefits"))
    bearable = "import:bearable"
    days = [DAY - timedelta(days=ago) for ago in range(48, 42, -1)]
    brought = [
        SimpleNamespace(
            key=(bearable, day.isoformat(), "day", ""),
            value=Entry(day=day, zone="Europe/Berlin", pain_average=10, pain_is_0_to_10=False),
        )
        for day in days
    ]
    ana.import_all(SimpleNamespace(source=bearable, items=brought), now=EVENING)
    assert ana.load_journal().daily("pain_average")[days[0]] == 10
    after = words(read(open_app(), "benefits"))

    assert "(7.5 → 4.5" in before
    assert "(7.5 → 4.5" in after


def glance(outcome, against):
    (row,) = [one for one in LIBRARY.glance if (one.outcome, one.against) == (outcome, against)]
    return row


def test_a_difference_is_said_in_words_with_how_sure_it_is_and_never_with_a_sign(open_app, ana):
    """A chart with -1.03 above a table with 1.03 would leave it to the reader which of the two is better."""
    usual = glance("Pain at the end of treatment", "usual care")
    assert usual.said == "1.03 lower (0.34 to 1.71), low certainty"
    better = "More patients clearly better after 6 months"
    assert glance(better, "sham").said == "3.4 more (3.7 fewer to 10.3 more), low certainty"
    assert glance(better, "usual care").said == "20.2 more, low certainty"
    worse = replace(usual, value=-0.5, low=-1.0, high=0.2)
    assert worse.said == "0.5 higher (1 higher to 0.2 lower), low certainty"
    said = words(read(open_app(), "benefits"))
    for row in LIBRARY.glance:
        assert row.said in said


def test_a_size_turned_from_another_unit_is_said_as_roughly_as_it_is_known():
    assert glance("Pain, back and neck", "sham").said == "about 0.5 lower (0.3 to 0.7), low certainty"
    for row in LIBRARY.glance:
        (figure,) = [
            one
            for one in LIBRARY.references[row.key].figures
            if (one.value, one.unit, one.against) == (row.value, row.unit, row.against)
        ]
        assert row.is_about == figure.what.endswith(", about")


@pytest.mark.parametrize("slug", ["risks", "benefits"])
def test_what_folds_away_stands_on_paper_too(open_app, ana, slug):
    bodies = [html.proto.body for html in read(open_app(), slug).get("html")]
    on_paper = [body for body in bodies if body.startswith('<div class="on-paper">')]

    folded = {"risks": "Of 10,000 patients, how many", "benefits": "Our own sums"}[slug]
    assert [body for body in on_paper if folded in body]
    if slug == "risks":
        for body in on_paper[:2]:
            assert body.removeprefix('<div class="on-paper">').removesuffix("</div>") in bodies


def erases_everything(app):
    go(app, "data", part="erase")
    app.text_input(key="data.erase.word").set_value("erase").run()
    app.button(key="data.erase.all").click().run()
    assert app.title[0].value == "Everything is erased"
    return app


def test_help_opens_where_everything_has_just_been_erased_and_the_receipt_stays_to_be_read(open_app, ana):
    app = read(erases_everything(open_app()), "get-help")
    assert app.title[0].value == "When to get help"
    assert "Call your emergency number" in words(app)
    assert app.get("page_link"), "there is a way back"

    go(app, "learn")
    assert app.title[0].value == "Everything is erased"
    assert read(app, "risks").title[0].value == "Everything is erased"


def test_help_opens_where_another_tab_has_opened_another_journal(open_app, ana):
    app = open_app()
    app.session_state["journal"] = ("another", False)
    app.run()
    assert "another tab" in words(app)
    assert app.get("page_link")

    read(app, "get-help")
    assert app.title[0].value == "When to get help"
    assert "another tab" not in words(app)
    assert "another tab" in words(go(app, "today")), "the question is still to be answered"


@pytest.mark.parametrize("screen", ["today", "history", "plan", "learn", "settings", "data"])
def test_help_is_at_the_foot_of_every_screen_too(open_app, ana, screen):
    app = go(open_app(), screen)
    found = [link.proto for link in app.get("page_link") if link.proto.label == "When to get help"]
    assert [one.query_string for one in found] == ["article=get-help"] * 2


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
