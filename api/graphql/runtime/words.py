"""The words of the schema: docstrings, and the strings that stand under a class's attributes.

    @strawberry.type
    class Attachment(Node):
        '''A file that goes with a document or a report.'''

        size: Count
        '''In bytes.'''

What an inherited field says is said once, where it stands. A mutation says what its input says, and
what is said in many places stands in ``repeated_words``.
Python keeps no string under an attribute, so the sources are read, which takes a fifth of a second:
when somebody asks for the schema's description, and not at every start.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import getsource
from typing import Any, Final, TypeAlias, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from api.graphql.runtime.repeated_words import ARGUMENTS, INPUT_FIELDS, LIKE

DEFINITION: Final = "strawberry-definition"
"""Where a part of the schema holds what it was made of."""

NOT_OURS: Final = {"builtins", "enum", "strawberry", "typing"}


@dataclass(frozen=True, slots=True)
class Words:
    """Of a class, and of each of its attributes and methods by its name."""

    own: str | None
    attributes: Mapping[str, str]


Described: TypeAlias = GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType
"""What has fields."""

SILENT: Final = Words(None, {})


@cache
def described(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema, every part of it described. Run twice at once it does the same thing twice."""
    for name, kind in schema.type_map.items():
        if not name.startswith("__"):
            _describe(kind)
    for name in LIKE:
        _liken(schema, name)
    mutation = schema.mutation_type
    for field in mutation.fields.values() if mutation else ():
        of = get_named_type(field.args["input"].type)
        field.description = field.description or of.description
    return schema


def _describe(kind: GraphQLNamedType) -> None:
    definition: Any = kind.extensions.get(DEFINITION)
    if isinstance(kind, GraphQLEnumType):
        words = _words_of(definition.wrapped_cls)
        for name, value in kind.values.items():
            value.description = value.description or words.attributes.get(name)
    elif isinstance(kind, Described):
        words = _words_of(definition.origin)
        for name, field in kind.fields.items():
            made_of = field.extensions[DEFINITION]
            said = words.attributes.get(made_of.python_name)
            if isinstance(field, GraphQLInputField):
                said = said or INPUT_FIELDS.get(name)
            else:
                _describe_arguments(field.args)
            field.description = field.description or said
    else:
        return  # a scalar says what it is where it is made
    kind.description = kind.description or words.own


def _liken(schema: GraphQLSchema, name: str) -> None:
    """What a type's fields do not say, those of its like do."""
    like = LIKE.get(name)
    if like is None or name not in schema.type_map:
        return
    _liken(schema, like)
    other = cast(Described, schema.type_map[like]).fields
    for field_name, field in cast(Described, schema.type_map[name]).fields.items():
        if field.description is None and field_name in other:
            field.description = other[field_name].description


def _describe_arguments(arguments: Mapping[str, GraphQLArgument]) -> None:
    for name, argument in arguments.items():
        argument.description = argument.description or ARGUMENTS.get(name)


def _words_of(cls: type) -> Words:
    """With what its attributes inherit. A generic type that the library fills is its own type."""
    ours = [each for each in cls.__mro__ if each.__module__.partition(".")[0] not in NOT_OURS]
    read = [_read(each.__module__).get(each.__name__, SILENT) for each in ours]
    own = read[0].own if read else None
    attributes = [each.attributes for each in reversed(read)]
    return Words(own, {name: text for each in attributes for name, text in each.items()})


@cache
def _read(module: str) -> Mapping[str, Words]:
    """The words of a module's classes by their names; none where it has no source."""
    try:
        source = getsource(sys.modules[module])
    except OSError:
        source = ""
    classes = (each for each in ast.parse(source).body if isinstance(each, ast.ClassDef))
    return {
        each.name: Words(_plain(ast.get_docstring(each) or "") or None, dict(_attributes(each)))
        for each in classes
    }


def _attributes(cls: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for here, below in zip(cls.body, [*cls.body[1:], None], strict=True):
        match here:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                text = ast.get_docstring(here)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                text = _string(below)
            case _:
                continue
        if text:
            yield name, _plain(text)


def _string(statement: ast.stmt | None) -> str | None:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return None


def _plain(text: str) -> str:
    """As one line, in the Markdown of descriptions."""
    return " ".join(text.replace("``", "`").split())
