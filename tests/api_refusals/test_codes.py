"""The list of codes for people, docs/refusals.md, is the code's own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import strawberry

from api.graphql import not_available
from api.graphql.refusal_codes import REQUEST_ERRORS, listed, refusals
from api.graphql.runtime.refusal_enum import BEHIND, RefusalCode, meaning
from api.graphql.runtime.user_errors import UserError

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[A-Z]+(_[A-Z]+)+|INTERNAL|UNAUTHENTICATED")
SAYING = {"request_error", "refused", "coded"}
"""The functions that are given a code."""


def test_the_page_is_what_would_be_written_now() -> None:
    """If not: python -m api.graphql.refusal_codes --write docs/refusals.md"""
    assert (ROOT / "docs" / "refusals.md").read_text("utf-8") == listed()


def test_every_refusal_says_what_it_means() -> None:
    assert [kind.code for kind in refusals() if not meaning(kind).endswith(".")] == []


def test_every_code_is_a_value_of_the_enum() -> None:
    assert set(RefusalCode.__members__) == {kind.code for kind in refusals()} | {BEHIND}


def test_a_code_that_an_earlier_version_recorded_is_told_as_text_alone() -> None:
    @strawberry.type
    class Question:
        errors: list[UserError]

    told = [UserError(field=None, code=code, message="…") for code in ("NO_LONGER", "BAD_ID")]
    schema = strawberry.Schema(query=Question)
    answer = schema.execute_sync("{ errors { code refusal } }", root_value=Question(errors=told))
    assert answer.data == {
        "errors": [
            {"code": "NO_LONGER", "refusal": None},
            {"code": "BAD_ID", "refusal": "BAD_ID"},
        ]
    }


def test_every_refusal_is_given_somewhere() -> None:
    text = "\n".join(
        path.read_text("utf-8")
        for folder in ("cascade", "api")
        for path in (ROOT / folder).rglob("*.py")
    )
    given = set(re.findall(r"(?<!class )\b(\w+)\(", text))
    assert [kind.code for kind in refusals() if kind.__name__ not in given] == []


def test_every_code_of_a_request_error_is_listed() -> None:
    given = {code for path in (ROOT / "api").rglob("*.py") for code in codes(path)}
    of_refusals = {kind.code for kind in refusals()} - {"BAD_ID"}
    assert given | {not_available.CODE} == set(REQUEST_ERRORS) - of_refusals


def codes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [*node.args, *(k.value for k in node.keywords)] if name in SAYING else []
            given += [k.value for k in node.keywords if k.arg == "code"]
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            given = [v for k, v in pairs if isinstance(k, ast.Constant) and k.value == "code"]
        else:
            continue
        for each in given:
            if isinstance(each, ast.Constant) and CODE.fullmatch(str(each.value)):
                yield str(each.value)
