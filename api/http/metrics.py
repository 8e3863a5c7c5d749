"""What is measured of requests, and of the read models' lag. One registry for each application."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Up to the deadline of an operation."""


class Metrics:
    """Counters of the API. No label ever holds what a caller sent."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.operations = Counter(
            "cascade_operations",
            "GraphQL operations, by kind and outcome.",
            ("kind", "outcome"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "cascade_operation_seconds",
            "How long operations that were executed took.",
            ("kind",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.unauthenticated = Counter(
            "cascade_unauthenticated",
            "Requests without a token that this service takes.",
            registry=self.registry,
        )
        self.sockets = Gauge(
            "cascade_sockets", "WebSocket connections that are open.", registry=self.registry
        )
        self.lag_events = Gauge(
            "cascade_lag_events", "Events not projected yet.", registry=self.registry
        )
        self.lag_seconds = Gauge(
            "cascade_lag_seconds", "How old the oldest of them is.", registry=self.registry
        )
        self.clock_offset_seconds = Gauge(
            "cascade_clock_offset_seconds",
            "How far the server's clock is ahead of its database's.",
            registry=self.registry,
        )
        self.head_ahead_seconds = Gauge(
            "cascade_head_ahead_seconds",
            "How far the log's end lies ahead of the clock.",
            registry=self.registry,
        )
