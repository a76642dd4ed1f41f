"""One server, one browser; each test begins with a journal of its own."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from tests.journeys.home import EVENING, Home, new_home
from tests.journeys.screen import ready
from tests.tunnel import TUNNEL, Tunnel

PHONE = {"width": 390, "height": 844}
#: Streamlit looks for its own files below the page first when a page is opened by its address.
STREAMLITS_OWN_SEARCH = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
#: What a browser, and Streamlit in it, say by themselves while a server is away.
SERVER_IS_AWAY = re.compile(
    r"ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|WebSocket|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_SOCKET_NOT_CONNECTED"
    r"|Client Error in reaching server endpoint|Streamlit server is not responding"
)
#: Streamlit's number library tries WebAssembly, is refused it, and does without: nothing is lost and nothing runs.
TELL_OF_REFUSALS = """addEventListener('securitypolicyviolation', event => {
  const longNumbers = event.blockedURI === 'wasm-eval' && /\\/static\\/js\\/protobuf\\.[^/]+$/.test(event.sourceFile);
  if (!longNumbers) console.error('REFUSED', event.violatedDirective, event.blockedURI, event.sourceFile);
})"""


@dataclass
class Visitor:
    """Somebody at a browser: opens pages, and remembers what the browser complained of or asked for."""

    home: Home
    contexts: dict
    chromium: object
    cookie: str = ""
    zone: str = "Europe/Berlin"
    pages: list = field(default_factory=list)
    complaints: list = field(default_factory=list)
    frames: list = field(default_factory=list)
    server_may_go_away: bool = False

    def context(self, zone=None):
        """The browser with its clock in a zone. Its cache is kept from test to test, its pages are not."""
        key = (self.home.port, self.cookie, zone or self.zone)
        if key not in self.contexts:
            context = self.chromium.new_context(timezone_id=key[2], has_touch=True, locale="en-GB")
            context.add_init_script(TELL_OF_REFUSALS)
            if self.cookie:
                name, value = self.cookie.split("=", 1)
                for host in ("127.0.0.1", "localhost"):
                    context.add_cookies([{"name": name, "value": value, "domain": host, "path": "/"}])
            self.contexts[key] = context
        return self.contexts[key]

    def open(self, path="/", *, zone=None, size=PHONE, wait=True, through="", clock=False, **media):
        """A new tab. `through` is another address of the same server; with `clock` the tab's own clock can be turned."""
        page = self.context(zone).new_page()
        self.pages.append(page)
        if clock:
            page.clock.install()
        page.set_viewport_size(size)
        page.emulate_media(**media)
        self._listen(page)
        page.goto((through or self.home.origin) + path)
        if wait:
            ready(page)
        return page

    def _listen(self, page):
        page.on("pageerror", lambda error: self.complaints.append(f"error in the page: {error}"))
        page.on("console", self._hear)
        page.on("request", self._look_where_to)
        page.on("websocket", self._read_along)

    def _hear(self, message):
        if message.type != "error" and "Content Security Policy" not in message.text:
            return
        if STREAMLITS_OWN_SEARCH.search(urlsplit(message.location.get("url", "")).path):
            return
        if self.server_may_go_away and SERVER_IS_AWAY.search(message.text):
            return
        self.complaints.append(message.text)

    def _look_where_to(self, request):
        own = tuple(
            f"{kind}://{host}:{self.home.port}/"
            for kind in ("http", "ws")
            for host in ("127.0.0.1", "localhost")
        )
        if not request.url.startswith((*own, "data:", "blob:")):
            self.complaints.append(f"asked for {request.url}")

    def _read_along(self, socket):
        socket.on(
            "framereceived",
            lambda data: self.frames.append(data if isinstance(data, bytes) else data.encode()),
        )

    def leave(self):
        for page in self.pages:
            page.close()
        self.pages.clear()


@pytest.fixture(scope="session")
def chromium(start_chromium):
    return start_chromium(f"--host-resolver-rules=MAP localhost {TUNNEL}")


@pytest.fixture(scope="session")
def contexts():
    """The browser's windows by who and where, kept for the files in their caches."""
    return {}


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory):
    home = new_home(tmp_path_factory.mktemp("home")).begin()
    yield home
    home.stop()
    assert "OUTSIDE" not in home.log


@pytest.fixture
def home(shared_home):
    """The computer most tests share, with an empty journal at 20:14 on 22 November 2026, unwelcomed."""
    written = len(shared_home.log)
    shared_home.turn_clock(EVENING)
    shared_home.erase()
    if shared_home.process is None or shared_home.process.poll() is not None:
        shared_home.start()
    yield shared_home
    told = shared_home.log[written:]
    assert "Traceback" not in told, told
    assert "A page failed" not in told, told


@pytest.fixture
def stranger(home, contexts, chromium):
    """Cleo, without Ana's cookie."""
    cleo = Visitor(home, contexts, chromium)
    yield cleo
    cleo.leave()


@pytest.fixture
def newcomer(home, contexts, chromium):
    """Ana at her first visit."""
    ana = Visitor(home, contexts, chromium, cookie=home.cookie)
    yield ana
    ana.leave()
    assert ana.complaints == []


@pytest.fixture
def ana(newcomer, home):
    """Ana, who has answered the questions of the first run."""
    home.welcome("Europe/Berlin")
    return newcomer


@pytest.fixture
def tunnel(home):
    """A second way to the same server, which can be cut."""
    way = Tunnel(home.port)
    yield way
    way.end()
