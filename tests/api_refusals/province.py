"""One made-up province for a whole module of tests: what is refused leaves it as it was."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from hashlib import sha256
from string import ascii_uppercase
from typing import Any, Final
from uuid import uuid4

from graphql import get_named_type, is_leaf_type

from api.graphql.runtime import ids
from api.graphql.runtime.executing import Answer, RequestRefused
from api.graphql.runtime.ids import Kind
from api.graphql.schema import SCHEMA
from api.services import Services
from cascade.content import SALT_BYTES, AttachmentRecord, seal
from cascade.database import Database
from cascade.identifiers import task_id
from cascade.log import Log, Upload
from projections.query_args import ObligationKey
from tests.office.mutations import document, errors_of
from tests.office.office import Office
from tests.office.serving import found, services_over
from tests.office.story import establish_the_province

assert SCHEMA._schema.mutation_type is not None
MUTATIONS: Final = SCHEMA._schema.mutation_type.fields
GIVEN_BACK: Final = {
    "directive": "id citations { id } invitations { id }",
    "obligation": "id reports { id } extensionRequests { id }",
    "outcomes": "id done",
    "units": "id code",
    "scheduled": "id",
    "report": "id",
    "webhook": "id",
    "userErrors": "field code message",
}
"""What is asked of a payload's fields where they are objects; the others are left out."""
SHORTLY: Final = timedelta(minutes=1)

Input = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """An input, and who sends it."""

    by: str
    input: Input


@dataclass
class Province:
    """Sends any mutation of the schema. ``units`` are ids by code."""

    office: Office
    services: Services
    numbers: "itertools.count[int]"

    @property
    def log(self) -> Log:
        return self.services.log

    @property
    def units(self) -> dict[str, str]:
        return self.office.units

    async def answer(self, mutation: str, by: str, input: Input) -> Answer:
        """Whatever comes back, a refusal of the whole request included."""
        return await self._asked(_document(mutation, with_ids=False), by, input)

    async def _asked(self, query: str, by: str, input: Input) -> Answer:
        try:
            return await self.office.answer(query, {"input": input}, by, "")
        except RequestRefused as refusal:
            errors = [error.formatted for error in refusal.errors]
            return Answer({"errors": errors}, ran=False, status=refusal.status)

    async def send(self, mutation: str, by: str, input: Input) -> Input:
        """The payload, under a key of its own unless one is given."""
        answer = await self.answer(mutation, by, {"idempotencyKey": str(uuid4()), **input})
        assert "errors" not in answer.body, answer.body["errors"]
        payload: Input = answer.body["data"][mutation]
        return payload

    async def done(self, mutation: str, by: str, input: Input) -> Input:
        """The payload where nothing may be refused, with the ids of what it made."""
        query = _document(mutation, with_ids=True)
        answer = await self._asked(query, by, {"idempotencyKey": str(uuid4()), **input})
        assert "errors" not in answer.body, answer.body["errors"]
        payload: Input = answer.body["data"][mutation]
        assert errors_of(payload) == [], errors_of(payload)
        assert payload["position"] is not None, f"{mutation} came to nothing"
        return payload

    async def refused(self, mutation: str, by: str, input: Input) -> list[str]:
        """What it is refused for, each as ``CODE at its.field``; nothing is recorded."""
        before = await self.log.head()
        payload = await self.send(mutation, by, input)
        assert await self.log.head() == before, f"{mutation} was recorded"
        assert payload["position"] is None
        return errors_of(payload)

    # ---- what examples are made of

    def number(self) -> int:
        """One that no other example has."""
        return next(self.numbers)

    def type(self) -> str:
        """A type of documents that no other example has: numbers take letters only."""
        return "K" + "".join(ascii_uppercase[int(digit)] for digit in str(self.number()))

    def day(self) -> str:
        """A Monday to come that no other example has."""
        return (date(2026, 6, 1) + timedelta(weeks=self.number())).isoformat()

    async def new_unit(self, parent: str = "W1", level: str = "branch", **more: Any) -> str:
        """The id of a unit founded under another, given by code or id."""
        code = f"N{self.number()}"
        new = {"code": code, "name": f"Chi bộ {code}", "kind": "cell", "level": level, **more}
        await self.office.establish({**new, "parent": self.units.get(parent, parent)})
        return self.units[code]

    async def directive(self, by: str = "issuer-W1", **changed: Any) -> str:
        """The id of a directive of W1 to its branch B11, as changed."""
        payload = await self.done("issueDirective", by, self.issuing(**changed))
        return str(payload["directive"]["id"])

    def issuing(self, **changed: Any) -> Input:
        """What issues W1's directive to B11, with task 1."""
        task = {"key": "1", "text": "Báo cáo kết quả.", "due": {"on": "2026-03-20"}}
        return document(self.units, "W1", "B11", **{"tasks": [task], "unnumbered": True, **changed})

    def owed(self, directive: str, code: str = "B11", key: str = "1") -> str:
        """The id of an obligation, whether there is one or not."""
        task = task_id(ids.decode(Kind.DIRECTIVE, directive), key)
        unit_id = ids.decode(Kind.UNIT, self.units[code])
        return ids.encode(Kind.OBLIGATION, ObligationKey(task, unit_id, None))

    async def reported(self, owed: str, by: str = "officer-B11") -> str:
        """The id of a report on it."""
        sent = {"obligation": owed, "text": "Đã làm xong."}
        payload = await self.done("submitReport", by, sent)
        return str(payload["outcomes"][0]["obligation"]["reports"][0]["id"])

    async def file(self, by: str) -> str:
        """The id of a file that the subject uploaded."""
        data = b"%PDF-1.7 ..."
        reference, content = seal(data, "application/pdf", uuid4(), bytes(SALT_BYTES))
        record = AttachmentRecord(
            name="bao-cao.pdf", sha256=sha256(data).hexdigest(), content=reference
        )
        upload = Upload(by, self.office.clock.now(), record)
        await self.log.uploads.keep(upload, content.salt, [data])
        return ids.encode(Kind.ATTACHMENT, reference.id)


def _document(mutation: str, *, with_ids: bool) -> str:
    field = MUTATIONS[mutation]
    kind, asked = field.args["input"].type, _selected(field.type, with_ids)
    return f"mutation ($input: {kind}) {{ {mutation}(input: $input) {{ {asked} }} }}"


def _selected(kind: Any, with_ids: bool) -> str:
    asked = []
    for name, field in get_named_type(kind).fields.items():
        below = get_named_type(field.type)
        if is_leaf_type(below):
            asked.append(name)
        elif name == "outcomes":
            more = f"obligation {{ {GIVEN_BACK['obligation']} }}" if with_ids else ""
            errors = f"userErrors {{ {GIVEN_BACK['userErrors']} }}"
            asked.append(f"outcomes {{ {GIVEN_BACK[name]} {more} {errors} }}")
        elif name == "userErrors" or (with_ids and name in GIVEN_BACK):
            asked.append(f"{name} {{ {GIVEN_BACK[name]} }}")
    return " ".join(asked)


async def any_address(address: str) -> None:
    """Whichever a webhook is to have: what the deployment allows is tried elsewhere."""


@asynccontextmanager
async def settled_province(database: Database) -> AsyncIterator[Province]:
    """The province of the story, nothing issued, with everybody who may not act in it."""
    async with services_over(database) as services:
        services = replace(services, require_usable=any_address)
        office = await found(services)
        await establish_the_province(office)
        await _let_strangers_in(office)
        yield Province(office, services, itertools.count(1))


async def _let_strangers_in(office: Office) -> None:
    """Beside "nobody", who has no grant."""
    for role in ("ISSUER", "ADMINISTRATOR"):
        await office.grant("foreigner", "T2", role)
        ended = (office.clock.now() + SHORTLY).astimezone(UTC).isoformat()
        late = {"subject": "retired", "unit": office.units["C"], "role": role, "validTo": ended}
        await office.done("GrantRole", "an", clearance="SECRET", **late)
    await office.grant("reader", "C", "READER")
    await office.grant("inspector", "C", "INSPECTOR")
    await office.grant("system", "T1", "INTEGRATION")
    office.clock.step(2 * SHORTLY)
