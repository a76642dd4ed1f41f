"""A crowd that opens one address so many times a second: a process of its own, so that whoever measures is not slowed by it.

`python -m benchmarks.load PORT PATH RATE` reads lines: "on" begins, "off" ends and prints how many requests a second were
answered since. An answer that is not 200 ends it with an error.
"""

from __future__ import annotations

import http.client
import sys
import threading
import time

#: Connections that are kept open, each for an equal part of the crowd.
CONNECTIONS = 8


class Crowd:
    """Sends requests at a fixed rate while it is on; whoever is late sends at once and catches up."""

    def __init__(self, port: int, path: str, rate: float) -> None:
        self._port, self._path = port, path
        self._every = CONNECTIONS / rate
        self._is_on = threading.Event()
        self._lock = threading.Lock()
        self._answered = 0
        self._begun = 0.0
        self.trouble = ""
        for number in range(CONNECTIONS):
            threading.Thread(target=self._send, args=(number,), daemon=True).start()

    def begin(self) -> None:
        """Let the crowd come."""
        with self._lock:
            self._answered, self._begun = 0, time.perf_counter()
        self._is_on.set()

    def end(self) -> float:
        """Send it home; how many requests a second were answered."""
        self._is_on.clear()
        with self._lock:
            return self._answered / (time.perf_counter() - self._begun)

    def _send(self, number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        while True:
            self._is_on.wait()
            due = time.perf_counter() + self._every * number / CONNECTIONS
            while self._is_on.is_set():
                time.sleep(max(0.0, due - time.perf_counter()))
                due += self._every
                try:
                    connection.request("GET", self._path, headers={"Accept-Encoding": "identity"})
                    answer = connection.getresponse()
                    answer.read()
                except (OSError, http.client.HTTPException) as error:
                    self.trouble = type(error).__name__
                    return
                if answer.status != 200:
                    self.trouble = str(answer.status)
                    return
                with self._lock:
                    self._answered += 1


def main() -> None:
    """Do what the lines say until there are no more."""
    port, path, rate = sys.argv[1:]
    crowd = Crowd(int(port), path, float(rate))
    for line in sys.stdin:
        if line.strip() == "on":
            crowd.begin()
            print("on", flush=True)
        else:
            print(crowd.end(), flush=True)
        if crowd.trouble:
            sys.exit(f"The crowd was answered {crowd.trouble}.")


if __name__ == "__main__":
    main()
