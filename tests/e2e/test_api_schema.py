"""The OpenAPI document holds: generated requests meet no server error and no answer that it does not describe."""

import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from events import read
from events.transaction import driver, transaction
from events.verify import verify
from tests.api import Api, Workplace, ok, settle

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
GENERATED = settings(
    max_examples=7,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(180)
def test_generated_requests_meet_only_what_the_document_describes(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.sending.http.resolved", _nowhere)
    monkeypatch.setattr("northlog.api.news.News.beyond", _nothing_new)
    client = api.client()
    there = _ids(api, settle(client))
    token = {"Authorization": client.headers["Authorization"]}
    document = schemathesis.openapi.from_asgi("/openapi.json", api.app)
    operations = sorted(_operations(document), key=_ends_something)
    met = {operation.label: _answers(operation, token, there) for operation in operations}

    carried_out = [label for label, statuses in met.items() if statuses & {200, 201}]
    assert len(carried_out) > len(met) * 2 / 3, "generation no longer gets past the checks of input"
    with transaction(api.house.app, api.house.org) as connection:
        assert verify(api.house.org, read.every(driver(connection), api.house.org)).problem is None
    ok(client.get("/readyz"))


def _nowhere(*_: object, **__: object) -> list[str]:
    """Destinations are tried, too, and nothing may leave this host."""
    raise OSError("the name leads nowhere")


async def _nothing_new(*_: object) -> bool:
    """Nobody waits here for what will not come."""
    return False


def _operations(document: Any) -> list[Any]:
    return [found.ok() for found in document.get_all_operations()]


def _ends_something(operation: Any) -> bool:
    """What closes, drops or dissolves comes last: afterwards there is little left to be asked for."""
    return bool(operation.method == "delete" or operation.path.endswith(("/close", "/drop")))


def _answers(operation: Any, token: dict[str, str], there: dict[str, str]) -> set[int]:
    """The statuses that generated requests for one operation met; each answer is checked by itself."""
    valid = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    invalid = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    met = set()

    # Ids and moments at random name nothing; half of the requests are about what is there.
    @GENERATED
    @given(case=valid | valid | invalid, of_what_is_there=st.booleans())
    def answers_as_described(case: Any, of_what_is_there: bool) -> None:
        if of_what_is_there:
            case.path_parameters = _with_ids(case.path_parameters, there)
            case.body = _with_ids(case.body, there)
            case.query = _with_ids(case.query, there)
            case.headers.pop("If-Match", None)
        met.add(case.call_and_validate(headers=token, checks=CHECKS).status_code)

    met.add(_documented(operation, there).call_and_validate(headers=token, checks=CHECKS).status_code)
    answers_as_described()
    return met


def _documented(operation: Any, there: dict[str, str]) -> Any:
    """The request that the document gives as its example, about what is there."""
    defined = operation.definition.raw
    body = defined.get("requestBody")
    example = body and body["content"]["application/json"]["schema"].get("examples", [{}])[0]
    path = {each: there.get(each, "unknown") for each in re.findall(r"{(\w+)}", operation.path)}
    sent = {"body": _with_ids(example, there), "media_type": "application/json"} if body else {}
    return operation.Case(path_parameters=path, **sent)


def _ids(api: Api, place: Workplace) -> dict[str, str]:
    later = {"name": "later", "starts_on": "2026-04-01"}
    ids = {
        **place.look_back(),
        **place.hear(),
        **place.align(),
        **place.talk(),
        **place.meet(),
        **place.run(),
        **place.plan(),
        "alert_id": api.alert(place),
        "scope": place.team,
        "type": "team.formed.v1",
        "lint_id": place.dismiss(),
        "carried_into": ok(place.client.post("/v1/cycles", json=later))["made"]["cycle_id"],
        "person_id": place.person,
        "owner": place.person,
        "team_id": place.team,
        "parent_id": place.company,
        "cycle_id": place.cycle,
        "objective_id": place.objective,
        "key_result_id": place.completion,
    }
    position = ok(place.client.get("/v1/cycles"))["position"]
    return ids | dict.fromkeys(["from", "to", "as_of", "known_at"], str(position))


def _with_ids(sent: Any, ids: dict[str, str]) -> Any:
    if isinstance(sent, dict):
        return {name: ids.get(name, _with_ids(value, ids)) for name, value in sent.items()}
    return [_with_ids(each, ids) for each in sent] if isinstance(sent, list) else sent
