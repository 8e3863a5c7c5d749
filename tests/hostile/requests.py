"""Requests: valid, mutated, with variables and headers of chance, ill-formed and hostile."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import orjson

from tests.demo.questions import Asking, Told
from tests.office.office import promised_operations

NINES: Final = "9" * 4_301
ALL_OF_ALL: Final = (
    "{" + " ".join(f"a{i}: __schema {{ ...S }}" for i in range(15)) + "}"
    "fragment S on __Schema { types { ...T } }"
    "fragment T on __Type { name fields { name args { name type { ...N } } type { ...N ...F } } }"
    "fragment F on __Type { fields { name type { ...N } } }"
    "fragment N on __Type { name kind ofType { name kind ofType { name kind } } }"
)
TEXTS: Final = ("", "\0", "a" * 20_001, "😀" * 30, "ạ" * 700, "\u202e", "null", "9999-12-31", NINES)
NUMBERS: Final = (-1, 0, 1, 2**31, 2**53, 2**63, 1.5, 1e308, True)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request: its kind as the table tells it, and what is sent."""

    kind: str
    method: str
    path: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def operation(kind: str, query: str, variables: object = None, name: object = None) -> Sent:
    sent = {"query": query, "variables": variables, "operationName": name}
    return Sent(kind, "POST", "/graphql", json.dumps(sent, ensure_ascii=False).encode())


class Generating:
    """Draws requests about what a story told, each kind in its turn."""

    def __init__(self, random: Random, told: Told) -> None:
        self._random = random
        self._told = told
        self._promised = list(promised_operations().items())
        self._hostile = list(hostile(told))

    def draw(self, number: int) -> Sent:
        kinds: list[Callable[[], Sent]] = [
            *(self._valid, self._mutated, self._varied),
            *(self._headed, self._file, self._ill_formed),
        ]
        turn, place = divmod(number, len(kinds) + 2)
        if place < len(kinds):
            return kinds[place]()
        return self._hostile[(2 * turn + place) % len(self._hostile)]

    def _question(self) -> str:
        asking = Asking(self._random, self._told)
        parts = (f"part{n}: {asking.part()}" for n in range(self._random.randint(1, 3)))
        return "{ " + " ".join(parts) + " }"

    def _valid(self) -> Sent:
        return operation("valid", self._question())

    def _mutated(self) -> Sent:
        """A document with some of its characters dropped, doubled, or put in another's place."""
        text = list(self._question())
        for _ in range(self._random.randint(1, 6)):
            place = self._random.randrange(len(text))
            other = self._random.choice('{}()[]:"\\!$@&|=.,#\n\u0000\ud7ff🙂a1' + text[-place])
            text[place] = self._random.choice(["", text[place] * 2, other])
        return operation("mutated", "".join(text))

    def _varied(self) -> Sent:
        name, text = self._random.choice(self._promised)
        return operation("variables", text, {"input": self._value(4), **self._names()}, name)

    def _names(self) -> dict[str, object]:
        keys = ("unit", "directive", "id", "first", "after", "filter", "by")
        return {key: self._value(2) for key in self._random.sample(keys, 3)}

    def _value(self, depth: int) -> object:
        shape = self._random.random()
        if depth == 0 or shape < 0.4:
            return self._random.choice([None, *TEXTS, *NUMBERS, *self._told.ids[:3]])
        if shape < 0.6:
            return [self._value(depth - 1) for _ in range(self._random.randint(0, 4))]
        keys = ("idempotencyKey", "unit", "text", "code", "units", "tasks", "id", "atLeast")
        return {key: self._value(depth - 1) for key in self._random.sample(keys, 3)}

    def _headed(self) -> Sent:
        names = ("accept", "content-type", "content-encoding", "authorization", "x-request-id")
        wild = self._header()
        body = json.dumps({"query": "{ viewer { subject } }"}).encode()
        return Sent("headers", "POST", "/graphql", body, {self._random.choice(names): wild})

    def _header(self) -> str:
        letters = "".join(self._random.choices("abz019=;,*/'\"%\\ -_.:\xff\xb2", k=40))
        shapes = (letters, letters * 90, f"Bearer {letters}", f"application/json;q={letters}")
        return self._random.choice(shapes).strip() or "x"

    def _file(self) -> Sent:
        charset = self._random.choice(["undefined", "idna", "punycode", "utf-8", "rot13", "x"])
        name = f"attachment; filename*={charset}''{self._random.choice(['x', '%ff', '%00'])}"
        names = ("content-disposition", "content-digest", "content-type", "if-none-match")
        headers = {"content-disposition": name, self._random.choice(names): self._header()}
        if self._random.random() < 0.5:
            return Sent("files", "PUT", "/blobs?name=%F0%9F%98%80", b"paper", headers)
        return Sent("files", "GET", f"/attachments/{self._random.choice(self._told.ids)}x", b"")

    def _ill_formed(self) -> Sent:
        bodies = (b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"query": "{\\ud800}"}')
        body = self._random.choice([*bodies, self._random.randbytes(200)])
        return Sent("ill-formed", self._random.choice(["POST", "PUT", "GET"]), "/graphql", body)


def hostile(told: Told) -> Iterator[Sent]:
    """Each of what held or broke a server once, and its next of kin."""
    queries = [
        ALL_OF_ALL,
        "{ viewer { " + "subject " * 980 + "} }",
        "{ " + " ".join(f"obligation{i}" for i in range(980)) + " }",
        "{ units(filter: {" + " ".join(f"obligation{i}: 1" for i in range(320)) + "}) { n } }",
        "{ " + "...A0 " * 100 + "}" + "".join(_doubling(24)),
        "{ a(x: " + "[" * 450 + "]" * 450 + ") }",
        '{ a(x: """' + "\n" * 120_000 + '""") }',
        '{ a(x: "' + "\\n" * 80_000 + '") }',
        "#\n" * 80_000 + "{ viewer { subject } }",
        f"{{ units(first: {NINES}) {{ totalCount }} }}",
        f"{{ units(asOf: {{position: {NINES}}}) {{ totalCount }} }}",
        f"{{ node(id: {NINES}) {{ id }} }}",
        "{ " + "units " * 60 + "}",
    ]
    for query in queries:
        yield operation("hostile", query)
    acknowledging = "mutation($i: AcknowledgeInput!) { acknowledge(input: $i) { position } }"
    for given in _inputs():
        yield operation("hostile", acknowledging, {"i": given})
    yield operation("hostile", _previewing(), {"i": _recurring(told, _NEVER, 500)})
    yield operation("hostile", _previewing(), {"i": _recurring(told, _NEVER, 200)})
    yield operation("hostile", _previewing(), {"i": _recurring(told, _REPEATED, 200)})
    for cursor in _cursors():
        yield operation("hostile", f'{{ units(after: "{cursor}") {{ edges {{ cursor }} }} }}')
        inbox = f'obligations(after: "{cursor}") {{ edges {{ cursor }} }}'
        yield operation("hostile", f'{{ unit(by: {{code: "VX"}}) {{ {inbox} }} }}')


_NEVER: Final = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1"
_REPEATED: Final = "FREQ=YEARLY;BYDAY=" + ",".join(["53MO"] * 90) + ";COUNT=400"


def _doubling(levels: int) -> Iterator[str]:
    for i in range(levels):
        yield f" fragment A{i} on Query {{ ...A{i + 1} ...A{i + 1} }}"
    yield f" fragment A{levels} on Query {{ levels {{ key }} }}"


def _inputs() -> Iterator[object]:
    yield {f"obligation{i}": 1 for i in range(11_000)}
    yield {"obligations": [["x"] * 500] * 60}
    yield {"obligations": [{"a": 1}] * 20_000}
    yield {"idempotencyKey": "k", "obligations": ["x"] * 500}
    yield {"obligations" * 9_000: 1}


def _previewing() -> str:
    return (
        "query($i: IssueDirectiveInput!) { directivePreview(input: $i) "
        "{ userErrors { code field } } }"
    )


def _recurring(told: Told, rrule: str, count: int) -> dict[str, Any]:
    issuer = next(unit for unit, code in told.units if code == "VX")
    due = {"recurring": {"rrule": rrule, "startsOn": "2026-01-05"}}
    return {
        "idempotencyKey": "k",
        "issuer": issuer,
        "type": "CV",
        "subject": "Về việc báo cáo",
        "issuedOn": "2026-01-05",
        "audience": {"groups": [{"under": issuer}]},
        "tasks": [{"key": f"t{i}", "text": "Báo cáo.", "due": due} for i in range(count)],
    }


def _cursors() -> Iterator[str]:
    clock = "2026-03-01T00:00:00+00:00"
    nobody = "00000000-0000-0000-0000-000000000007"
    for content in (
        ["units", 3, "9999-12-31T23:59:59+00:00", "VX", nobody],
        ["units", 3, "0001-01-01T00:00:00+00:00", "VX", nobody],
        ["units", 3, clock, "ạ" * 300, nobody],
        ["obligations-by-due", 3, clock, "soon", 1, 1, "0", nobody, "-infinity"],
        ["obligations-by-due", 3, clock, "infinity", 1, 99_999, "0", nobody, "-infinity"],
        ["obligations-by-due", 3, clock, "infinity", 1, 1, "0", nobody, "2026-W01-1"],
    ):
        yield urlsafe_b64encode(orjson.dumps(content)).decode().rstrip("=")
