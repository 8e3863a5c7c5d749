"""What the explorer offers runs on the sample; what is no sample shows and describes less."""

import asyncio
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.cli.composing import own_tokens, web_app
from api.demo.explaining import WHO, examples, explorer_of_the_sample
from api.demo.hosting import hosted
from api.demo.story import BEGIN, Story, cast
from api.graphql.runtime.executing import Executor, Operation
from api.graphql.runtime.limits import OperationLimits
from api.graphql.schema import SCHEMA
from api.settings import read_settings

pytestmark = pytest.mark.anyio


async def test_each_example_runs_on_the_sample_and_shows_something(tmp_path: Path) -> None:
    async with hosted(read_settings(), tmp_path, BEGIN) as server:
        await Story(server.client, server.at).tell()
        for example in examples():
            if example.query.startswith("subscription"):
                continue
            body = orjson.dumps({"query": example.query})
            token = server.client._token_of(example.subject)
            answer = await asyncio.to_thread(server.client._post, token, body)
            assert "errors" not in answer, (example.name, answer)
            assert None not in answer["data"].values(), example.name
        settings = server.deployment.settings
        key = own_tokens(settings)
        sample = explorer_of_the_sample(settings, server.clock)
        assert [each.subject for each in sample.people] == list(cast())

        def paths(app: Starlette) -> set[str]:
            return {each.path for each in app.routes if isinstance(each, Route)}

        assert "/explorer/{name}" in paths(web_app(server.deployment, key, sample))
        assert "/explorer/{name}" not in paths(web_app(server.deployment, key))
        for wanted, given in ((True, None), (False, sample)):
            set_so = settings.model_copy(update={"explorer": wanted})
            app = web_app(replace(server.deployment, settings=set_so), key, given)
            assert ("/explorer/{name}" in paths(app)) == wanted
        described = await asyncio.to_thread(
            server.client._post,
            server.client._token_of("an"),
            b'{"query": "{__schema{types{name}}}"}',
        )
        assert described["errors"][0]["extensions"]["limit"] == "introspection"


def test_there_is_one_for_each_kind_of_user_and_all_are_valid() -> None:
    offered = list(examples())
    assert {each.subject for each in offered} == set(WHO.values())
    executor = Executor(SCHEMA, OperationLimits())
    for each in offered:
        executor.prepare(Operation(each.query, {}, None))
