"""What people do about lints over HTTP: dismiss them, take that back, and change the words they go by."""

from domain.objective.commands import DismissLint, RestoreLint
from domain.vocabulary import AddWords, RemoveWords
from northlog.api.route import Route
from northlog.tokens import Role

_LINTS = "/objectives/{objective_id}/lints"
_VOCABULARY = "/vocabularies/{scope}"

LINT_ROUTES = (
    Route(
        "POST",
        _LINTS + "/dismiss",
        DismissLint,
        Role.MEMBER,
        {"rule": "no_why_now", "reason": "The company's priority says it; we would only repeat it."},
    ),
    Route("POST", _LINTS + "/{lint_id}/restore", RestoreLint, Role.MEMBER),
    Route(
        "POST", _VOCABULARY + "/add", AddWords, Role.MEMBER, {"kind": "output", "words": ["onboard", "cut over"]}
    ),
    Route("POST", _VOCABULARY + "/remove", RemoveWords, Role.MEMBER, {"kind": "output", "words": ["release"]}),
)
