"""Fixtures of the tests from end to end."""

from tests.e2e.cli import installed, settled

__all__ = ["installed", "settled"]
