"""Words in SQL: whatever somebody types is a question, and finds what is written so."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cascade.database import Database
from cascade.text_rules import search_form
from projections.engine.pages import lay
from projections.engine.schemas import LIVE, enter
from tests.conftest import database as database
from tests.oracle.searching import rank
from tests.properties.campaign import campaign

ASKED = "SELECT words($1) @@ words_begun($2), search_rank($1, $2)"
SYLLABLES = st.sampled_from(
    ["hoà", "Hòa", "hoa", "an", "Anh", "ĐẢNG", "đáng", "1", "10", "12", "b"]
)
TEXTS = st.lists(SYLLABLES, min_size=1, max_size=4).map(" ".join)


@pytest.fixture
async def connection(database: Database) -> Any:
    connection: Any = await database.connect()
    await lay(connection, LIVE)
    async with connection.transaction():
        await enter(connection, LIVE)
        yield connection
    await connection.close()


@campaign(200)
@given(text=st.text(max_size=60))
async def test_whatever_has_a_word_finds_itself(connection: Any, text: str) -> None:
    form = search_form(text)
    if form:
        assert tuple(await connection.fetchrow(ASKED, form, form)) == (True, 0)


@campaign(300)
@given(text=TEXTS, typed=TEXTS)
async def test_an_answer_is_ranked_as_the_model_ranks_it(
    connection: Any, text: str, typed: str
) -> None:
    found, ranked = await connection.fetchrow(ASKED, search_form(text), search_form(typed))
    expected = rank(text, typed)
    assert found == (expected is not None)
    if found:
        assert ranked == expected
