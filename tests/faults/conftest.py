"""Fixtures of the tests that break things."""

from tests.integration.conftest import data_dir, programs

__all__ = ["data_dir", "programs"]
