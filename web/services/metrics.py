"""Metrics for Prometheus: answers by route and status, times of renders, and the current atlas.

One process counts in its memory. Several count in files of one folder, which `serve --workers` makes and
names in PROMETHEUS_MULTIPROC_DIR, so that each of them reports the sum.
"""

import os
import re
from collections.abc import Iterator

from flask import Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from web.services.live_atlas import Current

SHARED = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""The upper bounds of the histogram of renders."""
_CHOICE = re.compile(r"<any\([^)]*\):")
"""The words a route allows in one part of its address; a label does not list them."""


class Metrics:
    """Counts what one server does, and reports it."""

    def __init__(self, current: Current, version: str) -> None:
        own = CollectorRegistry()
        self._requests = Counter(
            "marchland_requests", "Answers by route and status.", ["route", "status"], registry=own
        )
        self._renders = Histogram(
            "marchland_render_seconds", "How long a render took.", buckets=SECONDS, registry=own
        )
        self._registry = CollectorRegistry() if os.environ.get(SHARED) else own
        if self._registry is not own:
            MultiProcessCollector(self._registry)  # type: ignore[no-untyped-call] # the client leaves it so
        self._registry.register(_AtlasCollector(current, version))

    def observe_render(self, seconds: float) -> None:
        """Count a render."""
        self._renders.observe(seconds)

    def watch(self, server: Flask) -> None:
        """Count every answer of a server, and answer /metrics."""
        server.after_request(self._count)
        server.add_url_rule("/metrics", "metrics", self._answer)

    def _count(self, response: Response) -> Response:
        # The rule, not the path: an arbitrary address must not create a new series.
        route = _CHOICE.sub("<", request.url_rule.rule) if request.url_rule else "none"
        self._requests.labels(route, str(response.status_code)).inc()
        return response

    def _answer(self) -> Response:
        response = Response(generate_latest(self._registry), content_type=CONTENT_TYPE_LATEST)
        response.headers["Cache-Control"] = "no-store"
        return response


class _AtlasCollector(Collector):
    """Reports the atlas at the time of the request; there is nothing to count."""

    def __init__(self, current: Current, version: str) -> None:
        self._current, self._version = current, version

    def collect(self) -> Iterator[Metric]:
        """Yield the versions of program and atlas, the number of records, refused faults and warnings."""
        atlas = self._current.atlas
        versions = {"version": atlas.version, "program": self._version}
        yield InfoMetricFamily("marchland_atlas", "The atlas in use.", value=versions)
        yield GaugeMetricFamily("marchland_atlas_records", "Records of the atlas in use.", len(atlas.index))
        yield GaugeMetricFamily(
            "marchland_atlas_refused_faults",
            "Faults of a changed folder that was refused.",
            len(self._current.faults),
        )
        yield GaugeMetricFamily(
            "marchland_atlas_warnings", "Warnings about the atlas in use.", len(self._current.warnings)
        )
