"""Generated requests against a server of its own: nothing may bring it out of step."""
