"""`northlog reporting`: logins for reporting tools, and the contract as dbt knows it."""

from typing import Annotated

import typer

from northlog import reporting_logins
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, print_table, say
from northlog.cli.session import opened_there, session
from northlog.reference.dbt import dbt_sources
from projections.reporting.publishing import publish as publish_views

app = group()

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The role's name in PostgreSQL.")]


@app.command()
def login(ctx: typer.Context, name: Login, as_json: AsJson = False) -> None:
    """Make a login that reads the organization's reporting views, and nothing else."""
    with session(ctx) as at:
        password = reporting_logins.make(at.northlog.owner, at.org, name)
    if as_json:
        print_json({"login": name, "password": password})
        return
    say(f"Made {name}, which reads the schema “reporting” of this organization alone.")
    say("Keep its password now, it is shown this once:\n")
    say(password)


@app.command()
def logins(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the logins of the organization."""
    with session(ctx) as at:
        found = reporting_logins.logins(at.northlog.owner, at.org)
    if as_json:
        print_json(found)
        return
    print_table(["login"], [[each] for each in found], "There is no login yet: northlog reporting login")


@app.command()
def revoke(ctx: typer.Context, name: Login, as_json: AsJson = False) -> None:
    """Drop a login."""
    with session(ctx) as at:
        if not reporting_logins.revoke(at.northlog.owner, at.org, name):
            raise typer.BadParameter(f"there is no login “{name}”; see: northlog reporting logins")
    if as_json:
        print_json({"revoked": name})
    else:
        say(f"{name} is dropped.")


@app.command()
def publish(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Point the reporting views at the read tables that are live, where that could not be done yet."""
    with opened_there(ctx) as northlog:
        done = publish_views(northlog.owner)
    if as_json:
        print_json({"published": done})
    else:
        say("The reporting views show the live read tables." if done else "There was nothing to do.")


@app.command()
def dbt() -> None:
    """Print the contract as sources for dbt: a schema.yml."""
    typer.echo(dbt_sources(), nl=False)
