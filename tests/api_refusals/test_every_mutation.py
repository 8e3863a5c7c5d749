"""Every mutation of the schema, with one thing spoiled at a time.

Each has an example. The same key goes with every spoiled input, and last with the example itself:
what is refused uses no key up, and the example was right but for what was spoiled.
"""

import re
from typing import Any, Final
from uuid import uuid4

import pytest
from graphql import get_named_type

from api.graphql.refusal_codes import refusals
from tests.api_refusals import expected as tables
from tests.api_refusals.examples import example_of
from tests.api_refusals.expected import HARMLESS, REQUEST_ERROR, expected
from tests.api_refusals.province import MUTATIONS, Input, Province, Sent
from tests.api_refusals.spoiling import Spoiled, places, spoiled
from tests.office.mutations import errors_of

NAMES: Final = sorted(MUTATIONS)
STRANGERS: Final = ("nobody", "foreigner", "retired", "reader", "inspector")
"""Without a grant; of another province; whose grants have ended; who only read."""
CODES: Final = {kind.code for kind in refusals()}


def input_of(mutation: str) -> Any:
    return get_named_type(MUTATIONS[mutation].args["input"].type)


def to_spoil(mutation: str) -> set[str]:
    """What the example is to have; the parts of a document are spoiled in one that is issued."""
    whole = places(input_of("issueDirective"))
    here = places(input_of(mutation))
    return here if mutation == "issueDirective" else here - whole


def chosen(mutation: str, example: Input) -> dict[tuple[str, str], Spoiled]:
    """One for each place and spoiler: the first in the example."""
    found: dict[tuple[str, str], Spoiled] = {}
    for each in spoiled(input_of(mutation), example):
        found.setdefault((each.place, each.spoiler), each)
    return found


@pytest.fixture(scope="module")
def prepared() -> dict[str, Sent]:
    """Of each mutation its example, and the one key that all its inputs come under."""
    return {}


@pytest.fixture
async def sent(province: Province, prepared: dict[str, Sent], mutation: str) -> Sent:
    if mutation not in prepared:
        example = await example_of(mutation)(province)
        keyed = {**example.input, "idempotencyKey": str(uuid4())}
        prepared[mutation] = Sent(example.by, keyed)
    return prepared[mutation]


@pytest.mark.parametrize("mutation", NAMES)
async def test_no_stranger_may(province: Province, mutation: str, sent: Sent) -> None:
    for stranger in STRANGERS:
        first = (await province.refused(mutation, stranger, sent.input))[0]
        field = tables.strangers_told(mutation)
        if field is None:
            assert re.match(r"[A-Z_]+_NOT_FOUND\b", first), (stranger, first)
        else:
            assert first == (f"NOT_PERMITTED at {field}" if field else "NOT_PERMITTED"), stranger


@pytest.mark.parametrize("mutation", NAMES)
async def test_nothing_spoiled_is_taken(province: Province, mutation: str, sent: Sent) -> None:
    found = chosen(mutation, sent.input)
    assert to_spoil(mutation) <= {place for place, _ in found}, "the example is too small"
    wrong = [
        f"{place} {spoiler}: {fault}"
        for (place, spoiler), each in found.items()
        if (fault := await misjudged(province, mutation, sent.by, each))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("mutation", NAMES)
async def test_a_key_serves_one_input(province: Province, mutation: str, sent: Sent) -> None:
    """It was not used up by what was refused; and one that is no key serves never."""
    for no_key in ("", "x" * 201, "a\nb", "a\ud800"):
        reason = await province.refused(mutation, sent.by, {**sent.input, "idempotencyKey": no_key})
        assert reason == ["INVALID_IDEMPOTENCY_KEY at idempotencyKey"], no_key
    once = await province.send(mutation, sent.by, sent.input)
    assert errors_of(once) == []
    assert once["position"] is not None
    assert await province.send(mutation, sent.by, sent.input) == once
    other = well_formed(chosen(mutation, sent.input))
    assert await province.refused(mutation, sent.by, other) == [
        "IDEMPOTENCY_KEY_REUSED at idempotencyKey"
    ]


def well_formed(found: dict[tuple[str, str], Spoiled]) -> Input:
    """Another input that only a decision could refuse."""
    for wanted in ("LONG_LINE", "UNKNOWN"):
        for (_, spoiler), each in reversed(found.items()):
            if spoiler == wanted:
                other: Input = each.input
                return other
    raise AssertionError("every mutation names something")


def test_the_tables_name_codes_that_there_are() -> None:
    assert set(tables.named_codes()) <= CODES


async def misjudged(province: Province, mutation: str, by: str, each: Spoiled) -> str | None:
    """What is wrong with the answer to a spoiled input; None where it is as the tables have it."""
    code = expected(mutation, each.place, each.spoiler)
    if code is HARMLESS:
        return None
    before = await province.log.head()
    answer = await province.answer(mutation, by, each.input)
    if await province.log.head() != before:
        return "recorded"
    if "errors" in answer.body:
        found = [error.get("extensions", {}).get("code") for error in answer.body["errors"]]
        wanted = ["BAD_USER_INPUT"] if code is REQUEST_ERROR else [code]
        return None if found[:1] == wanted and "data" not in answer.body else f"errors {found}"
    reasons = errors_of(answer.body["data"][mutation])
    if any(reason.partition(" ")[0] not in CODES for reason in reasons):
        return f"unknown codes {reasons}"
    return None if any(fits(reason, code, each) for reason in reasons) else f"{reasons}, not {code}"


def fits(reason: str, expected: str, each: Spoiled) -> bool:
    """Whether a reason, ``CODE at its.field``, is the expected one, told of the spoiled field.

    It may be told of a field within it, or of what it stands in. Outcomes name their id instead.
    """
    code, _, field = reason.partition(" at ")
    wanted, _, sibling = expected.partition(" at ")
    path = ".".join(each.path)
    if sibling:
        path = ".".join([*each.path[:-1], sibling])
    outcome = not field and each.path[0] == "obligations"
    near = field == path or field.startswith(f"{path}.") or path.startswith(f"{field}.")
    return code == wanted and (outcome or (bool(field) and near))
