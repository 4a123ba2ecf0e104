"""What this process counts and times. Labels are few and of fixed words: no organization, no path, no id."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from events.watching import About

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds in seconds, for what somebody waits for."""
SLOW = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)
"""Upper bounds in seconds, for what may have been left lying."""


class Meters:
    """``registry``: where it is read from."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._requests = self._counter("http_requests", "Requests answered", "method", "route", "status")
        self._request_seconds = self._histogram(
            "http_request_duration_seconds", "Time to answer a request", FAST, "method", "route"
        )
        self._appends = self._counter("appends", "Commands by what became of them", "outcome")
        self._append_seconds = self._histogram("append_duration_seconds", "Time a command took", FAST)
        self.conflicts = self._counter("append_conflicts", "Decisions overtaken by another, and made anew")
        self._evaluations = self._counter("evaluations", "Batches of objectives evaluated", "outcome")
        self._evaluation_seconds = self._histogram("evaluation_duration_seconds", "Time a batch took", FAST)
        self._evaluation_latency = self._histogram(
            "evaluation_latency_seconds",
            "From a fact, or when it was due, to an objective's evaluation",
            SLOW,
        )
        self._attempts = self._counter("delivery_attempts", "Attempts to deliver a message", "kind", "outcome")
        self._attempt_seconds = self._histogram("delivery_duration_seconds", "Time an attempt took", FAST, "kind")
        self._messages = self._counter("messages", "Messages taken from Redis", "queue", "outcome")
        self._message_wait = self._histogram(
            "message_wait_seconds", "Time a message lay in Redis until a worker took it", SLOW, "queue"
        )

    def done(self, work: str, about: About, seconds: float) -> None:
        """Some work of this kind has ended."""
        outcome = str(about["outcome"])
        match work:
            case "request":
                method, route = str(about["method"]), str(about["route"])
                self._requests.labels(method, route, str(about["status"])).inc()
                self._request_seconds.labels(method, route).observe(seconds)
            case "append":
                self._appends.labels(outcome).inc()
                self._append_seconds.observe(seconds)
            case "evaluate":
                self._evaluations.labels(outcome).inc()
                self._evaluation_seconds.observe(seconds)
            case "deliver":
                kind = str(about["kind"])
                self._attempts.labels(kind, outcome).inc()
                self._attempt_seconds.labels(kind).observe(seconds)
            case "message":
                queue = str(about["queue"])
                self._messages.labels(queue, outcome).inc()
                self._message_wait.labels(queue).observe(int(about["waited_ms"]) / 1000)
            case _:
                raise AssertionError(f"nobody measures {work}")

    def waited(self, work: str, seconds: float) -> None:
        """How long something had waited by the time it was done."""
        assert work == "evaluate", f"nobody measures the waiting of {work}"
        self._evaluation_latency.observe(max(0.0, seconds))

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"northlog_{name}", about, labels, registry=self.registry)

    def _histogram(self, name: str, about: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"northlog_{name}", about, labels, registry=self.registry, buckets=buckets)
