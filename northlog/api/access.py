"""Who may come in: nobody without a valid token, but for the few open paths; and what each role may do."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPBearer
from sqlalchemy import Engine, exc
from starlette.types import ASGIApp, Receive, Scope, Send

from northlog.api.problems import Problem
from northlog.api.refusals import LOST_DATABASE, busy, lost_database
from northlog.tokens import Principal, Role, authenticate

OPEN_PATHS = frozenset({"/", "/healthz", "/readyz", "/openapi.json", "/docs"})
OPEN_FOLDER = "/docs/assets/"

# Only for the OpenAPI document: the gate below has looked at the token before any route is chosen.
_bearer = HTTPBearer(auto_error=False, scheme_name="token", description="A token of `northlog token create`.")


class Gate:
    """Closes every path without a valid token. What is not known to be open is closed."""

    def __init__(self, app: ASGIApp, engine: Engine) -> None:
        self._app = app
        self._engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path in OPEN_PATHS or path.startswith(OPEN_FOLDER):
            await self._app(scope, receive, send)
            return
        try:
            principal = await run_in_threadpool(self._principal, Request(scope))
        except Problem as problem:
            await problem.response()(scope, receive, send)
        except LOST_DATABASE:
            await lost_database().response()(scope, receive, send)
        except exc.TimeoutError:
            await busy().response()(scope, receive, send)
        else:
            scope.setdefault("state", {})["principal"] = principal
            await self._app(scope, receive, send)

    def _principal(self, request: Request) -> Principal:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise _unauthorized("a token is needed: Authorization: Bearer …", "Bearer")
        principal = authenticate(self._engine, secret.strip())
        if principal is None:
            raise _unauthorized("this token is unknown, expired or revoked", 'Bearer error="invalid_token"')
        return principal


def _unauthorized(detail: str, challenge: str) -> Problem:
    return Problem(401, "unauthorized", detail, headers={"WWW-Authenticate": challenge})


def needs(role: Role) -> Callable[..., Principal]:
    """A dependency: the principal, if its role is enough. Raises ``Problem`` 403."""

    def allowed(request: Request, _token: Annotated[object, Security(_bearer)]) -> Principal:
        principal: Principal = request.state.principal
        if not principal.role.may(role):
            raise Problem(403, "forbidden", f"this needs the role {role}; the token's is {principal.role}")
        return principal

    return allowed


Reader = Annotated[Principal, Depends(needs(Role.VIEWER))]
