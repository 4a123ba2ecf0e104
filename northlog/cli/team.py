"""`northlog team`: the tree of teams, their members and rhythm."""

from typing import Annotated

import typer

from domain.team import (
    AddMember,
    Cadence,
    DissolveTeam,
    FormTeam,
    MemberRole,
    MoveTeam,
    RemoveMember,
    RenameTeam,
    SetCadence,
    TeamKind,
)
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import console, print_json, say, short
from northlog.cli.parsing import WEEKDAYS, Weekday
from northlog.cli.session import reading, session
from northlog.cli.tree import in_tree
from northlog.ids import new_id
from northlog.reading.views import TeamView

app = group()
member = group(help="Add and remove members.")
app.add_typer(member, name="member")

Team = Annotated[str, typer.Argument(help="The team, by name or id.")]
Person = Annotated[str, typer.Argument(help="The person, by name, e-mail address or id.")]


@app.command()
def form(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    kind: Annotated[TeamKind, typer.Option(help="Where in the tree it stands.")] = TeamKind.TEAM,
    parent: Annotated[str | None, typer.Option(help="The company or unit it stands below.")] = None,
    as_json: AsJson = False,
) -> None:
    """Form a team, a business unit, or the company at the top."""
    team_id = new_id()
    with session(ctx) as at:
        parent_id = None if parent is None else at.find.team(parent, "parent_id")
        command = FormTeam(team_id=team_id, name=name, kind=kind, parent_id=parent_id)
        at.do(command, f"Formed the {kind} {name}, {short(team_id)}.", as_json, team_id=team_id)


@app.command("list")
def list_(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """List the teams as a tree."""
    with reading(ctx, as_of, known_at, as_json) as (_, seen):
        teams = {each.team_id: each for each in seen.teams()}
        if as_json:
            print_json(list(teams.values()))
            return
        people = seen.people({who for team in teams.values() for who in team.members})
    if not teams:
        say('There is no team yet: northlog team form "My company" --kind company')
    for depth, team in in_tree(teams):
        console().print(f"{'  ' * depth}{team.name}  ", _about(team), sep="", soft_wrap=True)
        who = [
            f"{people[key].name or 'forgotten'}{' (lead)' * (role == 'lead')}"
            for key, role in team.members.items()
        ]
        if who:
            console().print(f"{'  ' * depth}  {', '.join(who)}", style="dim")


def _about(team: TeamView) -> str:
    said = [short(team.team_id), team.kind]
    if team.cadence:
        every = "weekly" if team.cadence.every_weeks == 1 else f"every {team.cadence.every_weeks} weeks"
        said.append(f"checks in {every}, {WEEKDAYS[team.cadence.weekday - 1]} {team.cadence.hour}:00")
    if team.dissolved:
        said.append("dissolved")
    return " · ".join(said)


@app.command()
def rename(
    ctx: typer.Context,
    team: Team,
    name: Annotated[str, typer.Argument(help="The new name.")],
    as_json: AsJson = False,
) -> None:
    """Give a team another name."""
    with session(ctx) as at:
        at.do(RenameTeam(team_id=at.find.team(team), name=name), f"It is called {name} now.", as_json)


@app.command()
def move(
    ctx: typer.Context,
    team: Team,
    parent: Annotated[str, typer.Argument(help="The company or unit it stands below from now on.")],
    as_json: AsJson = False,
) -> None:
    """Move a team to another place in the tree."""
    with session(ctx) as at:
        command = MoveTeam(team_id=at.find.team(team), parent_id=at.find.team(parent, "parent_id"))
        at.do(command, f"{team} stands below {parent} now.", as_json)


@app.command()
def cadence(
    ctx: typer.Context,
    team: Team,
    weekday: Annotated[Weekday, typer.Option(help="The day of its check-in.")],
    hour: Annotated[int, typer.Option(help="The hour, 0 to 23, in the organization's time zone.")] = 9,
    every: Annotated[int, typer.Option(help="Every so many weeks.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Set when a team checks in."""
    rhythm = Cadence(weekday=WEEKDAYS.index(weekday) + 1, hour=hour, every_weeks=every)
    with session(ctx) as at:
        command = SetCadence(team_id=at.find.team(team), cadence=rhythm)
        at.do(command, f"{team} checks in on {weekday} at {hour}:00.", as_json)


@app.command()
def dissolve(ctx: typer.Context, team: Team, as_json: AsJson = False) -> None:
    """Dissolve a team: it takes up nothing new, its past stays."""
    with session(ctx) as at:
        at.do(DissolveTeam(team_id=at.find.team(team)), f"{team} is dissolved.", as_json)


@member.command("add")
def add_member(
    ctx: typer.Context,
    team: Team,
    person: Person,
    role: Annotated[
        MemberRole, typer.Option(help="Adding again with another role changes it.")
    ] = MemberRole.MEMBER,
    as_json: AsJson = False,
) -> None:
    """Add a person to a team."""
    with session(ctx) as at:
        command = AddMember(team_id=at.find.team(team), person_id=at.find.person(person), role=role)
        at.do(command, f"{person} is a {role} of {team}.", as_json)


@member.command("remove")
def remove_member(ctx: typer.Context, team: Team, person: Person, as_json: AsJson = False) -> None:
    """Remove a person from a team."""
    with session(ctx) as at:
        command = RemoveMember(team_id=at.find.team(team), person_id=at.find.person(person))
        at.do(command, f"{person} is no member of {team} any more.", as_json)
