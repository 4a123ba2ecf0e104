"""`northlog person`: people. The log knows them by id; their names stand in it sealed."""

from typing import Annotated

import typer

from domain.person import ChangeDetails, ForgetPerson, IntroducePerson
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import reading, session
from northlog.ids import new_id
from northlog.people import Details

app = group()

Person = Annotated[str, typer.Argument(help="Name, e-mail address or id.")]
Name = Annotated[str, typer.Argument(help="The person's name.")]
Email = Annotated[str | None, typer.Option(help="The person's e-mail address.")]


@app.command()
def add(ctx: typer.Context, name: Name, email: Email = None, as_json: AsJson = False) -> None:
    """Introduce a person, who can then own objectives and be a member of teams."""
    details, person_id = Details(name=name, email=email), new_id()
    with session(ctx) as at:
        sealed = at.northlog.people.seal(at.org, person_id, details)
        command = IntroducePerson(person_id=person_id, sealed=sealed)
        at.do(command, f"Introduced {name}, {short(person_id)}.", as_json, person_id=person_id)


@app.command("list")
def list_(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """List people by name."""
    with reading(ctx, as_of, known_at, as_json) as (_, seen):
        people = sorted(seen.people().values(), key=lambda each: (each.name is None, (each.name or "").casefold()))
    if as_json:
        print_json(people)
        return
    rows = [[short(it.person_id), it.name or "forgotten", it.email or ""] for it in people]
    print_table(["id", "name", "e-mail"], rows, 'There is nobody yet: northlog person add "Ada Lovelace"')


@app.command()
def rename(ctx: typer.Context, person: Person, name: Name, email: Email = None, as_json: AsJson = False) -> None:
    """Give a person another name, and another e-mail address if one is said."""
    with session(ctx) as at:
        person_id = at.find.person(person)
        with at.looking.snapshot() as seen:
            known = seen.people([person_id])[person_id]
        details = Details(name=name, email=email or known.email)
        sealed = at.northlog.people.seal(at.org, person_id, details)
        command = ChangeDetails(person_id=person_id, sealed=sealed)
        at.do(command, f"{known.name} is called {name} now.", as_json, person_id=person_id)


@app.command()
def forget(
    ctx: typer.Context,
    person: Person,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase who a person is, for ever: their key is destroyed, the log stays whole."""
    with session(ctx) as at:
        person_id = at.find.person(person)
        if not yes:
            typer.confirm(f"Erase who {person} is? This cannot be undone.", abort=True, err=True)
        at.do(ForgetPerson(person_id=person_id), "Forgotten.", as_json, person_id=person_id)
