"""docker-compose.yml without a Docker engine: is it valid, and does it promise what it should?"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from northlog.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SECRETS = {"POSTGRES_PASSWORD", "NORTHLOG_APP_PASSWORD", "REDIS_PASSWORD"}

each_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)


def test_it_follows_the_compose_specification() -> None:
    schema = json.loads((ROOT / "tests/data/compose-spec.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(COMPOSE)] == []


def test_a_misspelt_key_would_be_seen_by_the_schema() -> None:
    schema = json.loads((ROOT / "tests/data/compose-spec.json").read_text(encoding="utf-8"))
    wrong = {"services": {"api": {**SERVICES["api"], "depend_on": ["postgres"]}}}
    assert not Draft202012Validator(schema).is_valid(wrong)


@each_service
def test_every_service_is_shut_in(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@each_service
def test_no_service_runs_as_root(service: dict[str, Any]) -> None:
    # Northlog's own image says so in its Dockerfile; an image of others must be told.
    assert service["image"].startswith("northlog:") or service["user"] not in ("root", "0")


@each_service
def test_every_image_is_pinned(service: dict[str, Any]) -> None:
    _, _, tag = service["image"].partition(":")
    assert re.match(r"\d", tag)


@pytest.mark.parametrize("name", ["postgres", "redis", "api", "worker", "scheduler"])
def test_what_stays_up_comes_back_after_a_crash(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_data_outlives_its_container_and_is_not_published(name: str) -> None:
    service = SERVICES[name]
    (volume,) = service["volumes"]
    assert volume.partition(":")[0] in COMPOSE["volumes"]
    assert service["healthcheck"]["test"]
    assert "ports" not in service


def test_redis_keeps_what_it_was_given() -> None:
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_database_is_migrated_once_it_is_healthy_and_before_anybody_is_served() -> None:
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["api"]["depends_on"] == {
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }


@pytest.mark.parametrize("name", ["worker", "scheduler"])
def test_who_works_waits_as_the_api_does_and_is_of_the_same_image(name: str) -> None:
    service, api = SERVICES[name], SERVICES["api"]
    assert service["command"] == [name]
    assert (service["image"], service["depends_on"]) == (api["image"], api["depends_on"])
    assert service["environment"] == api["environment"]
    assert service["healthcheck"]["test"] == ["CMD", "northlog", "doctor"]
    # What workers deliver goes out; the scheduler, where there is Redis, only rings.
    assert service["networks"] == (["data", "front"] if name == "worker" else ["data"])


def test_the_api_is_published_to_this_machine_alone_and_is_not_given_the_owner() -> None:
    assert SERVICES["api"]["ports"] == ["${API_ADDRESS:-127.0.0.1:8000}:8000"]
    assert {name for name in SERVICES["api"]["environment"] if name.endswith("_URL")} == {
        "NORTHLOG_DATABASE_URL",
        "NORTHLOG_REDIS_URL",
    }
    assert "//northlog_app:" in SERVICES["api"]["environment"]["NORTHLOG_DATABASE_URL"]


@pytest.mark.parametrize("name", ["api", "worker", "scheduler"])
def test_metrics_can_be_scraped_from_the_containers_network_alone(name: str) -> None:
    service = SERVICES[name]
    port = str(service["environment"]["NORTHLOG_METRICS_PORT"])
    assert service["expose"] == [port]
    assert not any(port in published for published in service.get("ports", ()))
    assert service["environment"]["NORTHLOG_LOG_LEVEL"] == "info"


def test_nothing_starts_without_its_secrets() -> None:
    named = set(re.findall(r"\$\{([A-Z_]+)", TEXT))
    refused_if_missing = {name for name, _ in re.findall(r"\$\{([A-Z_]+):\?(Set [^}]+\.)\}", TEXT)}
    assert named - refused_if_missing == {"API_ADDRESS"}
    assert refused_if_missing == SECRETS


def test_no_secret_stands_in_the_file() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or "AUTH" in name.split("_"):
                assert re.fullmatch(r"\$\{[A-Z_]+:\?[^}]+\}", value), name
        for said in re.findall(r"://[a-z_]*:(.*)@", str(service.get("environment"))):
            assert said.startswith("${")


def test_every_setting_that_is_passed_on_exists() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    passed = {name for service in SERVICES.values() for name in service.get("environment", {})}
    passed |= set(re.findall(rf"\b({PREFIX}[A-Z_]+)=", dockerfile))
    assert {name for name in passed if name.startswith(PREFIX)} <= known


def test_the_example_names_every_variable_and_gives_no_secret() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(given) == SECRETS | {"API_ADDRESS"}
    assert all(given[name] == "" for name in SECRETS)
