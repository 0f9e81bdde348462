"""The worker: a gunicorn process that answers with waitress; gunicorn restarts it if it dies."""

import os

from gunicorn.workers.base import Worker

from web.app.reader import answer, open_server


class WaitressWorker(Worker):  # type: ignore[misc] # gunicorn carries no types
    """A gunicorn process that answers with waitress."""

    proxies = 0
    """The number of proxies in front of the server."""

    def run(self) -> None:
        """Answer until this process is stopped or its parent has ended."""
        answer(open_server(self.wsgi, self.sockets[0].sock, self.proxies), self._is_wanted)

    def _is_wanted(self) -> bool:
        self.notify()
        return bool(self.alive) and self.ppid == os.getppid()
