"""Each request as work that is watched: its method, the route's template, status and duration.

Neither path nor query are told: they may name people. The route's template says enough.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from events.watching import Watch

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""What else somebody may send is one word: there is no end to those."""
CONTEXT = ("traceparent", "tracestate")
PREFIX = "/v1"
"""Of all routes but those open to everybody."""


class Watched:
    """Stands within the rim, which gives the request its id, and around the gate."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self._app = app
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, state = Headers(scope=scope), scope["state"]
        carried = {name: headers[name] for name in CONTEXT if name in headers}
        method = scope["method"] if scope["method"] in METHODS else "other"
        with self._watch.doing("request", carried, request_id=state["request_id"], method=method) as about:
            about["route"], about["status"] = "none", 500

            async def noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    about["status"] = message["status"]
                await send(message)

            try:
                await self._app(scope, receive, noted)
            finally:
                if "route" in scope:
                    about["route"] = _template(scope["path"], scope["route"].path)
                if "principal" in state:
                    about["organization_id"] = state["principal"].org
                    about["actor_id"] = state["principal"].actor


def _template(path: str, route: str) -> str:
    """The route's template from the root on: of a router that was included, the route knows its own part alone."""
    within = path.startswith(f"{PREFIX}/") and not route.startswith(f"{PREFIX}/")
    return PREFIX + route if within else route
