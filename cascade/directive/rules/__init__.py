"""What several acts on a directive ask: whom it covers, when it is due, what it cites."""
