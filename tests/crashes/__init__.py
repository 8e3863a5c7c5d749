"""What was acknowledged stays, whatever is killed: the server, PostgreSQL, a connection."""
