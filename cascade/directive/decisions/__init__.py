"""One module for each act on a directive: what is checked, and the events that it comes to."""
