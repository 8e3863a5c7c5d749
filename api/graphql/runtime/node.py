"""What every list and every object with an id shares."""

import strawberry


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class UserError:
    field: list[str] | None = strawberry.field(description="Where in the input, as a path.")
    code: str = strawberry.field(
        description="Stable and upper-case, for programs; the list of codes is part of the "
        "documentation."
    )
    message: str = strawberry.field(description="For people.")
