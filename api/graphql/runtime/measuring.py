"""What an operation asks for, measured in one pass before it is validated or run.

Each fragment is measured once for each page size it is spread under, however often it is spread: a
few hundred bytes of fragments that spread each other twice cost no more than their own length.
Works on documents that are not valid, too; validation tells what is wrong with them afterwards.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    TokenKind,
    ValueNode,
    VariableNode,
    get_named_type,
)

from api.graphql.runtime.introspection import OTHER_LISTS, ROOTS, is_described, list_lengths
from api.graphql.runtime.limits import DEFAULT_FEED_PAGE, DEFAULT_PAGE, INPUT_VALUES
from api.graphql.runtime.scalars import LARGEST

FEED: Final = "obligationChanges"
LIST_ROWS: Final = 4
"""Rows counted for a list without pages: such lists are short, but not once they are nested."""
LISTS: Final = {
    ("Directive", "amendments"): 100,
    ("Directive", "comments"): 100,
    ("Directive", "corrections"): 100,
    ("Directive", "invitations"): 100,
    ("Obligation", "because"): 30,
    ("Obligation", "extensionRequests"): 20,
    ("Obligation", "inspections"): 20,
    ("Obligation", "plan"): 400,
    ("Obligation", "reminders"): 20,
    ("Obligation", "reports"): 20,
    ("Query", "calendar"): 400,
    ("Unit", "reminders"): 20,
    ("Unit", "scheduledChanges"): 20,
}
"""Lists of objects whose greatest length the schema's descriptions tell; of reasons, which may be
100, as many as a page of 50 may ask for: few obligations have ten."""
AS_LONG_AS_THE_INPUT: Final = {("UnitsPayload", "units")}
AS_LONG_AS_ITS_IDS: Final = {("ObligationsPayload", "outcomes"), ("RemindPayload", "outcomes")}
"""A plan's entries are of one obligation."""
NO_ROWS: Final = {"UserError"}
"""Refusals are made of the input, not read."""


PREVIEWS: Final = {"audiencePreview", "directivePreview"}
PREVIEW_COST: Final = 500
"""A whole command is decided, and its reach counted: four of them in one operation."""


class Measure(NamedTuple):
    """Of a selection set: rows it asks for, its depth, its aliases, its fields written out."""

    cost: int = 0
    depth: int = 0
    aliases: int = 0
    fields: int = 0
    described: int = 0
    """Values of the schema's own description."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of a whole operation. ``page`` and ``feed_page`` are the largest ``first``."""

    cost: int
    depth: int
    aliases: int
    fields: int
    introspection: int
    page: int
    feed_page: int
    bulk: int
    has_nul: bool
    values: int
    """Values in all inputs together; beyond the limit they are not counted on."""
    at_least: int
    """The greatest position that a field of it waits for; 0 where none does."""
    reads: bool
    """Whether it asks for anything but the schema's own description."""


def measured(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> Asked:
    """What ``operation`` asks for. ``variables`` are as they were sent, unchecked."""
    return _Measuring(schema, document, operation, variables).run()


def most_repeated(document: DocumentNode) -> int:
    """How often the most frequent name of a field stands in a document; or, where these are more,
    how many fragments are spread.
    """
    names: Counter[str] = Counter()
    spreads = 0
    waiting: list[Any] = list(document.definitions)
    while waiting:
        each = waiting.pop()
        if isinstance(each, FieldNode):
            names[each.alias.value if each.alias else each.name.value] += 1
        spreads += isinstance(each, FragmentSpreadNode)
        inner = getattr(each, "selection_set", None)
        waiting.extend(inner.selections if inner else ())
    return max(spreads, *names.values(), 0)


def numbers(document: DocumentNode) -> Iterator[str]:
    """Every number that stands in a document, as it is written."""
    token = document.loc.start_token if document.loc else None
    while token is not None:
        if token.kind in (TokenKind.INT, TokenKind.FLOAT):
            yield token.value or ""
        token = token.next


class _Measuring:
    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self._list_lengths = list_lengths(schema)
        self._schema = schema
        self._operation = operation
        self._variables = variables
        self._defaults = {
            each.variable.name.value: each.default_value
            for each in operation.variable_definitions or ()
        }
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[tuple[str, int | None], Measure] = {}
        self._open: set[str] = set()
        self._page = 0
        self._feed_page = 0
        self._bulk = 0
        self._ids = 0
        self._has_nul = False
        self._values = 0
        self._at_least = 0
        self._reads = False

    def run(self) -> Asked:
        root = self._schema.get_root_type(self._operation.operation)
        self._look_at(self._variables)
        for default in self._defaults.values():
            self._look_at_node(default)
        measure = self._selections(self._operation.selection_set, root, None)
        return Asked(
            cost=measure.cost,
            depth=measure.depth,
            aliases=measure.aliases,
            fields=measure.fields,
            introspection=measure.described,
            page=self._page,
            feed_page=self._feed_page,
            bulk=self._bulk,
            has_nul=self._has_nul,
            values=self._values,
            at_least=self._at_least,
            reads=self._reads,
        )

    def _selections(
        self,
        selections: SelectionSetNode | None,
        parent: GraphQLCompositeType | None,
        page: int | None,
    ) -> Measure:
        """``page`` is the size of the page whose object this is; None where it is no page."""
        cost = depth = aliases = fields = described = 0
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                part = self._field(node, parent, page)
            elif isinstance(node, FragmentSpreadNode):
                part = self._fragment(node.name.value, page)
            elif isinstance(node, InlineFragmentNode):
                on = self._type(node.type_condition.name.value) if node.type_condition else parent
                part = self._selections(node.selection_set, on, page)
            else:  # pragma: no cover
                continue
            cost += part.cost
            aliases += part.aliases
            fields += part.fields
            described += part.described
            depth = max(depth, part.depth)
        return Measure(cost, depth, aliases, fields, described)

    def _fragment(self, name: str, page: int | None) -> Measure:
        fragment = self._fragments.get(name)
        if fragment is None or name in self._open:
            return Measure()  # unknown or within itself: validation refuses it
        known = self._known.get((name, page))
        if known is None:
            self._open.add(name)
            on = self._type(fragment.type_condition.name.value)
            known = self._known[name, page] = self._selections(fragment.selection_set, on, page)
            self._open.discard(name)
        return known

    def _field(
        self, node: FieldNode, parent: GraphQLCompositeType | None, page: int | None
    ) -> Measure:
        name = node.name.value
        aliased = 1 if node.alias else 0
        for argument in node.arguments or ():
            self._look_at_node(argument.value)
            if argument.name.value == "asOf":
                self._at_least = max(self._at_least, self._position(argument.value))
        if is_described(parent, name):
            return self._description(node, parent)
        self._reads = self._reads or not name.startswith("__")
        field = field_of(parent, name)
        own_page = self._first(node, name) if field is not None and "first" in field.args else None
        named = get_named_type(field.type) if field is not None else None
        on = named if isinstance(named, GraphQLObjectType | GraphQLInterfaceType) else None
        inner = self._selections(node.selection_set, on, own_page)
        rows = self._rows(node, parent, field, page) if on is not None and field is not None else 0
        cost = rows * (1 + inner.cost) if rows else inner.cost
        cost += PREVIEW_COST if name in PREVIEWS else 0
        depth = 0 if name.startswith("__") else 1 + inner.depth
        return Measure(cost, depth, aliased + inner.aliases, 1 + inner.fields)

    def _description(self, node: FieldNode, parent: GraphQLCompositeType | None) -> Measure:
        """Every value counts, and none is a row; it is deep by nature, and the library bounds how
        deep by a rule of its own.
        """
        name = node.name.value
        field = ROOTS.get(name) or field_of(parent, name)
        named = get_named_type(field.type) if field is not None else None
        on = named if isinstance(named, GraphQLObjectType) else None
        inner = self._selections(node.selection_set, on, None)
        times = self._list_lengths.get(name, OTHER_LISTS) if field and is_list(field) else 1
        aliased = 1 if node.alias else 0
        described = times * (1 + inner.described)
        return Measure(0, 0, aliased + inner.aliases, 1 + inner.fields, described)

    def _rows(
        self,
        node: FieldNode,
        parent: GraphQLCompositeType | None,
        field: GraphQLField,
        page: int | None,
    ) -> int:
        """0 for a single object, which is free."""
        if not is_list(field) or get_named_type(field.type).name in NO_ROWS:
            return 0
        if page is not None:
            return page
        for argument in node.arguments or ():
            if argument.name.value == "ids":
                return self._length(argument.value)
        place = (parent.name if parent else "", node.name.value)
        if place in AS_LONG_AS_THE_INPUT:
            return max(self._bulk, 1)
        if place in AS_LONG_AS_ITS_IDS:
            return max(self._ids, 1)
        return LISTS.get(place, LIST_ROWS)

    def _first(self, node: FieldNode, name: str) -> int:
        size: object = None
        for argument in node.arguments or ():
            if argument.name.value == "first":
                size = self._whole(argument.value)
        feed = name == FEED
        if not isinstance(size, int):
            size = DEFAULT_FEED_PAGE if feed else DEFAULT_PAGE
        if feed:
            self._feed_page = max(self._feed_page, size)
        else:
            self._page = max(self._page, size)
        return max(size, 0)

    def _whole(self, value: ValueNode | None) -> int | None:
        if isinstance(value, VariableNode):
            name = value.name.value
            if name in self._variables:
                sent = self._variables[name]
                return sent if type(sent) is int else None
            value = self._defaults.get(name)
        return _int(value)

    def _position(self, as_of: ValueNode) -> int:
        """What an ``AsOf`` waits for; 0 for what validation or the parser of positions refuses."""
        found: object = None
        if isinstance(as_of, VariableNode) and as_of.name.value in self._variables:
            sent = self._variables[as_of.name.value]
            found = sent.get("atLeast") if isinstance(sent, Mapping) else None
        else:
            if isinstance(as_of, VariableNode):
                as_of = self._defaults.get(as_of.name.value) or as_of
            for field in getattr(as_of, "fields", None) or ():
                if field.name.value == "atLeast":
                    found = self._whole(field.value)
        return found if type(found) is int and 0 <= found <= LARGEST else 0

    def _length(self, value: ValueNode) -> int:
        if isinstance(value, VariableNode):
            sent = self._variables.get(value.name.value)
            return len(sent) if isinstance(sent, list) else 1
        return len(value.values) if isinstance(value, ListValueNode) else 1

    def _look_at(self, value: object) -> None:
        """Lists and texts within JSON values; the parser has bounded their nesting."""
        waiting = [value]
        while waiting and self._values <= INPUT_VALUES:
            each = waiting.pop()
            self._values += 1
            if isinstance(each, Mapping):
                waiting.extend(each.values())
            elif isinstance(each, list):
                self._bulk = max(self._bulk, len(each))
                if any(isinstance(item, str) for item in each):
                    self._ids = max(self._ids, len(each))
                waiting.extend(each)
            elif isinstance(each, str) and "\0" in each:
                self._has_nul = True

    def _look_at_node(self, value: ValueNode | None) -> None:
        waiting: list[Any] = [value]
        while waiting:
            each = waiting.pop()
            self._values += 1
            if isinstance(each, ListValueNode):
                self._bulk = max(self._bulk, len(each.values))
                if any(isinstance(item, StringValueNode) for item in each.values):
                    self._ids = max(self._ids, len(each.values))
                waiting.extend(each.values)
            elif isinstance(each, StringValueNode) and "\0" in each.value:
                self._has_nul = True
            else:
                waiting.extend(field.value for field in getattr(each, "fields", None) or ())

    def _type(self, name: str) -> GraphQLCompositeType | None:
        found = self._schema.get_type(name)
        return found if isinstance(found, GraphQLObjectType | GraphQLInterfaceType) else None


def field_of(parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
    """Null where the type has none of this name."""
    if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
        return cast(dict[str, GraphQLField], parent.fields).get(name)
    return None


def is_list(field: GraphQLField) -> bool:
    """Whether it answers several."""
    kind = field.type
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)


def _int(value: ValueNode | None) -> int | None:
    return int(value.value) if isinstance(value, IntValueNode) else None
