"""The feed: the log as CloudEvents, for programs that follow it. The cursor is the position, and nothing else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import monotonic
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from events import cloudevents, feed
from events.catalogue import CATALOGUE
from events.cloudevents import Form
from events.feed import Wanted
from events.transaction import driver, transaction
from northlog.api.access import Reader
from northlog.api.etags import Unsaid
from northlog.api.news import News
from northlog.api.problems import Fault, Problem, declared
from northlog.api.refusals import LOST_DATABASE
from northlog.wiring import Northlog

router = APIRouter(tags=["feed"])

NDJSON, EVENT_STREAM = "application/x-ndjson", "text/event-stream"
_ANY = ("", "*/*", "application/*", "application/json")
STRETCH = 1000
"""So many events are read at once where they are streamed."""
STREAM_SECONDS = 300
"""So long an event stream lasts; whoever comes back shows its token anew."""
HEARTBEAT_SECONDS = 15

After = Annotated[int, Query(ge=0, lt=2**63, description="The position after which to begin: the cursor")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most in a batch; streams go on to the end")]
Wait = Annotated[
    str,
    Query(pattern=r"^([0-5]?[0-9]|60)s$", description="How long to wait where there is nothing yet: 0s to 60s"),
]
Types = Annotated[
    list[Annotated[str, Query(max_length=100)]],
    Query(alias="type", max_length=100, description="Only of these types; several are said one by one"),
]
Subjects = Annotated[
    list[Annotated[str, Query(pattern=r"^[a-z_]+(-[0-9a-f-]+)?$", max_length=100)]],
    Query(alias="subject", max_length=100, description="Only of these subjects, such as `objective-<id>`"),
]
As = Annotated[
    Form,
    Query(
        alias="as", description="`upcast` to the current version of each type, or the bytes as they are `stored`"
    ),
]
LastEventId = Annotated[
    str | Unsaid,
    Header(
        alias="Last-Event-ID", pattern=r"^[0-9]{1,18}$", description="Where an event stream broke off: `after`"
    ),
]

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events in the order of the log",
        "headers": {
            "Northlog-Position": {
                "description": "Up to here the log was looked through: the next `after`. Of lines, once all came",
                "schema": {"type": "integer"},
            },
            "Link": {"description": "The next page, rel=next", "schema": {"type": "string"}},
        },
        "content": {
            cloudevents.BATCH: {"schema": {"type": "array", "items": {"type": "object"}}},
            NDJSON: {"schema": {"type": "string"}},
            EVENT_STREAM: {"schema": {"type": "string"}},
        },
    },
    **declared(406),
}


class _Chunk(NamedTuple):
    """A page of the feed, each event with its position and as it leaves."""

    events: list[tuple[int, bytes]]
    position: int
    end: int


@dataclass(frozen=True)
class _Following:
    """Who follows which log, and how."""

    northlog: Northlog
    news: News
    org: str
    wanted: Wanted
    form: Form

    async def chunk(self, after: int, limit: int) -> _Chunk:
        return await run_in_threadpool(self._chunk, after, limit)

    def _chunk(self, after: int, limit: int) -> _Chunk:
        with transaction(self.northlog.app, self.org) as connection:
            page = feed.page(driver(connection), self.org, after, limit, self.wanted)
        events = [(it.position, cloudevents.encoded(CATALOGUE, self.org, it, self.form)) for it in page.events]
        return _Chunk(events, page.position, page.end)

    async def awaited(self, after: int, limit: int, seconds: float) -> _Chunk:
        """The chunk, once there is one. Where the log goes on after ``after``, that is at once."""
        found = await self.chunk(after, limit)
        deadline = monotonic() + seconds
        begun_at_the_end = found.position == after
        while begun_at_the_end and not found.events:
            left = deadline - monotonic()
            if left <= 0 or not await self.news.beyond(self.org, found.position, left):
                break
            found = await self.chunk(found.position, limit)
        return found


@router.get("/feed", response_class=Response, responses=ANSWERS)
async def follow(
    request: Request,
    reader: Reader,
    after: After = 0,
    limit: Limit = 100,
    wait: Wait = "0s",
    types: Types = [],  # noqa: B006 - FastAPI copies it
    subjects: Subjects = [],  # noqa: B006
    form: As = Form.UPCAST,
    last_event_id: LastEventId = None,
) -> Response:
    """The events of the log as CloudEvents 1.0, in their order and each once, after a position.

    By `Accept` a batch (`application/cloudevents-batch+json`, the default), all of them as lines
    (`application/x-ndjson`), or a stream of Server-Sent Events that goes on (`text/event-stream`). Filters leave
    out events, never positions: the cursor moves over them. docs/feed.md has the promise and how to be a witness.
    """
    media = _accepted(request.headers.get("accept", ""))
    after = after if last_event_id is None else int(last_event_id)
    northlog: Northlog = request.app.state.northlog
    wanted = Wanted(_stored_names(types, form) if types else None, subjects or None)
    following = _Following(northlog, request.app.state.news, reader.org, wanted, form)
    streamed = media != cloudevents.BATCH
    seconds = 0 if media == EVENT_STREAM else int(wait[:-1])
    found = await following.awaited(after, STRETCH if streamed else limit, seconds)
    if found.end < after:
        detail = f"the log ends at {found.end}: this is no position of it"
        raise Problem(422, "beyond", f"after: {detail}", [Fault(parameter="after", rule="beyond", detail=detail)])
    if media == EVENT_STREAM:
        return StreamingResponse(_event_stream(following, found), media_type=EVENT_STREAM)
    position = found.end if streamed else found.position
    headers = {"Northlog-Position": str(position), "Link": f'<{_next(request, position)}>; rel="next"'}
    if streamed:
        return StreamingResponse(_lines(following, found), media_type=NDJSON, headers=headers)
    batch = b"[" + b",".join([line for _, line in found.events]) + b"]"
    return Response(batch, media_type=cloudevents.BATCH, headers=headers)


def _accepted(accept: str) -> str:
    """The first of what is accepted that there is."""
    for each in accept.lower().split(","):
        media = each.partition(";")[0].strip()
        if media in _ANY:
            return cloudevents.BATCH
        if media in (cloudevents.BATCH, NDJSON, EVENT_STREAM):
            return media
    detail = f"accept {cloudevents.BATCH}, {NDJSON} or {EVENT_STREAM}"
    raise Problem(406, "not-acceptable", detail, [Fault(header="Accept", rule="not-acceptable", detail=detail)])


def _stored_names(types: list[str], form: Form) -> list[str]:
    """The stored names that come out as one of these types."""
    known = CATALOGUE.types if form is Form.UPCAST else CATALOGUE.names
    for each in types:
        if each not in known:
            detail = f"there are no events of such a type, {form}; /v1/schemas lists all types"
            fault = Fault(parameter="type", rule="unknown", detail=detail)
            raise Problem(422, "unknown", f"type: {detail}", [fault])
    return types if form is Form.STORED else CATALOGUE.names_of(*(CATALOGUE.types[each] for each in types))


def _next(request: Request, position: int) -> str:
    url = request.url.include_query_params(after=position)
    return f"{url.path}?{url.query}"


async def _lines(following: _Following, found: _Chunk) -> AsyncIterator[bytes]:
    """All up to where the log ended at first; what comes meanwhile is another request's."""
    end = found.end
    while True:
        # Where something is filtered out, a page may reach beyond the end that was told.
        yield b"".join([line + b"\n" for position, line in found.events if position <= end])
        if found.position >= end:
            return
        found = await following.chunk(found.position, min(STRETCH, end - found.position))


async def _event_stream(following: _Following, found: _Chunk) -> AsyncIterator[bytes]:
    """Events as they come, and now and then the position alone: it, too, is remembered as the last id."""
    ends_at = monotonic() + STREAM_SECONDS
    yield b"retry: 1000\n\n"
    while monotonic() < ends_at and not following.news.over:
        yield _messages(found)
        if found.position >= found.end:
            await following.news.beyond(following.org, found.position, HEARTBEAT_SECONDS)
        try:
            found = await following.chunk(found.position, STRETCH)
        except LOST_DATABASE:
            found = _Chunk([], found.position, found.position)  # it is waited for until it is back


def _messages(found: _Chunk) -> bytes:
    told = [b"id: %d\ndata: %b\n\n" % each for each in found.events]
    if not found.events or found.events[-1][0] < found.position:
        told.append(b"id: %d\n\n" % found.position)
    return b"".join(told)
