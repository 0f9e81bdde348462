"""deploy/ and docs/hosting.md: nginx accepts its file without warnings and passes on host and port."""

import configparser
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT

NGINX = ROOT / "deploy" / "nginx.conf"


class Echo(BaseHTTPRequestHandler):
    """Answers with the host of the request."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.headers["Host"].encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def behind() -> Iterator[int]:
    """A port that answers with the host of the request."""
    with HTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command_of(folder: Path, ports: dict[str, int]) -> list[str]:
    """Return the call of nginx with deploy/nginx.conf on other ports, with all its files in a folder."""
    text = NGINX.read_text(encoding="utf-8")
    for old, new in ports.items():
        assert f"127.0.0.1:{old}" in text
        text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = [f"{kind}_temp_path {folder}/{kind};" for kind in kinds]
    (folder / "nginx.conf").write_text(text.replace("http {", "\n".join(["http {", *paths]), 1))
    nginx = subprocess.check_output([ROOT / "tests" / "find_nginx.sh"], text=True).strip()
    user = "user root; " if os.geteuid() == 0 else ""
    return [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"{user}daemon off;"]


def test_nginx_accepts_its_file_without_a_warning(tmp_path: Path) -> None:
    ports = {"8080": free_port(), "8081": free_port()}
    result = subprocess.run([*command_of(tmp_path, ports), "-t"], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "[warn]" not in result.stderr


def test_the_proxy_keeps_the_port_of_an_address(behind: int, tmp_path: Path) -> None:
    port = free_port()
    command = command_of(tmp_path, {"8080": free_port(), "8081": port, "8050": behind})
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            assert ask(f"http://127.0.0.1:{port}/health") == f"127.0.0.1:{port}"
        finally:
            server.terminate()


def ask(address: str) -> str:
    for _ in range(2400):
        try:
            with urlopen(address, timeout=120) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


def test_the_unit_of_systemd_starts_with_the_machine() -> None:
    text = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    unit = configparser.ConfigParser()
    unit.optionxform = str  # type: ignore[method-assign, assignment]
    unit.read_string(text[text.index("[Unit]") :].partition("```")[0])
    assert unit["Unit"]["After"] == "network.target"
    assert unit["Install"]["WantedBy"] == "multi-user.target"
    assert unit["Service"]["ExecStart"].startswith(
        unit["Service"]["WorkingDirectory"] + "/.venv/bin/python app.py"
    )
    for line in ("/etc/systemd/system/marchland.service", "git clone", "make -C /srv/marchland setup"):
        assert line in text
