"""Every letter, entered and lived through, asks what was written by hand beside it."""

import pytest

from api.services import Services
from tests.letters.letter import Letter, Row, letters, rows
from tests.letters.living import Living, Node, named, row, who, written_out
from tests.office.office import Office

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.name)
async def test_a_letter_asks_of_everybody_what_it_says(
    letter: Letter, founded: Office, services: Services
) -> None:
    living = Living(letter, founded, services.engine)
    await living.settle()
    for act in letter.before:
        await living.goes_to(act["on"])
        await living.does(act["do"])
    payload = await living.enter()
    assert sorted(notice["code"] for notice in payload["notices"]) == sorted(letter.notices)
    asked = {(await services.log.head()).position: letter.owed}
    assert sorted(map(row, await living.owed())) == sorted(written_out(letter.owed))
    for step in letter.then:
        await living.goes_to(step["on"])
        for act in step.get("do", []):
            await living.does(act)
        found = await living.owed()
        if "owed" in step:
            asked[(await services.log.head()).position] = rows(step["owed"])
            assert sorted(map(row, found)) == sorted(written_out(rows(step["owed"])))
        if "stands" in step:
            assert _standing(found) == sorted(written_out(rows(step["stands"])))
    for position, table in asked.items():
        known = sorted(map(row, await living.owed(position)))
        assert known == sorted(written_out(table)), "as it was then"


def _standing(found: list[Node]) -> list[Row]:
    """Unit | task | status | timeliness, of all that is not as it was at the beginning."""
    shown = {(who(node), named(node), node["status"], node["timeliness"]) for node in found}
    return sorted(each for each in shown if each[2:] not in UNTOUCHED)


UNTOUCHED = {("PENDING", "NOT_YET_DUE"), ("PENDING", "UNDATED")}
