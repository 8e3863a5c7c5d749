"""Every limit is held, before anything is validated or run, in the time that reading takes."""

import time
from typing import Any

import pytest
from graphql import get_introspection_query

from api.graphql.runtime.executing import Executor, Operation, RequestRefused
from api.graphql.runtime.limits import OperationLimits
from api.graphql.schema import SCHEMA

ENGINE = Executor(SCHEMA, OperationLimits())


def prepare(query: str, variables: dict[str, Any] | None = None) -> None:
    ENGINE.prepare(Operation(query, variables or {}, None))


def broken(query: str, variables: dict[str, Any] | None = None) -> set[object]:
    with pytest.raises(RequestRefused) as refused:
        prepare(query, variables)
    assert refused.value.status == 400
    return {(error.extensions or {}).get("limit") for error in refused.value.errors}


def exploding(levels: int) -> str:
    """A few hundred bytes that an analysis without memory walks 2^levels times."""
    chain = "".join(f"fragment A{i} on Query{{...A{i + 1} ...A{i + 1}}}" for i in range(levels))
    return f"{{...A0}}{chain}fragment A{levels} on Query{{levels{{key}}}}"


def test_fragments_that_explode_are_refused_at_once() -> None:
    """Walked one by one, 16 million times, they would take minutes."""
    query = exploding(24)
    assert len(query) < 1_000
    started = time.perf_counter()
    assert "fields" in broken(query)
    assert time.perf_counter() - started < 5


def test_fragments_within_themselves_are_refused() -> None:
    assert broken("{...A} fragment A on Query{levels{key} ...B} fragment B on Query{...A}") == {
        None
    }


def test_pages_in_pages_multiply() -> None:
    inner = "children(first: 20) { edges { node { code } } }"
    prepare(f"{{ units(first: 50) {{ edges {{ node {{ {inner} }} }} }} }}")
    wide = inner.replace("20", "100")
    query = f"{{ units(first: 50) {{ edges {{ node {{ {wide} }} }} }} }}"
    assert broken(query) == {"cost"}


def test_first_is_taken_from_variables_and_defaults() -> None:
    inner = "children(first: {}) {{ edges {{ node {{ code }} }} }}"
    query = "query($n: Int = 90) {{ units(first: $n) {{ edges {{ node {{ " + inner + " }} }} }} }}"
    assert broken(query.format(50)) == {"cost"}
    prepare(query.format(50), {"n": 10})
    assert broken(query.format(50), {"n": 100}) == {"cost"}
    assert broken(query.format(10), {"n": 101}) == {"page"}


def test_lists_without_pages_count_once_they_nest() -> None:
    prepare('{ unit(by: {code: "A"}) { ancestors { ancestors { code } } } }')
    query = '{ unit(by: {code: "A"}) { ' + "ancestors { " * 6 + "code" + " }" * 6 + " } }"
    assert broken(query) == {"cost"}


def test_depth() -> None:
    def nested(levels: int) -> str:
        parents = levels - 2
        return '{ unit(by: {code: "A"}) { ' + "parent { " * parents + "code" + "}" * parents + "}}"

    prepare(nested(10))
    assert broken(nested(11)) == {"depth"}


def test_a_document_that_nests_beyond_reading_is_refused() -> None:
    query = "{ a(x: " + "[" * 400 + "]" * 400 + ") }"
    assert broken(query)
    assert broken("{ a " * 450 + "}" * 450)


def test_tokens() -> None:
    assert broken("{" + "levels{key}" * 250 + "}") == {"tokens"}


def test_aliases() -> None:
    def aliased(count: int) -> str:
        return "{" + " ".join(f"a{i}: levels {{ key }}" for i in range(count)) + "}"

    prepare(aliased(15))
    assert broken(aliased(16)) == {"aliases"}


def test_pages_and_feeds() -> None:
    assert broken("{ units(first: 101) { totalCount } }") == {"page"}
    feed = "{{ obligationChanges(from: {{position: 0}}, first: {}) {{ hasMore }} }}"
    prepare(feed.format(1_000))
    assert broken(feed.format(1_001)) == {"feed_page"}


def test_bulk_in_variables_and_in_the_document() -> None:
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    prepare(query, {"ids": ["x"] * 500})
    assert "bulk" in broken(query, {"ids": ["x"] * 501})
    written = "{ nodes(ids: [" + '"x" ' * 501 + "]) { id } }"
    assert "bulk" in broken(written)


def test_a_bulk_of_commands_fits() -> None:
    prepare(
        """mutation($input: AcknowledgeInput!) { acknowledge(input: $input) {
            outcomes { id done obligation { status } userErrors { code } } } }""",
        {"input": {"idempotencyKey": "k", "obligations": ["x"] * 500}},
    )


def test_no_text_of_a_query_holds_nul() -> None:
    assert broken('{ unit(by: {code: "a\\u0000"}) { id } }') == {None}
    assert broken("query($c: String) { unit(by: {code: $c}) { id } }", {"c": "\0"}) == {None}


def test_the_introspection_of_tools_is_let_through() -> None:
    prepare(get_introspection_query(input_value_deprecation=True))


DESCRIBED_BY_TOOLS = get_introspection_query(
    input_value_deprecation=True,
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
)
ALL_OF_ALL = """
    fragment S on __Schema { types { ...T } }
    fragment T on __Type { name fields { name args { name type { ...N } } type { ...N ...F } } }
    fragment F on __Type { fields { name type { ...N } } }
    fragment N on __Type { name kind ofType { name kind ofType { name kind } } }
"""


def test_a_schema_is_described_once_for_each_operation() -> None:
    prepare(DESCRIBED_BY_TOOLS)
    prepare("{ __typename }")
    prepare('{ __type(name: "Unit") { name fields { name type { name } } } }')
    assert broken("{ a: __schema { ...S } }" + ALL_OF_ALL) == {"introspection"}
    twice = DESCRIBED_BY_TOOLS.replace("__schema {", "__schema { ...Again } b: __schema {", 1)
    again = "fragment Again on __Schema { types { ...FullType } }"
    assert broken(twice + again) == {"introspection"}


def test_beside_anything_else_a_schema_is_described_in_small_parts_only() -> None:
    prepare('{ viewer { subject } __type(name: "Unit") { fields { name } } }')
    beside = DESCRIBED_BY_TOOLS.replace("__schema {", "viewer { subject } __schema {", 1)
    assert broken(beside) == {"introspection"}


def test_names_that_validation_would_compare_pair_by_pair() -> None:
    prepare("{ viewer { " + "subject " * 64 + "} }")
    assert broken("{ viewer { " + "subject " * 65 + "} }") == {"repeats"}
    unused = "fragment F on Query { viewer { " + "subject " * 65 + "} }"
    assert broken("{ viewer { subject } } " + unused) == {"repeats"}
    spread = "fragment F on Query { viewer { subject } }"
    assert broken("{ " + "...F " * 65 + "} " + spread) == {"repeats"}


def test_values_of_all_inputs_together() -> None:
    query = "query($c: JSON) { unit(by: {code: $c}) { id } }"
    assert "values" in broken(query, {"c": [[0] * 400] * 25})
    assert "values" in broken(query, {"c": {f"unknown{i}": 1 for i in range(15_000)}})
    # Not counted to the end, nor anything else in them.
    assert ENGINE.limits.values == 10_000


def test_few_errors_are_told() -> None:
    """Each of them may look for what was meant instead."""
    with pytest.raises(RequestRefused) as refused:
        prepare("{ units(filter: {" + " ".join(f"obligation{i}: 1" for i in range(300)) + "}) }")
    assert len(refused.value.errors) <= 6


def test_dry_runs_cost_like_commands() -> None:
    def previews(count: int) -> str:
        part = 'audiencePreview(issuer: "u", input: {}) { total }'
        return "{" + " ".join(f"a{i}: {part}" for i in range(count)) + "}"

    assert broken(previews(4)) == {None}
    assert broken(previews(5)) == {"cost"}
