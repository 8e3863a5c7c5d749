"""How one operation runs: parsed, measured, validated, executed by a deadline, faults masked.

Our own few steps instead of the library's: limits have to be looked at before validation, and a
refused request is answered differently from one that ran and found something wrong.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from inspect import isawaitable
from typing import Any, Final
from uuid import UUID

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    create_source_event_stream,
    execute_root_selection_set,
    execute_subscription_event,
    parse,
    validate,
)
from graphql import Executor as Execution

from api.graphql.runtime.context import Context
from api.graphql.runtime.costs import rows_in
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.failing import OnError, execution_by
from api.graphql.runtime.faults import formatted
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.measuring import Asked, measured, most_repeated, numbers
from api.graphql.runtime.planning.plan import Plans
from api.graphql.runtime.planning.running import answered
from api.graphql.runtime.words import described
from cascade.logger import Logger
from cascade.text_rules import ForbiddenCharacter

LOG: Final = Logger(__name__)

DOCUMENTS_KEPT: Final = 256
"""Parsed and validated documents; a front end sends the same few dozen again and again."""
THREADS: Final = 2
"""For documents that are new and for the schema's description. They share one interpreter: more
would be no faster, and would leave less to the event loop."""
MANY_VALUES: Final = 500
"""Values in an operation's input: to fit more to their types takes the event loop too long."""
ERRORS_TOLD: Final = 5
"""Of one document, or of its variables: each may cost a look for what was meant instead."""
LIMITED: Final = (
    *("cost", "depth", "aliases", "fields", "introspection"),
    *("page", "feed_page", "bulk", "values"),
)
LONGEST_KEPT: Final = 16 * 1024
"""Characters: longer documents are parsed each time, so that no caller can fill the memory."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a caller sent."""

    query: str
    variables: Mapping[str, Any]
    name: str | None
    on_error: OnError = OnError.PROPAGATE
    tells_cost: bool = False
    """Whether the answer says what it cost, among its extensions."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid operation within the limits."""

    document: DocumentNode
    definition: OperationDefinitionNode
    operation: Operation
    plans: Plans
    at_least: int
    """The position to wait for before anything of it is read; 0 for none."""
    reads: bool
    """Whether it asks for anything but the schema's own description."""
    has_many_values: bool
    cost: int
    """The most that it is taken to cost; an answer may have cost less."""

    @property
    def kind(self) -> OperationType:
        return self.definition.operation


class RequestRefused(Exception):
    """A request that was not executed: its errors are the caller's to read."""

    def __init__(self, errors: Iterable[GraphQLError], *, status: int = 400) -> None:
        super().__init__("refused")
        self.errors = list(errors)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. ``ran`` is false where nothing was executed; ``data`` is then left out.

    ``cursor``: of an event of a subscription, from where others follow it.
    """

    body: dict[str, Any]
    ran: bool
    status: int = 200
    cursor: str | None = None


class Executor:
    """Runs operations against one schema; without state of its own but parsed documents.

    Without ``planned`` all of them are executed by the library.
    """

    def __init__(
        self, schema: strawberry.Schema, limits: OperationLimits, *, planned: bool = True
    ) -> None:
        self._schema = schema._schema
        self._by_plans = planned
        self.limits = limits
        self._kept: OrderedDict[str, _Document] = OrderedDict()
        self._turns = asyncio.Semaphore(THREADS)

    async def prepared(self, operation: Operation) -> Prepared:
        """As ``prepare``; a document that was not seen before is read beside the event loop."""
        if operation.query in self._kept:
            return self.prepare(operation)
        async with self._turns:
            return await asyncio.to_thread(self.prepare, operation)

    def prepare(self, operation: Operation) -> Prepared:
        """Raises RequestRefused: syntax, limits, validation, in this order."""
        try:
            document = self._kept.get(operation.query) or self._parse(operation.query)
            definition = _chosen(document.node, operation.name)
            asked = measured(self._schema, document.node, definition, operation.variables)
            if asked.introspection:
                described(self._schema)
            errors = list(broken_limits(self.limits, asked))
            if definition.operation is not OperationType.MUTATION and asked.has_nul:
                errors.append(request_error(ForbiddenCharacter.code, "A text must not hold NUL."))
            errors = errors or self._validate(document)
        except GraphQLError as error:
            raise RequestRefused([error]) from error
        except RecursionError as error:
            deep = request_error("LIMIT_EXCEEDED", "The document nests too deeply.", limit="depth")
            raise RequestRefused([deep]) from error
        if errors:
            raise RequestRefused(errors)
        self._keep(operation.query, document)
        return Prepared(
            document.node,
            definition,
            operation,
            document.plans,
            at_least=asked.at_least,
            reads=asked.reads,
            has_many_values=asked.values > MANY_VALUES,
            cost=asked.cost,
        )

    async def run(self, prepared: Prepared, context: Context) -> Answer:
        """The answer, or at the deadline an error; statements still being run are cancelled."""
        if prepared.kind is OperationType.SUBSCRIPTION:
            raise RequestRefused([_only_followed()], status=406)
        try:
            async with asyncio.timeout(self.limits.deadline_seconds):
                result = await self._execute(prepared, context)
        except TimeoutError:
            return self._too_late(context)
        finally:
            await context.close()
        answer = _answer(result, context.correlation_id)
        if answer.ran and prepared.operation.tells_cost:
            actual = rows_in(self._schema, prepared.document, prepared.definition, result.data)
            told = {"estimated": prepared.cost, "actual": actual, "most": self.limits.cost}
            answer.body["extensions"] = {"cost": told}
        return answer

    async def events(self, prepared: Prepared, context: Context) -> list[Answer]:
        """What a subscription has to tell by now, each event an answer; ``context.following`` goes
        on. A refusal is the only answer then, and none follows.
        """
        try:
            async with asyncio.timeout(self.limits.deadline_seconds):
                await context.moments.begin(prepared.at_least)
                return await self._events(prepared, context)
        except TimeoutError:
            return [self._too_late(context)]
        except GraphQLError as error:
            return [refusal([error], context.correlation_id)]
        finally:
            await context.close()

    async def _events(self, prepared: Prepared, context: Context) -> list[Answer]:
        execution = self._execution(prepared, context)
        if isinstance(execution, list):
            return [refusal(execution, context.correlation_id)]
        source = create_source_event_stream(execution)
        source = await source if isawaitable(source) else source
        if isinstance(source, ExecutionResult):
            return [refusal(source.errors or [], context.correlation_id)]
        # Together, so that what they lead to is read by one statement for all.
        events = [event async for event in source]
        results = await asyncio.gather(
            *(_of_event(execution.build_per_event_executor(event)) for event in events)
        )
        return [
            replace(_answer(result, context.correlation_id), cursor=event.cursor)
            for event, result in zip(events, results, strict=True)
        ]

    def _too_late(self, context: Context) -> Answer:
        late = request_error(
            "DEADLINE_EXCEEDED",
            f"The answer took longer than {self.limits.deadline_seconds} seconds. "
            "A mutation may have been recorded: send it again with the same key.",
        )
        return refusal([late], context.correlation_id, status=503)

    async def _execute(self, prepared: Prepared, context: Context) -> ExecutionResult:
        if not prepared.reads:
            # Nothing in it waits, and a tool asks for everything: a quarter of a second.
            async with self._turns:
                result = await asyncio.to_thread(
                    lambda: _executed(self._execution(prepared, context))
                )
        else:
            await context.moments.begin(prepared.at_least)
            if prepared.has_many_values:
                async with self._turns:
                    execution = await asyncio.to_thread(self._execution, prepared, context)
            else:
                execution = self._execution(prepared, context)
            result = await self._planned(prepared, execution) or _executed(execution)
        return result if isinstance(result, ExecutionResult) else await result

    async def _planned(
        self, prepared: Prepared, execution: Execution[Any] | list[GraphQLError]
    ) -> ExecutionResult | None:
        """What is answered without errors. Null: it is to be executed by the library, which tells
        what is wrong in its place, and knows what plans do not.
        """
        by_plan = self._by_plans and prepared.kind is OperationType.QUERY
        if isinstance(execution, list) or not by_plan:
            return None
        try:
            data = await answered(prepared.plans.of(execution), execution)
        except Exception as error:
            LOG.debug("not by a plan", reason=repr(error))
            return None
        return ExecutionResult(data, None)

    def _execution(
        self, prepared: Prepared, context: Context
    ) -> Execution[Any] | list[GraphQLError]:
        """With the variables as their types have them; or what does not fit."""
        return execution_by(
            prepared.operation.on_error,
            self._schema,
            prepared.document,
            context_value=context,
            raw_variable_values=dict(prepared.operation.variables),
            operation_name=prepared.operation.name,
            max_coercion_errors=ERRORS_TOLD,
            hide_suggestions=False,
        )

    def _parse(self, query: str) -> "_Document":
        try:
            document = parse(query, max_tokens=self.limits.tokens)
        except GraphQLSyntaxError as error:
            if "tokens" in error.message:
                raise over_limit("tokens", self.limits.tokens, None) from error
            coded(error, "GRAPHQL_PARSE_FAILED")
            raise
        # Python converts no number of more than 4,300 digits, and slowly where it has fewer.
        digits = max(map(len, numbers(document)), default=0)
        if digits > self.limits.digits:
            raise over_limit("digits", self.limits.digits, digits)
        return _Document(document)

    def _validate(self, document: "_Document") -> list[GraphQLError]:
        """What is wrong with the whole document, by the rules of the specification; kept."""
        if document.errors is None:
            wanted = most_repeated(document.node)
            if wanted > self.limits.repeats:
                raise over_limit("repeats", self.limits.repeats, wanted)
            found = validate(self._schema, document.node, max_errors=ERRORS_TOLD)
            document.errors = [coded(each, "GRAPHQL_VALIDATION_FAILED") for each in found]
        return document.errors

    def _keep(self, query: str, document: "_Document") -> None:
        """Those that were asked for last, in the order in which they came."""
        if len(query) > LONGEST_KEPT or query in self._kept:
            return
        self._kept[query] = document
        while len(self._kept) > DOCUMENTS_KEPT:
            with suppress(KeyError):  # another thread was faster
                self._kept.popitem(last=False)


@dataclass(slots=True)
class _Document:
    """A document that was parsed, and what validation found; null until it has looked."""

    node: DocumentNode
    errors: list[GraphQLError] | None = None
    plans: Plans = field(init=False)

    def __post_init__(self) -> None:
        self.plans = Plans(self.node)


async def _of_event(execution: Execution[Any]) -> ExecutionResult:
    result = execute_subscription_event(execution)
    return result if isinstance(result, ExecutionResult) else await result


def _only_followed() -> GraphQLError:
    message = "A subscription is answered as text/event-stream, or over WebSocket."
    return request_error("NOT_ACCEPTABLE", message)


def _executed(
    execution: Execution[Any] | list[GraphQLError],
) -> ExecutionResult | Awaitable[ExecutionResult]:
    if isinstance(execution, list):
        return ExecutionResult(data=None, errors=execution)
    return execute_root_selection_set(execution)


def broken_limits(limits: OperationLimits, asked: Asked) -> Iterable[GraphQLError]:
    """One error for each limit that the operation passes."""
    for name in LIMITED:
        most, wanted = getattr(limits, name), getattr(asked, name)
        if name == "introspection" and asked.reads:
            most = min(limits.cost, limits.introspection)
        if wanted > most:
            yield over_limit(name, most, wanted)


def over_limit(name: str, most: int, wanted: int | None) -> GraphQLError:
    # A number that fragments have multiplied may have more digits than JSON readers keep.
    told = "more" if wanted is None or wanted > 10**9 else str(wanted)
    message = f"The operation asks for {told} {name.replace('_', ' ')}; the limit is {most}."
    return request_error("LIMIT_EXCEEDED", message, limit=name, most=most)


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """The error, with a code unless it has one."""
    error.extensions = {"code": code, **(error.extensions or {})}
    return error


def refusal(errors: Iterable[GraphQLError], correlation_id: UUID, *, status: int = 400) -> Answer:
    """The answer to a request that was not executed, or not to its end."""
    return Answer({"errors": formatted(errors, correlation_id)}, ran=False, status=status)


def _answer(result: ExecutionResult, correlation_id: UUID) -> Answer:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        return refusal(errors, correlation_id)  # the variables did not fit
    body: dict[str, Any] = {"data": result.data}
    if errors:
        body["errors"] = formatted(errors, correlation_id)
    return Answer(body, ran=True)


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    found = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if name is not None:
        found = [each for each in found if each.name is not None and each.name.value == name]
    if not found:
        message = "There is no such operation." if name else "There is no operation."
        raise request_error("OPERATION_RESOLUTION_FAILURE", message)
    if len(found) > 1:
        message = "The document holds several operations: operationName is needed."
        raise request_error("OPERATION_RESOLUTION_FAILURE", message)
    return found[0]
