"""Every letter, entered and lived through, asks what was written by hand beside it."""

import pytest

from api.services import Services
from tests.letters.letter import Letter, letters, rows
from tests.letters.living import Living, named, row, written_out
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
    assert sorted(map(row, await living.owed())) == sorted(written_out(letter.owed))
    for step in letter.then:
        await living.goes_to(step["on"])
        for act in step.get("do", []):
            await living.does(act)
        if "owed" in step:
            assert sorted(map(row, await living.owed())) == sorted(written_out(rows(step["owed"])))
        if "stands" in step:
            await _compare_standing(living, step["stands"])


async def _compare_standing(living: Living, table: str) -> None:
    """Unit | task | status | timeliness, of all that is not as it was at the beginning."""
    shown = {
        (node["unit"]["code"], named(node), node["status"], node["timeliness"])
        for node in await living.owed()
    }
    untouched = {each for each in shown if each[2:] in UNTOUCHED}
    assert sorted(shown - untouched) == sorted(written_out(rows(table)))


UNTOUCHED = {("PENDING", "NOT_YET_DUE"), ("PENDING", "UNDATED")}
