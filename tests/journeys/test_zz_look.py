import pytest, sys
sys.path.insert(0,"/work/main")
from tests.journeys.conftest import *
from tests.conftest import *
from tests.journeys.screen import ready, go
from axe_playwright_python.sync_playwright import Axe
@pytest.mark.parametrize("scheme",["light","dark"])
def test_look(newcomer, home, scheme):
    page = newcomer.open(color_scheme=scheme)
    page.get_by_role("button", name="Try it with a sample journal").click()
    page.get_by_text("Sample journal").first.wait_for()
    ready(page)
    go(page,"Progress"); page.wait_for_timeout(2500)
    for w,h in ((390,844),(1280,900)):
        page.set_viewport_size({"width":w,"height":h}); page.wait_for_timeout(800)
        page.locator(".st-key-progress\\.function, [class*=st-key-progress-function]").first.scroll_into_view_if_needed()
        page.wait_for_timeout(1500)
        page.screenshot(path=f"/tmp/look-{scheme}-{w}.png")
        v=Axe().run(page).response["violations"]; assert v==[], [x["id"] for x in v]
    page.goto(newcomer.home.origin+"/plan?visit=1"); ready(page); page.set_viewport_size({"width":390,"height":844}); page.wait_for_timeout(800)
    page.screenshot(path=f"/tmp/look-{scheme}-visit.png")
