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
from tests.api_refusals.province import MUTATIONS, Input, Province, told
from tests.api_refusals.spoiling import Spoiled, places, spoiled

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


@pytest.mark.parametrize("mutation", NAMES)
async def test_nothing_spoiled_is_taken(province: Province, mutation: str) -> None:
    sent, key = await example_of(mutation)(province), str(uuid4())
    found = chosen(mutation, sent.input)
    assert to_spoil(mutation) <= {place for place, _ in found}, "the example is too small"
    before = await province.log.head()
    wrong = [
        f"{place} {spoiler}: {fault}"
        for (place, spoiler), each in found.items()
        if (fault := await misjudged(province, mutation, sent.by, key, each))
    ]
    assert not wrong, "\n".join(wrong)
    assert await province.log.head() == before
    await province.done(mutation, sent.by, {**sent.input, "idempotencyKey": key})


@pytest.mark.parametrize("mutation", NAMES)
async def test_no_stranger_may(province: Province, mutation: str) -> None:
    sent = await example_of(mutation)(province)
    for stranger in STRANGERS:
        first = (await province.refused(mutation, stranger, sent.input))[0]
        field = tables.strangers_told(mutation)
        if field is None:
            assert re.match(r"[A-Z_]+_NOT_FOUND\b", first), (stranger, first)
        else:
            assert first == (f"NOT_PERMITTED at {field}" if field else "NOT_PERMITTED"), stranger


@pytest.mark.parametrize("mutation", NAMES)
async def test_no_key_serves_twice(province: Province, mutation: str) -> None:
    """And one that is no key serves never."""
    first, other = [await example_of(mutation)(province) for _ in range(2)]
    used = {"idempotencyKey": str(uuid4())}
    once = await province.send(mutation, first.by, {**first.input, **used})
    assert told(once) == []
    assert (await province.send(mutation, first.by, {**first.input, **used})) == once
    reused = await province.refused(mutation, other.by, {**other.input, **used})
    assert reused == ["IDEMPOTENCY_KEY_REUSED at idempotencyKey"]
    for wrong in ("", "x" * 201, "a\0b", "a\nb", "a\ud800"):
        refused = await province.refused(
            mutation, other.by, {**other.input, "idempotencyKey": wrong}
        )
        assert refused == ["INVALID_IDEMPOTENCY_KEY at idempotencyKey"], wrong


def test_the_tables_name_codes_that_there_are() -> None:
    assert set(tables.named_codes()) <= CODES


async def misjudged(
    province: Province, mutation: str, by: str, key: str, each: Spoiled
) -> str | None:
    """What is wrong with the answer to a spoiled input; None where it is as the tables have it."""
    code = expected(mutation, each.place, each.spoiler)
    if code is HARMLESS:
        return None
    before = await province.log.head()
    answer = await province.answer(mutation, by, {**each.input, "idempotencyKey": key})
    if await province.log.head() != before:
        return "recorded"
    if "errors" in answer.body:
        found = [error.get("extensions", {}).get("code") for error in answer.body["errors"]]
        wanted = [None] if code is REQUEST_ERROR else [code]
        return None if found[:1] == wanted and "data" not in answer.body else f"errors {found}"
    reasons = told(answer.body["data"][mutation])
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
