"""The program is closed, or does not answer, while Ana's page is open."""

from playwright.sync_api import expect

from tests.journeys.screen import answer, number, save


def test_a_change_takes_back_the_word_saved_at_once(ana, home):
    page = ana.open()
    answer(page, "Average pain", 5)
    save(page, at="20:14")
    with home.frozen():
        number(page, "Average pain", 9).tap()
        expect(page.get_by_text("Saved at 20:14")).not_to_be_visible()
    expect(page.get_by_text("Not saved yet")).to_be_visible()


def test_a_closed_program_is_named_and_says_what_to_do(ana, home):
    ana.server_may_go_away = True
    page = ana.open("/history")
    expect(page.locator('[role="graphics-document"]')).to_be_visible()
    home.kill()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="AcuJournal does not answer")).to_be_visible()
    expect(dialog).to_contain_text("it is kept as soon as AcuJournal runs again")
    expect(page.get_by_text("Streamlit")).to_have_count(0)
    home.start()
    expect(dialog).to_have_count(0)


def test_save_is_still_readable_while_the_program_is_away(ana, home):
    ana.server_may_go_away = True
    page = ana.open()
    home.kill()
    save = page.get_by_role("button", name="Save", exact=True, include_hidden=True)
    expect(save).to_be_disabled()
    colours = save.evaluate(
        "one => [getComputedStyle(one.querySelector('p')).color, getComputedStyle(one).backgroundColor]"
    )
    assert colours[0] != "rgb(255, 255, 255)", colours
    home.start()
