"""`cascade serve --demo`: the ward's story in a deployment that has nothing else in it."""

from datetime import timedelta

from rich.text import Text

from api.cli.composing import Deployment, own_tokens
from api.cli.errors import CommandError
from api.cli.founding import found
from api.cli.printing import to_stdout
from api.demo.client import Client
from api.demo.hosting import foundation, tokens
from api.demo.story import Story, subjects
from api.http.auth import issue_token

SAMPLE_UNIT = "VX"


async def load_sample(deployment: Deployment, address: str) -> None:
    """Tell the story to the running server by its own clock, and print its subjects' tokens.

    A deployment that holds the story already is left as it is. Raises CommandError where it holds
    anything else.
    """
    organisation = await deployment.engine.organisation()
    if organisation.by_code(SAMPLE_UNIT) is None:
        if organisation.version:
            raise CommandError(
                "--demo needs a fresh deployment, and this one has an organisation already: "
                "choose another CASCADE_DATA_DIR."
            )
        await found(deployment.engine, foundation())
    key = own_tokens(deployment.settings)
    head = await deployment.log.head()
    client = Client(address, tokens(key, deployment.clock), head.position)
    try:
        # Told twice it changes nothing; told to the middle, it goes on from there.
        await Story(client, lambda _: None).tell()
    finally:
        client.close()
    life = timedelta(days=deployment.settings.token_days)
    console = to_stdout()
    console.print(f"The sample story is loaded. GraphQL: {address}/graphql; bearer tokens:")
    for subject in subjects():
        token = issue_token(key, subject, life, deployment.clock)
        console.print(Text(f"\n{subject}\n{token}"), soft_wrap=True)
