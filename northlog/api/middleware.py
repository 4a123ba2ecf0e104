"""What holds for every request: an id, a bounded body, and the headers that browsers heed."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from northlog.ids import new_id

LARGEST_BODY = 1024 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-cache",
}


class Rim:
    """Gives each request an id, its own if that is well-formed, and each answer its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope)
        wanted = given.get("x-request-id", "")
        request_id = wanted if REQUEST_ID.fullmatch(wanted) else new_id()
        scope.setdefault("state", {})["request_id"] = request_id

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, _bounded(receive, given), stamped)


def _bounded(receive: Receive, headers: Headers) -> Receive:
    """``receive`` that refuses a body over the limit, by what it says of itself and by what comes."""
    length = headers.get("content-length", "0")
    left = LARGEST_BODY
    announced = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0 or announced > LARGEST_BODY:
                raise HTTPException(413, f"the body is over {LARGEST_BODY} bytes; send less at a time")
        return message

    return bounded
