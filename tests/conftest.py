"""Fixtures every test may ask for."""

from collections.abc import Callable

import pytest
from hypothesis import settings

from tests.api import api
from tests.browser import browser
from tests.house import house, prepare
from tests.post import living_post, post
from tests.redis_service import own_redis, redis_url
from tests.services import make_database, postgres_url, template_database

__all__ = [
    "api",
    "browser",
    "house",
    "living_post",
    "make_database",
    "own_redis",
    "post",
    "postgres_url",
    "prepare_template",
    "redis_url",
    "template_database",
]

# A chapter of the worked example that fails shows its figures as any test does.
pytest.register_assert_rewrite("tests.chapters")


@pytest.fixture(scope="session")
def prepare_template() -> Callable[[str], None]:
    """Every test database is a copy of one in which Northlog is installed."""
    return prepare


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Each worker begins with a stretch of the tests of its own and takes over from the other's end when it is
    done: dealt out one by one, nearly every module's server would be started by all of them."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


# How long an example takes says something of the machine, nothing of the code.
settings.register_profile("northlog", deadline=None)
settings.load_profile("northlog")
