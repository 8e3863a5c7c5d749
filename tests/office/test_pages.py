"""Every list can be walked a row at a time, and comes to what one page holds."""

from typing import Any

import pytest

from tests.office.office import Office

pytestmark = pytest.mark.anyio

UNIT = 'query ($first: Int!, $after: String) {{ unit(by: {{code: "T1"}}) {{ {} }} }}'
DIRECTIVE = (
    "query ($first: Int!, $after: String, $id: ID!) {{ directive(by: {{id: $id}}) {{ {} }} }}"
)
ROOT = "query ($first: Int!, $after: String) {{ {} }}"
PAGE = "first: $first, after: $after"
ENDS = "pageInfo { hasNextPage hasPreviousPage endCursor }"

LISTS = {
    "units": (ROOT, f"units({PAGE}) {{ totalCount {ENDS} edges {{ node {{ id }} }} }}"),
    "children": (UNIT, f"children({PAGE}) {{ totalCount {ENDS} edges {{ node {{ id }} }} }}"),
    "directives": (ROOT, f"directives({PAGE}) {{ totalCount {ENDS} edges {{ node {{ id }} }} }}"),
    "due first": (
        UNIT,
        f"subtreeObligations({PAGE}) {{ totalCount {ENDS} edges {{ node {{ id }} }} }}",
    ),
    "newest first": (
        UNIT,
        f"subtreeObligations(orderBy: NEWEST_FIRST, {PAGE}) "
        f"{{ totalCount {ENDS} edges {{ node {{ id }} }} }}",
    ),
    "routed": (UNIT, f"reportsRouted({PAGE}) {{ totalCount {ENDS} edges {{ node {{ id }} }} }}"),
    "children by code": (
        UNIT,
        f"progressByChild({PAGE}) {{ totalCount {ENDS} edges {{ node {{ unit {{ id }} }} }} }}",
    ),
    "children by overdue": (
        UNIT,
        f"progressByChild(orderBy: MOST_OVERDUE, {PAGE}) "
        f"{{ totalCount {ENDS} edges {{ node {{ unit {{ id }} }} }} }}",
    ),
    "of a directive": (
        DIRECTIVE,
        f"obligations({PAGE}) {{ totalCount {ENDS} edges {{ node {{ id }} }} }}",
    ),
    "implemented by": (
        DIRECTIVE,
        f"implementedBy({PAGE}) {{ totalCount {ENDS} edges {{ node {{ id }} }} }}",
    ),
    "hops": (
        DIRECTIVE,
        f"cascade {{ hops({PAGE}) {{ totalCount {ENDS} edges {{ node {{ unit {{ id }} }} }} }} }}",
    ),
    "stalled": (
        DIRECTIVE,
        f"cascade {{ stalled({PAGE}) "
        f"{{ totalCount {ENDS} edges {{ node {{ unit {{ id }} }} }} }} }}",
    ),
    "audit": (ROOT, f"auditTrail({PAGE}) {{ {ENDS} edges {{ node {{ position }} }} }}"),
    "audit, newest first": (
        ROOT,
        f"auditTrail(filter: {{newestFirst: true}}, {PAGE}) "
        f"{{ {ENDS} edges {{ node {{ position }} }} }}",
    ),
}


def connection_in(data: dict[str, Any]) -> dict[str, Any]:
    """The one list of an answer, however deep."""
    while "edges" not in data:
        (data,) = data.values()
    return data


async def test_every_list_can_be_walked(half_told: Office) -> None:
    office = half_told
    for name, (around, field) in LISTS.items():
        query = around.format(field)
        more = {"id": office.directives["433-CV/BTG"]} if around is DIRECTIVE else {}

        async def page(first: int, after: str | None = None) -> dict[str, Any]:
            data = await office.asked(query, "inspector-T1", first=first, after=after, **more)  # noqa: B023
            return connection_in(data)

        whole = await page(100)
        rows = whole["edges"]
        assert len(rows) >= 1, name
        assert whole.get("totalCount", len(rows)) == len(rows), name
        assert not whole["pageInfo"]["hasNextPage"], name
        assert not whole["pageInfo"]["hasPreviousPage"], name
        walked: list[Any] = []
        step = await page(1)
        while True:
            walked += step["edges"]
            if not step["pageInfo"]["hasNextPage"]:
                break
            step = await page(1, step["pageInfo"]["endCursor"])
            assert step["pageInfo"]["hasPreviousPage"], name
        beyond = await page(1, whole["pageInfo"]["endCursor"])
        assert (beyond["edges"], beyond["pageInfo"]["hasPreviousPage"]) == ([], True), name
        assert walked == rows, name
        assert (await page(0))["edges"] == [], name


CHILDREN = """query($unit: ID!, $after: String) { unit(by: {id: $unit}) {
    children(first: 1, after: $after) { pageInfo { endCursor } } } }"""


async def test_a_cursor_is_its_callers_alone_and_of_no_other_list_in_its_order(
    told: Office,
) -> None:
    mine = (await told.ask("Units", "an", first=1))["units"]["pageInfo"]["endCursor"]
    assert await told.codes("Units", "an", first=1, after=mine) == []
    assert await told.codes("Units", "officer-B11", first=1, after=mine) == ["BAD_CURSOR"]
    root = told.units["C"]
    other = (await told.asked(CHILDREN, "an", unit=root))["unit"]["children"]["pageInfo"]
    assert await told.codes("Units", "an", first=1, after=other["endCursor"]) == ["BAD_CURSOR"]


async def test_a_cursor_is_of_its_list_alone(told: Office) -> None:
    units = (await told.ask("Units", first=1))["units"]["pageInfo"]["endCursor"]
    assert await told.codes("Directives", after=units) == ["BAD_CURSOR"]
    assert await told.codes("Units", after="x") == ["BAD_CURSOR"]
