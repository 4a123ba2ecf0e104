"""Fixtures every test may ask for."""

from tests.services import make_database, postgres_url, prepare_template, template_database

__all__ = ["make_database", "postgres_url", "prepare_template", "template_database"]
