"""What people typed is shown as text, never taken for markup."""

import io

import pytest
from rich.console import Console

from northlog.cli import output


def test_a_progress_bar_takes_its_label_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = io.StringIO()
    terminal = Console(file=seen, force_terminal=True, width=100)
    monkeypatch.setattr(output, "Console", lambda **_: terminal)
    with output.progress_bar("[/] North [red]log", 2) as advance:
        advance(1)
        advance(2)
    assert "[/] North [red]log" in seen.getvalue()
