"""Headless Chromium, and what the page itself measures: Playwright's own delays never count."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from benchmarks.servers import Server

ANSWER_MS = 30_000

#: Streamlit says on its root element whether a script runs.
IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app?.dataset.testScriptState === 'notRunning' && app?.dataset.testConnectionState === 'CONNECTED';
}"""

#: From the click's own time stamp to the first change of the page after which the text can be seen.
_ARM_CLICK = """([selector, text]) => {
  const seen = () => [...document.querySelectorAll(selector)]
    .some((one) => one.textContent.includes(text) && one.checkVisibility());
  if (seen()) throw new Error('The awaited text is there before the click.');
  let start = null;
  addEventListener('click', (event) => { start ??= event.timeStamp; }, { capture: true, once: true });
  window.benchClick = new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (start === null || !seen()) return;
      observer.disconnect();
      done(performance.now() - start);
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}"""

#: The time of the last change inside any chart, counted from the start of the navigation.
_WATCH_CHARTS = """(() => {
  const CHART = '[data-testid="stVegaLiteChart"]';
  let last = null;
  new MutationObserver((changes) => {
    const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
    if (changes.some((change) => element(change.target)?.closest(CHART))) last = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const isDrawn = (chart) => chart.querySelector('canvas')
    || [...chart.querySelectorAll('svg :is(.mark-line, .mark-shape) path')].some((path) => path.getAttribute('d')?.length > 300)
    || chart.querySelectorAll('svg :is(.mark-symbol, .mark-rule, .mark-rect) :is(path, line)').length > 3;
  window.benchCharts = () => new Promise((done) => {
    const look = setInterval(() => {
      const charts = [...document.querySelectorAll(CHART)];
      const app = document.querySelector('[data-testid="stApp"]');
      const idle = app?.dataset.testScriptState === 'notRunning';
      if (!idle || !charts.length || !charts.every(isDrawn) || performance.now() - last < 800) return;
      clearInterval(look);
      done(last);
    }, 50);
  });
})()"""

#: The wall-clock time (ms since 1970) at which `ready` first held, looked at before every frame.
_WATCH_READY = """(() => {
  const ready = %s;
  window.benchReady = new Promise((done) => {
    const look = () => (ready() ? done(performance.timeOrigin + performance.now()) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
})()"""

TEXT_IS_VISIBLE = """() => [...document.querySelectorAll('[data-testid="stText"]')]
  .some((one) => one.textContent.includes('Nothing here') && one.checkVisibility())"""

#: Both scales stand there with numbers that can be chosen, Save can be pressed, and the server listens.
SCALE_IS_USABLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testConnectionState !== 'CONNECTED') return false;
  const save = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Save');
  if (!save || save.disabled) return false;
  const usable = [...app.querySelectorAll('*')].filter((one) => one.shadowRoot?.querySelector('fieldset.scale'))
    .filter((one) => {
      const radio = one.shadowRoot.querySelector('input[type=radio]');
      return radio && !radio.disabled && radio.parentElement.checkVisibility() && radio.parentElement.offsetHeight > 0;
    });
  return usable.length >= 2;
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The computer's own Chromium, else Playwright's."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, found), None), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(browser: Browser, server: Server, *scripts: str) -> Iterator[Page]:
    """A page of a fresh visitor with an empty cache, who holds the server's cookie if it has one."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 1280, "height": 900}, timezone_id="UTC", locale="en-US", color_scheme="light"
    )
    try:
        context.set_default_timeout(ANSWER_MS)
        if server.cookie:
            name, _, value = server.cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": server.origin}])
        for script in scripts:
            context.add_init_script(script)
        yield context.new_page()
    finally:
        context.close()


def watch_charts() -> str:
    """The script that notes when charts change."""
    return _WATCH_CHARTS


def watch_ready(ready: str) -> str:
    """The script that notes when `ready`, a JavaScript function, first holds."""
    return _WATCH_READY % ready


def wait_until_idle(page: Page) -> None:
    """Wait until no script runs, and a moment more."""
    page.wait_for_function(IDLE)
    page.wait_for_timeout(120)
    page.wait_for_function(IDLE)


def time_click(page: Page, button: Locator, selector: str, text: str) -> float:
    """Milliseconds from a real click to a visible element with that text, both taken inside the page."""
    page.evaluate(_ARM_CLICK, [selector, text])
    button.click()
    return float(_await(page, "window.benchClick"))


def time_charts(page: Page, address: str) -> float:
    """Milliseconds from the start of a navigation to the last stroke of all charts. Needs `watch_charts`."""
    page.goto(address, wait_until="commit")
    return float(_await(page, "window.benchCharts()"))


def await_ready(page: Page, address: str) -> float:
    """Open the address; seconds since 1970 at which it was ready. Needs `watch_ready`."""
    page.goto(address, wait_until="commit")
    return float(_await(page, "window.benchReady")) / 1000


def _await(page: Page, promise: str) -> Any:
    limit = f"new Promise((_, fail) => setTimeout(() => fail(new Error('waited too long')), {ANSWER_MS}))"
    return page.evaluate(f"async () => Promise.race([{promise}, {limit}])")


class Traffic:
    """Counts what goes over the wire for a page: HTTP answers as encoded, with their headers, and frames."""

    def __init__(self, page: Page) -> None:
        self.http = 0.0
        self.frames = 0.0
        self.requests = 0
        self._session = page.context.new_cdp_session(page)
        self._session.on("Network.loadingFinished", self._loaded)
        self._session.on("Network.webSocketFrameReceived", self._frame)
        self._session.on("Network.webSocketFrameSent", self._frame)
        self._session.send("Network.enable")

    @property
    def total(self) -> float:
        """Bytes of HTTP answers and of WebSocket payload in both directions."""
        return self.http + self.frames

    def _loaded(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self.http += event["encodedDataLength"]

    def _frame(self, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        is_text = event["response"]["opcode"] == 1
        self.frames += len(payload.encode()) if is_text else len(base64.b64decode(payload))
