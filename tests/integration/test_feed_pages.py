"""Pages of the feed while the log grows: lines end where their header says, whatever was filtered out."""

import asyncio

from domain.organization import RenameOrganization
from domain.person import IntroducePerson
from events.cloudevents import Form
from events.feed import Wanted
from northlog.api.feed import _Following, _lines
from northlog.api.news import News
from tests.api import northlog_of
from tests.feeding import LINES, whole_events
from tests.house import House, new_id


def test_lines_tell_nothing_beyond_the_end_they_began_with(house: House) -> None:
    northlog = northlog_of(house)
    wanted = Wanted(["organization.renamed.v1"])
    following = _Following(northlog, News(house.app), house.org, wanted, Form.UPCAST)
    for name in ("a", "b"):
        house.do(RenameOrganization(name=name))
    house.do(IntroducePerson(person_id=new_id(), sealed="c2VhbGVk"))

    async def read() -> bytes:
        lines = _lines(following, await following.chunk(0, 2))
        received = await anext(lines)
        house.do(RenameOrganization(name="what came meanwhile"))
        return received + b"".join([each async for each in lines])

    told = whole_events(LINES, asyncio.run(read()))
    assert [each["data"]["name"] for each in told] == ["a", "b"]
