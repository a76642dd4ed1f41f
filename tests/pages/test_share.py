"""Share: Ana chooses, looks, and only then something can leave; a link shows what she saw and can be closed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from acujournal.errors import ReportTrouble
from acujournal.journal import Entry
from acujournal.report import Selection, contents, policy_of
from acujournal.server.guestpages import policy_in
from acujournal.server.previews import previews
from acujournal.sharing import Outcome, ShareState, Shown
from acujournal.storage import Happening
from acujournal.words import count_words, short_day
from tests.pages.conftest import EVENING, choose, go, words

DAY = date(2026, 11, 22)
DISCUSS = "Sitting <b>at work</b>"


@pytest.fixture(autouse=True)
def no_previews():
    yield
    previews.forget_all()


@pytest.fixture
def month(ana):
    """Four weeks of Ana's, with two notes."""
    for n in range(28):
        day = DAY - timedelta(days=n)
        note = "Only mine to know." if n == 3 else "The needles at the knee." if n == 5 else ""
        entry = Entry(day=day, pain_average=3 + n % 4, note=note)
        ana.save_entry(entry, based_on=0, now=EVENING - timedelta(days=n), zone="Europe/Berlin")
    return ana


def look(app):
    return app.button(key="share.look").click().run()


def linked(app):
    return app.button(key="share.make").click().run()


def cards(app):
    """The addresses this tab can still hand on, the newest first."""
    return [one.address for one in app.session_state["share.links"]]


def address(app):
    return cards(app)[0]


def token(app):
    return address(app).rsplit("/", 1)[-1]


def paper_key(share):
    return f"share.paper.{share.share_id}.{share.expires_at.date()}"


def paper_of(app, share):
    """The words on the PDF with the link on it."""
    app.button(key=f"{paper_key(share)}.make").click().run()
    made = bytes_at(app, app.session_state[paper_key(share)])
    return re.sub(r"\s+", " ", "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(made)).pages))


def choose_days(app, ana, first, last):
    choose(app, ana, "share", "period", "dates")
    choose(app, ana, "share", "first", first)
    return choose(app, ana, "share", "last", last)


def link_buttons(app):
    return {one.proto.label: one.proto.url for one in app.get("link_button")}


def bytes_at(app, where):
    from acujournal.access import OWNER

    return previews.find(OWNER, where.rsplit("/", 1)[-1])[0]


def test_nothing_can_leave_before_ana_has_looked(open_app, month):
    app = go(open_app(), "share")

    assert not app.exception
    assert not app.get("download_button")
    assert not link_buttons(app)
    assert "share.make" not in [one.key for one in app.button]
    assert month.shares() == ()


def test_the_link_shows_exactly_what_ana_looked_at(open_app, copy, month):
    app = look(go(open_app(), "share"))
    page, pdf = (bytes_at(app, link_buttons(app)[name]) for name in ("Open the page", "Open the PDF"))
    linked(app)

    assert not app.exception
    month.save_entry(Entry(day=DAY, pain_average=9), based_on=1, now=EVENING, zone="Europe/Berlin")
    assert copy.store.open_share(token(app), now=EVENING).body == page
    assert copy.store.open_share(token(app), now=EVENING, shown=Shown.PDF).body == pdf
    assert policy_in(page) == f"{policy_of(page)}; frame-ancestors 'none'"
    assert b"pain" in page.lower()
    assert pdf.startswith(b"%PDF")


def test_after_a_change_ana_has_to_look_again(open_app, month):
    app = look(go(open_app(), "share"))
    assert link_buttons(app)
    choose(app, month, "share", "reader", "Ben")
    assert not link_buttons(app)
    assert "changed since you looked" in words(app)
    look(app)
    assert link_buttons(app)
    month.save_entry(Entry(day=DAY, pain_average=9), based_on=1, now=EVENING, zone="Europe/Berlin")
    assert not link_buttons(app.run())


def test_notes_stay_out_unless_ana_chooses_them_one_by_one(open_app, month):
    app = look(go(open_app(), "share"))
    before = bytes_at(app, link_buttons(app)["Open the page"]).decode()
    choose(app, month, "share", "notes", [str(DAY - timedelta(days=5))])
    look(app)
    after = bytes_at(app, link_buttons(app)["Open the page"]).decode()

    assert "Only mine" not in before + after
    assert "at the knee" not in before
    assert "at the knee" in after


def test_what_ana_typed_is_there_after_a_reload(open_app, month):
    app = go(open_app(), "share")
    choose(app, month, "share", "discuss", DISCUSS)
    choose(app, month, "share", "period", "28")
    again = go(open_app(), "share")
    form = next(one for key, one in again.session_state["forms"].items() if key[1] == "share")

    assert form.values["discuss"] == DISCUSS
    assert form.values["period"] == "28"
    assert "Here again: what you chose at 20:14." in words(again), "nothing is ever saved here"


def test_anas_words_are_text_in_the_report(open_app, month):
    app = go(open_app(), "share")
    choose(app, month, "share", "discuss", DISCUSS)
    shown = bytes_at(look(app), link_buttons(app)["Open the page"]).decode()

    assert "Sitting &lt;b&gt;at work&lt;/b&gt;" in shown


@pytest.mark.parametrize(
    ("name", "value"), [("discuss", "x" * 301), ("reader", "x" * 121), ("period", "dates")]
)
def test_a_choice_that_cannot_be_is_a_sentence_and_can_be_put_right(open_app, month, name, value):
    app = go(open_app(), "share")
    choose(app, month, "share", name, value)

    assert not app.exception
    assert len(app.error) == 1
    assert "share.look" not in [one.key for one in app.button]
    if name != "period":
        choose(app, month, "share", name, "short")
    else:
        choose(app, month, "share", "first", "2026-11-01")
        choose(app, month, "share", "last", "2026-11-20")
    assert not app.error
    assert link_buttons(look(app))


def test_an_empty_journal_can_be_looked_at_too(open_app, ana):
    app = look(go(open_app(), "share"))

    assert not app.exception
    assert link_buttons(app)


def test_a_pdf_that_fails_is_a_sentence_and_no_half_share(open_app, month, monkeypatch):
    def fail(*_, **__):
        raise ReportTrouble("The PDF could not be made. Save the page instead.")

    monkeypatch.setattr("acujournal.report.render_pdf", fail)
    app = look(go(open_app(), "share"))

    assert "could not be made" in words(app)
    assert list(link_buttons(app)) == ["Open the page"]
    assert "share.make" not in [one.key for one in app.button]
    assert month.shares() == ()


def test_a_page_that_fails_is_a_sentence_and_nothing_else(open_app, month, monkeypatch):
    def fail(*_, **__):
        raise ReportTrouble("The page could not be made. Choose fewer days.")

    monkeypatch.setattr("acujournal.report.render_page", fail)
    app = look(go(open_app(), "share"))

    assert [one.value for one in app.error] == ["The page could not be made. Choose fewer days."]
    assert not app.exception
    assert not link_buttons(app)
    assert month.shares() == ()


def test_a_link_holds_as_long_and_behind_what_ana_says(open_app, copy, month):
    app = look(go(open_app(), "share"))
    app.number_input(key="share.days").set_value(7)
    app.text_input(key="share.passcode").set_value("garden gate")
    app.checkbox(key="share.takes_note").check()
    linked(app)
    (share,) = month.shares()

    assert share.expires_at == EVENING + timedelta(days=7)
    assert share.takes_note
    assert copy.store.open_share(token(app), now=EVENING).outcome is Outcome.NEEDS_PASSCODE
    opened = copy.store.open_share(token(app), now=EVENING, passcode="garden gate")
    assert opened.outcome is Outcome.FOUND
    assert opened.takes_note


def test_a_short_passcode_is_a_sentence_and_no_link(open_app, month):
    app = look(go(open_app(), "share"))
    app.text_input(key="share.passcode").set_value("short")
    linked(app)

    assert "at least 6" in words(app)
    assert month.shares() == ()


@pytest.fixture
def reachable(copy, monkeypatch):
    """A copy that others can reach, as a clinic's."""
    monkeypatch.setattr(copy, "settings", replace(copy.settings, address="192.0.2.7"))


def test_on_this_computer_alone_no_picture_and_no_sheet_leads_another_phone_nowhere(open_app, month):
    app = linked(look(go(open_app(), "share")))
    (share,) = month.shares()

    assert "This address opens only in a browser on this computer." in words(app)
    assert not [one for one in app.get("html") if "QR code" in one.proto.body]
    assert f"{paper_key(share)}.make" not in [one.key for one in app.button]


@pytest.mark.usefixtures("reachable")
def test_the_address_is_shown_once_with_a_picture_to_scan(open_app, month):
    app = linked(look(go(open_app(), "share")))
    told = address(app)
    pictures = [one.proto.body for one in app.get("html") if "QR code" in one.proto.body]

    assert re.fullmatch(r".*/s/[\w-]{43}", told)
    assert len(pictures) == 1
    assert told not in words(app), "nothing but the control holds it"
    (share,) = month.shares()
    app.button(key=f"share.handed_on.{share.share_id}").click().run()
    assert told not in cards(app)
    assert "The link is made" not in words(app)
    assert len(month.shares()) == 1


@pytest.mark.usefixtures("reachable")
def test_only_the_paper_ana_makes_then_has_the_link_on_it(open_app, copy, month):
    app = linked(look(go(open_app(), "share")))
    (share,) = month.shares()
    opens, key = token(app), paper_key(share)
    app.button(key=f"{key}.make").click().run()

    assert not app.error
    assert link_buttons(app)["Open the PDF with the link"] == app.session_state[key]
    paper = "".join(
        sheet.extract_text() for sheet in PdfReader(BytesIO(bytes_at(app, app.session_state[key]))).pages
    )
    assert opens in re.sub(r"[\s\u200b]+", "", paper)
    assert "It opens until Tue 22 Dec 2026." in re.sub(r"\s+", " ", paper)
    behind = copy.store.open_share(opens, now=EVENING, shown=Shown.PDF).body
    assert opens not in re.sub(
        r"\s+", "", "".join(one.extract_text() for one in PdfReader(BytesIO(behind)).pages)
    )


def test_on_this_computer_alone_the_page_says_so_and_offers_the_files(open_app, month):
    app = look(go(open_app(), "share"))

    assert "opens only in a browser on this computer" in words(app)
    assert [one.proto.label for one in app.get("download_button")] == ["Save PDF", "Save page"]


def test_ana_closes_renews_and_removes_a_link(open_app, copy, month, clock):
    app = linked(look(go(open_app(), "share")))
    (share,), opens = month.shares(), token(app)
    assert "Not opened yet" in words(app)
    copy.store.open_share(opens, now=EVENING)
    assert "opened 1 time; last on" in words(app.run())
    clock.now = EVENING + timedelta(days=40)
    assert "Ended on" in words(app.run())
    app.button(key=f"share.renew.{share.share_id}").click().run()
    assert copy.store.open_share(opens, now=clock.now).outcome is Outcome.FOUND
    app.button(key=f"share.revoke.{share.share_id}").click().run()
    assert copy.store.open_share(opens, now=clock.now).outcome is Outcome.GONE
    assert month.shares()[0].state(clock.now) is ShareState.REVOKED
    assert "Closed by you" in words(app)
    assert "The link is made" not in words(app)
    app.button(key=f"share.remove.{share.share_id}").click().run()
    assert month.shares() == ()


def test_ana_can_look_at_what_a_link_shows_and_that_is_not_counted(open_app, month):
    app = linked(look(go(open_app(), "share")))
    (share,) = month.shares()
    app.button(key=f"share.see.{share.share_id}").click().run()
    where = link_buttons(app)["1 · Open what they see"]

    assert bytes_at(app, where) == month.share_bytes(share.share_id)
    assert month.shares()[0].page_views == 0


def test_the_record_says_what_happened_to_a_link(open_app, copy, month):
    app = linked(look(go(open_app(), "share")))
    copy.store.open_share(token(app), now=EVENING)
    app.button(key=f"share.revoke.{month.shares()[0].share_id}").click().run()

    kinds = [one.kind for one in month.happened()]
    assert {Happening.SHARED, Happening.SHARE_OPENED, Happening.SHARE_REVOKED} <= set(kinds)


def test_a_note_from_the_holder_stands_on_today_until_ana_has_read_it(open_app, copy, month):
    app = look(go(open_app(), "share"))
    app.checkbox(key="share.takes_note").check()
    linked(app)
    copy.store.leave_note(
        token(app),
        message="**See you** ![x](http://evil.test/x.png)",
        next_on=DAY + timedelta(days=9),
        now=EVENING,
    )
    go(app, "today")

    assert "From the holder of your link" in words(app)
    assert "**See you** ![x](http://evil.test/x.png)" in [one.value for one in app.text]
    assert "evil" not in "".join(one.value for one in app.markdown)
    read = next(one for one in app.button if one.label == "I have read it")
    read.click().run()
    assert "From the holder" not in words(app)
    assert "From the holder" in words(go(app, "share"))


@pytest.mark.usefixtures("reachable")
def test_bens_link_is_never_taken_for_one_to_what_cleo_will_see(open_app, copy, month):
    app = go(open_app(), "share")
    choose(app, month, "share", "reader", "Ben")
    linked(look(app))
    bens, (share,) = address(app), month.shares()
    assert "share.make" not in [one.key for one in app.button]
    choose(app, month, "share", "reader", "Cleo")
    choose(app, month, "share", "notes", [str(DAY - timedelta(days=5))])
    look(app)

    assert "share.make" in [one.key for one in app.button], "a new choice can have a link of its own"
    said = [one.value for one in app.text]
    assert said.count("For Ben") == 1
    assert "For Cleo" not in said
    paper = paper_of(app, share)
    assert "Ben" in paper
    assert "Cleo" not in paper
    assert "at the knee" not in paper
    linked(app)
    assert len(cards(app)) == 2
    assert cards(app)[1] == bens
    said = [one.value for one in app.text]
    assert said.index("For Cleo") < said.index("For Ben")
    cleos = copy.store.open_share(token(app), now=EVENING).body
    assert b"at the knee" in cleos
    assert b"at the knee" not in copy.store.open_share(bens.rsplit("/", 1)[-1], now=EVENING).body


@pytest.mark.usefixtures("reachable")
def test_the_paper_with_the_link_says_what_the_link_shows_also_after_a_new_entry(open_app, month):
    app = linked(look(go(open_app(), "share")))
    (share,) = month.shares()
    before = paper_of(app, share)
    month.save_entry(
        Entry(day=DAY - timedelta(days=40), pain_average=9), based_on=0, now=EVENING, zone="Europe/Berlin"
    )
    assert paper_of(app, share) == before


def test_the_address_stays_until_ana_puts_it_away(open_app, month, clock):
    app = linked(look(go(open_app(), "share")))
    told, (share,) = address(app), month.shares()
    month.save_entry(Entry(day=DAY, pain_average=9), based_on=1, now=EVENING, zone="Europe/Berlin")
    after_a_save = words(app.run())
    clock.now = EVENING + timedelta(hours=5)
    after_midnight = words(app.run())
    after_another_page = words(go(go(app, "today"), "share"))
    choose(app, month, "share", "period", "dates")

    assert app.error, "no dates are chosen yet"
    for said in (after_a_save, after_midnight, after_another_page, words(app)):
        assert "The link is made" in said
    assert address(app) == told
    app.button(key=f"share.handed_on.{share.share_id}").click().run()
    assert "The link is made" not in words(app)


def test_the_card_says_until_when_a_link_holds_after_it_was_renewed(open_app, month, clock):
    app = linked(look(go(open_app(), "share")))
    (share,) = month.shares()
    assert f"share.renew.{share.share_id}" not in [one.key for one in app.button], "it would change nothing"
    clock.now = EVENING + timedelta(days=3)
    app.run()
    assert words(app).count("Open until Tue 22 Dec 2026.") == 2
    app.button(key=f"share.renew.{share.share_id}").click().run()
    assert words(app).count("Open until Fri 25 Dec 2026.") == 2
    assert "22 Dec" not in words(app)


def test_a_link_of_half_a_year_is_not_offered_thirty_days(open_app, month):
    app = look(go(open_app(), "share"))
    app.number_input(key="share.days").set_value(180)
    linked(app)

    assert not [one for one in app.button if "days from today" in one.label]


def test_a_message_ana_has_not_read_stays_when_she_removes_its_link(open_app, copy, month):
    app = go(open_app(), "share")
    choose(app, month, "share", "reader", "Ben")
    look(app)
    app.checkbox(key="share.takes_note").check()
    linked(app)
    (share,) = month.shares()
    copy.store.leave_note(token(app), message="Bring the letter.", next_on=None, now=EVENING)
    app.run()
    app.button(key=f"share.revoke.{share.share_id}").click().run()
    app.button(key=f"share.remove.{share.share_id}").click().run()

    assert month.shares() == ()
    for page in ("share", "today"):
        said = words(go(app, page))
        assert "Bring the letter." in said
        assert "The link was made for: Ben" in said
        assert "I have read it" in said


def test_the_screen_names_the_days_the_report_names(open_app, month):
    app = look(go(open_app(), "share"))
    page = bytes_at(app, link_buttons(app)["Open the page"]).decode()
    days = "Mon 26 Oct 2026 to Sun 22 Nov 2026 (28 days)"

    assert days in page
    assert days in words(app)
    assert "The journal begins on Mon 26 Oct 2026." in words(app)
    linked(app)
    assert words(app).count("Days shown: Mon 26 Oct 2026 to Sun 22 Nov 2026") == 2
    (share,) = month.shares()
    assert (share.first_day, share.until_day) == (DAY - timedelta(days=27), DAY + timedelta(days=1))


def test_a_day_not_filled_in_yet_is_not_named_among_those_a_link_shows(open_app, month, clock):
    clock.now = EVENING + timedelta(days=1)
    linked(look(go(open_app(), "share")))
    page = month.share_bytes(month.shares()[0].share_id).decode()

    assert "to Sun 22 Nov 2026" in page
    assert month.shares()[0].until_day == DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2027-01-01", "2027-01-31", "still to come"),
        ("2026-11-23", "2026-11-23", "still to come"),
        ("2026-01-01", "2026-10-25", "Your journal begins on Mon 26 Oct 2026"),
    ],
)
def test_days_of_which_nothing_can_be_said_are_a_sentence(open_app, month, first, last, sentence):
    app = choose_days(go(open_app(), "share"), month, first, last)

    assert [sentence in one.value for one in app.error] == [True]
    assert "share.look" not in [one.key for one in app.button]


@pytest.mark.parametrize("days", [("2026-11-22", "2027-01-31"), ("2026-01-01", "2026-10-26")])
def test_days_that_only_partly_lie_in_the_journal_can_be_looked_at(open_app, month, days):
    app = look(choose_days(go(open_app(), "share"), month, *days))

    assert not app.error
    assert link_buttons(app)


def test_what_they_see_can_be_opened_again_after_the_preview_has_ended(open_app, month):
    app = linked(look(go(open_app(), "share")))
    (share,) = month.shares()
    app.button(key=f"share.see.{share.share_id}").click().run()
    where = link_buttons(app)
    assert bytes_at(app, where["1 · Open their PDF"]) == month.share_bytes(share.share_id, Shown.PDF)
    previews.forget_all()
    app.run()
    assert "1 · Open what they see" not in link_buttons(app)
    app.button(key=f"share.see.{share.share_id}").click().run()
    assert bytes_at(app, link_buttons(app)["1 · Open what they see"]) == month.share_bytes(share.share_id)


def test_a_link_removed_in_another_tab_is_a_sentence_and_not_an_error(open_app, month):
    app = linked(look(go(open_app(), "share")))
    (share,) = month.shares()
    see = app.button(key=f"share.see.{share.share_id}")
    month.remove_share(share.share_id, now=EVENING)
    see.click().run()

    assert not app.exception
    assert "The link is made" not in words(app), "its address opens nothing any more"


def test_ana_is_told_that_only_the_newest_notes_are_offered(open_app, ana):
    for n in range(62):
        entry = Entry(day=DAY - timedelta(days=n), pain_average=3, note=f"Note {n}.")
        ana.save_entry(entry, based_on=0, now=EVENING, zone="Europe/Berlin")
    app = go(open_app(), "share")

    assert "These are the 60 newest of 62 notes." in words(app)
    assert "none of 62 in the report" in next(one.label for one in app.expander if "Notes" in one.label)
    choose(app, ana, "share", "period", "28")
    assert "newest of" not in words(app)


def test_a_note_ana_chose_stays_chosen_and_in_sight_when_she_looks_at_other_dates(open_app, ana):
    for n in (2, 40):
        entry = Entry(day=DAY - timedelta(days=n), pain_average=3, note=f"Note {n}.")
        ana.save_entry(entry, based_on=0, now=EVENING, zone="Europe/Berlin")
    app = go(open_app(), "share")
    old = str(DAY - timedelta(days=40))
    choose(app, ana, "share", "notes", [old])
    choose(app, ana, "share", "period", "28")

    assert "none of 1 in the report" in next(one.label for one in app.expander if "Notes" in one.label)
    assert ana.draft("share").body["values"]["notes"] == [old]


def test_ana_sees_at_which_minute_a_link_was_opened_and_in_which_form(open_app, copy, month):
    app = linked(look(go(open_app(), "share")))
    assert not [one for one in app.expander if "When it was opened" in one.label]
    for shown, minutes in ((Shown.PAGE, 0), (Shown.PAGE, 0), (Shown.PDF, 7)):
        copy.store.open_share(token(app), now=EVENING + timedelta(minutes=minutes), shown=shown)
    app.run()
    (times,) = [one for one in app.expander if "When it was opened" in one.label]

    assert [one.value for one in times.text] == [
        "Sun 22 Nov 2026, 20:21: the PDF\nSun 22 Nov 2026, 20:14: the page, 2 times"
    ]


def test_the_days_of_a_link_are_those_its_report_names(month):
    journal = month.load_journal()
    for first, until, today in (
        (DAY - timedelta(days=90), DAY + timedelta(days=1), DAY),
        (DAY - timedelta(days=90), DAY + timedelta(days=2), DAY + timedelta(days=1)),
        (DAY - timedelta(days=3), DAY + timedelta(days=60), DAY),
        (DAY - timedelta(days=9), DAY - timedelta(days=2), DAY),
        (DAY + timedelta(days=1), DAY + timedelta(days=2), DAY + timedelta(days=1)),
    ):
        selection = Selection(first=first, until=until)
        found = contents(journal, (), (), (), None, selection, today)
        begins, ends = found.first, found.until
        last = ends - timedelta(days=1)
        named = short_day(begins) if begins == last else f"{short_day(begins)} to {short_day(last)}"
        assert found.period == f"{named} ({count_words((ends - begins).days, 'day')})"
