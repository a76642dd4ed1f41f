"""My data behind AppTest: what goes out comes back, what is erased is gone, and a person's words are only ever text."""

import asyncio
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from acujournal.access import OWNER, STRANGER
from acujournal.everything import Everything
from acujournal.exchange import package
from acujournal.exchange.importing import Target
from acujournal.journal import Entry
from acujournal.plan import Plan
from acujournal.server.uploads import uploads
from acujournal.storage import Happening, Undone, look_into
from acujournal.storage.backups import days_kept
from acujournal.storage.sealing import unseal
from acujournal.treatment import Treatment, TreatmentStatus
from acujournal.ui.databackup import DAILY_ARE_MADE, DAILY_ARE_OFF, restore_command
from acujournal.ui.dataexport import READY
from acujournal.ui.dataimport import (
    FAILED,
    FILE,
    NOT_HERE,
    UNREADABLE,
    _bar,
    look_into_file,
    scale_wanted,
    undone_words,
)
from acujournal.ui.datarecord import WORDS, record_taken_out
from acujournal.ui.dataspan import WRONG_ORDER
from acujournal.ui.page import Page
from tests.pages.conftest import EVENING, ROOT, go, words

DAY = date(2026, 11, 22)
SAMPLES = ROOT / "tests" / "exchange" / "samples"
NOTE = "The stairs of my sister."


def write(ana, day=DAY, **answers):
    now = EVENING - (DAY - day)
    return ana.save_entry(Entry(day=day, **answers), based_on=0, now=now, zone="Europe/Berlin")


@pytest.fixture
def written(ana):
    """Three days and a session of Ana's."""
    write(ana, pain_average=6, note=NOTE)
    write(ana, DAY - timedelta(days=1), pain_average=4)
    write(ana, DAY - timedelta(days=40), pain_average=7, note=NOTE)
    treatment = Treatment(
        treatment_id="t1",
        starts_at=EVENING - timedelta(days=2),
        zone="Europe/Berlin",
        status=TreatmentStatus.DONE,
        needle_minutes=25,
    )
    ana.save_treatment(treatment, based_on=0, now=EVENING)
    return ana


def prepare(app, kind="package", span="All days"):
    go(app, "data", part="export")
    app.radio(key="data.kind").set_value(kind).run()
    app.radio(key="data.export.span").set_value(span).run()
    app.button(key="data.prepare").click().run()
    assert not app.exception
    return app.session_state[READY]


def upload(app, data):
    """What the browser does with a chosen file: it sends the bytes, and tells the page under which name."""
    go(app, "data", part="import")
    return choose_file(app, data)


def choose_file(app, data):
    async def pieces():
        yield data

    name = uploads.expect(OWNER, len(data))
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, uploads.receive(OWNER, name, pieces())).result()
    app.session_state[f"{FILE}.{app.session_state['data.file.turn']}"] = {"value": name}
    app.run()
    assert not app.exception
    return app


def test_settings_lead_to_my_data_and_it_leads_to_every_part(open_app, ana):
    app = go(open_app(), "settings")
    assert "Open My data" in words(app)
    go(app, "data")
    assert app.title[0].value == "My data"
    for part, title in (
        ("export", "Export"),
        ("import", "Import"),
        ("backup", "Backup"),
        ("reminders", "Reminders"),
        ("record", "Access record"),
        ("erase", "Erase"),
    ):
        go(app, "data", part=part)
        assert [one.value for one in app.title] == [title]
        assert not app.exception
        assert not app.error


def test_nothing_is_exported_before_ana_asks_for_it(open_app, written):
    app = go(open_app(), "data", part="export")
    assert not app.get("download_button")
    assert READY not in app.session_state
    assert not written.happened()


def test_the_package_holds_all_ana_wrote_and_the_record_says_so(open_app, written):
    made = prepare(open_app())
    everything, problems = package.read(made.data)
    assert problems == ()
    assert everything == written.load_everything()
    assert made.name == "acujournal-2026-11-22.zip"
    (event,) = written.happened()
    assert (event.kind, event.detail) == (Happening.EXPORTED, "data package, all days")


def test_only_the_chosen_days_go_out(open_app, written):
    app = open_app()
    table = prepare(app, "days", "Last 4 weeks").data.decode("utf-8-sig")
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == ["2026-11-21", "2026-11-22"]
    everything, _ = package.read(prepare(app, "package", "Last 4 weeks").data)
    assert [entry.day for entry in everything.entries] == [date(2026, 11, 21), date(2026, 11, 22)]
    assert "from Mon 26 Oct 2026 to Sun 22 Nov 2026" in written.happened()[0].detail


def test_each_file_says_before_what_is_in_it(open_app, written):
    app = go(open_app(), "data", part="export")
    captions = " ".join(app.radio(key="data.kind").proto.captions)
    assert "What you deleted in the last 30 days is in it too." in captions
    assert "Not in it: links you shared, messages from readers and the access record." in captions
    assert not any("Everything" in one for one in app.radio(key="data.kind").options), (
        "some days are not everything"
    )
    app.radio(key="data.kind").set_value("bundle").run()
    assert "as the patient's name" in app.text_input(key="data.patient").label
    assert "places of the body and for acupuncture" in app.toggle(key="data.snomed").help


def test_a_clinic_gets_notes_only_when_ana_says_so(open_app, written):
    app = open_app()
    made = prepare(app, "bundle")
    assert NOTE.encode() not in made.data
    assert b"snomed" in made.data
    app.toggle(key="data.notes").set_value(True).run()
    app.toggle(key="data.snomed").set_value(False).run()
    assert not app.get("download_button"), "the file of other choices is not offered any more"
    app.button(key="data.prepare").click().run()
    again = app.session_state[READY]
    assert NOTE.encode() in again.data
    assert b"snomed" not in again.data
    assert json.loads(again.data)["resourceType"] == "Bundle"


def test_the_charts_come_as_pictures(open_app, written):
    made = prepare(open_app(), "charts")
    names = zipfile.ZipFile(io.BytesIO(made.data)).namelist()
    assert {"course.svg", "course.png", "what-they-show.txt"} <= set(names)


def test_charts_of_nothing_are_a_sentence_and_no_file(open_app, ana):
    app = go(open_app(), "data", part="export")
    app.radio(key="data.kind").set_value("charts").run()
    app.button(key="data.prepare").click().run()
    assert "nothing to draw" in app.error[0].value
    assert READY not in app.session_state
    assert not ana.happened()


def test_a_file_made_before_another_save_is_not_offered_after_it(open_app, written):
    app = open_app()
    prepare(app)
    write(written, DAY - timedelta(days=5), pain_average=2)
    app.run()
    assert not app.get("download_button")
    assert READY not in app.session_state


def test_exported_erased_and_imported_again_the_journal_is_the_same(open_app, copy, written):
    app = open_app()
    data = prepare(app).data
    go(app, "data", part="erase")
    app.text_input(key="data.erase.word").set_value(" Erase ").run()
    app.button(key="data.erase.all").click().run()
    assert app.title[0].value == "Everything is erased"
    assert "• 3 days" in words(app)
    assert "• 1 session" in words(app)
    assert NOTE not in words(app)
    app.button(key="data.begin").click().run()
    assert "Welcome to AcuJournal" in words(app)
    app.button(key="welcome.skip").click().run()

    upload(app, data)
    assert "New: 3 days, 1 session." in words(app)
    app.button(key="data.import").click().run()
    assert "Imported. New: 3 days, 1 session." in words(app)
    assert prepare(app).data == data


def test_another_tab_is_told_that_everything_was_erased(open_app, written):
    other, app = open_app(), go(open_app(), "data", part="erase")
    app.text_input(key="data.erase.word").set_value("erase").run()
    app.button(key="data.erase.all").click().run()
    app.button(key="data.begin").click().run()
    app.button(key="welcome.skip").click().run()
    other.run()
    assert "Everything was erased in another tab" in other.info[0].value
    other.button(key="journal.changed").click().run()
    assert not other.info


def test_a_tab_that_comes_to_the_first_questions_says_why_they_are_there(open_app, written):
    other, app = open_app(), go(open_app(), "data", part="erase")
    app.text_input(key="data.erase.word").set_value("erase").run()
    app.button(key="data.erase.all").click().run()
    app.button(key="data.begin").click().run()
    other.run()
    assert "Welcome to AcuJournal" in words(other)
    assert other.info[0].value.startswith("Everything was erased in another window")
    other.button(key="welcome.skip").click().run()
    assert not other.info, "whoever began anew here knows"
    assert not open_app().info


def test_erasing_needs_the_word(open_app, written):
    app = go(open_app(), "data", part="erase")
    app.text_input(key="data.erase.word").set_value("yes").run()
    app.button(key="data.erase.all").click().run()
    assert "Nothing was erased" in app.error[0].value
    assert len(written.load_journal().entries) == 3


def test_erasing_takes_the_copies_along_unless_ana_keeps_them(open_app, copy, written):
    copy.store.backups.make(EVENING)
    app = go(open_app(), "data", part="erase")
    assert app.checkbox(key="data.erase.copies").label.startswith("Also delete 1 backup on this computer")
    app.text_input(key="data.erase.word").set_value("erase").run()
    app.button(key="data.erase.all").click().run()
    assert "• 1 backup" in words(app)
    assert copy.store.backups.all() == ()


def test_no_more_than_the_last_day_is_put_in_where_a_period_is_erased(open_app, copy, written):
    app = go(open_app(), "data", part="erase")
    assert [app.date_input(key=f"data.erase.{one}").value for one in ("first", "last")] == [DAY, DAY]
    assert "On Sun 22 Nov 2026 this would be deleted:" in words(app)
    assert "• 1 day\n" in words(app)
    app.date_input(key="data.erase.last").set_value(DAY - timedelta(days=1)).run()
    assert app.info[0].value == WRONG_ORDER
    app.date_input(key="data.erase.first").set_value(DAY - timedelta(days=5)).run()
    assert "From Tue 17 Nov 2026 to Sat 21 Nov 2026 this would be deleted:" in words(app)
    app.date_input(key="data.erase.last").set_value(DAY - timedelta(days=4)).run()
    assert "There is nothing to delete from Tue 17 Nov 2026 to Wed 18 Nov 2026." in words(app)
    assert not any(one.key == "data.erase.period" for one in app.button)


def test_ana_is_told_how_long_copies_hold_what_she_deleted(open_app, copy, written):
    app = go(open_app(), "data", part="erase")
    assert "Daily copies on this computer hold it for up to 4 weeks longer" in words(app)
    copy.settings = replace(copy.settings, makes_daily_copies=False)
    app.run()
    assert "Copies on this computer hold it until you delete them." in words(app)
    assert "4 weeks longer" not in words(app)


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("every", [1, 2, 3, 5, 9])
def test_no_daily_copy_holds_what_is_gone_for_more_than_four_weeks(weekday, every):
    gone_on = DAY + timedelta(days=weekday)
    made = set()
    for number in range(-40 * every, 4 * 7 + every + 1, every):
        today = gone_on + timedelta(days=number)
        made = set(days_kept({*made, today}, today))
        assert number <= 4 * 7 or min(made) >= gone_on
    assert made


def test_a_copy_that_cannot_be_deleted_is_no_good_news(open_app, copy, written, monkeypatch):
    made = copy.store.backups.make(EVENING)
    monkeypatch.setattr("acujournal.ui.dataerase.is_removed", lambda _: False)
    app = go(open_app(), "data", part="erase")
    app.checkbox(key=f"data.erase.sure.{DAY}.{DAY + timedelta(days=1)}").check().run()
    app.button(key="data.erase.period").click().run()
    assert [one.value for one in app.success] == [
        "The period was deleted for good. Gone: 1 day, 1 saved version."
    ]
    assert [one.value for one in app.error] == [
        f"These backups could not be deleted; delete them by hand: {made.file.name}."
    ]


def test_nothing_to_delete_for_good_is_neither_good_nor_bad_news(open_app, copy, written):
    made = copy.store.backups.make(EVENING)
    app = go(open_app(), "data", part="erase")
    app.button(key="data.erase.deleted").click().run()
    assert app.info[0].value == "There was nothing deleted that could still be brought back."
    assert not app.success
    assert copy.store.backups.all() == (made,)


def test_a_period_goes_only_after_the_box_is_ticked(open_app, written):
    app = go(open_app(), "data", part="erase")
    app.date_input(key="data.erase.first").set_value(DAY - timedelta(days=5)).run()
    assert "• 2 days" in words(app)
    app.button(key="data.erase.period").click().run()
    assert "Tick the box" in app.error[0].value
    assert len(written.load_journal().entries) == 3
    app.checkbox[0].check().run()
    app.button(key="data.erase.period").click().run()
    assert [entry.day for entry in written.load_journal().entries] == [DAY - timedelta(days=40)]
    assert written.treatments() == ()
    assert written.happened()[0].kind is Happening.PERIOD_DELETED


def test_a_period_goes_from_the_copies_too_and_one_of_what_is_left_is_made(open_app, copy, written):
    old = copy.store.backups.make(EVENING - timedelta(days=1))
    app = go(open_app(), "data", part="erase")
    app.date_input(key="data.erase.first").set_value(DAY - timedelta(days=5)).run()
    app.checkbox(key=f"data.erase.sure.{DAY - timedelta(days=5)}.{DAY + timedelta(days=1)}").check().run()
    app.button(key="data.erase.period").click().run()
    assert "1 backup." in words(app)
    (new,) = copy.store.backups.all()
    assert new.file != old.file
    assert not old.file.exists()
    assert look_into(new.file, data_folder=new.file.parent.parent).entries == 1


def test_whoever_keeps_the_copies_is_told_that_they_still_hold_everything(open_app, copy, written):
    copy.store.backups.make(EVENING)
    app = go(open_app(), "data", part="erase")
    app.checkbox(key="data.erase.copies").uncheck().run()
    app.text_input(key="data.erase.word").set_value("erase").run()
    app.button(key="data.erase.all").click().run()
    assert "is still in 1 backup on this computer" in words(app)


def test_what_was_deleted_is_gone_at_once_when_ana_wants_it(open_app, written):
    gone = written.entry(DAY)
    written.delete_entry(DAY, based_on=gone.revision, now=EVENING)
    app = go(open_app(), "data", part="erase")
    app.button(key="data.erase.deleted").click().run()
    assert "Deleted for good. Gone: 1 day, 2 saved versions." in words(app)
    assert written.deleted_entries(EVENING) == ()


def test_another_app_s_file_is_shown_first_chosen_by_ana_and_undone_as_a_whole(open_app, ana):
    app = upload(open_app(), (SAMPLES / "bearable_7col.csv").read_bytes())
    assert "A file from Bearable" in [one.value for one in app.header]
    assert not ana.load_journal().entries
    assert app.selectbox
    app.button(key="data.import").click().run()
    brought = ana.load_journal()
    assert brought.entries
    assert all(entry.source == "import:bearable" for entry in brought.entries)
    assert "It can be undone below." in words(app)
    (one,) = ana.imports()
    app.button(key=f"data.undo.{one.import_id}").click().run()
    assert f"The import was undone: {len(brought.entries) + 1} taken out." in words(app)
    assert "It can be undone below." not in words(app), "what was undone cannot be undone again"
    assert not ana.load_journal().entries
    go(app, "data", part="record")
    assert "You undid an import from Bearable" in words(app)


def test_a_day_ana_deleted_after_an_import_is_not_called_there(open_app, ana):
    data = (SAMPLES / "bearable_7col.csv").read_bytes()
    app = upload(open_app(), data)
    app.button(key="data.import").click().run()
    day = ana.load_journal().entries[0]
    ana.delete_entry(day.day, based_on=day.revision, now=EVENING)
    upload(app, data)
    assert "You deleted these after an earlier import, so they stay away: 1 day." in words(app)
    assert "There already, so nothing happens: 1 day, 1 session." in words(app)
    app.button(key="data.import").click().run()
    assert "so they stay away: 1 day." in app.success[0].value
    assert ana.entry(day.day) is None


def features(*names, top=4):
    """A file of Track & Graph whose features have numbers from 0 to `top`."""
    lines = ["FeatureName,Timestamp,Value,Label,Note"]
    lines += [
        f"{name},2026-11-{n + 1:02d}T20:00:00.000+01:00,{n}.0,," for name in names for n in range(top + 1)
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()


def becomes(app, number, target):
    app.selectbox[number].set_value(target).run()
    assert not app.exception


def test_numbers_from_0_to_4_become_pain_only_when_ana_has_said_both_ends(open_app, ana):
    app = upload(open_app(), features("Pain"))
    becomes(app, 0, Target.PAIN_AVERAGE)
    assert [one.value for one in app.number_input] == [None, None]
    assert "Until both are there, nothing can be brought in" in app.info[0].value
    assert not any(one.key == "data.import" for one in app.button)
    app.number_input[0].set_value(0).run()
    assert not any(one.key == "data.import" for one in app.button)
    app.number_input[1].set_value(4).run()
    app.button(key="data.import").click().run()
    entries = ana.load_journal().entries
    assert [one.pain_average for one in entries] == [0, 3, 5, 8, 10]
    assert not any(one.pain_is_0_to_10 for one in entries)


def test_a_second_file_takes_over_no_choice_of_the_first(open_app, ana):
    app = upload(open_app(), features("Pain"))
    becomes(app, 0, Target.PAIN_AVERAGE)
    app.number_input[0].set_value(0).run()
    app.number_input[1].set_value(10).run()
    app.toggle[0].set_value(True).run()
    choose_file(app, features("Weight on trousers"))
    assert "Weight on trousers" in words(app)
    assert [one.value for one in app.selectbox] == [Target.LEAVE_OUT]
    assert not app.number_input
    assert not app.toggle[0].value


def test_numbers_without_ends_are_named_as_the_list_names_them():
    assert scale_wanted(["2"]).startswith(
        "Of number 2 in the list below, say the lowest and the highest first."
    )
    assert scale_wanted(["2", "5"]).startswith("Of numbers 2 and 5 in the list below,")
    assert scale_wanted(["1", "2", "5"]).startswith("Of numbers 1, 2 and 5 in the list below,")


def test_what_is_left_out_or_becomes_a_note_is_folded(open_app, ana):
    app = upload(open_app(), (SAMPLES / "bearable_7col.csv").read_bytes())
    labels = [one.label for one in app.expander]
    assert "2 numbers that can become a pain score" in labels
    assert "6 others, left out or a line in the note" in labels
    folded = [box.key for one in app.expander for box in one.selectbox]
    assert len(folded) == 8
    assert [box.value for box in app.selectbox if box.key not in folded] == [
        Target.SLEEP_HOURS,
        Target.MEDICINE,
        Target.SESSION,
    ]
    assert "2 days, 1 day with hours of sleep, 1 medicine, 2 notes, 1 session." in words(app)


def test_days_of_another_import_are_not_called_anas_own(open_app, ana):
    app = upload(open_app(), (SAMPLES / "apple_health_export.zip").read_bytes())
    app.button(key="data.import").click().run()
    upload(app, (SAMPLES / "health_connect.zip").read_bytes())
    assert "Something else is there from Apple Health, so that stays: 1 day." in words(app)
    assert "You have written something else" not in words(app)


def test_settings_of_a_package_come_into_an_empty_journal_said_before_and_go_with_the_undo(open_app, ana):
    before = ana.preferences()
    away = replace(before, zone="Pacific/Auckland", is_weekly=True)
    data = package.write(Everything(preferences=away, entries=(Entry(day=DAY, stress=3),)))
    app = upload(open_app(), data)
    assert "its settings become those of the file too: time zone and daily or weekly questions." in words(app)
    app.button(key="data.import").click().run()
    assert ana.preferences() == away
    (one,) = ana.imports()
    app.button(key=f"data.undo.{one.import_id}").click().run()
    assert ana.preferences() == before


def test_an_undo_says_only_what_it_did():
    assert undone_words(Undone(removed=2, put_back=0, left=())) == "The import was undone: 2 taken out."
    assert undone_words(Undone(removed=0, put_back=1, left=("entry 2026-11-22",))) == (
        "The import was undone: 1 put back as it was. 1 thing you have changed since stays."
    )
    assert undone_words(Undone(removed=0, put_back=0, left=("a", "b"))) == (
        "The import was undone. 2 things you have changed since stay."
    )


def test_reading_tells_how_far_it_has_come():
    drawn = []
    data = (SAMPLES / "apple_health_export.zip").read_bytes()
    look_into_file("f", data, zone="UTC", progress=_bar(lambda done, text: drawn.append((done, text))))
    assert drawn == [(1.0, "Read so far: 100 %")]


def test_names_of_strands_are_text_and_never_part_of_a_label(open_app, ana):
    trap = "![see](http://tracker.example/x.png) **bold**"
    file = (SAMPLES / "daylio_8col.csv").read_text("utf-8-sig").replace("family | walk", trap)
    app = upload(open_app(), file.encode())
    shown = [one.value for one in app.text]
    assert any("tracker.example" in one for one in shown)
    others = [
        one.value for kind in ("markdown", "caption", "error", "info", "header") for one in app.get(kind)
    ]
    others += [one.label for one in app.selectbox] + [
        option for one in app.selectbox for option in one.options
    ]
    assert not any("tracker.example" in one for one in others)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"What,When\r\nBeach,Tomorrow\r\n", "not one that can be read here"),
        (b"PK\x03\x04 and then nothing", "This zip file is damaged"),
        ((SAMPLES / "apple_health_export.zip").read_bytes()[:300], "This zip file is damaged"),
    ],
)
def test_a_foreign_file_is_a_sentence_and_nothing_comes_in(open_app, ana, data, said):
    app = upload(open_app(), data)
    assert said in words(app)
    assert not any(one.key == "data.import" for one in app.button)
    assert not ana.imports()


def test_a_file_is_gone_from_the_disk_as_soon_as_it_was_looked_into(open_app, copy, ana):
    app = upload(open_app(), features("Pain"))
    assert app.selectbox
    assert list((copy.settings.data_folder / "incoming").iterdir()) == []
    app.run()
    assert app.selectbox, "what was seen in it is still there"


def test_a_file_that_breaks_the_reader_is_one_sentence_and_not_read_again(open_app, copy, ana, monkeypatch):
    tries = []

    def breaks(*_, **__):
        tries.append(1)
        raise RecursionError(NOTE)

    monkeypatch.setattr("acujournal.exchange.importing.look", breaks)
    app = upload(open_app(), features("Pain"))
    assert f"{UNREADABLE}" in app.error[0].value
    assert FAILED in words(app)
    assert NOTE not in words(app)
    assert list((copy.settings.data_folder / "incoming").iterdir()) == []
    app.run()
    assert FAILED in words(app)
    assert len(tries) == 1


def sent(copy):
    """A file of Ana's that was sent and not yet read."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        name = uploads.expect(OWNER, 5)
        thread.submit(asyncio.run, uploads.receive(OWNER, name, given(b"words"))).result()
    (file,) = (copy.settings.data_folder / "incoming").iterdir()
    return file


async def given(data):
    yield data


def test_a_file_that_was_sent_and_not_read_goes_with_everything(open_app, copy, written):
    file = sent(copy)
    app = go(open_app(), "data", part="erase")
    app.text_input(key="data.erase.word").set_value("erase").run()
    assert file.exists()
    app.button(key="data.erase.all").click().run()
    assert not file.exists()


def test_a_file_that_was_sent_and_not_read_goes_when_ana_signs_out(open_app, copy, written):
    file = sent(copy)
    app = go(open_app(), "settings")
    app.button(key="settings.signout").click().run()
    assert not file.exists()


def test_a_file_that_is_no_longer_here_is_a_sentence(open_app, ana):
    app = go(open_app(), "data", part="import")
    app.session_state[f"{FILE}.0"] = {"value": "0" * 32}
    app.run()
    assert [one.value for one in app.info] == [NOT_HERE]
    app.session_state[f"{FILE}.0"] = {"value": "../keys.json"}
    app.run()
    assert not app.info


def test_a_damaged_package_is_refused_with_a_reason(open_app, written):
    data = bytearray(package.write(written.load_everything()))
    data[len(data) // 3] ^= 1
    app = upload(open_app(), bytes(data))
    assert not any(one.key == "data.import" for one in app.button)
    assert "Nothing was imported" in words(app) or "not one that can be read" in words(app)


def test_a_copy_is_made_at_once_listed_and_recorded(open_app, copy, written):
    app = go(open_app(), "data", part="backup")
    assert "There is none yet." in words(app)
    app.button(key="data.backup").click().run()
    (made,) = copy.store.backups.all()
    assert "made by you" in words(app)
    assert any(f'restore "{made.file}"' in one.value for one in app.code)
    assert written.happened()[0].kind is Happening.BACKED_UP


def test_the_command_that_puts_a_copy_back_runs_where_it_is_typed():
    assert restore_command("/usr/bin/python3", "/a b.sqlite", is_windows=False) == (
        '"/usr/bin/python3" -m acujournal restore "/a b.sqlite"'
    )
    assert restore_command("C:\\python.exe", "D:\\a b.sqlite", is_windows=True) == (
        '& "C:\\python.exe" -m acujournal restore "D:\\a b.sqlite"'
    )


def test_ana_is_told_when_no_daily_copies_are_made(open_app, copy, written):
    app = go(open_app(), "data", part="backup")
    assert DAILY_ARE_MADE in words(app)
    copy.settings = replace(copy.settings, makes_daily_copies=False)
    app.run()
    assert DAILY_ARE_OFF in words(app)
    assert DAILY_ARE_MADE not in words(app)


def test_the_calendar_offers_what_is_planned_and_says_when_there_is_nothing(open_app, ana):
    app = go(open_app(), "data", part="reminders")
    assert app.get("download_button")
    app.toggle(key="data.evening").set_value(False).run()
    assert not app.get("download_button")
    assert "nothing to be reminded of" in app.info[0].value
    soon = Treatment(
        treatment_id="soon",
        starts_at=EVENING + timedelta(days=3),
        zone="Europe/Berlin",
        status=TreatmentStatus.PLANNED,
    )
    ana.save_treatment(soon, based_on=0, now=EVENING)
    app.run()
    assert app.toggle(key="data.sessions").label == "Remind me of 1 planned session"
    assert "A session rings 2 hours before it begins." in words(app)
    assert "The review rings" not in words(app)
    plan = Plan(plan_id="p1", begun_on=DAY, review_on=DAY + timedelta(days=9))
    ana.save_plan(plan, based_on=0, now=EVENING, today=DAY)
    app.run()
    assert "The review rings at 19:00." in words(app)
    app.toggle(key="data.evening").set_value(True).run()
    assert "The review rings at 20:00." in words(app)
    assert app.get("download_button")


def test_every_kind_of_event_has_its_words():
    assert set(WORDS) == set(Happening)


def test_the_record_shows_a_readers_name_as_text_only(open_app, ana):
    ana.record(Happening.SHARE_OPENED, "**Ben** ![](http://tracker.example)", now=EVENING)
    app = go(open_app(), "data", part="record")
    assert "20:14: The link for **Ben** ![](http://tracker.example) was opened." in [
        one.value for one in app.text
    ]
    assert not any("Ben" in one.value for one in app.markdown)


def test_the_record_tells_a_link_that_holds_longer_from_a_new_one(open_app, ana):
    made = ana.make_share(
        page=b"page",
        pdf=b"pdf",
        first_day=DAY,
        until_day=DAY + timedelta(days=1),
        now=EVENING,
        reader="Ben",
        days=1,
    )
    ana.renew_share(made.share.share_id, now=EVENING + timedelta(minutes=1))
    ana.revoke_share(made.share.share_id, now=EVENING + timedelta(minutes=2))
    app = go(open_app(), "data", part="record")
    lines = [one.value for one in app.text if "Ben" in one.value]
    assert [line.partition(": ")[2] for line in lines] == [
        "You closed the link for Ben.",
        "You made the link for Ben hold longer.",
        "You made a link to share, for Ben.",
    ]


def test_in_the_sample_nothing_is_exported_imported_or_erased(open_app, ana):
    write(ana, pain_average=9)
    app = go(open_app(), "settings")
    app.button(key="settings.sample").click().run()
    for part in ("export", "import", "backup", "reminders", "record", "erase"):
        go(app, "data", part=part)
        assert "invented sample journal" in app.info[0].value
        assert not [one for one in app.button if one.key and one.key.startswith("data.")]


def test_another_journal_never_gets_the_prepared_file(open_app, written):
    app = open_app()
    made = prepare(app)
    app.session_state[READY] = replace(made, journal_id="another")
    app.run()
    assert not app.get("download_button")


def passphrase(app, first, again):
    turn = app.session_state["data.backup.turn"]
    app.text_input(key=f"data.passphrase.{turn}").set_value(first)
    app.text_input(key=f"data.passphrase.again.{turn}").set_value(again)
    app.button(key="data.backup.prepare").click().run()
    assert not app.exception


def test_a_copy_to_take_away_opens_with_its_passphrase_alone(open_app, copy, written):
    app = go(open_app(), "data", part="backup")
    assert "the copy is lost" in words(app)
    passphrase(app, "four words are best", "four words are beast")
    assert "not the same" in app.error[0].value
    passphrase(app, "four words are best", "four words are best")
    assert "Only its passphrase opens it" in app.success[0].value
    assert app.get("download_button")
    assert [one.value for one in app.text_input] == ["", ""], "no passphrase stays on the page"
    ready = app.session_state["data.backup.ready"]
    assert ready.name == "acujournal-copy-2026-11-22.sqlite.age"
    assert NOTE.encode() in unseal(ready.data, "four words are best")
    assert written.happened()[0].detail == "as a file to take away, with a passphrase"
    assert copy.store.backups.all() == ()
    write(written, DAY - timedelta(days=5), pain_average=2)
    app.run()
    assert not app.get("download_button"), "it does not hold what was written since"


def test_without_a_passphrase_the_copy_says_that_anybody_can_read_it(open_app, written):
    app = go(open_app(), "data", part="backup")
    app.button(key="data.backup.prepare").click().run()
    assert "Whoever has this file can read it" in app.success[0].value
    assert NOTE.encode() in app.session_state["data.backup.ready"].data


def test_the_calendar_file_and_a_saved_report_stand_in_the_record(open_app, ana, copy):
    page = Page(OWNER, ana, ana.preferences(), EVENING)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("acujournal.ui.page.viewer_of", lambda _: OWNER)
        record_taken_out(page, "calendar file")
        patched.setattr("acujournal.ui.page.viewer_of", lambda _: STRANGER)
        record_taken_out(page, "report as a PDF")
    app = go(open_app(), "data", part="record")
    assert "You made an export: calendar file." in words(app)
    assert "report" not in words(app), "whoever was signed out meanwhile is nobody"


def test_the_record_says_when_it_shows_a_part_and_shows_the_rest(open_app, ana):
    for number in range(203):
        ana.record(Happening.EXPORTED, f"file {number}", now=EVENING - timedelta(minutes=number))
    app = go(open_app(), "data", part="record")
    assert "These are the newest 200 of 203 lines." in words(app)
    assert "file 202" not in words(app)
    app.button(key="data.record.more").click().run()
    assert "file 202" in words(app)
    assert "These are the newest" not in words(app)
