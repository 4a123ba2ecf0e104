"""`northlog planning`: stories told from a cycle's end, their themes, and what these become (P3.2)."""

from typing import Annotated

import typer

from domain.planning import AddKeyResultFromTheme, DraftFromTheme, DropTheme, GroupStories, NameTheme, RenameTheme
from northlog.cli import finding_plannings, measuring
from northlog.cli.options import AsJson
from northlog.cli.output import short
from northlog.cli.planning_stories import In, app
from northlog.cli.session import session
from northlog.ids import new_id

__all__ = ["app"]

Theme = Annotated[str, typer.Argument(help="The theme, by its number, a part of its name, or its id.")]
Title = Annotated[str | None, typer.Option(help="Its title, if not the theme's name.")]
Owner = Annotated[str | None, typer.Option(help="Who looks after it.")]
STORIES = typer.Option("--story", help="A story that belongs to it; may be said again.")


@app.command()
def theme(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What stories have in common.")],
    story: Annotated[list[str] | None, STORIES] = None,
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Name a theme of stories."""
    key = new_id()
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        stories = finding_plannings.stories(it, story)
        command = NameTheme(planning_id=it.planning_id, theme_id=key, name=name, stories=stories)
        at.do(command, f"Theme {len(it.themes) + 1}: {name}", as_json, theme_id=key)


@app.command("group")
def group_(
    ctx: typer.Context,
    theme: Theme,
    story: Annotated[list[str] | None, STORIES] = None,
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Say which stories belong to a theme, all of them; none said: it has none."""
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        found, stories = finding_plannings.theme(it, theme), finding_plannings.stories(it, story)
        command = GroupStories(planning_id=it.planning_id, theme_id=found.theme_id, stories=stories)
        at.do(command, f"{found.name}: {len(stories)} stories.", as_json)


@app.command()
def rename(
    ctx: typer.Context,
    theme: Theme,
    name: Annotated[str, typer.Argument(help="Its new name.")],
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Give a theme another name."""
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        key = finding_plannings.theme(it, theme).theme_id
        at.do(RenameTheme(planning_id=it.planning_id, theme_id=key, name=name), f"It is “{name}” now.", as_json)


@app.command()
def drop(
    ctx: typer.Context,
    theme: Theme,
    reason: Annotated[str, typer.Option(help="Why it will not be taken up.")],
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Drop a theme; its stories stay."""
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        found = finding_plannings.theme(it, theme)
        command = DropTheme(planning_id=it.planning_id, theme_id=found.theme_id, reason=reason)
        at.do(command, f"Dropped: {found.name}", as_json)


@app.command()
def draft(
    ctx: typer.Context,
    theme: Theme,
    title: Title = None,
    why_now: Annotated[str, typer.Option(help="Why it matters now.")] = "",
    owner: Owner = None,
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Draft a candidate objective that a theme becomes; `key-result` lets other themes become its results."""
    key = new_id()
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        found = finding_plannings.theme(it, theme)
        command = DraftFromTheme(
            planning_id=it.planning_id,
            theme_id=found.theme_id,
            objective_id=key,
            title=title,
            why_now=why_now,
            owner=at.find.owner(owner),
        )
        at.do(command, f"Drafted {short(key)} “{title or found.name}”.", as_json, objective_id=key)


@app.command("key-result")
def key_result(
    ctx: typer.Context,
    theme: Theme,
    objective: Annotated[str, typer.Argument(help="The objective that it is added to, by title or id.")],
    start: measuring.From = None,
    to: measuring.To = None,
    percent: measuring.Percent = False,
    count: measuring.Count = None,
    change: measuring.Change = None,
    above: measuring.Above = None,
    below: measuring.Below = None,
    zones: measuring.ZoneTexts = None,
    criteria: measuring.Criteria = None,
    binary: measuring.Done = False,
    unit: measuring.Unit = None,
    title: Title = None,
    owner: Owner = None,
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Let a theme become a key result of an objective; it is measured as with `northlog key-result add`."""
    measure, key = measuring.Said.by(ctx).measure(), new_id()
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        found, goal = finding_plannings.theme(it, theme), at.find.objective(objective)
        command = AddKeyResultFromTheme.model_validate(
            {
                "planning_id": it.planning_id,
                "theme_id": found.theme_id,
                "objective_id": goal.objective_id,
                "key_result_id": key,
                "title": title,
                "measure": measure,
                "owner": at.find.owner(owner),
            }
        )
        done = f"Added {short(goal.objective_id)}.{len(goal.key_results) + 1} “{title or found.name}”."
        at.do(command, done, as_json, objective_id=goal.objective_id, key_result_id=key)
