"""`northlog token`: bearer tokens of the HTTP API."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from northlog import tokens
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, print_table, say, short
from northlog.cli.parsing import expiry
from northlog.cli.session import session
from northlog.tokens import Role, TokenRow

app = group()


@app.command()
def create(
    ctx: typer.Context,
    role: Annotated[Role, typer.Option(help="What it may do; each role includes those before it.")],
    expires: Annotated[str, typer.Option(help="90d, a last day such as 2027-01-31, or never.")],
    name: Annotated[str | None, typer.Option(help="What it is for; its role if unsaid.")] = None,
    person: Annotated[str | None, typer.Option(help="Whom it speaks for, by name, e-mail or id.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a token. Its secret is shown once and stored nowhere."""
    with session(ctx) as at:
        now = datetime.now(UTC)
        expires_at = expiry(expires, at.zone, now)
        person_id = None if person is None else at.find.person(person)
        token_id, secret = tokens.create(at.northlog.owner, at.org, name or role, role, expires_at, person_id)
        until = "never" if expires_at is None else at.local(expires_at)
    if as_json:
        made = {"token_id": token_id, "secret": secret, "role": role, "person_id": person_id}
        print_json({**made, "expires_at": expires_at})
        return
    say(f"Made the {role} token {short(token_id)}; it expires: {until}.")
    say("Keep its secret now, it is shown this once:\n")
    say(secret)


@app.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List all tokens, never their secrets."""
    with session(ctx) as at:
        found = tokens.tokens(at.northlog.owner, at.org)
        if as_json:
            print_json(found)
            return
        rows = [[short(it.token_id), it.name, it.role, _state(it), _day(it.expires_at)] for it in found]
    print_table(["id", "name", "role", "state", "expires"], rows, "There is no token yet: northlog token create")


@app.command()
def revoke(
    ctx: typer.Context,
    token: Annotated[str, typer.Argument(help="The token, by id or name.")],
    as_json: AsJson = False,
) -> None:
    """Make a token useless from now on."""
    with session(ctx) as at:
        known = tokens.tokens(at.northlog.owner, at.org)
        token_id = pick("token", "token_id", token, [Candidate(it.token_id, it.name) for it in known])
        tokens.revoke(at.northlog.owner, at.org, token_id)
    if as_json:
        print_json({"token_id": token_id, "revoked": True})
    else:
        say(f"Revoked {short(token_id)}.")


def _state(token: TokenRow) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at is not None and token.expires_at <= datetime.now(UTC) else "valid"


def _day(instant: datetime | None) -> str:
    return "never" if instant is None else f"{instant:%Y-%m-%d}"
