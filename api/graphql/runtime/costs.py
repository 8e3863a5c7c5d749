"""What an operation costs, told in the schema and in answers.

In the schema by the directives of the GraphQL cost specification
(https://ibm.github.io/graphql-specs/cost-spec.html; ``weight`` is a number, as Apollo and others
have it): an object costs nothing, a row of a list 1, a dry run what a command takes. They are made
of what ``measuring`` measures by, and only where the schema is exported.

In an answer, where it is asked for: the rows that were counted on before, and those that came.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)
from strawberry import UNSET
from strawberry.schema_directive import Location

from api.graphql.runtime.limits import DEFAULT_FEED_PAGE, DEFAULT_PAGE, OperationLimits
from api.graphql.runtime.measuring import (
    AS_LONG_AS_ITS_IDS,
    AS_LONG_AS_THE_INPUT,
    FEED,
    LIST_ROWS,
    LISTS,
    NO_ROWS,
    PREVIEW_COST,
    PREVIEWS,
    field_of,
    is_list,
)

DEFINITION: Final = "strawberry-definition"
"""Where a part of the schema holds what it was made of."""


@strawberry.schema_directive(
    locations=[Location.OBJECT, Location.FIELD_DEFINITION],
    description="What one of these counts of an operation's cost, by itself.",
)
class Cost:
    """``@cost`` of the cost specification, 2.1."""

    weight: int


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    description="How many rows a list is taken to have: as many as a slicing argument says, else "
    "the assumed size; its own, or those of the sized fields of what it answers.",
)
class ListSize:
    """``@listSize`` of the cost specification, 2.2."""

    assumed_size: int | None = UNSET
    slicing_arguments: list[str] | None = UNSET
    sized_fields: list[str] | None = UNSET
    require_one_slicing_argument: bool | None = True


def priced(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema, with directives that tell what is costly in it."""
    ours = (each for each in schema.type_map.values() if not each.name.startswith("__"))
    kinds = [each for each in ours if isinstance(each, GraphQLObjectType | GraphQLInterfaceType)]
    pages = {
        get_named_type(field.type).name
        for kind in kinds
        for field in kind.fields.values()
        if "first" in field.args
    }
    for kind in kinds:
        if isinstance(kind, GraphQLObjectType):
            _tell(kind.extensions[DEFINITION], [Cost(weight=0)])
        for name, field in kind.fields.items():
            told = _of_field(kind, name, field, on_a_page=kind.name in pages)
            _tell(field.extensions[DEFINITION], list(told))
    return schema


def _tell(definition: Any, directives: list[Cost | ListSize]) -> None:
    others = (each for each in definition.directives if not isinstance(each, Cost | ListSize))
    definition.directives = [*others, *directives]


def _of_field(
    parent: GraphQLNamedType, name: str, field: GraphQLField, *, on_a_page: bool
) -> Iterator[Cost | ListSize]:
    target = get_named_type(field.type)
    if name in PREVIEWS:
        yield Cost(weight=PREVIEW_COST)
    if not isinstance(target, GraphQLObjectType | GraphQLInterfaceType):
        return
    if "first" in field.args:
        yield ListSize(
            assumed_size=DEFAULT_FEED_PAGE if name == FEED else DEFAULT_PAGE,
            slicing_arguments=["first"],
            sized_fields=[each for each, inner in target.fields.items() if has_rows(inner)],
            require_one_slicing_argument=False,
        )
    elif has_rows(field):
        yield Cost(weight=1)
        if not on_a_page:
            size = _size(parent.name, name, field)
            yield ListSize(assumed_size=size, require_one_slicing_argument=UNSET)


def _size(parent: str, name: str, field: GraphQLField) -> int:
    as_sent = {*AS_LONG_AS_THE_INPUT, *AS_LONG_AS_ITS_IDS}
    if "ids" in field.args or (parent, name) in as_sent:
        return OperationLimits().bulk
    return LISTS.get((parent, name), LIST_ROWS)


def has_rows(field: GraphQLField) -> bool:
    """Whether each object that it answers counts."""
    target = get_named_type(field.type)
    composite = isinstance(target, GraphQLObjectType | GraphQLInterfaceType)
    return composite and is_list(field) and target.name not in NO_ROWS


def rows_in(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    data: dict[str, Any] | None,
) -> int:
    """What an answer cost: its rows, and what a command takes for each dry run."""
    counting = _Counting(schema, document)
    root = schema.get_root_type(operation.operation)
    return counting.below([(root, operation.selection_set)], data) if root and data else 0


_Selected: TypeAlias = list[tuple[GraphQLNamedType, SelectionSetNode]]
"""Selections of one object, each on the type that it is written for."""
_Field: TypeAlias = tuple[str, GraphQLField, _Selected]
"""Its name, what it is, and what is selected below it."""


class _Counting:
    """Walks an answer beside its document. Fields of one key have one shape, whatever type each is
    written for, so which of them the object had need not be known.
    """

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[tuple[int, ...], dict[str, _Field]] = {}

    def below(self, selected: _Selected, value: dict[str, Any]) -> int:
        cost = 0
        for key, (name, field, inner) in self._fields(selected).items():
            cost += PREVIEW_COST if name in PREVIEWS and value.get(key) else 0
            cost += self._of_field(field, inner, value.get(key))
        return cost

    def _of_field(self, field: GraphQLField, inner: _Selected, value: Any) -> int:
        if value is None or not inner:
            return 0
        if isinstance(value, dict):
            return self.below(inner, value)
        rows = [each for each in value if each is not None]
        own = len(rows) if has_rows(field) else 0
        return own + sum(self.below(inner, each) for each in rows)

    def _fields(self, selected: _Selected) -> dict[str, _Field]:
        """By the keys under which an answer has them; those alone that lead on."""
        place = tuple(id(each) for _, each in selected)
        if place not in self._known:
            found: dict[str, _Field] = {}
            for parent, selections in selected:
                self._gather(parent, selections, found)
            self._known[place] = found
        return self._known[place]

    def _gather(
        self,
        parent: GraphQLNamedType,
        selections: SelectionSetNode,
        found: dict[str, _Field],
    ) -> None:
        for node in selections.selections:
            if isinstance(node, FieldNode):
                field = field_of(parent, node.name.value)
                if field is None or node.selection_set is None:
                    continue
                key = node.alias.value if node.alias else node.name.value
                inner = found.setdefault(key, (node.name.value, field, []))[2]
                inner.append((get_named_type(field.type), node.selection_set))
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                on = self._schema.type_map[fragment.type_condition.name.value]
                self._gather(on, fragment.selection_set, found)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                on = self._schema.type_map[condition.name.value] if condition else parent
                self._gather(on, node.selection_set, found)
