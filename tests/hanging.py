"""A network between the site and a server of the tests that can stand still: nothing is refused, and nothing comes."""

import socket
import threading
from contextlib import suppress
from select import select

CHUNK = 65536


class Line:
    """A free port of the loopback address that leads to a server: a port of this machine, or a socket in a folder."""

    def __init__(self, server: int | str) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._flows = threading.Event()
        self._flows.set()
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self) -> None:
        self._flows.clear()

    def go_on(self) -> None:
        self._flows.set()

    def end(self) -> None:
        self._listening.close()
        self._flows.set()

    def _accept(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                near = self._listening.accept()[0]
                threading.Thread(target=self._carry, args=[near], daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        self._flows.wait()
        kind, address = (socket.AF_UNIX, self._server) if isinstance(self._server, str) else (socket.AF_INET, None)
        far = socket.socket(kind)
        with near, far, suppress(OSError):
            far.connect(address or ("127.0.0.1", self._server))
            other = {near: far, far: near}
            while True:
                for end in select([near, far], [], [])[0]:
                    self._flows.wait()
                    said = end.recv(CHUNK)
                    if not said:
                        return
                    other[end].sendall(said)
