"""A way to the server that can be cut, as a phone's is in a tunnel."""

import contextlib
import socket
import threading

#: The browser of the journeys finds "localhost" here, so the server hears the name and port it expects.
TUNNEL = "127.0.0.2"


class Tunnel:
    """Passes bytes to a port of 127.0.0.1 while it is open: from the same port of TUNNEL, or from another near end."""

    def __init__(self, target, near=None):
        self.target, self.is_open, self.ends = target, True, []
        self.listener = socket.create_server(near or (TUNNEL, target))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self):
        return f"http://localhost:{self.port}"

    def cut(self):
        self.is_open = False
        for end in self.ends:
            self._close(end)
        self.ends.clear()

    def mend(self):
        self.is_open = True

    def end(self):
        self.cut()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    @staticmethod
    def _close(end):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target)) if self.is_open else None
            except OSError:
                far = None
            if far is None:
                self._close(near)
                continue
            self.ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        self._close(sink)
