"""What an operation selects, looked up in the schema once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final, TypeAlias

from graphql import (
    DirectiveNode,
    DocumentNode,
    Executor,
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    Node,
    VariableNode,
    is_leaf_type,
)
from graphql.execution.collect_fields import (
    FieldDetailsList,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from strawberry.types.field import StrawberryField

from api.graphql.runtime.links import LEAD, Lead, object_type
from api.graphql.runtime.planning.leaves import Write, writer

DEFINITION: Final = "strawberry-definition"
"""Where a part of the schema holds what it was made of."""
INCLUDING: Final = frozenset(("include", "skip"))
MOST_PLANS: Final = 16
"""Of one document: more combinations of what its variables include are planned each time."""


class Unplanned(Exception):
    """Plans know nothing of this, or it is an error: the operation is to be executed as ever."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, each of whose items has one shape."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object of one of several types: by the classes that they are made of."""

    selections: Mapping[type, "Selection"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands in an answer for a value. Leaves are written, objects selected from."""

    of: "Write | Listed | OneOf | Selection"
    nullable: bool


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field that the object has already."""

    get: Callable[[Any], Any]
    shape: Shape


@dataclass(frozen=True, slots=True)
class TypeName:
    """``__typename``."""

    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """A field that is read by what the object has already, for all objects by one call."""

    lead: Lead
    inner: type | None
    """The class of its objects, where it leads to objects."""
    get: Callable[[Any], Any]
    shape: Shape


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that a function answers, for one object at a time."""

    parent: GraphQLObjectType
    definition: GraphQLField
    nodes: list[FieldNode]
    shape: Shape


Step: TypeAlias = Attribute | TypeName | Link | Asked


@dataclass(slots=True)
class Selection:
    """What is selected from objects of one type: a step for each key of the answer."""

    kind: type | None
    """Exactly this class; null where any is taken."""
    steps: dict[str, Step] = field(default_factory=dict)


class Plans:
    """The plans of a document, each made when it is first needed.

    Of one operation there are several where variables decide what is included.
    """

    def __init__(self, document: DocumentNode) -> None:
        self._document = document
        self._deciding: list[str] | None = None
        self._made: dict[tuple[Any, ...], Selection] = {}

    def of(self, execution: Executor[Any]) -> Selection:
        """The plan of the operation that an execution is of; raises Unplanned."""
        if self._deciding is None:
            self._deciding = sorted(set(_deciding(self._document)))
        variables = execution.variable_values.coerced
        key = (id(execution.operation), *(variables.get(name) for name in self._deciding))
        if key not in self._made:
            if len(self._made) >= MOST_PLANS:
                self._made.clear()
            self._made[key] = _Planning(execution).whole()
        return self._made[key]


def _deciding(document: DocumentNode) -> Iterator[str]:
    """Variables that decide what is included. Raises Unplanned for directives of another kind."""
    waiting: list[Node] = list(document.definitions)
    while waiting:
        each = waiting.pop()
        inner = getattr(each, "selection_set", None)
        waiting.extend(inner.selections if inner else ())
        directive: DirectiveNode
        for directive in getattr(each, "directives", None) or ():
            if directive.name.value not in INCLUDING:
                raise Unplanned(directive.name.value)
            for argument in directive.arguments or ():
                if isinstance(argument.value, VariableNode):
                    yield argument.value.name.value


class _Planning:
    """Makes the plan of one operation, with the variables of one execution."""

    def __init__(self, execution: Executor[Any]) -> None:
        self._execution = execution

    def whole(self) -> Selection:
        execution = self._execution
        root = execution.schema.query_type
        if root is None:
            raise Unplanned("there is nothing to ask")
        collected = collect_fields(
            execution.schema,
            execution.fragments,
            execution.variable_values,
            root,
            execution.operation,
        )
        return self._selection(root, None, collected.grouped_field_set)

    def _selection(
        self, kind: GraphQLObjectType, of: type | None, fields: GroupedFieldSet
    ) -> Selection:
        return Selection(of, {key: self._step(kind, details) for key, details in fields.items()})

    def _step(self, parent: GraphQLObjectType, details: FieldDetailsList) -> Step:
        name = details[0].node.name.value
        if name == "__typename":
            return TypeName(parent.name)
        if name.startswith("__"):
            raise Unplanned("the schema's description")
        definition = parent.fields[name]
        shape = self._shape(definition.type, details)
        made_of: StrawberryField = definition.extensions[DEFINITION]
        if made_of.is_basic_field:
            return Attribute(attrgetter(made_of.python_name), shape)
        lead = made_of.metadata.get(LEAD)
        if lead is not None:
            return Link(lead, object_type(made_of.type), attrgetter(lead.key), shape)
        return Asked(parent, definition, [each.node for each in details], shape)

    def _shape(self, kind: GraphQLOutputType, details: FieldDetailsList) -> Shape:
        nullable = not isinstance(kind, GraphQLNonNull)
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(inner, GraphQLList):
            return Shape(Listed(self._shape(inner.of_type, details)), nullable)
        if isinstance(inner, GraphQLObjectType):
            # As the library has it: objects are looked at only where an interface may lead to them.
            of = _made_of(inner) if inner.is_type_of else None
            return Shape(self._within(inner, of, details), nullable)
        if isinstance(inner, GraphQLInterfaceType | GraphQLUnionType):
            kinds = self._execution.schema.get_possible_types(inner)
            selections = {_made_of(each): self._within(each, None, details) for each in kinds}
            return Shape(OneOf(selections), nullable)
        if not is_leaf_type(inner):
            raise Unplanned(str(kind))
        return Shape(writer(inner), nullable)

    def _within(
        self, kind: GraphQLObjectType, of: type | None, details: FieldDetailsList
    ) -> Selection:
        execution = self._execution
        collected = collect_subfields(
            execution.schema,
            execution.fragments,
            execution.variable_values,
            execution.operation,
            kind,
            details,
        )
        return self._selection(kind, of, collected.grouped_field_set)


def _made_of(kind: GraphQLObjectType) -> type:
    made_of: type = kind.extensions[DEFINITION].origin
    return made_of
