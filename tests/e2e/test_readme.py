"""What the README prints of the sample company is what comes out."""

import re
from pathlib import Path

from tests.e2e.cli import Cli

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
WORDS = {"nine": 9}


def test_the_difference_it_prints_is_what_its_command_prints(sample: Cli) -> None:
    said = re.search(r'northlog diff "cycle 3" --from (\S+) --to (\S+)', README)
    printed = re.search(r"why:\n\n```\n(.+?)```", README, re.DOTALL)
    assert said
    assert printed
    told = sample.says("diff", "cycle 3", "--from", said[1], "--to", said[2])
    assert printed[1] in told


def test_the_weeks_it_counts_are_those_of_the_pack(sample: Cli) -> None:
    said = re.search(
        r"green for (\w+) weeks .+?'s (\d+)\nweeks, counted goal by goal, (\d+) were", README, re.DOTALL
    )
    assert said
    pack = sample.json("retro", "cycle 3")
    longest = max(sum(week["watermelon"] for week in goal["health"]) for goal in pack["objectives"])
    counted = (longest, pack["summary"]["weeks"], pack["summary"]["watermelon_weeks"])
    assert (WORDS[said[1]], int(said[2]), int(said[3])) == counted
