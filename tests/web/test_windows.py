"""The server and its films where the modules of Unix are missing, as on Windows."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

UNIX_ONLY = ("fcntl", "resource", "pwd", "grp", "termios", "syslog")

_PROLOGUE = f"""
import sys, importlib, pkgutil
import filelock  # it has locks of its own for Windows
filelock.FileLock
for name in {UNIX_ONLY}:
    sys.modules[name] = None
"""

_IMPORT = """
import web.services, web.app.build, web.app.reader, outputs.site.folder
for room in (web.services, web.routes, web.http, web.pages, web.timeline):
    for module in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
        importlib.import_module(module.name)
"""

_FILM = """
import time
from pathlib import Path
from flask import Flask
from outputs.site.folder import open_part
from web.http.guard import protect
from web.routes.films import build_films
from web.services.film_jobs import Films
from web.services.live_atlas import Current
root = Path(sys.argv[1])
with open_part(root / "site") as part:
    (part / "index.html").write_text("a site")
(root / "films").mkdir()
films, server = Films(root / "films"), Flask("films")
protect(server)
server.register_blueprint(build_films(Current(Path("atlas/starter")), films))
client = server.test_client()
job = client.post("/films?format=gif&from=2020-10-01&to=2020-10-02&step=day&size=200x140").json
while job["state"] in ("waiting", "drawing"):
    time.sleep(0.05)
    job = client.get(f"/films/{job['id']}").json
assert job["state"] == "done", job
with client.get(job["file"]) as answer:
    print(answer.get_data()[:6].decode())
films.close()
"""


def run(code: str, *arguments: object) -> str:
    command = [sys.executable, "-W", "ignore", "-c", _PROLOGUE + code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, text=True, capture_output=True, timeout=300).stdout


def test_every_module_of_the_server_loads() -> None:
    run(_IMPORT)


def test_a_film_is_drawn_and_a_site_is_written(tmp_path: Path) -> None:
    assert run(_FILM, tmp_path).split() == ["GIF89a"]
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "a site"
