"""The two sides as processes: our program on a journal, and plain `streamlit run` on a rival."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FIRST_PORT, LAST_PORT = 8690, 8699
START_SECONDS = 40


def free_port() -> int:
    """A port nobody listens on."""
    for port in (*range(FIRST_PORT, LAST_PORT + 1), 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("No port is free.")


class Server:
    """One process that serves pages on 127.0.0.1; as a context manager it starts and always ends."""

    #: Answers 200 as soon as the server serves.
    health = "/_stcore/health"

    def __init__(self, command: list[str], *, folder: Path, log: Path) -> None:
        self.port = free_port()
        self.cookie = ""
        self._command = command
        self._folder = folder
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def printed(self) -> str:
        """All that the process has printed."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def pid(self) -> int:
        """The number of the running process."""
        assert self._process is not None
        return self._process.pid

    def environment(self) -> dict[str, str]:
        """The environment of the process: nobody's own settings of either program."""
        return {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ACUJOURNAL", "STREAMLIT"))
        }

    def spawn(self) -> None:
        """Start the process and do not wait."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_for_port(self) -> None:
        """Wait until a connection is taken, asking every 5 ms."""
        end = time.monotonic() + START_SECONDS
        while True:
            with socket.socket() as probe:
                probe.settimeout(2)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            self._check(end)
            time.sleep(0.005)

    def wait_for_health(self) -> None:
        """Wait until requests are answered."""
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                if self.get(self.health).status == 200:
                    return
            except OSError:
                pass
            self._check(end)
            time.sleep(0.02)

    def get(self, path: str) -> http.client.HTTPResponse:
        """One request of our own; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer
        finally:
            connection.close()

    def wait_until_quiet(self, *, quiet_seconds: float = 3.0, most_seconds: float = 60) -> None:
        """Wait until the process has done next to nothing for a while: imports and packing are through."""
        process = psutil.Process(self.pid)
        end = time.monotonic() + most_seconds
        since, used = time.monotonic(), _cpu_seconds(process)
        while time.monotonic() < end and time.monotonic() - since < quiet_seconds:
            time.sleep(0.25)
            now = _cpu_seconds(process)
            if now - used > 0.05:
                since, used = time.monotonic(), now

    def memory_mb(self) -> float:
        """The memory only this process pays for (USS) in MB; shared libraries are not counted per session."""
        return float(psutil.Process(self.pid).memory_full_info().uss) / 1e6

    def stop(self) -> None:
        """End the process, gently for a moment."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(6)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)

    def __enter__(self) -> Self:
        try:
            self.spawn()
            self.wait_for_health()
            self.prepare()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def prepare(self) -> None:
        """What has to be done once after the start."""

    def _check(self, end: float) -> None:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"The server ended at once:\n{self.printed[-2000:]}")
        if time.monotonic() > end:
            raise TimeoutError(f"The server did not answer in time:\n{self.printed[-2000:]}")


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


class Ours(Server):
    """Our program on a data folder; `cookie` is that of its owner's browser."""

    health = "/healthz"

    def __init__(self, data_folder: Path, log: Path) -> None:
        super().__init__([sys.executable, str(ROOT / "app.py")], folder=ROOT, log=log)
        self.data_folder = data_folder

    def environment(self) -> dict[str, str]:
        """The same, with the journal, the port, and without a window that opens."""
        own = {
            "ACUJOURNAL_DATA_FOLDER": str(self.data_folder),
            "ACUJOURNAL_PORT": str(self.port),
            "CI": "true",
        }
        return super().environment() | own

    def prepare(self) -> None:
        """Exchange the printed link for the cookie, as a browser would. The cookie outlives the process."""
        if self.cookie:
            return
        end = time.monotonic() + START_SECONDS
        while not (links := re.findall(r"http://\S+(/open/\S+)", self.printed)):
            self._check(end)
            time.sleep(0.02)
        answer = self.get(links[-1])
        self.cookie = str(answer.headers["set-cookie"]).split(";")[0]


class Plain(Server):
    """A rival under `streamlit run`, all settings as they come but for what lets it run unattended."""

    def __init__(self, rival: str, log: Path, *arguments: str) -> None:
        super().__init__([], folder=HERE / "rivals", log=log)
        self._command = [
            *(sys.executable, "-m", "streamlit", "run", f"{rival}.py"),
            f"--server.port={self.port}",
            "--server.address=127.0.0.1",
            "--server.headless=true",
            "--browser.gatherUsageStats=false",
            *(("--", *arguments) if arguments else ()),
        ]
