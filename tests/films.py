"""Films of a server: requested until they are drawn."""

import time

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def fetch_film(client: FlaskClient, address: str) -> TestResponse:
    """Return the answer with the film, its file closed; fail after minutes."""
    for _ in range(3000):
        with client.get(address) as answer:
            answer.get_data()
        if answer.status_code != 202:
            break
        time.sleep(0.1)
    assert answer.status_code == 200, answer.text
    return answer
