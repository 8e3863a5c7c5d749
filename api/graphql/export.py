"""Writes ``schema.graphql``: ``python -m api.graphql.export [FILE]``."""

import argparse
from pathlib import Path

from api.graphql.runtime.costs import priced
from api.graphql.runtime.words import described
from api.graphql.schema import SCHEMA


def exported() -> str:
    """The schema as SDL, ending in a newline."""
    described(priced(SCHEMA._schema))
    return SCHEMA.as_str().rstrip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the GraphQL schema.")
    parser.add_argument("file", type=Path, nargs="?", default=Path("schema.graphql"))
    path: Path = parser.parse_args().file
    path.write_text(exported(), "utf-8")


if __name__ == "__main__":
    main()
