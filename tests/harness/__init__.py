"""A whole product on one emptied database, with an injected clock and repeatable ids."""
