"""The worker: a process of gunicorn's, which starts it again if it dies, that answers with waitress."""

import os

from gunicorn.workers.base import Worker

from web.app.reader import answer, open_server


class WaitressWorker(Worker):  # type: ignore[misc] # gunicorn carries no types
    """A process of gunicorn's that answers with waitress."""

    proxies = 0
    """How many proxies stand before the server."""

    def run(self) -> None:
        """Answer until this process is told to end or its parent is gone."""
        answer(open_server(self.wsgi, self.sockets[0].sock, self.proxies), self._is_wanted)

    def _is_wanted(self) -> bool:
        self.notify()
        return bool(self.alive) and self.ppid == os.getppid()
