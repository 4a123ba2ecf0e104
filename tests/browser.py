"""Headless Chromium for tests, driven by playwright. It is the system's own: nothing is downloaded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.services import missing

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for the session; skips without one, and fails in CI."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        missing("Chromium", [f"none of {', '.join(NAMES)} is on the PATH; on Debian: apt install chromium"])
    with sync_playwright() as playwright:
        # Root may not use Chromium's sandbox; the pages opened here are this suite's own.
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@dataclass
class Visit:
    """An opened page, and what it did that it should not: what it said on the console, and what it asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        self.said.append(f"{message.type}: {message.text}")

    def note(self, request: Request) -> None:
        self.asked.append(request.url)


@contextmanager
def visiting(browser: Browser, file: Path, width: int = 1280, scheme: str = "light") -> Iterator[Visit]:
    """Open a file as people would, and listen."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    visit = Visit(context.new_page())
    visit.page.on("console", visit.hear)
    visit.page.on("pageerror", lambda error: visit.said.append(f"uncaught: {error}"))
    visit.page.on("request", visit.note)
    try:
        visit.page.goto(file.as_uri(), wait_until="load")
        yield visit
    finally:
        context.close()
